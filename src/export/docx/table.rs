//! `w:tbl`: fixed grids with merged cells, repeated heads and signature lines at the foot of a cell.

use super::body::{Frame, paragraph, writing_lines};
use super::measure;
use super::paragraph::Properties;
use super::picture;
use super::styles;
use super::xml::twips;
use super::{Error, Sheet};
use crate::document::{Block, Cell, Role, Row, Table, VAlign};
use crate::style::{self, CELL_PADDING_X, CELL_PADDING_Y, RULE_WIDTH, RULED_LINE_PITCH};
use std::fmt::Write;

const POINTS_PER_MILLIMETRE: f32 = 72.0 / 25.4;

/// A cell that reaches down from a row above.
#[derive(Clone, Copy)]
struct Span {
    rows_left: usize,
    columns: usize,
}

/// Appends a table of full width. `whole` keeps its rows on one page, `keep_next` keeps the last row with what follows.
pub(super) fn table(out: &mut String, sheet: &Sheet, table: &Table, whole: bool, keep_next: bool) -> Result<(), Error> {
    let edges = edges(table, sheet.page.live_width())?;
    open(out, table, &edges);
    // A row to be signed never stands alone at the top of a page.
    let signed = table.rows.last().is_some_and(|row| row.cells.iter().any(|cell| !cell.foot.is_empty()));
    let mut spans: Vec<Option<Span>> = vec![None; table.columns.len()];
    for (at, row) in table.rows.iter().enumerate() {
        let last = at + 1 == table.rows.len();
        // A head alone at the foot of a page is no head.
        let keep_next = if last { keep_next } else { whole || at < table.head_rows || (signed && at + 2 == table.rows.len()) };
        open_row(out, row, at < table.head_rows);
        let mut cells = row.cells.iter().peekable();
        let mut column = 0;
        while column < table.columns.len() {
            let (columns, cell) = match spans[column] {
                Some(span) => {
                    spans[column] = (span.rows_left > 1).then_some(Span { rows_left: span.rows_left - 1, ..span });
                    (span.columns, None)
                }
                None => {
                    let cell = cells.next_if(|cell| cell.column == column).ok_or_else(|| hole(row, at, column))?;
                    let free = cell.colspan > 0 && spans.get(column..column + cell.colspan).is_some_and(|s| s.iter().all(Option::is_none));
                    if !free || cell.rowspan == 0 || at + cell.rowspan > table.rows.len() {
                        return Err(problem(
                            cell.line,
                            format!("表格第{}行第{}列的单元格合并超出表格或压住别的单元格", at + 1, column + 1),
                        ));
                    }
                    spans[column] = (cell.rowspan > 1).then_some(Span { rows_left: cell.rowspan - 1, columns: cell.colspan });
                    (cell.colspan, Some(cell))
                }
            };
            let width = edges[column + columns] - edges[column];
            open_cell(out, width, columns, cell);
            match cell {
                Some(cell) => {
                    let height = table.rows[at..at + cell.rowspan].iter().map(|row| row.min_height.max(0.0)).sum::<f32>();
                    content(out, sheet, cell, width as f32 / 20.0, height * POINTS_PER_MILLIMETRE, keep_next)?;
                }
                None => empty(out, keep_next),
            }
            out.push_str("</w:tc>");
            column += columns;
        }
        if let Some(cell) = cells.next() {
            return Err(problem(cell.line, format!("表格第{}行的单元格多于{}列", at + 1, table.columns.len())));
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    Ok(())
}

fn problem(line: u32, reason: String) -> Error {
    Error::Table { line, reason }
}

fn hole(row: &Row, at: usize, column: usize) -> Error {
    problem(row.line, format!("表格第{}行第{}列没有单元格", at + 1, column + 1))
}

/// Positions of the column edges in twips: rounded once each, so that the widths add up to the full width.
fn edges(table: &Table, width: f32) -> Result<Vec<i32>, Error> {
    let sum: f32 = table.columns.iter().sum();
    let sound = table.columns.iter().all(|column| column.is_finite() && *column > 0.0);
    if !sound || table.columns.is_empty() || table.rows.is_empty() {
        return Err(problem(table.line, "表格没有行，或列宽不是正数".to_string()));
    }
    let mut position = 0.0;
    let mut edges = vec![0];
    for column in &table.columns {
        position += column;
        edges.push(twips(width * position / sum));
    }
    Ok(edges)
}

fn open(out: &mut String, table: &Table, edges: &[i32]) {
    let width = edges.last().copied().unwrap_or_default();
    let _ = write!(out, r#"<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>"#);
    if table.ruled {
        out.push_str("<w:tblBorders>");
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
            // Border widths are in eighths of a point.
            let _ = write!(out, r#"<w:{side} w:val="single" w:sz="{}" w:space="0" w:color="auto"/>"#, (RULE_WIDTH * 8.0).round() as i32);
        }
        out.push_str("</w:tblBorders>");
    }
    out.push_str(r#"<w:tblLayout w:type="fixed"/><w:tblCellMar>"#);
    for (side, padding) in [("top", CELL_PADDING_Y), ("left", CELL_PADDING_X), ("bottom", CELL_PADDING_Y), ("right", CELL_PADDING_X)] {
        let _ = write!(out, r#"<w:{side} w:w="{}" w:type="dxa"/>"#, twips(padding));
    }
    out.push_str("</w:tblCellMar></w:tblPr><w:tblGrid>");
    for pair in edges.windows(2) {
        let _ = write!(out, r#"<w:gridCol w:w="{}"/>"#, pair[1] - pair[0]);
    }
    out.push_str("</w:tblGrid>");
}

fn open_row(out: &mut String, row: &Row, head: bool) {
    out.push_str("<w:tr><w:trPr>");
    if !row.split {
        out.push_str("<w:cantSplit/>");
    }
    if row.min_height > 0.0 {
        let _ = write!(out, r#"<w:trHeight w:val="{}" w:hRule="atLeast"/>"#, twips(row.min_height * POINTS_PER_MILLIMETRE));
    }
    if head {
        out.push_str("<w:tblHeader/>");
    }
    out.push_str("</w:trPr>");
}

/// Opens a cell; `None` is the part of a cell from above.
fn open_cell(out: &mut String, width: i32, columns: usize, cell: Option<&Cell>) {
    let _ = write!(out, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>"#);
    if columns > 1 {
        let _ = write!(out, r#"<w:gridSpan w:val="{columns}"/>"#);
    }
    match cell {
        Some(cell) if cell.rowspan > 1 => out.push_str(r#"<w:vMerge w:val="restart"/>"#),
        Some(_) => {}
        None => out.push_str("<w:vMerge/>"),
    }
    let align = match cell {
        Some(cell) if cell.foot.is_empty() => match cell.valign {
            VAlign::Top => "top",
            VAlign::Middle => "center",
        },
        // Nothing but a foot stands at the bottom by itself.
        Some(cell) if cell.blocks.is_empty() => "bottom",
        Some(_) | None => "top",
    };
    let _ = write!(out, r#"<w:vAlign w:val="{align}"/></w:tcPr>"#);
}

/// Appends the content of a cell `width` points wide in rows at least `height` points high.
fn content(out: &mut String, sheet: &Sheet, cell: &Cell, width: f32, height: f32, keep_next: bool) -> Result<(), Error> {
    if cell.blocks.is_empty() && cell.foot.is_empty() {
        empty(out, keep_next);
        return Ok(());
    }
    let frame = Frame { width: width - 2.0 * CELL_PADDING_X, cell: true };
    let free = if cell.foot.is_empty() { 0.0 } else { free_height(sheet, cell, frame.width, height)? };
    let (mut above, above_foot) = match cell.valign {
        _ if cell.blocks.is_empty() => (None, None),
        VAlign::Middle if free > 0.0 => (Some(free / 2.0), Some(free / 2.0)),
        VAlign::Top | VAlign::Middle => (None, (free > 0.0).then_some(free)),
    };
    for block in &cell.blocks {
        let properties = Properties { keep_next, before: above.take(), ..Properties::default() };
        match block {
            Block::Paragraph(content) => paragraph(out, sheet, content, &frame, properties)?,
            Block::Lines(lines) => writing_lines(out, *lines, &frame, &properties),
            Block::Picture(content) => picture::paragraph(out, sheet, content, &frame, properties)?,
            Block::Table(_) | Block::Rule(_) | Block::Seal(_) | Block::Keep(_) | Block::PageBreak => return Err(foreign(cell)),
        }
    }
    for (at, foot) in cell.foot.iter().enumerate() {
        // The lines of a foot stay together when a long row breaks.
        let keep_next = keep_next || at + 1 < cell.foot.len();
        let before = above_foot.filter(|_| at == 0);
        paragraph(out, sheet, foot, &frame, Properties { keep_next, before, ..Properties::default() })?;
    }
    Ok(())
}

fn foreign(cell: &Cell) -> Error {
    problem(cell.line, "单元格里只能放段落、书写线和照片".to_string())
}

/// What the row's minimum height leaves free between content and foot, by estimate; rather too little than so much that
/// the row grows.
fn free_height(sheet: &Sheet, cell: &Cell, width: f32, height: f32) -> Result<f32, Error> {
    let mut used = 2.0 * CELL_PADDING_Y;
    for block in &cell.blocks {
        used += match block {
            Block::Paragraph(paragraph) => measure::height(paragraph, &sheet.style(paragraph.role), width),
            Block::Lines(lines) => lines.count as f32 * RULED_LINE_PITCH,
            Block::Picture(picture) => style::picture_size(picture, width).1,
            Block::Table(_) | Block::Rule(_) | Block::Seal(_) | Block::Keep(_) | Block::PageBreak => return Err(foreign(cell)),
        };
    }
    for foot in &cell.foot {
        used += measure::height(foot, &sheet.style(foot.role), width);
    }
    Ok((height - used).max(0.0))
}

fn empty(out: &mut String, keep_next: bool) {
    out.push_str("<w:p>");
    Properties { keep_next, ..Properties::of(styles::id(Role::Cell)) }.write(out);
    out.push_str("</w:p>");
}
