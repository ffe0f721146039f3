//! R65: facts that do not say who, when or where. Words are looked for, not meanings; the place to the workshop is for a
//! person to see.

use crate::case::values::At;
use crate::diag::{Diagnostic, Rank};
use crate::rules::{Review, progress};

/// How facts name a party other than by its name. 你 names it to the party only: R97 says so.
const WHO: &[&str] = &["你", "该", "公司", "当事人"];
/// Words that place an act.
const WHERE: &[&str] = &[
    "机", "设备", "车间", "厂", "库", "室", "场", "站", "楼", "店", "工地", "路", "街", "村", "镇", "乡", "岗位", "生产线", "旁", "内", "侧", "池", "井", "炉", "矿", "罐", "区", "处",
];

/// Findings about facts, one a party and kind of gap; the facts of all its violations are read together.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let rank = if progress::told(case).is_some() { Rank::Deduct } else { Rank::Remind };
    let mut out: Vec<Diagnostic> = Vec::new();
    for (index, party) in case.parties.iter().enumerate() {
        let facts: Vec<_> = case.violations_of(index).into_iter().filter_map(|violation| violation.facts.as_ref()).collect();
        let Some(first) = facts.first() else { continue };
        let text = facts.iter().map(|facts| facts.text()).collect::<Vec<_>>().join("\n");
        let mut say = |missing: bool, rank: Rank, what: &str, remedy: &str| {
            let finding = finding(rank, &first.at, what, remedy);
            if missing && !out.contains(&finding) {
                out.push(finding);
            }
        };
        let named = text.contains(party.name().text()) || party.head().is_some_and(|head| text.contains(head.name.text()));
        say(!named && !WHO.iter().any(|word| text.contains(word)), rank, "行为人", "写明是谁的行为：当事人的名称；事实还要印在内部文书和给法院的文书里，不写“你单位”（R97）");
        say(!has_day(&text), rank, "时间", "写明行为发生或者被发现的年、月、日");
        // a duty of management that was not done has no place
        say(!has_place(&text), Rank::Remind, "地点", "写明行为发生的地点，具体到车间、部位");
    }
    out
}

fn finding(rank: Rank, at: &At, what: &str, remedy: &str) -> Diagnostic {
    let finding = Diagnostic::new(rank, "R65", format!("违法事实没有写明{what}")).found(format!("没有{what}")).expected("时间、地点、行为人、行为和结果");
    at.finding(finding.remedy(remedy))
}

/// A month with a number before it.
fn has_day(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(2).any(|pair| pair[1] == '月' && (pair[0].is_ascii_digit() || crate::text::numeral::is_numeral(pair[0])))
}

fn has_place(text: &str) -> bool {
    let text = text.replace("现场", "").replace("市场", "").replace("场所", "");
    WHERE.iter().any(|word| text.contains(word))
}
