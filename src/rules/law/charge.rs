//! What a party is punished with for one violation, beside the row of law data that governs it: the common reading of
//! the rules on kinds, amounts and measures.

use crate::case::{AccidentGrade, PartyKind};
use crate::diag::{Diagnostic, Rank};
use crate::dossier::penalty::{self, Item, Kind};
use crate::dossier::{Violation, step};
use crate::law::cause::AccidentLevel;
use crate::law::{CauseRow, Citation, Fine, LawBook, When, Who};
use crate::rules::Review;
use crate::text::money;

/// One violation of one party with the row that governs it.
pub struct Charge<'a> {
    /// The violation.
    pub violation: &'a Violation<'a>,
    /// The party.
    pub party: usize,
    /// What the party is punished with for it.
    pub items: &'a [Item],
    /// The row.
    pub row: &'a CauseRow,
    /// Whose limits apply.
    pub who: Who,
    review: Review<'a>,
}

/// What a fine must lie within, in 分, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub min: i64,
    /// The most.
    pub max: i64,
}

/// Every violation of every party whose penalty rests on the row of its cause. Where the officer typed another basis the
/// row says nothing about kinds and amounts.
pub fn charges<'a>(review: &Review<'a>) -> Vec<Charge<'a>> {
    let mut out = Vec::new();
    for violation in &review.dossier.violations {
        let Some(row) = violation.row else { continue };
        if !rests_on_row(violation, row, review.law()) {
            continue;
        }
        for party in &violation.parties {
            let is_person = review.case().parties.get(*party).is_some_and(|party| party.kind() == PartyKind::Person);
            let who = if is_person { Who::Person } else { Who::Unit };
            out.push(Charge { violation, party: *party, items: violation.items_of(*party), row, who, review: *review });
        }
    }
    out
}

fn rests_on_row(violation: &Violation, row: &CauseRow, law: &LawBook) -> bool {
    let typed = &violation.basis.citations;
    violation.form.basis.is_empty() || typed.iter().any(|own| row.penalty.iter().any(|known| overlaps(law, own, known)))
}

/// Whether two citations mean the same provision, or one is within the other.
pub fn overlaps(law: &LawBook, one: &Citation, other: &Citation) -> bool {
    let agree = |a: Option<u32>, b: Option<u32>| a.is_none() || b.is_none() || a == b;
    let items = |c: &Citation| c.item.map(|first| (first, c.item_to.unwrap_or(first)));
    let meet = match (items(one), items(other)) {
        (Some((a, b)), Some((c, d))) => a <= d && c <= b,
        (None, _) | (_, None) => true,
    };
    same_statute(law, one, other) && (one.article, one.sub) == (other.article, other.sub) && agree(one.paragraph, other.paragraph) && meet
}

/// Whether two citations are of one statute, whatever its version.
pub fn same_statute(law: &LawBook, one: &Citation, other: &Citation) -> bool {
    let title = |c: &Citation| law.statute(&c.statute).map(|statute| statute.short_title.0.clone());
    one.statute == other.statute || (title(one).is_some() && title(one) == title(other))
}

/// Whether a notice or a decision exists for a party: before that a penalty is only a thought.
pub fn is_told(review: &Review, party: usize) -> bool {
    is_decided(review, party) || review.case().notices.iter().any(|notice| step::concerns(&notice.parties, Some(party)))
}

/// Whether a decision exists for a party.
pub fn is_decided(review: &Review, party: usize) -> bool {
    review.case().decisions.iter().any(|decision| step::concerns(&decision.parties, Some(party)))
}

/// Whether words are an order to mend (责令限期改正), which is no penalty; 责令停产停业整顿 is one.
pub fn is_order(words: &str) -> bool {
    const MEND: [&str; 4] = ["改正", "整改", "排除", "消除"];
    words.contains("责令") && MEND.iter().any(|order| words.contains(order)) && !words.contains("停产停业整顿")
}

/// Whether words of the law data name the kind of an item.
pub fn names(words: &str, item: &Item) -> bool {
    let any = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    match item.kind {
        Kind::Shutdown => any(&["停产", "停业"]),
        Kind::Stop => any(&["停止"]),
        Kind::ConfiscatedGoods => words.contains("没收") && any(&["财物", "物品", "危险化学品", "工具"]),
        Kind::ConfiscatedGains => any(&["违法所得"]),
        Kind::Suspended => any(&["暂扣", "暂停"]),
        Kind::Revoked => any(&["吊销", "撤销"]),
        Kind::Downgraded => any(&["降低"]),
        Kind::Closure => any(&["关闭"]),
        Kind::Other => words.contains(&item.text) || item.text.contains(words),
        Kind::Warning | Kind::Criticism | Kind::Fine | Kind::Barred => words.contains(item.kind.name()),
    }
}

