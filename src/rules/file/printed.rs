//! Where the printed text of a fault comes from: the form's value with its place, so that an officer mends it there once,
//! or the writ itself.

use crate::diag::{Diagnostic, Pos};
use crate::document::{Inline, Origin, TextBlock, inline_rows, inline_text};
use crate::rules::Paper;

/// Puts a finding about a block at the value of the form that has the fault, else on the writ. `fault` tells the fault of
/// a text; the finding shows what it found.
pub fn placed(paper: &Paper, block: &TextBlock, fault: impl Fn(&str) -> Option<String>, finding: Diagnostic) -> Diagnostic {
    let rows = inline_rows(&paper.document);
    let own = rows.into_iter().filter(|(row, line)| *line == block.line && inline_text(row) == block.text).flat_map(|(row, _)| row);
    let at_fault = own.filter_map(|inline| match inline {
        Inline::Text(text) => fault(&text.text).map(|found| (text, found)),
        Inline::Blank(_) | Inline::Struck | Inline::Gap(_) | Inline::Break | Inline::Check(_) => None,
    });
    let in_form = at_fault.filter_map(|(text, found)| match &text.origin {
        Origin::Form { path, file, line, column } => Some((path, file, Pos { line: *line, column: *column }, found)),
        Origin::Template | Origin::Agency { .. } | Origin::Law { .. } | Origin::Wording { .. } | Origin::Computed { .. } => None,
    });
    match in_form.into_iter().next() {
        Some((path, file, pos, found)) => finding.at(&file.as_str().into(), pos).field(path).found(found),
        None => {
            let found = fault(&block.text).unwrap_or_else(|| block.text.clone());
            paper.finding(finding.found(found))
        }
    }
}

/// Adds a finding unless it is there: a value of the form stands in many writs.
pub fn add(out: &mut Vec<Diagnostic>, finding: Diagnostic) {
    if !out.contains(&finding) {
        out.push(finding);
    }
}
