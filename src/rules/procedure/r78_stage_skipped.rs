//! R78: a stage of the procedure without its paper, though a later stage has one.

use crate::case::Case;
use crate::case::events::Event;
use crate::diag::{Diagnostic, Rank};
use crate::dossier::step::{self, Day};
use crate::rules::{Review, progress};
use crate::text::date;

/// Findings about stages passed over.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    if case.violations.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    if !progress::is_summary(case) {
        let noticed = case.notices.iter().filter(|event| !event.is_abandoned()).find_map(step::day_of);
        let decided = progress::first_decision(case);
        let filed = case.filing.as_ref().is_some_and(|event| !event.is_abandoned());
        if let Some((later, name)) = noticed.clone().map(|day| (day, "告知")).or(decided.clone().map(|day| (day, "决定")))
            && !filed
        {
            out.push(skipped(Rank::Veto, "立案", "立案审批表", &later, name));
        }
        if let Some(later) = &decided {
            if noticed.is_none() {
                out.push(skipped(Rank::Veto, "告知", "行政处罚告知书或者听证告知书", later, "决定"));
            }
            if case.investigation_end.as_ref().is_none_or(|event| event.is_abandoned()) {
                out.push(skipped(Rank::Deduct, "调查终结", "案件调查报告和处理呈批表", later, "决定"));
            }
        }
        if let Some(later) = case.archiving.as_ref().and_then(step::day_of)
            && case.closing.as_ref().is_none_or(|event| event.is_abandoned())
        {
            out.push(skipped(Rank::Deduct, "结案", "结案审批表", &later, "归档"));
        }
    }
    if let Some(later) = case.closing.as_ref().and_then(step::day_of)
        && !is_settled(case)
    {
        out.push(skipped(Rank::Deduct, "处理", "处罚决定书、不予处罚决定书或者撤销、终止、移送的文书", &later, "结案"));
    }
    out
}

/// Whether the case came to any end that closing can rest on.
fn is_settled(case: &Case) -> bool {
    let transferred = case.transfer.as_ref().is_some_and(|event| !event.is_abandoned());
    let ended = case.withdrawal.is_some() || case.termination.is_some() || !case.no_penalty.is_empty();
    !case.decisions.is_empty() || ended || transferred
}

fn skipped(rank: Rank, stage: &str, writs: &str, later: &Day, name: &str) -> Diagnostic {
    let day = date::print(later.date);
    let finding = Diagnostic::new(rank, "R78", format!("有{name}（{day}），没有{stage}：卷中缺{writs}"));
    later.at.finding(finding.found(format!("没有“{stage}”")).expected(format!("{name}以前有“{stage}”及其日期")).remedy(format!(
        "{stage}已经进行的，把“{stage}”及其日期写进表单；没有进行的，不能直接{name}"
    )))
}
