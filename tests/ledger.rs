//! The ledger of an action: what stands in it, how it looks to a reader that is not our writer, and how the filled-in
//! ledger comes back as events beside the cases.

#[path = "support/cases.rs"]
#[allow(dead_code)] // shared with tests of whole folders
mod cases;
#[path = "support/ledger_digests.rs"]
mod digests;

use cases::{library, path};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::{LazyLock, Mutex};
use wenshu::batch::apply::{self, CaseEntries, Line, Outcome, Sidecar, Texts, Typed};
use wenshu::batch::digest::Digest;
use wenshu::batch::ledger::{self, Action, Field};
use wenshu::batch::track;
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

// ---- the ledger ----

/// A case of `cases/` with its form changed, and its sidecar: the form, loaded and built.
#[derive(Clone)]
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

/// Each sidecar is built once: laying out a whole case takes its time.
fn early(sidecar: Option<&str>) -> Sample {
    static BUILT: LazyLock<Mutex<BTreeMap<Option<String>, Sample>>> = LazyLock::new(Mutex::default);
    let mut built_so_far = BUILT.lock().expect("no test panics while it builds");
    let build = || built("early", &EARLY, sidecar, "一组");
    built_so_far.entry(sidecar.map(str::to_string)).or_insert_with(build).clone()
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

// ---- the ledger comes back ----

fn texts<'a>(form: &'a str, sidecar: Option<&'a str>) -> Texts<'a> {
    Texts { form, form_name: "early.yaml", sidecar, sidecar_name: "early.events.yaml", action: None }
}

/// What comes of a ledger of the early case whose cells were changed.
fn settled(sidecar: Option<&str>, edits: &[(usize, Field, &str)]) -> Outcome {
    let mut ledger = ledger_of(&[early(sidecar).digest]);
    for (row, field, value) in edits {
        ledger.write(*row, &[(*field, value)]);
    }
    settle(&ledger, sidecar)
}

fn settle(ledger: &Returned, sidecar: Option<&str>) -> Outcome {
    match ledger.entries().as_slice() {
        [] => Outcome { changes: Vec::new(), findings: Vec::new(), sidecar: Sidecar::Keep },
        [one] => apply::settle(one, &texts(&EARLY, sidecar)),
        more => panic!("{} cases", more.len()),
    }
}

fn written(outcome: Outcome) -> String {
    assert!(outcome.findings.is_empty(), "{:#?}", outcome.findings);
    match outcome.sidecar {
        Sidecar::Write(text) => text,
        other => panic!("{other:?}"),
    }
}

/// Everything the company and the person of the early case can be given.
const WHOLE: &[(usize, Field, &str)] = &[
    (0, Field::RecheckDay, "2026/7/9"),
    (0, Field::RecheckResult, "整改完毕"),
    (0, Field::NoticeServed, "2026年7月24日"),
    (0, Field::NoticeMethod, "直接"),
    (1, Field::NoticeServed, "20260724"),
    (1, Field::NoticeMethod, "邮寄送达"),
    (0, Field::DecisionServed, "2026-08-26"),
    (0, Field::DecisionMethod, "直接"),
    (1, Field::DecisionServed, "2026-08-27"),
    (1, Field::DecisionMethod, "留置"),
    (0, Field::PaymentDay, "2026-09-03"),
    (0, Field::PaymentAmount, "4万"),
    (0, Field::PaymentVoucher, "浙财通字（2026）0003801"),
    (1, Field::PaymentDay, "2026-09-04"),
    (1, Field::PaymentAmount, "7000"),
    (1, Field::PaymentVoucher, "a: b, \"c\" #1"),
];

#[test]
fn what_was_filled_in_stands_in_the_case_and_in_the_next_ledger() {
    let outcome = settled(None, WHOLE);
    let changes: Vec<String> = outcome.changes.iter().map(ToString::to_string).collect();
    assert_eq!(changes.len(), WHOLE.len(), "{changes:#?}");
    assert!(changes.iter().any(|line| line.starts_with("嘉善-2026-38　吕思源　缴款金额（元）（AC4）：（空） → 7000")), "{changes:#?}");
    let sidecar = written(outcome);
    let after = early(Some(&sidecar));
    assert_eq!(
        after.case.services.iter().filter(|service| &*service.date.as_ref().expect("a day").at.file == "early.events.yaml").count(),
        4
    );
    assert_eq!(after.case.payments.len(), 2);
    assert_eq!(after.case.rechecks[0].results.len(), 1);
    let next = ledger_of(&[after.digest]);
    let expected = [
        (0, Field::RecheckDay, "2026-07-09"),
        (0, Field::RecheckResult, "已整改"),
        (1, Field::RecheckDay, ""),
        (0, Field::NoticeServed, "2026-07-24"),
        (1, Field::NoticeServed, "2026-07-24"),
        (1, Field::NoticeMethod, "邮寄"),
        (1, Field::DecisionServed, "2026-08-27"),
        (1, Field::DecisionMethod, "留置"),
        (0, Field::PaymentAmount, "40000"),
        (0, Field::Paid, "40000"),
        (1, Field::PaymentVoucher, "a: b, \"c\" #1"),
    ];
    for (row, field, value) in expected {
        assert_eq!(next.shows(row, field), value, "row {row}, {}", field.heading());
    }
    assert!(next.entries().is_empty());
}

#[test]
fn the_sidecar_reads_as_an_officer_would_write_it() {
    let sidecar = written(settled(None, WHOLE));
    let plain: Vec<&str> = sidecar.lines().map(|line| line.split("  # 台账").next().unwrap_or_default()).collect();
    let expected = [
        "# 由台账写回。行尾有“台账”的各行，改台账再写回就更新；这里改过的行，程序不再动。",
        "复查:",
        "  - {日期: 2026-07-09, 结果: [{结论: 已整改}]}",
        "送达:",
        "  - {当事人: 嘉善某生态环境有限公司, 文书: 行政处罚告知书, 收件人: 嘉善某生态环境有限公司, 方式: 直接, 日期: 2026-07-24}",
        "  - {当事人: 嘉善某生态环境有限公司, 文书: 行政处罚决定书（单位）, 收件人: 嘉善某生态环境有限公司, 方式: 直接, 日期: 2026-08-26}",
        "  - {当事人: 吕思源, 文书: 行政处罚告知书, 收件人: 吕思源, 方式: 邮寄, 日期: 2026-07-24}",
        "  - {当事人: 吕思源, 文书: 行政处罚决定书（个人）, 收件人: 吕思源, 方式: 留置, 日期: 2026-08-27}",
        "缴款:",
        "  - {当事人: 嘉善某生态环境有限公司, 日期: 2026-09-03, 金额: 40000, 项目: 罚款, 凭证号: 浙财通字（2026）0003801}",
        "  - {当事人: 吕思源, 日期: 2026-09-04, 金额: 7000, 项目: 罚款, 凭证号: \"a: b, \\\"c\\\" #1\"}",
    ];
    assert_eq!(plain, expected);
}

#[test]
fn the_same_ledger_a_second_time_changes_nothing() {
    let sidecar = written(settled(None, WHOLE));
    let mut ledger = ledger_of(&[early(None).digest]);
    for (row, field, value) in WHOLE {
        ledger.write(*row, &[(*field, value)]);
    }
    let again = settle(&ledger, Some(&sidecar));
    assert_eq!((again.changes.len(), again.findings.len(), again.sidecar), (0, 0, Sidecar::Keep));
}

#[test]
fn what_an_apply_wrote_can_be_changed_and_taken_back() {
    let first = written(settled(None, WHOLE));
    // in a new ledger
    let outcome = settled(Some(&first), &[(0, Field::PaymentDay, "2026-09-05"), (1, Field::DecisionMethod, "直接")]);
    let told: Vec<(&str, &str, &str)> = outcome.changes.iter().map(|c| (c.heading, &*c.before, &*c.after)).collect();
    assert_eq!(told, [("缴款日期", "2026-09-03", "2026-09-05"), ("决定送达方式", "留置", "直接")]);
    let second = written(outcome);
    assert_eq!(second.lines().count(), first.lines().count());
    let differing = first.lines().zip(second.lines()).filter(|(a, b)| a != b).count();
    assert_eq!(differing, 2, "only the two lines");
    // in the old ledger, filled in once more
    let mut old = ledger_of(&[early(None).digest]);
    for (row, field, value) in WHOLE {
        old.write(*row, &[(*field, value)]);
    }
    old.write(0, &[(Field::PaymentAmount, "39999.50")]);
    assert!(written(settle(&old, Some(&first))).contains("金额: 39999.50"));
    // emptied
    let emptied: Vec<(usize, Field, &str)> = WHOLE.iter().map(|(row, field, _)| (*row, *field, "")).collect();
    let outcome = settled(Some(&second), &emptied);
    assert_eq!(outcome.sidecar, Sidecar::Remove, "{:#?}", outcome.findings);
    let payment = [(0, Field::PaymentDay, ""), (0, Field::PaymentAmount, ""), (0, Field::PaymentVoucher, "")];
    let less = written(settled(Some(&second), &payment));
    assert_eq!(less.lines().count(), second.lines().count() - 1);
}

#[test]
fn what_a_person_wrote_in_the_sidecar_stays() {
    let own = "\u{FEFF}# 王晓明补记\r\n送达: {文书: 询问通知书, 收件人: 甲, 日期: 2026-06-26}  # 见回执\r\n\r\n公示:\r\n  日期: 2026-08-28\r\n  平台: |\r\n    第一行\r\n    # 不是注释\r\n缴款:\r\n- {当事人: 吕思源, 日期: 2026-09-01, 金额: 1000}   # 手写\r\n# 尾\r\n";
    let edits: Vec<(usize, Field, &str)> =
        WHOLE.iter().filter(|(row, field, _)| !(*row == 1 && field.heading().starts_with("缴款"))).copied().collect();
    let sidecar = written(settled(Some(own), &edits));
    assert!(sidecar.starts_with('\u{FEFF}') && !sidecar.replace("\r\n", "").contains('\n'));
    for line in own.trim_start_matches('\u{FEFF}').lines().filter(|line| !line.starts_with("送达")) {
        assert!(sidecar.lines().any(|own| own.trim_start_matches('\u{FEFF}') == line), "{line}");
    }
    assert!(sidecar.contains("  - {文书: 询问通知书, 收件人: 甲, 日期: 2026-06-26}  # 见回执\r\n"), "{sidecar}");
    // a line of ours that a person changed is the person's
    let touched = sidecar.replace("金额: 40000", "金额: 30000");
    let outcome = settled(Some(&touched), &[(0, Field::PaymentAmount, "20000")]);
    assert_eq!(outcome.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["A13"]);
    // a second payment of the person goes below the one written by hand
    let mut ledger = ledger_of(&[early(Some(&sidecar)).digest]);
    let row = ledger.copy(1);
    ledger.write(row, &[(Field::PaymentDay, "2026-09-04"), (Field::PaymentAmount, "6000"), (Field::PaymentVoucher, "2")]);
    let more = written(settle(&ledger, Some(&sidecar)));
    assert!(more.contains("- {当事人: 吕思源, 日期: 2026-09-01, 金额: 1000}   # 手写\r\n"), "{more}");
    let next = ledger_of(&[early(Some(&more)).digest]);
    let shown: Vec<String> = (0..next.lines.len() - 2).map(|row| next.shows(row, Field::PaymentAmount)).collect();
    assert_eq!(shown, ["40000", "1000", "6000"]);
    assert_eq!(next.shows(1, Field::Paid), "7000");
    assert_eq!((next.shows(2, Field::Fine), next.shows(2, Field::Serial)), (String::new(), "1".into()), "a continuation adds nothing up");
}

/// One edit of the early case (with this sidecar) is refused in this cell with this code, and nothing is written.
fn check_refused(sidecar: Option<&str>, edits: &[(usize, Field, &str)], code: &str, at: (u32, Field)) {
    let mut ledger = ledger_of(&[early(sidecar).digest]);
    for (row, field, value) in edits {
        ledger.write(*row, &[(*field, value)]);
    }
    let column = u32::from(ledger.column(at.1)) + 1;
    let (cases, mut findings) = apply::read("ledger.xlsx", &ledger.lines);
    for case in &cases {
        let outcome = apply::settle(case, &texts(&EARLY, sidecar));
        if !outcome.findings.is_empty() {
            assert_eq!((outcome.sidecar, outcome.changes.len()), (Sidecar::Keep, 0), "{edits:?}");
        }
        findings.extend(outcome.findings);
    }
    let [finding] = findings.as_slice() else { panic!("{edits:?}: {findings:#?}") };
    let place = finding.place.as_ref().expect("a place");
    assert_eq!(
        (finding.code, &*place.file, place.pos.line, place.pos.column),
        (code, "ledger.xlsx 表“台账”", at.0, column),
        "{finding:#?}"
    );
    assert!(finding.remedy.is_some() && !finding.message.ends_with('。'), "{finding:#?}");
}

#[test]
fn a_cell_that_cannot_be_taken_is_refused_by_its_place() {
    use Field::*;
    let own = "缴款:\n  - {当事人: 吕思源, 日期: 2026-09-01, 金额: 1000, 凭证号: 甲}\n";
    let block = "送达:\n  文书: 询问通知书\n  日期: 2026-06-26\n";
    type Row<'a> = (Option<&'a str>, &'a [(usize, Field, &'a str)], &'a str, (u32, Field));
    let rows: &[Row] = &[
        (None, &[(0, NoticeServed, "2026-02-30")], "A05", (3, NoticeServed)),
        (None, &[(0, NoticeServed, "下周")], "A05", (3, NoticeServed)),
        (None, &[(0, NoticeServed, "46227")], "A05", (3, NoticeServed)),
        (None, &[(1, PaymentDay, "2026-09-04、2026-09-05"), (1, PaymentAmount, "1")], "A05", (4, PaymentDay)),
        (None, &[(0, PaymentDay, "2026-09-03"), (0, PaymentAmount, "两万多")], "A06", (3, PaymentAmount)),
        (None, &[(0, PaymentDay, "2026-09-03"), (0, PaymentAmount, "0")], "A06", (3, PaymentAmount)),
        (None, &[(0, PaymentDay, "2026-09-03"), (0, PaymentAmount, "-5")], "A06", (3, PaymentAmount)),
        (None, &[(0, PaymentDay, "2026-09-03"), (0, PaymentAmount, "0.001")], "A06", (3, PaymentAmount)),
        (None, &[(0, PaymentDay, "2026-09-03"), (0, PaymentAmount, "40000.01")], "A12", (3, PaymentAmount)),
        (Some(own), &[(0, NoticeServed, "2026-07-24"), (1, PaymentAmount, "900")], "A13", (4, PaymentAmount)),
        (Some(own), &[(1, PaymentDay, ""), (1, PaymentAmount, ""), (1, PaymentVoucher, "")], "A13", (4, PaymentDay)),
        (None, &[(0, NoticeServed, "2026-07-24"), (0, NoticeMethod, "微信")], "A07", (3, NoticeMethod)),
        (None, &[(0, RecheckDay, "2026-07-09"), (0, RecheckResult, "好")], "A07", (3, RecheckResult)),
        (None, &[(0, DecisionMethod, "直接")], "A11", (3, DecisionServed)),
        (None, &[(0, PaymentDay, "2026-09-03")], "A11", (3, PaymentAmount)),
        (None, &[(0, PaymentAmount, "40000")], "A11", (3, PaymentDay)),
        (None, &[(1, RecheckDay, "2026-07-09")], "A10", (4, RecheckDay)),
        (None, &[(0, RecheckDay, "2026-01-09")], "A16", (3, RecheckDay)),
        (None, &[(0, NoticeServed, "2026-07-01")], "A16", (3, NoticeServed)),
        (None, &[(1, DecisionServed, "2025-08-26")], "A16", (4, DecisionServed)),
        (None, &[(1, PaymentDay, "2026-08-01"), (1, PaymentAmount, "7000")], "A16", (4, PaymentDay)),
        (Some(block), &[(0, NoticeServed, "2026-07-24")], "A14", (3, RecheckDay)),
    ];
    for (sidecar, edits, code, at) in rows {
        check_refused(*sidecar, edits, code, *at);
    }
}

