//! Amounts of money as officers type them, in whole 分. Never a float, never rounded.

use super::{At, scalar};
use crate::diag::Diagnostic;
use crate::text::width::half_width;
use crate::yaml::record::Decode;
use crate::yaml::{Node, Reader};
use serde_json::{Map, Value, json};

/// An exact amount of money.
#[derive(Debug, Clone, Default)]
pub struct Amount {
    /// In 分 (1/100 元), never negative.
    pub fen: i64,
    /// What was written.
    pub raw: String,
    /// Where.
    pub at: At,
}

impl PartialEq for Amount {
    fn eq(&self, other: &Self) -> bool {
        self.fen == other.fen
    }
}

impl Decode for Amount {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let (raw, at) = scalar(node, reader, AMOUNT_SHAPE)?;
        match parse_amount(&raw) {
            Ok(fen) => Some(Amount { fen, raw, at }),
            Err(why) => {
                reader.report(node.pos, Diagnostic::refuse("F12", format!("金额{why}")).found(&raw).expected(AMOUNT_SHAPE));
                None
            }
        }
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}]})
    }
}

const AMOUNT_SHAPE: &str = "以元为单位的金额，如 20000、20,000.50、2万、贰万元整";

/// More than any fine: 999,999,999,999.99 元 keeps every sum far inside `i64`.
const MAX_FEN: i128 = 99_999_999_999_999;

/// Reads an amount in 元, e.g. `20000`, `20,000.50`, `2万`, `4.5万元`, `¥20,000.00`, `壹拾捌万元整`, `20000元（贰万元）`; the
/// result is in 分. The error says in Chinese why it cannot be read; digits and words given together must agree.
pub fn parse_amount(text: &str) -> Result<i64, String> {
    let clean: String = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    let shape = || format!("“{text}”认不出来");
    if let Some((outer, inner)) = clean.strip_suffix(')').and_then(|body| body.split_once('(')) {
        let (a, b) = (parse_amount(outer)?, parse_amount(inner.trim_start_matches("大写").trim_start_matches(':'))?);
        return if a == b { Ok(a) } else { Err(format!("“{text}”的两种写法不相等：{}元与{}元", yuan(a), yuan(b))) };
    }
    let body = clean.trim_start_matches("人民币").trim_start_matches(['¥', '￥']);
    if body.is_empty() {
        return Err(shape());
    }
    if body.starts_with('-') {
        return Err(format!("“{text}”是负数"));
    }
    let fen = if body.starts_with(|c: char| c.is_ascii_digit()) { digits(body, text)? } else { words(body).ok_or_else(shape)? };
    if fen > MAX_FEN { Err(format!("“{text}”太大")) } else { Ok(fen as i64) }
}

/// An amount in 元 with two decimals, for messages.
fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

/// `20,000.50`, `4.5万元`: exact to 分.
fn digits(body: &str, written: &str) -> Result<i128, String> {
    let shape = || format!("“{written}”认不出来");
    let body = body.trim_end_matches(['整', '正']);
    let body = body.strip_suffix('元').or_else(|| body.strip_suffix('圆')).unwrap_or(body);
    let (number, scale): (&str, i128) = if let Some(n) = body.strip_suffix("万亿") {
        (n, 1_000_000_000_000)
    } else if let Some(n) = body.strip_suffix('亿') {
        (n, 100_000_000)
    } else if let Some(n) = body.strip_suffix("千万") {
        (n, 10_000_000)
    } else if let Some(n) = body.strip_suffix("百万") {
        (n, 1_000_000)
    } else if let Some(n) = body.strip_suffix('万') {
        (n, 10_000)
    } else if let Some(n) = body.strip_suffix('千') {
        (n, 1000)
    } else {
        (body, 1)
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if number.ends_with('.') || fraction.contains(',') || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(shape());
    }
    let whole =
        ungroup(whole).ok_or_else(|| if whole.contains(',') { format!("“{written}”的千分位逗号位置不对") } else { shape() })?;
    if whole.len() > 15 || fraction.len() > 12 {
        return Err(format!("“{written}”位数太多"));
    }
    let places = 10i128.pow(fraction.len() as u32);
    let value: i128 = format!("{whole}{fraction}").parse().map_err(|_| shape())?;
    let fen = value * scale * 100;
    if fen % places != 0 {
        return Err(format!("“{written}”精确到分以下，不能取整"));
    }
    Ok(fen / places)
}

