//! From descriptions and rows to the file.

use super::look::{self, Looks};
use super::{Choices, Column, Error, Kind, MAX_ROWS, Sheet, Value, clean};
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, Formula, Note, Worksheet,
    XlsxError,
};
use std::cell::Cell;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Numbers from here on lose digits in a spreadsheet (it keeps fifteen) and are written as text.
const EXACT: u64 = 1_000_000_000_000_000;
/// Characters that a list written into the sheet may have together.
const INLINE_LIST: usize = 255;
const A4: u8 = 9;

/// A workbook that takes its sheets one after the other.
pub struct Workbook {
    inner: rust_xlsxwriter::Workbook,
    looks: Looks,
    title: String,
    /// Rows go through a file instead of memory.
    streams: bool,
}

impl Workbook {
    /// A workbook whose rows are held in memory until it is written: for small ones. `created` is the only date in the
    /// file's properties.
    pub fn new(title: &str, created: NaiveDate) -> Result<Self, Error> {
        let mut inner = rust_xlsxwriter::Workbook::new();
        let created = excel_day(created).map_err(told)?;
        inner.set_properties(&DocProperties::new().set_title(clean(title)).set_author("").set_creation_datetime(&created));
        Ok(Workbook { inner, looks: Looks::default(), title: clean(title), streams: false })
    }

    /// A workbook whose rows go through temporary files in `scratch`, so that memory does not grow with them.
    pub fn streaming(title: &str, created: NaiveDate, scratch: &Path) -> Result<Self, Error> {
        let mut book = Workbook { streams: true, ..Workbook::new(title, created)? };
        book.inner.set_tempdir(scratch).map_err(told)?;
        Ok(book)
    }

    /// Adds a sheet with its rows and says how many there were. A row with fewer cells than columns is filled up with
    /// empty ones.
    pub fn sheet(&mut self, sheet: &Sheet, rows: impl IntoIterator<Item = Vec<super::Cell>>) -> Result<u32, Error> {
        let Workbook { inner, looks, title, streams } = self;
        let page = guarded(|| {
            let page = if *streams { inner.add_worksheet_with_constant_memory()? } else { inner.add_worksheet() };
            page.set_name(&sheet.name)?;
            columns(page, sheet, looks)?;
            heads(page, sheet)?;
            Ok(page)
        })?;
        let first = sheet.head_rows();
        let mut next = first;
        // a row is made outside the guard: a fault in making it is none of the disk's
        for row in rows {
            if next >= MAX_ROWS {
                return Err(Error::Rows { sheet: sheet.name.clone() });
            }
            guarded(|| {
                // set rather than left to the program that shows it: not all of them fit a row to its text when they open it
                let tall = if next - first < FITTED { height(&sheet.columns, &row) } else { ROW };
                if tall > ROW {
                    page.set_row_height(next, tall)?;
                }
                for (index, column) in (0u16..).zip(&sheet.columns) {
                    put(page, next, index, column, row.get(usize::from(index)), looks)?;
                }
                Ok(())
            })?;
            next += 1;
        }
        guarded(|| finish(page, sheet, title, next))?;
        Ok(next - first)
    }

    /// The file as bytes.
    pub fn bytes(mut self) -> Result<Vec<u8>, Error> {
        guarded(|| self.inner.save_to_buffer())
    }

