//! R11: an outward writ whose seal is not the deciding organ's.

use super::r10_own_name::seals;
use crate::diag::Diagnostic;
use crate::rules::{Paper, Review};
use crate::writ::SealKind;

/// Findings about the names at the seals.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    review.papers.iter().filter_map(|paper| foreign(paper, review)).collect()
}

fn foreign(paper: &Paper, review: &Review) -> Option<Diagnostic> {
    let agency = review.dossier.agency;
    let (own, acting) = (agency.name.text(), agency.acting_name().text());
    if paper.planned.writ.front.seal == SealKind::None {
        return None;
    }
    // the delegate's own name is said by R10
    let delegate = |seal: &String| own != acting && seal.starts_with(own);
    let sealed = seals(&paper.document).into_iter().find(|seal| seal.trim_end_matches("（印章）") != acting && !delegate(seal))?;
    let finding = Diagnostic::veto("R11", format!("落款“{sealed}”不是作出决定的机关")).found(sealed).expected(acting);
    Some(paper.finding(finding.remedy("落款和印章用作出决定的机关的，不用内设机构、执法大队的")))
}
