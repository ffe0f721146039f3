//! The copy of a writ that is published: names, numbers and homes of natural persons masked, in the document itself, so
//! that PDF and DOCX cannot disagree. What is masked is known from the form; numbers that look like an identity card, a
//! mobile phone, a bank card or a licence plate are masked wherever they stand. Units and the law's officers stay.

mod mask;
mod pattern;
mod people;

use crate::document::{Align, Block, Cell, Document, Inline, Origin, Paragraph, Role, Row, Seal, Table, Text};
use pattern::fold;
use std::collections::BTreeMap;

pub use people::People;

/// What was masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 姓名
    Name,
    /// 证件号码
    Id,
    /// 电话、邮箱
    Phone,
    /// 住址
    Home,
    /// 银行账号
    Account,
    /// 车牌
    Plate,
    /// 照片
    Photo,
}

impl Kind {
    /// The word in findings.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Name => "姓名",
            Kind::Id => "证件号码",
            Kind::Phone => "电话和邮箱",
            Kind::Home => "住址",
            Kind::Account => "银行账号",
            Kind::Plate => "车牌",
            Kind::Photo => "照片",
        }
    }
}

/// How often each kind was masked.
pub type Counts = BTreeMap<Kind, usize>;

/// What a published copy says of itself at the foot of each page.
const MARK: &str = "公开版";

/// What stands in the place of a photograph.
const WITHHELD: &str = "（照片不公开）";

/// The public copy of a document, with what was masked in it.
pub fn redact(document: &Document, people: &People) -> (Document, Counts) {
    let mut pen = Pen { people, counts: Counts::new() };
    let mut out = document.clone();
    out.meta.title = pen.text(&out.meta.title);
    out.meta.subject = pen.text(&out.meta.subject);
    // properties repeat what the page says
    pen.counts.clear();
    out.blocks.iter_mut().for_each(|block| pen.block(block));
    let furniture = &mut out.furniture;
    pen.inlines(&mut furniture.copies);
    pen.inlines(&mut furniture.running_head);
    furniture.page_signatures.iter_mut().for_each(|p| pen.inlines(&mut p.inlines));
    let mark = if furniture.copies.is_empty() { MARK.to_string() } else { format!("{MARK}　") };
    furniture.copies.insert(0, Inline::Text(Text { text: mark, origin: Origin::Template, underline: false }));
    (out, pen.counts)
}

struct Pen<'p> {
    people: &'p People,
    counts: Counts,
}

impl Pen<'_> {
    fn block(&mut self, block: &mut Block) {
        match block {
            Block::Paragraph(Paragraph { inlines, .. }) => self.inlines(inlines),
            Block::Table(Table { rows, .. }) => rows.iter_mut().for_each(|Row { cells, .. }| cells.iter_mut().for_each(|c| self.cell(c))),
            Block::Seal(Seal { agency, date, .. }) => {
                self.inlines(agency);
                self.inlines(date);
            }
            Block::Keep(blocks) => blocks.iter_mut().for_each(|b| self.block(b)),
            Block::Picture(picture) => {
                // faces, plates and door numbers: what a photograph shows nobody has masked
                let note = Text { text: WITHHELD.to_string(), origin: Origin::Template, underline: false };
                *self.counts.entry(Kind::Photo).or_default() += 1;
                *block = Block::Paragraph(Paragraph {
                    role: Role::Note,
                    align: Some(Align::Center),
                    keep_next: true,
                    inlines: vec![Inline::Text(note)],
                    line: picture.line,
                });
            }
            Block::Lines(_) | Block::Rule(_) | Block::PageBreak => {}
        }
    }

    fn cell(&mut self, cell: &mut Cell) {
        cell.blocks.iter_mut().for_each(|b| self.block(b));
        cell.foot.iter_mut().for_each(|p| self.inlines(&mut p.inlines));
    }

    fn text(&mut self, text: &str) -> String {
        let mut runs = [text.to_string()];
        self.runs(&mut runs.iter_mut().collect::<Vec<_>>());
        let [text] = runs;
        text
    }

    /// Texts that follow each other are read as one: a name may begin in one run and end in the next.
    fn inlines(&mut self, inlines: &mut [Inline]) {
        let mut runs: Vec<&mut String> = Vec::new();
        for inline in inlines {
            match inline {
                Inline::Text(text) => runs.push(&mut text.text),
                Inline::Blank(_) | Inline::Struck | Inline::Gap(_) | Inline::Break | Inline::Check(_) => {
                    self.runs(&mut runs);
                    runs.clear();
                }
            }
        }
        self.runs(&mut runs);
    }

    fn runs(&mut self, runs: &mut [&mut String]) {
        let chars: Vec<(usize, char)> = runs.iter().enumerate().flat_map(|(run, text)| text.chars().map(move |c| (run, c))).collect();
        let folded: Vec<char> = chars.iter().map(|(_, c)| fold(*c)).collect();
        let mut out = vec![String::new(); runs.len()];
        let mut at = 0;
        while let Some((run, ch)) = chars.get(at) {
            match self.people.at(&folded, at) {
                Some(found) => {
                    match found.kind {
                        Some((kind, mask)) => {
                            out[*run].push_str(&mask);
                            *self.counts.entry(kind).or_default() += 1;
                        }
                        None => chars[at..at + found.length].iter().for_each(|(run, c)| out[*run].push(*c)),
                    }
                    at += found.length;
                }
                None => {
                    out[*run].push(*ch);
                    at += 1;
                }
            }
        }
        for (run, text) in runs.iter_mut().zip(out) {
            **run = text;
        }
    }
}

#[cfg(test)]
mod tests;
