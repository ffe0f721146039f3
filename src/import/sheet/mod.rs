//! Reads a list made with a spreadsheet program (XLSX, CSV) as a book of sheets of rows of cells. A cell keeps what
//! matters for getting back what was typed: whether a number still has all its digits, whether it is shown as a day, which
//! value is an error. What the columns mean is not known here.
//!
//! The kind of file is told by its content, never by its name alone. Everything is bounded: the file, what it unpacks to,
//! sheets, rows, columns and the length of a cell.

mod cell;
mod csv;
mod recognise;
mod xlsx;

use crate::diag::{Diagnostic, Pos};
use std::collections::HashSet;
use std::sync::Arc;

pub use self::xlsx::READER;
pub use cell::{Cell, Number, When, column_name, serial};

/// A list larger than this is refused.
pub const MAX_FILE_BYTES: u64 = 32 * 1024 * 1024;
/// Rows of a sheet with something in them.
pub const MAX_ROWS: usize = 100_000;
/// Columns of a sheet.
pub const MAX_COLUMNS: usize = 256;
/// Sheets of a book.
pub const MAX_SHEETS: usize = 64;
/// Characters of a cell; spreadsheet programs stop at the same length.
pub const MAX_CELL_CHARS: usize = 32_767;

/// A list as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// Name of the file in messages.
    pub file: Arc<str>,
    /// Its sheets; a CSV file has one without a name.
    pub sheets: Vec<Sheet>,
    /// Days are counted from 1904 (old workbooks of the Macintosh).
    pub from_1904: bool,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name; empty for CSV.
    pub name: Arc<str>,
    /// Not shown by the spreadsheet program.
    pub hidden: bool,
    /// The rows with something in them, from the top.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// 1-based number, as the spreadsheet program shows it.
    pub number: u32,
    /// The cells that are not empty, by 0-based column.
    pub cells: Vec<(u16, Cell)>,
}

impl Row {
    /// The cell in a 0-based column.
    pub fn cell(&self, column: u16) -> &Cell {
        self.cells.binary_search_by_key(&column, |(at, _)| *at).map_or(&Cell::Empty, |index| &self.cells[index].1)
    }
}

/// Reads a list called `file` in messages. The error says in Chinese why it is no sound list (codes S01 to S06).
pub fn read(bytes: &[u8], file: &str) -> Result<Book, Diagnostic> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(too_large(file, &format!("文件超过{}兆字节", MAX_FILE_BYTES / 1024 / 1024)));
    }
    match recognise::recognise(bytes, file)? {
        recognise::Form::Workbook => xlsx::read(bytes, file),
        recognise::Form::Text => csv::read(bytes, file),
    }
}

fn too_large(file: &str, what: &str) -> Diagnostic {
    Diagnostic::refuse("S03", format!("“{file}”大得不像一份名单：{what}")).remedy("核对是不是选错了文件；案件很多的，拆成几份名单")
}

/// Gathers the rows of a sheet within the bounds. Equal short texts are kept once: officers, causes and agencies repeat
/// in every row.
struct Gather<'a> {
    file: &'a str,
    sheet: &'a str,
    known: HashSet<Arc<str>>,
    rows: Vec<Row>,
}

/// Texts up to this many bytes are kept once.
const SHARED_BYTES: usize = 96;

impl<'a> Gather<'a> {
    fn new(file: &'a str, sheet: &'a str) -> Self {
        Gather { file, sheet, known: HashSet::new(), rows: Vec::new() }
    }

    /// The text as a cell: line ends made `\n`, outer white space cut; empty when nothing is left.
    fn text(&mut self, text: &str) -> Cell {
        let mended;
        let mut text = text;
        if text.contains(['\r', '\u{B}', '\u{C}']) || text.contains("_x000") {
            mended = text.replace("\r\n", "\n").replace(['\r', '\u{B}', '\u{C}'], "\n").replace("_x000D_\n", "\n").replace("_x000D_", "\n");
            text = &mended;
        }
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\u{200B}');
        if text.is_empty() {
            return Cell::Empty;
        }
        if text.len() > SHARED_BYTES {
            return Cell::Text(text.into());
        }
        match self.known.get(text) {
            Some(known) => Cell::Text(known.clone()),
            None => {
                let new: Arc<str> = text.into();
                self.known.insert(new.clone());
                Cell::Text(new)
            }
        }
    }

    /// Puts a cell at its 1-based row and 0-based column. Cells come in reading order in every sound file; others are
    /// refused, since programs disagree about them.
    fn put(&mut self, row: u32, column: usize, cell: Cell) -> Result<(), Diagnostic> {
        if matches!(cell, Cell::Empty) {
            return Ok(());
        }
        let place = |finding: Diagnostic| {
            let file = if self.sheet.is_empty() { self.file.to_string() } else { format!("{} 表“{}”", self.file, self.sheet) };
            finding.at(&file.as_str().into(), Pos { line: row, column: column as u32 + 1 })
        };
        if column >= MAX_COLUMNS {
            let what = format!("第{row}行写到了第{}列，超过{MAX_COLUMNS}列", column + 1);
            return Err(place(too_large(self.file, &what).remedy("删去右边多余的内容，或者核对是不是选错了文件")));
        }
        if let Cell::Text(text) = &cell
            && text.chars().count() > MAX_CELL_CHARS
        {
            let what = format!("单元格{}{row}有{}个字", column_name(column), text.chars().count());
            return Err(place(too_large(self.file, &what).remedy("核对这一格；引号没有配对时，后面的内容会连成一格")));
        }
        match self.rows.last_mut() {
            Some(last) if last.number == row => {
                if last.cells.last().is_some_and(|(at, _)| *at as usize >= column) {
                    return Err(place(damaged(self.file, &format!("单元格{}{row}写了两次，或者次序颠倒", column_name(column)))));
                }
                last.cells.push((column as u16, cell));
            }
            Some(last) if last.number > row => {
                return Err(place(damaged(self.file, &format!("第{row}行写了两次，或者次序颠倒"))));
            }
            Some(_) | None => {
                if self.rows.len() >= MAX_ROWS {
                    return Err(place(too_large(self.file, &format!("有内容的行超过{MAX_ROWS}行"))));
                }
                self.rows.push(Row { number: row, cells: vec![(column as u16, cell)] });
            }
        }
        Ok(())
    }

    /// The rows, each as small as it can be.
    fn finish(mut self) -> Vec<Row> {
        for row in &mut self.rows {
            row.cells.shrink_to_fit();
        }
        self.rows.shrink_to_fit();
        self.rows
    }
}

fn damaged(file: &str, what: &str) -> Diagnostic {
    Diagnostic::refuse("S02", format!("“{file}”已损坏：{what}")).remedy("用 WPS 表格或者 Excel 打开，另存为 .xlsx；或者重新取得这个文件")
}

#[cfg(test)]
mod tests;
