//! R53: a statute printed by its short title without having been named in full, or an article in Arabic numerals.

use crate::diag::Diagnostic;
use crate::rules::{Paper, Review};
use std::collections::BTreeSet;

/// Findings in the printed text, each title once a writ.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    review.papers.iter().flat_map(|paper| of(review, paper)).collect()
}

fn of(review: &Review, paper: &Paper) -> Vec<Diagnostic> {
    let mut full: BTreeSet<String> = BTreeSet::new();
    let mut said: BTreeSet<String> = BTreeSet::new();
    let mut out = Vec::new();
    for block in &paper.text {
        for rest in block.text.split('《').skip(1) {
            let Some((title, after)) = rest.split_once('》') else { continue };
            out.extend(arabic(title, after).into_iter().filter(|found| said.insert(found.clone())).map(|found| {
                let finding = Diagnostic::deduct("R53", "条、款、项的序号应当用汉字").found(found);
                paper.finding(finding.remedy("照法律原文用汉字写条、款、项的序号"))
            }));
            let Some(statute) = review.law().versions(title).into_iter().next_back() else { continue };
            let own = &statute.full_title.0;
            if title == own.as_str() || after.starts_with("（以下简称") {
                full.insert(own.clone());
            } else if !full.contains(own) && said.insert(title.to_string()) {
                let finding = Diagnostic::deduct("R53", "法律文件第一次出现时没有写全称").found(format!("《{title}》"));
                out.push(paper.finding(finding.expected(statute.cited_title()).remedy("写全称；以后用简称的，写“（以下简称……）”")));
            }
        }
    }
    out
}

/// 《…》第97条: the provision with its Arabic numeral.
fn arabic(title: &str, after: &str) -> Option<String> {
    let rest = after.strip_prefix('第')?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let unit = rest[digits.len()..].chars().next().filter(|unit| matches!(unit, '条' | '款' | '项'))?;
    (!digits.is_empty()).then(|| format!("《{title}》第{digits}{unit}"))
}
