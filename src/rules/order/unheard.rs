//! Decisions made on the day of their notice: the party had no time to speak. A waiver in writing ends its wait.

use crate::rules::Review;
use crate::rules::steps::Dated;

/// Notices with the decisions made on the same day against a party that had not waived in writing.
pub(super) fn pairs<'s>(review: &Review, steps: &'s [Dated]) -> Vec<(&'s Dated, &'s Dated)> {
    let named = |name: &'static str| steps.iter().filter(move |step| step.name == name);
    let all = named("告知").flat_map(|notice| named("决定").map(move |decision| (notice, decision)));
    let same = all.filter(|(notice, decision)| notice.meets(decision) && notice.day.date == decision.day.date);
    same.filter(|(notice, decision)| parties(review, notice, decision).any(|party| !could_decide(review, party, decision))).collect()
}

/// The parties both concern.
fn parties(review: &Review, notice: &Dated, decision: &Dated) -> impl Iterator<Item = usize> {
    let is_of = |step: &Dated, party: usize| step.parties.is_empty() || step.parties.contains(&party);
    let own: Vec<usize> = (0..review.case().parties.len()).filter(|party| is_of(notice, *party) && is_of(decision, *party)).collect();
    own.into_iter()
}

fn could_decide(review: &Review, party: usize, decision: &Dated) -> bool {
    let entry = review.dossier.agenda.get("statement-period", Some(party));
    let mut bars = entry.into_iter().flat_map(|entry| entry.bars.iter());
    bars.any(|bar| bar.step == decision.name && bar.first.as_ref().is_ok_and(|first| *first <= decision.day.date))
}
