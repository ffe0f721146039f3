//! R50: an article of several 款 printed without its 款. Typed provisions are looked at where they are read.

use super::printed::verdicts;
use crate::diag::Diagnostic;
use crate::rules::Review;
use crate::rules::text_lint::citations::Verdict;

/// Findings in the printed text: reminders, since a text may mean the whole article.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let bare = verdicts(review).into_iter().filter_map(|(paper, verdict)| match verdict {
        Verdict::NoParagraph(provision) => {
            let finding = Diagnostic::remind("R50", format!("{provision}有几款，没有写是哪一款")).found(provision);
            Some(paper.finding(finding.remedy("写明第几款；指全条的不用改")))
        }
        Verdict::Dead(..) | Verdict::Unknown(_) => None,
    });
    bare.collect()
}