    /// Writes the file into `sink`.
    pub fn write(mut self, sink: impl Write + Send) -> Result<(), Error> {
        guarded(|| self.inner.save_to_writer(sink))
    }
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic on this thread is caught here and said in other words.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// The writer below panics when its temporary file cannot be written (a full disk); that is an error like any other.
fn guarded<T>(work: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, Error> {
    GUARDED.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    match done {
        Ok(done) => done.map_err(told),
        Err(_) => Err(Error::Disk("临时文件写不进去（磁盘已满，或者没有权限）".into())),
    }
}

fn told(error: XlsxError) -> Error {
    match error {
        XlsxError::IoError(why) => Error::Disk(why.to_string()),
        XlsxError::TempFileError(path, why) => Error::Disk(format!("{}：{why}", path.display())),
        XlsxError::ZipError(why) => Error::Disk(why.to_string()),
        other => Error::Description(other.to_string()),
    }
}

fn excel_day(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(0), day.month() as u8, day.day() as u8)
}

fn columns(page: &mut Worksheet, sheet: &Sheet, looks: &mut Looks) -> Result<(), XlsxError> {
    for (index, column) in (0u16..).zip(&sheet.columns) {
        page.set_column_width(index, column.width)?;
        if sheet.room > 0 {
            page.set_column_format(index, looks.cell(column, column.kind, super::Tone::Plain))?;
        }
        if column.hidden {
            page.set_column_hidden(index)?;
        }
    }
    Ok(())
}

/// The band of groups, when there is one, and the heads with their notes.
fn heads(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let (row, turns) = (sheet.head_rows() - 1, turns(&sheet.columns));
    if row > 0 {
        page.set_row_height(0, 18)?;
        let mut start = 0;
        while start < sheet.columns.len() {
            let end = (start..sheet.columns.len()).take_while(|&i| turns[i] == turns[start]).last().unwrap_or(start);
            let (format, text) = (look::band(turns[start]), clean(&sheet.columns[start].group));
            if start == end {
                page.write_string_with_format(0, start as u16, text, &format)?;
            } else {
                page.merge_range(0, start as u16, 0, end as u16, &text, &format)?;
            }
            start = end + 1;
        }
    }
    page.set_row_height(row, 33)?;
    for (index, column) in sheet.columns.iter().enumerate() {
        page.write_string_with_format(row, index as u16, clean(&column.heading), &look::head(column, turns[index]))?;
        if !column.note.is_empty() {
            let lines = column.note.chars().count() as u32 / 16 + column.note.matches('\n').count() as u32 + 1;
            let note = Note::new(clean(&column.note)).set_author("").add_author_prefix(false);
            page.insert_note(row, index as u16, &note.set_width(240).set_height(24 + 18 * lines))?;
        }
    }
    Ok(())
}

/// So many rows of a sheet are as tall as their texts; in a longer sheet the others are all two lines tall. The writer
/// below remembers each height until the end, some 500 bytes a row.
const FITTED: u32 = 2_000;
/// Points of a row whose longest cell is one line, of each further line, and the most a row can have.
const ROW: f64 = 18.0;
const LINE: f64 = 14.0;
const TALLEST: f64 = 409.0;

/// The height of a row that shows all of its wrapped texts.
fn height(columns: &[Column], row: &[super::Cell]) -> f64 {
    let lines = |(column, cell): (&Column, &super::Cell)| match &cell.value {
        Value::Text(text) if column.wrap && !column.hidden => {
            // the indent and the borders take some of the width; a Chinese character of 10 pt is nearly two digits of 11 pt
            let room = (column.width - 1.7).max(2.0);
            let of_line = |line: &str| line.chars().map(|c| if c.is_ascii() { 0.95 } else { 1.86 }).sum::<f64>();
            text.split('\n').take(40).map(|line| (of_line(line) / room).ceil().max(1.0)).sum()
        }
        Value::Text(_) | Value::Empty | Value::Amount(_) | Value::Whole(_) | Value::Date(_) => 1.0,
    };
    let most = columns.iter().zip(row).map(lines).fold(1.0, f64::max);
    (ROW + LINE * (most - 1.0)).min(TALLEST)
}

/// Pixels of a digit of the standard font, and beside the digits of a column.
const DIGIT: f64 = 7.0;
const BESIDE: f64 = 5.0;
/// Pixels between the margins of a page, less a quarter: where the standard font is missing, columns are drawn wider.
const PAGE: f64 = 760.0;

/// The scale at which the widest of the pages fits, in percent.
fn scale(sheet: &Sheet) -> u16 {
    let width = |from: usize, to: usize| -> f64 {
        let columns = sheet.columns.get(from..to).unwrap_or_default();
        columns.iter().filter(|column| !column.hidden).map(|column| column.width * DIGIT + BESIDE).sum()
    };
    let frozen = width(0, sheet.frozen.into());
    let mut starts: Vec<usize> = sheet.breaks.iter().map(|column| usize::from(*column)).collect();
    starts.push(sheet.columns.len());
    let mut from = usize::from(sheet.frozen);
    let mut widest = 1.0_f64;
    for to in starts {
        widest = widest.max(frozen + width(from, to));
        from = to;
    }
    (PAGE / widest * 100.0).floor().clamp(10.0, 100.0) as u16
}

/// The turn of each column's group: it goes up where the group changes.
fn turns(columns: &[Column]) -> Vec<usize> {
    let mut turn = 0;
    let mut out = Vec::with_capacity(columns.len());
    for (index, column) in columns.iter().enumerate() {
        if index > 0 && columns[index - 1].group != column.group {
            turn += 1;
        }
        out.push(turn);
    }
    out
}

fn put(
    page: &mut Worksheet,
    row: u32,
    index: u16,
    column: &Column,
    cell: Option<&super::Cell>,
    looks: &mut Looks,
) -> Result<(), XlsxError> {
    let tone = cell.map_or(super::Tone::Plain, |cell| cell.tone);
    let as_text = |page: &mut Worksheet, text: String, format: &Format| page.write_string_with_format(row, index, text, format).map(drop);
    match cell.map_or(&Value::Empty, |cell| &cell.value) {
        Value::Empty => page.write_blank(row, index, looks.cell(column, column.kind, tone)).map(drop),
        Value::Text(text) => as_text(page, clean(text), looks.cell(column, Kind::Text, tone)),
        Value::Amount(fen) if fen.unsigned_abs() < EXACT => {
            page.write_number_with_format(row, index, *fen as f64 / 100.0, looks.cell(column, Kind::Amount, tone)).map(drop)
        }
        Value::Amount(fen) => {
            let text = format!("{}{}.{:02}", if *fen < 0 { "-" } else { "" }, fen.unsigned_abs() / 100, fen.unsigned_abs() % 100);
            as_text(page, text, looks.cell(column, Kind::Text, tone))
        }
        Value::Whole(number) if number.unsigned_abs() < EXACT => {
            page.write_number_with_format(row, index, *number as f64, looks.cell(column, Kind::Whole, tone)).map(drop)
        }
        Value::Whole(number) => as_text(page, number.to_string(), looks.cell(column, Kind::Text, tone)),
        Value::Date(day) if (1900..=9999).contains(&day.year()) => {
            page.write_date_with_format(row, index, excel_day(*day)?, looks.cell(column, Kind::Date, tone)).map(drop)
        }
        Value::Date(day) => as_text(page, day.to_string(), looks.cell(column, Kind::Text, tone)),
    }
}

/// What can be said only when the last row is known, and the page. `next` is the row after the last.
fn finish(page: &mut Worksheet, sheet: &Sheet, title: &str, next: u32) -> Result<(), XlsxError> {
    let first = sheet.head_rows();
    let last = next.saturating_sub(1).max(first);
    let width = sheet.columns.len() as u16;
    if width == 0 {
        return Ok(());
    }
    if sheet.filter {
        page.autofilter(first - 1, 0, last, width - 1)?;
    }
    for (index, column) in (0u16..).zip(&sheet.columns) {
        if let Some(choices) = &column.choices {
            let end = last.saturating_add(sheet.room).min(MAX_ROWS - 1);
            page.add_data_validation(first, index, end, index, &list(choices, column.open)?)?;
        }
        if column.due {
            let cell = format!("{}{}", letters(index), first + 1);
            let rules = [format!("=AND(ISNUMBER({cell}),{cell}<TODAY())"), format!("=AND(ISNUMBER({cell}),{cell}<=TODAY()+3)")];
            for (rule, format) in rules.into_iter().zip(look::passed_and_near()) {
                let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
                page.add_conditional_format(first, index, last, index, &rule)?;
            }
        }
    }
    page.set_default_row_height(if next - first > FITTED { ROW + LINE } else { ROW });
    page.set_freeze_panes(first, sheet.frozen)?;
    page.set_repeat_rows(0, first - 1)?;
    if sheet.frozen > 0 {
        page.set_repeat_columns(0, sheet.frozen - 1)?;
    }
    page.set_paper_size(A4).set_landscape();
    if sheet.breaks.is_empty() {
        page.set_print_fit_to_pages(sheet.pages_wide, 0);
    } else {
        page.set_vertical_page_breaks(&sheet.breaks.iter().map(|column| u32::from(*column)).collect::<Vec<_>>())?;
        page.set_print_scale(scale(sheet));
    }
    page.set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3).set_print_center_horizontally(true);
    // a header holds 255 characters; the space keeps a digit of the title apart from the size
    let short: String = title.chars().filter(|c| *c != '\n').take(80).collect();
    page.set_header(format!("&C&14 {}　{}", short.replace('&', "&&"), sheet.name.replace('&', "&&")));
    page.set_footer("&C第 &P 页，共 &N 页");
    page.set_hidden(sheet.hidden);
    Ok(())
}

