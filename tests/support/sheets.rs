//! Workbooks and texts made by the tests of lists.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::io::{Cursor, Write};
use wenshu::batch::list::{self, List, Mapping, Rows, Settings, Table};
use wenshu::diag::{Diagnostic, refused};
use wenshu::import::sheet;

/// A cell as a spreadsheet program would store it.
#[derive(Clone)]
pub enum Put {
    Text(&'static str),
    Number(f64),
    Formatted(f64, &'static str),
    Day(u16, u8, u8),
    Bool(bool),
    Nothing,
}

/// A workbook of one sheet called 案件.
pub fn workbook(rows: &[Vec<Put>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("案件").unwrap();
    for (at, row) in (0u32..).zip(rows) {
        for (column, put) in (0u16..).zip(row) {
            match put {
                Put::Text(text) => page.write_string(at, column, *text).map(|_| ()).unwrap(),
                Put::Number(value) => page.write_number(at, column, *value).map(|_| ()).unwrap(),
                Put::Formatted(value, format) => {
                    page.write_number_with_format(at, column, *value, &Format::new().set_num_format(*format)).map(|_| ()).unwrap();
                }
                Put::Day(year, month, day) => {
                    let day = ExcelDateTime::from_ymd(*year, *month, *day).unwrap();
                    page.write_datetime_with_format(at, column, &day, &Format::new().set_num_format("yyyy-mm-dd")).map(|_| ()).unwrap();
                }
                Put::Bool(value) => page.write_boolean(at, column, *value).map(|_| ()).unwrap(),
                Put::Nothing => {}
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// A zip archive of parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The parts of the smallest workbook, with the given properties and cells.
pub fn bare_parts(properties: &str, cells: &str) -> Vec<(&'static str, Vec<u8>)> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let packages = "http://schemas.openxmlformats.org/package/2006";
    vec![
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{packages}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
            )
            .into_bytes(),
        ),
        (
            "_rels/.rels",
            format!("<Relationships xmlns=\"{packages}/relationships\"><Relationship Id=\"r1\" Type=\"{rel}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")
                .into_bytes(),
        ),
        (
            "xl/workbook.xml",
            format!("<workbook xmlns=\"{main}\" xmlns:r=\"{rel}\">{properties}<sheets><sheet name=\"案件\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>")
                .into_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships xmlns=\"{packages}/relationships\"><Relationship Id=\"r1\" Type=\"{rel}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>")
                .into_bytes(),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\"><sheetData>{cells}</sheetData></worksheet>").into_bytes()),
    ]
}

/// The smallest workbook.
pub fn bare(properties: &str, cells: &str) -> Vec<u8> {
    let parts = bare_parts(properties, cells);
    archive(&parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect::<Vec<_>>())
}

/// The table of a list.
pub fn table(bytes: &[u8], file: &str) -> Table {
    let book = sheet::read(bytes, file).unwrap_or_else(|finding| panic!("{finding:#?}"));
    list::find(&book, None).unwrap_or_else(|finding| panic!("{finding:#?}"))
}

/// The rows of a list whose columns are all known.
pub fn rows(bytes: &[u8], file: &str) -> Rows {
    rows_with(bytes, file, &|_| Vec::new(), Settings::default())
}

/// The rows, with photographs and what the action says.
pub fn rows_with(bytes: &[u8], file: &str, photos: &dyn Fn(&str) -> Vec<String>, settings: Settings) -> Rows {
    let table = table(bytes, file);
    let (used, findings) = Mapping::propose(&table).settle(&table);
    assert!(!refused(&findings), "{findings:#?}");
    List::new(table, used, settings).rows(photos)
}

/// Code, place and message of findings, one a line.
pub fn said(findings: &[Diagnostic]) -> Vec<String> {
    let line = |finding: &Diagnostic| {
        let place = finding.place.as_ref().map(|place| place.file.to_string()).unwrap_or_default();
        format!("{} {place}：{}", finding.code, finding.message)
    };
    findings.iter().map(line).collect()
}
