//! Blocks → units: the pieces that go down the page one after the other, each knowing whether it stays with the next.

use super::pages::Item;
use super::paragraph::{LineBox, Setter};
use super::rows::Group;
use super::table::{self, TableBox};
use crate::document::{Align, Block, Document, Paragraph, Role, RuleKind, Seal, inline_text};
use crate::style::{self, ParagraphStyle};

/// What a unit holds.
#[derive(Debug)]
pub enum Content {
    /// Items from the unit's upper left corner.
    Items(Vec<Item>),
    /// A row group of a table.
    Group { table: usize, group: usize },
    /// A new page begins.
    PageBreak,
}

/// A piece of the page's height.
#[derive(Debug)]
pub struct Unit {
    /// Space above; dropped where a page breaks.
    pub before: f32,
    /// Height; of a row group its full height.
    pub height: f32,
    /// On the page of the next unit.
    pub keep: bool,
    /// What it holds.
    pub content: Content,
    /// Bookmark that points here.
    pub bookmark: Option<String>,
}

/// The body in units.
#[derive(Debug, Default)]
pub struct Units {
    /// From top to bottom.
    pub list: Vec<Unit>,
    /// Tables the row groups belong to.
    pub tables: Vec<TableBox>,
    /// Space the last block wants below it.
    after: f32,
    /// The last block is a signature line or a seal.
    signing: bool,
}

/// How many lines a signature block keeps with it when a page ends before it.
const LINES_BEFORE_SIGNATURE: usize = 2;

/// Units of a whole document.
pub fn collect(document: &Document, width: f32, setter: &mut Setter) -> Units {
    let mut units = Units::default();
    for block in &document.blocks {
        units.block(block, document.draft, width, setter);
    }
    units
}

