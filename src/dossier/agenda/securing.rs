//! Limits of measures: evidence kept by registration, seizure, cutting power, transfer of suspected crime.

use super::count::{self, entry};
use super::{Binds, Entry, Mark};
use crate::case::events::{Event, Seizure};
use crate::case::values::Flag;
use crate::dossier::Dossier;
use crate::text::date;

pub(super) fn entries(dossier: &Dossier) -> Vec<Entry> {
    let mut out = Vec::new();
    preservation(dossier, &mut out);
    seizure(dossier, &mut out);
    out.extend(power_cut(dossier));
    transfer(dossier, &mut out);
    out
}

fn is_set(flag: &Option<Flag>) -> bool {
    flag.as_ref().is_some_and(|flag| flag.value)
}

/// Hours cannot be counted without a time of day, but what was made up on the day itself came within them.
fn same_day(dossier: &Dossier, mut own: Entry) -> Entry {
    if let (Ok(start), Err(_), Some(done)) = (&own.start, &own.span, &own.done)
        && start.day == done.day
    {
        let words = dossier.law.limit(own.limit, start.day).and_then(|row| row.in_words()).unwrap_or_default();
        let why = format!("{}没有写时分，{}就在当日，不超过{words}", start.what, done.what);
        own.span = Ok(count::until(start.day, why));
    }
    own
}

fn preservation(dossier: &Dossier, out: &mut Vec<Entry>) {
    let Some(kept) = dossier.case.preservation.as_ref().filter(|kept| !kept.is_abandoned()) else { return };
    let start = Mark::event("先行登记保存", kept).ok_or_else(|| "表单没有写先行登记的日期".to_string());
    if is_set(&kept.urgent) {
        let approved = Mark::date("补办批准", kept.approved_on.as_ref());
        out.extend(
            entry(dossier, "registration-urgent-report", Binds::Agency, start.clone()).map(|own| own.met_by("先行登记审批", approved)),
        );
    }
    let disposed = Mark::date("处理决定", kept.disposal.as_ref().and_then(|disposal| disposal.date.as_ref()));
    out.extend(entry(dossier, "registered-evidence", Binds::Agency, start).map(|own| own.met_by("先行登记处理", disposed)));
}

fn seizure(dossier: &Dossier, out: &mut Vec<Entry>) {
    let Some(seized) = dossier.case.seizure.as_ref().filter(|seized| !seized.is_abandoned()) else { return };
    let start = Mark::event("查封、扣押", seized).ok_or_else(|| "表单没有写查封扣押的日期".to_string());
    if is_set(&seized.urgent) {
        let approved = Mark::date("补办批准", seized.approved_on.as_ref());
        out.extend(
            entry(dossier, "seizure-urgent-report", Binds::Agency, start.clone())
                .map(|own| same_day(dossier, own.met_by("行政强制审批", approved))),
        );
    }
    let disposed = Mark::date("处理决定", seized.disposal.as_ref().and_then(|disposal| disposal.date.as_ref()));
    let prolonged = seized.prolongation.as_ref();
    let extended = Mark::date("决定延长", prolonged.and_then(|prolonged| prolonged.date.as_ref()));
    let Some(mut first) = entry(dossier, "seizure-period", Binds::Agency, start.clone()) else { return };
    shorten(dossier, seized, &mut first);
    let note = start.ok().and_then(|mark| dossier.law.limit("seizure-period", mark.day)).and_then(|row| row.note.as_ref());
    let note = note.map(|note| note.0.clone()).unwrap_or_default();
    let ends = first.span.clone();
    let first = match extended.clone() {
        Some(extended) => first.met_by("查封扣押延长", Some(extended)),
        None => first.met_by("查封扣押处理", disposed.clone()),
    };
    out.push(first.noting(note));
    let Some(prolonged) = prolonged else { return };
    let start = match (ends, &prolonged.until) {
        (Ok(ends), until) => Ok(Mark {
            what: "原查封、扣押期限届满".into(),
            day: ends.last,
            time: None,
            at: until.as_ref().map(|until| until.at.clone()).or(extended.map(|mark| mark.at)).unwrap_or_default(),
        }),
        (Err(reason), _) => Err(reason),
    };
    let Some(mut second) = entry(dossier, "seizure-extension", Binds::Agency, start) else { return };
    if let (Ok(span), Some(until)) = (&mut second.span, &prolonged.until)
        && until.date < span.last
    {
        span.why = format!("原查封、扣押期限届满，决定延长至{}；法律最长到{}", date::print(until.date), date::print(span.last));
        (span.last, span.rolled) = (until.date, Ok(until.date));
    }
    out.push(second.met_by("查封扣押处理", disposed));
}

/// A decision may name a shorter period than the law allows.
fn shorten(dossier: &Dossier, seized: &Seizure, own: &mut Entry) {
    let Ok(span) = &mut own.span else { return };
    let by_days = || {
        let days = seized.days.as_ref()?.value?;
        let start = seized.day()?;
        dossier.law.calendar().add_days(start, days, false).ok().map(|due| due.raw)
    };
    let Some(given) = seized.due.as_ref().map(|due| due.date).or_else(by_days).filter(|given| *given < span.last) else { return };
    *span = count::until(given, format!("查封扣押决定书的期限到{}；{}", date::print(given), span.why));
}

fn power_cut(dossier: &Dossier) -> Option<Entry> {
    let cut = dossier.case.power_cut.as_ref().filter(|cut| !cut.is_abandoned() && !is_set(&cut.urgent))?;
    let from = cut.from.as_ref();
    let start = match from.and_then(|from| Some((from, from.date?))) {
        Some((from, day)) => Ok(Mark { what: "停止供电".into(), day, time: from.time, at: from.at.clone() }),
        None => Err("表单没有写停止供电的起始时间（停止供电.起始时间）".to_string()),
    };
    let named = |title: &str| title.contains("停止供电") && title.contains("通知书");
    let services = dossier.case.services.iter().filter(|service| service.writs.iter().any(|title| named(title.text())));
    let told = services.filter_map(|service| Mark::event("通知书送达", service)).min_by_key(|mark| mark.day);
    let told = told.or_else(|| Mark::event("通知", cut).filter(|_| dossier.case.services.is_empty()));
    Some(entry(dossier, "power-cut-notice", Binds::Agency, start)?.met_by("停止供电", told))
}

/// The form says nothing of the report and the approval within the office, from which these limits run.
fn transfer(dossier: &Dossier, out: &mut Vec<Entry>) {
    let Some(transfer) = dossier.case.transfer.as_ref().filter(|transfer| !transfer.is_abandoned() && is_set(&transfer.crime)) else {
        return;
    };
    let sent = Mark::event("移送", transfer);
    let missing = [("transfer-decide", "表单没有写提出移送报告的日期"), ("transfer-send", "表单没有写批准移送的时间")];
    for (limit, why) in missing {
        out.extend(entry(dossier, limit, Binds::Agency, Err(why.into())).map(|own| own.met_by("移送", sent.clone())));
    }
}
