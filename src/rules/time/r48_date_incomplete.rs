//! R48: printed dates have a full year, month and day, in Arabic digits, all of one form.

use crate::case::Case;
use crate::diag::Diagnostic;
use crate::rules::{Paper, Review};

/// Findings about the form of printed dates; each piece once a writ.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let numbers = numbers(review.case());
    review.papers.iter().flat_map(|paper| of_paper(paper, &numbers)).collect()
}

/// Numbers of tasks and cases, which may look like dates.
fn numbers(case: &Case) -> Vec<&str> {
    let tasks = [
        case.inspection_approval.as_ref().and_then(|event| event.task.as_ref()),
        case.inspection_notice.as_ref().and_then(|event| event.task.as_ref()),
        case.inspection.as_ref().and_then(|event| event.task.as_ref()),
        case.id.as_ref(),
    ];
    tasks.into_iter().flatten().map(|text| text.text()).collect()
}

fn of_paper(paper: &Paper, numbers: &[&str]) -> Vec<Diagnostic> {
    let mut seen: Vec<String> = Vec::new();
    let mut out = Vec::new();
    for (piece, fault) in paper.text.iter().flat_map(|block| odd(&block.text)) {
        if seen.contains(&piece) || numbers.iter().any(|number| number.contains(&piece)) {
            continue;
        }
        let finding = Diagnostic::deduct("R48", format!("日期“{piece}”{fault}")).found(&piece).expected("如 2026年3月5日");
        out.push(paper.finding(finding.remedy("年份写四位，写全年月日，用阿拉伯数字")));
        seen.push(piece);
    }
    out
}

/// Digits of a full year.
const YEAR: usize = 4;

/// Dates of another form in a text, each with what is wrong.
fn odd(text: &str) -> Vec<(String, &'static str)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + offset;
        let run = digits(&text[start..]);
        let rest = &text[start + run..];
        at = start + run;
        if run == 2 && rest.starts_with('年') {
            out.extend(month_and_day(&rest['年'.len_utf8()..]).map(|end| {
                (text[start..start + run + '年'.len_utf8() + end].to_string(), "的年份不是四位")
            }));
        } else if run == YEAR && !text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || "-－./".contains(c)) {
            out.extend(marked(rest, &text[start..at]).map(|end| (text[start..at + end].to_string(), "没有写成年月日")));
        }
    }
    out
}

fn digits(text: &str) -> usize {
    text.chars().take_while(char::is_ascii_digit).count()
}

/// Length of 〈3月5日〉 at the beginning.
fn month_and_day(text: &str) -> Option<usize> {
    let month = digits(text);
    let rest = text[month..].strip_prefix('月').filter(|_| month > 0)?;
    let day = digits(rest);
    let end = rest[day..].starts_with('日') && day > 0;
    end.then_some(month + '月'.len_utf8() + day + '日'.len_utf8())
}

/// Length of 〈-03-05〉 after a year of this or the last century: the same mark twice, a month and a day.
fn marked(text: &str, year: &str) -> Option<usize> {
    let mark = text.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let month = digits(&text[1..]);
    let rest = text[1 + month..].strip_prefix(mark)?;
    let day = digits(rest);
    let number = |text: &str, most: u32| text.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number));
    let fits = number(&text[1..=month], MONTHS) && number(&rest[..day], DAYS) && (year.starts_with("20") || year.starts_with("19"));
    (fits && !rest[day..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == mark)).then_some(2 + month + day)
}

/// Months of a year.
const MONTHS: u32 = 12;
/// Days of the longest month.
const DAYS: u32 = 31;