impl Units {
    fn block(&mut self, block: &Block, draft: bool, width: f32, setter: &mut Setter) {
        let signing = block.signs();
        if signing {
            self.tie_signature();
        }
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, width, setter),
            Block::Table(table) => self.table(table::measure(table, width, setter), setter),
            Block::Lines(ruled) => {
                for _ in 0..ruled.count {
                    self.line(table::ruled_line(width));
                }
            }
            Block::Picture(picture) => {
                self.line(table::picture(picture, width));
                // what is said of it stands below it
                if let Some(unit) = self.list.last_mut() {
                    unit.keep = true;
                }
            }
            Block::Rule(kind) => self.rule(*kind, width),
            Block::Seal(seal) => self.seal(seal, draft, width, setter),
            Block::Keep(blocks) => {
                // what signs a table is not torn from its last row
                if blocks.iter().any(Block::signs)
                    && let Some(Unit { content: Content::Group { .. }, keep, .. }) = self.list.last_mut()
                {
                    *keep = true;
                }
                let from = self.list.len();
                for block in blocks {
                    self.block(block, draft, width, setter);
                }
                let to = self.list.len().saturating_sub(1);
                self.list.get_mut(from..to).into_iter().flatten().for_each(|unit| unit.keep = true);
            }
            Block::PageBreak => self.push(0.0, 0.0, Content::PageBreak),
        }
        self.signing = signing;
    }

    /// The first line of a signature block takes the lines before it along; the following lines stay with the first.
    fn tie_signature(&mut self) {
        let back = if self.signing { 1 } else { LINES_BEFORE_SIGNATURE };
        for unit in self.list.iter_mut().rev().take(back) {
            if matches!(unit.content, Content::PageBreak) {
                break;
            }
            unit.keep = true;
        }
    }

    fn push(&mut self, before: f32, height: f32, content: Content) {
        let before = before + std::mem::take(&mut self.after);
        self.list.push(Unit { before, height, keep: false, content, bookmark: None });
    }

    fn line(&mut self, line: LineBox) {
        self.push(line.before, line.height, Content::Items(line.items));
    }

    fn paragraph(&mut self, paragraph: &Paragraph, width: f32, setter: &mut Setter) {
        let from = self.list.len();
        for line in setter.paragraph(paragraph, width) {
            self.line(line);
        }
        let lines = self.list.len() - from;
        let tied = paragraph.keep_next || stays_with_next(paragraph.role);
        for (index, unit) in self.list[from..].iter_mut().enumerate() {
            // At least two lines of a paragraph stand on each side of a page's end.
            let orphan = index == 0 && lines > 1;
            let widow = lines > 1 && index + 2 == lines;
            let last = index + 1 == lines;
            unit.keep = orphan || widow || (last && tied);
        }
        if matches!(paragraph.role, Role::Title | Role::CoverTitle)
            && let Some(unit) = self.list.get_mut(from)
        {
            unit.bookmark = Some(inline_text(&paragraph.inlines));
        }
    }

    fn rule(&mut self, kind: RuleKind, width: f32) {
        let line = |y: f32| Item::Line { x1: 0.0, y1: y, x2: width, y2: y, width: style::RULE_WIDTH };
        let items = match kind {
            RuleKind::Double => vec![line(0.0), line(style::DOUBLE_RULE_GAP)],
            RuleKind::Single => vec![line(0.0)],
        };
        self.push(style::RULE_GAP, style::DOUBLE_RULE_GAP, Content::Items(items));
        if let Some(unit) = self.list.last_mut() {
            unit.keep = true;
        }
    }

    fn table(&mut self, table: TableBox, setter: &Setter) {
        let full = style::page(setter.profile).live_height();
        let index = self.tables.len();
        let gap = if table.ruled { style::TABLE_GAP } else { 0.0 };
        let count = table.groups.len();
        // A row to be signed never stands alone at the top of a page.
        let tied = table.groups.last().is_some_and(Group::is_signed);
        for (group, rows) in table.groups.iter().enumerate() {
            let before = if group == 0 { gap } else { 0.0 };
            self.push(before, rows.height(&rows.start(), full), Content::Group { table: index, group });
            if let Some(unit) = self.list.last_mut() {
                unit.keep = (group < table.heads && group + 1 < count) || (tied && group + 2 == count);
            }
        }
        self.after += gap;
        self.tables.push(table);
    }

    /// Agency and date, each centred on the same axis near the right margin, with room for the round seal over them.
    fn seal(&mut self, seal: &Seal, draft: bool, width: f32, setter: &mut Setter) {
        let base = setter.style(Role::Flush);
        let line_style = ParagraphStyle { align: Align::Center, before: 0.0, after: 0.0, ..base };
        let indent = style::SEAL_INDENT * base.size;
        let natural = setter.natural_width(&seal.agency, &line_style).max(setter.natural_width(&seal.date, &line_style));
        let block_width = natural.min(width - 2.0 * indent) + 0.1;
        let x = width - indent - block_width;
        let mut lines: Vec<LineBox> = Vec::new();
        for inlines in [&seal.agency, &seal.date] {
            let block = setter.take_block(inlines);
            lines.extend(setter.inlines(inlines, Role::Flush, line_style, block_width, block));
        }
        let text_height: f32 = lines.iter().map(LineBox::outer_height).sum();
        let spare = (style::SEAL_DIAMETER - text_height).max(0.0);
        let above = (style::SEAL_DIAMETER / 2.0 - text_height + base.line / 2.0).clamp(base.line, spare.max(base.line));
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let mut items: Vec<Item> = line.items.iter().map(|item| item.moved(x, 0.0)).collect();
            let last = index + 1 == count;
            if last && draft {
                // The seal sits on the date: 骑年盖月.
                let radius = style::SEAL_DIAMETER / 2.0;
                items.push(Item::SealPlace { x: x + block_width / 2.0, y: base.line / 2.0, radius });
            }
            let below = if last { (spare - above).max(0.0) } else { 0.0 };
            self.push(if index == 0 { above } else { line.before }, line.height + below, Content::Items(items));
            if let Some(unit) = self.list.last_mut() {
                unit.keep = !last;
            }
        }
    }
}

/// Headings are never the last line of a page, nor is a question without its answer.
fn stays_with_next(role: Role) -> bool {
    match role {
        Role::Heading | Role::Title | Role::Number | Role::Question | Role::CoverAgency => true,
        Role::Body
        | Role::Flush
        | Role::Answer
        | Role::Signature
        | Role::Note
        | Role::Label
        | Role::Cell
        | Role::CellSign
        | Role::CoverTitle => false,
    }
}
