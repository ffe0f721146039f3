//! R95: a writ made once for the whole case has one number. Several of them are several cases in one file.

use crate::case::NumberEntry;
use crate::diag::Diagnostic;
use crate::rules::Review;
use crate::writ::Per;

/// Findings about numbers given by party for writs of the whole case.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for planned in review.dossier.writs.iter().filter(|planned| planned.writ.front.per == Per::Case) {
        // acts of compulsion and the like, told apart by their name, are papers of their own
        let of_party = |entry: &NumberEntry| entry.party.as_ref().is_none_or(|party| party.index.is_some());
        let named = |entry: &NumberEntry| entry.writ.text() == planned.writ.title() || entry.writ.text() == planned.writ.id;
        let entries = review.case().numbers.entries.iter().filter(|entry| named(entry) && of_party(entry));
        let entries: Vec<&NumberEntry> = entries.collect();
        let [first, others @ ..] = entries.as_slice() else { continue };
        for other in others.iter().filter(|other| other.number.text() != first.number.text()) {
            let message = format!("{}全案一份，却写了几个文号", planned.writ.title());
            let finding = Diagnostic::deduct("R95", message).found(other.number.text()).expected("一案一号");
            let finding = finding.related(first.number.at.place(), format!("另一个文号“{}”", first.number.text()));
            out.push(other.number.at.finding(finding.remedy("只留一个文号；确实是两个案件的，分成两份表单、两卷")));
        }
    }
    out
}
