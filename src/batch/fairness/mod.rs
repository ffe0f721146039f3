//! Penalties of like cases held against each other (rule R99). Fed one `Digest` at a time; of each charge its group, its
//! amount and a hash of its circumstances are kept, and whatever is said of it is read again from the digest.

mod spread;
mod workbook;

pub use spread::Spread;
pub use workbook::sheets;

use super::clashes::{At, Clash, Kind, Recall, sort};
use super::digest::{Charge, Digest};
use crate::diag::Rank;
use crate::text::money;
use std::collections::BTreeMap;

/// Fewer amounts than these say nothing of what is usual: the group is listed and not judged.
pub const ENOUGH: usize = 5;

/// What cases must have in common to be compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupKey {
    /// The organ.
    pub agency: String,
    /// Id of the cause.
    pub cause: String,
    /// The provision that punishes.
    pub basis: String,
    /// Discretion benchmark.
    pub benchmark: String,
    /// Tier.
    pub tier: String,
    /// Natural persons.
    pub person: bool,
    /// 简易程序
    pub summary: bool,
    /// Shares of a base are compared, not amounts.
    pub share: bool,
}

/// Charges that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub key: GroupKey,
    /// Legal name of the cause.
    pub cause_name: String,
    /// Their amounts in 分, or their shares in millionths.
    pub spread: Spread,
    /// How many lie far off.
    pub outliers: usize,
    /// The charges in order of amounts: place of the case in the order of adding, index of the charge there.
    pub charges: Vec<(u32, u16)>,
}

/// Why a charge needs a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusual {
    /// Its group, from 0.
    pub group: usize,
    /// What is wrong, for the summary; `None` where a reason or circumstances with evidence are given.
    pub clash: Option<Clash>,
    /// 数额偏离 or 情节相同数额不同.
    pub kind: Kind,
    /// Who, how much, why: one line for each.
    pub lines: Vec<Line>,
}

/// A charge as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where.
    pub at: At,
    /// Party.
    pub party: String,
    /// Fine in 分.
    pub fine: i64,
    /// Share in millionths, where shares are compared.
    pub share: Option<i64>,
    /// Circumstances in words.
    pub circumstances: String,
    /// Reason of the officer.
    pub reason: String,
}

/// What came of the comparison.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The groups, in order of their keys.
    pub groups: Vec<Group>,
    /// Charges to look at, explained ones too.
    pub unusual: Vec<Unusual>,
}

impl Report {
    /// The findings, for the summary: what lies far off, or differs, without a reason.
    pub fn clashes(&self) -> Vec<Clash> {
        let mut out: Vec<Clash> = self.unusual.iter().filter_map(|unusual| unusual.clash.clone()).collect();
        sort(&mut out);
        out
    }
}

/// A charge, as kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    group: u32,
    value: i64,
    circumstances: u64,
    case: u32,
    item: u16,
    explained: bool,
    reasoned: bool,
}

/// The charges of a batch.
#[derive(Debug, Default)]
pub struct Fairness {
    cases: u32,
    groups: BTreeMap<GroupKey, (u32, String)>,
    entries: Vec<Entry>,
}

/// The fine as a share of what it is reckoned from, in millionths, rounded down.
fn share(charge: &Charge) -> Option<i64> {
    let base = charge.base.filter(|base| *base > 0)?;
    i64::try_from(i128::from(charge.fine?) * 1_000_000 / i128::from(base)).ok()
}

/// Circumstances as they are compared: the factors in order, however they are marked and spaced.
fn circumstances(charge: &Charge) -> u64 {
    let mut factors: Vec<String> = charge.circumstances.iter().map(|(factor, _)| super::clashes::folded(factor)).collect();
    factors.sort();
    factors.dedup();
    super::clashes::hash_of(&factors.iter().map(String::as_str).collect::<Vec<_>>())
}

