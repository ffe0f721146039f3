//! Each writ prints its fields: `tests/fields/<writ id>.txt` lists the field, the names that print it (or `hand` for room
//! left to the hand, `fixed` for the label itself) and the label it stands under (— for none). A field is proven in some sample when the value the view
//! holds under that name is there, is no gap, and stands in the printed text after its label.

#[path = "support/cases.rs"]
mod cases;

use cases::Sample;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use wenshu::case::Case;
use wenshu::document::*;
use wenshu::dossier::Dossier;
use wenshu::pipeline::BuiltWrit;
use wenshu::template::fill;
use wenshu::template::fill::closing::Entry;
use wenshu::template::value::{BLANK, CLOSE, GAP, Origins, SPACE, is_reserved};
use wenshu::template::view::View;
use wenshu::template::wanted::Wanted;

/// A line of a list.
struct Field {
    name: String,
    paths: Vec<String>,
    label: Option<String>,
}

fn fields(list: &str) -> Vec<Field> {
    let lines = list.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .map(|line| {
            let parts: Vec<&str> = line.split('\t').collect();
            let [name, paths, label] = parts.as_slice() else { panic!("three columns: {line}") };
            let label = (label.trim() != "—").then(|| label.trim().to_string());
            Field { name: name.to_string(), paths: paths.split_whitespace().map(str::to_string).collect(), label }
        })
        .collect()
}

/// A writ of a sample as the test looks at it.
struct Printed {
    /// The view that was printed.
    view: Json,
    /// Everything printed, furniture included; `\u{1}` is a blank, `\u{2}` ends a paragraph. Without white space.
    text: String,
    /// Ids of wording rows printed.
    wording: Vec<String>,
}

fn samples() -> &'static [Sample] {
    static SAMPLES: OnceLock<Vec<Sample>> = OnceLock::new();
    SAMPLES.get_or_init(|| ["cases", "tests/cases"].into_iter().flat_map(cases::of_folder).collect())
}

/// All printed writs by id.
fn printed() -> &'static BTreeMap<String, Vec<Printed>> {
    static PRINTED: OnceLock<BTreeMap<String, Vec<Printed>>> = OnceLock::new();
    PRINTED.get_or_init(|| {
        let library = cases::library();
        let mut out: BTreeMap<String, Vec<Printed>> = BTreeMap::new();
        for sample in samples() {
            let (case, agency) = sample.loaded.case.as_ref().zip(sample.loaded.agency.as_ref()).expect("a loaded case");
            let mut dossier = Dossier::build(case, agency, &library.law, library.templates.writs(), &sample.loaded.stem);
            dossier.photos = sample.loaded.photos.clone();
            assert_eq!(dossier.writs.len(), sample.built.writs.len());
            for (planned, writ) in dossier.writs.iter().zip(&sample.built.writs) {
                assert_eq!((&planned.writ.id, &planned.label), (&writ.id, &writ.label), "{}: both in file order", sample.name());
                let root = fill::root(&dossier, planned, &entries(case, &sample.built.writs), &Wanted::ALL);
                let view = serde_json::to_value(root.encode(&Wanted::ALL, &mut Origins::default())).expect("a view");
                out.entry(writ.id.clone()).or_default().push(Printed {
                    view,
                    text: text(&writ.document),
                    wording: wording(&writ.document),
                });
            }
        }
        out
    })
}

/// Rows like those of the catalogue; pages are counted by the pipeline and only matched against what it printed.
fn entries(case: &Case, writs: &[BuiltWrit]) -> Vec<Entry> {
    let mut page = 1;
    let papers = case.evidence.iter().filter(|item| item.original_at.is_some()).map(|item| Entry {
        title: item.name.text().to_string(),
        number: None,
        date: None,
        volume: None,
        pages: None,
        remark: item.original_at.as_ref().map(|place| format!("原件存放：{}", place.text())),
    });
    let listed = writs.iter().filter(|writ| !["case_cover", "electronic_case_cover", "case_catalogue"].contains(&writ.id.as_str()));
    listed
        .map(|writ| {
            let pages = (page, page + writ.pages.pages.len() - 1);
            page = pages.1 + 1;
            let date = writ.date.map(wenshu::text::date::print);
            Entry {
                title: writ.title.clone(),
                number: writ.number.clone(),
                date,
                volume: writ.volume.clone(),
                pages: Some(pages),
                remark: None,
            }
        })
        .chain(papers)
        .collect()
}

