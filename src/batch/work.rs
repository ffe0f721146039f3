//! The folder a batch works in: one program at a time, what an earlier one left put right, and the files of the action as a
//! whole at the end.

use super::digest::Digest;
use super::entry::{Entry, Shard};
use super::report::Report;
use super::run::Options;
use super::state::{Head, State};
use super::summary;
use crate::diag::Diagnostic;
use crate::files;
use crate::output::locked::{self, Lock};
use crate::output::{file, folder};
use crate::pipeline;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The folder for what the program itself needs.
pub const OWN: &str = ".wenshu";

/// A batch that is being worked on.
#[derive(Debug)]
pub struct Work {
    out: PathBuf,
    shard: Option<Shard>,
    /// What is known of the cases.
    pub state: Mutex<State>,
    /// What could not be put right at the beginning.
    pub findings: Vec<Diagnostic>,
    _locks: Vec<Lock>,
}

/// Remembers where the forms are, for the ledger that comes back.
const CASES: &str = "cases";

/// The folder of the forms an output folder was made from; `None` when none is remembered.
pub fn cases_of(out: &Path) -> Option<PathBuf> {
    let text = files::read_small(&out.join(OWN).join(CASES))?;
    let folder = PathBuf::from(text.trim_end());
    folder.is_dir().then_some(folder)
}

/// Another program has the folder.
pub(super) fn busy(out: &Path) -> Diagnostic {
    let finding = Diagnostic::refuse("B10", format!("另一个 wenshu batch 正在写“{}”", out.display()));
    finding.remedy("等它结束，或者换一个输出文件夹；几台机器分工的，各用不同的 --shard")
}

/// The whole is worked on by one program alone; parts of it by several, each its own. `None` when another has it.
fn lock(own: &Path, shard: Option<Shard>) -> Result<Option<Vec<Lock>>, Diagnostic> {
    let whole = own.join(LOCK);
    if shard.is_none() {
        return Ok(locked::try_lock(&whole)?.map(|lock| vec![lock]));
    }
    let locks = [locked::try_lock_shared(&whole)?, locked::try_lock(&own.join(format!("{LOCK}{}", part(shard))))?];
    Ok(locks.into_iter().collect())
}

/// The file whose lock says who works in the folder.
pub(super) const LOCK: &str = "lock";

/// Names in a message.
const SHOWN: usize = 3;

/// `2-3`, for the files of a part.
fn part(shard: Option<Shard>) -> String {
    shard.map_or(String::new(), |shard| format!("-{}-{}", shard.index, shard.count))
}

impl Work {
    /// Opens the output folder for this program alone; `forms` is the folder of the forms.
    ///
    /// # Errors
    /// Another program works in it, or it cannot be written.
    pub fn open(options: &Options, entries: &[Entry], forms: &Path) -> Result<Work, Diagnostic> {
        let (out, shard) = (options.out.clone(), options.shard);
        let own = out.join(OWN);
        folder::make(&own)?;
        let locks = lock(&own, shard)?.ok_or_else(|| busy(&out))?;
        let forms = std::path::absolute(forms).unwrap_or_else(|_| forms.to_path_buf());
        file::write(&own.join(CASES), &format!("{}\n", forms.display()))?;
        // other machines may be at work on the cases of their parts
        let mine = entries.iter().enumerate().filter(|(place, _)| shard.is_none_or(|shard| shard.has(*place))).map(|(_, entry)| entry);
        let own_cases: BTreeSet<PathBuf> = mine
            .flat_map(|entry| {
                let (above, name) = entry.place();
                [out.join(&entry.folder), out.join(above).join(pipeline::public_name(name))]
            })
            .collect();
        let is_own = |folder: &Path, name: &str| shard.is_none() || own_cases.contains(&folder.join(name));
        let places = places(&out, entries);
        let findings = places.iter().flat_map(|place| folder::recover(place, |name| is_own(place, name))).collect();
        let is_current = |head: &Head| folder::is_whole(&out.join(&head.folder), &head.manifest);
        let state = State::open(&own.join(format!("journal{}.jsonl", part(shard))), entries, is_current)?;
        Ok(Work { out, shard, state: Mutex::new(state), findings, _locks: locks })
    }

    /// A file of the program's own.
    pub fn own(&self, name: &str) -> PathBuf {
        self.out.join(OWN).join(name)
    }

    /// Where temporary files go: on the disk the output is on.
    pub fn scratch(&self) -> PathBuf {
        self.out.join(OWN)
    }

    /// The record of a finished case.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn record(&self, place: usize) -> Result<Option<Digest>, Diagnostic> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).record(place)
    }

    /// The places of the finished cases, in the order of the batch.
    pub fn finished(&self) -> Vec<usize> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).finished()
    }

    /// What is to be said of cases that were made before and have no form now: a form that was renamed is another case, with
    /// numbers of its own.
    pub fn gone(&self) -> Option<Diagnostic> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let there = state.gone.iter().filter(|folder| folder::is_taken(&self.out, folder));
        let there: Vec<&str> = there.map(String::as_str).collect();
        let shown = there.iter().take(SHOWN).copied().collect::<Vec<_>>().join("、");
        let more = if there.len() > SHOWN { format!("等{}个", there.len()) } else { String::new() };
        let message = format!("“{}”里有以前做的案件，现在没有它们的表单：{shown}{more}", self.out.display());
        let remedy = "表单改了名的，写明“编号”（原来的文件名），文号就不变；不办了的，移走它的文件夹，号在登记里写“停用”";
        (!there.is_empty()).then(|| Diagnostic::remind("B32", message).remedy(remedy))
    }

    /// Drops from the journal what is out of date, and the summaries of parts when all is in one.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn tidy(&self) -> Result<(), Diagnostic> {
        if self.shard.is_none() {
            folder::remove_summaries(&self.out)?;
        }
        self.state.lock().unwrap_or_else(PoisonError::into_inner).tidy(self.shard.is_none())
    }

    /// Writes `batch-summary.json`; `more` is what is to be said of the action as a whole.
    ///
    /// # Errors
    /// It cannot be written, or a record cannot be read.
    pub fn summarise(&self, action: Option<&str>, entries: &[Entry], report: &Report, more: &Value) -> Result<PathBuf, Diagnostic> {
        let path = self.out.join(format!("batch-summary{}.json", part(self.shard)));
        summary::write(&path, action, entries, report, more, |place| self.record(place))?;
        Ok(path)
    }
}

/// The folders that hold folders of cases.
fn places(out: &Path, entries: &[Entry]) -> BTreeSet<PathBuf> {
    entries.iter().map(|entry| out.join(entry.place().0)).collect()
}
