//! R82: legal review before the decision, passed. The law demands it after a hearing and in some cases the form cannot
//! tell; elsewhere a missing review is only mentioned.

use crate::case::Case;
use crate::case::events::{Event, LegalReview};
use crate::diag::{Diagnostic, Rank};
use crate::dossier::step::{self, Day};
use crate::rules::{Review, progress};
use crate::text::date;

/// Conclusions that do not let the decision be made.
const REFUSED: &[&str] = &["不通过", "未通过", "没有通过", "不同意", "退回"];

/// Findings about the legal review.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let Some(decided) = progress::first_decision(case).filter(|_| !progress::is_summary(case)) else { return Vec::new() };
    let heard = heard(case);
    let reviews: Vec<&LegalReview> = case.legal_review.iter().filter(|event| !event.is_abandoned()).collect();
    let Some(last) = reviews.iter().max_by_key(|event| event.day()) else { return vec![missing(review, &decided, heard.as_ref())] };
    let at = step::day_of(*last).map_or_else(|| decided.at.clone(), |day| day.at);
    let first = reviews.iter().filter_map(|event| step::day_of(*event)).min_by_key(|day| day.date);
    let rank = if heard.is_some() { Rank::Veto } else { Rank::Deduct };
    let mut out = Vec::new();
    if let Some(first) = first.filter(|first| first.date > decided.date && progress::orderly_decision(case).is_some()) {
        let finding = Diagnostic::new(rank, "R82", format!("法制审核（{}）晚于决定（{}）", date::print(first.date), date::print(decided.date)))
            .found(date::print(first.date))
            .expected(format!("不晚于{}", date::print(decided.date)))
            .related(decided.at.place(), format!("决定（{}）的日期", decided.at.path));
        out.push(first.at.finding(finding.remedy("核对两处日期，改正写错的一处；没有审核就作出决定的，撤销后重新作出")));
    }
    if let (Some(heard), Some(day)) = (&heard, step::day_of(*last))
        && day.date < heard.date
    {
        let finding = Diagnostic::veto("R82", format!("法制审核（{}）在听证（{}）以前，听证以后没有再审核", date::print(day.date), date::print(heard.date)))
            .found(date::print(day.date))
            .expected(format!("听证以后、{}以前", date::print(decided.date)))
            .related(heard.at.place(), format!("听证（{}）的日期", heard.at.path));
        out.push(day.at.finding(finding.remedy("听证以后再作一次法制审核，另写一项“法制审核”")));
    }
    match &last.conclusion {
        Some(conclusion) if REFUSED.iter().any(|words| conclusion.text().contains(words)) => {
            let finding = Diagnostic::veto("R82", "法制审核没有通过，不能作出决定").found(conclusion.text()).expected("审核通过");
            out.push(conclusion.at.finding(finding.remedy("按审核意见补正以后再送审，把再次审核写进“法制审核”")));
        }
        Some(_) => {}
        None => out.push(at.finding(Diagnostic::deduct("R82", "法制审核没有结论").remedy("补上“法制审核.结论”，如 通过"))),
    }
    if last.reviewer.is_none() {
        out.push(at.finding(Diagnostic::deduct("R82", "法制审核没有写审核人").remedy("补上“法制审核.审核人”")));
    }
    out
}

/// The day of the last hearing held.
fn heard(case: &Case) -> Option<Day> {
    let held = case.hearing.iter().filter(|hearing| !hearing.is_abandoned()).filter_map(|hearing| hearing.session.as_ref()?.time.as_ref()?.start.as_ref());
    held.filter_map(|start| Some(Day { date: start.date?, at: start.at.clone() })).max_by_key(|day| day.date)
}

fn missing(review: &Review, decided: &Day, heard: Option<&Day>) -> Diagnostic {
    let offered = review.dossier.standings.iter().any(|standing| standing.hearing.required);
    let (rank, why) = match (heard, offered) {
        (Some(day), _) => (Rank::Veto, format!("{}举行了听证", date::print(day.date))),
        (None, true) => (Rank::Deduct, "本案应当告知听证权，多数地方规定一律审核".to_string()),
        (None, false) => (Rank::Remind, "涉及重大公共利益、疑难复杂或者本地规定应当审核的案件不能少".to_string()),
    };
    let finding = Diagnostic::new(rank, "R82", format!("作出决定以前没有法制审核：{why}")).found("没有“法制审核”");
    decided.at.finding(finding.expected(format!("{}以前审核通过", date::print(decided.date))).remedy("已经审核的，把日期、审核人、意见和结论写进“法制审核”"))
}
