//! R67: the least evidence a case of its cause has: the scene, what people said, and the items its cause asks for.
//! The identity of the party is for R06. What is not recognised by name is only a reminder.

use crate::case::EvidenceKind;
use crate::case::events::Event;
use crate::diag::{Diagnostic, Rank};
use crate::dossier::step::Day;
use crate::law::names;
use crate::rules::{Review, progress};

/// Words that show evidence of the scene; an accident has its report.
const SCENE: &[&str] = &["检查记录", "勘验", "勘查", "现场", "照片", "录像", "视频", "调查报告", "笔录"];
/// Words that show what people said.
const SAID: &[&str] = &["询问笔录", "询问", "陈述", "证言", "问话"];
/// How near a name of evidence must be to what the cause asks for.
const NEAR: f64 = 0.35;

/// Findings about what is not there, once the party was told.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let Some(told) = progress::told(case).filter(|_| !case.violations.is_empty() && !case.evidence.is_empty()) else { return Vec::new() };
    let has = |words: &[&str]| case.evidence.iter().any(|item| words.iter().any(|word| item.name.text().contains(word)));
    let kind = |kinds: &[EvidenceKind]| case.evidence.iter().any(|item| item.kind.as_ref().is_some_and(|kind| kinds.contains(&kind.value)));
    let mut out = Vec::new();
    if !has(SCENE) && !kind(&[EvidenceKind::SceneRecord, EvidenceKind::Recording]) {
        out.push(lacking(&told, Rank::Deduct, "现场的证据", "现场检查记录、勘验笔录或者现场照片"));
    }
    let spoken = has(SAID) || kind(&[EvidenceKind::PartyStatement, EvidenceKind::Testimony]);
    if !spoken && !progress::is_summary(case) {
        // asked, and only not listed: the list is for a person to complete
        let rank = if case.inquiries.iter().any(|inquiry| !inquiry.is_abandoned()) { Rank::Remind } else { Rank::Deduct };
        out.push(lacking(&told, rank, "当事人或者有关人员的询问笔录", "主要负责人、安全管理人员、作业人员的询问笔录"));
    }
    out.extend(by_cause(review, &told));
    out
}

/// A cause none of whose items is recognised among the evidence.
fn by_cause(review: &Review, told: &Day) -> Vec<Diagnostic> {
    let case = review.case();
    let known = |name: &str| {
        let near = |text: &str| {
            let parts = name.split(['、', '，', '（', '）']).filter(|part| part.chars().count() > 1);
            parts.map(|part| names::nearness(part, text)).fold(0.0, f64::max) >= NEAR
        };
        case.evidence.iter().any(|item| near(item.name.text()) || item.proves.as_ref().is_some_and(|proves| near(proves.text())))
    };
    let mut out = Vec::new();
    for violation in &review.dossier.violations {
        let Some(cause) = violation.cause.as_ref().and_then(|cause| review.law().cause(&cause.id).ok()) else { continue };
        let wanted: Vec<&str> = cause.evidence.iter().filter_map(|id| review.law().evidence_name(&id.0)).collect();
        if !wanted.is_empty() && !wanted.iter().any(|name| known(name)) {
            out.push(lacking(told, Rank::Remind, &format!("案由“{}”通常要有的证据", cause.short.0), &wanted.join("；")));
        }
    }
    out
}

fn lacking(told: &Day, rank: Rank, what: &str, expected: &str) -> Diagnostic {
    let finding = Diagnostic::new(rank, "R67", format!("证据清单里没有{what}")).found(format!("没有{what}")).expected(expected);
    told.at.finding(finding.remedy("补进“证据”；没有取得的，在告知以前补充调查"))
}
