//! Documents written in markup, and questions about their pages, for the tests of the layout.
#![allow(dead_code)] // each test binary uses its own part

pub mod samples;

use std::collections::BTreeMap;
use std::sync::Arc;
use wenshu::document::{Document, LayoutKind, Meta, text_blocks};
use wenshu::fonts::Fonts;
use wenshu::layout::pages::{GlyphRun, Item, NO_BLOCK, Page, Pages};
use wenshu::layout::{MissingGlyph, lay_out};
use wenshu::style::{self, Profile};
use wenshu::template::markup::{Frame, to_document};
use wenshu::template::value::Origins;

/// The document of a markup body.
pub fn document(kind: LayoutKind, letterhead: bool, body: &str) -> Document {
    let frame = Frame {
        writ: "sample".into(),
        file: Arc::from("sample.xml"),
        kind,
        letterhead: letterhead.then(|| "安全生产行政执法文书".to_string()),
        meta: Meta { title: "样张".into(), ..Meta::default() },
    };
    to_document(&format!("<doc>{body}</doc>"), &frame, &Origins::default()).expect("markup of the test")
}

/// Pages of a document in the national writs' look.
pub fn pages(document: &Document) -> Pages {
    lay_out(document, Profile::Form, Fonts::bundled()).expect("characters of the test")
}

/// What a layout that cannot be printed says.
pub fn missing(document: &Document) -> Vec<MissingGlyph> {
    lay_out(document, Profile::Form, Fonts::bundled()).err().unwrap_or_default()
}

/// The glyph runs of items.
pub fn runs(items: &[Item]) -> impl Iterator<Item = &GlyphRun> {
    items.iter().filter_map(|item| match item {
        Item::Glyphs(run) => Some(run),
        Item::Line { .. } | Item::Picture { .. } | Item::SealPlace { .. } => None,
    })
}

/// The straight lines of items, as (x1, y1, x2, y2).
pub fn rules(items: &[Item]) -> Vec<(f32, f32, f32, f32)> {
    items
        .iter()
        .filter_map(|item| match item {
            Item::Line { x1, y1, x2, y2, .. } => Some((*x1, *y1, *x2, *y2)),
            Item::Glyphs(_) | Item::Picture { .. } | Item::SealPlace { .. } => None,
        })
        .collect()
}

pub fn run_text(run: &GlyphRun) -> String {
    run.glyphs.iter().map(|glyph| glyph.ch).collect()
}

/// All text of items in their order.
pub fn text(items: &[Item]) -> String {
    runs(items).map(run_text).collect()
}

/// The pages carry exactly the text of the document: in each block, and in the order of the blocks on each page.
pub fn assert_same_text(document: &Document, pages: &Pages) {
    let mut printed: BTreeMap<u32, String> = BTreeMap::new();
    for page in &pages.pages {
        let mut last = 0;
        for run in runs(&page.body).filter(|run| run.block != NO_BLOCK) {
            assert!(run.block >= last, "block {} after {last}: {}", run.block, run_text(run));
            last = run.block;
            printed.entry(run.block).or_default().push_str(&run_text(run));
        }
        assert!(runs(&page.furniture).all(|run| run.block == NO_BLOCK));
    }
    let expected: Vec<String> = text_blocks(document).into_iter().map(|block| block.text).collect();
    let printed: Vec<String> = printed.into_values().collect();
    assert_eq!(printed, expected);
}

/// A line of type: its text and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeLine {
    pub text: String,
    pub left: f32,
    pub right: f32,
    pub y: f32,
    pub size: f32,
}

/// The lines of one column of type (no tables side by side), top to bottom.
pub fn type_lines(page: &Page) -> Vec<TypeLine> {
    let mut out: Vec<TypeLine> = Vec::new();
    for run in runs(&page.body) {
        let last = run.glyphs.last().expect("a run has glyphs");
        let advance = Fonts::bundled().glyph(run.face, last.ch).map_or(0.0, |glyph| glyph.advance) * run.size;
        let right = run.x + last.dx + advance;
        match out.last_mut() {
            Some(line) if (line.y - run.y).abs() < 0.01 => {
                line.text.push_str(&run_text(run));
                line.right = right;
            }
            _ => out.push(TypeLine { text: run_text(run), left: run.x, right, y: run.y, size: run.size }),
        }
    }
    out
}

/// Right edge of the live area.
pub fn right_edge() -> f32 {
    let page = style::page(Profile::Form);
    page.width - page.right
}

/// Fact text of any length, with marks, numbers and names in it.
pub fn facts(chars: usize) -> String {
    let sentence = "2026年3月5日9时30分，本机关执法人员对你单位进行检查时发现，一车间电焊工周某未取得特种作业操作证（焊接与热切割作业），\
                    正在从事焊接作业；现场配备的8具干粉灭火器中有3具压力不足，“安全生产责任制”未张贴，涉及金额12,480.50元。";
    sentence.chars().cycle().take(chars).collect()
}
