//! Facts and answers that are nearly the same in several cases. Prints that meet in a band are looked at more closely, and
//! only then are the texts themselves read again and compared, so that the work grows with the number of texts.

use super::hash::{of, push};
use super::likeness::{BANDS, Pairs, Print};
use super::numbers::cases_of;
use super::officers::{occasions, of_one_occasion};
use super::overlap::Sets;
use super::recall::Recall;
use super::{At, Clash, Kind, named, waives};
use crate::batch::digest::{Digest, TextPrint};
use crate::diag::Rank;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

/// Likeness, in thousandths, from which facts are taken to be copied. Persons the form does not name stay in a bare text, so
/// a copy is not quite the same.
pub const FACTS_ALIKE: u32 = 850;
/// The same for answers, as within a case (R75).
pub const ANSWERS_ALIKE: u32 = 900;
/// A bare text of fewer characters is too short to be anyone's own words.
pub const ENOUGH: usize = 40;
/// Equal hashes of two prints that are worth a closer look.
const WORTH: u32 = 43;
/// In a band, a text is held against so many before it; the order puts those that share most bands side by side.
const BEFORE: usize = 4;
/// Texts whose pairs are kept at a time.
const KEPT: usize = 2048;

/// A text.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// Of the text itself: equal texts need no comparison.
    hash: u64,
    print: Print,
    case: u32,
    item: u16,
    /// Characters; negative for answers.
    length: i16,
}

/// The texts of all cases.
#[derive(Debug, Default)]
pub struct Texts {
    entries: Vec<Entry>,
}

fn kind(text: &TextPrint) -> Kind {
    if text.what.starts_with("询问") { Kind::Answers } else { Kind::Facts }
}

impl Texts {
    /// Takes the texts of a case.
    pub fn add(&mut self, case: u32, digest: &Digest) {
        for (item, text) in digest.texts.iter().enumerate() {
            let length = text.bare.chars().count();
            let (Ok(item), true) = (u16::try_from(item), length >= ENOUGH) else { continue };
            let kind = kind(text);
            let print = Print::of(&text.bare, kind as u64);
            let length = i16::try_from(length).unwrap_or(i16::MAX);
            let length = if kind == Kind::Answers { -length } else { length };
            push(&mut self.entries, Entry { hash: of(&[kind.key(), &text.bare]), print, case, item, length });
        }
    }

    /// Bytes kept.
    pub fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>()
    }

    /// Findings: one for each group of texts, however many.
    pub fn finish(self, recall: &Recall) -> Vec<Clash> {
        let groups = self.groups(&|entry: &Entry| Some(recall.case(entry.case)?.texts.get(entry.item as usize)?.bare.clone()));
        groups.into_iter().flat_map(|group| self.findings(&group, recall)).collect()
    }

    /// Indices of texts that are alike, each group from several cases. The groups do not depend on the order of cases.
    fn groups(&self, read: &dyn Fn(&Entry) -> Option<String>) -> Vec<Vec<usize>> {
        let mut sets = Sets::new(self.entries.len());
        let closer = Closer::new(read);
        let mut order: Vec<u32> = (0..u32::try_from(self.entries.len()).unwrap_or(u32::MAX)).collect();
        for band in 0..BANDS {
            // what shares a band and most of the others stands side by side
            let from = |index: u32| (0..BANDS).map(move |step| self.band(index, (band + step) % BANDS));
            let hash = |index: u32| self.entries[index as usize].hash;
            order.sort_by(|a, b| from(*a).cmp(from(*b)).then_with(|| hash(*a).cmp(&hash(*b))));
            for bucket in order.chunk_by(|a, b| self.band(*a, band) == self.band(*b, band)) {
                self.join(bucket, &closer, &mut sets);
            }
        }
        let several = |group: &Vec<usize>| group.iter().any(|index| self.entries[*index].case != self.entries[group[0]].case);
        sets.groups().into_iter().filter(several).collect()
    }

    fn band(&self, index: u32, band: usize) -> u32 {
        self.entries[index as usize].print.bands[band]
    }

    /// Joins those of a bucket that are alike.
    fn join(&self, bucket: &[u32], closer: &Closer, sets: &mut Sets) {
        let mut before: Vec<usize> = Vec::new();
        for index in bucket.iter().map(|index| *index as usize) {
            let entry = &self.entries[index];
            if let Some(last) = before.last().copied()
                && self.entries[last].hash == entry.hash
            {
                sets.join(index, last);
                continue;
            }
            for other in before.iter().rev().take(BEFORE).copied() {
                if sets.root(index) != sets.root(other) && closer.alike(entry, &self.entries[other]) {
                    sets.join(index, other);
                }
            }
            before.push(index);
        }
    }

    /// What is said of texts that are held together, each by some other: one finding for those like a first one.
    fn findings(&self, group: &[usize], recall: &Recall) -> Vec<Clash> {
        let mut seen: Vec<Seen> = group.iter().filter_map(|index| Seen::read(&self.entries[*index], recall)).collect();
        seen.sort_by(|a, b| a.at.cmp(&b.at));
        around_leaders(seen).into_iter().filter_map(finding).collect()
    }
}

