//! The rows of one case.

use super::columns::{FIELDS, Field};
use super::limits::nearest;
use crate::batch::digest::{Digest, Limit, Party, Writ};
use crate::batch::key::Key;
use crate::batch::track::{CORRECTION_DUE, Record, SLOTS, Slot, remembered, sites};
use crate::export::xlsx::{Cell, Tone};
use chrono::NaiveDate;

const FINAL: &str = "定稿";
const DRAFT: &str = "稿";
const COMING: &str = "未到";

/// The rows of a case: each party with its first records, then its further ones. `index` counts cases from 0.
pub fn rows(index: usize, digest: &Digest) -> Vec<Vec<Cell>> {
    let persons: Vec<bool> = digest.parties.iter().map(|party| party.person).collect();
    let sites = sites(&persons);
    let mut out = Vec::new();
    for party in 0..digest.parties.len().max(1) {
        let of_slot = |slot: Slot| match slot {
            Slot::Recheck if !sites.contains(&party) => Vec::new(),
            Slot::Recheck | Slot::Notice | Slot::Decision | Slot::Payment => remembered(digest, slot, party),
        };
        let records = SLOTS.map(of_slot);
        let lines = records.iter().map(Vec::len).max().unwrap_or(0).max(1);
        for line in 0..lines {
            let shown = [0, 1, 2, 3].map(|slot: usize| records[slot].get(line).cloned().unwrap_or_default());
            let row = Row { index, digest, party, first: line == 0, shown };
            out.push(FIELDS.iter().map(|field| row.cell(*field)).collect());
        }
    }
    out
}

struct Row<'a> {
    index: usize,
    digest: &'a Digest,
    party: usize,
    /// Not a continuation.
    first: bool,
    shown: [Record; 4],
}

impl Row<'_> {
    fn cell(&self, field: Field) -> Cell {
        let [recheck, notice, decision, payment] = &self.shown;
        let findings = &self.digest.findings;
        let found = |rank: &str| findings.iter().filter(|finding| finding.rank == rank && !finding.waived).count();
        match field {
            Field::Key => Cell::text(Key::of(self.digest, self.party, &self.shown).text()),
            Field::RecheckDay => Cell::date(recheck.day),
            Field::RecheckResult => Cell::text(&recheck.word),
            Field::NoticeServed => Cell::date(notice.day),
            Field::NoticeMethod => Cell::text(&notice.word),
            Field::DecisionServed => Cell::date(decision.day),
            Field::DecisionMethod => Cell::text(&decision.word),
            Field::PaymentDay => Cell::date(payment.day),
            Field::PaymentAmount => payment.amount.map_or_else(Cell::empty, Cell::amount),
            Field::PaymentVoucher => Cell::text(&payment.voucher),
            Field::Serial => self.repeated(Cell::whole(self.index + 1)),
            Field::CaseId => self.repeated(Cell::text(&self.digest.case)),
            Field::Agency => self.repeated(Cell::text(&self.digest.agency)),
            Field::Team => self.repeated(Cell::text(self.digest.team.as_deref().unwrap_or_default())),
            Field::Party => self.of(|party| Cell::text(&party.name)).tone(if self.first { Tone::Plain } else { Tone::Faint }),
            Field::Cause => self.once(|| Cell::text(self.causes())),
            Field::Code => self.once(|| self.of(|party| Cell::text(&party.code))),
            Field::Head => self.once(|| self.of(|party| Cell::text(&party.head))),
            Field::Address => self.once(|| self.of(|party| Cell::text(&party.address))),
            Field::Penalty => self.once(|| self.of(|party| Cell::text(&party.penalty))),
            Field::Fine => self.once(|| self.of(|party| if party.fine == 0 { Cell::empty() } else { Cell::amount(party.fine) })),
            Field::Paid => self.once(|| self.of(paid)),
            Field::FilingNumber => self.once(|| self.number(|title| title.contains("立案审批"))),
            Field::OrderNumber => self.once(|| self.number(|title| title.contains("责令") && title.contains("整改"))),
            Field::NoticeNumber => self.once(|| self.number(|title| Slot::Notice.is_served(title))),
            Field::DecisionNumber => self.once(|| self.number(|title| Slot::Decision.is_served(title))),
            Field::Inspected => self.once(|| Cell::date(self.day("检查"))),
            Field::CorrectionDue => self.once(|| Cell::date(self.day(CORRECTION_DUE))),
            Field::Filed => self.once(|| Cell::date(self.day("立案"))),
            Field::Decided => self.once(|| Cell::date(self.day("决定").or_else(|| self.day("不予处罚")))),
            Field::PaymentDue => self.once(|| Cell::date(self.payment_due())),
            Field::NextLimit => self.once(|| self.nearest().map_or_else(Cell::empty, |limit| Cell::text(named_limit(limit)))),
            Field::NextDay => self.once(|| Cell::date(self.nearest().and_then(|limit| limit.last))),
            Field::State => self.of_case(|| state(found("否决"), &self.digest.writs)),
            Field::Writs => self.of_case(|| Cell::text(counted(&self.digest.writs))),
            Field::NextStep => self.of_case(|| Cell::text(next_step(&self.digest.writs))),
            Field::Vetoes => self.of_case(|| number(found("否决"), Tone::Alarm)),
            Field::Deductions => self.of_case(|| number(found("扣分"), Tone::Caution)),
            Field::Reminders => self.of_case(|| number(found("提醒"), Tone::Plain)),
            Field::Folder => self.of_case(|| Cell::text(&self.digest.folder)),
        }
    }

    /// In the first row of a party only.
    fn once(&self, cell: impl FnOnce() -> Cell) -> Cell {
        if self.first { cell() } else { Cell::empty() }
    }

    /// In the first row of a case only.
    fn of_case(&self, cell: impl FnOnce() -> Cell) -> Cell {
        if self.first && self.party == 0 { cell() } else { Cell::empty() }
    }

    /// In every row, without weight where it repeats the row above.
    fn repeated(&self, cell: Cell) -> Cell {
        if self.first && self.party == 0 { cell } else { cell.tone(Tone::Faint) }
    }

    fn of(&self, cell: impl FnOnce(&Party) -> Cell) -> Cell {
        self.digest.parties.get(self.party).map_or_else(Cell::empty, cell)
    }

    fn causes(&self) -> String {
        let mut causes: Vec<&str> = Vec::new();
        for charge in self.digest.charges.iter().filter(|charge| charge.party == self.party) {
            if !causes.contains(&charge.cause_name.as_str()) {
                causes.push(&charge.cause_name);
            }
        }
        causes.join("；")
    }

    /// Whether what bears this label is the party's; what bears none is everybody's.
    fn is_mine(&self, label: Option<&str>) -> bool {
        let name = self.digest.parties.get(self.party).map_or("", |party| party.name.as_str());
        label.is_none_or(|label| label == name || label.contains(name))
    }

    fn payment_due(&self) -> Option<NaiveDate> {
        let own = self.digest.limits.iter().filter(|limit| limit.id == "payment" && self.is_mine(limit.whom.as_deref()));
        own.filter_map(|limit| limit.last).max()
    }

    /// The nearest limit; those of the case as a whole stand with its first party.
    fn nearest(&self) -> Option<&Limit> {
        nearest(self.digest, |limit| self.is_mine(limit.whom.as_deref()) && (self.party == 0 || limit.whom.is_some()))
    }

    fn number(&self, wanted: impl Fn(&str) -> bool) -> Cell {
        let own = self.digest.writs.iter().filter(|writ| wanted(&writ.title) && self.is_mine(writ.label.as_deref()));
        let mut numbers: Vec<&str> = own.filter_map(|writ| writ.number.as_deref()).collect();
        numbers.dedup();
        Cell::text(numbers.join("；"))
    }

    fn day(&self, step: &str) -> Option<NaiveDate> {
        let own = self.digest.steps.iter().filter(|own| own.step == step && own.party.is_none_or(|party| party == self.party));
        own.map(|step| step.day).max()
    }
}

