//! `check`, `agency check`, `verify`.

use super::args::{CheckArgs, CheckFormat};
use super::{Exit, report, say};
use crate::diag::{Diagnostic, Rank};
use crate::files;
use crate::output::manifest::Manifest;
use crate::output::sha256_hex;
use crate::pipeline::{self, Library, Selection, Sources};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// Where a command's inputs come from.
pub fn sources(arguments: &super::args::Sources) -> Sources {
    Sources { agency: arguments.agency.clone(), law: arguments.law.clone(), approvals: arguments.approvals.clone() }
}

/// The library, or its faults said.
pub fn library(sources: &Sources) -> Option<Library> {
    match Library::load(sources) {
        Ok(library) => Some(library),
        Err(findings) => {
            say::findings(&findings, "", "");
            None
        }
    }
}

/// How a form is called in messages.
pub fn shown(path: &Path) -> String {
    if path.as_os_str() == "-" { STDIN.to_string() } else { path.display().to_string() }
}

const STDIN: &str = "标准输入";

/// Loads one case; `-` is standard input.
pub fn load(path: &Path, sources: &Sources) -> pipeline::LoadedCase {
    if path.as_os_str() != "-" {
        return pipeline::case_file(path, sources);
    }
    match files::read_stdin() {
        Ok(text) => pipeline::case_text(&text, STDIN, STDIN, Path::new("."), sources),
        Err(fault) => {
            let mut empty = pipeline::case_text("", STDIN, STDIN, Path::new("."), sources);
            empty.findings = vec![fault];
            empty
        }
    }
}

/// `wenshu check`
pub fn check(arguments: &CheckArgs, clock: NaiveDate) -> Exit {
    let today = arguments.today.unwrap_or(clock);
    let sources = sources(&arguments.sources);
    let Some(library) = library(&sources) else { return Exit::Failed };
    let mut exit = Exit::Done;
    let mut all: Vec<Diagnostic> = Vec::new();
    for file in &arguments.files {
        let loaded = load(file, &sources);
        let mut findings = match pipeline::build(&library, &loaded, &Selection::default()) {
            Ok(built) => built.findings,
            Err(findings) => findings,
        };
        findings.extend(loaded.case.iter().flat_map(|case| case.later_than(today)));
        if findings.iter().any(|f| f.rank >= Rank::Veto) {
            exit = Exit::Refused;
        }
        let shown = shown(file);
        if arguments.format == CheckFormat::Text {
            if !findings.is_empty() {
                say::out(&say::findings_text(&findings, &shown, &loaded.source));
            }
            say::line(&format!("{shown}：{}", say::summary(&findings)));
        }
        all.extend(findings);
    }
    if arguments.format == CheckFormat::Json {
        say::out(&report::findings(&all));
    }
    exit
}

/// `wenshu agency check`
pub fn agency(files: &[PathBuf]) -> Exit {
    let mut exit = Exit::Done;
    for file in files {
        let shown = file.display().to_string();
        let (_, source, findings) = pipeline::agency_file(file);
        if findings.iter().any(|f| f.rank >= Rank::Veto) {
            exit = Exit::Refused;
        }
        if !findings.is_empty() {
            say::out(&say::findings_text(&findings, &shown, &source));
        }
        say::line(&format!("{shown}：{}", say::summary(&findings)));
    }
    exit
}

/// `wenshu verify`
pub fn verify(folder: &Path) -> Exit {
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).ok().and_then(|text| serde_json::from_str::<Manifest>(&text).ok());
    let Some(manifest) = manifest else {
        say::error(&format!("“{}”里没有可读的 manifest.json", folder.display()));
        return Exit::Failed;
    };
    let mut bad = 0;
    for entry in &manifest.files {
        let said = match std::fs::read(folder.join(&entry.name)) {
            Err(_) => "不见了",
            Ok(bytes) if sha256_hex(&bytes) != entry.sha256 => "内容已改变",
            Ok(_) => continue,
        };
        bad += 1;
        say::line(&format!("{}：{said}", entry.name));
    }
    let known = |name: &str| name == "manifest.json" || manifest.files.iter().any(|e| e.name == name);
    let listed = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.file_name().to_string_lossy().into_owned());
    for extra in listed.filter(|name| !known(name)) {
        bad += 1;
        say::line(&format!("{extra}：清单里没有"));
    }
    say::line(&format!("核对{}个文件：{}", manifest.files.len(), if bad == 0 { "全部一致".into() } else { format!("{bad}处不一致") }));
    if bad == 0 { Exit::Done } else { Exit::Refused }
}
