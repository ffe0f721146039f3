//! When the office found the violation out.

use super::step::{self, Day};
use crate::case::Case;
use crate::case::events::Event;
use crate::case::values::Date;
use chrono::NaiveDate;

/// The day of discovery: as given; else the inspection, or, where every act began after it, the first re-check that
/// could see one. `None`: the form says of no day on which it can have been found out.
pub fn found(case: &Case) -> Option<Day> {
    let given = case.discovered.as_ref().map(day);
    given.or_else(|| match (first_act(case), case.inspection.as_ref().and_then(step::day_of)) {
        (Some(act), Some(inspected)) if act > inspected.date => {
            let checks = case.rechecks.iter().filter(|check| !check.is_abandoned()).filter_map(step::day_of);
            checks.filter(|check| check.date >= act).min_by_key(|check| check.date)
        }
        (_, inspected) => inspected,
    })
}

fn day(date: &Date) -> Day {
    Day { date: date.date, at: date.at.clone() }
}

/// The first act, where the form dates them all.
fn first_act(case: &Case) -> Option<NaiveDate> {
    let begun = |range: &crate::case::values::DateRange| range.from.as_ref().or(range.to.as_ref()).map(|date| date.date);
    let acts: Option<Vec<NaiveDate>> = case.violations.iter().map(|violation| violation.conduct.as_ref().and_then(begun)).collect();
    acts?.into_iter().min()
}
