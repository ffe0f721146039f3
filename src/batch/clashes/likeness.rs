//! How alike two texts are. Exactly: the share of pairs of neighbouring characters they have in common. Roughly, from a
//! print of fixed size: the smallest of each of many hashes over their shingles (MinHash), in bands so that texts that are
//! alike meet in at least one (locality-sensitive hashing). Seeds are fixed: the same texts meet in every run.

use super::hash::mix;

/// Characters of a shingle.
const SHINGLE: usize = 3;
/// Bands of a print.
pub const BANDS: usize = 16;
/// Hashes in a band.
const ROWS: usize = 4;
/// Hashes of a print.
pub const HASHES: usize = BANDS * ROWS;

/// The print of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Print {
    /// A hash for each band; two texts whose shingles are alike have one in common.
    pub bands: [u32; BANDS],
    /// Two bits of each hash: how many are equal tells how alike the shingles are.
    bits: [u64; 2],
}

impl Print {
    /// Of a bare text; `kind` keeps texts of different kinds apart.
    pub fn of(text: &str, kind: u64) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut least = [u32::MAX; HASHES];
        let mut shingles: Vec<u64> = chars.windows(SHINGLE.min(chars.len()).max(1)).map(of_shingle).collect();
        shingles.sort_unstable();
        shingles.dedup();
        for shingle in shingles {
            for (index, least) in least.iter_mut().enumerate() {
                // one multiplication with a different odd number for each
                let hash = (shingle.wrapping_mul(mix(index as u64) | 1) >> 32) as u32;
                *least = (*least).min(hash);
            }
        }
        let mut bands = [0; BANDS];
        for (index, (band, rows)) in bands.iter_mut().zip(least.chunks(ROWS)).enumerate() {
            let all = rows.iter().fold(mix(kind << 8 | index as u64), |all, row| mix(all ^ u64::from(*row)));
            *band = (all >> 32) as u32;
        }
        let mut bits = [0; 2];
        for (index, least) in least.iter().enumerate() {
            let two = mix(u64::from(*least));
            bits[0] |= (two & 1) << index;
            bits[1] |= (two >> 1 & 1) << index;
        }
        Print { bands, bits }
    }
    /// How many of the `HASHES` are equal as far as their bits tell: all for equal texts, a quarter for texts that share
    /// nothing.
    pub fn equal(&self, other: &Print) -> u32 {
        let different = (self.bits[0] ^ other.bits[0]) | (self.bits[1] ^ other.bits[1]);
        different.count_zeros()
    }
}

fn of_shingle(chars: &[char]) -> u64 {
    mix(chars.iter().fold(0, |all, c| (all << 21) | u64::from(u32::from(*c))))
}

/// The pairs of neighbouring characters of a text, sorted, each as often as it stands there.
#[derive(Debug, Clone)]
pub struct Pairs(Vec<u64>);

impl Pairs {
    /// Of a bare text.
    pub fn of(text: &str) -> Self {
        let seconds = text.chars().skip(1);
        let mut pairs: Vec<u64> = text.chars().zip(seconds).map(|(a, b)| u64::from(u32::from(a)) << 32 | u64::from(u32::from(b))).collect();
        pairs.sort_unstable();
        Pairs(pairs)
    }
    /// Pairs in common, in thousandths of all: 1000 for texts with the same pairs.
    pub fn likeness(&self, other: &Pairs) -> u32 {
        let (mut a, mut b, mut shared) = (self.0.as_slice(), other.0.as_slice(), 0u64);
        while let (Some((first, rest)), Some((second, remaining))) = (a.split_first(), b.split_first()) {
            shared += u64::from(first == second);
            if first <= second {
                a = rest;
            }
            if second <= first {
                b = remaining;
            }
        }
        let all = (self.0.len() + other.0.len()).max(1) as u64;
        u32::try_from(2000 * shared / all).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn likeness_counts_pairs_in_common() {
        let rows =
            [("甲乙丙丁", "甲乙丙丁", 1000), ("甲乙丙丁", "丙丁戊己", 333), ("甲乙甲乙", "甲乙", 500), ("甲乙", "丙丁", 0), ("", "甲", 0)];
        for (one, other, expected) in rows {
            assert_eq!(Pairs::of(one).likeness(&Pairs::of(other)), expected, "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn likeness_is_what_counting_slowly_finds(one in "[甲乙丙]{0,20}", other in "[甲乙丙丁]{0,20}") {
            let count = |text: &str| {
                let (chars, mut out) = (text.chars().collect::<Vec<_>>(), BTreeMap::new());
                chars.windows(2).for_each(|pair| *out.entry(pair.to_vec()).or_insert(0u32) += 1);
                out
            };
            let (a, b) = (count(&one), count(&other));
            let shared: u32 = a.iter().map(|(pair, count)| (*count).min(b.get(pair).copied().unwrap_or(0))).sum();
            let all: u32 = a.values().chain(b.values()).sum();
            prop_assert_eq!(Pairs::of(&one).likeness(&Pairs::of(&other)), 2000 * shared / all.max(1));
            prop_assert_eq!(Pairs::of(&other).likeness(&Pairs::of(&one)), 2000 * shared / all.max(1));
        }
    }

    #[test]
    fn equal_hashes_tell_how_many_shingles_are_shared() {
        let text = |from: u32, count: u32| (from..from + count).filter_map(|code| char::from_u32(0x4E00 + code)).collect::<String>();
        let shingles = |text: &str| text.chars().collect::<Vec<_>>().windows(SHINGLE).map(<[char]>::to_vec).collect::<BTreeSet<_>>();
        for moved in [0, 20, 60, 120, 400] {
            let (mut equal, mut expected) = (0.0, 0.0);
            for sample in 0..40 {
                let (one, other) = (text(sample * 450, 400), text(sample * 450 + moved, 400));
                let (a, b) = (shingles(&one), shingles(&other));
                let share = a.intersection(&b).count() as f64 / a.union(&b).count() as f64;
                expected += share + (1.0 - share) / 4.0;
                equal += f64::from(Print::of(&one, 0).equal(&Print::of(&other, 0))) / HASHES as f64;
            }
            assert!((equal - expected).abs() / 40.0 < 0.04, "moved {moved}: {} {}", equal / 40.0, expected / 40.0);
        }
    }

    #[test]
    fn kinds_do_not_meet() {
        let (facts, answers) = (Print::of("违法事实一样的文字", 0), Print::of("违法事实一样的文字", 1));
        assert!(facts.bands.iter().zip(&answers.bands).all(|(a, b)| a != b));
        assert_eq!(Print::of("", 0), Print::of("", 0));
    }
}
