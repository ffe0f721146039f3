//! A fast reader for the YAML that law files and front matter are written in: mappings and lists by indentation, lists and
//! mappings in brackets on one line, words with or without quotes on one line, comments. It either gives the very tree
//! the parser gives, or nothing, and then the parser is asked: whatever is unusual, and every fault, is left to it. A run
//! of the program reads some three hundred thousand bytes of law before it looks at a case.

use super::chars;
use super::{Key, Kind, Node, Reader};
use crate::diag::Pos;

/// Levels of nesting; deeper ones are left to the parser, which tells.
const MAX_DEPTH: usize = 24;

/// The tree of a source; `None` when it is not plain.
pub fn parse(source: &str) -> Option<Node> {
    if source.contains(['\t', '\r', '\0', '\u{FEFF}']) {
        return None;
    }
    let mut lines = Vec::with_capacity(source.len() / 24);
    for (number, text) in (1..).zip(source.split('\n')) {
        let content = text.trim_start_matches(' ');
        if !content.is_empty() && !content.starts_with('#') {
            lines.push(Line { number, indent: text.len() - content.len(), content: content.trim_end_matches(' ') });
        }
    }
    let first = lines.first()?;
    let mut block = Block { lines: &lines, at: 0 };
    let root = block.node(first.indent, 0)?;
    (block.at == lines.len()).then_some(root)
}

/// A line that is neither empty nor a comment.
struct Line<'s> {
    number: u32,
    indent: usize,
    content: &'s str,
}

/// Reads blocks from the line `at` on.
struct Block<'l, 's> {
    lines: &'l [Line<'s>],
    at: usize,
}

impl<'s> Block<'_, 's> {
    /// The block whose lines stand at an indent, beginning with the line at hand.
    fn node(&mut self, indent: usize, depth: usize) -> Option<Node> {
        let line = self.lines.get(self.at).filter(|line| line.indent == indent && depth < MAX_DEPTH)?;
        let pos = Pos { line: line.number, column: indent as u32 + 1 };
        let kind = if is_item(line.content) { self.list(indent, depth)? } else { self.mapping(indent, None, depth)? };
        Some(Node { pos, kind })
    }

    fn list(&mut self, indent: usize, depth: usize) -> Option<Kind> {
        let mut items = Vec::new();
        while let Some(line) = self.lines.get(self.at).filter(|line| line.indent == indent && is_item(line.content)) {
            let content = line.content[1..].trim_start_matches(' ');
            let column = indent + line.content.len() - content.len();
            if content.is_empty() || is_item(content) || content.starts_with('#') {
                return None;
            }
            let pos = Pos { line: line.number, column: column as u32 + 1 };
            let kind = match split_key(content) {
                // the parser has its own mind about `- [a]: b`
                Some(_) => self.mapping(column, Some(content), depth + 1)?,
                None => self.value(content, column, line.number, indent)?.kind,
            };
            items.push(Node { pos, kind });
        }
        Some(Kind::Seq(items))
    }

    /// A mapping whose keys stand at `indent`; `first` is its first entry when that stands after a dash.
    fn mapping(&mut self, indent: usize, mut first: Option<&'s str>, depth: usize) -> Option<Kind> {
        if depth >= MAX_DEPTH {
            return None;
        }
        let mut entries: Vec<(Key, Node)> = Vec::new();
        while let Some(line) = self.lines.get(self.at) {
            let content = match first.take() {
                Some(content) => content,
                None if line.indent == indent && !is_item(line.content) => line.content,
                None => break,
            };
            let (text, rest) = split_key(content)?;
            let key = key(text, Pos { line: line.number, column: indent as u32 + 1 }, &entries)?;
            let value = rest.trim_start_matches(' ');
            // the key may hold any letters: columns are counted in characters
            let column = indent + content[..content.len() - value.len()].chars().count();
            let value = if value.is_empty() || value.starts_with('#') {
                self.at += 1;
                self.below(indent, depth)?
            } else {
                self.value(value, column, line.number, indent)?
            };
            entries.push((key, value));
        }
        // what stands deeper or shallower than its neighbours is the parser's to judge
        let next = self.lines.get(self.at).map_or(0, |line| line.indent);
        (next <= indent && !entries.is_empty()).then_some(Kind::Map(entries))
    }

    /// The block under a key that has nothing on its own line. A list that stands no deeper than its key is the parser's.
    fn below(&mut self, indent: usize, depth: usize) -> Option<Node> {
        let next = self.lines.get(self.at).filter(|next| next.indent > indent)?;
        self.node(next.indent, depth + 1)
    }

    /// A value that stands on the line at hand, from a column on.
    fn value(&mut self, text: &str, column: usize, line: u32, indent: usize) -> Option<Node> {
        let mut flow = Flow { text, at: 0, line, column };
        let node = flow.whole()?;
        self.at += 1;
        // a line standing deeper goes on with the value
        let goes_on = self.lines.get(self.at).is_some_and(|next| next.indent > indent);
        if goes_on { None } else { Some(node) }
    }
}

