//! The step a writ belongs to: which event of the form gives its date.

use super::Subject;
use crate::case::Case;
use crate::case::events::{Event, Service};
use crate::case::values::{At, Reference};
use chrono::NaiveDate;

/// A day with the place in the form it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Day {
    /// The day.
    pub date: NaiveDate,
    /// Where.
    pub at: At,
}

/// The day of an event.
pub fn day_of(event: &impl Event) -> Option<Day> {
    let date = event.day()?;
    let at = event.date().map(|d| d.at.clone()).or_else(|| event.time().and_then(|t| t.start.as_ref()).map(|s| s.at.clone()));
    Some(Day { date, at: at.unwrap_or_default() })
}

/// Whether a list of references means this party; an empty list means all.
pub fn concerns(references: &[Reference], party: Option<usize>) -> bool {
    references.is_empty() || party.is_none() || references.iter().any(|reference| reference.index == party)
}

/// Whether a service was made to this party: as it says (当事人), else by who received it. A receiver who is neither a
/// party nor the head of one (an employee, an agent) stands for the first party beside the others named.
pub fn serves(case: &Case, service: &Service, party: Option<usize>) -> bool {
    let Some(asked) = party else { return true };
    if !service.parties.is_empty() {
        return concerns(&service.parties, party);
    }
    let whose = |receiver: &str| {
        let named = |p: &crate::case::Party| p.name().text() == receiver;
        let headed = |p: &crate::case::Party| p.head().is_some_and(|head| head.name.text() == receiver);
        case.parties.iter().position(named).or_else(|| case.parties.iter().position(headed))
    };
    let receivers: Vec<Option<usize>> = service.recipients.iter().map(|name| whose(name.text())).collect();
    if receivers.iter().all(Option::is_none) {
        return true;
    }
    receivers.into_iter().any(|index| index.unwrap_or(0) == asked)
}

/// The day of the event named by a template's 步骤, for the subject of the writ. `None`: not happened yet, or unknown.
pub fn day(case: &Case, step: &str, subject: &Subject) -> Option<Day> {
    let party = subject.party;
    match step {
        "检查" => case.inspection.as_ref().and_then(day_of),
        "现场处理" => case.measures.as_ref().and_then(day_of),
        "责令改正" => case.correction.as_ref().and_then(day_of),
        "复查" => case.rechecks.get(subject.recheck.unwrap_or(0)).and_then(day_of),
        "立案" => case.filing.as_ref().and_then(day_of),
        "询问通知" => subject.notice.and_then(|i| case.inquiry_notices.get(i)).and_then(day_of),
        "询问" => subject.inquiry.and_then(|i| case.inquiries.get(i)).and_then(day_of),
        "调查终结" => case.investigation_end.as_ref().and_then(day_of),
        "法制审核" => case.legal_review.last().and_then(day_of),
        "集体讨论" => case.discussion.as_ref().and_then(day_of),
        "告知" => case.notices.iter().find(|n| concerns(&n.parties, party)).and_then(day_of),
        "决定" => case.decisions.iter().find(|d| concerns(&d.parties, party)).and_then(day_of),
        "送达" => case.services.iter().filter(|s| serves(case, s, party)).filter_map(day_of).max_by_key(|d| d.date),
        "结案" => case.closing.as_ref().and_then(day_of),
        "归档" => case.archiving.as_ref().and_then(day_of),
        _ => None,
    }
}
