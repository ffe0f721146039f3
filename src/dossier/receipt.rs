//! To whom a writ is addressed, and which writs a service handed over: one receipt (送达回执) an addressee, with the
//! writs addressed to it and no others (《中华人民共和国行政处罚法》第六十一条).

use super::number::{self, Number};
use super::step::{self, Day};
use super::{Dossier, PlannedWrit, Subject, plan, site};
use crate::case::events::{Event, Service};
use crate::case::values::Text;
use crate::case::{Case, Party};
use crate::diag::Diagnostic;
use crate::writ::{Audience, Per, Step, Writ};

/// Who a writ is addressed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Addressee {
    /// A party of the case.
    Party(usize),
    /// Somebody else: an inspected unit that is no party, a person asked.
    Other(String),
}

impl Addressee {
    /// The addressee of a receipt.
    pub fn of_receipt(subject: &Subject) -> Option<Addressee> {
        subject.person.clone().map(Addressee::Other).or(subject.party.map(Addressee::Party))
    }

    /// Whether a service says it was to this one.
    fn is_named(&self, case: &Case, service: &Service) -> bool {
        match self {
            Addressee::Party(index) => case.parties.get(*index).is_some_and(|party| step::names(service, party)),
            Addressee::Other(name) => service.recipients.iter().any(|recipient| recipient.text() == name),
        }
    }
}

/// The unit inspected and ordered: the unit party, else the workplace of the first person, else that person.
fn inspected(case: &Case) -> Option<Addressee> {
    let unit = case.parties.iter().position(|party| !party.is_person());
    let workplace = || case.parties.first()?.workplace.as_ref().map(|place| Addressee::Other(place.text().to_string()));
    unit.map(Addressee::Party).or_else(workplace).or_else(|| (!case.parties.is_empty()).then_some(Addressee::Party(0)))
}

/// A person asked is addressed as the party of that name, else with the unit this person heads, else alone.
fn person_asked(case: &Case, person: &str) -> Addressee {
    let heads = |party: &Party| !party.is_person() && party.head().is_some_and(|head| head.name.text() == person);
    let own = case.parties.iter().position(|party| party.name().text() == person);
    match own.or_else(|| case.parties.iter().position(heads)) {
        Some(index) => Addressee::Party(index),
        None => Addressee::Other(person.to_string()),
    }
}

/// To whom a writ is addressed; several only for a writ that names several parties.
pub fn addressees(case: &Case, writ: &Writ, subject: &Subject) -> Vec<Addressee> {
    if writ.front.per == Per::Inquiry {
        return subject.person.iter().map(|person| person_asked(case, person)).collect();
    }
    if writ.is_of(Step::Erratum) {
        let event = case.errata.get(subject.event.unwrap_or(0));
        let named = |index: &usize| event.is_none_or(|event| step::concerns(&event.parties, Some(*index)));
        return (0..case.parties.len()).filter(named).map(Addressee::Party).collect();
    }
    let own = match subject.party.filter(|_| !writ.is_of(Step::Interview)) {
        Some(party) => Some(Addressee::Party(party)),
        None => inspected(case),
    };
    own.into_iter().collect()
}

/// Whether the order to correct is addressed to a party, not only to the unit it works for.
pub fn is_ordered(case: &Case, party: usize) -> bool {
    let several = !site::units(case).is_empty();
    let is_meant = if several { site::is_ordered(case, party) } else { inspected(case) == Some(Addressee::Party(party)) };
    is_meant && case.correction.as_ref().is_some_and(|order| !order.is_abandoned())
}

/// 行政处罚决定书 means the decision of either form.
pub fn is_titled(planned: &PlannedWrit, title: &Text) -> bool {
    planned.writ.is_called(title.text())
}

/// The writs a title of a service means. What is sent to other bodies they sign for themselves. A service of several
/// copies is of those whose addressee it names; of a writ made again and again it is of the last one made by that day.
pub fn meant<'w, 'a>(case: &Case, writs: &'w [PlannedWrit<'a>], service: &Service, title: &Text) -> Vec<&'w PlannedWrit<'a>> {
    let titled: Vec<&PlannedWrit> = writs.iter().filter(|planned| is_titled(planned, title)).collect();
    let served =
        titled.into_iter().filter(|planned| planned.writ.front.audience != Audience::Sent).filter(|planned| is_for(case, planned, service));
    let served: Vec<&PlannedWrit> = served.collect();
    let to = |planned: &PlannedWrit| addressees(case, planned.writ, &planned.subject);
    let named: Vec<&PlannedWrit> =
        served.iter().copied().filter(|planned| to(planned).iter().any(|addressee| addressee.is_named(case, service))).collect();
    let chosen = if named.is_empty() || !service.parties.is_empty() { served } else { named };
    let day = service.day();
    let is_last = |planned: &&&PlannedWrit| {
        let same = chosen.iter().filter(|other| other.writ.id == planned.writ.id && to(other) == to(planned));
        let days =
            same.filter(|other| other.subject.person == planned.subject.person).filter_map(|other| other.day.as_ref().map(|day| day.date));
        let days: Vec<_> = days.collect();
        let by_then = days.iter().filter(|made| day.is_none_or(|day| **made <= day)).max();
        match (&planned.day, by_then.or(days.iter().min())) {
            (Some(made), Some(wanted)) => made.date == *wanted,
            (None, Some(_)) => false,
            (_, None) => true,
        }
    };
    chosen.iter().filter(is_last).copied().collect()
}

