//! Rendered markup → document model. The vocabulary is closed: an unknown tag, an unknown attribute, text outside a
//! paragraph, a row that does not add up or an empty place is a finding with its template line.

use super::marks::{inlines_of_text, picture_of_text};
use super::stamp::LINE_ATTRIBUTE;
use super::value::Origins;
use crate::diag::{Diagnostic, Pos};
use crate::document::{
    Align, Blank, Block, Cell, Document, Furniture, Inline, LayoutKind, Meta, Origin, Paragraph, Picture, Role, Row, RuleKind, RuledLines,
    Seal, Table, Text, VAlign,
};
use roxmltree::Node;
use std::sync::Arc;

/// Tags with the attributes each may have.
const VOCABULARY: &[(&str, &[&str])] = &[
    ("doc", &[]),
    ("title", &[]),
    ("number", &[]),
    ("p", &["flush", "align", "keep", "plain", "indent"]),
    ("note", &["align"]),
    ("sign", &["align"]),
    ("lines", &["n"]),
    ("picture", &["h"]),
    ("seal", &[]),
    ("org", &[]),
    ("date", &[]),
    ("qa", &[]),
    ("q", &[]),
    ("a", &["lines"]),
    ("table", &["cols", "ruled"]),
    ("tr", &["h", "head", "split"]),
    ("th", &["colspan", "rowspan", "align"]),
    ("td", &["colspan", "rowspan", "align", "valign"]),
    ("foot", &["align"]),
    ("keep", &[]),
    ("pagebreak", &[]),
    ("copies", &[]),
    ("pagesigns", &[]),
    ("running", &[]),
    ("coveragency", &[]),
    ("covertitle", &[]),
    ("u", &[]),
    ("blank", &["w", "rule"]),
    ("br", &[]),
    ("struck", &[]),
    ("check", &["on"]),
];

/// Checks a template source (brackets removed) for well-formedness and vocabulary. Places are in the template.
pub fn check_source(file: &Arc<str>, source: &str) -> Vec<Diagnostic> {
    let parsed = match roxmltree::Document::parse(source.trim_end()) {
        Ok(parsed) => parsed,
        Err(error) => {
            let at = error.pos();
            let finding = Diagnostic::refuse("T20", format!("标签没有写对：{}", xml_fault(&error)));
            return vec![finding.at(file, Pos { line: at.row, column: at.col })];
        }
    };
    let mut findings = Vec::new();
    for node in parsed.descendants().filter(Node::is_element) {
        let at = parsed.text_pos_at(node.range().start);
        let pos = Pos { line: at.row, column: at.col };
        if let Err(message) = check_element(&node) {
            findings.push(Diagnostic::refuse("T21", message).at(file, pos));
        }
    }
    findings
}

fn check_element(node: &Node) -> Result<(), String> {
    let tag = node.tag_name().name();
    let Some((_, attributes)) = VOCABULARY.iter().find(|(name, _)| *name == tag) else {
        let near = VOCABULARY.iter().map(|(n, _)| (strsim::jaro_winkler(tag, n), n)).max_by(|a, b| a.0.total_cmp(&b.0));
        return Err(format!("不认识的标签 <{tag}>{}", near.map(|(_, n)| format!("；是不是想写 <{n}>")).unwrap_or_default()));
    };
    match node.attributes().find(|a| a.name() != LINE_ATTRIBUTE && !attributes.contains(&a.name())) {
        Some(a) => Err(format!("<{tag}> 没有属性“{}”；可用的：{}", a.name(), attributes.join("、"))),
        None => Ok(()),
    }
}

fn xml_fault(error: &roxmltree::Error) -> String {
    use roxmltree::Error::*;
    match error {
        UnexpectedCloseTag(expected, actual, _) => format!("<{expected}> 还没有结束，遇到了 </{actual}>"),
        UnclosedRootNode => "<doc> 没有结束".into(),
        DuplicatedAttribute(name, _) => format!("属性“{name}”写了两次"),
        UnknownEntityReference(name, _) => format!("不认识的字符引用“&{name};”"),
        MalformedEntityReference(_) => "单独的“&”要写成“&amp;”".into(),
        NoRootNode => "没有 <doc>".into(),
        InvalidChar2(_, _, _) | InvalidChar(_, _, _) | InvalidString(_, _) => "标签或者属性的写法不对（属性值要用英文双引号）".into(),
        InvalidName(_) => "标签名不对；文字里的“<”要写成“&lt;”".into(),
        UnexpectedEndOfStream => "文件没有写完".into(),
        other => format!("不是正确的标签写法（{other}）"),
    }
}

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

