//! Documents → the files of a case folder.

use super::built::{Built, BuiltWrit, State};
use super::load::{Library, LoadedCase};
use super::print_list::print_list;
use super::public::{PublicCopy, public_copy};
use super::reports::reports;
use super::templates;
use super::web;
use crate::diag::Diagnostic;
use crate::export::docx;
use crate::export::pdf::{Part, PdfOptions, PdfSink, PrintPdf};
use crate::output::findings;
use crate::output::folder::OutputFile;
use crate::output::ics;
use crate::output::manifest::{Entry, Manifest};
use crate::output::sha256_hex;
use rayon::prelude::*;

/// Which files are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formats {
    /// PDF.
    pub pdf: bool,
    /// DOCX.
    pub docx: bool,
    /// Pages for a browser: one a writ and an index.
    pub html: bool,
    /// The papers of the whole file besides: all writs in one PDF, the print list and the calendar of limits.
    pub whole: bool,
}

/// The files of a case.
#[derive(Debug)]
pub struct Made {
    /// In order of writing; the manifest last.
    pub files: Vec<OutputFile>,
    /// What the manifest says.
    pub manifest: Manifest,
}

/// Makes all files of a built case: the writs, what was found, the papers of the whole file.
///
/// # Errors
/// Writs that could not be written.
pub fn make(library: &Library, loaded: &LoadedCase, built: &Built, formats: Formats) -> Result<Made, Vec<Diagnostic>> {
    with_reports(library, loaded, built, formats, reports(built, loaded))
}

/// The public copy of a built case (`public_copy`) with its files; `None` when the case has nothing to publish. Its
/// `findings.txt` says what was masked and nothing of the case itself.
///
/// # Errors
/// Writs that could not be laid out or written.
pub fn public_files(
    library: &Library,
    loaded: &LoadedCase,
    built: &Built,
    formats: Formats,
) -> Result<Option<(PublicCopy, Made)>, Vec<Diagnostic>> {
    let Some(copy) = public_copy(loaded, built)? else { return Ok(None) };
    let reports = vec![("findings.txt".to_string(), findings::text(&copy.built.findings, "", ""))];
    // a page shows where every word comes from: that is not for the public
    let both = !formats.pdf && !formats.docx;
    let formats = Formats { pdf: formats.pdf || both, docx: formats.docx || both, html: false, whole: false };
    let made = with_reports(library, &copy.loaded, &copy.built, formats, reports)?;
    Ok(Some((copy, made)))
}

/// `reports` are further files (findings) that go into the folder.
fn with_reports(
    library: &Library,
    loaded: &LoadedCase,
    built: &Built,
    formats: Formats,
    reports: Vec<(String, String)>,
) -> Result<Made, Vec<Diagnostic>> {
    let jobs: Vec<(&BuiltWrit, bool)> = built
        .writs
        .iter()
        .flat_map(|writ| [(writ, false), (writ, true)])
        .filter(|(_, as_docx)| if *as_docx { formats.docx } else { formats.pdf })
        .collect();
    let whole_wanted = formats.pdf && formats.whole && !built.writs.is_empty();
    let (made, whole) = rayon::join(
        || jobs.par_iter().map(|(writ, as_docx)| one(built, writ, *as_docx)).collect::<Vec<_>>(),
        || whole_wanted.then(|| whole(built)),
    );
    let mut files = Vec::new();
    let mut faults = Vec::new();
    for file in made {
        match file {
            Ok(file) => files.push(file),
            Err(fault) => faults.push(fault),
        }
    }
    match whole {
        Some(Ok(bytes)) => files.push(OutputFile { name: "whole.pdf".into(), bytes, is_final: false }),
        Some(Err(fault)) => faults.push(fault),
        None => {}
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    if formats.html {
        files.extend(web::pages(built, formats));
    }
    files.extend(reports.into_iter().map(|(name, text)| OutputFile { name, bytes: text.into_bytes(), is_final: false }));
    if formats.whole {
        let list = print_list(built).into_bytes();
        files.push(OutputFile { name: "print-list.txt".into(), bytes: list, is_final: false });
        // counted from the last day of the case: the clock never touches a file of the folder
        let day = built.meta.date.unwrap_or_default();
        let calendar = ics::calendar(&built.id, &built.agenda, day, day).into_bytes();
        files.push(OutputFile { name: "deadlines.ics".into(), bytes: calendar, is_final: false });
    }
    let entries = files.par_iter().map(|file| entry(built, file)).collect();
    let used = templates::used(&built.templates, built.writs.iter().map(|writ| writ.id.as_str()));
    let inputs = loaded.inputs.iter().chain(library.inputs()).cloned().chain(used).collect();
    let manifest = Manifest { version: env!("CARGO_PKG_VERSION").into(), case: built.id.clone(), inputs, files: entries };
    files.push(OutputFile { name: "manifest.json".into(), bytes: manifest.to_json().into_bytes(), is_final: false });
    Ok(Made { files, manifest })
}

fn one(built: &Built, writ: &BuiltWrit, as_docx: bool) -> Result<OutputFile, Diagnostic> {
    let refuse = |why: String| Diagnostic::refuse("O21", format!("《{}》不能写出：{why}", writ.title));
    let is_final = writ.state == State::Final && !writ.grows;
    if as_docx {
        let bytes = docx::write(&writ.document, built.profile).map_err(|e| refuse(e.to_string()))?;
        Ok(OutputFile { name: format!("{}.docx", writ.file_stem), bytes, is_final })
    } else {
        let bytes = PrintPdf::default().render(&writ.pages, PdfOptions::default()).map_err(|e| refuse(e.to_string()))?;
        Ok(OutputFile { name: format!("{}.pdf", writ.file_stem), bytes, is_final })
    }
}

fn whole(built: &Built) -> Result<Vec<u8>, Diagnostic> {
    let parts = built.writs.iter().map(|writ| Part { bookmark: &writ.file_stem, volume: writ.volume.as_deref(), pages: &writ.pages });
    let parts: Vec<Part> = parts.collect();
    PrintPdf::default()
        .whole(&parts, &built.meta, PdfOptions::default())
        .map_err(|error| Diagnostic::refuse("O21", format!("全案合订 PDF 不能写出：{error}")))
}

fn entry(built: &Built, file: &OutputFile) -> Entry {
    let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
    let writ = built.writs.iter().find(|w| w.file_stem == stem);
    Entry {
        name: file.name.clone(),
        sha256: sha256_hex(&file.bytes),
        bytes: Some(file.bytes.len() as u64),
        writ: writ.map(|w| w.id.clone()),
        party: writ.and_then(|w| w.label.clone()),
        number: writ.and_then(|w| w.number.clone()),
        state: writ.map(|w| if w.state == State::Final { "定稿" } else { "稿" }.to_string()),
        grows: writ.is_some_and(|w| w.grows),
        pages: writ.filter(|_| file.name.ends_with(".pdf")).map(|w| w.pages.pages.len()),
    }
}