fn walk(document: &Document, see: &mut dyn FnMut(Option<&Inline>)) {
    fn inlines(list: &[Inline], see: &mut dyn FnMut(Option<&Inline>)) {
        list.iter().for_each(|inline| see(Some(inline)));
        see(None);
    }
    fn block(b: &Block, see: &mut dyn FnMut(Option<&Inline>)) {
        match b {
            Block::Paragraph(paragraph) => inlines(&paragraph.inlines, see),
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    cell.blocks.iter().for_each(|b| block(b, see));
                    cell.foot.iter().for_each(|paragraph| inlines(&paragraph.inlines, see));
                }
            }
            Block::Seal(seal) => [&seal.agency, &seal.date].into_iter().for_each(|line| inlines(line, see)),
            Block::Keep(blocks) => blocks.iter().for_each(|b| block(b, see)),
            Block::Lines(lines) => {
                let room = Inline::Blank(Blank { em: 30.0, ruled: true });
                (0..lines.count).for_each(|_| see(Some(&room)));
                see(None);
            }
            Block::Picture(_) | Block::Rule(_) | Block::PageBreak => {}
        }
    }
    document.blocks.iter().for_each(|b| block(b, see));
    let furniture = &document.furniture;
    furniture.page_signatures.iter().for_each(|paragraph| inlines(&paragraph.inlines, see));
    inlines(&furniture.copies, see);
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace()).collect()
}

fn text(document: &Document) -> String {
    let mut out = String::new();
    walk(document, &mut |inline| match inline {
        None => out.push('\u{2}'),
        Some(Inline::Blank(_)) => out.push('\u{1}'),
        Some(other) => out.push_str(&squeeze(&inline_text(std::slice::from_ref(other)))),
    });
    out
}

fn wording(document: &Document) -> Vec<String> {
    let mut out = Vec::new();
    walk(document, &mut |inline| {
        if let Some(Inline::Text(Text { text, origin: Origin::Wording { id }, .. })) = inline
            && !text.trim().is_empty()
        {
            out.push(id.clone());
        }
    });
    out
}

/// The values of a view under a path like `violations[].facts[]`, without marks; a value with a gap or without text is none.
fn values(view: &Json, path: &str) -> Vec<String> {
    let mut found = vec![view];
    for part in path.split('.') {
        let (name, listed) = part.strip_suffix("[]").map_or((part, false), |name| (name, true));
        found = found.into_iter().filter_map(|json| json.get(name)).collect();
        if listed {
            found = found.into_iter().filter_map(Json::as_array).flatten().collect();
        }
    }
    found.into_iter().filter_map(Json::as_str).filter_map(plain).collect()
}

/// The text of a marked value; `None` when something is missing in it or there is no text.
fn plain(marked: &str) -> Option<String> {
    if marked.contains(GAP) {
        return None;
    }
    let mut out = String::new();
    let mut rest = marked.chars();
    while let Some(ch) = rest.next() {
        match ch {
            BLANK | SPACE => rest.by_ref().take_while(|ch| *ch != CLOSE).for_each(drop),
            ch if is_reserved(ch) || ch.is_whitespace() => {}
            ch => out.push(ch),
        }
    }
    (!out.is_empty()).then_some(out)
}

/// The text from the paragraph on in which a label stands: a value may stand before its label in a sentence.
fn from_label<'t>(text: &'t str, label: &Option<String>) -> Option<&'t str> {
    let Some(label) = label else { return Some(text) };
    let label = squeeze(label);
    let mut start = 0;
    for paragraph in text.split_inclusive('\u{2}') {
        if paragraph.replace('\u{1}', "").contains(&label) {
            return Some(&text[start..]);
        }
        start += paragraph.len();
    }
    None
}

/// Paragraphs after a label among which room for the hand may stand: a table's head has its cells a row below.
const NEAR: usize = 12;

