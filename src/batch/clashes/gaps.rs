//! Serials that were left out between those given.

use super::{Clash, Kind};
use crate::diag::Rank;

/// One series of numbers of a register.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SerialKey {
    /// The organ.
    pub agency: String,
    /// 字
    pub word: String,
    /// Year.
    pub year: i32,
}

/// Serials missing from a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The series.
    pub key: SerialKey,
    /// The missing ones, as ranges with both ends.
    pub ranges: Vec<(u32, u32)>,
}

/// The series that lack serials between their smallest and their largest; the numbers may come in any order, and twice.
pub fn gaps(series: &[(SerialKey, Vec<u32>)]) -> Vec<Gap> {
    let mut out: Vec<Gap> = series.iter().map(|(key, serials)| Gap { key: key.clone(), ranges: missing(serials) }).collect();
    out.retain(|gap| !gap.ranges.is_empty());
    out.sort_by(|a, b| a.key.cmp(&b.key));
    out
}

fn missing(serials: &[u32]) -> Vec<(u32, u32)> {
    let mut sorted = serials.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).filter(|pair| pair[1] - pair[0] > 1).map(|pair| (pair[0] + 1, pair[1] - 1)).collect()
}

impl Gap {
    /// How many serials are missing.
    pub fn count(&self) -> u64 {
        self.ranges.iter().map(|(from, to)| u64::from(to - from) + 1).sum()
    }
    /// The finding.
    pub fn clash(&self) -> Clash {
        let range = |(from, to): &(u32, u32)| if from == to { from.to_string() } else { format!("{from}至{to}") };
        let which = self.ranges.iter().map(range).collect::<Vec<_>>().join("、");
        let SerialKey { agency, word, year } = &self.key;
        Clash {
            code: "R100",
            rank: Rank::Remind,
            kind: Kind::Gap,
            message: format!("{agency}“{word}”字{year}年的文号不连续，缺{}个", self.count()),
            places: Vec::new(),
            found: format!("缺{which}号"),
            remedy: "对照文号登记簿：留给别的小组、别的案件的，在登记簿上注明；作废的，注明作废和原因".into(),
            waived: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn key() -> SerialKey {
        SerialKey { agency: "太仓市应急管理局".into(), word: "罚".into(), year: 2026 }
    }

    /// Serials, the ranges missing, how many that are.
    type Row<'a> = (&'a [u32], &'a [(u32, u32)], u64);

    #[test]
    fn missing_serials_are_ranges() {
        let rows: &[Row] = &[
            (&[], &[], 0),
            (&[7], &[], 0),
            (&[1, 2, 3], &[], 0),
            (&[1, 3, 7, 7, 8], &[(2, 2), (4, 6)], 4),
            (&[5, 1], &[(2, 4)], 3),
            (&[0, u32::MAX], &[(1, u32::MAX - 1)], 4_294_967_294),
        ];
        for (serials, ranges, count) in rows {
            let found = gaps(&[(key(), serials.to_vec())]);
            assert_eq!(found.first().map(|gap| gap.ranges.as_slice()).unwrap_or_default(), *ranges, "{serials:?}");
            assert_eq!(found.first().map_or(0, Gap::count), *count);
        }
        let said = gaps(&[(key(), vec![1, 3, 7])])[0].clash();
        assert_eq!(said.message, "太仓市应急管理局“罚”字2026年的文号不连续，缺4个");
        assert_eq!(said.found, "缺2、4至6号");
    }

    proptest! {
        #[test]
        fn ranges_hold_what_is_missing_and_nothing_else(serials in prop::collection::vec(0u32..60, 1..40)) {
            let given: BTreeSet<u32> = serials.iter().copied().collect();
            let (first, last) = (*given.first().unwrap_or(&0), *given.last().unwrap_or(&0));
            let expected: Vec<u32> = (first..=last).filter(|serial| !given.contains(serial)).collect();
            let found: Vec<u32> = gaps(&[(key(), serials)]).iter().flat_map(|gap| gap.ranges.clone()).flat_map(|(a, b)| a..=b).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
