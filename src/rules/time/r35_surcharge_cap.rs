//! R35 加处罚款不得超过按日计算的数额，也不得超过罚款本数（《中华人民共和国行政处罚法》第七十二条第一款第（一）项）.

use crate::case::events::{Event, Surcharge};
use crate::case::values::Amount;
use crate::diag::Diagnostic;
use crate::dossier::ledger;
use crate::rules::Review;
use crate::text::{date, money};

/// Findings about surcharges above what the law allows on their day; above the cap, that is what is said.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let events = review.case().surcharges.iter().enumerate().filter(|(_, event)| !event.is_abandoned());
    events.filter_map(|(index, event)| one(review, index, event, event.amount.as_ref()?)).collect()
}

fn one(review: &Review, index: usize, event: &Surcharge, given: &Amount) -> Option<Diagnostic> {
    let party = event.party.as_ref().and_then(|reference| reference.index).unwrap_or(0);
    let finding = over_cap(review, event, given, party).or_else(|| {
        let charged = ledger::surcharge(review.dossier, index, party).filter(|charged| given.fen > charged.lawful.fen)?;
        let days = charged.lawful.days_late;
        let message = format!("加处罚款超过了按日计算的数额：缴款期限{}届满，算到{}逾期{days}日", date::print(charged.due), date::print(charged.until));
        Some(Diagnostic::veto("R35", message).expected(format!("不超过{}", money::print(charged.lawful.fen))))
    })?;
    let finding = finding.found(money::print(given.fen));
    Some(given.at.finding(finding.remedy("删去“金额”，由程序按日计算，以罚款数额为限")))
}

fn over_cap(review: &Review, event: &Surcharge, given: &Amount, party: usize) -> Option<Diagnostic> {
    let dossier = review.dossier;
    let base = event.base.as_ref().map(|base| base.fen).or_else(|| dossier.standing(party).map(|standing| standing.fines))?;
    let on = event.until.as_ref().map(|until| until.date).or_else(|| event.day()).or_else(|| dossier.reference_day())?;
    let percent = dossier.law.limit("surcharge-cap", on)?.value?;
    let cap = money::portion(base, percent.0, 100)?;
    (given.fen > cap).then(|| Diagnostic::veto("R35", "加处罚款超过了上限").expected(format!("不超过{}", money::print(cap))))
}
