//! Events of the YAML parser → tree of nodes, with limits on size, depth and alias expansion.

use super::{Key, Kind, Node, Reader, chars, messages};
use crate::diag::{Diagnostic, Place, Pos};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};
use std::collections::HashMap;

/// Nodes a tree may hold after aliases are expanded; a case with 10,000 evidence items stays far below.
const MAX_NODES: usize = 400_000;
/// Levels of nesting.
const MAX_DEPTH: usize = 32;

/// Parses one YAML document. Everything wrong is reported to `reader`; `None` when there is no usable tree.
pub fn parse(source: &str, reader: &mut Reader) -> Option<Node> {
    let mut builder = Builder { reader, anchors: HashMap::new(), nodes: 0 };
    let mut events = Parser::new_from_str(source);
    let mut root: Option<Node> = None;
    let mut documents = 0;
    loop {
        let (event, span) = match events.next()? {
            Ok(next) => next,
            Err(error) => {
                builder.syntax(&error);
                return None;
            }
        };
        match event {
            Event::StreamEnd => break,
            Event::DocumentStart(_) => documents += 1,
            Event::StreamStart | Event::DocumentEnd | Event::Nothing => {}
            other => {
                let node = builder.node(other, span, &mut events, 0)?;
                if documents == 1 {
                    root = Some(node);
                } else if documents == 2 {
                    let finding = Diagnostic::refuse("Y02", "一个文件里有多份 YAML（用“---”隔开）").remedy("一份案件写一个文件");
                    builder.reader.report(node.pos, finding);
                }
            }
        }
    }
    root
}

struct Builder<'r> {
    reader: &'r mut Reader,
    anchors: HashMap<usize, (Node, usize)>,
    nodes: usize,
}

fn pos(span: Span) -> Pos {
    Pos { line: span.start.line() as u32, column: span.start.col() as u32 + 1 }
}

impl Builder<'_> {
    fn syntax(&mut self, error: &ScanError) {
        let pos = Pos { line: error.marker().line() as u32, column: error.marker().col() as u32 + 1 };
        let (what, remedy) = messages::translate(error.info());
        self.reader.report(pos, Diagnostic::refuse("Y01", what).remedy(remedy));
    }

    fn node<'i>(
        &mut self,
        event: Event<'i>,
        span: Span,
        events: &mut Parser<'i, saphyr_parser::StrInput<'i>>,
        depth: usize,
    ) -> Option<Node> {
        let at = pos(span);
        self.nodes += 1;
        if depth > MAX_DEPTH || self.nodes > MAX_NODES {
            self.reader
                .report(at, Diagnostic::refuse("Y03", "内容过多或者嵌套过深（可能是锚点反复引用）").remedy("去掉“&”“*”引用，直接写出内容"));
            return None;
        }
        let before = self.nodes;
        let (kind, anchor) = match event {
            Event::Alias(id) => {
                let Some(size) = self.anchors.get(&id).map(|(_, size)| *size) else {
                    self.reader.report(at, Diagnostic::refuse("Y03", "“*”引用了包含自己的内容").remedy("直接写出内容"));
                    return None;
                };
                self.nodes += size;
                if self.nodes > MAX_NODES {
                    self.reader.report(at, Diagnostic::refuse("Y03", "引用“*”展开后内容过多").remedy("去掉“&”“*”引用，直接写出内容"));
                    return None;
                }
                let kind = self.anchors.get(&id).map(|(node, _)| node.kind.clone())?;
                return Some(Node { pos: at, kind });
            }
            Event::Scalar(text, style, anchor, _) => {
                let quoted = style != ScalarStyle::Plain;
                let blank = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{3000}').is_empty();
                let null = blank || (!quoted && matches!(&*text, "~" | "null" | "Null" | "NULL"));
                let kind = if null { Kind::Null } else { Kind::Scalar { text: text.into_owned(), quoted } };
                (kind, anchor)
            }
            Event::SequenceStart(anchor, _) => {
                let mut items = Vec::new();
                loop {
                    match self.next(events)? {
                        (Event::SequenceEnd, _) => break,
                        (event, span) => items.push(self.node(event, span, events, depth + 1)?),
                    }
                }
                (Kind::Seq(items), anchor)
            }
            Event::MappingStart(anchor, _) => (self.mapping(events, depth)?, anchor),
            _ => return None,
        };
        let node = Node { pos: at, kind };
        if anchor != 0 {
            let size = self.nodes - before + 1;
            self.anchors.insert(anchor, (node.clone(), size));
        }
        Some(node)
    }

    fn mapping<'i>(&mut self, events: &mut Parser<'i, saphyr_parser::StrInput<'i>>, depth: usize) -> Option<Kind> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut places: HashMap<String, Pos> = HashMap::new();
        loop {
            let (event, span) = self.next(events)?;
            if matches!(event, Event::MappingEnd) {
                return Some(Kind::Map(entries));
            }
            let key_node = self.node(event, span, events, depth + 1)?;
            let (event, span) = self.next(events)?;
            let value = self.node(event, span, events, depth + 1)?;
            let text = match key_node.kind {
                Kind::Scalar { text, .. } => text,
                Kind::Null => String::new(),
                Kind::Seq(_) | Kind::Map(_) => {
                    let finding = Diagnostic::refuse("Y04", "键不能是列表或者花括号内容").remedy("含有 { } [ ] 的文字请加引号");
                    self.reader.report(key_node.pos, finding);
                    continue;
                }
            };
            let pos = key_node.pos;
            if text == "<<" {
                let finding = Diagnostic::refuse("Y07", "不支持“<<”合并").found("<<").remedy("删去这一行，直接写出内容");
                self.reader.report(pos, finding);
                continue;
            }
            let Some(text) = chars::clean(&text, pos, self.reader) else { continue };
            match places.get(&text) {
                None => {
                    places.insert(text.clone(), pos);
                    entries.push((Key { text, pos }, value));
                }
                Some(first) => {
                    let place = Place { file: self.reader.file.clone(), pos: *first };
                    let finding = Diagnostic::refuse("F03", format!("“{text}”写了两次：第{}行和第{}行", first.line, pos.line))
                        .found(&text)
                        .remedy("保留一处，删去另一处")
                        .related(place, "第一次写在这里");
                    self.reader.report(pos, finding);
                }
            }
        }
    }

    fn next<'i>(&mut self, events: &mut Parser<'i, saphyr_parser::StrInput<'i>>) -> Option<(Event<'i>, Span)> {
        match events.next()? {
            Ok(next) => Some(next),
            Err(error) => {
                self.syntax(&error);
                None
            }
        }
    }
}
