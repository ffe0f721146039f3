//! What writs say: whose writs stand on a receipt, on what a measure rests, what an opinion may claim. Each test changes a
//! sample form and reads the text of the writs.

use std::path::Path;
use wenshu::pipeline::{Library, Selection, Sources, build, case_text, dump};

/// The text of the writs with this title, in file order; `changes` replace words of the sample's form.
fn texts(sample: &str, title: &str, changes: &[(&str, &str)]) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut form = std::fs::read_to_string(folder.join(sample)).unwrap();
    for (from, to) in changes {
        assert!(form.contains(from), "{sample} 里没有：{from}");
        form = form.replace(from, to);
    }
    let sources = Sources::default();
    let library = Library::load(&sources).unwrap();
    let loaded = case_text(&form, sample, "案件", &folder, &sources);
    let built = build(&library, &loaded, &Selection { only: vec![title.to_string()], due: false }).unwrap();
    built.writs.iter().map(dump).collect()
}

fn text(sample: &str, title: &str, changes: &[(&str, &str)]) -> String {
    texts(sample, title, changes).concat()
}

#[test]
fn a_receipt_lists_the_writs_of_its_own_party() {
    let receipts = texts("confined-space.yaml", "文书送达回执", &[]);
    let [unit, person, worker] = receipts.as_slice() else { panic!("{} 份回执", receipts.len()) };
    assert!(unit.contains("（善）应急罚〔2026〕38号") && !unit.contains("（善）应急罚〔2026〕39号"));
    assert!(person.contains("（善）应急罚〔2026〕39号") && !person.contains("（善）应急罚〔2026〕38号"));
    assert!(unit.contains("责令限期整改指令书") && !person.contains("责令限期整改指令书"));
    // 单位负责人的询问通知书记在单位的回执上，员工的另用一份
    for (receipt, number) in [(unit, "90号"), (worker, "92号")] {
        assert_eq!(receipt.matches("（善）应急询〔2026〕").count(), 1);
        assert!(receipt.contains(&format!("（善）应急询〔2026〕{number}")));
    }
    assert!(worker.contains("周海生") && !worker.contains("责令限期整改指令书"));
    assert!(!receipts.concat().contains("【缺"));
}

#[test]
fn an_inspected_unit_that_is_no_party_signs_for_its_own_writs() {
    let receipts = texts("person-in-charge.yaml", "文书送达回执", &[]);
    let of =
        |number: &str| receipts.iter().find(|text| text.contains(&format!("（龙）应急回〔2026〕{number}"))).cloned().unwrap_or_default();
    let (person, unit) = (of("41号"), of("41-3号"));
    assert!(person.contains("行政处罚决定书（个人）") && !person.contains("责令限期整改指令书"), "{person}");
    assert!(unit.contains("责令限期整改指令书") && unit.contains("整改复查意见书") && !unit.contains("处罚决定书"), "{unit}");
}

#[test]
fn a_decision_speaks_of_an_order_only_to_whom_it_was_addressed() {
    let ordered = "责令改正。";
    assert!(text("confined-space.yaml", "行政处罚决定书（单位）", &[]).contains(ordered));
    let person = text("confined-space.yaml", "行政处罚决定书（个人）", &[]);
    assert!(
        !person.contains(ordered)
            && person.contains("《中华人民共和国行政处罚法》第二十八条第一款")
            && person.contains("责令你立即改正上述违法行为")
    );
}

#[test]
fn what_came_after_the_inspection_was_found_out_by_the_recheck() {
    assert!(text("power-cut.yaml", "立案审批表", &[]).contains("2026年4月14日发现"));
    let given = [("案件来源: 本局复查发现", "案件来源: 本局复查发现\n发现日期: 2026-04-15")];
    assert!(text("power-cut.yaml", "立案审批表", &given).contains("2026年4月15日发现"));
}

#[test]
fn an_extension_names_its_items_with_their_own_deadline() {
    let reply = text("extension-of-rectification.yaml", "整改复查延期申请答复书", &[]);
    assert!(reply.contains("第2项") && reply.contains("由2026年7月15日延长至2026年7月31日，其余各项的期限不变"), "{reply}");
    assert!(reply.contains("配电房") && !reply.contains("钎焊车间"));
    let all = text("extension-of-rectification.yaml", "整改复查延期申请答复书", &[("    项: 2\n", "")]);
    assert!(all.contains("由2026年7月3日、2026年7月15日延长至2026年7月31日：") && all.contains("钎焊车间2号炉"), "{all}");
}

