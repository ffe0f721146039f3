//! What two cases of a batch must not share (rule R100): a number, an officer's time, a photograph, a text. Fed one
//! `Digest` at a time; what is kept of each is hashes and indices, and whatever a finding says is read again from the
//! digest. Nothing here compares every case with every other.

mod bare;
mod gaps;
mod hash;
mod likeness;
mod numbers;
mod officers;
mod overlap;
mod photographs;
mod recall;
mod shared;
mod texts;
mod write;

pub use bare::bare;
pub use gaps::skipped;
pub(super) use hash::{folded, of as hash_of, push};
pub(super) use recall::Recall;
pub use write::{json, text};

use super::digest::{Digest, Spot};
use crate::diag::Rank;

/// What a finding across cases is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One writ number in several cases.
    Number,
    /// One officer in several cases at one time.
    Officer,
    /// One photograph in several cases.
    Photograph,
    /// Facts that are nearly the same.
    Facts,
    /// Answers that are nearly the same.
    Answers,
    /// Serials left out.
    Gap,
    /// An amount far from those of its like (R99).
    Outlier,
    /// Different amounts for the same circumstances (R99).
    Unequal,
}

impl Kind {
    /// The word officers see.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Number => "文号",
            Kind::Officer => "执法人员的时间",
            Kind::Photograph => "照片",
            Kind::Facts => "违法事实",
            Kind::Answers => "询问答话",
            Kind::Gap => "缺号",
            Kind::Outlier => "数额偏离",
            Kind::Unequal => "情节相同数额不同",
        }
    }
    /// The word in JSON; it never changes.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Number => "number",
            Kind::Officer => "officer",
            Kind::Photograph => "photograph",
            Kind::Facts => "facts",
            Kind::Answers => "answers",
            Kind::Gap => "gap",
            Kind::Outlier => "outlier",
            Kind::Unequal => "unequal",
        }
    }
}

/// A place in one of the cases.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Case id.
    pub case: String,
    /// Its folder below the output folder.
    pub folder: String,
    /// The form, from the folder of the action.
    pub form: String,
    /// Path of the field in Chinese keys; empty when the whole form is meant.
    pub field: String,
    /// 1-based line; 0 when not known.
    pub line: u32,
    /// What stands there.
    pub what: String,
}

impl At {
    /// A place of a case.
    pub fn new(digest: &Digest, spot: &Spot, what: impl Into<String>) -> Self {
        At {
            case: digest.case.clone(),
            folder: digest.folder.clone(),
            form: digest.form.clone(),
            field: spot.field.clone(),
            line: spot.line,
            what: what.into(),
        }
    }
}

/// A finding about several cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// R100, or R99 for amounts.
    pub code: &'static str,
    /// 否决, 扣分 or 提醒.
    pub rank: Rank,
    /// What it is about.
    pub kind: Kind,
    /// One Chinese sentence without a final full stop.
    pub message: String,
    /// The places, in order of folders.
    pub places: Vec<At>,
    /// What was found.
    pub found: String,
    /// How to mend it.
    pub remedy: String,
    /// Each of the cases has a waiver of the rule.
    pub waived: bool,
}

/// Whether a case has a waiver of a rule.
pub(super) fn waives(digest: &Digest, code: &str) -> bool {
    digest.waived.iter().any(|waived| waived == code)
}

/// Cases by name, the first few in full: 案1、案2、案3等60个案件.
pub(super) fn named(cases: &[&str]) -> String {
    const SHOWN: usize = 3;
    let shown = cases.iter().take(SHOWN).map(|case| format!("“{case}”")).collect::<Vec<_>>().join("、");
    if cases.len() > SHOWN { format!("{shown}等{}个案件", cases.len()) } else { shown }
}

/// Findings in the order they are written: the gravest first, then by kind, place and words.
pub fn sort(clashes: &mut [Clash]) {
    clashes.sort_by(|a, b| {
        let key = |clash: &Clash| (clash.waived, std::cmp::Reverse(clash.rank), clash.kind);
        key(a).cmp(&key(b)).then_with(|| a.places.cmp(&b.places)).then_with(|| a.message.cmp(&b.message))
    });
}

/// What is kept of the cases of a batch to compare them.
#[derive(Debug, Default)]
pub struct Clashes {
    cases: u32,
    numbers: numbers::Numbers,
    officers: officers::Officers,
    photographs: photographs::Photographs,
    texts: texts::Texts,
}

impl Clashes {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes what is needed of a case. Cases are known by the order in which they are added, from 0.
    pub fn add(&mut self, digest: &Digest) {
        let case = self.cases;
        self.cases += 1;
        self.numbers.add(case, digest);
        self.officers.add(case, digest);
        self.photographs.add(case, digest);
        self.texts.add(case, digest);
    }

    /// Bytes kept so far.
    pub fn bytes(&self) -> usize {
        self.numbers.bytes() + self.officers.bytes() + self.photographs.bytes() + self.texts.bytes()
    }

    /// All that the cases share and must not, in the order of `sort`. `read` gives the digest of a case by the order in
    /// which it was added; a case it cannot give is left out of the findings it would stand in.
    pub fn finish(self, read: &dyn Fn(usize) -> Option<Digest>) -> Vec<Clash> {
        let recall = Recall::new(read);
        let mut out = self.numbers.finish(&recall);
        out.extend(self.officers.finish(&recall));
        out.extend(self.photographs.finish(&recall));
        out.extend(self.texts.finish(&recall));
        sort(&mut out);
        out
    }
}

#[cfg(test)]
mod tests;
