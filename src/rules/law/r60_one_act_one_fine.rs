//! R60: one act under two bases, one act fined twice, and sums that are not those of the parts.

use super::charge::overlaps;
use crate::case::values::At;
use crate::diag::Diagnostic;
use crate::dossier::Violation;
use crate::dossier::penalty::{Item, Kind};
use crate::law::{Citation, LawBook};
use crate::rules::{Paper, Review};
use crate::text::money;

/// Findings about acts, bases and sums.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let violations = &review.dossier.violations;
    let mut out: Vec<Diagnostic> = violations.iter().filter_map(|violation| two_bases(review.law(), violation)).collect();
    for (index, violation) in violations.iter().enumerate() {
        out.extend(violations[..index].iter().find_map(|earlier| twice(earlier, violation)));
    }
    let decisions = review.papers.iter().filter(|paper| paper.planned.writ.title().contains("处罚决定书"));
    out.extend(decisions.filter_map(|paper| printed_sum(review, paper)));
    out
}

/// Two provisions that each punish an offence, for one act.
fn two_bases(law: &LawBook, violation: &Violation) -> Option<Diagnostic> {
    let at = violation.basis.at.as_ref()?;
    let mut punishing: Vec<&Citation> = Vec::new();
    for own in &violation.basis.citations {
        let known = law.causes().flat_map(|cause| &cause.rows).flat_map(|row| &row.penalty);
        let is_new = !punishing.iter().any(|other| overlaps(law, own, other));
        if is_new && known.into_iter().any(|known| overlaps(law, own, known)) {
            punishing.push(own);
        }
    }
    (punishing.len() > 1).then(|| {
        let finding = Diagnostic::veto("R60", "一项违法行为引了几个处罚依据").found(law.cite(&violation.basis.citations));
        let finding = finding.expected("一个处罚依据：罚款数额高的规定");
        at.finding(finding.remedy("同一个行为只按罚款数额高的规定处罚；确是几个行为的，分成几项违法行为，分别裁量"))
    })
}

/// The same cause, the same days, the same party, and two fines.
fn twice(earlier: &Violation, later: &Violation) -> Option<Diagnostic> {
    let id = |violation: &Violation| violation.cause.as_ref().map(|cause| cause.id.clone());
    let days = |violation: &Violation| {
        let conduct = violation.form.conduct.as_ref();
        conduct.map(|days| (days.from.as_ref().map(|day| day.date), days.to.as_ref().map(|day| day.date)))
    };
    if id(earlier).is_none() || id(earlier) != id(later) || days(earlier) != days(later) {
        return None;
    }
    let fined = |violation: &Violation, party: usize| -> Option<At> {
        let fine = |item: &&Item| item.kind == Kind::Fine;
        violation.items_of(party).iter().find(fine).map(|item| item.at.clone())
    };
    let (before, at) = later.parties.iter().find_map(|party| fined(earlier, *party).zip(fined(later, *party)))?;
    let short = later.cause.as_ref().map(|cause| cause.short.clone()).unwrap_or_default();
    let finding = Diagnostic::veto("R60", format!("两项违法行为都是“{short}”，行为日期相同，各有罚款：同一个行为不得罚款两次"));
    let finding = finding.found(short).related(before.place(), "另一项的罚款");
    Some(at.finding(finding.remedy("是同一个行为的合成一项；是不同行为的，写明各自的行为日期")))
}

/// 以上罚款合计……: the sum as printed against the sum of the case.
fn printed_sum(review: &Review, paper: &Paper) -> Option<Diagnostic> {
    let party = paper.planned.subject.party?;
    let sum = review.dossier.standing(party)?.fines;
    let words = paper.text.iter().find_map(|block| block.text.split_once("罚款合计").map(|(_, rest)| rest))?;
    let digits: String = words.split_once('¥')?.1.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let expected = money::digits(sum);
    (digits != expected).then(|| {
        let finding = Diagnostic::veto("R60", "印出的罚款合计不是各项之和").found(digits).expected(expected);
        paper.finding(finding.remedy("核对各项数额和合计"))
    })
}
