//! A table → column widths and groups of rows that a rowspan ties together, with every cell's lines laid out.
//! Where the groups go on the page is decided in `flow`, how one is cut and drawn in `rows`.

use super::pages::Item;
use super::paragraph::{LineBox, Setter};
use super::rows::{CellBox, Group, RowBox};
use crate::document::{Block, Cell, Paragraph, Picture, Role, Table};
use crate::style;

/// Points per millimetre.
const MM: f32 = 72.0 / 25.4;

/// Lines that stay together at the bottom of a cell; more of them follow the content and break with it.
const LONGEST_FOOT: usize = 12;

/// A measured table.
#[derive(Debug)]
pub struct TableBox {
    /// Left edges of the columns and the right edge of the last.
    pub edges: Vec<f32>,
    /// Frame and grid are drawn.
    pub ruled: bool,
    /// How many of the first groups are heads, repeated on each page.
    pub heads: usize,
    /// Row groups from top to bottom.
    pub groups: Vec<Group>,
}

/// Measures a table of a given width.
pub fn measure(table: &Table, width: f32, setter: &mut Setter) -> TableBox {
    let edges = edges(&table.columns, width);
    let mut groups: Vec<Group> = Vec::new();
    let mut heads = 0;
    let mut open = 0usize;
    for (index, row) in table.rows.iter().enumerate() {
        if open == 0 {
            groups.push(Group::default());
            if index < table.head_rows {
                heads = groups.len();
            }
        }
        let Some(group) = groups.last_mut() else { continue };
        let at = group.rows.len();
        group.rows.push(RowBox { min: row.min_height * MM, split: row.split });
        for cell in &row.cells {
            let rowspan = cell.rowspan.clamp(1, table.rows.len() - index);
            open = open.max(rowspan);
            group.cells.push(cell_box(cell, at, rowspan, &edges, table.ruled, setter));
        }
        open = open.saturating_sub(1);
    }
    TableBox { edges, ruled: table.ruled, heads, groups }
}

fn edges(columns: &[f32], width: f32) -> Vec<f32> {
    let sum: f32 = columns.iter().sum();
    let mut edges = vec![0.0];
    let mut at = 0.0;
    for column in columns {
        at += column;
        edges.push(if sum > 0.0 { at / sum * width } else { width });
    }
    edges
}

fn cell_box(cell: &Cell, row: usize, rowspan: usize, edges: &[f32], ruled: bool, setter: &mut Setter) -> CellBox {
    let last = edges.len() - 1;
    let from = cell.column.min(last.saturating_sub(1));
    let to = (cell.column + cell.colspan.max(1)).min(last);
    let is_label = cell.blocks.iter().all(|block| matches!(block, Block::Paragraph(paragraph) if paragraph.role == Role::Label));
    let (pad_x, pad_y) = padding(ruled, is_label);
    let width = (edges[to] - edges[from] - 2.0 * pad_x).max(1.0);
    let mut lines = Vec::new();
    for block in &cell.blocks {
        cell_block(block, width, setter, &mut lines);
    }
    let sign_width = (width - if ruled { style::CELL_SIGN_INDENT } else { 0.0 }).max(1.0);
    let mut foot: Vec<LineBox> = cell.foot.iter().flat_map(|paragraph: &Paragraph| setter.paragraph(paragraph, sign_width)).collect();
    if foot.len() > LONGEST_FOOT {
        lines.append(&mut foot);
    }
    CellBox { row, rowspan, from, to, x: edges[from] + pad_x, pad_y, valign: cell.valign, lines, foot }
}

/// A cell holds paragraphs, ruled lines and pictures; anything else in it is laid out as if it stood there alone.
fn cell_block(block: &Block, width: f32, setter: &mut Setter, lines: &mut Vec<LineBox>) {
    match block {
        Block::Paragraph(paragraph) => lines.extend(setter.paragraph(paragraph, width)),
        Block::Lines(ruled) => lines.extend((0..ruled.count).map(|_| ruled_line(width))),
        Block::Picture(content) => lines.push(picture(content, width)),
        Block::Keep(blocks) => blocks.iter().for_each(|block| cell_block(block, width, setter, lines)),
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            for cell in cells {
                cell.blocks.iter().for_each(|block| cell_block(block, width, setter, lines));
                lines.extend(cell.foot.iter().flat_map(|paragraph| setter.paragraph(paragraph, width)));
            }
        }
        Block::Seal(seal) => {
            for inlines in [&seal.agency, &seal.date] {
                let block = setter.take_block(inlines);
                let style = setter.style(Role::CellSign);
                lines.extend(setter.inlines(inlines, Role::CellSign, style, width, block));
            }
        }
        Block::Rule(_) | Block::PageBreak => {}
    }
}

/// One line to write on.
pub fn ruled_line(width: f32) -> LineBox {
    let y = style::RULED_LINE_PITCH - style::RULED_LINE_DEPTH;
    let rule = Item::Line { x1: 0.0, y1: y, x2: width, y2: y, width: style::RULE_WIDTH };
    LineBox { height: style::RULED_LINE_PITCH, before: 0.0, items: vec![rule] }
}

/// A picture in the middle of its column: one line, so that nothing cuts it.
pub fn picture(picture: &Picture, column: f32) -> LineBox {
    let (width, height) = style::picture_size(picture, column);
    let item = Item::Picture { x: (column - width) / 2.0, y: 0.0, width, height, photo: picture.photo.clone() };
    LineBox { height, before: 0.0, items: vec![item] }
}

/// Padding of a cell, left/right and above/below. Without a grid the columns only line text up.
fn padding(ruled: bool, is_label: bool) -> (f32, f32) {
    match (ruled, is_label) {
        (true, true) => (style::LABEL_PADDING_X, style::CELL_PADDING_Y),
        (true, false) => (style::CELL_PADDING_X, style::CELL_PADDING_Y),
        (false, _) => (0.0, 0.0),
    }
}
