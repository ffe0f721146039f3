//! A notice that calls somebody to an inquiry, the time it sets, and the inquiry.

use crate::case::Case;
use crate::case::events::{Event, Inquiry, InquiryNotice};
use crate::diag::Diagnostic;
use crate::dossier::step::{self, Day};
use crate::text::date;

/// Findings about notices dated after the inquiry they call to, or after the time they set.
pub fn check(case: &Case) -> Vec<Diagnostic> {
    let notices = case.inquiry_notices.iter().filter(|notice| !notice.is_abandoned());
    notices.filter_map(|notice| Some((notice, step::day_of(notice)?))).flat_map(|(notice, sent)| late(case, notice, &sent)).collect()
}

fn late(case: &Case, notice: &InquiryNotice, sent: &Day) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let set = notice.appointment.as_ref().and_then(|time| Some(Day { date: time.date?, at: time.at.clone() }));
    out.extend(set.filter(|set| set.date < sent.date).map(|set| reversed(sent, &set, "通知的询问时间")));
    let last = asked(case, notice).into_iter().filter_map(step::day_of).max_by_key(|day| day.date);
    out.extend(last.filter(|last| last.date < sent.date).map(|last| reversed(sent, &last, "询问")));
    out
}

/// The inquiries of the person a notice calls.
pub fn asked<'c>(case: &'c Case, notice: &InquiryNotice) -> Vec<&'c Inquiry> {
    let Some(person) = notice.respondent.as_ref().map(|respondent| respondent.name.text()) else { return Vec::new() };
    let of = |inquiry: &&Inquiry| inquiry.respondent.as_ref().is_some_and(|respondent| respondent.name.text() == person);
    case.inquiries.iter().filter(|inquiry| !inquiry.is_abandoned()).filter(of).collect()
}

fn reversed(sent: &Day, meant: &Day, what: &str) -> Diagnostic {
    let (earlier, later) = (date::print(meant.date), date::print(sent.date));
    let finding = Diagnostic::veto("R23", format!("程序倒置：{what}（{earlier}）早于询问通知（{later}）")).found(&earlier);
    let finding =
        finding.expected(format!("不早于询问通知的{later}")).related(sent.at.place(), format!("询问通知（{}）的日期", sent.at.path));
    meant.at.finding(finding.remedy("核对两处日期，改正写错的一处"))
}