/// At most so many texts of a group have others gathered around them.
const LEADERS: usize = 64;

/// Texts gathered around the first that is like them. In a long chain the ends are no longer alike; they are no copies of
/// each other. What is like no first one, but only like one of the others, goes where it is likest.
fn around_leaders(seen: Vec<Seen>) -> Vec<Vec<Seen>> {
    let mut groups: Vec<(Pairs, Vec<Seen>)> = Vec::new();
    let mut rest: Vec<(Pairs, Seen)> = Vec::new();
    for one in seen {
        let pairs = Pairs::of(&one.bare);
        match groups.iter().position(|(leader, _)| leader.likeness(&pairs) >= one.enough()) {
            Some(index) => groups[index].1.push(one),
            None if groups.len() < LEADERS => groups.push((pairs, vec![one])),
            None => rest.push((pairs, one)),
        }
    }
    let several = |group: &[Seen]| group.iter().any(|one| one.at.folder != group[0].at.folder);
    let (mut out, alone): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(_, group)| several(group));
    rest.extend(alone.into_iter().flat_map(|(pairs, group)| group.into_iter().map(move |one| (pairs.clone(), one))));
    if out.is_empty() {
        return vec![rest.into_iter().map(|(_, one)| one).collect()];
    }
    for (pairs, one) in rest {
        // the first of equals
        let likest = (0..out.len()).rev().max_by_key(|index| out[*index].0.likeness(&pairs));
        if let Some(index) = likest {
            out[index].1.push(one);
        }
    }
    out.into_iter().map(|(_, group)| group).collect()
}

fn finding(mut seen: Vec<Seen>) -> Option<Clash> {
    seen.sort_by(|a, b| a.at.cmp(&b.at));
    let first = seen.first()?;
    let pairs = Pairs::of(&first.bare);
    let alike: Vec<u32> = seen.iter().skip(1).map(|other| pairs.likeness(&Pairs::of(&other.bare))).collect();
    let (least, most) = (alike.iter().min()?, alike.iter().max()?);
    let places: Vec<At> = seen.iter().map(|one| one.at.clone()).collect();
    let cases = cases_of(&places);
    if cases.len() < 2 {
        return None;
    }
    let judged = judge(&seen);
    let share = if least == most { percent(*least) } else { format!("{}至{}", percent(*least), percent(*most)) };
    let opening: String = first.bare.chars().take(OPENING).collect();
    let what = if first.kind == Kind::Answers { "询问答话" } else { "违法事实" };
    Some(Clash {
        code: "R100",
        rank: judged.rank,
        kind: first.kind,
        message: format!("{}个案件的{what}几乎一样：{}{}", cases.len(), named(&cases), judged.note),
        found: format!("去掉名称、日期、数字以后，与“{}”相同的占{share}；开头：{opening}……", first.at.case),
        waived: seen.iter().all(|one| one.waives),
        places,
        remedy: judged.remedy.into(),
    })
}

/// So many characters of a text are shown.
const OPENING: usize = 30;

fn percent(thousandths: u32) -> String {
    format!("{}%", thousandths / 10)
}

/// A text that was read again.
struct Seen {
    at: At,
    kind: Kind,
    bare: String,
    parties: Vec<String>,
    waives: bool,
    occasions: BTreeSet<String>,
}

