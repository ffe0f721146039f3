//! Values chosen from a closed list, and yes/no.

use super::{At, scalar};
use crate::diag::Diagnostic;
use crate::yaml::record::Decode;
use crate::yaml::{Node, Reader};
use serde_json::{Map, Value, json};

/// A closed list of words.
pub trait Word: Copy + 'static {
    /// What the list is called.
    const TITLE: &'static str;
    /// Every word with its English alias and synonyms; the first is printed.
    const WORDS: &'static [(Self, &'static [&'static str])];
    /// The printed word.
    fn word(self) -> &'static str;
}

/// A chosen word and where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen<T> {
    /// The word.
    pub value: T,
    /// Where.
    pub at: At,
}

impl<T: Word> Decode for Chosen<T> {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let all = T::WORDS.iter().filter_map(|(_, words)| words.first().copied()).collect::<Vec<_>>().join("、");
        let (raw, at) = scalar(node, reader, &format!("下列之一：{all}"))?;
        match T::WORDS.iter().find(|(_, words)| words.contains(&raw.as_str())) {
            Some((value, _)) => Some(Chosen { value: *value, at }),
            None => {
                let near = T::WORDS
                    .iter()
                    .flat_map(|(_, words)| words.iter())
                    .map(|word| (strsim::jaro_winkler(&raw, word), *word))
                    .filter(|(score, _)| *score > 0.5)
                    .max_by(|a, b| a.0.total_cmp(&b.0));
                let mut finding = Diagnostic::refuse("F15", format!("{}没有“{raw}”这一种", T::TITLE)).found(&raw).expected(all);
                if let Some((_, word)) = near {
                    finding = finding.remedy(format!("是不是想写“{word}”？"));
                }
                reader.report(node.pos, finding);
                None
            }
        }
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"enum": T::WORDS.iter().flat_map(|(_, words)| words.iter()).collect::<Vec<_>>()})
    }
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
        impl $crate::case::values::Word for $name {
            const TITLE: &'static str = $title;
            const WORDS: &'static [(Self, &'static [&'static str])] = &[ $( ($name::$variant, &[$word $(, $other)*]) ),* ];
            fn word(self) -> &'static str {
                match self { $( $name::$variant => $word ),* }
            }
        }
    };
}

/// Yes or no: true/false, 是/否.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Flag {
    /// Yes.
    pub value: bool,
    /// Where.
    pub at: At,
}

impl Decode for Flag {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let (raw, at) = scalar(node, reader, "是 或者 否")?;
        let value = match raw.as_str() {
            "true" | "True" | "TRUE" | "是" => true,
            "false" | "False" | "FALSE" | "否" => false,
            other => {
                let finding = Diagnostic::refuse("F16", format!("这里只能写“是”或者“否”，写的却是“{other}”"))
                    .found(other)
                    .expected("是、否（或者 true、false）");
                reader.report(node.pos, finding);
                return None;
            }
        };
        Some(Flag { value, at })
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"anyOf": [{"type": "boolean"}, {"enum": ["是", "否"]}]})
    }
}
