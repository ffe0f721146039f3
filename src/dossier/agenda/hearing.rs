//! The window of a hearing: held within its period from the request, and no sooner than the notice allows.

use super::count::entry;
use super::{Bar, Binds, Conflict, Entry, Mark};
use crate::case::events::{Event, Hearing};
use crate::dossier::{Dossier, hearing};
use crate::text::date;

/// The limits of every hearing asked for, and those that exclude each other.
pub(super) fn entries(dossier: &Dossier) -> (Vec<Entry>, Vec<Conflict>) {
    let (mut out, mut conflicts) = (Vec::new(), Vec::new());
    for (index, heard) in dossier.case.hearing.iter().enumerate().filter(|(_, heard)| !heard.is_abandoned()) {
        one(dossier, index, heard, &mut out, &mut conflicts);
    }
    (out, conflicts)
}

fn one(dossier: &Dossier, index: usize, heard: &Hearing, out: &mut Vec<Entry>, conflicts: &mut Vec<Conflict>) {
    let asked = Mark::date("收到听证申请", heard.request.as_ref().and_then(|request| request.date.as_ref()));
    let start = asked.clone().ok_or_else(|| "表单没有写听证申请的日期（听证.申请.日期）".to_string());
    let session = heard.session.as_ref().and_then(|session| session.time.as_ref()).and_then(|time| time.start.as_ref());
    let held =
        session.and_then(|start| Some(Mark { what: "举行听证".into(), day: start.date?, time: start.time, at: start.at.clone() }));
    let told = hearing::notified(dossier, heard);
    let told = told.map(|(day, at)| Mark { what: "听证会通知书送达".into(), day, time: None, at });
    let whom = |own: Entry| {
        let own = own.nth(index);
        match &heard.parties[..] {
            [only] => only.index.map_or_else(|| own.clone(), |party| own.clone().of_party(dossier, party)),
            _ => own,
        }
    };
    let hold = entry(dossier, hearing::HOLD, Binds::Agency, start.clone());
    out.extend(hold.map(|own| whom(own.met_by("听证举行", held.clone()))));
    // the notice: its last day from the hearing, the first day of the hearing from the notice
    let unset = || "听证的时间还没有定（听证.举行.时间）".to_string();
    let notice = entry(dossier, hearing::NOTICE, Binds::Agency, held.clone().ok_or_else(unset));
    if let Some(own) = notice {
        let mut own = whom(own.met_by("听证通知", told.clone()));
        own.bars.extend(first_day(dossier, index, told.as_ref().or(asked.as_ref()), told.is_some(), held));
        out.push(own);
    }
    if let Some(Ok(window)) = hearing::window(dossier, heard)
        && window.is_empty()
    {
        conflicts.push(Conflict {
            limits: vec![hearing::HOLD, hearing::NOTICE],
            step: "听证举行",
            event: Some(index),
            message: hearing::impossible_words(dossier, &window),
            at: asked.map(|mark| mark.at).unwrap_or_default(),
        });
    }
}

/// The first day of the hearing after the notice was served, or could be: on the day of the request.
fn first_day(dossier: &Dossier, index: usize, from: Option<&Mark>, is_told: bool, held: Option<Mark>) -> Option<Bar> {
    let from = from?;
    let words = dossier.law.limit(hearing::NOTICE, from.day)?.in_words()?;
    let when = if is_told {
        format!("听证会通知书{}送达", date::print(from.day))
    } else {
        format!("{}当日就送达通知的", date::print(from.day))
    };
    let (first, why) = match hearing::first_after_notice(dossier, from.day)? {
        Ok(due) => (Ok(due.raw), format!("{when}，提前{words}：{}", due.explanation)),
        Err(error) => (Err(error.to_string()), format!("{when}，提前{words}")),
    };
    Some(Bar { step: "听证举行", event: Some(index), first, why, taken: held })
}
