//! From rows of cells to entries by case.

use super::{At, CaseEntries, Entry, Line, Rows, Typed};
use crate::batch::key::Key;
use crate::batch::ledger::Field;
use crate::batch::track::{Record, SLOTS, Slot};
use crate::case::events::{ServiceMethod, Verdict};
use crate::case::values::parse_amount;
use crate::diag::Diagnostic;
use crate::text::date;
use crate::yaml::words;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The fields of a record, in the order of `track::SLOTS`: day, word, amount, voucher.
pub(super) const CELLS: [[Option<Field>; 4]; 4] = [
    [Some(Field::RecheckDay), Some(Field::RecheckResult), None, None],
    [Some(Field::NoticeServed), Some(Field::NoticeMethod), None, None],
    [Some(Field::DecisionServed), Some(Field::DecisionMethod), None, None],
    [Some(Field::PaymentDay), None, Some(Field::PaymentAmount), Some(Field::PaymentVoucher)],
];

/// The rows of the sheet 台账, head included, as entries by case: only cases with a row that was edited. `file` is the
/// name of the workbook in messages. A case with a finding is left out.
pub fn read(file: &str, lines: &[Line]) -> Rows {
    let place: Arc<str> = format!("{file} 表“{}”", crate::batch::ledger::SHEET).into();
    let Some(head) = lines.iter().position(|line| heads(line).contains_key(Field::Key.heading())) else {
        let finding = Diagnostic::refuse("A01", format!("“{file}”不是程序写的台账：没有隐藏的“{}”栏", Field::Key.heading()));
        let finding = finding.remedy("用 batch 写出的 ledger.xlsx；删去了隐藏的栏的，重新生成再填");
        return Rows { findings: vec![finding], ..Rows::default() };
    };
    let columns = heads(&lines[head]);
    let reader = Reader { place, columns };
    let mut findings = Vec::new();
    let mut cases: BTreeMap<(String, u32), CaseEntries> = BTreeMap::new();
    let mut refused = std::collections::BTreeSet::new();
    for line in &lines[head + 1..] {
        let mut own = Vec::new();
        let entry = reader.entry(line, &mut own);
        let of_case = entry.as_ref().map(|entry| (entry.key.form.clone(), entry.key.list.as_ref().map_or(0, |list| list.row)));
        if let (Some(id), false) = (&of_case, own.is_empty()) {
            refused.insert(id.clone());
        }
        findings.append(&mut own);
        if let (Some(id), Some(entry)) = (of_case, entry) {
            let Key { form, list, case, .. } = entry.key.clone();
            let held = cases.entry(id).or_insert_with(|| CaseEntries { form, list, case, entries: Vec::new() });
            held.entries.push(entry);
        }
    }
    cases.retain(|id, case| !refused.contains(id) && case.entries.iter().any(Entry::is_edited));
    Rows { cases: cases.into_values().collect(), unread: refused.len(), findings }
}

/// Heads and their columns.
fn heads(line: &Line) -> BTreeMap<String, u16> {
    let text = |typed: &Typed| match typed {
        Typed::Text(text) => Some(text.trim().to_string()),
        Typed::Nothing | Typed::Day(_) | Typed::Cut(_) | Typed::Wrong(_) => None,
    };
    line.cells.iter().filter_map(|(column, typed)| Some((text(typed)?, *column))).collect()
}

struct Reader {
    place: Arc<str>,
    columns: BTreeMap<String, u16>,
}

impl Reader {
    /// The entry of a row. `None` for a row that says nothing to us; a row that says something and has no key is refused.
    fn entry(&self, line: &Line, findings: &mut Vec<Diagnostic>) -> Option<Entry> {
        let (typed, at) = self.cell(line, Field::Key);
        let Typed::Text(text) = typed else {
            let said = CELLS.iter().flatten().flatten().any(|field| *self.cell(line, *field).0 != Typed::Nothing);
            if said {
                let finding = Diagnostic::refuse("A02", format!("第{}行没有隐藏的“键”，认不出是哪个案件", line.row));
                findings.push(at.finding(finding.remedy("加行要复制这个当事人的整行；不是台账内容的，删去这一行")));
            }
            return None;
        };
        let unread = || {
            let finding = Diagnostic::refuse("A02", format!("第{}行隐藏的“键”被改过，认不出是哪个案件", line.row));
            at.finding(finding.found(text.as_str()).remedy("从原来的台账复制这一行，或者重新生成台账再填"))
        };
        let key = Key::parse(text);
        let shown = key.as_ref().and_then(Key::records);
        let (Some(key), Some(shown)) = (key, shown) else {
            findings.push(unread());
            return None;
        };
        let mut said = shown.clone();
        for ((slot, fields), said) in SLOTS.into_iter().zip(&CELLS).zip(&mut said) {
            let own = self.record(line, slot, fields, said);
            findings.extend(own.into_iter().map(|(at, finding)| at.of_case(&key.case, finding)));
        }
        let places = CELLS.map(|fields| fields.map(|field| self.cell(line, field.unwrap_or(Field::Key)).1));
        Some(Entry { key, shown, said, places })
    }

