//! Workbooks. What the archive unpacks to is measured before calamine sees it, and cells are read as a stream: a sheet
//! with one cell in its last corner must not fill the memory.

use super::recognise::other_archive;
use super::{Book, Cell, Gather, MAX_SHEETS, Number, Sheet, column_name, damaged, serial, too_large};
use crate::diag::Diagnostic;
use calamine::{CellErrorType, DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Parts with cells and texts, unpacked.
const MAX_UNPACKED_BYTES: u64 = 256 * 1024 * 1024;
/// The part with the styles: each entry becomes a much larger thing in memory.
const MAX_STYLE_BYTES: u64 = 8 * 1024 * 1024;
/// Entries of the archive.
const MAX_ENTRIES: usize = 4096;

/// Name of the thread whose panics are refusals.
pub const READER: &str = "workbook reader";

/// Reads a workbook.
pub fn read(bytes: &[u8], file: &str) -> Result<Book, Diagnostic> {
    measure(bytes, file)?;
    let (bytes, name) = (bytes.to_vec(), file.to_string());
    // A panic of the reader ends its thread, not the program.
    let thread = std::thread::Builder::new().name(READER.into()).spawn(move || sheets(bytes, &name));
    let thread = thread.map_err(|_| damaged(file, "不能建立读取的线程"))?;
    thread.join().unwrap_or_else(|_| Err(damaged(file, "读到一半停止，内容不合格式")))
}

/// Unpacks every part of words once and throws it away: the sizes an archive declares can lie.
fn measure(bytes: &[u8], file: &str) -> Result<(), Diagnostic> {
    let broken = |_| damaged(file, "压缩包的目录读不出来，文件可能没有传完");
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if zip.len() > MAX_ENTRIES {
        return Err(too_large(file, &format!("压缩包里有{}个文件", zip.len())));
    }
    if declared_entries(bytes).is_some_and(|count| count != zip.len()) {
        return Err(damaged(file, "压缩包里有同名的文件，不同的软件会读到不同的内容"));
    }
    let mut names = Vec::new();
    for at in 0..zip.len() {
        let raw = zip.by_index_raw(at).map_err(broken)?;
        names.push(raw.name().map(|name| name.replace('\\', "/")).unwrap_or_default());
    }
    if !names.iter().any(|name| name.to_lowercase().ends_with("workbook.xml")) {
        return Err(other_archive(file, &names));
    }
    let mut left = MAX_UNPACKED_BYTES;
    for (at, name) in names.iter().enumerate() {
        let lower = name.to_lowercase();
        if !(lower.ends_with(".xml") || lower.ends_with(".rels")) {
            continue;
        }
        let limit = if lower.ends_with("styles.xml") { MAX_STYLE_BYTES } else { left }.min(left);
        let part = zip.by_index(at).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(what) if what.to_lowercase().contains("password") => encrypted(file),
            _ => damaged(file, &format!("{name} 读不出来")),
        })?;
        let read =
            std::io::copy(&mut part.take(limit + 1), &mut std::io::sink()).map_err(|_| damaged(file, &format!("{name} 解压出错")))?;
        if read > limit {
            return Err(too_large(file, &format!("{name} 解压后超过{}兆字节", limit.div_ceil(1024 * 1024))));
        }
        left -= read;
    }
    Ok(())
}

fn encrypted(file: &str) -> Diagnostic {
    damaged(file, "加了密码，读不出来").remedy("打开后取消密码，再保存")
}

/// How many entries the end of the archive declares; `None` for the 64-bit form.
fn declared_entries(bytes: &[u8]) -> Option<usize> {
    let start = bytes.len().saturating_sub(22 + 65_535);
    let at = bytes[start..].windows(4).rposition(|window| window == b"PK\x05\x06")? + start;
    let count = u16::from_le_bytes([*bytes.get(at + 10)?, *bytes.get(at + 11)?]);
    (count != u16::MAX).then_some(usize::from(count))
}

