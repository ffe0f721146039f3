//! Scores and the checklist as text.

use crate::law::review::ReviewStandard;
use crate::rules::score::Score;
use crate::rules::sign_off;
use std::fmt::Write;

/// A score, line by line.
pub fn score(standard: &ReviewStandard, score: &Score) -> String {
    let mut out = format!("按“{}”（{}）\n", standard.name, if standard.verified.0 { "已核" } else { "只有读到的一部分" });
    for line in &score.lines {
        let item = line.item.as_ref().map(|item| format!("（第{item}项）")).unwrap_or_default();
        let points = if line.fatal { "一票否决".to_string() } else { format!("扣{}分", line.points) };
        let _ = writeln!(out, "  {}{item}　{}处　{points}", line.code, line.count);
    }
    if !score.unknown.is_empty() {
        let _ = writeln!(out, "  标准里没有读到的：{}", score.unknown.join("、"));
    }
    let verdict = if score.failed { "，有一票否决" } else { "" };
    let _ = writeln!(out, "  合计（部分）扣{}分，得{}分，满分{}分{verdict}", score.deducted, score.left, standard.full.0);
    out
}

/// The checklist of what only a person can see.
pub fn checklist() -> String {
    let mut out = String::from("签发前由人核对\n");
    for line in sign_off::checklist() {
        let _ = writeln!(out, "  □ {}（{}）", line.text, line.code);
    }
    out
}
