//! The text of a built writ as the document model has it, for comparison with finished files: one line per block,
//! `#split` for blocks whose glyphs stand on several pages, `#picture` for photographs, then the furniture of the model and of each page.

use super::built::BuiltWrit;
use crate::document::{Picture, inline_text, pictures, text_blocks};
use crate::layout::pages::Item;
use std::fmt::Write;

/// The dump of one writ.
pub fn dump(writ: &BuiltWrit) -> String {
    let mut out = String::new();
    let mut shown = pictures(&writ.document).into_iter().peekable();
    for (index, block) in text_blocks(&writ.document).iter().enumerate() {
        while let Some((_, picture)) = shown.next_if(|(before, _)| *before <= index) {
            let _ = writeln!(out, "{}", picture_line(picture));
        }
        let mark = if interleaves(writ, index as u32) { "#split\t" } else { "" };
        let _ = writeln!(out, "{mark}{}", block.text);
    }
    for (_, picture) in shown {
        let _ = writeln!(out, "{}", picture_line(picture));
    }
    let furniture = &writ.document.furniture;
    for text in [inline_text(&furniture.copies), inline_text(&furniture.running_head)]
        .into_iter()
        .chain(furniture.page_signatures.iter().map(|p| inline_text(&p.inlines)))
    {
        if !text.trim().is_empty() {
            let _ = writeln!(out, "#furniture\t{text}");
        }
    }
    for (number, page) in writ.pages.pages.iter().enumerate() {
        let text: String = page.furniture.iter().map(item_text).collect();
        let _ = writeln!(out, "#page {} furniture\t{text}", number + 1);
    }
    out
}

/// A picture in words, with its pixels as it is looked at.
fn picture_line(picture: &Picture) -> String {
    let (width, height) = picture.photo.upright();
    format!("#picture\t〔照片：{}，{width}×{height}〕", picture.alt)
}

fn item_text(item: &Item) -> String {
    match item {
        Item::Glyphs(run) => run.glyphs.iter().map(|g| g.ch).collect(),
        Item::Line { .. } | Item::Picture { .. } | Item::SealPlace { .. } => String::new(),
    }
}

/// Whether the glyphs of a block are not one unbroken run of the body: its row breaks over pages beside other cells.
fn interleaves(writ: &BuiltWrit, block: u32) -> bool {
    let blocks = writ.pages.pages.iter().flat_map(|page| &page.body).filter_map(|item| match item {
        Item::Glyphs(run) => Some(run.block),
        Item::Line { .. } | Item::Picture { .. } | Item::SealPlace { .. } => None,
    });
    let mut highest = 0;
    let mut touched = false;
    for found in blocks {
        if found < highest && (found == block || highest == block) {
            touched = true;
        }
        highest = highest.max(found);
    }
    touched
}
