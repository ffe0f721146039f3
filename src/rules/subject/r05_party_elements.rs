//! R05: a party decided on without what the decision must say of it.

use crate::case::{Case, Party};
use crate::diag::Diagnostic;
use crate::dossier::step::{Day, day_of};
use crate::rules::Review;

/// Findings about parties, once there is a decision; before it, what is missing shows as a gap in the drafts.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let Some(decided) = decided(case) else { return Vec::new() };
    case.parties.iter().filter_map(|party| incomplete(party, &decided)).collect()
}

fn decided(case: &Case) -> Option<Day> {
    case.decisions.iter().find_map(day_of)
}

fn incomplete(party: &Party, decided: &Day) -> Option<Diagnostic> {
    let missing: Vec<&str> = elements(party).into_iter().filter(|(_, given)| !given).map(|(what, _)| what).collect();
    (!missing.is_empty()).then(|| {
        let (name, missing) = (party.name(), missing.join("、"));
        let finding = Diagnostic::deduct("R05", format!("已经作出决定，当事人“{}”没有写{missing}", name.text())).expected(&missing);
        let finding = finding.related(decided.at.place(), "决定的日期在这里");
        name.at.finding(finding.remedy("对照营业执照、身份证补上；确实没有的，在备注里写明"))
    })
}

/// What is asked of a party, and whether it is there.
fn elements(party: &Party) -> Vec<(&'static str, bool)> {
    let head = party.head();
    let phone = ("联系电话", party.phone.is_some() || head.is_some_and(|head| head.phone.is_some()));
    if party.is_person() {
        let own = party.id_number.is_some() || party.identity.is_some();
        let papers = own || head.is_some_and(|head| head.id_number.is_some() || head.identity.is_some());
        let born = party.age.is_some() || party.birth.is_some() || party.id_number.as_ref().is_some_and(|number| number.birth.is_some());
        let sexed = party.sex.is_some() || party.id_number.as_ref().is_some_and(|number| number.male.is_some());
        let home = party.home.is_some() || party.address.is_some();
        return vec![("性别", sexed), ("年龄或者出生日期", born), ("身份证件号码", papers), ("住址", home), phone];
    }
    let code = party.uscc.is_some() || party.identity.is_some();
    vec![("统一社会信用代码或者其他证照", code), ("地址", party.address.is_some()), phone]
}
