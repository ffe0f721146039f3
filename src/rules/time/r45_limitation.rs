//! R45: the act within the period in which it may be punished. Only a reminder: continuing acts are for a person to weigh.

use crate::diag::Diagnostic;
use crate::dossier::{Dossier, step};
use crate::rules::Review;
use crate::text::date;
use chrono::NaiveDate;

/// Findings about acts that may no longer be punished.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let dossier = review.dossier;
    let found = [dossier.case.inspection.as_ref().and_then(step::day_of), dossier.case.filing.as_ref().and_then(step::day_of)];
    let Some(found) = found.into_iter().flatten().map(|day| day.date).min() else { return Vec::new() };
    let acts = dossier.violations.iter().filter_map(|v| v.form.conduct.as_ref()).filter_map(|c| c.to.as_ref().or(c.from.as_ref()));
    acts.filter_map(|act| {
        let said = |id: &str| overdue(dossier, id, act.date, found);
        let (years, last, longest) =
            said("limitation-life").map(|(y, d)| (y, d, true)).or(said("limitation").map(|(y, d)| (y, d, false)))?;
        let weigh = if longest { "" } else { "；涉及公民生命健康安全且有危害后果的，时效较长" };
        let message = format!("行为发生到发现已过追责时效{years}年（到{}）{weigh}", date::print(last));
        let finding = Diagnostic::remind("R45", message).found(date::print(act.date)).expected(format!("{}以前发现", date::print(last)));
        Some(act.at.finding(finding.remedy("核对行为日期；连续或者继续的行为，写行为终了之日")))
    })
    .collect()
}

/// The years and the last day of a limitation that had run out when the act was found, by the rule of that day.
fn overdue(dossier: &Dossier, id: &str, act: NaiveDate, found: NaiveDate) -> Option<(i64, NaiveDate)> {
    let limit = dossier.law.limit(id, found)?;
    let due = dossier.law.calendar().due(limit, act).ok()?;
    (found > due.raw).then_some((limit.value?.0, due.raw))
}
