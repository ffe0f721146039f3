//! What cannot be taken back is refused by its cell, and nothing is written.

use crate::cases::path;
use crate::returned::{EARLY, built, day, early, ledger_of, texts};
use wenshu::batch::apply::{self, Line, Sidecar, Typed};
use wenshu::batch::ledger::Field;
use wenshu::import::sheet;

/// One edit of the early case (with this sidecar) is refused in this cell with this code, and nothing is written.
fn check_refused(sidecar: Option<&str>, edits: &[(usize, Field, &str)], code: &str, at: (u32, Field)) {
    let mut ledger = ledger_of(&[early(sidecar).digest]);
    for (row, field, value) in edits {
        ledger.write(*row, &[(*field, value)]);
    }
    let column = u32::from(ledger.column(at.1)) + 1;
    let apply::Rows { cases, mut findings, .. } = apply::read("ledger.xlsx", &ledger.lines);
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
        (finding.code, place.file.to_string(), place.pos.line, place.pos.column),
        (code, format!("ledger.xlsx 表“台账” 单元格{}{}", sheet::column_name(column as usize - 1), at.0), at.0, column),
        "{finding:#?}"
    );
    assert!(finding.message.contains("案件“"), "{finding:#?}");
    assert!(matches!(code, "A11" | "A14") || finding.found.is_some(), "{finding:#?}");
    assert!(code == "A14" || finding.field.as_deref() == Some(at.1.heading()), "{finding:#?}");
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

/// A cell of a number, as the reader of the workbook gives it.
fn typed_number(value: f64) -> Typed {
    let row = sheet::Row { number: 1, cells: vec![(0, sheet::Cell::Number(sheet::Number(value)))] };
    Line::from(&row).cells.remove(0).1
}

/// What has not been decided cannot be served or paid, even where the writ is known already and the fine intended.
#[test]
fn nothing_is_served_or_paid_of_a_decision_that_is_not_there() {
    let without = |keys: &[&str]| -> String {
        let mut out = String::new();
        let mut gone = false;
        for line in EARLY.lines() {
            if line.starts_with(|c: char| !c.is_whitespace() && c != '#' && c != '-') {
                gone = keys.iter().any(|key| line.starts_with(&format!("{key}:")));
            }
            if !gone {
                out.push_str(line);
                out.push('\n');
            }
        }
        out
    };
    use Field::*;
    type Row<'a> = (&'a [&'a str], &'a [(usize, Field, &'a str)], Field);
    let rows: &[Row] = &[
        (&["决定"], &[(0, DecisionServed, "2026-08-26"), (0, DecisionMethod, "直接")], DecisionServed),
        (&["决定"], &[(1, PaymentDay, "2026-09-04"), (1, PaymentAmount, "7000")], PaymentDay),
        (&["告知", "决定"], &[(0, NoticeServed, "2026-07-24")], NoticeServed),
        (&["告知", "决定"], &[(0, DecisionMethod, "直接")], DecisionMethod),
    ];
    for (keys, edits, cell) in rows {
        let mut ledger = ledger_of(&[early(None).digest]);
        for (row, field, value) in *edits {
            ledger.write(*row, &[(*field, value)]);
        }
        let outcome = apply::settle(&ledger.entries()[0], &texts(&without(keys), None));
        let found: Vec<(&str, Option<&str>)> = outcome.findings.iter().map(|finding| (finding.code, finding.field.as_deref())).collect();
        assert_eq!(found, [("A10", Some(cell.heading()))], "{keys:?}: {:#?}", outcome.findings);
        assert_eq!(outcome.sidecar, Sidecar::Keep);
    }
}

#[test]
fn a_value_of_the_wrong_kind_is_refused() {
    let rows = [
        (Field::NoticeServed, Typed::Wrong("#REF!".into()), "A04"),
        (Field::NoticeMethod, Typed::Day(day("2026-07-24")), "A04"),
        (Field::PaymentAmount, Typed::Day(day("1954-10-05")), "A06"),
        (Field::PaymentVoucher, Typed::Wrong("TRUE".into()), "A04"),
        (Field::PaymentVoucher, typed_number(12345678901234567890.0), "A04"),
        (Field::PaymentAmount, typed_number(1e15), "A04"),
    ];
    for (field, typed, code) in rows {
        let mut ledger = ledger_of(&[early(None).digest]);
        ledger.set(0, field, typed);
        let apply::Rows { cases, unread, findings } = apply::read("ledger.xlsx", &ledger.lines);
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!((cases.len(), unread, codes), (0, 1, vec![code]), "{}", field.heading());
    }
}

#[test]
fn a_number_of_fifteen_digits_is_a_voucher() {
    assert_eq!(typed_number(999_999_999_999_999.0), Typed::Text("999999999999999".into()));
}

#[test]
fn a_row_that_is_not_of_this_case_any_more_is_refused() {
    // no key, a key changed by hand, a workbook of another making
    let mut ledger = ledger_of(&[early(None).digest]);
    ledger.write(0, &[(Field::Key, ""), (Field::NoticeServed, "2026-07-24")]);
    ledger.write(1, &[(Field::Key, "{\"form\":\"x\"}")]);
    let apply::Rows { cases, unread, findings } = apply::read("ledger.xlsx", &ledger.lines);
    assert_eq!((cases.len(), unread, findings.iter().map(|f| f.code).collect::<Vec<_>>()), (0, 0, vec!["A02", "A02"]));
    let apply::Rows { findings, .. } = apply::read("x.xlsx", &[Line { row: 1, cells: vec![(0, Typed::Text("序号".into()))] }]);
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
