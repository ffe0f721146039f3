//! `compare`: an untouched rendering differs in nothing; every edit is found where it was made, and so is what it breaks.

#[path = "support/cases.rs"]
mod cases;
#[allow(dead_code)]
#[path = "support/command.rs"]
mod command;
#[path = "support/docx_edit.rs"]
mod edit;

use cases::{Sample, library};
use edit::*;
use rayon::prelude::*;
use std::sync::OnceLock;
use wenshu::compare::{Comparison, alone, with_case};
use wenshu::diag::{Diagnostic, Rank};
use wenshu::export;
use wenshu::import::docx::read;
use wenshu::pipeline::{self, BuiltWrit, Selection, Sources, State};

fn sample(name: &str) -> Sample {
    let loaded = pipeline::case_file(&cases::path(&format!("cases/{name}.yaml")), &Sources::default());
    let built = pipeline::build(library(), &loaded, &Selection::default()).unwrap_or_else(|found| panic!("{name}: {found:#?}"));
    Sample { loaded, built }
}

fn welder() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| sample("welder-company"))
}

fn printed(sample: &Sample, writ: &BuiltWrit) -> Vec<u8> {
    export::docx::write(&writ.document, sample.built.profile).expect("printable")
}

fn decision() -> Vec<u8> {
    let writ = welder().built.writs.iter().find(|writ| writ.id == "penalty_decision_unit").expect("a decision");
    printed(welder(), writ)
}

fn region(sample: &Sample) -> Option<&str> {
    sample.loaded.agency.as_ref().and_then(|agency| agency.region.as_ref()).map(|region| region.text())
}

fn compared(sample: &Sample, docx: &[u8], writ: Option<&str>) -> Result<Comparison, Diagnostic> {
    with_case(library(), &sample.built, &read(docx, "a.docx")?, writ, region(sample))
}

/// Findings of an edited decision: (code, message with found and expected).
fn found(docx: &[u8]) -> Vec<(&'static str, String)> {
    let comparison = compared(welder(), docx, None).unwrap_or_else(|finding| panic!("{finding:?}"));
    assert_eq!(comparison.writ.as_deref(), Some("行政处罚决定书（单位）"));
    said(&comparison)
}

fn said(comparison: &Comparison) -> Vec<(&'static str, String)> {
    let text = |f: &Diagnostic| format!("{}|{}|{}", f.message, f.found.as_deref().unwrap_or(""), f.expected.as_deref().unwrap_or(""));
    comparison.findings.iter().map(|finding| (finding.code, text(finding))).collect()
}

/// Exactly these codes, and each with these words.
fn check(docx: &[u8], expected: &[(&str, &[&str])]) {
    let found = found(docx);
    let codes: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, expected.iter().map(|(code, _)| *code).collect::<Vec<_>>(), "{found:#?}");
    for ((code, text), (_, words)) in found.iter().zip(expected) {
        for word in *words {
            assert!(text.contains(word), "{code}: {text} lacks {word}");
        }
    }
}

/// Holds every writ of a case against the case: so many drafts and finals.
fn untouched(sample: &Sample) -> (usize, usize) {
    let (mut drafts, mut finals) = (0, 0);
    for (at, writ) in sample.built.writs.iter().enumerate() {
        let docx = printed(sample, writ);
        let name = format!("{} {}", sample.name(), writ.file_stem);
        let comparison = compared(sample, &docx, None).unwrap_or_else(|finding| panic!("{name}: {finding:?}"));
        assert_eq!(comparison.findings, [], "{name}");
        // Two writs of one title and one text cannot be told apart, and need not be.
        let label = comparison.writ.as_deref().unwrap_or_default();
        let twins = sample.built.writs.iter().enumerate().any(|(other, w)| {
            other != at
                && label.starts_with(&w.title)
                && wenshu::document::text_blocks(&w.document) == wenshu::document::text_blocks(&writ.document)
        });
        let own = writ.label.as_ref().map_or(writ.title.clone(), |label| format!("{}（{label}）", writ.title));
        assert!(label == own || twins, "{name} was taken for {label}");
        // By itself a final has no fault either; a draft has its gaps.
        let lonely = alone(&read(&docx, "a.docx").expect("readable"), &library().law);
        let faults: Vec<&Diagnostic> = lonely.findings.iter().filter(|f| f.rank > Rank::Remind).collect();
        if writ.state == State::Final {
            finals += 1;
            assert!(faults.is_empty(), "{name}: {faults:#?}");
        } else {
            drafts += 1;
            let is_gap = |f: &&Diagnostic| f.code == "C50" && f.found.as_ref().is_some_and(|text| text.contains("缺："));
            assert!(faults.iter().all(is_gap), "{name}: {faults:#?}");
        }
    }
    (drafts, finals)
}

