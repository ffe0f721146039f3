//! Rendered markup → document model. The vocabulary is closed: an unknown tag, an unknown attribute, text outside a
//! paragraph, a row that does not add up or an empty place is a finding with its template line.

mod inline;
mod table;
mod vocabulary;

pub use vocabulary::check_source;

use super::marks::picture_of_text;
use super::stamp::LINE_ATTRIBUTE;
use super::value::Origins;
use crate::diag::{Diagnostic, Pos};
use crate::document::{
    Align, Blank, Block, Document, Furniture, Inline, LayoutKind, Meta, Origin, Paragraph, Picture, Role, RuleKind, RuledLines, Seal, Text,
};
use inline::{Mode, PLAIN};
use roxmltree::Node;
use std::sync::Arc;
use vocabulary::xml_fault;

/// What is known of the writ before its markup is read.
#[derive(Debug, Clone)]
pub struct Frame {
    /// English id.
    pub writ: String,
    /// Template file, for findings.
    pub file: Arc<str>,
    /// Look.
    pub kind: LayoutKind,
    /// Letterhead words over the title, when the writ has them.
    pub letterhead: Option<String>,
    /// Properties.
    pub meta: Meta,
}

/// Reads rendered markup into a document. All faults are reported; a document is returned when there are none.
pub fn to_document(xml: &str, frame: &Frame, origins: &Origins) -> Result<Document, Vec<Diagnostic>> {
    let parsed = roxmltree::Document::parse(xml.trim()).map_err(|error| {
        let line = stamped_line_before(xml, error.pos().row);
        vec![Diagnostic::refuse("T20", format!("标签没有写对：{}", xml_fault(&error))).at(&frame.file, Pos { line, column: 1 })]
    })?;
    let mut builder =
        Builder { frame, origins, findings: Vec::new(), furniture: Furniture { page_numbers: true, ..Furniture::default() }, pictures: 0 };
    let blocks = builder.body(parsed.root_element());
    if !builder.findings.is_empty() {
        return Err(builder.findings);
    }
    Ok(Document {
        writ: frame.writ.clone(),
        meta: frame.meta.clone(),
        kind: frame.kind,
        draft: false,
        blocks,
        furniture: builder.furniture,
    })
}

fn stamped_line_before(xml: &str, row: u32) -> u32 {
    xml.lines()
        .take(row as usize)
        .flat_map(|l| l.rsplit(&format!("{LINE_ATTRIBUTE}=\"")).map(str::to_string).collect::<Vec<_>>())
        .fold(1, |last, piece| piece.split('"').next().and_then(|n| n.parse().ok()).unwrap_or(last))
}

struct Builder<'a> {
    frame: &'a Frame,
    origins: &'a Origins,
    findings: Vec<Diagnostic>,
    furniture: Furniture,
    /// How many pictures stand in the document so far.
    pictures: u32,
}

fn line_of(node: Node) -> u32 {
    node.attribute(LINE_ATTRIBUTE).and_then(|l| l.rsplit(':').next()).and_then(|l| l.parse().ok()).unwrap_or(0)
}

fn template_text(text: &str) -> Inline {
    Inline::Text(Text { text: text.to_string(), origin: Origin::Template, underline: false })
}

fn yes(node: Node, attribute: &str) -> bool {
    node.attribute(attribute) == Some("yes")
}

