//! YAML as a tree with positions: the only user of the YAML crate. Scalars keep their source text, so that
//! `041000`, `1e3` or `no` stay what the officer typed; every key knows its line. Decoding into types is in
//! `record`; what the keys mean is not known here.

pub mod chars;
mod messages;
pub mod record;
mod scan;
mod tree;

use crate::diag::{Diagnostic, Pos};
use std::sync::Arc;

pub use tree::parse;

/// One node of the tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where the value starts.
    pub pos: Pos,
    /// What it is.
    pub kind: Kind,
}

/// The kinds of node.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Nothing after the colon, `~` or `null` unquoted, or an empty/blank string.
    Null,
    /// A scalar: its text after YAML unquoting, and whether it was quoted (or a block scalar).
    Scalar { text: String, quoted: bool },
    /// A list.
    Seq(Vec<Node>),
    /// A mapping in source order; keys are unique (a duplicate is a diagnostic).
    Map(Vec<(Key, Node)>),
}

/// A mapping key.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// Its text.
    pub text: String,
    /// Where it stands.
    pub pos: Pos,
}

impl Node {
    /// The value under `key` when this is a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.kind {
            Kind::Map(entries) => entries.iter().find(|(k, _)| k.text == key).map(|(_, v)| v),
            _ => None,
        }
    }
    /// What kind of thing this is, in the officer's words.
    pub fn describe(&self) -> &'static str {
        match self.kind {
            Kind::Null => "空值",
            Kind::Scalar { .. } => "文字",
            Kind::Seq(_) => "列表",
            Kind::Map(_) => "一组键值",
        }
    }
}

/// Collects findings while a tree is decoded, and knows the file and the path of the field at hand.
#[derive(Debug)]
pub struct Reader {
    /// The file being read.
    pub file: Arc<str>,
    /// Findings so far.
    pub findings: Vec<Diagnostic>,
    path: Vec<String>,
}

impl Reader {
    /// A reader for one file.
    pub fn new(file: impl Into<Arc<str>>) -> Self {
        Reader { file: file.into(), findings: Vec::new(), path: Vec::new() }
    }
    /// The path of the field at hand, e.g. `证据[3].份数`.
    pub fn path(&self) -> String {
        let mut out = String::new();
        for part in &self.path {
            if !out.is_empty() && !part.starts_with('[') {
                out.push('.');
            }
            out.push_str(part);
        }
        out
    }
    /// Runs `f` one level deeper; `part` is a key, or `[n]` (1-based) for a list item.
    pub fn within<T>(&mut self, part: impl Into<String>, f: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(part.into());
        let out = f(self);
        self.path.pop();
        out
    }
    /// Records a finding at `pos`, filling in file and field path.
    pub fn report(&mut self, pos: Pos, finding: Diagnostic) {
        let field = self.path();
        let mut finding = finding.at(&self.file.clone(), pos);
        if finding.field.is_none() && !field.is_empty() {
            finding.field = Some(field);
        }
        self.findings.push(finding);
    }
}
