//! R73: the facts of report, notice and decision are the same, word for word.

use crate::diag::Diagnostic;
use crate::rules::{Paper, Review, progress};

const REPORT: &[&str] = &["investigation_report"];

/// Findings about facts told otherwise. A paper that tells none at all is for R83 and R84.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let report = review.papers.iter().filter(|paper| paper.planned.happened && REPORT.contains(&paper.planned.writ.id.as_str()));
    let told = progress::issued(review, &progress::NOTICES).chain(progress::issued(review, &progress::DECISIONS));
    let papers = report.map(|paper| (paper, None)).chain(told.map(|(paper, party)| (paper, Some(party))));
    papers.flat_map(|(paper, party)| differing(review, paper, party)).collect()
}

fn differing(review: &Review, paper: &Paper, party: Option<usize>) -> Vec<Diagnostic> {
    let violations = review.dossier.violations_of(party);
    let facts = violations.iter().filter_map(|violation| violation.form.facts.as_ref());
    let lines: Vec<_> = facts.flat_map(|facts| facts.paragraphs().into_iter().map(|line| (line, &facts.at))).collect();
    let told = lines.iter().any(|(line, _)| progress::version_of(paper, line).is_some());
    let changed = lines.into_iter().filter(|(line, _)| told && !paper.says(line));
    changed
        .map(|(line, at)| {
            let found = progress::version_of(paper, line).unwrap_or("没有这一段");
            let finding = Diagnostic::veto("R73", "这份文书的违法事实和表单、其他文书不同").found(found).expected(line);
            paper.finding(at.finding(finding.remedy("各份文书的事实一致；告知以后事实有变的，重新告知")))
        })
        .collect()
}
