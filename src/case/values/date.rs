//! Dates and times as officers type them. A date is complete or refused; nothing is filled in from today.

use super::amount::half_width;
use super::{At, scalar};
use crate::diag::Diagnostic;
use crate::record;
use crate::yaml::record::{Decode, KeySet, wrong_kind};
use crate::yaml::{Kind, Node, Reader};
use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value, json};

/// A calendar day.
#[derive(Debug, Clone, Default)]
pub struct Date {
    /// The day.
    pub date: NaiveDate,
    /// Where.
    pub at: At,
}

impl PartialEq for Date {
    fn eq(&self, other: &Self) -> bool {
        self.date == other.date
    }
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clock {
    /// 0–23.
    pub hour: u32,
    /// 0–59.
    pub minute: u32,
}

/// A day, a time of day, or both.
#[derive(Debug, Clone, Default)]
pub struct Moment {
    /// The day; an end without one has the day of its start.
    pub date: Option<NaiveDate>,
    /// The time of day.
    pub time: Option<Clock>,
    /// Where.
    pub at: At,
}

impl PartialEq for Moment {
    fn eq(&self, other: &Self) -> bool {
        self.date == other.date && self.time == other.time
    }
}

/// When something began and ended; the end is often left to the hand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Period {
    /// Begin.
    pub start: Option<Moment>,
    /// End.
    pub end: Option<Moment>,
}

/// A day or a range of days.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DateRange {
    /// First day.
    pub from: Option<Date>,
    /// Last day; `None` for a single day, or when it still lasts.
    pub to: Option<Date>,
}

/// `〇一二三四五六七八九` and `○` (U+25CB), `零` as digits.
fn chinese_digit(ch: char) -> Option<u32> {
    match ch {
        '〇' | '○' | '零' | '◯' => Some(0),
        '一' | '元' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        other => other.to_digit(10),
    }
}

/// A number below 100 in digits or Chinese: 5, 05, 五, 十五, 二十, 三十一.
pub(crate) fn chinese_small(text: &str) -> Option<u32> {
    if !text.is_empty() && text.len() <= 9 && text.chars().all(|c| c.is_ascii_digit()) {
        return text.parse().ok();
    }
    let chars: Vec<char> = text.chars().collect();
    match chars.iter().position(|c| *c == '十') {
        Some(at) => {
            let tens = match &chars[..at] {
                [] => 1,
                [one] => chinese_digit(*one)?,
                [..] => return None,
            };
            let ones = match &chars[at + 1..] {
                [] => 0,
                [one] => chinese_digit(*one)?,
                [..] => return None,
            };
            Some(tens * 10 + ones)
        }
        None if (1..=2).contains(&chars.len()) => chars.iter().try_fold(0, |sum, c| Some(sum * 10 + chinese_digit(*c)?)),
        None => None,
    }
}

fn year(text: &str) -> Option<i32> {
    let digits: Option<Vec<u32>> = text.chars().map(|c| if c == '元' || c == '十' { None } else { chinese_digit(c) }).collect();
    let digits = digits.filter(|d| d.len() == 4)?;
    Some(digits.iter().fold(0, |sum, d| sum * 10 + *d as i32))
}

