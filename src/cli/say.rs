//! Printing. A closed pipe is no failure (`wenshu list causes | head`).

use crate::diag::{self, Diagnostic, Rank};
use std::io::Write;

/// To standard output.
pub fn out(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// A line to standard error.
pub fn line(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A failure to standard error.
pub fn error(text: &str) {
    line(&format!("错误：{text}"));
}

/// Findings for people, worst first, with the source lines of `source` where they stand in `file`.
pub fn findings(all: &[Diagnostic], file: &str, source: &str) {
    line(findings_text(all, file, source).trim_end());
}

/// Findings as text, worst first.
pub fn findings_text(all: &[Diagnostic], file: &str, source: &str) -> String {
    let mut sorted: Vec<&Diagnostic> = all.iter().collect();
    sorted.sort_by_key(|f| (std::cmp::Reverse(f.rank), f.place.as_ref().map(|p| (p.file.clone(), p.pos))));
    let rendered: Vec<String> = sorted
        .into_iter()
        .map(|finding| {
            let own = finding.place.as_ref().is_some_and(|p| *p.file == *file);
            // a file that could not be read has no lines to show
            diag::render(finding, (own && !source.is_empty()).then_some(source))
        })
        .collect();
    rendered.join("\n")
}

/// `2处拒绝，1处提醒`.
pub fn summary(all: &[Diagnostic]) -> String {
    let counted: Vec<String> = [Rank::Refuse, Rank::Veto, Rank::Deduct, Rank::Remind]
        .into_iter()
        .map(|rank| (rank, all.iter().filter(|f| f.rank == rank).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(rank, count)| format!("{count}处{}", rank.word()))
        .collect();
    if counted.is_empty() { "没有问题".to_string() } else { counted.join("，") }
}
