//! One finding on a page.

use super::escape::text;
use super::origins::base_name;
use crate::diag::{Diagnostic, Place, Rank};
use std::fmt::Write;

/// Class of a rank.
pub fn class(rank: Rank) -> &'static str {
    match rank {
        Rank::Remind => "remind",
        Rank::Deduct => "deduct",
        Rank::Veto => "veto",
        Rank::Refuse => "refuse",
    }
}

/// What the finding says: a sentence with rank and code, then its details.
pub fn said(finding: &Diagnostic) -> String {
    let mut out = format!(
        "<p><strong class=\"rank\">{}</strong> <span class=\"code\">{}</span> {}</p>\n",
        finding.rank.word(),
        text(finding.code),
        text(&finding.message)
    );
    let mut details = String::new();
    let mut detail = |label: &str, said: &str| {
        let _ = write!(details, "<div><dt>{label}</dt><dd>{}</dd></div>", text(said));
    };
    if let Some(writ) = &finding.writ {
        detail("文书", writ);
    }
    if let Some(place) = &finding.place {
        detail("位置", &where_(place));
    }
    for (label, said) in [
        ("字段", &finding.field),
        ("发现", &finding.found),
        ("应为", &finding.expected),
        ("依据", &finding.basis),
        ("提示", &finding.remedy),
    ] {
        if let Some(said) = said {
            detail(label, said);
        }
    }
    for (place, why) in &finding.related {
        detail("参见", &format!("{}，{why}", where_(place)));
    }
    if !details.is_empty() {
        let _ = writeln!(out, "<dl>{details}</dl>");
    }
    out
}

fn where_(place: &Place) -> String {
    format!("{} 第{}行第{}列", base_name(&place.file), place.pos.line, place.pos.column)
}

/// How many findings of each rank, worst first: 否决1处、提醒3处.
pub fn summary(findings: &[&Diagnostic]) -> String {
    let counted = [Rank::Refuse, Rank::Veto, Rank::Deduct, Rank::Remind].into_iter().filter_map(|rank| {
        let count = findings.iter().filter(|finding| finding.rank == rank).count();
        (count > 0).then(|| format!("{}{count}处", rank.word()))
    });
    let said: Vec<String> = counted.collect();
    if said.is_empty() { "没有问题".to_string() } else { said.join("、") }
}
