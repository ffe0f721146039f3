//! 台账 `ledger.xlsx`: what became of each case of an action, to be watched and filled in. Four sheets: the ledger, the
//! open limits by day, sums, and how to use it.
//!
//! A row is a case and a party, since notice, decision, service and payment are each party's own; a second payment or
//! re-check of a party is a row of its own below. Amounts and counts stand once, so that a column can be added up.
//!
//! The cases are read from the journal several times and never kept: memory grows by some 12 bytes for each open limit.

mod columns;
mod guide;
mod limits;
mod row;
mod totals;

use super::digest::Digest;
use crate::export::xlsx::{Error, Sheet, Workbook};
use chrono::NaiveDate;
use std::io::Write;
use std::path::Path;

pub use columns::{Field, SHEET};
pub use limits::{is_open, nearest};

/// The action a ledger is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Action<'a> {
    /// Its name, on each page.
    pub name: &'a str,
    /// The day in the properties of the file: the last day of the cases, never the clock's.
    pub day: NaiveDate,
    /// Cases of the action that were refused or not done yet: they are in no row.
    pub unmade: usize,
}

/// Writes the ledger into `sink`. `journal` gives the cases from the first, each time it is asked, in the same order.
/// Rows go through temporary files in `scratch`.
pub fn write<I: Iterator<Item = Digest>>(
    action: &Action,
    journal: impl FnMut() -> I,
    scratch: &Path,
    sink: impl Write + Send,
) -> Result<(), Error> {
    let mut book = Workbook::streaming(&title(action), action.day, scratch)?;
    fill(&mut book, action.unmade, journal)?;
    book.write(sink)
}

/// The ledger as bytes, its rows held in memory: for an action of a few hundred cases.
pub fn bytes<I: Iterator<Item = Digest>>(action: &Action, journal: impl FnMut() -> I) -> Result<Vec<u8>, Error> {
    let mut book = Workbook::new(&title(action), action.day)?;
    fill(&mut book, action.unmade, journal)?;
    book.bytes()
}

fn title(action: &Action) -> String {
    if action.name.is_empty() { "案件台账".to_string() } else { format!("{}案件台账", action.name) }
}

fn fill<I: Iterator<Item = Digest>>(book: &mut Workbook, unmade: usize, mut journal: impl FnMut() -> I) -> Result<(), Error> {
    let mut totals = totals::Totals::default();
    let mut keys = limits::Keys::default();
    let rows = journal().enumerate().flat_map(|(index, digest)| {
        totals.add(&digest);
        keys.add(index, &digest);
        row::rows(index, &digest)
    });
    book.sheet(&Sheet { frozen: columns::FROZEN, breaks: columns::breaks(), ..Sheet::new(SHEET, columns::columns()) }, rows)?;
    keys.sort();
    let sheet = Sheet { frozen: 2, ..Sheet::new("期限", limits::columns()) };
    book.sheet(&sheet, limits::rows(&keys, &mut journal))?;
    book.sheet(&Sheet { frozen: 2, ..Sheet::new("汇总", totals::columns()) }, totals.rows(unmade))?;
    book.sheet(&Sheet { filter: false, ..Sheet::new("说明", guide::columns()) }, guide::rows())?;
    Ok(())
}
