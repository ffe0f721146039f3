//! What a batch remembers of the sample cases, made from what the pipeline builds.

use wenshu::batch::digest::{Charge, Digest, Finding, Limit, Party, Step, Writ};
use wenshu::batch::track;
use wenshu::case::Case;
use wenshu::case::events::Event;
use wenshu::pipeline::Built;

/// The digest of a built case.
pub fn digest(case: &Case, built: &Built, form: &str, team: &str) -> Digest {
    let steps = track::steps(case);
    let parties = case.parties.iter().enumerate().map(|(index, party)| Party {
        name: party.name().text().into(),
        code: party.uscc.as_ref().map_or_else(String::new, |code| code.text().into()),
        person: party.is_person(),
        head: party.head().map_or_else(String::new, |head| head.name.text().into()),
        address: party.address.as_ref().or(party.home.as_ref()).map_or_else(String::new, |text| text.text().into()),
        fine: case.fine_of(index).unwrap_or(0),
        penalty: case.fine_of(index).map_or_else(String::new, |fen| format!("罚款{}元", fen / 100)),
        paid: steps.iter().filter(|step| step.step == "缴款" && step.party == Some(index)).filter_map(|step| step.amount).sum(),
    });
    let charges = case.violations.iter().flat_map(|violation| {
        let name = violation.cause.as_ref().map_or_else(String::new, |cause| cause.text().to_string());
        case.parties_of(violation).into_iter().map(move |party| Charge {
            party,
            cause: name.clone(),
            cause_name: name.clone(),
            fine: violation.penalty_of(party).and_then(|penalty| penalty.fine.as_ref()).map(|fine| fine.fen),
            ..Charge::default()
        })
    });
    let writs = built.writs.iter().map(|writ| Writ {
        id: writ.id.clone(),
        title: writ.title.clone(),
        label: writ.label.clone(),
        stem: writ.file_stem.clone(),
        number: writ.number.clone(),
        day: writ.date,
        state: writ.state.word().into(),
        lacks: writ.gaps.iter().map(|gap| gap.field.clone()).collect(),
        ..Writ::default()
    });
    let limits = built.agenda.entries.iter().map(|entry| Limit {
        id: entry.limit.into(),
        name: entry.name.clone(),
        whom: entry.whom.clone(),
        binds: entry.binds.word().into(),
        last: entry.last_day(),
        why: entry.why().into(),
        done: entry.done.as_ref().map(|mark| mark.day),
        ..Limit::default()
    });
    let findings = built.findings.iter().map(|finding| Finding {
        code: finding.code.into(),
        rank: finding.rank.word().into(),
        message: finding.message.clone(),
        ..Finding::default()
    });
    let own = |name: &str, event: Option<&dyn Event>| {
        event.and_then(|event| event.day()).map(|day| Step { step: name.into(), day, ..Step::default() })
    };
    let days = [
        own("检查", case.inspection.as_ref().map(|event| event as &dyn Event)),
        own("立案", case.filing.as_ref().map(|event| event as &dyn Event)),
        own("决定", case.decisions.first().map(|event| event as &dyn Event)),
        own("结案", case.closing.as_ref().map(|event| event as &dyn Event)),
    ];
    Digest {
        folder: form.trim_end_matches(".yaml").into(),
        case: built.id.clone(),
        agency: "太仓市应急管理局".into(),
        team: (!team.is_empty()).then(|| team.to_string()),
        form: form.into(),
        parties: parties.collect(),
        charges: charges.collect(),
        writs: writs.collect(),
        limits: limits.collect(),
        steps: days.into_iter().flatten().chain(steps.clone()).collect(),
        findings: findings.collect(),
        ..Digest::default()
    }
}
