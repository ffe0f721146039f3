//! Rough widths and line counts. Word lays the text out; these estimates only place what Word cannot anchor itself: the
//! foot of a cell, the date centred under the agency, a rule that fills the rest of a line.

use crate::document::{Inline, Paragraph, inline_text};
use crate::style::ParagraphStyle;
use unicode_width::UnicodeWidthChar;

/// Space that word processors put between an ideograph and a Latin letter or digit, in ems.
const AUTO_SPACE: f32 = 0.25;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Ideograph,
    Latin,
    Other,
}

impl Class {
    fn of(ch: char) -> Class {
        match ch {
            'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Latin,
            '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => Class::Ideograph,
            _ => Class::Other,
        }
    }
}

/// Width of inlines in ems as if on one line: full-width characters 1, Latin letters and digits ½.
pub(super) fn inlines_em(inlines: &[Inline]) -> f32 {
    let mut before = Class::Other;
    let mut em = 0.0;
    for inline in inlines {
        if let Inline::Blank(blank) = inline {
            em += blank.em.max(0.0);
            before = Class::Other;
            continue;
        }
        for ch in inline_text(std::slice::from_ref(inline)).chars() {
            let class = Class::of(ch);
            if matches!((before, class), (Class::Ideograph, Class::Latin) | (Class::Latin, Class::Ideograph)) {
                em += AUTO_SPACE;
            }
            em += ch.width_cjk().unwrap_or(0) as f32 / 2.0;
            before = class;
        }
    }
    em
}

/// Lines a paragraph is likely to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lines {
    /// At least one.
    pub count: u32,
    /// More that punctuation and word breaks could cost where a last line is nearly full.
    pub spare: u32,
}

/// Lines of a paragraph in a measure of `width` points.
pub(super) fn lines(paragraph: &Paragraph, style: &ParagraphStyle, width: f32) -> Lines {
    let measure = (width / (style.size + style.tracking) - style.hang).max(1.0);
    let mut indent = style.first_indent;
    let mut total = Lines { count: 0, spare: 0 };
    for line in paragraph.inlines.split(|inline| matches!(inline, Inline::Break)) {
        let em = inlines_em(line) + std::mem::take(&mut indent);
        let count = (em / measure).ceil().max(1.0);
        total.count += count as u32;
        // Each line can lose half a character to 避头尾, one to a number that does not break.
        if count * measure - em < 1.0 + (count - 1.0) / 2.0 && count > 1.0 {
            total.spare += 1;
        }
    }
    total
}

/// Height of a paragraph in points, spare lines included.
pub(super) fn height(paragraph: &Paragraph, style: &ParagraphStyle, width: f32) -> f32 {
    let lines = lines(paragraph, style, width);
    (lines.count + lines.spare) as f32 * style.line + style.before + style.after
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Blank, LayoutKind, Origin, Role, Text};
    use crate::style::{self, Profile};

    fn text(text: &str) -> Inline {
        Inline::Text(Text { text: text.into(), origin: Origin::Template, underline: false })
    }

    #[test]
    fn widths_count_latin_by_halves_and_the_space_beside_it() {
        let blank = Inline::Blank(Blank { em: 3.0, ruled: true });
        for (inlines, em) in [
            (vec![text("甲乙，")], 3.0),
            (vec![text("2026")], 2.0),
            (vec![text("2026年3月")], 2.0 + 0.5 + 2.0 + 0.75),
            (vec![text("于"), text("2026")], 3.25),
            (vec![text("于"), blank, text("2026")], 6.0),
            (vec![Inline::Gap("职务".into())], 6.0),
            (vec![], 0.0),
        ] {
            assert_eq!(inlines_em(&inlines), em, "{inlines:?}");
        }
    }

    #[test]
    fn lines_follow_the_measure() {
        let style = style::paragraph(Profile::Form, LayoutKind::Form, Role::Cell);
        let of = |inlines| Paragraph { role: Role::Cell, align: None, keep_next: false, inlines, line: 1 };
        let long = "字".repeat(25);
        for (inlines, count, spare) in [
            (vec![], 1, 0),
            (vec![text("甲")], 1, 0),
            (vec![text(&long)], 3, 0),
            (vec![text(&"字".repeat(30))], 3, 1),
            (vec![text("甲"), Inline::Break, text(&long)], 4, 0),
        ] {
            assert_eq!(lines(&of(inlines.clone()), &style, style.size * 10.0), Lines { count, spare }, "{inlines:?}");
        }
    }
}
