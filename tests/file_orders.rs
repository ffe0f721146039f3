//! The orders of the papers in a case file: over all samples each order holds what it promises, loses no writ, and the
//! file numbers, the catalogue and the pages follow it.

use chrono::NaiveDate;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use wenshu::case::load_agency;
use wenshu::diag::{Diagnostic, refused};
use wenshu::document::text_blocks;
use wenshu::dossier::{Dossier, PlannedWrit};
use wenshu::law::LawFile;
use wenshu::law::load::{embedded, overlay};
use wenshu::pipeline::{self, Built, Formats, Library, LoadedCase, Selection, Sources};
use wenshu::writ::{Audience, Step};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::load(&Sources::default()).expect("built-in law and templates"));

const SAMPLES: [&str; 10] = [
    "hearing-held",
    "welder-company",
    "no-penalty",
    "seizure-hazchem",
    "preservation-sampling",
    "unpaid-enforced",
    "summary-unit",
    "inspection-clean",
    "transfer-crime",
    "minimal",
];

fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// A sample whose agency names an order; `None` leaves the agency as it is.
fn loaded(name: &str, order: Option<&str>) -> LoadedCase {
    let mut loaded = pipeline::case_file(&path(&format!("cases/{name}.yaml")), &Sources::default());
    if let Some(order) = order {
        let agency = loaded.case.as_ref().and_then(|case| case.agency.as_ref()).expect("a named agency").text().to_string();
        let text = std::fs::read_to_string(path(&format!("cases/agencies/{agency}.yaml"))).expect("the agency");
        let (agency, findings) = load_agency(&format!("{}\n  案卷顺序: {order}\n", text.trim_end()), "机关.yaml");
        assert!(!refused(&findings), "{findings:?}");
        loaded.agency = agency.map(std::sync::Arc::new);
    }
    loaded
}

fn with<R>(name: &str, order: Option<&str>, look: impl FnOnce(&Dossier) -> R) -> R {
    let loaded = loaded(name, order);
    let (case, agency) = loaded.case.as_ref().zip(loaded.agency.as_ref()).expect("a case and its agency");
    look(&Dossier::build(case, agency, &LIBRARY.law, LIBRARY.templates.writs(), name))
}

/// Each writ by what tells it from the others.
fn ids(writs: &[PlannedWrit]) -> Vec<(String, Option<String>)> {
    writs.iter().map(|w| (w.writ.id.clone(), w.label.clone())).collect()
}

fn step(planned: &PlannedWrit) -> &'static str {
    planned.writ.front.step.map_or("", Step::word)
}

fn day(planned: &PlannedWrit) -> NaiveDate {
    planned.day.as_ref().map_or(NaiveDate::MAX, |day| day.date)
}

fn build(name: &str, order: Option<&str>) -> Result<Built, Vec<Diagnostic>> {
    pipeline::build(&LIBRARY, &loaded(name, order), &Selection::default())
}

#[test]
fn without_a_word_the_decision_comes_first_then_the_order_of_the_templates() {
    for name in SAMPLES {
        let unsaid = with(name, None, |dossier| ids(&dossier.writs));
        assert_eq!(unsaid, with(name, Some("tianjin-2009"), |dossier| ids(&dossier.writs)), "{name}");
        with(name, None, |dossier| {
            assert!(dossier.writs.is_sorted_by_key(|w| w.writ.front.order.0), "{name}");
        });
    }
    // 也可以写名称
    let named = with("hearing-held", Some("按时间"), |dossier| ids(&dossier.writs));
    assert_eq!(named, with("hearing-held", Some("chronological"), |dossier| ids(&dossier.writs)));
}

#[test]
fn an_order_loses_and_invents_no_writ() {
    for name in SAMPLES {
        let sorted = |order| {
            let mut found = with(name, order, |dossier| ids(&dossier.writs));
            found.sort();
            found
        };
        for order in ["chronological", "正副卷"] {
            assert_eq!(sorted(None), sorted(Some(order)), "{name} {order}");
        }
    }
}

#[test]
fn chronological_follows_the_days_and_the_undated_come_last() {
    let mut undated = 0;
    for name in SAMPLES {
        with(name, Some("chronological"), |dossier| {
            let (covers, rest): (Vec<&PlannedWrit>, Vec<_>) = dossier.writs.iter().partition(|w| step(w) == "归档");
            assert!(dossier.writs.iter().take(covers.len()).all(|w| step(w) == "归档"), "{name}: covers first");
            assert!(rest.is_sorted_by_key(|w| (day(w), w.writ.front.order.0)), "{name}");
            undated += rest.iter().filter(|w| w.day.is_none()).count();
        });
    }
    assert!(undated > 0, "some sample has an undated writ");
}

