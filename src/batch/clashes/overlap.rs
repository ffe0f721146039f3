//! Which spans of one officer overlap between cases: a sweep over starts, so that ten thousand spans are no hundred
//! million pairs.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// A time an officer was at one occasion, with the cases that tell of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// First minute.
    pub start: i32,
    /// The minute after the last; later than `start`.
    pub end: i32,
    /// The cases, sorted, each once; never empty.
    pub cases: Vec<u32>,
}

impl Occasion {
    /// The case, when it is only one.
    fn only(&self) -> Option<u32> {
        match self.cases.as_slice() {
            [case] => Some(*case),
            _ => None,
        }
    }
}

/// Groups of occasions held together by one barring the other: they overlap (touching ends do not) and are not both of one
/// case. Each group is in order of indices; an occasion that bars no other is in none.
pub fn groups(occasions: &[Occasion]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..occasions.len()).collect();
    order.sort_by_key(|index| (occasions[*index].start, occasions[*index].end, *index));
    let mut sets = Sets::new(occasions.len());
    let mut now = Now { held: vec![false; occasions.len()], ..Now::default() };
    for index in order {
        let one = &occasions[index];
        now.leave_until(one.start, occasions);
        if now.bars(one) {
            // Whatever holds this minute overlaps all else that does, so all of it is one group: what does not bar this
            // one is of its own case, and was joined before to what does.
            let loose: Vec<usize> = now.loose.drain(..).filter(|other| occasions[*other].end > one.start).collect();
            for other in loose.into_iter().chain(now.group) {
                sets.join(index, other);
                now.hold(other);
            }
            now.hold(index);
            now.group = Some(index);
        } else {
            now.loose.push(index);
        }
        now.enter(index, one);
    }
    sets.groups()
}

/// What holds the minute the sweep has come to.
#[derive(Default)]
struct Now {
    /// All of it, the first to end on top.
    ends: BinaryHeap<Reverse<(i32, usize)>>,
    /// Occasions of one case, counted by case.
    single: BTreeMap<u32, usize>,
    /// Occasions of several cases.
    several: usize,
    /// Not yet joined to any other; some may have ended.
    loose: Vec<usize>,
    /// A member of the group that the others are in.
    group: Option<usize>,
    /// By index: in that group.
    held: Vec<bool>,
    /// How many of the group have not ended.
    held_count: usize,
}

impl Now {
    fn bars(&self, one: &Occasion) -> bool {
        match one.only() {
            None => !self.ends.is_empty(),
            Some(case) => self.several > 0 || self.single.keys().any(|other| *other != case),
        }
    }
    fn hold(&mut self, index: usize) {
        self.held_count += usize::from(!std::mem::replace(&mut self.held[index], true));
    }
    fn enter(&mut self, index: usize, one: &Occasion) {
        self.ends.push(Reverse((one.end, index)));
        match one.only() {
            Some(case) => *self.single.entry(case).or_default() += 1,
            None => self.several += 1,
        }
    }
    fn leave_until(&mut self, minute: i32, occasions: &[Occasion]) {
        while let Some(Reverse((end, index))) = self.ends.peek().copied()
            && end <= minute
        {
            self.ends.pop();
            match occasions[index].only() {
                None => self.several -= 1,
                Some(case) => {
                    if let Some(count) = self.single.get_mut(&case) {
                        *count -= 1;
                        if *count == 0 {
                            self.single.remove(&case);
                        }
                    }
                }
            }
            if self.held[index] {
                self.held_count -= 1;
                if self.held_count == 0 {
                    self.group = None;
                }
            }
        }
    }
}

/// Disjoint sets of indices.
pub struct Sets(Vec<u32>);

impl Sets {
    /// Each index alone.
    pub fn new(count: usize) -> Self {
        Sets((0..count).map(|index| u32::try_from(index).unwrap_or(u32::MAX)).collect())
    }
    /// The set of an index.
    pub fn root(&mut self, index: usize) -> usize {
        let mut at = index;
        while self.0[at] as usize != at {
            self.0[at] = self.0[self.0[at] as usize];
            at = self.0[at] as usize;
        }
        at
    }
    /// Makes one set of two.
    pub fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (low, high) = (one.min(other), one.max(other));
        self.0[high] = self.0[low];
    }
    /// The sets of two and more, in order of their first index.
    pub fn groups(mut self) -> Vec<Vec<usize>> {
        let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for index in 0..self.0.len() {
            let root = self.root(index);
            out.entry(root).or_default().push(index);
        }
        out.into_values().filter(|group| group.len() > 1).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(start: i32, end: i32, cases: &[u32]) -> Occasion {
        Occasion { start, end, cases: cases.to_vec() }
    }

    fn bar(one: &Occasion, other: &Occasion) -> bool {
        one.start < other.end && other.start < one.end && (one.only().is_none() || one.only() != other.only())
    }

    /// Every pair.
    fn slowly(occasions: &[Occasion]) -> Vec<Vec<usize>> {
        let mut sets = Sets::new(occasions.len());
        for one in 0..occasions.len() {
            for other in 0..one {
                if bar(&occasions[one], &occasions[other]) {
                    sets.join(one, other);
                }
            }
        }
        sets.groups()
    }

    #[test]
    fn spans_that_touch_or_are_of_one_case_bar_nothing() {
        let rows: &[(&[Occasion], &[&[usize]])] = &[
            (&[at(0, 60, &[1]), at(60, 90, &[2])], &[]),
            (&[at(0, 60, &[1]), at(59, 90, &[2])], &[&[0, 1]]),
            (&[at(0, 60, &[1]), at(10, 20, &[1])], &[]),
            (&[at(0, 60, &[1, 2])], &[]),
            (&[at(0, 60, &[1, 2]), at(10, 20, &[1])], &[&[0, 1]]),
            // the second of case 1 comes when case 2 has gone
            (&[at(0, 90, &[1]), at(0, 10, &[2]), at(20, 30, &[1])], &[&[0, 1]]),
            (&[at(0, 90, &[1]), at(0, 10, &[2]), at(20, 60, &[1]), at(40, 50, &[3])], &[&[0, 1, 2, 3]]),
            (&[at(0, 10, &[1]), at(5, 8, &[2]), at(20, 30, &[1]), at(25, 26, &[3])], &[&[0, 1], &[2, 3]]),
        ];
        for (occasions, expected) in rows {
            assert_eq!(groups(occasions), *expected, "{occasions:?}");
            assert_eq!(slowly(occasions), *expected, "{occasions:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn the_sweep_finds_what_all_pairs_find(
            spans in prop::collection::vec((0i32..60, 1i32..20, prop::collection::btree_set(0u32..5, 1..3)), 0..24)
        ) {
            let all: Vec<Occasion> =
                spans.into_iter().map(|(start, length, cases)| at(start, start + length, &cases.into_iter().collect::<Vec<_>>())).collect();
            prop_assert_eq!(groups(&all), slowly(&all));
        }
    }

    #[test]
    fn ten_thousand_at_one_time_are_one_group() {
        let all: Vec<Occasion> = (0..10_000).map(|case| at(0, 60, &[case])).collect();
        assert_eq!(groups(&all).len(), 1);
    }
}
