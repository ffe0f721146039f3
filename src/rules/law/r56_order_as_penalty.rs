//! R56: an order to mend listed among the penalties.

use super::charge::is_order;
use crate::diag::Diagnostic;
use crate::dossier::penalty::Kind;
use crate::rules::{Paper, Review};

/// Findings in the form and in the decisions as printed.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for standing in &review.dossier.standings {
        for item in standing.items.iter().filter(|item| item.kind == Kind::Other && is_order(&item.text)) {
            out.push(item.at.finding(finding(&item.text)));
        }
    }
    let decisions = review.papers.iter().filter(|paper| paper.planned.writ.title().contains("处罚决定书"));
    out.extend(decisions.flat_map(|paper| printed(paper, review)));
    out
}

fn finding(words: &str) -> Diagnostic {
    Diagnostic::deduct("R56", "责令改正不是行政处罚，不列为处罚种类")
        .found(words)
        .remedy("责令改正另行写明；处罚里只写法定的处罚种类")
}

/// The sentences that impose: 决定给予……的行政处罚. What the form already lists as another penalty is said there.
fn printed(paper: &Paper, review: &Review) -> Vec<Diagnostic> {
    let from_form = |words: &str| {
        let items = review.dossier.standings.iter().flat_map(|standing| &standing.items);
        items.into_iter().any(|item| item.kind == Kind::Other && words.contains(&item.text))
    };
    let sentences = paper.text.iter().flat_map(|block| block.text.split(['。', '；']));
    let imposing = sentences.filter_map(|sentence| {
        let (_, imposed) = sentence.split_once("给予")?;
        imposed.split_once("的行政处罚").map(|(imposed, _)| imposed)
    });
    let orders = imposing.filter(|imposed| is_order(imposed) && !from_form(imposed));
    orders.map(|imposed| paper.finding(finding(imposed))).collect()
}
