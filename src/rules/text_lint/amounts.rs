//! Amounts in words beside amounts in digits: 人民币贰万元整（¥20000.00）.

use crate::text::{money, numeral};

/// An amount that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Index of the block.
    pub block: usize,
    /// The words.
    pub words: String,
    /// What they say, in 分; `None` when they are no amount.
    pub said: Option<i64>,
    /// The digits beside them, in 分.
    pub digits: Option<i64>,
}

/// An amount in words, as read.
struct InWords {
    start: usize,
    end: usize,
    fen: Option<i64>,
}

/// Every amount in words that is no amount, or another than the digits beside it.
pub fn check<T: AsRef<str>>(blocks: &[T]) -> Vec<Fault> {
    let mut out = Vec::new();
    for (block, text) in blocks.iter().enumerate() {
        let chars: Vec<char> = text.as_ref().chars().filter(|c| !c.is_whitespace()).collect();
        for amount in in_words(&chars) {
            let words: String = chars[amount.start..amount.end].iter().collect();
            let beside: Vec<i64> = [after(&chars, amount.end), before(&chars, amount.start)].into_iter().flatten().collect();
            match amount.fen {
                None => out.push(Fault { block, words, said: None, digits: beside.first().copied() }),
                Some(fen) => {
                    let other = beside.into_iter().find(|digits| *digits != fen);
                    out.extend(other.map(|digits| Fault { block, words, said: Some(fen), digits: Some(digits) }));
                }
            }
        }
    }
    out
}

/// All amounts of a text, in 分, in words or in digits before 元.
pub fn all(text: &str) -> Vec<i64> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut out: Vec<i64> = in_words(&chars).into_iter().filter_map(|amount| amount.fen).collect();
    for at in 0..chars.len() {
        if is_digit(chars[at]) && !at.checked_sub(1).is_some_and(|b| is_number(chars[b])) {
            let (fen, end) = digits_from(&chars, at);
            let is_money = chars.get(end) == Some(&'元') || at.checked_sub(1).is_some_and(|b| matches!(chars[b], '¥' | '￥'));
            out.extend(fen.filter(|_| is_money));
        }
    }
    out
}

fn is_capital(c: char) -> bool {
    matches!(c, '零' | '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖' | '拾' | '佰' | '仟')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_number(c: char) -> bool {
    is_digit(c) || matches!(c, '.' | ',' | '，' | '．')
}

/// Amounts in capitals, or in small Chinese numerals before 元.
fn in_words(chars: &[char]) -> Vec<InWords> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let end = |is: fn(char) -> bool| chars[at..].iter().position(|c| !is(*c)).map_or(chars.len(), |n| at + n);
        if is_capital(chars[at]) {
            let end = end(|c| is_capital(c) || matches!(c, '万' | '亿' | '元' | '圆' | '角' | '分' | '整' | '正'));
            let has_yuan = chars[at..end].iter().any(|c| matches!(c, '元' | '圆'));
            // The last letters may belong to the next word: 壹万元整|改.
            let tries = (at + 1..=end).rev().take(3).map(|end| (end, money::parse_capitals(&chars[at..end].iter().collect::<String>())));
            if let Some((end, fen)) = tries.into_iter().find(|(_, fen)| fen.is_some()) {
                out.push(InWords { start: at, end, fen });
            } else if has_yuan {
                out.push(InWords { start: at, end, fen: None });
            }
            at = end.max(at + 1);
        } else if numeral::is_numeral(chars[at]) && !is_digit(chars[at]) {
            let end = end(|c| numeral::is_numeral(c) && !is_digit(c));
            let number = numeral::parse(&chars[at..end].iter().collect::<String>());
            // 2万元 is digits.
            let begins = !at.checked_sub(1).is_some_and(|b| is_number(chars[b]));
            if let (Some(number), Some('元'), true) = (number, chars.get(end), begins) {
                let end = end + 1 + usize::from(chars.get(end + 1) == Some(&'整'));
                out.push(InWords { start: at, end, fen: Some(i64::from(number) * 100) });
            }
            at = end.max(at + 1);
        } else {
            at += 1;
        }
    }
    out
}

/// The digits that follow: （¥20000.00）, （20000元）, （小写：20,000.00元）, ¥20000.
fn after(chars: &[char], from: usize) -> Option<i64> {
    let mut at = from;
    let mut linked = false;
    for word in ["，", "（", "(", "小写", "：", ":", "人民币", "RMB", "¥", "￥"] {
        if word.chars().enumerate().all(|(i, c)| chars.get(at + i) == Some(&c)) {
            at += word.chars().count();
            linked |= !matches!(word, "，" | "：" | ":" | "人民币");
        }
    }
    let (fen, end) = digits_from(chars, at);
    // A bracket that counts something else (（3人）) is no amount.
    let closes =
        matches!(chars.get(end), Some('元' | '）' | ')') | None) || at.checked_sub(1).is_some_and(|b| matches!(chars[b], '¥' | '￥'));
    fen.filter(|_| linked && closes)
}

