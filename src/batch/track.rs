//! What a ledger records of a case and takes back: the service of notice and decision, re-checks, payments on the fine.
//! Read from a case here, so that the ledger and what comes back from it agree.

use super::digest::{Digest, Step};
use crate::case::Case;
use crate::case::events::{Event, PaymentItem, Recheck, Service, Verdict};
use crate::dossier::step;
use chrono::NaiveDate;
use std::sync::Arc;

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// 告知书的送达
    Notice,
    /// 决定书的送达
    Decision,
    /// 复查
    Recheck,
    /// 罚款的缴纳
    Payment,
}

/// All kinds, in the order of the ledger's columns.
pub const SLOTS: [Slot; 4] = [Slot::Recheck, Slot::Notice, Slot::Decision, Slot::Payment];

/// 文书送达、整改复查、罚款缴纳 as steps of a [`Digest`]; 整改期限 is the last day ordered for a correction.
pub const SERVICE: &str = "送达";
/// See [`SERVICE`].
pub const RECHECK: &str = "复查";
/// See [`SERVICE`].
pub const PAYMENT: &str = "缴款";
/// See [`SERVICE`].
pub const CORRECTION_DUE: &str = "整改期限";

impl Slot {
    /// The key of its event in the form, and the English alias.
    pub fn keys(self) -> (&'static str, &'static str) {
        match self {
            Slot::Notice | Slot::Decision => (SERVICE, "services"),
            Slot::Recheck => (RECHECK, "rechecks"),
            Slot::Payment => (PAYMENT, "payments"),
        }
    }
    /// Whether a writ of this title is the one served.
    pub fn is_served(self, title: &str) -> bool {
        match self {
            Slot::Notice => title.contains("告知书") && !title.contains("检查结果"),
            Slot::Decision => title.contains("处罚决定书"),
            Slot::Recheck | Slot::Payment => false,
        }
    }
}

/// One service, re-check or payment, as the cells of a row say it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// The day.
    pub day: Option<NaiveDate>,
    /// Method of service, or result of a re-check.
    pub word: String,
    /// What was paid, in 分.
    pub amount: Option<i64>,
    /// Number of the voucher of a payment.
    pub voucher: String,
}

impl Record {
    /// Nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Record::default()
    }
}

/// A record of a case and where it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Its kind.
    pub slot: Slot,
    /// Index of the party.
    pub party: usize,
    /// What it says.
    pub record: Record,
    /// The file; empty when the event names no day.
    pub file: Arc<str>,
    /// 1-based line.
    pub line: u32,
}

/// The parties a re-check can be of: the units, or the first party when there is none.
pub fn sites(persons: &[bool]) -> Vec<usize> {
    let units: Vec<usize> = persons.iter().enumerate().filter(|(_, person)| !**person).map(|(index, _)| index).collect();
    if units.is_empty() && !persons.is_empty() { vec![0] } else { units }
}

/// The records of a case, kind by kind in the order of the form.
pub fn held(case: &Case) -> Vec<Held> {
    let mut out = Vec::new();
    let persons: Vec<bool> = case.parties.iter().map(|party| party.is_person()).collect();
    let place = |event: &dyn Event| event.date().map_or_else(Default::default, |date| date.at.file.clone());
    for check in case.rechecks.iter().filter(|check| !check.is_abandoned()) {
        let record = Record { day: check.day(), word: verdict(check).to_string(), ..Record::default() };
        for party in sites(&persons).into_iter().filter(|party| step::concerns(&check.parties, Some(*party))) {
            out.push(Held { slot: Slot::Recheck, party, record: record.clone(), file: place(check), line: check.pos.line });
        }
    }
    for slot in [Slot::Notice, Slot::Decision] {
        for service in case.services.iter().filter(|service| !service.is_abandoned()) {
            if service.writs.iter().any(|title| slot.is_served(title.text())) {
                let record = Record { day: service.day(), word: method(service).to_string(), ..Record::default() };
                for party in (0..case.parties.len()).filter(|party| step::served_on(case, service, Some(*party))) {
                    out.push(Held { slot, party, record: record.clone(), file: place(service), line: service.pos.line });
                }
            }
        }
    }
    for payment in case.payments.iter().filter(|payment| !payment.is_abandoned()) {
        if payment.item.as_ref().is_none_or(|item| item.value == PaymentItem::Fine) {
            let voucher = payment.voucher.as_ref().map_or_else(String::new, |text| text.text().to_string());
            let amount = payment.amount.as_ref().map(|amount| amount.fen);
            let record = Record { day: payment.day(), amount, voucher, ..Record::default() };
            let party = payment.party.as_ref().and_then(|reference| reference.index).unwrap_or(0);
            out.push(Held { slot: Slot::Payment, party, record, file: place(payment), line: payment.pos.line });
        }
    }
    out
}

