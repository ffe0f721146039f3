//! One officer in several cases at one time. Two cases of one inspection tell of one occasion, and that is only said.

use super::hash::{folded, of, push};
use super::numbers::cases_of;
use super::overlap::{self, Occasion};
use super::recall::Recall;
use super::{At, Clash, Kind, named, waives};
use crate::batch::digest::{Digest, Slot};
use crate::diag::Rank;
use crate::text::date;
use chrono::{NaiveDateTime, TimeDelta};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What an inquiry is called; the person asked follows.
const INQUIRY: &str = "询问";

/// A time of an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    officer: u32,
    /// Minutes since 1970.
    start: i32,
    end: i32,
    /// What was done where; 0 when the form does not say where, so that it is like no other.
    occasion: u32,
    case: u32,
    item: u32,
}

/// The times of all officers.
#[derive(Debug, Default)]
pub struct Officers {
    officers: HashMap<u64, u32>,
    entries: Vec<Entry>,
}

/// The officer: by the certificate, which has no second holder; else by name within the organ.
fn officer(digest: &Digest, slot: &Slot) -> u64 {
    let certificate = folded(&slot.certificate);
    let whole = !certificate.is_empty() && !slot.certificate.contains(['*', '×', '＊']);
    if whole { of(&["certificate", &certificate]) } else { of(&["name", &digest.agency, &folded(&slot.officer)]) }
}

/// What makes two slots of two cases one occasion, beside officer and time: the same was done (with the same person, when
/// one was asked) at the same place.
fn occasion(slot: &Slot) -> Option<(&str, String)> {
    let place = folded(&slot.place);
    let known = !place.is_empty() && (!is_inquiry(slot) || slot.step.strip_prefix(INQUIRY).is_some_and(|whom| !whom.is_empty()));
    known.then_some((slot.step.as_str(), place))
}

fn is_inquiry(slot: &Slot) -> bool {
    slot.step.contains(INQUIRY)
}

/// The occasions of a case with their time, as keys.
pub fn occasions(digest: &Digest) -> BTreeSet<String> {
    let key = |slot: &Slot| occasion(slot).map(|(step, place)| format!("{step}|{place}|{}|{}", slot.start, slot.end));
    digest.slots.iter().filter_map(key).collect()
}

/// Whether cases tell of one occasion, all of them: an inspection of several firms.
pub fn of_one_occasion<'o>(cases: impl Iterator<Item = &'o BTreeSet<String>>) -> bool {
    let common = cases.cloned().reduce(|common, own| common.intersection(&own).cloned().collect());
    common.is_some_and(|common| !common.is_empty())
}

/// A moment without an end takes a minute, so that two that begin together overlap.
fn until(slot: &Slot) -> NaiveDateTime {
    slot.end.max(slot.start.checked_add_signed(TimeDelta::minutes(1)).unwrap_or(slot.start))
}

fn minutes(moment: NaiveDateTime) -> i32 {
    i32::try_from(moment.and_utc().timestamp().div_euclid(60)).unwrap_or(i32::MAX - 1)
}

impl Officers {
    /// Takes the times of a case.
    pub fn add(&mut self, case: u32, digest: &Digest) {
        for (item, slot) in digest.slots.iter().enumerate().filter(|(_, slot)| slot.start <= slot.end) {
            let next = u32::try_from(self.officers.len()).unwrap_or(u32::MAX);
            let officer = *self.officers.entry(officer(digest, slot)).or_insert(next);
            let (start, end) = (minutes(slot.start), minutes(until(slot)).max(minutes(slot.start) + 1));
            let same = occasion(slot).map_or(0, |(step, place)| (of(&[step, &place]) >> 32) as u32 | 1);
            let item = u32::try_from(item).unwrap_or(u32::MAX);
            push(&mut self.entries, Entry { officer, start, end, occasion: same, case, item });
        }
    }

