//! R07: a unit and a person punished in one breath, without facts, notice and decision of their own.

use crate::case::Case;
use crate::diag::Diagnostic;
use crate::dossier::step::day_of;
use crate::rules::Review;

/// Findings about joint decisions and undivided penalties.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    [joint(case), undivided(case)].concat()
}

/// Whether both a unit and a person are among these parties.
fn mixed(case: &Case, parties: &[usize]) -> bool {
    let persons = parties.iter().filter_map(|index| case.parties.get(*index)).filter(|party| party.is_person()).count();
    persons > 0 && persons < parties.len()
}

fn joint(case: &Case) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for decision in case.decisions.iter().filter(|decision| decision.joint.as_ref().is_some_and(|flag| flag.value)) {
        let named: Vec<usize> = decision.parties.iter().filter_map(|reference| reference.index).collect();
        let parties = if named.is_empty() { (0..case.parties.len()).collect() } else { named };
        if let Some(day) = day_of(decision).filter(|_| mixed(case, &parties)) {
            let finding = Diagnostic::veto("R07", "单位和个人合并在一份决定书里").found("合并文书: 是").expected("单位、个人各一份决定书");
            out.push(day.at.finding(finding.remedy("去掉“合并文书”，单位和个人分别告知、分别决定")));
        }
    }
    out
}

fn undivided(case: &Case) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for violation in case.violations.iter().filter(|violation| mixed(case, &case.parties_of(violation))) {
        let Some(penalties) = violation.penalty.as_ref().filter(|penalties| penalties.by_party.is_empty()) else { continue };
        let names: Vec<&str> =
            case.parties_of(violation).into_iter().filter_map(|index| case.parties.get(index)).map(|party| party.name().text()).collect();
        let message = format!("{}是单位和个人，处罚却没有分开写", names.join("、"));
        let finding = Diagnostic::veto("R07", message).expected("每项违法行为写明“当事人”，或者处罚按当事人分开写");
        let remedy = "单位和个人的违法行为分开写成两项，各写“当事人”、事实、依据和处罚；同一项的，处罚写成 {名称: {…}, 姓名: {…}}";
        out.push(penalties.at.finding(finding.remedy(remedy)));
    }
    out
}
