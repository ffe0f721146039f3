//! Finished cases as a batch remembers them, with their PDF files in memory.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;
use wenshu::batch::digest::{Digest, Limit, Party, Writ};
use wenshu::diag::Diagnostic;
use wenshu::output::sha256_hex;
use wenshu::pipeline::{self, Built, Formats, Library, LoadedCase, Selection, Sources};
use wenshu::writ::Step;

/// Law and templates.
fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| Library::load(&Sources::default()).unwrap_or_else(|faults| panic!("{faults:#?}")))
}

/// A sample of `cases/` as loaded and built.
pub fn built(name: &str) -> (LoadedCase, Built) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("cases/{name}.yaml"));
    let loaded = pipeline::case_file(&file, &Sources::default());
    let built = pipeline::build(library(), &loaded, &Selection::default()).unwrap_or_else(|found| panic!("{name}: {found:#?}"));
    (loaded, built)
}

/// A case of an action: its digest, and the files of its folder.
#[derive(Clone)]
pub struct Finished {
    /// What a batch remembers.
    pub digest: Digest,
    /// Its PDF files by name.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// A sample as a finished case in `folder`.
pub fn finished(name: &str, folder: &str) -> Finished {
    let (loaded, built) = built(name);
    of(loaded, built, folder)
}

/// A built case as a finished one.
fn of(loaded: LoadedCase, built: Built, folder: &str) -> Finished {
    let formats = Formats { pdf: true, docx: false, html: false, whole: false };
    let made = pipeline::make(library(), &loaded, &built, formats).expect("made");
    let files: BTreeMap<String, Vec<u8>> = made.files.into_iter().map(|file| (file.name, file.bytes)).collect();
    let case = loaded.case.as_ref().expect("a case");
    let parties = case.parties.iter().map(|party| Party {
        name: party.name().text().to_string(),
        head: party.head().map_or(String::new(), |head| head.name.text().to_string()),
        person: party.is_person(),
        ..Party::default()
    });
    let writs = built.writs.iter().map(|writ| {
        let front = &built.templates.writs().iter().find(|known| known.id == writ.id).expect("a template").front;
        Writ {
            id: writ.id.clone(),
            title: writ.title.clone(),
            label: writ.label.clone(),
            stem: writ.file_stem.clone(),
            number: writ.number.clone(),
            day: writ.date,
            state: writ.state.word().to_string(),
            lacks: writ.gaps.iter().map(|gap| gap.field.clone()).collect(),
            pages: writ.pages.pages.len(),
            copies: front.copies.0 as usize,
            signatures: front.signatures.iter().map(|role| role.0.clone()).collect(),
            seal: front.seal.word().to_string(),
            audience: front.audience.word().to_string(),
            step: front.step.map_or("", Step::word).to_string(),
            order: front.order.0,
            pdf: files.get(&format!("{}.pdf", writ.file_stem)).map(|bytes| sha256_hex(bytes)).unwrap_or_default(),
            ..Writ::default()
        }
    });
    let limits = built.agenda.entries.iter().map(|entry| Limit {
        id: entry.limit.to_string(),
        name: entry.name.clone(),
        whom: entry.whom.clone(),
        party: entry.party,
        event: entry.event,
        binds: entry.binds.word().to_string(),
        last: entry.last_day(),
        time: entry.span.as_ref().ok().and_then(|span| span.time).map(|time| (time.hour, time.minute)),
        why: entry.why().to_string(),
        done: entry.done.as_ref().map(|done| done.day),
    });
    let digest = Digest {
        folder: folder.to_string(),
        case: built.id.clone(),
        agency: loaded.agency.as_ref().expect("an agency").acting_name().text().to_string(),
        parties: parties.collect(),
        writs: writs.collect(),
        limits: limits.collect(),
        ..Digest::default()
    };
    Finished { digest, files }
}

/// Reads a file of the action.
pub fn read(cases: &[Finished], folder: &str, name: &str) -> Result<Vec<u8>, Diagnostic> {
    let case = cases.iter().find(|case| case.digest.folder == folder);
    let bytes = case.and_then(|case| case.files.get(name));
    bytes.cloned().ok_or_else(|| Diagnostic::refuse("O70", format!("“{folder}/{name}”不存在")))
}
