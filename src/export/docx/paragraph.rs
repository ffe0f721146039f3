//! `w:pPr`: the properties of a paragraph, written in the one order the schema allows. Looks stand in the named styles;
//! here is only what differs from them.

use super::xml::twips;
use crate::document::{Align, RuleKind};
use crate::style::RULE_GAP;
use std::fmt::Write;

/// What a paragraph says beyond its style. Measures in points.
#[derive(Debug, Clone, Default)]
pub(super) struct Properties {
    /// Style id.
    pub style: &'static str,
    /// Stays on the page of the next paragraph.
    pub keep_next: bool,
    /// Is not broken over pages.
    pub keep_lines: bool,
    /// Starts a page.
    pub page_break: bool,
    /// Rule below.
    pub rule: Option<RuleKind>,
    /// Position of a right-aligned tab stop.
    pub tab: Option<f32>,
    /// Taken out of the document grid.
    pub off_grid: bool,
    /// Space above.
    pub before: Option<f32>,
    /// Space below.
    pub after: Option<f32>,
    /// Distance from the right margin.
    pub right: Option<f32>,
    /// First-line indent of the style switched off.
    pub no_indent: bool,
    /// Alignment other than the style's.
    pub align: Option<Align>,
}

impl Properties {
    /// Properties that only name a style.
    pub fn of(style: &'static str) -> Self {
        Properties { style, ..Properties::default() }
    }

    /// Appends `<w:pPr>…</w:pPr>`.
    pub fn write(&self, out: &mut String) {
        let _ = write!(out, r#"<w:pPr><w:pStyle w:val="{}"/>"#, self.style);
        for (on, tag) in [(self.keep_next, "keepNext"), (self.keep_lines, "keepLines"), (self.page_break, "pageBreakBefore")] {
            if on {
                let _ = write!(out, "<w:{tag}/>");
            }
        }
        if let Some(rule) = self.rule {
            let _ = write!(out, "<w:pBdr>{}</w:pBdr>", rule_border(rule));
        }
        if let Some(position) = self.tab {
            let _ = write!(out, r#"<w:tabs><w:tab w:val="right" w:pos="{}"/></w:tabs>"#, twips(position));
        }
        if self.off_grid {
            out.push_str(r#"<w:snapToGrid w:val="0"/>"#);
        }
        if self.before.is_some() || self.after.is_some() {
            out.push_str("<w:spacing");
            for (name, value) in [("before", self.before), ("after", self.after)] {
                if let Some(value) = value {
                    let _ = write!(out, r#" w:{name}="{}""#, twips(value.max(0.0)));
                }
            }
            out.push_str("/>");
        }
        if self.right.is_some() || self.no_indent {
            out.push_str("<w:ind");
            if let Some(right) = self.right {
                let _ = write!(out, r#" w:right="{}""#, twips(right.max(0.0)));
            }
            if self.no_indent {
                out.push_str(r#" w:firstLineChars="0" w:firstLine="0""#);
            }
            out.push_str("/>");
        }
        if let Some(align) = self.align {
            let _ = write!(out, r#"<w:jc w:val="{}"/>"#, jc(align));
        }
        out.push_str("</w:pPr>");
    }
}

/// The value of `w:jc`.
pub(super) fn jc(align: Align) -> &'static str {
    match align {
        Align::Justify => "both",
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    }
}

/// A rule as the lower border of a paragraph; widths are in eighths of a point, distances in points.
fn rule_border(rule: RuleKind) -> String {
    let (kind, width) = match rule {
        RuleKind::Double => ("double", 6),
        RuleKind::Single => ("single", 4),
    };
    format!(r#"<w:bottom w:val="{kind}" w:sz="{width}" w:space="{}" w:color="auto"/>"#, RULE_GAP.round() as i32)
}
