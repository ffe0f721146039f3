//! Findings as JSON for programs; the text for people is in `diag`.

use crate::diag::{Diagnostic, Place};
use serde_json::{Value, json};

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
