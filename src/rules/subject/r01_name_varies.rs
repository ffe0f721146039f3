//! R01: the name of a unit written with other characters elsewhere: in the form, then in the printed writs.

use super::alike::Names;
use crate::case::Case;
use crate::case::values::Text;
use crate::diag::Diagnostic;
use crate::rules::Review;
use std::collections::{HashMap, HashSet};

/// Findings about names that differ from a party's in a character or two, or only in width and spaces.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let given: Vec<&Text> = case.parties.iter().filter(|party| !party.is_person()).map(|party| party.name()).collect();
    let texts: Vec<&str> = given.iter().map(|name| name.text()).collect();
    let names = Names::new(&texts);
    let mut out = Vec::new();
    let mut told: HashSet<String> = HashSet::new();
    for text in mentions(case) {
        for (index, found) in names.variants(text.text()) {
            let Some(name) = given.get(index) else { continue };
            out.push(text.at.finding(finding(name, &found).related(name.at.place(), "当事人的名称在这里")));
            told.insert(found);
        }
    }
    // what is printed on every paper is looked through once
    let mut known: HashMap<&str, Vec<(usize, String)>> = HashMap::new();
    for paper in review.papers {
        let found = paper.text.iter().find_map(|block| {
            let variants = known.entry(&block.text).or_insert_with(|| names.variants(&block.text));
            variants.iter().find(|(_, found)| !told.contains(found)).cloned()
        });
        out.extend(found.and_then(|(index, found)| Some(paper.finding(finding(given.get(index)?, &found)))));
    }
    out
}

fn finding(name: &Text, found: &str) -> Diagnostic {
    Diagnostic::deduct("R01", format!("当事人的名称前后不一：这里写的是“{found}”"))
        .found(found)
        .expected(name.text())
        .remedy("对照营业执照改成一致；确是另一家单位的，不用改")
}

/// Values of the form in which a party's name is written out.
fn mentions(case: &Case) -> Vec<&Text> {
    let mut out: Vec<&Text> = Vec::new();
    out.extend(case.violations.iter().filter_map(|violation| violation.facts.as_ref()));
    out.extend(case.services.iter().flat_map(|service| service.recipients.iter().map(|name| &**name)));
    let asked = case.inquiries.iter().filter_map(|inquiry| inquiry.respondent.as_ref());
    let called = case.inquiry_notices.iter().filter_map(|notice| notice.respondent.as_ref());
    out.extend(asked.chain(called).filter_map(|respondent| respondent.workplace.as_ref()));
    out.extend(case.parties.iter().filter_map(|party| party.workplace.as_ref()));
    out
}
