//! R103: a measure that suspends production, work or use stands until the agency agrees that they go on; a case that ends
//! without saying so leaves it standing.

use crate::case::events::Event;
use crate::diag::Diagnostic;
use crate::dossier::step;
use crate::rules::{Review, progress};
use crate::text::date;

/// Findings about measures on the spot that no re-check has lifted.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let Some(measures) = case.measures.as_ref().filter(|measures| !measures.is_abandoned()) else { return Vec::new() };
    let (Some(ended), Some(made)) = (progress::finished(case), step::day_of(measures)) else { return Vec::new() };
    let suspends = measures.measures.iter().any(|measure| !measure.suspends().is_empty());
    let lifted = case.rechecks.iter().any(|recheck| recheck.may_be_of_measures() && recheck.is_resumed());
    if !suspends || lifted {
        return Vec::new();
    }
    let message = format!("现场处理措施（{}）暂停的生产经营、施工或者使用，到结案、归档（{}）没有说是否同意恢复", date::print(made.date), date::print(ended.date));
    let finding = Diagnostic::remind("R103", message).found("没有同意恢复的复查").expected("复查意见书写明同意恢复");
    let finding = finding.related(ended.at.place(), format!("结案、归档（{}）的日期", ended.at.path));
    vec![made.at.finding(finding.remedy("整改以后复查现场处理措施，写进“复查”；仍不能恢复的，写明以后由谁监管，并豁免这一条"))]
}
