//! What a party owes and has paid on a day: fine, due date, surcharge, and when the time to challenge the decision ends.
//! Periods and rates come from `law/limits.yaml`; a day that cannot be computed stays unknown.

use super::step::{self, Day};
use super::{Dossier, PlannedWrit};
use crate::case::Procedure;
use crate::case::events::{Event, PaymentItem};
use crate::case::values::DateRange;
use crate::law;
use chrono::{Days, NaiveDate};

/// The account of one party.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ledger {
    /// Day of the decision.
    pub decided: Option<Day>,
    /// Day the decision was served.
    pub served: Option<Day>,
    /// Last day for payment: a deferral's, else the period counted from service.
    pub due: Option<NaiveDate>,
    /// Sum of the fines, in 分.
    pub fine: i64,
    /// Paid on the fines, in 分.
    pub paid: i64,
    /// Surcharges decided, in 分; `None` when none was, or an amount cannot be computed.
    pub surcharge: Option<i64>,
    /// Paid on surcharges, in 分.
    pub surcharge_paid: i64,
}

impl Ledger {
    /// What is left of the fines, in 分.
    pub fn unpaid(&self) -> i64 {
        (self.fine - self.paid).max(0)
    }
    /// What is left of fines and surcharges, in 分.
    pub fn total(&self) -> i64 {
        self.unpaid() + (self.surcharge.unwrap_or(0) - self.surcharge_paid).max(0)
    }
}

/// The planned decision against a party.
pub fn decision_writ<'d, 'a>(dossier: &'d Dossier<'a>, party: usize) -> Option<&'d PlannedWrit<'a>> {
    dossier.writs.iter().find(|w| w.writ.is_of(crate::writ::Step::Decision) && is_decision(w) && w.subject.party == Some(party))
}

fn is_decision(planned: &PlannedWrit) -> bool {
    planned.writ.title().contains("处罚决定书")
}

/// The account of a party at the end of a day; `None` = as far as the form goes.
pub fn ledger(dossier: &Dossier, party: usize, on: Option<NaiveDate>) -> Ledger {
    let decided = dossier.case.surcharges.iter().enumerate().filter(|(_, s)| of(&s.party, party) && by(s.day(), on));
    // each later decision runs to its own day and takes the earlier ones in
    let surcharge = decided.filter_map(|(index, _)| surcharge(dossier, index, party).map(|s| s.amount)).max();
    Ledger { surcharge, ..account(dossier, party, on) }
}

/// The account without surcharges.
fn account(dossier: &Dossier, party: usize, on: Option<NaiveDate>) -> Ledger {
    let case = dossier.case;
    let decided = case.decisions.iter().find(|d| step::concerns(&d.parties, Some(party))).and_then(step::day_of);
    let served = served(dossier, party, &decided);
    let deferrals = case.deferrals.iter().filter(|d| of(&d.party, party) && by(step::deferred_on(d).map(|d| d.date), on));
    let deferred = deferrals.filter_map(|d| d.until.as_ref().map(|u| u.date).or_else(|| d.instalments.iter().map(|i| i.until.date).max()));
    let counted = || served.as_ref().and_then(|day| due(dossier, "payment", day.date));
    let paid = |wanted: PaymentItem| {
        let payments = case.payments.iter().filter(|p| of(&p.party, party) && by(p.day(), on));
        let payments = payments.filter(|p| p.item.as_ref().map_or(PaymentItem::Fine, |i| i.value) == wanted);
        payments.filter_map(|p| p.amount.as_ref()).map(|a| a.fen).sum()
    };
    Ledger {
        due: deferred.max().or_else(counted),
        fine: dossier.standing(party).map_or(0, |s| s.fines),
        paid: paid(PaymentItem::Fine),
        surcharge: None,
        surcharge_paid: paid(PaymentItem::Surcharge),
        decided,
        served,
    }
}

/// Whether something had happened by a day; what has no date yet counts.
fn by(day: Option<NaiveDate>, on: Option<NaiveDate>) -> bool {
    day.zip(on).is_none_or(|(day, on)| day <= on)
}

/// Whether an event that may name its party means this one.
pub fn of(reference: &Option<crate::case::values::Reference>, party: usize) -> bool {
    reference.as_ref().is_none_or(|r| r.index.is_none_or(|index| index == party))
}

