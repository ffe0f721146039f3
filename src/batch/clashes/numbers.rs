//! One writ number in several cases of one organ.

use super::hash::{fold, of};
use super::recall::Recall;
use super::shared::{Group, Shared};
use super::{At, Clash, Kind, named, waives};
use crate::batch::digest::Digest;
use crate::diag::Rank;
use std::collections::{BTreeMap, BTreeSet};

/// The numbers of all cases.
#[derive(Debug, Default)]
pub struct Numbers(Shared);

/// A number as it is compared: brackets, width and spaces do not make another number, nor do noughts before a serial.
fn same(number: &str) -> String {
    let chars: Vec<char> = number.chars().filter_map(fold).collect();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let leading = |at: usize| chars[at] == '0' && digit(at + 1) && (0..at).rev().take_while(|i| digit(*i)).all(|i| chars[i] == '0');
    (0..chars.len()).filter(|at| !leading(*at)).map(|at| chars[at]).collect()
}

impl Numbers {
    /// Takes the numbers of a case.
    pub fn add(&mut self, case: u32, digest: &Digest) {
        for (item, writ) in digest.writs.iter().enumerate() {
            if let Some(number) = &writ.number {
                self.0.add(of(&[&digest.agency, &same(number)]), case, item);
            }
        }
    }
    /// Bytes kept.
    pub fn bytes(&self) -> usize {
        self.0.bytes()
    }
    /// Findings.
    pub fn finish(self, recall: &Recall) -> Vec<Clash> {
        self.0.groups().iter().filter_map(|group| finding(group, recall)).collect()
    }
}

fn finding(group: &Group, recall: &Recall) -> Option<Clash> {
    let mut numbers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut places, mut agency, mut waived) = (Vec::new(), String::new(), true);
    for (case, items) in &group.cases {
        let Some(digest) = recall.case(*case) else { continue };
        agency.clone_from(&digest.agency);
        waived &= waives(&digest, "R100");
        for writ in items.iter().filter_map(|item| digest.writs.get(*item as usize)) {
            let number = writ.number.clone().unwrap_or_default();
            numbers.entry(number.clone()).or_default().insert(digest.folder.clone());
            places.push(At::new(&digest, &writ.spot, format!("《{}》{number}", writ.title)));
        }
    }
    places.sort();
    let folders: BTreeSet<&str> = places.iter().map(|place| place.folder.as_str()).collect();
    if folders.len() < 2 {
        return None;
    }
    let cases: Vec<&str> = cases_of(&places);
    let first = numbers.keys().next()?;
    let which = if numbers.len() > 1 { format!("“{first}”等{}个文号", numbers.len()) } else { format!("文号“{first}”") };
    Some(Clash {
        code: "R100",
        rank: Rank::Veto,
        kind: Kind::Number,
        message: format!("{agency}的{which}用在{}个案件里：{}", cases.len(), named(&cases)),
        found: numbers.into_keys().collect::<Vec<_>>().join("、"),
        places,
        remedy: "对照文号登记簿：登记在哪个案件名下的，归哪个案件；其他案件改用自己的文号，已经送达的另作更正".into(),
        waived,
    })
}

/// The ids of the cases of sorted places, each once.
pub fn cases_of(places: &[At]) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    places.iter().filter(|place| seen.insert(place.folder.as_str())).map(|place| place.case.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_is_typed_in_many_ways() {
        let rows = [
            ("（苏太）应急罚〔2026〕18号", "(苏太)应急罚[2026]018 号", true),
            ("（苏太）应急罚〔2026〕18号", "（苏太）应急罚〔２０２６〕18号", true),
            ("（苏太）应急罚〔2026〕18号", "（苏太）应急罚〔2026〕180号", false),
            ("（苏太）应急罚〔2026〕18号", "（苏太）应急罚告〔2026〕18号", false),
            ("（苏太）应急罚〔2026〕一队-18号", "（苏太）应急罚〔2026〕一队18号", false),
            ("应急罚〔2026〕100号", "应急罚〔2026〕10号", false),
            ("应急罚〔2026〕1号", "应急罚〔2026〕11号", false),
        ];
        for (one, other, alike) in rows {
            assert_eq!(same(one) == same(other), alike, "{one} {other}: {} {}", same(one), same(other));
        }
    }
}
