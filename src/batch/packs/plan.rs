//! What is to be printed: every writ of the action in a few bytes, its recipient, and why it is left out where it is.

use super::super::digest::{self, Digest, Step};
use super::Options;
use super::kind::{Kind, Pile};
use crate::output::names;
use crate::text::natural::natural;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Number of the recipient of papers that stay in the office.
const OFFICE: u32 = u32::MAX;
/// Word of a writ that can be printed and sealed.
const FINAL: &str = "定稿";
/// Word of a writ whose step has not happened.
const COMING: &str = "未到";
/// Key of service in the form.
const SERVICE: &str = "送达";

/// Whether a writ is printed, else why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Printed,
    /// A draft printed because drafts were asked for.
    PrintedDraft,
    Draft,
    Coming,
    /// The form says it has been served.
    Served,
    /// Its day is before the first one asked for.
    Earlier,
    /// A receipt without anything to serve.
    NothingToServe,
    /// Cover or catalogue of a case that still has drafts.
    Unfinished,
    /// Its PDF is missing or damaged.
    Faulty,
}

impl Fate {
    pub fn is_printed(self) -> bool {
        match self {
            Fate::Printed | Fate::PrintedDraft => true,
            Fate::Draft | Fate::Coming | Fate::Served | Fate::Earlier | Fate::NothingToServe | Fate::Unfinished | Fate::Faulty => false,
        }
    }
}

/// A writ of a case.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub case: u32,
    pub kind: u16,
    pub pages: u16,
    pub fate: Fate,
    draft: bool,
    lacks_count: u8,
    /// Its place in the case: the number its file name begins with.
    position: u16,
    label: u32,
    to: u32,
    lacks: u32,
    /// Beginning of the SHA-256 of its PDF; zeros when it is not known.
    pub check: [u8; 8],
}

/// A case.
#[derive(Debug)]
pub(super) struct CaseRow {
    pub folder: Box<str>,
    pub id: Box<str>,
    pub organ: u16,
    /// Parties in words.
    pub parties: Box<str>,
}

/// Who gets a pack of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Recipient {
    organ: u16,
    name: Box<str>,
    /// Code of the party; the folder of the case for papers that concern all its parties.
    key: Box<str>,
}

/// Everything known of the action's writs.
#[derive(Debug)]
pub(super) struct Plan {
    pub options: Options,
    pub organs: Vec<Arc<str>>,
    pub kinds: Vec<Kind>,
    pub cases: Vec<CaseRow>,
    pub items: Vec<Item>,
    recipients: BTreeMap<Recipient, u32>,
    words: Words,
    lacks: Vec<u32>,
    /// Stems that are not what the rules of names make of title and label.
    odd: BTreeMap<u32, Box<str>>,
}

/// A pile of writs that go into one pack, or into its parts.
#[derive(Debug)]
pub(super) struct Group {
    pub organ: u16,
    pub name: GroupName,
    /// Places in `items`, in the order of printing, those left out included.
    pub items: Vec<u32>,
}

/// What a pack is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum GroupName {
    /// 签批（审批人）
    Signed(String),
    /// 发出
    Sent,
    /// 归档
    Filed,
    /// A party.
    Party(String),
}

impl Plan {
    pub fn new(options: Options) -> Plan {
        Plan {
            options,
            organs: Vec::new(),
            kinds: Vec::new(),
            cases: Vec::new(),
            items: Vec::new(),
            recipients: BTreeMap::new(),
            words: Words::default(),
            lacks: Vec::new(),
            odd: BTreeMap::new(),
        }
    }

    pub fn add(&mut self, digest: &Digest) {
        let organ = place(&mut self.organs, |name| **name == *digest.agency, || (*digest.agency).into()) as u16;
        let case = self.cases.len() as u32;
        let first = self.items.len();
        let whole = digest.writs.iter().all(|writ| writ.state == FINAL);
        for writ in &digest.writs {
            let kind = Kind::of(writ);
            let fate = self.fate(digest, writ, &kind, whole);
            let to = match kind.pile() {
                Pile::Party => self.recipient(organ, digest, writ, &kind),
                Pile::Signed(_) | Pile::Sent | Pile::Filed => OFFICE,
            };
            self.item(case, writ, kind, fate, to);
        }
        self.receipts(first);
        let names: Vec<&str> = digest.parties.iter().map(|party| party.name.as_str()).collect();
        self.cases.push(CaseRow { folder: (*digest.folder).into(), id: (*digest.case).into(), organ, parties: names.join("、").into() });
    }

