//! The step a writ belongs to: which event of the form gives its date.

use super::Subject;
use crate::case::events::{Event, Hearing, PaymentDeferral, Service};
use crate::case::values::{At, Date, Reference};
use crate::case::{Case, Party};
use crate::writ::Step;
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

fn given(date: Option<&Date>) -> Option<Day> {
    date.map(|d| Day { date: d.date, at: d.at.clone() })
}

/// Whether a list of references means this party; an empty list means all.
pub fn concerns(references: &[Reference], party: Option<usize>) -> bool {
    references.is_empty() || party.is_none() || references.iter().any(|reference| reference.index == party)
}

/// Whether a service concerns a party: by its 当事人, else by its recipients (the party itself or its head); a service
/// that names neither concerns every party.
pub fn served_on(case: &Case, service: &Service, party: Option<usize>) -> bool {
    let Some(index) = party.filter(|_| service.parties.is_empty()) else { return concerns(&service.parties, party) };
    case.parties.get(index).is_some_and(|party| names(service, party)) || !names_a_party(case, service)
}

/// Whether a service's recipients name a party or its head.
pub fn names_a_party(case: &Case, service: &Service) -> bool {
    case.parties.iter().any(|party| names(service, party))
}

/// Whether a service's recipients name a party or its head.
pub(super) fn names(service: &Service, party: &Party) -> bool {
    let is = |name: &str| party.name().text() == name || party.head().is_some_and(|head| head.name.text() == name);
    service.recipients.iter().any(|recipient| is(recipient.text()))
}

