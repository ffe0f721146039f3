//! One photograph in several cases, by the content of the file.

use super::hash::of;
use super::numbers::cases_of;
use super::officers::{occasions, of_one_occasion};
use super::recall::Recall;
use super::shared::{Group, Shared};
use super::{At, Clash, Kind, named, waives};
use crate::batch::digest::Digest;
use crate::diag::Rank;
use std::collections::BTreeSet;

/// The photographs of all cases.
#[derive(Debug, Default)]
pub struct Photographs(Shared);

impl Photographs {
    /// Takes the photographs of a case.
    pub fn add(&mut self, case: u32, digest: &Digest) {
        for (item, photo) in digest.photos.iter().enumerate() {
            self.0.add(of(&[&photo.sha256]), case, item);
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
    let (mut places, mut hashes, mut waived, mut times) = (Vec::new(), BTreeSet::new(), true, Vec::new());
    for (case, items) in &group.cases {
        let Some(digest) = recall.case(*case) else { continue };
        waived &= waives(&digest, "R100");
        times.push(occasions(&digest));
        for photo in items.iter().filter_map(|item| digest.photos.get(*item as usize)) {
            hashes.insert(photo.sha256.clone());
            places.push(At::new(&digest, &photo.spot, photo.name.clone()));
        }
    }
    places.sort();
    let cases = cases_of(&places);
    if cases.len() < 2 {
        return None;
    }
    let (rank, remedy) = match of_one_occasion(times.iter()) {
        true => (Rank::Remind, "几个案件出自同一次检查：照片上看得出是哪一家的，只留在那一案；确须共用的，证据目录里写明原件存在哪一案"),
        false => (Rank::Deduct, "核对照片在哪里、什么时候拍的，用错的换成本案的；确属同一现场的，写明是同一次检查、原件存在哪一案"),
    };
    Some(Clash {
        code: "R100",
        rank,
        kind: Kind::Photograph,
        message: format!("{}个案件用了{}张相同的照片：{}", cases.len(), hashes.len(), named(&cases)),
        found: format!(
            "文件内容相同，SHA-256 {}",
            hashes.iter().map(|hash| hash.chars().take(12).collect::<String>()).collect::<Vec<_>>().join("、")
        ),
        places,
        remedy: remedy.into(),
        waived,
    })
}