fn sheets(bytes: Vec<u8>, file: &str) -> Result<Book, Diagnostic> {
    let mut workbook: Xlsx<Cursor<Vec<u8>>> = Xlsx::new(Cursor::new(bytes)).map_err(|error| said(file, "", None, &error))?;
    let from_1904 = workbook.has_1904_epoch();
    let all: Vec<calamine::Sheet> = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect();
    if all.len() > MAX_SHEETS {
        return Err(too_large(file, &format!("有{}张表", all.len())));
    }
    let mut sheets = Vec::new();
    for sheet in all {
        let rows = rows(&mut workbook, &sheet.name, file, from_1904)?;
        sheets.push(Sheet { name: sheet.name.as_str().into(), hidden: sheet.visible != SheetVisible::Visible, rows });
    }
    Ok(Book { file: file.into(), sheets, from_1904 })
}

fn rows(workbook: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str, file: &str, from_1904: bool) -> Result<Vec<super::Row>, Diagnostic> {
    let mut gather = Gather::new(file, sheet);
    let mut last: Option<(u32, u32)> = None;
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(|error| said(file, sheet, None, &error))?;
    let formats: Vec<Format> = reader.styles().iter().map(|style| Format::of(style.number_format.as_ref())).collect();
    loop {
        let (cell, style) = match reader.next_cell_with_style_id() {
            Ok(Some(next)) => next,
            Ok(None) => return Ok(gather.finish()),
            Err(error) => return Err(said(file, sheet, last, &error)),
        };
        let (row, column) = cell.get_position();
        last = Some((row, column));
        let format = formats.get(style).copied().unwrap_or(Format::Plain);
        let value = convert(cell.get_value(), format, from_1904, &mut gather);
        gather.put(row.saturating_add(1), column as usize, value)?;
    }
}

/// What a number format does to a number, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Format {
    Plain,
    /// `0%`, `0.00%`
    Percent,
    /// `000000`: leading zeros up to this many digits.
    Padded(usize),
}

impl Format {
    fn of(format: Option<&calamine::NumberFormat>) -> Format {
        let Some(code) = format.map(|format| format.format_code.trim()) else { return Format::Plain };
        if code.ends_with('%') && !code.contains(['"', '\\', ';']) {
            Format::Percent
        } else if code.len() > 1 && code.bytes().all(|b| b == b'0') {
            Format::Padded(code.len())
        } else {
            Format::Plain
        }
    }
}

fn convert(value: &DataRef, format: Format, from_1904: bool, gather: &mut Gather) -> Cell {
    let number = |value: f64, gather: &mut Gather| match format {
        Format::Percent if Number(value).keeps_digits() => gather.text(&format!("{}%", Number(value * 100.0).text())),
        Format::Padded(width) if value >= 0.0 && value.fract() == 0.0 && Number(value).keeps_digits() => {
            gather.text(&format!("{:0>width$}", Number(value).text()))
        }
        Format::Plain | Format::Percent | Format::Padded(_) => Cell::Number(Number(value)),
    };
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(value) => number(*value as f64, gather),
        DataRef::Float(value) => number(*value, gather),
        DataRef::String(text) => gather.text(text),
        DataRef::SharedString(text) => gather.text(text),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(moment) => match serial(moment.as_f64(), from_1904) {
            Some(when) if !moment.is_duration() || when.day.is_none() => Cell::When(when),
            Some(_) | None => Cell::Number(Number(moment.as_f64())),
        },
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => gather.text(&text.replace('T', " ")),
        DataRef::Error(error) => Cell::Error(match error {
            CellErrorType::Div0 => "#DIV/0!",
            CellErrorType::NA => "#N/A",
            CellErrorType::Name => "#NAME?",
            CellErrorType::Null => "#NULL!",
            CellErrorType::Num => "#NUM!",
            CellErrorType::Ref => "#REF!",
            CellErrorType::Value => "#VALUE!",
            CellErrorType::GettingData => "#GETTING_DATA",
        }),
    }
}

/// The reader's errors in words an officer understands; nothing of their English is shown.
fn said(file: &str, sheet: &str, last: Option<(u32, u32)>, error: &XlsxError) -> Diagnostic {
    let place = match (sheet, last) {
        ("", _) => "工作簿的内容".to_string(),
        (sheet, None) => format!("表“{sheet}”"),
        (sheet, Some((row, column))) => format!("表“{sheet}”单元格{}{}以后的内容", column_name(column as usize), row.saturating_add(1)),
    };
    match error {
        XlsxError::Password => encrypted(file),
        XlsxError::WorksheetNotFound(_) | XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => {
            damaged(file, &format!("{place}不在文件里"))
        }
        _ => damaged(file, &format!("{place}读不懂")),
    }
}
