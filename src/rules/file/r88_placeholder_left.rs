//! R88: words that stand for something nobody filled in, in a writ that is to be final.

use crate::diag::Diagnostic;
use crate::rules::{Paper, Review};

/// What programs and typists leave where a value is missing.
const LEFT: [&str; 8] = ["undefined", "null", "NaN", "{{", "}}", "（填写）", "(填写)", "待填"];

/// Letters and signs that stand for a value when they come twice or more in a row.
const REPEATED: [char; 3] = ['X', '_', '＿'];

/// Findings about placeholders.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    review.papers.iter().flat_map(|paper| paper.text.iter().filter_map(|block| found(paper, &block.text))).collect()
}

fn found(paper: &Paper, text: &str) -> Option<Diagnostic> {
    let left = placeholder(text)?;
    let finding = Diagnostic::veto("R88", format!("还留着没有填的“{left}”")).found(text);
    Some(paper.finding(finding.remedy("把它换成实际内容；确实没有的，写明“无”")))
}

/// The placeholder in a text. `×` and `*` mask, they do not stand for what is missing.
fn placeholder(text: &str) -> Option<String> {
    if let Some(word) = LEFT.iter().find(|word| text.contains(**word)) {
        return Some(word.to_string());
    }
    let chars: Vec<char> = text.chars().collect();
    let run = chars.windows(2).position(|pair| pair[0] == pair[1] && REPEATED.contains(&pair[0]))?;
    Some(chars[run..].iter().take_while(|c| **c == chars[run]).collect())
}
