//! The steps of the procedure that have a day, by name: what the rules on order and time read.

use crate::case::values::{Date, Reference};
use crate::case::{Case, events::Event};
use crate::dossier::step::{self, Day};

/// A day of the case with the name of its step.
pub struct Dated {
    /// The step.
    pub name: &'static str,
    /// Its day.
    pub day: Day,
    /// The parties it concerns; empty for all.
    pub parties: Vec<usize>,
}

impl Dated {
    fn of(name: &'static str, event: &impl Event, references: &[Reference]) -> Option<Dated> {
        let parties = references.iter().filter_map(|reference| reference.index).collect();
        step::day_of(event).map(|day| Dated { name, day, parties })
    }
    /// Whether both concern some party together.
    pub fn meets(&self, other: &Dated) -> bool {
        self.parties.is_empty() || other.parties.is_empty() || self.parties.iter().any(|party| other.parties.contains(party))
    }
}

/// Every step of the procedure that has a day. What was expressly not done has none.
pub fn steps(case: &Case) -> Vec<Dated> {
    let mut out = Vec::new();
    let mut add = |found: Option<Dated>| out.extend(found);
    add(case.inspection.as_ref().and_then(|e| Dated::of("检查", e, &[])));
    add(case.measures.as_ref().filter(|e| !e.is_abandoned()).and_then(|e| Dated::of("现场处理", e, &[])));
    add(case.correction.as_ref().filter(|e| !e.is_abandoned()).and_then(|e| Dated::of("责令改正", e, &e.parties)));
    case.rechecks.iter().for_each(|e| add(Dated::of("复查", e, &[])));
    add(case.filing.as_ref().and_then(|e| Dated::of("立案", e, &[])));
    case.inquiries.iter().filter(|e| !e.is_abandoned()).for_each(|e| add(Dated::of("询问", e, &[])));
    add(case.investigation_end.as_ref().and_then(|e| Dated::of("调查终结", e, &[])));
    case.notices.iter().filter(|e| !e.is_abandoned()).for_each(|e| add(Dated::of("告知", e, &e.parties)));
    case.statements.iter().for_each(|e| add(Dated::of("陈述申辩", e, &e.parties)));
    for heard in case.hearing.iter().filter(|e| !e.is_abandoned()) {
        let parties: Vec<usize> = heard.parties.iter().filter_map(|reference| reference.index).collect();
        let mut day = |name, day: Option<Day>| add(day.map(|day| Dated { name, day, parties: parties.clone() }));
        let date = |date: Option<&Date>| date.map(|date| Day { date: date.date, at: date.at.clone() });
        let held = heard.session.as_ref().and_then(|session| session.time.as_ref()).and_then(|time| time.start.as_ref());
        day("听证申请", date(heard.request.as_ref().and_then(|request| request.date.as_ref())));
        day("听证举行", held.and_then(|start| Some(Day { date: start.date?, at: start.at.clone() })));
        day("听证报告", date(heard.report.as_ref().and_then(|report| report.date.as_ref())));
    }
    case.decisions.iter().for_each(|e| add(Dated::of("决定", e, &e.parties)));
    for service in &case.services {
        let named = |word: &str| service.writs.iter().any(|title| title.text().contains(word));
        let parties = (0..case.parties.len()).filter(|party| step::served_on(case, service, Some(*party))).collect::<Vec<_>>();
        for (word, name) in [("处罚决定书", "决定书送达"), ("告知书", "告知书送达")] {
            if named(word) {
                add(step::day_of(service).map(|day| Dated { name, day, parties: parties.clone() }));
            }
        }
    }
    case.payments.iter().for_each(|e| add(Dated::of("缴款", e, e.party.as_slice())));
    add(case.publication.as_ref().filter(|e| !e.is_abandoned()).and_then(|e| Dated::of("公示", e, &[])));
    add(case.closing.as_ref().and_then(|e| Dated::of("结案", e, &[])));
    add(case.archiving.as_ref().and_then(|e| Dated::of("归档", e, &[])));
    out
}
