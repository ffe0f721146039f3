//! R101: an approval dated after what it allows, before what gave rise to it, or an answer before its request. Most
//! approvals bear only signatures, which a person must look at.

use crate::case::events::Event;
use crate::case::values::{Date, Flag};
use crate::diag::{Diagnostic, Rank};
use crate::dossier::step::{self, Day};
use crate::rules::Review;
use crate::text::date;

/// Findings about days of approval.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let mut out = Vec::new();
    let inspected = case.inspection.as_ref().and_then(step::day_of);
    let mut look = |what: &str, act: Option<Day>, approved: &Option<Date>, urgent: &Option<Flag>| {
        let Some(approved) = approved else { return };
        let is_urgent = urgent.as_ref().is_some_and(|flag| flag.value);
        if let Some(act) = act.filter(|act| approved.date > act.date && !is_urgent) {
            out.push(late(what, &act, approved));
        }
        if let Some(inspected) = inspected.as_ref().filter(|day| approved.date < day.date) {
            out.push(early(what, inspected, approved));
        }
    };
    if let Some(event) = case.preservation.as_ref().filter(|event| !event.is_abandoned()) {
        look("先行登记保存", step::day_of(event), &event.approved_on, &event.urgent);
    }
    if let Some(event) = case.seizure.as_ref().filter(|event| !event.is_abandoned()) {
        look("查封扣押", step::day_of(event), &event.approved_on, &event.urgent);
    }
    if let Some(event) = case.power_cut.as_ref().filter(|event| !event.is_abandoned()) {
        look("停止供电", step::day_of(event), &event.approved_on, &event.urgent);
    }
    let asked = case.correction.as_ref().filter(|event| !event.is_abandoned()).and_then(|order| order.extension.as_ref());
    if let Some((asked, replied)) = asked.and_then(|asked| asked.date.as_ref().zip(asked.replied_on.as_ref()))
        && replied.date < asked.date
    {
        let said = "整改延期的答复早于申请";
        out.push(compared(Rank::Deduct, said.into(), replied, &Day { date: asked.date, at: asked.at.clone() }, "申请的日期", "不早于"));
    }
    out
}

fn late(what: &str, act: &Day, approved: &Date) -> Diagnostic {
    let message = format!("{what}（{}）没有写情况紧急，批准却在实施以后（{}）", date::print(act.date), date::print(approved.date));
    compared(Rank::Deduct, message, approved, act, "实施的日期", "不晚于")
}

fn early(what: &str, inspected: &Day, approved: &Date) -> Diagnostic {
    let message = format!("{what}的批准（{}）早于检查（{}）", date::print(approved.date), date::print(inspected.date));
    compared(Rank::Remind, message, approved, inspected, "检查的日期", "不早于")
}

fn compared(rank: Rank, message: String, approved: &Date, other: &Day, why: &str, bound: &str) -> Diagnostic {
    let finding = Diagnostic::new(rank, "R101", message).found(date::print(approved.date));
    let finding = finding.expected(format!("{bound}{}", date::print(other.date))).related(other.at.place(), why);
    approved.at.finding(finding.remedy("核对两处日期；情况紧急、当场实施后补办的，写“紧急: 是”"))
}
