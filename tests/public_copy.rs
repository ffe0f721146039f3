//! The public copy as a user gets it: nobody the form names can be read in any of its files, units can.

#[path = "support/command.rs"]
#[allow(dead_code)] // shared with the test of the command line
mod command;
#[path = "support/docx_reader.rs"]
mod docx_reader;
#[path = "support/pdf_reader.rs"]
mod pdf_reader;

use command::{Scratch, run, tree, wenshu};
use std::collections::BTreeMap;

/// A case, persons and numbers that must not be read, texts that must be.
const CASES: &[(&str, &[&str], &[&str])] = &[
    (
        "rare-names",
        &["龚䶮", "吐尔逊", "李𬭎", "652301197408091514", "652301198004213516", "0994-0000816", "139****0421", "虚构小区"],
        &["昌吉市𬭎泰棉业有限公司", "91652301MA78L4C6BE", "买买提·吐某", "龚某", "陈㛃", "652301************", "昌吉市……", "棉纺路16号"],
    ),
    (
        "confined-space",
        &["沈立群", "吕思源", "周海生", "33042119690514201", "330421198311224017", "0573-00000380", "137****1122", "虚构花园"],
        &["嘉善某生态环境有限公司", "91330421MA2JD5T8Q3", "吕某某", "周某某", "沈佳怡", "嘉善县……", "虚构路380号"],
    ),
    (
        "hearing-held",
        &["陈景泰", "罗志强", "黄伟豪", "442000****0031", "0760-00000310", "138****0031", "虚构花园"],
        &["中山市广X木业有限公司", "陈某某", "罗某某", "梁锦荣", "中山市……", "虚构工业区31号"],
    ),
];

/// All texts of a folder by file name; the name is part of the text.
fn texts(folder: &std::path::Path) -> BTreeMap<String, String> {
    let read = |name: &str, bytes: &[u8]| match name.rsplit_once('.').map(|(_, end)| end) {
        Some("pdf") => pdf_reader::page_texts(bytes).concat().into_iter().collect(),
        Some("docx") => docx_reader::body_text(bytes).expect("a readable DOCX").join("\n"),
        Some("txt" | "json" | "ics") => String::from_utf8(bytes.to_vec()).expect("UTF-8"),
        other => panic!("{name}: {other:?}"),
    };
    tree(folder).into_iter().map(|(name, bytes)| (name.clone(), format!("{name}\n{}", read(&name, &bytes)))).collect()
}

#[test]
fn nobody_can_be_read_in_a_public_copy_and_units_stay() {
    let scratch = Scratch::new("public-copy");
    let out = scratch.path("out");
    let forms: Vec<String> = CASES.iter().map(|(case, ..)| format!("cases/{case}.yaml")).collect();
    let again = scratch.path("again");
    for out in [&out, &again] {
        let mut arguments = vec!["render", "--public", "--only", "行政处罚决定书", "-o", out];
        arguments.extend(forms.iter().map(String::as_str));
        let ran = run(wenshu(arguments), "");
        assert_eq!(ran.code, 0, "{}", ran.said());
        assert!(ran.err.contains("O40") && ran.err.contains("须由人通读"), "{}", ran.said());
    }
    assert_eq!(tree(scratch.0.join("out").as_path()), tree(scratch.0.join("again").as_path()), "the same case makes the same bytes");
    for (case, hidden, shown) in CASES {
        let inside = texts(&scratch.0.join("out").join(case));
        let files = texts(&scratch.0.join("out").join(format!("{case}-公开版")));
        assert_eq!(files.len(), 6, "two decisions in two formats, findings, manifest: {:?}", files.keys());
        for (name, text) in &files {
            for hidden in *hidden {
                assert!(!text.contains(hidden), "{name} of {case} still says {hidden}");
            }
            let is_writ = name.ends_with(".pdf") || name.ends_with(".docx");
            assert!(!is_writ || name.contains("公开版"), "{name}");
            assert!(
                !name.ends_with(".pdf") || text.split_once('\n').is_some_and(|(_, page)| page.contains("公开版")),
                "{name}: no mark at the foot"
            );
        }
        for (format, kind) in [(".pdf", "PDF"), (".docx", "DOCX")] {
            let all: String =
                files.iter().filter(|(name, _)| name.ends_with(format)).map(|(_, text)| text.replace(['\n', ' '], "")).collect();
            for shown in *shown {
                assert!(all.contains(shown), "the {kind} of {case} lost {shown}");
            }
        }
        // the internal set is as it was: what is hidden in the copy is read there (witnesses of service excepted)
        let internal: String = inside.values().map(String::as_str).collect();
        let read = hidden.iter().filter(|hidden| internal.contains(**hidden)).count();
        assert!(read >= 5, "the internal set of {case} is masked");
    }
}

#[test]
fn a_stranger_in_the_facts_loses_number_and_phone() {
    let scratch = Scratch::new("public-stranger");
    let form = std::fs::read_to_string("cases/confined-space.yaml").expect("a case");
    let stranger = "（身份证号11010519491231002X，电话13800000000，苏E·12345号货车）";
    scratch.file("案.yaml", &form.replacen("冯玉兰进入", &format!("冯玉兰{stranger}进入"), 1));
    let (form, out) = (scratch.path("案.yaml"), scratch.path("out"));
    let ran = run(wenshu(["render", "--public", "--agency", "cases/agencies/嘉善.yaml", &form, "-o", &out]), "");
    assert_eq!(ran.code, 0, "{}", ran.said());
    let files = texts(&scratch.0.join("out/案-公开版"));
    let all: String = files.values().map(|text| text.replace(['\n', ' '], "")).collect();
    assert!(all.contains("身份证号110105************，电话138********，苏E*****号货车"), "{all}");
    assert!(!all.contains("491231") && !all.contains("13800000000"));
}

#[test]
fn a_case_without_a_decision_has_no_public_copy() {
    let scratch = Scratch::new("public-none");
    let out = scratch.path("out");
    let ran = run(wenshu(["render", "--public", "--only", "立案审批表", "cases/confined-space.yaml", "-o", &out]), "");
    assert_eq!(ran.code, 0, "{}", ran.said());
    assert!(ran.err.contains("没有可以公开的处罚决定"), "{}", ran.said());
    assert!(!scratch.0.join("out/confined-space-公开版").exists());
}

#[test]
fn a_person_whose_name_ends_like_a_unit_or_equals_an_officer_is_masked() {
    let form = std::fs::read_to_string("cases/summary-person.yaml").expect("a case");
    // 社 and 站 end the names of units; 王晓明 is an officer of the case
    for (name, mask) in [("王建社", "王某某"), ("李国站", "李某某"), ("王晓明", "王某某")] {
        let scratch = Scratch::new("public-names");
        scratch.file("案.yaml", &form.replace("郑小龙", name));
        let (path, out) = (scratch.path("案.yaml"), scratch.path("out"));
        let ran = run(wenshu(["render", "--public", "--agency", "cases/agencies/太仓.yaml", &path, "-o", &out]), "");
        assert_eq!(ran.code, 0, "{}", ran.said());
        let files = texts(&scratch.0.join("out/案-公开版"));
        let all: String = files.values().map(|text| text.replace(['\n', ' '], "")).collect();
        assert!(all.contains(mask) && !all.contains(name), "{name}: {all}");
    }
}
