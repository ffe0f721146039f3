//! R13: an act done by one officer alone.

use super::acts::{Act, acts};
use crate::case::values::At;
use crate::diag::Diagnostic;
use crate::rules::Review;
use crate::text::date;

/// Findings about acts with one officer. Who is missing from the case altogether is said where the form is read.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut seen: Vec<&At> = Vec::new();
    let mut out = Vec::new();
    let all = acts(review.case());
    for act in &all {
        let Some(only) = act.officers.first().filter(|_| act.names().len() == 1) else { continue };
        // one list of officers serves many acts: said once
        if !seen.contains(&&only.name.at) {
            seen.push(&only.name.at);
            out.push(alone(act, &only.name.at));
        }
    }
    out
}

fn alone(act: &Act, at: &At) -> Diagnostic {
    let name = act.names().concat();
    let message = format!("{}（{}）只有一名执法人员：{name}", act.name, date::print(act.day));
    let finding = Diagnostic::veto("R13", message).found(name).expected("不少于两名执法人员，写不同的姓名");
    at.finding(finding.related(act.at.place(), "这一步的日期在这里").remedy("两人到场的，补上另一人；确实一人实施的，重新实施"))
}
