//! Limits after service: payment, the time to challenge the decision, dunning, the application to the court, closing.

use super::count::{Start, entry, until, with_row};
use super::deciding::is_on_spot;
use super::opening::goes_on;
use super::{Binds, Entry, Mark};
use crate::case::events::{DemandKind, Event, PaymentDeferral, PaymentItem};
use crate::dossier::{Dossier, follow_up, ledger, paths, step};
use crate::text::date;
use chrono::NaiveDate;

pub(super) fn entries(dossier: &Dossier) -> Vec<Entry> {
    let mut out = Vec::new();
    for party in (0..dossier.case.parties.len()).filter(|party| goes_on(dossier, *party)) {
        payment(dossier, party, &mut out);
        let ends = challenge(dossier, party, &mut out);
        dunning(dossier, party, &mut out);
        court(dossier, party, ends, &mut out);
    }
    out.extend(closing(dossier));
    out
}

/// The service of the decision on a party.
pub(super) fn served(dossier: &Dossier, party: usize) -> Start {
    let day = ledger::ledger(dossier, party, None).served;
    let what = if is_on_spot(dossier) { "当场交付决定书" } else { "决定书送达" };
    Mark::day(what, day).ok_or_else(|| "处罚决定书还没有送达（表单“送达”里没有处罚决定书的送达日期）".into())
}

/// The payment that brought the sum paid on the fines up to an amount.
pub(super) fn paid_up(dossier: &Dossier, party: usize, amount: i64) -> Option<Mark> {
    let is_fine = |item: Option<PaymentItem>| item.is_none_or(|item| item == PaymentItem::Fine);
    let own = dossier.case.payments.iter().filter(|p| ledger::of(&p.party, party) && is_fine(p.item.as_ref().map(|item| item.value)));
    let mut dated: Vec<(Mark, i64)> = own.filter_map(|p| Some((Mark::event("缴清", p)?, p.amount.as_ref()?.fen))).collect();
    dated.sort_by_key(|(mark, _)| mark.day);
    let mut sum = 0;
    dated.into_iter().find_map(|(mark, fen)| {
        sum += fen;
        (sum >= amount).then_some(mark)
    })
}

/// Approved deferrals of a party.
fn deferrals<'a>(dossier: &Dossier<'a>, party: usize) -> impl Iterator<Item = &'a PaymentDeferral> {
    let of = move |event: &&PaymentDeferral| !event.is_abandoned() && ledger::of(&event.party, party);
    dossier.case.deferrals.iter().filter(of).filter(|event| event.until.is_some() || !event.instalments.is_empty())
}

fn payment(dossier: &Dossier, party: usize, out: &mut Vec<Entry>) {
    let account = ledger::ledger(dossier, party, None);
    if account.fine == 0 {
        return;
    }
    let start = served(dossier, party);
    let Some(mut own) = entry(dossier, "payment", Binds::Party, start.clone()) else { return };
    if let (true, Some(last)) = (deferrals(dossier, party).next().is_some(), account.due) {
        own.span = Ok(until(last, format!("批准延期（分期）缴纳，最后的期限是{}", date::print(last))));
    }
    let demand = dossier.case.demands.iter().filter(|event| ledger::of(&event.party, party));
    let demand = demand.filter(|event| event.kind.as_ref().map_or(DemandKind::Payment, |kind| kind.value) == DemandKind::Payment);
    let demanded = demand.filter_map(|event| Mark::event("缴款催告", event)).min_by_key(|mark| mark.day);
    let charged = dossier.case.surcharges.iter().filter(|event| ledger::of(&event.party, party));
    let charged = charged.filter_map(|event| Mark::event("加处罚款", event)).min_by_key(|mark| mark.day);
    let own = own.met_by("", paid_up(dossier, party, account.fine)).bars("缴款催告", demanded).bars("加处罚款", charged);
    out.push(own.of_party(dossier, party));
    let Some(row) = start.as_ref().ok().and_then(|mark| dossier.law.limit("payment", mark.day)) else { return };
    for event in deferrals(dossier, party) {
        let paid_before = ledger::ledger(dossier, party, step::deferred_on(event).map(|day| day.date)).paid;
        let mut owed = paid_before;
        for (index, instalment) in event.instalments.iter().enumerate() {
            owed += instalment.amount.fen;
            let why = format!("批准分期缴纳，第{}期的期限是{}", index + 1, date::print(instalment.until.date));
            let span = Ok(until(instalment.until.date, why));
            let approved = Mark::day("批准分期缴纳", step::deferred_on(event)).ok_or_else(|| "表单没有写批准的日期".to_string());
            let own = with_row(dossier, "payment", row, Binds::Party, approved, span);
            out.push(own.nth(index).met_by("", paid_up(dossier, party, owed)).of_party(dossier, party));
        }
    }
}

/// The application to the court of a party's decision.
fn applied(dossier: &Dossier, party: usize) -> Option<Mark> {
    let own = dossier.case.enforcement.iter().filter(|event| !event.is_abandoned() && ledger::of(&event.party, party));
    own.filter_map(|event| Mark::event("申请强制执行", event)).min_by_key(|mark| mark.day)
}

