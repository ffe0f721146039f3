//! R72: numbers that must agree: hazards found, ordered, re-checked; records of inquiry made and listed.

use crate::case::Case;
use crate::case::events::Event;
use crate::diag::{Diagnostic, Rank};
use crate::dossier::hazard;
use crate::dossier::step;
use crate::rules::{Review, progress};

/// Findings about counts.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    [ordered(case), rechecked(case), records(case)].concat()
}

/// The number of a hazard or item, when it is given as a number.
fn number(text: &str) -> Option<usize> {
    text.trim().parse().ok()
}

/// Hazards the order leaves out, and numbers of hazards nobody found.
fn ordered(case: &Case) -> Vec<Diagnostic> {
    let Some(order) = case.correction.as_ref().filter(|order| !order.is_abandoned() && !order.items.is_empty()) else { return Vec::new() };
    let hazards = hazard::all(case);
    let Some(day) = step::day_of(order).filter(|_| !hazards.is_empty()) else { return Vec::new() };
    let mut out = Vec::new();
    let numbers: Vec<Option<usize>> = order.items.iter().map(|item| number(item.hazard.text())).collect();
    for (item, number) in order.items.iter().zip(&numbers) {
        if number.is_some_and(|number| number == 0 || number > hazards.len()) {
            let finding = Diagnostic::deduct("R72", format!("责令改正的第{}号隐患不存在：检查发现的隐患共{}项", item.hazard.text(), hazards.len()));
            let finding = finding.found(item.hazard.text()).expected(format!("1至{}", hazards.len()));
            out.push(item.hazard.at.finding(finding.remedy("核对隐患的序号")));
        }
    }
    // 直接写描述的，和隐患对不上号，只比项数
    let missing = match numbers.iter().all(Option::is_some) {
        true => (1..=hazards.len()).filter(|index| !numbers.contains(&Some(*index))).count(),
        false => hazards.len().saturating_sub(order.items.len()),
    };
    if missing > 0 {
        let finding = Diagnostic::deduct("R72", format!("检查发现隐患{}项，责令改正少了{missing}项", hazards.len()));
        let finding = finding.found(format!("责令改正{}项", order.items.len())).expected(format!("{}项", hazards.len()));
        out.push(day.at.finding(finding.remedy("把漏掉的隐患写进“责令改正.项”；当场已经改正的，写“方式: 立即”")));
    }
    out
}

/// Items of the order no re-check looked at, and results of items the order does not have.
fn rechecked(case: &Case) -> Vec<Diagnostic> {
    let Some(order) = case.correction.as_ref().filter(|order| !order.is_abandoned() && !order.items.is_empty()) else { return Vec::new() };
    let of_order = |recheck: &&crate::case::events::Recheck| recheck.order.as_ref().is_none_or(|title| title.text().contains("责令限期整改"));
    let results: Vec<_> = case.rechecks.iter().filter(of_order).flat_map(|recheck| recheck.results.iter()).collect();
    let Some(first) = results.first() else { return Vec::new() };
    let count = order.items.len();
    let mut out = Vec::new();
    for item in results.iter().filter_map(|result| result.item.as_ref()) {
        if item.value.is_some_and(|value| value == 0 || value as usize > count) {
            let finding = Diagnostic::deduct("R72", format!("复查的第{}项不存在：责令改正共{count}项", item.text));
            out.push(item.at.finding(finding.found(&item.text).expected(format!("1至{count}")).remedy("核对责令改正的项")));
        }
    }
    let all = results.iter().any(|result| result.item.is_none());
    let seen = |index: usize| results.iter().any(|result| result.item.as_ref().and_then(|item| item.value) == Some(index as u32));
    let missing: Vec<String> = (1..=count).filter(|index| !all && !seen(*index)).map(|index| index.to_string()).collect();
    if !missing.is_empty() {
        let finding = Diagnostic::deduct("R72", format!("责令改正{count}项，复查没有写第{}项的结果", missing.join("、")));
        let at = first.item.as_ref().map_or(&first.verdict.at, |item| &item.at);
        out.push(at.finding(finding.found(format!("复查{}项", count - missing.len())).expected(format!("{count}项")).remedy("补上“复查.结果”")));
    }
    out
}

/// Records of inquiry in the list of evidence against the inquiries made.
fn records(case: &Case) -> Vec<Diagnostic> {
    if progress::told(case).is_none() {
        return Vec::new();
    }
    let made = case.inquiries.iter().filter(|inquiry| !inquiry.is_abandoned()).count();
    let items: Vec<_> = case.evidence.iter().filter(|item| item.name.text().contains("询问笔录")).collect();
    let listed: Option<u32> = items.iter().map(|item| item.copies.as_ref().and_then(|copies| copies.value)).sum();
    match (items.first(), listed) {
        (Some(first), Some(listed)) if made > 0 && listed as usize != made => {
            // more than the form has: some were put in on paper
            let rank = if (listed as usize) < made { Rank::Deduct } else { Rank::Remind };
            let finding = Diagnostic::new(rank, "R72", format!("证据清单有询问笔录{listed}份，表单有询问{made}次"));
            let at = first.copies.as_ref().map_or(&first.name.at, |copies| &copies.at);
            vec![at.finding(finding.found(format!("{listed}份")).expected(format!("{made}份")).remedy("核对份数；漏写的询问补进“询问”"))]
        }
        (Some(_) | None, _) => Vec::new(),
    }
}
