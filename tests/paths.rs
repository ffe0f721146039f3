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

#[test]
fn the_law_of_the_act_governs_unless_the_new_is_lighter() {
    let built = sample("law-changed");
    for id in ["investigation_report", "penalty_notice", "penalty_decision_unit", "case_disposal_approval"] {
        let text = text(&built, id);
        for words in [
            "行为发生在2026年1月20日",
            "第四十五条第（一）项（国家安全生产监督管理总局令第15号公布，第77号修正）规定的处罚为警告、罚款，对单位可以处罚款10000元以上30000元以下",
            "2026年2月1日起施行的《安全生产违法行为行政处罚办法》第七十三条第（一）项（应急管理部令第18号）",
            "罚款10000元以上50000元以下",
            "新的规定较重",
            "《中华人民共和国行政处罚法》第三十七条从旧兼从轻",
            "适用行为发生时的规定",
        ] {
            assert!(text.contains(words), "{words} in {id}: {text}");
        }
    }
    assert!(text(&built, "penalty_decision_unit").contains("依据《安全生产违法行为行政处罚办法》第四十五条第（一）项的规定"));
    assert!(said(&built, "R49").is_empty(), "the officer chose: {:?}", built.findings);
    // 没有选择：两个规定都列出
    let silent =
        changed("law-changed", &[("  - {选择: 从旧, 理由: 警告和罚款的下限相同，新的罚款上限较高, 违法行为: 1}\n", ""), ("法规:\n", "")]);
    let found = said(&silent, "R49");
    let [only] = found.as_slice() else { panic!("{found:?}") };
    assert!(only.rank == Rank::Remind && only.message.contains("30000元以下") && only.message.contains("50000元以下"), "{only:?}");
    assert!(text(&silent, "penalty_decision_unit").contains("适用行为发生时的规定"));
    // 选了较重的
    let heavier = changed("law-changed", &[("选择: 从旧", "选择: 从新")]);
    assert!(said(&heavier, "R49").iter().any(|f| f.rank == Rank::Veto && f.message.contains("较重")), "{:?}", heavier.findings);
    let decision = text(&heavier, "penalty_decision_unit");
    assert!(decision.contains("第七十三条第（一）项的规定，决定") && decision.contains("适用新的规定"), "{decision}");
    // 没有换过规定的，没有可选的；指错违法行为的，改正
    let same =
        changed("statement-accepted", &[("文号: {序号: \"51\"}", "文号: {序号: \"51\"}\n法规: [{选择: 从旧, 理由: 无, 违法行为: 1}]")]);
    assert!(said(&same, "R49").iter().any(|f| f.rank == Rank::Remind && f.message.contains("没有新旧可选")));
    let stray = changed("law-changed", &[("违法行为: 1}", "违法行为: 2}")]);
    assert!(said(&stray, "R49").iter().any(|f| f.rank == Rank::Veto && f.message.contains("共1项")), "{:?}", stray.findings);
}

/// The writs of an id by the party they are for.
fn of_party(built: &Built, id: &str, party: &str) -> String {
    let found = built.writs.iter().find(|writ| writ.id == id && writ.label.as_deref() == Some(party));
    plain(found.unwrap_or_else(|| panic!("no {id} for {party} among {:?}", ids(built))))
}

