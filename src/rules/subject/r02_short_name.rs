//! R02: a company named without what its licence must show before 公司, or a party called by a short name.

use crate::case::values::Text;
use crate::case::{Case, Party, PartyKind};
use crate::diag::Diagnostic;
use crate::rules::Review;

/// What a full name has before its last 公司: a form of company, a branch, a firm of the older law, a group.
const BEFORE: &str = "有限 有限责任 股份 分 子 总 集团 运输 供销 供电";

/// Findings about short names.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let own = case.parties.iter().filter_map(incomplete);
    own.chain(called(case).into_iter().filter_map(|text| short_for(case, text))).collect()
}

fn incomplete(party: &Party) -> Option<Diagnostic> {
    let name = party.unit_name.as_ref().filter(|_| party.kind() == PartyKind::Company)?;
    let stem = name.text().strip_suffix("公司")?;
    if BEFORE.split(' ').any(|form| stem.ends_with(form)) {
        return None;
    }
    let finding = Diagnostic::deduct("R02", format!("当事人名称“{}”不像营业执照上的全称：公司的名称写明组织形式", name.text()));
    Some(name.at.finding(finding.found(name.text()).expected("营业执照上的全称，如…有限公司").remedy("对照营业执照写全称")))
}

/// Where a party is named in full as the one a writ goes to.
fn called(case: &Case) -> Vec<&Text> {
    let asked = case.inquiries.iter().filter_map(|inquiry| inquiry.respondent.as_ref());
    let summoned = case.inquiry_notices.iter().filter_map(|notice| notice.respondent.as_ref());
    let workplaces = asked.chain(summoned).filter_map(|respondent| respondent.workplace.as_ref());
    let recipients = case.services.iter().flat_map(|service| service.recipients.iter().map(|name| &**name));
    workplaces.chain(recipients).chain(case.parties.iter().filter_map(|party| party.workplace.as_ref())).collect()
}

/// Short for the name of a unit: some of its characters in their order, with its last one, and nothing else.
fn short_for(case: &Case, text: &Text) -> Option<Diagnostic> {
    let said: Vec<char> = text.text().chars().collect();
    let units = case.parties.iter().filter(|party| !party.is_person());
    let mut names: Vec<&Text> = units.map(Party::name).collect();
    names.extend(case.parties.iter().filter(|party| party.is_person()).filter_map(|party| party.workplace.as_ref()));
    if said.len() <= 2 || names.iter().any(|name| name.text() == text.text()) {
        return None;
    }
    let name = names.into_iter().find(|name| {
        let mut full = name.text().chars();
        said.iter().all(|c| full.any(|other| other == *c)) && full.next().is_none()
    })?;
    let finding = Diagnostic::deduct("R02", format!("“{}”是简称，当事人写全称", text.text()))
        .found(text.text())
        .expected(name.text())
        .related(name.at.place(), "全称在这里");
    Some(text.at.finding(finding.remedy("改成全称")))
}
