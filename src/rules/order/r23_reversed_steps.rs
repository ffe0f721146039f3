//! R23 程序倒置：a step dated before the step it follows from, or a decision before anybody could be heard.

use super::unheard;
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
    out.extend(unheard::pairs(review, &steps).into_iter().map(|(notice, decision)| unheard_of(notice, decision)));
    out
}

fn reversed(first: &Dated, second: &Dated) -> Diagnostic {
    let (earlier, later) = (date::print(second.day.date), date::print(first.day.date));
    let message = format!("程序倒置：{}（{earlier}）早于{}（{later}）", second.name, first.name);
    said(first, second, Diagnostic::veto("R23", message).found(&earlier).expected(format!("不早于{}的{later}", first.name)))
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