/// The day of the event of a writ's step, for the subject of the writ. `None`: not happened yet.
pub fn day(case: &Case, step: Step, subject: &Subject) -> Option<Day> {
    let party = subject.party;
    match step {
        Step::InspectionApproval => case.inspection_approval.as_ref().and_then(day_of),
        Step::InspectionNotice => case.inspection_notice.as_ref().and_then(day_of),
        Step::Inspection => case.inspection.as_ref().and_then(day_of),
        Step::InspectionResult => case.inspection_result.as_ref().and_then(day_of),
        Step::Handover => case.handovers.get(subject.event.unwrap_or(0)).and_then(day_of),
        Step::ExtensionRequest => given(case.correction.as_ref().and_then(|c| c.extension.as_ref()).and_then(|e| e.date.as_ref())),
        Step::ExtensionReply => given(case.correction.as_ref().and_then(|c| c.extension.as_ref()).and_then(|e| e.replied_on.as_ref())),
        Step::CompulsionApproval => subject.compulsion.and_then(|compulsion| compulsion.approval_day(case)),
        Step::Seizure => case.seizure.as_ref().and_then(day_of),
        Step::SeizureProlongation => given(case.seizure.as_ref().and_then(|s| s.prolongation.as_ref()).and_then(|p| p.date.as_ref())),
        Step::SeizureDisposal => given(case.seizure.as_ref().and_then(|s| s.disposal.as_ref()).and_then(|d| d.date.as_ref())),
        Step::PowerCut => case.power_cut.as_ref().and_then(day_of),
        Step::PowerRestore => case.power_restore.as_ref().and_then(day_of),
        Step::SceneExamination => case.scene_examination.as_ref().and_then(day_of),
        Step::Sampling => case.sampling.get(subject.event.unwrap_or(0)).and_then(day_of),
        Step::Appraisal => case.appraisal.get(subject.event.unwrap_or(0)).and_then(day_of),
        Step::PreservationApproval => {
            let own = case.preservation.as_ref();
            given(own.and_then(|p| p.approved_on.as_ref())).or_else(|| own.and_then(day_of))
        }
        Step::Preservation => case.preservation.as_ref().and_then(day_of),
        Step::PreservationDisposal => given(case.preservation.as_ref().and_then(|p| p.disposal.as_ref()).and_then(|d| d.date.as_ref())),
        Step::Measures => case.measures.as_ref().and_then(day_of),
        Step::Correction => case.correction.as_ref().and_then(day_of),
        Step::Recheck => case.rechecks.get(subject.recheck.unwrap_or(0)).and_then(day_of),
        Step::Filing => case.filing.as_ref().and_then(day_of),
        Step::InquiryNotice => subject.notice.and_then(|i| case.inquiry_notices.get(i)).and_then(day_of),
        Step::Inquiry => subject.inquiry.and_then(|i| case.inquiries.get(i)).and_then(day_of),
        Step::InvestigationEnd => case.investigation_end.as_ref().and_then(day_of),
        Step::LegalReview => subject.event.and_then(|i| case.legal_review.get(i)).or(case.legal_review.last()).and_then(day_of),
        Step::Discussion => case.discussion.as_ref().and_then(day_of),
        Step::Notice => case.notices.iter().find(|n| concerns(&n.parties, party)).and_then(day_of),
        Step::Decision => case.decisions.iter().find(|d| concerns(&d.parties, party)).and_then(day_of),
        Step::Statement => case.statements.iter().find(|s| concerns(&s.parties, party) && !s.is_abandoned()).and_then(day_of),
        Step::WrittenWaiver => case.statements.iter().find(|s| concerns(&s.parties, party) && s.is_abandoned()).and_then(day_of),
        Step::HearingNotice => hearing_of(case, subject).and_then(|h| h.notice.as_ref()).and_then(|n| n.date.as_ref()).map(on),
        Step::HearingSession => {
            let held = hearing_of(case, subject).and_then(|h| h.session.as_ref()).and_then(|s| s.time.as_ref());
            held.and_then(|time| time.start.as_ref()).and_then(|start| Some(Day { date: start.date?, at: start.at.clone() }))
        }
        Step::HearingReport => hearing_of(case, subject).and_then(|h| h.report.as_ref()).and_then(|r| r.date.as_ref()).map(on),
        Step::CaseExtension => case.extension.get(subject.event.unwrap_or(0)).and_then(day_of),
        Step::Withdrawal => case.withdrawal.as_ref().and_then(day_of),
        Step::Termination => case.termination.as_ref().and_then(day_of),
        Step::NoPenalty => case.no_penalty.iter().find(|n| concerns(&n.parties, party)).and_then(day_of),
        Step::Disposal => day(case, Step::Decision, subject).or_else(|| day(case, Step::NoPenalty, subject)),
        Step::Erratum => case.errata.get(subject.event.unwrap_or(0)).and_then(day_of),
        Step::ServiceAddress => {
            let electronic = party.and_then(|p| case.parties.get(p)).and_then(|p| p.service_address.as_ref());
            electronic.and_then(|address| address.electronic.as_ref()).and_then(|e| e.agreed_on.as_ref()).map(on)
        }
        Step::Service => case.services.iter().filter(|s| served_on(case, s, party)).filter_map(day_of).max_by_key(|d| d.date),
        Step::Closing => case.closing.as_ref().and_then(day_of),
        Step::Archiving => case.archiving.as_ref().and_then(day_of),
        Step::PaymentDemand | Step::ExecutionDemand => subject.event.and_then(|i| case.demands.get(i)).and_then(day_of),
        Step::Surcharge => subject.event.and_then(|i| case.surcharges.get(i)).and_then(day_of),
        Step::Deferral => subject.event.and_then(|i| case.deferrals.get(i)).and_then(deferred_on),
        Step::Enforcement => subject.event.and_then(|i| case.enforcement.get(i)).and_then(day_of),
        Step::Interview => subject.event.and_then(|i| case.interview.get(i)).and_then(day_of),
        Step::Transfer => case.transfer.as_ref().and_then(day_of),
        Step::Scoring => case.scoring.as_ref().and_then(day_of),
    }
}

fn on(date: &crate::case::values::Date) -> Day {
    Day { date: date.date, at: date.at.clone() }
}

/// The hearing of a writ: the one its subject names, else the one that concerns its party.
pub fn hearing_of<'c>(case: &'c Case, subject: &Subject) -> Option<&'c Hearing> {
    match subject.event {
        Some(index) => case.hearing.get(index),
        None => case.hearing.iter().find(|h| concerns(&h.parties, subject.party)),
    }
}

/// The day a deferral was approved.
pub fn deferred_on(deferral: &PaymentDeferral) -> Option<Day> {
    let approved = deferral.approval.as_ref().and_then(|a| a.date.as_ref());
    approved.map(|d| Day { date: d.date, at: d.at.clone() }).or_else(|| day_of(deferral))
}
