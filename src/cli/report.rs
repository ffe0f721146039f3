//! Findings as JSON for programs, scores and the checklist as text; the text of a finding is in `diag`.

use crate::diag::{Diagnostic, Place};
use crate::law::review::ReviewStandard;
use crate::rules::score::Score;
use crate::rules::sign_off;
use serde_json::{Value, json};
use std::fmt::Write;

/// One finding as JSON.
pub fn finding(found: &Diagnostic) -> Value {
    let place = |p: &Place| json!({"file": &*p.file, "line": p.pos.line, "column": p.pos.column});
    json!({
        "rank": found.rank.word(),
        "code": found.code,
        "message": found.message,
        "place": found.place.as_ref().map(place),
        "writ": found.writ,
        "field": found.field,
        "found": found.found,
        "expected": found.expected,
        "basis": found.basis,
        "remedy": found.remedy,
        "related": found.related.iter().map(|(p, why)| json!({"place": place(p), "message": why})).collect::<Vec<_>>(),
    })
}

/// Findings as a JSON array with a final line break.
pub fn findings(all: &[Diagnostic]) -> String {
    let array = Value::Array(all.iter().map(finding).collect());
    serde_json::to_string_pretty(&array).unwrap_or_default() + "\n"
}

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
