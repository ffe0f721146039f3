//! R85: where and until when a party may turn: the people's government by its full name, the court, the periods; after a
//! decision on the spot reconsideration comes first.

use crate::case::events::ServiceMethod;
use crate::diag::{Diagnostic, Rank};
use crate::dossier::step;
use crate::rules::{Paper, Review, progress};

/// Findings about remedies.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (ids, on_spot) in [(&progress::DECISIONS, false), (&progress::ON_SPOT, true)] {
        for (paper, party) in progress::issued(review, ids) {
            out.extend(faults(review, paper, on_spot));
            out.extend(channel(review, paper, party));
        }
    }
    out
}

fn faults(review: &Review, paper: &Paper, on_spot: bool) -> Vec<Diagnostic> {
    let Some(day) = &paper.planned.day else { return Vec::new() };
    let mut out = Vec::new();
    let mut say = |message: &str, found: &str, expected: &str| {
        let finding = Diagnostic::deduct("R85", message).found(found).expected(expected);
        let remedy = "在机关档案的“复议机关”“法院”写全称；已经送达的，另行书面告知";
        out.push(paper.finding(day.at.finding(finding.remedy(remedy))));
    };
    let text = paper.text.iter().map(|block| block.text.as_str()).find(|text| text.contains("申请行政复议") && text.contains("不服"));
    let Some(text) = text else {
        say("决定书没有写不服决定向谁申请行政复议", "没有“不服……申请行政复议”", "复议机关、期限");
        return out;
    };
    let words = |id: &str| review.law().limit(id, day.date).and_then(|limit| limit.in_words()).unwrap_or_default();
    let (review_days, suit) = (words("review-apply"), words("suit-direct"));
    if !review_days.is_empty() && !text.contains(&review_days) {
        say("申请行政复议的期限不对", text, &review_days);
    }
    if let Some(body) = addressed(text, "申请行政复议") {
        if !is_government(body) {
            say("复议机关应当写本级人民政府的全称", body, "××市（县、区）人民政府");
        } else if body == review.dossier.agency.acting_name().text() && !body.contains('省') {
            say("复议机关不能是作出决定的机关自己", body, "上一级人民政府的全称");
        }
    }
    if on_spot {
        if !text.contains("先向") && !text.contains("先申请") {
            say("当场处罚应当写明先申请行政复议", text, "先申请行政复议");
        }
    } else {
        if !suit.is_empty() && !text.contains(&suit) {
            say("提起行政诉讼的期限不对", text, &suit);
        }
        if let Some(court) = addressed(text, "提起行政诉讼").filter(|court| !court.ends_with("法院") || court.contains("管辖权")) {
            say("受理行政诉讼的法院应当写全称", court, "××市（县、区）人民法院");
        }
    }
    out
}

/// Whom a party turns to: the words between 向 and what it does there. Gaps are not judged.
fn addressed<'t>(text: &'t str, act: &str) -> Option<&'t str> {
    let before = &text[..text.find(act)?];
    let body = before.rsplit('向').next()?;
    (!body.contains('【') && body.len() < before.len()).then_some(body)
}

/// Full names of people's governments, and the ministry for its own decisions.
fn is_government(body: &str) -> bool {
    let short = ["市人民政府", "县人民政府", "区人民政府", "人民政府"];
    let vague = body.starts_with("本级") || body.starts_with("同级") || body.starts_with("上一级") || short.contains(&body);
    (body.ends_with("人民政府") || body.starts_with("国务院") || body.ends_with("应急管理部")) && !vague
}

/// A decision served over the internet names the way to apply over the internet.
fn channel(review: &Review, paper: &Paper, party: usize) -> Option<Diagnostic> {
    let case = review.case();
    let sent = case.services.iter().filter(|service| service.method.as_ref().is_some_and(|m| m.value == ServiceMethod::Electronic));
    let service = sent.filter(|service| step::served_on(case, service, Some(party))).find(|service| service.writs.iter().any(|t| t.text().contains("处罚决定书")))?;
    if ["互联网", "网址", "网站", "线上", "平台", "http"].iter().any(|word| paper.says(word)) {
        return None;
    }
    let finding = Diagnostic::new(Rank::Remind, "R85", "决定书以电子方式送达，没有写提交复议申请的互联网渠道").found("没有网址或者平台");
    let finding = finding.expected("复议机关的互联网申请渠道").remedy("在送达的邮件里一并写明申请的网址，打印附卷");
    let at = service.method.as_ref().map(|method| method.at.clone()).unwrap_or_default();
    Some(paper.finding(at.finding(finding)))
}