impl Fairness {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the charges of a case that have a fine. Cases are known by the order in which they are added, from 0.
    pub fn add(&mut self, digest: &Digest) {
        let case = self.cases;
        self.cases += 1;
        for (item, charge) in digest.charges.iter().enumerate() {
            let (Some(fine), Ok(item)) = (charge.fine, u16::try_from(item)) else { continue };
            let share = share(charge);
            let key = GroupKey {
                agency: digest.agency.clone(),
                cause: charge.cause.clone(),
                basis: charge.basis.clone(),
                benchmark: charge.benchmark.clone(),
                tier: charge.tier.clone(),
                person: digest.parties.get(charge.party).is_some_and(|party| party.person),
                summary: charge.summary,
                share: share.is_some(),
            };
            let next = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
            let group = self.groups.entry(key).or_insert_with(|| (next, charge.cause_name.clone())).0;
            let reasoned = !charge.reason.trim().is_empty();
            let entry = Entry {
                group,
                value: share.unwrap_or(fine),
                circumstances: circumstances(charge),
                case,
                item,
                explained: reasoned || charge.circumstances.iter().any(|(_, evidenced)| *evidenced),
                reasoned,
            };
            super::clashes::push(&mut self.entries, entry);
        }
    }

    /// Bytes kept of the charges; the groups have their names besides.
    pub fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>()
    }

    /// The groups and what needs a reason in them. `read` gives the digest of a case by the order in which it was added.
    pub fn finish(mut self, read: &dyn Fn(usize) -> Option<Digest>) -> Report {
        let recall = Recall::new(read);
        self.entries.sort_unstable();
        let mut report = Report::default();
        for (key, (id, cause_name)) in &self.groups {
            let from = self.entries.partition_point(|entry| entry.group < *id);
            let to = self.entries.partition_point(|entry| entry.group <= *id);
            let entries = &self.entries[from..to];
            let values: Vec<i64> = entries.iter().map(|entry| entry.value).collect();
            let Some(spread) = Spread::of(&values) else { continue };
            let judged = Judged { index: report.groups.len(), key, cause_name, spread: &spread, entries, recall: &recall };
            let outliers = judged.outliers();
            report.unusual.extend(outliers.iter().filter_map(|entry| judged.outlier(entry)));
            report.unusual.extend(judged.unequal(&outliers));
            report.groups.push(Group {
                key: key.clone(),
                cause_name: cause_name.clone(),
                outliers: outliers.len(),
                charges: entries.iter().map(|entry| (entry.case, entry.item)).collect(),
                spread,
            });
        }
        report
    }
}

/// A group under judgment.
struct Judged<'a> {
    index: usize,
    key: &'a GroupKey,
    cause_name: &'a str,
    spread: &'a Spread,
    entries: &'a [Entry],
    recall: &'a Recall<'a>,
}

