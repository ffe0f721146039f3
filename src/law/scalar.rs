//! The simplest values of the law files: words, days, yes/no, whole numbers, yuan. They are newtypes so that a legal
//! person's 是/否 and 100000 (yuan) are checked where they stand.

use crate::diag::Diagnostic;
use crate::text::{date, numeral};
use crate::yaml::record::{Decode, shorten, wrong_kind};
use crate::yaml::{Kind, Node, Reader};
use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use std::fmt;
use std::ops::Deref;

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Word(pub String);

impl Deref for Word {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}
impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl PartialEq<str> for Word {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}
impl PartialEq<&str> for Word {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}
impl From<&str> for Word {
    fn from(text: &str) -> Self {
        Word(text.to_string())
    }
}

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(pub NaiveDate);

impl Deref for Day {
    type Target = NaiveDate;
    fn deref(&self) -> &NaiveDate {
        &self.0
    }
}

/// 是 or 否.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Yes(pub bool);

/// A whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Whole(pub i64);

/// An amount written in yuan, kept in 分.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fen(pub i64);

/// Reads a scalar with `read`; anything else is reported as “应当是{expected}”.
pub(super) fn scalar<T>(node: &Node, reader: &mut Reader, expected: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let Kind::Scalar { text, .. } = &node.kind else {
        wrong_kind(node, reader, expected);
        return None;
    };
    let value = read(text.trim());
    if value.is_none() {
        let finding = Diagnostic::refuse("L01", format!("“{}”不是{expected}", shorten(text))).found(shorten(text)).expected(expected);
        reader.report(node.pos, finding);
    }
    value
}

impl Decode for Word {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        scalar(node, reader, "文字", |text| Some(Word(text.to_string())))
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": ["string", "number"]})
    }
}

impl Decode for Day {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        scalar(node, reader, "日期（如 2026-03-05）", |text| date::parse(text).map(Day))
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string"})
    }
}

impl Decode for Yes {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        scalar(node, reader, "“是”或者“否”", |text| match text {
            "是" | "true" => Some(Yes(true)),
            "否" | "false" => Some(Yes(false)),
            _ => None,
        })
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"enum": ["是", "否", true, false]})
    }
}

impl Decode for Whole {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        scalar(node, reader, "整数", |text| text.parse().ok().filter(|n: &i64| *n >= 0).map(Whole))
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "integer", "minimum": 0})
    }
}

impl Decode for Fen {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        scalar(node, reader, "以元为单位的整数", |text| {
            text.parse::<i64>().ok().filter(|n| *n >= 0).and_then(|n| n.checked_mul(100)).map(Fen)
        })
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "integer", "minimum": 0})
    }
}

/// Whether an optional 是/否 is 是.
pub(super) fn is_yes(flag: Option<Yes>) -> bool {
    flag == Some(Yes(true))
}

/// A pair of whole numbers written `[下, 上]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The lower number.
    pub low: i64,
    /// The upper number.
    pub high: i64,
}

impl Decode for Pair {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let numbers = Vec::<Whole>::decode(node, reader)?;
        match numbers[..] {
            [low, high] if low <= high => Some(Pair { low: low.0, high: high.0 }),
            _ => {
                reader.report(node.pos, Diagnostic::refuse("L01", "这里应当是由小到大的两个数").expected("[下限, 上限]"));
                None
            }
        }
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2})
    }
}

/// A number of an article as it is written as a key: `134` or `134之1`.
pub(super) fn article_key(text: &str) -> Option<(u32, Option<u32>)> {
    match text.split_once('之') {
        None => Some((numeral::parse(text)?, None)),
        Some((article, sub)) => Some((numeral::parse(article)?, Some(numeral::parse(sub)?))),
    }
}

/// Something with a life: from a day, to a day (both included), or still going on.
pub trait Dated {
    /// First day.
    fn first_day(&self) -> NaiveDate;
    /// Last day, `None` = still in force.
    fn last_day(&self) -> Option<NaiveDate>;
    /// Whether it is in force on a day.
    fn in_force(&self, on: NaiveDate) -> bool {
        self.first_day() <= on && self.last_day().is_none_or(|last| on <= last)
    }
    /// Its life in words: `2026年2月1日起` or `2015年5月1日至2026年1月31日`.
    fn life(&self) -> String {
        match self.last_day() {
            None => format!("{}起", date::print(self.first_day())),
            Some(last) => format!("{}至{}", date::print(self.first_day()), date::print(last)),
        }
    }
}

/// Implements `Dated` for records with `from: Day` and `to: Option<Day>`.
macro_rules! dated {
    ($($name:ty),*) => { $(
        impl $crate::law::scalar::Dated for $name {
            fn first_day(&self) -> chrono::NaiveDate { self.from.0 }
            fn last_day(&self) -> Option<chrono::NaiveDate> { self.to.map(|day| day.0) }
        }
    )* };
}

pub(super) use dated;
