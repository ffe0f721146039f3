//! Findings as SARIF 2.1.0, for editors and code-review tools that show them beside the file.

use crate::diag::{Diagnostic, Place, Rank};
use crate::rules;
use serde_json::{Value, json};

/// The log of one run, with a final line break.
pub fn log(findings: &[Diagnostic]) -> String {
    let mut codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, &codes)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "wenshu",
                "version": env!("CARGO_PKG_VERSION"),
                "language": "zh-CN",
                "rules": codes.iter().map(|code| descriptor(code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

/// A rule by its page; codes without a page (form, law data) by their code alone.
fn descriptor(code: &str) -> Value {
    match rules::rule(code).and_then(|rule| rule.page()) {
        Some(page) => json!({
            "id": code,
            "name": page.head.name.0,
            "shortDescription": {"text": page.head.name.0},
            "fullDescription": {"text": page.section("检查什么").unwrap_or_default()},
            "help": {"text": page.section("改正").unwrap_or_default()},
        }),
        None => json!({"id": code}),
    }
}

fn result(finding: &Diagnostic, codes: &[&str]) -> Value {
    let parts = [
        Some(finding.message.clone()),
        finding.writ.as_ref().map(|writ| format!("文书：{writ}")),
        finding.found.as_ref().map(|found| format!("发现：{found}")),
        finding.expected.as_ref().map(|expected| format!("应为：{expected}")),
        finding.basis.as_ref().map(|basis| format!("依据：{basis}")),
        finding.remedy.as_ref().map(|remedy| format!("提示：{remedy}")),
    ];
    let text: Vec<String> = parts.into_iter().flatten().collect();
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|(place, why)| {
            let mut location = location(place);
            location["message"] = json!({"text": why});
            location
        })
        .collect();
    let mut out = json!({
        "ruleId": finding.code,
        "ruleIndex": codes.iter().position(|code| *code == finding.code),
        "level": match finding.rank {
            Rank::Refuse | Rank::Veto => "error",
            Rank::Deduct => "warning",
            Rank::Remind => "note",
        },
        "message": {"text": text.join("\n")},
        "locations": finding.place.iter().map(location).collect::<Vec<_>>(),
        "properties": {"rank": finding.rank.word(), "field": finding.field, "writ": finding.writ},
    });
    if !related.is_empty() {
        out["relatedLocations"] = Value::Array(related);
    }
    out
}

fn location(place: &Place) -> Value {
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(&place.file)},
        "region": {"startLine": place.pos.line.max(1), "startColumn": place.pos.column.max(1)},
    }})
}

/// A file name as a relative URI reference: everything but letters, digits and a few signs in percent.
fn uri(file: &str) -> String {
    let mut out = String::new();
    for byte in file.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte as char),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