#[test]
fn a_value_of_the_wrong_kind_is_refused() {
    let rows = [
        (Field::NoticeServed, Typed::Wrong("#REF!".into()), "A04"),
        (Field::NoticeMethod, Typed::Day(day("2026-07-24")), "A04"),
        (Field::PaymentAmount, Typed::Day(day("1954-10-05")), "A06"),
        (Field::PaymentVoucher, Typed::Wrong("TRUE".into()), "A04"),
    ];
    for (field, typed, code) in rows {
        let mut ledger = ledger_of(&[early(None).digest]);
        ledger.set(0, field, typed);
        let (cases, findings) = apply::read("ledger.xlsx", &ledger.lines);
        assert_eq!((cases.len(), findings.iter().map(|f| f.code).collect::<Vec<_>>()), (0, vec![code]), "{}", field.heading());
    }
}

#[test]
fn a_row_that_is_not_of_this_case_any_more_is_refused() {
    // no key, a key changed by hand, a workbook of another making
    let mut ledger = ledger_of(&[early(None).digest]);
    ledger.write(0, &[(Field::Key, ""), (Field::NoticeServed, "2026-07-24")]);
    ledger.write(1, &[(Field::Key, "{\"form\":\"x\"}")]);
    let (cases, findings) = apply::read("ledger.xlsx", &ledger.lines);
    assert_eq!((cases.len(), findings.iter().map(|f| f.code).collect::<Vec<_>>()), (0, vec!["A02", "A02"]));
    let (_, findings) = apply::read("x.xlsx", &[Line { row: 1, cells: vec![(0, Typed::Text("序号".into()))] }]);
    assert_eq!(findings[0].code, "A01");
    // a sum typed below the table says nothing
    let mut ledger = ledger_of(&[early(None).digest]);
    ledger.lines.push(Line { row: 9, cells: vec![(ledger.column(Field::Party), Typed::Text("合计".into()))] });
    assert!(ledger.entries().is_empty());
    // the form changed its parties, is broken, or is gone
    ledger.write(0, &[(Field::NoticeServed, "2026-07-24")]);
    let cases = ledger.entries();
    let renamed = EARLY.replace("吕思源", "吕思远");
    let broken = EARLY.replace("当事人:\n", "当事入:\n");
    for (form, code) in [(&renamed, "A09"), (&broken, "A08")] {
        let outcome = apply::settle(&cases[0], &texts(form, None));
        assert!(outcome.findings.iter().all(|finding| finding.code == code) && !outcome.findings.is_empty(), "{:#?}", outcome.findings);
        assert_eq!(outcome.sidecar, Sidecar::Keep);
    }
    assert_eq!(cases[0].unknown().code, "A03");
}

