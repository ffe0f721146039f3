//! R57: the heavier tier without a failed re-check, or a measure the provision joins with 并 left out.

use super::charge::{Charge, charges, is_told, names};
use crate::case::Case;
use crate::case::events::Verdict;
use crate::diag::{Diagnostic, Rank};
use crate::dossier::penalty::Kind;
use crate::law::{When, Who};
use crate::rules::Review;
use crate::text::money;

/// Words that make a measure depend on more than the stage, or leave it to another office.
const CONDITIONS: [&str; 6] = ["情节", "直至", "导致", "违法所得", "许可及批准文件", "不得再次"];

/// Findings about tiers and measures.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let charges = charges(review);
    let told = charges.iter().filter(|charge| is_told(review, charge.party));
    told.flat_map(|charge| [overdue(review, charge), warning(charge), beside(charge)].into_iter().flatten()).collect()
}

/// The heavier tier is for those who did not mend in time: the file must show it.
fn overdue(review: &Review, charge: &Charge) -> Option<Diagnostic> {
    let (fen, item) = charge.fine()?;
    let trigger = charge.row.overdue_trigger.as_ref()?;
    if charge.stage() != Some(When::Overdue) || has_failed(review.case(), charge) {
        return None;
    }
    let message = format!("罚款是“{}”一档的数额，案卷里没有复查不合格的记录", trigger.0);
    let finding = charge.finding(Rank::Veto, "R57", message).found(money::print(fen)).expected("复查结论为未整改或者部分整改");
    Some(item.at.finding(finding.remedy("写明复查结论或者“前次责令”的结果；没有逾期的，改为首次一档的数额")))
}

fn has_failed(case: &Case, charge: &Charge) -> bool {
    let verdicts = case.rechecks.iter().flat_map(|recheck| recheck.results.iter()).map(|result| result.verdict.value);
    let failed = verdicts.into_iter().any(|verdict| match verdict {
        Verdict::NotCorrected | Verdict::PartlyCorrected => true,
        Verdict::Corrected => false,
    });
    failed || charge.violation.form.prior_order.as_ref().is_some_and(|order| order.result.is_some())
}

/// 给予警告，并可以处罚款：the warning is not for choice, the fine is.
fn warning(charge: &Charge) -> Option<Diagnostic> {
    let (_, item) = charge.fine()?;
    let warns = charge.row.kinds.iter().any(|kind| kind.0 == Kind::Warning.name());
    let optional = charge.measure(When::First).is_some_and(|fine| fine.is_optional());
    let warned = charge.items.iter().any(|item| item.kind == Kind::Warning);
    (warns && optional && !warned && !charge.has_reason()).then(|| {
        let message = format!("{}规定给予警告，并可以处罚款；只有罚款，没有警告", charge.basis());
        let finding = charge.finding(Rank::Veto, "R57", message).found(&item.text).expected("警告，并处罚款");
        item.at.finding(finding.remedy("在“处罚”里写“警告: 是”；不给予警告的，在裁量的“理由”里写明"))
    })
}

/// What stands beside the fine of a stage. A first stage names few such measures, and those of other offices: a reminder.
fn beside(charge: &Charge) -> Option<Diagnostic> {
    let (_, item) = charge.fine()?;
    let (stage, rank) = match charge.stage()? {
        When::First => (charge.row.first.as_ref()?, Rank::Remind),
        When::Overdue => (charge.row.overdue.as_ref().filter(|_| charge.who == Who::Unit)?, Rank::Veto),
    };
    let missing = stage.also.iter().find(|also| {
        let joined = !CONDITIONS.iter().any(|word| also.0.contains(word));
        joined && !charge.items.iter().any(|item| names(&also.0, item))
    })?;
    if charge.has_reason() {
        return None;
    }
    let message = format!("{}规定“{}”并处罚款；只有罚款", charge.basis(), missing.0);
    let finding = charge.finding(rank, "R57", message).found(&item.text).expected(format!("{}，并处罚款", missing.0));
    Some(item.at.finding(finding.remedy("补上并处的处罚；不适用的，在裁量的“理由”里写明理由和依据")))
}
