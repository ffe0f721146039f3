//! `template coverage`.

use super::args::Sources;
use super::{Exit, check, say};
use crate::pipeline::{self, Library, Selection};
use crate::template::coverage;
use std::path::PathBuf;

/// `wenshu template coverage`
pub fn templates(files: &[PathBuf], sources: &Sources) -> Exit {
    let sources = check::sources(sources);
    let library = match Library::probed(&sources) {
        Ok(library) => library,
        Err(findings) => {
            say::findings(&findings, "", "");
            return Exit::Failed;
        }
    };
    let mut exit = Exit::Done;
    for file in files {
        let loaded = check::load(file, &sources);
        if let Err(findings) = pipeline::build(&library, &loaded, &Selection::default()) {
            exit = Exit::Refused;
            let shown = check::shown(file);
            say::findings(&findings, &shown, &loaded.source);
            say::line(&format!("{shown}：没有生成，不计入"));
        }
    }
    let points = library.coverage();
    say::out(&coverage::report(&points));
    let (covered, total) = coverage::count(&points);
    let percent = covered as f64 * 100.0 / total.max(1) as f64;
    say::line(&format!("{}份表单走到{total}处分支中的{covered}处（{percent:.1}%）", files.len()));
    exit
}