#[test]
fn the_second_volume_holds_the_internal_writs_after_the_first() {
    for name in SAMPLES {
        with(name, Some("正副卷"), |dossier| {
            let writs: Vec<&PlannedWrit> = dossier.writs.iter().filter(|w| step(w) != "归档").collect();
            let is_internal = |w: &PlannedWrit| w.writ.front.audience == Audience::Internal;
            assert!(writs.is_sorted_by_key(|w| is_internal(w)), "{name}: {:?}", ids(&dossier.writs));
            let rank = |w: &PlannedWrit| match step(w) {
                "决定" | "不予处罚" => 0,
                "送达" => 1,
                _ => 2,
            };
            let (second, first): (Vec<&PlannedWrit>, Vec<_>) = writs.into_iter().partition(|w| is_internal(w));
            assert!(first.is_sorted_by_key(|w| rank(w)), "{name}: decision, service, the rest");
            assert!(first.iter().filter(|w| rank(w) == 2).is_sorted_by_key(|w| day(w)), "{name}");
            assert!(second.is_sorted_by_key(|w| day(w)), "{name}");
        });
    }
    let internal = with("hearing-held", Some("正副卷"), |dossier| {
        let split = dossier.writs.iter().position(|w| w.writ.id == "filing_approval").expect("a filing approval");
        ids(&dossier.writs[split..]).into_iter().map(|(id, _)| id).collect::<Vec<_>>()
    });
    for id in ["case_disposal_approval", "legal_review_opinion", "collective_discussion_record", "closing_approval"] {
        assert!(internal.iter().any(|known| known == id), "{id} in {internal:?}");
    }
}

#[test]
fn file_numbers_and_catalogue_follow_the_order() {
    let built = build("hearing-held", Some("正副卷")).expect("built");
    for (index, writ) in built.writs.iter().enumerate() {
        assert!(writ.file_stem.starts_with(&format!("{:02}-", index + 1)), "{}", writ.file_stem);
    }
    let catalogue = built.writs.iter().find(|w| w.id == "case_catalogue").expect("a catalogue");
    let cells: Vec<String> = text_blocks(&catalogue.document).into_iter().map(|block| block.text).collect();
    let mut rest = cells.iter();
    let (mut page, mut volume) = (1, None);
    for writ in built.writs.iter().filter(|w| !["case_cover", "case_catalogue"].contains(&w.id.as_str())) {
        // each volume is bound on its own
        if writ.volume.as_deref() != volume {
            (page, volume) = (1, writ.volume.as_deref());
            assert!(rest.any(|cell| Some(cell.as_str()) == volume), "{volume:?} heads its papers");
        }
        let title = writ.title.trim_end_matches("（单位）").trim_end_matches("（个人）");
        assert!(rest.any(|cell| cell.contains(title)), "{title} in its place of {cells:?}");
        let last = page + writ.pages.pages.len() - 1;
        let shown = if page == last { page.to_string() } else { format!("{page}-{last}") };
        let near: Vec<String> = rest.clone().take(2).map(|cell| cell.replace(['—', '－', '～'], "-")).collect();
        assert!(near.contains(&shown), "{title}: {shown} in {near:?}");
        page = last + 1;
    }
    let volumes: Vec<&str> = built.writs.iter().filter_map(|writ| writ.volume.as_deref()).collect();
    assert!(volumes.contains(&"正卷") && volumes.contains(&"副卷") && volumes.is_sorted_by_key(|volume| *volume == "副卷"));
    // the papers of evidence are not kept from the party
    let at = |words: &str| cells.iter().position(|cell| cell.contains(words)).unwrap_or_else(|| panic!("{words} in {cells:?}"));
    assert!(at("现场照片") < at("副卷"));
    assert!(build("hearing-held", None).expect("built").writs.iter().all(|writ| writ.volume.is_none()));
}

#[test]
fn a_sample_agency_binds_its_files_in_two_volumes() {
    let built = build("interview-scoring", None).expect("built");
    let volume = |id: &str| built.writs.iter().find(|writ| writ.id == id).and_then(|writ| writ.volume.clone());
    assert_eq!(volume("penalty_decision_unit").as_deref(), Some("正卷"));
    assert_eq!(volume("filing_approval").as_deref(), Some("副卷"));
    assert_eq!(volume("case_catalogue"), None);
    let formats = Formats { pdf: true, docx: false, html: false, whole: true };
    let made = pipeline::make(&LIBRARY, &loaded("interview-scoring", None), &built, formats).expect("files");
    let whole = made.files.iter().find(|file| file.name == "whole.pdf").expect("whole.pdf");
    let document = lopdf::Document::load_mem(&whole.bytes).expect("a PDF");
    let (tops, first, second) = bookmarks(&document);
    let of = |volume: &str| {
        built.writs.iter().filter(|writ| writ.volume.as_deref() == Some(volume)).map(|w| w.file_stem.clone()).collect::<Vec<_>>()
    };
    assert_eq!((first, second), (of("正卷"), of("副卷")));
    let unbound = built.writs.iter().filter(|writ| writ.volume.is_none()).map(|writ| writ.file_stem.clone());
    assert_eq!(tops, unbound.chain(["正卷".to_string(), "副卷".to_string()]).collect::<Vec<_>>());
}

