//! YAML as a tree with positions: the only user of the YAML crate. Scalars keep their source text, so that
//! `041000`, `1e3` or `no` stay what the officer typed; every key knows its line. Decoding into types is in
//! `record`; what the keys mean is not known here.

pub mod chars;
mod messages;
mod plain;
pub mod record;
mod scan;
mod tree;
pub mod words;

use crate::diag::{self, Diagnostic, Pos, Rank};
use std::collections::HashSet;
use std::fmt::Write;
use std::sync::{Arc, LazyLock};

pub use plain::parse as parse_plain;
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

/// Parses a file of the kind the program brings along: law data, front matter. The same tree and findings as `parse`, sooner.
pub fn parse_own(source: &str, reader: &mut Reader) -> Option<Node> {
    parse_plain(source).or_else(|| parse(source, reader))
}

/// Keys that are gathered when a line first asks for them: most forms have no such line.
pub type Keys = LazyLock<HashSet<&'static str>>;

/// Reads a file an officer wrote: tells everything wrong with its layout at once, then parses it as it was probably
/// meant, so that what else is wrong can be told too. The top level must be a mapping; `what` names it, `known` are the
/// keys that may occur anywhere in it. After a refusal the tree serves only to find more.
pub fn read(source: &str, what: &str, known: &Keys, reader: &mut Reader) -> Option<Node> {
    let source = source.strip_prefix('\u{FEFF}').unwrap_or(source).replace("\r\n", "\n").replace('\r', "\n");
    let before = reader.findings.len();
    let mended = scan::scan(&source, known, reader);
    let layout = reader.findings[before..].iter().any(|finding| finding.rank == Rank::Refuse);
    let parsed = reader.findings.len();
    let root = parse(&mended, reader);
    if layout {
        // A syntax error in a file whose layout is known to be wrong is its consequence, not news.
        let tail = reader.findings.split_off(parsed);
        reader.findings.extend(tail.into_iter().filter(|finding| finding.code != "Y01"));
    }
    let expected = format!("{what}的一组“键: 值”");
    match root {
        Some(Node { kind: Kind::Map(_), .. }) => root,
        Some(node) if !matches!(node.kind, Kind::Null) => {
            let message = format!("文件最上层是{}，应当是{expected}", node.describe());
            let finding = Diagnostic::refuse("Y06", message).found(node.describe()).expected(expected);
            reader.report(node.pos, finding.remedy("每行写“键: 值”，冒号用半角“:”，后面空一格"));
            None
        }
        Some(_) | None => {
            if !reader.findings[before..].iter().any(|finding| finding.rank == Rank::Refuse) {
                let finding = Diagnostic::refuse("Y05", "文件里没有内容（空文件，或者只有注释）").expected(expected);
                reader.report(Pos { line: 1, column: 1 }, finding);
            }
            None
        }
    }
}

/// More findings of one file are not kept: nobody reads them, and a hostile file must not fill the memory.
const MAX_FINDINGS: usize = 300;

/// Collects findings while a tree is decoded, and knows the file and the path of the field at hand.
#[derive(Debug)]
pub struct Reader {
    /// The file being read.
    pub file: Arc<str>,
    /// Findings so far.
    pub findings: Vec<Diagnostic>,
    path: String,
    /// Parts of the tree that come from another file, by path.
    overlays: Vec<(String, Arc<str>)>,
}

impl Reader {
    /// A reader for one file.
    pub fn new(file: impl Into<Arc<str>>) -> Self {
        Reader { file: file.into(), findings: Vec::new(), path: String::new(), overlays: Vec::new() }
    }
    /// The path of the field at hand, e.g. `证据[3].份数`.
    pub fn path(&self) -> String {
        self.path.clone()
    }
    /// Runs `f` one level deeper, under a key.
    pub fn within<T>(&mut self, key: &str, f: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.path.len();
        if before > 0 {
            self.path.push('.');
        }
        self.path.push_str(key);
        self.deeper(before, f)
    }
    /// Runs `f` one level deeper, in an item of a list, counted from 0.
    pub fn within_item<T>(&mut self, index: usize, f: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.path.len();
        let _ = write!(self.path, "[{}]", index + 1);
        self.deeper(before, f)
    }
    fn deeper<T>(&mut self, before: usize, f: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.file.clone();
        if let Some((_, file)) = self.overlays.iter().find(|(at, _)| *at == self.path) {
            self.file = file.clone();
        }
        let out = f(self);
        self.file = outer;
        self.path.truncate(before);
        out
    }
    /// Says that what stands at `path` was written in another file.
    pub fn overlay(&mut self, path: impl Into<String>, file: &Arc<str>) {
        self.overlays.push((path.into(), file.clone()));
    }
    /// Records a finding at `pos`, filling in file and field path.
    pub fn report(&mut self, pos: Pos, finding: Diagnostic) {
        if self.findings.len() >= MAX_FINDINGS && (finding.rank == Rank::Remind || diag::refused(&self.findings)) {
            return;
        }
        let field = self.path();
        let mut finding = finding.at(&self.file.clone(), pos);
        if finding.field.is_none() && !field.is_empty() {
            finding.field = Some(field);
        }
        self.findings.push(finding);
    }
}
