//! `compare`.

use super::args::{CompareArgs, CompareFormat};
use super::check::{library, load, shown, sources};
use super::{Exit, say};
use crate::compare::{self, Comparison};
use crate::diag::Diagnostic;
use crate::files;
use crate::import::docx::{self, MAX_FILE_BYTES};
use crate::output::findings;
use crate::pipeline::{self, Library, LoadedCase, Selection};
use serde_json::json;
use std::path::Path;

/// `wenshu compare`
pub fn compare(arguments: &CompareArgs) -> Exit {
    let (form, edited) = match arguments.files.as_slice() {
        [edited] => (None, edited),
        [form, edited, ..] => (Some(form), edited),
        [] => return Exit::Failed,
    };
    if form.is_none() && arguments.writ.is_some() {
        say::error("写了 --writ，没有写案件表单。用法见 wenshu compare --help");
        return Exit::Failed;
    }
    let sources = sources(&arguments.sources);
    let Some(library) = library(&sources) else { return Exit::Failed };
    let loaded = form.map(|form| load(form, &sources));
    let source = loaded.as_ref().map_or("", |loaded| loaded.source.as_str());
    let file = form.map(|form| shown(form)).unwrap_or_default();
    let name = edited.file_name().map_or_else(|| shown(edited), |name| name.to_string_lossy().into_owned());
    let result = compared(&library, loaded.as_ref(), edited, &name, arguments.writ.as_deref());
    let findings = match &result {
        Ok(comparison) => &comparison.findings,
        Err(findings) => findings,
    };
    match arguments.format {
        CompareFormat::Text => {
            if !findings.is_empty() {
                say::out(&findings::text(findings, &file, source));
            }
            say::line(&summary(&result, &name));
        }
        CompareFormat::Json => {
            let list: Vec<serde_json::Value> = findings.iter().map(findings::value).collect();
            let writ = result.as_ref().ok().and_then(|comparison| comparison.writ.clone());
            let page = json!({"file": name, "compared": result.is_ok(), "writ": writ, "findings": list});
            say::out(&(serde_json::to_string_pretty(&page).unwrap_or_default() + "\n"));
        }
    }
    match result {
        Ok(comparison) if comparison.differs() => Exit::Refused,
        Ok(_) => Exit::Done,
        Err(_) => Exit::Failed,
    }
}

fn compared(
    library: &Library,
    loaded: Option<&LoadedCase>,
    edited: &Path,
    name: &str,
    writ: Option<&str>,
) -> Result<Comparison, Vec<Diagnostic>> {
    let bytes = files::read_file(edited, "文书", "C01", MAX_FILE_BYTES).map_err(|fault| vec![fault])?;
    let docx = docx::read(&bytes, name).map_err(|fault| vec![fault])?;
    let Some(loaded) = loaded else { return Ok(compare::alone(&docx, &library.law)) };
    let built = pipeline::build(library, loaded, &Selection::default())?;
    let region = loaded.agency.as_ref().and_then(|agency| agency.region.as_ref()).map(|region| region.text());
    compare::with_case(library, &built, &docx, writ, region).map_err(|fault| vec![fault])
}

fn summary(result: &Result<Comparison, Vec<Diagnostic>>, name: &str) -> String {
    match result {
        Err(findings) => format!("{name}：没有比成（{}）", findings::summary(findings)),
        Ok(Comparison { writ: None, findings }) => format!("{name}：没有写案件，只查文书本身：{}", findings::summary(findings)),
        Ok(Comparison { writ: Some(writ), findings }) if findings.is_empty() => format!("{name}：与本案的《{writ}》一致"),
        Ok(Comparison { writ: Some(writ), findings }) => format!("{name}：与本案的《{writ}》比较，{}", findings::summary(findings)),
    }
}