#[test]
fn the_form_is_never_overruled() {
    let form = std::fs::read_to_string(path("cases/confined-space.yaml")).expect("a sample");
    let sample = built("early", &form, None, "");
    let rows: &[(usize, Field, &str)] = &[
        (0, Field::NoticeServed, "2026-07-25"),
        (1, Field::DecisionMethod, "邮寄"),
        (0, Field::PaymentAmount, "39000"),
        (1, Field::PaymentVoucher, "9"),
        (0, Field::RecheckResult, "未整改"),
        (0, Field::RecheckDay, ""),
    ];
    for (row, field, value) in rows {
        let mut ledger = ledger_of(std::slice::from_ref(&sample.digest));
        ledger.write(*row, &[(*field, value)]);
        let outcome = apply::settle(&ledger.entries()[0], &texts(&form, None));
        assert_eq!(outcome.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["A13"], "{}: {:#?}", field.heading(), outcome.findings);
        assert_eq!(outcome.findings[0].related.len(), 1, "where the form says so");
        assert_eq!(outcome.sidecar, Sidecar::Keep);
    }
    // what the officer wrote after the ledger was made is not overruled by it either, nor undone by its empty cells
    let mut late = ledger_of(&[early(None).digest]);
    late.write(0, &[(Field::NoticeServed, "2026-07-25")]);
    let outcome = apply::settle(&late.entries()[0], &texts(&form, None));
    assert_eq!(outcome.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["A13"]);
    late.write(0, &[(Field::NoticeServed, "2026-07-24"), (Field::NoticeMethod, "直接")]);
    let outcome = apply::settle(&late.entries()[0], &texts(&form, None));
    assert_eq!((outcome.findings.len(), outcome.changes.len(), outcome.sidecar), (0, 0, Sidecar::Keep));
}

