//! From a row of the law and an event of the form to an entry.

use super::{Bar, Binds, Entry, Mark, Span};
use crate::case::events::Event;
use crate::case::values::Date;
use crate::dossier::Dossier;
use crate::dossier::step::{self, Day};
use crate::law::{Limit, Unit};
use crate::text::date;
use chrono::{NaiveDate, NaiveTime, Timelike};

/// A known start, or what is missing.
pub(super) type Start = Result<Mark, String>;

impl Mark {
    /// The day of an event, with its time where the form gives one.
    pub(super) fn event(what: impl Into<String>, event: &impl Event) -> Option<Mark> {
        let day = step::day_of(event)?;
        let time = event.time().and_then(|period| period.start.as_ref()).filter(|start| start.date == Some(day.date));
        Some(Mark { what: what.into(), day: day.date, time: time.and_then(|start| start.time), at: day.at })
    }
    /// A day of the form.
    pub(super) fn date(what: impl Into<String>, date: Option<&Date>) -> Option<Mark> {
        date.map(|date| Mark { what: what.into(), day: date.date, time: None, at: date.at.clone() })
    }
    /// A day with its place.
    pub(super) fn day(what: impl Into<String>, day: Option<Day>) -> Option<Mark> {
        day.map(|day| Mark { what: what.into(), day: day.date, time: None, at: day.at })
    }
}

/// The entry of a row counted from a start, by the row in force on that day; `None` when the law of that day has no such
/// limit.
pub(super) fn entry(dossier: &Dossier, limit: &'static str, binds: Binds, start: Start) -> Option<Entry> {
    let on = start.as_ref().ok().map(|mark| mark.day).or_else(|| dossier.reference_day())?;
    let row = dossier.law.limit(limit, on)?;
    let span = start.clone().and_then(|mark| span(dossier, row, &mark)).map(|span| kept_by(binds, span));
    Some(with_row(dossier, limit, row, binds, start, span))
}

/// Says which of two days counts for an agency: the roll is for a party.
pub(super) fn kept_by(binds: Binds, mut span: Span) -> Span {
    if !binds.rolls() && span.rolled.is_ok_and(|rolled| rolled != span.last) {
        span.why = format!("{}；{}以{}为准", span.why, binds.word(), date::print(span.last));
    }
    span
}

/// The entry of a row whose end was found otherwise.
pub(super) fn with_row(
    dossier: &Dossier,
    limit: &'static str,
    row: &Limit,
    binds: Binds,
    start: Start,
    span: Result<Span, String>,
) -> Entry {
    Entry {
        limit,
        name: row.name.0.clone(),
        binds,
        party: None,
        whom: None,
        event: None,
        step: "",
        start,
        span,
        basis: basis(dossier, row),
        unverified: !row.verified.0 || row.basis.as_ref().is_some_and(|basis| dossier.law.is_unverified(basis)),
        done: None,
        bars: Vec::new(),
        note: None,
    }
}

/// The provision of a row as writs cite it.
pub(super) fn basis(dossier: &Dossier, row: &Limit) -> String {
    let cited = row.basis.as_ref().map(|basis| dossier.law.cite(std::slice::from_ref(basis)));
    cited.or_else(|| row.basis_text.as_ref().map(|text| text.0.clone())).unwrap_or_default()
}

/// Where a row ends when counted from a mark.
pub(super) fn span(dossier: &Dossier, row: &Limit, mark: &Mark) -> Result<Span, String> {
    if row.unit == Unit::Hours {
        return hours(row, mark);
    }
    let due = dossier.law.calendar().due(row, mark.day).map_err(|error| error.to_string())?;
    Ok(Span { opens: None, last: due.raw, time: None, rolled: due.last, why: format!("{}，{}", mark.what, due.explanation) })
}

fn hours(row: &Limit, mark: &Mark) -> Result<Span, String> {
    let missing = || format!("{}没有写时分，以小时计的期限推算不出", mark.what);
    let clock = mark.time.ok_or_else(missing)?;
    let at = NaiveTime::from_hms_opt(clock.hour, clock.minute, 0).map(|time| mark.day.and_time(time)).ok_or_else(missing)?;
    let due = row.due_hours(at).map_err(|error| error.to_string())?;
    let time = crate::case::values::Clock { hour: due.last.hour(), minute: due.last.minute() };
    let last = due.last.date();
    Ok(Span { opens: None, last, time: Some(time), rolled: Ok(last), why: format!("{}，{}", mark.what, due.explanation) })
}

impl Entry {
    /// For one party.
    pub(super) fn of_party(mut self, dossier: &Dossier, party: usize) -> Entry {
        let parties = &dossier.case.parties;
        self.party = Some(party);
        self.whom = parties.get(party).filter(|_| parties.len() > 1).map(|party| party.name().text().to_string());
        self
    }
    /// One of the events of a kind that can recur.
    pub(super) fn nth(mut self, event: usize) -> Entry {
        self.event = Some(event);
        self
    }
    /// The step it is met by, and when it was.
    pub(super) fn met_by(mut self, step: &'static str, done: Option<Mark>) -> Entry {
        self.step = step;
        self.done = done;
        self
    }
    /// A step that must wait until the day after the last day.
    pub(super) fn bars(mut self, step: &'static str, taken: Option<Mark>) -> Entry {
        let first = match &self.span {
            Err(reason) => Err(reason.clone()),
            Ok(span) => match span.rolled {
                Ok(last) => last.succ_opt().ok_or_else(String::new),
                Err(missing) => Err(missing.to_string()),
            },
        };
        self.bars.push(Bar { step, event: None, first, why: self.why().to_string(), taken });
        self
    }
    /// What else is to be said.
    pub(super) fn noting(mut self, note: impl Into<String>) -> Entry {
        let note = note.into();
        self.note = match self.note.take() {
            Some(before) if !note.is_empty() => Some(format!("{before}；{note}")),
            Some(before) => Some(before),
            None => (!note.is_empty()).then_some(note),
        };
        self
    }
}

/// A span that ends on a day given in the form.
pub(super) fn until(last: NaiveDate, why: String) -> Span {
    Span { opens: None, last, time: None, rolled: Ok(last), why }
}
