//! One case: what its rows say against what its form and sidecar say.

use super::cells::CELLS;
use super::line::{item, yuan};
use super::sidecar::Sidecar as Lines;
use super::{At, CaseEntries, Change, Entry, Outcome, Sidecar, Texts};
use crate::batch::key::fingerprint;
use crate::batch::ledger::Field;
use crate::batch::track::{Held, Record, SLOTS, Slot, held, sites};
use crate::case::events::Event;
use crate::case::{Beside, Case, load_with};
use crate::diag::{Diagnostic, Place, Pos, Rank, refused};
use crate::dossier::step;
use crate::text::date;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Settles the rows of a case. The result is complete: with a refusal nothing is changed, without one the new sidecar
/// has been loaded together with the form and says what the rows say.
pub fn settle(rows: &CaseEntries, texts: &Texts) -> Outcome {
    let kept = |findings: Vec<Diagnostic>| Outcome { changes: Vec::new(), findings, sidecar: Sidecar::Keep };
    let Some(first) = rows.entries.first() else { return kept(Vec::new()) };
    let (case, findings) = load(texts, texts.sidecar);
    let Some(case) = case else {
        let finding = Diagnostic::refuse("A08", format!("案件“{}”现在的表单读不懂，台账没有写回", rows.case));
        let why = findings.iter().find(|finding| finding.rank == Rank::Refuse);
        let finding = finding.found(why.map_or(String::new(), |why| why.message.clone())).remedy("先用 check 改正表单");
        return kept(vec![first.places[0][0].finding(finding)]);
    };
    let mut desk = Desk::new(&case, rows, texts);
    for entry in &rows.entries {
        desk.known(entry);
    }
    if desk.findings.is_empty() {
        let parties: BTreeSet<usize> = rows.entries.iter().map(|entry| entry.key.party).collect();
        for party in parties {
            for index in 0..SLOTS.len() {
                desk.slot(party, index);
            }
        }
    }
    if refused(&desk.findings) {
        return kept(desk.findings);
    }
    if desk.changes.is_empty() {
        return kept(desk.findings);
    }
    desk.finish(texts)
}

fn load(texts: &Texts, sidecar: Option<&str>) -> (Option<Case>, Vec<Diagnostic>) {
    let events = sidecar.map(|text| (text, texts.sidecar_name));
    load_with(texts.form, texts.form_name, Beside { events, action: texts.action })
}

/// Something to be done to the sidecar.
enum Deed {
    Replace { line: u32, item: Option<String> },
    Append { slot: Slot, item: String },
}

struct Desk<'a> {
    case: &'a Case,
    rows: &'a CaseEntries,
    held: Vec<Held>,
    /// Of each record held: a former apply wrote its line.
    ours: Vec<bool>,
    lines: Lines,
    deeds: Vec<Deed>,
    /// What the case will hold.
    wanted: Vec<(Slot, usize, Record)>,
    /// Payments that were changed: party and cell.
    paid: Vec<(usize, At)>,
    changes: Vec<Change>,
    findings: Vec<Diagnostic>,
}

impl<'a> Desk<'a> {
    fn new(case: &'a Case, rows: &'a CaseEntries, texts: &Texts) -> Self {
        let held = held(case);
        let lines = Lines::new(texts.sidecar);
        let ours = held.iter().map(|held| *held.file == *texts.sidecar_name && lines.is_ours(held.line)).collect();
        let wanted = held.iter().map(|held| (held.slot, held.party, held.record.clone())).collect();
        Desk { case, rows, held, ours, lines, deeds: Vec::new(), wanted, paid: Vec::new(), changes: Vec::new(), findings: Vec::new() }
    }

    /// Refuses a row whose party is no longer the one it was written for.
    fn known(&mut self, entry: &Entry) {
        let names = || self.case.parties.iter().map(|party| party.name().text());
        if fingerprint(names()) != entry.key.parties || entry.key.party >= self.case.parties.len() {
            let message = format!("案件“{}”的当事人在台账写出以后改过，这一行认不准是谁的", self.rows.case);
            let finding = Diagnostic::refuse("A09", message).found(names().collect::<Vec<_>>().join("、"));
            self.findings.push(entry.places[0][0].finding(finding.remedy("重新生成台账，再填这一行")));
        }
    }

