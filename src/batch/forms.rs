//! Where the forms of a batch come from: files of a folder, or rows of a list. A row's form is made when it is its turn, so
//! that the forms of a long list are never held at once.

use super::digest::ListRow;
use super::entry::{self, Entry};
use super::list::{List, PhotoIndex, RowForm, RowKey};
use crate::diag::Diagnostic;
use crate::pipeline::{self, LoadedCase, Origin, Sources};
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
        let row = self.form(place);
        let mut loaded = match &row {
            Some(form) => pipeline::case_at(&path, &form.text, sources),
            None => pipeline::case_file(&path, sources),
        };
        if let Some(form) = row {
            loaded.origin = Origin::new(move |finding| at_cell(finding, &path, &form));
        }
        loaded
    }

    /// Findings on a form, moved to the cells of the list it was made from.
    pub fn located(&self, place: usize, entry: &Entry, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let Some(form) = self.form(place) else { return findings };
        let path = self.path(entry);
        findings.into_iter().map(|finding| at_cell(finding, &path, &form)).collect()
    }

    /// The form made from a row; none for a form somebody wrote.
    fn form(&self, place: usize) -> Option<RowForm> {
        match self {
            Forms::Folder(_) => None,
            Forms::List(rows) => rows.form(place),
        }
    }

    /// The row a form was made from.
    pub fn row(&self, place: usize) -> Option<ListRow> {
        self.form(place).map(|form| form.row)
    }
}

/// A finding on the file of a form, at the cell of the list it comes from.
fn at_cell(mut finding: Diagnostic, path: &Path, form: &RowForm) -> Diagnostic {
    let (shown, name) = (path.display().to_string(), form.file());
    let places = finding.place.iter_mut().chain(finding.related.iter_mut().map(|(place, _)| place));
    places.filter(|place| *place.file == *shown).for_each(|place| place.file = name.as_str().into());
    form.at_cell(finding)
}