/// The digits before: 20000元（大写：人民币贰万元整）, ¥20000.00（贰万元整）.
fn before(chars: &[char], start: usize) -> Option<i64> {
    let mut end = start;
    let mut linked = false;
    for word in ["人民币", "：", ":", "大写", "（", "("] {
        let length = word.chars().count();
        if end >= length && word.chars().eq(chars[end - length..end].iter().copied()) {
            end -= length;
            linked |= !matches!(word, "人民币" | "：" | ":");
        }
    }
    let is_yuan = end > 0 && chars[end - 1] == '元';
    end -= usize::from(is_yuan);
    let unit = end > 0 && matches!(chars[end - 1], '万' | '亿');
    let mut from = end - usize::from(unit);
    while from > 0 && is_number(chars[from - 1]) {
        from -= 1;
    }
    let is_money = is_yuan || from.checked_sub(1).is_some_and(|b| matches!(chars[b], '¥' | '￥'));
    let (fen, read) = digits_from(chars, from);
    fen.filter(|_| linked && is_money && read == end)
}

/// A number at `at`, with its 万 or 亿, in 分; and where it ends.
fn digits_from(chars: &[char], at: usize) -> (Option<i64>, usize) {
    let mut end = at;
    while end < chars.len() && is_number(chars[end]) {
        end += 1;
    }
    let plain: String = chars[at..end]
        .iter()
        .filter(|c| !matches!(c, ',' | '，'))
        .map(|c| if *c == '．' { '.' } else { numeral::digit(*c).and_then(|d| char::from_digit(d, 10)).unwrap_or(*c) })
        .collect();
    let (size, end) = match chars.get(end) {
        Some('万') => (10_000i64, end + 1),
        Some('亿') => (100_000_000i64, end + 1),
        Some(_) | None => (1, end),
    };
    (fen(&plain, size), end)
}

/// 4.5 and 10000 → 4500000 分; more than two decimals of 分 is no amount.
fn fen(number: &str, size: i64) -> Option<i64> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || decimals.len() > 6 || whole.len() > 12 {
        return None;
    }
    let scale = 10i64.pow(decimals.len() as u32);
    let digits: i64 = format!("{whole}{decimals}").parse().ok()?;
    let product = digits.checked_mul(100)?.checked_mul(size)?;
    (product % scale == 0).then_some(product / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(Option<i64>, Option<i64>)> {
        check(&[text]).into_iter().map(|f| (f.said, f.digits)).collect()
    }

    #[test]
    fn words_are_held_against_the_digits_beside_them() {
        for (text, expected) in [
            ("处人民币贰万元整（¥20000.00）的罚款", vec![]),
            ("处人民币贰万元整（¥30000.00）的罚款", vec![(Some(2_000_000), Some(3_000_000))]),
            ("罚款贰万元整（20,000元）", vec![]),
            ("罚款贰万元（2万元）", vec![]),
            ("罚款贰万元（4.5万元）", vec![(Some(2_000_000), Some(4_500_000))]),
            ("罚款贰万元整（4.5万元）", vec![(Some(2_000_000), Some(4_500_000))]),
            ("罚款30000元（大写：人民币贰万元整）", vec![(Some(2_000_000), Some(3_000_000))]),
            ("￥20000.00（人民币贰万元整）", vec![]),
            ("罚款二万元（30000元）", vec![(Some(2_000_000), Some(3_000_000))]),
            ("壹亿零壹仟元整（¥100001000.00）", vec![]),
            ("罚款贰拾佰元整（¥2000.00）", vec![(None, Some(200_000))]),
            ("缴纳壹万元整改正违法行为", vec![]),
            ("当事人（3人）、零件（5个）、伍某（20000元）", vec![]),
            ("贰万元整（大写）", vec![]),
        ] {
            assert_eq!(faults(text), expected, "{text}");
        }
    }

    #[test]
    fn all_amounts_of_a_text() {
        assert_eq!(all("罚款人民币贰万元整（¥20000.00），另有3.5万元、1人"), [2_000_000, 2_000_000, 3_500_000]);
        for (text, fen) in [
            ("对公司罚款合计105000元，对陈景泰罚款45000元", vec![10_500_000, 4_500_000]),
            ("罚款人民币壹万捌仟元的行政处罚", vec![1_800_000]),
            ("罚款1.85万元，没收20,000.50元", vec![1_850_000, 2_000_050]),
            ("同意拟处理意见，罚款若干元", vec![]),
        ] {
            assert_eq!(all(text), fen, "{text}");
        }
    }
}
