//! Runs: the inlines of a paragraph. Neighbours of the same look share a run, so that an office edits whole phrases and
//! not splinters of origin.

use super::Error;
use super::styles::{BOX, FILL, GAP};
use super::xml::escape;
use crate::document::Inline;
use std::fmt::Write;

/// How the last inline of a paragraph is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    /// As it is.
    Plain,
    /// A ruled blank at the end runs to the paragraph's tab stop.
    FillLine,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    Fill,
    Gap,
    Box,
}

/// Characters that the faces of officers' machines keep in another font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Common,
    /// CJK Extension A: in 宋体, not in 仿宋_GB2312.
    ExtensionA,
    /// Beyond the BMP: 宋体-ExtB.
    Beyond,
}

impl Script {
    fn of(ch: char) -> Script {
        match ch {
            '\u{3400}'..='\u{4DBF}' => Script::ExtensionA,
            '\u{20000}'..='\u{3FFFF}' => Script::Beyond,
            _ => Script::Common,
        }
    }

    fn fonts(self) -> &'static str {
        match self {
            Script::Common => r#"<w:rFonts w:hint="eastAsia"/>"#,
            Script::ExtensionA => r#"<w:rFonts w:hint="eastAsia" w:eastAsia="宋体"/>"#,
            Script::Beyond => r#"<w:rFonts w:hint="eastAsia" w:eastAsia="SimSun-ExtB"/>"#,
        }
    }
}

/// Appends the runs of a paragraph; `line` is its template line.
pub(super) fn runs(out: &mut String, inlines: &[Inline], tail: Tail, line: u32) -> Result<(), Error> {
    let mut runs = Runs { out, open: None, line };
    for (at, inline) in inlines.iter().enumerate() {
        match inline {
            Inline::Text(text) => runs.text(if text.underline { Look::Fill } else { Look::Plain }, &text.text)?,
            Inline::Blank(blank) => {
                let look = if blank.ruled { Look::Fill } else { Look::Plain };
                if tail == Tail::FillLine && blank.ruled && at + 1 == inlines.len() {
                    runs.tab(look);
                } else {
                    runs.text(look, &blank_text(blank.em))?;
                }
            }
            Inline::Struck => runs.text(Look::Plain, "／")?,
            Inline::Gap(field) => runs.text(Look::Gap, &format!("【缺：{field}】"))?,
            Inline::Break => runs.line_break(),
            Inline::Check(on) => runs.text(Look::Box, if *on { "☑" } else { "□" })?,
        }
    }
    runs.close();
    Ok(())
}

/// Room of `em` characters: ideographic spaces, and no-break spaces of a quarter em for the rest. Both keep an underline
/// where a word processor would drop it under ordinary spaces.
fn blank_text(em: f32) -> String {
    let quarters = (em.clamp(0.0, 200.0) * 4.0).round() as usize;
    "\u{3000}".repeat(quarters / 4) + &"\u{a0}".repeat(quarters % 4)
}

/// Writes runs, keeping one open while look and script stay the same.
struct Runs<'a> {
    out: &'a mut String,
    open: Option<(Look, Script)>,
    line: u32,
}

impl Runs<'_> {
    fn text(&mut self, look: Look, text: &str) -> Result<(), Error> {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let script = Script::of(first);
            let end = rest.find(|ch| Script::of(ch) != script).unwrap_or(rest.len());
            self.ensure(look, script);
            escape(self.out, &rest[..end]).map_err(|ch| Error::Character { ch, line: self.line })?;
            rest = &rest[end..];
        }
        Ok(())
    }

    fn ensure(&mut self, look: Look, script: Script) {
        if self.open == Some((look, script)) {
            return;
        }
        self.close();
        self.out.push_str("<w:r>");
        properties(self.out, look, script);
        self.out.push_str(r#"<w:t xml:space="preserve">"#);
        self.open = Some((look, script));
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.out.push_str("</w:t></w:r>");
        }
    }

    fn line_break(&mut self) {
        self.close();
        self.out.push_str("<w:r><w:br/></w:r>");
    }

    fn tab(&mut self, look: Look) {
        self.close();
        tab(self.out, look);
    }
}

fn properties(out: &mut String, look: Look, script: Script) {
    out.push_str("<w:rPr>");
    let style = match look {
        Look::Plain => None,
        Look::Fill => Some(FILL),
        Look::Gap => Some(GAP),
        Look::Box => Some(BOX),
    };
    if let Some(style) = style {
        let _ = write!(out, r#"<w:rStyle w:val="{style}"/>"#);
    }
    // The fonts of a box come from its style: the box must not be drawn with the text's face.
    if look != Look::Box {
        out.push_str(script.fonts());
    }
    out.push_str("</w:rPr>");
}

fn tab(out: &mut String, look: Look) {
    out.push_str("<w:r>");
    properties(out, look, Script::Common);
    out.push_str("<w:tab/></w:r>");
}

/// Appends a tab drawn with a rule: a line to write on, up to the next tab stop.
pub(super) fn ruled_tab(out: &mut String) {
    tab(out, Look::Fill);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Blank, Origin, Text};

    fn text(text: &str, origin: Origin) -> Inline {
        Inline::Text(Text { text: text.into(), origin, underline: false })
    }

    #[test]
    fn neighbours_of_one_look_share_a_run() {
        let mut out = String::new();
        let computed = Origin::Computed { how: "大写".into() };
        runs(&mut out, &[text("罚款", Origin::Template), text("贰万元", computed)], Tail::Plain, 1).unwrap();
        assert_eq!(out.matches("<w:r>").count(), 1, "{out}");
        assert!(out.contains("罚款贰万元"), "{out}");
    }

    #[test]
    fn rare_characters_name_a_font_that_has_them() {
        let mut out = String::new();
        runs(&mut out, &[text("王𬭎䶮", Origin::Template)], Tail::Plain, 1).unwrap();
        assert!(out.contains(r#"w:eastAsia="SimSun-ExtB"/></w:rPr><w:t xml:space="preserve">𬭎<"#), "{out}");
        assert!(out.contains(r#"w:eastAsia="宋体"/></w:rPr><w:t xml:space="preserve">䶮<"#), "{out}");
    }

    #[test]
    fn a_blank_is_as_wide_as_asked() {
        for (em, ideographic, quarter) in [(6.0, 6, 0), (2.5, 2, 2), (0.25, 0, 1), (0.0, 0, 0), (-3.0, 0, 0), (f32::NAN, 0, 0)] {
            let text = blank_text(em);
            assert_eq!(text.matches('\u{3000}').count(), ideographic, "{em}");
            assert_eq!(text.matches('\u{a0}').count(), quarter, "{em}");
        }
    }

    #[test]
    fn a_closing_blank_runs_to_the_tab_stop_when_asked() {
        let blank = [Inline::Blank(Blank { em: 9.0, ruled: true })];
        let mut out = String::new();
        runs(&mut out, &blank, Tail::FillLine, 1).unwrap();
        assert!(out.contains("<w:tab/>") && !out.contains('\u{3000}'), "{out}");
    }
}
