//! What stands on every page outside the body: heads, feet, and the section that hangs them on the page.

use super::body::{Frame, paragraph};
use super::inline::{Tail, runs};
use super::measure;
use super::paragraph::Properties;
use super::styles::{DRAFT, DRAFT_LINE, FOOT, RUNNING_HEAD, SPACER};
use super::xml::{NAMESPACES, PROLOG, twips};
use super::{Error, Sheet};
use crate::document::{Document, Furniture};
use std::fmt::Write;

/// From the heads to the text area: an empty head must not reach it and push the text down.
const HEAD_GAP: f32 = 2.0;
/// From the text to the signature lines of a page, and from these to the foot line.
const SIGNATURE_GAP: f32 = 6.0;
/// Room for 共 xx 页　第 xx 页, in characters.
const PAGE_NUMBERS_EM: f32 = 10.0;
/// From the baseline of the foot line down to the end of its line box.
const FOOT_DESCENT: f32 = 3.0;

/// Whether continuation pages carry another head than the first page.
pub(super) fn first_page_differs(furniture: &Furniture) -> bool {
    !furniture.running_head.is_empty()
}

/// The head of the first page, or of the other (or all) pages.
pub(super) fn header(document: &Document, first: bool) -> Result<String, Error> {
    let mut out = format!("{PROLOG}<w:hdr {NAMESPACES}>");
    let head = &document.furniture.running_head;
    let running = !first && !head.is_empty();
    if document.draft {
        draft_mark(&mut out);
    }
    if running {
        out.push_str("<w:p>");
        Properties::of(RUNNING_HEAD).write(&mut out);
        runs(&mut out, head, Tail::Plain, 0)?;
        out.push_str("</w:p>");
    }
    if !document.draft && !running {
        empty(&mut out);
    }
    out.push_str("</w:hdr>");
    Ok(out)
}

/// The foot of every page: signature lines, then copies and page numbers under a rule.
pub(super) fn footer(sheet: &Sheet, document: &Document) -> Result<String, Error> {
    let furniture = &document.furniture;
    let mut out = format!("{PROLOG}<w:ftr {NAMESPACES}>");
    for (at, signature) in furniture.page_signatures.iter().enumerate() {
        let before = (at == 0).then_some(SIGNATURE_GAP);
        paragraph(&mut out, sheet, signature, &Frame::page(sheet), Properties { before, ..Properties::default() })?;
    }
    if !furniture.copies.is_empty() || furniture.page_numbers {
        let width = sheet.page.live_width();
        let before = (!furniture.page_signatures.is_empty()).then_some(SIGNATURE_GAP);
        out.push_str("<w:p>");
        Properties { tab: Some(width), before, ..Properties::of(FOOT) }.write(&mut out);
        runs(&mut out, &furniture.copies, Tail::Plain, 0)?;
        if furniture.page_numbers {
            // Beside a long sentence the numbers have no room: they get their own line.
            let taken = measure::inlines_em(&furniture.copies) + PAGE_NUMBERS_EM;
            if taken * sheet.page.foot_size > width {
                out.push_str("<w:r><w:br/></w:r>");
            }
            page_numbers(&mut out);
        }
        out.push_str("</w:p>");
    } else if furniture.page_signatures.is_empty() {
        empty(&mut out);
    }
    out.push_str("</w:ftr>");
    Ok(out)
}

/// How much wider than the page of the PDF the text area is, in twips: where a justified line is full to the last twip,
/// LibreOffice does not show the comma that hangs behind it.
const SLACK: i32 = 1;

/// The section properties: heads, feet, sheet, margins, grid.
pub(super) fn section(out: &mut String, sheet: &Sheet, document: &Document) {
    let page = &sheet.page;
    let first = first_page_differs(&document.furniture);
    out.push_str(r#"<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>"#);
    if first {
        out.push_str(r#"<w:headerReference w:type="first" r:id="rId6"/>"#);
    }
    out.push_str(r#"<w:footerReference w:type="default" r:id="rId5"/>"#);
    if first {
        out.push_str(r#"<w:footerReference w:type="first" r:id="rId7"/>"#);
    }
    let _ = write!(
        out,
        r#"<w:pgSz w:w="{}" w:h="{}"/><w:pgMar w:top="{}" w:right="{}" w:bottom="{}" w:left="{}" w:header="{}" w:footer="{}" w:gutter="0"/><w:cols w:space="425"/>"#,
        twips(page.width),
        twips(page.height),
        twips(page.top),
        twips(page.right) - SLACK,
        twips(page.bottom),
        twips(page.left),
        twips(head_distance(page.top, document.draft)),
        twips(page.foot - FOOT_DESCENT),
    );
    if first {
        out.push_str("<w:titlePg/>");
    }
    if let Some(pitch) = page.grid {
        let _ = write!(out, r#"<w:docGrid w:type="lines" w:linePitch="{}"/>"#, twips(pitch));
    }
    out.push_str("</w:sectPr>");
}

/// Distance of the heads from the upper edge of the sheet: 稿 stands above the text area, the running head takes its
/// upper end, as it does in the PDF.
fn head_distance(top: f32, draft: bool) -> f32 {
    top - HEAD_GAP - if draft { DRAFT_LINE } else { 0.0 }
}

/// 共 x 页　第 y 页 at the tab stop.
fn page_numbers(out: &mut String) {
    out.push_str("<w:r><w:tab/></w:r>");
    literal(out, "共 ");
    field(out, "NUMPAGES");
    literal(out, " 页　第 ");
    field(out, "PAGE");
    literal(out, " 页");
}

/// A light 稿 at the upper right.
fn draft_mark(out: &mut String) {
    out.push_str("<w:p>");
    Properties::of(DRAFT).write(out);
    literal(out, "稿");
    out.push_str("</w:p>");
}

/// A head or foot must hold a paragraph.
fn empty(out: &mut String) {
    out.push_str("<w:p>");
    Properties::of(SPACER).write(out);
    out.push_str("</w:p>");
}

fn literal(out: &mut String, text: &str) {
    let _ = write!(out, r#"<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#);
}

/// A field that Word computes; 1 stands until it does.
fn field(out: &mut String, instruction: &str) {
    let run = |content: &str| format!(r#"<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{content}</w:r>"#);
    for content in [
        r#"<w:fldChar w:fldCharType="begin"/>"#,
        &format!(r#"<w:instrText xml:space="preserve"> {instruction} </w:instrText>"#),
        r#"<w:fldChar w:fldCharType="separate"/>"#,
        "<w:t>1</w:t>",
        r#"<w:fldChar w:fldCharType="end"/>"#,
    ] {
        out.push_str(&run(content));
    }
}
