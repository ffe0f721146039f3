//! Places that should have been filled: XX, ____, 【缺：…】, （填写）, null, {{…}}.

use super::Spot;
use std::sync::LazyLock;

/// Words that tell where something was to be written, or that a program failed.
const WORDS: &[&str] = &[
    "«必填»",
    "（填写）",
    "(填写)",
    "（待填）",
    "（待填写）",
    "（待定）",
    "（待补充）",
    "（此处填写",
    "{{",
    "}}",
    "{%",
    "%}",
    "${",
    "#REF!",
    "#N/A",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "错误!未找到引用源",
    "错误！未找到引用源",
    "[object Object]",
    "此处输入文字",
];
/// Words of programming languages for nothing, when they stand alone.
const NOTHING: &[&str] = &["null", "NULL", "undefined", "None", "NaN", "nil", "TBD"];
/// Rules to write on.
const LINES: &[char] = &['_', '＿'];
/// Letters that stand for others.
const CROSSES: &[char] = &['X', 'x', 'Ｘ', '×', '✕'];
/// Words around a piece, on either side.
const AROUND: usize = 8;

/// What a program prints where it knows that a value is missing; it is counted on its own.
const GAP: &str = "【缺：";

/// Every blank of every block, in order.
pub fn find<T: AsRef<str>>(blocks: &[T]) -> Vec<Spot> {
    spots(blocks, |_| true)
}

/// The same without what is marked as missing: what somebody left by oversight.
pub fn left<T: AsRef<str>>(blocks: &[T]) -> Vec<Spot> {
    spots(blocks, |blank| !blank.iter().copied().take(GAP.chars().count()).eq(GAP.chars()))
}

fn spots<T: AsRef<str>>(blocks: &[T], wanted: impl Fn(&[char]) -> bool) -> Vec<Spot> {
    let mut out = Vec::new();
    for (block, text) in blocks.iter().enumerate() {
        if !text.as_ref().chars().any(may_start) {
            continue;
        }
        let chars: Vec<char> = text.as_ref().chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let end = if may_start(chars[at]) { blank_at(&chars, at) } else { at };
            if end > at {
                if wanted(&chars[at..end]) {
                    out.push(Spot { block, found: around(&chars, at, end) });
                }
                at = end;
            } else {
                at += 1;
            }
        }
    }
    out
}

/// Few characters begin a blank: the rest of a text is not looked at closely.
fn may_start(c: char) -> bool {
    static STARTS: LazyLock<Vec<char>> = LazyLock::new(|| {
        let words = WORDS.iter().chain(NOTHING).chain([&GAP]).filter_map(|word| word.chars().next());
        let mut starts: Vec<char> = words.chain(LINES.iter().chain(CROSSES).chain(&['〔']).copied()).collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    });
    STARTS.binary_search(&c).is_ok()
}

/// Where the blank that starts at `at` ends; `at` itself when none starts there.
fn blank_at(chars: &[char], at: usize) -> usize {
    let starts = |word: &str| word.chars().enumerate().all(|(i, c)| chars.get(at + i) == Some(&c));
    if starts(GAP) {
        return chars[at..].iter().position(|c| *c == '】').map_or(chars.len(), |n| at + n + 1);
    }
    if let Some(word) = WORDS.iter().find(|word| starts(word)) {
        return at + word.chars().count();
    }
    let run = |is: fn(char) -> bool| chars[at..].iter().take_while(|c| is(**c)).count();
    let lines = run(|c| LINES.contains(&c));
    if lines >= 2 {
        return at + lines;
    }
    let before = at.checked_sub(1).map(|i| chars[i]);
    let crosses = run(|c| CROSSES.contains(&c));
    if crosses >= 2 && !before.is_some_and(|c| matches!(c, 'X' | 'x')) {
        let after = chars.get(at + crosses).copied();
        let in_code = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let in_date = matches!(after, Some('年' | '月' | '日' | '号' | '〕' | ']' | '条'));
        // Digits on both sides are a code, or a number that was masked.
        if in_date || !(in_code(before) || in_code(after)) {
            return at + crosses;
        }
    }
    if !before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_') {
        let word: String = chars[at..].iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '_').collect();
        if NOTHING.contains(&word.as_str()) {
            return at + word.len();
        }
    }
    if starts("〔") {
        let inside = chars[at + 1..].iter().take_while(|c| c.is_whitespace() || **c == '　').count();
        if chars.get(at + 1 + inside) == Some(&'〕') {
            return at + inside + 2;
        }
    }
    at
}

fn around(chars: &[char], from: usize, to: usize) -> String {
    let (start, end) = (from.saturating_sub(AROUND), (to + AROUND).min(chars.len()));
    let mark = |cut: bool| if cut { "…" } else { "" };
    format!("{}{}{}", mark(start > 0), chars[start..end].iter().collect::<String>(), mark(end < chars.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_found_and_words_are_not() {
        for (text, count) in [
            ("罚款XX元", 1),
            ("20XX年X月", 1),
            ("____年__月", 2),
            ("【缺：送达.日期】", 1),
            ("姓名：null，职务：undefined", 2),
            ("{{ party.name }}", 2),
            ("（填写）", 1),
            ("应急罚〔　〕号", 1),
            ("×××有限公司", 1),
            // and what is no blank
            ("某某精密机械有限公司", 0),
            ("11010519491231002X", 0),
            ("91320585MAXX1N2K3L", 0),
            ("3205851990××××1234", 0),
            ("nullify、None1、e_null", 0),
            ("应急罚〔2026〕18号", 0),
            ("3×4米", 0),
            ("／", 0),
        ] {
            assert_eq!(find(&[text]).len(), count, "{text}: {:?}", find(&[text]));
        }
        assert_eq!(left(&["罚款XX元，【缺：送达.日期】送达，【缺：文号】"]).len(), 1);
        assert_eq!(find(&["本机关决定对该单位处人民币XX元的罚款并责令改正"])[0].found, "…对该单位处人民币XX元的罚款并责令改…");
    }
}
