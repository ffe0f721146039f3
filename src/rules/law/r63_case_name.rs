//! R63: the case is one of suspicion (涉嫌) up to the notice, and no longer once it is decided.

use crate::diag::Diagnostic;
use crate::rules::{Paper, Review};

/// Steps before the decision.
const BEFORE: [&str; 3] = ["立案", "询问通知", "告知"];

/// Steps after it.
const AFTER: [&str; 3] = ["决定", "结案", "归档"];

/// The word of suspicion.
const SUSPECTED: &str = "涉嫌";

/// Findings about the name of the case as printed.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let causes: Vec<String> = review.dossier.violations.iter().filter_map(|v| v.cause.as_ref()).map(|c| format!("{}案", c.short)).collect();
    let decided = !review.case().decisions.is_empty();
    let of = |paper: &Paper| -> Option<Diagnostic> {
        let step = paper.planned.writ.front.step.as_ref()?.word();
        let before = BEFORE.contains(&step);
        if !(before || decided && AFTER.contains(&step)) {
            return None;
        }
        let named = |text: &str| causes.iter().find_map(|cause| name(text, cause));
        let (found, suspected) = paper.text.iter().filter_map(|block| named(&block.text)).find(|(_, suspected)| *suspected != before)?;
        let (message, expected) = match suspected {
            true => ("处罚决定作出以后，案件名称不再写“涉嫌”", found.replacen(SUSPECTED, "", 1)),
            false => ("处罚决定作出以前，案件名称写“涉嫌”", format!("{SUSPECTED}{found}")),
        };
        let finding = Diagnostic::deduct("R63", message).found(found).expected(expected);
        Some(paper.finding(finding.remedy("案件名称：告知以前写“涉嫌＋行为＋案”，决定以后写“行为＋案”")))
    };
    review.papers.iter().filter_map(of).collect()
}

/// The name of the case in a text, and whether it is one of suspicion. Several causes stand before the last, joined by 、.
fn name(text: &str, cause: &str) -> Option<(String, bool)> {
    let at = text.find(cause)?;
    let before = text[..at].rsplit(['，', '。', '：', '\n']).next().unwrap_or_default();
    let named = format!("{before}{cause}");
    let start = named.find(SUSPECTED);
    let name = start.map_or_else(|| cause.to_string(), |start| named[start..].to_string());
    Some((name, start.is_some()))
}
