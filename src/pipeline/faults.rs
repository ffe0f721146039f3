//! What is found in documents themselves: gaps, words of the law nobody has compared with their source, characters no face
//! has.

use super::built::Gap;
use crate::diag::{Diagnostic, Pos};
use crate::document::{Document, Inline, Origin, Text, inline_rows};
use crate::dossier::{Dossier, PlannedWrit};
use crate::fonts::Fonts;
use crate::layout::MissingGlyph;
use crate::rules::Paper;
use crate::style::Face;
use chrono::NaiveDate;

/// The same finding about several writs is said once.
pub fn once(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        if !seen.contains(&fault) {
            seen.push(fault);
        }
    }
    seen
}

/// Words of the law that nobody has compared with their source, printed in a writ.
pub fn unread_wording(dossier: &Dossier, paper: &Paper) -> Vec<Diagnostic> {
    let on = paper.planned.day.as_ref().map(|d| d.date).or_else(|| dossier.reference_day()).unwrap_or(NaiveDate::MAX);
    let mut ids: Vec<&str> = Vec::new();
    for text in texts(&paper.document) {
        match &text.origin {
            Origin::Wording { id } if !ids.contains(&id.as_str()) => ids.push(id),
            Origin::Wording { .. } | Origin::Template | Origin::Form { .. } | Origin::Agency { .. } => {}
            Origin::Law { .. } | Origin::Computed { .. } => {}
        }
    }
    let unread = ids.into_iter().filter(|id| dossier.law.wording(id, on).is_some_and(|row| dossier.law.is_wording_unverified(row)));
    unread
        .map(|id| {
            let message = format!("固定用语“{id}”还没有人对照原文核对过");
            let finding = Diagnostic::veto("L31", message).remedy("核对原文后，在“豁免”里写明规则 L31、理由和批准人");
            paper.finding(finding)
        })
        .collect()
}

/// Every gap of a document, furniture included, each field once.
pub fn gaps(document: &Document) -> Vec<Gap> {
    let mut out: Vec<Gap> = Vec::new();
    for (inlines, line) in inline_rows(document) {
        for inline in inlines {
            if let Inline::Gap(field) = inline
                && !out.iter().any(|gap| gap.field == *field)
            {
                out.push(Gap { field: field.clone(), line });
            }
        }
    }
    out
}

/// Characters no face has, without laying out: text is set in the body's face, titles fall back on the same ones.
pub fn unprintable(paper: &Paper) -> Vec<Diagnostic> {
    let mut missing: Vec<MissingGlyph> = Vec::new();
    for text in texts(&paper.document) {
        for ch in Fonts::bundled().missing(Face::Body, &text.text) {
            let found = MissingGlyph { ch, origin: text.origin.clone() };
            if !missing.contains(&found) {
                missing.push(found);
            }
        }
    }
    missing_glyphs(paper.planned, &missing)
}

fn texts(document: &Document) -> impl Iterator<Item = &Text> {
    inline_rows(document).into_iter().flat_map(|(inlines, _)| inlines).filter_map(|inline| match inline {
        Inline::Text(text) => Some(text),
        Inline::Blank(_) | Inline::Struck | Inline::Gap(_) | Inline::Break | Inline::Check(_) => None,
    })
}

pub fn missing_glyphs(planned: &PlannedWrit, missing: &[MissingGlyph]) -> Vec<Diagnostic> {
    missing
        .iter()
        .map(|found| {
            let shown = format!("“{}”（U+{:04X}）", found.ch, found.ch as u32);
            let finding = Diagnostic::refuse("O20", format!("内置字体没有字符{shown}，不能印成方框"))
                .found(shown)
                .remedy("核对这个字；确需使用的，请联系维护人增补字体");
            match &found.origin {
                Origin::Form { path, file, line, column } => {
                    let pos = Pos { line: *line, column: *column };
                    finding.at(&file.as_str().into(), pos).field(path)
                }
                Origin::Agency { path } => finding.field(path),
                Origin::Template | Origin::Law { .. } | Origin::Wording { .. } | Origin::Computed { .. } => {
                    finding.field(planned.writ.title())
                }
            }
        })
        .collect()
}