/// Digits without their thousands separators, which must stand every three places.
fn ungroup(whole: &str) -> Option<String> {
    if whole.is_empty() || !whole.bytes().all(|b| b.is_ascii_digit() || b == b',') {
        return None;
    }
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let first = groups.next()?;
        if !(1..=3).contains(&first.len()) || groups.any(|group| group.len() != 3) {
            return None;
        }
    }
    Some(whole.replace(',', ""))
}

fn word_digit(ch: char) -> Option<i128> {
    let digit = match ch {
        '零' | '〇' | '○' => 0,
        '壹' | '一' | '弌' => 1,
        '贰' | '二' | '貳' | '两' => 2,
        '叁' | '三' | '參' | '叄' => 3,
        '肆' | '四' => 4,
        '伍' | '五' => 5,
        '陆' | '六' | '陸' => 6,
        '柒' | '七' => 7,
        '捌' | '八' => 8,
        '玖' | '九' => 9,
        _ => return None,
    };
    Some(digit)
}

fn word_unit(ch: char) -> Option<i128> {
    let unit = match ch {
        '拾' | '十' => 10,
        '佰' | '百' => 100,
        '仟' | '千' => 1000,
        _ => return None,
    };
    Some(unit)
}

/// Amount words: `壹拾捌万壹仟叁佰肆拾贰元肆角陆分`, `拾万元整`, `二万`. In 分.
fn words(body: &str) -> Option<i128> {
    let body = body.trim_end_matches(['整', '正']);
    let (yuan_part, rest) = match body.find(['元', '圆', '圓']) {
        Some(at) => (&body[..at], &body[at + '元'.len_utf8()..]),
        None if body.contains(['角', '分']) => ("", body),
        None => (body, ""),
    };
    let mut fen = if yuan_part.is_empty() { 0 } else { number_words(yuan_part)? * 100 };
    let mut chars = rest.chars().filter(|c| *c != '零').peekable();
    let mut last = 100;
    while let Some(ch) = chars.next() {
        let worth = match chars.next()? {
            '角' => 10,
            '分' => 1,
            _ => return None,
        };
        if worth >= last {
            return None;
        }
        last = worth;
        fen += word_digit(ch)? * worth;
    }
    if yuan_part.is_empty() && rest.is_empty() { None } else { Some(fen) }
}

/// `壹拾捌万壹仟叁佰肆拾贰` as a number; units must fall in order, and a skipped place needs its 零: 贰万伍 could be 25,000
/// or 20,005.
fn number_words(text: &str) -> Option<i128> {
    for (unit, worth) in [(['亿', '億'], 100_000_000), (['万', '萬'], 10_000)] {
        if let Some((high, low)) = text.split_once(unit) {
            let high = if worth > 10_000 { number_words(high)? } else { below_ten_thousand(high)? };
            let low = if low.is_empty() { 0 } else { linked(low, worth)? };
            return Some(high * worth + low);
        }
    }
    below_ten_thousand(text)
}

/// What follows a unit: its highest place is the next one down, or 零 stands before it.
fn linked(low: &str, above: i128) -> Option<i128> {
    let bare = low.trim_start_matches('零');
    let value = number_words(bare)?;
    (bare.len() < low.len() || value >= above / 10).then_some(value)
}

fn below_ten_thousand(text: &str) -> Option<i128> {
    let (mut total, mut digit, mut last, mut linked) = (0, None, 10_000, true);
    for (index, ch) in text.chars().enumerate() {
        if let Some(unit) = word_unit(ch) {
            // 拾万 without 壹 in front is common in old writs; any other bare unit is a slip of the pen.
            let count = match digit.take() {
                Some(0) => return None,
                Some(count) => count,
                None if unit == 10 && index == 0 => 1,
                None => return None,
            };
            if unit >= last || !(linked || index <= 1 || unit == last / 10) {
                return None;
            }
            (last, linked) = (unit, false);
            total += count * unit;
        } else {
            match word_digit(ch)? {
                0 => linked = true,
                _ if digit.is_some() => return None,
                value => digit = Some(value),
            }
        }
    }
    match digit {
        Some(value) if linked || last == 10 => Some(total + value),
        Some(_) => None,
        None => (total > 0 || text == "零").then_some(total),
    }
}