fn list(choices: &Choices, open: bool) -> Result<DataValidation, XlsxError> {
    let rule = DataValidation::new();
    let rule = match choices {
        Choices::Inline(words) => {
            let length = words.iter().map(|word| word.encode_utf16().count() + 1).sum::<usize>().saturating_sub(1);
            if length > INLINE_LIST || words.iter().any(|word| word.contains(',')) {
                return Err(XlsxError::ParameterError("下拉列表太长或者含有逗号，应当放在另一张工作表里".into()));
            }
            rule.allow_list_strings(words)?
        }
        Choices::Range { sheet, column, first, last } => {
            let (letter, quoted) = (letters(*column), sheet.replace('\'', "''"));
            rule.allow_list_formula(Formula::new(format!("='{quoted}'!${letter}${}:${letter}${}", first + 1, last + 1)))
        }
    };
    Ok(if open {
        rule.show_error_message(false)
    } else {
        rule.set_error_style(DataValidationErrorStyle::Stop).set_error_title("不在列表里")?.set_error_message("请从下拉列表里选")?
    })
}

/// The letters of a 0-based column.
fn letters(column: u16) -> String {
    let mut rest = u32::from(column) + 1;
    let mut out = Vec::new();
    while rest > 0 {
        out.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    out.iter().rev().map(|&b| char::from(b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, expected) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")] {
            assert_eq!(letters(column), expected);
        }
    }

    #[test]
    fn a_row_is_as_tall_as_its_longest_wrapped_text() {
        let columns = [Column::new("", 12.0).wrap(), Column::new("", 12.0)];
        let check = |texts: [&str; 2], expected| {
            assert_eq!(height(&columns, &texts.map(super::super::Cell::text)), expected, "{texts:?}");
        };
        check(["一二三四五", "一二三四五六七八九十"], ROW);
        check(["一二三四五六七", ""], ROW + LINE);
        check(["甲\n乙", ""], ROW + LINE);
        check([&"字".repeat(10_000), ""], TALLEST);
    }

    #[test]
    fn the_widest_page_decides_the_scale() {
        let columns = || (0..9).map(|_| Column::new("", 30.0)).collect();
        let check = |breaks: &[u16], expected| {
            assert_eq!(scale(&Sheet { frozen: 1, breaks: breaks.to_vec(), ..Sheet::new("", columns()) }), expected, "{breaks:?}");
        };
        check(&[3, 6], (76_000_u32 / (4 * 215)) as u16);
        check(&[8], (76_000_u32 / (8 * 215)) as u16);
    }

    #[test]
    fn neighbours_of_one_group_share_a_turn() {
        let columns: Vec<Column> = ["甲", "甲", "乙", "甲"].iter().map(|group| Column::new("", 1.0).group(*group)).collect();
        assert_eq!(turns(&columns), [0, 0, 1, 2]);
    }

    #[test]
    fn a_panic_of_the_writer_is_an_error() {
        assert!(matches!(guarded::<()>(|| Err(XlsxError::RowColumnLimitError)), Err(Error::Description(_))));
    }
}