    /// Settles one kind of record of a party.
    fn slot(&mut self, party: usize, index: usize) {
        let slot = SLOTS[index];
        let rows: Vec<&Entry> = self.rows.entries.iter().filter(|entry| entry.key.party == party).collect();
        let own: Vec<usize> = (0..self.held.len()).filter(|&i| self.held[i].slot == slot && self.held[i].party == party).collect();
        let mut claimed = vec![false; self.held.len()];
        let mut open: Vec<&Entry> = Vec::new();
        let find =
            |claimed: &[bool], held: &[Held], record: &Record| own.iter().copied().find(|&i| !claimed[i] && held[i].record == *record);
        for row in rows.iter().filter(|row| row.said[index] == row.shown[index]) {
            if let Some(at) = find(&claimed, &self.held, &row.said[index]) {
                claimed[at] = true;
            }
        }
        for row in rows.into_iter().filter(|row| row.said[index] != row.shown[index]) {
            let said = &row.said[index];
            match find(&claimed, &self.held, said) {
                Some(at) => claimed[at] = true,
                None if own.iter().any(|&i| self.held[i].record == *said) => {}
                None => open.push(row),
            }
        }
        for row in open {
            let (shown, said) = (&row.shown[index], &row.said[index]);
            let by_shown = (!shown.is_empty()).then(|| find(&claimed, &self.held, shown)).flatten();
            let target = by_shown.or_else(|| {
                // what was not shown, or is a copy of another row: a line a former apply wrote for it, else what stands there
                let rest = || own.iter().copied().filter(|&i| !claimed[i]);
                rest().find(|&i| self.ours[i]).or_else(|| rest().next()).filter(|_| !said.is_empty())
            });
            if let Some(target) = target {
                claimed[target] = true;
            }
            self.row(row, index, target);
        }
    }

    /// Settles a row that says something the case does not say; `target` is what it takes the place of.
    fn row(&mut self, row: &Entry, index: usize, target: Option<usize>) {
        let (slot, party, said) = (SLOTS[index], row.key.party, &row.said[index]);
        let nothing = Record::default();
        let before = target.map_or(&nothing, |target| &self.held[target].record).clone();
        if said.is_empty() && target.is_none() {
            return;
        }
        if let Some(target) = target.filter(|&target| !self.ours[target]) {
            self.contradiction(row, index, target);
            return;
        }
        if !said.is_empty()
            && let Some((cell, finding)) = self.unfit(row, slot, said)
        {
            let heading = CELLS[index][cell].map_or("", |field| field.heading());
            let typed = shown(said)[cell].clone();
            let finding = if typed.is_empty() { finding } else { finding.found(typed) };
            self.findings.push(row.places[index][cell].of_case(&self.rows.case, finding.field(heading)));
            return;
        }
        let title = match slot {
            Slot::Notice => row.key.notice.as_deref(),
            Slot::Decision => row.key.decision.as_deref(),
            Slot::Recheck | Slot::Payment => None,
        };
        let item = (!said.is_empty()).then(|| item(slot, said, title.unwrap_or_default(), party, self.case));
        match (target, item) {
            (Some(target), item) => {
                self.deeds.push(Deed::Replace { line: self.held[target].line, item });
                if let Some(at) = self.wanted.iter().position(|own| *own == (slot, party, before.clone())) {
                    self.wanted.remove(at);
                }
            }
            (None, Some(item)) => self.deeds.push(Deed::Append { slot, item }),
            (None, None) => {}
        }
        if !said.is_empty() {
            self.wanted.push((slot, party, said.clone()));
        }
        if slot == Slot::Payment {
            self.paid.push((party, row.places[index][2].clone()));
        }
        self.tell(row, index, &before);
    }

    /// The differences of a row, cell by cell.
    fn tell(&mut self, row: &Entry, index: usize, before: &Record) {
        let party = self.case.parties.get(row.key.party).map_or("", |party| party.name().text());
        let (old, new) = (shown(before), shown(&row.said[index]));
        for (cell, field) in CELLS[index].iter().enumerate() {
            if let Some(field) = field.filter(|_| old[cell] != new[cell]) {
                self.changes.push(Change {
                    case: self.rows.case.clone(),
                    party: party.to_string(),
                    cell: row.places[index][cell].name(),
                    heading: field.heading(),
                    before: old[cell].clone(),
                    after: new[cell].clone(),
                });
            }
        }
    }

