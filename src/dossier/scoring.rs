//! Points: the sum of a year and the step it calls for. Points and the first month of the year are rows of
//! `law/limits.yaml` (`scoring-…`), since they come from local rules.

use super::{Dossier, step};
use chrono::{Datelike, NaiveDate};

/// What a sum of points calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Nothing yet.
    None,
    /// The township inspects more often.
    MoreChecks,
    /// The principal is called to a talk.
    Interview,
    /// An inspection for enforcement.
    Inspection,
}

impl Measure {
    /// In words, after 应当.
    pub fn words(self) -> &'static str {
        match self {
            Measure::None => "继续自查自改",
            Measure::MoreChecks => "由属地镇（街道）增加检查频次",
            Measure::Interview => "对主要负责人警示约谈",
            Measure::Inspection => "列入执法检查",
        }
    }
}

/// The points of the scoring year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// First day of the year.
    pub from: NaiveDate,
    /// Last day of the year.
    pub to: NaiveDate,
    /// Points in the year, carried ones included.
    pub sum: u32,
    /// Full points of a year.
    pub full: u32,
    /// What the sum calls for.
    pub measure: Measure,
    /// The line that was reached.
    pub line: Option<u32>,
}

/// The account of the case's 记分; `None` without it, without its day, or without rows for that day.
pub fn account(dossier: &Dossier) -> Option<Account> {
    let event = dossier.case.scoring.as_ref()?;
    let on = step::day_of(event)?.date;
    let row = |id: &str| dossier.law.limit(id, on).and_then(|l| l.value).and_then(|v| u32::try_from(v.0).ok());
    let (from, to) = year(on, row("scoring-year-start")?)?;
    let within = |day: NaiveDate| from <= day && day <= to;
    let items = event.items.iter().filter(|i| i.date.as_ref().is_none_or(|d| within(d.date)));
    let sum = items.map(|i| i.points.value).sum::<u32>() + event.carried.as_ref().map_or(0, |c| c.value);
    let lines =
        [("scoring-inspection", Measure::Inspection), ("scoring-interview", Measure::Interview), ("scoring-checks", Measure::MoreChecks)];
    let reached = lines.into_iter().filter_map(|(id, measure)| Some((row(id)?, measure))).find(|(line, _)| sum >= *line);
    let full = row("scoring-full")?;
    Some(Account { from, to, sum, full, measure: reached.map_or(Measure::None, |r| r.1), line: reached.map(|r| r.0) })
}

/// The scoring year around a day: from the first of its first month to the day before a year later.
fn year(on: NaiveDate, month: u32) -> Option<(NaiveDate, NaiveDate)> {
    let begins = if on.month() >= month { on.year() } else { on.year() - 1 };
    let from = NaiveDate::from_ymd_opt(begins, month, 1)?;
    Some((from, NaiveDate::from_ymd_opt(begins + 1, month, 1)?.pred_opt()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_runs_from_its_first_month_to_the_day_before() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap_or_default();
        for (on, begins) in [(day(2026, 9, 30), 2025), (day(2026, 10, 1), 2026), (day(2026, 1, 5), 2025)] {
            assert_eq!(year(on, 10), Some((day(begins, 10, 1), day(begins + 1, 9, 30))), "{on}");
        }
    }
}
