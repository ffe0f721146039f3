//! Which findings belong to a writ, and beside which of its words each stands. Findings are numbered as in the list of the
//! whole case, so that a link means the same on every page.

use super::Writ;
use crate::diag::{Diagnostic, Place};
use crate::document::{Inline, Origin, inline_rows};

/// What a finding stands beside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Target<'d> {
    /// The first word with this origin.
    Value(&'d Origin),
    /// The first gap of this field.
    Gap(&'d str),
    /// The writ as a whole.
    Writ,
}

/// A finding of a page.
#[derive(Debug, Clone, Copy)]
pub struct Note<'d> {
    /// Its number in the list of the case, from 1.
    pub number: usize,
    /// The finding.
    pub finding: &'d Diagnostic,
    /// Where it stands.
    pub target: Target<'d>,
}

/// The findings that a writ's page shows: those that name the writ, and those whose place is the line of a value or the
/// field of a gap that the writ shows.
pub fn of<'d>(writ: &Writ<'d>, findings: &'d [Diagnostic]) -> Vec<Note<'d>> {
    let inlines: Vec<&Inline> = inline_rows(writ.document).into_iter().flat_map(|(inlines, _)| inlines).collect();
    let numbered = findings.iter().enumerate().map(|(index, finding)| (index + 1, finding));
    numbered
        .filter_map(|(number, finding)| {
            let named = finding.writ.as_deref() == Some(writ.name);
            let target = match target(&inlines, finding) {
                Some(target) => target,
                None if named => Target::Writ,
                None => return None,
            };
            Some(Note { number, finding, target })
        })
        .collect()
}

fn target<'d>(inlines: &[&'d Inline], finding: &Diagnostic) -> Option<Target<'d>> {
    let place = finding.place.as_ref();
    let value = |fits: fn(&Place, u32, u32) -> bool| {
        let place = place?;
        inlines.iter().find_map(|inline| match inline {
            Inline::Text(text) => match &text.origin {
                origin @ Origin::Form { file, line, column, .. } if **file == *place.file && fits(place, *line, *column) => {
                    Some(Target::Value(origin))
                }
                Origin::Form { .. } | Origin::Template | Origin::Agency { .. } | Origin::Law { .. } => None,
                Origin::Wording { .. } | Origin::Computed { .. } => None,
            },
            Inline::Blank(_) | Inline::Struck | Inline::Gap(_) | Inline::Break | Inline::Check(_) => None,
        })
    };
    let gap = || {
        let field = finding.field.as_deref()?;
        inlines.iter().find_map(|inline| match inline {
            Inline::Gap(lacks) if lacks == field => Some(Target::Gap(lacks)),
            Inline::Gap(_) | Inline::Text(_) | Inline::Blank(_) | Inline::Struck | Inline::Break | Inline::Check(_) => None,
        })
    };
    // a line may hold several values: the one that begins at the place comes first
    value(|place, line, column| place.pos.line == line && place.pos.column == column)
        .or_else(|| value(|place, line, _| place.pos.line == line))
        .or_else(gap)
}
