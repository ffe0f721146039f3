//! The day an act began, held against the day it was found and the steps that speak of it. That day chooses the version
//! of the law, so a slip in it must not go unseen.

use crate::case::events::{Recheck, Verdict};
use crate::case::{Case, Violation};
use crate::diag::Diagnostic;
use crate::dossier::step::{self, Day};
use crate::rules::steps::Dated;
use crate::text::date;

/// Steps that speak of an act, each of which comes after it began.
const SPEAKING: &[&str] = &["调查终结", "告知", "不予处罚", "决定"];

/// One finding for each act that began after it was found, or after a step that speaks of it.
pub fn check(case: &Case, steps: &[Dated]) -> Vec<Diagnostic> {
    case.violations.iter().filter_map(|violation| late(case, violation, steps)).collect()
}

fn late(case: &Case, violation: &Violation, steps: &[Dated]) -> Option<Diagnostic> {
    let range = violation.conduct.as_ref()?;
    let began = range.from.as_ref().or(range.to.as_ref())?;
    let ended = range.to.as_ref().unwrap_or(began);
    let parties = case.parties_of(violation);
    let concerned = |step: &&Dated| step.parties.is_empty() || step.parties.iter().any(|party| parties.contains(party));
    let spoken = || {
        let named = SPEAKING.iter().flat_map(|name| steps.iter().filter(move |step| step.name == *name)).filter(concerned);
        named.map(|step| (step.name, step.day.clone()))
    };
    let began_late = found(case, violation).into_iter().chain(spoken()).find(|(_, day)| began.date > day.date);
    let ended_late = || spoken().find(|(_, day)| ended.date > day.date);
    let (what, of, (name, day)) = match began_late {
        Some(step) => ("违法行为", began, step),
        None => ("违法行为的终了", ended, ended_late()?),
    };
    let (act, other) = (date::print(of.date), date::print(day.date));
    let finding = Diagnostic::veto("R23", format!("程序倒置：{what}（{act}）晚于{name}（{other}）")).found(&act);
    let finding = finding.expected(format!("不晚于{name}的{other}")).related(day.at.place(), format!("{name}（{}）的日期", day.at.path));
    let remedy = "核对行为日期：它决定适用哪一版法律；检查以后才有的行为，写明由哪一次复查发现（“案件来源”或者“复查”的结论）";
    Some(of.at.finding(finding.remedy(remedy)))
}

/// The last day on which the act can have been found: the inspection, or a later look at the place that found something.
fn found(case: &Case, violation: &Violation) -> Option<(&'static str, Day)> {
    let by_recheck = case.source.as_ref().is_some_and(|source| source.text().contains("复查"));
    let failed = |recheck: &&Recheck| recheck.results.iter().any(|result| result.verdict.value != Verdict::Corrected);
    let inspected = case.inspection.as_ref().and_then(step::day_of).map(|day| ("检查", day))?;
    let rechecks = case.rechecks.iter().filter(|recheck| by_recheck || failed(recheck)).filter_map(step::day_of);
    let examined = case.scene_examination.as_ref().and_then(step::day_of);
    let accident = case.accident.as_ref().and_then(|accident| accident.time.as_ref());
    let accident = accident.and_then(|time| Some(Day { date: time.date?, at: time.at.clone() }));
    let earlier = violation.prior_order.as_ref().and_then(|order| order.rechecked_on.as_ref());
    let earlier = earlier.map(|on| ("复查", Day { date: on.date, at: on.at.clone() }));
    let sampled = case.sampling.iter().filter_map(step::day_of).map(|day| ("抽样", day));
    let kept = case.preservation.as_ref().and_then(step::day_of).map(|day| ("先行登记", day));
    let seized = case.seizure.as_ref().and_then(step::day_of).map(|day| ("查封扣押", day));
    let looks = rechecks.map(|day| ("复查", day)).chain(examined.map(|day| ("勘验", day))).chain(accident.map(|day| ("事故", day)));
    let looks = looks.chain(sampled).chain(kept).chain(seized);
    [inspected].into_iter().chain(looks).chain(earlier).max_by_key(|(_, day)| day.date)
}
