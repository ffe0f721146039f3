//! R82: legal review before the decision, passed. The law demands it after a hearing and in some cases the form cannot
//! tell; elsewhere a missing review is only mentioned.

use crate::case::Case;
use crate::case::events::{Event, LegalReview};
use crate::diag::{Diagnostic, Rank};
use crate::dossier::step::{self, Day};
use crate::rules::{Review, progress};
use crate::text::date;

/// Conclusions that let the decision be made, whole.
const APPROVED: &[&str] = &["通过", "同意", "合格", "合法", "适当", "合法适当", "合法合理", "合法合规", "合法有效", "无异议", "没有异议", "无意见", "无不同意见"];

/// What may stand before an approval.
const BEFORE: &[&str] = &["法制", "经", "本案", "审核", "审查", "结论", "意见", "为", "予以", "准予", "：", ":"];

/// What an approval may say of the case beside it.
const BESIDE: &[&str] = &[
    "清楚", "充分", "确凿", "确实充分", "合法", "正确", "准确", "适格", "适当", "得当", "合理", "规范", "齐全", "完备", "完整", "合规",
];

/// What may follow an approval: what is to be done next.
const NEXT: &[&str] = &["同意", "可以", "建议", "提请", "依法", "按", "拟"];

/// What an approval never says; without these 同意… is one.
const DOUBT: &[&str] = &[
    "不", "未", "没有", "欠", "缓", "退回", "补", "但", "异议", "修改", "缺", "否", "待", "撤案", "撤销案件", "重新", "另行", "终止", "后再",
];

/// Whether a conclusion is known to let the decision be made. What is not known is not taken for an approval: the day on
/// which somebody writes 暂缓 must not end in a printed decision.
fn approves(conclusion: &str) -> bool {
    let doubts = |clause: &str| DOUBT.iter().any(|word| clause.contains(word));
    let plain: String = conclusion.chars().filter(|c| !c.is_whitespace()).collect();
    let clauses: Vec<&str> = plain.split(['，', ',', '。', '；', ';', '、', '！', '.']).filter(|clause| !clause.is_empty()).collect();
    let approval = |clause: &str| {
        let mut rest = clause;
        while let Some(shorter) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = shorter;
        }
        (APPROVED.contains(&rest) || rest.starts_with("同意") && !doubts(rest), rest.is_empty())
    };
    let harmless = |clause: &str| {
        let said = BESIDE.iter().any(|word| clause.ends_with(word)) || NEXT.iter().any(|word| clause.starts_with(word));
        said && !doubts(clause)
    };
    let read: Vec<(bool, bool)> = clauses.iter().map(|clause| (approval(clause), clause)).map(|((yes, empty), clause)| (yes, yes || empty || harmless(clause))).collect();
    read.iter().any(|(yes, _)| *yes) && read.iter().all(|(_, fits)| *fits)
}

