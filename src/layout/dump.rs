//! Pages as readable text, for goldens: one line per line of type, columns of a table separated by ｜, furniture last.

use super::pages::{GlyphRun, Item, Page, Pages};
use std::fmt::Write;

/// The text of all pages.
pub fn dump(pages: &Pages) -> String {
    let mut out = String::new();
    for (index, page) in pages.pages.iter().enumerate() {
        let _ = writeln!(out, "── 第{}页 ──", index + 1);
        dump_page(page, &mut out);
    }
    out
}

fn dump_page(page: &Page, out: &mut String) {
    for line in lines(&page.body) {
        let _ = writeln!(out, "{line}");
    }
    for line in lines(&page.furniture) {
        let _ = writeln!(out, "~ {line}");
    }
}

/// Runs on one baseline are one line; a gap of more than an em and a half is shown.
fn lines(items: &[Item]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut last: Option<(f32, f32)> = None;
    for run in items.iter().filter_map(glyphs) {
        let text: String = run.glyphs.iter().map(|glyph| glyph.ch).collect();
        let start = run.x + run.glyphs.first().map_or(0.0, |glyph| glyph.dx);
        let end = run.x + run.glyphs.last().map_or(0.0, |glyph| glyph.dx) + run.size;
        match (out.last_mut(), last) {
            (Some(line), Some((y, x))) if (y - run.y).abs() < 0.5 && start > x - 1.5 * run.size => {
                if start - x > 1.5 * run.size {
                    line.push('｜');
                }
                line.push_str(&text);
            }
            _ => out.push(text),
        }
        last = Some((run.y, end));
    }
    out
}

fn glyphs(item: &Item) -> Option<&GlyphRun> {
    match item {
        Item::Glyphs(run) => Some(run),
        Item::Line { .. } | Item::Picture { .. } | Item::SealPlace { .. } => None,
    }
}
