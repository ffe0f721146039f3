//! Arithmetic of periods: working days, calendar days, months, years, forward and backward, and the roll to the next
//! working day. The day of the event is never counted (民事诉讼法 第八十五条第二款). Every result explains itself.

use super::calendar::{Calendar, DayKind, MissingYear};
use super::limit::{Limit, Unit};
use crate::text::date;
use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta};
use std::fmt;

/// The end of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The event from which it is counted.
    pub start: NaiveDate,
    /// The arithmetic last day (counting backward: the first or last lawful day, as the limit says).
    pub raw: NaiveDate,
    /// The last day after the roll to a working day; equal to `raw` where nothing rolls. The raw day is what an agency
    /// should keep to; the rolled day is what a party may use.
    pub last: Result<NaiveDate, MissingYear>,
    /// How it was counted, one Chinese sentence without a full stop.
    pub explanation: String,
}

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DueError {
    /// A needed calendar is not there.
    MissingYear(MissingYear),
    /// The limit has no number (the law fixes none).
    NoValue,
    /// The limit is an amount, a rate or counted in hours.
    NotDays(Unit),
    /// Beyond the dates the program can count.
    OutOfRange,
}

impl From<MissingYear> for DueError {
    fn from(missing: MissingYear) -> Self {
        DueError::MissingYear(missing)
    }
}

impl fmt::Display for DueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DueError::MissingYear(missing) => missing.fmt(f),
            DueError::NoValue => f.write_str("法律没有规定日数，不能推算"),
            DueError::NotDays(unit) => write!(f, "以“{}”计的不能推算成日期", unit.word()),
            DueError::OutOfRange => f.write_str("日期超出可以推算的范围"),
        }
    }
}
impl std::error::Error for DueError {}

impl Calendar {
    /// The end of a limit counted from `start`.
    pub fn due(&self, limit: &Limit, start: NaiveDate) -> Result<Due, DueError> {
        let value = u32::try_from(limit.value.ok_or(DueError::NoValue)?.0).map_err(|_| DueError::OutOfRange)?;
        match (limit.unit, limit.is_backward()) {
            (Unit::WorkingDays, false) => self.add_working_days(start, value),
            (Unit::WorkingDays, true) => self.back_working_days(start, value),
            (Unit::CalendarDays, false) => self.add_days(start, value, limit.rolls()),
            (Unit::CalendarDays, true) => back_days(start, value),
            (Unit::Months, false) => self.add_months(start, value, limit.rolls()),
            (Unit::Years, false) => self.add_months(start, value.saturating_mul(12), limit.rolls()),
            (Unit::Months | Unit::Years, true) => Err(DueError::NotDays(limit.unit)),
            (unit @ (Unit::Hours | Unit::Yuan | Unit::PercentPerDay | Unit::Percent | Unit::Times | Unit::Points | Unit::People), _) => {
                Err(DueError::NotDays(unit))
            }
        }
    }

    /// The `count`th working day after `start`.
    pub fn add_working_days(&self, start: NaiveDate, count: u32) -> Result<Due, DueError> {
        let (raw, walked) = self.walk(start, count, NaiveDate::succ_opt)?;
        let explanation = format!("自{}次日起算{count}个工作日{}，届满日{}", date::print(start), remarks(&walked), date::print(raw));
        Ok(Due { start, raw, last: Ok(raw), explanation })
    }

    /// The `count`th working day before `start`; the day of `start` is not counted.
    pub fn back_working_days(&self, start: NaiveDate, count: u32) -> Result<Due, DueError> {
        let (raw, mut walked) = self.walk(start, count, NaiveDate::pred_opt)?;
        walked.reverse();
        let explanation = format!("自{}前一日起倒数{count}个工作日{}，为{}", date::print(start), remarks(&walked), date::print(raw));
        Ok(Due { start, raw, last: Ok(raw), explanation })
    }

    /// `count` calendar days after `start`; with `roll`, a last day that is a rest day moves to the next working day.
    pub fn add_days(&self, start: NaiveDate, count: u32, roll: bool) -> Result<Due, DueError> {
        let raw = start.checked_add_days(Days::new(count.into())).ok_or(DueError::OutOfRange)?;
        Ok(self.rolled(start, raw, format!("自{}次日起算{count}日", date::print(start)), roll))
    }

    /// `count` months after `start`: the same day of the month, or the month's last day where there is none.
    pub fn add_months(&self, start: NaiveDate, count: u32, roll: bool) -> Result<Due, DueError> {
        let raw = start.checked_add_months(Months::new(count)).ok_or(DueError::OutOfRange)?;
        let period = if count.is_multiple_of(12) { format!("{}年", count / 12) } else { format!("{count}个月") };
        Ok(self.rolled(start, raw, format!("自{}起{period}", date::print(start)), roll))
    }

