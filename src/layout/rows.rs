//! A group of table rows: how high it is, how much of it fits into the rest of a page, and its drawing. A group that is
//! cut remembers in a `Cursor` how many lines of each cell are already on earlier pages.

use super::breaker::EPS;
use super::grid;
use super::pages::Item;
use super::paragraph::LineBox;
use super::table::TableBox;
use crate::document::VAlign;
use crate::style;

/// Lines of a cell that are not parted: two or three go on with the signatures, two stay.
const FEWEST_PARTED: usize = 5;

/// A row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RowBox {
    /// At least this high.
    pub min: f32,
    /// May break over pages.
    pub split: bool,
}

/// A cell with its lines.
#[derive(Debug, Clone, PartialEq)]
pub struct CellBox {
    /// First row, within the group.
    pub row: usize,
    /// Rows covered.
    pub rowspan: usize,
    /// First column.
    pub from: usize,
    /// One past the last column.
    pub to: usize,
    /// Left edge of the text.
    pub x: f32,
    /// Padding above and below.
    pub pad_y: f32,
    /// Where `lines` stand in the cell.
    pub valign: VAlign,
    /// Content.
    pub lines: Vec<LineBox>,
    /// Lines at the bottom.
    pub foot: Vec<LineBox>,
}

/// Rows tied together by cells that span them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// Rows.
    pub rows: Vec<RowBox>,
    /// Cells in reading order.
    pub cells: Vec<CellBox>,
}

/// How far a group is already printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor {
    row: usize,
    /// Height of `row` that stands on earlier pages.
    used: f32,
    /// Lines of each cell that stand on earlier pages.
    taken: Vec<usize>,
}

/// What one page shows of a group.
#[derive(Debug)]
pub struct Fragment {
    /// Its height.
    pub height: f32,
    /// What it draws, from the upper left corner of the table; text first.
    pub items: Vec<Item>,
    /// The group is finished with it.
    pub complete: bool,
}

/// Room a fragment may use.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Height left on the page.
    pub rest: f32,
    /// Height of an empty page; no row can be higher in one piece.
    pub full: f32,
    /// The page is empty: something must be placed.
    pub empty: bool,
}

/// The planned cut: whole rows, then part of the next.
struct Cut {
    /// Height of each row from the cursor's on; the last one may be a part.
    heights: Vec<f32>,
    /// Lines taken of each cell.
    take: Vec<usize>,
    /// The last of `heights` is a part of its row.
    partial: bool,
    complete: bool,
}

impl Group {
    /// Nothing printed yet.
    pub fn start(&self) -> Cursor {
        Cursor { row: 0, used: 0.0, taken: vec![0; self.cells.len()] }
    }

    /// Height of what the cursor leaves.
    pub fn height(&self, cursor: &Cursor, full: f32) -> f32 {
        self.heights(cursor, full).iter().sum()
    }

    /// Whether the group may be cut although it would fit on an empty page.
    pub fn splits(&self) -> bool {
        self.rows.len() == 1 && self.rows[0].split
    }

    /// Whether it ends with signatures.
    pub fn is_signed(&self) -> bool {
        self.cells.iter().any(|cell| !cell.foot.is_empty())
    }

    /// Whether a single row has its text in a height, though not the height it wishes.
    pub fn gives_in(&self, cursor: &Cursor, height: f32, full: f32) -> bool {
        let need = self.cells.iter().zip(&cursor.taken).map(|(cell, taken)| cell.need(*taken)).fold(0.0, f32::max);
        self.splits() && need <= height + EPS && height >= self.height(cursor, full) / 2.0
    }

    /// Whether too few lines are left to be parted over two pages.
    pub fn is_short(&self, cursor: &Cursor) -> bool {
        self.cells.iter().zip(&cursor.taken).all(|(cell, taken)| cell.lines.len() - taken < FEWEST_PARTED)
    }

    /// Height that the first rows or lines need to make a start on a page.
    pub fn least(&self, cursor: &Cursor, full: f32) -> f32 {
        let whole = self.height(cursor, full);
        if !self.splits() && whole <= full + EPS {
            return whole;
        }
        let first_lines = |cell: &CellBox| cell.lines.iter().take(2).map(LineBox::outer_height).sum::<f32>() + 2.0 * cell.pad_y;
        let need = self.cells.iter().filter(|cell| cell.row == cursor.row).map(first_lines).fold(0.0, f32::max);
        need.min(whole)
    }

    /// Height of the rows of at least `min` that nothing is printed in.
    pub fn empty_height(&self, min: f32) -> f32 {
        self.rows.iter().enumerate().map(|(row, _)| self.empty_in(row, min)).sum()
    }

    /// Takes a share of their empty height from the rows of at least `min`.
    pub fn lower(&mut self, min: f32, share: f32) {
        for row in 0..self.rows.len() {
            self.rows[row].min -= self.empty_in(row, min) * share;
        }
    }

    fn empty_in(&self, row: usize, min: f32) -> f32 {
        let wished = self.rows[row].min;
        let tied = self.rows.len() > 1;
        if wished < min || tied {
            return 0.0;
        }
        let need = self.cells.iter().filter(|cell| cell.row == row).map(|cell| cell.need(0)).fold(0.0, f32::max);
        (wished - need).max(0.0)
    }

