//! R27: measures and orders of an inspection that bear another day than its record; in another year, a slip of the pen.
//! An order before its inspection is for R23.

use crate::case::events::Event;
use crate::diag::Diagnostic;
use crate::dossier::step::{self, Day};
use crate::rules::Review;
use crate::text::date;
use chrono::Datelike;

/// Findings about orders on another day than the inspection.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let Some(inspected) = case.inspection.as_ref().and_then(step::day_of) else { return Vec::new() };
    let measures = case.measures.as_ref().filter(|event| !event.is_abandoned()).and_then(step::day_of).map(|day| ("现场处理", day));
    let order = case.correction.as_ref().filter(|event| !event.is_abandoned()).and_then(step::day_of).map(|day| ("责令改正", day));
    let later = measures.into_iter().chain(order).filter(|(_, day)| day.date > inspected.date);
    later.map(|(what, day)| another_day(what, &day, &inspected)).collect()
}

fn another_day(what: &str, day: &Day, inspected: &Day) -> Diagnostic {
    let (own, seen) = (date::print(day.date), date::print(inspected.date));
    let finding = if day.date.year() == inspected.date.year() {
        Diagnostic::remind("R27", format!("{what}（{own}）和现场检查（{seen}）不是同一天"))
    } else {
        Diagnostic::deduct("R27", format!("{what}（{own}）和现场检查（{seen}）不在同一年，可能写错了年份"))
    };
    let finding = finding.found(&own).expected(&seen).related(inspected.at.place(), format!("检查（{}）的日期", inspected.at.path));
    day.at.finding(finding.remedy("核对两处日期；检查以后另行责令的，在文书中写明检查的日期"))
}
