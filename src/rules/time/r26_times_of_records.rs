//! R26: when a record began and ended: both to the minute, on one day, over a time in which it could be made.

use crate::case::Case;
use crate::case::events::{Event, InquiryNotice};
use crate::case::values::{Clock, Moment, Period, Text};
use crate::diag::{Diagnostic, Rank};
use crate::rules::Review;
use crate::rules::order::summons;

/// Minutes an hour.
const HOUR: i64 = 60;
/// Minutes a day.
const DAY: i64 = 24 * HOUR;
/// Shorter than this no record is read out and signed, in minutes.
const SHORT: i64 = 5;

/// Findings about the times of records.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let mut records: Vec<(&str, Option<&Period>, Option<&Text>)> = Vec::new();
    records.extend(case.inspection.iter().map(|event| ("检查", event.time(), event.note.as_ref())));
    records.extend(case.inquiries.iter().map(|event| ("询问", event.time(), event.note.as_ref())));
    records.extend(case.scene_examination.iter().map(|event| ("勘验", event.time(), event.note.as_ref())));
    records.extend(case.sampling.iter().map(|event| ("抽样取证", event.time(), event.note.as_ref())));
    records.extend(case.discussion.iter().map(|event| ("集体讨论", event.time(), event.note.as_ref())));
    let sessions = case.hearing.iter().filter_map(|event| Some((event.session.as_ref()?, event.note.as_ref())));
    records.extend(sessions.map(|(session, note)| ("听证", session.time.as_ref(), note)));
    let mut out: Vec<Diagnostic> = records.into_iter().filter_map(|(what, time, note)| record(what, time?, note.is_some())).collect();
    out.extend(case.inquiry_notices.iter().filter_map(|notice| at_another_time(case, notice)));
    out
}

/// An inquiry on another day than its notice sets. One before the notice is for R23; who comes early on the day is heard.
fn at_another_time(case: &Case, notice: &InquiryNotice) -> Option<Diagnostic> {
    let set = notice.appointment.as_ref()?;
    let day = set.date?;
    let sent = notice.day().filter(|sent| *sent <= day)?;
    let asked = summons::asked(case, notice).into_iter().filter(|inquiry| inquiry.note.is_none()).filter_map(|inquiry| inquiry.start());
    let called: Vec<Moment> = asked.filter(|start| start.date.is_some_and(|day| day >= sent)).collect();
    if called.iter().any(|start| start.date == Some(day)) {
        return None;
    }
    let start = called.into_iter().min_by_key(|start| start.date)?;
    let message = format!("询问（{}）不在通知的时间（{}）", shown(&start), shown(set));
    let finding = Diagnostic::remind("R26", message).found(shown(&start)).expected(crate::text::date::print(day));
    let finding = finding.related(set.at.place(), "通知的询问时间在这里");
    Some(start.at.finding(finding.remedy("核对两处时间；另行约定了时间的，在询问的“备注”里写明")))
}

fn record(what: &str, time: &Period, explained: bool) -> Option<Diagnostic> {
    let (start, end) = (time.start.as_ref()?, time.end.as_ref()?);
    let found = format!("{}至{}", shown(start), shown(end));
    let (rank, message, remedy) = match (start.time, end.time) {
        (Some(from), Some(to)) => {
            let days = end.date.zip(start.date).map_or(0, |(end, start)| (end - start).num_days());
            let minutes = days * DAY + minute(to) - minute(from);
            match minutes {
                ..=0 => (Rank::Deduct, format!("{what}的开始和结束是同一时刻"), "核对结束的时间"),
                m if m > DAY => (Rank::Deduct, format!("{what}持续了{}小时", m / HOUR), "核对起止时间；分几次进行的，分别制作笔录"),
                _ if days > 0 && !explained => (Rank::Remind, format!("{what}的开始和结束不在同一日"), "核对日期；确实跨日的，在备注写明"),
                m if m < SHORT => (Rank::Remind, format!("{what}只用了{m}分钟，看不出能做成记录"), "核对起止时间"),
                _ => return None,
            }
        }
        (None, None) | (Some(_), None) | (None, Some(_)) => {
            (Rank::Deduct, format!("{what}的起止时间没有都写到时分"), "开始、结束都写到时分；结束时间当场手填的，不写“结束”")
        }
    };
    Some(end.at.finding(Diagnostic::new(rank, "R26", message).found(found).expected("同一日的开始、结束时分").remedy(remedy)))
}

fn minute(clock: Clock) -> i64 {
    i64::from(clock.hour) * HOUR + i64::from(clock.minute)
}

fn shown(moment: &Moment) -> String {
    let day = moment.date.map(crate::text::date::print).unwrap_or_default();
    let time = moment.time.map(|time| format!("{}时{:02}分", time.hour, time.minute)).unwrap_or_default();
    format!("{day}{time}")
}
