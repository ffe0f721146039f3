//! `clashes.txt` for people and `clashes.json` for programs.

use super::{At, Clash};
use crate::diag::Rank;
use serde_json::{Value, json};

const NUMERALS: [&str; 5] = ["一", "二", "三", "四", "五"];

/// How many findings stand at each rank: 否决2处，扣分1处; empty for none. Waived ones are counted apart.
fn counts(clashes: &[Clash]) -> String {
    let count = |rank: Rank| clashes.iter().filter(|clash| clash.rank == rank && !clash.waived).count();
    let waived = clashes.iter().filter(|clash| clash.waived).count();
    let ranks = [Rank::Refuse, Rank::Veto, Rank::Deduct, Rank::Remind].map(|rank| (rank.word(), count(rank)));
    let all = ranks.into_iter().chain([("已豁免", waived)]);
    all.filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word}{count}处")).collect::<Vec<_>>().join("，")
}

/// The findings as Chinese text, under a heading for each rank; `cases` is how many cases were compared.
pub fn text(clashes: &[Clash], cases: usize) -> String {
    let counts = counts(clashes);
    let mut out = format!("跨案比较：{cases}个案件，{}\n", if counts.is_empty() { "没有发现" } else { &counts });
    let sections = [("否决", Some(Rank::Veto)), ("扣分", Some(Rank::Deduct)), ("提醒", Some(Rank::Remind)), ("已豁免", None)];
    let of = |rank: Option<Rank>| {
        clashes.iter().filter(move |clash| match rank {
            Some(rank) => !clash.waived && clash.rank == rank,
            None => clash.waived,
        })
    };
    let sections = sections.into_iter().filter(|(_, rank)| of(*rank).next().is_some());
    for ((word, rank), numeral) in sections.zip(NUMERALS) {
        out.push_str(&format!("\n{numeral}、{word}\n"));
        for (index, clash) in of(rank).enumerate() {
            out.push_str(&format!("\n{}. {} {}\n", index + 1, clash.code, clash.message));
            for place in &clash.places {
                out.push_str(&format!("   在：{}\n", words(place)));
            }
            out.push_str(&format!("   发现：{}\n   改法：{}\n", line(&clash.found), line(&clash.remedy)));
        }
    }
    out
}

/// A place: 案1（forms/案1.yaml第12行，文号.行政处罚决定书）：《行政处罚决定书》… The folder is said where it is not the case's
/// name: several organs have cases of one name.
fn words(at: &At) -> String {
    let mut place = if at.folder == at.case { String::new() } else { format!("文件夹{}，", at.folder) };
    place.push_str(&at.form);
    if at.line > 0 {
        place.push_str(&format!("第{}行", at.line));
    }
    if !at.field.is_empty() {
        place.push_str(&format!("，{}", at.field));
    }
    let what = if at.what.is_empty() { String::new() } else { format!("：{}", at.what) };
    line(&format!("{}（{place}）{what}", at.case))
}

/// What data says stays on its line.
fn line(text: &str) -> String {
    text.replace(['\n', '\r'], "⏎")
}

/// The findings for programs. The keys never change.
pub fn json(clashes: &[Clash], cases: usize) -> Value {
    let place =
        |at: &At| json!({ "case": at.case, "folder": at.folder, "form": at.form, "field": at.field, "line": at.line, "what": at.what });
    let one = |clash: &Clash| {
        json!({
            "code": clash.code,
            "rank": clash.rank.word(),
            "kind": clash.kind.key(),
            "message": clash.message,
            "found": clash.found,
            "remedy": clash.remedy,
            "waived": clash.waived,
            "places": clash.places.iter().map(place).collect::<Vec<_>>(),
        })
    };
    json!({ "cases": cases, "clashes": clashes.iter().map(one).collect::<Vec<_>>() })
}
