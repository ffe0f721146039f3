//! R18: an inquiry whose recorder also asked, or has no name.

use super::acts::inquiry_name;
use crate::case::events::Event;
use crate::diag::Diagnostic;
use crate::dossier::step::day_of;
use crate::rules::Review;

/// Findings about recorders of inquiries.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let mut out = Vec::new();
    for (index, inquiry) in case.inquiries.iter().enumerate() {
        let Some(day) = day_of(inquiry).filter(|_| !inquiry.is_abandoned()) else { continue };
        let asked = if inquiry.inquirers.is_empty() { case.officers_of(inquiry) } else { &inquiry.inquirers };
        let name = inquiry_name(inquiry, index, case.inquiries.len());
        match &inquiry.recorder {
            None => {
                let finding = Diagnostic::remind("R18", format!("{name}没有写记录人")).expected("记录人的姓名");
                out.push(day.at.finding(finding.remedy("补上“记录人: 姓名”")));
            }
            // with a third who asks, one of the three may keep the record
            Some(recorder) => {
                let others = asked.iter().filter(|officer| officer.name.text() != recorder.name.text()).count();
                if others < asked.len() && others < 2 {
                    let finding = Diagnostic::remind("R18", format!("{name}的记录人{}又是询问人", recorder.name.text()))
                        .found(recorder.name.text())
                        .expected("两名询问人以外的人");
                    out.push(recorder.name.at.finding(finding.remedy("由第三人记录；确实只有两人在场的，笔录如实写，签名不能少")));
                }
            }
        }
    }
    out
}
