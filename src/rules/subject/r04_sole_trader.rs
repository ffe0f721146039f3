//! R04: a sole trader treated as a company or a company as a sole trader, or a sole trader without its operator.

use crate::case::events::Event;
use crate::case::{Party, PartyKind};
use crate::diag::Diagnostic;
use crate::rules::Review;

/// What the registering body puts first in codes of companies and of sole traders (GB 32100).
const COMPANY: &str = "91";
/// Sole traders.
const SOLE_TRADER: &str = "92";

/// Findings about each party.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let decided = case.decisions.iter().any(|decision| decision.day().is_some());
    case.parties.iter().filter_map(|party| wrong_kind(party).or_else(|| without_operator(party, decided))).collect()
}

fn wrong_kind(party: &Party) -> Option<Diagnostic> {
    let code = party.uscc.as_ref()?;
    let (registered, kind) = (code.text().get(..2)?, party.kind());
    let should = match kind {
        PartyKind::Company | PartyKind::Branch | PartyKind::Person => (registered == SOLE_TRADER).then_some("个体工商户")?,
        PartyKind::SoleTrader => (registered == COMPANY).then_some("企业")?,
        PartyKind::Institution | PartyKind::Other => return None,
    };
    let message = format!("当事人“{}”按{}写，统一社会信用代码却是{should}的", party.name().text(), kind.word());
    let finding = Diagnostic::veto("R04", message).found(code.text()).expected(format!("类型: {should}"));
    let remedy = "对照营业执照改正类型或者代码；个体工商户有字号的写字号和经营者，没有字号的写经营者";
    Some(code.at.finding(finding.remedy(remedy)))
}

fn without_operator(party: &Party, decided: bool) -> Option<Diagnostic> {
    let other = party.legal_representative.as_ref().or(party.principal.as_ref()).or(party.investor.as_ref());
    if party.kind() != PartyKind::SoleTrader {
        return None;
    }
    match &party.operator {
        None => {
            let other = other?;
            let message = format!("个体工商户没有{}，应当写经营者", party.head_label());
            let finding = Diagnostic::deduct("R04", message).found(other.name.text()).expected("经营者: {姓名, 身份证号}");
            Some(other.name.at.finding(finding.remedy("改写成“经营者”，与营业执照一致")))
        }
        Some(operator) if decided && operator.id_number.is_none() && operator.identity.is_none() => {
            let message = format!("个体工商户的经营者{}没有写身份证号", operator.name.text());
            let finding = Diagnostic::deduct("R04", message).expected("经营者的身份证号或者其他证件");
            Some(operator.name.at.finding(finding.remedy("补上“身份证号”，经营者对个体工商户的债务承担责任")))
        }
        Some(_) => None,
    }
}