impl Builder<'_> {
    fn fault(&mut self, node: Node, message: impl Into<String>) {
        let stamp = node.attribute(LINE_ATTRIBUTE).unwrap_or("0");
        let file: Arc<str> = match stamp.rsplit_once(':') {
            Some((part, _)) => part.into(),
            None => self.frame.file.clone(),
        };
        self.findings.push(Diagnostic::refuse("T22", message).at(&file, Pos { line: line_of(node), column: 1 }));
    }

    fn number<T: std::str::FromStr>(&mut self, node: Node, attribute: &str, default: T) -> T {
        match node.attribute(attribute).map(str::parse) {
            None => default,
            Some(Ok(value)) => value,
            Some(Err(_)) => {
                self.fault(node, format!("<{}> 的 {attribute} 应当是数字", node.tag_name().name()));
                default
            }
        }
    }

    fn align(&mut self, node: Node) -> Option<Align> {
        match node.attribute("align")? {
            "left" => Some(Align::Left),
            "center" => Some(Align::Center),
            "right" => Some(Align::Right),
            other => {
                self.fault(node, format!("align 只能是 left、center、right，写的是“{other}”"));
                None
            }
        }
    }

    fn paragraph(&mut self, node: Node, role: Role, mode: Mode) -> Paragraph {
        let inlines = self.inlines(node, mode);
        if inlines.is_empty() {
            self.fault(node, format!("<{}> 里没有内容（要留空白请用 <blank w=\"…\"/>）", node.tag_name().name()));
        }
        let align = self.align(node);
        Paragraph { role, align, keep_next: node.attribute("keep") == Some("next"), inlines, line: line_of(node) }
    }

    fn body(&mut self, root: Node) -> Vec<Block> {
        let mut out = Vec::new();
        if root.tag_name().name() != "doc" {
            self.fault(root, "最外层应当是 <doc>");
        }
        for child in root.children() {
            if child.is_element() {
                self.block(child, &mut out);
            } else if child.is_text() && !child.text().unwrap_or_default().trim().is_empty() {
                self.fault(root, format!("文字“{}”不在任何段落里", child.text().unwrap_or_default().trim()));
            }
        }
        out
    }

    fn block(&mut self, node: Node, out: &mut Vec<Block>) {
        let letter = matches!(self.frame.kind, LayoutKind::Letter | LayoutKind::Record);
        let line = line_of(node);
        match node.tag_name().name() {
            "title" => {
                if let Some(words) = self.frame.letterhead.clone() {
                    let heading =
                        Paragraph { role: Role::Heading, align: None, keep_next: true, inlines: vec![template_text(&words)], line };
                    out.push(Block::Paragraph(heading));
                    out.push(Block::Rule(RuleKind::Double));
                }
                let title = self.paragraph(node, Role::Title, PLAIN);
                out.push(Block::Paragraph(Paragraph { keep_next: true, ..title }));
            }
            "number" => {
                let number = self.paragraph(node, Role::Number, PLAIN);
                out.push(Block::Paragraph(Paragraph { keep_next: true, ..number }));
            }
            "p" => {
                let role = if yes(node, "flush") { Role::Flush } else { Role::Body };
                let mode = Mode { underline_fills: letter && !yes(node, "plain"), underline_all: false };
                out.push(Block::Paragraph(self.paragraph(node, role, mode)));
            }
            "note" => out.push(Block::Paragraph(self.paragraph(node, Role::Note, PLAIN))),
            "sign" => out.push(Block::Paragraph(self.paragraph(node, Role::Signature, PLAIN))),
            "coveragency" => out.push(Block::Paragraph(self.paragraph(node, Role::CoverAgency, PLAIN))),
            "covertitle" => out.push(Block::Paragraph(self.paragraph(node, Role::CoverTitle, PLAIN))),
            "lines" => {
                let count = self.number(node, "n", 1);
                out.push(Block::Lines(RuledLines { count, line }));
            }
            "picture" => out.push(self.picture(node, Role::Flush)),
            "seal" => self.seal(node, out),
            "qa" => self.question_and_answer(node, out),
            "table" => {
                if let Some(table) = self.table(node) {
                    out.push(Block::Table(table));
                }
            }
            "keep" => {
                let mut inner = Vec::new();
                for child in node.children().filter(Node::is_element) {
                    self.block(child, &mut inner);
                }
                out.push(Block::Keep(inner));
            }
            "pagebreak" => out.push(Block::PageBreak),
            "copies" => self.furniture.copies = self.inlines(node, PLAIN),
            "running" => self.furniture.running_head = self.inlines(node, PLAIN),
            "pagesigns" => {
                for child in node.children().filter(Node::is_element) {
                    let sign = self.paragraph(child, Role::Signature, PLAIN);
                    self.furniture.page_signatures.push(sign);
                }
            }
            tag => self.fault(node, format!("<{tag}> 不能放在这里")),
        }
    }

    /// A picture, or in its place the words that say it is missing.
    fn picture(&mut self, node: Node, role: Role) -> Block {
        let height = self.number(node, "h", PICTURE_HEIGHT);
        match picture_of_text(node.text().unwrap_or_default(), self.origins) {
            Some((photo, alt)) => {
                self.pictures += 1;
                Block::Picture(Picture { photo: photo.clone(), alt: alt.to_string(), height, number: self.pictures, line: line_of(node) })
            }
            None => Block::Paragraph(Paragraph { align: Some(Align::Center), ..self.paragraph(node, role, PLAIN) }),
        }
    }

    fn seal(&mut self, node: Node, out: &mut Vec<Block>) {
        let mut seal = Seal { agency: Vec::new(), date: Vec::new(), line: line_of(node) };
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "org" => {
                    seal.agency = self.inlines(child, PLAIN);
                    seal.agency.push(template_text("（印章）"));
                }
                "date" => seal.date = self.inlines(child, PLAIN),
                tag => self.fault(child, format!("<seal> 里只能有 <org> 和 <date>，不能有 <{tag}>")),
            }
        }
        if seal.agency.is_empty() || seal.date.is_empty() {
            self.fault(node, "<seal> 要有 <org> 和 <date>");
        }
        out.push(Block::Seal(seal));
    }

    fn question_and_answer(&mut self, node: Node, out: &mut Vec<Block>) {
        for child in node.children().filter(Node::is_element) {
            let line = line_of(child);
            let paragraph = |role, mut inlines: Vec<Inline>, prefix: &str, keep_next| {
                inlines.insert(0, template_text(prefix));
                Block::Paragraph(Paragraph { role, align: None, keep_next, inlines, line })
            };
            match child.tag_name().name() {
                "q" => {
                    let inlines = self.inlines(child, PLAIN);
                    out.push(paragraph(Role::Question, inlines, "问：", true));
                }
                "a" => {
                    let inlines = self.inlines(child, PLAIN);
                    if inlines.is_empty() {
                        let count: u32 = self.number(child, "lines", 2);
                        let room = Inline::Blank(Blank { em: ANSWER_ROOM, ruled: true });
                        out.push(paragraph(Role::Answer, vec![room], "答：", count > 1));
                        if count > 1 {
                            out.push(Block::Lines(RuledLines { count: count - 1, line }));
                        }
                    } else {
                        out.push(paragraph(Role::Answer, inlines, "答：", false));
                    }
                }
                tag => self.fault(child, format!("<qa> 里只能有 <q> 和 <a>，不能有 <{tag}>")),
            }
        }
    }
}

/// Height of a picture whose tag names none, in millimetres.
const PICTURE_HEIGHT: f32 = 60.0;

/// Room after 答： in characters; the rest of the line of the national form.
const ANSWER_ROOM: f32 = 26.0;
