//! Writ numbers: a number given in the form wins; else the agency's pattern with a given serial; else it is missing and
//! the writ stays a draft. Serials are text (执法二中队-9).

use super::Subject;
use crate::case::values::At;
use crate::case::{Agency, Case, NumberEntry};
use crate::diag::{Diagnostic, Rank};
use crate::text::writ_number;
use crate::writ::Writ;

/// The number of a writ.
#[derive(Debug, Clone, PartialEq)]
pub enum Number {
    /// Writs of this kind carry no number.
    None,
    /// As the officer wrote it.
    Given(String, At),
    /// Made from pattern, word, year and a given serial.
    Computed(String, At),
    /// Not known yet; says what is missing.
    Missing(String),
}

impl Number {
    /// The number when there is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Number::Given(text, _) | Number::Computed(text, _) => Some(text),
            Number::None | Number::Missing(_) => None,
        }
    }
}

/// The key of 文号 that gives the serial of all writs of the case.
pub const SERIAL_OF_CASE: &str = "序号";

/// The number of a writ for its subject. `year` is the year of the writ's date or of the case.
pub fn number(case: &Case, agency: &Agency, writ: &Writ, subject: &Subject, year: Option<i32>) -> (Number, Option<Diagnostic>) {
    let Some(word) = writ.front.number_word.as_ref() else { return (Number::None, None) };
    let Some(entry) = entry_for(case, writ, subject) else {
        return (Number::Missing("文号".into()), None);
    };
    let given = entry.number.text();
    let at = &entry.number.at;
    if given.contains(['〔', '[', '［', '【']) {
        let fault = writ_number::check(given).err().map(|fault| {
            Diagnostic::new(Rank::Refuse, "F41", format!("文号“{given}”不能用：{fault}")).at(&at.file, at.pos).field(&*at.path)
        });
        return (Number::Given(given.to_string(), at.clone()), fault);
    }
    let numbering = agency.numbering.as_ref();
    let pattern = numbering.and_then(|n| n.pattern.as_ref()).map(|p| p.text());
    let word = numbering.and_then(|n| n.words.get(writ.title()).or_else(|| n.words.get(&writ.id))).map_or(word.0.as_str(), |w| w.text());
    let region = agency.region_short.as_ref().map(|r| r.text());
    let (Some(pattern), Some(region), Some(year)) = (pattern.or(Some(DEFAULT_PATTERN)), region, year) else {
        let missing = if region.is_none() { "文号（机关档案没有地区简称）" } else { "文号（年份未定）" };
        return (Number::Missing(missing.into()), None);
    };
    let serial = match (given.parse::<u32>(), numbering.and_then(|n| n.serial_pattern.as_ref())) {
        (Ok(number), Some(pattern)) => writ_number::serial(pattern.text(), number),
        _ => Ok(given.to_string()),
    };
    let made = serial.and_then(|serial| writ_number::format(pattern, &writ_number::Parts { region, word, year, serial: &serial }));
    match made {
        Ok(text) => (Number::Computed(text, at.clone()), None),
        Err(fault) => {
            let finding = Diagnostic::refuse("F41", format!("不能按机关的样式编出文号：{fault}")).at(&at.file, at.pos).field(&*at.path);
            (Number::Missing("文号".into()), Some(finding.found(given)))
        }
    }
}

/// The pattern of the national set.
const DEFAULT_PATTERN: &str = "（{地区简称}）应急{字}〔{年}〕{序号}号";

fn entry_for<'c>(case: &'c Case, writ: &Writ, subject: &Subject) -> Option<&'c NumberEntry> {
    let named = |entry: &NumberEntry| {
        let given = entry.writ.text();
        given == writ.title()
            || given == writ.id
            || writ.title().strip_suffix("（单位）").or(writ.title().strip_suffix("（个人）")) == Some(given)
    };
    let entries = || case.numbers.entries.iter().filter(|entry| named(entry));
    let for_name = |name: &str| entries().find(|entry| entry.party.as_ref().is_some_and(|party| party.text == name));
    let by_party = entries().find(|entry| entry.party.as_ref().is_some_and(|party| party.index.is_some() && party.index == subject.party));
    let by_person = subject.person.as_deref().or(subject.compulsion.map(super::Compulsion::word)).and_then(for_name);
    let by_instalment = subject.instalment.and_then(|i| for_name(&super::instalment_name(i)));
    let by_time = subject.recheck.or(subject.event).and_then(|i| for_name(&format!("第{}次", i + 1)));
    let by_party_name = subject.party.and_then(|i| case.parties.get(i)).and_then(|party| for_name(party.name().text()));
    by_person
        .or(by_instalment)
        .or(by_time)
        .or(if subject.person.is_some() { None } else { by_party.or(by_party_name) })
        .or_else(|| entries().find(|entry| entry.party.is_none()))
        .or_else(|| case.numbers.entries.iter().find(|entry| entry.writ.text() == SERIAL_OF_CASE && entry.party.is_none()))
}
