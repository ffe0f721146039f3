//! The index in front of a pack: what lies in it, for whom, how often, where it begins, who signs and which seal goes on it.

use super::Sum;
use super::plan::{GroupName, Plan};
use crate::diag::Diagnostic;
use crate::document::{
    Align, Block, Cell, Document, Furniture, Inline, LayoutKind, Meta, Origin, Paragraph, Role, Row as TableRow, Table, Text, VAlign,
};
use crate::export::pdf::{PdfOptions, PdfSink, PrintPdf};
use crate::fonts::Fonts;
use crate::layout;
use crate::layout::pages::Pages;
use crate::style::{Face, Profile};

/// Lines about what is left out; the rest is in the list.
pub(super) const MOST_LEFT: usize = 40;
/// Widths of 序号, 案件, 当事人, 份数, 页数, 起页.
const OF_CASES: [f32; 6] = [8.0, 26.0, 40.0, 8.0, 8.0, 10.0];
/// Widths of 序号, 文书, 印章、签名, 份数, 页数, 起页.
const OF_WRITS: [f32; 6] = [8.0, 37.0, 29.0, 8.0, 8.0, 10.0];
/// Least height of a row, in millimetres.
const ROW_HEIGHT: f32 = 7.5;

/// A writ in a pack.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub kind: u16,
    /// Case and parties.
    pub case: String,
    /// The case, and the party of a writ that is for one of several.
    pub whose: String,
    pub title: String,
    pub copies: usize,
    pub pages: usize,
    /// Sides before it, the index not counted.
    pub before: usize,
}

/// What a pile lacks.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// The first [`MOST_LEFT`], in words.
    pub lines: Vec<String>,
    /// How many writs in all.
    pub count: usize,
}

/// All that the index says.
pub(super) struct Index<'a> {
    pub plan: &'a Plan,
    pub organ: &'a str,
    pub action: &'a str,
    pub name: &'a GroupName,
    /// Which part of the pile, from 1.
    pub number: usize,
    pub rows: &'a [Row],
    /// Sums of the part, without the index.
    pub sum: Sum,
    pub left: &'a LeftOut,
}

