//! R62: a decision heavier than what the party was told, with no new notice in between.

use super::charge::is_decided;
use crate::case::events::Event;
use crate::diag::Diagnostic;
use crate::dossier::penalty::{self, Item, Kind};
use crate::dossier::{Standing, step};
use crate::rules::Review;
use crate::text::money;

/// Findings about decisions heavier than their notice.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let parties = review.dossier.standings.iter().enumerate();
    parties.filter(|(party, _)| is_decided(review, *party)).flat_map(|(party, standing)| heavier(review, party, standing)).collect()
}

fn heavier(review: &Review, party: usize, standing: &Standing) -> Vec<Diagnostic> {
    let Some(told) = told(review, party, standing) else { return Vec::new() };
    let mut out = Vec::new();
    let (before, after) = (penalty::fines(&told), standing.fines);
    let defended = review.case().statements.iter().any(|s| step::concerns(&s.parties, Some(party)) && !s.is_abandoned());
    let heard = review.case().hearing.iter().any(|hearing| step::concerns(&hearing.parties, Some(party)) && hearing.session.is_some());
    let why = if defended || heard { "陈述、申辩或者听证以后，决定重于告知" } else { "决定重于告知" };
    let say = |finding: Diagnostic, item: &Item| {
        let old = told.iter().find(|old| old.kind == item.kind).or(told.first());
        let finding = match old {
            Some(old) => finding.related(old.at.place(), "告知的处罚"),
            None => finding,
        };
        item.at.finding(finding.remedy("不得重于告知的处罚；确有新的事实、证据要加重的，重新告知并送达以后再决定"))
    };
    if after > before
        && let Some(item) = standing.items.iter().find(|item| item.kind == Kind::Fine)
    {
        let finding = Diagnostic::veto("R62", format!("{why}：罚款数额增加")).found(money::print(after));
        out.push(say(finding.expected(format!("不超过告知的{}", money::print(before))), item));
    }
    let added = standing.items.iter().filter(|item| item.kind != Kind::Fine && !told.iter().any(|old| old.kind == item.kind));
    out.extend(added.map(|item| {
        let kinds: Vec<&str> = told.iter().map(|old| old.text.as_str()).collect();
        let finding = Diagnostic::veto("R62", format!("{why}：增加了没有告知的“{}”", item.kind.name())).found(&item.text);
        say(finding.expected(kinds.join("、")), item)
    }));
    out
}

/// What the party was last told: the penalty of the last notice, else the one told with each violation. A second notice
/// that names neither tells the one decided.
fn told(review: &Review, party: usize, standing: &Standing) -> Option<Vec<Item>> {
    let notices: Vec<_> = review.case().notices.iter().filter(|notice| step::concerns(&notice.parties, Some(party))).collect();
    let last = notices.last()?;
    if notices.len() == 1 {
        return Some(standing.intended.clone());
    }
    let own = last.intended.as_ref().and_then(|intended| intended.of(party).map(|own| penalty::items(own, &intended.at)));
    own.or_else(|| Some(review.dossier.violations.iter().flat_map(|violation| violation.intended_of(party).to_vec()).collect()))
}
