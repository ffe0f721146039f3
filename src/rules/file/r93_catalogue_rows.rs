//! R93: what the rows of the catalogue (卷内目录) are made from, once the file is archived: the days of the writs, and the
//! days and pages of the papers of evidence that lie in the file beside them. The catalogue itself is built after the
//! rules, since it counts pages.

use crate::case::Evidence;
use crate::case::events::Event;
use crate::diag::Diagnostic;
use crate::dossier::order;
use crate::rules::{Review, name_of};
use crate::writ::Step;

/// Findings about rows that would not be filled.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let Some(archived) = review.case().archiving.as_ref().filter(|archiving| archiving.day().is_some()) else { return Vec::new() };
    let mut out = Vec::new();
    let bound = review.dossier.writs.iter().filter(|planned| !planned.writ.is_of(Step::Archiving));
    for planned in bound.filter(|planned| planned.day.is_none() && planned.writ.front.step.is_some()) {
        let message = format!("已经归档，{}还没有日期，卷内目录的日期栏填不出", name_of(planned));
        let finding = Diagnostic::remind("R93", message).remedy("写上这一步的日期；没有做的文书，在表单里写明");
        out.push(match &archived.date {
            Some(date) => date.at.finding(finding),
            None => finding,
        });
    }
    out.extend(order::papers_of_evidence(review.dossier).filter_map(undated));
    out.extend(order::papers_of_evidence(review.dossier).filter(|item| order::sheet_of(review.dossier, item).is_none()).filter_map(uncounted));
    out
}

fn undated(item: &Evidence) -> Option<Diagnostic> {
    let message = format!("已经归档，证据“{}”没有取得时间，卷内目录的日期栏填不出", item.name.text());
    let finding = Diagnostic::deduct("R93", message).expected("取得时间").remedy("在这项证据里写“取得时间”");
    item.obtained_on.is_none().then(|| item.name.at.finding(finding))
}

/// Pages after a paper nobody counted are not known either. They are often written by hand after binding.
fn uncounted(item: &Evidence) -> Option<Diagnostic> {
    let counted = item.pages.as_ref().and_then(|pages| pages.value).is_some();
    let message = format!("已经归档，证据“{}”没有页数，它和后面各件的页号要手写", item.name.text());
    let finding = Diagnostic::remind("R93", message).expected("页数").remedy("在这项证据里写“页数”，或者装订后手写页号");
    (!counted).then(|| item.name.at.finding(finding))
}
