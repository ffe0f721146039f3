//! A folder of files that are written as a stream: built beside its place, renamed when it is whole, gone when it is not.

use super::folder::{place, refusal};
use super::names::{MAX_COMPONENT_BYTES, component};
use crate::diag::Diagnostic;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A folder that is not yet in its place.
#[derive(Debug)]
pub struct PendingFolder {
    building: PathBuf,
    target: PathBuf,
}

impl PendingFolder {
    /// Begins a folder `name` under `out`. One that is there is replaced in the end if it is ours: `mark` is a file that
    /// only this program puts into it.
    ///
    /// # Errors
    /// A refusal in Chinese when the place is not ours, is a link, or cannot be written.
    pub fn new(out: &Path, name: &str, mark: &str) -> Result<PendingFolder, Diagnostic> {
        let target = out.join(name);
        let shown = target.display();
        if target.is_symlink() || (target.exists() && !target.join(mark).is_file()) {
            let finding = Diagnostic::refuse("O02", format!("“{shown}”不是本程序生成的文件夹，不覆盖"));
            return Err(finding.remedy("移走它，或者换一个输出文件夹"));
        }
        let building = out.join(format!(".{name}.{}.tmp", std::process::id()));
        let fresh = || {
            if building.exists() {
                fs::remove_dir_all(&building)?;
            }
            fs::create_dir_all(&building)
        };
        fresh().map_err(|error| refusal(&building, "不能建立文件夹", &error))?;
        Ok(PendingFolder { building, target })
    }

    /// Opens a new file; `name` may have folders before it, parted by `/`. Every part is made a safe name.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub fn create(&self, name: &str) -> Result<PendingFile, Diagnostic> {
        let path = self.path(name);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::File::create_new(&path));
        let file = made.map_err(|error| refusal(&path, "写文件失败", &error))?;
        Ok(PendingFile { file: BufWriter::with_capacity(256 * 1024, file), path })
    }

    /// Gives a closed file another name.
    ///
    /// # Errors
    /// Why not.
    pub fn rename(&self, from: &str, to: &str) -> Result<(), Diagnostic> {
        let (from, to) = (self.path(from), self.path(to));
        fs::rename(&from, &to).map_err(|error| refusal(&to, "写文件失败", &error))
    }

    /// Removes a file, closed or not.
    pub fn remove(&self, name: &str) {
        let _ = fs::remove_file(self.path(name));
    }

    /// Puts the folder into its place.
    ///
    /// # Errors
    /// Why not; what was there before is then still there.
    pub fn place(self) -> Result<PathBuf, Diagnostic> {
        place(&self.building, &self.target, self.target.exists())?;
        Ok(self.target.clone())
    }

    fn path(&self, name: &str) -> PathBuf {
        name.split('/').fold(self.building.clone(), |path, part| path.join(component(part, MAX_COMPONENT_BYTES)))
    }
}

impl Drop for PendingFolder {
    fn drop(&mut self) {
        // After `place` there is nothing of this name.
        let _ = fs::remove_dir_all(&self.building);
    }
}

/// A file of such a folder.
#[derive(Debug)]
pub struct PendingFile {
    file: BufWriter<fs::File>,
    path: PathBuf,
}

impl PendingFile {
    /// Writes what is still in memory.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub fn close(mut self) -> Result<(), Diagnostic> {
        self.file.flush().map_err(|error| refusal(&self.path, "写文件失败", &error))
    }
}

impl Write for PendingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// What the system said while a file of such a folder was written, in words.
pub fn failed(name: &str, error: &io::Error) -> Diagnostic {
    refusal(Path::new(name), "写文件失败", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("wenshu-pending-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).expect("a folder");
        dir
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn put(folder: &PendingFolder, name: &str, text: &str) {
        let mut file = folder.create(name).expect("created");
        file.write_all(text.as_bytes()).expect("written");
        file.close().expect("closed");
    }

    #[test]
    fn a_folder_appears_whole_replaces_its_own_and_leaves_nothing_behind() {
        let out = scratch("whole");
        let first = PendingFolder::new(&out, "packs", "单.txt").expect("begun");
        put(&first, "单.txt", "一");
        put(&first, "局/包.pdf", "x");
        first.rename("局/包.pdf", "局/包-1.pdf").expect("renamed");
        put(&first, "../越界.pdf", "x");
        assert!(!out.join("packs").exists());
        first.place().expect("placed");
        assert_eq!((names(&out), names(&out.join("packs/局"))), (vec!["packs".to_string()], vec!["包-1.pdf".to_string()]));
        let second = PendingFolder::new(&out, "packs", "单.txt").expect("begun again");
        put(&second, "单.txt", "二");
        second.place().expect("placed");
        assert_eq!(names(&out.join("packs")), ["单.txt"], "nothing of the former set stays");
        fs::remove_dir_all(&out).expect("clean");
    }

    #[test]
    fn what_is_given_up_or_not_ours_stays_as_it_was() {
        let out = scratch("dropped");
        let begun = PendingFolder::new(&out, "packs", "单.txt").expect("begun");
        put(&begun, "单.txt", "一");
        drop(begun);
        assert_eq!(names(&out), Vec::<String>::new());
        fs::create_dir_all(out.join("packs")).expect("a folder");
        fs::write(out.join("packs/私人.pdf"), "x").expect("a file");
        assert_eq!(PendingFolder::new(&out, "packs", "单.txt").expect_err("not ours").code, "O02");
        assert_eq!(names(&out), ["packs"]);
        fs::remove_dir_all(&out).expect("clean");
    }
}
