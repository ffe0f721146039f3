//! 豁免: which vetoes a person has answered for, and what is wrong with a waiver itself.

use super::{Check, Rule, rule};
use crate::case::{Case, Waiver};
use crate::diag::{Diagnostic, Rank};
use crate::rules::page::Waivable;

/// Whether a veto is waived: a waiver names its code, and the rule lets itself be waived.
pub fn is_waived(case: &Case, finding: &Diagnostic) -> bool {
    case.waivers.iter().any(|waiver| waiver.rule.text() == finding.code) && can_be_waived(finding.code)
}

/// Findings outside the rules (`L30`: provisions nobody has read in full) can all be waived.
fn can_be_waived(code: &str) -> bool {
    rule(code).and_then(Rule::page).is_none_or(|page| page.head.waivable == Waivable::Yes)
}

/// Waivers of codes that do not exist, of rules that cannot be waived, and those that silence nothing.
pub fn faults(case: &Case, findings: &[Diagnostic]) -> Vec<Diagnostic> {
    case.waivers.iter().filter_map(|waiver| fault(waiver, findings)).map(|(waiver, fault)| waiver.rule.at.finding(fault)).collect()
}

fn fault<'w>(waiver: &'w Waiver, findings: &[Diagnostic]) -> Option<(&'w Waiver, Diagnostic)> {
    let code = waiver.rule.text();
    let known = rule(code).is_some() || findings.iter().any(|finding| finding.code == code) || code.starts_with('L');
    let said = if !known {
        Diagnostic::remind("F71", format!("没有规则“{code}”，这条豁免不起作用")).remedy("wenshu list rules 列出全部规则")
    } else if !can_be_waived(code) {
        Diagnostic::remind("F72", format!("规则{code}不能豁免")).remedy(format!("改正案件；理由见 wenshu explain {code}"))
    } else if rule(code).is_some_and(|rule| matches!(rule.check, Check::Batch)) {
        // only the cases of a batch together show whether it silences anything
        return None;
    } else if !findings.iter().any(|finding| finding.code == code && finding.rank == Rank::Veto) {
        Diagnostic::remind("F73", format!("豁免了{code}，但没有这条规则的否决")).remedy("删去这条豁免")
    } else {
        return None;
    };
    Some((waiver, said.found(code)))
}
