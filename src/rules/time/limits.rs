//! Most rules on time say one thing of one limit of the agenda: it was met too late, a step did not wait for it, its
//! window had not opened, or the case was closed without it. A row a rule and fault; the days, their reasons and
//! provisions come from the agenda.

use crate::case::Case;
use crate::case::events::{Event, ServiceMethod};
use crate::case::values::At;
use crate::diag::{Diagnostic, Rank};
use crate::dossier::agenda::{Bar, Entry, Mark};
use crate::dossier::step::{self, Day};
use crate::rules::Review;
use crate::text::date;
use chrono::NaiveDate;

/// What can be wrong with a limit.
enum Fault {
    /// Met after its last day.
    Late,
    /// Met before its window opened.
    Premature,
    /// A step that had to wait for it was taken sooner.
    Early(&'static str),
    /// The case was closed after its last day, and nothing says it was met.
    Missing,
}

/// A rule on limits. Several limits of one row are one fault: the latest of them is said.
struct Row {
    code: &'static str,
    limits: &'static [&'static str],
    fault: Fault,
    rank: Rank,
    remedy: &'static str,
}

const CHECK_DAYS: &str = "核对两处日期，改正写错的一处；确已逾期的，在卷中写明原因";

const fn row(code: &'static str, limits: &'static [&'static str], fault: Fault, rank: Rank, remedy: &'static str) -> Row {
    Row { code, limits, fault, rank, remedy }
}

const ROWS: &[Row] = &[
    row("R25", &["filing-decision"], Fault::Late, Rank::Deduct, "核对日期；经负责人批准延长的，在立案审批表写明"),
    row("R25", &["accident-case-filing"], Fault::Late, Rank::Deduct, CHECK_DAYS),
    row(
        "R28",
        &["statement-period", "hearing-request-period"],
        Fault::Early("决定"),
        Rank::Veto,
        "期限届满以后再作决定；当事人书面放弃的，写进“陈述申辩”（方式: 书面，放弃: 是，日期）",
    ),
    row("R28", &["hearing-request-period"], Fault::Late, Rank::Remind, "核对日期；逾期提出、本机关仍同意听证的，在呈批表中写明"),
    row("R30", &["registered-evidence"], Fault::Late, Rank::Veto, "核对两处日期；确已逾期的，查明逾期期间证据的去向，在卷中说明"),
    row("R30", &["registered-evidence"], Fault::Missing, Rank::Veto, "补上“先行登记.处理”"),
    row("R31", &["seizure-period"], Fault::Late, Rank::Veto, "核对日期；逾期没有处理、没有延长的，立即解除"),
    row("R31", &["seizure-extension"], Fault::Late, Rank::Veto, "核对日期；延长以后仍然逾期的，立即解除"),
    row("R31", &["seizure-extension", "seizure-period"], Fault::Missing, Rank::Veto, "补上“查封扣押.处理”"),
    row("R33", &["service-decision"], Fault::Late, Rank::Deduct, CHECK_DAYS),
    row("R34", &["payment"], Fault::Early("缴款催告"), Rank::Deduct, "缴款期限届满以后再催告"),
    row("R34", &["payment"], Fault::Early("加处罚款"), Rank::Deduct, "缴款期限届满以后再加处罚款"),
    row("R36", &["closing"], Fault::Late, Rank::Deduct, CHECK_DAYS),
    row("R37", &["recheck"], Fault::Late, Rank::Deduct, CHECK_DAYS),
    row("R37", &["recheck"], Fault::Missing, Rank::Deduct, "补上“复查”"),
    row("R38", &["rectify-extension-request"], Fault::Premature, Rank::Remind, "请当事人在期限届满前的期间内提出，或者在答复中写明"),
    row("R38", &["rectify-extension-request"], Fault::Late, Rank::Remind, "整改期限届满以后不再延期，进行复查"),
    row("R38", &["rectify-extension-reply"], Fault::Late, Rank::Remind, CHECK_DAYS),
    row("R39", &["suspend-max"], Fault::Late, Rank::Remind, "隐患已经排除的，写明审查同意恢复的日期；没有排除的，写明继续停产停业的依据"),
    row("R40", &["power-cut-notice"], Fault::Late, Rank::Veto, "推迟停止供电的时间；危及生产安全的紧急情形，写“紧急: 是”"),
    row("R41", &["review-apply", "suit-direct"], Fault::Early("强制执行"), Rank::Veto, "在复议、起诉的期限届满以后申请"),
    row("R41", &["dunning-before-court"], Fault::Early("强制执行"), Rank::Veto, "在催告的期限届满以后申请"),
    row("R41", &["court-application"], Fault::Late, Rank::Veto, "核对日期；确已逾期的，在卷中写明原因"),
    row("R42", &["record-period"], Fault::Late, Rank::Deduct, CHECK_DAYS),
    row("R42", &["record-period"], Fault::Missing, Rank::Deduct, "补上“备案”"),
    row("R43", &["summary-report"], Fault::Late, Rank::Deduct, CHECK_DAYS),
    row("R43", &["summary-report"], Fault::Missing, Rank::Deduct, "补上“备案”"),
    row("R44", &["publicity"], Fault::Late, Rank::Remind, CHECK_DAYS),
    row("R44", &["publicity"], Fault::Missing, Rank::Remind, "补上“公示”"),
];

/// Findings of the rows of a rule.
pub(super) fn check(code: &'static str, review: &Review) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for row in ROWS.iter().filter(|row| row.code == code) {
        let entries = row.limits.iter().flat_map(|limit| review.dossier.agenda.of(limit));
        let found: Vec<Diagnostic> = match row.fault {
            Fault::Late => entries.filter_map(|entry| late(review, row, entry)).collect(),
            Fault::Premature => entries.filter_map(|entry| premature(row, entry)).collect(),
            Fault::Early(step) => early(row, step, entries.collect()),
            Fault::Missing => missing(review, row, entries.collect()),
        };
        for finding in found {
            // what concerns several parties is said once
            if !out.contains(&finding) {
                out.push(finding);
            }
        }
    }
    out
}