    /// Bytes kept.
    pub fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>() + self.officers.capacity() * size_of::<(u64, u32, u8)>()
    }

    /// Findings: occasions that bar each other, and occasions that several cases tell of. Officers who share all of them
    /// (a team) are one finding.
    pub fn finish(mut self, recall: &Recall) -> Vec<Clash> {
        self.entries.sort_unstable();
        let mut found: BTreeMap<Vec<(u32, i32, i32, u32)>, Group> = BTreeMap::new();
        for run in self.entries.chunk_by(|a, b| a.officer == b.officer) {
            for group in groups(run) {
                let mut key: Vec<_> = group.iter().map(|entry| (entry.case, entry.start, entry.end, entry.occasion)).collect();
                key.sort_unstable();
                found.entry(key).or_default().0.extend(group.iter().map(|entry| (entry.case, entry.item)));
            }
        }
        found.into_values().filter_map(|group| group.finding(recall)).collect()
    }
}

/// The slots of one officer that belong together: those that bar each other, else one occasion of several cases.
fn groups(run: &[Entry]) -> Vec<Vec<Entry>> {
    let mut known: BTreeMap<(i32, i32, u32, u32), usize> = BTreeMap::new();
    let (mut all, mut members): (Vec<Occasion>, Vec<Vec<Entry>>) = (Vec::new(), Vec::new());
    for entry in run {
        // occasions without a place are each their own case's
        let alone = if entry.occasion == 0 { entry.case + 1 } else { 0 };
        let at = *known.entry((entry.start, entry.end, entry.occasion, alone)).or_insert_with(|| {
            all.push(Occasion { start: entry.start, end: entry.end, cases: Vec::new() });
            members.push(Vec::new());
            all.len() - 1
        });
        members[at].push(*entry);
        all[at].cases.push(entry.case);
    }
    for occasion in &mut all {
        occasion.cases.sort_unstable();
        occasion.cases.dedup();
    }
    let barred = overlap::groups(&all);
    let in_one: BTreeSet<usize> = barred.iter().flatten().copied().collect();
    let told_twice = (0..all.len()).filter(|at| !in_one.contains(at) && all[*at].cases.len() > 1).map(|at| vec![at]);
    let of_group = |group: Vec<usize>| group.into_iter().flat_map(|at| members[at].clone()).collect();
    barred.clone().into_iter().chain(told_twice).map(of_group).collect()
}

/// Slots, by case and index there, of one officer or of several who were together.
#[derive(Debug, Default)]
struct Group(Vec<(u32, u32)>);

/// A slot that was read again.
struct Seen {
    at: At,
    slot: Slot,
}

impl Group {
    fn finding(mut self, recall: &Recall) -> Option<Clash> {
        self.0.sort_unstable();
        let (mut seen, mut waived): (Vec<Seen>, bool) = (Vec::new(), true);
        for (case, item) in self.0 {
            let Some(digest) = recall.case(case) else { continue };
            let Some(slot) = digest.slots.get(item as usize) else { continue };
            waived &= waives(&digest, "R100");
            let place = if slot.place.is_empty() { "地点没有写" } else { &slot.place };
            seen.push(Seen { at: At::new(&digest, &slot.spot, format!("{}，{}，{place}", slot.step, span(slot))), slot: slot.clone() });
        }
        let officers: BTreeSet<String> = seen.iter().map(|one| who(&one.slot)).collect();
        let officers = officers.into_iter().collect::<Vec<_>>().join("、");
        seen.sort_by(|a, b| (a.slot.start, a.slot.end, &a.at).cmp(&(b.slot.start, b.slot.end, &b.at)));
        seen.dedup_by(|a, b| a.at == b.at);
        let times: Vec<String> = seen.iter().map(|one| format!("{}：{}", one.at.case, one.at.what)).collect();
        let judged = judge(&seen);
        let mut places: Vec<At> = seen.iter().map(|one| one.at.clone()).collect();
        places.sort();
        let cases = cases_of(&places);
        if cases.len() < 2 {
            return None;
        }
        let (count, who) = (cases.len(), named(&cases));
        let message = match judged {
            Judged::OneOccasion => format!("{officers}在{count}个案件里写的是同一次{}：{who}", seen.first()?.slot.step),
            Judged::Barred(_) => format!("{officers}在{count}个案件里的时间有重叠：{who}"),
        };
        Some(Clash {
            code: "R100",
            rank: judged.rank(),
            kind: Kind::Officer,
            message,
            found: shortened(&times),
            places,
            remedy: judged.remedy().into(),
            waived,
        })
    }
}

