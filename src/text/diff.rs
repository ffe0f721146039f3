//! What changed between two texts, sentence by sentence and, within a changed sentence, word by word. In Chinese a word
//! is a character; a run of Latin letters or digits is one word, so that 20,000 against 25,000 is one change.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A piece of a changed sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether the other side lacks them.
    pub changed: bool,
}

/// A row of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A sentence both sides have.
    Same(String),
    /// A sentence that says something else.
    Changed {
        /// As it was.
        old: Vec<Piece>,
        /// As it is.
        new: Vec<Piece>,
    },
    /// Only the old side has it.
    Removed(String),
    /// Only the new side has it.
    Added(String),
}

impl Row {
    /// Whether the sides differ here.
    pub fn differs(&self) -> bool {
        !matches!(self, Row::Same(_))
    }
}

/// The sentences of a text: cut after 。；？！ and at line ends, closing quotes and brackets kept with their sentence.
pub fn sentences(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for line in text.lines() {
        let mut sentence = String::new();
        let mut ended = false;
        for ch in line.chars() {
            if ended && !matches!(ch, '”' | '’' | '）' | '》' | '」' | '』' | '】') {
                out.push(std::mem::take(&mut sentence));
                ended = false;
            }
            sentence.push(ch);
            ended = ended || matches!(ch, '。' | '；' | '？' | '！');
        }
        if !sentence.trim().is_empty() {
            out.push(sentence);
        }
    }
    out
}

/// Two lists of sentences side by side.
pub fn rows(old: &[String], new: &[String]) -> Vec<Row> {
    let mut out = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        match op {
            DiffOp::Equal { old_index, len, .. } => out.extend(old[old_index..old_index + len].iter().cloned().map(Row::Same)),
            DiffOp::Delete { old_index, old_len, .. } => {
                out.extend(old[old_index..old_index + old_len].iter().cloned().map(Row::Removed));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                out.extend(new[new_index..new_index + new_len].iter().cloned().map(Row::Added));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                replaced(&old[old_index..old_index + old_len], &new[new_index..new_index + new_len], &mut out);
            }
        }
    }
    out
}

/// Sentences less alike than this are one removed and one added.
const ALIKE: f64 = 0.35;

/// Larger blocks are paired line by line without looking for the best pairs.
const MOST_PAIRS: usize = 10_000;

/// Pairs the sentences of a replaced block so that the pairs are most alike, in order.
fn replaced(old: &[String], new: &[String], out: &mut Vec<Row>) {
    let alike = |i: usize, j: usize| Some(likeness(&old[i], &new[j])).filter(|score| *score >= ALIKE);
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    if old.len() * new.len() > MOST_PAIRS {
        pairs.extend((0..old.len().min(new.len())).map(|i| (i, i)));
    } else {
        // best[i][j]: the greatest likeness of what follows old[i] and new[j]
        let mut best = vec![vec![0.0f64; new.len() + 1]; old.len() + 1];
        for i in (0..old.len()).rev() {
            for j in (0..new.len()).rev() {
                let paired = alike(i, j).map_or(0.0, |score| score + best[i + 1][j + 1]);
                best[i][j] = paired.max(best[i + 1][j]).max(best[i][j + 1]);
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < old.len() && j < new.len() {
            if alike(i, j).is_some_and(|score| score + best[i + 1][j + 1] >= best[i][j]) {
                pairs.push((i, j));
                (i, j) = (i + 1, j + 1);
            } else if best[i + 1][j] >= best[i][j + 1] {
                i += 1;
            } else {
                j += 1;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    for (old_at, new_at) in pairs.into_iter().chain([(old.len(), new.len())]) {
        out.extend(old[i..old_at].iter().cloned().map(Row::Removed));
        out.extend(new[j..new_at].iter().cloned().map(Row::Added));
        if let (Some(was), Some(is)) = (old.get(old_at), new.get(new_at)) {
            let (old, new) = pieces(was, is);
            out.push(Row::Changed { old, new });
        }
        (i, j) = (old_at + 1, new_at + 1);
    }
}

/// How much two sentences share: from 0, no two neighbouring characters in common, to 1.
fn likeness(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let mut pairs: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).collect();
        pairs.sort_unstable();
        pairs
    };
    let (a, b) = (pairs(a), pairs(b));
    let (mut i, mut j, mut shared) = (0, 0, 0usize);
    while let (Some(left), Some(right)) = (a.get(i), b.get(j)) {
        shared += usize::from(left == right);
        i += usize::from(left <= right);
        j += usize::from(right <= left);
    }
    (2 * shared) as f64 / (a.len() + b.len()).max(1) as f64
}

/// The pieces of two sentences.
pub fn pieces(old: &str, new: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (old, new) = (words(old), words(new));
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (was, is, changed) = match op {
            DiffOp::Equal { old_index, new_index, len } => (old_index..old_index + len, new_index..new_index + len, false),
            DiffOp::Delete { old_index, old_len, new_index } => (old_index..old_index + old_len, new_index..new_index, true),
            DiffOp::Insert { old_index, new_index, new_len } => (old_index..old_index, new_index..new_index + new_len, true),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                (old_index..old_index + old_len, new_index..new_index + new_len, true)
            }
        };
        // a single word between two changes reads better as part of the change
        let island = !changed && was.len() == 1 && was.start > 0 && was.end < old.len() && is.start > 0 && is.end < new.len();
        push(&mut left, old[was].concat(), changed || island);
        push(&mut right, new[is].concat(), changed || island);
    }
    (left, right)
}

fn push(pieces: &mut Vec<Piece>, text: String, changed: bool) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.changed == changed => last.text.push_str(&text),
        Some(_) | None => pieces.push(Piece { text, changed }),
    }
}

