//! The ledger of an action: what stands in it, how it looks to a reader that is not our writer, and how the filled-in
//! ledger comes back as events beside the cases.

#[path = "support/cases.rs"]
#[allow(dead_code)] // shared with tests of whole folders
mod cases;
#[path = "support/digests.rs"]
mod digests;

use cases::{library, path};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::LazyLock;
use wenshu::batch::apply::{self, CaseEntries, Line, Outcome, Sidecar, Texts, Typed};
use wenshu::batch::digest::Digest;
use wenshu::batch::ledger::{self, Action, Field};
use wenshu::batch::record;
use wenshu::case::{Beside, Case, load_with};
use wenshu::export::xlsx::{CUT_MARK, Cell, Choices, Column, Kind, Sheet, Workbook};
use wenshu::import::sheet;
use wenshu::pipeline::{self, Selection, Sources};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

const ACTION: &str = "2026年春季有限空间集中整治";

fn action() -> Action<'static> {
    Action { name: ACTION, day: NaiveDate::from_ymd_opt(2026, 9, 10).expect("a day") }
}

// ---- the writer of workbooks ----

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

/// The lines of a sheet as `batch apply` gets them, read by calamine.
fn lines(bytes: &[u8], name: &str) -> Vec<Line> {
    let book = sheet::read(bytes, "ledger.xlsx").expect("a readable workbook");
    let sheet = book.sheets.iter().find(|sheet| &*sheet.name == name).unwrap_or_else(|| panic!("no sheet {name}"));
    sheet.rows.iter().map(Line::from).collect()
}

