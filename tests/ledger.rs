//! The ledger of an action: what stands in it, how it looks to a reader that is not our writer, and how the filled-in
//! ledger comes back as events beside the cases.
#[path = "ledger/any_edits.rs"]
mod any_edits;
#[path = "support/cases.rs"]
#[allow(dead_code)] // shared with tests of whole folders
mod cases;
#[path = "support/ledger_digests.rs"]
mod digests;
#[path = "ledger/refused.rs"]
mod refused;
#[path = "ledger/returned.rs"]
mod returned;
#[path = "ledger/workbooks.rs"]
mod workbooks;
#[path = "ledger/written_back.rs"]
mod written_back;

use cases::path;
use chrono::NaiveDate;
use returned::{action, built, ledger_of, lines, typed};
use std::path::Path;
use wenshu::batch::apply::{self, CaseEntries, Line, Typed};
use wenshu::batch::digest::Digest;
use wenshu::batch::ledger::{self, Field};
use wenshu::batch::track;
use wenshu::case::{Beside, load_with};

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
    assert_eq!(apply::read("ledger.xlsx", &rows), apply::Rows::default(), "nobody touched it");
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

#[test]
fn cases_that_were_not_made_are_counted() {
    let totals = |unmade: usize, cases: &[Digest]| {
        let action = ledger::Action { unmade, ..action() };
        let bytes = ledger::bytes(&action, || cases.iter().cloned()).expect("a ledger");
        lines(&bytes, "汇总").iter().map(|line| (typed(line, 1).clone(), typed(line, 2).clone())).collect::<Vec<_>>()
    };
    let text = |text: &str| Typed::Text(text.into());
    let name = "没有生成的案件（不在台账里，哪些、为什么见 batch-summary.json）";
    let one = [Digest { case: "案1".into(), agency: "甲局".into(), ..Digest::default() }];
    assert_eq!(totals(2, &one)[1..3], [(text("全部案件"), text("1")), (text(name), text("2"))]);
    assert_eq!(totals(3, &[])[1..], [(text(name), text("3"))]);
    assert!(!totals(0, &one).iter().any(|(label, _)| *label == text(name)));
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