#[test]
fn an_untouched_rendering_differs_in_nothing() {
    let samples: Vec<Sample> = ["cases", "tests/cases", "tests/published"].into_iter().flat_map(cases::of_folder).collect();
    let counted: Vec<(usize, usize)> = samples.par_iter().map(untouched).collect();
    let (drafts, finals) = counted.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert!(drafts > 20 && finals > 100, "{drafts} drafts, {finals} finals");
}

#[test]
fn changed_values_are_found_with_what_they_break() {
    let docx = decision();
    let body = |from: &str, to: &str| {
        with_part(&docx, "word/document.xml", |text| {
            assert!(text.contains(from), "no {from}");
            text.replace(from, to)
        })
    };
    let sample = welder();
    let writ = sample.built.writs.iter().find(|writ| writ.id == "penalty_decision_unit").expect("a decision");
    let number = writ.number.clone().expect("a number");
    // name
    let name = sample.loaded.case.as_ref().expect("case").parties[0].name().text().to_string();
    let changed: String = name.replace("公司", "公同");
    let all = found(&body(&name, &changed));
    assert!(all.iter().any(|(code, text)| *code == "C20" && text.contains(&changed) && text.contains("行政处罚告知书")), "{all:#?}");
    assert!(all.iter().any(|(code, text)| *code == "C10" && text.contains("「同」") && text.contains("「司」")), "{all:#?}");
    // number
    let other = number.replace("2026", "2025");
    let all = found(&body(&number, &other));
    assert!(all.iter().any(|(code, text)| *code == "C22" && text.contains(&other)), "{all:#?}");
}

#[test]
fn a_changed_amount_breaks_agreement_and_its_digits() {
    let docx = decision();
    let plain = with_part(&docx, "word/document.xml", |text| {
        let at = text.find("元整").expect("an amount in words");
        let start = text[..at]
            .rfind(|c: char| !"零壹贰叁肆伍陆柒捌玖拾佰仟万".contains(c))
            .map(|n| n + text[n..].chars().next().map_or(1, char::len_utf8))
            .expect("its start");
        format!("{}玖佰玖拾玖万{}", &text[..start], &text[at..])
    });
    let all = found(&plain);
    let codes: Vec<&str> = all.iter().map(|(code, _)| *code).collect();
    assert!(codes.contains(&"C10") && codes.contains(&"C21") && codes.contains(&"C51"), "{all:#?}");
    let amount = &all.iter().find(|(code, _)| *code == "C21").expect("C21").1;
    assert!(amount.contains("玖佰玖拾玖万元整") && amount.contains("行政处罚告知书"), "{amount}");
}

