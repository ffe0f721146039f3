//! A list, one row a case, made into one text of a form a row. `table` finds the head row, `mapping` says which column
//! fills which field, `read` takes back what a spreadsheet did to the values, `row` puts a form together, `tree` writes it.
//! Bytes in, texts out: no file is touched here, and what a form must be is known to `case` alone.
//!
//! ```text
//! let book = import::sheet::read(&bytes, "名单.xlsx")?;
//! let table = list::find(&book, None)?;
//! let mapping = Mapping::propose(&table);            // or Mapping::read(…), shown with mapping.describe(&table)
//! let (used, findings) = mapping.settle(&table);     // a refusal stops here, before any case
//! // a long list: survey(…), then form(…) for each of its rows
//! let rows = List::new(table, used, Settings::default()).rows(&|name| photos.find(name));
//! for form in rows.forms {
//!     let (case, findings) = case::load(&form.text, &form.file());
//!     findings.into_iter().map(|finding| form.at_cell(finding));
//! }
//! ```

mod columns;
mod fields;
mod form;
mod mapping;
mod moments;
mod photos;
mod read;
mod row;
mod rows;
mod split;
mod table;
pub mod template;
mod tree;

pub use fields::{Field, Kind};
pub use form::RowForm;
pub use mapping::{Line, Mapping, OPEN, UNUSED, Used};
pub use photos::PhotoIndex;
pub use rows::{List, RowKey, Rows, Settings, Survey};
pub use table::{Heading, Table, Where, find};

/// A word that must not stand in a value without quotes: the blank of an empty form.
const OPEN_MARK: &str = crate::case::BLANK;