    fn fate(&self, digest: &Digest, writ: &digest::Writ, kind: &Kind, whole: bool) -> Fate {
        if writ.state != FINAL && !self.options.drafts {
            return if writ.state == COMING { Fate::Coming } else { Fate::Draft };
        }
        if writ.day.zip(self.options.from).is_some_and(|(day, from)| day < from) {
            return Fate::Earlier;
        }
        if !self.options.served && kind.is_served() && is_served(digest, writ, kind) {
            return Fate::Served;
        }
        if kind.pile() == Pile::Filed && !whole {
            return Fate::Unfinished;
        }
        if writ.state == FINAL { Fate::Printed } else { Fate::PrintedDraft }
    }

    /// Receipts of the newest case for which nothing is left to serve.
    fn receipts(&mut self, first: usize) {
        let kinds = &self.kinds;
        let kind_of = |item: &Item| kinds.get(usize::from(item.kind));
        let own = self.items.get(first..).unwrap_or_default();
        let serving: Vec<u32> =
            own.iter().filter(|item| item.fate.is_printed() && kind_of(item).is_some_and(Kind::is_served)).map(|item| item.to).collect();
        for item in self.items.iter_mut().skip(first) {
            let idle = !serving.contains(&item.to) && item.fate.is_printed();
            if idle && !self.options.served && kinds.get(usize::from(item.kind)).is_some_and(Kind::is_receipt) {
                item.fate = Fate::NothingToServe;
            }
        }
    }

