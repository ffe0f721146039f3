//! The grid of a table: frame and the lines between cells.

use super::pages::Item;
use super::rows::CellBox;
use crate::style;

/// Lines between neighbours of different cells, each drawn once. `tops` are the edges of the rows shown, the first of which
/// is `first_row`; the upper edge is left out where rows of the same table stand directly above.
pub fn draw(cells: &[CellBox], first_row: usize, tops: &[f32], edges: &[f32], draw_top: bool, items: &mut Vec<Item>) {
    let (rows, columns) = (tops.len() - 1, edges.len() - 1);
    let mut owner = vec![usize::MAX; rows * columns];
    for (index, cell) in cells.iter().enumerate() {
        for row in cell.row.max(first_row)..(cell.row + cell.rowspan).min(first_row + rows) {
            owner[(row - first_row) * columns + cell.from..(row - first_row) * columns + cell.to].fill(index);
        }
    }
    let half = style::RULE_WIDTH / 2.0;
    let width = style::RULE_WIDTH;
    for boundary in usize::from(!draw_top)..=rows {
        let is_line = |column: usize| {
            boundary == 0 || boundary == rows || owner[(boundary - 1) * columns + column] != owner[boundary * columns + column]
        };
        for (from, to) in stretches(columns, is_line) {
            let y = tops[boundary];
            items.push(Item::Line { x1: edges[from] - half, y1: y, x2: edges[to] + half, y2: y, width });
        }
    }
    for boundary in 0..=columns {
        let is_line =
            |row: usize| boundary == 0 || boundary == columns || owner[row * columns + boundary - 1] != owner[row * columns + boundary];
        for (from, to) in stretches(rows, is_line) {
            let x = edges[boundary];
            items.push(Item::Line { x1: x, y1: tops[from], x2: x, y2: tops[to], width });
        }
    }
}

/// Runs of neighbouring places for which `is_line` holds, as (first, one past the last).
fn stretches(count: usize, is_line: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for index in (0..count).filter(|index| is_line(*index)) {
        match out.last_mut() {
            Some((_, end)) if *end == index => *end = index + 1,
            Some(_) | None => out.push((index, index + 1)),
        }
    }
    out
}