fn typed(line: &Line, column: u16) -> &Typed {
    line.cells.iter().find(|(own, _)| *own == column).map_or(&Typed::Nothing, |(_, typed)| typed)
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
    for streams in [false, true] {
        let first = sample_book(streams);
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

// ---- the ledger ----

/// A case of `cases/` with its form changed, and its sidecar: the form, loaded and built.
struct Sample {
    case: Case,
    digest: Digest,
}

fn built(name: &str, form: &str, sidecar: Option<&str>, team: &str) -> Sample {
    let shown = format!("{name}.yaml");
    let side = format!("{name}.events.yaml");
    let (case, findings) = load_with(form, &shown, Beside { events: sidecar.map(|text| (text, side.as_str())), action: None });
    let case = case.unwrap_or_else(|| panic!("{name}: {findings:#?}"));
    let mut loaded = pipeline::case_text(form, &shown, name, &path("cases"), &Sources::default());
    loaded.case = Some(case.clone());
    let made = pipeline::build(library(), &loaded, &Selection::default()).unwrap_or_else(|found| panic!("{name}: {found:#?}"));
    Sample { digest: digests::digest(&case, &made, &shown, team), case }
}

/// The sample `confined-space` (a company and a person) as it was before anything was served of notice and decision,
/// re-checked or paid.
static EARLY: LazyLock<String> = LazyLock::new(|| {
    let text = std::fs::read_to_string(path("cases/confined-space.yaml")).expect("a sample");
    let gone = |line: &&str| {
        let served = line.starts_with("  - {文书: 行政处罚告知书") || line.starts_with("  - {文书: 行政处罚决定书");
        let paid = line.starts_with("  - {当事人:") && line.contains("凭证号");
        let keys = ["缴款:", "结案:", "公示:", "归档:"].iter().any(|key| line.starts_with(key));
        !(served || paid || keys)
    };
    let text: Vec<&str> = text.lines().filter(gone).collect();
    let text = text.join("\n") + "\n";
    let (before, after) = text.split_once("\n复查:\n").expect("a re-check");
    let rest: Vec<&str> = after.lines().skip_while(|line| line.starts_with(' ')).collect();
    format!("{before}\n{}\n", rest.join("\n"))
});

fn early(sidecar: Option<&str>) -> Sample {
    built("early", &EARLY, sidecar, "一组")
}

/// The sheet 台账 of these cases: heads by column and the lines below.
struct Returned {
    columns: BTreeMap<String, u16>,
    lines: Vec<Line>,
}

fn ledger_of(digests: &[Digest]) -> Returned {
    let bytes = ledger::bytes(&action(), || digests.iter().cloned()).expect("a ledger");
    let lines = lines(&bytes, ledger::SHEET);
    let head = &lines[1];
    let columns = head.cells.iter().filter_map(|(column, cell)| match cell {
        Typed::Text(text) => Some((text.clone(), *column)),
        Typed::Nothing | Typed::Day(_) | Typed::Wrong(_) => None,
    });
    Returned { columns: columns.collect(), lines }
}

impl Returned {
    fn column(&self, field: Field) -> u16 {
        self.columns[field.heading()]
    }
    /// The cell of a row below the heads, counted from 0.
    fn shows(&self, row: usize, field: Field) -> String {
        match typed(&self.lines[row + 2], self.column(field)) {
            Typed::Nothing => String::new(),
            Typed::Text(text) => text.clone(),
            Typed::Day(day) => day.to_string(),
            Typed::Wrong(shown) => format!("!{shown}"),
        }
    }
    fn set(&mut self, row: usize, field: Field, typed: Typed) {
        let column = self.column(field);
        let cells = &mut self.lines[row + 2].cells;
        cells.retain(|(own, _)| *own != column);
        cells.push((column, typed));
        cells.sort_by_key(|(own, _)| *own);
    }
    fn write(&mut self, row: usize, values: &[(Field, &str)]) {
        for (field, value) in values {
            self.set(row, *field, if value.is_empty() { Typed::Nothing } else { Typed::Text((*value).into()) });
        }
    }
    /// Copies a row to the end, as an officer does for a second payment.
    fn copy(&mut self, row: usize) -> usize {
        let mut line = self.lines[row + 2].clone();
        line.row = self.lines.last().map_or(0, |last| last.row) + 1;
        self.lines.push(line);
        self.lines.len() - 3
    }
    fn entries(&self) -> Vec<CaseEntries> {
        let (cases, findings) = apply::read("ledger.xlsx", &self.lines);
        assert!(findings.is_empty(), "{findings:#?}");
        cases
    }
}

#[test]
fn a_row_is_a_case_and_a_party() {
    let whole = built("confined-space", &std::fs::read_to_string(path("cases/confined-space.yaml")).expect("a sample"), None, "一组");
    let minimal = built("minimal", &std::fs::read_to_string(path("cases/minimal.yaml")).expect("a sample"), None, "");
    let ledger = ledger_of(&[whole.digest, minimal.digest]);
    assert_eq!(ledger.lines.len(), 5, "two heads, two parties, one party");
    let rows = [
        (0, Field::Serial, "1"),
        (1, Field::Serial, "1"),
        (2, Field::Serial, "2"),
        (0, Field::Party, "嘉善某生态环境有限公司"),
        (1, Field::Party, "吕思源"),
        (0, Field::Fine, "40000"),
        (1, Field::Fine, "7000"),
        (0, Field::Paid, "40000"),
        (0, Field::RecheckDay, "2026-07-09"),
        (0, Field::RecheckResult, "已整改"),
        (1, Field::RecheckDay, ""),
        (0, Field::NoticeServed, "2026-07-24"),
        (1, Field::NoticeMethod, "直接"),
        (1, Field::DecisionServed, "2026-08-26"),
        (0, Field::PaymentDay, "2026-09-03"),
        (1, Field::PaymentAmount, "7000"),
        (1, Field::PaymentVoucher, "浙财通字（2026）0003802"),
        (0, Field::Team, "一组"),
        (2, Field::Team, ""),
        (2, Field::State, "有稿"),
        (0, Field::Folder, "confined-space"),
        (1, Field::Folder, ""),
    ];
    for (row, field, expected) in rows {
        assert_eq!(ledger.shows(row, field), expected, "row {row}, {}", field.heading());
    }
    assert!(ledger.shows(2, Field::NextStep).contains('缺'), "{}", ledger.shows(2, Field::NextStep));
    let none: Vec<CaseEntries> = ledger.entries();
    assert!(none.is_empty(), "nobody touched it");
}

/// All samples in one ledger, kept for the eye.
#[test]
fn all_samples_fit_into_one_ledger() {
    let digests: Vec<Digest> = cases::of_folder("cases")
        .iter()
        .enumerate()
        .map(|(index, sample)| {
            let case = sample.loaded.case.as_ref().expect("a case");
            digests::digest(case, &sample.built, &format!("{}.yaml", sample.name()), ["一组", "二组", "三组"][index % 3])
        })
        .collect();
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = std::fs::File::create(scratch.join("ledger.xlsx")).expect("a file");
    ledger::write(&action(), || digests.iter().cloned(), scratch, file).expect("a ledger");
    let bytes = std::fs::read(scratch.join("ledger.xlsx")).expect("the file");
    let rows = lines(&bytes, ledger::SHEET);
    let parties: usize = digests.iter().map(|digest| digest.parties.len()).sum();
    assert!(rows.len() >= parties + 2);
    assert_eq!(apply::read("ledger.xlsx", &rows), (Vec::new(), Vec::new()), "nobody touched it");
    let days: Vec<NaiveDate> = lines(&bytes, "期限")[1..]
        .iter()
        .map(|line| match typed(line, 0) {
            Typed::Day(day) => *day,
            other => panic!("{other:?}"),
        })
        .collect();
    let open: usize = digests.iter().map(|digest| digest.limits.iter().filter(|limit| ledger::is_open(digest, limit)).count()).sum();
    assert!(days.is_sorted() && days.len() == open && open > 20, "{} of {open}", days.len());
    let totals = lines(&bytes, "汇总");
    let number = |line: &Line, column: u16| match typed(line, column) {
        Typed::Text(text) => text.parse::<f64>().expect("a number"),
        other => panic!("{other:?}"),
    };
    assert_eq!(number(&totals[1], 2) as usize, digests.len());
    let fined: i64 = digests.iter().flat_map(|digest| &digest.parties).map(|party| party.fine).sum();
    assert_eq!(number(&totals[1], 4), fined as f64 / 100.0);
    let by_team = totals.iter().filter(|line| *typed(line, 0) == Typed::Text("按小组".into()));
    assert_eq!(by_team.map(|line| number(line, 2) as usize).sum::<usize>(), digests.len());
}
