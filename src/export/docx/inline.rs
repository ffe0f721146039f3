//! Runs: the inlines of a paragraph. Neighbours of the same look share a run, so that an office edits whole phrases and
//! not splinters of origin.

use super::Error;
use super::styles::{BLANK, BOX, FILL, GAP, ROOM};
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
    /// Room for the hand with a rule, or without.
    Blank,
    Room,
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
            Inline::Blank(blank) if blank.ruled && tail == Tail::FillLine && at + 1 == inlines.len() => runs.tab(),
            Inline::Blank(blank) if blank.ruled => runs.text(Look::Blank, &fixed_room(blank.em))?,
            // At the end of a line ideographic spaces would hang over the margin and the room be gone.
            Inline::Blank(blank) if matches!(inlines.get(at + 1), None | Some(Inline::Break)) => {
                runs.text(Look::Room, &fixed_room(blank.em))?
            }
            Inline::Blank(blank) => runs.text(Look::Plain, &"\u{3000}".repeat(quarters(blank.em) / 4))?,
            Inline::Struck => runs.text(Look::Plain, "／")?,
            Inline::Gap(field) => runs.text(Look::Gap, &format!("【缺：{field}】"))?,
            Inline::Break => runs.line_break(),
            Inline::Check(on) => runs.text(Look::Box, if *on { "☑" } else { "□" })?,
        }
    }
    runs.close();
    Ok(())
}

/// Room that neither breaks nor vanishes at a line end: no-break spaces, a quarter em each in the style's font.
fn fixed_room(em: f32) -> String {
    "\u{a0}".repeat(quarters(em))
}

fn quarters(em: f32) -> usize {
    (em.clamp(0.0, 200.0) * 4.0).round() as usize
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

    fn tab(&mut self) {
        self.close();
        ruled_tab(self.out);
    }
}

fn properties(out: &mut String, look: Look, script: Script) {
    out.push_str("<w:rPr>");
    let style = match look {
        Look::Plain => None,
        Look::Fill => Some(FILL),
        Look::Blank => Some(BLANK),
        Look::Room => Some(ROOM),
        Look::Gap => Some(GAP),
        Look::Box => Some(BOX),
    };
    if let Some(style) = style {
        let _ = write!(out, r#"<w:rStyle w:val="{style}"/>"#);
    }
    // Boxes and blanks take their fonts from their styles: the text's face has no ☑, and spaces of another width.
    match look {
        Look::Plain | Look::Fill | Look::Gap => out.push_str(script.fonts()),
        Look::Blank | Look::Room | Look::Box => {}
    }
    out.push_str("</w:rPr>");
}

/// Appends a line to write on, up to the next tab stop. The space before the tab gives the line its height in programs
/// that take none from a tab.
pub(super) fn ruled_tab(out: &mut String) {
    let _ = write!(out, "<w:r><w:rPr><w:rStyle w:val=\"{BLANK}\"/></w:rPr><w:t xml:space=\"preserve\">\u{a0}</w:t><w:tab/></w:r>");
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
    fn a_blank_is_as_wide_as_asked_and_keeps_its_width_at_a_line_end() {
        let blank = |em, ruled| Inline::Blank(Blank { em, ruled });
        for (inlines, fixed, ideographic) in [
            (vec![blank(6.0, true)], 24, 0),
            (vec![blank(2.5, true), text("年", Origin::Template)], 10, 0),
            (vec![blank(2.0, false), text("年", Origin::Template)], 0, 2),
            (vec![text("签名：", Origin::Template), blank(2.0, false)], 8, 0),
            (vec![blank(2.0, false), Inline::Break], 8, 0),
            (vec![blank(-3.0, true)], 0, 0),
            (vec![blank(f32::NAN, true)], 0, 0),
            (vec![blank(f32::INFINITY, false)], 800, 0),
        ] {
            let mut out = String::new();
            runs(&mut out, &inlines, Tail::Plain, 1).unwrap();
            assert_eq!((out.matches('\u{a0}').count(), out.matches('\u{3000}').count()), (fixed, ideographic), "{inlines:?}");
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