/// Reads a day: `2026-03-05`, `2026/3/5`, `2026.3.5`, `20260305`, `2026年3月5日`, `二〇二六年三月五日`.
/// The error says in Chinese why it cannot be read.
pub fn parse_date(text: &str) -> Result<NaiveDate, String> {
    let text: String = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    let shape = || format!("“{text}”不是能认出的日期");
    let parts: Vec<&str> = if let Some((y, rest)) = text.split_once('年') {
        let (m, d) = rest.split_once('月').ok_or_else(shape)?;
        let d = d.strip_suffix(['日', '号']).ok_or_else(shape)?;
        vec![y, m, d]
    } else if text.contains('月') {
        return Err(format!("“{text}”没有写年份"));
    } else if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        vec![&text[..4], &text[4..6], &text[6..]]
    } else {
        let separator = ['-', '/', '.'].into_iter().find(|c| text.contains(*c)).ok_or_else(shape)?;
        let parts: Vec<&str> = text.split(separator).collect();
        match parts.len() {
            3 => parts,
            2 if parts[0].len() <= 2 => return Err(format!("“{text}”没有写年份")),
            _ => return Err(shape()),
        }
    };
    let [y, m, d] = parts[..] else { return Err(shape()) };
    let y = year(y).ok_or_else(|| if y.chars().count() < 4 { format!("“{text}”的年份不是四位") } else { shape() })?;
    let (m, d) = (chinese_small(m).ok_or_else(shape)?, chinese_small(d).ok_or_else(shape)?);
    if !(1900..=2199).contains(&y) {
        return Err(format!("“{text}”的年份{y}不合常理"));
    }
    if !(1..=12).contains(&m) {
        return Err(format!("“{text}”不存在：没有{m}月"));
    }
    NaiveDate::from_ymd_opt(y, m, d).ok_or_else(|| {
        let last = (28..=31).rev().find(|k| NaiveDate::from_ymd_opt(y, m, *k).is_some()).unwrap_or(28);
        format!("“{text}”不存在：{y}年{m}月只有{last}天")
    })
}

/// Reads a time of day on the 24-hour clock: `09:30`, `9：30`, `9时30分`, `9时`, `9点整`. 下午3时 and the like are refused.
fn parse_clock(text: &str) -> Result<Clock, String> {
    let text: String = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    let shape = || format!("“{text}”不是能认出的时间");
    let (h, m) = if let Some((h, m)) = text.split_once(':') {
        (h, m.split_once(':').map_or(m, |(m, _)| m))
    } else if let Some((h, m)) = text.split_once(['时', '点']) {
        (h, if m.is_empty() || m == "整" { "0" } else { m.trim_end_matches('分') })
    } else {
        return Err(shape());
    };
    let (hour, minute) = (chinese_small(h).ok_or_else(shape)?, chinese_small(m).ok_or_else(shape)?);
    if hour > 23 || minute > 59 {
        return Err(format!("“{text}”不存在：一天只有0时0分至23时59分"));
    }
    Ok(Clock { hour, minute })
}

const DATE_SHAPE: &str = "年月日齐全的日期，如 2026-03-05 或者 2026年3月5日";

/// Reports a date or time that cannot be read.
fn bad(node: &Node, reader: &mut Reader, raw: &str, why: String, expected: &str) {
    reader.report(node.pos, Diagnostic::refuse("F10", format!("日期或者时间{why}")).found(raw).expected(expected));
}

impl Decode for Date {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let (raw, at) = scalar(node, reader, DATE_SHAPE)?;
        match parse_date(&raw) {
            Ok(date) => Some(Date { date, at }),
            Err(why) => {
                bad(node, reader, &raw, why, DATE_SHAPE);
                None
            }
        }
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": ["string", "integer"]})
    }
}

/// Splits `2026-03-05 09:30` or `2026年3月5日9时30分` into day and time.
fn parse_moment(text: &str) -> Result<(Option<NaiveDate>, Option<Clock>), String> {
    let text = half_width(text);
    let text = text.trim();
    let split = match (text.find(['日', '号']), text.find([' ', 'T', '\u{3000}'])) {
        (Some(at), _) => Some(at + '日'.len_utf8()),
        (None, at) => at,
    };
    let (day, time) = match split {
        Some(at) => (text[..at].trim(), text[at..].trim_start_matches(['T', ' ', '\u{3000}'])),
        None if text.contains([':', '时', '点']) => ("", text),
        None => (text, ""),
    };
    let date = if day.is_empty() { None } else { Some(parse_date(day)?) };
    let time = if time.is_empty() { None } else { Some(parse_clock(time)?) };
    Ok((date, time))
}

