//! The predicates of the paths a case can take after its investigation: notice, statement, hearing, review, and the ends
//! other than a penalty. Each with its reason.

use super::{Dossier, Subject, step};
use crate::case::events::{Event, NoPenalty, NoPenaltyGround, Statement};
use crate::case::{Case, Procedure};
use crate::writ::{Predicate, Step, Writ};

/// Whether a waiver was put in writing: 方式 says so.
pub fn is_written(statement: &Statement) -> bool {
    statement.method.as_ref().is_some_and(|method| method.text().contains("书面"))
}

/// Whether no penalty is imposed on a party; for the whole case, on any party.
pub fn is_spared(case: &Case, party: Option<usize>) -> bool {
    case.no_penalty.iter().any(|event| !event.is_abandoned() && step::concerns(&event.parties, party))
}

/// Whether the facts against a party stand: not when it is spared because they do not.
pub fn is_established(case: &Case, party: usize) -> bool {
    let denied = |event: &NoPenalty| event.ground.as_ref().is_some_and(|ground| ground.value == NoPenaltyGround::NotEstablished);
    !case.no_penalty.iter().any(|event| !event.is_abandoned() && denied(event) && step::concerns(&event.parties, Some(party)))
}

/// Whether the case ends without any penalty: withdrawn, terminated, or every party spared.
pub fn is_without_penalty(case: &Case) -> bool {
    case.withdrawal.is_some()
        || case.termination.is_some()
        || (!case.parties.is_empty() && (0..case.parties.len()).all(|party| is_spared(case, Some(party))))
}

/// Whether a path predicate holds and why; `None` for predicates of other families.
pub fn statement(dossier: &Dossier, predicate: Predicate, party: Option<usize>) -> Option<(bool, String)> {
    let case = dossier.case;
    let yes_no = |holds: bool, yes: &str, no: &str| Some((holds, if holds { yes.to_string() } else { no.to_string() }));
    match predicate {
        Predicate::Noticed => {
            let told = case.notices.iter().any(|notice| !notice.is_abandoned() && step::concerns(&notice.parties, party));
            let decided = dossier.statement(Predicate::Decided, party);
            match (told, decided.holds) {
                (true, _) => Some((true, "已经告知拟作出的处罚".into())),
                (false, true) => Some((true, "作出处罚决定前应当告知".into())),
                (false, false) => Some((false, decided.reason)),
            }
        }
        Predicate::Disposing => match (&case.withdrawal, &case.termination, is_spared(case, party)) {
            (Some(_), _, _) => Some((false, "案件已撤销".into())),
            (None, Some(_), _) => Some((false, "案件已终止".into())),
            (None, None, true) => Some((true, "报请决定不予行政处罚".into())),
            (None, None, false) => Some((true, "报请作出行政处罚决定".into())),
        },
        Predicate::Spared => yes_no(is_spared(case, party), "决定不予行政处罚", "没有不予行政处罚的决定"),
        Predicate::InvestigationEnded => {
            let ended = case.investigation_end.as_ref().is_some_and(|event| !event.is_abandoned());
            yes_no(ended && is_ordinary(case), "调查终结，应当将调查结果和处理建议报本机关负责人", "表单没有调查终结")
        }
        Predicate::LegallyReviewed => {
            let held = case.hearing.iter().any(|hearing| !hearing.is_abandoned());
            match (is_without_penalty(case), held, case.legal_review.is_empty()) {
                (_, _, false) => Some((true, "进行了法制审核".into())),
                (false, true, true) => Some((true, "经过听证，作出决定前应当法制审核".into())),
                (true, true, true) | (_, false, true) => Some((false, "不属于应当法制审核的情形".into())),
            }
        }
        Predicate::Stated => {
            let spoken = case.statements.iter().find(|event| !event.is_abandoned() && step::concerns(&event.parties, party));
            match spoken {
                Some(event) if is_written(event) => Some((false, "当事人提交了书面意见，不另作笔录".into())),
                Some(_) => Some((true, "当事人提出陈述、申辩".into())),
                None => Some((false, "当事人没有陈述、申辩".into())),
            }
        }
        Predicate::HearingRequested => {
            let requested = case.hearing.iter().any(|hearing| !hearing.is_abandoned() && step::concerns(&hearing.parties, party));
            yes_no(requested, "当事人要求听证", "当事人没有要求听证")
        }
        Predicate::WaivedInWriting => {
            let waived =
                case.statements.iter().any(|event| event.is_abandoned() && is_written(event) && step::concerns(&event.parties, party));
            yes_no(waived, "当事人书面放弃权利", "没有书面放弃")
        }
        Predicate::Extended => yes_no(!case.extension.is_empty(), "办理期限延长，须经批准", "没有延长办理期限"),
        Predicate::Withdrawn => yes_no(case.withdrawal.is_some(), "案件撤销", "案件没有撤销"),
        Predicate::Terminated => yes_no(case.termination.is_some(), "案件终止", "案件没有终止"),
        Predicate::Corrected => yes_no(!case.errata.is_empty(), "文书有笔误，须更正", "没有要更正的文书"),
        Predicate::ElectronicService => {
            let address = party.and_then(|p| case.parties.get(p)).and_then(|p| p.service_address.as_ref());
            yes_no(address.is_some_and(|a| a.electronic.is_some()), "当事人同意电子送达", "没有同意电子送达")
        }
        Predicate::Represented => {
            let agent = party.and_then(|p| case.parties.get(p)).is_some_and(|p| p.agent.is_some());
            yes_no(agent, "当事人委托了代理人", "没有委托代理人")
        }
        Predicate::Copied => {
            let copied = case.evidence.iter().any(|item| item.original_at.is_some());
            yes_no(copied, "证据是复制、提取的，原件另有存放", "没有写明原件存放处的证据")
        }
        Predicate::Summary
        | Predicate::Kept
        | Predicate::Transferred
        | Predicate::PaymentDemanded
        | Predicate::Surcharged
        | Predicate::DeferralRequested
        | Predicate::Deferred
        | Predicate::ExecutionDemanded
        | Predicate::Enforced
        | Predicate::Interviewed
        | Predicate::Scored
        | Predicate::HazardsListed
        | Predicate::Inspected
        | Predicate::Charged
        | Predicate::InspectionApproved
        | Predicate::InspectionNotified
        | Predicate::ResultTold
        | Predicate::Compelled
        | Predicate::Seized
        | Predicate::SeizureExtended
        | Predicate::PowerCut
        | Predicate::PowerRestored
        | Predicate::SceneExamined
        | Predicate::Sampled
        | Predicate::EvidencePreserved
        | Predicate::Appraised
        | Predicate::HandedOver
        | Predicate::ExtensionRequested
        | Predicate::Photographed
        | Predicate::Ordering
        | Predicate::Measured
        | Predicate::Rechecking
        | Predicate::Summoned
        | Predicate::Inquired
        | Predicate::HasEvidence
        | Predicate::Filed
        | Predicate::Fined
        | Predicate::HearingOffered
        | Predicate::HearingNotOffered
        | Predicate::DiscussionNeeded
        | Predicate::UnitParty
        | Predicate::PersonParty
        | Predicate::Decided => None,
    }
}