/// The day a decision was served: of the service that names it; a decision on the spot is handed over at once
/// (《中华人民共和国行政处罚法》第五十二条第一款).
fn served(dossier: &Dossier, party: usize, decided: &Option<Day>) -> Option<Day> {
    let services = dossier.case.services.iter().filter(|s| step::served_on(dossier.case, s, Some(party)));
    let named = services.filter(|s| s.writs.iter().any(|title| title.text().contains("处罚决定书")));
    let on_spot = dossier.case.procedure.as_ref().is_some_and(|p| p.value == Procedure::Summary);
    named.filter_map(step::day_of).max_by_key(|d| d.date).or_else(|| if on_spot { decided.clone() } else { None })
}

/// The last day of a limit counted from `start`, rolled to a working day where the law rolls it.
pub fn due(dossier: &Dossier, limit: &str, start: NaiveDate) -> Option<NaiveDate> {
    let (_, due) = dossier.law.due(limit, start)?;
    due.ok()?.last.ok()
}

/// The day on which the time for reconsideration and for suit has run out, the later of the two.
pub fn challenge_ends(dossier: &Dossier, served: NaiveDate) -> Option<NaiveDate> {
    let review = due(dossier, "review-apply", served)?;
    let suit = due(dossier, "suit-direct", served)?;
    let summary = dossier.case.procedure.as_ref().is_some_and(|p| p.value == Procedure::Summary);
    Some(if summary { review } else { review.max(suit) })
}

/// The same for a surcharge: it is no penalty on the spot, a suit needs no reconsideration before.
pub fn surcharge_challenge_ends(dossier: &Dossier, served: NaiveDate) -> Option<NaiveDate> {
    Some(due(dossier, "review-apply", served)?.max(due(dossier, "suit-direct", served)?))
}

/// The day a decision on a surcharge was served on a party, by the service nearest after it.
pub fn surcharge_served(dossier: &Dossier, event: usize, party: usize) -> Option<Day> {
    let decided = dossier.case.surcharges.get(event)?.day();
    let services = dossier.case.services.iter().filter(|s| !s.is_abandoned() && step::served_on(dossier.case, s, Some(party)));
    let named = services.filter(|s| s.writs.iter().any(|title| title.text().contains("加处罚款决定书")));
    let after = named.filter_map(step::day_of).filter(|day| decided.is_none_or(|decided| day.date >= decided));
    after.min_by_key(|day| day.date)
}

/// Decisions on surcharges of a party made by a day.
pub fn surcharges_by<'d>(dossier: &'d Dossier, party: usize, on: Option<NaiveDate>) -> impl Iterator<Item = usize> + 'd {
    let decided = dossier.case.surcharges.iter().enumerate();
    decided.filter(move |(_, s)| !s.is_abandoned() && of(&s.party, party) && by(s.day(), on)).map(|(index, _)| index)
}

/// A surcharge as decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charged {
    /// What it is counted on, in 分.
    pub base: i64,
    /// The last day for payment.
    pub due: NaiveDate,
    /// The last day it is counted to.
    pub until: NaiveDate,
    /// Days of reconsideration and suit left out.
    pub suspended: i64,
    /// The amount, in 分: as given, else computed.
    pub amount: i64,
    /// What the law allows at most to that day.
    pub lawful: law::Surcharge,
}

/// The surcharge of an event against a party; `None` when its days are not known.
pub fn surcharge(dossier: &Dossier, event: usize, party: usize) -> Option<Charged> {
    let given = dossier.case.surcharges.get(event)?;
    let until = given.until.as_ref().map(|d| d.date).or_else(|| given.day())?;
    let plain = account(dossier, party, Some(until));
    let base = given.base.as_ref().map_or(plain.unpaid(), |a| a.fen);
    let due = plain.due?;
    // 《中华人民共和国行政处罚法》第七十三条第三款：复议、诉讼期间不予计算
    let late = due.succ_opt()?;
    let suspended = given.suspended.iter().map(|range| overlap(range, late, until)).sum::<i64>();
    let counted = until.checked_sub_days(Days::new(suspended.unsigned_abs()))?;
    let lawful = dossier.law.surcharge(base, due, counted)?;
    let amount = given.amount.as_ref().map_or(lawful.fen, |a| a.fen);
    Some(Charged { base, due, until, suspended, amount, lawful })
}

/// Days of a range that lie between two days, all included; an open end runs on.
fn overlap(range: &DateRange, from: NaiveDate, to: NaiveDate) -> i64 {
    let begins = range.from.as_ref().map_or(from, |d| d.date.max(from));
    let ends = range.to.as_ref().map_or(to, |d| d.date.min(to));
    ((ends - begins).num_days() + 1).max(0)
}
