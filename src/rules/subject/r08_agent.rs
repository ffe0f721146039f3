//! R08: somebody speaks for a party, and the form does not say by what power.

use crate::case::events::Event;
use crate::case::values::Text;
use crate::case::{Case, Party};
use crate::diag::Diagnostic;
use crate::dossier::step::concerns;
use crate::rules::Review;

/// Findings about agents and speakers.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let mut out: Vec<Diagnostic> = case.parties.iter().filter_map(powerless).collect();
    for statement in case.statements.iter().filter(|statement| !statement.is_abandoned()) {
        let Some(speaker) = &statement.speaker else { continue };
        let parties = case.parties.iter().enumerate().filter(|(index, _)| concerns(&statement.parties, Some(*index)));
        if !parties.map(|(_, party)| party).any(|party| may_speak(party, speaker)) {
            out.push(stranger(case, speaker));
        }
    }
    out
}

fn powerless(party: &Party) -> Option<Diagnostic> {
    let agent = party.agent.as_ref().filter(|agent| agent.power.is_none())?;
    let finding = Diagnostic::deduct("R08", format!("委托代理人{}没有写委托权限", agent.name.text())).expected("权限: 代为陈述、申辩……");
    Some(agent.name.at.finding(finding.remedy("照授权委托书写明“权限”，委托书附卷")))
}

/// The party itself, its head or its agent.
fn may_speak(party: &Party, speaker: &Text) -> bool {
    let agent = party.agent.as_ref().map(|agent| agent.name.text());
    let head = party.head().map(|head| head.name.text());
    [Some(party.name().text()), head, agent].contains(&Some(speaker.text()))
}

fn stranger(case: &Case, speaker: &Text) -> Diagnostic {
    let names: Vec<&str> = case.parties.iter().filter_map(|party| party.head()).map(|head| head.name.text()).collect();
    let message = format!("陈述申辩人{}不是当事人、法定代表人（负责人），也没有写成委托代理人", speaker.text());
    let finding = Diagnostic::deduct("R08", message).found(speaker.text());
    let finding = if names.is_empty() { finding } else { finding.expected(format!("{}，或者有授权委托书的代理人", names.join("、"))) };
    speaker.at.finding(finding.remedy("受委托的，在当事人下补上“委托代理人”和权限；姓名写错的改正"))
}
