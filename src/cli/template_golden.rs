//! `template accept`, `template verify`: expected texts beside a form, kept without code. The form `x.yaml` has its texts
//! in `x.expected/`, one file a writ, as `dump` writes them.

use super::check::{library, load, shown, sources};
use super::template_diff::{CASES, forms, lines};
use super::{Exit, say};
use crate::document::changes::writ_change;
use crate::output::file;
use crate::output::findings;
use crate::output::folder::OutputFile;
use crate::pipeline::{self, BuiltWrit, Library, Selection, Sources};
use crate::text::diff::sentences;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// `wenshu template accept`
pub fn accept(files: &[PathBuf], arguments: &super::args::Sources) -> Exit {
    let sources = sources(arguments);
    let Some(library) = library(&sources) else { return Exit::Failed };
    let mut exit = Exit::Done;
    for form in files {
        let Some(texts) = texts(&library, form, &sources) else {
            exit = Exit::Refused;
            continue;
        };
        let folder = expected(form);
        let output = |(name, text): &(String, String)| OutputFile { name: name.clone(), bytes: text.clone().into_bytes(), is_final: false };
        let files: Vec<OutputFile> = texts.iter().map(output).collect();
        match file::write_texts(&folder, &files) {
            Ok(folder) => say::line(&format!("{}：{}份文书的文字", folder.display(), texts.len())),
            Err(fault) => {
                say::findings(&[fault], "", "");
                exit = Exit::Failed;
            }
        }
    }
    exit
}

/// `wenshu template verify`
pub fn verify(files: &[PathBuf], arguments: &super::args::Sources) -> Exit {
    let sources = sources(arguments);
    let Some(library) = library(&sources) else { return Exit::Failed };
    let mut files = files.to_vec();
    if files.is_empty() {
        match forms(Path::new(CASES)) {
            Ok(all) => files.extend(all.into_iter().filter(|form| expected(form).is_dir())),
            Err(fault) => {
                say::findings(&[*fault], "", "");
                return Exit::Failed;
            }
        }
    }
    let (mut exit, mut compared, mut bad) = (Exit::Done, 0, 0);
    for form in &files {
        let folder = expected(form);
        if !folder.is_dir() {
            say::line(&format!("{}：没有期望的文字（{}）；先看文书，再运行 wenshu template accept {0}", form.display(), folder.display()));
            exit = Exit::Refused;
            continue;
        }
        let held = match crate::files::folder_texts(&folder, "txt") {
            Ok(held) => held,
            Err(fault) => {
                say::findings(&[fault], "", "");
                return Exit::Failed;
            }
        };
        let Some(texts) = texts(&library, form, &sources) else {
            exit = Exit::Refused;
            continue;
        };
        let differing = compare(&held, &texts);
        compared += texts.len();
        if !differing.is_empty() {
            exit = Exit::Refused;
            bad += differing.len();
            say::out(&format!("{}\n{}", form.display(), differing.concat()));
        }
    }
    let result = if bad == 0 {
        "全部相同".to_string()
    } else {
        format!("{bad}份不同；确要改的，看过以后运行 wenshu template accept")
    };
    say::line(&format!("{}份表单，核对{compared}份文书：{result}", files.len()));
    exit
}

/// The folder of a form's expected texts.
fn expected(form: &Path) -> PathBuf {
    form.with_extension("expected")
}

/// File names and texts of all writs of a form; `None` when it is refused, which is said.
fn texts(library: &Library, form: &Path, sources: &Sources) -> Option<Vec<(String, String)>> {
    let loaded = load(form, sources);
    match pipeline::build(library, &loaded, &Selection::default()) {
        Ok(built) => {
            let text = |writ: &BuiltWrit| (format!("{}.txt", writ.file_stem), pipeline::dump(writ));
            Some(built.writs.iter().map(text).collect())
        }
        Err(findings) => {
            let shown = shown(form);
            say::findings(&findings, &shown, &loaded.source);
            say::line(&format!("{shown}：没有生成文书（{}）", findings::summary(&findings)));
            None
        }
    }
}

/// What differs, a piece of the report for each writ. A writ that only changed its place or its state is the same writ
/// under another name.
fn compare(held: &[(String, String)], now: &[(String, String)]) -> Vec<String> {
    let mut before: BTreeMap<(&str, usize), &(String, String)> = keys(held).into_iter().zip(held).collect();
    let mut out = Vec::new();
    for (key, (name, text)) in keys(now).into_iter().zip(now) {
        let old = before.remove(&key);
        let change = writ_change(name.clone(), old.map(|(_, text)| sentences(text)), Some(sentences(text)));
        let renamed = old.filter(|(was, _)| was != name).map(|(was, _)| format!("  {name}：原来叫 {was}\n"));
        let piece = [renamed, change.map(|change| lines(&change))].into_iter().flatten().collect::<String>();
        if !piece.is_empty() {
            out.push(piece);
        }
    }
    for (name, text) in before.into_values() {
        out.extend(writ_change(name.clone(), Some(sentences(text)), None).map(|change| lines(&change)));
    }
    out
}

/// What a writ is known by: its name, and how many of that name stand before it.
fn keys(files: &[(String, String)]) -> Vec<(&str, usize)> {
    let mut out: Vec<(&str, usize)> = Vec::new();
    for (name, _) in files {
        let before = out.iter().filter(|(known, _)| *known == key(name)).count();
        out.push((key(name), before));
    }
    out
}

/// A file name without its number and without its state.
fn key(name: &str) -> &str {
    let stem = name.trim_end_matches(".txt").trim_end_matches("（稿）");
    match stem.split_once('-') {
        Some((number, rest)) if number.chars().all(|c| c.is_ascii_digit()) => rest,
        Some(_) | None => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writs_are_known_by_title_and_person() {
        let file = |name: &str, text: &str| (name.to_string(), text.to_string());
        let held = [file("01-告知书-张三（稿）.txt", "甲。\n"), file("02-决定书.txt", "乙。\n"), file("03-回执.txt", "丙。\n")];
        assert_eq!(compare(&held, &held), Vec::<String>::new());
        let now = [file("01-决定书.txt", "乙。\n"), file("02-告知书-张三.txt", "丁。\n"), file("04-清单.txt", "戊。\n")];
        let said = compare(&held, &now);
        assert_eq!(said.len(), 4, "{said:?}");
        assert!(said[0].contains("原来叫 02-决定书.txt") && !said[0].contains('－'));
        assert!(said[1].contains("原来叫 01-告知书-张三（稿）.txt") && said[1].contains("＋"), "{}", said[1]);
        assert!(said[2].contains("多了这份文书") && said[3].contains("没有这份文书"));
    }
}
