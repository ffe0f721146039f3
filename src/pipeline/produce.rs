//! A case from its facts to its folder on the disk: the last steps of `render` and of a batch.

use super::build::build_drafted;
use super::built::{Built, State};
use super::draft::Drafted;
use super::load::{Library, LoadedCase};
use super::make::{Formats, make, public_files};
use super::public::PublicCopy;
use crate::diag::{Diagnostic, Rank};
use crate::output::folder::{self, OutputFile};
use crate::output::manifest::Manifest;
use crate::output::{names, sha256_hex};
use crate::rules::waiver;
use crate::template::Templates;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is to be made of a case.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Which files.
    pub formats: Formats,
    /// The masked copy of what is published besides.
    pub public: bool,
    /// Nothing is written unless every writ is final.
    pub final_only: bool,
    /// Finals that change are replaced.
    pub force: bool,
}

/// A case whose folder is in place.
#[derive(Debug)]
pub struct Produced {
    /// Its writs.
    pub built: Built,
    /// Its folder.
    pub folder: PathBuf,
    /// What its manifest says.
    pub manifest: Manifest,
    /// SHA-256 of its manifest.
    pub sha256: String,
    /// The public copy with its folder, when it was wanted and there is something to publish.
    pub public: Option<(PublicCopy, PathBuf)>,
}

/// A case that was not written.
#[derive(Debug)]
pub struct Failure {
    /// Everything said about it.
    pub findings: Vec<Diagnostic>,
    /// The machine failed (disk, permissions), not the case.
    pub machine: bool,
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(findings: Vec<Diagnostic>) -> Failure {
        Failure { findings, machine: false }
    }
}

/// Builds a drafted case and writes its folder `name` under `out`, whole or not at all.
///
/// # Errors
/// The case is refused, is not final though only finals are wanted, or its folder cannot be written.
pub fn produce(
    library: &Library,
    loaded: &LoadedCase,
    templates: &Arc<Templates>,
    drafted: Drafted,
    wanted: Wanted,
    (out, name): (&Path, &str),
) -> Result<Produced, Failure> {
    let mut built = ready(library, loaded, templates, drafted, wanted)?;
    let made = make(library, loaded, &built, wanted.formats)?;
    let copy = if wanted.public { public_files(library, loaded, &built, wanted.formats)? } else { None };
    let place = |name: &str, files: &[OutputFile]| {
        let name = names::component(name, names::MAX_COMPONENT_BYTES);
        folder::write(out, &name, files, wanted.force).map_err(|fault| not_placed(loaded, &built, fault))
    };
    let folder = place(name, &made.files)?;
    let public = match copy {
        Some((copy, made)) => Some((copy, place(&public_name(name), &made.files)?)),
        None => None,
    };
    built.findings = loaded.origin.located(std::mem::take(&mut built.findings));
    let sha256 = made.files.last().map(|file| sha256_hex(&file.bytes)).unwrap_or_default();
    Ok(Produced { built, folder, manifest: made.manifest, sha256, public })
}

/// What `produce` would say, without writing anything: the case with its states, or why it would not be written.
///
/// # Errors
/// As for [`produce`].
pub fn rehearse(
    library: &Library,
    loaded: &LoadedCase,
    templates: &Arc<Templates>,
    drafted: Drafted,
    wanted: Wanted,
    (out, name): (&Path, &str),
) -> Result<Built, Failure> {
    let built = ready(library, loaded, templates, drafted, wanted)?;
    let name = names::component(name, names::MAX_COMPONENT_BYTES);
    // the files themselves matter only where others are in their place
    if folder::is_taken(out, &name) {
        let made = make(library, loaded, &built, wanted.formats)?;
        folder::check(out, &name, &made.files, wanted.force).map_err(|fault| not_placed(loaded, &built, fault))?;
    }
    Ok(built)
}

/// The writs of a case, if they may be written.
fn ready(library: &Library, loaded: &LoadedCase, templates: &Arc<Templates>, drafted: Drafted, wanted: Wanted) -> Result<Built, Failure> {
    let mut built = build_drafted(library, loaded, templates, drafted)?;
    let drafts: Vec<&str> = built.writs.iter().filter(|w| w.state != State::Final).map(|w| w.file_stem.as_str()).collect();
    if wanted.final_only && !drafts.is_empty() {
        let finding = Diagnostic::refuse("O30", format!("有{}份文书还是稿，不能正式出件", drafts.len()))
            .found(drafts.join("、"))
            .remedy("补齐缺项、改正否决项；只要已经办到的步骤的文书时用 --due，只要其中几份的，用 render 的 --only");
        built.findings.push(finding);
        return Err(built.findings.into());
    }
    Ok(built)
}

fn not_placed(loaded: &LoadedCase, built: &Built, fault: Diagnostic) -> Failure {
    let machine = fault.code == "O01";
    // a final that is no longer one: why, before that it is kept
    let mut findings = if fault.code == "O03" { vetoes(loaded, built) } else { Vec::new() };
    findings.push(fault);
    Failure { findings, machine }
}

/// The vetoes nobody answered for.
pub fn vetoes(loaded: &LoadedCase, built: &Built) -> Vec<Diagnostic> {
    let answered = |finding: &Diagnostic| loaded.case.as_ref().is_some_and(|case| waiver::is_waived(case, finding));
    built.findings.iter().filter(|finding| finding.rank == Rank::Veto && !answered(finding)).cloned().collect()
}

/// The folder of a case's public copy.
pub fn public_name(name: &str) -> String {
    names::component(&format!("{name}-公开版"), names::MAX_COMPONENT_BYTES)
}
