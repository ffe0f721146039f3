//! Single files of the user: written beside their place and renamed, so that none is ever half-written.

use super::folder::{OutputFile, refusal};
use crate::diag::Diagnostic;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes a text in the place of a file, which may exist.
///
/// # Errors
/// Why it could not be written; the former file is then still there.
pub fn write(path: &Path, text: &str) -> Result<(), Diagnostic> {
    // a link stays a link: what it points to is replaced
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, &path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        refusal(&path, "写文件失败", &error)
    })
}

/// A file that is written piece by piece and appears whole, in the place of one that may exist.
#[derive(Debug)]
pub struct Pieces {
    path: PathBuf,
    beside: PathBuf,
    out: Option<BufWriter<File>>,
}

impl Pieces {
    /// Begins a file.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub fn begin(path: &Path) -> Result<Pieces, Diagnostic> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(|error| refusal(folder, "不能建立文件夹", &error))?;
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let file = File::create(&beside).map_err(|error| refusal(&beside, "写文件失败", &error))?;
        Ok(Pieces { path: path.to_path_buf(), beside, out: Some(BufWriter::new(file)) })
    }

    /// What is written so far, whole on the disk, before it is put in its place.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub fn written(&mut self) -> Result<&Path, Diagnostic> {
        let flushed = self.out.as_mut().map_or(Ok(()), Write::flush);
        flushed.map_err(|error| self.fault(&error)).map(|()| self.beside.as_path())
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// Why it cannot be written; the former file is then still there.
    pub fn place(mut self) -> Result<(), Diagnostic> {
        let written = match self.out.take() {
            Some(mut out) => out.flush().and_then(|()| fs::rename(&self.beside, &self.path)),
            None => Ok(()),
        };
        written.map_err(|error| {
            let _ = fs::remove_file(&self.beside);
            refusal(&self.path, "写文件失败", &error)
        })
    }

    /// What a failed write comes to.
    pub fn fault(&self, error: &io::Error) -> Diagnostic {
        refusal(&self.path, "写文件失败", error)
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.as_mut().map_or(Ok(bytes.len()), |out| out.write(bytes))
    }
    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Pieces {
    fn drop(&mut self) {
        if self.out.take().is_some() {
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// Writes a folder of texts whole, in the place of one that holds nothing but texts (`.txt`).
///
/// # Errors
/// Why it could not be written; the former folder is then still there.
pub fn write_texts(folder: &Path, files: &[OutputFile]) -> Result<PathBuf, Diagnostic> {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if folder.is_symlink() || (folder.exists() && !folder.is_dir()) {
        let finding = Diagnostic::refuse("O02", format!("“{}”不是普通文件夹", folder.display()));
        return Err(finding.remedy("移走它再重试"));
    }
    let listed = fs::read_dir(folder).into_iter().flatten().flatten();
    if let Some(other) = listed.map(|entry| entry.path()).find(|path| path.extension().is_none_or(|e| e != "txt") || path.is_dir()) {
        let finding = Diagnostic::refuse("O02", format!("“{}”里有别的文件，不覆盖", folder.display()));
        return Err(finding.found(other.display().to_string()).remedy("这个文件夹只放期望的文字（.txt）；移走别的文件再重试"));
    }
    super::folder::replace(parent, &name, files)
}
