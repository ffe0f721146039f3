//! R68: copies: compared with the original, by whom and when, and where the original is kept.

use crate::diag::{Diagnostic, Rank};
use crate::rules::{Review, progress};

/// Words of a copy.
const COPY: [&str; 5] = ["复印件", "复制件", "抄录件", "抄件", "影印件"];

/// Findings about copies, once the party was told.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    if progress::told(case).is_none() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for item in case.evidence.iter().filter(|item| COPY.iter().any(|word| item.name.text().contains(word))) {
        let mut say = |rank: Rank, what: &str, key: &str| {
            let finding = Diagnostic::new(rank, "R68", format!("复制件“{}”没有写{what}", item.name.text())).found(item.name.text());
            out.push(item.name.at.finding(finding.expected(what).remedy(format!("补上“{key}”；复制件上由提供人和执法人员核对、注明、签名"))));
        };
        let compared = item.source.as_ref().is_some_and(|source| source.text().contains("核对") || source.text().contains("一致"));
        if !compared {
            say(Rank::Deduct, "来源和与原件核对一致", "来源");
        }
        if item.obtained_on.is_none() {
            say(Rank::Deduct, "取得的日期", "取得时间");
        }
        if item.obtained_by.is_empty() {
            say(Rank::Deduct, "取证的执法人员", "取证人");
        }
        if item.original_at.is_none() {
            say(Rank::Remind, "原件存放的单位和处所", "原件存放");
        }
    }
    out
}
