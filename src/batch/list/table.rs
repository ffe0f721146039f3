//! The table in a book: which sheet, which row is its head, what its columns are called, which rows are cases.

use super::columns;
use super::mapping::Mapping;
use crate::diag::{Diagnostic, Place, Pos};
use crate::import::sheet::{Book, Cell, Row, Sheet, column_name};
use std::sync::Arc;

/// A table with its head row found.
#[derive(Debug, Clone)]
pub struct Table {
    /// Where it stands.
    pub at: Arc<Where>,
    /// Its columns from the left.
    pub headings: Vec<Heading>,
    /// The row they stand in.
    pub head_row: u32,
    /// The rows below the head.
    pub rows: Vec<Row>,
    /// Days are counted from 1904.
    pub from_1904: bool,
}

/// File and sheet of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Where {
    /// File, as given.
    pub file: Arc<str>,
    /// Sheet; empty for CSV.
    pub sheet: Arc<str>,
}

impl Where {
    /// A cell for a diagnostic: `名单.xlsx 表“案件” 单元格C7`.
    pub fn cell(&self, row: u32, column: u16) -> Place {
        let file = format!("{} 单元格{}{row}", self.name(), column_name(column.into()));
        Place { file: file.into(), pos: Pos { line: row, column: u32::from(column) + 1 } }
    }
    /// A row for a diagnostic.
    pub fn row(&self, row: u32) -> Place {
        Place { file: self.name().into(), pos: Pos { line: row, column: 1 } }
    }
    /// `名单.xlsx 表“案件”`
    pub fn name(&self) -> String {
        if self.sheet.is_empty() { self.file.to_string() } else { format!("{} 表“{}”", self.file, self.sheet) }
    }
}

impl Table {
    /// The place of a column's head.
    pub fn head_place(&self, column: u16) -> Place {
        self.at.cell(self.head_row, column)
    }
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 0-based column.
    pub column: u16,
    /// As written, line breaks made spaces.
    pub text: String,
    /// What stands above it, over it and its neighbours.
    pub group: String,
}

/// Rows looked at for the head.
const HEAD_WITHIN: usize = 40;

/// Finds the table: in the sheet of that name, else in the only sheet with a head row that is known. A kept mapping knows
/// headings besides those that are part of the program.
pub fn find(book: &Book, sheet: Option<&str>, kept: Option<&Mapping>) -> Result<Table, Diagnostic> {
    if let Some(name) = sheet {
        let Some(found) = book.sheets.iter().find(|sheet| &*sheet.name == name) else {
            let names: Vec<&str> = book.sheets.iter().map(|sheet| &*sheet.name).collect();
            let finding = Diagnostic::refuse("S04", format!("“{}”里没有“{name}”这张表", book.file)).found(name);
            return Err(placed(finding.expected(names.join("、")), book));
        };
        return table(book, found, kept).ok_or_else(|| no_head(book, &format!("表“{name}”里")));
    }
    let shown = book.sheets.iter().filter(|sheet| !sheet.hidden);
    let scored: Vec<(usize, &Sheet)> = shown.map(|sheet| (score(sheet, kept).map_or(0, |(score, _)| score), sheet)).collect();
    let best = scored.iter().map(|(score, _)| *score).max().unwrap_or(0);
    // A page of guidance may hold a few words that are headings elsewhere.
    let likely = scored.into_iter().filter(|(score, _)| *score > 0 && *score * 2 > best);
    let mut tables: Vec<Table> = likely.filter_map(|(_, sheet)| table(book, sheet, kept)).collect();
    match tables.len() {
        0 => Err(no_head(book, &format!("“{}”里", book.file))),
        1 => Ok(tables.remove(0)),
        _ => {
            let names: Vec<&str> = tables.iter().map(|table| &*table.at.sheet).collect();
            let finding = Diagnostic::refuse("S04", format!("“{}”里有{}张表都像是名单，不知道用哪一张", book.file, tables.len()));
            Err(placed(finding.found(names.join("、")).remedy("指明用哪一张表，或者只留一张"), book))
        }
    }
}

fn placed(finding: Diagnostic, book: &Book) -> Diagnostic {
    finding.at(&book.file, Pos { line: 1, column: 1 })
}

fn no_head(book: &Book, within: &str) -> Diagnostic {
    let finding = Diagnostic::refuse("S04", format!("{within}没有找到列名所在的一行"));
    placed(
        finding.expected("一行列名，其中有“单位名称”（或者“企业名称”“被检查单位”“当事人”“姓名”等）").remedy("补上列名；可以用空表对照"),
        book,
    )
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Cell::Number(number) => number.text(),
        Cell::Empty | Cell::When(_) | Cell::Bool(_) | Cell::Error(_) => String::new(),
    }
}

/// Fields that make a row of words the head of a list of cases.
const NAMES: &[&str] = &["当事人.名称", "当事人.姓名", "当事人.统一社会信用代码", "当事人.经营者"];

