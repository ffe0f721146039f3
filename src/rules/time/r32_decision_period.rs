//! R32: the decision within its period from filing. Only a reminder: testing time and extensions are for a person to weigh.

use crate::diag::Diagnostic;
use crate::rules::Review;
use crate::rules::steps::steps;
use crate::text::date;

/// Findings about decisions after their period.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let dossier = review.dossier;
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
