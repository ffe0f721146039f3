//! R24: steps of the investigation before the case was filed, and urgent measures whose approval did not follow in time.
//! What an inspection does on the spot may come before filing.

use crate::case::Procedure;
use crate::case::events::Event;
use crate::diag::Diagnostic;
use crate::dossier::agenda::Entry;
use crate::dossier::step::{self, Day};
use crate::rules::Review;
use crate::text::date;

/// Limits within which an urgent measure is reported and approved.
const URGENT: [&str; 2] = ["registration-urgent-report", "seizure-urgent-report"];

/// Findings about steps without filing or approval.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let urgent = URGENT.iter().flat_map(|limit| review.dossier.agenda.of(limit)).filter_map(unapproved);
    urgent.chain(before_filing(review)).collect()
}

fn before_filing(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let is_summary = case.procedure.as_ref().is_some_and(|procedure| procedure.value == Procedure::Summary);
    let filed = case.filing.as_ref().filter(|event| !event.is_abandoned() && !is_summary).and_then(step::day_of);
    let Some(filed) = filed else { return Vec::new() };
    let asked = case.inquiries.iter().filter(|event| !event.is_abandoned()).filter_map(step::day_of).map(|day| ("询问", day));
    let sent = case.appraisal.iter().filter(|event| !event.is_abandoned()).filter_map(step::day_of).map(|day| ("鉴定委托", day));
    asked.chain(sent).filter(|(_, day)| day.date < filed.date).map(|(what, day)| too_early(what, &day, &filed)).collect()
}

fn too_early(what: &str, day: &Day, filed: &Day) -> Diagnostic {
    let (own, from) = (date::print(day.date), date::print(filed.date));
    let finding = Diagnostic::deduct("R24", format!("{what}（{own}）早于立案（{from}）")).found(&own).expected(format!("不早于{from}"));
    let finding = finding.related(filed.at.place(), format!("立案（{}）的日期", filed.at.path));
    day.at.finding(finding.remedy("核对两处日期；属于立案前初步核查的，在立案审批表写明"))
}

/// An urgent measure approved too late, or, as far as the form goes, never.
fn unapproved(entry: &Entry) -> Option<Diagnostic> {
    let start = entry.start.as_ref().ok()?;
    let basis = |finding: Diagnostic| finding.basis(entry.basis.clone());
    let Some(done) = &entry.done else {
        let message = format!("{}（{}）情况紧急当场实施，表单没有写补办批准的日期", start.what, date::print(start.day));
        return Some(start.at.finding(basis(Diagnostic::remind("R24", message)).expected("批准日期").remedy("补上“批准日期”")));
    };
    // without a time of day two days apart are more than any count of hours up to a day and a night
    let is_late = entry.late().is_some() || entry.span.is_err() && (done.day - start.day).num_days() >= 2;
    let words = if entry.span.is_ok() { entry.why().to_string() } else { format!("{}没有写时分，相隔不止一个昼夜", start.what) };
    let message = format!("{}（{}）的批准（{}）没有按时补办：{words}", start.what, date::print(start.day), date::print(done.day));
    is_late.then(|| {
        let finding = basis(Diagnostic::veto("R24", message)).found(date::print(done.day)).expected(entry.name.clone());
        let finding = finding.related(start.at.place(), format!("{}（{}）", start.what, start.at.path));
        done.at.finding(finding.remedy("核对两处时间；没有按时补办批准的，立即解除措施"))
    })
}
