//! R31: things seized are dealt with in time, and no paper gives itself longer than the law.

use super::limits;
use crate::case::events::Event;
use crate::case::values::Date;
use crate::diag::Diagnostic;
use crate::law::{Due, Limit};
use crate::rules::Review;
use crate::text::date;

/// Findings about the time things are kept.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = limits::check("R31", review);
    let Some(seized) = review.case().seizure.as_ref().filter(|event| !event.is_abandoned()) else { return out };
    if let Some((start, due)) = seized.day().zip(seized.due.as_ref()) {
        out.extend(review.law().due("seizure-period", start).and_then(|(limit, last)| beyond(review, limit, last.ok()?, due, "查封、扣押的期限")));
    }
    let ends = review.dossier.agenda.get("seizure-period", None).and_then(|entry| entry.last_day());
    if let Some((ends, until)) = ends.zip(seized.prolongation.as_ref().and_then(|longer| longer.until.as_ref())) {
        out.extend(review.law().due("seizure-extension", ends).and_then(|(limit, last)| beyond(review, limit, last.ok()?, until, "延长的期限")));
    }
    out
}

fn beyond(review: &Review, limit: &Limit, last: Due, given: &Date, what: &str) -> Option<Diagnostic> {
    let finding = (given.date > last.raw).then(|| {
        Diagnostic::veto("R31", format!("{what}写到{}，超过法定的最长期限：{}", date::print(given.date), last.explanation))
    })?;
    let basis = limit.basis.as_ref().map(|basis| review.law().cite(std::slice::from_ref(basis))).unwrap_or_default();
    let finding = finding.found(date::print(given.date)).expected(format!("不晚于{}", date::print(last.raw))).basis(basis);
    Some(given.at.finding(finding.remedy("缩短期限；检测、检验、鉴定的期间不计入的，另行书面告知")))
}
