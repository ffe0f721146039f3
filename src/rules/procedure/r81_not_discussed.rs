//! R81: a case in which a hearing must be offered is decided by the heads together; the record shows who said what.

use crate::case::events::{Discussion, Event};
use crate::diag::{Diagnostic, Rank};
use crate::dossier::step::{self, Day};
use crate::rules::Review;
use crate::rules::text_lint::amounts;
use crate::rules::progress;
use crate::text::{date, money};

/// How many must attend; practice of file review, no rule of law.
const LIMIT: &str = "discussion-attendees";

/// Findings about the collective discussion.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let Some(decided) = progress::first_decision(case).filter(|_| !progress::is_summary(case)) else { return Vec::new() };
    let needed = review.dossier.standings.iter().find(|standing| standing.hearing.required).map(|standing| standing.hearing.reason.as_str());
    let discussion = case.discussion.as_ref().filter(|event| !event.is_abandoned());
    match (discussion, needed) {
        (None, Some(reason)) => {
            let finding = Diagnostic::veto("R81", format!("作出决定以前没有集体讨论：{reason}")).found("没有“集体讨论”");
            vec![decided.at.finding(finding.expected("决定以前由本机关负责人集体讨论").remedy("把讨论的时间、出席人员、各人意见和结论写进“集体讨论”；没有讨论的，不能作出决定"))]
        }
        (Some(discussion), _) => record(review, discussion, &decided, needed.is_some()),
        (None, None) => Vec::new(),
    }
}

fn record(review: &Review, discussion: &Discussion, decided: &Day, is_needed: bool) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let day = step::day_of(discussion);
    let at = day.as_ref().map_or(&decided.at, |day| &day.at);
    if let Some(day) = day.as_ref().filter(|day| day.date > decided.date && progress::orderly_decision(review.case()).is_some()) {
        let rank = if is_needed { Rank::Veto } else { Rank::Deduct };
        let finding = Diagnostic::new(rank, "R81", format!("集体讨论（{}）晚于决定（{}）", date::print(day.date), date::print(decided.date)))
            .found(date::print(day.date))
            .expected(format!("不晚于{}", date::print(decided.date)))
            .related(decided.at.place(), format!("决定（{}）的日期", decided.at.path));
        out.push(day.at.finding(finding.remedy("核对两处日期，改正写错的一处")));
    }
    let deduct = |message: String| Diagnostic::deduct("R81", message);
    if day.is_none() {
        out.push(at.finding(deduct("集体讨论没有写时间".into()).remedy("补上“集体讨论.时间”")));
    }
    let limit = review.law().limit(LIMIT, decided.date).and_then(|limit| Some((limit.value?.0, limit.in_words()?)));
    let present = discussion.attendees.len();
    if let Some((least, words)) = limit
        && (present as i64) < least
    {
        let finding = deduct(format!("集体讨论的出席人员有{present}人，少于{words}")).found(format!("{present}人")).expected(format!("{words}以上"));
        out.push(at.finding(finding.remedy("把出席人员写全；人数确实不够的，重新讨论")));
    }
    for attendee in discussion.attendees.iter().filter(|attendee| attendee.opinion.is_none()) {
        let finding = deduct(format!("集体讨论没有记{}的意见", attendee.name.text())).found(attendee.name.text());
        out.push(attendee.name.at.finding(finding.remedy("照讨论时的发言补上“意见”")));
    }
    match &discussion.conclusion {
        None => out.push(at.finding(deduct("集体讨论没有结论".into()).remedy("补上“集体讨论.结论”"))),
        Some(conclusion) => {
            // 人民币贰万元整（¥20000.00） is one amount, named twice
            let mut said = amounts::all(conclusion.text());
            said.sort_unstable();
            said.dedup();
            let fines: Vec<i64> = review.dossier.standings.iter().map(|standing| standing.fines).filter(|fen| *fen > 0).collect();
            let agrees = |fen: &i64| said.contains(fen) || fines.iter().sum::<i64>() == said.iter().sum::<i64>();
            if !said.is_empty() && !fines.iter().all(agrees) {
                let list = |all: &[i64]| all.iter().map(|fen| money::print(*fen)).collect::<Vec<_>>().join("、");
                let finding = deduct("集体讨论的结论和决定的罚款数额不同".into()).found(list(&said)).expected(list(&fines));
                out.push(conclusion.at.finding(finding.remedy("核对结论和处罚；讨论以后数额有变的，重新讨论")));
            }
        }
    }
    out
}
