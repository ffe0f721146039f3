//! Whatever is typed into the cells is taken whole or refused, and a second time changes nothing.

use crate::returned::{EARLY, Returned, WHOLE, early, ledger_of, settled, texts, written};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use wenshu::batch::apply::{self, Line, Sidecar};
use wenshu::batch::ledger::Field;
use wenshu::case::{Beside, load_with};

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
        let apply::Rows { cases, findings, .. } = apply::read("ledger.xlsx", &ledger.lines);
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
