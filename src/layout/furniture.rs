//! Page furniture: foot, signature lines of every page, running head, 稿.

use super::flow::Live;
use super::pages::{GlyphRun, Item, NO_BLOCK, Page, PlacedGlyph};
use super::paragraph::{LineBox, Setter};
use super::rows::stack;
use crate::document::{Align, Document, Inline, Origin, Role, Text};
use crate::style::{self, Face, PageGeometry, ParagraphStyle};

/// Furniture measured before the body, since it takes room from it.
#[derive(Debug)]
pub struct Furniture {
    geometry: PageGeometry,
    page_numbers: bool,
    copies: Vec<LineBox>,
    signatures: Vec<LineBox>,
    running_head: Vec<LineBox>,
    /// Height of the foot rule on the page.
    rule: Option<f32>,
}

/// Room kept for 共 x 页　第 x 页, in em of the foot's size.
const PAGE_NUMBER_ROOM: f32 = 11.0;
/// Space between the body and the signature lines.
const SIGNATURE_GAP: f32 = 8.0;

/// Lays out the furniture.
pub fn measure(document: &Document, setter: &mut Setter) -> Furniture {
    let geometry = style::page(setter.profile);
    let width = geometry.live_width();
    let furniture = &document.furniture;
    let foot = foot_style(&geometry);
    let copies_width = width - if furniture.page_numbers { PAGE_NUMBER_ROOM * geometry.foot_size } else { 0.0 };
    let copies =
        if furniture.copies.is_empty() { Vec::new() } else { setter.inlines(&furniture.copies, Role::Note, foot, copies_width, NO_BLOCK) };
    let signatures = furniture.page_signatures.iter().flat_map(|paragraph| setter.furniture(paragraph, width)).collect();
    let running_head = if furniture.running_head.is_empty() {
        Vec::new()
    } else {
        let style = ParagraphStyle { size: style::RUNNING_SIZE, line: style::RUNNING_SIZE * 1.5, align: Align::Center, ..foot };
        let style = ParagraphStyle { face: Face::Body, ..style };
        setter.inlines(&furniture.running_head, Role::Note, style, width, NO_BLOCK)
    };
    let has_foot = furniture.page_numbers || !copies.is_empty();
    let lines = copies.len().max(1) as f32;
    let rule = has_foot.then_some(geometry.height - geometry.foot - (lines - 1.0) * foot.line - foot.size - style::FOOT_GAP);
    Furniture { geometry, page_numbers: furniture.page_numbers, copies, signatures, running_head, rule }
}

fn foot_style(geometry: &PageGeometry) -> ParagraphStyle {
    ParagraphStyle {
        face: style::FOOT_FACE,
        size: geometry.foot_size,
        line: geometry.foot_size * style::FOOT_PITCH,
        before: 0.0,
        after: 0.0,
        first_indent: 0.0,
        hang: 0.0,
        align: Align::Left,
        tracking: 0.0,
    }
}

fn height(lines: &[LineBox]) -> f32 {
    lines.iter().map(LineBox::outer_height).sum()
}

impl Furniture {
    /// What is left for the body.
    pub fn live(&self) -> Live {
        let geometry = &self.geometry;
        let mut bottom = geometry.height - geometry.bottom;
        if let Some(rule) = self.rule {
            bottom = bottom.min(rule - style::FOOT_GAP);
        }
        if !self.signatures.is_empty() {
            bottom -= height(&self.signatures) + SIGNATURE_GAP;
        }
        let running = if self.running_head.is_empty() { 0.0 } else { self.running_height() };
        // However much furniture there is, a few lines of body find room.
        let bottom = bottom.max(geometry.top + running + geometry.live_height() / 4.0);
        Live { left: geometry.left, first_top: geometry.top, top: geometry.top + running, bottom }
    }

    fn running_height(&self) -> f32 {
        height(&self.running_head) - style::RUNNING_SIZE * 1.5 + style::RUNNING_HEIGHT
    }

    /// Draws it on all pages.
    pub fn draw(&self, pages: &mut [Page], draft: bool, setter: &mut Setter) {
        let count = pages.len();
        let live = self.live();
        for (index, page) in pages.iter_mut().enumerate() {
            let items = &mut page.furniture;
            if index > 0 && !self.running_head.is_empty() {
                stack(&self.running_head, self.geometry.left, self.geometry.top, items);
                items.push(self.rule_at(self.geometry.top + height(&self.running_head) + 3.0));
            }
            if !self.signatures.is_empty() {
                stack(&self.signatures, self.geometry.left, live.bottom + SIGNATURE_GAP, items);
            }
            if let Some(rule) = self.rule {
                items.push(self.rule_at(rule));
                stack(&self.copies, self.geometry.left, rule + style::FOOT_GAP, items);
                if self.page_numbers {
                    self.page_number(index + 1, count, rule, setter, items);
                }
            }
            if draft {
                items.extend(draft_mark(&self.geometry, setter));
            }
        }
    }

    fn rule_at(&self, y: f32) -> Item {
        let (x1, x2) = (self.geometry.left, self.geometry.width - self.geometry.right);
        Item::Line { x1, y1: y, x2, y2: y, width: style::RULE_WIDTH }
    }

    fn page_number(&self, page: usize, count: usize, rule: f32, setter: &mut Setter, items: &mut Vec<Item>) {
        let text = Inline::Text(Text { text: format!("共 {count} 页　第 {page} 页"), origin: Origin::Template, underline: false });
        let style = ParagraphStyle { align: Align::Right, ..foot_style(&self.geometry) };
        let lines = setter.inlines(&[text], Role::Note, style, self.geometry.live_width(), NO_BLOCK);
        stack(&lines, self.geometry.left, rule + style::FOOT_GAP, items);
    }
}

/// The light 稿 in the upper right corner.
fn draft_mark(geometry: &PageGeometry, setter: &mut Setter) -> Option<Item> {
    const MARK: char = '稿';
    let glyph = setter.fonts.glyph(Face::Title, MARK)?;
    let size = style::DRAFT_SIZE;
    Some(Item::Glyphs(GlyphRun {
        face: glyph.face,
        size,
        grey: style::DRAFT_GREY,
        x: geometry.width - geometry.right - size,
        y: geometry.top - size * 0.3,
        block: NO_BLOCK,
        glyphs: vec![PlacedGlyph { gid: glyph.gid, ch: MARK, dx: 0.0 }],
    }))
}
