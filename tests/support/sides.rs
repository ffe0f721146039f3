//! The text of one writ on its four sides — model, laid-out pages, DOCX, PDF — block by block without white space (blanks
//! are spaces in a DOCX, and a broken line drops the space at its end). Furniture is taken off as the model tags it.

use super::{docx_reader, pdf_reader};
use wenshu::document::{Document, text_blocks};
use wenshu::layout::pages::{GlyphRun, Item, Pages};

/// A side's name and its blocks.
pub type Side = (&'static str, Vec<String>);

/// Text without white space.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace()).collect()
}

/// All four sides; what cannot be read is said in its place.
pub fn sides(document: &Document, pages: &Pages, docx: &[u8], pdf: &[u8]) -> [Side; 4] {
    [("模型", of_model(document)), ("版面", of_pages(pages)), ("DOCX", of_docx(docx)), ("PDF", of_pdf(pdf, pages))]
}

/// Where the sides differ from the first, each with the block.
pub fn differences(sides: &[Side]) -> Vec<String> {
    let mut out = Vec::new();
    let Some(((first, model), others)) = sides.split_first() else { return out };
    for (name, blocks) in others {
        let longest = model.len().max(blocks.len());
        let wrong = (0..longest).find(|index| model.get(*index) != blocks.get(*index));
        out.extend(wrong.map(|at| format!("第{at}段 {first}：{:?}\n　　 {name}：{:?}", model.get(at), blocks.get(at))));
    }
    out
}

fn of_model(document: &Document) -> Vec<String> {
    text_blocks(document).iter().map(|block| squeeze(&block.text)).collect()
}

fn runs(items: &[Item]) -> impl Iterator<Item = &GlyphRun> {
    items.iter().filter_map(|item| match item {
        Item::Glyphs(run) => Some(run),
        Item::Line { .. } | Item::Picture { .. } | Item::SealPlace { .. } => None,
    })
}

fn grouped(pieces: impl Iterator<Item = (u32, String)>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (block, text) in pieces {
        let block = block as usize;
        if block >= 1_000_000 {
            out.push(format!("（正文里有不属于任何段落的文字：{text}）"));
            continue;
        }
        if out.len() <= block {
            out.resize(block + 1, String::new());
        }
        out[block].push_str(&squeeze(&text));
    }
    out
}

fn of_pages(pages: &Pages) -> Vec<String> {
    let body = pages.pages.iter().flat_map(|page| runs(&page.body));
    grouped(body.map(|run| (run.block, run.glyphs.iter().map(|glyph| glyph.ch).collect())))
}

fn of_docx(docx: &[u8]) -> Vec<String> {
    match docx_reader::body_text(docx) {
        Ok(paragraphs) => paragraphs.iter().map(|text| squeeze(text)).filter(|text| !text.is_empty()).collect(),
        Err(fault) => vec![format!("（读不懂：{fault}）")],
    }
}

/// The PDF's characters, cut where the pages say that blocks begin; a page whose length is another is one block of its own.
fn of_pdf(pdf: &[u8], pages: &Pages) -> Vec<String> {
    let texts = pdf_reader::page_texts(pdf);
    if texts.len() != pages.pages.len() {
        return vec![format!("（{}页，应为{}页）", texts.len(), pages.pages.len())];
    }
    let mut pieces: Vec<(u32, String)> = Vec::new();
    for (page, text) in pages.pages.iter().zip(&texts) {
        let furniture: Vec<char> = runs(&page.furniture).flat_map(|run| run.glyphs.iter().map(|glyph| glyph.ch)).collect();
        let Some(mut rest) = text.strip_suffix(furniture.as_slice()) else {
            return vec!["（页眉页脚与模型不同）".to_string()];
        };
        for run in runs(&page.body) {
            let Some((mine, after)) = rest.split_at_checked(run.glyphs.len()) else {
                return vec!["（比版面少字）".to_string()];
            };
            pieces.push((run.block, mine.iter().collect()));
            rest = after;
        }
        if !rest.is_empty() {
            return vec!["（比版面多字）".to_string()];
        }
    }
    grouped(pieces.into_iter())
}
