//! Differences: paragraphs aligned, then the words within them. The algorithm is `similar`'s; what a word is and how a
//! difference is shown is ours.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashMap;
use std::ops::Range;

/// Paragraphs that share fewer of their characters are not the same paragraph edited.
const ALIKE: f64 = 0.4;
/// Pairs of paragraphs weighed against each other; beyond, they are paired in order.
const MAX_PAIRS: usize = 20_000;
/// Words of the one times words of the other; beyond, the paragraph is one difference.
const MAX_WORK: usize = 4_000_000;
/// Characters shown around a difference.
const AROUND: usize = 12;

/// How a paragraph of the one side stands to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// The same words.
    Same(usize, usize),
    /// The same paragraph with other words.
    Changed(usize, usize),
    /// Only expected.
    Missing(usize),
    /// Only found.
    Added(usize),
}

/// Characters that differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// In the expected text.
    pub old: Range<usize>,
    /// In the found text.
    pub new: Range<usize>,
}

/// Aligns two rows of paragraphs.
pub fn align(old: &[&[char]], new: &[&[char]]) -> Vec<Row> {
    let mut numbers: HashMap<&[char], usize> = HashMap::new();
    let mut number = |text| {
        let next = numbers.len();
        *numbers.entry(text).or_insert(next)
    };
    let (a, b): (Vec<usize>, Vec<usize>) = (old.iter().map(|t| number(t)).collect(), new.iter().map(|t| number(t)).collect());
    let mut rows = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => rows.extend((0..len).map(|n| Row::Same(old_index + n, new_index + n))),
            DiffOp::Delete { old_index, old_len, .. } => rows.extend((old_index..old_index + old_len).map(Row::Missing)),
            DiffOp::Insert { new_index, new_len, .. } => rows.extend((new_index..new_index + new_len).map(Row::Added)),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                pair(old, new, old_index..old_index + old_len, new_index..new_index + new_len, &mut rows);
            }
        }
    }
    rows
}

/// Pairs the paragraphs of a replaced stretch so that the pairs are most alike, keeping their order.
fn pair(old: &[&[char]], new: &[&[char]], a: Range<usize>, b: Range<usize>, rows: &mut Vec<Row>) {
    let (n, m) = (a.len(), b.len());
    // One for one is an edit, however much was changed.
    if n * m > MAX_PAIRS || (n, m) == (1, 1) {
        rows.extend((0..n.min(m)).map(|k| Row::Changed(a.start + k, b.start + k)));
        rows.extend((n.min(m)..n).map(|k| Row::Missing(a.start + k)));
        rows.extend((n.min(m)..m).map(|k| Row::Added(b.start + k)));
        return;
    }
    // best[i][j]: the sum of likenesses of the paragraphs from i and j on.
    let mut best = vec![vec![0.0f64; m + 1]; n + 1];
    let mut alike = vec![vec![0.0f64; m]; n];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            alike[i][j] = likeness(old[a.start + i], new[b.start + j]).max(if is_gap(old[a.start + i]) { ALIKE } else { 0.0 });
            let paired = if alike[i][j] >= ALIKE { alike[i][j] + best[i + 1][j + 1] } else { 0.0 };
            best[i][j] = paired.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < n && j < m {
        if alike[i][j] >= ALIKE && best[i][j] <= alike[i][j] + best[i + 1][j + 1] {
            rows.push(Row::Changed(a.start + i, b.start + j));
            (i, j) = (i + 1, j + 1);
        } else if best[i + 1][j] >= best[i][j + 1] {
            rows.push(Row::Missing(a.start + i));
            i += 1;
        } else {
            rows.push(Row::Added(b.start + j));
            j += 1;
        }
    }
    rows.extend((i..n).map(|i| Row::Missing(a.start + i)));
    rows.extend((j..m).map(|j| Row::Added(b.start + j)));
}

/// Whether a paragraph is 【缺：…】 and nothing else: whatever stands in its place was filled in.
fn is_gap(text: &[char]) -> bool {
    text.starts_with(&['【', '缺', '：']) && text.ends_with(&['】'])
}

