//! The step a writ belongs to: which event of the form gives its date.

use super::Subject;
use crate::case::events::{Event, Hearing, PaymentDeferral, Service};
use crate::case::values::{At, Date, Reference};
use crate::case::{Case, Party};
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

fn names(service: &Service, party: &Party) -> bool {
    let is = |name: &str| party.name().text() == name || party.head().is_some_and(|head| head.name.text() == name);
    service.recipients.iter().any(|recipient| is(recipient.text()))
}

/// The steps a template's 步骤 may name.
pub const STEPS: &[&str] = &[
    "审批",
    "检查通知",
    "检查",
    "检查结果告知",
    "问题移交",
    "延期申请",
    "延期答复",
    "行政强制审批",
    "查封扣押",
    "查封扣押延长",
    "查封扣押处理",
    "停止供电",
    "恢复供电",
    "勘验",
    "抽样",
    "鉴定",
    "先行登记审批",
    "先行登记",
    "先行登记处理",
    "现场处理",
    "责令改正",
    "复查",
    "立案",
    "询问通知",
    "询问",
    "调查终结",
    "法制审核",
    "集体讨论",
    "告知",
    "决定",
    "陈述申辩",
    "书面放弃",
    "听证通知",
    "听证举行",
    "听证报告",
    "案件延期",
    "撤销",
    "终止",
    "不予处罚",
    "处理",
    "更正",
    "送达地址确认",
    "送达",
    "结案",
    "归档",
    "缴款催告",
    "执行催告",
    "加处罚款",
    "延期分期",
    "强制执行",
    "约谈",
    "移送",
    "记分",
];

