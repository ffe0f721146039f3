//! `batch apply`: a filled-in ledger goes back to the cases it came from.

use super::batch_args::ApplyArgs;
use super::{Exit, say};
use crate::batch::apply::{self, CaseEntries, Line, Outcome, Sidecar, Texts};
use crate::batch::ledger;
use crate::batch::{whole, work};
use crate::diag::{Diagnostic, Pos, refused};
use crate::files;
use crate::import::sheet;
use crate::output::{file, findings, folder, sha256_hex};
use crate::pipeline::{self, Sources};
use std::path::{Component, Path, PathBuf};

/// `wenshu batch apply`
pub fn apply(arguments: &ApplyArgs) -> Exit {
    match rows(&arguments.ledger) {
        Ok((cases, faults, hash)) => settle(arguments, &cases, faults, &hash),
        Err(fault) => {
            say::findings(&[fault], "", "");
            Exit::Failed
        }
    }
}

/// The cases with edited rows, what is wrong with cells, and the check value of the file that was read.
fn rows(path: &Path) -> Result<(Vec<CaseEntries>, Vec<Diagnostic>, String), Diagnostic> {
    let shown = path.display().to_string();
    let bytes = files::read_file(path, "台账", "S01", sheet::MAX_FILE_BYTES)?;
    let book = sheet::read(&bytes, &shown)?;
    let Some(table) = book.sheets.iter().find(|sheet| &*sheet.name == ledger::SHEET) else {
        let finding = Diagnostic::refuse("A01", format!("“{shown}”里没有“{}”这张表，不是程序写的台账", ledger::SHEET));
        return Err(finding.at(&shown.as_str().into(), Pos { line: 1, column: 1 }).remedy("选 batch 输出文件夹里的 ledger.xlsx"));
    };
    let lines: Vec<Line> = table.rows.iter().map(Line::from).collect();
    let (cases, faults) = apply::read(&shown, &lines);
    Ok((cases, faults, sha256_hex(&bytes)))
}

fn settle(arguments: &ApplyArgs, cases: &[CaseEntries], faults: Vec<Diagnostic>, hash: &str) -> Exit {
    let out = arguments.ledger.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(home) = arguments.cases.clone().or_else(|| work::cases_of(out)) else {
        say::error(&format!("不知道各案的表单在哪里：“{}”旁边没有 batch 的记录。用 --cases 写明", arguments.ledger.display()));
        return Exit::Failed;
    };
    let _lock = match whole::lock(out) {
        Ok(lock) => lock,
        Err(fault) => {
            say::findings(&[fault], "", "");
            return Exit::Failed;
        }
    };
    let sources = Sources::default();
    let mut findings = faults;
    let (mut changes, mut written, mut held) = (0, 0, 0);
    for case in cases {
        let form = home.join(&case.form);
        let outcome = outcome(case, &form, &sources);
        let bad = refused(&outcome.findings);
        findings.extend(outcome.findings);
        if bad {
            held += 1;
            continue;
        }
        for change in &outcome.changes {
            say::out(&format!("{change}\n"));
        }
        changes += outcome.changes.len();
        if !arguments.write {
            continue;
        }
        let sidecar = sidecar_of(&form);
        let done = match outcome.sidecar {
            Sidecar::Keep => Ok(false),
            Sidecar::Write(text) => file::write(&sidecar, &text).map(|()| true),
            Sidecar::Remove => folder::remove(&sidecar).map(|()| true),
        };
        match done {
            Ok(changed) => written += usize::from(changed),
            Err(fault) => {
                say::findings(&[fault], "", "");
                return Exit::Failed;
            }
        }
    }
    if !findings.is_empty() {
        say::findings(&findings, "", "");
    }
    let found = if findings.is_empty() { String::new() } else { format!("，{}", findings::summary(&findings)) };
    if !arguments.write {
        let next = if changes > 0 { "；加 --write 写入" } else { "" };
        let edited =
            if cases.is_empty() { "没有改动".to_string() } else { format!("{}个案件有改动，{changes}处", cases.len()) };
        say::line(&format!("{edited}{found}{next}"));
    } else {
        let held = if held > 0 { format!("，{held}个案件没有写") } else { String::new() };
        say::line(&format!("写入{written}个案件{held}{found}"));
        // a ledger that was taken back whole may be replaced by the next run
        if !refused(&findings)
            && let Err(fault) = whole::ledger_applied(out, hash)
        {
            say::findings(&[fault], "", "");
            return Exit::Failed;
        }
    }
    if refused(&findings) { Exit::Refused } else { Exit::Done }
}

fn sidecar_of(form: &Path) -> PathBuf {
    let stem = form.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    form.with_file_name(format!("{stem}.events.yaml"))
}

/// What comes of one case.
fn outcome(case: &CaseEntries, form: &Path, sources: &Sources) -> Outcome {
    let none = |findings| Outcome { changes: Vec::new(), findings, sidecar: Sidecar::Keep };
    // a key that was tampered with leads nowhere else
    let inside = Path::new(&case.form).components().all(|part| matches!(part, Component::Normal(_)));
    if !inside || !form.is_file() {
        return none(vec![case.unknown()]);
    }
    let sidecar = sidecar_of(form);
    let text = match files::read_form(form) {
        Ok(text) => text,
        Err(fault) => return none(vec![fault]),
    };
    let beside = match sidecar.exists().then(|| files::read_form(&sidecar)).transpose() {
        Ok(beside) => beside,
        Err(fault) => return none(vec![fault]),
    };
    let home = form.parent().unwrap_or(Path::new("."));
    let action = pipeline::find_action(home).map(|path| sources.shelf.action(&path));
    if let Some(action) = action.as_ref().filter(|action| refused(&action.findings)) {
        return none(action.findings.clone());
    }
    apply::settle(
        case,
        &Texts {
            form: &text,
            form_name: &form.display().to_string(),
            sidecar: beside.as_deref(),
            sidecar_name: &sidecar.display().to_string(),
            action: action.as_ref().and_then(|action| action.value.as_ref()),
        },
    )
}
