//! A review rule: its page, with the provisions in force on a day.

use super::joined;
use crate::law::LawBook;
use crate::rules::{self, Check, Rule};
use chrono::NaiveDate;
use std::fmt::Write;

/// The page of a rule, without the marks of its examples that only tests read.
pub fn page(law: &LawBook, rule: &Rule, on: NaiveDate) -> String {
    let Some(page) = rule.page() else { return String::new() };
    let head = &page.head;
    let mut out = format!("规则　{} {}\n", rule.code, head.name.0);
    let family = rules::family_of(rule.code).unwrap_or("—");
    let _ = writeln!(
        out,
        "类别：{family}　级别：{}　豁免：{}　检查：{}",
        joined(head.ranks.iter().map(|rank| rank.word())),
        head.waivable.word(),
        how(rule.check)
    );
    let _ = writeln!(out, "依据：{}", page.basis(law, on).unwrap_or_else(|| "—".into()));
    let _ = writeln!(out, "评查标准：{}", joined(head.standards.iter().map(|word| word.0.as_str())));
    for line in &head.by_hand {
        let _ = writeln!(out, "签前核对：{}", line.0);
    }
    let body = page.body.split_once("\n## ").map_or("", |(_, body)| body);
    for section in body.split("\n## ") {
        let (heading, text) = section.split_once('\n').unwrap_or((section, ""));
        let lines = text.trim().lines().filter(|line| !line.starts_with("```"));
        let _ = writeln!(out, "\n{heading}");
        for line in lines {
            let _ = writeln!(out, "{}", if line.is_empty() { String::new() } else { format!("  {line}") });
        }
    }
    out
}

/// A line a rule for `list rules`.
pub fn list() -> String {
    let mut out = String::new();
    for rule in rules::all() {
        let Some(page) = rule.page() else { continue };
        let ranks = joined(page.head.ranks.iter().map(|rank| rank.word()));
        let family = rules::family_of(rule.code).unwrap_or("—");
        let _ = writeln!(
            out,
            "{}\t{}\t{ranks}\t豁免：{}\t{family}\t{}",
            rule.code,
            page.head.name.0,
            page.head.waivable.word(),
            how(rule.check)
        );
    }
    out
}

fn how(check: Check) -> &'static str {
    match check {
        Check::Review(_) => "审查全案",
        Check::Reading => "读表单时",
        Check::Batch => "批量比对",
        Check::Person => "由人核对",
    }
}