/// Words: a run of letters and digits (with the points and commas inside a number), else single characters.
fn words(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<String> = Vec::new();
    let mut running = false;
    for (at, ch) in chars.iter().enumerate() {
        let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
        let inside = matches!(ch, '.' | ',') && at > 0 && digit(at - 1) && digit(at + 1);
        let word = ch.is_ascii_alphanumeric() || inside;
        match out.last_mut() {
            Some(last) if running && word => last.push(*ch),
            Some(_) | None => out.push(ch.to_string()),
        }
        running = word;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(pieces: &[Piece]) -> String {
        pieces.iter().map(|piece| if piece.changed { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
    }

    #[test]
    fn sentences_keep_their_closing_marks() {
        assert_eq!(sentences("甲说：“不知道。”乙说；丙\n丁（戊。）己"), ["甲说：“不知道。”", "乙说；", "丙", "丁（戊。）", "己"]);
        assert_eq!(sentences("\n  \n"), Vec::<String>::new());
    }

    #[test]
    fn changed_words_are_marked_whole() {
        for (old, new, left, right) in [
            ("处20,000元罚款", "处25,000元罚款", "处[20,000]元罚款", "处[25,000]元罚款"),
            ("应当在三日内提出", "应当在五个工作日内提出", "应当在[三]日内提出", "应当在[五个工作]日内提出"),
            ("甲", "甲乙", "甲", "甲[乙]"),
        ] {
            let (was, is) = pieces(old, new);
            assert_eq!((shown(&was).as_str(), shown(&is).as_str()), (left, right));
        }
    }

    #[test]
    fn sentences_pair_with_what_they_became() {
        let list = |text: &str| sentences(text);
        let kinds = |old: &str, new: &str| -> String {
            let kind = |row: &Row| match row {
                Row::Same(_) => '=',
                Row::Changed { .. } => '~',
                Row::Removed(_) => '-',
                Row::Added(_) => '+',
            };
            rows(&list(old), &list(new)).iter().map(kind).collect()
        };
        assert_eq!(kinds("甲乙丙丁。戊己庚辛。", "甲乙丙丁。戊己庚辛。"), "==");
        assert_eq!(kinds("甲乙丙丁。戊己庚辛。", "戊己庚壬。"), "-~");
        assert_eq!(kinds("甲乙丙丁。", "一二三四。甲乙丙戊。"), "+~");
        assert_eq!(kinds("甲乙丙丁。", "一二三四五六。"), "-+");
    }

    proptest! {
        #[test]
        fn nothing_is_lost(old in "[甲乙丙。1a；]{0,40}", new in "[甲乙丙。1a；]{0,40}") {
            let (was, is) = (sentences(&old), sentences(&new));
            let rows = rows(&was, &is);
            let side = |left: bool| -> String {
                let of = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
                rows.iter().map(|row| match row {
                    Row::Same(text) => text.clone(),
                    Row::Changed { old, new } => if left { of(old) } else { of(new) },
                    Row::Removed(text) => if left { text.clone() } else { String::new() },
                    Row::Added(text) => if left { String::new() } else { text.clone() },
                }).collect()
            };
            prop_assert_eq!(side(true), was.concat());
            prop_assert_eq!(side(false), is.concat());
            prop_assert_eq!(rows.iter().any(Row::differs), was != is);
        }
    }
}