/// Findings about the legal review.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let Some(decided) = progress::first_decision(case).filter(|_| !progress::is_summary(case)) else { return Vec::new() };
    let heard = heard(case);
    let reviews: Vec<&LegalReview> = case.legal_review.iter().filter(|event| !event.is_abandoned()).collect();
    let Some(last) = reviews.iter().max_by_key(|event| event.day()) else { return vec![missing(review, &decided, heard.as_ref())] };
    let at = step::day_of(*last).map_or_else(|| decided.at.clone(), |day| day.at);
    let first = reviews.iter().filter_map(|event| step::day_of(*event)).min_by_key(|day| day.date);
    let rank = if heard.is_some() { Rank::Veto } else { Rank::Deduct };
    let mut out = Vec::new();
    if let Some(first) = first.filter(|first| first.date > decided.date && progress::orderly_decision(case).is_some()) {
        let finding = Diagnostic::new(rank, "R82", format!("法制审核（{}）晚于决定（{}）", date::print(first.date), date::print(decided.date)))
            .found(date::print(first.date))
            .expected(format!("不晚于{}", date::print(decided.date)))
            .related(decided.at.place(), format!("决定（{}）的日期", decided.at.path));
        out.push(first.at.finding(finding.remedy("核对两处日期，改正写错的一处；没有审核就作出决定的，撤销后重新作出")));
    }
    if let (Some(heard), Some(day)) = (&heard, step::day_of(*last))
        && day.date < heard.date
    {
        let finding = Diagnostic::veto("R82", format!("法制审核（{}）在听证（{}）以前，听证以后没有再审核", date::print(day.date), date::print(heard.date)))
            .found(date::print(day.date))
            .expected(format!("听证以后、{}以前", date::print(decided.date)))
            .related(heard.at.place(), format!("听证（{}）的日期", heard.at.path));
        out.push(day.at.finding(finding.remedy("听证以后再作一次法制审核，另写一项“法制审核”")));
    }
    match &last.conclusion {
        Some(conclusion) if approves(conclusion.text()) => {}
        Some(conclusion) => {
            let message = format!("法制审核没有通过，不能作出决定：结论写的是“{}”", conclusion.text());
            let finding = Diagnostic::veto("R82", message).found(conclusion.text()).expected("通过、同意、合法适当一类的结论");
            out.push(conclusion.at.finding(finding.remedy("按审核意见补正以后再送审，把再次审核写进“法制审核”；确已通过的，结论写“通过”，意见写在“意见”里")));
        }
        None => out.push(at.finding(Diagnostic::deduct("R82", "法制审核没有结论").remedy("补上“法制审核.结论”，如 通过"))),
    }
    if last.reviewer.is_none() {
        out.push(at.finding(Diagnostic::deduct("R82", "法制审核没有写审核人").remedy("补上“法制审核.审核人”")));
    }
    out
}

/// The day of the last hearing held.
fn heard(case: &Case) -> Option<Day> {
    let held = case.hearing.iter().filter(|hearing| !hearing.is_abandoned()).filter_map(|hearing| hearing.session.as_ref()?.time.as_ref()?.start.as_ref());
    held.filter_map(|start| Some(Day { date: start.date?, at: start.at.clone() })).max_by_key(|day| day.date)
}

fn missing(review: &Review, decided: &Day, heard: Option<&Day>) -> Diagnostic {
    let offered = review.dossier.standings.iter().any(|standing| standing.hearing.required);
    let (rank, why) = match (heard, offered) {
        (Some(day), _) => (Rank::Veto, format!("{}举行了听证", date::print(day.date))),
        (None, true) => (Rank::Deduct, "本案应当告知听证权，多数地方规定一律审核".to_string()),
        (None, false) => (Rank::Remind, "涉及重大公共利益、疑难复杂或者本地规定应当审核的案件不能少".to_string()),
    };
    let finding = Diagnostic::new(rank, "R82", format!("作出决定以前没有法制审核：{why}")).found("没有“法制审核”");
    decided.at.finding(finding.expected(format!("{}以前审核通过", date::print(decided.date))).remedy("已经审核的，把日期、审核人、意见和结论写进“法制审核”"))
}

#[cfg(test)]
mod tests {
    use super::approves;

    #[test]
    fn only_known_approvals_pass() {
        for text in [
            "通过", "同意", "审核通过", "经审核，予以通过。", "合法适当", "合法、适当", "同意处罚意见", "同意按拟处罚意见作出决定", "无异议",
            "通过，建议提交集体讨论", "事实清楚，证据确凿，程序合法，适用法律正确，同意",
        ] {
            assert!(approves(text), "{text}");
        }
        for text in [
            "不予通过", "审核不合格", "不 通过", "暂缓", "暂缓通过", "有异议", "未通过", "没有通过", "不同意", "退回", "不合法", "同意退回补充调查",
            "通过，但需补充证据", "补正后通过", "基本通过", "部分通过", "原则同意，另行补充", "事实清楚", "事实不清，同意", "建议撤销案件", "驳回", "待定", "",
            "同意不予通过", "同意暂缓",
        ] {
            assert!(!approves(text), "{text}");
        }
    }
}
