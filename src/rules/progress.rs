//! How far a case has come, for rules on what is missing: a step that has not happened yet is no fault, one that was passed
//! over is. And the papers by which a party is told what it is charged with and punished for.

use super::{Paper, Review};
use crate::case::{Case, Procedure, events::Event};
use crate::dossier::step::{self, Day};

/// Writs that tell a party what is intended against it.
pub const NOTICES: [&str; 2] = ["penalty_notice", "hearing_rights_notice"];
/// Decisions on a penalty.
pub const DECISIONS: [&str; 2] = ["penalty_decision_unit", "penalty_decision_person"];
/// Decisions on the spot.
pub const ON_SPOT: [&str; 2] = ["on_spot_decision_unit", "on_spot_decision_person"];

/// Whether the form chose the summary procedure.
pub fn is_summary(case: &Case) -> bool {
    case.procedure.as_ref().is_some_and(|procedure| procedure.value == Procedure::Summary)
}

/// The day a party was told what is intended against it.
pub fn notice_day(case: &Case, party: usize) -> Option<Day> {
    case.notices
        .iter()
        .filter(|event| !event.is_abandoned())
        .find(|event| step::concerns(&event.parties, Some(party)))
        .and_then(step::day_of)
}

/// The day a party's penalty was decided.
pub fn decision_day(case: &Case, party: usize) -> Option<Day> {
    case.decisions.iter().find(|event| step::concerns(&event.parties, Some(party))).and_then(step::day_of)
}

/// The earliest decision on a penalty.
pub fn first_decision(case: &Case) -> Option<Day> {
    case.decisions.iter().filter_map(step::day_of).min_by_key(|day| day.date)
}

/// The same where it is not itself out of order: a decision before its notice is for R23.
pub fn orderly_decision(case: &Case) -> Option<Day> {
    let noticed = case.notices.iter().filter(|event| !event.is_abandoned()).filter_map(step::day_of).map(|day| day.date).min();
    first_decision(case).filter(|decided| noticed.is_none_or(|noticed| noticed <= decided.date))
}

/// The day from which the case speaks to the outside of what it found: the first notice or decision.
pub fn told(case: &Case) -> Option<Day> {
    let notices = case.notices.iter().filter(|event| !event.is_abandoned()).filter_map(step::day_of);
    let spared = case.no_penalty.iter().filter(|event| !event.is_abandoned()).filter_map(step::day_of);
    notices.chain(first_decision(case)).chain(spared).min_by_key(|day| day.date)
}

/// The day the case was closed or its file archived.
pub fn finished(case: &Case) -> Option<Day> {
    case.closing.as_ref().and_then(step::day_of).or_else(|| case.archiving.as_ref().and_then(step::day_of))
}

/// The papers of these writs whose step has happened, each with its party.
pub fn issued<'a>(review: &Review<'a>, ids: &'a [&'a str]) -> impl Iterator<Item = (&'a Paper<'a>, usize)> {
    let papers = review.papers.iter().filter(move |paper| paper.planned.happened && ids.contains(&paper.planned.writ.id.as_str()));
    papers.filter_map(|paper| Some((paper, paper.planned.subject.party?)))
}

/// How much of the beginning and the end of a line a text has: characters in common from both sides.
pub fn likeness(line: &str, text: &str) -> usize {
    let common = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| a.zip(b).take_while(|(a, b)| a == b).count();
    common(&mut line.chars(), &mut text.chars()) + common(&mut line.chars().rev(), &mut text.chars().rev())
}

/// So many characters in common, and a text is the same line, changed.
const CHANGED: usize = 8;

/// The block of a paper that is this line, changed or not; `None` when the paper does not have it.
pub fn version_of<'p>(paper: &'p Paper, line: &str) -> Option<&'p str> {
    let blocks = paper.text.iter().map(|block| block.text.trim());
    let best = blocks.map(|text| (likeness(line, text), text)).max_by_key(|(score, _)| *score);
    let long = CHANGED.min(line.chars().count());
    best.filter(|(score, _)| *score >= long).map(|(_, text)| text)
}
