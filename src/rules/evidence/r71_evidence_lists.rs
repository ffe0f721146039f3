//! R71: evidence told alike everywhere: the list, the report, the notice, the decision, and the writs that are evidence.

use crate::diag::Diagnostic;
use crate::dossier::PlannedWrit;
use crate::rules::{Paper, Review, progress};
use crate::text::date;

/// Papers that list all evidence of the case, and the one others are compared with.
const LIST: &str = "evidence_list";
const REPORT: &str = "investigation_report";

/// Findings about lists of evidence.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    [twice(review), own_writs(review), listed(review), told(review)].concat()
}

fn twice(review: &Review) -> Vec<Diagnostic> {
    let items = &review.case().evidence;
    let mut out = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let same = |other: &&crate::case::Evidence| {
            other.name.text() == item.name.text() && other.number == item.number && other.proves == item.proves && other.obtained_on == item.obtained_on
        };
        if let Some(first) = items[..index].iter().find(same) {
            let finding = Diagnostic::deduct("R71", format!("证据清单里“{}”列了两次", item.name.text())).found(item.name.text());
            out.push(item.name.at.finding(finding.related(first.name.at.place(), "前一处").remedy("删去一处；确是两份的，写明文号、日期或者各自证明什么")));
        }
    }
    out
}

/// Evidence that is a writ of this case bears its number and its day.
fn own_writs(review: &Review) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for item in &review.case().evidence {
        let name = item.name.text().trim_matches(['《', '》']);
        let same: Vec<&PlannedWrit> = review.dossier.writs.iter().filter(|planned| planned.writ.title() == name).collect();
        let [planned] = same.as_slice() else { continue };
        if let (Some(given), Some(own)) = (&item.number, planned.number.text())
            && given.text() != own
        {
            let finding = Diagnostic::deduct("R71", format!("证据清单里《{name}》的文号和这份文书的文号不同")).found(given.text()).expected(own);
            out.push(given.at.finding(finding.remedy("改成文书上的文号")));
        }
        if let (Some(given), Some(day)) = (&item.obtained_on, &planned.day)
            && given.date != day.date
        {
            let finding = Diagnostic::deduct("R71", format!("证据清单里《{name}》的日期和这份文书的日期不同")).found(date::print(given.date)).expected(date::print(day.date));
            out.push(given.at.finding(finding.related(day.at.place(), "文书的日期").remedy("核对两处日期，改正写错的一处")));
        }
    }
    out
}

/// The list and the report name every item of the form.
fn listed(review: &Review) -> Vec<Diagnostic> {
    let papers = review.papers.iter().filter(|paper| [LIST, REPORT].contains(&paper.planned.writ.id.as_str()));
    papers
        .flat_map(|paper| {
            let missing = review.case().evidence.iter().filter(|item| !paper.says(item.name.text()));
            missing.map(|item| {
                let finding = Diagnostic::deduct("R71", "文书列出的证据和表单不同").found(format!("没有“{}”", item.name.text())).expected(item.name.text());
                paper.finding(item.name.at.finding(finding.remedy("各份文书的证据逐项一致")))
            })
        })
        .collect()
}

/// Lines of evidence without their numbers: 证据3：……；
fn lines<'p>(paper: &'p Paper) -> impl Iterator<Item = &'p str> {
    let said = paper.text.iter().filter_map(|block| block.text.trim().strip_prefix("证据")).filter_map(|rest| rest.split_once('：'));
    said.filter(|(index, _)| index.chars().all(|c| c.is_ascii_digit())).map(|(_, line)| line.trim_end_matches(['；', '。']))
}

/// Every line of evidence of a notice or decision stands so in the report.
fn told(review: &Review) -> Vec<Diagnostic> {
    let Some(report) = review.papers.iter().find(|paper| paper.planned.writ.id == REPORT) else { return Vec::new() };
    let known: Vec<&str> = lines(report).collect();
    let mut out = Vec::new();
    for (paper, _) in progress::issued(review, &progress::NOTICES).chain(progress::issued(review, &progress::DECISIONS)) {
        for line in lines(paper).filter(|line| !known.contains(line)) {
            let finding = Diagnostic::deduct("R71", "这份文书的证据和调查报告的不同").found(line).expected("和调查报告所列的一致");
            out.push(paper.finding(finding.remedy("各份文书的证据逐项一致；调查以后补充的证据，写进补充调查的材料")));
        }
    }
    out
}
