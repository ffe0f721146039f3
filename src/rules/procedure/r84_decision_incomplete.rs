//! R84: a decision without one of the six things the law has it state.

use crate::diag::Diagnostic;
use crate::dossier::penalty::{Item, Kind};
use crate::rules::{Paper, Review, progress};
use crate::text::date;

/// Findings about decisions. The words of remedies are for R85.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (paper, party) in progress::issued(review, &progress::DECISIONS) {
        let lacks = lacking(review, paper, party);
        let at = paper.planned.day.as_ref().map(|day| day.at.clone()).unwrap_or_default();
        out.extend(lacks.into_iter().map(|(what, expected)| {
            let finding = Diagnostic::deduct("R84", format!("决定书没有载明{what}")).found(format!("没有{what}")).expected(expected);
            paper.finding(at.finding(finding.remedy(format!("补上{what}；已经送达的，用更正（补正）通知书补正，影响权利的重新送达"))))
        }));
        out.extend(unperformable(review, paper, party));
    }
    out
}

fn lacking(review: &Review, paper: &Paper, party: usize) -> Vec<(&'static str, String)> {
    let dossier = review.dossier;
    let mut out = Vec::new();
    let mut need = |what: &'static str, words: &str| {
        if !words.is_empty() && !paper.says(words) {
            out.push((what, words.to_string()));
        }
    };
    let Some(own) = dossier.case.parties.get(party) else { return Vec::new() };
    need("当事人的姓名或者名称", own.name().text());
    need("当事人的地址", own.address.as_ref().or(own.home.as_ref()).map(|address| address.text()).unwrap_or_default());
    let violations = dossier.violations_of(Some(party));
    let mut facts = violations.iter().filter_map(|violation| violation.form.facts.as_ref()).flat_map(|facts| facts.paragraphs()).peekable();
    let first = facts.peek().map(|line| line.to_string()).unwrap_or_default();
    if !facts.any(|line| progress::version_of(paper, line).is_some()) {
        need("违法事实", &first);
    }
    let proven = dossier.case.evidence.iter().any(|item| paper.says(item.name.text()));
    if !proven {
        need("证据", dossier.case.evidence.first().map(|item| item.name.text()).unwrap_or_default());
    }
    let items = dossier.standing(party).map(|standing| standing.items.as_slice()).unwrap_or_default();
    items.iter().for_each(|item| need("处罚的种类和数额", &item.text));
    violations.iter().filter_map(|violation| violation.basis.text.as_ref()).for_each(|text| need("处罚的依据", text));
    if items.iter().any(|item| item.kind == Kind::Fine) {
        let days = paper.planned.day.as_ref().and_then(|day| review.law().limit("payment", day.date)).and_then(|limit| limit.in_words());
        need("缴纳罚款的期限", &days.unwrap_or_default());
        let account = dossier.agency.bank_account.as_ref();
        need("缴纳罚款的账户", account.and_then(|account| account.account.as_ref()).map(|account| account.text()).unwrap_or_default());
    }
    need("申请行政复议的途径", "行政复议");
    need("提起行政诉讼的途径", "行政诉讼");
    need("作出决定的机关", dossier.agency.acting_name().text());
    need("作出决定的日期", &paper.planned.day.as_ref().map(|day| date::print(day.date)).unwrap_or_default());
    out
}

/// Penalties other than a fine that do not say how or until when.
fn unperformable(review: &Review, paper: &Paper, party: usize) -> Option<Diagnostic> {
    let case = review.case();
    let told = case.penalties_of(party).iter().any(|(_, penalty)| penalty.performance.is_some());
    let items = review.dossier.standing(party).map(|standing| standing.items.as_slice()).unwrap_or_default();
    let open = |item: &&Item| match item.kind {
        Kind::ConfiscatedGains | Kind::ConfiscatedGoods | Kind::Revoked | Kind::Downgraded | Kind::Closure => true,
        Kind::Shutdown | Kind::Stop | Kind::Suspended | Kind::Barred => !item.text.contains(['日', '月', '年']),
        Kind::Warning | Kind::Criticism | Kind::Fine | Kind::Other => false,
    };
    let item = items.iter().find(open).filter(|_| !told)?;
    let finding = Diagnostic::deduct("R84", format!("“{}”没有写怎样履行、何时履行", item.text)).found(&item.text);
    let finding = finding.expected("履行的方式和期限");
    Some(paper.finding(item.at.finding(finding.remedy("在处罚的“履行”里写明方式和期限，如 自收到本决定书之日起几日内缴回许可证件"))))
}
