//! `template diff`.

use super::check::{self, sources};
use super::template_args::DiffArgs;
use super::{Exit, say};
use crate::document::changes::{CaseChange, WritChange};
use crate::export::html::diff as page;
use crate::output::folder;
use crate::pipeline::{self, Library, LoadedCase, Selection, Sources};
use crate::text::diff::{Piece, Row};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The word for the templates of the program.
const BUILT_IN: &str = "内置";

/// `wenshu template diff`
pub fn diff(arguments: &DiffArgs) -> Exit {
    let sources = sources(&(&arguments.sources).into());
    let (Some(old), Some(new)) = (side(&arguments.old, &sources), side(&arguments.new, &sources)) else { return Exit::Failed };
    let cases = match cases(arguments, &sources) {
        Ok(cases) => cases,
        Err(fault) => {
            say::findings(&[*fault], "", "");
            return Exit::Failed;
        }
    };
    let mut changed: Vec<CaseChange> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut failed = false;
    for (shown, loaded) in &cases {
        let build = |library: &Library, which: &str| {
            pipeline::build(library, loaded, &Selection::default()).map_err(|findings| {
                say::findings(&findings, shown, &loaded.source);
                say::line(&format!("{shown}：用{which}的模板没有生成，没有比较"));
            })
        };
        let (Ok(before), Ok(after)) = (build(&old, "旧"), build(&new, "新")) else {
            failed = true;
            continue;
        };
        seen.extend(before.writs.iter().chain(&after.writs).map(|writ| writ.id.clone()));
        changed.push(pipeline::changes(shown.clone(), &before, &after));
    }
    let notes = notes(&old, &new, &seen);
    say::out(&report(&changed));
    notes.iter().for_each(|note| say::line(note));
    let differing = changed.iter().filter(|case| !case.writs.is_empty()).count();
    say::line(&match differing {
        0 => format!("{}个案件的文书文字全部相同", changed.len()),
        _ => format!("{}个案件中{differing}个有变化", changed.len()),
    });
    if let Some(path) = &arguments.html {
        let html = page::page(&named(&arguments.old), &named(&arguments.new), &changed, &notes);
        if let Err(fault) = folder::write_asked(path, "html", &html) {
            say::findings(&[fault], "", "");
            return Exit::Failed;
        }
        say::line(&format!("左右对照：{}", path.display()));
    }
    match (failed, differing) {
        (true, _) => Exit::Failed,
        (false, 0) => Exit::Done,
        (false, _) => Exit::Refused,
    }
}

fn named(side: &Path) -> String {
    if side.as_os_str() == BUILT_IN { "内置模板".to_string() } else { side.display().to_string() }
}

fn side(which: &Path, sources: &Sources) -> Option<Library> {
    let folder = (which.as_os_str() != BUILT_IN).then_some(which);
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        say::error(&format!("没有“{}”这个模板文件夹；内置的模板写“{BUILT_IN}”", folder.display()));
        return None;
    }
    match Library::fixed(sources, folder) {
        Ok(library) => Some(library),
        Err(findings) => {
            say::findings(&findings, "", "");
            None
        }
    }
}

type Loaded = (String, LoadedCase);

/// The forms named, else those of `cases/`, else the sample of the program.
fn cases(arguments: &DiffArgs, sources: &Sources) -> Result<Vec<Loaded>, Box<crate::diag::Diagnostic>> {
    let mut files: Vec<PathBuf> = arguments.files.clone();
    if files.is_empty() {
        let folder = Path::new(CASES);
        if !folder.is_dir() {
            return Ok(vec![("内置的示例案件".to_string(), pipeline::example())]);
        }
        files = forms(folder)?;
    }
    Ok(files.iter().map(|file| (check::shown(file), check::load(file, sources))).collect())
}

/// Where forms are when none are named.
pub const CASES: &str = "cases";

/// The forms of a folder, in order of names.
///
/// # Errors
/// A folder that cannot be read.
pub fn forms(folder: &Path) -> Result<Vec<PathBuf>, Box<crate::diag::Diagnostic>> {
    let listed = std::fs::read_dir(folder).map_err(|_| {
        let finding = crate::diag::Diagnostic::refuse("Y20", format!("不能打开文件夹“{}”", folder.display()));
        Box::new(finding.remedy("核对路径和权限"))
    })?;
    let is_form = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        path.is_file()
            && name.ends_with(".yaml")
            && !name.ends_with(".events.yaml")
            && !["agency.yaml", pipeline::APPROVALS].contains(&&*name)
    };
    let mut files: Vec<PathBuf> = listed.flatten().map(|entry| entry.path()).filter(is_form).collect();
    files.sort();
    Ok(files)
}

/// Which template files differ, and which of those no case reached.
fn notes(old: &Library, new: &Library, seen: &BTreeSet<String>) -> Vec<String> {
    let names = |library: &Library| -> BTreeSet<(String, String)> {
        library.templates.files().iter().map(|placed| (placed.source.name.clone(), placed.sha256().to_string())).collect()
    };
    let differing: BTreeSet<String> = names(old).symmetric_difference(&names(new)).map(|(name, _)| name.clone()).collect();
    if differing.is_empty() {
        return vec!["两套模板的文件完全相同".to_string()];
    }
    let list = |names: &mut dyn Iterator<Item = String>| names.collect::<Vec<_>>().join("、");
    let mut out = vec![format!("不同的模板文件：{}", list(&mut differing.iter().cloned()))];
    let reached = |name: &String| {
        [old, new]
            .iter()
            .any(|library| seen.iter().any(|id| library.templates.files_of(id).iter().any(|placed| placed.source.name == *name)))
    };
    let unseen = list(&mut differing.iter().filter(|name| !reached(name)).cloned());
    if !unseen.is_empty() {
        out.push(format!("其中这些案件没有用到的：{unseen}"));
    }
    out
}

/// The text report: only what differs.
fn report(cases: &[CaseChange]) -> String {
    let mut out = String::new();
    for case in cases.iter().filter(|case| !case.writs.is_empty()) {
        out.push_str(&format!("{}\n", case.case));
        case.writs.iter().for_each(|writ| out.push_str(&lines(writ)));
    }
    out
}

/// A writ that differs: its heading, then old sentences after －, new ones after ＋, the words between ［］.
pub fn lines(writ: &WritChange) -> String {
    let mut out = format!("  {}\n", writ.heading());
    let marked = |pieces: &[Piece]| -> String {
        pieces.iter().map(|piece| if piece.changed { format!("［{}］", piece.text) } else { piece.text.clone() }).collect()
    };
    for row in &writ.rows {
        match row {
            Row::Same(_) => {}
            Row::Changed { old, new } => out.push_str(&format!("    － {}\n    ＋ {}\n", marked(old), marked(new))),
            Row::Removed(text) => out.push_str(&format!("    － {text}\n")),
            Row::Added(text) => out.push_str(&format!("    ＋ {text}\n")),
        }
    }
    out
}
