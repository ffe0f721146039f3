//! The period for the decision and its extensions (《安全生产违法行为行政处罚办法》第五十三条第一款).

use super::Dossier;
use crate::case::events::{CaseExtension, Event};
use crate::law::{Due, Limit};
use chrono::NaiveDate;

/// Rows of `law/limits.yaml`, from the ordinary period to the longest; the last needs the superior department.
const ROWS: [&str; 3] = ["decision-period", "decision-period-extended", "decision-period-superior"];

/// A period of the decision counted from the filing of the case.
#[derive(Debug, Clone)]
pub struct Period<'l> {
    /// The row.
    pub limit: &'l Limit,
    /// Its end.
    pub due: Due,
    /// 0 ordinary, 1 extended by the head of the department, 2 by the superior department.
    pub level: usize,
}

/// The periods of a case in force on a day, from the shortest; empty before the case is filed.
pub fn periods<'a>(dossier: &Dossier<'a>, on: NaiveDate) -> Vec<Period<'a>> {
    let Some(filed) = dossier.case.filing.as_ref().and_then(|filing| filing.day()) else { return Vec::new() };
    let law = dossier.law;
    let rows = ROWS.iter().enumerate().filter_map(|(level, id)| Some((level, law.limit(id, on)?)));
    rows.filter_map(|(level, limit)| Some(Period { limit, due: law.calendar().due(limit, filed).ok()?, level })).collect()
}

/// The day whose law governs an extension: its own, else the last day the form speaks of.
pub fn governing_day(dossier: &Dossier, extension: Option<&CaseExtension>) -> NaiveDate {
    extension.and_then(|event| event.day()).or_else(|| dossier.reference_day()).unwrap_or(NaiveDate::MAX)
}

/// The shortest extended period that covers the day wished for; the first extension when no day is given.
pub fn granted<'a>(dossier: &Dossier<'a>, extension: Option<&CaseExtension>) -> Option<Period<'a>> {
    let until = extension.and_then(|event| event.until.as_ref()).map(|until| until.date);
    let mut extended = periods(dossier, governing_day(dossier, extension)).into_iter().filter(|period| period.level > 0);
    match until {
        Some(until) => extended.find(|period| until <= period.due.raw),
        None => extended.next(),
    }
}