#[test]
fn what_the_eye_would_miss_is_said() {
    let docx = decision();
    let p = |inner: &str| format!("<w:p>{inner}</w:p>");
    let t = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    check(
        &with_head(&docx, &p(&format!(r#"<w:ins w:author="某甲">{}</w:ins>"#, t("另加的话")))),
        &[("C12", &["另加的话"]), ("C30", &["某甲", "另加的话"])],
    );
    check(
        &with_head(&docx, &p(r#"<w:del w:author="某甲"><w:r><w:delText>删掉的话</w:delText></w:r></w:del>"#)),
        &[("C30", &["删掉的话", "删除"])],
    );
    check(&with_head(&docx, &p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏着的话</w:t></w:r>")), &[("C31", &["藏着的话"])]);
    let boxed = r#"<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"#;
    check(&with_head(&docx, &p(boxed)), &[("C12", &["文本框", "框里的话"]), ("C33", &["框里的话"])]);
    let comments = format!(
        r#"<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="某甲">{}</w:comment></w:comments>"#,
        p(&t("这里要改"))
    );
    check(&with_relation(&docx, "comments", "comments.xml", &comments), &[("C32", &["某甲", "这里要改"])]);
}

#[test]
fn heads_feet_missing_paragraphs_and_marks() {
    let docx = decision();
    let foot = with_part(&docx, "word/footer1.xml", |text| text.replacen("一式两份", "一式三份", 1));
    let all = found(&foot);
    assert!(all.iter().any(|(code, text)| *code == "C10" && text.contains("页脚") && text.contains("「三」")), "{all:#?}");
    let head = with_part(&docx, "word/header1.xml", |text| text.replace("</w:hdr>", "<w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:hdr>"));
    check(&head, &[("C12", &["页眉", "内部资料"])]);
    let gone = with_part(&docx, "word/document.xml", |text| {
        let at = text.find("行政复议").expect("the remedies");
        let start = text[..at].rfind("<w:p>").expect("its paragraph");
        let end = at + text[at..].find("</w:p>").expect("its end") + "</w:p>".len();
        format!("{}{}", &text[..start], &text[end..])
    });
    let all = found(&gone);
    assert!(all.iter().map(|(code, _)| *code).eq(["C11"]) && all[0].1.contains("罚款应当自收到"), "{all:#?}");
    // Punctuation alone is a reminder.
    let marks = compared(welder(), &with_part(&docx, "word/document.xml", |text| text.replacen("，", ",", 1)), None).expect("compared");
    assert_eq!(said(&marks).iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["C15"]);
    assert!(!marks.differs());
}

#[test]
fn room_for_the_hand_and_gaps_are_told_apart() {
    let drafts = sample("minimal");
    let writ = drafts.built.writs.iter().find(|writ| writ.id == "penalty_decision_unit").expect("a decision");
    let docx = printed(&drafts, writ);
    let filled = with_part(&docx, "word/document.xml", |text| {
        let at = text.find("【缺：").expect("a gap");
        let end = at + text[at..].find('】').expect("its end") + '】'.len_utf8();
        format!("{}填上了{}", &text[..at], &text[end..])
    });
    let all = said(&compared(&drafts, &filled, None).expect("compared"));
    assert_eq!(all.iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["C14"], "{all:#?}");
    let receipt = welder().built.writs.iter().find(|writ| writ.id == "service_receipt").expect("a receipt");
    let signed = with_part(&printed(welder(), receipt), "word/document.xml", |text| {
        let at = text.find("\u{a0}").expect("room for the hand");
        format!("{}张三{}", &text[..at], &text[at..])
    });
    let comparison = compared(welder(), &signed, Some("文书送达回执")).expect("compared");
    assert_eq!(said(&comparison).iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["C13"], "{:#?}", comparison.findings);
    assert!(!comparison.differs());
}

#[test]
fn the_writ_is_found_or_asked_for() {
    let sample = welder();
    let inquiry: Vec<&BuiltWrit> = sample.built.writs.iter().filter(|writ| writ.id == "inquiry_record").collect();
    assert!(inquiry.len() > 1, "several persons were asked");
    for writ in &inquiry {
        let comparison = compared(sample, &printed(sample, writ), None).expect("compared");
        assert_eq!(comparison.writ, Some(format!("{}（{}）", writ.title, writ.label.as_deref().expect("a name"))));
    }
    let lone = of_lines(&["询问笔录"]);
    let finding = compared(sample, &lone, None).expect_err("several fit");
    assert_eq!(finding.code, "C07");
    assert!(finding.message.contains("对得上") && finding.remedy.as_deref().is_some_and(|r| r.contains("--writ")), "{finding:?}");
    let finding = compared(sample, &of_lines(&["租赁合同", "甲方"]), None).expect_err("no writ");
    assert!(finding.code == "C07" && finding.message.contains("认不出"), "{finding:?}");
    let finding = compared(sample, &lone, Some("起诉书")).expect_err("no such writ");
    assert!(finding.code == "C07" && finding.message.contains("起诉书"), "{finding:?}");
    let label = inquiry[1].label.as_deref().expect("a name");
    let named = compared(sample, &lone, Some(&format!("询问笔录（{label}）"))).expect("compared");
    assert!(named.differs());
}

#[test]
fn foreign_writs_are_linted_without_a_case() {
    let notice = |lines: &[&str]| {
        let all = [&["行政处罚告知书", "某某有限公司："][..], lines, &["2026年3月20日"]].concat();
        said(&alone(&read(&of_lines(&all), "a.docx").expect("readable"), &library().law))
    };
    let right = "你单位有权自收到本告知书之日起五个工作日内向本机关提出听证要求。";
    for (lines, expected) in [
        (vec!["拟处人民币贰万元整（¥20000.00）的罚款。"], vec![]),
        (vec!["拟处人民币贰万元整（¥200000.00）的罚款。", right], vec!["C51"]),
        (vec!["拟处人民币贰拾佰元整的罚款。"], vec!["C52"]),
        (vec!["拟处人民币壹拾贰万元整（¥120000.00）的罚款。"], vec!["C56"]),
        (vec!["拟处人民币壹拾贰万元整（¥120000.00）的罚款。", right], vec![]),
        (vec!["拟责令停产停业整顿。"], vec!["C56"]),
        (vec!["你单位有权自收到本告知书之日起三个工作日内要求听证。"], vec!["C57"]),
        (vec!["罚款XX元，联系人____，经办人null。"], vec!["C50", "C50", "C50"]),
        (vec!["违反《中华人民共和国安全生产法》第三十条第一款，依据第九十七条第（七）项。"], vec![]),
        (vec!["违反《中华人民共和国安全生产法》第三百条的规定。"], vec!["C53"]),
        (vec!["违反《中华人民共和国安全生产法》第九十七条第（十九）项。"], vec!["C53"]),
        (vec!["违反《某某省安全生产条例》第三条的规定。"], vec!["C54"]),
        (vec!["按《租赁合同》第三条，合同第五条另有约定。"], vec![]),
    ] {
        let found = notice(&lines);
        assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), expected, "{lines:?}: {found:#?}");
    }
    let decision = |period: &str| {
        let line = format!("如对本决定不服，可以自收到本决定书之日起{period}内依法提起行政诉讼。");
        let docx = of_lines(&["行政处罚决定书", &line, "2026年3月20日"]);
        said(&alone(&read(&docx, "a.docx").expect("readable"), &library().law))
    };
    assert_eq!(decision("六个月"), []);
    let found = decision("3个月");
    assert!(found.len() == 1 && found[0].0 == "C57" && found[0].1.contains("六个月"), "{found:#?}");
    let undated =
        said(&alone(&read(&of_lines(&["行政处罚决定书", "依据《安全生产法》第三百条。"]), "a").expect("readable"), &library().law));
    assert_eq!(undated.iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["C58"]);
}

#[test]
fn the_command_says_it_all_and_its_status_tells() {
    let scratch = command::Scratch::new("compare");
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(scratch.0.join(name), bytes).expect("a file");
        scratch.path(name)
    };
    let form = cases::path("cases/welder-company.yaml").display().to_string();
    let (same, edited) = (write("同.docx", &decision()), write("改.docx", &replaced(&decision(), "六个月", "三个月")));
    let run = |arguments: &[&str]| command::run(command::wenshu(["compare"].iter().chain(arguments)), "");
    let ran = run(&[&form, &same]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", "同.docx：与本案的《行政处罚决定书（单位）》一致\n"));
    let ran = run(&[&form, &edited]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("C10") && ran.out.contains("「三」") && ran.out.contains("C57"), "{}", ran.out);
    let ran = run(&[&form, &edited, "--format", "json"]);
    let page: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!((ran.code, page["compared"].as_bool(), page["writ"].as_str()), (1, Some(true), Some("行政处罚决定书（单位）")));
    assert!(page["findings"].as_array().is_some_and(|all| all.iter().any(|f| f["code"] == "C57" && f["rank"] == "否决")));
    assert_eq!(run(&[&same]).code, 0);
    for arguments in [
        vec![form.as_str(), &form],
        vec![&form, "/nonexistent.docx"],
        vec![&form, "/dev/zero"],
        vec![&form, &same, "--writ", "起诉书"],
        vec![&same, "--writ", "起诉书"],
        vec![&form, &same, &same],
        vec![],
    ] {
        let ran = run(&arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.said());
        assert!(ran.said().contains("错误") || ran.said().contains("拒绝"), "{arguments:?}: {}", ran.said());
    }
    assert!(run(&["--help"]).out.contains("退出状态"), "the help tells the exit status");
}

/// The page of codes and the program agree.
#[test]
fn every_code_is_documented() {
    let page = std::fs::read_to_string(cases::path("docs/compare.md")).expect("docs/compare.md");
    let listed: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("| C")).map(|rest| &rest[..2]).collect();
    let mut used: Vec<String> = Vec::new();
    for folder in ["src/compare", "src/import/docx", "src/cli"] {
        for file in wenshu::files::files_below(&cases::path(folder), &["rs"], &[]).expect("a room") {
            let text = std::fs::read_to_string(cases::path(folder).join(file)).expect("a source");
            let codes = text.match_indices("\"C").filter_map(|(at, _)| text.get(at + 2..at + 5));
            used.extend(codes.filter(|c| c.ends_with('"') && c[..2].chars().all(|d| d.is_ascii_digit())).map(|c| c[..2].to_string()));
        }
    }
    used.sort();
    used.dedup();
    assert_eq!(listed, used);
}
