//! What only a scan or a person can see: the lines of the checklist signed before a file leaves the office.

use super::all;
use std::sync::OnceLock;

/// A line of the checklist and the rule it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOff {
    /// Rule.
    pub code: &'static str,
    /// What to look at.
    pub text: String,
}

/// The checklist, in order of rules.
pub fn checklist() -> &'static [SignOff] {
    static LINES: OnceLock<Vec<SignOff>> = OnceLock::new();
    LINES.get_or_init(|| {
        let pages = all().into_iter().filter_map(|rule| Some((rule.code, rule.page()?)));
        pages.flat_map(|(code, page)| page.head.by_hand.into_iter().map(move |line| SignOff { code, text: line.0 })).collect()
    })
}
