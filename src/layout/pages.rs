//! Laid-out pages: positioned glyphs and rules, the only thing the PDF writer sees. Origin at the upper left corner of
//! the sheet, x to the right, y downwards, points.

use crate::document::Meta;
use crate::photo::Photo;
use crate::style::Face;
use std::sync::Arc;

/// A laid-out writ.
#[derive(Debug, Clone, PartialEq)]
pub struct Pages {
    /// Sheet width.
    pub width: f32,
    /// Sheet height.
    pub height: f32,
    /// Pages in order.
    pub pages: Vec<Page>,
    /// Bookmarks in order.
    pub outline: Vec<Bookmark>,
    /// Properties.
    pub meta: Meta,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Body, in reading order: paragraphs one after the other, tables row by row and cell by cell, a cell's content
    /// before its foot. Of a row that breaks over pages each page has its share of every cell; `GlyphRun::block` tells
    /// which paragraph a run continues.
    pub body: Vec<Item>,
    /// Furniture: foot, running head, per-page signatures, repeated table heads, 稿. Drawn after the body, so that a
    /// reader in content order meets all body text first.
    pub furniture: Vec<Item>,
}

/// A bookmark.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    /// Its words.
    pub title: String,
    /// Page index from 0.
    pub page: usize,
    /// Height of the target on the page.
    pub y: f32,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Glyphs of one face and size on one baseline.
    Glyphs(GlyphRun),
    /// A straight line.
    Line { x1: f32, y1: f32, x2: f32, y2: f32, width: f32 },
    /// A photograph in its upright box; `x`, `y` is its upper left corner.
    Picture { x: f32, y: f32, width: f32, height: f32, photo: Arc<Photo> },
    /// A dotted circle: the place of the seal in drafts.
    SealPlace { x: f32, y: f32, radius: f32 },
}

/// `GlyphRun::block` of text that is not body text.
pub const NO_BLOCK: u32 = u32::MAX;

/// Glyphs on a baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct GlyphRun {
    /// Face they come from.
    pub face: Face,
    /// Size.
    pub size: f32,
    /// Grey level 0 (black) … 1 (white); the 稿 mark is light.
    pub grey: f32,
    /// Left end.
    pub x: f32,
    /// Baseline.
    pub y: f32,
    /// Index of the text block in `document::text_blocks` whose text this is; `NO_BLOCK` for furniture.
    pub block: u32,
    /// The glyphs.
    pub glyphs: Vec<PlacedGlyph>,
}

/// A glyph and its offset from the run's left end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedGlyph {
    /// Glyph id in the whole (unsubset) face.
    pub gid: u16,
    /// The character it stands for.
    pub ch: char,
    /// Distance from the left end of the run.
    pub dx: f32,
}

impl Item {
    /// The item moved by a distance.
    pub fn moved(&self, by_x: f32, by_y: f32) -> Item {
        let mut item = self.clone();
        item.shift(by_x, by_y);
        item
    }

    /// Moves the item by a distance.
    pub fn shift(&mut self, by_x: f32, by_y: f32) {
        match self {
            Item::Glyphs(run) => {
                run.x += by_x;
                run.y += by_y;
            }
            Item::Line { x1, y1, x2, y2, .. } => {
                *x1 += by_x;
                *x2 += by_x;
                *y1 += by_y;
                *y2 += by_y;
            }
            Item::SealPlace { x, y, .. } | Item::Picture { x, y, .. } => {
                *x += by_x;
                *y += by_y;
            }
        }
    }
}
