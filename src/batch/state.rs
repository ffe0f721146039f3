//! What is known of the cases of a batch while it runs: which are finished, by the journal of this and earlier runs, and
//! which case has which id. Kept small: the records themselves stay on the disk.

use super::digest::Digest;
use super::entry::Entry;
use crate::diag::{Diagnostic, Pos};
use crate::output::journal::{self, Journal, Line};
use crate::pipeline::LoadedCase;
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// A finished case.
#[derive(Debug, Clone, Copy)]
struct Done {
    line: Line,
    /// Of its `input`.
    input: u64,
}

/// The state of a batch.
#[derive(Debug)]
pub struct State {
    /// The own one first; none in a dry run.
    journals: Vec<Journal>,
    /// The files of the others.
    others: Vec<PathBuf>,
    /// By place in the list.
    done: Vec<Option<Done>>,
    /// By organ and id: the first case that has it.
    ids: HashMap<u64, u32>,
    /// Folders of cases that were finished before and are not in this batch.
    pub gone: BTreeSet<String>,
}

fn hash(parts: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

impl State {
    /// Opens the journal at `path`, and beside it those of other parts of the batch. A line counts when `is_current` says
    /// that the folder of its case has the manifest it names.
    ///
    /// # Errors
    /// What the system says, in words.
    pub fn open(path: &Path, entries: &[Entry], is_current: impl Fn(&Head) -> bool) -> Result<State, Diagnostic> {
        let places: HashMap<&str, usize> = entries.iter().enumerate().map(|(place, entry)| (entry.folder.as_str(), place)).collect();
        let mut done: Vec<Option<Done>> = vec![None; entries.len()];
        let others: Vec<PathBuf> =
            path.parent().map(journal::journals).unwrap_or_default().into_iter().filter(|other| other != path).collect();
        let several = !others.is_empty();
        let mut gone = BTreeSet::new();
        let mut note = |line: Line, text: &str| {
            let Ok(head) = serde_json::from_str::<Head>(text) else { return };
            let Some(place) = places.get(head.folder.as_str()) else {
                gone.insert(head.folder);
                return;
            };
            // the later line of one journal wins; of several, the one the folder agrees with
            let elsewhere = done[*place].is_some_and(|known| known.line.journal != line.journal);
            if !several || !elsewhere || is_current(&head) {
                done[*place] = Some(Done { line, input: hash(&[&head.input]) });
            }
        };
        let mut journals = vec![Journal::open(path, 0, &mut note)?];
        for (index, other) in others.iter().enumerate() {
            journals.push(Journal::look(other, index as u16 + 1, &mut note)?);
        }
        Ok(State { journals, others, done, ids: HashMap::new(), gone })
    }

    /// The state of a run that writes nothing.
    pub fn unsaved(count: usize) -> State {
        State { journals: Vec::new(), others: Vec::new(), done: vec![None; count], ids: HashMap::new(), gone: BTreeSet::new() }
    }

    /// Notes the id of a case; a finding when another case of the organ has it already: they would share numbers.
    pub fn claim(&mut self, place: usize, entry: &Entry, loaded: &LoadedCase) -> Option<Diagnostic> {
        let (case, agency) = (loaded.case.as_ref()?, loaded.agency.as_ref()?);
        let id = case.id.as_ref().map_or(loaded.stem.as_str(), |id| id.text());
        let first = *self.ids.entry(hash(&[agency.acting_name().text(), id])).or_insert(place as u32);
        if first as usize == place {
            return None;
        }
        let finding = Diagnostic::refuse("B02", format!("编号“{id}”和本批的另一个案件相同（第{}个）", first + 1));
        let finding = finding.found(id).expected("一案一号").remedy("改编号；没有写编号的，编号是文件名");
        Some(match &case.id {
            Some(id) => id.at.finding(finding),
            None => finding.at(&entry.form.as_str().into(), Pos { line: 1, column: 1 }),
        })
    }

    /// Whether the case at a place was finished from the same input.
    pub fn is_done(&self, place: usize, input: &str) -> bool {
        self.done.get(place).copied().flatten().is_some_and(|done| done.input == hash(&[input]))
    }

    /// The record of a finished case.
    ///
    /// # Errors
    /// What the system says, in words.
    pub fn record(&mut self, place: usize) -> Result<Option<Digest>, Diagnostic> {
        let Some(done) = self.done.get(place).copied().flatten() else { return Ok(None) };
        let Some(journal) = self.journals.get_mut(usize::from(done.line.journal)) else { return Ok(None) };
        let text = journal.text(done.line)?;
        Ok(serde_json::from_str(&text).ok())
    }

    /// The places of the finished cases.
    pub fn finished(&self) -> Vec<usize> {
        self.done.iter().enumerate().filter(|(_, done)| done.is_some()).map(|(place, _)| place).collect()
    }

    /// Notes a finished case.
    ///
    /// # Errors
    /// What the system says, in words.
    pub fn finish(&mut self, place: usize, digest: &Digest) -> Result<(), Diagnostic> {
        let Some(journal) = self.journals.first_mut() else { return Ok(()) };
        // a tree of texts and numbers always serialises
        let line = journal.add(&serde_json::to_string(digest).unwrap_or_default())?;
        if let Some(slot) = self.done.get_mut(place) {
            *slot = Some(Done { line, input: hash(&[&digest.input]) });
        }
        Ok(())
    }

    /// Drops what is out of date from the own journal. `all`: takes over the lines of the others, which then go.
    ///
    /// # Errors
    /// What the system says, in words.
    pub fn tidy(&mut self, all: bool) -> Result<(), Diagnostic> {
        let Some((own, others)) = self.journals.split_first_mut() else { return Ok(()) };
        let lines = self.done.iter_mut().flatten().map(|done| &mut done.line);
        let mut lines: Vec<&mut Line> = lines.filter(|line| all || line.journal == 0).collect();
        own.compact(&mut lines, |line| others[usize::from(line.journal) - 1].text(line))?;
        if all {
            journal::remove(&self.others);
            self.journals.truncate(1);
            self.others.clear();
        }
        Ok(())
    }
}

/// The part of a record by which its case is found.
#[derive(Debug, serde::Deserialize)]
pub struct Head {
    /// Its folder.
    pub folder: String,
    /// Hash of everything it was made from.
    pub input: String,
    /// SHA-256 of its manifest.
    pub manifest: String,
}
