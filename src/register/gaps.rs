//! Serials nobody used: in a register that is kept by hand they are what an inspector asks about first.

use super::Series;
use std::ops::RangeInclusive;

/// Serials of a series that were skipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Organ, word, year.
    pub series: Series,
    /// The serials.
    pub serials: RangeInclusive<u32>,
}

/// The gaps of a series: between its first and last serial of each range it is given out from (outside all ranges: from
/// the lowest that was used). `used` is in order.
pub fn gaps_of(series: &Series, used: &[u32], ranges: &[RangeInclusive<u32>]) -> Vec<Gap> {
    let mut out = Vec::new();
    let mut gap = |from: u32, to: u32| out.push(Gap { series: series.clone(), serials: from..=to });
    let range_of = |serial: u32| ranges.iter().position(|range| range.contains(&serial));
    let mut last: Option<u32> = None;
    for serial in used {
        let range = range_of(*serial);
        let begin = range.map(|at| *ranges[at].start());
        match last.filter(|last| range_of(*last) == range) {
            Some(before) if before + 1 < *serial => {
                // serials of a range that lies between belong to it
                let missing: Vec<u32> = (before + 1..*serial).filter(|serial| range_of(*serial) == range).collect();
                for run in missing.chunk_by(|a, b| a + 1 == *b) {
                    gap(run[0], run[run.len() - 1]);
                }
            }
            Some(_) => {}
            None => {
                if let Some(begin) = begin.filter(|begin| begin < serial) {
                    gap(begin, serial - 1);
                }
            }
        }
        last = Some(*serial);
    }
    out
}