    /// Reads the cells of a record over what the row showed; a column that is not there any more says nothing. Given back:
    /// the cells that cannot be read, and why.
    fn record(&self, line: &Line, slot: Slot, fields: &[Option<Field>; 4], record: &mut Record) -> Vec<(At, Diagnostic)> {
        let (before, mut findings) = (record.clone(), Vec::new());
        for (cell, field) in fields.iter().enumerate() {
            let Some(field) = field.filter(|field| self.columns.contains_key(field.heading())) else { continue };
            let (typed, at) = self.cell(line, field);
            let read = match (cell, slot) {
                (0, _) => day(typed, field).map(|day| record.day = day),
                (1, Slot::Recheck) => word::<Verdict>(typed, field, &before.word, Verdict::word).map(|word| record.word = word),
                (1, Slot::Notice | Slot::Decision | Slot::Payment) => {
                    word::<ServiceMethod>(typed, field, &before.word, ServiceMethod::word).map(|word| record.word = word)
                }
                (2, _) => amount(typed, field).map(|amount| record.amount = amount),
                (_, _) => text(typed, field).map(|text| record.voucher = text),
            };
            if let Err(finding) = read {
                findings.push((at, finding.field(field.heading())));
            }
        }
        findings
    }

    fn cell<'l>(&self, line: &'l Line, field: Field) -> (&'l Typed, At) {
        let column = self.columns.get(field.heading()).copied();
        let at = At { file: self.place.clone(), row: line.row, column: column.unwrap_or_default() };
        let typed = line.cells.iter().find(|(own, _)| Some(*own) == column).map_or(&Typed::Nothing, |(_, typed)| typed);
        let blank = matches!(typed, Typed::Text(text) if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{3000}').is_empty());
        (if blank { &Typed::Nothing } else { typed }, at)
    }
}

fn wrong(shown: &str, field: Field) -> Diagnostic {
    Diagnostic::refuse("A04", format!("“{}”里是“{shown}”，不是填写的内容", field.heading()))
        .found(shown)
        .remedy("改写成内容，或者清空这一格")
}

fn cut(shown: &str, field: Field) -> Diagnostic {
    let message = format!("“{}”里的长号码被表格当成了数（{shown}），第15位以后的数字已经丢失", field.heading());
    let finding = Diagnostic::refuse("A04", message).found(shown).expected("文字格式的完整号码");
    finding.remedy("把这一格设成文字格式，重新写全部号码（只改格式，丢掉的位数不会回来）")
}

fn day(typed: &Typed, field: Field) -> Result<Option<NaiveDate>, Diagnostic> {
    match typed {
        Typed::Nothing => Ok(None),
        Typed::Day(day) => Ok(Some(*day)),
        Typed::Cut(shown) => Err(cut(shown, field)),
        Typed::Wrong(shown) => Err(wrong(shown, field)),
        Typed::Text(text) => {
            let text = text.trim();
            date::read(text).map(Some).map_err(|why| {
                let finding = Diagnostic::refuse("A05", format!("{}{why}", field.heading())).found(text);
                finding.expected("日期，如 2026-03-05").remedy("写成年-月-日；几笔的，一笔一行")
            })
        }
    }
}

fn amount(typed: &Typed, field: Field) -> Result<Option<i64>, Diagnostic> {
    let finding = |found: &str, why: String| {
        Diagnostic::refuse("A06", format!("{}{why}", field.heading())).found(found).expected("以元为单位的金额，如 20000、20000.50、2万")
    };
    match typed {
        Typed::Nothing => Ok(None),
        Typed::Cut(shown) => Err(cut(shown, field)),
        Typed::Wrong(shown) => Err(wrong(shown, field)),
        Typed::Day(day) => Err(finding(&day.to_string(), "里是日期".into()).remedy("把这一格的格式改为数值，再写金额")),
        Typed::Text(text) => match parse_amount(text.trim()) {
            Ok(0) => Err(finding(text, "是零".into()).remedy("没有缴款的，清空缴款三栏")),
            Ok(fen) => Ok(Some(fen)),
            Err(why) => Err(finding(text, why).remedy("写准确的金额，分以下不写")),
        },
    }
}

fn text(typed: &Typed, field: Field) -> Result<String, Diagnostic> {
    match typed {
        Typed::Nothing => Ok(String::new()),
        Typed::Text(text) => Ok(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Typed::Day(day) => Ok(day.to_string()),
        Typed::Cut(shown) => Err(cut(shown, field)),
        Typed::Wrong(shown) => Err(wrong(shown, field)),
    }
}

/// A word of a closed list by any of its names; what the row showed is taken back as it was.
fn word<T: words::Word>(typed: &Typed, field: Field, shown: &str, name: impl Fn(T) -> &'static str) -> Result<String, Diagnostic> {
    match typed {
        Typed::Nothing => Ok(String::new()),
        Typed::Text(text) if text.trim() == shown => Ok(shown.to_string()),
        Typed::Text(text) => match words::choose::<T>(text.trim()) {
            Ok(value) => Ok(name(value).to_string()),
            Err(_) => {
                let finding = Diagnostic::refuse("A07", format!("{}没有“{}”这一种", field.heading(), text.trim())).found(text.trim());
                Err(finding.expected(words::all::<T>()).remedy("从下拉列表里选"))
            }
        },
        Typed::Day(day) => Err(wrong(&day.to_string(), field)),
        Typed::Cut(shown) => Err(cut(shown, field)),
        Typed::Wrong(shown) => Err(wrong(shown, field)),
    }
}