/// `- …` or a dash alone.
fn is_item(content: &str) -> bool {
    content.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The plain key of `key: …` or `key:`, and what follows the colon.
fn split_key(content: &str) -> Option<(&str, &str)> {
    if !begins_plain(content) {
        return None;
    }
    let (key, rest) = content.match_indices(':').find_map(|(at, _)| {
        let rest = &content[at + 1..];
        (rest.is_empty() || rest.starts_with(' ')).then(|| (&content[..at], rest))
    })?;
    // of two colons in a line the parser decides which one ends the key
    (!key.contains(" #") && !key.contains(':')).then(|| (key.trim_end_matches(' '), rest))
}

/// Whether a plain scalar may begin so; marks of YAML are left to the parser.
fn begins_plain(text: &str) -> bool {
    !text.starts_with(['-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '.', '='])
}

fn key(text: &str, pos: Pos, before: &[(Key, Node)]) -> Option<Key> {
    let mut reader = Reader::new("");
    let text = chars::clean(text, pos, &mut reader).filter(|text| reader.findings.is_empty() && !text.is_empty())?;
    let sound = !matches!(text.as_str(), "<<" | "~" | "null" | "Null" | "NULL") && before.iter().all(|(known, _)| known.text != text);
    sound.then_some(Key { text, pos })
}

fn scalar(text: &str, quoted: bool) -> Kind {
    let blank = text.trim_matches(is_blank).is_empty();
    match blank || (!quoted && matches!(text, "~" | "null" | "Null" | "NULL")) {
        true => Kind::Null,
        false => Kind::Scalar { text: text.to_string(), quoted },
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{3000}'
}

/// A value on one line: words, quoted words, brackets.
struct Flow<'s> {
    text: &'s str,
    at: usize,
    line: u32,
    /// Column of the text, from 0.
    column: usize,
}

impl<'s> Flow<'s> {
    fn rest(&self) -> &'s str {
        &self.text[self.at..]
    }
    fn pos(&self) -> Pos {
        Pos { line: self.line, column: (self.column + self.text[..self.at].chars().count()) as u32 + 1 }
    }
    fn skip(&mut self) {
        self.at = self.text.len() - self.rest().trim_start_matches(' ').len();
    }
    /// Takes a mark, when it stands here.
    fn takes(&mut self, mark: char) -> bool {
        let found = self.rest().starts_with(mark);
        self.at += if found { mark.len_utf8() } else { 0 };
        found
    }

    /// The value the text consists of, but for a comment.
    fn whole(&mut self) -> Option<Node> {
        let pos = self.pos();
        let kind = match self.rest().chars().next()? {
            '[' | '{' | '\'' | '"' => self.marked(0)?,
            _ => {
                let text = self.rest();
                let end = text.find(" #").unwrap_or(text.len());
                let word = text[..end].trim_end_matches(' ');
                if !begins_plain(word) || word.contains(": ") || word.ends_with(':') {
                    return None;
                }
                self.at += end;
                scalar(word, false)
            }
        };
        let rest = self.rest();
        let ended = rest.trim_start_matches(' ');
        (ended.is_empty() || (ended.starts_with('#') && ended.len() < rest.len())).then_some(Node { pos, kind })
    }

    /// Brackets or quotes.
    fn marked(&mut self, depth: usize) -> Option<Kind> {
        if depth >= MAX_DEPTH {
            return None;
        }
        if self.takes('[') {
            return self.list(depth);
        }
        if self.takes('{') {
            return self.mapping(depth);
        }
        let quote = if self.takes('\'') { '\'' } else { self.takes('"').then_some('"')? };
        let text = &self.rest()[..self.rest().find(quote)?];
        self.at += text.len() + 1;
        // doubled quotes and escapes
        let plain = !self.rest().starts_with(quote) && (quote == '\'' || !text.contains('\\'));
        plain.then(|| scalar(text, true))
    }

    /// An item or value inside brackets.
    fn inner(&mut self, depth: usize) -> Option<Node> {
        let pos = self.pos();
        let kind = match self.rest().chars().next()? {
            '[' | '{' | '\'' | '"' => self.marked(depth + 1)?,
            _ => scalar(self.word()?, false),
        };
        Some(Node { pos, kind })
    }

    /// A word inside brackets, up to the mark that ends it.
    fn word(&mut self) -> Option<&'s str> {
        let text = self.rest();
        let end = text.find([',', ']', '}', '[', '{', ':', '#', '?'])?;
        let ended = text[end..].starts_with([',', ']', '}']) || text[end..].starts_with(": ");
        let word = text[..end].trim_end_matches(' ');
        self.at += end;
        (ended && begins_plain(text) && !word.is_empty()).then_some(word)
    }

    fn list(&mut self, depth: usize) -> Option<Kind> {
        let mut items = Vec::new();
        self.skip();
        if self.takes(']') {
            return Some(Kind::Seq(items));
        }
        loop {
            items.push(self.inner(depth)?);
            self.skip();
            if self.takes(']') {
                return Some(Kind::Seq(items));
            }
            if !self.takes(',') {
                return None;
            }
            self.skip();
        }
    }

    fn mapping(&mut self, depth: usize) -> Option<Kind> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        loop {
            self.skip();
            let pos = self.pos();
            let text = self.word()?;
            let key = key(text, pos, &entries)?;
            if !self.takes(':') {
                return None;
            }
            self.skip();
            let value = self.inner(depth)?;
            entries.push((key, value));
            self.skip();
            if self.takes('}') {
                return Some(Kind::Map(entries));
            }
            if !self.takes(',') {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_parser(source: &str) -> Option<Node> {
        let mut reader = Reader::new("甲.yaml");
        super::super::tree::parse(source, &mut reader).filter(|_| reader.findings.is_empty())
    }

    fn agree(source: &str) {
        if let Some(plain) = parse(source) {
            assert_eq!(Some(plain), by_parser(source), "{source:?}");
        }
    }

    #[test]
    fn what_is_unusual_is_left_to_the_parser() {
        for source in [
            "a: |\n  b\n",
            "a: b\n  c\n",
            "a: 'b\n  c'\n",
            "a: &x b\nc: *x\n",
            "a: \"b\\n\"\n",
            "? a\n: b\n",
            "a: b\na: c\n",
            "a: b: c\n",
            "a: [b, c\n  , d]\n",
            "a: 'it''s'\n",
            "--- \na: b\n",
            "a:\n",
            "a:\nb: c\n",
            "- a\n - b\n",
            "a: {b: c, }\n",
            "<<: {a: b}\n",
            "a\n",
            "a: [b: c]\n",
            "a: !x b\n",
            "a:\tb\n",
            "a: b\r\n",
            "",
        ] {
            assert_eq!(parse(source), None, "{source:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        /// Pieces of YAML in any order: what is taken for plain is what the parser reads.
        #[test]
        fn never_another_tree_than_the_parser(pieces in proptest::collection::vec(proptest::sample::select(vec![
            "a", "乙", "案由", ": ", ":", "- ", "-", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", "[", "]", "{", "}", ", ", ",", "'", "\"", " ", "#",
            " # x", "~", "null", "1", "2026-01-02", "《", "(", "b: c", "d: [1, 2]", "e: {f: g, h: 'i'}", "\n\n", "|", "&", "*", "!", "%", "?", ".", "=",
            "<<", "---", "\u{3000}", "\u{a0}",
        ]), 1..24)) {
            agree(&pieces.concat());
        }
    }
}
