//! The rows of a cause that may govern an act when its law changed between act and decision (从旧兼从轻:
//! 《中华人民共和国行政处罚法》第三十七条), and how heavy the newer is beside the older.

use super::cause::{Cause, CauseRow, Fine, When, Who};
use super::scalar::Dated;
use chrono::NaiveDate;
use std::collections::BTreeSet;

impl Cause {
    /// The rows for an act of `act` decided on `decided`: the row of the act's day, and a later row when one has come into
    /// force since, with how it compares for those punished (both kinds when `who` is empty).
    pub fn applicable(&self, act: NaiveDate, decided: NaiveDate, who: &[Who]) -> Option<Applicable<'_>> {
        let old = self.row_on(act)?;
        let newer = self.row_on(decided).filter(|row| row.from > old.from).map(|row| (row, weigh(old, row, who)));
        let lapsed = newer.is_none() && !old.in_force(decided) && decided > act;
        Some(Applicable { old, newer, lapsed })
    }
}

/// The rows that may govern an act.
#[derive(Debug, Clone, Copy)]
pub struct Applicable<'l> {
    /// The row of the day of the act.
    pub old: &'l CauseRow,
    /// A row that came into force later, and how heavy it is beside the old one.
    pub newer: Option<(&'l CauseRow, Weight)>,
    /// The old row ended before the decision and nothing followed: what was done may no longer be an offence.
    pub lapsed: bool,
}

impl<'l> Applicable<'l> {
    /// The row to use when nobody chose: the old one, or the newer when it is plainly lighter.
    pub fn default_row(&self) -> &'l CauseRow {
        match self.newer {
            Some((row, Weight::Lighter)) => row,
            Some((_, Weight::Heavier | Weight::Same | Weight::Unclear)) | None => self.old,
        }
    }
}

/// How a newer row compares with the older one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Lighter in something and heavier in nothing.
    Lighter,
    /// Heavier in something and lighter in nothing.
    Heavier,
    /// Same fines and kinds.
    Same,
    /// Lighter here, heavier there, or measured differently: a person must decide.
    Unclear,
}

impl Weight {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Weight::Lighter => "新的规定较轻",
            Weight::Heavier => "新的规定较重",
            Weight::Same => "轻重相同",
            Weight::Unclear => "不能只按种类和幅度分出轻重",
        }
    }
}

fn weigh(old: &CauseRow, new: &CauseRow, concerned: &[Who]) -> Weight {
    let (mut lighter, mut heavier, mut unclear) = (false, false, false);
    for who in [Who::Unit, Who::Person].into_iter().filter(|who| concerned.is_empty() || concerned.contains(who)) {
        for when in [When::First, When::Overdue] {
            match (old.fine(who, when), new.fine(who, when)) {
                (None, None) => {}
                (Some(_), None) => lighter = true,
                (None, Some(_)) => heavier = true,
                (Some(a), Some(b)) if a.is_plain() && b.is_plain() => {
                    // 可以处 is milder than 处; then the ceiling decides, then the floor.
                    lighter |= b.is_optional() && !a.is_optional();
                    heavier |= a.is_optional() && !b.is_optional();
                    lighter |= (b.max, b.min) < (a.max, a.min);
                    heavier |= (b.max, b.min) > (a.max, a.min);
                }
                (Some(a), Some(b)) => unclear |= !same_measure(a, b),
            }
        }
    }
    // what stands beside the fine (并处) may differ in words only: then a person must decide
    let beside =
        |row: &CauseRow| [&row.first, &row.overdue].map(|stage| stage.as_ref().map(|stage| stage.also.clone()).unwrap_or_default());
    unclear |= beside(old) != beside(new);
    let kinds = |row: &CauseRow| row.kinds.iter().map(|kind| kind.0.clone()).collect::<BTreeSet<_>>();
    let (a, b) = (kinds(old), kinds(new));
    lighter |= !a.is_subset(&b);
    heavier |= !b.is_subset(&a);
    match (lighter, heavier, unclear) {
        (false, false, false) => Weight::Same,
        (true, false, false) => Weight::Lighter,
        (false, true, false) => Weight::Heavier,
        (true, true, _) | (_, _, true) => Weight::Unclear,
    }
}

fn same_measure(a: &Fine, b: &Fine) -> bool {
    let levels = |fine: &Fine| fine.by_level.iter().map(|l| (l.level, l.min, l.max)).collect::<Vec<_>>();
    let incomes = |fine: &Fine| fine.income_by_level.iter().map(|l| (l.level, l.percent)).collect::<Vec<_>>();
    (a.min, a.max, a.cap, a.gain_multiple, a.gain_at_least, a.value_multiple, a.value_at_least)
        == (b.min, b.max, b.cap, b.gain_multiple, b.gain_at_least, b.value_multiple, b.value_at_least)
        && (a.income_percent, a.income_percent_if_accident) == (b.income_percent, b.income_percent_if_accident)
        && levels(a) == levels(b)
        && incomes(a) == incomes(b)
}
