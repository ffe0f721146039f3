//! `batch-summary.json`: what became of every case, for programs. It says nothing of the run it comes from, so that a
//! second run over the same cases writes the same.

use super::digest::Digest;
use super::entry::Entry;
use super::report::{Refused, Report};
use crate::diag::Diagnostic;
use crate::output::file::Pieces;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// Writes the summary. `record` gives the record of the finished case at a place.
///
/// # Errors
/// The file cannot be written, or a record cannot be read.
pub fn write(
    path: &Path,
    action: Option<&str>,
    entries: &[Entry],
    report: &Report,
    more: &Value,
    mut record: impl FnMut(usize) -> Result<Option<Digest>, Diagnostic>,
) -> Result<(), Diagnostic> {
    let mut out = Pieces::begin(path)?;
    let refused: BTreeMap<usize, &Refused> = report.refused.iter().map(|refused| (refused.place, refused)).collect();
    let head = json!({"version": env!("CARGO_PKG_VERSION"), "action": action, "cases": entries.len(), "refused": refused.len()});
    let mut head = head.to_string();
    head.pop();
    let write = |out: &mut Pieces, text: &str| out.write_all(text.as_bytes());
    let mut body = |out: &mut Pieces| -> io::Result<Result<(), Diagnostic>> {
        write(out, &head)?;
        for (name, value) in more.as_object().into_iter().flatten() {
            write(out, &format!(",\n{}:{value}", json!(name)))?;
        }
        write(out, ",\n\"case\":[")?;
        let mut first = true;
        for (place, entry) in entries.iter().enumerate() {
            let row = match refused.get(&place) {
                Some(refused) => format!("{{\"form\":{},\"state\":\"拒绝\",\"findings\":{}}}", json!(entry.form), refused.findings),
                None => match record(place) {
                    Ok(Some(digest)) => row(&digest).to_string(),
                    Ok(None) => json!({"form": entry.form, "state": "未办"}).to_string(),
                    Err(fault) => return Ok(Err(fault)),
                },
            };
            write(out, if first { "\n" } else { ",\n" })?;
            write(out, &row)?;
            first = false;
        }
        write(out, "\n]}\n")?;
        Ok(Ok(()))
    };
    match body(&mut out) {
        Ok(done) => done?,
        Err(error) => return Err(out.fault(&error)),
    }
    out.place()
}

fn row(digest: &Digest) -> Value {
    let count = |state: &str| digest.writs.iter().filter(|writ| writ.state == state).count();
    let mut ranks: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in digest.findings.iter().filter(|finding| !finding.waived) {
        *ranks.entry(finding.rank.as_str()).or_default() += 1;
    }
    let numbers: Vec<Value> = digest
        .writs
        .iter()
        .filter_map(|writ| Some(json!({"writ": writ.title, "for": writ.label, "number": writ.number.as_ref()?})))
        .collect();
    json!({
        "form": digest.form,
        "row": digest.row,
        "state": "已生成",
        "folder": digest.folder,
        "case": digest.case,
        "agency": digest.agency,
        "team": digest.team,
        "parties": digest.parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>(),
        "writs": {"定稿": count("定稿"), "稿": count("稿"), "未到": count("未到")},
        "numbers": numbers,
        "findings": ranks,
        "manifest": digest.manifest,
    })
}
