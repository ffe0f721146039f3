//! R54: a penalty that rests on a document below a rule, or on statutes that punish no offence of this field.

use crate::diag::{Diagnostic, Rank};
use crate::dossier::Violation;
use crate::law::statute::StatuteKind;
use crate::law::{Citation, LawBook};
use crate::rules::Review;
use std::collections::BTreeSet;

/// What titles of documents end with that cannot create penalties.
const BELOW: [&str; 10] = ["通知", "意见", "方案", "批复", "函", "公告", "指南", "基准", "裁量标准", "会议纪要"];

/// Findings about the rank of the basis.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let law = review.law();
    let rows = law.causes().flat_map(|cause| &cause.rows).flat_map(|row| &row.penalty);
    let punishing: BTreeSet<&str> = rows.filter_map(|citation| title(law, citation)).collect();
    review.dossier.violations.iter().flat_map(|violation| of(law, violation, &punishing)).collect()
}

fn title<'l>(law: &'l LawBook, citation: &Citation) -> Option<&'l str> {
    law.statute(&citation.statute).map(|statute| statute.short_title.0.as_str())
}

fn of(law: &LawBook, violation: &Violation, punishing: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let Some(at) = &violation.basis.at else { return Vec::new() };
    let mut out = Vec::new();
    let say = |rank: Rank, found: String, message: String| {
        let finding = Diagnostic::new(rank, "R54", message).found(found).expected("法律、法规、规章中规定处罚的条款");
        at.finding(finding.remedy("“依据”改写规定处罚的条款；规范性文件只作为认定事实、裁量的参考"))
    };
    let typed = violation.basis.text.clone().unwrap_or_default();
    for named in typed.split('《').skip(1).filter_map(|rest| rest.split('》').next()) {
        let below = BELOW.iter().any(|end| named.trim_end_matches(['）', ')']).ends_with(end));
        let normative = law.versions(named).iter().any(|statute| statute.kind == StatuteKind::Normative);
        if below || normative {
            out.push(say(Rank::Veto, named.to_string(), format!("《{named}》是规章以下的文件，不能作为处罚依据")));
        }
    }
    let citations = &violation.basis.citations;
    let none_punishes = !citations.is_empty() && !citations.iter().any(|own| title(law, own).is_some_and(|own| punishing.contains(own)));
    if out.is_empty() && none_punishes {
        let message = "所引的法律没有一部是收录的案由的处罚依据，可能只是一般规定或者程序规定";
        out.push(say(Rank::Veto, law.cite(citations), message.to_string()));
    }
    out
}
