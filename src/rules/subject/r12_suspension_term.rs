//! R12: a licence suspended for longer than the usual maximum.

use crate::case::{Licence, Penalties};
use crate::diag::Diagnostic;
use crate::rules::Review;
use crate::text::numeral;
use chrono::{Months, NaiveDate};

/// The row of the longest suspension.
const LIMIT: &str = "licence-suspend-max";

/// Months of a year.
const YEAR: u32 = 12;

/// Findings about suspended licences.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let decided = case.decisions.iter().find_map(crate::dossier::step::day_of).map(|day| day.date);
    let Some(on) = decided.or(review.dossier.reference_day()) else { return Vec::new() };
    let told = case.notices.iter().filter_map(|notice| notice.intended.as_ref());
    let own = case.violations.iter().flat_map(|violation| [violation.penalty.as_ref(), violation.intended.as_ref()]).flatten();
    own.chain(told).flat_map(suspended).filter_map(|licence| too_long(review, licence, on)).collect()
}

fn suspended(penalties: &Penalties) -> Vec<&Licence> {
    let all = penalties.all.iter().chain(penalties.by_party.iter().map(|(_, penalty)| penalty));
    all.flat_map(|penalty| penalty.suspended.iter()).collect()
}

fn too_long(review: &Review, licence: &Licence, on: NaiveDate) -> Option<Diagnostic> {
    let (term, limit) = (licence.term.as_ref()?, review.law().limit(LIMIT, on)?);
    let longest = u32::try_from(limit.value?.0).ok()?;
    let from = licence.from.as_ref().map_or(on, |from| from.date);
    let last = from.checked_add_months(Months::new(longest))?;
    if end(term.text(), from)? <= last {
        return None;
    }
    let words = limit.in_words().unwrap_or_default();
    let message = format!("暂扣{}{}，超过{words}", licence.licence.text(), term.text());
    let finding = Diagnostic::veto("R12", message).found(term.text()).expected(format!("不超过{words}"));
    let remedy = "改在期限以内；法律、行政法规另有规定的，写明依据并豁免";
    Some(term.at.finding(finding.remedy(remedy)))
}

/// The last day of a term in words: 三个月, 6个月, 一年, 90日.
fn end(term: &str, from: NaiveDate) -> Option<NaiveDate> {
    let number = |tail: &str| term.strip_suffix(tail).and_then(|head| numeral::parse(head.trim_end_matches('个')));
    if let Some(months) = number("月") {
        return from.checked_add_months(Months::new(months));
    }
    if let Some(years) = number("年") {
        return from.checked_add_months(Months::new(years.checked_mul(YEAR)?));
    }
    let days = number("日").or_else(|| number("天"))?;
    from.checked_add_days(chrono::Days::new(days.into()))
}
