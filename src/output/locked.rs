//! Files several programs write: a lock beside the file says whose turn it is, and lines are only ever added.

use super::folder::refusal;
use crate::diag::Diagnostic;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Holds a lock until it is dropped; the system takes it back from a program that dies.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code)] File);

/// Takes a lock file for this program alone; `None` when another program has it.
///
/// # Errors
/// The file cannot be made.
pub fn try_lock(path: &Path) -> Result<Option<Lock>, Diagnostic> {
    let file = lock_file(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(refusal(path, "不能锁住", &error)),
    }
}

/// Takes a lock file together with others that take it so; `None` when a program has it for itself alone.
///
/// # Errors
/// The file cannot be made.
pub fn try_lock_shared(path: &Path) -> Result<Option<Lock>, Diagnostic> {
    let file = lock_file(path)?;
    match file.try_lock_shared() {
        Ok(()) => Ok(Some(Lock(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(refusal(path, "不能锁住", &error)),
    }
}

fn lock_file(path: &Path) -> Result<File, Diagnostic> {
    let opened = OpenOptions::new().create(true).truncate(false).write(true).open(path);
    opened.map_err(|error| refusal(path, "不能建立锁文件", &error))
}

/// A file to which lines are added, locked while this value lives.
#[derive(Debug)]
pub struct Shared {
    path: PathBuf,
    file: File,
    _lock: Lock,
}

impl Shared {
    /// Waits for its turn and opens the file; one that is not there is begun with `head`.
    ///
    /// # Errors
    /// What the system says, in words.
    pub fn open(path: &Path, head: &str) -> Result<Shared, Diagnostic> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(|error| refusal(folder, "不能建立文件夹", &error))?;
        }
        let mut beside = path.as_os_str().to_owned();
        beside.push(".lock");
        let lock = lock_file(Path::new(&beside))?;
        lock.lock().map_err(|error| refusal(path, "不能锁住", &error))?;
        let opened = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path);
        let file = opened.map_err(|error| refusal(path, "不能打开", &error))?;
        let mut shared = Shared { path: path.to_path_buf(), file, _lock: Lock(lock) };
        if shared.length()? == 0 {
            shared.add(head)?;
            // the name itself is to outlive a power cut
            super::folder::sync(path.parent());
        }
        Ok(shared)
    }

    /// Bytes in the file.
    ///
    /// # Errors
    /// What the system says, in words.
    pub fn length(&self) -> Result<u64, Diagnostic> {
        self.file.metadata().map(|meta| meta.len()).map_err(|error| refusal(&self.path, "读不到", &error))
    }

    /// The bytes from `start` on.
    ///
    /// # Errors
    /// What the system says, in words.
    pub fn read_from(&mut self, start: u64) -> Result<Vec<u8>, Diagnostic> {
        let mut bytes = Vec::new();
        let read = self.file.seek(SeekFrom::Start(start)).and_then(|_| self.file.read_to_end(&mut bytes));
        read.map(|_| bytes).map_err(|error| refusal(&self.path, "读不到", &error))
    }

    /// Cuts the file off: what follows was never written whole.
    ///
    /// # Errors
    /// What the system says, in words.
    pub fn cut(&mut self, length: u64) -> Result<(), Diagnostic> {
        self.file.set_len(length).map_err(|error| refusal(&self.path, "不能改写", &error))
    }

    /// Adds a text at the end; when this returns it is on the disk. After an error the file is as it was.
    ///
    /// # Errors
    /// What the system says, in words.
    pub fn add(&mut self, text: &str) -> Result<(), Diagnostic> {
        let before = self.length()?;
        let add = |file: &mut File| -> io::Result<()> {
            file.seek(SeekFrom::Start(before))?;
            file.write_all(text.as_bytes())?;
            file.sync_data()
        };
        add(&mut self.file).map_err(|error| {
            let _ = self.file.set_len(before);
            refusal(&self.path, "写文件失败", &error)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("wenshu-locked-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).expect("dir");
        dir
    }

    #[test]
    fn a_lock_is_had_once() {
        let dir = scratch("once");
        let first = try_lock(&dir.join("lock")).expect("a lock file");
        assert!(first.is_some() && try_lock(&dir.join("lock")).expect("a lock file").is_none());
        drop(first);
        assert!(try_lock(&dir.join("lock")).expect("a lock file").is_some());
        fs::remove_dir_all(&dir).expect("clean");
    }

    #[test]
    fn parts_share_what_the_whole_has_alone() {
        let dir = scratch("shared");
        let path = dir.join("lock");
        let parts = [try_lock_shared(&path).expect("a lock file"), try_lock_shared(&path).expect("a lock file")];
        assert!(parts.iter().all(Option::is_some) && try_lock(&path).expect("a lock file").is_none());
        drop(parts);
        let whole = try_lock(&path).expect("a lock file");
        assert!(whole.is_some() && try_lock_shared(&path).expect("a lock file").is_none());
        fs::remove_dir_all(&dir).expect("clean");
    }

    #[test]
    fn lines_of_two_programs_do_not_mix() {
        let dir = scratch("mix");
        let path = dir.join("r.csv");
        std::thread::scope(|scope| {
            for name in ["甲", "乙"] {
                let path = &path;
                scope.spawn(move || {
                    for number in 0..50 {
                        let mut shared = Shared::open(path, "头\n").expect("open");
                        let before = shared.read_from(0).expect("read");
                        let lines = String::from_utf8(before).expect("text").lines().count();
                        shared.add(&format!("{lines},{name}{number}\n")).expect("add");
                    }
                });
            }
        });
        let text = fs::read_to_string(&path).expect("text");
        let numbers: Vec<usize> = text.lines().skip(1).map(|line| line.split(',').next().unwrap().parse().unwrap()).collect();
        assert_eq!(numbers, (1..=100).collect::<Vec<_>>());
        fs::remove_dir_all(&dir).expect("clean");
    }
}
