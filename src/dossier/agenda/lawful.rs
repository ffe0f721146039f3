//! Between which days a planned writ can lawfully be made, and why: from the limits it must meet, the limits it must wait
//! for, and the steps it follows from.

use super::{Agenda, Entry};
use crate::dossier::{Dossier, PlannedWrit, step};
use crate::text::date;
use crate::writ::Step;
use chrono::NaiveDate;

/// A first or last day with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The day.
    pub day: NaiveDate,
    /// Why this day.
    pub why: String,
}

/// The lawful days of a writ.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lawful {
    /// 最早
    pub earliest: Option<Bound>,
    /// 最迟
    pub latest: Option<Bound>,
    /// Bounds that cannot be said yet, with what is missing: 最早：…, 最迟：….
    pub unknown: Vec<String>,
    /// Why no day is left, when limits exclude each other.
    pub impossible: Option<String>,
}

/// A step and the steps whose day it cannot come before.
const FOLLOWS: &[(Step, &[Step])] = &[
    (Step::InspectionNotice, &[Step::InspectionApproval]),
    (Step::Measures, &[Step::Inspection]),
    (Step::Correction, &[Step::Inspection]),
    (Step::Recheck, &[Step::Correction]),
    (Step::Inquiry, &[Step::InquiryNotice]),
    (Step::InvestigationEnd, &[Step::Filing]),
    (Step::Notice, &[Step::Filing, Step::InvestigationEnd]),
    (Step::Statement, &[Step::Notice]),
    (Step::HearingReport, &[Step::HearingSession]),
    (Step::Decision, &[Step::Notice, Step::LegalReview, Step::Discussion, Step::HearingReport]),
    (Step::NoPenalty, &[Step::Filing, Step::InvestigationEnd]),
    (Step::PreservationDisposal, &[Step::Preservation]),
    (Step::SeizureDisposal, &[Step::Seizure]),
    (Step::PowerRestore, &[Step::PowerCut]),
    (Step::Enforcement, &[Step::ExecutionDemand]),
    (Step::Closing, &[Step::Decision]),
    (Step::Archiving, &[Step::Closing]),
];

/// The lawful days of a planned writ.
pub fn lawful(dossier: &Dossier, agenda: &Agenda, planned: &PlannedWrit) -> Lawful {
    let mut out = Lawful::default();
    let Some(step) = planned.writ.front.step else { return out };
    let own = step.word();
    for entry in agenda.entries.iter().filter(|entry| entry.concerns(planned.subject.party)) {
        for bar in entry.bars.iter().filter(|bar| bar.step == own && is_same(bar.event, planned.subject.event)) {
            match &bar.first {
                Ok(first) => later(&mut out.earliest, Bound { day: *first, why: because(entry, &bar.why) }),
                Err(reason) => out.unknown.push(format!("最早：{}——{reason}", named(entry))),
            }
        }
        if entry.step == own && is_same(entry.event.filter(|_| own.starts_with("听证")), planned.subject.event) {
            latest(&mut out, entry, planned);
        }
    }
    for (_, before) in FOLLOWS.iter().filter(|(known, _)| *known == step) {
        for earlier in *before {
            if let Some(day) = step::day(dossier.case, *earlier, &planned.subject) {
                later(&mut out.earliest, Bound { day: day.date, why: format!("不早于{}（{}）", earlier.word(), date::print(day.date)) });
            }
        }
    }
    // 最早 before 最迟
    out.unknown.sort_by_key(|said| !said.starts_with("最早"));
    out.unknown.dedup();
    let conflict = agenda.conflicts.iter().find(|conflict| conflict.step == own && is_same(conflict.event, planned.subject.event));
    out.impossible = conflict.map(|conflict| conflict.message.clone()).or_else(|| match (&out.earliest, &out.latest) {
        (Some(earliest), Some(latest)) if earliest.day > latest.day => {
            Some(format!("最早{}，最迟{}，没有一天合法", date::print(earliest.day), date::print(latest.day)))
        }
        (_, _) => None,
    });
    out
}

/// An event that is not told apart belongs to every one.
fn is_same(one: Option<usize>, other: Option<usize>) -> bool {
    one.is_none() || other.is_none() || one == other
}

fn latest(out: &mut Lawful, entry: &Entry, planned: &PlannedWrit) {
    // a limit that another event of the same kind met says nothing of this one
    let met_by_other = entry.done.as_ref().is_some_and(|done| planned.day.as_ref().is_some_and(|day| day.date != done.day));
    if met_by_other {
        return;
    }
    match (&entry.span, entry.last_day()) {
        (Ok(span), Some(last)) => {
            if let Some(opens) = span.opens {
                later(&mut out.earliest, Bound { day: opens, why: because(entry, &span.why) });
            }
            let bound = Bound { day: last, why: because(entry, &span.why) };
            if out.latest.as_ref().is_none_or(|known| last < known.day) {
                out.latest = Some(bound);
            }
        }
        (Ok(span), None) => out.unknown.push(format!("最迟：{}——{}", named(entry), span.why)),
        (Err(reason), _) => out.unknown.push(format!("最迟：{}——{reason}", named(entry))),
    }
}

fn later(known: &mut Option<Bound>, bound: Bound) {
    if known.as_ref().is_none_or(|known| bound.day > known.day) {
        *known = Some(bound);
    }
}

fn named(entry: &Entry) -> String {
    match &entry.whom {
        Some(whom) => format!("{}（{whom}）", entry.name),
        None => entry.name.clone(),
    }
}

fn because(entry: &Entry, why: &str) -> String {
    let basis = if entry.basis.is_empty() { String::new() } else { format!("（{}）", entry.basis) };
    format!("{}：{why}{basis}", named(entry))
}