    /// The first working day on or after `day`.
    pub fn next_working_day(&self, day: NaiveDate) -> Result<NaiveDate, MissingYear> {
        let mut at = day;
        while !self.is_working_day(at)? {
            at = at.succ_opt().ok_or(MissingYear { year: at.year() + 1 })?;
        }
        Ok(at)
    }

    fn rolled(&self, start: NaiveDate, raw: NaiveDate, counted: String, roll: bool) -> Due {
        let mut explanation = format!("{counted}，届满日{}", date::print(raw));
        if !roll {
            return Due { start, raw, last: Ok(raw), explanation };
        }
        let last = self.next_working_day(raw);
        match last {
            Ok(day) if day == raw => {}
            Ok(day) => {
                let why = match self.kind(raw) {
                    Ok(DayKind::Holiday(name)) => format!("是{name}放假日"),
                    Ok(DayKind::Weekend | DayKind::Working | DayKind::MakeUp) | Err(_) => "是休息日".to_string(),
                };
                explanation.push_str(&format!("{why}，顺延至{}", date::print(day)));
            }
            Err(missing) => explanation.push_str(&format!("；是否顺延要看{}年的放假安排，尚未收录", missing.year)),
        }
        Due { start, raw, last, explanation }
    }

    /// Steps from `start` until `count` working days were met; the days passed over with their kinds.
    fn walk<'c>(
        &'c self,
        start: NaiveDate,
        count: u32,
        step: impl Fn(&NaiveDate) -> Option<NaiveDate>,
    ) -> Result<(NaiveDate, Vec<(NaiveDate, DayKind<'c>)>), DueError> {
        let (mut day, mut left, mut walked) = (start, count, Vec::new());
        while left > 0 {
            day = step(&day).ok_or(DueError::OutOfRange)?;
            let kind = self.kind(day)?;
            if kind.is_working() {
                left -= 1;
            }
            walked.push((day, kind));
        }
        Ok((day, walked))
    }
}

/// The end of a period of hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueHours {
    /// The event from which it is counted.
    pub start: NaiveDateTime,
    /// The last moment (counting backward: the latest lawful one).
    pub last: NaiveDateTime,
    /// How it was counted, one Chinese sentence without a full stop.
    pub explanation: String,
}

impl Limit {
    /// The end of a limit of hours counted from `start`. Hours run through nights and holidays.
    pub fn due_hours(&self, start: NaiveDateTime) -> Result<DueHours, DueError> {
        if self.unit != Unit::Hours {
            return Err(DueError::NotDays(self.unit));
        }
        let count = u32::try_from(self.value.ok_or(DueError::NoValue)?.0).map_err(|_| DueError::OutOfRange)?;
        let length = TimeDelta::hours(count.into());
        let moved = if self.is_backward() { start.checked_sub_signed(length) } else { start.checked_add_signed(length) };
        let last = moved.ok_or(DueError::OutOfRange)?;
        let counted = if self.is_backward() { "前倒数" } else { "起算" };
        let explanation = format!("自{}{counted}{count}小时，到{}", date::print_moment(start), date::print_moment(last));
        Ok(DueHours { start, last, explanation })
    }
}

fn back_days(start: NaiveDate, count: u32) -> Result<Due, DueError> {
    let raw = start.checked_sub_days(Days::new(count.into())).ok_or(DueError::OutOfRange)?;
    let explanation = format!("自{}前一日起倒数{count}日，为{}", date::print(start), date::print(raw));
    Ok(Due { start, raw, last: Ok(raw), explanation })
}

/// （其间9月25日至27日中秋节、10月1日至7日国庆节放假；9月20日调休上班）. Plain weekends need no words.
fn remarks(walked: &[(NaiveDate, DayKind)]) -> String {
    let mut holidays: Vec<(NaiveDate, NaiveDate, &str)> = Vec::new();
    let mut make_up: Vec<String> = Vec::new();
    for (day, kind) in walked {
        match kind {
            DayKind::Holiday(name) => match holidays.last_mut() {
                Some((_, last, same)) if same == name && last.succ_opt() == Some(*day) => *last = *day,
                _ => holidays.push((*day, *day, name)),
            },
            DayKind::MakeUp => make_up.push(short(*day)),
            DayKind::Working | DayKind::Weekend => {}
        }
    }
    let mut parts = Vec::new();
    if !holidays.is_empty() {
        let spans: Vec<String> = holidays.iter().map(|(first, last, name)| format!("{}{name}", span(*first, *last))).collect();
        parts.push(format!("{}放假", spans.join("、")));
    }
    if !make_up.is_empty() {
        parts.push(format!("{}调休上班", make_up.join("、")));
    }
    if parts.is_empty() { String::new() } else { format!("（其间{}）", parts.join("，")) }
}

fn short(day: NaiveDate) -> String {
    format!("{}月{}日", day.month(), day.day())
}

fn span(first: NaiveDate, last: NaiveDate) -> String {
    if first == last {
        short(first)
    } else if first.month() == last.month() {
        format!("{}至{}日", short(first), last.day())
    } else {
        format!("{}至{}", short(first), short(last))
    }
}
