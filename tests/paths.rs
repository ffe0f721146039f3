//! The paths a case can take: which writs each has and lacks, what stands in them, and what is said of dates that cannot
//! be kept. Each path is a sample of `cases/`, one not yet
//! finished of `tests/pending/`; faults are planted by changing one line of it.

use std::path::Path;
use std::sync::LazyLock;
use wenshu::diag::{Diagnostic, Rank};
use wenshu::document::text_blocks;
use wenshu::pipeline::{Built, BuiltWrit, Library, Selection, Sources, State, build, case_text};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::load(&Sources::default()).expect("built-in law and templates"));

/// A sample with `(old, new)` replaced, each exactly once.
fn changed(name: &str, changes: &[(&str, &str)]) -> Built {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut source = std::fs::read_to_string(folder.join(format!("{name}.yaml")))
        .or_else(|_| std::fs::read_to_string(folder.join(format!("../tests/pending/{name}.yaml"))))
        .expect("sample");
    for (old, new) in changes {
        assert_eq!(source.matches(old).count(), 1, "{old}");
        source = source.replace(old, new);
    }
    let loaded = case_text(&source, name, name, &folder, &Sources::default());
    build(&LIBRARY, &loaded, &Selection::default()).unwrap_or_else(|findings| panic!("{name}: {findings:#?}"))
}

fn sample(name: &str) -> Built {
    changed(name, &[])
}

fn ids(built: &Built) -> Vec<&str> {
    built.writs.iter().map(|writ| writ.id.as_str()).collect()
}

fn text(built: &Built, id: &str) -> String {
    let found: Vec<String> = built.writs.iter().filter(|writ| writ.id == id).map(plain).collect();
    assert!(!found.is_empty(), "no {id}");
    found.join("\n")
}

fn plain(writ: &BuiltWrit) -> String {
    text_blocks(&writ.document).into_iter().map(|block| block.text).collect::<Vec<_>>().join("\n")
}

fn has(built: &Built, wanted: &[&str]) {
    let ids = ids(built);
    for id in wanted {
        assert!(ids.contains(id), "{id} is missing from {ids:?}");
    }
}

fn lacks(built: &Built, unwanted: &[&str]) {
    let ids = ids(built);
    for id in unwanted {
        assert!(!ids.contains(id), "{id} should not be in {ids:?}");
    }
}

fn said<'b>(built: &'b Built, code: &str) -> Vec<&'b Diagnostic> {
    built.findings.iter().filter(|finding| finding.code == code).collect()
}

const PENALTY: [&str; 4] = ["penalty_notice", "hearing_rights_notice", "penalty_decision_unit", "penalty_decision_person"];
const HEARING: [&str; 3] = ["hearing_notice", "hearing_record", "hearing_report"];

#[test]
fn every_path_is_final() {
    for name in ["hearing-held", "statement-accepted", "no-penalty", "case-withdrawn", "case-terminated", "case-extended"] {
        let built = sample(name);
        let drafts: Vec<_> = built.writs.iter().filter(|w| w.state != State::Final).map(|w| (&w.title, &w.gaps)).collect();
        assert!(drafts.is_empty(), "{name}: {drafts:?}");
        assert!(built.findings.iter().all(|f| f.rank != Rank::Veto), "{name}: {:?}", built.findings);
    }
}

#[test]
fn a_hearing_held_has_its_whole_chain() {
    let built = sample("hearing-held");
    has(&built, &HEARING);
    has(&built, &["hearing_rights_notice", "legal_review_opinion", "collective_discussion_record", "penalty_decision_unit"]);
    lacks(&built, &["penalty_notice", "no_penalty_decision", "case_withdrawal_record"]);
    // 合并听证：通知书每个当事人一份，笔录和报告书一份
    let count = |id: &str| ids(&built).iter().filter(|known| **known == id).count();
    assert_eq!((count("hearing_notice"), count("hearing_record"), count("hearing_report")), (2, 1, 1));
    let report = text(&built, "hearing_report");
    for words in ["应当不晚于2026年6月27日举行", "应当不晚于2026年6月16日", "七个工作日"] {
        assert!(report.contains(words), "{words} in {report}");
    }
    assert!(text(&built, "legal_review_opinion").contains("第五十八条第一款第（二）项"));
    // 委托代理人、电子送达、更正、可选文书各有其由
    has(&built, &["power_of_attorney", "service_address_confirmation", "erratum_notice", "case_approval", "payment_voucher_page"]);
    let without = changed("hearing-held", &[("  - {日期: 2026-05-21, 当事人", "  - {日期: 2026-05-22, 当事人")]);
    assert!(text(&without, "erratum_notice").contains("2026年5月22日"));
}

#[test]
fn an_accepted_statement_lowers_the_fine_and_is_answered() {
    let built = sample("statement-accepted");
    has(&built, &["party_statement_record", "penalty_notice", "evidence_copy_sheet"]);
    lacks(&built, &HEARING);
    assert!(text(&built, "penalty_notice").contains("¥30000.00"));
    let decision = text(&built, "penalty_decision_unit");
    assert!(decision.contains("¥20000.00") && !decision.contains("¥30000.00") && decision.contains("采纳"), "{decision}");
    // 书面意见不另作笔录
    lacks(&changed("statement-accepted", &[("方式: 口头", "方式: 书面")]), &["party_statement_record"]);
}

