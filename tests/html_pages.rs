//! Pages for a browser: they say what the document says and nothing else, every filled word leads to its origin, nothing
//! leads out of the folder, and what a form says never becomes markup.

#[path = "support/cases.rs"]
#[allow(dead_code)] // shared with tests of whole folders
mod cases;
#[path = "support/command.rs"]
#[allow(dead_code)] // shared with the test of the command line
mod command;
#[path = "support/markup.rs"]
mod markup;

use cases::{library, path};
use command::{Scratch, run, wenshu};
use markup::{Element, blocks, elements, unescape};
use std::collections::BTreeSet;
use std::sync::Arc;
use wenshu::diag::{Diagnostic, Pos};
use wenshu::document::*;
use wenshu::export::html::{self, Writ};
use wenshu::photo::Photo;
use wenshu::pipeline::{self, Built, Formats, Made, Selection, Sources};

const HOSTILE: &str = "<script>alert(\"1\")</script>&amp;'>甲";

/// Form, approval, record with questions, decision, photographs, rare characters, several companies.
const SAMPLES: [&str; 4] = ["minimal", "welder-company", "preservation-sampling", "two-companies"];

fn made(name: &str) -> (Built, Made) {
    let loaded = pipeline::case_file(&path(&format!("cases/{name}.yaml")), &Sources::default());
    let built = pipeline::build(library(), &loaded, &Selection::default()).unwrap_or_else(|found| panic!("{found:#?}"));
    let formats = Formats { pdf: false, docx: false, html: true, whole: false };
    let made = pipeline::make(library(), &loaded, &built, formats).expect("files");
    (built, made)
}

fn text_of(made: &Made, name: &str) -> String {
    let file = made.files.iter().find(|file| file.name == name).unwrap_or_else(|| panic!("{name}"));
    String::from_utf8(file.bytes.clone()).expect("UTF-8")
}

/// What holds for every page.
fn sound(name: &str, page: &str) {
    let all = elements(page);
    let ids: Vec<&str> = all.iter().filter_map(|element| element.get("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{name}: an id is used twice");
    for element in &all {
        for key in ["href", "aria-describedby", "aria-labelledby"] {
            let Some(value) = element.get(key) else { continue };
            let inside = if key == "href" { value.strip_prefix('#') } else { Some(value) };
            assert!(inside.is_none_or(|id| unique.contains(id)), "{name}: {key}={value} leads nowhere");
        }
        if let Some(source) = element.get("src") {
            assert!(source.starts_with("data:image/"), "{name}: {source}");
        }
        assert!(element.attributes.iter().all(|(key, _)| !key.starts_with("on")), "{name}: {element:?}");
    }
    for word in ["http:", "https:", "url(", "@import", "javascript:"] {
        assert!(!page.contains(word), "{name}: {word}");
    }
    let count = |tag: &str| all.iter().filter(|element| element.name == tag).count();
    for (tag, times) in [("h1", 1), ("main", 1), ("header", 1), ("footer", 1), ("nav", 1), ("title", 1), ("script", 0), ("link", 0)] {
        assert_eq!(count(tag), times, "{name}: <{tag}>");
    }
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">"), "{name}");
    assert_eq!(all.iter().find(|element| element.name == "a").and_then(|link| link.get("href")), Some("#main"), "{name}: skip link");
}

fn is_value(element: &Element) -> bool {
    element.get("class").is_some_and(|class| class.split(' ').any(|word| word == "v"))
}

#[test]
fn a_page_says_what_the_document_says_and_every_value_has_its_origin() {
    for sample in SAMPLES {
        let (built, made) = made(sample);
        for writ in &built.writs {
            let name = format!("{sample} {}", writ.file_stem);
            let page = text_of(&made, &format!("{}.html", writ.file_stem));
            sound(&name, &page);
            let expected: Vec<String> = text_blocks(&writ.document).into_iter().map(|block| block.text).collect();
            assert_eq!(blocks(&page, "data-b"), expected, "{name}");
            let inlines: Vec<&Inline> = inline_rows(&writ.document).into_iter().flat_map(|(inlines, _)| inlines).collect();
            let filled = inlines.iter().filter(|inline| matches!(inline, Inline::Text(text) if text.origin != Origin::Template)).count();
            let all = elements(&page);
            let values: Vec<&Element> = all.iter().filter(|element| is_value(element)).collect();
            assert_eq!(values.len(), filled, "{name}: each filled word is a value");
            for value in &values {
                let origin = value.get("href").expect("a link");
                assert!(origin.starts_with("#o") && value.get("data-from").is_some_and(|from| from.contains('：')), "{value:?}");
            }
            for gap in &writ.gaps {
                assert!(page.contains(&format!("【缺：{}】</mark>", gap.field)), "{name}: {}", gap.field);
                assert!(page.contains(&format!("\">{}</a></li>", gap.field)), "{name}: {} is listed", gap.field);
            }
        }
        let index = text_of(&made, "index.html");
        sound(sample, &index);
        let files: BTreeSet<&str> = made.files.iter().map(|file| file.name.as_str()).collect();
        let links: Vec<String> = elements(&index).iter().filter_map(|element| element.get("href").map(decoded)).collect();
        for link in links.iter().filter(|link| !link.starts_with('#')) {
            assert!(files.contains(link.split('#').next().unwrap_or_default()), "{sample}: {link}");
        }
        for writ in &built.writs {
            assert!(links.contains(&format!("{}.html", writ.file_stem)), "{sample}: {} is in the index", writ.file_stem);
        }
        for finding in &built.findings {
            assert!(unescape(&index).contains(&finding.message), "{sample}: {}", finding.message);
        }
        let manifest = text_of(&made, "manifest.json");
        assert!(files.iter().all(|file| *file == "manifest.json" || manifest.contains(&format!("\"{file}\""))), "{sample}");
    }
}

