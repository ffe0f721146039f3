//! R52: the provision violated and the one that punishes are the same, or do not belong to the cause.

use super::charge::{overlaps, same_statute};
use crate::case::values::At;
use crate::diag::{Diagnostic, Rank};
use crate::dossier::{Cited, Violation};
use crate::law::{CauseRow, Citation, LawBook};
use crate::rules::Review;

/// Findings about the pair of provisions.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    review.dossier.violations.iter().flat_map(|violation| of(review.law(), violation)).collect()
}

fn of(law: &LawBook, violation: &Violation) -> Vec<Diagnostic> {
    let (violated, basis) = (&violation.violated, &violation.basis);
    let twice = basis.citations.iter().find(|own| violated.citations.iter().any(|other| own == &other));
    if let (Some(twice), Some(at)) = (twice, basis.at.as_ref().or(violated.at.as_ref())) {
        let printed = law.cite(std::slice::from_ref(twice));
        let finding = Diagnostic::veto("R52", format!("违反的规定和处罚依据是同一条：{printed}")).found(printed);
        return vec![at.finding(finding.remedy("“违反”写规定义务的条款，“依据”写规定处罚的条款"))];
    }
    let Some(row) = violation.row else { return Vec::new() };
    let basis = unpaired(law, basis, &row.penalty, row, ("处罚依据", Rank::Veto));
    basis.into_iter().chain(unpaired(law, violated, &row.violated, row, ("违反的规定", Rank::Remind))).collect()
}

/// Typed provisions none of which is one of the cause. Another statute may punish the same act: a reminder.
fn unpaired(law: &LawBook, cited: &Cited, known: &[Citation], row: &CauseRow, (what, rank): (&str, Rank)) -> Option<Diagnostic> {
    let at: &At = cited.at.as_ref()?;
    let meets = cited.citations.iter().any(|own| known.iter().any(|other| overlaps(law, own, other)));
    if known.is_empty() || cited.citations.is_empty() || meets {
        return None;
    }
    let own_statute = cited.citations.iter().any(|own| known.iter().any(|other| same_statute(law, own, other)));
    let rank = if own_statute && row.verified.0 { rank } else { Rank::Remind };
    let finding = Diagnostic::new(rank, "R52", format!("{what}与案由不配套")).found(law.cite(&cited.citations));
    Some(at.finding(finding.expected(law.cite(known)).remedy("核对案由和条款；案由没有收录这一规定的，核对原文后另写案由")))
}
