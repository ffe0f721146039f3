//! R88: what stands for something nobody filled in, in a writ that is to be final. What counts as such: `text_lint::blanks`.

use super::printed;
use crate::diag::Diagnostic;
use crate::rules::text_lint::blanks;
use crate::rules::{Paper, Review};

/// Findings about placeholders.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for paper in review.papers {
        of_paper(paper).into_iter().for_each(|finding| printed::add(&mut out, finding));
    }
    out
}

fn of_paper(paper: &Paper) -> Vec<Diagnostic> {
    let texts: Vec<&str> = paper.text.iter().map(|block| block.text.as_str()).collect();
    let spots = blanks::left(&texts);
    let found = |text: &str| blanks::left(&[text]).into_iter().next().map(|spot| spot.found);
    spots
        .into_iter()
        .map(|spot| {
            let finding = Diagnostic::veto("R88", "还留着没有填的占位符").remedy("换成实际内容；确实没有的，写明“无”");
            printed::placed(paper, &paper.text[spot.block], found, finding)
        })
        .collect()
}
