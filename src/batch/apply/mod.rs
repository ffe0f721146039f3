//! `batch apply`: the filled-in ledger comes back. What was changed by hand in its coloured cells becomes events in the
//! sidecar of each case; the officer's form is read and never written. Three steps, all pure: [`read`] the rows into
//! entries by case, [`settle`] each case against its form and sidecar, write the texts that [`Outcome`] holds.
//!
//! What a row showed when the ledger was written stands in its hidden key, so that a cell nobody touched says nothing,
//! even when the case has moved on since. A line that a former apply wrote ends in a mark with a check value; such lines
//! may be replaced, everything else a person wrote stays as it is.

mod cells;
mod line;
mod settle;
mod sidecar;

use super::digest::ListRow;
use super::key::Key;
use super::track::Record;
use crate::case::Action;
use crate::diag::{Diagnostic, Pos};
use crate::import::sheet;
use chrono::NaiveDate;
use std::sync::Arc;

pub use cells::read;
pub use settle::settle;

/// A cell of the returned workbook, as a reader of spreadsheets gives it.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Typed {
    /// Nothing.
    #[default]
    Nothing,
    /// Text, or a number in plain digits.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// A number with more digits than a spreadsheet keeps, as far as it is still known.
    Cut(String),
    /// What is no value: an error of a formula, a yes or no; as shown.
    Wrong(String),
}

/// A row of the returned sheet 台账.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// 1-based number, as the spreadsheet program shows it.
    pub row: u32,
    /// Its cells that are not empty, by 0-based column.
    pub cells: Vec<(u16, Typed)>,
}

impl From<&sheet::Row> for Line {
    fn from(row: &sheet::Row) -> Self {
        let typed = |cell: &sheet::Cell| match cell {
            sheet::Cell::Empty => Typed::Nothing,
            sheet::Cell::Text(text) => Typed::Text(text.to_string()),
            sheet::Cell::Number(number) if !number.keeps_digits() => Typed::Cut(format!("{:E}", number.0)),
            sheet::Cell::Number(number) => Typed::Text(number.text()),
            sheet::Cell::When(sheet::When { day: Some(day), .. }) => Typed::Day(*day),
            sheet::Cell::When(sheet::When { day: None, .. }) => Typed::Wrong("只有时刻，没有日期".into()),
            sheet::Cell::Bool(yes) => Typed::Wrong(if *yes { "TRUE" } else { "FALSE" }.into()),
            sheet::Cell::Error(shown) => Typed::Wrong((*shown).into()),
        };
        Line { row: row.number, cells: row.cells.iter().map(|(column, cell)| (*column, typed(cell))).collect() }
    }
}

/// Where a cell stands.
#[derive(Debug, Clone, PartialEq)]
pub struct At {
    /// File and sheet, for messages.
    pub file: Arc<str>,
    /// 1-based row.
    pub row: u32,
    /// 0-based column.
    pub column: u16,
}

impl At {
    /// Its name in a spreadsheet: `T12`.
    pub fn name(&self) -> String {
        format!("{}{}", sheet::column_name(self.column.into()), self.row)
    }
    fn finding(&self, finding: Diagnostic) -> Diagnostic {
        let file = format!("{} 单元格{}", self.file, self.name());
        finding.at(&file.into(), Pos { line: self.row, column: u32::from(self.column) + 1 })
    }
    /// A finding on what was filled in for a case.
    fn of_case(&self, case: &str, finding: Diagnostic) -> Diagnostic {
        let mut finding = self.finding(finding);
        finding.message = format!("案件“{case}”：{}", finding.message);
        finding
    }
}

/// A row that says which case and party it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Which.
    pub key: Key,
    /// What it showed when it was written, in the order of `track::SLOTS`.
    pub shown: [Record; 4],
    /// What it says now.
    pub said: [Record; 4],
    /// Where: for each record day, word, amount, voucher.
    places: [[At; 4]; 4],
}

impl Entry {
    /// Whether anything in it was changed by hand.
    pub fn is_edited(&self) -> bool {
        self.shown != self.said
    }
}

/// What the sheet 台账 says when it comes back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rows {
    /// The cases with a row that was edited, all of whose rows can be read.
    pub cases: Vec<CaseEntries>,
    /// How many more cases there are whose rows cannot all be read.
    pub unread: usize,
    /// Refusals of single cells or rows.
    pub findings: Vec<Diagnostic>,
}

/// The rows of one case that came back, at least one of them edited.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseEntries {
    /// The form, as a path from the folder of the action.
    pub form: String,
    /// The row of a list the form was made from.
    pub list: Option<ListRow>,
    /// Case id.
    pub case: String,
    /// Its rows from the top.
    pub entries: Vec<Entry>,
}

impl CaseEntries {
    /// The finding for a case whose form is not there any more.
    pub fn unknown(&self) -> Diagnostic {
        let finding = Diagnostic::refuse("A03", format!("台账里的案件“{}”找不到表单 {}", self.case, self.form));
        let finding = finding.found(&self.form).remedy("表单改了名或者移了位置的，恢复原处，或者重新生成台账再填");
        match self.entries.first() {
            Some(entry) => entry.places[0][0].finding(finding),
            None => finding,
        }
    }
}

/// The texts of a case as they are now.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// The form.
    pub form: &'a str,
    /// Its name in messages.
    pub form_name: &'a str,
    /// The sidecar, when there is one.
    pub sidecar: Option<&'a str>,
    /// Its name in messages.
    pub sidecar_name: &'a str,
    /// What the cases of its action have in common.
    pub action: Option<&'a Action>,
}

/// A cell that came back with something else than it showed, and what becomes of it in the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Case id.
    pub case: String,
    /// Name of the party.
    pub party: String,
    /// The cell: `T12`.
    pub cell: String,
    /// Head of its column.
    pub heading: &'static str,
    /// What the case said, empty for nothing.
    pub before: String,
    /// What it says now.
    pub after: String,
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let or_empty = |text: &str| if text.is_empty() { "（空）".to_string() } else { text.to_string() };
        let Change { case, party, cell, heading, before, after } = self;
        write!(f, "{case}　{party}　{heading}（{cell}）：{} → {}", or_empty(before), or_empty(after))
    }
}

/// What is to be done with the sidecar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sidecar {
    /// It stays as it is.
    Keep,
    /// This becomes its text.
    Write(String),
    /// Nothing is left in it that means anything: it is removed.
    Remove,
}

/// What comes of the rows of a case. With a refusal among the findings nothing is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The differences, cell by cell.
    pub changes: Vec<Change>,
    /// What is wrong.
    pub findings: Vec<Diagnostic>,
    /// The sidecar.
    pub sidecar: Sidecar,
}
