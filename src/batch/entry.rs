//! The cases of a batch, before any is made: which forms there are, in which order, and where each case's folder goes.

use super::{numbers, packs, work};
use crate::diag::{Diagnostic, Pos};
use crate::files;
use crate::output::names;
use crate::pipeline::{self, ACTION};
use crate::text::natural::natural;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// A case of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its form, below the folder of the batch, with `/`.
    pub form: String,
    /// Its folder below the output folder, with `/`: `案1`, `一组/案1`, `太仓/一组/案1` when several organs act together.
    pub folder: String,
}

impl Entry {
    /// The folder above its own, and its own name.
    pub fn place(&self) -> (&str, &str) {
        self.folder.rsplit_once('/').unwrap_or(("", &self.folder))
    }
}

/// Which part of a batch a machine does: the `index`-th of `count`, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// 1-based.
    pub index: usize,
    /// How many there are.
    pub count: usize,
}

impl Shard {
    /// Whether the case at a place of the list is done here.
    pub fn has(self, place: usize) -> bool {
        place % self.count == self.index - 1
    }
}

/// The cases found.
#[derive(Debug, Default)]
pub struct Entries {
    /// In the order of their paths, numbers by value.
    pub list: Vec<Entry>,
    /// Writ numbers the forms name, as `numbers` keeps them.
    pub reserved: HashSet<u64>,
    /// What is wrong with the set as a whole.
    pub findings: Vec<Diagnostic>,
}

/// Folders beside forms that hold no forms.
const NO_FORMS: &[&str] = &["agencies", "templates", "law"];
/// Files beside forms that are none.
const OTHER_FILES: &[&str] = &[ACTION, "agency.yaml", "approvals.yaml", "mapping.yaml"];
/// Keys by which the first line of a file says that it is no form.
const OTHER_KEYS: &[&str] = &["机关档案", "agency_file", "行动", "action", "批准", "approvals"];

/// The forms in a folder and below; `own` is the organ of those that name none.
///
/// # Errors
/// The folder cannot be listed.
pub fn in_folder(folder: &Path, own: Option<&str>) -> Result<Entries, Diagnostic> {
    let mut forms = files::files_below(folder, files::YAML, NO_FORMS)?;
    forms.retain(|form| {
        let name = form.rsplit('/').next().unwrap_or(form);
        !OTHER_FILES.contains(&name) && !name.ends_with(".events.yaml")
    });
    forms.sort_by(|a, b| natural(a, b));
    let mut entries = Entries::default();
    let mut organs: Vec<Option<String>> = Vec::new();
    for form in forms {
        let text = files::read_form(&folder.join(&form)).unwrap_or_default();
        if is_other(&text) {
            continue;
        }
        entries.reserved.extend(numbers::reserved(&text));
        let home = folder.join(&form);
        let home = home.parent().unwrap_or(folder);
        // a slip in one form must not move the folders of all others
        organs.push(organ(&text).filter(|organ| pipeline::named_agency(home, organ).is_some()));
        let stem = form.rsplit_once('.').map_or(form.as_str(), |(stem, _)| stem);
        let place: Vec<String> = stem.split('/').map(|part| names::component(part, names::MAX_COMPONENT_BYTES)).collect();
        entries.list.push(Entry { folder: place.join("/"), form });
    }
    by_organ(&mut entries.list, &organs, own);
    entries.findings = collisions(&mut entries.list, folder);
    Ok(entries)
}

/// The cases of a list whose forms are in `folder`: the stems of its rows, their forms' texts one by one.
pub fn of_list<'s>(folder: &Path, forms: impl Iterator<Item = (&'s str, String)>, own: Option<&str>) -> Entries {
    let mut entries = Entries::default();
    let mut organs = Vec::new();
    for (stem, text) in forms {
        entries.reserved.extend(numbers::reserved(&text));
        organs.push(organ(&text).filter(|organ| pipeline::named_agency(folder, organ).is_some()));
        entries.list.push(Entry { folder: stem.to_string(), form: format!("{stem}.yaml") });
    }
    by_organ(&mut entries.list, &organs, own);
    entries.findings = collisions(&mut entries.list, folder);
    entries
}

/// Puts the cases of several organs into a folder for each.
fn by_organ(list: &mut [Entry], organs: &[Option<String>], own: Option<&str>) {
    let organs: Vec<&str> = organs.iter().map(|organ| organ.as_deref().or(own).unwrap_or(OWN_ORGAN)).collect();
    if organs.iter().any(|organ| *organ != organs[0]) {
        for (entry, organ) in list.iter_mut().zip(organs) {
            entry.folder = format!("{}/{}", names::component(organ, names::MAX_COMPONENT_BYTES), entry.folder);
        }
    }
}

/// The folder of forms that name no organ, when others do and the action names none.
const OWN_ORGAN: &str = "本机关";

