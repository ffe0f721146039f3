//! R96: a correction notice mends slips of the pen. What changes the amount, the provisions, the kind of penalty or the
//! party is another decision and has to be told again.

use crate::case::events::{Erratum, Event};
use crate::case::values::Text;
use crate::diag::Diagnostic;
use crate::rules::text_lint::amounts;
use crate::rules::{Paper, Review};
use crate::text::money;
use chrono::NaiveDate;

/// Findings about corrections.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let errata = review.case().errata.iter().filter(|erratum| !erratum.is_abandoned());
    errata.flat_map(|erratum| [content(review, erratum), original(review, erratum)].concat()).collect()
}

/// What a correction would change beyond words.
fn content(review: &Review, erratum: &Erratum) -> Vec<Diagnostic> {
    let (Some(before), Some(after)) = (&erratum.original, &erratum.corrected) else { return Vec::new() };
    let on = erratum.day().or_else(|| review.dossier.reference_day()).unwrap_or(NaiveDate::MAX);
    let changes = [
        ("金额", amount(before.text(), after.text())),
        ("引用的条款", provision(review, on, before.text(), after.text())),
        ("处罚的种类", kind(review, on, before.text(), after.text())),
        ("当事人", party(review, before.text(), after.text())),
    ];
    let changed = changes.into_iter().filter_map(|(what, new)| Some((what, new?)));
    changed.map(|(what, new)| beyond(after, what, &new)).collect()
}

fn beyond(after: &Text, what: &str, new: &str) -> Diagnostic {
    let finding = Diagnostic::veto("R96", format!("更正通知书改变了{what}，不是笔误")).found(new).expected("只更正文字、数字的笔误和遗漏");
    after.at.finding(finding.remedy("撤销原文书，重新告知、重新作出；原文书别处已经写对的，“原文”抄到那一处，说明改正的是笔误"))
}

/// An amount that the original does not have anywhere: 壹万捌仟元（1800元） corrected to 18000元 is a slip.
fn amount(before: &str, after: &str) -> Option<String> {
    let known = amounts::all(before);
    amounts::all(after).into_iter().find(|fen| !known.contains(fen)).map(money::print)
}

fn provision(review: &Review, on: NaiveDate, before: &str, after: &str) -> Option<String> {
    let cited = |text: &str| if text.contains('条') { review.law().resolve(text, on).citations() } else { Vec::new() };
    let known = cited(before);
    let new = cited(after).into_iter().find(|citation| !known.contains(citation))?;
    Some(review.law().cite(&[new]))
}

/// A kind of penalty that needs a hearing: those are the heavy ones, named in the data.
fn kind(review: &Review, on: NaiveDate, before: &str, after: &str) -> Option<String> {
    let kinds = review.law().hearing_kinds(on)?;
    let new = kinds.always.iter().find(|kind| after.contains(&kind.0) && !before.contains(&kind.0))?;
    Some(new.0.clone())
}

/// A party of the case put in the place of another.
fn party(review: &Review, before: &str, after: &str) -> Option<String> {
    let parties = || review.case().parties.iter().map(|party| party.name().text());
    let other = parties().find(|name| before.contains(name) && !after.contains(name))?;
    parties().find(|name| *name != other && after.contains(name) && !before.contains(name)).map(str::to_string)
}

/// The writ that is corrected: one of the case, made before, with the words that are corrected.
fn original(review: &Review, erratum: &Erratum) -> Vec<Diagnostic> {
    let Some(title) = &erratum.writ else { return Vec::new() };
    let corrected: Vec<&Paper> = review.papers.iter().filter(|paper| paper.planned.writ.title().starts_with(title.text())).collect();
    if corrected.is_empty() {
        let finding = Diagnostic::deduct("R96", format!("更正的“{}”不是本案的文书", title.text())).found(title.text());
        return vec![title.at.finding(finding.remedy("写本案文书的题名；wenshu plan 列出全部"))];
    }
    let mut out = Vec::new();
    let made = corrected.iter().filter_map(|paper| paper.planned.day.as_ref()).map(|day| day.date).min();
    if let (Some(made), Some(day), Some(date)) = (made, erratum.day(), &erratum.date)
        && day < made
    {
        let print = crate::text::date::print;
        let finding = Diagnostic::deduct("R96", format!("更正（{}）早于被更正的{}（{}）", print(day), title.text(), print(made)));
        out.push(date.at.finding(finding.found(print(day)).expected(format!("不早于{}", print(made))).remedy("核对两处日期")));
    }
    if let Some(words) = erratum.original.as_ref().filter(|words| !corrected.iter().any(|paper| paper.says(words.text()))) {
        let finding = Diagnostic::remind("R96", format!("{}里没有要更正的原文", title.text())).found(words.text());
        out.push(words.at.finding(finding.remedy("“原文”照抄原文书的文字；表单已经改过的，存档的原文书不要重做")));
    }
    out
}
