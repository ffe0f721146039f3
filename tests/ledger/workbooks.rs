//! The writer of workbooks: texts stay texts, the look of a sheet, the same bytes.

use crate::returned::day;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use wenshu::export::xlsx::{CUT_MARK, Cell, Choices, Column, Kind, Sheet, Workbook};

/// Texts that a spreadsheet would like to take for something else.
const DANGEROUS: [&str; 16] = [
    "=1+1",
    "=HYPERLINK(\"http://example.invalid\")",
    "+8651200000610",
    "-3",
    "@SUM(A1)",
    "http://example.invalid/a",
    "mailto:a@example.invalid",
    "1e3",
    "00123",
    "91320585MA1N2K3L4T",
    "320522199001010061",
    "2026-03-05",
    "TRUE",
    "_x0041_",
    "<a href=\"x\">&amp;</a>",
    " 前后有空格 ",
];

fn sample_book(streams: bool) -> Vec<u8> {
    let columns = vec![
        Column::new("文字", 20.0).group("甲").wrap().note("写什么都是文字"),
        Column::new("金额", 12.0).group("甲").kind(Kind::Amount).editable(),
        Column::new("个数", 8.0).group("乙").kind(Kind::Whole),
        Column::new("日期", 12.0).group("乙").kind(Kind::Date).due(),
        Column::new("方式", 8.0).group("乙").editable().choices(Choices::Inline(vec!["直接".into(), "邮寄".into()])),
        Column::new("案由", 20.0).group("乙").suggestions(Choices::Range { sheet: "案 由".into(), column: 0, first: 1, last: 3 }),
        Column::new("键", 8.0).group("乙").hidden(),
    ];
    let texts = DANGEROUS.iter().map(|text| text.to_string()).chain(["字".repeat(40_000), "a\u{7}b\u{FFFF}\r\n二".to_string()]);
    let rows = texts.enumerate().map(|(index, text)| {
        vec![
            Cell::text(text),
            Cell::amount(index as i64 * 101 + 5),
            Cell::whole(index),
            Cell::date(day("2026-03-05")),
            Cell::empty(),
            Cell::empty(),
            Cell::text("k"),
        ]
    });
    let title = "1 & 2";
    let mut book = if streams {
        Workbook::streaming(title, day("2026-03-05"), Path::new(env!("CARGO_TARGET_TMPDIR"))).expect("a workbook")
    } else {
        Workbook::new(title, day("2026-03-05")).expect("a workbook")
    };
    let rows = book.sheet(&Sheet { frozen: 1, room: 50, ..Sheet::new("表", columns) }, rows).expect("rows");
    assert_eq!(rows as usize, DANGEROUS.len() + 2);
    let list = ["=动火", "有限空间", "特种作业"].map(|text| vec![Cell::text(text)]);
    book.sheet(&Sheet { hidden: true, filter: false, ..Sheet::new("案 由", vec![Column::new("案由", 30.0)]) }, list).expect("rows");
    let mut bytes = Vec::new();
    book.write(&mut bytes).expect("bytes");
    bytes
}

/// The parts of a workbook by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    let mut out = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").to_string();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("a text");
        out.insert(name, text);
    }
    out
}

#[test]
fn every_text_stays_a_text_and_reads_back_as_it_was() {
    for streams in [false, true] {
        let bytes = sample_book(streams);
        let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&bytes)).expect("a workbook");
        use calamine::{Data, Reader};
        let range = book.worksheet_range("表").expect("the sheet");
        let cell = |row: u32, column: u32| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
        for (row, text) in (2..).zip(DANGEROUS) {
            assert_eq!(cell(row, 0), Data::String(text.to_string()), "{text}");
        }
        let Data::String(long) = cell(DANGEROUS.len() as u32 + 2, 0) else { panic!("no text") };
        assert!(long.ends_with(CUT_MARK) && long.chars().count() == 32_767);
        assert_eq!(cell(DANGEROUS.len() as u32 + 3, 0), Data::String("a〔U+0007〕b〔U+FFFF〕\n二".into()));
        assert_eq!(cell(3, 1), Data::Float(1.06));
        assert_eq!(cell(3, 2), Data::Float(1.0));
        assert!(matches!(cell(3, 3), Data::DateTime(_)), "{:?}", cell(3, 3));
        assert_eq!(book.worksheet_formula("表").expect("formulas").used_cells().count(), 0);
        let parts = parts(&bytes);
        assert!(!parts.values().any(|text| text.contains("<hyperlink") || text.contains("<f>")), "no link, no formula");
    }
}

#[test]
fn a_sheet_has_its_frozen_head_filter_lists_notes_and_page() {
    for streams in [false, true] {
        let parts = parts(&sample_book(streams));
        let sheet = &parts["xl/worksheets/sheet1.xml"];
        let wanted = [
            "<pane xSplit=\"1\" ySplit=\"2\" topLeftCell=\"B3\"",
            "<autoFilter ref=\"A2:G20\"/>",
            "<mergeCell ref=\"A1:B1\"/>",
            "<formula1>\"直接,邮寄\"</formula1>",
            "<formula1>'案 由'!$A$2:$A$4</formula1>",
            "sqref=\"E3:E70\"",
            "orientation=\"landscape\"",
            "paperSize=\"9\"",
            "fitToHeight=\"0\"",
            "TODAY()",
            "hidden=\"1\"",
            "&amp;C&amp;14 1 &amp;&amp; 2　表",
        ];
        for wanted in wanted {
            assert!(sheet.contains(wanted), "{wanted} is not in\n{}", &sheet[..3000.min(sheet.len())]);
        }
        assert!(parts["xl/workbook.xml"].contains("_xlnm.Print_Titles"), "the head repeats on each page");
        assert!(parts["xl/workbook.xml"].contains("state=\"hidden\""));
        assert!(parts["xl/comments1.xml"].contains("写什么都是文字"));
    }
}

#[test]
fn the_same_rows_make_the_same_bytes_without_a_clock() {
    for (streams, name) in [(false, "held.xlsx"), (true, "streamed.xlsx")] {
        let first = sample_book(streams);
        // kept for `tests/validate/xlsx.py`
        std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), &first).expect("a file");
        assert!(first == sample_book(streams), "two runs differ");
        let core = &parts(&first)["docProps/core.xml"];
        assert_eq!(core.matches("2026-03-05T00:00:00Z").count(), core.matches("W3CDTF").count(), "{core}");
    }
}

#[test]
fn a_sheet_that_cannot_be_is_refused() {
    let mut book = Workbook::new("", day("2026-03-05")).expect("a workbook");
    for name in ["", "名[称]", &"长".repeat(32)] {
        assert!(book.sheet(&Sheet::new(name, vec![Column::new("a", 5.0)]), []).is_err(), "{name}");
    }
    let long = Choices::Inline(vec!["字".repeat(200), "字".repeat(60)]);
    assert!(book.sheet(&Sheet::new("表", vec![Column::new("a", 5.0).choices(long)]), []).is_err());
    let nowhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no such folder");
    assert!(Workbook::streaming("", day("2026-03-05"), &nowhere).is_err());
}
