//! R59: a factor of the weighing without evidence, or with evidence that is not of this violation.

use super::charge::is_told;
use crate::diag::Diagnostic;
use crate::rules::Review;

/// Findings about factors.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let told = |parties: &[usize]| parties.iter().any(|party| is_told(review, *party));
    for violation in review.dossier.violations.iter().filter(|violation| told(&violation.parties)) {
        let own = review.case().evidence_of(violation.form);
        let factors = violation.form.discretion.iter().flat_map(|discretion| discretion.circumstances.iter());
        for circumstance in factors {
            let factor = &circumstance.factor;
            if circumstance.evidence.is_empty() {
                let finding = Diagnostic::deduct("R59", format!("裁量情节“{}”没有证据", factor.text())).found(factor.text());
                out.push(factor.at.finding(finding.expected("证据的序号或者名称").remedy("在情节里写“证据”；没有证据的，不作为裁量情节")));
            }
            for reference in circumstance.evidence.iter().filter(|reference| reference.index.is_some_and(|index| !own.contains(&index))) {
                let message = format!("裁量情节“{}”的证据不在这项违法行为的证据里", factor.text());
                let finding = Diagnostic::deduct("R59", message).found(&reference.text).related(factor.at.place(), "这个情节");
                out.push(reference.at.finding(finding.remedy("把它加进违法行为的“证据”，或者改正情节的证据")));
            }
        }
    }
    out
}
