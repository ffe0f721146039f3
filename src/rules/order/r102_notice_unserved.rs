//! R102: a decision against a party that never received its own notice is not established.

use crate::case::events::Event;
use crate::diag::Diagnostic;
use crate::dossier::{agenda::Entry, step};
use crate::rules::Review;
use crate::text::date;

/// Findings about decisions whose notice has no service on the party.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    review.dossier.agenda.of("statement-period").filter_map(|entry| unserved(review, entry)).collect()
}

fn unserved(review: &Review, entry: &Entry) -> Option<Diagnostic> {
    let missing = entry.start.as_ref().err()?;
    let decided = entry.bars.iter().filter(|bar| bar.step == "决定").find_map(|bar| bar.taken.as_ref())?;
    // a case without any notice is for R78
    let notices = review.case().notices.iter().filter(|event| !event.is_abandoned());
    let notice = notices.filter(|event| step::concerns(&event.parties, entry.party)).find_map(step::day_of)?;
    let whom = entry.whom.as_ref().map(|whom| format!("对{whom}的")).unwrap_or_default();
    let message = format!("{whom}决定（{}）没有告知书的送达作依据：{missing}", date::print(decided.day));
    let finding = Diagnostic::veto("R102", message).found("没有送达的记录").expected("告知书送达的日期，早于决定");
    let finding = finding.related(notice.at.place(), format!("告知（{}）的日期", notice.at.path));
    Some(decided.at.finding(finding.remedy("补上“送达”；没有送达的，先送达告知书，期限届满以后重新作出决定")))
}
