//! The writ set: predicates with reasons, and one planned writ for each template and subject they let through.

use super::step::{self, Day};
use super::{Compulsion, Dossier, PlannedWrit, Statement, Subject, follow_up};
use super::{number, paths, receipt, site};
use crate::case::Procedure;
use crate::case::events::{DemandKind, Event};
use crate::diag::Diagnostic;
use crate::writ::{Per, Predicate, Step, Writ};
use chrono::Datelike;

/// Whether a predicate holds for the case or one party, and why.
pub fn statement(dossier: &Dossier, predicate: Predicate, party: Option<usize>) -> Statement {
    let case = dossier.case;
    if let Some((holds, reason)) = paths::statement(dossier, predicate, party) {
        return Statement { predicate, holds, reason };
    }
    let (holds, reason) = match predicate {
        Predicate::Inspected => match &case.inspection {
            Some(_) => (true, "进行了现场检查".to_string()),
            None => (false, "表单没有现场检查".into()),
        },
        Predicate::Ordering => match (&case.accident, &case.correction) {
            (_, Some(order)) if order.is_abandoned() => (false, "表单写明不责令改正".into()),
            (_, Some(_)) => (true, "责令改正".into()),
            (Some(_), None) => (false, "事故后的处罚，没有待整改的事项".into()),
            (None, None) if paths::is_without_penalty(case) => (false, "没有作出处罚，表单没有责令改正".into()),
            (None, None) if !is_charged(dossier) => (false, "只有检查，没有违法行为".into()),
            (None, None) => (true, "实施行政处罚应当责令改正违法行为".into()),
        },
        Predicate::Measured => match &case.measures {
            Some(measures) if !measures.is_abandoned() => (true, "采取了现场处理措施".into()),
            _ => (false, "没有采取现场处理措施".into()),
        },
        Predicate::Rechecking => {
            let ordering = statement(dossier, Predicate::Ordering, party);
            let measured = statement(dossier, Predicate::Measured, party);
            match (case.rechecks.is_empty(), ordering.holds, measured.holds) {
                (false, _, _) => (true, "进行了复查".into()),
                (true, true, _) => (true, format!("{}，期限届满后应当复查", ordering.reason)),
                (true, false, true) => (true, format!("{}，恢复前应当复查", measured.reason)),
                (true, false, false) => (false, "没有要复查的事项".into()),
            }
        }
        Predicate::Summoned | Predicate::Inquired => (is_ordinary(dossier), ordinary_reason(dossier)),
        Predicate::HasEvidence => match is_charged(dossier) || !case.evidence.is_empty() {
            true => (true, "案卷应当有证据清单".into()),
            false => (false, "只有检查，没有证据".into()),
        },
        Predicate::Charged => match is_charged(dossier) {
            true => (true, "有违法行为，应当立案处理".into()),
            false => (false, "只有检查，没有违法行为".into()),
        },
        Predicate::InspectionApproved => happened(case.inspection_approval.as_ref(), "检查前制定方案并经审批"),
        Predicate::InspectionNotified => happened(case.inspection_notice.as_ref(), "检查时出具检查通知书"),
        Predicate::ResultTold => match (&case.inspection_result, is_charged(dossier), &case.inspection) {
            (Some(told), _, _) if told.is_abandoned() => (false, "表单写明不另行告知检查结果".into()),
            (Some(_), _, _) => (true, "告知检查结果".into()),
            (None, false, Some(_)) => (true, "检查后没有立案，应当告知检查结果".into()),
            (None, _, _) => (false, "没有另行告知检查结果".into()),
        },
        Predicate::Compelled => match Compulsion::all(case).is_empty() {
            true => (false, "没有采取行政强制措施".into()),
            false => (true, "行政强制须经负责人批准".into()),
        },
        Predicate::Seized => happened(case.seizure.as_ref(), "查封、扣押"),
        Predicate::SeizureExtended => match case.seizure.as_ref().is_some_and(|s| !s.is_abandoned() && s.prolongation.is_some()) {
            true => (true, "延长查封、扣押期限".into()),
            false => (false, "没有延长查封、扣押期限".into()),
        },
        Predicate::PowerCut => happened(case.power_cut.as_ref(), "停止供电（供应民用爆炸物品）"),
        Predicate::PowerRestored => happened(case.power_restore.as_ref(), "恢复供电（供应民用爆炸物品）"),
        Predicate::SceneExamined => happened(case.scene_examination.as_ref(), "勘验"),
        Predicate::Sampled => happened(case.sampling.iter().find(|s| !s.is_abandoned()), "抽样取证"),
        Predicate::EvidencePreserved => happened(case.preservation.as_ref(), "先行登记保存证据"),
        Predicate::Appraised => happened(case.appraisal.iter().find(|a| !a.is_abandoned()), "委托鉴定"),
        Predicate::HandedOver => happened(case.handovers.iter().find(|h| !h.is_abandoned()), "移交非职责范围的安全问题"),
        Predicate::ExtensionRequested => match case.correction.as_ref().and_then(|c| c.extension.as_ref()) {
            Some(_) => (true, "当事人申请延长整改期限，应当书面答复".into()),
            None => (false, "没有申请延长整改期限".into()),
        },
        Predicate::Photographed => match case.photos().next().is_some() {
            true => (true, "证据或者隐患附有照片".into()),
            false => (false, "没有照片".into()),
        },
        Predicate::Filed => (is_ordinary(dossier), ordinary_reason(dossier)),
        Predicate::Fined => {
            let fined = standings(dossier, party).any(|s| s.fines > 0);
            (fined, if fined { "处以罚款".into() } else { "没有罚款".into() })
        }
        Predicate::HearingOffered => match standings(dossier, party).find(|s| s.hearing.required) {
            Some(standing) => (true, standing.hearing.reason.clone()),
            None => (false, hearing_reasons(dossier, party)),
        },
        Predicate::HearingNotOffered => {
            let offered = standings(dossier, party).any(|s| s.hearing.required);
            (!offered && is_ordinary(dossier), hearing_reasons(dossier, party))
        }
        Predicate::DiscussionNeeded => match (standings(dossier, None).find(|s| s.hearing.required), &case.discussion) {
            (Some(_), None) if paths::is_without_penalty(case) => (false, "没有作出处罚".into()),
            (Some(standing), _) => (true, format!("{}，应当集体讨论", standing.hearing.reason)),
            (None, Some(discussion)) if !discussion.is_abandoned() => (true, "进行了集体讨论".into()),
            (None, _) => (false, "未达到应当集体讨论的情形".into()),
        },
        Predicate::UnitParty => {
            let unit = parties(dossier, party).any(|p| !p.is_person());
            (unit, if unit { "当事人是单位".into() } else { "当事人是个人".into() })
        }
        Predicate::PersonParty => {
            let person = parties(dossier, party).any(|p| p.is_person());
            (person, if person { "当事人是个人".into() } else { "当事人是单位".into() })
        }
        Predicate::Decided => {
            let spared = match party {
                Some(_) => paths::is_spared(case, party),
                None => !case.no_penalty.is_empty() && paths::is_without_penalty(case),
            };
            match (spared, &case.withdrawal, &case.termination) {
                (true, _, _) => (false, "决定不予行政处罚".into()),
                (false, Some(_), _) => (false, "案件已撤销".into()),
                (false, None, Some(_)) => (false, "案件已终止".into()),
                (false, None, None) if !is_charged(dossier) => (false, "只有检查，没有违法行为".into()),
                (false, None, None) => (true, "拟作出行政处罚".into()),
            }
        }
        // settled by `paths` above
        Predicate::Noticed
        | Predicate::Disposing
        | Predicate::Spared
        | Predicate::InvestigationEnded
        | Predicate::LegallyReviewed
        | Predicate::Stated
        | Predicate::HearingRequested
        | Predicate::WaivedInWriting
        | Predicate::Extended
        | Predicate::Withdrawn
        | Predicate::Terminated
        | Predicate::Corrected
        | Predicate::ElectronicService
        | Predicate::Represented
        | Predicate::Copied => (false, String::new()),
        Predicate::Summary => follow_up::summary(dossier, party),
        Predicate::Kept => follow_up::kept(dossier),
        Predicate::Transferred => follow_up::transferred(dossier),
        Predicate::PaymentDemanded => follow_up::demanded(dossier, DemandKind::Payment, party),
        Predicate::ExecutionDemanded => follow_up::demanded(dossier, DemandKind::Execution, party),
        Predicate::Surcharged => follow_up::surcharged(dossier, party),
        Predicate::DeferralRequested => follow_up::deferral_requested(dossier),
        Predicate::Deferred => follow_up::deferred(dossier),
        Predicate::Enforced => follow_up::enforced(dossier, party),
        Predicate::Interviewed => follow_up::interviewed(dossier),
        Predicate::Scored => follow_up::scored(dossier),
        Predicate::HazardsListed => follow_up::hazards_listed(dossier),
    };
    Statement { predicate, holds, reason }
}

