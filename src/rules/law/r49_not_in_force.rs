//! R49: a statute printed in a notice or decision that is not in force on its day, nor on a day the text names. Causes and
//! the choice between old and new law are looked at where the violation is read.

use super::printed::verdicts;
use crate::diag::Diagnostic;
use crate::law::CitationFault;
use crate::rules::Review;
use crate::rules::text_lint::citations::Verdict;

/// Findings in the printed text.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let dead = verdicts(review).into_iter().filter_map(|(paper, verdict)| match verdict {
        Verdict::Dead(fault @ CitationFault::NotInForce { .. }, None) => {
            Some(paper.finding(Diagnostic::veto("R49", fault.message()).remedy(fault.remedy())))
        }
        Verdict::Dead(..) | Verdict::Unknown(_) | Verdict::NoParagraph(_) => None,
    });
    dead.collect()
}