#[test]
fn each_of_two_companies_is_ordered_to_correct_its_own() {
    let (owner, contractor) = ("太仓市虚构食品机械有限公司", "苏州虚构设备安装有限公司");
    let built = sample("two-companies");
    let own = of_party(&built, "correction_order", owner);
    assert!(own.contains("〔2026〕81号") && own.contains("1．二车间：行车轨道") && !own.contains("秦海涛"), "{own}");
    let other = of_party(&built, "correction_order", contractor);
    assert!(other.contains("〔2026〕82号") && !other.contains("没有签订安全生产管理协议"), "{other}");
    assert!(other.contains("1．二车间行车轨道支座：") && other.contains("2．苏州虚构设备安装有限公司项目部"), "{other}");
    // 复查的序号全案统一，意见书各从一编起
    let recheck = of_party(&built, "recheck_opinion", contractor);
    assert!(recheck.contains("查验证件有效") && recheck.contains("重新培训") && !recheck.contains("3月12日签订"), "{recheck}");
    assert!(recheck.contains("《责令限期整改指令书》（苏太）应急责改〔2026〕82号"), "{recheck}");
    // 现场处理只对承包单位
    let measures: Vec<_> = built.writs.iter().filter(|writ| writ.id == "onsite_measure_decision").map(|writ| writ.label.clone()).collect();
    assert_eq!(measures, [Some(contractor.to_string())]);
    let record = of_party(&built, "inspection_record", owner);
    assert!(record.contains(owner) && !record.contains("秦海涛") && !record.contains("现场处理措施决定书"), "{record}");
    // 决定书引用自己的那份
    let decision = of_party(&built, "penalty_decision_unit", contractor);
    assert!(decision.contains("应急责改〔2026〕82号责令改正") && !decision.contains("责改〔2026〕81号"), "{decision}");
    assert!(of_party(&built, "service_receipt", contractor).contains("现场处理措施决定书"));
    assert!(!of_party(&built, "service_receipt", owner).contains("现场处理措施决定书"));
    // 只责令一家的，另一家没有
    let one = changed("two-companies", &[("责令改正:\n  日期: 2026-03-10\n", "责令改正:\n  日期: 2026-03-10\n  当事人: 2\n")]);
    let ordered: Vec<_> = one.writs.iter().filter(|writ| writ.id == "correction_order").map(|writ| writ.label.clone()).collect();
    assert_eq!(ordered, [Some(contractor.to_string())]);
    assert!(of_party(&one, "penalty_decision_unit", owner).contains("责令你单位立即改正"));
}

#[test]
fn a_notice_prints_what_was_proposed_for_each_violation() {
    let contractor = "苏州虚构设备安装有限公司";
    let built = sample("two-companies");
    let notice = of_party(&built, "penalty_notice", contractor);
    assert!(notice.contains("¥20000.00") && notice.contains("合计人民币叁万元整") && !notice.contains("¥15000.00"), "{notice}");
    let decision = of_party(&built, "penalty_decision_unit", contractor);
    assert!(decision.contains("¥15000.00") && decision.contains("¥25000.00") && !decision.contains("¥20000.00"), "{decision}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let source = std::fs::read_to_string(folder.join("two-companies.yaml")).expect("sample");
    let both = source.replace("告知: {日期: 2026-03-30", "告知: {日期: 2026-03-30, 拟处罚: {罚款: 30000}");
    let loaded = case_text(&both, "两处", "两处", &folder, &Sources::default());
    assert!(loaded.case.is_none() && loaded.findings.iter().any(|f| f.code == "F18"), "{:?}", loaded.findings);
}

#[test]
fn discretion_names_benchmark_entry_tier_factors_and_evidence() {
    let built = sample("two-companies");
    let words = "特种作业人员无证上岗1人次（证据5、证据6）；当场停止作业，次日起由持证人员施工（证据8）；参照《应急管理行政处罚裁量权基准》序号26，适用裁量阶次A";
    for id in ["investigation_report", "penalty_notice", "penalty_decision_unit"] {
        assert!(text(&built, id).contains(words), "{id}");
    }
    // 推定的阶次，由人核对以后才用
    assert!(said(&built, "L32").is_empty());
    let inferred = changed("two-companies", &[("阶次: A", "阶次: B")]);
    let found = said(&inferred, "L32");
    let [only] = found.as_slice() else { panic!("{found:?}") };
    assert!(only.rank == Rank::Remind && only.message.contains("推定"), "{only:?}");
    let unsaid = changed("two-companies", &[("      基准: 应急管理行政处罚裁量权基准\n      序号: 26\n      阶次: A\n", "")]);
    assert!(!text(&unsaid, "penalty_decision_unit").contains("裁量阶次"));
}