#[test]
fn only_a_major_hazard_is_said_to_make_safety_impossible() {
    let ordinary = text("welder-company.yaml", "现场处理措施决定书", &[]);
    assert!(!ordinary.contains("重大事故隐患") && ordinary.contains("第六十五条第一款第（二）项、第（三）项"));
    let major = text("foundry-merged.yaml", "现场处理措施决定书", &[]);
    assert!(major.contains("无法保证安全") && major.contains("经审查同意"));
    assert!(!major.contains("第（二）项"));
}

#[test]
fn a_recheck_concludes_only_when_every_item_has_a_verdict() {
    assert!(text("welder-company.yaml", "整改复查意见书", &[]).contains("已经全部整改完毕"));
    let open = text("minimal.yaml", "整改复查意见书", &[]);
    assert!(open.contains("【缺：复查.结果】") && !open.contains("综上"));
}

#[test]
fn an_opinion_claims_no_review_that_the_form_does_not_tell() {
    let review = "法制审核: {日期: 2026-07-22";
    assert!(text("confined-space.yaml", "案件处理呈批表", &[]).contains("2026年7月22日经法制审核，审核结论为通过（审核意见："));
    let waived = text("confined-space.yaml", "案件处理呈批表", &[(review, "法制审核: {放弃: true, 日期: 2026-07-22")]);
    assert!(waived.contains("不属于依法应当进行法制审核的情形"));
    assert!(text("minimal.yaml", "案件处理呈批表", &[]).contains("法制审核：【缺：法制审核】。"));
}

#[test]
fn a_hearing_and_a_statement_are_answered_in_the_decision() {
    let waived = ("听证: {日期: 2026-06-16, 放弃: true}", "听证: {举行: {时间: 2026-06-29 09:00}, 报告: {结论: 维持拟处罚。}}");
    let stated = (
        "陈述申辩: {日期: 2026-06-16, 放弃: true}",
        "陈述申辩: {日期: 2026-06-15, 内容: 请求减轻。, 复核: {结论: 不予采纳, 理由: 没有法定情形。}}",
    );
    let decision = text("foundry-merged.yaml", "行政处罚决定书（单位）", &[waived, stated]);
    assert!(decision.contains("你单位于2026年6月15日提出陈述、申辩：请求减轻。"));
    assert!(decision.contains("复核结论：不予采纳，理由是：没有法定情形。"));
    assert!(decision.contains("2026年6月29日举行听证，听证结论：维持拟处罚。"));
}

#[test]
fn amounts_told_for_the_case_are_not_mixed_with_amounts_of_single_acts() {
    let told = ("告知: {日期: 2026-06-11", "告知: {拟处罚: {罚款: 130000}, 日期: 2026-06-11");
    let notice = text("foundry-merged.yaml", "行政处罚听证告知书", &[told]);
    assert!(notice.contains("¥130000.00") && !notice.contains("¥70000.00"));
    assert!(text("foundry-merged.yaml", "行政处罚集体讨论记录", &[told]).contains("承办人建议：给予罚款人民币壹拾叁万元整"));
    assert!(text("foundry-merged.yaml", "案卷（首页）", &[]).contains("罚款合计人民币壹拾壹万元整（¥110000.00）"));
}

#[test]
fn other_penalties_say_how_they_are_performed() {
    let plain = ("处罚: {罚款: 40000}", "处罚: {罚款: 40000, 停产停业整顿: {期限: 三十日}}");
    assert!(text("foundry-merged.yaml", "行政处罚决定书（单位）", &[plain]).contains("【缺：处罚.履行】"));
    let said = ("处罚: {罚款: 40000}", "处罚: {罚款: 40000, 停产停业整顿: {期限: 三十日}, 履行: 自收到本决定书之日起停产。}");
    let decision = text("foundry-merged.yaml", "行政处罚决定书（单位）", &[said]);
    assert!(decision.contains("责令停产停业整顿（期限：三十日）") && decision.contains("自收到本决定书之日起停产。"));
    assert!(!decision.contains("【缺"));
}

