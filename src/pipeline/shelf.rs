//! Files that many cases have in common, read once: agency files and action files.

use crate::case::{self, Action, Agency};
use crate::diag::Diagnostic;
use crate::files;
use crate::output::findings::own_name;
use crate::output::manifest::Hashed;
use crate::text::hash::sha256_hex;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// A file that was read.
#[derive(Debug)]
pub struct Read<T> {
    /// Where it is.
    pub path: PathBuf,
    /// What it says, unless refused.
    pub value: Option<T>,
    /// What is wrong with it.
    pub findings: Vec<Diagnostic>,
    /// Its name and hash, for the manifest; none when it could not be read.
    pub input: Option<Hashed>,
}

type Shelved<T> = Mutex<HashMap<PathBuf, Arc<Read<T>>>>;

/// What was read so far. A file that changes meanwhile is not read again: all cases of a run see the same.
#[derive(Debug, Default)]
pub struct Shelf {
    agencies: Shelved<Arc<Agency>>,
    actions: Shelved<Action>,
}

impl Shelf {
    /// An agency file.
    pub fn agency(&self, path: &Path) -> Arc<Read<Arc<Agency>>> {
        once(&self.agencies, path, "机关档案", |text, name| {
            let (agency, findings) = case::load_agency(text, name);
            (agency.map(Arc::new), findings)
        })
    }
    /// An action file.
    pub fn action(&self, path: &Path) -> Arc<Read<Action>> {
        once(&self.actions, path, "行动文件", case::load_action)
    }
}

fn once<T>(shelf: &Shelved<T>, path: &Path, kind: &str, load: impl Fn(&str, &str) -> (Option<T>, Vec<Diagnostic>)) -> Arc<Read<T>> {
    let mut known = shelf.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(read) = known.get(path) {
        return read.clone();
    }
    let name = path.display().to_string();
    let (value, findings, input) = match files::read_form(path) {
        Ok(text) => {
            let (value, findings) = load(&text, &name);
            (value, findings, Some(hashed(kind, &name, &text)))
        }
        Err(fault) => (None, vec![fault], None),
    };
    let read = Arc::new(Read { path: path.to_path_buf(), value, findings, input });
    known.insert(path.to_path_buf(), read.clone());
    read
}

/// A text as an input of the manifest; only with the file's own name: the same form in another folder makes the same
/// manifest.
pub(super) fn hashed(kind: &str, name: &str, text: &str) -> Hashed {
    Hashed { kind: kind.into(), name: own_name(name).into(), sha256: sha256_hex(text.as_bytes()) }
}

/// The action file of the forms in a folder: in it or in the nearest folder above that has one.
pub fn find_action(folder: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let found = start.ancestors().map(|above| above.join(ACTION)).find(|candidate| candidate.is_file())?;
    // the folder as the user knows it, when it is that one
    Some(if found.parent() == Some(&start) { folder.join(ACTION) } else { found })
}

/// The folder of the forms made from `名单.xlsx` is `名单-表单`.
pub fn forms_of_a_list(list: &Path) -> PathBuf {
    let stem = list.file_stem().map_or_else(|| "名单".into(), |stem| stem.to_string_lossy().into_owned());
    list.with_file_name(format!("{stem}{FORMS}"))
}

pub(super) fn holds_forms_of_a_list(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| name.to_string_lossy().ends_with(FORMS))
}

const FORMS: &str = "-表单";

/// The action file's name.
pub const ACTION: &str = "action.yaml";
