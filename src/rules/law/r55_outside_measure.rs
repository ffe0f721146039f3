//! R55: a kind of penalty the provision does not have, or an amount outside its range.

use super::charge::{Bounds, Charge, charges, is_order, names};
use crate::diag::{Diagnostic, Rank};
use crate::dossier::penalty::{Item, Kind};
use crate::law::{When, Who};
use crate::rules::Review;
use crate::text::money;

/// The stages a row may have.
const STAGES: [When; 2] = [When::First, When::Overdue];

/// The counting rule by which 以下 left the number itself out.
const EXCLUSIVE: &str = "inclusive-old";

/// Findings about kinds and amounts.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for charge in charges(review) {
        out.extend(charge.items.iter().filter(|item| !is_allowed(&charge, item)).map(|item| other_kind(&charge, item)));
        out.extend(amount(review, &charge));
    }
    out
}

/// Gains are confiscated whether or not the provision says so; an order to mend is the matter of another rule.
fn is_allowed(charge: &Charge, item: &Item) -> bool {
    let row = charge.row;
    let beside = [&row.first, &row.overdue].into_iter().flatten().flat_map(|stage| &stage.also);
    item.kind == Kind::ConfiscatedGains || is_order(&item.text) || row.kinds.is_empty() || row.kinds.iter().chain(beside).any(|kind| names(&kind.0, item))
}

fn other_kind(charge: &Charge, item: &Item) -> Diagnostic {
    let kinds: Vec<&str> = charge.row.kinds.iter().map(|kind| kind.0.as_str()).collect();
    let message = format!("{}没有规定“{}”这种处罚", charge.basis(), item.kind.name());
    let finding = charge.finding(Rank::Veto, "R55", message).found(&item.text).expected(kinds.join("、"));
    item.at.finding(finding.remedy("改为规定的处罚种类；另有依据的，写进“依据”"))
}

fn amount(review: &Review, charge: &Charge) -> Option<Diagnostic> {
    let (fen, item) = charge.fine()?;
    if STAGES.iter().all(|when| charge.measure(*when).is_none()) {
        let message = format!("{}没有对{}的罚款", charge.basis(), charge.whom());
        let other = match charge.who {
            Who::Unit => "受处罚的是个人的，把责任人员列为当事人",
            Who::Person => "受处罚的是单位的，以单位为当事人",
        };
        return Some(item.at.finding(charge.finding(Rank::Veto, "R55", message).found(money::print(fen)).remedy(other)));
    }
    let known: Vec<Bounds> = STAGES.iter().filter_map(|when| charge.bounds(*when)).collect();
    let unknown = STAGES.iter().any(|when| charge.measure(*when).is_some() && charge.bounds(*when).is_none());
    if charge.stage().is_some() {
        return old_upper_end(review, charge, fen, item);
    }
    let least = known.iter().map(|bounds| bounds.min).min()?;
    if unknown || (fen < least && charge.reasons().contains("减轻")) {
        return None;
    }
    let ranges: Vec<String> = known.iter().map(words).collect();
    let message = format!("罚款不在{}对{}规定的幅度内", charge.basis(), charge.whom());
    let finding = charge.finding(Rank::Veto, "R55", message).found(money::print(fen)).expected(ranges.join("，或者"));
    Some(item.at.finding(finding.remedy("改为幅度内的数额；依法减轻处罚的，在裁量的“理由”里写明减轻和依据")))
}

fn words(bounds: &Bounds) -> String {
    match bounds.min {
        0 => format!("{}元以下", money::digits(bounds.max)),
        min => format!("{}元以上{}元以下", money::digits(min), money::digits(bounds.max)),
    }
}

/// The old order left the upper number itself out of 以下.
fn old_upper_end(review: &Review, charge: &Charge, fen: i64, item: &Item) -> Option<Diagnostic> {
    let rule = review.law().counting_rules().find(|rule| rule.id == EXCLUSIVE)?;
    let of_rule = charge.row.penalty.iter().any(|citation| citation.statute == rule.basis.statute);
    let at_end = charge.stage().and_then(|when| charge.bounds(when)).is_some_and(|bounds| bounds.max == fen && bounds.min < fen);
    (of_rule && at_end).then(|| {
        let finding = Diagnostic::remind("R55", format!("罚款恰为上限，{}", rule.rule)).found(money::print(fen));
        let finding = finding.basis(review.law().cite(std::slice::from_ref(&rule.basis)));
        item.at.finding(finding.expected(format!("低于{}元", money::digits(fen))).remedy("核对当时的规定，改为低于上限的数额"))
    })
}