/// The bookmarks of the top, and those under the last two of them.
fn bookmarks(document: &lopdf::Document) -> (Vec<String>, Vec<String>, Vec<String>) {
    fn level(document: &lopdf::Document, of: &lopdf::Dictionary) -> Vec<(String, Vec<String>)> {
        let mut next = of.get(b"First").and_then(lopdf::Object::as_reference).ok();
        let mut out = Vec::new();
        while let Some(id) = next {
            let item = document.get_dictionary(id).expect("a bookmark");
            let bytes = item.get(b"Title").and_then(lopdf::Object::as_str).expect("a title");
            let units: Vec<u16> = bytes[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            let below = level(document, item).into_iter().map(|(title, _)| title).collect();
            out.push((String::from_utf16(&units).expect("UTF-16"), below));
            next = item.get(b"Next").and_then(lopdf::Object::as_reference).ok();
        }
        out
    }
    let root = document.catalog().and_then(|c| c.get(b"Outlines")).and_then(lopdf::Object::as_reference).expect("outlines");
    let tops = level(document, document.get_dictionary(root).expect("outlines"));
    let [.., (_, first), (_, second)] = tops.as_slice() else { panic!("{tops:?}") };
    (tops.iter().map(|(title, _)| title.clone()).collect(), first.clone(), second.clone())
}

#[test]
fn an_unknown_order_is_refused_with_the_known_ones() {
    let findings = build("minimal", Some("倒序")).expect_err("refused");
    let said: Vec<&Diagnostic> = findings.iter().filter(|f| f.code == "F52").collect();
    let [finding] = said.as_slice() else { panic!("{findings:?}") };
    let expected = finding.expected.clone().unwrap_or_default();
    for name in ["tianjin-2009", "chronological", "正副卷"] {
        assert!(expected.contains(name), "{expected}");
    }
    assert!(finding.place.is_some());
}

#[test]
fn an_order_of_an_office_is_read_and_a_condition_no_template_meets_is_refused() {
    let file = |step: &str| LawFile {
        name: "file-orders/own.yaml".into(),
        text: format!(
            "编号: own\n名称: 自定\n来源: 本局\n已核: 是\n分组:\n  - {{名目: 目录, 步骤: [归档], 排序: 卷内顺序}}\n  - {{名目: 结案在前, 文书: [closing_approval], 步骤: [{step}], 排序: 日期}}\n  - {{名目: 其他, 排序: 卷内顺序}}\n"
        ),
    };
    let arranged = |step: &str| {
        let (law, findings) = wenshu::law::LawBook::load(&overlay(embedded(), vec![file(step)]));
        assert_eq!(findings, Vec::new());
        let loaded = loaded("hearing-held", Some("own"));
        let (case, agency) = loaded.case.as_ref().zip(loaded.agency.as_ref()).expect("a case and its agency");
        let dossier = Dossier::build(case, agency, &law, LIBRARY.templates.writs(), "own");
        (ids(&dossier.writs).into_iter().map(|(id, _)| id).collect::<Vec<_>>(), dossier.findings.clone())
    };
    let (writs, findings) = arranged("结案");
    let closing = writs.iter().position(|id| id == "closing_approval");
    assert!(closing < writs.iter().position(|id| id == "penalty_decision_unit"), "{writs:?}");
    assert!(!findings.iter().any(|f| f.code == "L14"), "{findings:?}");
    let (_, findings) = arranged("没有这步");
    assert!(findings.iter().any(|f| f.code == "L14" && f.message.contains("没有这步")), "{findings:?}");
}

#[test]
fn pages_of_evidence_are_those_of_the_printed_writ() {
    let said = |text: &str| -> Vec<String> {
        let folder = path("cases");
        let loaded = pipeline::case_text(text, "case", "case", &folder, &Sources::default());
        let built = pipeline::build(&LIBRARY, &loaded, &Selection::default()).unwrap_or_else(|findings| panic!("{findings:#?}"));
        built.findings.iter().filter(|finding| finding.code == "O41").map(|finding| finding.message.clone()).collect()
    };
    let form = std::fs::read_to_string(path("cases/hearing-held.yaml")).expect("a sample");
    assert_eq!(said(&form), Vec::<String>::new());
    let line = form.lines().find(|line| line.contains("名称: 陈景泰询问笔录")).expect("the record");
    let wrong = form.replace(line, &line.replace("页数: 2", "页数: 3"));
    assert_eq!(said(&wrong), ["证据“陈景泰询问笔录”写的是3页，印出来是2页"]);
    // with something else it is another thing
    assert_eq!(said(&wrong.replace("名称: 陈景泰询问笔录", "名称: 陈景泰身份证和询问笔录")), Vec::<String>::new());
}