#[test]
fn an_inspection_record_names_only_writs_of_its_own_day() {
    let same = text("welder-company.yaml", "现场检查记录", &[]);
    assert!(same.contains("下达《责令限期整改指令书》") && same.contains("作出《现场处理措施决定书》"));
    let later = text("minimal.yaml", "现场检查记录", &[("罚款: 20000", "罚款: 20000\n责令改正: {日期: 2026-03-09, 期限: 2026-03-20}")]);
    assert!(!later.contains("责令限期整改指令书"));
}

#[test]
fn an_order_counts_its_items_only_when_they_differ() {
    assert!(text("welder-company.yaml", "责令限期整改指令书", &[]).contains("对上述问题，于2026年3月16日前整改完毕。"));
    let several = text("person-in-charge.yaml", "责令限期整改指令书", &[]);
    assert!(several.contains("对第4项问题，立即整改。") && several.contains("对第3、5项问题，于2026年4月24日前整改完毕。"));
}

#[test]
fn names_and_stops_are_set_once() {
    for sample in
        ["minimal.yaml", "confined-space.yaml", "foundry-merged.yaml", "person-in-charge.yaml", "rare-names.yaml", "welder-company.yaml"]
    {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
        let sources = Sources::default();
        let loaded = case_text(&std::fs::read_to_string(folder.join(sample)).unwrap(), sample, "案件", &folder, &sources);
        let built = build(&Library::load(&sources).unwrap(), &loaded, &Selection::default()).unwrap();
        for writ in &built.writs {
            let said = dump(writ);
            for fault in ["。。", "；。", "，，", "发现发现", "（（", "））号", "《《"] {
                assert!(!said.contains(fault), "{sample} {}：{fault}", writ.file_stem);
            }
        }
    }
}

#[test]
fn a_penalty_without_range_needs_no_reason_for_its_amount() {
    let sample = "accident-principal.yaml";
    for title in ["行政处罚决定书", "行政处罚听证告知书", "行政处罚案件调查报告", "案件处理呈批表"] {
        let said = text(sample, title, &[]);
        assert!(said.contains("没有规定裁量幅度。") && !said.contains("裁量理由") && !said.contains("【缺"), "{title}：{said}");
    }
    // 事故后的处罚没有待整改的事项；没有检查，发现时间是批复的日期
    let decision = text(sample, "行政处罚决定书", &[]);
    assert!(!decision.contains("责令你") && decision.contains("本机关于2026年3月20日发现你涉嫌"), "{decision}");
    let written = [("  处罚: {罚款: 62720}", "  裁量: {理由: 比例由法律规定}\n  处罚: {罚款: 62720}")];
    assert!(text(sample, "行政处罚决定书", &written).contains("裁量理由：比例由法律规定。"), "what the form says is printed");
    let ranged = [("案由: principal-duty-accident", "案由: principal-duty")];
    assert!(text(sample, "行政处罚决定书", &ranged).contains("裁量理由：【缺：裁量】"), "a penalty with a range needs a reason");
}

#[test]
fn a_demand_names_what_is_still_owed() {
    let (sample, title) = ("unpaid-enforced.yaml", "行政强制执行事先催告书");
    let paid = |rest: &str| text(sample, title, &[("公示: {日期: 2026-04-08", &format!("缴款: {rest}\n公示: {{日期: 2026-04-08"))]);
    let nothing = text(sample, title, &[]);
    assert!(nothing.contains("没有履行该决定确定的义务。") && nothing.contains("将罚款人民币贰万元整"), "{nothing}");
    let part = paid("{日期: 2026-04-28, 金额: 5000}");
    assert!(part.contains("没有全部履行该决定确定的义务。") && part.contains("将罚款人民币壹万伍仟元整"), "{part}");
    let fine = paid("{日期: 2026-06-10, 金额: 20000}");
    assert!(fine.contains("至今没有缴纳加处的罚款（罚款已经缴清）。") && fine.contains("将加处罚款人民币"), "{fine}");
    assert!(!fine.contains("零元"), "{fine}");
}
