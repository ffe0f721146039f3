//! A built case as pages for a browser: one a writ and an index.

use super::built::{Built, BuiltWrit};
use super::make::Formats;
use crate::export::html;
use crate::output::folder::OutputFile;
use rayon::prelude::*;

/// The pages. They are for reading and follow the lines of the form, so none of them is final.
pub fn pages(built: &Built, formats: Formats) -> Vec<OutputFile> {
    let names: Vec<String> = built.writs.iter().map(BuiltWrit::name).collect();
    let writs: Vec<html::Writ> = built
        .writs
        .iter()
        .zip(&names)
        .map(|(writ, name)| html::Writ {
            name,
            stem: &writ.file_stem,
            state: writ.state.word(),
            number: writ.number.as_deref(),
            date: writ.date,
            reason: &writ.reason,
            document: &writ.document,
        })
        .collect();
    let file = |name: String, page: String| OutputFile { name, bytes: page.into_bytes(), is_final: false };
    let page = |at: usize| file(format!("{}.html", writs[at].stem), html::page(&built.id, &writs, at, &built.findings));
    let mut files: Vec<OutputFile> = (0..writs.len()).into_par_iter().map(page).collect();
    let kinds: Vec<&str> =
        [(formats.pdf, "pdf"), (formats.docx, "docx")].into_iter().filter_map(|(made, kind)| made.then_some(kind)).collect();
    files.push(file("index.html".to_string(), html::index(&built.id, &writs, &built.findings, &kinds)));
    files
}