/// `%E7%94%B2` → 甲
fn decoded(address: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), address.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| u8::from_str_radix(&address[address.len() - after.len()..][..2], 16).expect("hex"));
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).expect("UTF-8")
}

fn text(words: &str, origin: Origin) -> Inline {
    Inline::Text(Text { text: words.into(), origin, underline: true })
}

fn form(line: u32, column: u32) -> Origin {
    Origin::Form { path: format!("当事人.{HOSTILE}"), file: format!("某夹/{HOSTILE}.yaml"), line, column }
}

fn paragraph(role: Role, inlines: Vec<Inline>) -> Paragraph {
    Paragraph { role, align: Some(Align::Right), keep_next: false, inlines, line: 1 }
}

/// Every kind of block and inline, with hostile words wherever words stand.
fn every_kind() -> Document {
    let cell = |column, colspan, rowspan, blocks| Cell { column, colspan, rowspan, valign: VAlign::Top, blocks, foot: Vec::new(), line: 1 };
    let label = |words: &str| Block::Paragraph(paragraph(Role::Label, vec![text(words, Origin::Template)]));
    let row = |cells| Row { min_height: 12.5, split: true, cells, line: 1 };
    let signed = Cell {
        foot: vec![paragraph(Role::CellSign, vec![Inline::Blank(Blank { em: 4.0, ruled: true })])],
        ..cell(1, 1, 2, vec![label("乙")])
    };
    let photo = Arc::new(Photo::read(include_bytes!("data/photos/baseline.jpg")).expect("a photograph"));
    let table = Table {
        columns: vec![1.0, 2.0],
        head_rows: 1,
        ruled: true,
        rows: vec![
            row(vec![cell(0, 2, 1, vec![label("表头")])]),
            row(vec![cell(0, 1, 1, vec![Block::Paragraph(paragraph(Role::Cell, vec![text("二", form(9, 3))]))]), signed]),
            row(vec![cell(0, 1, 1, vec![Block::Lines(RuledLines { count: 3, line: 1 })])]),
        ],
        line: 1,
    };
    Document {
        writ: "sample".into(),
        meta: Meta::default(),
        kind: LayoutKind::Letter,
        draft: true,
        blocks: vec![
            Block::Paragraph(paragraph(Role::Title, vec![text(HOSTILE, Origin::Template)])),
            Block::Rule(RuleKind::Double),
            Block::Paragraph(paragraph(
                Role::Body,
                vec![
                    text(HOSTILE, form(3, 7)),
                    text("同一处", form(3, 7)),
                    Inline::Break,
                    text("机关", Origin::Agency { path: HOSTILE.into() }),
                    text("条", Origin::Law { source: HOSTILE.into() }),
                    text("话", Origin::Wording { id: HOSTILE.into() }),
                    text("数", Origin::Computed { how: HOSTILE.into() }),
                    Inline::Struck,
                    Inline::Check(true),
                    Inline::Check(false),
                    Inline::Blank(Blank { em: 2.5, ruled: false }),
                    Inline::Gap(HOSTILE.into()),
                ],
            )),
            Block::Table(table),
            Block::Picture(Picture { photo, alt: HOSTILE.into(), height: 60.0, number: 1, line: 1 }),
            Block::PageBreak,
            Block::Keep(vec![Block::Seal(Seal {
                agency: vec![text("某局", Origin::Template)],
                date: vec![text("某日", form(4, 1))],
                line: 1,
            })]),
        ],
        furniture: Furniture {
            copies: vec![text(HOSTILE, Origin::Template)],
            page_numbers: true,
            page_signatures: vec![paragraph(Role::Signature, vec![Inline::Gap("签名".into())])],
            running_head: vec![text("页眉", form(5, 1))],
        },
    }
}

fn writ<'a>(document: &'a Document, name: &'a str) -> Writ<'a> {
    Writ { name, stem: HOSTILE, state: "稿", number: Some(HOSTILE), date: None, reason: HOSTILE, document }
}

/// A finding with hostile words everywhere, at a place of the form.
fn finding(line: u32, column: u32) -> Diagnostic {
    Diagnostic::veto("R01", HOSTILE)
        .at(&format!("某夹/{HOSTILE}.yaml").into(), Pos { line, column })
        .field(format!("某.{HOSTILE}"))
        .found(HOSTILE)
        .expected(HOSTILE)
        .basis(HOSTILE)
        .remedy(HOSTILE)
}