const MOMENT_SHAPE: &str = "日期和时间，如 2026-03-05 09:30";

impl Decode for Moment {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let (raw, at) = scalar(node, reader, MOMENT_SHAPE)?;
        match parse_moment(&raw) {
            Ok((date, time)) => Some(Moment { date, time, at }),
            Err(why) => {
                bad(node, reader, &raw, why, MOMENT_SHAPE);
                None
            }
        }
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": ["string", "integer"]})
    }
}

record! {
    /// 起止时间
    struct PeriodForm "起止时间" {
        /// 开始时间，如 2026-03-05 09:30
        start: Option<Moment> => "开始" | "start",
        /// 结束时间，如 10:40
        end: Option<Moment> => "结束" | "end",
    }
}

impl Decode for Period {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let form = match &node.kind {
            Kind::Map(_) => PeriodForm::decode(node, reader)?,
            Kind::Scalar { text, quoted } => {
                let (start, end) = match text.split_once(['至', '到', '～', '~']) {
                    Some((start, end)) => (start.trim(), Some(end.trim())),
                    None => (text.as_str(), None),
                };
                let part = |text: &str| Node { pos: node.pos, kind: Kind::Scalar { text: text.to_string(), quoted: *quoted } };
                let start = Moment::decode(&part(start), reader)?;
                let end = match end {
                    Some(text) => Some(Moment::decode(&part(text), reader)?),
                    None => None,
                };
                PeriodForm { start: Some(start), end, pos: node.pos }
            }
            Kind::Null | Kind::Seq(_) => {
                wrong_kind(node, reader, MOMENT_SHAPE);
                return None;
            }
        };
        let (start, mut end) = (form.start, form.end);
        if let Some(start) = &start
            && start.date.is_none()
        {
            let finding = Diagnostic::refuse("F10", "开始时间没有写年月日").expected(MOMENT_SHAPE);
            reader.report(start.at.pos, finding);
            return None;
        }
        if let (Some(start), Some(end)) = (&start, &mut end) {
            end.date = end.date.or(start.date);
            if (end.date, end.time.or(start.time)) < (start.date, start.time) {
                let finding = Diagnostic::refuse("F11", "结束时间早于开始时间").remedy("核对开始、结束两个时间");
                reader.report(end.at.pos, finding);
                return None;
            }
        }
        Some(Period { start, end })
    }
    fn schema(defs: &mut Map<String, Value>) -> Value {
        json!({"anyOf": [{"type": ["string", "integer"]}, PeriodForm::schema(defs)]})
    }
    fn keys(keys: &mut KeySet) {
        PeriodForm::keys(keys);
    }
}

record! {
    /// 起止日期
    struct RangeForm "起止日期" {
        /// 起始日期
        from: Option<Date> => "起" | "from",
        /// 终了日期
        to: Option<Date> => "止" | "to",
    }
}

impl Decode for DateRange {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.kind {
            Kind::Map(_) => {
                let form = RangeForm::decode(node, reader)?;
                if let (Some(from), Some(to)) = (&form.from, &form.to)
                    && to.date < from.date
                {
                    let finding = Diagnostic::refuse("F11", "终了日期早于起始日期").remedy("核对起、止两个日期");
                    reader.report(to.at.pos, finding);
                    return None;
                }
                Some(DateRange { from: form.from, to: form.to })
            }
            Kind::Null | Kind::Scalar { .. } | Kind::Seq(_) => Some(DateRange { from: Some(Date::decode(node, reader)?), to: None }),
        }
    }
    fn schema(defs: &mut Map<String, Value>) -> Value {
        json!({"anyOf": [{"type": ["string", "integer"]}, RangeForm::schema(defs)]})
    }
    fn keys(keys: &mut KeySet) {
        RangeForm::keys(keys);
    }
}

impl Date {
    /// 2026年3月5日.
    pub fn text(&self) -> String {
        format!("{}年{}月{}日", self.date.year(), self.date.month(), self.date.day())
    }
}