#[test]
fn no_penalty_has_neither_notice_nor_penalty() {
    let built = sample("no-penalty");
    lacks(&built, &PENALTY);
    let decision = text(&built, "no_penalty_decision");
    for words in ["第三十三条第一款", "不予行政处罚", "进行了教育", "六十日", "六个月"] {
        assert!(decision.contains(words), "{words} in {decision}");
    }
    for id in ["case_disposal_approval", "investigation_report", "legal_review_opinion"] {
        assert!(!text(&built, id).contains("应受行政处罚"), "{id}");
    }
    let denied = changed("no-penalty", &[("情形: 首违", "情形: 事实不成立")]);
    let decision = text(&denied, "no_penalty_decision");
    assert!(decision.contains("第五十七条第一款第（三）项") && !decision.contains("违反了") && !decision.contains("教育"), "{decision}");
}

#[test]
fn withdrawal_and_termination_end_the_case_without_a_decision() {
    for (name, own, other) in [
        ("case-withdrawn", "case_withdrawal_record", "case_termination_approval"),
        ("case-terminated", "case_termination_approval", "case_withdrawal_record"),
    ] {
        let built = sample(name);
        lacks(&built, &PENALTY);
        lacks(&built, &["case_disposal_approval", "collective_discussion_record", other]);
        has(&built, &[own, "closing_approval"]);
        assert!(text(&built, "closing_approval").contains("涉嫌"), "{name}");
    }
}

#[test]
fn an_extension_prints_the_periods_of_the_law() {
    let built = sample("case-extended");
    has(&built, &["case_extension_approval", "waiver_statement"]);
    let form = text(&built, "case_extension_approval");
    for words in ["2026年6月3日", "九十日", "一百二十日", "第五十三条第一款"] {
        assert!(form.contains(words), "{words} in {form}");
    }
    assert!(!form.contains("上一级"), "{form}");
    let longer = changed("case-extended", &[("延期至: 2026-07-03", "延期至: 2026-08-30")]);
    assert!(text(&longer, "case_extension_approval").contains("报上一级应急管理部门批准"));
    let beyond = changed("case-extended", &[("延期至: 2026-07-03", "延期至: 2026-09-30")]);
    assert!(said(&beyond, "R32").iter().any(|f| f.rank == Rank::Veto && f.message.contains("180日")), "{:?}", beyond.findings);
    let late = changed("case-extended", &[("案件延期: {日期: 2026-05-28", "案件延期: {日期: 2026-06-04")]);
    assert!(said(&late, "R32").iter().any(|f| f.rank == Rank::Veto && f.message.contains("原期限已过")), "{:?}", late.findings);
}

#[test]
fn dates_of_a_hearing_that_break_its_limits_are_said() {
    assert!(said(&sample("hearing-held"), "R29").is_empty());
    let short = changed(
        "hearing-held",
        &[("收件人: 全体当事人, 方式: 直接, 日期: 2026-06-15", "收件人: 全体当事人, 方式: 直接, 日期: 2026-06-17")],
    );
    let found = said(&short, "R29");
    assert!(found.iter().any(|f| f.rank == Rank::Veto && f.message.contains("不足七个工作日")), "{found:?}");
    assert!(short.writs.iter().all(|writ| writ.state != State::Final));
    let late =
        changed("hearing-held", &[("开始: 2026-06-26 09:30, 结束: 2026-06-26 11:40", "开始: 2026-07-03 09:30, 结束: 2026-07-03 11:40")]);
    let found = said(&late, "R29");
    assert!(found.iter().any(|f| f.rank == Rank::Veto && f.message.contains("晚于期限6日")), "{found:?}");
}

#[test]
fn a_window_closed_by_a_holiday_is_said_with_its_days() {
    // 2月11日申请，15日内是2月26日；春节放假，通知后第七个工作日是2月27日
    let built = changed("hearing-held", &[("申请: {日期: 2026-06-12", "申请: {日期: 2026-02-11")]);
    let found = said(&built, "R29");
    let impossible = found.iter().find(|f| f.message.contains("没有一天能同时满足")).unwrap_or_else(|| panic!("{found:?}"));
    for words in ["2026年2月11日", "2026年2月26日", "2026年2月27日", "十五日", "七个工作日"] {
        assert!(impossible.message.contains(words), "{words} in {}", impossible.message);
    }
    // 样例本身：听证还没有通知，只是提醒，不作否决
    let pending = sample("hearing-window");
    assert!(said(&pending, "R29").iter().any(|f| f.rank == Rank::Remind && f.message.contains("没有一天能同时满足")));
    assert!(text(&pending, "hearing_record").contains("调查人员提出当事人违法的事实"));
    assert!(text(&pending, "case_extension_approval").contains("报上一级应急管理部门批准"));
    // 一个当事人不予处罚，另一个仍走告知和听证
    assert!(text(&pending, "no_penalty_decision").contains("第三十三条第二款"));
    has(&pending, &["hearing_rights_notice", "penalty_decision_unit"]);
    lacks(&pending, &["penalty_decision_person", "case_approval"]);
    // 换成平常的日子就不说
    let open = changed("hearing-held", &[("申请: {日期: 2026-06-12", "申请: {日期: 2026-06-11")]);
    assert!(said(&open, "R29").iter().all(|f| !f.message.contains("没有一天")));
}