/// A row nobody has read in full only reminds.
fn rank(row: &Row, entry: &Entry) -> Rank {
    if entry.unverified { Rank::Remind } else { row.rank }
}

fn late(review: &Review, row: &Row, entry: &Entry) -> Option<Diagnostic> {
    let (late, last) = (entry.late()?, entry.last_day()?);
    let soft = late.within_roll || (row.code == "R33" && is_sent(review.case(), &late.on.at));
    let rank = if soft { Rank::Remind } else { rank(row, entry) };
    let rolled = if late.within_roll { "，只在顺延的日期以内" } else { "" };
    let message = format!("{}（{}）超过期限{rolled}：{}", late.on.what, date::print(late.on.day), entry.why());
    let finding = Diagnostic::new(rank, row.code, message).found(date::print(late.on.day)).expected(format!("不晚于{}", date::print(last)));
    Some(late.on.at.finding(finish(finding, row, entry)))
}

/// A decision on its way by post or public notice was handed over sooner than it arrived; the form has the arrival only.
fn is_sent(case: &Case, served: &At) -> bool {
    let slow = |method: ServiceMethod| match method {
        ServiceMethod::Mail | ServiceMethod::PublicNotice | ServiceMethod::Entrusted => true,
        ServiceMethod::Direct | ServiceMethod::Left | ServiceMethod::Electronic => false,
    };
    let own = case.services.iter().find(|service| step::day_of(*service).is_some_and(|day| day.at.pos == served.pos));
    own.and_then(|service| service.method.as_ref()).is_some_and(|method| slow(method.value))
}

fn premature(row: &Row, entry: &Entry) -> Option<Diagnostic> {
    let (opens, on) = (entry.span.as_ref().ok()?.opens?, entry.done.as_ref()?);
    if on.day >= opens {
        return None;
    }
    let message = format!("{}（{}）太早：{}", on.what, date::print(on.day), entry.why());
    let finding = Diagnostic::new(rank(row, entry), row.code, message).found(date::print(on.day));
    Some(on.at.finding(finish(finding.expected(format!("不早于{}", date::print(opens))), row, entry)))
}

/// Each step taken too soon, with the limit that holds it longest.
fn early(row: &Row, step: &str, entries: Vec<&Entry>) -> Vec<Diagnostic> {
    let mut longest: Vec<(&Entry, &Bar, &Mark, NaiveDate)> = Vec::new();
    for entry in entries {
        for (bar, taken) in entry.early().filter(|(bar, _)| bar.step == step) {
            let Ok(first) = bar.first else { continue };
            match longest.iter_mut().find(|(_, _, known, _)| known.at == taken.at) {
                Some(known) if known.3 < first => *known = (entry, bar, taken, first),
                Some(_) => {}
                None => longest.push((entry, bar, taken, first)),
            }
        }
    }
    let said = longest.into_iter().map(|(entry, bar, taken, first)| {
        let message = format!("{}（{}）太早，最早{}：{}", taken.what, date::print(taken.day), date::print(first), bar.why);
        let finding = Diagnostic::new(rank(row, entry), row.code, message).found(date::print(taken.day));
        taken.at.finding(finish(finding.expected(format!("不早于{}", date::print(first))), row, entry))
    });
    said.collect()
}

/// A case closed without what its limit asks; of several limits the first open one speaks.
fn missing(review: &Review, row: &Row, entries: Vec<&Entry>) -> Vec<Diagnostic> {
    let Some((what, closed)) = closed(review.case()) else { return Vec::new() };
    let met = row.limits.len() > 1 && entries.iter().any(|entry| entry.limit == row.limits[0] && entry.done.is_some());
    let open = entries.into_iter().filter(|entry| !met && entry.done.is_none() && entry.last_day().is_some_and(|last| last < closed.date));
    let said = open.map(|entry| {
        let message = format!("案件已经{what}，表单没有写{}的日期：{}", entry.name, entry.why());
        let last = entry.last_day().map(date::print).unwrap_or_default();
        let finding = Diagnostic::new(rank(row, entry), row.code, message).expected(format!("不晚于{last}"));
        match &entry.start {
            Ok(start) => start.at.finding(finish(finding, row, entry)),
            Err(_) => finish(finding, row, entry),
        }
    });
    said.take(if row.limits.len() > 1 { 1 } else { usize::MAX }).collect()
}

/// When the case was closed or put away, and which of the two.
fn closed(case: &Case) -> Option<(&'static str, Day)> {
    let closing = case.closing.as_ref().filter(|event| !event.is_abandoned()).and_then(step::day_of);
    let archived = || case.archiving.as_ref().filter(|event| !event.is_abandoned()).and_then(step::day_of);
    closing.map(|day| ("结案", day)).or_else(|| archived().map(|day| ("归档", day)))
}

fn finish(finding: Diagnostic, row: &Row, entry: &Entry) -> Diagnostic {
    let finding = finding.remedy(row.remedy);
    let finding = if entry.basis.is_empty() { finding } else { finding.basis(entry.basis.clone()) };
    match &entry.start {
        Ok(start) => finding.related(start.at.place(), format!("期限的起算：{}（{}）", start.what, start.at.path)),
        Err(_) => finding,
    }
}
