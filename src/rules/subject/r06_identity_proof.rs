//! R06: a notice or decision without proof of who the party is among the evidence.

use crate::case::{Case, Party};
use crate::diag::Diagnostic;
use crate::dossier::step::{Day, day_of};
use crate::rules::Review;

/// Names of papers that prove a unit.
const UNIT: &str = "执照 登记证 许可证 信用代码 主体资格 工商登记 企业信息 登记信息 注销登记 批准文件 批复";
/// Names of papers that prove a person.
const PERSON: &str = "身份证 身份证明 户口 户籍 护照 通行证 居住证 驾驶证 执照 人口信息";

/// Findings about parties, once a penalty has been announced.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let announced = case.notices.iter().find_map(day_of).or_else(|| case.decisions.iter().find_map(day_of));
    let Some(announced) = announced else { return Vec::new() };
    case.parties.iter().filter_map(|party| unproven(case, party, &announced)).collect()
}

fn unproven(case: &Case, party: &Party, announced: &Day) -> Option<Diagnostic> {
    let (words, what) = if party.is_person() { (PERSON, "身份证件") } else { (UNIT, "营业执照等主体资格证明") };
    // a name, a note on what is proved: either tells
    let texts = case.evidence.iter().flat_map(|item| [Some(&item.name), item.proves.as_ref()]).flatten();
    let proves = |text: &str| words.split(' ').any(|word| text.contains(word)) || party.is_person() && text.contains("当事人的身份");
    if texts.into_iter().any(|text| proves(text.text())) {
        return None;
    }
    let name = party.name();
    let finding = Diagnostic::veto("R06", format!("证据里没有当事人“{}”的{what}", name.text())).expected(format!("{what}复印件"));
    let finding = finding.related(announced.at.place(), "告知或者决定的日期在这里");
    Some(name.at.finding(finding.remedy(format!("调取{what}，写进证据清单，注明与原件一致"))))
}
