//! R77: what a party said in its defence is reviewed before the decision, answered with reasons, and told in the decision.

use crate::case::events::{Event, Statement};
use crate::diag::{Diagnostic, Rank};
use crate::dossier::step::{self, Day};
use crate::rules::{Review, progress};
use crate::text::date;

/// Findings about statements of parties whose case is decided.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let mut out = Vec::new();
    for statement in case.statements.iter().filter(|event| !event.is_abandoned()) {
        let parties = (0..case.parties.len()).filter(|party| step::concerns(&statement.parties, Some(*party)));
        let decided = parties.filter_map(|party| progress::decision_day(case, party)).min_by_key(|day| day.date);
        if let Some(decided) = decided {
            out.extend(reviewed(statement, &decided));
        }
    }
    out.extend(told(review));
    out
}

fn reviewed(statement: &Statement, decided: &Day) -> Vec<Diagnostic> {
    let stated = step::day_of(statement);
    let at = stated.as_ref().map_or(&decided.at, |day| &day.at);
    let mut out = Vec::new();
    let mut say = |rank: Rank, message: &str, expected: &str| {
        let finding = Diagnostic::new(rank, "R77", message).found("没有").expected(expected);
        out.push(at.finding(finding.remedy("把复核的日期、结论和理由写进“陈述申辩.复核”；没有复核的，不能作出决定")));
    };
    if statement.content.is_none() {
        say(Rank::Deduct, "陈述申辩没有写内容", "当事人提出的事实、理由和证据");
    }
    let Some(review) = &statement.review else {
        say(Rank::Veto, "当事人提出了陈述申辩，没有复核就作出了决定", "陈述申辩.复核");
        return out;
    };
    if review.outcome.is_none() {
        say(Rank::Veto, "对陈述申辩的复核没有结论", "采纳、部分采纳或者不予采纳");
    }
    if review.reason.is_none() {
        say(Rank::Deduct, "对陈述申辩的复核没有写理由", "对每一点意见采纳或者不采纳的理由");
    }
    let Some(on) = &review.date else { return out };
    let limits = [(on.date > decided.date, Rank::Veto, "晚于决定", decided), (stated.as_ref().is_some_and(|day| on.date < day.date), Rank::Deduct, "早于陈述申辩", stated.as_ref().unwrap_or(decided))];
    for (_, rank, words, other) in limits.into_iter().filter(|(wrong, ..)| *wrong) {
        let finding = Diagnostic::new(rank, "R77", format!("复核（{}）{words}（{}）", date::print(on.date), date::print(other.date)))
            .found(date::print(on.date))
            .expected("陈述申辩以后、决定以前")
            .related(other.at.place(), "另一处日期");
        out.push(on.at.finding(finding.remedy("核对两处日期，改正写错的一处")));
    }
    out
}

/// The decision says what was put forward and what became of it.
fn told(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let mut out = Vec::new();
    for (paper, party) in progress::issued(review, &progress::DECISIONS) {
        let own = case.statements.iter().find(|event| !event.is_abandoned() && step::concerns(&event.parties, Some(party)));
        let Some(content) = own.and_then(|event| event.content.as_ref()) else { continue };
        let said = content.paragraphs().concat();
        let outcome = own.and_then(|event| event.review.as_ref()).and_then(|review| review.outcome.as_ref()).map(|outcome| outcome.value.word());
        let missing = match outcome {
            _ if !paper.says(said.trim_end_matches('。')) => Some(("陈述申辩的内容", said.as_str())),
            Some(outcome) if !paper.says(outcome) => Some(("对陈述申辩是否采纳", outcome)),
            Some(_) | None => None,
        };
        if let Some((what, expected)) = missing {
            let finding = Diagnostic::veto("R77", format!("决定书没有写{what}")).found(format!("没有{what}")).expected(expected);
            out.push(paper.finding(content.at.finding(finding.remedy("在决定书里写明当事人的意见、复核的结论和理由"))));
        }
    }
    out
}
