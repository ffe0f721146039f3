//! `clashes.txt` for people and `clashes.json` for programs, written piece by piece: where every case clashes, they are
//! long.

use super::{At, Clash};
use crate::diag::Rank;
use serde::Serialize;
use std::io::{self, Write};

const NUMERALS: [&str; 5] = ["一", "二", "三", "四", "五"];

/// How many findings stand at each rank: 否决2处，扣分1处; empty for none. Waived ones are counted apart.
fn counts(clashes: &[Clash]) -> String {
    let count = |rank: Rank| clashes.iter().filter(|clash| clash.rank == rank && !clash.waived).count();
    let waived = clashes.iter().filter(|clash| clash.waived).count();
    let ranks = [Rank::Refuse, Rank::Veto, Rank::Deduct, Rank::Remind].map(|rank| (rank.word(), count(rank)));
    let all = ranks.into_iter().chain([("已豁免", waived)]);
    all.filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word}{count}处")).collect::<Vec<_>>().join("，")
}

/// Writes the findings as Chinese text, under a heading for each rank; `cases` is how many cases were compared.
pub fn text(out: &mut impl Write, clashes: &[Clash], cases: usize) -> io::Result<()> {
    let counts = counts(clashes);
    writeln!(out, "跨案比较：{cases}个案件，{}", if counts.is_empty() { "没有发现" } else { &counts })?;
    let sections = [("否决", Some(Rank::Veto)), ("扣分", Some(Rank::Deduct)), ("提醒", Some(Rank::Remind)), ("已豁免", None)];
    let of = |rank: Option<Rank>| {
        clashes.iter().filter(move |clash| match rank {
            Some(rank) => !clash.waived && clash.rank == rank,
            None => clash.waived,
        })
    };
    let sections = sections.into_iter().filter(|(_, rank)| of(*rank).next().is_some());
    for ((word, rank), numeral) in sections.zip(NUMERALS) {
        writeln!(out, "\n{numeral}、{word}")?;
        for (index, clash) in of(rank).enumerate() {
            writeln!(out, "\n{}. {} {}", index + 1, clash.code, clash.message)?;
            for place in &clash.places {
                writeln!(out, "   在：{}", words(place))?;
            }
            writeln!(out, "   发现：{}\n   改法：{}", line(&clash.found), line(&clash.remedy))?;
        }
    }
    Ok(())
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
#[derive(Serialize)]
struct Page<'c> {
    cases: usize,
    clashes: Vec<Entry<'c>>,
}

#[derive(Serialize)]
struct Entry<'c> {
    code: &'c str,
    rank: &'c str,
    kind: &'c str,
    message: &'c str,
    found: &'c str,
    remedy: &'c str,
    waived: bool,
    places: Vec<Place<'c>>,
}

#[derive(Serialize)]
struct Place<'c> {
    case: &'c str,
    folder: &'c str,
    form: &'c str,
    field: &'c str,
    line: u32,
    what: &'c str,
}

impl<'c> Entry<'c> {
    fn of(clash: &'c Clash) -> Self {
        Entry {
            code: clash.code,
            rank: clash.rank.word(),
            kind: clash.kind.key(),
            message: &clash.message,
            found: &clash.found,
            remedy: &clash.remedy,
            waived: clash.waived,
            places: clash.places.iter().map(Place::of).collect(),
        }
    }
}

impl<'c> Place<'c> {
    fn of(at: &'c At) -> Self {
        Place { case: &at.case, folder: &at.folder, form: &at.form, field: &at.field, line: at.line, what: &at.what }
    }
}

/// Writes the findings for programs.
pub fn json(out: &mut impl Write, clashes: &[Clash], cases: usize) -> io::Result<()> {
    let page = Page { cases, clashes: clashes.iter().map(Entry::of).collect() };
    serde_json::to_writer_pretty(&mut *out, &page)?;
    writeln!(out)
}