/// How inline content of an element is to be read.
#[derive(Clone, Copy)]
struct Mode {
    /// Filled values get a rule below.
    underline_fills: bool,
    /// Everything gets a rule below (`u`).
    underline_all: bool,
}

const PLAIN: Mode = Mode { underline_fills: false, underline_all: false };

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

    fn inlines(&mut self, node: Node, mode: Mode) -> Vec<Inline> {
        let mut out = Vec::new();
        self.push_inlines(node, node.children(), mode, &mut out);
        trim(&mut out);
        out
    }

    fn push_inlines<'n>(&mut self, parent: Node, children: impl Iterator<Item = Node<'n, 'n>>, mode: Mode, out: &mut Vec<Inline>) {
        for child in children {
            if child.is_text() {
                self.push_text(parent, child.text().unwrap_or_default(), mode, out);
            } else if child.is_element() {
                self.push_inline_element(child, mode, out);
            }
        }
    }

    fn push_text(&mut self, parent: Node, text: &str, mode: Mode, out: &mut Vec<Inline>) {
        match inlines_of_text(text, self.origins) {
            Ok(inlines) => out.extend(inlines.into_iter().map(|inline| match inline {
                Inline::Text(mut run) => {
                    run.underline = mode.underline_all || (mode.underline_fills && run.origin.is_fill());
                    Inline::Text(run)
                }
                Inline::Blank(_) | Inline::Struck | Inline::Gap(_) | Inline::Break | Inline::Check(_) => inline,
            })),
            Err(message) => self.fault(parent, message),
        }
    }

    fn push_inline_element(&mut self, node: Node, mode: Mode, out: &mut Vec<Inline>) {
        match node.tag_name().name() {
            "u" => {
                let before = out.len();
                self.push_inlines(node, node.children(), Mode { underline_all: true, ..mode }, out);
                if out.len() == before {
                    self.fault(node, "<u> 里没有内容（要留空白请用 <blank w=\"…\"/>）");
                }
            }
            "blank" => {
                let em = self.number(node, "w", 4.0);
                out.push(Inline::Blank(Blank { em, ruled: node.attribute("rule") != Some("no") }));
            }
            "br" => out.push(Inline::Break),
            "struck" => out.push(Inline::Struck),
            "check" => match node.attribute("on") {
                Some("yes") => out.push(Inline::Check(true)),
                Some("no") => out.push(Inline::Check(false)),
                _ => self.fault(node, "<check> 的 on 只能是 yes 或 no"),
            },
            tag => self.fault(node, format!("<{tag}> 不能放在一行文字里面")),
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

    fn table(&mut self, node: Node) -> Option<Table> {
        let columns: Vec<f32> = node.attribute("cols").unwrap_or_default().split_whitespace().filter_map(|c| c.parse().ok()).collect();
        if columns.is_empty() || columns.iter().any(|c| *c <= 0.0) {
            self.fault(node, "<table> 要有 cols=\"列宽 列宽 …\"");
            return None;
        }
        let mut table =
            Table { columns, head_rows: 0, ruled: node.attribute("ruled") != Some("no"), rows: Vec::new(), line: line_of(node) };
        let mut covered: Vec<usize> = vec![0; table.columns.len()];
        for tr in node.children().filter(Node::is_element) {
            if tr.tag_name().name() != "tr" {
                self.fault(tr, "<table> 里只能有 <tr>");
                continue;
            }
            if yes(tr, "head") {
                table.head_rows += 1;
                if table.head_rows != table.rows.len() + 1 {
                    self.fault(tr, "表头行（head=\"yes\"）只能在表的最前面");
                }
            }
            let row = self.row(tr, &mut covered);
            table.rows.push(row);
        }
        if covered.iter().any(|rows| *rows > 0) {
            self.fault(node, "最后一行的 rowspan 超出了表格");
        }
        if table.rows.is_empty() {
            self.fault(node, "表格没有行");
        }
        Some(table)
    }

    fn row(&mut self, tr: Node, covered: &mut [usize]) -> Row {
        let width = covered.len();
        let mut row = Row { min_height: self.number(tr, "h", 0.0), split: yes(tr, "split"), cells: Vec::new(), line: line_of(tr) };
        let mut column = 0;
        let mut spans: Vec<(usize, usize, usize)> = Vec::new();
        for cell in tr.children().filter(Node::is_element) {
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let colspan: usize = self.number(cell, "colspan", 1).max(1);
            let rowspan: usize = self.number(cell, "rowspan", 1).max(1);
            if column + colspan > width {
                self.fault(tr, format!("这一行的格子合计超过{width}列"));
                return row;
            }
            row.cells.push(self.cell(cell, column, colspan, rowspan));
            spans.push((column, colspan, rowspan));
            column += colspan;
        }
        while covered.get(column).is_some_and(|rows| *rows > 0) {
            column += 1;
        }
        if column != width {
            self.fault(tr, format!("这一行合计{column}列，表格是{width}列"));
        }
        covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        for (start, colspan, rowspan) in spans {
            covered[start..start + colspan].iter_mut().for_each(|rows| *rows = rowspan - 1);
        }
        row
    }

    fn cell(&mut self, node: Node, column: usize, colspan: usize, rowspan: usize) -> Cell {
        let label = node.tag_name().name() == "th";
        if !label && node.tag_name().name() != "td" {
            self.fault(node, "<tr> 里只能有 <th> 和 <td>");
        }
        let role = if label { Role::Label } else { Role::Cell };
        let align = self.align(node);
        let top = node.attribute("valign").map_or(!label && node.children().any(|c| c.has_tag_name("foot")), |v| v == "top");
        let mut cell = Cell {
            column,
            colspan,
            rowspan,
            valign: if top { VAlign::Top } else { VAlign::Middle },
            blocks: Vec::new(),
            foot: Vec::new(),
            line: line_of(node),
        };
        let mut loose = Vec::new();
        let flush = |loose: &mut Vec<Inline>, blocks: &mut Vec<Block>| {
            trim(loose);
            if !loose.is_empty() {
                let inlines = std::mem::take(loose);
                blocks.push(Block::Paragraph(Paragraph { role, align, keep_next: false, inlines, line: line_of(node) }));
            }
        };
        for child in node.children() {
            if child.is_text() {
                self.push_text(node, child.text().unwrap_or_default(), PLAIN, &mut loose);
                continue;
            }
            match child.tag_name().name() {
                "p" | "foot" | "lines" | "note" | "picture" => flush(&mut loose, &mut cell.blocks),
                _ if child.is_element() => {
                    self.push_inline_element(child, PLAIN, &mut loose);
                    continue;
                }
                _ => continue,
            }
            match child.tag_name().name() {
                "lines" => {
                    let count = self.number(child, "n", 1);
                    cell.blocks.push(Block::Lines(RuledLines { count, line: line_of(child) }));
                }
                "picture" => {
                    let picture = self.picture(child, role);
                    cell.blocks.push(picture);
                }
                "foot" => {
                    let foot = self.paragraph(child, Role::CellSign, PLAIN);
                    cell.foot.push(foot);
                }
                _ => {
                    let mut paragraph = self.paragraph(child, role, PLAIN);
                    paragraph.align = paragraph.align.or(align);
                    if yes(child, "indent") {
                        paragraph.inlines.insert(0, Inline::Blank(Blank { em: 2.0, ruled: false }));
                    }
                    cell.blocks.push(Block::Paragraph(paragraph));
                }
            }
        }
        flush(&mut loose, &mut cell.blocks);
        if cell.blocks.is_empty() && cell.foot.is_empty() {
            self.fault(node, "格子里没有内容（要留空白请写 <blank w=\"4\" rule=\"no\"/>，不需要填写请写 <struck/>）");
        }
        cell
    }
}

/// Height of a picture whose tag names none, in millimetres.
const PICTURE_HEIGHT: f32 = 60.0;

/// Room after 答： in characters; the rest of the line of the national form.
const ANSWER_ROOM: f32 = 26.0;

fn trim(inlines: &mut Vec<Inline>) {
    fn trimmed(inline: &mut Inline, start: bool) -> bool {
        if let Inline::Text(run) = inline
            && run.origin == Origin::Template
        {
            let ascii = |c: char| c == ' ' || c == '\n' || c == '\r' || c == '\t';
            run.text = if start { run.text.trim_start_matches(ascii).into() } else { run.text.trim_end_matches(ascii).into() };
            return run.text.is_empty();
        }
        false
    }
    while inlines.first_mut().is_some_and(|first| trimmed(first, true)) {
        inlines.remove(0);
    }
    while inlines.last_mut().is_some_and(|last| trimmed(last, false)) {
        inlines.pop();
    }
}