/// Forms whose folders would be one (`a.yaml` and `a.yml`, or names that differ only in what a file name cannot hold), would
/// lie one in the other (`a.yaml` and `a/b.yaml`: the folder of a case is replaced whole), or would be where the program
/// puts its own. None of them is made.
fn collisions(list: &mut Vec<Entry>, folder: &Path) -> Vec<Diagnostic> {
    // file systems that ignore case exist
    let key = |folder: &str| folder.to_lowercase();
    let copy = |entry: &Entry| {
        let (above, name) = entry.place();
        let name = pipeline::public_name(name);
        key(&if above.is_empty() { name } else { format!("{above}/{name}") })
    };
    let mut count: HashMap<String, usize> = HashMap::new();
    list.iter().flat_map(|entry| [key(&entry.folder), copy(entry)]).for_each(|key| *count.entry(key).or_default() += 1);
    let own: HashSet<String> = list.iter().map(|entry| key(&entry.folder)).collect();
    let above = |folder: &str| folder.match_indices('/').map(|(at, _)| folder[..at].to_string()).collect::<Vec<_>>();
    let outer: HashSet<String> = own.iter().flat_map(|folder| above(folder)).filter(|folder| own.contains(folder)).collect();
    let mut findings = Vec::new();
    list.retain(|entry| {
        let place = key(&entry.folder);
        let message = if count[&place] > 1 || count[&copy(entry)] > 1 {
            format!("和别的表单会写进同一个文件夹“{}”", entry.folder)
        } else if outer.contains(&place) || above(&place).iter().any(|folder| outer.contains(folder)) {
            format!("的文件夹“{}”和别的表单的一个在另一个里面", entry.folder)
        } else if RESERVED.contains(&place.split('/').next().unwrap_or_default()) {
            format!("会写进“{}”，那里放程序自己的文件", entry.folder)
        } else {
            return true;
        };
        let shown = folder.join(&entry.form).display().to_string();
        let finding = Diagnostic::refuse("B01", format!("“{shown}”{message}"));
        findings.push(finding.at(&shown.into(), Pos { line: 1, column: 1 }).remedy("给表单换一个文件名"));
        false
    });
    findings
}

/// Folders of the output folder that are no case's.
const RESERVED: [&str; 2] = [packs::FOLDER, work::OWN];

/// The lines that say something: neither empty nor a comment.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#') && *line != "---")
}

/// The key of a line and its value; a key of a group keeps its indentation and so equals none of those looked for.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':').or_else(|| line.split_once('：'))?;
    Some((key.trim_start_matches('\u{FEFF}').trim_end().trim_matches(['"', '\'']), value))
}

/// Whether a file is an agency file, an action file or approvals.
fn is_other(text: &str) -> bool {
    lines(text).next().and_then(key_of).is_some_and(|(key, _)| OTHER_KEYS.contains(&key))
}

/// The organ a form names.
fn organ(text: &str) -> Option<String> {
    let named = lines(text).filter_map(key_of).find(|(key, _)| matches!(*key, "机关" | "agency"));
    let value = named?.1.split(" #").next()?.trim().trim_matches(['"', '\'']).trim().to_string();
    (!value.is_empty()).then_some(value)
}

/// The form of an entry on the disk.
pub fn path(folder: &Path, entry: &Entry) -> PathBuf {
    folder.join(&entry.form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_forms_are_told_by_their_first_key() {
        assert!(is_other("# 说明\n\n机关档案:\n  全称: 甲\n") && is_other("行动: 甲\n") && is_other("批准: []\n"));
        assert!(!is_other("案由: 甲\n机关档案: x\n") && !is_other("") && !is_other("甲\n"));
        assert_eq!(organ("# 机关: 丙\n案由: x\n机关: 太仓 # 说明\n").as_deref(), Some("太仓"));
        assert_eq!(organ("当事人:\n  机关: 丙\n"), None);
    }

    #[test]
    fn folders_that_would_be_lost_in_one_another_are_refused() {
        let refused = |folders: &[&str]| {
            let mut list: Vec<Entry> =
                folders.iter().map(|folder| Entry { form: format!("{folder}.yaml"), folder: folder.to_string() }).collect();
            let findings = collisions(&mut list, Path::new("in"));
            assert!(findings.iter().all(|finding| finding.code == "B01"));
            assert_eq!(findings.len() + list.len(), folders.len());
            findings.len()
        };
        assert_eq!(refused(&["a", "b/a", "b/c", "ab"]), 0);
        assert_eq!(refused(&["a", "A"]), 2);
        assert_eq!(refused(&["a", "a/x", "a/y/z", "b"]), 3);
        assert_eq!(refused(&["a", "a-公开版", "b"]), 2);
        assert_eq!(refused(&["packs", "b/packs", ".wenshu"]), 2);
    }

    #[test]
    fn every_case_is_in_one_shard() {
        for count in 1..6 {
            for place in 0..20 {
                assert_eq!((1..=count).filter(|index| Shard { index: *index, count }.has(place)).count(), 1);
            }
        }
    }
}
