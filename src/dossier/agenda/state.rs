//! How a limit stands on a day.

use super::{Binds, Entry, Mark, Span};
use chrono::NaiveDate;

/// How a limit stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// 已完成: met in time.
    Done,
    /// Met on a day that only the roll to a working day saves; how many days after the arithmetic last day.
    DoneWithinRoll(i64),
    /// 逾期完成: by how many days.
    DoneLate(i64),
    /// Done before its window opened: by how many days.
    DoneEarly(i64),
    /// 进行中: days left; 0 on the last day.
    Running(i64),
    /// 已过期 by how many days (a right: 已届满).
    Over(i64),
    /// 尚未开始: what it waits for.
    Waiting(String),
    /// 推算不出: why.
    Unknown(String),
}

/// A limit met too late.
#[derive(Debug, Clone, PartialEq)]
pub struct Late<'e> {
    /// What met it.
    pub on: &'e Mark,
    /// Days after the arithmetic last day.
    pub days: i64,
    /// Within the day moved to a working day.
    pub within_roll: bool,
}

impl Entry {
    /// What met the limit too late; `None` when it is open, was met in time, or cannot be computed. Where the last day of
    /// a party moves to a working day, the time until then is in time.
    pub fn late(&self) -> Option<Late<'_>> {
        let (span, on) = (self.span.as_ref().ok()?, self.done.as_ref()?);
        let days = after(span, on);
        let within_roll = span.rolled.as_ref().map_or(true, |rolled| on.day <= *rolled) && on.day > span.last;
        (days > 0 && !(within_roll && self.binds.rolls())).then_some(Late { on, days, within_roll })
    }

    /// How it stands on a day.
    pub fn state(&self, today: NaiveDate) -> State {
        let span = match (&self.start, &self.span) {
            (Err(missing), _) => return State::Waiting(missing.clone()),
            (Ok(_), Err(reason)) => return State::Unknown(reason.clone()),
            (Ok(_), Ok(span)) => span,
        };
        if let Some(on) = &self.done {
            if let Some(opens) = span.opens.filter(|opens| on.day < *opens) {
                return State::DoneEarly((opens - on.day).num_days());
            }
            return match self.late() {
                Some(late) if late.within_roll => State::DoneWithinRoll(late.days),
                Some(late) => State::DoneLate(late.days),
                None => State::Done,
            };
        }
        match self.last_day() {
            Some(last) if today <= last => State::Running((last - today).num_days()),
            Some(last) => State::Over((today - last).num_days()),
            // only the roll is unknown
            None if today <= span.last => State::Running((span.last - today).num_days()),
            None => State::Unknown(span.rolled.err().map(|missing| missing.to_string()).unwrap_or_default()),
        }
    }

    /// The state in words: 还有5日, 逾期3日.
    pub fn state_words(&self, today: NaiveDate) -> String {
        let is_right = self.binds == Binds::Right;
        match self.state(today) {
            State::Done => "已完成，未超过期限".into(),
            State::DoneWithinRoll(days) => format!("已完成，晚于届满日{days}日，在顺延的日期以内"),
            State::DoneLate(days) => format!("已完成，超过期限{}日", days.max(1)),
            State::DoneEarly(days) => format!("已完成，早于可以办理的日期{days}日"),
            State::Running(0) => "今天届满".into(),
            State::Running(days) => format!("还有{days}日"),
            State::Over(_) if is_right => "已届满".into(),
            State::Over(days) => format!("已过期{days}日"),
            State::Waiting(missing) => format!("尚未开始：{missing}"),
            State::Unknown(reason) => format!("推算不出：{reason}"),
        }
    }
}

/// Days after the arithmetic end; a limit of hours passed on its last day counts as one.
fn after(span: &Span, on: &Mark) -> i64 {
    let days = (on.day - span.last).num_days();
    match (days, span.time, on.time) {
        (0, Some(end), Some(at)) if at > end => 1,
        (days, _, _) => days,
    }
}
