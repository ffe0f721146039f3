//! R66: facts without evidence, evidence that proves nothing said, evidence taken after the decision.

use crate::case::Case;
use crate::diag::Diagnostic;
use crate::rules::{Review, progress};
use crate::text::date;

/// Findings about facts and their evidence, once the party was told of them.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let Some(told) = progress::told(case).filter(|_| !case.violations.is_empty()) else { return Vec::new() };
    if case.evidence.is_empty() {
        let finding = Diagnostic::veto("R66", "告知、决定的违法事实没有一项证据").found("没有“证据”").expected("证明各项事实的证据");
        return vec![told.at.finding(finding.remedy("补上“证据”；没有证据的，不能处罚"))];
    }
    [unproven(case), unexplained(case), unused(case), late(case)].concat()
}

/// Of several violations each names its own evidence.
fn unproven(case: &Case) -> Vec<Diagnostic> {
    let several = case.violations.len() > 1;
    let bare = case.violations.iter().filter(|violation| several && violation.evidence.is_empty());
    bare.filter_map(|violation| violation.facts.as_ref())
        .map(|facts| {
            let finding = Diagnostic::deduct("R66", "这项违法行为没有写由哪些证据证明").found("没有“证据”").expected("证据的序号，如 证据: [1, 3]");
            facts.at.finding(finding.remedy("逐项写明证据的序号"))
        })
        .collect()
}

fn unexplained(case: &Case) -> Vec<Diagnostic> {
    let silent = case.evidence.iter().filter(|item| item.proves.is_none());
    silent
        .map(|item| {
            let finding = Diagnostic::deduct("R66", format!("证据“{}”没有写证明什么", item.name.text())).found(item.name.text());
            item.name.at.finding(finding.expected("证明的事实").remedy("补上“证明”"))
        })
        .collect()
}

/// Items no violation, circumstance or sum of gains names, where violations name theirs.
fn unused(case: &Case) -> Vec<Diagnostic> {
    if case.violations.iter().any(|violation| violation.evidence.is_empty()) {
        return Vec::new();
    }
    let weighed = |violation: &crate::case::Violation| {
        let circumstances = violation.discretion.iter().flat_map(|discretion| discretion.circumstances.iter()).flat_map(|one| one.evidence.to_vec());
        let gains = violation.gains.iter().flat_map(|gains| gains.evidence.to_vec());
        circumstances.chain(gains).collect::<Vec<_>>()
    };
    let used: Vec<usize> = case.violations.iter().flat_map(|violation| [violation.evidence.to_vec(), weighed(violation)].concat()).filter_map(|reference| reference.index).collect();
    let idle = case.evidence.iter().enumerate().filter(|(index, _)| !used.contains(index));
    idle.map(|(index, item)| {
        let finding = Diagnostic::remind("R66", format!("证据{}“{}”没有用来证明任何事实、情节", index + 1, item.name.text())).found(item.name.text());
        item.name.at.finding(finding.remedy("在违法行为或者裁量情节的“证据”里写上它的序号；与本案无关的，不放进证据清单"))
    })
    .collect()
}

fn late(case: &Case) -> Vec<Diagnostic> {
    let Some(decided) = progress::first_decision(case) else { return Vec::new() };
    let taken = case.evidence.iter().filter_map(|item| Some((item, item.obtained_on.as_ref()?))).filter(|(_, on)| on.date > decided.date);
    taken
        .map(|(item, on)| {
            let finding = Diagnostic::veto("R66", format!("证据“{}”在作出决定以后才取得，不能用来证明决定认定的事实", item.name.text()))
                .found(date::print(on.date))
                .expected(format!("不晚于{}", date::print(decided.date)))
                .related(decided.at.place(), format!("决定（{}）的日期", decided.at.path));
            on.at.finding(finding.remedy("核对取得时间；决定以后取得的，从证据清单中去掉"))
        })
        .collect()
}