/// Whether there is a violation to be dealt with; a form of a mere inspection has none.
fn is_charged(dossier: &Dossier) -> bool {
    !dossier.case.violations.is_empty()
}

/// Whether an event stands in the form and was not given up.
fn happened<E: Event>(event: Option<&E>, what: &str) -> (bool, String) {
    match event {
        Some(event) if event.is_abandoned() => (false, format!("表单写明没有进行：{what}")),
        Some(_) => (true, what.to_string()),
        None => (false, format!("没有：{what}")),
    }
}

fn is_ordinary(dossier: &Dossier) -> bool {
    is_charged(dossier) && !matches!(dossier.case.procedure.as_ref().map(|p| p.value), Some(Procedure::Summary))
}

/// Whether the form chose the summary procedure.
pub(super) fn is_summary(dossier: &Dossier) -> bool {
    matches!(dossier.case.procedure.as_ref().map(|p| p.value), Some(Procedure::Summary))
}

fn ordinary_reason(dossier: &Dossier) -> String {
    match (is_charged(dossier), is_ordinary(dossier)) {
        (false, _) => "只有检查，没有违法行为".into(),
        (true, true) => "适用普通程序".into(),
        (true, false) => "适用简易程序".into(),
    }
}

fn standings<'d>(dossier: &'d Dossier, party: Option<usize>) -> impl Iterator<Item = &'d super::Standing> {
    dossier.standings.iter().enumerate().filter(move |(index, _)| party.is_none_or(|p| p == *index)).map(|(_, standing)| standing)
}

