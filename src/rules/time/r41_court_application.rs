//! R41: the application to the court: after the time to challenge the decision and after the dunning, within its period.

use super::limits;
use crate::case::events::{DemandKind, Event};
use crate::diag::Diagnostic;
use crate::dossier::{ledger, step};
use crate::rules::Review;
use crate::text::date;

/// Findings about applications to the court.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = limits::check("R41", review);
    let case = review.case();
    for event in case.enforcement.iter().filter(|event| !event.is_abandoned()) {
        let party = event.party.as_ref().and_then(|reference| reference.index).unwrap_or(0);
        let is_execution = |kind: DemandKind| match kind {
            DemandKind::Execution => true,
            DemandKind::Payment => false,
        };
        let mut demands = case.demands.iter().filter(|demand| !demand.is_abandoned() && ledger::of(&demand.party, party));
        let is_demanded = demands.any(|demand| demand.kind.as_ref().is_some_and(|kind| is_execution(kind.value)));
        let Some(applied) = step::day_of(event).filter(|_| !is_demanded) else { continue };
        let message = format!("申请强制执行（{}）以前没有催告当事人履行", date::print(applied.date));
        let finding = Diagnostic::veto("R41", message).found("没有强制执行的催告").expected("催告（种类: 强制执行），送达以后期限届满再申请");
        out.push(applied.at.finding(finding.remedy("先送达《行政强制执行事先催告书》；已经催告的，补上“催告”")));
    }
    out
}
