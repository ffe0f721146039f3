//! Who a case names: what is masked, and what must stay although it looks alike.

use super::pattern::{self, fold};
use super::{Kind, mask};
use crate::case::events::Event;
use crate::case::{Agency, Case, Officer, Party};
use std::collections::BTreeSet;

/// All that a case says about natural persons, ready to be looked for.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Longest first; of the same length, what stays first.
    needles: Vec<Needle>,
}

#[derive(Debug, Clone)]
struct Needle {
    chars: Vec<char>,
    /// Kind and mask; `None` for what stays.
    kind: Option<(Kind, String)>,
}

/// A place in a text that is masked, or kept whole.
pub(super) struct Found {
    /// Characters.
    pub length: usize,
    /// Kind and mask; `None` for what stays.
    pub kind: Option<(Kind, String)>,
}

/// What is written in a form, before it is sorted out.
#[derive(Default)]
struct Said {
    names: Vec<String>,
    ids: Vec<String>,
    phones: Vec<String>,
    homes: Vec<String>,
    kept: BTreeSet<String>,
}

/// Endings of who is a unit where persons and units may stand.
const UNITS: &[&str] = &["公司", "厂", "店", "部", "院", "局", "所", "社", "中心", "企业", "站", "队", "当事人", "委员会", "政府", "户"];

impl Said {
    /// Somebody who is a person by the place the name stands in.
    fn name(&mut self, name: &str) {
        // a single character cannot be told from any other word
        if name.chars().count() > 1 && !self.names.iter().any(|n| n == name) {
            self.names.push(name.to_string());
        }
    }

    /// A person or a unit: who received, who came.
    fn name_or_unit(&mut self, name: &str) {
        if !UNITS.iter().any(|tail| name.ends_with(tail)) {
            self.name(name);
        }
    }

    fn party(&mut self, party: &Party) {
        if party.is_person() {
            self.name(party.name().text());
            self.homes.extend(party.address.iter().map(|t| t.text().to_string()));
        } else {
            self.kept.insert(party.name().text().to_string());
            self.kept.extend(party.address.iter().map(|t| t.text().to_string()));
        }
        self.kept.extend(party.uscc.iter().map(|code| code.text().to_string()));
        for text in party.workplace.iter().chain(&party.workplace_address) {
            self.kept.insert(text.text().to_string());
        }
        if let Some(name) = &party.person_name {
            self.name(name.text());
        }
        self.ids.extend(party.id_number.iter().map(|id| id.text().to_string()));
        if party.is_person() {
            self.ids.extend(party.identity.iter().map(|identity| identity.number.text().to_string()));
        }
        self.homes.extend(party.home.iter().map(|t| t.text().to_string()));
        self.phones.extend(party.phone.iter().map(|t| t.text().to_string()));
        let heads = [&party.legal_representative, &party.principal, &party.operator, &party.investor, &party.workplace_head];
        for head in heads.into_iter().flatten() {
            self.name(head.name.text());
            self.phones.extend(head.phone.iter().map(|t| t.text().to_string()));
            self.ids.extend(head.id_number.iter().map(|id| id.text().to_string()));
            self.ids.extend(head.identity.iter().map(|identity| identity.number.text().to_string()));
        }
        if let Some(agent) = &party.agent {
            self.name(agent.name.text());
            self.kept.extend(agent.workplace.iter().map(|t| t.text().to_string()));
            self.phones.extend(agent.phone.iter().map(|t| t.text().to_string()));
            self.ids.extend(agent.id_number.iter().map(|id| id.text().to_string()));
        }
        if let Some(service) = &party.service_address {
            service.recipient.iter().for_each(|name| self.name_or_unit(name.text()));
            self.phones.extend(service.phone.iter().map(|t| t.text().to_string()));
            self.phones.extend(service.electronic.iter().flat_map(|e| &e.mailbox).map(|t| t.text().to_string()));
            if party.is_person() {
                self.homes.extend(service.address.iter().map(|t| t.text().to_string()));
            }
        }
    }

    fn events(&mut self, case: &Case) {
        let notices = case.inquiry_notices.iter().filter_map(|notice| notice.respondent.as_ref());
        for respondent in notices.chain(case.inquiries.iter().filter_map(|inquiry| inquiry.respondent.as_ref())) {
            self.name(respondent.name.text());
            self.ids.extend(respondent.id_number.iter().map(|id| id.text().to_string()));
            self.ids.extend(respondent.identity.iter().map(|identity| identity.number.text().to_string()));
            self.homes.extend(respondent.home.iter().map(|t| t.text().to_string()));
            self.phones.extend(respondent.phone.iter().map(|t| t.text().to_string()));
            self.kept.extend(respondent.workplace.iter().map(|t| t.text().to_string()));
        }
        let present = case.inquiries.iter().flat_map(|inquiry| &inquiry.present);
        let contact = case.inspection.iter().flat_map(|inspection| &inspection.unit_contact);
        let speakers = case.statements.iter().flat_map(|statement| &statement.speaker);
        let witnesses = case.services.iter().flat_map(|service| service.witness.iter());
        let interviewed = case.interview.iter().flat_map(|interview| interview.respondent.iter());
        // who was there for the party is written as a person or as the unit
        let scene = case.scene_examination.iter().flat_map(|e| e.party_present.iter().chain(e.witness.iter()));
        let sampled = case.sampling.iter().flat_map(|e| e.party_present.iter().chain(e.witness.iter()));
        let preserved = case.preservation.iter().flat_map(|e| e.party_present.iter().chain(e.witness.iter()));
        let seized = case.seizure.iter().flat_map(|e| e.party_present.iter().chain(e.witness.iter()));
        let heard = case.hearing.iter().flat_map(|h| &h.session).flat_map(|s| s.participants.iter()).map(|attendee| &attendee.name);
        for name in present.chain(contact).chain(speakers).chain(witnesses).chain(interviewed) {
            self.name(name.text());
        }
        let received = case.services.iter().flat_map(|service| service.recipients.iter());
        for name in received.chain(heard).chain(scene).chain(sampled).chain(preserved).chain(seized) {
            self.name_or_unit(name.text());
        }
    }
}

