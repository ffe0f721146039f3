//! What officers did in person: the acts the rules on officers look at, with who took part and when.

use crate::case::events::{Event, Inquiry};
use crate::case::values::{At, Moment, Text};
use crate::case::{Case, Officer};
use crate::dossier::step::day_of;
use chrono::{NaiveDate, NaiveDateTime};

/// One act that has happened.
pub struct Act<'c> {
    /// What it is called in findings.
    pub name: String,
    /// The officers who took part.
    pub officers: &'c [Officer],
    /// The one who kept the record, where the form has one.
    pub recorder: Option<&'c Text>,
    /// Its day.
    pub day: NaiveDate,
    /// Where the form says when.
    pub at: At,
    /// From when to when, where the form says both.
    pub span: Option<(NaiveDateTime, NaiveDateTime)>,
    /// Where, as far as the form says.
    pub place: Option<&'c Text>,
    /// Done at the scene, where inspecting, sampling and sealing run side by side.
    pub on_scene: bool,
}

impl Act<'_> {
    /// The names of those who took part, each once.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.officers.iter().map(|officer| officer.name.text()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

fn moment(moment: &Moment) -> Option<NaiveDateTime> {
    let clock = moment.time?;
    moment.date?.and_hms_opt(clock.hour, clock.minute, 0)
}

fn act<'c>(case: &'c Case, name: String, event: &'c impl Event, on_scene: bool) -> Option<Act<'c>> {
    let day = day_of(event).filter(|_| !event.is_abandoned())?;
    let begun = event.time().and_then(|time| time.start.as_ref()).and_then(moment);
    let span = begun.zip(event.end().and_then(moment));
    Some(Act { name, officers: case.officers_of(event), recorder: None, day: day.date, at: day.at, span, place: event.place(), on_scene })
}

/// 第1次, 第2次 …, when there are several.
fn nth(title: &str, index: usize, count: usize) -> String {
    if count > 1 { format!("第{}次{title}", index + 1) } else { title.to_string() }
}

/// How findings name an inquiry.
pub fn inquiry_name(inquiry: &Inquiry, index: usize, count: usize) -> String {
    match &inquiry.respondent {
        Some(respondent) => format!("询问{}", respondent.name.text()),
        None => nth("询问", index, count),
    }
}

/// Every act of officers that has a day.
pub fn acts(case: &Case) -> Vec<Act<'_>> {
    let mut out: Vec<Act> = Vec::new();
    out.extend(case.inspection.as_ref().and_then(|e| act(case, "现场检查".into(), e, true)));
    out.extend(case.measures.as_ref().and_then(|e| act(case, "现场处理".into(), e, true)));
    out.extend(case.correction.as_ref().and_then(|e| act(case, "责令改正".into(), e, true)));
    let rechecks = case.rechecks.iter().enumerate();
    out.extend(rechecks.filter_map(|(index, e)| act(case, nth("复查", index, case.rechecks.len()), e, true)));
    if let Some(examined) = &case.scene_examination {
        out.extend(act(case, "勘验".into(), examined, true).map(|act| Act { recorder: examined.recorder.as_deref(), ..act }));
    }
    let samplings = case.sampling.iter().enumerate();
    out.extend(samplings.filter_map(|(index, e)| act(case, nth("抽样取证", index, case.sampling.len()), e, true)));
    out.extend(case.preservation.as_ref().and_then(|e| act(case, "先行登记保存".into(), e, true)));
    out.extend(case.seizure.as_ref().and_then(|e| act(case, "查封扣押".into(), e, true)));
    for (index, inquiry) in case.inquiries.iter().enumerate() {
        let Some(held) = act(case, inquiry_name(inquiry, index, case.inquiries.len()), inquiry, false) else { continue };
        let officers = if inquiry.inquirers.is_empty() { held.officers } else { &inquiry.inquirers };
        out.push(Act { officers, recorder: inquiry.recorder.as_ref().map(|recorder| &*recorder.name), ..held });
    }
    let heard = case.statements.iter().enumerate();
    out.extend(heard.filter_map(|(index, e)| {
        let held = act(case, nth("听取陈述申辩", index, case.statements.len()), e, false)?;
        Some(Act { recorder: e.recorder.as_deref(), ..held })
    }));
    out
}