impl Seen {
    fn read(entry: &Entry, recall: &Recall) -> Option<Self> {
        let digest = recall.case(entry.case)?;
        let text = digest.texts.get(usize::from(entry.item))?;
        let parties = digest.parties.iter().map(|party| if party.code.is_empty() { party.name.clone() } else { party.code.clone() });
        Some(Seen {
            at: At::new(&digest, &text.spot, text.what.clone()),
            kind: kind(text),
            bare: text.bare.clone(),
            parties: parties.filter(|party| !party.is_empty()).collect(),
            waives: waives(&digest, "R100"),
            occasions: occasions(&digest),
        })
    }
    fn enough(&self) -> u32 {
        if self.kind == Kind::Answers { ANSWERS_ALIKE } else { FACTS_ALIKE }
    }
}

struct Judged {
    rank: Rank,
    note: &'static str,
    remedy: &'static str,
}

fn judge(seen: &[Seen]) -> Judged {
    if seen[0].kind == Kind::Answers {
        let asked: BTreeSet<&str> = seen.iter().map(|one| one.at.what.as_str()).collect();
        return match asked.len() {
            1 => Judged {
                rank: Rank::Remind,
                note: "，被询问人姓名相同",
                remedy: "是同一人同一次询问的，写明原件存在哪一案；不是的，照各人当时的原话记录",
            },
            _ => Judged {
                rank: Rank::Deduct, note: "，像是复制的", remedy: "照各人当时的原话记录；确是照抄的，重新询问"
            },
        };
    }
    let mut cases_of_party: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for one in seen {
        for party in &one.parties {
            cases_of_party.entry(party).or_default().insert(&one.at.folder);
        }
    }
    if cases_of_party.values().any(|cases| cases.len() > 1) {
        return Judged {
            rank: Rank::Deduct,
            note: "，其中有同一个当事人的",
            remedy: "核对同一个当事人的几案是不是同一个违法行为：是的，只能处罚一次，并为一案；不是的，各写各的事实",
        };
    }
    match of_one_occasion(seen.iter().map(|one| &one.occasions)) {
        true => Judged {
            rank: Rank::Remind, note: "，出自同一次检查", remedy: "各案写明是哪一家、谁的行为，不同的地方分别写"
        },
        false => Judged {
            rank: Rank::Deduct,
            note: "，像是套写的",
            remedy: "照各案的检查记录和证据写：什么时候、在哪里、谁、做了什么、怎样查明；用错别案事实的改正",
        },
    }
}

/// Looks at two texts more closely, as far as it is worth it.
struct Closer<'r> {
    read: &'r dyn Fn(&Entry) -> Option<String>,
    kept: RefCell<HashMap<u64, Rc<Pairs>>>,
    apart: RefCell<HashSet<(u64, u64)>>,
}

impl<'r> Closer<'r> {
    fn new(read: &'r dyn Fn(&Entry) -> Option<String>) -> Self {
        Closer { read, kept: RefCell::default(), apart: RefCell::default() }
    }

    fn alike(&self, one: &Entry, other: &Entry) -> bool {
        if one.hash == other.hash {
            return true;
        }
        if (one.length < 0) != (other.length < 0) {
            return false;
        }
        let enough = if one.length < 0 { ANSWERS_ALIKE } else { FACTS_ALIKE };
        let (one_length, other_length) = (u32::from(one.length.unsigned_abs()), u32::from(other.length.unsigned_abs()));
        // of texts of these lengths the shorter can be no larger a share
        if 2000 * (one_length.min(other_length) - 1) < enough * (one_length + other_length - 2) || one.print.equal(&other.print) < WORTH {
            return false;
        }
        let key = (one.hash.min(other.hash), one.hash.max(other.hash));
        if self.apart.borrow().contains(&key) {
            return false;
        }
        let (Some(a), Some(b)) = (self.pairs(one), self.pairs(other)) else { return false };
        let alike = a.likeness(&b) >= enough;
        if !alike {
            let mut apart = self.apart.borrow_mut();
            if apart.len() >= KEPT * 32 {
                apart.clear();
            }
            apart.insert(key);
        }
        alike
    }

    fn pairs(&self, entry: &Entry) -> Option<Rc<Pairs>> {
        if let Some(known) = self.kept.borrow().get(&entry.hash) {
            return Some(known.clone());
        }
        let pairs = Rc::new(Pairs::of(&(self.read)(entry)?));
        let mut kept = self.kept.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(entry.hash, pairs.clone());
        Some(pairs)
    }
}

#[cfg(test)]
mod tests;