/// The first of a list, the rest counted.
fn shortened(list: &[String]) -> String {
    const SHOWN: usize = 6;
    let shown = list.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("；");
    if list.len() > SHOWN { format!("{shown}；……共{}处", list.len()) } else { shown }
}

/// An officer with the certificate.
fn who(slot: &Slot) -> String {
    if slot.certificate.is_empty() { slot.officer.clone() } else { format!("{}（证号{}）", slot.officer, slot.certificate) }
}

/// A time in words.
fn span(slot: &Slot) -> String {
    let start = date::print_moment(slot.start);
    match (slot.start == slot.end, slot.start.date() == slot.end.date()) {
        (true, _) => format!("{start}开始"),
        (false, true) => format!("{start}至{}", date::print_time(slot.end.time())),
        (false, false) => format!("{start}至{}", date::print_moment(slot.end)),
    }
}

/// What slots that belong together come to.
enum Judged {
    /// One inspection of several firms, one inquiry used twice.
    OneOccasion,
    /// Two occasions at once, and how grave that is.
    Barred(Why),
}

enum Why {
    /// Two inquiries, or two places.
    Apart,
    /// All at one place, or the place is not said: it may be one occasion written in two ways.
    Unsure,
}

fn judge(seen: &[Seen]) -> Judged {
    let key = |slot: &Slot| (slot.start, slot.end, occasion(slot).map(|(step, place)| (step.to_string(), place)));
    // one occasion stands in each of the cases, and whatever else was done then was done there: sampling at an inspection
    let first = seen.first().map(|one| one.at.folder.clone()).unwrap_or_default();
    let of_first: Vec<&Slot> = seen.iter().filter(|one| one.at.folder == first).map(|one| &one.slot).collect();
    let cases: BTreeSet<&str> = seen.iter().map(|one| one.at.folder.as_str()).collect();
    let in_all = |slot: &&&Slot| {
        let with = seen.iter().filter(|one| key(&one.slot) == key(slot)).map(|one| one.at.folder.as_str()).collect::<BTreeSet<_>>();
        occasion(slot).is_some() && with == cases
    };
    if let Some(common) = of_first.iter().find(in_all) {
        let there = |slot: &Slot| folded(&slot.place) == folded(&common.place) && !is_inquiry(slot) && !is_inquiry(common);
        if seen.iter().all(|one| key(&one.slot) == key(common) || there(&one.slot)) {
            return Judged::OneOccasion;
        }
    }
    let apart = |here: &Seen, there: &Seen| {
        let (one, other) = (&here.slot, &there.slot);
        let places = [folded(&one.place), folded(&other.place)];
        let cases = here.at.folder != there.at.folder;
        let at_once = one.start < until(other) && other.start < until(one);
        let asked = is_inquiry(one) && is_inquiry(other) && key(one) != key(other);
        cases && at_once && (asked || (places[0] != places[1] && !places.contains(&String::new())))
    };
    let some = &seen[..seen.len().min(COMPARED)];
    let barred = some.iter().enumerate().any(|(index, one)| some[..index].iter().any(|other| apart(one, other)));
    Judged::Barred(if barred { Why::Apart } else { Why::Unsure })
}

/// So many slots of a group are looked at for two places; among the slots of a larger group they are found long before.
const COMPARED: usize = 200;

impl Judged {
    fn rank(&self) -> Rank {
        match self {
            Judged::OneOccasion => Rank::Remind,
            Judged::Barred(Why::Apart) => Rank::Veto,
            Judged::Barred(Why::Unsure) => Rank::Deduct,
        }
    }
    fn remedy(&self) -> &'static str {
        match self {
            Judged::OneOccasion => "确是同一次的，两案的记录写明同时检查了哪几家、原件存在哪一案；不是同一次的，改正时间和地点",
            Judged::Barred(Why::Apart) => {
                "对照执法记录仪和出勤记录核对起止时间、地点和人员；写错的更正，确实同时在两处的，笔录不能作为证据，重新制作"
            }
            Judged::Barred(Why::Unsure) => {
                "对照执法记录仪核对，补写各案的起止时间和地点；是同一次检查的，各案写得一致，不是同一次的，改正时间或者人员"
            }
        }
    }
}