/// Why a field is not proven by any of the writs; `None` when it is.
fn unproven(field: &Field, used: &dyn Fn(&str) -> bool, writs: &[Printed]) -> Option<String> {
    let said = |why: String| Some(format!("{}：{why}", field.name));
    if !writs.iter().any(|writ| from_label(&writ.text, &field.label).is_some()) {
        return said(format!("没有印出“{}”", field.label.as_deref().unwrap_or_default()));
    }
    for path in &field.paths {
        let proven = writs.iter().any(|writ| {
            let Some(rest) = from_label(&writ.text, &field.label) else { return false };
            if path == "fixed" {
                return field.label.is_some();
            }
            if path == "hand" {
                return rest.split('\u{2}').take(NEAR).any(|paragraph| paragraph.contains('\u{1}'));
            }
            if let Some(id) = path.strip_prefix("wording.") {
                return writ.wording.iter().any(|known| known == id);
            }
            values(&writ.view, path).iter().any(|value| rest.contains(value.as_str()) || printed_in_pieces(rest, value))
        });
        if path != "hand" && path != "fixed" && !used(path) {
            return said(format!("模板没有用“{path}”"));
        }
        if !proven {
            return said(format!("没有一份样例印出“{path}”的值"));
        }
    }
    None
}

/// A value with line breaks or with room for the hand inside is printed in pieces.
fn printed_in_pieces(text: &str, value: &str) -> bool {
    text.replace(['\u{1}', '\u{2}'], "").contains(value)
}

#[test]
fn every_field_is_printed_filled_in_some_sample() {
    let folder = cases::path("tests/fields");
    let mut problems = Vec::new();
    let mut listed = Vec::new();
    for entry in std::fs::read_dir(folder).expect("tests/fields").flatten() {
        let id = entry.path().file_stem().expect("a name").to_string_lossy().into_owned();
        let list = std::fs::read_to_string(entry.path()).expect("a list");
        let usage = cases::library().templates.usage(&id);
        let used = |path: &str| usage.paths.contains(path) || usage.paths.contains(path.trim_end_matches("[]"));
        let Some(writs) = printed().get(&id) else {
            problems.push(format!("{id}：没有一份样例有这种文书"));
            continue;
        };
        problems.extend(fields(&list).iter().filter_map(|field| unproven(field, &used, writs)).map(|why| format!("{id} {why}")));
        listed.push(id);
    }
    let unlisted = cases::library().templates.writs().iter().filter(|writ| !listed.contains(&writ.id));
    problems.extend(unlisted.map(|writ| format!("{}：没有 tests/fields/{}.txt", writ.title(), writ.id)));
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn a_field_that_is_missing_empty_or_a_gap_is_noticed() {
    let writs = &printed()["penalty_decision_unit"];
    let all = |_: &str| true;
    let check = |line: &str| unproven(&fields(line)[0], &all, writs);
    assert_eq!(check("地址\tparty.address\t地　　址："), None);
    assert!(check("地址\tparty.address\t住　　址：").expect("no such label").contains("没有印出"));
    assert!(check("性别\tparty.sex\t—").expect("a unit has none").contains("没有一份"));
    assert!(check("没有的名称\tparty.nothing\t—").expect("no such name").contains("没有一份"));
    assert!(check("用语\twording.no_such_row\t—").expect("no such row").contains("没有一份"));
    assert!(check("手写\thand\t被处罚单位：").expect("no room after it").contains("没有一份"));
    let field = &fields("地址\tparty.address\t地　　址：")[0];
    assert!(unproven(field, &|_| false, writs).expect("unused").contains("模板没有用"));
    let erased: Vec<Printed> = writs
        .iter()
        .map(|writ| {
            let address = values(&writ.view, "party.address").first().cloned().unwrap_or("\u{3}".into());
            Printed { view: writ.view.clone(), text: writ.text.replace(&address, ""), wording: Vec::new() }
        })
        .collect();
    assert!(unproven(field, &all, &erased).is_some(), "a value that is not printed");
}

/// What a condition of the front matter is taken to say of a name of the vocabulary holds in every sample.
#[test]
fn conditions_of_the_front_matter_say_what_the_check_of_branches_takes_them_to_say() {
    let mut seen = std::collections::BTreeSet::new();
    for writ in cases::library().templates.writs() {
        for (path, holds) in wenshu::template::reach::facts(writ) {
            for printed in printed().get(&writ.id).into_iter().flatten() {
                let found = path.split('.').fold(&printed.view, |view, key| &view[key]);
                assert_eq!(found.as_bool(), Some(holds), "{}: {path}", writ.id);
                seen.insert(path);
            }
        }
    }
    assert!(seen.len() > 4, "{seen:?}");
}