/// The time for reconsideration and suit; gives the day on which both have run out.
fn challenge(dossier: &Dossier, party: usize, out: &mut Vec<Entry>) -> Result<NaiveDate, String> {
    let start = served(dossier, party);
    let mut ends: Result<NaiveDate, String> = Err(start.clone().err().unwrap_or_default());
    // a decision on the spot must be reconsidered before a suit (《中华人民共和国行政复议法》第二十三条第一款第（一）项)
    let rows: &[&'static str] = if is_on_spot(dossier) { &["review-apply"] } else { &["review-apply", "suit-direct"] };
    for limit in rows {
        let Some(own) = entry(dossier, limit, Binds::Right, start.clone()) else { continue };
        let last = match &own.span {
            Ok(span) => span.rolled.as_ref().copied().map_err(|missing| missing.to_string()),
            Err(reason) => Err(reason.clone()),
        };
        ends = match (ends, last) {
            (Ok(known), Ok(last)) => Ok(known.max(last)),
            (_, Err(reason)) => Err(reason),
            (Err(_), Ok(last)) if *limit == "review-apply" => Ok(last),
            (Err(reason), Ok(_)) => Err(reason),
        };
        out.push(own.bars("强制执行", applied(dossier, party)).of_party(dossier, party));
    }
    // a surcharge is a decision of its own, with its own time to challenge it
    for event in ledger::surcharges_by(dossier, party, applied(dossier, party).map(|mark| mark.day)) {
        let served = Mark::day("加处罚款决定书送达", ledger::surcharge_served(dossier, event, party));
        let start = served.ok_or_else(|| "加处罚款决定书还没有送达".to_string());
        for limit in ["review-apply", "suit-direct"] {
            let own = entry(dossier, limit, Binds::Right, start.clone());
            out.extend(own.map(|own| own.nth(event).bars("强制执行", applied(dossier, party)).of_party(dossier, party)));
        }
    }
    ends
}

fn dunning(dossier: &Dossier, party: usize, out: &mut Vec<Entry>) {
    for (index, event) in dossier.case.demands.iter().enumerate() {
        let is_execution = event.kind.as_ref().is_some_and(|kind| kind.value == DemandKind::Execution);
        if !is_execution || event.is_abandoned() || !ledger::of(&event.party, party) {
            continue;
        }
        let start = follow_up::demand_served(dossier, index, party).zip(Mark::event("催告书送达", event));
        let start = start.map(|(day, mark)| Mark { day, ..mark }).ok_or_else(|| "催告书还没有送达".to_string());
        let Some(own) = entry(dossier, "dunning-before-court", Binds::Party, start) else { continue };
        // heard and paid in time is all that a party can do
        let paid = paid_up(dossier, party, ledger::ledger(dossier, party, None).fine);
        out.push(own.nth(index).met_by("", paid).bars("强制执行", applied(dossier, party)).of_party(dossier, party));
    }
}

/// The application to the court, while a fine is unpaid.
fn court(dossier: &Dossier, party: usize, ends: Result<NaiveDate, String>, out: &mut Vec<Entry>) {
    let account = ledger::ledger(dossier, party, None);
    if account.fine == 0 || account.unpaid() == 0 {
        return;
    }
    let deferred = account.due.filter(|_| deferrals(dossier, party).next().is_some());
    let at = account.served.map(|day| day.at).unwrap_or_default();
    let start = ends.map(|ends| match deferred.filter(|due| *due > ends) {
        Some(due) => Mark { what: "延期、分期的期限结束".into(), day: due, time: None, at: at.clone() },
        None => Mark { what: "申请复议、提起诉讼的期限届满".into(), day: ends, time: None, at: at.clone() },
    });
    let own = entry(dossier, "court-application", Binds::Agency, start);
    out.extend(own.map(|own| own.met_by("强制执行", applied(dossier, party)).of_party(dossier, party)));
    let accepted = dossier.case.enforcement.iter().filter(|event| !event.is_abandoned() && ledger::of(&event.party, party));
    let accepted = Mark::date("法院受理", accepted.filter_map(|event| event.accepted.as_ref()?.date.as_ref()).min_by_key(|date| date.date));
    let Some(applied) = applied(dossier, party) else { return };
    out.extend(entry(dossier, "court-accept", Binds::Court, Ok(applied)).map(|own| own.met_by("", accepted).of_party(dossier, party)));
}

/// When a party has nothing left to do: it paid, the court took the application, or it was spared.
fn settled(dossier: &Dossier, party: usize) -> Option<Mark> {
    let case = dossier.case;
    if paths::is_spared(case, Some(party)) {
        let spared = case.no_penalty.iter().find(|event| !event.is_abandoned() && step::concerns(&event.parties, Some(party)));
        return spared.and_then(|event| Mark::event("不予处罚决定", event));
    }
    let fine = ledger::ledger(dossier, party, None).fine;
    let paid = (fine > 0).then(|| paid_up(dossier, party, fine)).flatten();
    let accepted = case.enforcement.iter().filter(|event| !event.is_abandoned() && ledger::of(&event.party, party));
    let accepted = accepted.filter_map(|event| Mark::date("法院受理强制执行申请", event.accepted.as_ref()?.date.as_ref()));
    paid.or_else(|| accepted.min_by_key(|mark| mark.day))
}

fn closing(dossier: &Dossier) -> Option<Entry> {
    let case = dossier.case;
    if case.violations.is_empty() || case.transfer.is_some() && case.decisions.is_empty() {
        return None;
    }
    let last = match (&case.withdrawal, &case.termination) {
        (Some(event), _) => Mark::event("撤销案件", event),
        (None, Some(event)) => Mark::event("终止案件", event),
        (None, None) => {
            let all: Option<Vec<Mark>> = (0..case.parties.len()).map(|party| settled(dossier, party)).collect();
            all.and_then(|all| all.into_iter().max_by_key(|mark| mark.day))
        }
    };
    let start = last.ok_or_else(|| "还没有出现应当结案的情形（罚款缴清、法院受理强制执行申请、不予处罚等）".to_string());
    let closed = case.closing.as_ref().filter(|event| !event.is_abandoned()).and_then(|event| Mark::event("结案", event));
    Some(entry(dossier, "closing", Binds::Agency, start)?.met_by("结案", closed))
}