impl Index<'_> {
    /// Its title.
    pub fn title(&self) -> &'static str {
        match self.name {
            GroupName::Signed(_) => "签批文书目录",
            GroupName::Sent => "发出文书目录",
            GroupName::Filed => "归档文书目录",
            GroupName::Party(_) => "当事人文书目录",
        }
    }

    /// The index as a PDF of its own.
    pub fn pdf(&self) -> Result<Vec<u8>, Diagnostic> {
        let unmade = |why: String| Diagnostic::refuse("O72", format!("打印包的目录不能写出：{why}"));
        let lay_out = |front: usize| -> Result<Pages, Diagnostic> {
            let laid = layout::lay_out(&self.document(front), Profile::Form, Fonts::bundled());
            laid.map_err(|missing| unmade(format!("没有字符“{}”", missing.iter().map(|m| m.ch).collect::<String>())))
        };
        // the numbers of pages depend on the length of the index, and hardly its length on them
        let mut pages = lay_out(2)?;
        for _ in 0..3 {
            let front = pages.pages.len().next_multiple_of(2);
            pages = lay_out(front)?;
            if pages.pages.len().next_multiple_of(2) == front {
                break;
            }
        }
        PrintPdf::default().render(&pages, PdfOptions::default()).map_err(|error| unmade(error.to_string()))
    }

    /// `front`: sides of the index itself.
    fn document(&self, front: usize) -> Document {
        let mut blocks = vec![paragraph(Role::Title, None, self.title())];
        blocks.push(paragraph(Role::Flush, None, &format!("机　关：{}", self.organ)));
        if !self.action.is_empty() {
            blocks.push(paragraph(Role::Flush, None, &format!("行　动：{}", self.action)));
        }
        match self.name {
            GroupName::Signed(role) => blocks.push(paragraph(Role::Flush, None, &format!("末位签名：{role}"))),
            GroupName::Party(name) => blocks.push(paragraph(Role::Flush, None, &format!("当事人：{name}"))),
            GroupName::Sent | GroupName::Filed => {}
        }
        let with_index = Sum { sides: self.sum.sides + front, ..self.sum };
        let part = if self.number > 1 { format!("第{}册，", self.number) } else { String::new() };
        blocks.push(paragraph(Role::Flush, None, &format!("本　册：{part}{}（含本目录{}张）", with_index.words(), front / 2)));
        let note = "双面打印一次：份数已经排好，每份另起一张。起页是本文件的页码。";
        blocks.push(paragraph(Role::Note, None, note));
        if self.sum.drafts > 0 {
            let said = format!("其中有稿{}件，题名后注明“稿”，每页标“稿”：不签名、不盖章、不送达。", self.sum.drafts);
            blocks.push(paragraph(Role::Note, None, &said));
        }
        blocks.push(Block::Table(self.table(front)));
        if self.left.count > 0 {
            let head = format!("没有印入的（{}件）：", self.left.count);
            blocks.push(Block::Paragraph(Paragraph { role: Role::Flush, align: None, keep_next: true, inlines: inlines(&head), line: 0 }));
            blocks.extend(self.left.lines.iter().map(|line| paragraph(Role::Note, None, line)));
            if self.left.count > self.left.lines.len() {
                let rest = self.left.count - self.left.lines.len();
                blocks.push(paragraph(Role::Note, None, &format!("另有{rest}件，见{}。", super::LIST)));
            }
        }
        let head = format!("{}　{}", self.title(), self.organ);
        Document {
            writ: "print_pack_index".to_string(),
            meta: Meta { title: self.title().to_string(), author: self.organ.to_string(), subject: self.action.to_string(), date: None },
            kind: LayoutKind::List,
            draft: false,
            blocks,
            furniture: Furniture { page_numbers: true, running_head: inlines(&head), ..Furniture::default() },
        }
    }

    fn table(&self, front: usize) -> Table {
        let by_kind = match self.name {
            GroupName::Signed(_) | GroupName::Sent | GroupName::Filed => true,
            GroupName::Party(_) => false,
        };
        let heads: [&str; 6] = if by_kind {
            ["序号", "案件", "当事人", "份数", "页数", "起页"]
        } else {
            ["序号", "文书", "印章、签名", "份数", "页数", "起页"]
        };
        let cells = heads.iter().enumerate().map(|(column, word)| cell(column, 1, Role::Label, Align::Center, word)).collect();
        let mut rows = vec![row(cells)];
        let together = |a: &Row, b: &Row| if by_kind { a.kind == b.kind } else { a.case == b.case };
        let mut number = 0;
        for section in self.rows.chunk_by(together) {
            let head = section.first().map(|first| if by_kind { self.of_kind(first, section.len()) } else { first.case.clone() });
            rows.push(row(vec![cell(0, heads.len(), Role::Cell, Align::Left, &head.unwrap_or_default())]));
            for writ in section {
                number += 1;
                let (case, parties) = writ.whose.split_once('　').unwrap_or((&writ.whose, ""));
                let marked = |text: &str| if writ.title.ends_with("（稿）") { format!("{text}（稿）") } else { text.to_string() };
                let (one, other) =
                    if by_kind { (marked(case), parties.to_string()) } else { (writ.title.clone(), self.seal_and_signers(writ)) };
                let centred = |column: usize, text: String| cell(column, 1, Role::Cell, Align::Center, &text);
                rows.push(row(vec![
                    centred(0, number.to_string()),
                    cell(1, 1, Role::Cell, Align::Left, &one),
                    cell(2, 1, Role::Cell, Align::Left, &other),
                    centred(3, writ.copies.to_string()),
                    centred(4, writ.pages.to_string()),
                    centred(5, (front + writ.before + 1).to_string()),
                ]));
            }
        }
        Table { columns: if by_kind { OF_CASES } else { OF_WRITS }.to_vec(), head_rows: 1, ruled: true, rows, line: 0 }
    }

    fn of_kind(&self, row: &Row, count: usize) -> String {
        let Some(kind) = self.plan.kinds.get(usize::from(row.kind)) else { return row.title.clone() };
        let mut said = vec![format!("{}　{count}件", kind.title)];
        if !kind.signatures.is_empty() {
            said.push(format!("签名：{}", kind.signers()));
        }
        if kind.is_sealed() {
            said.push(format!("印章：{}", kind.seal));
        }
        said.join("　")
    }

    fn seal_and_signers(&self, row: &Row) -> String {
        let Some(kind) = self.plan.kinds.get(usize::from(row.kind)) else { return String::new() };
        let seal = if kind.is_sealed() { kind.seal.as_str() } else { "" };
        let signers = kind.signers();
        [seal, &signers].iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join("；")
    }
}

fn row(cells: Vec<Cell>) -> TableRow {
    TableRow { min_height: ROW_HEIGHT, split: false, cells, line: 0 }
}

fn cell(column: usize, colspan: usize, role: Role, align: Align, text: &str) -> Cell {
    let blocks = vec![paragraph(role, Some(align), text)];
    Cell { column, colspan, rowspan: 1, valign: VAlign::Middle, blocks, foot: Vec::new(), line: 0 }
}

fn paragraph(role: Role, align: Option<Align>, text: &str) -> Block {
    Block::Paragraph(Paragraph { role, align, keep_next: false, inlines: inlines(text), line: 0 })
}

fn inlines(text: &str) -> Vec<Inline> {
    vec![Inline::Text(Text { text: printable(text), origin: Origin::Template, underline: false })]
}

/// A name of a folder may hold what no face has; it must not keep a pack from being made.
fn printable(text: &str) -> String {
    let text: String = text.chars().filter(|ch| !ch.is_control()).collect();
    let missing = Fonts::bundled().missing(Face::Body, &text);
    if missing.is_empty() {
        return text;
    }
    text.chars().map(|ch| if missing.contains(&ch) { format!("（U+{:04X}）", ch as u32) } else { ch.to_string() }).collect()
}
