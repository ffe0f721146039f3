//! R23 程序倒置：a step dated before the step it follows from, or a decision before anybody could be heard.

use super::{conduct, summons, unheard};
use crate::case::Case;
use crate::diag::Diagnostic;
use crate::rules::Review;
use crate::rules::steps::{Dated, steps};
use crate::text::date;

/// Which step must not be later than which. An inspection may come before or after filing, so it is bound only to the
/// orders that rest on it.
const ORDER: &[(&str, &str)] = &[
    ("检查", "现场处理"),
    ("检查", "责令改正"),
    ("责令改正", "复查"),
    ("立案", "调查终结"),
    ("立案", "告知"),
    ("立案", "决定"),
    ("询问", "调查终结"),
    ("调查终结", "告知"),
    ("告知", "告知书送达"),
    ("告知", "陈述申辩"),
    ("告知", "决定"),
    ("告知书送达", "决定"),
    ("听证申请", "听证举行"),
    ("听证举行", "听证报告"),
    ("听证报告", "决定"),
    ("决定", "决定书送达"),
    ("决定", "缴款"),
    ("决定", "公示"),
    ("决定", "结案"),
    ("结案", "归档"),
];

/// Findings about the order of steps.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let steps = steps(review.case());
    let named = |name: &'static str| steps.iter().filter(move |step| step.name == name);
    let mut out = Vec::new();
    for (before, after) in ORDER {
        for first in named(before) {
            let late = named(after).filter(|second| first.meets(second) && second.day.date < first.day.date);
            out.extend(late.map(|second| reversed(first, second)));
        }
    }
    out.extend(conduct::check(review.case(), &steps));
    out.extend(summons::check(review.case()));
    out.extend(paid_after_closing(review.case(), &steps));
    out.extend(unheard::pairs(review, &steps).into_iter().map(|(notice, decision)| unheard_of(notice, decision)));
    out
}

fn reversed(first: &Dated, second: &Dated) -> Diagnostic {
    let (earlier, later) = (date::print(second.day.date), date::print(first.day.date));
    let message = format!("程序倒置：{}（{earlier}）早于{}（{later}）", second.name, first.name);
    said(first, second, Diagnostic::veto("R23", message).found(&earlier).expected(format!("不早于{}的{later}", first.name)))
}

/// A case closed as performed before the last payment. One that is closed for another reason may be paid later.
fn paid_after_closing(case: &Case, steps: &[Dated]) -> Vec<Diagnostic> {
    const OTHERWISE: &[&str] = &["强制执行", "终结", "终止", "撤销", "移送"];
    let Some(closing) = case.closing.as_ref() else { return Vec::new() };
    let words = [&closing.manner, &closing.reason, &closing.execution].into_iter().flatten();
    let otherwise = words.into_iter().any(|words| OTHERWISE.iter().any(|word| words.text().contains(word)));
    if otherwise || case.enforcement.iter().any(|event| event.accepted.is_some()) {
        return Vec::new();
    }
    let named = |name: &'static str| steps.iter().filter(move |step| step.name == name);
    let last = named("缴款").max_by_key(|paid| paid.day.date);
    let pairs = last.into_iter().flat_map(|paid| named("结案").map(move |closed| (paid, closed)));
    pairs.filter(|(paid, closed)| closed.day.date < paid.day.date).map(|(paid, closed)| reversed(paid, closed)).collect()
}

/// Told and decided on one day: the decision did not wait for the party.
fn unheard_of(notice: &Dated, decision: &Dated) -> Diagnostic {
    let day = date::print(notice.day.date);
    let message = format!("程序倒置：告知当日（{day}）就作出决定，当事人还没有陈述、申辩，也没有书面放弃");
    said(notice, decision, Diagnostic::veto("R23", message).found(&day).expected(format!("陈述、申辩的期限届满以后，晚于{day}")))
}

fn said(first: &Dated, second: &Dated, finding: Diagnostic) -> Diagnostic {
    let finding = finding.related(first.day.at.place(), format!("{}（{}）的日期", first.name, first.day.at.path));
    second.day.at.finding(finding.remedy("核对两处日期，改正写错的一处"))
}
