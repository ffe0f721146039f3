//! What one value of the form can be: text, dates, times, amounts, counts, codes. Every value keeps where it was written
//! (`At`) and, where it is parsed, what was written. Values are exact or refused, never rounded.

mod amount;
mod choice;
mod code;
mod date;
mod text;

pub use amount::{Amount, parse_amount};
pub use choice::{Chosen, Flag};
pub use code::{Code, IdNumber};
pub use date::{Clock, Date, DateRange, Moment, Period, parse_date};
pub use text::{Count, Name, OneOrMany, Reference, Tally, Text};

use crate::diag::{Diagnostic, Place, Pos};
use crate::yaml::{Kind, Node, Reader, chars};
use std::sync::Arc;

/// Where a value of a form was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct At {
    /// Path in the keys the officer used, e.g. `证据[3].份数`.
    pub path: Arc<str>,
    /// The file.
    pub file: Arc<str>,
    /// Line and column.
    pub pos: Pos,
}

impl At {
    /// The place for a diagnostic.
    pub fn place(&self) -> Place {
        Place { file: self.file.clone(), pos: self.pos }
    }
    /// A diagnostic placed here.
    pub fn finding(&self, finding: Diagnostic) -> Diagnostic {
        finding.at(&self.file, self.pos).field(&*self.path)
    }
    /// The place of `node` as `reader` sees it.
    pub fn of(node: &Node, reader: &Reader) -> At {
        At { path: reader.path().into(), file: reader.file.clone(), pos: node.pos }
    }
}

/// The cleaned text of a scalar and its place; reports a node of another kind, forbidden and invisible characters.
pub(crate) fn scalar(node: &Node, reader: &mut Reader, expected: &str) -> Option<(String, At)> {
    match &node.kind {
        Kind::Scalar { text, .. } => {
            let text = chars::clean(text, node.pos, reader)?;
            if text.contains(super::BLANK) {
                let finding = Diagnostic::refuse("F04", "空表里的“«必填»”还没有换成内容").found(&text).expected(expected);
                reader.report(node.pos, finding.remedy("填上内容；确实没有的，删去这一行"));
                return None;
            }
            Some((text, At::of(node, reader)))
        }
        Kind::Null => {
            let finding = Diagnostic::refuse("F04", "这里没有填写内容").found("空值").expected(expected);
            reader.report(node.pos, finding);
            None
        }
        Kind::Seq(_) | Kind::Map(_) => {
            let finding = Diagnostic::refuse("F02", format!("这里应当是{expected}，写的却是{}", node.describe()))
                .found(node.describe())
                .expected(expected)
                .remedy("只写一项内容；以“[”“{”开头的文字请加引号");
            reader.report(node.pos, finding);
            None
        }
    }
}
