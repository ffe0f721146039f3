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
/// the lowest that was used). `used` is in order; of ranges that overlap the first one has the serial.
pub fn gaps_of(series: &Series, used: &[u32], ranges: &[RangeInclusive<u32>]) -> Vec<Gap> {
    let mut out = Vec::new();
    let mut gap = |from: u32, to: u32| out.push(Gap { series: series.clone(), serials: from..=to });
    let range_of = |serial: u32| ranges.iter().position(|range| range.contains(&serial));
    // where serials may pass from one range to another
    let mut edges: Vec<u32> = ranges.iter().flat_map(|range| [Some(*range.start()), range.end().checked_add(1)]).flatten().collect();
    edges.sort_unstable();
    let mut last: Option<u32> = None;
    for serial in used {
        let range = range_of(*serial);
        match last.filter(|last| range_of(*last) == range) {
            Some(before) => {
                // serials of a range that lies between belong to it
                let mut from = before.saturating_add(1);
                while from < *serial {
                    let at = edges.partition_point(|edge| *edge <= from);
                    let to = edges.get(at).map_or(*serial, |edge| (*edge).min(*serial));
                    if range_of(from) == range {
                        gap(from, to - 1);
                    }
                    from = to;
                }
            }
            None => {
                let begin = range.map(|at| *ranges[at].start());
                if let Some(begin) = begin.filter(|begin| begin < serial) {
                    gap(begin, serial - 1);
                }
            }
        }
        last = Some(*serial);
    }
    join(out)
}

/// Runs that touch (an edge of a range that has no say there) are one.
fn join(gaps: Vec<Gap>) -> Vec<Gap> {
    let mut out: Vec<Gap> = Vec::new();
    for gap in gaps {
        match out.last_mut() {
            Some(last) if last.serials.end().checked_add(1) == Some(*gap.serials.start()) => {
                last.serials = *last.serials.start()..=*gap.serials.end();
            }
            _ => out.push(gap),
        }
    }
    out
}
