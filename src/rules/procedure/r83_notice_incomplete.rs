//! R83: a notice without one of the four things it tells, or without a right.

use crate::diag::Diagnostic;
use crate::dossier::step::Day;
use crate::rules::{Paper, Review, progress};

/// Findings about notices.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    for (paper, party) in progress::issued(review, &progress::NOTICES) {
        let Some(day) = &paper.planned.day else { continue };
        let lacks = lacking(review, paper, party);
        out.extend(lacks.into_iter().map(|(what, expected)| finding(paper, day, what, &expected)));
    }
    out
}

/// What the notice does not tell, with the words looked for. Facts that are only told in part are for R73.
fn lacking(review: &Review, paper: &Paper, party: usize) -> Vec<(&'static str, String)> {
    let dossier = review.dossier;
    let mut out = Vec::new();
    let violations = dossier.violations_of(Some(party));
    let facts: Vec<&str> = violations.iter().filter_map(|violation| violation.form.facts.as_ref()).flat_map(|facts| facts.paragraphs()).collect();
    if !facts.iter().any(|line| progress::version_of(paper, line).is_some()) {
        out.push(("违法事实", facts.first().map_or("各项违法行为的事实", |line| line).to_string()));
    }
    let provisions = violations.iter().flat_map(|violation| [&violation.violated.text, &violation.basis.text]).flatten();
    let unsaid: Vec<&String> = provisions.filter(|text| !paper.says(text)).collect();
    if let Some(text) = unsaid.first() {
        out.push(("违反的规定或者处罚依据", text.to_string()));
    }
    let intended = dossier.standing(party).map(|standing| standing.intended.as_slice()).unwrap_or_default();
    match intended.iter().find(|item| !paper.says(&item.text)) {
        Some(item) => out.push(("拟作出的处罚", item.text.clone())),
        None if intended.is_empty() => out.push(("拟作出的处罚", "处罚的种类和数额".into())),
        None => {}
    }
    if !(paper.says("陈述") && paper.says("申辩")) {
        out.push(("陈述、申辩的权利", "陈述、申辩".into()));
    }
    let required = dossier.standing(party).is_some_and(|standing| standing.hearing.required);
    if required && !paper.says("听证") {
        out.push(("要求听证的权利", "听证".into()));
    }
    let on = paper.planned.day.as_ref().map(|day| day.date);
    let period = on.and_then(|on| review.law().limit("statement-period", on)).and_then(|limit| limit.in_words());
    if let Some(period) = period.filter(|period| !paper.says(period)) {
        out.push(("行使权利的期限", period));
    }
    out
}

fn finding(paper: &Paper, day: &Day, what: &str, expected: &str) -> Diagnostic {
    let finding = Diagnostic::veto("R83", format!("告知书没有告知{what}")).found(format!("没有{what}")).expected(expected);
    paper.finding(day.at.finding(finding.remedy(format!("补上{what}；已经送达的，重新制作、送达，期限重新计算"))))
}