/// The share of characters two texts have in common, 0 to 1.
pub fn likeness(a: &[char], b: &[char]) -> f64 {
    let sorted = |text: &[char]| {
        let mut text = text.to_vec();
        text.sort_unstable();
        text
    };
    let (x, y) = (sorted(a), sorted(b));
    let (mut i, mut j, mut common) = (0, 0, 0usize);
    while i < x.len() && j < y.len() {
        match x[i].cmp(&y[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
        }
    }
    2.0 * common as f64 / (a.len() + b.len()).max(1) as f64
}

/// The words that differ; replacements with a single character between them are one difference.
pub fn hunks(old: &[char], new: &[char]) -> Vec<Hunk> {
    let (a, b) = (tokens(old), tokens(new));
    if a.len() * b.len() > MAX_WORK {
        let head = old.iter().zip(new).take_while(|(x, y)| x == y).count();
        let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(x, y)| x == y).count();
        return vec![Hunk { old: head..old.len() - tail, new: head..new.len() - tail }];
    }
    let words = |text: &[char], tokens: &[Range<usize>]| tokens.iter().map(|t| text[t.clone()].to_vec()).collect::<Vec<_>>();
    let at = |tokens: &[Range<usize>], index: usize, length: usize| tokens.get(index).map_or(length, |t| t.start);
    let mut out: Vec<Hunk> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &words(old, &a), &words(new, &b)) {
        let (x, y) = (op.old_range(), op.new_range());
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let hunk =
            Hunk { old: at(&a, x.start, old.len())..at(&a, x.end, old.len()), new: at(&b, y.start, new.len())..at(&b, y.end, new.len()) };
        match out.last_mut() {
            // What is written into two blanks side by side stays two differences.
            Some(last) if joins(last, &hunk) => {
                (last.old.end, last.new.end) = (hunk.old.end, hunk.new.end);
            }
            Some(_) | None => out.push(hunk),
        }
    }
    out
}

/// Whether two replacements have no more than a character between them.
fn joins(last: &Hunk, next: &Hunk) -> bool {
    let replaces = |hunk: &Hunk| !hunk.old.is_empty() && !hunk.new.is_empty();
    replaces(last) && replaces(next) && next.old.start - last.old.end <= 1 && next.new.start - last.new.end <= 1
}

/// Numbers, amounts in words and Latin words are not torn apart; any other character is a word.
fn tokens(text: &[char]) -> Vec<Range<usize>> {
    let kind = |c: char| match c {
        '0'..='9' | '０'..='９' | '.' | ',' => 1,
        'a'..='z' | 'A'..='Z' => 2,
        '零' | '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾' | '佰' | '仟' | '万' | '亿' => 3,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '〇' => 4,
        _ => 0,
    };
    let mut out: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.iter().enumerate() {
        match out.last_mut() {
            Some(last) if kind(*c) > 0 && kind(*c) == kind(text[at - 1]) => last.end = at + 1,
            Some(_) | None => out.push(at..at + 1),
        }
    }
    out
}

/// A text with the ranges marked 「…」 and only the words around them.
pub fn show(text: &[char], ranges: &[Range<usize>]) -> String {
    let mut out = String::new();
    let mut shown = 0;
    for (index, range) in ranges.iter().enumerate() {
        let start = range.start.saturating_sub(AROUND).max(shown);
        if start > shown {
            out.push('…');
        }
        out.extend(&text[start..range.start]);
        out.push('「');
        out.extend(&text[range.clone()]);
        out.push('」');
        let next = ranges.get(index + 1).map_or(text.len(), |next| next.start);
        shown = (range.end + AROUND).min(next);
        out.extend(&text[range.end..shown]);
    }
    if shown < text.len() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    fn marked(old: &str, new: &str) -> (String, String) {
        let (a, b) = (chars(old), chars(new));
        let hunks = hunks(&a, &b);
        let (x, y): (Vec<_>, Vec<_>) = hunks.into_iter().map(|h| (h.old, h.new)).unzip();
        (show(&a, &x), show(&b, &y))
    }

    #[test]
    fn numbers_differ_as_a_whole() {
        let cases = [
            (
                "处人民币贰万元整（¥20000.00）",
                "处人民币叁万元整（¥30000.00）",
                "处人民币「贰万」元整（¥「20000.00」）",
                "处人民币「叁万」元整（¥「30000.00」）",
            ),
            ("年月日", "2026年3月5日", "「」年「」月「」日", "「2026」年「3」月「5」日"),
            ("责令改正", "改正", "「责令」改正", "「」改正"),
            ("同", "同", "", ""),
        ];
        for (old, new, a, b) in cases {
            let shown = marked(old, new);
            if old == new {
                assert_eq!(hunks(&chars(old), &chars(new)), []);
            } else {
                assert_eq!((shown.0.as_str(), shown.1.as_str()), (a, b), "{old} {new}");
            }
        }
    }

    #[test]
    fn edited_paragraphs_find_each_other() {
        let old: Vec<Vec<char>> = ["标题", "当事人：某某公司", "地址：工业大道8号", "落款"].iter().map(|t| chars(t)).collect();
        let new: Vec<Vec<char>> = ["标题", "另加的一段话", "地址：工业大道9号", "落款"].iter().map(|t| chars(t)).collect();
        let (a, b): (Vec<&[char]>, Vec<&[char]>) = (old.iter().map(Vec::as_slice).collect(), new.iter().map(Vec::as_slice).collect());
        let rows = align(&a, &b);
        assert_eq!(rows, [Row::Same(0, 0), Row::Missing(1), Row::Added(1), Row::Changed(2, 2), Row::Same(3, 3)]);
    }
}
