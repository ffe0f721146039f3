//! R90: numbers of writs. One writ, one number; the year is the writ's; the look is the agency's; the number printed is
//! the number planned.

use crate::case::Agency;
use crate::case::values::At;
use crate::diag::Diagnostic;
use crate::dossier::PlannedWrit;
use crate::dossier::number::Number;
use crate::rules::{Review, name_of};
use crate::text::{date, numeral};
use chrono::Datelike;

/// Findings about numbers.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = shared(review);
    for planned in &review.dossier.writs {
        if let Number::Given(text, at) = &planned.number {
            out.extend(other_year(review, planned, text, at));
            out.extend(looks(review.dossier.agency, text).map(|finding| at.finding(finding.found(text))));
        }
    }
    out.extend(unprinted(review));
    out
}

/// Two writs under one number.
fn shared(review: &Review) -> Vec<Diagnostic> {
    let numbered: Vec<(&PlannedWrit, &str, &At)> = review.dossier.writs.iter().filter_map(numbered).collect();
    let mut out = Vec::new();
    for (index, (planned, text, at)) in numbered.iter().enumerate() {
        let Some((other, _, first)) = numbered[..index].iter().find(|(_, known, _)| known == text) else { continue };
        let message = format!("{}和{}用了同一个文号", name_of(planned), name_of(other));
        let finding = Diagnostic::deduct("R90", message).found(*text).expected("每份文书一个文号");
        let finding = finding.related(first.place(), format!("{}的文号", name_of(other)));
        out.push(at.finding(finding.remedy("按登记的文号改；几份同样的文书，在“文号”里分别写明各人的文号")));
    }
    out
}

fn numbered<'p>(planned: &'p PlannedWrit) -> Option<(&'p PlannedWrit<'p>, &'p str, &'p At)> {
    match &planned.number {
        Number::Given(text, at) | Number::Computed(text, at) => Some((planned, text, at)),
        Number::None | Number::Missing(_) => None,
    }
}

/// The year of a number against the day of its writ. The year the case was filed in is some agencies' custom.
fn other_year(review: &Review, planned: &PlannedWrit, text: &str, at: &At) -> Option<Diagnostic> {
    let (written, day) = (year(text)?, planned.day.as_ref()?);
    if written == day.date.year() {
        return None;
    }
    let filed = review.case().filing.as_ref().and_then(crate::dossier::step::day_of).map(|day| day.date.year());
    let message = format!("文号是{written}年的，{}的日期是{}", name_of(planned), date::print(day.date));
    let finding = if filed == Some(written) { Diagnostic::remind("R90", message) } else { Diagnostic::deduct("R90", message) };
    let finding = finding.found(text).expected(format!("〔{}〕", day.date.year())).related(day.at.place(), "文书的日期");
    Some(at.finding(finding.remedy("核对文号和日期；按立案年份编号的机关，核对登记簿")))
}

/// Brackets a year may stand in, those of the standard first.
const BRACKETS: [(char, char); 4] = [('〔', '〕'), ('[', ']'), ('［', '］'), ('【', '】')];

/// A year is written in full.
const YEAR_DIGITS: usize = 4;

/// What stands in the brackets of a number and what follows them, with the opening bracket.
fn parts(text: &str) -> Option<(char, &str, &str)> {
    BRACKETS.iter().find_map(|(open, close)| {
        let (_, rest) = text.rsplit_once(*open)?;
        let (inside, after) = rest.split_once(*close)?;
        Some((*open, inside, after))
    })
}

fn year(text: &str) -> Option<i32> {
    parts(text).filter(|(_, inside, _)| inside.chars().count() == YEAR_DIGITS).and_then(|(_, inside, _)| inside.parse().ok())
}

/// How a number looks against the usual form, unless the agency's own pattern looks so.
fn looks(agency: &Agency, text: &str) -> Option<Diagnostic> {
    let (open, inside, after) = parts(text)?;
    let numbering = agency.numbering.as_ref();
    let own = |sign: &str| numbering.and_then(|n| n.pattern.as_ref()).is_some_and(|pattern| pattern.text().contains(sign));
    let padded = numbering.and_then(|n| n.serial_pattern.as_ref()).is_some_and(|pattern| pattern.text().contains("{序号:"));
    let serial = after.trim().trim_start_matches('第');
    let fault = if open != '〔' && !own(&open.to_string()) {
        "年份用六角括号〔〕"
    } else if year(text).is_none() && inside.chars().all(numeral::is_numeral) {
        "年份写全四位"
    } else if after.trim_start().starts_with('第') && !own("第") {
        "序号前不加“第”"
    } else if serial.starts_with('0') && !padded {
        "序号前不补零"
    } else {
        return None;
    };
    Some(Diagnostic::remind("R90", format!("文号的写法和通常的格式不同：{fault}")).expected(fault).remedy("本机关就是这样编的，写进机关档案的“文号.样式”"))
}

/// A writ that has a number and does not print it.
fn unprinted(review: &Review) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for paper in review.papers {
        if let Some((_, text, _)) = numbered(paper.planned)
            && !paper.says(text)
        {
            let finding = Diagnostic::deduct("R90", "印出的文号和登记的文号不同").expected(text).remedy("题名下印登记的文号");
            out.push(paper.finding(finding));
        }
    }
    out
}
