//! R09: an organ that may not decide: a body without power of its own, a township without a grant, matters of another.

use crate::case::{Agency, Case, Tier};
use crate::diag::Diagnostic;
use crate::rules::Review;

/// How bodies without power of their own are called.
const INNER: &str = "总队 支队 大队 中队 分队 科 股 处 室 站 所 队 中心 办公室 委员会";
/// How enterprises of the centre are called.
const CENTRAL: &str = "中国 中央 国家";

/// Findings about the organ and about what it decides.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let (case, agency) = (review.case(), review.dossier.agency);
    let mut out: Vec<Diagnostic> = no_power(agency).into_iter().collect();
    out.extend(central(case, agency));
    out.extend(others(case));
    out
}

fn no_power(agency: &Agency) -> Option<Diagnostic> {
    if agency.delegation.is_some() || agency.empowerment.is_some() {
        return None;
    }
    let (name, inner) = (&agency.name, INNER.split(' ').any(|tail| agency.name.text().ends_with(tail)));
    if !agency.is_township() && !inner {
        return None;
    }
    let why = if inner { "是内设机构或者受委托的组织，不能以自己的名义处罚" } else { "没有写行政处罚权的来源" };
    let finding = Diagnostic::veto("R09", format!("{}{why}", name.text())).found(name.text());
    let finding = finding.expected("县级以上应急管理部门，或者写明“委托”“赋权”的组织");
    Some(name.at.finding(finding.remedy("受委托的写“委托”，省级决定赋权的写“赋权”；内设机构的，全称写本部门")))
}

fn central(case: &Case, agency: &Agency) -> Vec<Diagnostic> {
    let low = matches!(agency.tier(), Some(Tier::Township | Tier::County));
    let parties = case.parties.iter().filter(|party| low && CENTRAL.split(' ').any(|head| party.name().text().starts_with(head)));
    parties
        .map(|party| {
            let message = format!("“{}”如果是中央企业或者它的所属企业，由设区的市级以上应急管理部门管辖", party.name().text());
            party.name().at.finding(Diagnostic::remind("R09", message).found(party.name().text()).remedy("核对是不是中央企业及其所属企业；是的，移送"))
        })
        .collect()
}

/// Penalties that another body decides.
fn others(case: &Case) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for penalties in case.violations.iter().filter_map(|violation| violation.penalty.as_ref()) {
        for penalty in penalties.all.iter().chain(penalties.by_party.iter().map(|(_, penalty)| penalty)) {
            for licence in penalty.suspended.iter().chain(penalty.revoked.iter()).chain(penalty.downgraded.iter()) {
                let message = format!("暂扣、吊销{}或者降低资质，由发证机关决定", licence.licence.text());
                let finding = Diagnostic::remind("R09", message).found(licence.licence.text());
                out.push(licence.licence.at.finding(finding.remedy("本机关不是发证机关的，建议发证机关处理，不写进决定")));
            }
            if penalty.closure.as_ref().is_some_and(|flag| flag.value) {
                let finding = Diagnostic::remind("R09", "责令关闭由县级以上人民政府决定，应急管理部门报请").found("责令关闭");
                out.push(penalties.at.finding(finding.remedy("报请人民政府决定，附批准文件")));
            }
        }
    }
    out
}
