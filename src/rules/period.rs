//! R32: the decision within its period from filing, and extensions in time and within the longest one; R45: the act within
//! the period in which it may be punished. Without an extension both only remind: testing time and continuing acts are
//! for a person to weigh. The periods are those of the dossier.

use crate::case::events::Event;
use crate::diag::{Diagnostic, Rank};
use crate::dossier::{Dossier, period, step};
use crate::text::date;
use chrono::NaiveDate;

/// Findings about periods.
pub fn check(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut out = extensions(dossier);
    out.extend(decision(dossier));
    out.extend(limitation(dossier));
    out
}

/// Extensions granted too late or beyond the longest period.
fn extensions(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for extension in dossier.case.extension.iter().filter(|event| !event.is_abandoned()) {
        let periods = period::periods(dossier, period::governing_day(dossier, Some(extension)));
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
    out
}

/// Decisions after the last day of their period; one decision for several parties is said once.
fn decision(dossier: &Dossier) -> Vec<Diagnostic> {
    let extended = dossier.case.extension.iter().any(|event| !event.is_abandoned() && event.until.is_some());
    let mut out: Vec<Diagnostic> = Vec::new();
    for entry in dossier.agenda.of("decision-period") {
        let (Some(late), Ok(filed), Some(last)) = (entry.late(), &entry.start, entry.last_day()) else { continue };
        let used = (late.on.day - filed.day).num_days();
        // no extension: one that was granted may just not stand in the form
        let rank = if extended { Rank::Veto } else { Rank::Remind };
        let period = (last - filed.day).num_days();
        let message = format!("自立案到决定{used}日，超过办案期限{period}日：{}（{}）", entry.why(), entry.basis);
        let finding = Diagnostic::new(rank, "R32", message)
            .found(date::print(late.on.day))
            .expected(format!("不晚于{}", date::print(last)))
            .related(filed.at.place(), format!("立案（{}）的日期", filed.at.path))
            .remedy("经批准延长的，写进“案件延期”；检测、检验、鉴定的时间不计入，写明“鉴定.结论日期”");
        let finding = late.on.at.finding(finding);
        if !out.contains(&finding) {
            out.push(finding);
        }
    }
    out
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
