//! What was filled in becomes lines of the sidecar, can be changed and taken back, and leaves a person's lines alone.

use crate::returned::{WHOLE, early, ledger_of, settle, settled, written};
use wenshu::batch::apply::Sidecar;
use wenshu::batch::ledger::Field;

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