fn parties<'d>(dossier: &'d Dossier, party: Option<usize>) -> impl Iterator<Item = &'d crate::case::Party> {
    dossier.case.parties.iter().enumerate().filter(move |(index, _)| party.is_none_or(|p| p == *index)).map(|(_, party)| party)
}

fn hearing_reasons(dossier: &Dossier, party: Option<usize>) -> String {
    let reasons: Vec<&str> = standings(dossier, party).map(|s| s.hearing.reason.as_str()).collect();
    if reasons.is_empty() { "未达到听证标准".into() } else { reasons.join("；") }
}

/// The set of writs with numbers, dates and reasons, in file order.
pub fn plan<'a>(dossier: &Dossier<'a>, catalogue: &'a [Writ]) -> (Vec<PlannedWrit<'a>>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let mut out = Vec::new();
    for writ in catalogue {
        for subject in subjects(dossier, writ) {
            let statements: Vec<Statement> =
                writ.front.when.iter().map(|predicate| statement(dossier, *predicate, subject.party)).collect();
            let chosen = paths::is_chosen(dossier, writ);
            let wanted = statements.iter().all(|s| s.holds) && !(writ.is_optional() && statements.is_empty());
            if !wanted && !chosen {
                continue;
            }
            let day = writ.front.step.and_then(|step| step::day(dossier.case, step, &subject));
            let (number, fault) = number::number(dossier.case, dossier.agency, writ, &subject, year(dossier, &day));
            // one entry may be the number of many writs
            findings.extend(fault.filter(|fault| !findings.contains(fault)));
            let reason = match (wanted, statements.into_iter().next_back()) {
                (true, Some(last)) => last.reason,
                (true, None) => "每案应有".to_string(),
                (false, _) => "机关档案列为可选文书".to_string(),
            };
            let label = label(dossier, writ, &subject);
            out.push(PlannedWrit { writ, subject, label, number, happened: day.is_some(), day, reason, volume: None });
        }
    }
    receipt::arrange(dossier, catalogue, &mut out, &mut findings);
    (out, findings)
}

/// The year of a number: that of its step, else of the filing or the inspection.
pub(super) fn year(dossier: &Dossier, day: &Option<Day>) -> Option<i32> {
    let case = dossier.case;
    let filing = || case.filing.as_ref().and_then(|f| f.day());
    let inspection = || case.inspection.as_ref().and_then(|i| i.day());
    day.as_ref().map(|d| d.date).or_else(filing).or_else(inspection).map(|date| date.year())
}

