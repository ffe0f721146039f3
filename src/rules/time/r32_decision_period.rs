//! R32: the decision within its period from filing, extensions in time and within the longest one. The periods are those
//! of the dossier's agenda. Without an extension a late decision is a reminder: one that was granted may not stand in the
//! form, and testing time is for a person to weigh.

use crate::case::events::Event;
use crate::diag::{Diagnostic, Rank};
use crate::dossier::{Dossier, period};
use crate::rules::Review;
use crate::text::date;

/// Findings about decisions after their period, and about extensions.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    [extensions(review.dossier), decision(review.dossier)].concat()
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
