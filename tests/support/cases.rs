//! The library and built cases, loaded once for all tests of a binary.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use wenshu::pipeline::{self, Built, Library, LoadedCase, Selection, Sources};

/// A case with everything made of it.
pub struct Sample {
    /// As loaded.
    pub loaded: LoadedCase,
    /// As built.
    pub built: Built,
}

impl Sample {
    /// File stem.
    pub fn name(&self) -> &str {
        &self.loaded.stem
    }
}

/// A path below the package.
pub fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// Law and templates.
pub fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| Library::load(&Sources::default()).unwrap_or_else(|faults| panic!("{faults:#?}")))
}

/// The cases of a folder, in order of names; a refused one fails the test.
pub fn of_folder(folder: &str) -> Vec<Sample> {
    let listed = std::fs::read_dir(path(folder)).expect("folder of cases").flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = listed.filter(|file| file.extension().is_some_and(|e| e == "yaml")).collect();
    files.retain(|file| !file.to_string_lossy().ends_with(".events.yaml"));
    files.sort();
    assert!(!files.is_empty(), "{folder} holds cases");
    files
        .iter()
        .map(|file| {
            let loaded = pipeline::case_file(file, &Sources::default());
            let built = pipeline::build(library(), &loaded, &Selection::default());
            let built = built.unwrap_or_else(|found| panic!("{}: {found:#?}", file.display()));
            Sample { loaded, built }
        })
        .collect()
}