fn label(dossier: &Dossier, writ: &Writ, subject: &Subject) -> Option<String> {
    let again = subject.recheck.filter(|_| dossier.case.rechecks.len() > 1);
    let time = |index: usize| format!("第{}次", index + 1);
    match writ.front.per {
        // 移交给几个机关的，写明是哪一个
        Per::Case if writ.is_of(Step::Handover) && dossier.case.handovers.len() > 1 => {
            let event = subject.event.and_then(|index| dossier.case.handovers.get(index));
            event.and_then(|handover| handover.body.as_ref()).map(|body| body.text().to_string())
        }
        Per::Case if subject.compulsion.is_some() => subject.compulsion.map(|c| c.word().to_string()),
        Per::Case => {
            let recurs = || writ.front.step.and_then(|step| paths::recurring(dossier, step)).is_some_and(|all| all.len() > 1);
            again.or(subject.event.filter(|_| recurs())).map(time)
        }
        Per::EachUnit => {
            let name = subject.party.and_then(|i| dossier.case.parties.get(i)).map(|party| party.name().text().to_string());
            let parts: Vec<String> = name.into_iter().chain(again.map(time)).collect();
            (!parts.is_empty()).then(|| parts.join("-"))
        }
        Per::Party | Per::Unit | Per::Person => {
            let party = subject.party.and_then(|i| dossier.case.parties.get(i))?;
            (dossier.case.parties.len() > 1).then(|| party.name().text().to_string())
        }
        Per::Inquiry => {
            let before = subject.asked_before(dossier.case).filter(|before| *before > 0);
            let parts: Vec<String> = subject.person.iter().cloned().chain(before.map(time)).collect();
            (!parts.is_empty()).then(|| parts.join("-"))
        }
        Per::Event | Per::Instalment => follow_up::label(dossier, writ, subject),
    }
}

fn subjects(dossier: &Dossier, writ: &Writ) -> Vec<Subject> {
    let case = dossier.case;
    let of_party = |index: usize| Subject { party: Some(index), ..Subject::default() };
    let indices = 0..case.parties.len();
    match writ.front.per {
        Per::EachUnit => site::subjects(case, writ.front.step),
        Per::Case if writ.is_of(Step::CompulsionApproval) => {
            Compulsion::all(case).into_iter().map(|c| Subject { compulsion: Some(c), ..Subject::default() }).collect()
        }
        Per::Case => writ.front.step.and_then(|step| paths::recurring(dossier, step)).unwrap_or_else(|| vec![Subject::default()]),
        Per::Party => indices.map(of_party).collect(),
        Per::Unit => indices.filter(|i| !case.parties[*i].is_person()).map(of_party).collect(),
        Per::Person => indices.filter(|i| case.parties[*i].is_person()).map(of_party).collect(),
        Per::Event => writ.front.step.map_or_else(Vec::new, |step| follow_up::subjects(case, step)),
        Per::Instalment => follow_up::instalments(case),
        Per::Inquiry => {
            let summons = writ.is_of(Step::InquiryNotice);
            people_asked(dossier).into_iter().filter(|s| !summons || s.notice.is_some() || s.inquiry.is_none()).collect()
        }
    }
}

/// Everyone asked or to be asked: notices and inquiries matched by name; when the form has neither, the head of each unit
/// and each person is to be asked.
fn people_asked(dossier: &Dossier) -> Vec<Subject> {
    let case = dossier.case;
    let mut out: Vec<Subject> = Vec::new();
    for (index, notice) in case.inquiry_notices.iter().enumerate() {
        let person = notice.respondent.as_ref().map(|r| r.name.text().to_string());
        out.push(Subject { notice: Some(index), person, ..Subject::default() });
    }
    for (index, inquiry) in case.inquiries.iter().enumerate() {
        let person = inquiry.respondent.as_ref().map(|r| r.name.text().to_string());
        match out.iter_mut().find(|s| s.inquiry.is_none() && s.person.is_some() && s.person == person) {
            Some(subject) => subject.inquiry = Some(index),
            None => out.push(Subject { inquiry: Some(index), person, ..Subject::default() }),
        }
    }
    if out.is_empty() {
        for party in &case.parties {
            let person = if party.is_person() { Some(party.name().text()) } else { party.head().map(|h| h.name.text()) };
            out.push(Subject { person: person.map(str::to_string), ..Subject::default() });
        }
    }
    for subject in &mut out {
        let name = subject.person.as_deref();
        subject.party = case
            .parties
            .iter()
            .position(|p| name.is_some() && (Some(p.name().text()) == name || p.head().map(|h| h.name.text()) == name))
            .or(if case.parties.is_empty() { None } else { Some(0) });
    }
    out
}