/// The result of a re-check as one word: all corrected, none, or some.
fn verdict(check: &Recheck) -> &'static str {
    let found = |wanted: Verdict| check.results.iter().any(|result| result.verdict.value == wanted);
    match (found(Verdict::Corrected), found(Verdict::PartlyCorrected), found(Verdict::NotCorrected)) {
        (false, false, false) => "",
        (true, false, false) => Verdict::Corrected.word(),
        (false, false, true) => Verdict::NotCorrected.word(),
        (_, true, _) | (true, _, true) => Verdict::PartlyCorrected.word(),
    }
}

fn method(service: &Service) -> &'static str {
    service.method.as_ref().map_or("", |method| method.value.word())
}

/// The steps of a digest that the ledger reads for services (of every writ), re-checks, payments and the period for
/// correction: one step a party. Payments on other items are called 缴款（没收） and 缴款（加处）.
pub fn steps(case: &Case) -> Vec<Step> {
    let mut out = Vec::new();
    let step = |name: &str, party: usize, day: NaiveDate| Step { step: name.into(), party: Some(party), day, ..Step::default() };
    let due = case.correction.as_ref().filter(|order| !order.is_abandoned()).and_then(|order| {
        let extended = order.extension.as_ref().and_then(|extension| extension.until.as_ref());
        let own = order.due.iter().chain(order.items.iter().filter_map(|item| item.due.as_ref())).chain(extended);
        own.map(|date| date.date).max()
    });
    out.extend(due.map(|day| Step { step: CORRECTION_DUE.into(), day, ..Step::default() }));
    for held in held(case).into_iter().filter(|held| matches!(held.slot, Slot::Recheck | Slot::Payment)) {
        if let Some(day) = held.record.day {
            let (name, note) = match held.slot {
                Slot::Recheck => (RECHECK, held.record.word),
                Slot::Payment | Slot::Notice | Slot::Decision => (PAYMENT, held.record.voucher),
            };
            out.push(Step { note, amount: held.record.amount, ..step(name, held.party, day) });
        }
    }
    for payment in case.payments.iter().filter(|payment| !payment.is_abandoned()) {
        if let (Some(item), Some(day)) =
            (payment.item.as_ref().map(|item| item.value).filter(|item| *item != PaymentItem::Fine), payment.day())
        {
            let party = payment.party.as_ref().and_then(|reference| reference.index).unwrap_or(0);
            let note = payment.voucher.as_ref().map_or_else(String::new, |text| text.text().to_string());
            let amount = payment.amount.as_ref().map(|amount| amount.fen);
            out.push(Step { note, amount, ..step(&format!("{PAYMENT}（{}）", item.word()), party, day) });
        }
    }
    for service in case.services.iter().filter(|service| !service.is_abandoned()) {
        let Some(day) = service.day() else { continue };
        for party in (0..case.parties.len()).filter(|party| step::served_on(case, service, Some(*party))) {
            for title in &service.writs {
                let writ = Some(title.text().to_string());
                out.push(Step { writ, note: method(service).to_string(), ..step(SERVICE, party, day) });
            }
        }
    }
    out
}

/// The records of a party as a digest remembers them.
pub fn remembered(digest: &Digest, slot: Slot, party: usize) -> Vec<Record> {
    let of_party = digest.steps.iter().filter(|step| step.step == slot.keys().0 && step.party.is_none_or(|own| own == party));
    let of_slot = of_party.filter(|step| match slot {
        Slot::Notice | Slot::Decision => step.writ.as_ref().is_some_and(|title| slot.is_served(title)),
        Slot::Recheck | Slot::Payment => true,
    });
    let record = |step: &Step| match slot {
        Slot::Notice | Slot::Decision | Slot::Recheck => Record { day: Some(step.day), word: step.note.clone(), ..Record::default() },
        Slot::Payment => Record { day: Some(step.day), amount: step.amount, voucher: step.note.clone(), ..Record::default() },
    };
    let mut out: Vec<Record> = Vec::new();
    for record in of_slot.map(record) {
        // one service of two papers is one record
        if !matches!(slot, Slot::Notice | Slot::Decision) || !out.contains(&record) {
            out.push(record);
        }
    }
    out
}
