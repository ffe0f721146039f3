//! Where the forms of a batch come from: files of a folder, or rows of a list. A row's form is made when it is its turn, so
//! that the forms of a long list are never held at once.

use super::digest::ListRow;
use super::entry::{self, Entry};
use super::list::{List, PhotoIndex, RowForm, RowKey};
use crate::diag::Diagnostic;
use crate::pipeline::{self, LoadedCase, Sources};
use std::path::{Path, PathBuf};

/// The forms.
#[derive(Debug)]
pub enum Forms {
    /// Files below a folder.
    Folder(PathBuf),
    /// Rows of a list, whose forms stand as files in a folder.
    List(Box<Rows>),
}

/// The rows of a list.
#[derive(Debug)]
pub struct Rows {
    /// The list.
    pub list: List,
    /// Its sound rows, in the order of the entries.
    pub keys: Vec<RowKey>,
    /// The photographs beside it.
    pub photos: PhotoIndex,
    /// The folder of the forms.
    pub folder: PathBuf,
}

impl Rows {
    /// The form of a row.
    pub fn form(&self, place: usize) -> Option<RowForm> {
        self.list.form(self.keys.get(place)?, &|name| self.photos.find(name))
    }
}

impl Forms {
    /// The folder they are in.
    pub fn folder(&self) -> &Path {
        match self {
            Forms::Folder(folder) => folder,
            Forms::List(rows) => &rows.folder,
        }
    }

    /// The file of a form.
    pub fn path(&self, entry: &Entry) -> PathBuf {
        match self {
            Forms::Folder(folder) => entry::path(folder, entry),
            Forms::List(rows) => entry::path(&rows.folder, entry),
        }
    }

    /// Reads a form with what stands beside it.
    pub fn load(&self, place: usize, entry: &Entry, sources: &Sources) -> LoadedCase {
        let path = self.path(entry);
        match self {
            Forms::Folder(_) => pipeline::case_file(&path, sources),
            Forms::List(rows) => match rows.form(place) {
                Some(form) => pipeline::case_at(&path, &form.text, sources),
                None => pipeline::case_file(&path, sources),
            },
        }
    }

    /// Findings on a form, moved to the cells of the list it was made from.
    pub fn located(&self, place: usize, entry: &Entry, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let Forms::List(rows) = self else { return findings };
        let Some(form) = rows.form(place) else { return findings };
        let (shown, name) = (self.path(entry).display().to_string(), form.file());
        let at_cell = |mut finding: Diagnostic| {
            let places = finding.place.iter_mut().chain(finding.related.iter_mut().map(|(place, _)| place));
            places.filter(|place| *place.file == *shown).for_each(|place| place.file = name.as_str().into());
            form.at_cell(finding)
        };
        findings.into_iter().map(at_cell).collect()
    }

    /// The row a form was made from.
    pub fn row(&self, place: usize) -> Option<ListRow> {
        match self {
            Forms::Folder(_) => None,
            Forms::List(rows) => rows.form(place).map(|form| form.row),
        }
    }
}
