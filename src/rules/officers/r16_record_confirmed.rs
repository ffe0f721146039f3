//! R16: an inquiry record without room for the words of the one who was asked, or for the day he writes.

use crate::diag::Diagnostic;
use crate::document::Inline;
use crate::rules::{Paper, Review};

/// Findings about the end of inquiry records.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    review.papers_of("inquiry_record").filter_map(missing).collect()
}

fn missing(paper: &Paper) -> Option<Diagnostic> {
    let signs = &paper.document.furniture.page_signatures;
    let dated = signs.iter().any(|line| says(&line.inlines, "被询问人") && ["年", "月", "日"].iter().all(|part| says(&line.inlines, part)));
    let lack = match (paper.says("核对意见"), dated) {
        (true, true) => return None,
        (false, _) => "没有让被询问人写核对意见的地方",
        (true, false) => "逐页的签名行没有被询问人签名和写日期的地方",
    };
    let finding = Diagnostic::deduct("R16", format!("询问笔录{lack}")).expected("逐页签名和日期，末尾由本人写核对意见");
    Some(paper.finding(finding.remedy("恢复模板里的这一处")))
}

fn says(inlines: &[Inline], words: &str) -> bool {
    inlines.iter().any(|inline| matches!(inline, Inline::Text(text) if text.text.contains(words)))
}
