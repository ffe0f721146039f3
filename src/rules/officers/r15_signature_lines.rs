//! R15: a record without its lines for signatures, or with a name printed where a hand must sign.

use crate::diag::Diagnostic;
use crate::document::{Inline, inline_rows};
use crate::rules::Review;
use crate::writ::{Audience, Look};

/// Findings about signature lines: a line with something printed on it in any writ, no line on the pages of a record.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for paper in review.papers {
        let rows = inline_rows(&paper.document);
        if let Some(typed) = rows.iter().find_map(|(row, _)| typed(row)) {
            let finding = Diagnostic::deduct("R15", format!("签名处印着“{typed}”，打印的姓名不是签名")).found(typed);
            out.push(paper.finding(finding.expected("空着，由本人签").remedy("去掉签名处的文字，打印后由本人亲笔签名")));
        }
        let front = &paper.planned.writ.front;
        if front.audience == Audience::Signed && front.look == Look::Record {
            let lines = &paper.document.furniture.page_signatures;
            let signs = |inlines: &[Inline]| inlines.iter().any(|inline| matches!(inline, Inline::Blank(_))) && says(inlines, "签名");
            if lines.is_empty() || lines.iter().any(|line| !signs(&line.inlines)) {
                let finding = Diagnostic::deduct("R15", "笔录的签名行不全，逐页签名没有地方签");
                out.push(paper.finding(finding.expected("每页下方的签名行").remedy("恢复模板里逐页签名的签名行")));
            }
        }
    }
    out
}

fn says(inlines: &[Inline], words: &str) -> bool {
    inlines.iter().any(|inline| matches!(inline, Inline::Text(text) if text.text.contains(words)))
}

/// What is printed right behind `（签名…）：` in a row, where a blank belongs.
fn typed(row: &[Inline]) -> Option<String> {
    for (index, inline) in row.iter().enumerate() {
        let Inline::Text(text) = inline else { continue };
        for (at, _) in text.text.match_indices("（签名") {
            let rest = &text.text[at..];
            let Some((_, behind)) = rest.split_once('）').and_then(|(_, tail)| tail.split_once('：')).filter(|(gap, _)| gap.is_empty())
            else {
                continue;
            };
            let behind = behind.trim();
            if !behind.is_empty() {
                return Some(behind.to_string());
            }
            if let Some(Inline::Text(next)) = row.get(index + 1)
                && text.text.trim_end().ends_with('：')
                && !next.text.trim().is_empty()
            {
                return Some(next.text.trim().to_string());
            }
        }
    }
    None
}