    fn heights(&self, cursor: &Cursor, full: f32) -> Vec<f32> {
        let mut heights: Vec<f32> = self.rows[cursor.row..].iter().map(|row| row.min.min(full)).collect();
        if let Some(first) = heights.first_mut() {
            *first = (*first - cursor.used).max(0.0);
        }
        for (cell, taken) in self.cells.iter().zip(&cursor.taken) {
            if cell.rowspan == 1 && cell.row >= cursor.row {
                let height = &mut heights[cell.row - cursor.row];
                *height = height.max(cell.need(*taken));
            }
        }
        for (cell, taken) in self.cells.iter().zip(&cursor.taken) {
            let end = cell.row + cell.rowspan;
            if cell.rowspan > 1 && end > cursor.row {
                let from = cell.row.max(cursor.row) - cursor.row;
                let covered: f32 = heights[from..end - cursor.row].iter().sum();
                heights[end - cursor.row - 1] += (cell.need(*taken) - covered).max(0.0);
            }
        }
        heights
    }

    /// The part of the group that fits, moving the cursor past it; `None` when a new page must come first.
    pub fn fragment(&self, cursor: &mut Cursor, room: Room, table: &TableBox, draw_top: bool) -> Option<Fragment> {
        let cut = self.cut(cursor, room)?;
        let mut items = Vec::new();
        let tops = tops(&cut.heights);
        let height = tops[tops.len() - 1];
        for (index, cell) in self.cells.iter().enumerate() {
            self.draw_cell(cell, cursor, &cut, &tops, (cursor.taken[index], cut.take[index]), &mut items);
        }
        if table.ruled {
            grid::draw(&self.cells, cursor.row, &tops, &table.edges, draw_top, &mut items);
        }
        for (taken, take) in cursor.taken.iter_mut().zip(&cut.take) {
            *taken += take;
        }
        let last = cut.heights.len() - 1;
        if cut.partial {
            cursor.used = if last == 0 { cursor.used } else { 0.0 } + cut.heights[last];
            cursor.row += last;
        } else {
            cursor.used = 0.0;
            cursor.row += last + 1;
        }
        Some(Fragment { height, items, complete: cut.complete })
    }

    fn cut(&self, cursor: &Cursor, room: Room) -> Option<Cut> {
        let heights = self.heights(cursor, room.full);
        let whole: f32 = heights.iter().sum();
        if whole <= room.rest + EPS {
            return Some(Cut { heights, take: self.all_lines(cursor), partial: false, complete: true });
        }
        if !room.empty && !self.splits() && whole <= room.full + EPS && cursor.row == 0 && cursor.used == 0.0 {
            return None;
        }
        let mut rows = 0;
        let mut used = 0.0;
        while rows < heights.len() && used + heights[rows] <= room.rest + EPS {
            used += heights[rows];
            rows += 1;
        }
        let part = self.part(cursor, &heights[..=rows], room.rest - used, room);
        if part.is_none() && rows == 0 {
            return None;
        }
        let mut cut_heights = heights[..rows].to_vec();
        let mut take = vec![0; self.cells.len()];
        let last_row = cursor.row + rows + usize::from(part.is_some());
        let partial = part.as_ref().is_some_and(|part| !part.complete);
        if let Some(part) = part {
            cut_heights.push(part.height);
            take = part.take;
        }
        let tops = tops(&cut_heights);
        for (index, cell) in self.cells.iter().enumerate() {
            let end = cell.row + cell.rowspan;
            let in_part = cell.rowspan == 1 && cell.row >= cursor.row + rows;
            if in_part || cell.row >= last_row || end <= cursor.row {
                continue;
            }
            let remaining = cell.lines.len() - cursor.taken[index];
            if end <= cursor.row + rows {
                take[index] = remaining;
            } else {
                // A cell that spans the cut gives the lines its part has room for.
                let top = tops[cell.row.max(cursor.row) - cursor.row];
                let inner = tops[last_row - cursor.row] - top - 2.0 * cell.pad_y;
                take[index] = cell.fitting(cursor.taken[index], inner).min(remaining);
            }
        }
        let complete = !partial && last_row == self.rows.len();
        if room.empty && !complete && rows == 0 && take.iter().all(|count| *count == 0) {
            // Only a foot higher than the page is left: it is printed over the edge rather than lost.
            return Some(Cut { heights, take: self.all_lines(cursor), partial: false, complete: true });
        }
        Some(Cut { heights: cut_heights, take, partial, complete })
    }

    fn all_lines(&self, cursor: &Cursor) -> Vec<usize> {
        self.cells.iter().zip(&cursor.taken).map(|(cell, taken)| cell.lines.len() - taken).collect()
    }

