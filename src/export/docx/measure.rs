//! Rough widths and line counts. Word lays the text out; these estimates only place what Word cannot anchor itself: the
//! foot of a cell, the date centred under the agency, a rule that fills the rest of a line.

use crate::document::{Inline, Paragraph, inline_text};
use crate::style::ParagraphStyle;
use unicode_width::UnicodeWidthChar;

/// Width of a text in ems: full-width characters 1, Latin letters and digits ½.
pub(super) fn text_em(text: &str) -> f32 {
    text.chars().map(|ch| ch.width_cjk().unwrap_or(0) as f32 / 2.0).sum()
}

/// Width of inlines in ems as if on one line.
pub(super) fn inlines_em(inlines: &[Inline]) -> f32 {
    inlines.iter().map(inline_em).sum()
}

fn inline_em(inline: &Inline) -> f32 {
    match inline {
        Inline::Text(text) => text_em(&text.text),
        Inline::Blank(blank) => blank.em.max(0.0),
        Inline::Struck | Inline::Gap(_) | Inline::Check(_) => text_em(&inline_text(std::slice::from_ref(inline))),
        Inline::Break => 0.0,
    }
}

/// Lines a paragraph takes in a measure of `width` points; at least one.
pub(super) fn lines(paragraph: &Paragraph, style: &ParagraphStyle, width: f32) -> u32 {
    let measure = (width / (style.size + style.tracking) - style.hang).max(1.0);
    let mut indent = style.first_indent;
    paragraph
        .inlines
        .split(|inline| matches!(inline, Inline::Break))
        .map(|line| {
            let em = inlines_em(line) + std::mem::take(&mut indent);
            ((em / measure).ceil() as u32).max(1)
        })
        .sum()
}

/// Height of a paragraph in points.
pub(super) fn height(paragraph: &Paragraph, style: &ParagraphStyle, width: f32) -> f32 {
    lines(paragraph, style, width) as f32 * style.line + style.before + style.after
}
