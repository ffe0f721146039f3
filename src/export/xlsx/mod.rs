//! Workbooks of tables: what a sheet looks like is described in types of our own, its rows are given one by one, and a
//! finished XLSX comes out. Nothing here knows what a case is. Every text is a text cell, whatever it begins with: no
//! formula and no link ever comes from data. The same rows always give the same bytes.

mod look;
mod text;
mod write;

use chrono::NaiveDate;
use std::fmt;

pub use text::{CUT_MARK, clean};
pub use write::{Workbook, is_guarded};

/// Why a workbook cannot be written.
#[derive(Debug)]
pub enum Error {
    /// A file cannot be written: the sink, or the file that rows go through.
    Disk(String),
    /// More rows than a sheet holds.
    Rows {
        /// The sheet.
        sheet: String,
    },
    /// A sheet described wrongly (a name spreadsheets do not take, a list that is too long): a fault of the program.
    Description(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Disk(why) => write!(f, "电子表格写不出：{why}"),
            Error::Rows { sheet } => write!(f, "工作表“{sheet}”的行数超过电子表格的上限（{MAX_ROWS}行）"),
            Error::Description(why) => write!(f, "电子表格写不出：{why}"),
        }
    }
}

impl std::error::Error for Error {}

/// Rows of a sheet, heads included.
pub const MAX_ROWS: u32 = 1_048_576;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Text, and nothing but text.
    Text(String),
    /// An amount in 分, shown in 元 with two decimals.
    Amount(i64),
    /// A whole number.
    Whole(i64),
    /// A day.
    Date(NaiveDate),
}

/// What a cell should tell the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Tone {
    /// Nothing particular.
    #[default]
    Plain,
    /// Done, in order.
    Good,
    /// To be looked at.
    Caution,
    /// Wrong, or overdue.
    Alarm,
    /// Of no weight.
    Faint,
    /// A heading or a sum among rows.
    Strong,
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Its content.
    pub value: Value,
    /// Its look.
    pub tone: Tone,
}

impl Cell {
    /// A cell with nothing in it.
    pub fn empty() -> Self {
        Cell::default()
    }
    /// A text; an empty one is an empty cell.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Cell::of(if text.is_empty() { Value::Empty } else { Value::Text(text) })
    }
    /// An amount in 分.
    pub fn amount(fen: i64) -> Self {
        Cell::of(Value::Amount(fen))
    }
    /// A whole number.
    pub fn whole(number: impl TryInto<i64>) -> Self {
        Cell::of(Value::Whole(number.try_into().unwrap_or(i64::MAX)))
    }
    /// A day, or nothing.
    pub fn date(day: impl Into<Option<NaiveDate>>) -> Self {
        Cell::of(day.into().map_or(Value::Empty, Value::Date))
    }
    /// The same cell in another tone.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
    fn of(value: Value) -> Self {
        Cell { value, tone: Tone::Plain }
    }
}

/// What a column holds: how its cells are set and what is typed into its empty ones becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Text; what is typed stays as typed, long digits too.
    Text,
    /// 元 with two decimals.
    Amount,
    /// A whole number.
    Whole,
    /// A day.
    Date,
}

/// What a cell may be chosen from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choices {
    /// A few short words.
    Inline(Vec<String>),
    /// Cells of one column of another sheet; rows count from 0, heads included.
    Range {
        /// Name of the sheet.
        sheet: String,
        /// 0-based column.
        column: u16,
        /// First row.
        first: u32,
        /// Last row.
        last: u32,
    },
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its head.
    pub heading: String,
    /// What stands above it and the neighbours of the same group, in a row of its own.
    pub group: String,
    /// Width in characters of the standard digit; a Chinese character takes two.
    pub width: f64,
    /// What it holds.
    pub kind: Kind,
    /// It is meant to be filled in: coloured, unlocked.
    pub editable: bool,
    /// It is not shown.
    pub hidden: bool,
    /// Long text goes on below itself.
    pub wrap: bool,
    /// Days that have passed are shown in red, those of the next three days in amber, by the clock of the program that
    /// shows the sheet.
    pub due: bool,
    /// A note on its head.
    pub note: String,
    /// What its cells are chosen from.
    pub choices: Option<Choices>,
    /// Another word than the choices may be typed.
    pub open: bool,
}

impl Column {
    /// A column of texts; see [`Column::kind`] for others.
    pub fn new(heading: impl Into<String>, width: f64) -> Self {
        Column {
            heading: heading.into(),
            group: String::new(),
            width,
            kind: Kind::Text,
            editable: false,
            hidden: false,
            wrap: false,
            due: false,
            note: String::new(),
            choices: None,
            open: false,
        }
    }
    /// What it holds.
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }
    /// The band above its head.
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.group = group.into();
        self
    }
    /// To be filled in.
    pub fn editable(mut self) -> Self {
        self.editable = true;
        self
    }
    /// Not shown.
    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }
    /// Long text goes on below itself.
    pub fn wrap(mut self) -> Self {
        self.wrap = true;
        self
    }
    /// A last day: red when it has passed.
    pub fn due(mut self) -> Self {
        self.due = true;
        self
    }
    /// A note on its head.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
    /// Its cells are chosen from a list, and nothing else may be typed.
    pub fn choices(mut self, choices: Choices) -> Self {
        self.choices = Some(choices);
        self
    }
    /// Its cells are chosen from a list, or typed.
    pub fn suggestions(mut self, choices: Choices) -> Self {
        self.open = true;
        self.choices(choices)
    }
}

/// A sheet without its rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Name, at most 31 characters.
    pub name: String,
    /// Columns from the left.
    pub columns: Vec<Column>,
    /// So many columns from the left stay in sight and repeat on each page.
    pub frozen: u16,
    /// Heads have filters.
    pub filter: bool,
    /// Empty rows below the last that still have the lists.
    pub room: u32,
    /// Pages side by side when printed; 0 leaves it to the widths.
    pub pages_wide: u16,
    /// Columns that begin a page when printed; the scale then follows from the widest page, and `pages_wide` says nothing.
    pub breaks: Vec<u16>,
    /// The whole sheet is not shown.
    pub hidden: bool,
}

impl Sheet {
    /// A sheet with filters, one page wide.
    pub fn new(name: impl Into<String>, columns: Vec<Column>) -> Self {
        Sheet { name: name.into(), columns, frozen: 0, filter: true, room: 0, pages_wide: 1, breaks: Vec::new(), hidden: false }
    }
    /// Rows above the first of the data: one, or two when columns have groups.
    pub fn head_rows(&self) -> u32 {
        if self.columns.iter().any(|column| !column.group.is_empty()) { 2 } else { 1 }
    }
}
