//! Dates and times as officers type them. A date is complete or refused; nothing is filled in from today.

use super::{At, scalar};
use crate::diag::Diagnostic;
use crate::record;
pub use crate::text::date::read as parse_date;
use crate::text::date::small;
use crate::text::width::half_width;
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
    let (hour, minute) = (small(h).ok_or_else(shape)?, small(m).ok_or_else(shape)?);
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
