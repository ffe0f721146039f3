//! A ledger of many cases is written in a memory that hardly grows with them. The allocator counts; one test only, so
//! that nothing else is counted.

use chrono::{Days, NaiveDate};
use std::alloc::{GlobalAlloc, Layout, System};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use wenshu::batch::digest::{Charge, Digest, Limit, Party, Step, Writ};
use wenshu::batch::ledger::{self, Action};
use wenshu::export::xlsx::{Cell, Column, Sheet, Workbook};

struct Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is passed on to the system's allocator unchanged; only sizes are added up beside it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let live = LIVE.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(live, Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The most that was held at a time beyond what was held before.
fn peak(work: impl FnOnce()) -> usize {
    let before = LIVE.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    work();
    PEAK.load(Ordering::Relaxed) - before
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day")
}

/// A case as large as ordinary ones: twenty writs, a dozen limits, one party.
fn case(index: usize) -> Digest {
    let name = format!("太仓市虚构精密机械第{index}有限公司");
    let on = |offset: usize| day() + Days::new((offset % 400) as u64);
    let step = |name: &str, offset: usize| Step { step: name.into(), day: on(offset), ..Step::default() };
    Digest {
        folder: format!("案{index}"),
        case: format!("太仓-2026-{index}"),
        agency: "太仓市应急管理局".into(),
        team: Some(format!("第{}组", index % 20)),
        form: format!("案件/案{index}.yaml"),
        parties: vec![Party {
            name: name.clone(),
            code: format!("91320585MA1N{index:06}"),
            address: "江苏省太仓市城厢镇某某路8号".into(),
            fine: 2_000_000,
            ..Party::default()
        }],
        charges: vec![Charge { cause_name: format!("案由{}", index % 60), fine: Some(2_000_000), ..Charge::default() }],
        writs: (0..20)
            .map(|n| Writ {
                title: format!("文书{n}"),
                number: Some(format!("（苏太）应急〔2026〕{index}号")),
                state: "稿".into(),
                lacks: vec!["文号".into()],
                ..Writ::default()
            })
            .collect(),
        limits: (0..12)
            .map(|n| Limit {
                name: format!("期限{n}"),
                binds: "本机关".into(),
                last: Some(on(index * 7 + n * 31)),
                why: "决定书送达，2026年3月5日起算，次日起十五日".into(),
                ..Limit::default()
            })
            .collect(),
        steps: vec![step("检查", index), step("立案", index + 5)],
        ..Digest::default()
    }
}

fn ledger_of(cases: usize) -> usize {
    let action = Action { name: "集中整治", day: day(), unmade: 0 };
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    peak(|| ledger::write(&action, || (0..cases).map(case), scratch, std::io::sink()).expect("a ledger"))
}

fn table_of(rows: usize) -> usize {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    peak(|| {
        let mut book = Workbook::streaming("", day(), scratch).expect("a workbook");
        let sheet = Sheet { frozen: 2, ..Sheet::new("表", (0..40).map(|n| Column::new(format!("第{n}栏"), 12.0).wrap()).collect()) };
        let cells = (0..rows).map(|row| (0..40).map(|column| Cell::text(format!("第{row}行第{column}栏的内容"))).collect());
        assert_eq!(book.sheet(&sheet, cells).expect("rows") as usize, rows);
        book.write(std::io::sink()).expect("a file");
    })
}

#[test]
fn memory_hardly_grows_with_the_cases() {
    let (few, many) = (table_of(2_500), table_of(10_000));
    let a_row = many.saturating_sub(few) / 7_500;
    println!("table: {few} bytes for 2,500 rows, {many} for 10,000: {a_row} a row");
    assert!(a_row < 16, "rows are kept: {a_row} bytes each");
    let (few, many) = (ledger_of(2_500), ledger_of(6_500));
    let a_case = many.saturating_sub(few) / 4_000;
    println!("ledger: {few} bytes for 2,500 cases, {many} for 6,500: {a_case} a case");
    assert!(a_case < 600, "cases are kept: {a_case} bytes each");
}
