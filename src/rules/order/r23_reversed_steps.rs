//! R23 程序倒置：a step dated before the step it follows from.

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
    ("调查终结", "告知"),
    ("告知", "告知书送达"),
    ("告知", "决定"),
    ("告知书送达", "决定"),
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
    out
}

fn reversed(first: &Dated, second: &Dated) -> Diagnostic {
    let (earlier, later) = (date::print(second.day.date), date::print(first.day.date));
    let message = format!("程序倒置：{}（{earlier}）早于{}（{later}）", second.name, first.name);
    let finding = Diagnostic::veto("R23", message).found(&earlier).expected(format!("不早于{}的{later}", first.name));
    let finding = finding.related(first.day.at.place(), format!("{}（{}）的日期", first.name, first.day.at.path));
    second.day.at.finding(finding.remedy("核对两处日期，改正写错的一处"))
}