#[test]
fn what_a_form_says_never_becomes_markup() {
    let document = every_kind();
    let findings = [finding(3, 7), finding(4, 1).writ(HOSTILE)];
    let writs = [writ(&document, HOSTILE)];
    let page = html::page(HOSTILE, &writs, 0, &findings);
    sound("every kind", &page);
    assert!(!page.contains("<script") && !page.contains("某夹"), "{page}");
    let expected: Vec<String> = text_blocks(&document).into_iter().map(|block| block.text).collect();
    assert_eq!(blocks(&page, "data-b"), expected);
    assert_eq!(blocks(&page, "data-f"), ["页眉", "【缺：签名】", HOSTILE]);
    let all = elements(&page);
    let value = all.iter().find(|element| is_value(element)).expect("a value");
    let from = value.get("data-from").map(str::to_string);
    assert_eq!(from, Some(format!("表单：当事人.{HOSTILE}（{}.yaml 第3行第7列）", HOSTILE.rsplit('/').next().unwrap_or_default())));
    let values: Vec<&Element> = all.iter().filter(|element| is_value(element)).collect();
    assert_eq!(values[0].get("href"), values[1].get("href"), "one origin is listed once");
    assert!(
        all.iter().any(|element| element.name == "td" && element.get("rowspan") == Some("2"))
            || page.contains("<th scope=\"row\" rowspan=\"2\"")
    );
    let index = html::index(HOSTILE, &writs, &findings, &["pdf"]);
    sound("index", &index);
    assert!(!index.contains("<script"), "{index}");
}

#[test]
fn a_finding_stands_beside_the_line_it_is_about() {
    let document = every_kind();
    let (here, there) = ("甲文书", "乙文书");
    let findings = [
        finding(3, 7),
        finding(9, 1),
        finding(77, 1),
        finding(77, 1).writ(here),
        finding(77, 1).writ(there),
        Diagnostic::remind("R02", "缺签名").field("签名"),
    ];
    let page = html::page("案", &[writ(&document, here)], 0, &findings);
    let all = elements(&page);
    let has = |id: &str| all.iter().any(|element| element.get("id") == Some(id));
    for (number, shown) in [(1, true), (2, true), (3, false), (4, true), (5, false), (6, true)] {
        assert_eq!(has(&format!("f{number}")), shown, "finding {number}");
    }
    let row = page.split("<div class=\"row\">").find(|row| row.contains("同一处")).and_then(|row| row.split("<table").next());
    let row = row.expect("the paragraph");
    assert!(row.contains("class=\"note veto\"") && row.contains("href=\"#f1\"") && !row.contains("href=\"#f2\""), "{row}");
    let line = page.split("<tr").find(|row| row.contains(">二</a>")).expect("the row");
    assert!(line.contains("<td class=\"margin\">") && line.contains("href=\"#f2\""), "{line}");
    let whole =
        page.split("id=\"whole\"").nth(1).and_then(|rest| rest.split("</section>").next()).expect("findings of the writ as a whole");
    assert!(whole.contains("href=\"#f4\"") && !whole.contains("href=\"#f1\""), "{whole}");
    let index = html::index("案", &[writ(&document, here)], &findings, &[]);
    let all = elements(&index);
    assert!((1..=6).all(|number| all.iter().any(|element| element.get("id") == Some(&format!("f{number}")))), "the index has all findings");
}

#[test]
fn render_writes_pages_that_open_from_disk() {
    let scratch = Scratch::new("html-pages");
    let arguments = ["render", "cases/minimal.yaml", "--format", "html", "--only", "询问笔录", "-o"].map(String::from).to_vec();
    let mut command = wenshu([arguments, vec![scratch.0.join("出").display().to_string()]].concat());
    command.current_dir(path("."));
    let ran = run(command, "");
    assert_eq!(ran.code, 0, "{}", ran.said());
    let folder = scratch.0.join("出/minimal");
    let mut names: Vec<String> =
        std::fs::read_dir(&folder).expect("folder").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert!(names.iter().any(|name| name.ends_with("询问笔录-张三（稿）.html")) && names.contains(&"index.html".to_string()), "{names:?}");
    assert!(!names.iter().any(|name| name.ends_with(".pdf") || name.ends_with(".docx")), "{names:?}");
}

#[test]
fn the_public_copy_has_no_pages() {
    let scratch = Scratch::new("html-public");
    let out = scratch.0.join("出");
    let mut command = wenshu(["render", "cases/summary-stall.yaml", "--format", "html", "--public", "-o"]);
    command.arg(&out).current_dir(path("."));
    let ran = run(command, "");
    assert_eq!(ran.code, 0, "{}", ran.said());
    let listed = std::fs::read_dir(out.join("summary-stall-公开版")).expect("the public copy").flatten();
    let names: Vec<String> = listed.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert!(!names.iter().any(|name| name.ends_with(".html")), "a page says where each word comes from: {names:?}");
    assert!([".pdf", ".docx"].iter().all(|end| names.iter().any(|name| name.ends_with(end))), "{names:?}");
}