    /// The case says otherwise, in words a person wrote: they stay.
    fn contradiction(&mut self, row: &Entry, index: usize, target: usize) {
        let held = &self.held[target];
        let (theirs, ours) = (shown(&held.record), shown(&row.said[index]));
        let cell = (0..4).find(|&cell| CELLS[index][cell].is_some() && theirs[cell] != ours[cell]).unwrap_or(0);
        let heading = CELLS[index][cell].map_or("", |field| field.heading());
        let say = |text: &str| if text.is_empty() { "没有写".to_string() } else { format!("是“{text}”") };
        let message = format!("{heading}与表单里写的不同：表单里{}，台账里{}", say(&theirs[cell]), say(&ours[cell]));
        let finding = Diagnostic::refuse("A13", message).field(heading).found(&ours[cell]).expected(&theirs[cell]);
        let more = match SLOTS[index] {
            Slot::Payment | Slot::Recheck => "；是另外一次的，复制这一行，填在新的一行",
            Slot::Notice | Slot::Decision => "",
        };
        let finding = finding.remedy(format!("表单写错的，改表单（台账不改人写的内容）；台账填错的，改台账{more}"));
        let place = Place { file: held.file.clone(), pos: Pos { line: held.line, column: 1 } };
        self.findings.push(row.places[index][cell].of_case(&self.rows.case, finding).related(place, "写在这里"));
    }

    /// Why a record cannot be taken: the cell (day, word, amount, voucher) and the finding.
    fn unfit(&self, row: &Entry, slot: Slot, said: &Record) -> Option<(usize, Diagnostic)> {
        let refuse = |code, message: &str| Diagnostic::refuse(code, message);
        let incomplete =
            |what: &str| refuse("A11", &format!("只填了一部分，缺{what}")).remedy(format!("补上{what}；还没有办的，清空这几格"));
        let missing = match slot {
            Slot::Notice if row.key.notice.is_none() => Some("本案没有要送达这个当事人的告知书"),
            Slot::Decision if row.key.decision.is_none() => Some("本案没有要送达这个当事人的决定书"),
            Slot::Recheck => {
                let persons: Vec<bool> = self.case.parties.iter().map(|party| party.is_person()).collect();
                (!sites(&persons).contains(&row.key.party)).then_some("复查是对单位的，填在单位的那一行")
            }
            Slot::Payment if self.case.fine_of(row.key.party).is_none() => Some("表单里没有对这个当事人的罚款"),
            Slot::Notice | Slot::Decision | Slot::Payment => None,
        };
        if let Some(why) = missing {
            let cell = if said.day.is_some() { 0 } else { 1 };
            return Some((cell, refuse("A10", why).remedy("清空这几格，或者先补表单、重新生成台账")));
        }
        let earliest = self.earliest(slot, row.key.party);
        if let (None, Slot::Notice | Slot::Decision | Slot::Payment) = (earliest, slot) {
            let what = if slot == Slot::Notice { "告知" } else { "决定" };
            let finding = refuse("A10", &format!("表单里还没有对这个当事人的{what}（没有{what}日期），不会有送达和缴款"));
            let finding = finding.expected(format!("表单的“{what}”里写了日期"));
            let cell = if said.day.is_some() { 0 } else { 1 };
            return Some((cell, finding.remedy(format!("填错了案件的，清空这几格；{what}已经作出的，先补进表单，再写回"))));
        }
        if let Some((day, (first, what))) = said.day.zip(earliest).filter(|(day, (first, _))| day < first) {
            let message = format!("日期{}早于{what}的{}", date::print(day), date::print(first));
            let finding = refuse("A16", &message).found(day.to_string()).expected(format!("不早于{first}"));
            return Some((0, finding.remedy("核对日期；表单里的日期写错的，改表单")));
        }
        match slot {
            Slot::Payment if said.amount.is_none() => Some((2, incomplete("缴款金额"))),
            Slot::Notice | Slot::Decision | Slot::Recheck | Slot::Payment if said.day.is_none() => Some((0, incomplete("日期"))),
            Slot::Notice | Slot::Decision | Slot::Recheck | Slot::Payment => None,
        }
    }

    /// The day of the step that a record follows, with its name: it cannot have happened sooner.
    fn earliest(&self, slot: Slot, party: usize) -> Option<(NaiveDate, &'static str)> {
        let case = self.case;
        let decision = || {
            let own = case.decisions.iter().filter(|own| step::concerns(&own.parties, Some(party))).find_map(|own| own.day());
            let spared = || case.no_penalty.iter().filter(|own| step::concerns(&own.parties, Some(party))).find_map(|own| own.day());
            Some((own.or_else(spared)?, "决定"))
        };
        match slot {
            Slot::Notice => {
                let own = case.notices.iter().filter(|own| step::concerns(&own.parties, Some(party)));
                Some((own.filter_map(|own| own.day()).next()?, "告知"))
            }
            Slot::Decision | Slot::Payment => decision(),
            Slot::Recheck => {
                let ordered = case.correction.as_ref().and_then(|own| Some((own.day()?, "责令改正")));
                ordered.or_else(|| case.inspection.as_ref().and_then(|own| Some((own.day()?, "检查"))))
            }
        }
    }

