//! What the case would print, paragraph by paragraph, with the origin of every piece: read from the document model, so
//! that a changed word leads back to the line of the form it came from.

use crate::document::{Block, Document, Inline, Origin, Paragraph};
use crate::import::docx::Region;

/// What a piece of a paragraph is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words with their origin.
    Words(Origin),
    /// Room for the hand; takes no characters.
    Room,
    /// 【缺：…】.
    Gap,
    /// ／ or a box.
    Mark,
}

/// A piece with its place among the characters of the paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// First character.
    pub from: usize,
    /// Past the last.
    pub to: usize,
    /// What it is.
    pub piece: Piece,
}

/// A paragraph the case would print, without spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Part of the paper.
    pub region: Region,
    /// Place in words.
    pub place: String,
    /// Characters.
    pub text: Vec<char>,
    /// Pieces in order.
    pub pieces: Vec<Placed>,
}

impl Expected {
    /// The words of a piece.
    pub fn words(&self, placed: &Placed) -> String {
        self.text[placed.from..placed.to].iter().collect()
    }
}

/// The characters of a text that count: all but spaces, which the word processor handles as it likes.
pub fn squeeze(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The paragraphs of a document's body, in the order of `document::text_blocks`.
pub fn body(document: &Document) -> Vec<Expected> {
    walk(document).out
}

/// The places that hold nothing but room for the hand.
pub fn rooms(document: &Document) -> Vec<String> {
    walk(document).rooms
}

fn walk(document: &Document) -> Walk {
    let mut walk = Walk { out: Vec::new(), rooms: Vec::new(), paragraphs: 0, tables: 0 };
    document.blocks.iter().for_each(|block| walk.block(block));
    walk
}

struct Walk {
    out: Vec<Expected>,
    rooms: Vec<String>,
    paragraphs: usize,
    tables: usize,
}

impl Walk {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => self.line(&paragraph.inlines, None),
            Block::Table(table) => {
                self.tables += 1;
                for (row, cells) in table.rows.iter().enumerate() {
                    for (cell, content) in cells.cells.iter().enumerate() {
                        let place = format!("第{}个表格第{}行第{}格", self.tables, row + 1, cell + 1);
                        content.blocks.iter().for_each(|block| self.in_cell(block, &place));
                        content.foot.iter().for_each(|foot: &Paragraph| self.line(&foot.inlines, Some(&place)));
                    }
                }
            }
            Block::Seal(seal) => {
                self.line(&seal.agency, None);
                self.line(&seal.date, None);
            }
            Block::Keep(blocks) => blocks.iter().for_each(|block| self.block(block)),
            Block::Lines(_) => self.rooms.push(format!("正文第{}段", self.paragraphs + 1)),
            Block::Rule(_) | Block::PageBreak | Block::Picture(_) => {}
        }
    }

    fn in_cell(&mut self, block: &Block, place: &str) {
        match block {
            Block::Paragraph(paragraph) => self.line(&paragraph.inlines, Some(place)),
            Block::Lines(_) => self.rooms.push(place.to_string()),
            Block::Table(_) | Block::Rule(_) | Block::Seal(_) | Block::Keep(_) | Block::PageBreak | Block::Picture(_) => self.block(block),
        }
    }

    fn line(&mut self, inlines: &[Inline], cell: Option<&str>) {
        let mut text = Vec::new();
        let mut pieces = Vec::new();
        for inline in inlines {
            let from = text.len();
            let piece = match inline {
                Inline::Text(run) => {
                    text.extend(squeeze(&run.text));
                    Piece::Words(run.origin.clone())
                }
                Inline::Blank(_) => Piece::Room,
                Inline::Break => continue,
                Inline::Struck => {
                    text.push('／');
                    Piece::Mark
                }
                Inline::Gap(field) => {
                    text.extend(squeeze(&format!("【缺：{field}】")));
                    Piece::Gap
                }
                Inline::Check(on) => {
                    text.push(if *on { '☑' } else { '□' });
                    Piece::Mark
                }
            };
            pieces.push(Placed { from, to: text.len(), piece });
        }
        if text.is_empty() {
            if pieces.iter().any(|placed| placed.piece == Piece::Room) {
                self.rooms.push(cell.map_or_else(|| format!("正文第{}段", self.paragraphs + 1), str::to_string));
            }
            return;
        }
        let place = match cell {
            Some(cell) => cell.to_string(),
            None => {
                self.paragraphs += 1;
                format!("正文第{}段", self.paragraphs)
            }
        };
        self.out.push(Expected { region: Region::Body, place, text, pieces });
    }
}
