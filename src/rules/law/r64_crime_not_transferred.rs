//! R64: what may be a crime goes to the police first. The form knows deaths and grave offences, not the crime itself.

use crate::case::events::Event;
use crate::diag::Diagnostic;
use crate::dossier::penalty::Kind;
use crate::dossier::{hazard, step};
use crate::rules::Review;
use crate::text::{date, money};

/// The limits of the law data that speak of an accident that may be a crime.
const DEATHS: &str = "crime-accident-deaths";
/// Grave injuries.
const INJURED: &str = "crime-accident-injured";
/// Direct loss.
const LOSS: &str = "crime-accident-loss";

/// Findings about crimes.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let transferred = review.case().transfer.as_ref().filter(|transfer| !transfer.is_abandoned());
    let to_police = transferred.filter(|transfer| transfer.crime.as_ref().is_some_and(|crime| crime.value));
    match to_police.and_then(step::day_of) {
        Some(day) => fined_instead(review, &day),
        None if review.case().decisions.is_empty() || transferred.is_some() => Vec::new(),
        None => accident(review).into_iter().chain(danger(review)).collect(),
    }
}

/// A fine decided after the transfer takes the place of what the court has yet to say.
fn fined_instead(review: &Review, sent: &step::Day) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for decision in &review.case().decisions {
        let Some(day) = step::day_of(decision).filter(|day| day.date >= sent.date) else { continue };
        let fined = review.dossier.standings.iter().enumerate().any(|(party, standing)| {
            step::concerns(&decision.parties, Some(party)) && standing.items.iter().any(|item| item.kind == Kind::Fine)
        });
        if fined {
            let finding = Diagnostic::veto("R64", "案件已经作为涉嫌犯罪移送，又作出罚款的决定").found(date::print(day.date));
            let finding = finding.related(sent.at.place(), format!("{}移送", date::print(sent.date)));
            out.push(day.at.finding(finding.remedy("等待司法机关的处理；不立案、不起诉或者判决以后依法处罚的，写明理由和批准人豁免")));
        }
    }
    out
}

fn accident(review: &Review) -> Option<Diagnostic> {
    let accident = review.case().accident.as_ref()?;
    let on = accident.time.as_ref().and_then(|time| time.date).or_else(|| review.dossier.reference_day())?;
    let line = |id: &str| review.law().limit(id, on).and_then(|limit| limit.value).map(|value| value.0);
    let people = |tally: &Option<crate::case::values::Tally>| tally.as_ref().map(|tally| i64::from(tally.value));
    let reached = |count: Option<i64>, id: &str| count.zip(line(id)).is_some_and(|(count, line)| count >= line);
    let (at, found) = if reached(people(&accident.deaths), DEATHS) {
        (accident.deaths.as_ref()?.at.clone(), format!("死亡{}人", people(&accident.deaths)?))
    } else if reached(people(&accident.injured), INJURED) {
        (accident.injured.as_ref()?.at.clone(), format!("重伤{}人", people(&accident.injured)?))
    } else if reached(accident.loss.as_ref().map(|loss| loss.fen / 100), LOSS) {
        let loss = accident.loss.as_ref()?;
        (loss.at.clone(), format!("直接经济损失{}", money::print(loss.fen)))
    } else {
        return None;
    };
    let finding = Diagnostic::remind("R64", "事故的后果可能构成犯罪，案卷里没有移送").found(found);
    Some(at.finding(finding.expected("移送，或者司法机关已经处理的记录").remedy("涉嫌犯罪的写“移送”；事故调查报告已经提出、司法机关已经处理的，把材料列入证据")))
}

/// A cause whose note asks to weigh a transfer, with a major hazard: the danger may be real.
fn danger(review: &Review) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for violation in &review.dossier.violations {
        let cause = violation.cause.as_ref().and_then(|cause| review.law().cause(&cause.id).ok());
        let Some(note) = cause.and_then(|cause| cause.note.as_ref()).filter(|note| note.0.contains("移送")) else { continue };
        let Some(major) = violation.form.hazards.iter().find(|one| hazard::is_major(review.dossier, one)) else { continue };
        let finding = Diagnostic::remind("R64", format!("违法行为有重大事故隐患，可能有现实危险（{note}）"));
        let finding = finding.found(major.description.text()).expected("移送，或者不移送的理由");
        out.push(major.description.at.finding(finding.remedy("有发生重大伤亡事故的现实危险的，写“移送”；没有的，在裁量的“理由”里写明")));
    }
    out
}
