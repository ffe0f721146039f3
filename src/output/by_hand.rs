//! What people did in a folder the program made: papers they changed there stay theirs, files they put there go with the
//! folder.

use super::folder::OutputFile;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// The manifest of a folder.
pub const MANIFEST: &str = "manifest.json";

/// The manifest of files that are no writs.
pub fn manifest(files: &[OutputFile]) -> OutputFile {
    let list: Vec<Value> = files.iter().map(|file| json!({"name": file.name, "sha256": super::sha256_hex(&file.bytes)})).collect();
    OutputFile { name: MANIFEST.into(), bytes: (json!({"files": list}).to_string() + "\n").into_bytes(), is_final: false }
}

/// What a folder holds by its manifest: names with check values.
#[derive(Debug, Default)]
pub struct Listed(BTreeMap<String, String>);

impl Listed {
    /// Reads the manifest of a folder; `None` when it is none of ours, or nobody can read it any more.
    pub fn of(folder: &Path) -> Option<Listed> {
        let manifest: Value = serde_json::from_str(&fs::read_to_string(folder.join(MANIFEST)).ok()?).ok()?;
        let pair = |entry: &Value| Some((entry["name"].as_str()?.to_string(), entry["sha256"].as_str()?.to_string()));
        manifest["files"].as_array()?.iter().map(pair).collect::<Option<BTreeMap<_, _>>>().map(Listed)
    }

    fn is_ours(&self, name: &str) -> bool {
        name == MANIFEST || self.0.contains_key(name)
    }

    /// Papers in the folder that would be lost when `files` take its place: changed since they were made, or put there
    /// under a name that is needed now. A file that was cut off (a machine that lost its power) is nobody's work.
    pub fn endangered(&self, folder: &Path, files: &[OutputFile]) -> Vec<String> {
        let made = |name: &str| files.iter().find(|file| file.name == name);
        let same = |name: &str, bytes: &[u8]| made(name).is_some_and(|file| file.bytes == bytes);
        let changed = self.0.iter().filter(|(name, hash)| {
            let Ok(bytes) = fs::read(folder.join(name)) else { return false };
            is_paper(&bytes) && super::sha256_hex(&bytes) != **hash && !same(name, &bytes)
        });
        let mut out: Vec<String> = changed.map(|(name, _)| name.clone()).collect();
        let foreign = |file: &&OutputFile| !self.is_ours(&file.name) && folder.join(&file.name).exists();
        out.extend(files.iter().filter(foreign).map(|file| file.name.clone()));
        out
    }

    /// Takes what people put into a folder over into the one that is being built.
    ///
    /// # Errors
    /// What the system says.
    pub fn take_over(&self, folder: &Path, building: &Path) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let target = building.join(entry.file_name());
            if !self.is_ours(&entry.file_name().to_string_lossy()) && !target.exists() {
                again(&entry.path(), &target)?;
            }
        }
        Ok(())
    }
}

/// DOCX and PDF, by how they begin and, for a PDF, how it ends.
fn is_paper(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(1024)..];
    match bytes {
        [b'P', b'K', ..] => tail.windows(4).any(|four| four == b"PK\x05\x06"),
        _ => bytes.starts_with(b"%PDF") && tail.windows(5).any(|five| five == b"%%EOF"),
    }
}

/// A second name for a file, or a copy where the disk cannot do that; folders with all that is in them.
fn again(from: &Path, to: &Path) -> io::Result<()> {
    let kind = fs::symlink_metadata(from)?.file_type();
    if kind.is_dir() {
        fs::create_dir(to)?;
        return fs::read_dir(from)?.try_for_each(|entry| entry.and_then(|entry| again(&entry.path(), &to.join(entry.file_name()))));
    }
    if fs::hard_link(from, to).is_err() {
        fs::copy(from, to)?;
    }
    Ok(())
}
