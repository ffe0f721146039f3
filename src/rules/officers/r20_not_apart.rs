//! R20: those who hear or review a case are among those who investigated it.

use super::acts::acts;
use crate::case::Case;
use crate::case::values::Text;
use crate::diag::{Diagnostic, Rank};
use crate::rules::Review;

/// Findings about hearing officers and reviewers who took part in the investigation.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let (officers, recorders) = investigators(case);
    let mut out = Vec::new();
    for (office, person) in offices(case) {
        let of = |list: &[&Text]| list.iter().find(|known| known.text() == person.text()).map(|known| known.at.clone());
        let (rank, role, at) = match (of(&officers), of(&recorders)) {
            (Some(at), _) => (Rank::Veto, "本案的执法人员", at),
            (None, Some(at)) => (Rank::Remind, "本案的记录人", at),
            (None, None) => continue,
        };
        let finding = Diagnostic::new(rank, "R20", format!("{office}{}是{role}", person.text()))
            .found(person.text())
            .expected("没有参加本案调查的人")
            .related(at.place(), format!("作为{role}写在这里"));
        out.push(person.at.finding(finding.remedy("改由没有参加本案调查的人担任；姓名写错的改正")));
    }
    out
}

/// Names of the officers of the case and of its acts, and of those who only kept records.
fn investigators(case: &Case) -> (Vec<&Text>, Vec<&Text>) {
    let acts = acts(case);
    let mut officers: Vec<&Text> = case.officers.iter().map(|officer| &*officer.name).collect();
    officers.extend(acts.iter().flat_map(|act| act.officers).map(|officer| &*officer.name));
    (officers, acts.iter().filter_map(|act| act.recorder).collect())
}

/// Who must stand apart from the investigation.
fn offices(case: &Case) -> Vec<(&'static str, &Text)> {
    let mut out: Vec<(&'static str, &Text)> = Vec::new();
    for session in case.hearing.iter().filter_map(|hearing| hearing.session.as_ref()) {
        out.extend(session.chair.iter().map(|chair| ("听证主持人", &*chair.name)));
        out.extend(session.members.iter().map(|member| ("听证员", &*member.name)));
        out.extend(session.clerk.iter().map(|clerk| ("听证书记员", &*clerk.name)));
    }
    out.extend(case.legal_review.iter().filter_map(|review| Some(("法制审核人员", &**review.reviewer.as_ref()?))));
    out
}
