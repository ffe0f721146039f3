//! R79: an inspection without an approved plan or without its notice. Silence of the form is only a reminder: the plan may
//! lie in the file of the campaign.

use crate::case::events::Event;
use crate::diag::{Diagnostic, Rank};
use crate::dossier::step::{self, Day};
use crate::rules::Review;
use crate::text::date;

/// Findings about inspections.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let Some(inspected) = case.inspection.as_ref().filter(|event| !event.is_abandoned()).and_then(step::day_of) else { return Vec::new() };
    let later = case.filing.is_some() || !case.decisions.is_empty() || case.archiving.is_some();
    let mut out = Vec::new();
    let mut silent: Vec<&str> = Vec::new();
    let approval = case.inspection_approval.as_ref();
    match (approval.map(Event::is_abandoned), approval.and_then(step::day_of)) {
        (Some(true), _) => out.push(missing(Rank::Deduct, "表单写明检查没有经过审批", &inspected)),
        (Some(false), Some(day)) if day.date > inspected.date => out.push(late("检查审批", &day, &inspected, approval.and_then(|e| e.note.as_ref()).is_some())),
        (Some(false), _) => {}
        (None, _) => silent.push("检查审批（检查方案报本机关负责人批准）"),
    }
    let notice = case.inspection_notice.as_ref();
    match (notice.map(Event::is_abandoned), notice.and_then(step::day_of)) {
        (Some(true), _) => out.push(missing(Rank::Deduct, "表单写明检查没有出具行政检查通知书", &inspected)),
        (Some(false), Some(day)) if day.date > inspected.date => out.push(late("行政检查通知书", &day, &inspected, false)),
        (Some(false), _) => {}
        (None, _) => silent.push("检查通知（出具行政检查通知书）"),
    }
    if later && !silent.is_empty() {
        out.push(missing(Rank::Remind, &format!("表单没有{}", silent.join("和")), &inspected));
    }
    out
}

fn missing(rank: Rank, message: &str, inspected: &Day) -> Diagnostic {
    let finding = Diagnostic::new(rank, "R79", message).found(format!("{}检查", date::print(inspected.date)));
    inspected.at.finding(finding.remedy("补上“审批”“检查通知”及其日期；方案另卷保存的，把复印件附卷"))
}

/// An urgent inspection may be approved afterwards; the note says so.
fn late(what: &str, day: &Day, inspected: &Day, is_explained: bool) -> Diagnostic {
    let rank = if is_explained { Rank::Remind } else { Rank::Deduct };
    let finding = Diagnostic::new(rank, "R79", format!("{what}（{}）晚于检查（{}）", date::print(day.date), date::print(inspected.date)))
        .found(date::print(day.date))
        .expected(format!("不晚于{}", date::print(inspected.date)))
        .related(inspected.at.place(), format!("检查（{}）的日期", inspected.at.path));
    day.at.finding(finding.remedy("核对日期；情况紧急、检查后补办审批的，在“审批”的备注写明经过"))
}
