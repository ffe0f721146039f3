//! `check`, `agency check`, `verify`.

use super::args::{CheckArgs, CheckFormat};
use super::{Exit, report, sarif, say};
use crate::diag::{Diagnostic, Rank};
use crate::files;
use crate::output::findings;
use crate::output::manifest::Manifest;
use crate::output::sha256_hex;
use crate::pipeline::{self, Library, Sources};
use crate::rules::score;
use crate::rules::waiver::is_waived;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// Where a command's inputs come from.
pub fn sources(arguments: &super::args::Sources) -> Sources {
    arguments.into()
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
    let standard = arguments.score.as_ref().map(|name| (name, library.law.review(name)));
    let standard = match standard {
        Some((name, None)) => {
            say::error(&format!("没有评查标准“{name}”（wenshu list reviews 列出全部）"));
            return Exit::Failed;
        }
        Some((_, found)) => found,
        None => None,
    };
    let mut exit = Exit::Done;
    let mut all: Vec<Diagnostic> = Vec::new();
    for file in &arguments.files {
        let loaded = load(file, &sources);
        let mut findings = pipeline::check(&library, &loaded, Some(today));
        findings.extend(loaded.case.iter().flat_map(|case| case.later_than(today)));
        let held = |finding: &&Diagnostic| finding.rank >= Rank::Veto && !loaded.case.as_ref().is_some_and(|case| is_waived(case, finding));
        if findings.iter().any(|finding| held(&finding)) {
            exit = exit.and(Exit::Refused);
        }
        let shown = shown(file);
        if arguments.format == CheckFormat::Text {
            if !findings.is_empty() {
                say::out(&findings::text(&findings, &shown, &loaded.source));
            }
            if let Some(standard) = standard {
                say::out(&report::score(standard, &score::score(standard, &findings)));
            }
            say::line(&format!("{shown}：{}", findings::summary(&findings)));
        }
        all.extend(findings);
    }
    match arguments.format {
        CheckFormat::Text => {}
        CheckFormat::Json => say::out(&findings::to_json(&all)),
        CheckFormat::Sarif => say::out(&sarif::log(&all)),
    }
    if arguments.checklist && arguments.format == CheckFormat::Text {
        say::out(&report::checklist());
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
            exit = exit.and(Exit::Refused);
        }
        if !findings.is_empty() {
            say::out(&findings::text(&findings, &shown, &source));
        }
        say::line(&format!("{shown}：{}", findings::summary(&findings)));
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