/// The day of the event named by a template's 步骤, for the subject of the writ. `None`: not happened yet, or unknown.
pub fn day(case: &Case, step: &str, subject: &Subject) -> Option<Day> {
    let party = subject.party;
    match step {
        "审批" => case.inspection_approval.as_ref().and_then(day_of),
        "检查通知" => case.inspection_notice.as_ref().and_then(day_of),
        "检查" => case.inspection.as_ref().and_then(day_of),
        "检查结果告知" => case.inspection_result.as_ref().and_then(day_of),
        "问题移交" => case.handover.as_ref().and_then(day_of),
        "延期申请" => given(case.correction.as_ref().and_then(|c| c.extension.as_ref()).and_then(|e| e.date.as_ref())),
        "延期答复" => given(case.correction.as_ref().and_then(|c| c.extension.as_ref()).and_then(|e| e.replied_on.as_ref())),
        "行政强制审批" => subject.compulsion.and_then(|compulsion| compulsion.approval_day(case)),
        "查封扣押" => case.seizure.as_ref().and_then(day_of),
        "查封扣押延长" => given(case.seizure.as_ref().and_then(|s| s.prolongation.as_ref()).and_then(|p| p.date.as_ref())),
        "查封扣押处理" => given(case.seizure.as_ref().and_then(|s| s.disposal.as_ref()).and_then(|d| d.date.as_ref())),
        "停止供电" => case.power_cut.as_ref().and_then(day_of),
        "恢复供电" => case.power_restore.as_ref().and_then(day_of),
        "勘验" => case.scene_examination.as_ref().and_then(day_of),
        "抽样" => case.sampling.get(subject.event.unwrap_or(0)).and_then(day_of),
        "鉴定" => case.appraisal.get(subject.event.unwrap_or(0)).and_then(day_of),
        "先行登记审批" => {
            let own = case.preservation.as_ref();
            given(own.and_then(|p| p.approved_on.as_ref())).or_else(|| own.and_then(day_of))
        }
        "先行登记" => case.preservation.as_ref().and_then(day_of),
        "先行登记处理" => given(case.preservation.as_ref().and_then(|p| p.disposal.as_ref()).and_then(|d| d.date.as_ref())),
        "现场处理" => case.measures.as_ref().and_then(day_of),
        "责令改正" => case.correction.as_ref().and_then(day_of),
        "复查" => case.rechecks.get(subject.recheck.unwrap_or(0)).and_then(day_of),
        "立案" => case.filing.as_ref().and_then(day_of),
        "询问通知" => subject.notice.and_then(|i| case.inquiry_notices.get(i)).and_then(day_of),
        "询问" => subject.inquiry.and_then(|i| case.inquiries.get(i)).and_then(day_of),
        "调查终结" => case.investigation_end.as_ref().and_then(day_of),
        "法制审核" => subject.event.and_then(|i| case.legal_review.get(i)).or(case.legal_review.last()).and_then(day_of),
        "集体讨论" => case.discussion.as_ref().and_then(day_of),
        "告知" => case.notices.iter().find(|n| concerns(&n.parties, party)).and_then(day_of),
        "决定" => case.decisions.iter().find(|d| concerns(&d.parties, party)).and_then(day_of),
        "陈述申辩" => case.statements.iter().find(|s| concerns(&s.parties, party) && !s.is_abandoned()).and_then(day_of),
        "书面放弃" => case.statements.iter().find(|s| concerns(&s.parties, party) && s.is_abandoned()).and_then(day_of),
        "听证通知" => hearing_of(case, subject).and_then(|h| h.notice.as_ref()).and_then(|n| n.date.as_ref()).map(on),
        "听证举行" => {
            let held = hearing_of(case, subject).and_then(|h| h.session.as_ref()).and_then(|s| s.time.as_ref());
            held.and_then(|time| time.start.as_ref()).and_then(|start| Some(Day { date: start.date?, at: start.at.clone() }))
        }
        "听证报告" => hearing_of(case, subject).and_then(|h| h.report.as_ref()).and_then(|r| r.date.as_ref()).map(on),
        "案件延期" => case.extension.get(subject.event.unwrap_or(0)).and_then(day_of),
        "撤销" => case.withdrawal.as_ref().and_then(day_of),
        "终止" => case.termination.as_ref().and_then(day_of),
        "不予处罚" => case.no_penalty.iter().find(|n| concerns(&n.parties, party)).and_then(day_of),
        "处理" => day(case, "决定", subject).or_else(|| day(case, "不予处罚", subject)),
        "更正" => case.errata.get(subject.event.unwrap_or(0)).and_then(day_of),
        "送达地址确认" => {
            let electronic = party.and_then(|p| case.parties.get(p)).and_then(|p| p.service_address.as_ref());
            electronic.and_then(|address| address.electronic.as_ref()).and_then(|e| e.agreed_on.as_ref()).map(on)
        }
        "送达" => case.services.iter().filter(|s| served_on(case, s, party)).filter_map(day_of).max_by_key(|d| d.date),
        "结案" => case.closing.as_ref().and_then(day_of),
        "归档" => case.archiving.as_ref().and_then(day_of),
        "缴款催告" | "执行催告" => subject.event.and_then(|i| case.demands.get(i)).and_then(day_of),
        "加处罚款" => subject.event.and_then(|i| case.surcharges.get(i)).and_then(day_of),
        "延期分期" => subject.event.and_then(|i| case.deferrals.get(i)).and_then(deferred_on),
        "强制执行" => subject.event.and_then(|i| case.enforcement.get(i)).and_then(day_of),
        "约谈" => subject.event.and_then(|i| case.interview.get(i)).and_then(day_of),
        "移送" => case.transfer.as_ref().and_then(day_of),
        "记分" => case.scoring.as_ref().and_then(day_of),
        _ => None,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_steps_is_that_of_the_days() {
        let source = include_str!("step.rs");
        let (_, body) = source.split_once("    match step {\n").expect("the match");
        let (body, _) = body.split_once("        _ => None").expect("its end");
        let arms = body.lines().filter(|line| line.starts_with("        \"")).filter_map(|line| line.split_once(" =>"));
        let named: Vec<&str> = arms.flat_map(|(names, _)| names.split('|').map(|name| name.trim().trim_matches('"'))).collect();
        assert_eq!(named, STEPS);
    }
}
