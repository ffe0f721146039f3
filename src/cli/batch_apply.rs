//! `batch apply`: a filled-in ledger goes back to the cases it came from.

use super::batch_args::ApplyArgs;
use super::{Exit, say};
use crate::batch::apply::{self, CaseEntries, Line, Outcome, Rows, Sidecar, Texts};
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
        Ok((rows, hash)) => settle(arguments, rows, &hash),
        Err(fault) => {
            say::findings(&[fault], "", "");
            Exit::Failed
        }
    }
}

/// The cases with edited rows, what is wrong with cells, and the check value of the file that was read.
fn rows(path: &Path) -> Result<(Rows, String), Diagnostic> {
    let shown = path.display().to_string();
    let bytes = files::read_file(path, "台账", "S01", sheet::MAX_FILE_BYTES)?;
    let book = sheet::read(&bytes, &shown)?;
    let Some(table) = book.sheets.iter().find(|sheet| &*sheet.name == ledger::SHEET) else {
        let finding = Diagnostic::refuse("A01", format!("“{shown}”里没有“{}”这张表，不是程序写的台账", ledger::SHEET));
        return Err(finding.at(&shown.as_str().into(), Pos { line: 1, column: 1 }).remedy("选 batch 输出文件夹里的 ledger.xlsx"));
    };
    let lines: Vec<Line> = table.rows.iter().map(Line::from).collect();
    Ok((apply::read(&shown, &lines), sha256_hex(&bytes)))
}

fn settle(arguments: &ApplyArgs, rows: Rows, hash: &str) -> Exit {
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
    let mut findings = rows.findings;
    let mut count = Count { held: rows.unread, ..Count::default() };
    for case in &rows.cases {
        let form = home.join(&case.form);
        let outcome = outcome(case, &form, &sources);
        let bad = refused(&outcome.findings);
        findings.extend(outcome.findings);
        if bad {
            count.held += 1;
            continue;
        }
        for change in &outcome.changes {
            say::out(&format!("{change}\n"));
        }
        count.changes += outcome.changes.len();
        count.changed += usize::from(!outcome.changes.is_empty());
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
            Ok(changed) => count.written += usize::from(changed),
            Err(fault) => {
                findings.push(fault);
                say::findings(&findings, "", "");
                say::line(&count.said(&findings, arguments.write));
                return Exit::Failed;
            }
        }
    }
    if !findings.is_empty() {
        say::findings(&findings, "", "");
    }
    say::line(&count.said(&findings, arguments.write));
    if arguments.write {
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

/// Cases of a ledger.
#[derive(Default)]
struct Count {
    /// With changes that can be taken back.
    changed: usize,
    /// Those changes, cell by cell.
    changes: usize,
    /// Written.
    written: usize,
    /// Left alone because of a refusal.
    held: usize,
}

impl Count {
    fn said(&self, findings: &[Diagnostic], write: bool) -> String {
        let Count { changed, changes, written, held } = *self;
        let done = match (write, changed, held) {
            (true, _, _) => Some(format!("写入{written}个案件")),
            (false, 0, 0) => Some("没有改动".to_string()),
            (false, 0, _) => None,
            (false, _, _) => Some(format!("{changed}个案件有改动，{changes}处")),
        };
        let not = if write { "没有写" } else { "不能写回" };
        let held = (held > 0).then(|| format!("{held}个案件{not}"));
        let found = (!findings.is_empty()).then(|| findings::summary(findings));
        let next = if !write && changes > 0 { "；加 --write 写入" } else { "" };
        format!("{}{next}", done.into_iter().chain(held).chain(found).collect::<Vec<_>>().join("，"))
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_with_changes_and_cases_held_back_are_counted_apart() {
        let refusals = |count: usize| vec![Diagnostic::refuse("A13", "x"); count];
        for (changed, changes, written, held, refused, seen, done) in [
            (1, 4, 1, 3, 3, "1个案件有改动，4处，3个案件不能写回，3处拒绝；加 --write 写入", "写入1个案件，3个案件没有写，3处拒绝"),
            (0, 0, 0, 1, 1, "1个案件不能写回，1处拒绝", "写入0个案件，1个案件没有写，1处拒绝"),
            (1, 2, 1, 0, 0, "1个案件有改动，2处；加 --write 写入", "写入1个案件"),
            (0, 0, 0, 0, 0, "没有改动", "写入0个案件"),
            // a row without a key is a refusal of no case
            (0, 0, 0, 0, 1, "没有改动，1处拒绝", "写入0个案件，1处拒绝"),
        ] {
            let count = Count { changed, changes, written, held };
            assert_eq!((count.said(&refusals(refused), false).as_str(), count.said(&refusals(refused), true).as_str()), (seen, done));
        }
    }
}
