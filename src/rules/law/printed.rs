//! Provisions as the notices and decisions print them, held against the law of their day: the common reading of the rules
//! on dead statutes, missing 款 and articles that do not exist.

use crate::rules::text_lint::citations::{self, Verdict};
use crate::rules::text_lint::dates;
use crate::rules::{Paper, Review};

/// What is wrong with the provisions of each notice and decision. Nothing while provisions typed in the form are wrong
/// themselves: they print as typed, and are found where they stand.
pub fn verdicts<'a>(review: &Review<'a>) -> Vec<(&'a Paper<'a>, Verdict)> {
    if review.dossier.findings.iter().any(|finding| matches!(finding.code, "R50" | "R51")) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let outward = |paper: &&Paper| ["处罚决定书", "告知书"].iter().any(|kind| paper.planned.writ.title().contains(kind));
    for paper in review.papers.iter().filter(outward) {
        let own = paper.planned.day.as_ref().map(|day| day.date);
        let Some(on) = own.or_else(|| review.dossier.reference_day()) else { continue };
        let texts: Vec<&str> = paper.text.iter().map(|block| block.text.as_str()).collect();
        let notes = citations::check(&texts, review.law(), on, &dates::all(&texts));
        out.extend(notes.into_iter().map(|note| (paper, note.verdict)));
    }
    out
}
