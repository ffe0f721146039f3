//! R46: a decision dated, or a period set by hand that ends, on a day on which nobody works; and years whose calendar
//! is not known, for which nothing can be said.

use crate::case::values::At;
use crate::diag::Diagnostic;
use crate::law::calendar::DayKind;
use crate::rules::Review;
use crate::rules::steps::steps;
use crate::text::date;
use chrono::{Datelike, NaiveDate};

/// Findings about rest days.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let dossier = review.dossier;
    let mut out = Vec::new();
    let mut missing: Vec<i32> = Vec::new();
    let calendar = dossier.law.calendar();
    let mut look = |day: NaiveDate, at: &At, what: &str, remedy: &dyn Fn() -> String| match calendar.kind(day) {
        Ok(DayKind::Working | DayKind::MakeUp) => {}
        Ok(kind @ (DayKind::Weekend | DayKind::Holiday(_))) => {
            let why = match kind {
                DayKind::Holiday(name) => format!("{name}放假日"),
                DayKind::Working | DayKind::MakeUp | DayKind::Weekend => "休息日".to_string(),
            };
            let finding = Diagnostic::remind("R46", format!("{what}{}是{why}", date::print(day))).found(date::print(day));
            out.push(at.finding(finding.remedy(remedy())));
        }
        Err(unknown) if missing.contains(&unknown.year) => {}
        Err(unknown) => {
            missing.push(unknown.year);
            out.push(at.finding(Diagnostic::remind("R46", format!("{what}{}：{unknown}", date::print(day)))));
        }
    };
    for step in steps(dossier.case).iter().filter(|step| step.name == "决定") {
        look(step.day.date, &step.day.at, "决定的日期", &|| "核对日期；确在该日作出的，在卷中说明".to_string());
    }
    let order = dossier.case.correction.as_ref();
    let dues = order.into_iter().flat_map(|o| o.items.iter().filter_map(|item| item.due.as_ref()).chain(o.due.as_ref()));
    for due in dues {
        let next = || match calendar.next_working_day(due.date) {
            Ok(next) => format!("期限宜定在工作日，如顺延到{}", date::print(next)),
            Err(unknown) => format!("期限宜定在工作日；没有{}年的放假安排", unknown.year.max(due.date.year())),
        };
        look(due.date, &due.at, "整改期限的末日", &next);
    }
    out
}
