//! R51: a provision printed in a notice or decision that its statute does not have. Typed provisions are looked at where
//! they are read.

use super::printed::verdicts;
use crate::diag::Diagnostic;
use crate::law::CitationFault;
use crate::rules::Review;
use crate::rules::text_lint::citations::Verdict;

/// Findings in the printed text.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let missing = verdicts(review).into_iter().filter_map(|(paper, verdict)| match verdict {
        Verdict::Dead(CitationFault::NotInForce { .. }, _) | Verdict::Dead(_, Some(_)) => None,
        Verdict::Dead(fault, None) => Some(paper.finding(Diagnostic::veto("R51", fault.message()).remedy(fault.remedy()))),
        Verdict::Unknown(_) | Verdict::NoParagraph(_) => None,
    });
    missing.collect()
}
