//! The period for the decision and its extensions (《安全生产违法行为行政处罚办法》第五十三条第一款).

use super::Dossier;
use crate::case::events::{CaseExtension, Event};
use crate::diag::{Diagnostic, Rank};
use crate::law::{Due, Limit};
use crate::text::date;
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

/// What the extensions break.
pub fn findings(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for extension in dossier.case.extension.iter().filter(|event| !event.is_abandoned()) {
        let periods = periods(dossier, governing_day(dossier, Some(extension)));
        let (Some(first), Some(longest)) = (periods.first(), periods.last()) else { continue };
        if let (Some(asked), Some(on)) = (extension.day(), extension.date.as_ref())
            && asked > first.due.raw
        {
            let message = format!("{}才批准延期，原期限已过：{}", date::print(asked), first.due.explanation);
            let finding = Diagnostic::new(Rank::Veto, "R32", message).found(date::print(asked));
            out.push(on.at.finding(finding.expected(format!("不晚于{}", date::print(first.due.raw)))));
        }
        let Some(until) = &extension.until else { continue };
        if until.date > longest.due.raw {
            let message = format!("延期至{}，超过最长的期限：{}", date::print(until.date), longest.due.explanation);
            let finding = Diagnostic::new(Rank::Veto, "R32", message).found(date::print(until.date));
            out.push(until.at.finding(finding.expected(format!("不晚于{}", date::print(longest.due.raw)))));
        }
    }
    let last = dossier.case.extension.iter().filter_map(|event| event.until.as_ref()).max_by_key(|until| until.date);
    for decision in &dossier.case.decisions {
        if let (Some(until), Some(decided), Some(on)) = (last, decision.day(), decision.date.as_ref())
            && decided > until.date
        {
            let message = format!("决定于{}作出，晚于延长后的期限{}", date::print(decided), date::print(until.date));
            out.push(on.at.finding(Diagnostic::new(Rank::Veto, "R32", message).found(date::print(decided))));
        }
    }
    out
}