fn paid(party: &Party) -> Cell {
    match party.paid {
        0 => Cell::empty(),
        paid => Cell::amount(paid).tone(if paid >= party.fine { Tone::Good } else { Tone::Caution }),
    }
}

fn named_limit(limit: &Limit) -> String {
    if limit.binds.is_empty() { limit.name.clone() } else { format!("{}（{}）", limit.name, limit.binds) }
}

fn in_state(writs: &[Writ], state: &str) -> usize {
    writs.iter().filter(|writ| writ.state == state).count()
}

fn state(vetoes: usize, writs: &[Writ]) -> Cell {
    match (vetoes, in_state(writs, DRAFT), in_state(writs, COMING)) {
        (1.., _, _) => Cell::text("有否决").tone(Tone::Alarm),
        (0, 1.., _) => Cell::text("有稿").tone(Tone::Caution),
        (0, 0, 1..) => Cell::text("在办"),
        (0, 0, 0) => Cell::text("全部定稿").tone(Tone::Good),
    }
}

fn counted(writs: &[Writ]) -> String {
    let parts = [FINAL, DRAFT, COMING].map(|state| (state, in_state(writs, state)));
    let parts: Vec<String> = parts.iter().filter(|(_, count)| *count > 0).map(|(state, count)| format!("{state}{count}")).collect();
    parts.join("、")
}

fn number(count: usize, tone: Tone) -> Cell {
    Cell::whole(count).tone(if count == 0 { Tone::Faint } else { tone })
}

/// What should be done next: the draft whose day comes first, with what it lacks; else the first writ still to come.
fn next_step(writs: &[Writ]) -> String {
    let named = |writ: &Writ| match &writ.label {
        Some(label) => format!("《{}》（{label}）", writ.title),
        None => format!("《{}》", writ.title),
    };
    let drafts = writs.iter().filter(|writ| writ.state == DRAFT);
    if let Some(draft) = drafts.min_by_key(|writ| writ.day.unwrap_or(NaiveDate::MAX)) {
        let some: Vec<&str> = draft.lacks.iter().take(3).map(String::as_str).collect();
        return match draft.lacks.len() {
            0 => format!("{}：改正否决项", named(draft)),
            1..=3 => format!("{}：缺{}", named(draft), some.join("、")),
            more => format!("{}：缺{}等{more}项", named(draft), some.join("、")),
        };
    }
    // cover and catalogue come last, whatever their place in the file
    writs.iter().filter(|writ| writ.state == COMING).min_by_key(|writ| writ.step_order()).map_or_else(String::new, named)
}
