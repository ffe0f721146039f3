//! R17: nobody there to sign, or a refusal without its reason.

use crate::case::Case;
use crate::case::events::Event;
use crate::case::values::{Name, OneOrMany, Text};
use crate::diag::Diagnostic;
use crate::dossier::step::{Day, day_of};
use crate::rules::{Paper, Review};
use crate::writ::{Audience, Look};

/// Words that a party would not sign.
const REFUSED: [&str; 2] = ["拒绝签", "拒签"];

/// Words that say why.
const REASONS: [&str; 2] = ["因", "由"];

/// Findings about refusals and absences in the form, and records without room for them.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let mut out: Vec<Diagnostic> = notes(case).into_iter().filter_map(|(what, note)| unexplained(what, note)).collect();
    out.extend(scenes(case).into_iter().filter_map(|(what, day, present)| unattended(what, &day, present)));
    out.extend(review.papers.iter().filter_map(no_room));
    out
}

/// What the form says of each record besides its content.
fn notes(case: &Case) -> Vec<(&'static str, &Text)> {
    case.events().into_iter().filter_map(|event| Some((event.name(), event.note()?))).collect()
}

fn unexplained(what: &str, note: &Text) -> Option<Diagnostic> {
    let refused = REFUSED.iter().any(|words| note.text().contains(words));
    let explained = REASONS.iter().any(|word| note.text().contains(word));
    (refused && !explained).then(|| {
        let finding = Diagnostic::deduct("R17", format!("{what}时拒绝签名，没有写原因")).found(note.text());
        note.at.finding(finding.expected("拒绝签名的原因").remedy("写明原因，在笔录上注明并由两名执法人员签名"))
    })
}

type Present<'c> = [&'c OneOrMany<Name>; 2];

/// Steps at which the party is to be there, or somebody in its place.
fn scenes(case: &Case) -> Vec<(&'static str, Day, Present<'_>)> {
    let mut out: Vec<(&'static str, Day, Present)> = Vec::new();
    macro_rules! add {
        ($($events:expr),*) => { $(
            out.extend($events.iter().filter(|e| !e.is_abandoned()).filter_map(|e| Some((e.name(), day_of(e)?, [&e.party_present, &e.witness]))));
        )* };
    }
    add!(case.scene_examination, case.sampling, case.preservation, case.seizure);
    out
}

fn unattended(what: &str, day: &Day, present: Present) -> Option<Diagnostic> {
    present.iter().all(|names| names.is_empty()).then(|| {
        let finding = Diagnostic::deduct("R17", format!("{what}时当事人没有到场，也没有见证人")).expected("当事人，或者见证人");
        day.at.finding(finding.remedy("写明到场的当事人或者见证人；都没有的，写明原因，并有录音录像"))
    })
}

fn no_room(paper: &Paper) -> Option<Diagnostic> {
    let front = &paper.planned.writ.front;
    let record = front.audience == Audience::Signed && front.look == Look::Record;
    (record && !paper.says("拒绝签名")).then(|| {
        let finding = Diagnostic::deduct("R17", "笔录没有注明拒绝签名原因的地方").expected("拒绝签名的原因和注明人的签名");
        paper.finding(finding.remedy("恢复模板里注明拒签原因的一句"))
    })
}