    fn item(&mut self, case: u32, writ: &digest::Writ, kind: Kind, fate: Fate, to: u32) {
        let position = digits(&writ.stem);
        let draft = writ.state != FINAL;
        if names::writ_stem(usize::from(position), &writ.title, writ.label.as_deref(), draft) != writ.stem {
            self.odd.insert(self.items.len() as u32, (*writ.stem).into());
        }
        let lacks = self.lacks.len() as u32;
        let said = writ.lacks.iter().take(usize::from(u8::MAX));
        let said: Vec<u32> = said.map(|field| self.words.number(field)).collect();
        self.lacks.extend(&said);
        let label = writ.label.as_ref().map_or(0, |label| self.words.number(label));
        let kind = place(&mut self.kinds, |known| *known == kind, || kind.clone()) as u16;
        let mut check = [0; 8];
        for (byte, pair) in check.iter_mut().zip(writ.pdf.as_bytes().chunks_exact(2)) {
            *byte = std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()).unwrap_or_default();
        }
        let pages = writ.pages.min(usize::from(u16::MAX)) as u16;
        self.items.push(Item { case, kind, pages, fate, draft, lacks_count: said.len() as u8, position, label, to, lacks, check });
    }

    /// The party a writ is for: named by its label, the one a person of that name heads, the only one, the only unit if it
    /// is of the site; else all of them.
    fn recipient(&mut self, organ: u16, digest: &Digest, writ: &digest::Writ, kind: &Kind) -> u32 {
        let label = writ.label.as_deref().unwrap_or_default();
        // 甲公司-第2次
        let named = |name: &str| label.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        let parties = &digest.parties;
        let own = parties.iter().filter(|party| named(&party.name)).max_by_key(|party| party.name.len());
        let own = own.or_else(|| parties.iter().find(|party| !label.is_empty() && party.head == label));
        let mut units = parties.iter().filter(|party| !party.person);
        let unit = units.next().filter(|_| units.next().is_none() && kind.is_of_the_site());
        let (name, key) = match own.or_else(|| parties.first().filter(|_| parties.len() == 1)).or(unit) {
            Some(party) => (party.name.clone(), party.code.clone()),
            None => (format!("{}（全案）", digest.case), digest.folder.clone()),
        };
        let next = self.recipients.len() as u32;
        *self.recipients.entry(Recipient { organ, name: name.into(), key: key.into() }).or_insert(next)
    }

    /// Gives back what only `groups` needs, and room kept for further cases.
    pub fn forget_recipients(&mut self) {
        self.recipients.clear();
        self.items.shrink_to_fit();
        self.cases.shrink_to_fit();
        self.lacks.shrink_to_fit();
    }

    pub fn kind(&self, item: &Item) -> Option<&Kind> {
        self.kinds.get(usize::from(item.kind))
    }

    pub fn case(&self, item: &Item) -> Option<&CaseRow> {
        self.cases.get(item.case as usize)
    }

    pub fn organ(&self, number: u16) -> &str {
        self.organs.get(usize::from(number)).map_or("", |name| name)
    }

    /// The name of a writ's files without extension.
    pub fn stem(&self, at: u32) -> String {
        let Some(item) = self.items.get(at as usize) else { return String::new() };
        let made = || {
            let title = self.kind(item).map_or("", |kind| kind.title.as_str());
            names::writ_stem(usize::from(item.position), title, self.label(item), item.draft)
        };
        self.odd.get(&at).map_or_else(made, |stem| stem.to_string())
    }

    pub fn label(&self, item: &Item) -> Option<&str> {
        (item.label != 0).then(|| self.words.word(item.label))
    }

    /// What a draft lacks, as listed in the form.
    pub fn lacks(&self, item: &Item) -> Vec<&str> {
        let first = item.lacks as usize;
        let numbers = self.lacks.get(first..first + usize::from(item.lacks_count)).unwrap_or_default();
        numbers.iter().map(|number| self.words.word(*number)).collect()
    }

    /// The piles, organ by organ: what is signed in the office, what is sent, what is filed, then the parties. The order
    /// depends on names only, not on the order in which cases were added.
    pub fn groups(&self) -> Vec<Group> {
        let ranks = self.case_ranks();
        let mut parties: Vec<(&Recipient, u32, u32)> = self.recipients.iter().map(|(to, number)| (to, *number, u32::MAX)).collect();
        parties.sort_by_key(|(_, number, _)| *number);
        for item in &self.items {
            if let Some((_, _, first)) = parties.get_mut(item.to as usize) {
                *first = (*first).min(rank(&ranks, item.case));
            }
        }
        let organ_of = |item: &Item| self.case(item).map_or(0, |case| case.organ);
        let organ_order = |a: u16, b: u16| natural(self.organ(a), self.organ(b));
        let piles: Vec<Pile> = self.kinds.iter().map(Kind::pile).collect();
        let pile_of = |item: &Item| piles.get(usize::from(item.kind));
        let first_kinds = self.first_kinds(&piles);
        let pile_key = |item: &Item| -> (u8, Option<&Kind>) {
            match pile_of(item) {
                Some(Pile::Signed(role)) => (0, first_kinds.get(role.as_str()).copied()),
                Some(Pile::Sent) => (1, None),
                Some(Pile::Filed) | None => (2, None),
                Some(Pile::Party) => (3, None),
            }
        };
        let party_key = |item: &Item| parties.get(item.to as usize).map(|(to, _, first)| (*first, *to));
        let within = |a: &Item, b: &Item| {
            let by_kind = self.kind(a).cmp(&self.kind(b));
            let by_case = rank(&ranks, a.case).cmp(&rank(&ranks, b.case));
            let order = if a.to == OFFICE { by_kind.then(by_case) } else { by_case.then(by_kind) };
            order.then(a.position.cmp(&b.position))
        };
        let group_order = |a: &Item, b: &Item| {
            let organs = organ_order(organ_of(a), organ_of(b));
            organs.then_with(|| pile_key(a).cmp(&pile_key(b))).then_with(|| party_key(a).cmp(&party_key(b)))
        };
        let mut order: Vec<u32> = (0..self.items.len() as u32).collect();
        let pair = |a: &u32, b: &u32| self.items.get(*a as usize).zip(self.items.get(*b as usize));
        order.sort_by(|a, b| pair(a, b).map_or(Ordering::Equal, |(a, b)| group_order(a, b).then_with(|| within(a, b))).then(a.cmp(b)));
        let same = |a: &u32, b: &u32| pair(a, b).is_some_and(|(a, b)| group_order(a, b) == Ordering::Equal);
        let group = |items: &[u32]| {
            let item = self.items.get(*items.first()? as usize)?;
            let name = match pile_of(item)? {
                Pile::Signed(role) => GroupName::Signed(role.clone()),
                Pile::Sent => GroupName::Sent,
                Pile::Filed => GroupName::Filed,
                Pile::Party => GroupName::Party(parties.get(item.to as usize)?.0.name.to_string()),
            };
            Some(Group { organ: organ_of(item), name, items: items.to_vec() })
        };
        order.chunk_by(same).filter_map(group).collect()
    }

    /// The kind with which a signer's pile begins.
    fn first_kinds<'p>(&'p self, piles: &'p [Pile]) -> BTreeMap<&'p str, &'p Kind> {
        let mut out: BTreeMap<&str, &Kind> = BTreeMap::new();
        for (kind, pile) in self.kinds.iter().zip(piles) {
            if let Pile::Signed(role) = pile {
                let first = out.entry(role).or_insert(kind);
                *first = (*first).min(kind);
            }
        }
        out
    }

    /// The place of each case in the order of folder names.
    fn case_ranks(&self) -> Vec<u32> {
        let mut sorted: Vec<u32> = (0..self.cases.len() as u32).collect();
        let folder = |case: u32| self.cases.get(case as usize).map_or("", |case| &*case.folder);
        sorted.sort_by(|a, b| natural(folder(*a), folder(*b)));
        let mut ranks = vec![0; sorted.len()];
        for (rank, case) in (0..).zip(sorted) {
            if let Some(place) = ranks.get_mut(case as usize) {
                *place = rank;
            }
        }
        ranks
    }
}

