//! R22: an inquiry record that does not tell the duty to answer truthfully or the right to ask for withdrawal.

use crate::diag::Diagnostic;
use crate::rules::{Paper, Review};

/// What is told, and the word that stands for it in the record.
const TOLD: [(&str, &str); 2] = [("如实回答询问的义务", "如实"), ("申请回避的权利", "回避")];

/// Findings about inquiry records.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    review.papers_of("inquiry_record").filter_map(untold).collect()
}

fn untold(paper: &Paper) -> Option<Diagnostic> {
    let missing: Vec<&str> = TOLD.iter().filter(|(_, word)| !paper.says(word)).map(|(what, _)| *what).collect();
    (!missing.is_empty()).then(|| {
        let what = missing.join("、");
        let finding = Diagnostic::deduct("R22", format!("询问笔录没有告知{what}")).expected(what);
        paper.finding(finding.remedy("在提问以前写明告知的内容；笔录已经签字的，重新询问并制作笔录"))
    })
}
