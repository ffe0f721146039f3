//! Keys that stand in several cases. The keys that the same cases share are one finding: sixty cases copied from one form
//! share ten numbers, and that is one fault.

use super::hash::push;
use std::collections::BTreeMap;

/// A key in a case: the place of its item there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    key: u64,
    case: u32,
    item: u32,
}

/// Keys with their cases.
#[derive(Debug, Default)]
pub struct Shared {
    entries: Vec<Entry>,
}

/// Cases that share one or more keys.
#[derive(Debug, PartialEq, Eq)]
pub struct Group {
    /// The cases, each with its items.
    pub cases: Vec<(u32, Vec<u32>)>,
}

impl Shared {
    /// Notes a key.
    pub fn add(&mut self, key: u64, case: u32, item: usize) {
        push(&mut self.entries, Entry { key, case, item: u32::try_from(item).unwrap_or(u32::MAX) });
    }
    /// Bytes kept.
    pub fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>()
    }
    /// The groups of two and more cases.
    pub fn groups(mut self) -> Vec<Group> {
        self.entries.sort_unstable();
        let mut by_cases: BTreeMap<Vec<u32>, BTreeMap<u32, Vec<u32>>> = BTreeMap::new();
        for run in self.entries.chunk_by(|a, b| a.key == b.key) {
            let mut cases: Vec<u32> = run.iter().map(|entry| entry.case).collect();
            cases.dedup();
            if cases.len() > 1 {
                let items = by_cases.entry(cases).or_default();
                run.iter().for_each(|entry| items.entry(entry.case).or_default().push(entry.item));
            }
        }
        by_cases.into_values().map(|items| Group { cases: items.into_iter().collect() }).collect()
    }
}
