//! R32: the decision within its period from filing; R45: the act within the period in which it may be punished. Both
//! only remind: testing time, extensions and continuing acts are for a person to weigh.

use super::steps;
use crate::diag::Diagnostic;
use crate::dossier::{Dossier, step};
use crate::text::date;
use chrono::NaiveDate;

/// Findings about periods.
pub fn check(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut out = decision(dossier);
    out.extend(limitation(dossier));
    out
}

fn decision(dossier: &Dossier) -> Vec<Diagnostic> {
    let steps = steps(dossier.case);
    let Some(filing) = steps.iter().find(|step| step.name == "立案") else { return Vec::new() };
    let Some((limit, Ok(due))) = dossier.law.due("decision-period", filing.day.date) else { return Vec::new() };
    let until = dossier.case.extension.iter().filter_map(|e| e.until.as_ref()).map(|d| d.date).max();
    let last = until.map_or(due.raw, |until| until.max(due.raw));
    let late = steps.iter().filter(|step| step.name == "决定" && step.day.date > last);
    late.map(|step| {
        let used = (step.day.date - filing.day.date).num_days();
        let days = limit.value.map(|value| value.0.to_string()).unwrap_or_default();
        let finding = Diagnostic::remind("R32", format!("自立案到决定{used}日，超过办案期限{days}日（届满日{}）", date::print(last)))
            .found(date::print(step.day.date))
            .expected(format!("不晚于{}", date::print(last)))
            .related(filing.day.at.place(), format!("立案（{}）的日期", filing.day.at.path));
        step.day.at.finding(finding.remedy("经批准延长的，写进“案件延期”；检测、检验、鉴定的时间不计入"))
    })
    .collect()
}

fn limitation(dossier: &Dossier) -> Vec<Diagnostic> {
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