impl People {
    /// The persons of a case. Officers, approvers and what belongs to the agency stay; so do units with their addresses
    /// and codes, even where a person's name is part of them.
    pub fn of(case: &Case, agency: &Agency) -> People {
        let mut said = Said::default();
        case.parties.iter().for_each(|party| said.party(party));
        said.events(case);
        let mut officials: BTreeSet<String> = BTreeSet::new();
        let mut officer = |officer: &Officer| {
            officials.insert(officer.name.text().to_string());
        };
        case.officers.iter().for_each(&mut officer);
        agency.officers.iter().for_each(&mut officer);
        let events: Vec<&dyn Event> = case.events();
        events.iter().for_each(|event| event.officers().iter().for_each(&mut officer));
        for inquiry in case.inquiries.iter() {
            inquiry.inquirers.iter().for_each(&mut officer);
            inquiry.recorder.iter().for_each(&mut officer);
        }
        officials.extend(events.iter().filter_map(|event| event.approver()).map(|name| name.text().to_string()));
        officials.extend(agency.contact.iter().map(|name| name.text().to_string()));
        // a party of an officer's name is masked all the same, and with it the officer
        let parties: BTreeSet<&str> = case.parties.iter().filter(|party| party.is_person()).map(|party| party.name().text()).collect();
        said.names.retain(|name| !officials.contains(name) || parties.contains(name.as_str()));
        said.kept.extend(officials);
        said.kept.insert(agency.name.text().to_string());
        said.kept.insert(agency.acting_name().text().to_string());
        let account = agency.bank_account.iter().flat_map(|a| [&a.holder, &a.bank, &a.account]).flatten();
        for text in [&agency.address, &agency.phone, &agency.reconsideration_body, &agency.court].into_iter().flatten().chain(account) {
            said.kept.insert(text.text().to_string());
        }
        People::sorted(&said)
    }

    fn sorted(said: &Said) -> People {
        let mut needles = Vec::new();
        let mut add = |text: &str, kind: Option<(Kind, String)>| {
            let chars: Vec<char> = text.chars().map(fold).collect();
            if !chars.is_empty() {
                needles.push(Needle { chars, kind });
            }
        };
        said.kept.iter().filter(|text| !said.names.contains(text)).for_each(|text| add(text, None));
        // a mask given in the form stays a mask
        mask::names(&said.names).into_iter().for_each(|(name, mask)| add(&name, Some((Kind::Name, mask))));
        for (numbers, kind) in [(&said.ids, Kind::Id), (&said.phones, Kind::Phone)] {
            numbers.iter().for_each(|number| add(number, Some((kind, mask::number(number.chars(), kind)))));
        }
        for home in &said.homes {
            let Some((head, tail)) = mask::home(home) else { continue };
            add(home, Some((Kind::Home, format!("{head}……"))));
            if tail.chars().count() > 5 {
                add(&tail, Some((Kind::Home, "……".to_string())));
            }
        }
        needles.sort_by_key(|needle| (std::cmp::Reverse(needle.chars.len()), needle.kind.is_some()));
        People { needles }
    }

    /// What begins at `at` of a folded text.
    pub(super) fn at(&self, text: &[char], at: usize) -> Option<Found> {
        let known = self.needles.iter().find(|needle| text[at..].starts_with(&needle.chars));
        if let Some(needle) = known {
            return Some(Found { length: needle.chars.len(), kind: needle.kind.clone() });
        }
        pattern::at(text, at).map(|(length, kind, mask)| Found { length, kind: Some((kind, mask)) })
    }

    /// A text of its own (a file name, a label) with everything masked.
    pub fn text(&self, text: &str) -> String {
        super::Pen { people: self, counts: super::Counts::new() }.text(text)
    }

    #[cfg(test)]
    pub(super) fn named(names: &[&str], homes: &[&str], kept: &[&str]) -> People {
        let all = |list: &[&str]| list.iter().map(|text| text.to_string()).collect::<Vec<_>>();
        let said = Said { names: all(names), homes: all(homes), kept: all(kept).into_iter().collect(), ..Said::default() };
        People::sorted(&said)
    }
}
