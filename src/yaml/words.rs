//! Closed lists of words: one declaration gives the enum, its printed words, its decoder and its schema. Forms, law data
//! and front matter all use it.

use super::record::wrong_kind;
use super::{Kind, Node, Reader};
use crate::diag::Diagnostic;
use serde_json::{Value, json};

/// A closed list of words.
pub trait Word: Copy + 'static {
    /// What the list is called.
    const TITLE: &'static str;
    /// Every word with its English alias and synonyms; the first is printed.
    const WORDS: &'static [(Self, &'static [&'static str])];
}

/// The printed words of a list, joined with 、.
pub fn all<T: Word>() -> String {
    T::WORDS.iter().filter_map(|(_, words)| words.first().copied()).collect::<Vec<_>>().join("、")
}

/// The member a text names; else a refusal with the list and the nearest word.
pub fn choose<T: Word>(text: &str) -> Result<T, Diagnostic> {
    if let Some((value, _)) = T::WORDS.iter().find(|(_, words)| words.contains(&text)) {
        return Ok(*value);
    }
    let near = T::WORDS
        .iter()
        .flat_map(|(_, words)| words.iter())
        .map(|word| (strsim::jaro_winkler(text, word), *word))
        .filter(|(score, _)| *score > 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let finding = Diagnostic::refuse("F15", format!("{}没有“{text}”这一种", T::TITLE)).found(text).expected(all::<T>());
    Err(match near {
        Some((_, word)) => finding.remedy(format!("是不是想写“{word}”？")),
        None => finding,
    })
}

/// Reads a node as a member; used by `words!`.
pub fn decode<T: Word>(node: &Node, reader: &mut Reader) -> Option<T> {
    let Kind::Scalar { text, .. } = &node.kind else {
        wrong_kind(node, reader, &format!("下列之一：{}", all::<T>()));
        return None;
    };
    choose(text.trim()).map_err(|finding| reader.report(node.pos, finding)).ok()
}

/// The schema of a list.
pub fn schema<T: Word>() -> Value {
    json!({"enum": T::WORDS.iter().flat_map(|(_, words)| words.iter()).collect::<Vec<_>>()})
}

/// Declares a closed list of words: `Variant => "词" | "english" | "同义词"`.
#[macro_export]
macro_rules! words {
    (
        $(#[doc = $doc:literal])*
        $vis:vis enum $name:ident $title:literal {
            $( $(#[doc = $vdoc:literal])* $variant:ident => $word:literal $(| $other:literal)* ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        $vis enum $name { $( $(#[doc = $vdoc])* $variant ),* }
        impl $name {
            /// The printed word.
            pub fn word(self) -> &'static str {
                match self { $( $name::$variant => $word ),* }
            }
        }
        impl $crate::yaml::words::Word for $name {
            const TITLE: &'static str = $title;
            const WORDS: &'static [(Self, &'static [&'static str])] = &[ $( ($name::$variant, &[$word $(, $other)*]) ),* ];
        }
        impl $crate::yaml::record::Decode for $name {
            fn decode(node: &$crate::yaml::Node, reader: &mut $crate::yaml::Reader) -> Option<Self> {
                $crate::yaml::words::decode(node, reader)
            }
            fn schema(_: &mut serde_json::Map<String, serde_json::Value>) -> serde_json::Value {
                $crate::yaml::words::schema::<Self>()
            }
        }
    };
}