impl<'a> Charge<'a> {
    /// The fine, with the item it stands in.
    pub fn fine(&self) -> Option<(i64, &'a Item)> {
        let item = self.items.iter().find(|item| item.kind == Kind::Fine)?;
        Some((penalty::fines(self.items), item))
    }
    /// Whom the row speaks of.
    pub fn whom(&self) -> &'static str {
        match self.who {
            Who::Unit => "单位",
            Who::Person => "个人",
        }
    }
    /// The measure of the row at a stage.
    pub fn measure(&self, when: When) -> Option<&'a Fine> {
        self.row.fine(self.who, when)
    }
    /// The income of the last year, where the form gives it.
    fn income(&self) -> Option<i64> {
        self.review.case().parties.get(self.party)?.income.as_ref().map(|income| income.fen)
    }
    /// The grade of the accident.
    fn grade(&self) -> Option<AccidentLevel> {
        let grade = self.review.case().accident.as_ref()?.grade.as_ref()?;
        Some(match grade.value {
            AccidentGrade::Ordinary => AccidentLevel::Ordinary,
            AccidentGrade::Larger => AccidentLevel::Larger,
            AccidentGrade::Major => AccidentLevel::Major,
            AccidentGrade::Extreme => AccidentLevel::Extreme,
        })
    }
    /// What the fine must lie within at a stage; `None` when there is no fine, or the form does not say what it is measured
    /// by.
    pub fn bounds(&self, when: When) -> Option<Bounds> {
        let fine = self.measure(when)?;
        let plain = || fine.max.map(|max| Bounds { min: fine.min.map_or(0, |min| min.0), max: max.0 });
        if !fine.by_level.is_empty() {
            let grade = self.grade()?;
            let level = fine.by_level.iter().find(|level| level.level == grade)?;
            return Some(Bounds { min: level.min.0, max: level.max.0 });
        }
        let share = |percent: i64| money::portion(self.income()?, percent, 100);
        if !fine.income_by_level.is_empty() {
            let grade = self.grade()?;
            let level = fine.income_by_level.iter().find(|level| level.level == grade)?;
            return Some(Bounds { min: share(level.percent.0)?, max: share(level.percent.0)? });
        }
        if let Some(percents) = fine.income_percent {
            return Some(Bounds { min: share(percents.low)?, max: share(percents.high)? });
        }
        if let Some(times) = fine.gain_multiple {
            let gains = self.violation.form.gains.as_ref()?.amount.as_ref()?.fen;
            let reached = fine.gain_at_least.map_or(gains > 0, |least| gains >= least.0);
            let cap = |fen: i64| fine.cap.map_or(fen, |cap| fen.min(cap.0));
            let by_gains = Bounds { min: cap(gains.checked_mul(times.low)?), max: cap(gains.checked_mul(times.high)?) };
            return if reached { Some(by_gains) } else { plain() };
        }
        if fine.value_multiple.is_some() || fine.income_percent_if_accident.is_some() {
            return None;
        }
        plain()
    }
    /// Whether an amount lies within the bounds of a stage.
    pub fn is_within(&self, when: When, fen: i64) -> bool {
        self.bounds(when).is_some_and(|bounds| bounds.min <= fen && fen <= bounds.max)
    }
    /// The stage whose measure the fine is of: the first wherever it fits.
    pub fn stage(&self) -> Option<When> {
        let (fen, _) = self.fine()?;
        [When::First, When::Overdue].into_iter().find(|when| self.is_within(*when, fen))
    }
    /// Whether the law leaves nothing to weigh: one amount or one share of income, not a range.
    pub fn is_fixed(&self) -> bool {
        let fixed = |fine: &Fine| !fine.income_by_level.is_empty() || (fine.max.is_some() && fine.min == fine.max);
        [When::First, When::Overdue].into_iter().filter_map(|when| self.measure(when)).any(fixed)
    }
    /// The officer's reasons for the weighing.
    pub fn reasons(&self) -> String {
        let Some(weighed) = self.violation.form.discretion.as_ref() else { return String::new() };
        let factors = weighed.circumstances.iter().map(|circumstance| circumstance.factor.text());
        weighed.reason.iter().map(|reason| reason.text()).chain(factors).collect::<Vec<_>>().join("；")
    }
    /// Whether the officer gave a reason beside the factors.
    pub fn has_reason(&self) -> bool {
        self.violation.form.discretion.as_ref().is_some_and(|weighed| weighed.reason.is_some())
    }
    /// The provisions the row punishes by, as printed.
    pub fn basis(&self) -> String {
        self.violation.basis.text.clone().unwrap_or_else(|| self.review.law().cite(&self.row.penalty))
    }
    /// A finding of a rank; a reminder where nobody has read the row against its source.
    pub fn finding(&self, rank: Rank, code: &'static str, message: String) -> Diagnostic {
        let rank = if self.row.verified.0 { rank } else { Rank::Remind };
        Diagnostic::new(rank, code, message).basis(self.basis())
    }
}
