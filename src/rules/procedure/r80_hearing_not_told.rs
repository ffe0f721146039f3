//! R80: a party that must be offered a hearing was not told so. The threshold and its reason are the dossier's.

use crate::case::events::{Event, Notice};
use crate::case::values::At;
use crate::diag::Diagnostic;
use crate::dossier::step;
use crate::rules::{Review, progress};

/// The writ that tells of the hearing and the one that does not, as forms name them.
const TOLD: &str = "行政处罚听证告知书";
const NOT_TOLD: &str = "行政处罚告知书";

/// Findings about the right to a hearing.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    if progress::is_summary(case) {
        return Vec::new();
    }
    let mut out: Vec<Diagnostic> = Vec::new();
    for (party, standing) in review.dossier.standings.iter().enumerate().filter(|(_, standing)| standing.hearing.required) {
        let Some(notice) = case.notices.iter().find(|notice| !notice.is_abandoned() && step::concerns(&notice.parties, Some(party))) else { continue };
        let name = case.parties.get(party).map(|party| party.name().text()).unwrap_or_default();
        let mut say = |at: &At, found: &str| {
            let finding = Diagnostic::veto("R80", format!("没有告知{name}要求听证的权利：{}", standing.hearing.reason));
            let finding = finding.found(found).expected(format!("《{TOLD}》"));
            out.push(at.finding(finding.remedy(format!("制作并送达《{TOLD}》，等要求听证的期限届满以后再作决定"))));
        };
        if let Some(flag) = denied(notice) {
            say(flag, "听证：否");
        }
        let served = case.services.iter().filter(|service| step::served_on(case, service, Some(party)));
        let titles: Vec<_> = served.flat_map(|service| service.writs.iter()).collect();
        if let Some(title) = titles.iter().find(|title| title.text() == NOT_TOLD)
            && !titles.iter().any(|title| title.text() == TOLD)
        {
            say(&title.at, NOT_TOLD);
        }
    }
    out
}

fn denied(notice: &Notice) -> Option<&At> {
    notice.hearing.as_ref().filter(|flag| !flag.value).map(|flag| &flag.at)
}
