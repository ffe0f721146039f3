//! Names that are nearly those of a list, looked for in a text without holding every name against every place of it: a
//! name with at most `DIFFERENT` other characters keeps one of its `DIFFERENT` + 1 parts whole.

use std::collections::{BTreeMap, HashMap};

/// A text of this many characters is a name long enough to be told from other words.
const LONG: usize = 6;

/// How many characters may differ.
const DIFFERENT: usize = 2;

/// Names with the same part at the same place.
#[derive(Debug)]
struct Group {
    /// Where the part begins within the names.
    offset: usize,
    /// How long the names are.
    size: usize,
    /// Which they are.
    names: Vec<usize>,
}

/// Names, ready to be looked for.
#[derive(Debug)]
pub struct Names {
    /// Each different name that is long enough.
    names: Vec<Vec<char>>,
    /// Where each stands in the list that was given; the same name may stand there twice.
    given: Vec<Vec<usize>>,
    /// The names by themselves.
    whole: HashMap<Vec<char>, usize>,
    /// How long the names are that begin with two characters.
    begins: HashMap<(char, char), Vec<usize>>,
    /// The names by the first two characters of their parts.
    parts: HashMap<(char, char), Vec<Group>>,
    /// The length of the longest.
    longest: usize,
}

impl Names {
    /// Takes a list of names; short ones are never found.
    pub fn new(list: &[&str]) -> Self {
        let mut out = Names {
            names: Vec::new(),
            given: Vec::new(),
            whole: HashMap::new(),
            begins: HashMap::new(),
            parts: HashMap::new(),
            longest: 0,
        };
        for (place, text) in list.iter().enumerate() {
            let chars: Vec<char> = text.chars().collect();
            if chars.len() < LONG {
                continue;
            }
            match out.whole.get(&chars).copied() {
                Some(known) => out.given[known].push(place),
                None => out.add(chars, place),
            }
        }
        out
    }
    fn add(&mut self, chars: Vec<char>, place: usize) {
        let (index, size) = (self.names.len(), chars.len());
        self.longest = self.longest.max(size);
        let lengths = self.begins.entry((chars[0], chars[1])).or_default();
        if !lengths.contains(&size) {
            lengths.push(size);
        }
        // a part is never shorter than two characters, since LONG is twice the number of parts
        for part in 0..=DIFFERENT {
            let offset = size * part / (DIFFERENT + 1);
            let groups = self.parts.entry((chars[offset], chars[offset + 1])).or_default();
            match groups.iter_mut().find(|group| (group.offset, group.size) == (offset, size)) {
                Some(group) => group.names.push(index),
                None => groups.push(Group { offset, size, names: vec![index] }),
            }
        }
        self.whole.insert(chars.clone(), index);
        self.names.push(chars);
        self.given.push(vec![place]);
    }
    /// The first stretch of a text that is nearly a name and no name of the list, for each name that has one: its place in
    /// the list and the stretch, in the order of the list. Next to another name of the list nothing is found.
    pub fn variants(&self, text: &str) -> Vec<(usize, String)> {
        let chars: Vec<char> = text.chars().collect();
        let exact = self.exact(&chars);
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        for (place, pair) in chars.windows(2).enumerate() {
            for group in self.parts.get(&(pair[0], pair[1])).into_iter().flatten() {
                let Some(at) = place.checked_sub(group.offset).filter(|at| at + group.size <= chars.len()) else { continue };
                let window = &chars[at..at + group.size];
                let mut note = |index: usize| {
                    if near(window, &self.names[index]) {
                        first.entry(index).and_modify(|known| *known = at.min(*known)).or_insert(at);
                    }
                };
                match self.beside(&exact, at, group.size).as_slice() {
                    [] => group.names.iter().for_each(|index| note(*index)),
                    [only] if self.names[*only].len() == group.size => note(*only),
                    [..] => {}
                }
            }
        }
        let spread = |(index, at): (usize, usize)| {
            let found: String = chars[at..at + self.names[index].len()].iter().collect();
            self.given[index].iter().map(move |place| (*place, found.clone()))
        };
        let mut out: Vec<(usize, String)> = first.into_iter().flat_map(spread).collect();
        out.sort_by_key(|(place, _)| *place);
        out
    }
    /// Where names of the list stand in a text as they are.
    fn exact(&self, chars: &[char]) -> Vec<(usize, usize)> {
        let mut out = Vec::new();
        for (at, pair) in chars.windows(2).enumerate() {
            for size in self.begins.get(&(pair[0], pair[1])).into_iter().flatten() {
                out.extend(chars.get(at..at + size).and_then(|window| self.whole.get(window)).map(|index| (at, *index)));
            }
        }
        out
    }
    /// The different names that stand as they are within, over or next to a stretch.
    fn beside(&self, exact: &[(usize, usize)], at: usize, size: usize) -> Vec<usize> {
        let from = exact.partition_point(|(place, _)| place + self.longest < at);
        let near = exact[from..].iter().take_while(|(place, _)| *place <= at + size);
        let mut out = Vec::new();
        for (_, index) in near.filter(|(place, index)| place + self.names[*index].len() >= at) {
            if !out.contains(index) {
                out.push(*index);
            }
        }
        out
    }
}

