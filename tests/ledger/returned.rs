//! A ledger as it comes back: cases built for it, its cells read and changed, what `batch apply` makes of it.

use crate::cases::{library, path};
use crate::digests;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};
use wenshu::batch::apply::{self, CaseEntries, Line, Outcome, Sidecar, Texts, Typed};
use wenshu::batch::digest::Digest;
use wenshu::batch::ledger::{self, Action, Field};
use wenshu::case::{Beside, Case, load_with};
use wenshu::import::sheet;
use wenshu::pipeline::{self, Selection, Sources};

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub const ACTION: &str = "2026年春季有限空间集中整治";

pub fn action() -> Action<'static> {
    Action { name: ACTION, day: NaiveDate::from_ymd_opt(2026, 9, 10).expect("a day"), unmade: 0 }
}

/// The lines of a sheet as `batch apply` gets them, read by calamine.
pub fn lines(bytes: &[u8], name: &str) -> Vec<Line> {
    let book = sheet::read(bytes, "ledger.xlsx").expect("a readable workbook");
    let sheet = book.sheets.iter().find(|sheet| &*sheet.name == name).unwrap_or_else(|| panic!("no sheet {name}"));
    sheet.rows.iter().map(Line::from).collect()
}

pub fn typed(line: &Line, column: u16) -> &Typed {
    line.cells.iter().find(|(own, _)| *own == column).map_or(&Typed::Nothing, |(_, typed)| typed)
}

/// A case of `cases/` with its form changed, and its sidecar: the form, loaded and built.
#[derive(Clone)]
pub struct Sample {
    pub case: Case,
    pub digest: Digest,
}

pub fn built(name: &str, form: &str, sidecar: Option<&str>, team: &str) -> Sample {
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
pub static EARLY: LazyLock<String> = LazyLock::new(|| {
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
pub fn early(sidecar: Option<&str>) -> Sample {
    static BUILT: LazyLock<Mutex<BTreeMap<Option<String>, Sample>>> = LazyLock::new(Mutex::default);
    let mut built_so_far = BUILT.lock().expect("no test panics while it builds");
    let build = || built("early", &EARLY, sidecar, "一组");
    built_so_far.entry(sidecar.map(str::to_string)).or_insert_with(build).clone()
}

/// The sheet 台账 of these cases: heads by column and the lines below.
pub struct Returned {
    pub columns: BTreeMap<String, u16>,
    pub lines: Vec<Line>,
}

pub fn ledger_of(digests: &[Digest]) -> Returned {
    let bytes = ledger::bytes(&action(), || digests.iter().cloned()).expect("a ledger");
    let lines = lines(&bytes, ledger::SHEET);
    let head = &lines[1];
    let columns = head.cells.iter().filter_map(|(column, cell)| match cell {
        Typed::Text(text) => Some((text.clone(), *column)),
        Typed::Nothing | Typed::Day(_) | Typed::Cut(_) | Typed::Wrong(_) => None,
    });
    Returned { columns: columns.collect(), lines }
}

impl Returned {
    pub fn column(&self, field: Field) -> u16 {
        self.columns[field.heading()]
    }
    /// The cell of a row below the heads, counted from 0.
    pub fn shows(&self, row: usize, field: Field) -> String {
        match typed(&self.lines[row + 2], self.column(field)) {
            Typed::Nothing => String::new(),
            Typed::Text(text) => text.clone(),
            Typed::Day(day) => day.to_string(),
            Typed::Cut(shown) | Typed::Wrong(shown) => format!("!{shown}"),
        }
    }
    pub fn set(&mut self, row: usize, field: Field, typed: Typed) {
        let column = self.column(field);
        let cells = &mut self.lines[row + 2].cells;
        cells.retain(|(own, _)| *own != column);
        cells.push((column, typed));
        cells.sort_by_key(|(own, _)| *own);
    }
    pub fn write(&mut self, row: usize, values: &[(Field, &str)]) {
        for (field, value) in values {
            self.set(row, *field, if value.is_empty() { Typed::Nothing } else { Typed::Text((*value).into()) });
        }
    }
    /// Copies a row to the end, as an officer does for a second payment.
    pub fn copy(&mut self, row: usize) -> usize {
        let mut line = self.lines[row + 2].clone();
        line.row = self.lines.last().map_or(0, |last| last.row) + 1;
        self.lines.push(line);
        self.lines.len() - 3
    }
    pub fn entries(&self) -> Vec<CaseEntries> {
        let apply::Rows { cases, findings, .. } = apply::read("ledger.xlsx", &self.lines);
        assert!(findings.is_empty(), "{findings:#?}");
        cases
    }
}

pub fn texts<'a>(form: &'a str, sidecar: Option<&'a str>) -> Texts<'a> {
    Texts { form, form_name: "early.yaml", sidecar, sidecar_name: "early.events.yaml", action: None }
}

/// What comes of a ledger of the early case whose cells were changed.
pub fn settled(sidecar: Option<&str>, edits: &[(usize, Field, &str)]) -> Outcome {
    let mut ledger = ledger_of(&[early(sidecar).digest]);
    for (row, field, value) in edits {
        ledger.write(*row, &[(*field, value)]);
    }
    settle(&ledger, sidecar)
}

pub fn settle(ledger: &Returned, sidecar: Option<&str>) -> Outcome {
    match ledger.entries().as_slice() {
        [] => Outcome { changes: Vec::new(), findings: Vec::new(), sidecar: Sidecar::Keep },
        [one] => apply::settle(one, &texts(&EARLY, sidecar)),
        more => panic!("{} cases", more.len()),
    }
}

pub fn written(outcome: Outcome) -> String {
    assert!(outcome.findings.is_empty(), "{:#?}", outcome.findings);
    match outcome.sidecar {
        Sidecar::Write(text) => text,
        other => panic!("{other:?}"),
    }
}

/// Everything the company and the person of the early case can be given.
pub const WHOLE: &[(usize, Field, &str)] = &[
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