fn rank(ranks: &[u32], case: u32) -> u32 {
    ranks.get(case as usize).copied().unwrap_or(u32::MAX)
}

/// Whether the form says that a writ was served on its party.
fn is_served(digest: &Digest, writ: &digest::Writ, kind: &Kind) -> bool {
    let label = writ.label.as_deref().unwrap_or_default();
    let concerns = |step: &Step| match step.party.and_then(|index| digest.parties.get(index)) {
        Some(party) => digest.parties.len() == 1 || label.starts_with(&party.name) || label == party.head,
        // a service that names nobody says nothing of one of several parties
        None => digest.parties.len() == 1 || label.is_empty(),
    };
    let served = |step: &&Step| step.step == SERVICE && step.writ.as_ref().is_some_and(|name| kind.is_called(name)) && concerns(step);
    // of several of a kind (催告, 复查) a later one is not the one that was served
    digest.steps.iter().filter(served).any(|step| writ.day.is_none_or(|day| day <= step.day))
}

/// The number a file name begins with.
fn digits(stem: &str) -> u16 {
    stem.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok()).unwrap_or_default()
}

/// The place of a value in a short list, which gets it when it is not there.
fn place<T>(list: &mut Vec<T>, is: impl Fn(&T) -> bool, make: impl FnOnce() -> T) -> usize {
    match list.iter().position(is) {
        Some(at) => at,
        None => {
            list.push(make());
            list.len() - 1
        }
    }
}

/// Texts that come again and again, each kept once. Number 0 is no text.
#[derive(Debug, Default)]
struct Words {
    numbers: BTreeMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Words {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let text: Arc<str> = text.into();
        self.texts.push(text.clone());
        let number = self.texts.len() as u32;
        self.numbers.insert(text, number);
        number
    }
    fn word(&self, number: u32) -> &str {
        (number as usize).checked_sub(1).and_then(|at| self.texts.get(at)).map_or("", |text| text)
    }
}
