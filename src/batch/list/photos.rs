//! Photographs by the name of their file: which files below the list's folder a name in a cell may mean.

use std::collections::BTreeMap;

/// Files below a folder, to be found by bare name.
#[derive(Debug, Clone, Default)]
pub struct PhotoIndex {
    /// Paths by the end of their path without extension, in lower case.
    by_name: BTreeMap<String, Vec<String>>,
}

/// Extensions that may be left out in a cell.
const EXTENSIONS: &[&str] = &["jpg", "jpeg", "png"];

impl PhotoIndex {
    /// An index of paths from the list's folder, with `/`.
    pub fn new(paths: impl IntoIterator<Item = String>) -> PhotoIndex {
        let mut index = PhotoIndex::default();
        for path in paths {
            index.by_name.entry(bare(&path)).or_default().push(path);
        }
        index.by_name.values_mut().for_each(|paths| paths.sort());
        index
    }

    /// The paths a name may mean: the same path, else the same name in any folder; letters without regard to case, the
    /// extension may be left out.
    pub fn find(&self, name: &str) -> Vec<String> {
        let wanted = name.trim().replace('\\', "/").to_lowercase();
        let wanted = wanted.trim_start_matches("./");
        let paths = self.by_name.get(&bare(wanted)).map(Vec::as_slice).unwrap_or_default();
        let named = |path: &&String| {
            let path = path.to_lowercase();
            let without = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem).to_string();
            let ends = |whole: &str| whole == wanted || whole.strip_suffix(wanted).is_some_and(|rest| rest.ends_with('/'));
            ends(&path) || ends(&without)
        };
        let found: Vec<&String> = paths.iter().filter(named).collect();
        let same: Vec<&&String> = found.iter().filter(|path| path.to_lowercase() == wanted).collect();
        match same.as_slice() {
            [one] => vec![(**one).clone()],
            _ => found.into_iter().cloned().collect(),
        }
    }
}

/// The file name in lower case without the extension of a picture.
fn bare(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    match name.rsplit_once('.') {
        Some((stem, extension)) if EXTENSIONS.contains(&extension) => stem.to_string(),
        Some(_) | None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_finds_its_files() {
        let paths = ["a/IMG_01.jpg", "b/IMG_01.jpg", "b/IMG_02.PNG", "厂门.jpeg", "v1.2.jpg", "IMG_03.jpg", "c/IMG_03.jpg"];
        let index = PhotoIndex::new(paths.iter().map(|path| (*path).to_string()));
        for (name, expected) in [
            ("IMG_02", &["b/IMG_02.PNG"][..]),
            ("img_02.png", &["b/IMG_02.PNG"]),
            ("IMG_02.jpg", &[]),
            ("IMG_01", &["a/IMG_01.jpg", "b/IMG_01.jpg"]),
            ("b\\IMG_01.jpg", &["b/IMG_01.jpg"]),
            ("厂门", &["厂门.jpeg"]),
            ("v1.2", &["v1.2.jpg"]),
            ("IMG_03.jpg", &["IMG_03.jpg"]),
            ("MG_02", &[]),
            ("", &[]),
        ] {
            assert_eq!(index.find(name), expected, "{name}");
        }
    }
}
