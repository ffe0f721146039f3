//! R47: a notice and its decision on one day.

use crate::diag::Diagnostic;
use crate::rules::Review;
use crate::rules::steps::{Dated, steps};
use crate::text::date;

/// Findings about decisions made on the day of their notice.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let steps = steps(review.case());
    let named = |name: &'static str| steps.iter().filter(move |step| step.name == name);
    let pairs = named("告知").flat_map(|notice| named("决定").map(move |decision| (notice, decision)));
    let same = pairs.filter(|(notice, decision)| notice.meets(decision) && decision.day.date == notice.day.date);
    same.map(|(notice, decision)| same_day(notice, decision)).collect()
}

fn same_day(notice: &Dated, decision: &Dated) -> Diagnostic {
    let day = date::print(decision.day.date);
    let finding = Diagnostic::remind("R47", format!("告知和决定在同一天（{day}），当事人没有陈述、申辩的时间"))
        .found(&day)
        .related(notice.day.at.place(), format!("告知（{}）的日期", notice.day.at.path));
    decision.day.at.finding(finding.remedy("核对日期；当事人书面放弃陈述、申辩的，把放弃的日期写进“陈述申辩”"))
}
