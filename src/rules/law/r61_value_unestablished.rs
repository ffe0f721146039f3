//! R61: a fine measured by gains, by the grade of an accident or by income that the case does not establish.

use super::charge::{Charge, charges, is_told};
use crate::diag::{Diagnostic, Rank};
use crate::dossier::Violation;
use crate::dossier::penalty::Kind;
use crate::law::When;
use crate::rules::Review;
use crate::text::money;

/// Findings about measures and what they rest on.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for charge in charges(review).iter().filter(|charge| is_told(review, charge.party)) {
        out.extend(unmeasured(review, charge));
    }
    let told = |violation: &&Violation| violation.parties.iter().any(|party| is_told(review, *party));
    out.extend(review.dossier.violations.iter().filter(told).flat_map(gains));
    out
}

/// The row measures by what the form does not say.
fn unmeasured(review: &Review, charge: &Charge) -> Option<Diagnostic> {
    let (_, item) = charge.fine()?;
    let measures = [When::First, When::Overdue].into_iter().filter_map(|when| charge.measure(when));
    let given = charge.violation.form.gains.as_ref().is_some_and(|gains| gains.amount.is_some());
    let graded = review.case().accident.as_ref().is_some_and(|accident| accident.grade.is_some());
    let earning = review.case().parties.get(charge.party).is_some_and(|party| party.income.is_some());
    let lacking = measures.into_iter().find_map(|fine| {
        if fine.gain_multiple.is_some() && !given {
            Some(("违法所得的数额", "在违法行为里写“违法所得”；没有违法所得的，金额写 0"))
        } else if (!fine.by_level.is_empty() || !fine.income_by_level.is_empty()) && !graded {
            Some(("事故的等级", "在“事故”里写“等级”"))
        } else if (fine.income_percent.is_some() || !fine.income_by_level.is_empty()) && !earning {
            Some(("上一年年收入", "在当事人里写“上年收入”；无法核实的，按规定的算法，写明理由和批准人豁免"))
        } else {
            None
        }
    });
    let (what, remedy) = lacking?;
    let message = format!("{}按{what}定罚款，案件没有写", charge.basis());
    Some(item.at.finding(charge.finding(Rank::Veto, "R61", message).found(&item.text).expected(what).remedy(remedy)))
}

/// Gains without proof, gains left with the party, and gains taken that nobody established.
fn gains(violation: &Violation) -> Vec<Diagnostic> {
    let given = violation.form.gains.as_ref();
    let amount = given.and_then(|gains| gains.amount.as_ref());
    let items = || violation.parties.iter().flat_map(|party| violation.items_of(*party));
    let taken = items().find(|item| item.kind == Kind::ConfiscatedGains);
    let known = amount.map_or(0, |amount| amount.fen);
    let mut out = Vec::new();
    if let Some(item) = taken.filter(|item| item.fen.is_some_and(|fen| fen > known)) {
        let finding = Diagnostic::veto("R61", "没收的违法所得多于查明的数额").found(&item.text).expected(money::print(known));
        out.push(item.at.finding(finding.remedy("在违法行为的“违法所得”里写查明的金额、计算方法和证据")));
    }
    let (Some(given), Some(amount)) = (given, amount.filter(|amount| amount.fen > 0)) else { return out };
    if given.evidence.is_empty() || given.calculation.is_none() {
        let finding = Diagnostic::deduct("R61", "违法所得没有写明怎样计算、由哪些证据证明").found(money::print(amount.fen));
        out.push(amount.at.finding(finding.remedy("写明“计算”和“证据”")));
    }
    let refunded = given.calculation.as_ref().is_some_and(|text| text.text().contains("退赔"));
    let punished = items().next().is_some();
    if punished && taken.is_none() && !refunded {
        let finding = Diagnostic::veto("R61", "查明有违法所得，没有没收").found(money::print(amount.fen)).expected("没收违法所得");
        out.push(amount.at.finding(finding.remedy("在“处罚”里写“没收违法所得”；依法退赔的，在“计算”里写明退赔")));
    }
    out
}
