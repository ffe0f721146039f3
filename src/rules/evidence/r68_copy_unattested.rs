//! R68: copies: compared with the original, by whom and when, and where the original is kept.

use crate::case::Evidence;
use crate::diag::Diagnostic;
use crate::rules::{Review, progress};

/// Words of a copy.
const COPY: &[&str] = &["复印件", "复制件", "抄录件", "抄件", "影印件"];

/// Findings about copies, once the party was told.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    if progress::told(case).is_none() {
        return Vec::new();
    }
    let is_copy = |name: &str| COPY.iter().any(|word| name.contains(word));
    let copies: Vec<&Evidence> = case.evidence.iter().filter(|item| is_copy(item.name.text())).collect();
    let mut out = Vec::new();
    for item in &copies {
        let mut say = |what: &str, key: &str| {
            let finding = Diagnostic::deduct("R68", format!("复制件“{}”没有写{what}", item.name.text())).found(item.name.text());
            out.push(item.name.at.finding(finding.expected(what).remedy(format!("补上“{key}”；复制件上由提供人和执法人员核对、注明、签名"))));
        };
        let compared = item.source.as_ref().is_some_and(|source| source.text().contains("核对") || source.text().contains("一致"));
        // a record of inquiry with the copy of an identity card: the source is that of the record
        if !compared && !item.name.text().contains("询问笔录") {
            say("来源和与原件核对一致", "来源");
        }
        if item.obtained_on.is_none() {
            say("取得的日期", "取得时间");
        }
        if item.obtained_by.is_empty() {
            say("取证的执法人员", "取证人");
        }
    }
    let unkept: Vec<&&Evidence> = copies.iter().filter(|item| item.original_at.is_none()).collect();
    if let Some(first) = unkept.first() {
        let names = unkept.iter().map(|item| item.name.text()).collect::<Vec<_>>().join("；");
        let finding = Diagnostic::remind("R68", format!("{}项复制件没有写原件存放的单位和处所", unkept.len())).found(names);
        out.push(first.name.at.finding(finding.expected("原件存放处").remedy("补上“原件存放”，或者在复制件上注明")));
    }
    out
}
