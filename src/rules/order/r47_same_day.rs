//! R47: steps that cannot share a day: a notice and its decision, the filing of a case and the end of its investigation.

use super::unheard;
use crate::diag::Diagnostic;
use crate::rules::Review;
use crate::rules::steps::{Dated, steps};
use crate::text::date;

/// Findings about steps on one day.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let steps = steps(review.case());
    let named = |name: &'static str| steps.iter().filter(move |step| step.name == name);
    let told = unheard::pairs(review, &steps).into_iter().map(|(notice, decision)| {
        let why = "当事人没有陈述、申辩的时间";
        same_day(notice, decision, why, "核对日期；当事人书面放弃陈述、申辩的，把放弃的日期写进“陈述申辩”")
    });
    let cases = named("立案").flat_map(|filing| named("调查终结").map(move |end| (filing, end)));
    let cases = cases.filter(|(filing, end)| filing.day.date == end.day.date);
    let cases = cases.map(|(filing, end)| same_day(filing, end, "看不出立案以后做了调查", "核对日期；确在当日调查终结的，在调查报告中写明"));
    told.chain(cases).collect()
}

fn same_day(first: &Dated, second: &Dated, why: &str, remedy: &str) -> Diagnostic {
    let day = date::print(second.day.date);
    let finding = Diagnostic::remind("R47", format!("{}和{}在同一天（{day}），{why}", first.name, second.name))
        .found(&day)
        .related(first.day.at.place(), format!("{}（{}）的日期", first.name, first.day.at.path));
    second.day.at.finding(finding.remedy(remedy))
}
