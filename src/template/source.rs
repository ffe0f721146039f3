//! The files templates are made of, and the chain of layers: built-in, then the region's, then the agency's own. A file
//! of a later layer replaces the file of the same name; a new name is a new writ or a new part.

use crate::text::hash::sha256_hex;
use std::sync::{Arc, OnceLock};

/// Where a template file comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layer {
    /// Part of the program.
    BuiltIn,
    /// `law/regions/<code>/templates/`, of the program or of a folder of law data; its code.
    Region(String),
    /// `templates/` beside the agency file, or a folder named in a command.
    Agency,
}

impl Layer {
    /// The word in lists and in the manifest.
    pub fn word(&self) -> String {
        match self {
            Layer::BuiltIn => "内置".to_string(),
            Layer::Region(code) => format!("地区{code}"),
            Layer::Agency => "机关".to_string(),
        }
    }
}

/// A template file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Name below the folder of templates: `penalty_notice.xml`, `parts/law.xml`.
    pub name: String,
    /// Name in messages: the path as the user knows it.
    pub shown: Arc<str>,
    /// Where it comes from.
    pub layer: Layer,
    /// Its text.
    pub text: String,
}

impl Source {
    /// A file of the program.
    pub fn built_in(name: String, text: String) -> Source {
        Source { shown: name.as_str().into(), name, layer: Layer::BuiltIn, text }
    }
    /// SHA-256 of the text; the kind of line ends does not count.
    pub fn sha256(&self) -> String {
        sha256_hex(self.text.replace("\r\n", "\n").as_bytes())
    }
}

/// A source in use, and the layer it hides, if any.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The file.
    pub source: Source,
    /// The layer of the file it replaces.
    pub replaces: Option<Layer>,
    sha256: OnceLock<String>,
}

impl Placed {
    /// SHA-256 of the file, reckoned once.
    pub fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| self.source.sha256())
    }
}

/// One file for each name, the last of the chain, in order of names.
pub fn resolve(sources: impl IntoIterator<Item = Source>) -> Vec<Placed> {
    let mut out: Vec<Placed> = Vec::new();
    for source in sources {
        match out.iter_mut().find(|known| known.source.name == source.name) {
            Some(known) => {
                let hidden = std::mem::replace(&mut known.source, source);
                known.replaces = Some(hidden.layer);
            }
            None => out.push(Placed { source, replaces: None, sha256: OnceLock::new() }),
        }
    }
    out.sort_by(|a, b| a.source.name.cmp(&b.source.name));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_the_chain_is_used_and_says_what_it_hides() {
        let of = |layer: Layer, name: &str, text: &str| Source { name: name.into(), shown: name.into(), layer, text: text.into() };
        let region = || Layer::Region("320000".into());
        let placed = resolve([
            of(Layer::BuiltIn, "b.xml", "1"),
            of(Layer::BuiltIn, "a.xml", "1"),
            of(region(), "b.xml", "2"),
            of(Layer::Agency, "b.xml", "3"),
            of(Layer::Agency, "c.xml", "3"),
        ]);
        let seen: Vec<(&str, &str, Option<&Layer>)> =
            placed.iter().map(|p| (p.source.name.as_str(), p.source.text.as_str(), p.replaces.as_ref())).collect();
        assert_eq!(seen, [("a.xml", "1", None), ("b.xml", "3", Some(&region())), ("c.xml", "3", None)]);
    }

    #[test]
    fn line_ends_do_not_change_the_check_value() {
        let of = |text: &str| Source::built_in("a.xml".into(), text.into()).sha256();
        assert_eq!(of("甲\n乙"), of("甲\r\n乙"));
        assert_ne!(of("甲\n乙"), of("甲\n丙"));
    }
}
