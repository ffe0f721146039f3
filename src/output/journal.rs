//! The journal of a batch: a line for each finished case, added when its folder is in place. A line that was cut off
//! counts for nothing; the latest line of a case wins.

use super::folder::refusal;
use crate::diag::Diagnostic;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    start: u64,
    length: u32,
    /// Which journal, for who has several.
    pub journal: u16,
}

/// An open journal.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    end: u64,
    journal: u16,
}

/// Shows the whole lines of a file; where they end.
fn lines(file: &File, journal: u16, mut each: impl FnMut(Line, &str)) -> io::Result<u64> {
    let mut reader = BufReader::new(file);
    let (mut end, mut bytes) = (0, Vec::new());
    loop {
        bytes.clear();
        let length = reader.read_until(b'\n', &mut bytes)?;
        if length == 0 || bytes.last() != Some(&b'\n') {
            return Ok(end);
        }
        if let Ok(text) = std::str::from_utf8(&bytes[..length - 1]) {
            each(Line { start: end, length: length as u32 - 1, journal }, text);
        }
        end += length as u64;
    }
}

impl Journal {
    /// Opens a journal, begun when it is not there, and shows each of its whole lines. `journal` is its mark on them.
    ///
    /// # Errors
    /// What the system says, in words.
    pub fn open(path: &Path, journal: u16, each: impl FnMut(Line, &str)) -> Result<Journal, Diagnostic> {
        let fail = |error| refusal(path, "不能打开", &error);
        let file = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path).map_err(fail)?;
        let end = lines(&file, journal, each).map_err(fail)?;
        file.set_len(end).map_err(fail)?;
        Ok(Journal { path: path.to_path_buf(), file, end, journal })
    }

    /// Opens a journal another program may be writing, to be read only.
    ///
    /// # Errors
    /// What the system says, in words.
    pub fn look(path: &Path, journal: u16, each: impl FnMut(Line, &str)) -> Result<Journal, Diagnostic> {
        let fail = |error| refusal(path, "不能打开", &error);
        let file = File::open(path).map_err(fail)?;
        let end = lines(&file, journal, each).map_err(fail)?;
        Ok(Journal { path: path.to_path_buf(), file, end, journal })
    }

    /// Adds a line.
    ///
    /// # Errors
    /// What the system says, in words; the journal is then as it was.
    pub fn add(&mut self, text: &str) -> Result<Line, Diagnostic> {
        let line = Line { start: self.end, length: text.len() as u32, journal: self.journal };
        let whole = format!("{text}\n");
        let written = self.file.seek(SeekFrom::Start(self.end)).and_then(|_| self.file.write_all(whole.as_bytes()));
        match written {
            Ok(()) => {
                self.end += whole.len() as u64;
                Ok(line)
            }
            Err(error) => {
                let _ = self.file.set_len(self.end);
                Err(refusal(&self.path, "写文件失败", &error))
            }
        }
    }

    /// The text of a line.
    ///
    /// # Errors
    /// What the system says, in words.
    pub fn text(&mut self, line: Line) -> Result<String, Diagnostic> {
        let mut bytes = vec![0; line.length as usize];
        let read = self.file.seek(SeekFrom::Start(line.start)).and_then(|_| self.file.read_exact(&mut bytes));
        read.map_err(|error| refusal(&self.path, "读不到", &error))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Writes the journal anew with these lines alone, in this order, in the place of the old one. `text` gives those of
    /// other journals.
    ///
    /// # Errors
    /// What the system says, in words; the journal is then as it was.
    pub fn compact(&mut self, kept: &mut [&mut Line], mut text: impl FnMut(Line) -> Result<String, Diagnostic>) -> Result<(), Diagnostic> {
        let beside = self.path.with_extension("tmp");
        let fail = |error| refusal(&beside, "写文件失败", &error);
        let mut out = BufWriter::new(File::create(&beside).map_err(fail)?);
        let mut end = 0;
        let mut starts = Vec::with_capacity(kept.len());
        for line in kept.iter() {
            let text = if line.journal == self.journal { self.text(**line)? } else { text(**line)? };
            out.write_all(text.as_bytes()).and_then(|()| out.write_all(b"\n")).map_err(fail)?;
            starts.push(end);
            end += u64::from(line.length) + 1;
        }
        out.flush().map_err(fail)?;
        drop(out);
        fs::rename(&beside, &self.path).map_err(fail)?;
        self.file = OpenOptions::new().read(true).write(true).open(&self.path).map_err(fail)?;
        self.end = end;
        let own = self.journal;
        kept.iter_mut().zip(starts).for_each(|(line, start)| (line.start, line.journal) = (start, own));
        Ok(())
    }
}

/// The journals in a folder (`journal*.jsonl`), in order of their names.
pub fn journals(folder: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let name = |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut found: Vec<PathBuf> = listed.filter(|path| name(path).starts_with("journal") && name(path).ends_with(".jsonl")).collect();
    found.sort();
    found
}

/// Takes journals away whose lines are in another one now.
pub fn remove(paths: &[PathBuf]) {
    for path in paths {
        // one that stays says nothing new
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_outlive_a_crash_and_a_torn_one_does_not() {
        let dir = std::env::temp_dir().join(format!("wenshu-journal-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).expect("dir");
        let path = dir.join("journal");
        let mut journal = Journal::open(&path, 0, |_, _| panic!("empty")).expect("new");
        let first = journal.add("甲").expect("a line");
        journal.add("乙").expect("a line");
        drop(journal);
        fs::write(&path, [fs::read(&path).expect("bytes"), "丙没有写".as_bytes().to_vec()].concat()).expect("torn");
        let mut seen = Vec::new();
        let mut journal = Journal::open(&path, 0, |line, text| seen.push((line, text.to_string()))).expect("again");
        assert_eq!(seen.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), ["甲", "乙"]);
        let mut third = journal.add("丁").expect("a line");
        let mut second = seen[1].0;
        assert_eq!(journal.text(first).expect("text"), "甲");
        journal.compact(&mut [&mut third, &mut second], |_| panic!("no other")).expect("compact");
        assert_eq!((journal.text(third).expect("text"), journal.text(second).expect("text")), ("丁".into(), "乙".into()));
        let mut left = Vec::new();
        Journal::open(&path, 0, |_, text| left.push(text.to_string())).expect("again");
        assert_eq!(left, ["丁", "乙"]);
        fs::remove_dir_all(&dir).expect("clean");
    }
}