    /// The part of the last of `heights` that fits into `rest`, if that row may be cut and enough of it fits.
    fn part(&self, cursor: &Cursor, heights: &[f32], rest: f32, room: Room) -> Option<Part> {
        let above = heights.len() - 1;
        let (row, need) = (cursor.row + above, heights[above]);
        let must = room.empty && above == 0;
        if !self.rows[row].split && need <= room.full + EPS && !must {
            return None;
        }
        let mut part = Part { height: 0.0, take: vec![0; self.cells.len()], complete: false };
        let mut text_height: f32 = 0.0;
        let mut open = false;
        let mut enough = true;
        for (index, cell) in self.cells.iter().enumerate().filter(|(_, cell)| cell.row == row && cell.rowspan == 1) {
            let taken = cursor.taken[index];
            let remaining = cell.lines.len() - taken;
            text_height = text_height.max(cell.need(taken));
            let mut count = cell.fitting(taken, rest - 2.0 * cell.pad_y);
            let finished = count == remaining && cell.need(taken) <= rest + EPS;
            if !finished {
                open = true;
                // The lines that go on, with the foot below them, are never a single one.
                let keep = if cell.foot.is_empty() { 2 } else { 3 };
                if remaining - count < keep && remaining >= keep + 2 {
                    count = count.min(remaining - keep);
                }
                if must && count == 0 && remaining > 0 {
                    count = 1;
                }
                enough &= (2..remaining).contains(&count) || must || remaining == 0;
            }
            part.take[index] = count;
            part.height = part.height.max(cell.height_of(taken, count));
        }
        // A cell that ends here after spanning rows above: what they had no room for must go on too.
        let spanning = self.cells.iter().zip(&cursor.taken).any(|(cell, taken)| {
            let covered: f32 = heights[cell.row.max(cursor.row).min(row) - cursor.row..above].iter().sum();
            cell.rowspan > 1 && cell.row + cell.rowspan == row + 1 && cell.need(*taken) > covered + rest + EPS
        });
        if spanning {
            part.height = rest;
            open = true;
        }
        if !open && text_height <= rest + EPS {
            // Only the wished height does not fit: the row gives in a little rather than leave a piece of the page white.
            return (must || rest >= need / 2.0).then_some(Part { height: rest.max(text_height), complete: true, ..part });
        }
        let progress = part.take.iter().any(|count| *count > 0) || must || (spanning && rest > style::RULED_LINE_PITCH);
        (open && enough && progress).then_some(part)
    }

    fn draw_cell(&self, cell: &CellBox, cursor: &Cursor, cut: &Cut, tops: &[f32], lines: (usize, usize), items: &mut Vec<Item>) {
        let (taken, take) = lines;
        let shown_end = cursor.row + cut.heights.len();
        let end = (cell.row + cell.rowspan).min(shown_end);
        if cell.row + cell.rowspan <= cursor.row || cell.row >= shown_end {
            return;
        }
        let top = tops[cell.row.max(cursor.row) - cursor.row];
        let bottom = tops[end - cursor.row];
        let ends_here = cell.row + cell.rowspan <= shown_end - usize::from(cut.partial);
        let foot_height: f32 = if ends_here { cell.foot.iter().map(LineBox::outer_height).sum() } else { 0.0 };
        let shown = &cell.lines[taken..taken + take];
        let height: f32 = shown.iter().map(LineBox::outer_height).sum();
        let room = bottom - top - 2.0 * cell.pad_y - foot_height;
        let all_here = taken == 0 && take == cell.lines.len();
        let mut y = top + cell.pad_y;
        if cell.valign == VAlign::Middle && all_here {
            y += ((room - height) / 2.0).max(0.0);
        }
        stack(shown, cell.x, y, items);
        if ends_here {
            stack(&cell.foot, cell.x, bottom - cell.pad_y - foot_height, items);
        }
    }
}

/// Part of a row.
struct Part {
    height: f32,
    take: Vec<usize>,
    complete: bool,
}

impl CellBox {
    /// Height of the lines from `taken` on, with foot and padding.
    fn need(&self, taken: usize) -> f32 {
        self.height_of(taken, self.lines.len() - taken) + self.foot.iter().map(LineBox::outer_height).sum::<f32>()
    }

    fn height_of(&self, taken: usize, count: usize) -> f32 {
        self.lines[taken..taken + count].iter().map(LineBox::outer_height).sum::<f32>() + 2.0 * self.pad_y
    }

    /// How many lines from `taken` on fit into a height.
    fn fitting(&self, taken: usize, height: f32) -> usize {
        let mut used = 0.0;
        self.lines[taken..]
            .iter()
            .take_while(|line| {
                used += line.outer_height();
                used <= height + EPS
            })
            .count()
    }
}

/// Upper edges of stacked heights, and the lower edge of the last.
fn tops(heights: &[f32]) -> Vec<f32> {
    let mut tops = Vec::with_capacity(heights.len() + 1);
    tops.push(0.0);
    let mut at = 0.0;
    for height in heights {
        at += height;
        tops.push(at);
    }
    tops
}

/// Draws lines one below the other.
pub fn stack(lines: &[LineBox], x: f32, mut y: f32, items: &mut Vec<Item>) {
    for line in lines {
        y += line.before;
        items.extend(line.items.iter().map(|item| item.moved(x, y)));
        y += line.height;
    }
}
