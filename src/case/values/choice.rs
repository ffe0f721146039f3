//! Values chosen from a closed list, and yes/no.

use super::{At, scalar};
use crate::diag::Diagnostic;
use crate::yaml::record::Decode;
use crate::yaml::words::{self, Word};
use crate::yaml::{Node, Reader};
use serde_json::{Map, Value, json};

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
        let (raw, at) = scalar(node, reader, &format!("下列之一：{}", words::all::<T>()))?;
        match words::choose(&raw) {
            Ok(value) => Some(Chosen { value, at }),
            Err(finding) => {
                reader.report(node.pos, finding);
                None
            }
        }
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        words::schema::<T>()
    }
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
