//! R21: a record that does not say the certificates were shown.

use crate::diag::Diagnostic;
use crate::rules::{Paper, Review};
use crate::writ::{Audience, Look};

/// Records officers do not make themselves: the chair of a hearing opens it.
const OTHERS: &str = "hearing_record";

/// Findings about records without the sentence.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let is_record = |paper: &&Paper| {
        let writ = &paper.planned.writ;
        writ.front.audience == Audience::Signed && writ.front.look == Look::Record && writ.id != OTHERS
    };
    review.papers.iter().filter(is_record).filter_map(not_shown).collect()
}

/// One paragraph says both: that something is shown, and that it is the certificates.
fn not_shown(paper: &Paper) -> Option<Diagnostic> {
    let shown = paper.text.iter().any(|block| block.text.contains("出示") && block.text.contains("证件"));
    (!shown).then(|| {
        let finding = Diagnostic::deduct("R21", "没有记载执法人员出示执法证件").expected("出示执法证件的一句，写明姓名和证号");
        paper.finding(finding.remedy("在笔录开头写明：执法人员的姓名、证号，已经出示执法证件"))
    })
}