/// Whether the 当事人 of a service, and for the writs to persons asked its recipients, allow for a writ.
fn is_for(case: &Case, planned: &PlannedWrit, service: &Service) -> bool {
    if planned.writ.front.per == Per::Inquiry {
        let named = |person: &String| service.recipients.iter().any(|recipient| recipient.text() == person);
        return service.recipients.is_empty() || planned.subject.person.as_ref().is_none_or(named);
    }
    let allowed = |addressee: &Addressee| match addressee {
        Addressee::Party(index) => step::concerns(&service.parties, Some(*index)),
        Addressee::Other(_) => true,
    };
    addressees(case, planned.writ, &planned.subject).iter().any(allowed)
}

/// Whether a title of no writ of the case stands on an addressee's receipt.
pub fn is_on_receipt(case: &Case, service: &Service, addressee: &Addressee) -> bool {
    match addressee {
        Addressee::Other(_) => addressee.is_named(case, service),
        Addressee::Party(index) => step::served_on(case, service, Some(*index)),
    }
}

/// Whether a writ is for an addressee; a receipt of the whole case lists all.
pub fn is_to(case: &Case, planned: &PlannedWrit, addressee: Option<&Addressee>) -> bool {
    addressee.is_none_or(|addressee| addressees(case, planned.writ, &planned.subject).contains(addressee))
}

/// The last day on which something was handed over to an addressee.
fn day(case: &Case, writs: &[PlannedWrit], addressee: &Addressee) -> Option<Day> {
    let handed = |service: &&Service| {
        service.writs.iter().any(|title| match writs.iter().any(|planned| is_titled(planned, title)) {
            true => meant(case, writs, service, title).into_iter().any(|planned| is_to(case, planned, Some(addressee))),
            false => is_on_receipt(case, service, addressee),
        })
    };
    case.services.iter().filter(handed).filter_map(step::day_of).max_by_key(|day| day.date)
}

/// A number that another paper has already, told apart: 61号, 61-2号, 61-3号.
fn apart(number: Number, writs: &[PlannedWrit]) -> Number {
    let (Number::Given(text, at) | Number::Computed(text, at)) = &number else { return number };
    let is_taken = |text: &str| writs.iter().any(|planned| planned.number.text() == Some(text));
    let Some(stem) = text.strip_suffix('号').filter(|_| is_taken(text)) else { return number };
    let free = (2..).map(|nth: usize| format!("{stem}-{nth}号")).find(|text| !is_taken(text));
    free.map_or_else(|| number.clone(), |text| Number::Computed(text, at.clone()))
}

/// Dates the receipts of the parties, and adds those of addressees who are no party.
pub(super) fn arrange<'a>(dossier: &Dossier<'a>, catalogue: &'a [Writ], writs: &mut Vec<PlannedWrit<'a>>, findings: &mut Vec<Diagnostic>) {
    let case = dossier.case;
    let Some(writ) = catalogue.iter().find(|writ| writ.is_of(Step::Service) && writ.front.per == Per::Party) else { return };
    let own = |planned: &PlannedWrit| planned.writ.id == writ.id;
    let Some(last) = writs.iter().rposition(own) else { return };
    let of = |planned: &PlannedWrit| Addressee::of_receipt(&planned.subject).filter(|_| own(planned));
    let dated: Vec<Option<Option<Day>>> = writs.iter().map(|planned| Some(day(case, writs, &of(planned)?))).collect();
    let reason = writs[last].reason.clone();
    for (planned, day) in writs.iter_mut().zip(dated) {
        if let Some(day) = day {
            planned.happened = day.is_some();
            planned.day = day;
        }
    }
    let mut others: Vec<String> = Vec::new();
    let served = writs.iter().filter(|planned| planned.writ.front.audience == Audience::Served);
    for addressee in served.flat_map(|planned| addressees(case, planned.writ, &planned.subject)) {
        if let Addressee::Other(name) = addressee
            && !others.contains(&name)
        {
            others.push(name);
        }
    }
    // a party to whom nothing is addressed needs no receipt beside those of the others
    let is_needed = |planned: &PlannedWrit| {
        let addressee = Addressee::of_receipt(&planned.subject);
        let is_due = |w: &&PlannedWrit| w.writ.front.audience == Audience::Served && is_to(case, w, addressee.as_ref());
        !own(planned) || planned.day.is_some() || writs.iter().any(|w| is_due(&w))
    };
    let is_any = !others.is_empty() || writs.iter().any(|planned| own(planned) && is_needed(planned));
    let needed: Vec<bool> = writs.iter().map(|planned| !is_any || is_needed(planned)).collect();
    let mut keep = needed.iter();
    writs.retain(|_| keep.next().copied().unwrap_or(true));
    let place = needed.iter().take(last + 1).filter(|needed| **needed).count();
    for (index, name) in others.into_iter().enumerate() {
        let subject = Subject { person: Some(name.clone()), ..Subject::default() };
        let day = day(case, writs, &Addressee::Other(name.clone()));
        let (number, fault) = number::number(case, dossier.agency, writ, &subject, plan::year(dossier, &day));
        findings.extend(fault);
        let number = apart(number, writs);
        let reason = format!("{reason}；{name}不是当事人，另用一份");
        let receipt = PlannedWrit { writ, label: Some(name), number, happened: day.is_some(), day, reason, volume: None, subject };
        writs.insert(place + index, receipt);
    }
}
