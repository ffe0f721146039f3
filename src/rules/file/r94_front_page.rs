//! R94: the front page of an archived file: parties, days of filing and closing as in the case, and how long it is kept.

use crate::case::events::Event;
use crate::diag::Diagnostic;
use crate::dossier::step::{self, Day};
use crate::rules::Review;
use crate::text::{date, numeral};

/// The writ that is the front page.
const COVER: &str = "case_cover";
/// Kept for ever.
const FOR_EVER: &str = "永久";

/// Findings about the front page.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    if review.case().archiving.as_ref().is_none_or(|archiving| archiving.day().is_none()) {
        return Vec::new();
    }
    [retention(review), printed(review)].concat()
}

fn retention(review: &Review) -> Vec<Diagnostic> {
    let Some(archiving) = &review.case().archiving else { return Vec::new() };
    let Some(term) = archiving.term.as_ref().or(review.dossier.agency.retention.as_ref()) else {
        let finding = Diagnostic::deduct("R94", "已经归档，案卷封面没有保存期限").expected("保存期限");
        let finding = finding.remedy("在“归档.期限”或者机关档案的“保存期限”里写");
        return vec![archiving.date.as_ref().map_or(finding.clone(), |date| date.at.finding(finding))];
    };
    let years = term.text().strip_suffix('年').is_some_and(|years| numeral::parse(years.trim()).is_some());
    if years || term.text() == FOR_EVER {
        return Vec::new();
    }
    let finding = Diagnostic::remind("R94", format!("保存期限“{}”不是“永久”，也不是年数", term.text()));
    vec![term.at.finding(finding.found(term.text()).expected("永久，或者若干年"))]
}

/// What the printed front page does not say as the case has it.
fn printed(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let day = |day: Option<Day>| day.map(|day| date::print(day.date));
    let mut expected: Vec<(&str, String)> = case.parties.iter().map(|party| ("当事人", party.name().text().to_string())).collect();
    expected.extend(day(case.filing.as_ref().and_then(step::day_of)).map(|day| ("立案日期", day)));
    expected.extend(day(case.closing.as_ref().and_then(step::day_of)).map(|day| ("结案日期", day)));
    expected.extend(day(case.archiving.as_ref().and_then(step::day_of)).map(|day| ("归档日期", day)));
    let mut out = Vec::new();
    for cover in review.papers_of(COVER) {
        for (what, value) in expected.iter().filter(|(_, value)| !cover.says(value)) {
            let finding = Diagnostic::deduct("R94", format!("案卷封面没有印出本案的{what}")).expected(value);
            out.push(cover.finding(finding.remedy("封面的案件名称和日期与案件一致")));
        }
    }
    out
}
