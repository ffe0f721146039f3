//! What an action file fills into a form, and what it may not.

use super::super::events::Event;
use super::super::values::Text;
use super::super::*;
use crate::diag::Diagnostic;

/// A form that says itself all it must.
const FORM: &str = "\
案由: 特种作业人员无证上岗
检查时间: 2026-03-05 09:30
当事人: {名称: 某某公司}
执法人员: [李卫东, 王晓明]
违法事实: 电焊工周某未取得特种作业操作证，在一车间从事焊接作业。
";

/// The form with what an action file shares; the findings of both.
fn shared(form: &str, action: &str) -> (Option<Case>, Vec<Diagnostic>) {
    let (action, mut findings) = load_action(action, "action.yaml");
    let (case, said) = load_with(form, "a.yaml", Beside { events: None, action: action.as_ref() });
    findings.extend(said);
    (case, findings)
}

const ACTION: &str = "\
行动: {名称: 春季集中整治, 编号: JZ-1}
共同:
  机关: 太仓
  案件来源: 集中整治
  案由: special-op-cert
  检查: {类别: 专项检查, 方式: 现场查看, 时间: 2026-03-05 20:00}
  立案: 2026-03-10
  罚款: 20000
小组:
  一组: {执法人员: [甲, 乙], 检查: {方式: 查阅资料}}
  二组: {执法人员: [丙, 丁]}
";

#[test]
fn what_an_action_shares_fills_what_a_form_does_not_say() {
    let form = "小组: 一组\n当事人: {名称: 某某公司}\n检查时间: 2026-03-06 09:00\n检查: {category: 个案检查}\n违法事实: 甲乙丙\n";
    let (case, findings) = shared(form, ACTION);
    let case = case.unwrap_or_else(|| panic!("{findings:#?}"));
    let inspection = case.inspection.as_ref().expect("an inspection");
    let words = |text: &Option<Text>| text.as_ref().map(|t| (t.text().to_string(), t.at.file.to_string(), t.at.pos.line));
    assert_eq!(words(&inspection.category), Some(("个案检查".into(), "a.yaml".into(), 4)));
    assert_eq!(words(&inspection.method), Some(("查阅资料".into(), "action.yaml".into(), 10)));
    assert_eq!(inspection.day().map(|day| day.to_string()).as_deref(), Some("2026-03-06"));
    assert_eq!(case.officers.iter().map(|o| o.name.text()).collect::<Vec<_>>(), ["甲", "乙"]);
    assert_eq!(words(&case.source), Some(("集中整治".into(), "action.yaml".into(), 4)));
    assert_eq!(case.violations[0].cause.as_ref().map(|cause| cause.text()), Some("special-op-cert"));
    assert_eq!(case.fine_of(0), Some(2_000_000));
    assert_eq!(case.filing.as_ref().and_then(|f| f.day()).map(|day| day.to_string()).as_deref(), Some("2026-03-10"));
}

#[test]
fn a_firm_where_nothing_was_found_is_not_charged_with_the_action() {
    let form = "小组: 二组\n当事人: {名称: 某某公司}\n检查: {情况: 未发现问题}\n";
    let (case, findings) = shared(form, ACTION);
    let case = case.unwrap_or_else(|| panic!("{findings:#?}"));
    assert!(case.violations.is_empty() && case.filing.is_none() && case.fine_of(0).is_none());
    assert_eq!(case.inspection.as_ref().and_then(|i| i.day()).map(|day| day.to_string()).as_deref(), Some("2026-03-05"));
}

#[test]
fn a_form_of_an_action_keeps_its_own_list_of_violations() {
    let form =
        "当事人: {名称: 某某公司}\n执法人员: [甲, 乙]\n检查: 2026-03-06\n违法行为:\n  - {案由: training-none, 事实: 甲}\n  - {事实: 乙}\n";
    let (case, findings) = shared(form, ACTION);
    let case = case.unwrap_or_else(|| panic!("{findings:#?}"));
    let causes: Vec<&str> = case.violations.iter().filter_map(|v| v.cause.as_ref()).map(|cause| cause.text()).collect();
    assert_eq!(causes, ["training-none", "special-op-cert"]);
    assert_eq!(case.fine_of(0), None);
    let inspection = case.inspection.as_ref().expect("an inspection");
    assert_eq!(inspection.category.as_ref().map(|c| c.text()), Some("专项检查"));
    assert_eq!(inspection.day().map(|day| day.to_string()).as_deref(), Some("2026-03-06"));
}

#[test]
fn what_is_wrong_in_an_action_is_said_where_it_stands() {
    for (action, code, part) in [
        ("行动: 甲\n共同: {案油: x}\n", "F01", "案由"),
        ("行动: 甲\n共同: {编号: x}\n", "F72", "一案一号"),
        ("行动: 甲\n小组: {一组: {证据: [x]}}\n", "F72", "每案各有证据"),
        ("行动: 甲\n小组: [一组]\n", "F02", "一组"),
    ] {
        let (read, findings) = load_action(action, "action.yaml");
        let said = findings.iter().map(|f| crate::diag::render(f, None)).collect::<String>();
        assert!(read.is_none() && said.contains(part) && findings.iter().any(|f| f.code == code), "{action}: {said}");
        assert!(findings.iter().all(|f| f.place.as_ref().is_some_and(|p| &*p.file == "action.yaml")));
    }
    let form = format!("{FORM}小组: 三组\n");
    let (case, findings) = shared(&form, ACTION);
    assert!(case.is_none() && findings.iter().any(|f| f.code == "F73" && f.field.as_deref() == Some("小组")), "{findings:#?}");
    let (case, findings) = shared("行动: 甲\n", ACTION);
    assert!(case.is_none() && findings.iter().any(|f| f.message.contains("行动文件")), "{findings:#?}");
    let (case, findings) = shared(FORM, "行动: 甲\n共同: {检查: {时间: 2026-02-30}}\n");
    assert!(case.is_some(), "the form says itself when: {findings:#?}");
    let form = FORM.replace("检查时间: 2026-03-05 09:30", "检查: {类别: 日常检查}");
    let (case, findings) = shared(&form, "行动: 甲\n共同: {检查: {时间: 2026-02-30}}\n");
    let place = findings.iter().find(|f| f.code == "F10").and_then(|f| f.place.as_ref());
    assert!(case.is_none() && place.is_some_and(|p| &*p.file == "action.yaml" && p.pos.line == 2), "{findings:#?}");
}