fn is_ordinary(case: &Case) -> bool {
    !matches!(case.procedure.as_ref().map(|p| p.value), Some(Procedure::Summary))
}

/// Whether the agency names a writ among its 可选文书, by title or id.
pub fn is_chosen(dossier: &Dossier, writ: &Writ) -> bool {
    writ.is_optional()
        && dossier
            .agency
            .optional_writs
            .iter()
            .any(|name| name.text() == writ.title() || name.text() == writ.id || name.text().eq_ignore_ascii_case(&writ.front.national.0))
}

/// One subject for each event of a step that can recur in a case; `None` for steps that happen once.
pub fn recurring(dossier: &Dossier, step: Step) -> Option<Vec<Subject>> {
    let case = dossier.case;
    let count = |count: usize| (0..count).map(|index| Subject { event: Some(index), ..Subject::default() }).collect();
    if [Step::HearingSession, Step::HearingReport].contains(&step) {
        return Some(live(&case.hearing));
    }
    let of = [
        (Step::LegalReview, count(case.legal_review.len().max(1))),
        (Step::CaseExtension, count(case.extension.len())),
        (Step::Sampling, live(&case.sampling)),
        (Step::Appraisal, live(&case.appraisal)),
        (Step::Handover, live(&case.handovers)),
        (Step::Erratum, count(case.errata.len())),
    ];
    of.into_iter().find(|(known, _)| *known == step).map(|(_, subjects)| subjects)
}

/// One subject for each event, those given up left out.
fn live<E: Event>(events: &[E]) -> Vec<Subject> {
    let live = events.iter().enumerate().filter(|(_, event)| !event.is_abandoned());
    live.map(|(index, _)| Subject { event: Some(index), ..Subject::default() }).collect()
}
