//! A case folder appears whole or not at all: it is built beside its place and renamed.

use super::by_hand::{Listed, MANIFEST};
use crate::diag::Diagnostic;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file to be written.
#[derive(Debug, Clone)]
pub struct OutputFile {
    /// Name inside the folder (one component).
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
    /// A final writ (定稿): not overwritten by different content without `force`.
    pub is_final: bool,
}

/// Writes `files` as folder `name` under `out`. An existing folder is replaced when this program made it (it has a
/// manifest), no final writ in it would change and nothing in it was changed by hand; `force` lifts the last two
/// conditions. Files that people put there stay.
///
/// # Errors
/// A refusal in Chinese when the place is not ours, is a link, or cannot be written; nothing is left behind.
pub fn write(out: &Path, name: &str, files: &[OutputFile], force: bool) -> Result<PathBuf, Diagnostic> {
    make(out)?;
    check(out, name, files, force)?;
    replace(out, name, files)
}

/// Whether something is in the place of a folder.
pub fn is_taken(out: &Path, name: &str) -> bool {
    out.join(name).symlink_metadata().is_ok()
}

/// Makes a folder, with those above it.
///
/// # Errors
/// What the system says, in words.
pub fn make(folder: &Path) -> Result<(), Diagnostic> {
    fs::create_dir_all(folder).map_err(|error| refusal(folder, "不能建立输出文件夹", &error))
}

/// Writes the folder in the place of whatever folder is there.
pub(super) fn replace(out: &Path, name: &str, files: &[OutputFile]) -> Result<PathBuf, Diagnostic> {
    let target = out.join(name);
    let exists = target.exists();
    let building = out.join(format!(".{name}.{}.tmp", std::process::id()));
    let listed = Listed::of(&target).filter(|_| exists);
    let built = build(&building, files).and_then(|()| listed.map_or(Ok(()), |listed| listed.take_over(&target, &building)));
    let built = built.map_err(|error| refusal(&building, "写文件失败", &error));
    let placed = built.and_then(|()| place(&building, &target, exists));
    if placed.is_err() {
        let _ = fs::remove_dir_all(&building);
    }
    placed.map(|()| target)
}

/// Sees to it that the names in a folder outlive a power cut, where the system can do that.
pub(super) fn sync(folder: Option<&Path>) {
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // a system without it keeps names in its own way
    let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
}

fn build(folder: &Path, files: &[OutputFile]) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir(folder)?;
    for file in files {
        let mut handle = fs::File::create_new(folder.join(&file.name))?;
        handle.write_all(&file.bytes)?;
    }
    Ok(())
}

pub(super) fn place(building: &Path, target: &Path, exists: bool) -> Result<(), Diagnostic> {
    let fail = |error: io::Error| refusal(target, "不能把做好的文件夹放到位", &error);
    if !exists {
        return fs::rename(building, target).map_err(fail);
    }
    let old = building.with_extension("old");
    fs::rename(target, &old).map_err(fail)?;
    if let Err(error) = fs::rename(building, target) {
        // put the former folder back, so that nothing is lost
        let _ = fs::rename(&old, target);
        return Err(fail(error));
    }
    let _ = fs::remove_dir_all(&old);
    Ok(())
}

/// Puts the folder of a case back that a killed program had moved aside for its successor, when the successor never came.
/// For a program that writes this one folder; [`recover`] is for who has them all.
pub fn restore(out: &Path, name: &str) -> Vec<Diagnostic> {
    let target = out.join(name);
    if is_taken(out, name) {
        return Vec::new();
    }
    let listed = fs::read_dir(out).into_iter().flatten().flatten();
    let aside = listed.filter(|entry| left_over(&entry.file_name().to_string_lossy()) == Some((name, "old")));
    // one at most is put back: then the place is taken
    let put_back = aside.take(1).filter_map(|entry| fs::rename(entry.path(), &target).err().map(|error| (entry.path(), error)));
    put_back.map(|(path, error)| refusal(&path, "不能收拾上次中断留下的文件夹", &error)).collect()
}

/// Puts right what a killed program left in `out`: a folder that was only being built is taken away, one that was moved
/// aside for its successor is put back when the successor is not there. Only for folders no other program writes to, which
/// `is_own` tells by their names. Says what it could not put right.
pub fn recover(out: &Path, is_own: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for entry in fs::read_dir(out).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some((case, kind)) = left_over(&name).filter(|(case, _)| is_own(case)) else { continue };
        let (path, target) = (entry.path(), out.join(case));
        let put_right = match kind {
            "old" if !target.exists() => fs::rename(&path, &target),
            "part" => fs::remove_file(&path),
            _ => fs::remove_dir_all(&path),
        };
        findings.extend(put_right.err().map(|error| refusal(&path, "不能收拾上次中断留下的文件夹", &error)));
    }
    findings
}

/// `.案1.4711.tmp` → 案1 and tmp; `.part` is a single file.
fn left_over(name: &str) -> Option<(&str, &str)> {
    let (rest, kind) = name.strip_prefix('.')?.rsplit_once('.')?;
    let (case, process) = rest.rsplit_once('.')?;
    let sound = !case.is_empty() && !process.is_empty() && process.bytes().all(|byte| byte.is_ascii_digit());
    (sound && matches!(kind, "tmp" | "old" | "part")).then_some((case, kind))
}

/// Whether a folder holds the manifest with this check value and every file it lists, none cut off.
pub fn is_whole(folder: &Path, manifest: &str) -> bool {
    let Ok(bytes) = fs::read(folder.join(MANIFEST)) else { return false };
    if super::sha256_hex(&bytes) != manifest {
        return false;
    }
    let Ok(listed) = serde_json::from_slice::<super::manifest::Manifest>(&bytes) else { return false };
    let is_whole = |length: u64, file: &super::manifest::Entry| file.bytes.is_none_or(|bytes| bytes == length);
    listed.files.iter().all(|file| fs::metadata(folder.join(&file.name)).is_ok_and(|meta| meta.is_file() && is_whole(meta.len(), file)))
}

