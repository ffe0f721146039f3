//! Which papers the paths of inspection, seizure, preservation and power cuts have, and which they must not have.

use std::path::{Path, PathBuf};
use wenshu::pipeline::{self, Built, Library, Selection, Sources, State};

fn library() -> (Library, Sources) {
    let sources = Sources::default();
    let library = Library::load(&sources).unwrap_or_else(|found| panic!("{found:#?}"));
    (library, sources)
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(name)
}

/// Builds a case text as if it stood beside the samples.
fn build(source: &str, name: &str) -> Built {
    let (library, sources) = library();
    let loaded = pipeline::case_text(source, name, name.trim_end_matches(".yaml"), &sample(""), &sources);
    pipeline::build(&library, &loaded, &Selection::default()).unwrap_or_else(|found| panic!("{name}: {found:#?}"))
}

fn text_of(name: &str) -> String {
    std::fs::read_to_string(sample(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn ids(built: &Built) -> Vec<&str> {
    built.writs.iter().map(|w| w.id.as_str()).collect()
}

/// Writs that exist only because of an event, with the samples that have it.
const EVENTS: &[(&str, &[&str])] = &[
    ("inspection-clean.yaml", &["inspection_approval", "inspection_plan", "inspection_notice", "inspection_result_notice"]),
    (
        "extension-of-rectification.yaml",
        &["rectification_extension_approval", "rectification_extension_reply", "problem_handover", "recheck_opinion"],
    ),
    (
        "seizure-hazchem.yaml",
        &["compulsion_approval", "seizure_decision", "seizure_list", "seizure_extension_decision", "seizure_disposal_decision"],
    ),
    (
        "preservation-sampling.yaml",
        &[
            "scene_examination_record",
            "sampling_record",
            "preservation_approval",
            "preservation_notice",
            "preservation_disposal_approval",
            "preservation_disposal_decision",
            "appraisal_request",
            "photograph_sheet",
        ],
    ),
    ("seizure-stall-released.yaml", &["seizure_decision", "seizure_list", "seizure_disposal_decision", "sampling_record"]),
    ("explosives-cut-urgent.yaml", &["power_cut_notice", "power_cut_decision", "rectification_extension_reply"]),
    ("power-cut.yaml", &["compulsion_approval", "power_cut_notice", "power_cut_decision", "power_restore_notice"]),
];

#[test]
fn each_path_has_its_writs_and_all_are_final() {
    for (name, expected) in EVENTS {
        let built = build(&text_of(name), name);
        let have = ids(&built);
        for id in *expected {
            assert!(have.contains(id), "{name} lacks {id}: {have:?}");
        }
        for writ in &built.writs {
            assert_eq!(writ.state, State::Final, "{name} {}: {:?}", writ.title, writ.gaps);
        }
    }
}

#[test]
fn a_writ_of_an_event_never_appears_without_it() {
    let built = build(&text_of("minimal.yaml"), "minimal.yaml");
    for id in EVENTS.iter().flat_map(|(_, ids)| ids.iter()).filter(|id| **id != "recheck_opinion") {
        assert!(!ids(&built).contains(id), "minimal.yaml has {id}");
    }
}

#[test]
fn an_inspection_without_a_case_has_no_paper_of_a_penalty() {
    for name in ["inspection-clean.yaml", "extension-of-rectification.yaml", "seizure-stall-released.yaml"] {
        let built = build(&text_of(name), name);
        for id in ["filing_approval", "inquiry_notice", "inquiry_record", "case_disposal_approval", "penalty_notice", "case_cover"] {
            assert!(!ids(&built).contains(&id), "{name} has {id}");
        }
        assert!(!ids(&built).iter().any(|id| id.starts_with("penalty_decision")), "{name}");
    }
}

#[test]
fn a_person_without_a_trade_name_is_told_by_home_and_identity() {
    let name = "seizure-stall-released.yaml";
    let decision = words(&build(&text_of(name), name), "seizure_decision");
    assert!(decision.contains("身份证号：431222198206142044") && !decision.contains("法定代表人"), "{decision}");
    assert!(decision.contains("决定对可燃气体报警器（名称"), "things of one name are named once: {decision}");
    assert!(decision.contains("起至2026年8月31日止"), "{decision}");
}

#[test]
fn supply_of_explosives_is_cut_in_its_own_words() {
    let name = "explosives-cut-urgent.yaml";
    let notice = words(&build(&text_of(name), name), "power_cut_notice");
    assert!(notice.contains("采取停止供应民用爆炸物品的措施") && !notice.contains("采取停止供电的措施"), "{notice}");
}

#[test]
fn a_paper_for_the_supplier_is_not_on_the_party_s_receipt() {
    for name in ["power-cut.yaml", "explosives-cut-urgent.yaml"] {
        let receipt = words(&build(&text_of(name), name), "service_receipt");
        assert!(receipt.contains("停止供电（供应民用爆炸物品）决定书"), "{receipt}");
        assert!(!receipt.contains("停止供电（供应民用爆炸物品）通知书"), "{receipt}");
    }
}

/// Every piece of text of a writ.
fn words(built: &Built, id: &str) -> String {
    let writ = built.writs.iter().find(|w| w.id == id).unwrap_or_else(|| panic!("no {id}"));
    pipeline::dump(writ)
}

#[test]
fn three_acts_of_one_seizure_are_approved_on_three_forms() {
    let built = build(&text_of("seizure-hazchem.yaml"), "seizure-hazchem.yaml");
    let labels: Vec<&str> = built.writs.iter().filter(|w| w.id == "compulsion_approval").filter_map(|w| w.label.as_deref()).collect();
    assert_eq!(labels, ["查封扣押", "延长", "处理"]);
    let numbers: Vec<&str> = built.writs.iter().filter(|w| w.id == "compulsion_approval").filter_map(|w| w.number.as_deref()).collect();
    assert_eq!(numbers, ["（善）应急强审〔2026〕8号", "（善）应急强审〔2026〕11号", "（善）应急强审〔2026〕15号"]);
}

#[test]
fn what_is_not_told_is_a_gap_named_by_its_key() {
    let source = text_of("seizure-hazchem.yaml").replace("  方式: 扣押\n", "").replace("  期限: 2026-06-10\n", "");
    let built = build(&source, "seizure-hazchem.yaml");
    let decision = built.writs.iter().find(|w| w.id == "seizure_decision").unwrap_or_else(|| panic!("no decision"));
    let fields: Vec<&str> = decision.gaps.iter().map(|gap| gap.field.as_str()).collect();
    assert_eq!(decision.state, State::Draft);
    assert!(fields.contains(&"查封扣押.方式") && fields.contains(&"查封扣押.期限"), "{fields:?}");
}

#[test]
fn days_of_a_seizure_are_counted_from_the_day_after() {
    let source = text_of("seizure-hazchem.yaml").replace("  期限: 2026-06-10\n", "  天数: 30\n");
    let decision = words(&build(&source, "seizure-hazchem.yaml"), "seizure_decision");
    assert!(decision.contains("自2026年5月12日起至2026年6月11日止，最长不超过三十日"), "{decision}");
}

#[test]
fn registered_evidence_is_dealt_with_in_seven_working_days() {
    let notice = words(&build(&text_of("preservation-sampling.yaml"), "preservation-sampling.yaml"), "preservation_notice");
    assert!(notice.contains("七个工作日内作出处理决定，即于2026年3月26日前"), "{notice}");
    // 五一假期跨在期间内，调休上班的那天算工作日
    let source = text_of("preservation-sampling.yaml").replace("先行登记:\n  日期: 2026-03-17", "先行登记:\n  日期: 2026-04-28");
    let notice = words(&build(&source, "preservation-sampling.yaml"), "preservation_notice");
    assert!(notice.contains("即于2026年5月11日前"), "{notice}");
}

#[test]
fn an_urgent_power_cut_is_not_announced_beforehand() {
    let calm = words(&build(&text_of("power-cut.yaml"), "power-cut.yaml"), "power_cut_decision");
    assert!(calm.contains("现提前二十四小时通知你单位"), "{calm}");
    let source = text_of("power-cut.yaml").replace("停止供电:\n", "停止供电:\n  紧急: 是\n");
    let urgent = words(&build(&source, "power-cut.yaml"), "power_cut_decision");
    assert!(urgent.contains("不提前二十四小时通知") && !urgent.contains("现提前"), "{urgent}");
}

#[test]
fn a_refused_extension_keeps_the_deadline() {
    let name = "extension-of-rectification.yaml";
    let granted = words(&build(&text_of(name), name), "rectification_extension_reply");
    assert!(granted.contains("由2026年7月15日延长至2026年7月31日"), "{granted}");
    let source = text_of(name).replace("    准予: 是\n", "    准予: 否\n").replace("    延期至: 2026-07-31\n", "");
    let refused = words(&build(&source, name), "rectification_extension_reply");
    assert!(refused.contains("不予延期") && refused.contains("应当在2026年7月15日前整改完毕"), "{refused}");
}