/// A row per record of a sample, none of which loses anything on the way through the ledger.
#[test]
fn the_records_of_every_sample_survive_the_ledger() {
    let files = std::fs::read_dir(path("cases")).expect("the samples").flatten().map(|entry| entry.path());
    for file in files.filter(|file| file.extension().is_some_and(|e| e == "yaml")) {
        let text = std::fs::read_to_string(&file).expect("a sample");
        let (Some(case), _) = load_with(&text, "x.yaml", Beside::default()) else { panic!("{}", file.display()) };
        let case = &case;
        let digest = Digest { steps: track::steps(case), ..Digest::default() };
        for slot in track::SLOTS {
            for party in 0..case.parties.len() {
                let held =
                    track::held(case).into_iter().filter(|held| held.slot == slot && held.party == party && held.record.day.is_some());
                let held: Vec<track::Record> = held.map(|held| held.record).collect();
                let kept = track::remembered(&digest, slot, party);
                assert!(
                    held.iter().all(|record| kept.contains(record)) && kept.iter().all(|record| held.contains(record)),
                    "{}: {held:?} {kept:?}",
                    file.display()
                );
            }
        }
    }
}

/// Cells that are changed, each by what somebody might type.
fn any_edits() -> impl Strategy<Value = Vec<(usize, Field, &'static str)>> {
    let day = prop::sample::select(vec!["", "2026-07-24", "2026/8/1", "2026-02-30", "46227"]);
    let method = prop::sample::select(vec!["", "直接", "邮寄送达", "微信"]);
    let verdict = prop::sample::select(vec!["", "已整改", "部分整改", "好"]);
    let amount = prop::sample::select(vec!["", "100", "2000.5", "4万", "99999999"]);
    let voucher = prop::sample::select(vec!["", "0001", "甲: {乙}", "“丙”#1", "- x"]);
    let edit = prop_oneof![
        (prop::sample::select(vec![Field::RecheckDay, Field::NoticeServed, Field::DecisionServed, Field::PaymentDay]), day),
        (prop::sample::select(vec![Field::NoticeMethod, Field::DecisionMethod]), method),
        (Just(Field::RecheckResult), verdict),
        (Just(Field::PaymentAmount), amount),
        (Just(Field::PaymentVoucher), voucher),
    ];
    prop::collection::vec((0..2usize, edit).prop_map(|(row, (field, value))| (row, field, value)), 1..8)
}

