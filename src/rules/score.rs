//! The points a review standard deducts for findings. Only the items somebody could read are known, so every sum is a part.

use crate::diag::{Diagnostic, Rank};
use crate::law::review::{ReviewItem, ReviewStandard};

/// One line of a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Rule.
    pub code: String,
    /// Number of the item in the standard.
    pub item: Option<String>,
    /// How many findings it has.
    pub count: usize,
    /// Points deducted.
    pub points: i64,
    /// The file fails because of it.
    pub fatal: bool,
}

/// What a standard says of findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// Items with findings, in order of the standard.
    pub lines: Vec<Line>,
    /// Sum of points deducted.
    pub deducted: i64,
    /// Points left of the full score; 0 when an item is fatal.
    pub left: i64,
    /// Whether an item is fatal.
    pub failed: bool,
    /// Codes of findings with a rank of 扣分 or worse for which the standard has no item that was read.
    pub unknown: Vec<String>,
}

/// Scores findings. Refusals have no score: there is no file to review.
pub fn score(standard: &ReviewStandard, findings: &[Diagnostic]) -> Score {
    // a reminder costs nothing: the form may just not know enough
    let count = |code: &str| findings.iter().filter(|finding| finding.code == code && finding.rank >= Rank::Deduct).count();
    let lines: Vec<Line> = standard.items.iter().filter_map(|item| line(item, count(&item.rule))).collect();
    let deducted: i64 = lines.iter().map(|line| line.points).sum();
    let failed = lines.iter().any(|line| line.fatal);
    let mut unknown: Vec<String> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.rank >= Rank::Deduct) {
        if !standard.items.iter().any(|item| item.rule == finding.code) && !unknown.iter().any(|code| code == finding.code) {
            unknown.push(finding.code.to_string());
        }
    }
    let left = if failed { 0 } else { (standard.full.0 - deducted).max(0) };
    Score { lines, deducted, left, failed, unknown }
}

fn line(item: &ReviewItem, count: usize) -> Option<Line> {
    if count == 0 {
        return None;
    }
    let once = item.points.map_or(0, |points| points.0);
    let all = if item.each.is_some_and(|yes| yes.0) { once * count as i64 } else { once };
    let points = item.at_most.map_or(all, |most| all.min(most.0));
    let fatal = item.fatal.is_some_and(|yes| yes.0);
    Some(Line { code: item.rule.0.clone(), item: item.item.as_ref().map(|word| word.0.clone()), count, points, fatal })
}