/// Whether `files` may take the place of what is there.
///
/// # Errors
/// As [`write()`] refuses, nothing being written.
pub fn check(out: &Path, name: &str, files: &[OutputFile], force: bool) -> Result<(), Diagnostic> {
    let target = &out.join(name);
    let metadata = match fs::symlink_metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(refusal(target, "不能查看输出位置", &error)),
        Ok(metadata) => metadata,
    };
    let shown = target.display();
    if metadata.is_symlink() {
        let finding = Diagnostic::refuse("O02", format!("输出位置“{shown}”是一个链接，可能指向别处"));
        return Err(finding.remedy("删去这个链接，或者换一个输出文件夹"));
    }
    if !metadata.is_dir() {
        return Err(Diagnostic::refuse("O02", format!("输出位置“{shown}”已有同名文件")).remedy("移走它，或者换一个输出文件夹"));
    }
    let Some(listed) = Listed::of(target) else {
        let finding = Diagnostic::refuse("O02", format!("文件夹“{shown}”不是本程序生成的（没有本程序的 {MANIFEST}，或者坏了），不覆盖"));
        return Err(finding.remedy("换一个输出文件夹，或者先移走它"));
    };
    if !force {
        let changed = finals_that_change(target, files);
        if !changed.is_empty() {
            let finding = Diagnostic::refuse("O03", format!("“{shown}”里已有定稿，内容将会改变，不覆盖")).found(changed.join("、"));
            return Err(finding.remedy("确要重做，加 --force；要保留，换一个输出文件夹"));
        }
        let endangered = listed.endangered(target, files);
        if !endangered.is_empty() {
            let finding = Diagnostic::refuse("O04", format!("“{shown}”里有人改过或者放进去的文件，不覆盖")).found(endangered.join("、"));
            return Err(finding.remedy("改过的另存到别处，要改的写进表单；不要了的，加 --force"));
        }
    }
    Ok(())
}

/// Final writs in the folder whose text would be gone: no new file has their bytes, whatever its number in the file. Papers
/// that grow with the case are not among them.
fn finals_that_change(target: &Path, files: &[OutputFile]) -> Vec<String> {
    let Ok(text) = fs::read_to_string(target.join("manifest.json")) else { return Vec::new() };
    let Ok(manifest) = serde_json::from_str::<serde_json::Value>(&text) else { return Vec::new() };
    let Some(entries) = manifest["files"].as_array() else { return Vec::new() };
    let made: BTreeSet<String> = files.iter().map(|file| super::sha256_hex(&file.bytes)).collect();
    entries
        .iter()
        .filter(|entry| entry["state"] == "定稿" && entry["grows"] != true)
        .filter_map(|entry| Some((entry["name"].as_str()?, entry["sha256"].as_str()?)))
        .filter(|(name, _)| target.join(name).is_file())
        .filter(|(_, hash)| !made.contains(*hash))
        .map(|(name, _)| name.to_string())
        .collect()
}

/// Takes away the summaries of parts of a batch (`batch-summary-1-3.json`): the whole has its own.
///
/// # Errors
/// What the system says, in words.
pub fn remove_summaries(out: &Path) -> Result<(), Diagnostic> {
    for entry in fs::read_dir(out).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let part = name.strip_prefix("batch-summary-").and_then(|rest| rest.strip_suffix(".json"));
        if part.is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Takes a file away, if it is there.
///
/// # Errors
/// What the system says, in words.
pub fn remove(path: &Path) -> Result<(), Diagnostic> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(refusal(path, "不能删去", &error)),
        Err(_) | Ok(()) => Ok(()),
    }
}

/// Writes a file that was asked for by name, in the place of one of its kind: a slip of the hand must not cost a form.
///
/// # Errors
/// A file of another kind is there, or what the system says, in words.
pub fn write_asked(path: &Path, extension: &str, text: &str) -> Result<(), Diagnostic> {
    let is_one = path.extension().is_some_and(|own| own.eq_ignore_ascii_case(extension));
    if path.exists() && !is_one {
        let finding = Diagnostic::refuse("O02", format!("“{}”已经有了，不是 .{extension} 文件，不覆盖", path.display()));
        return Err(finding.remedy(format!("换一个以 .{extension} 结尾的文件名")));
    }
    super::file::write(path, text)
}

/// Writes one file of the program's own.
///
/// # Errors
/// What the system says, in words.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    std::fs::write(path, bytes).map_err(|error| refusal(path, "写出", &error))
}

pub(super) fn refusal(path: &Path, what: &str, error: &io::Error) -> Diagnostic {
    let why = match error.kind() {
        io::ErrorKind::PermissionDenied => "没有权限".to_string(),
        io::ErrorKind::NotFound => "上级文件夹不存在".to_string(),
        io::ErrorKind::StorageFull => "磁盘已满".to_string(),
        io::ErrorKind::ReadOnlyFilesystem => "只读，不能写".to_string(),
        io::ErrorKind::NotADirectory => "路径中有一段是文件，不是文件夹".to_string(),
        io::ErrorKind::AlreadyExists => "已有同名文件".to_string(),
        io::ErrorKind::QuotaExceeded => "超出磁盘配额".to_string(),
        _ => format!("系统错误 {}", error.raw_os_error().unwrap_or_default()),
    };
    Diagnostic::refuse("O01", format!("{what}：“{}”{why}", path.display())).remedy("换一个可以写入的文件夹，或者腾出空间后重试")
}

#[cfg(test)]
mod tests;