/// A sidecar, and the lines and heads of the ledger written with it.
type LedgerOf = (Option<String>, Vec<Line>, BTreeMap<String, u16>);

/// The ledgers of the early case before and after a first apply: making them builds the case, which takes its time.
static LEDGERS: LazyLock<[LedgerOf; 2]> = LazyLock::new(|| {
    let first = written(settled(None, WHOLE));
    [None, Some(first)].map(|sidecar| {
        let Returned { lines, columns } = ledger_of(&[early(sidecar.as_deref()).digest]);
        (sidecar, lines, columns)
    })
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_edits_are_taken_whole_or_refused_and_a_second_time_change_nothing(edits in any_edits(), applied in 0..2usize) {
        let (sidecar, lines, columns) = &LEDGERS[applied];
        let mut ledger = Returned { lines: lines.clone(), columns: columns.clone() };
        for (row, field, value) in edits {
            ledger.write(row, &[(field, value)]);
        }
        let (cases, findings) = apply::read("ledger.xlsx", &ledger.lines);
        prop_assert!(findings.is_empty() || cases.is_empty(), "a case with a refused cell is left out");
        for case in cases {
            let outcome = apply::settle(&case, &texts(&EARLY, sidecar.as_deref()));
            match &outcome.sidecar {
                Sidecar::Keep => prop_assert!(outcome.changes.is_empty()),
                Sidecar::Write(_) | Sidecar::Remove => {
                    prop_assert!(outcome.findings.is_empty() && !outcome.changes.is_empty());
                    let text = match outcome.sidecar {
                        Sidecar::Write(text) => Some(text),
                        Sidecar::Remove | Sidecar::Keep => None,
                    };
                    let side = text.as_deref().map(|text| (text, "early.events.yaml"));
                    let (loaded, found) = load_with(&EARLY, "early.yaml", Beside { events: side, action: None });
                    prop_assert!(loaded.is_some(), "{found:#?}");
                    let again = apply::settle(&case, &texts(&EARLY, text.as_deref()));
                    prop_assert_eq!((again.changes.len(), again.findings.len(), again.sidecar), (0, 0, Sidecar::Keep));
                }
            }
        }
    }
}
