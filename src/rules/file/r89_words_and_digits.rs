//! R89: amounts in words that are no amounts, or other than the digits beside them.

use super::printed;
use crate::diag::Diagnostic;
use crate::rules::text_lint::amounts::{self, Fault};
use crate::rules::{Paper, Review};
use crate::text::money;

/// Findings about amounts in words.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for paper in review.papers {
        let texts: Vec<&str> = paper.text.iter().map(|block| block.text.as_str()).collect();
        amounts::check(&texts).iter().filter_map(|fault| finding(paper, fault)).for_each(|finding| printed::add(&mut out, finding));
    }
    out
}

fn finding(paper: &Paper, fault: &Fault) -> Option<Diagnostic> {
    let finding = match (fault.said, fault.digits) {
        (Some(said), Some(digits)) => {
            let message = format!("大写金额“{}”是{}，旁边的数字是{}", fault.words, money::digits(said), money::digits(digits));
            Diagnostic::veto("R89", message).expected(format!("大写{}，或者数字{}", money::capitals(digits), money::digits(said)))
        }
        (None, digits) => {
            let finding = Diagnostic::veto("R89", format!("大写金额“{}”读不通", fault.words));
            match digits {
                Some(digits) => finding.expected(money::capitals(digits)),
                None => finding.expected("如 人民币壹万零伍佰元整"),
            }
        }
        (Some(_), None) => return None,
    };
    let same = |text: &str| amounts::check(&[text]).into_iter().find(|own| own.words == fault.words).map(|own| own.words);
    Some(printed::placed(paper, &paper.text[fault.block], same, finding.remedy("核对金额，大写和数字写成一样")))
}