impl Judged<'_> {
    fn outliers(&self) -> Vec<Entry> {
        if self.entries.len() < ENOUGH {
            return Vec::new();
        }
        self.entries.iter().filter(|entry| self.spread.is_far(entry.value)).copied().collect()
    }

    fn words(&self, value: i64) -> String {
        if self.key.share { percent(value) } else { money::short(value) }
    }

    fn line(&self, entry: &Entry) -> Option<(Line, bool)> {
        let digest = self.recall.case(entry.case)?;
        let charge = digest.charges.get(entry.item as usize)?;
        let line = line(&digest, charge);
        Some((line, super::clashes::waives(&digest, "R99")))
    }

    fn outlier(&self, entry: &Entry) -> Option<Unusual> {
        let (line, waived) = self.line(entry)?;
        let heavy = if 2 * i128::from(entry.value) > i128::from(self.spread.median_twice) { "重" } else { "轻" };
        let median = self.spread.median(self.key.share);
        let message = format!(
            "“{}”对{}的{}{}，比同类{}件的中位数{median}{heavy}得多，没有写理由",
            line.at.case,
            line.party,
            if self.key.share { "罚款比例是" } else { "罚款是" },
            self.words(entry.value),
            self.entries.len(),
        );
        let remedy = "核对裁量档次和情节；确有从轻、从重情节的，在“裁量.情节”里写明并指出证据，或者在“裁量.理由”里写明；没有的，重新裁量";
        let clash = (!entry.explained).then(|| Clash {
            code: "R99",
            rank: Rank::Deduct,
            kind: Kind::Outlier,
            message,
            places: vec![line.at.clone()],
            found: format!("{}；同类一半在{}至{}之间", self.of_group(), self.words(self.spread.lower), self.words(self.spread.upper)),
            remedy: remedy.into(),
            waived,
        });
        Some(Unusual { group: self.index, clash, kind: Kind::Outlier, lines: vec![line] })
    }

    /// What the group is, in words.
    fn of_group(&self) -> String {
        let tier = if self.key.tier.is_empty() { String::new() } else { format!("，阶次{}", self.key.tier) };
        let who = if self.key.person { "个人" } else { "单位" };
        let procedure = if self.key.summary { "简易程序" } else { "普通程序" };
        format!("{}，{}{tier}，{who}，{procedure}", self.cause_name, self.key.basis)
    }

    /// Sets of equal circumstances with amounts that differ, what lies far off left aside: the least and the most of each.
    fn unequal(&self, outliers: &[Entry]) -> Vec<Unusual> {
        let mut sets: BTreeMap<u64, Vec<&Entry>> = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| !outliers.contains(entry)) {
            sets.entry(entry.circumstances).or_default().push(entry);
        }
        let mut out: Vec<Unusual> = sets.values().filter_map(|set| self.unequal_set(set)).collect();
        out.sort_by(|a, b| a.lines.iter().map(|line| &line.at).cmp(b.lines.iter().map(|line| &line.at)));
        out
    }

    fn unequal_set(&self, set: &[&Entry]) -> Option<Unusual> {
        let (first, last) = (set.first()?, set.last()?);
        if first.value == last.value {
            return None;
        }
        // several cases with the least or the most: the one with the first place, so that the order of cases does not matter
        let pick = |value: i64| {
            let same = set.iter().filter(|entry| entry.value == value);
            same.filter_map(|entry| Some((self.line(entry)?, entry.reasoned))).min_by(|a, b| a.0.0.at.cmp(&b.0.0.at))
        };
        let reasoned = |value: i64| set.iter().filter(|entry| entry.value == value).all(|entry| entry.reasoned);
        let (((least, waives_least), _), ((most, waives_most), _)) = (pick(first.value)?, pick(last.value)?);
        let explained = reasoned(first.value) || reasoned(last.value);
        let unequal = spread::differ_much(first.value, last.value);
        let same = match least.circumstances.is_empty() {
            true => "都没有写情节".to_string(),
            false => format!("情节都是“{}”", least.circumstances),
        };
        let (low, high, count) = (self.words(first.value), self.words(last.value), set.len());
        let message = format!("{count}件{same}，罚得不同：“{}”{low}，“{}”{high}，没有写理由", least.at.case, most.at.case);
        let clash = (unequal && !explained).then(|| Clash {
            code: "R99",
            rank: Rank::Deduct,
            kind: Kind::Unequal,
            message,
            places: vec![least.at.clone(), most.at.clone()],
            found: self.of_group(),
            remedy:
                "核对两件的情节有没有不同：有的，在“裁量.情节”里写明并指出证据；没有的，罚得应当相当，或者在“裁量.理由”里写明为什么不同"
                    .into(),
            waived: waives_least && waives_most,
        });
        Some(Unusual { group: self.index, clash, kind: Kind::Unequal, lines: vec![least, most] })
    }
}

/// A charge as shown.
fn line(digest: &Digest, charge: &Charge) -> Line {
    let party = digest.parties.get(charge.party).map(|party| party.name.clone()).unwrap_or_default();
    let circumstance = |(factor, evidenced): &(String, bool)| if *evidenced { format!("{factor}（有证据）") } else { factor.clone() };
    Line {
        at: At::new(digest, &charge.spot, money::short(charge.fine.unwrap_or_default())),
        party,
        fine: charge.fine.unwrap_or_default(),
        share: share(charge),
        circumstances: charge.circumstances.iter().map(circumstance).collect::<Vec<_>>().join("、"),
        reason: charge.reason.clone(),
    }
}

/// Millionths as per cent with two decimals at most: 400000 → 40%, 123456 → 12.34%.
fn percent(millionths: i64) -> String {
    let hundredths = millionths / 100;
    let decimals = format!("{:02}", hundredths % 100);
    let decimals = decimals.trim_end_matches('0');
    if decimals.is_empty() { format!("{}%", hundredths / 100) } else { format!("{}.{decimals}%", hundredths / 100) }
}

#[cfg(test)]
mod tests;
