//! Which names of the vocabulary a writ prints or tests. Only those are filled in and handed to tera: a writ uses some
//! dozens of a thousand, and filling in the rest would be most of the work of making it.

use std::collections::BTreeMap;

/// Names as a tree: `evidence[].name` is `name` below `evidence`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    everything: bool,
    names: BTreeMap<String, Wanted>,
}

impl Wanted {
    /// Every name there is.
    pub const ALL: Wanted = Wanted { everything: true, names: BTreeMap::new() };

    /// The names of some paths, written as in `lint::Usage`.
    pub fn of<'p>(paths: impl IntoIterator<Item = &'p str>) -> Wanted {
        let mut wanted = Wanted::default();
        paths.into_iter().for_each(|path| wanted.add(path));
        wanted
    }

    /// Adds a path.
    pub fn add(&mut self, path: &str) {
        let mut at = self;
        for name in path.split('.') {
            at = at.names.entry(name.trim_end_matches("[]").to_string()).or_default();
        }
    }

    /// What is wanted of a group or of the items of a list; `None` when nothing of it is.
    pub fn within(&self, name: &str) -> Option<&Wanted> {
        if self.everything { Some(self) } else { self.names.get(name) }
    }

    /// Whether a name is wanted, whole or in part.
    pub fn has(&self, name: &str) -> bool {
        self.within(name).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_wants_what_it_leads_through() {
        let wanted = Wanted::of(["party.name", "evidence[].name", "facts", "facts[]"]);
        assert!(wanted.has("party") && wanted.has("facts") && !wanted.has("basis"));
        let evidence = wanted.within("evidence").expect("wanted");
        assert!(evidence.has("name") && !evidence.has("index"));
        assert!(Wanted::ALL.within("party").is_some_and(|party| party.has("name")));
    }
}