    /// Writes the new sidecar, loads it and looks whether it says what is wanted.
    fn finish(mut self, texts: &Texts) -> Outcome {
        let place = self.rows.entries.iter().find(|entry| entry.is_edited()).map(|entry| entry.places[0][0].clone());
        let refuse = |finding: Diagnostic| {
            let finding = match &place {
                Some(place) => place.finding(finding),
                None => finding,
            };
            Outcome { changes: Vec::new(), findings: vec![finding], sidecar: Sidecar::Keep }
        };
        let mut added: Vec<((&str, &str), Vec<String>)> = Vec::new();
        for deed in self.deeds {
            match deed {
                Deed::Replace { line, item } => self.lines.replace(line, item.as_deref()),
                Deed::Append { slot, item } => match added.iter_mut().find(|(keys, _)| *keys == slot.keys()) {
                    Some((_, items)) => items.push(item),
                    None => added.push((slot.keys(), vec![item])),
                },
            }
        }
        for (keys, items) in added {
            if let Err(unfit) = self.lines.append(keys, &items) {
                let message = format!("案件“{}”：{} 里的“{}”不是一行一项的列表，加不进去", self.rows.case, texts.sidecar_name, unfit.key);
                let remedy = "把它改成列表，每项一行，以“  - ”开头";
                let at = Place { file: texts.sidecar_name.into(), pos: Pos { line: unfit.line, column: 1 } };
                return refuse(Diagnostic::refuse("A14", message).remedy(remedy).related(at, "写在这里"));
            }
        }
        let text = self.lines.text();
        let (after, findings) = load(texts, text.as_deref());
        let Some(after) = after else {
            let why = findings.iter().find(|finding| finding.rank == Rank::Refuse).map_or("", |finding| &finding.message);
            let message = format!("写回以后案件“{}”会读不懂，没有写回", self.rows.case);
            return refuse(Diagnostic::refuse("A15", message).found(why).remedy("按提示改正表单或者“.events.yaml”，再写回"));
        };
        let mut held: Vec<_> = held(&after).into_iter().map(|held| (held.slot, held.party, held.record)).collect();
        let order = |(slot, party, record): &(Slot, usize, Record)| (*slot, *party, shown(record));
        held.sort_by_key(order);
        self.wanted.sort_by_key(order);
        if held != self.wanted {
            let message = format!("写回以后案件“{}”读出来的内容与台账不一致，没有写回", self.rows.case);
            return refuse(Diagnostic::refuse("A15", message).remedy("把这些内容写进表单"));
        }
        let over: Vec<Diagnostic> = self
            .paid
            .iter()
            .filter_map(|(party, at)| overpaid(&after, &held, *party).map(|finding| at.of_case(&self.rows.case, finding)))
            .collect();
        if !over.is_empty() {
            return Outcome { changes: Vec::new(), findings: over, sidecar: Sidecar::Keep };
        }
        let sidecar = text.map_or(Sidecar::Remove, Sidecar::Write);
        Outcome { changes: self.changes, findings: self.findings, sidecar }
    }
}

fn overpaid(case: &Case, held: &[(Slot, usize, Record)], party: usize) -> Option<Diagnostic> {
    let own = held.iter().filter(|(slot, own, _)| *slot == Slot::Payment && *own == party);
    let sum: i64 = own.filter_map(|(_, _, record)| record.amount).sum();
    let fine = case.fine_of(party)?;
    (sum > fine).then(|| {
        let message = format!("缴款合计{}元，超过罚款{}元", yuan(sum), yuan(fine));
        let finding = Diagnostic::refuse("A12", message).field(Field::PaymentAmount.heading()).found(yuan(sum));
        let finding = finding.expected(format!("不超过{}元", yuan(fine)));
        finding.remedy("核对金额；多缴的、加处罚款的，写在表单的“缴款”里")
    })
}

/// A record as its cells show it: day, word, amount, voucher.
fn shown(record: &Record) -> [String; 4] {
    let day = record.day.map_or_else(String::new, |day| day.to_string());
    [day, record.word.clone(), record.amount.map_or_else(String::new, yuan), record.voucher.clone()]
}
