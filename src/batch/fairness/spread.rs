//! Where the middle of some amounts is and how far they lie apart, in whole numbers: order statistics, which one wild
//! amount does not move.

use super::percent;
use crate::text::money;

/// The middle of amounts and their spread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// How many.
    pub count: usize,
    /// The least.
    pub min: i64,
    /// The lower quarter: a quarter of the amounts is not above it.
    pub lower: i64,
    /// Twice the median, so that the middle of two amounts is exact.
    pub median_twice: i64,
    /// The upper quarter.
    pub upper: i64,
    /// The most.
    pub max: i64,
}

/// A difference is large from this part of an amount on: a quarter.
const LARGE: i128 = 4;

impl Spread {
    /// Of sorted amounts; `None` when there are none.
    pub fn of(sorted: &[i64]) -> Option<Self> {
        let (first, last) = (*sorted.first()?, *sorted.last()?);
        let count = sorted.len();
        let quarter = (count - 1) / 4;
        let median_twice = sorted[(count - 1) / 2].saturating_add(sorted[count / 2]);
        Some(Spread { count, min: first, lower: sorted[quarter], median_twice, upper: sorted[count - 1 - quarter], max: last })
    }

    /// Whether an amount lies far off: beyond the quarters by more than one and a half times their distance, and from the
    /// median by more than a quarter of it. The second keeps small differences out where nearly all amounts are the same.
    pub fn is_far(&self, amount: i64) -> bool {
        let (amount, lower, upper) = (i128::from(amount), i128::from(self.lower), i128::from(self.upper));
        let fence = 3 * (upper - lower);
        let beyond = 2 * amount < 2 * lower - fence || 2 * amount > 2 * upper + fence;
        let middle = i128::from(self.median_twice);
        beyond && (2 * amount - middle).abs() * LARGE > middle
    }

    /// The median in words.
    pub fn median(&self, share: bool) -> String {
        let half = self.median_twice / 2;
        if share { percent(half) } else { money::short(half) }
    }
}

/// Whether the more is larger than the less by more than a quarter of the less.
pub fn differ_much(less: i64, more: i64) -> bool {
    (i128::from(more) - i128::from(less)) * LARGE > i128::from(less)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Amounts, lower quarter, twice the median, upper quarter, what lies far, what does not.
    type Row<'a> = (&'a [i64], i64, i64, i64, &'a [i64], &'a [i64]);

    #[test]
    fn the_middle_and_what_lies_far() {
        let rows: &[Row] = &[
            (&[5], 5, 10, 5, &[], &[5]),
            (&[1, 2], 1, 3, 2, &[], &[1, 2]),
            (&[10, 20, 30, 40, 50], 20, 60, 40, &[], &[10, 50]),
            // nearly all the same: a little more is not far, half as much again is
            (&[20, 20, 20, 20, 20, 20, 24], 20, 40, 20, &[14, 26, 40], &[15, 20, 24, 25]),
            (&[10, 12, 14, 16, 18, 90], 12, 30, 18, &[90, 28, 2], &[10, 18, 27, 3]),
        ];
        for (amounts, lower, twice, upper, far, near) in rows {
            let spread = Spread::of(amounts).expect("amounts");
            assert_eq!((spread.lower, spread.median_twice, spread.upper), (*lower, *twice, *upper), "{amounts:?}");
            for amount in *far {
                assert!(spread.is_far(*amount), "{amounts:?}: {amount}");
            }
            for amount in *near {
                assert!(!spread.is_far(*amount), "{amounts:?}: {amount}");
            }
        }
        assert_eq!(Spread::of(&[]), None);
        assert!(differ_much(100, 126) && !differ_much(100, 125) && differ_much(0, 1) && !differ_much(0, 0));
    }

    proptest! {
        #[test]
        fn half_lie_on_each_side(mut amounts in prop::collection::vec(-1000i64..100_000, 1..60)) {
            amounts.sort_unstable();
            let spread = Spread::of(&amounts).expect("amounts");
            let count = |test: &dyn Fn(i64) -> bool| amounts.iter().filter(|amount| test(**amount)).count() * 4;
            let all = amounts.len();
            prop_assert!(count(&|amount| 2 * amount <= spread.median_twice) >= 2 * all);
            prop_assert!(count(&|amount| 2 * amount >= spread.median_twice) >= 2 * all);
            prop_assert!(count(&|amount| amount >= spread.lower) >= 3 * all && count(&|amount| amount <= spread.upper) >= 3 * all);
            prop_assert!(count(&|amount| amount <= spread.lower) >= all && count(&|amount| amount >= spread.upper) >= all);
            prop_assert!(spread.min <= spread.lower && spread.lower <= spread.upper && spread.upper <= spread.max);
            // at most half can lie beyond the quarters
            prop_assert!(count(&|amount| spread.is_far(amount)) <= 2 * all);
        }
    }

    #[test]
    fn the_largest_amounts_do_not_overflow() {
        let spread = Spread::of(&[0, i64::MAX, i64::MAX]).expect("amounts");
        assert!(!spread.is_far(i64::MAX));
        assert!(differ_much(0, i64::MAX));
    }
}
