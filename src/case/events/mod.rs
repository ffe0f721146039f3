//! What happened in the case, one record an event. All events share the keys of `event!`; a bare date or time is short
//! for `{日期: …}` or `{时间: …}`, the word 放弃 for `{放弃: true}`.

mod decision;
mod evidence;
mod inquiry;
mod inspection;
mod performance;

pub use decision::*;
pub use evidence::*;
pub use inquiry::*;
pub use inspection::*;
pub use performance::*;

use super::party::Officer;
use super::values::{Date, Moment, Name, OneOrMany, Period, Text};
use crate::yaml::record::short_for;
use crate::yaml::{Kind, Node, Reader};
use chrono::NaiveDate;

/// What every event has.
pub trait Event {
    /// What the event is called in the form.
    fn name(&self) -> &'static str;
    /// 日期 as given.
    fn date(&self) -> Option<&Date>;
    /// 时间 as given.
    fn time(&self) -> Option<&Period>;
    /// 地点.
    fn place(&self) -> Option<&Text>;
    /// 人员 of this event; empty = the case's officers.
    fn officers(&self) -> &OneOrMany<Officer>;
    /// 批准人.
    fn approver(&self) -> Option<&Name>;
    /// 备注.
    fn note(&self) -> Option<&Text>;
    /// 放弃: true.
    fn is_abandoned(&self) -> bool;
    /// When it began, by 时间 else 日期.
    fn start(&self) -> Option<Moment> {
        let by_time = self.time().and_then(|period| period.start.clone());
        by_time.or_else(|| self.date().map(|date| Moment { date: Some(date.date), time: None, at: date.at.clone() }))
    }
    /// When it ended.
    fn end(&self) -> Option<&Moment> {
        self.time().and_then(|period| period.end.as_ref())
    }
    /// The day of the event, if it has happened (or was expressly given up) on a known day.
    fn day(&self) -> Option<NaiveDate> {
        self.date().map(|date| date.date).or_else(|| self.time().and_then(|period| period.start.as_ref()).and_then(|start| start.date))
    }
}

/// The short forms of an event.
pub(crate) fn event_short(node: &Node, _: &mut Reader) -> Node {
    let Kind::Scalar { text, .. } = &node.kind else { return short_for(node, "日期") };
    let text = text.trim();
    if text == "放弃" {
        let mut value = node.clone();
        value.kind = Kind::Scalar { text: "是".to_string(), quoted: false };
        return short_for(&value, "放弃");
    }
    let timed = text.contains([':', '：', '时', '点', '至']);
    short_for(node, if timed { "时间" } else { "日期" })
}

/// Declares an event: a record with the keys common to all events and its own.
macro_rules! event {
    ( $(#[doc = $doc:literal])* $vis:vis struct $name:ident $title:literal { $($own:tt)* } ) => {
        $crate::record! {
            $(#[doc = $doc])*
            $vis struct $name $title via $crate::case::events::event_short {
                /// 日期
                pub date: Option<$crate::case::values::Date> => "日期" | "date",
                /// 时间，或者 {开始, 结束}
                pub time: Option<$crate::case::values::Period> => "时间" | "time",
                /// 地点
                pub place: Option<$crate::case::values::Text> => "地点" | "place",
                /// 人员（执法人员）；不写时用案件的执法人员
                pub officers: $crate::case::values::OneOrMany<$crate::case::party::Officer> => "人员" | "officers",
                /// 批准人
                pub approver: Option<$crate::case::values::Name> => "批准人" | "approver",
                /// 明确放弃或者不进行
                pub abandoned: Option<$crate::case::values::Flag> => "放弃" | "abandoned",
                /// 备注
                pub note: Option<$crate::case::values::Text> => "备注" | "note",
                $($own)*
            }
        }
        impl $crate::case::events::Event for $name {
            fn name(&self) -> &'static str {
                $title
            }
            fn date(&self) -> Option<&$crate::case::values::Date> {
                self.date.as_ref()
            }
            fn time(&self) -> Option<&$crate::case::values::Period> {
                self.time.as_ref()
            }
            fn place(&self) -> Option<&$crate::case::values::Text> {
                self.place.as_ref()
            }
            fn officers(&self) -> &$crate::case::values::OneOrMany<$crate::case::party::Officer> {
                &self.officers
            }
            fn approver(&self) -> Option<&$crate::case::values::Name> {
                self.approver.as_ref()
            }
            fn note(&self) -> Option<&$crate::case::values::Text> {
                self.note.as_ref()
            }
            fn is_abandoned(&self) -> bool {
                self.abandoned.as_ref().is_some_and(|flag| flag.value)
            }
        }
    };
}
pub(crate) use event;
