//! The bookmarks of a pack: a tree grown from title paths, in the order the writs come.

/// A bookmark with those below it.
#[derive(Debug, Default)]
pub(super) struct Tree {
    title: String,
    /// Number of the page object it points at.
    page: u32,
    below: Vec<Tree>,
}

/// A bookmark as it is written: numbers are places in the list, not of objects.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub title: String,
    pub page: u32,
    pub parent: Option<usize>,
    pub previous: Option<usize>,
    pub next: Option<usize>,
    pub first: Option<usize>,
    pub last: Option<usize>,
    /// Children, closed (negative) below the first level: a pack of many firms opens as the list of its firms.
    pub count: i64,
}

impl Tree {
    /// Adds a bookmark at the end: each part but the last is shared with the neighbour before it, the last is always new.
    pub fn add(&mut self, path: &[&str], page: u32) {
        let Some((first, rest)) = path.split_first() else { return };
        let shared = !rest.is_empty() && self.below.last().is_some_and(|last| last.title == *first);
        if !shared {
            self.below.push(Tree { title: first.to_string(), page, below: Vec::new() });
        }
        if let Some(last) = self.below.last_mut() {
            last.add(rest, page);
        }
    }

    /// Puts a bookmark before all others.
    pub fn add_front(&mut self, title: &str, page: u32) {
        self.below.insert(0, Tree { title: title.to_string(), page, below: Vec::new() });
    }

    /// All bookmarks, parents before their children; how many a viewer shows at first.
    pub fn items(self) -> (Vec<Item>, i64) {
        let shown = self.below.iter().map(|top| 1 + top.below.len() as i64).sum();
        let mut out = Vec::new();
        spread(self.below, None, 0, &mut out);
        (out, shown)
    }
}

/// Appends neighbours with all below them; the places of the first and the last.
fn spread(neighbours: Vec<Tree>, parent: Option<usize>, depth: usize, out: &mut Vec<Item>) -> Option<(usize, usize)> {
    let mut ends: Option<(usize, usize)> = None;
    for tree in neighbours {
        let own = out.len();
        let children = tree.below.len() as i64;
        let count = if depth == 0 { children } else { -children };
        let previous = ends.map(|(_, last)| last);
        out.push(Item { title: tree.title, page: tree.page, parent, previous, next: None, first: None, last: None, count });
        if let Some(previous) = previous.and_then(|previous| out.get_mut(previous)) {
            previous.next = Some(own);
        }
        let below = spread(tree.below, Some(own), depth + 1, out);
        if let Some(item) = out.get_mut(own) {
            (item.first, item.last) = (below.map(|(first, _)| first), below.map(|(_, last)| last));
        }
        ends = Some((ends.map_or(own, |(first, _)| first), own));
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_what_stands_above_them() {
        let mut tree = Tree::default();
        for (path, page) in [(["局", "甲", "告知书"], 1), (["局", "甲", "告知书"], 3), (["局", "乙", "告知书"], 5)] {
            tree.add(&path, page);
        }
        tree.add_front("目录", 9);
        let (items, shown) = tree.items();
        let said: Vec<(&str, u32, Option<usize>, i64)> = items.iter().map(|i| (i.title.as_str(), i.page, i.parent, i.count)).collect();
        let expected = [
            ("目录", 9, None, 0),
            ("局", 1, None, 2),
            ("甲", 1, Some(1), -2),
            ("告知书", 1, Some(2), 0),
            ("告知书", 3, Some(2), 0),
            ("乙", 5, Some(1), -1),
            ("告知书", 5, Some(5), 0),
        ];
        assert_eq!(said, expected);
        assert_eq!(shown, 4, "index, organ and its firms");
        assert_eq!((items[2].next, items[5].previous, items[1].first, items[1].last), (Some(5), Some(2), Some(2), Some(5)));
    }
}