/// Whether a stretch differs from a name in a character or two, and not at both ends.
fn near(window: &[char], name: &[char]) -> bool {
    let ends = window.first() == name.first() || window.last() == name.last();
    let differ = window.iter().zip(name).filter(|(one, other)| one != other).take(DIFFERENT + 1).count();
    ends && (1..=DIFFERENT).contains(&differ)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same by holding every name against every place.
    fn slowly(list: &[&str], text: &str) -> Vec<(usize, String)> {
        let names: Vec<Vec<char>> = list.iter().map(|name| name.chars().collect()).collect();
        let names: Vec<(usize, &Vec<char>)> = names.iter().enumerate().filter(|(_, name)| name.len() >= LONG).collect();
        let chars: Vec<char> = text.chars().collect();
        let variant = |name: &Vec<char>| {
            let size = name.len();
            let differ = |window: &[char]| window.iter().zip(name).filter(|(one, other)| one != other).count();
            chars.windows(size).enumerate().filter(|(_, window)| (1..=DIFFERENT).contains(&differ(window))).find_map(|(at, window)| {
                let within = |other: &Vec<char>| {
                    let (from, to) = (at.saturating_sub(other.len()), (at + size + other.len()).min(chars.len()));
                    chars[from..to].windows(other.len()).any(|window| window == *other)
                };
                let ends = window[0] == name[0] || window[size - 1] == name[size - 1];
                let others = names.iter().filter(|(_, other)| *other != name).any(|(_, other)| within(other));
                (ends && !others).then(|| window.iter().collect())
            })
        };
        names.iter().filter_map(|(place, name)| Some((*place, variant(name)?))).collect()
    }

    fn same(list: &[&str], text: &str) {
        assert_eq!(Names::new(list).variants(text), slowly(list, text), "{list:?} {text}");
    }

    #[test]
    fn near_names_are_found_and_other_names_are_not() {
        let list = ["太仓第一食品公司", "太仓第二食品公司", "苏州某某设备安装有限公司", "太仓第一食品公司", "甲公司"];
        for text in [
            "太仓第一食品公司和太仓第二食品公司",
            "太仓第三食品公司",
            "查太仓第一食吕公司、苏州某某没备安装有限公司",
            "太仓第一食吕公司太仓第二食品公司",
            "乙公司",
            "",
        ] {
            same(&list, text);
        }
        let found = Names::new(&list).variants("查太仓第一食吕公司");
        assert_eq!(found.first(), Some(&(0, "太仓第一食吕公司".to_string())));
    }

    #[test]
    fn many_names_that_differ_in_a_number_take_no_time() {
        let list: Vec<String> = (1..=2000).map(|n| format!("太仓第{n}公司")).collect();
        let list: Vec<&str> = list.iter().map(String::as_str).collect();
        let names = Names::new(&list);
        let text = list.join("、");
        let start = std::time::Instant::now();
        assert!(names.variants(&text).is_empty());
        assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn as_when_every_place_is_looked_at(list in prop::collection::vec("[ab]{5,9}", 0..5), text in "[abc]{0,60}") {
            same(&list.iter().map(String::as_str).collect::<Vec<_>>(), &text);
        }
        #[test]
        fn as_when_names_stand_in_the_text(
            list in prop::collection::vec("甲乙[a-d]{3,8}公司", 1..6),
            picks in prop::collection::vec((0usize..6, 0usize..12, "[a-e、]"), 0..8),
        ) {
            let mut text = String::new();
            for (which, at, other) in picks {
                let mut name: Vec<char> = list[which % list.len()].chars().collect();
                if let (Some(place), Some(c)) = (name.get_mut(at), other.chars().next()) {
                    *place = c;
                }
                text.extend(name);
                text.push_str(&other);
            }
            same(&list.iter().map(String::as_str).collect::<Vec<_>>(), &text);
        }
    }
}