/// What a heading fills by the kept mapping, or else as the program knows it; one that may mean several fills the first.
fn target<'m>(heading: &str, kept: Option<&'m Mapping>) -> Option<&'m str> {
    let known = || columns::find(heading).first().map(|column| column.target.text());
    kept.and_then(|kept| kept.target_of(heading)).or_else(known)
}

/// How many fields the head row of a sheet names, and which row it is; none when no row looks like a head.
fn score(sheet: &Sheet, kept: Option<&Mapping>) -> Option<(usize, usize)> {
    let known = |row: &Row| {
        let found = |(_, cell): &(u16, Cell)| match cell {
            Cell::Text(text) if text.chars().count() <= 40 => target(text, kept).map(str::to_string),
            Cell::Text(_) | Cell::Empty | Cell::Number(_) | Cell::When(_) | Cell::Bool(_) | Cell::Error(_) => None,
        };
        let mut targets: Vec<String> = row.cells.iter().filter_map(found).collect();
        targets.sort_unstable();
        targets.dedup();
        let named = targets.iter().any(|target| NAMES.contains(&target.as_str()));
        if named { targets.len() } else { 0 }
    };
    let scores: Vec<usize> = sheet.rows.iter().take(HEAD_WITHIN).map(known).collect();
    let best = *scores.iter().max().filter(|best| **best > 0)?;
    Some((best, scores.iter().position(|score| *score == best)?))
}

fn table(book: &Book, sheet: &Sheet, kept: Option<&Mapping>) -> Option<Table> {
    let (_, head) = score(sheet, kept)?;
    let row = &sheet.rows[head];
    let above = head.checked_sub(1).map(|at| &sheet.rows[at]).filter(|above| above.number + 1 == row.number && above.cells.len() > 1);
    // A head merged over two rows has its words in the upper one.
    let below = sheet.rows.get(head + 1).filter(|below| below.number == row.number + 1 && is_second_head(row, below, kept));
    let (upper, lower) = match below {
        Some(below) => (Some(row), below),
        None => (above, row),
    };
    let mut headings = Vec::new();
    let width = upper.into_iter().chain([lower]).filter_map(|row| row.cells.last()).map(|(at, _)| *at).max()?;
    let mut group = String::new();
    for column in 0..=width {
        let over = upper.map(|row| text(row.cell(column))).unwrap_or_default();
        if !over.is_empty() {
            group = over.clone();
        }
        let own = text(lower.cell(column));
        if !own.is_empty() {
            headings.push(Heading { column, text: own, group: if upper.is_some() { group.clone() } else { String::new() } });
        } else if target(&over, kept).is_some() || (below.is_some() && !over.is_empty()) {
            headings.push(Heading { column, text: over, group: String::new() });
        }
    }
    let first = lower.number;
    let mut rows: Vec<Row> = sheet.rows.iter().filter(|row| row.number > first).cloned().collect();
    if rows.first().is_some_and(|row| row.number == first + 1 && counts_columns(row)) {
        rows.remove(0);
    }
    let at = Where { file: book.file.clone(), sheet: sheet.name.clone() };
    Some(Table { at: Arc::new(at), headings, head_row: first, rows, from_1904: book.from_1904 })
}

/// Whether the row below a head goes on with it: short words, under a name of the party only what is a heading itself (a
/// case has its name there), and something that belongs to what stands above: a column under a merged group, a word that
/// means something only together with its group, or known headings alone beside heads merged downwards. The words of a
/// group need not be known: what they fill is asked for then.
fn is_second_head(upper: &Row, lower: &Row, kept: Option<&Mapping>) -> bool {
    let (mut known, mut told, mut group) = (0, false, String::new());
    for column in 0..=lower.cells.last().map_or(0, |(column, _)| *column) {
        let over = text(upper.cell(column));
        let merged = over.is_empty();
        if !merged {
            group = over;
        }
        let own = match lower.cell(column) {
            Cell::Empty => continue,
            Cell::Text(own) if own.chars().count() <= 20 => own,
            Cell::Text(_) | Cell::Number(_) | Cell::When(_) | Cell::Bool(_) | Cell::Error(_) => return false,
        };
        let is_known = target(own, kept).is_some();
        if !merged && !is_known && target(&group, kept).is_some_and(|target| NAMES.contains(&target)) {
            return false;
        }
        known += usize::from(is_known);
        let joined = || target(&group, kept).is_none() && !columns::find(&format!("{group}{own}")).is_empty();
        told |= !group.is_empty() && (merged || joined());
    }
    let merged_down = upper.cells.iter().any(|(column, cell)| !matches!(cell, Cell::Empty) && matches!(lower.cell(*column), Cell::Empty));
    merged_down && (told || (known >= 2 && known == lower.cells.len()))
}

/// A row of column numbers below the head: 1 2 3 4.
fn counts_columns(row: &Row) -> bool {
    let numbers: Vec<String> = row.cells.iter().map(|(_, cell)| text(cell).trim_matches(['（', '）', '(', ')']).to_string()).collect();
    numbers.len() >= 3 && numbers.iter().enumerate().all(|(index, text)| *text == (index + 1).to_string())
}
