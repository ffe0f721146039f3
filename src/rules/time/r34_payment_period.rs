//! R34: a fine is paid within its period from receipt of the decision: so the decision must say, and nothing is demanded
//! sooner.

use super::limits;
use crate::diag::Diagnostic;
use crate::rules::text_lint::{periods, sentences};
use crate::rules::{Paper, Review};

/// Findings about the period for payment.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let decisions = review.papers.iter().filter(|paper| paper.planned.writ.title().contains("处罚决定书"));
    limits::check("R34", review).into_iter().chain(decisions.flat_map(|paper| printed(review, paper))).collect()
}

fn printed(review: &Review, paper: &Paper) -> Vec<Diagnostic> {
    let day = paper.planned.day.as_ref().map(|day| day.date).or_else(|| review.dossier.reference_day());
    let Some((on, limit)) = day.and_then(|on| Some((on, review.law().limit("payment", on)?))) else { return Vec::new() };
    let Some(period) = limit.in_words() else { return Vec::new() };
    let blocks: Vec<&str> = paper.text.iter().map(|block| block.text.as_str()).filter(|text| text.contains('缴')).collect();
    let title = paper.planned.writ.title();
    let titled: Vec<&str> = std::iter::once(title).chain(blocks.iter().copied()).collect();
    let mut out: Vec<Diagnostic> = Vec::new();
    for fault in periods::check(&titled, review.law(), on).into_iter().filter(|fault| fault.name == limit.name.0) {
        let finding = Diagnostic::deduct("R34", format!("缴纳罚款的期限不是{period}")).found(fault.found).expected(&period);
        out.push(paper.finding(finding.basis(fault.basis).remedy("缴款期限由程序按法律印出，不要改动")));
    }
    let sentences = blocks.iter().flat_map(|block| sentences(block));
    let told = sentences.filter(|text| text.contains("之日起") && ["罚款应当", "缴至", "缴到", "缴入"].iter().any(|word| text.contains(word)));
    for text in told.filter(|text| !["收到", "送达", "签收"].iter().any(|word| text.contains(word))) {
        let finding = Diagnostic::deduct("R34", "缴款期限没有写自收到决定书之日起算").found(text).expected("自收到本决定书之日起");
        out.push(paper.finding(finding.remedy("缴款期限由程序按法律印出，不要改动")));
    }
    out
}
