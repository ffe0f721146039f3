//! Tables: rows that add up, cells over several rows and columns, nothing left empty.

use super::inline::{PLAIN, trim};
use super::{Builder, line_of, yes};
use crate::document::{Blank, Block, Cell, Inline, Paragraph, Role, Row, RuledLines, Table, VAlign};
use roxmltree::Node;

impl Builder<'_> {
    /// A table, or nothing when its columns are not given.
    pub fn table(&mut self, node: Node) -> Option<Table> {
        let columns: Vec<f32> = node.attribute("cols").unwrap_or_default().split_whitespace().filter_map(|c| c.parse().ok()).collect();
        if columns.is_empty() || columns.iter().any(|c| *c <= 0.0) {
            self.fault(node, "<table> 要有 cols=\"列宽 列宽 …\"");
            return None;
        }
        let mut table =
            Table { columns, head_rows: 0, ruled: node.attribute("ruled") != Some("no"), rows: Vec::new(), line: line_of(node) };
        let mut covered: Vec<usize> = vec![0; table.columns.len()];
        for tr in node.children().filter(Node::is_element) {
            if tr.tag_name().name() != "tr" {
                self.fault(tr, "<table> 里只能有 <tr>");
                continue;
            }
            if yes(tr, "head") {
                table.head_rows += 1;
                if table.head_rows != table.rows.len() + 1 {
                    self.fault(tr, "表头行（head=\"yes\"）只能在表的最前面");
                }
            }
            let row = self.row(tr, &mut covered);
            table.rows.push(row);
        }
        if covered.iter().any(|rows| *rows > 0) {
            self.fault(node, "最后一行的 rowspan 超出了表格");
        }
        if table.rows.is_empty() {
            self.fault(node, "表格没有行");
        }
        Some(table)
    }

    fn row(&mut self, tr: Node, covered: &mut [usize]) -> Row {
        let width = covered.len();
        let mut row = Row { min_height: self.number(tr, "h", 0.0), split: yes(tr, "split"), cells: Vec::new(), line: line_of(tr) };
        let mut column = 0;
        let mut spans: Vec<(usize, usize, usize)> = Vec::new();
        for cell in tr.children().filter(Node::is_element) {
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let colspan: usize = self.number(cell, "colspan", 1).max(1);
            let rowspan: usize = self.number(cell, "rowspan", 1).max(1);
            if column + colspan > width {
                self.fault(tr, format!("这一行的格子合计超过{width}列"));
                return row;
            }
            row.cells.push(self.cell(cell, column, colspan, rowspan));
            spans.push((column, colspan, rowspan));
            column += colspan;
        }
        while covered.get(column).is_some_and(|rows| *rows > 0) {
            column += 1;
        }
        if column != width {
            self.fault(tr, format!("这一行合计{column}列，表格是{width}列"));
        }
        covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        for (start, colspan, rowspan) in spans {
            covered[start..start + colspan].iter_mut().for_each(|rows| *rows = rowspan - 1);
        }
        row
    }

    fn cell(&mut self, node: Node, column: usize, colspan: usize, rowspan: usize) -> Cell {
        let label = node.tag_name().name() == "th";
        if !label && node.tag_name().name() != "td" {
            self.fault(node, "<tr> 里只能有 <th> 和 <td>");
        }
        let role = if label { Role::Label } else { Role::Cell };
        let align = self.align(node);
        let top = node.attribute("valign").map_or(!label && node.children().any(|c| c.has_tag_name("foot")), |v| v == "top");
        let mut cell = Cell {
            column,
            colspan,
            rowspan,
            valign: if top { VAlign::Top } else { VAlign::Middle },
            blocks: Vec::new(),
            foot: Vec::new(),
            line: line_of(node),
        };
        let mut loose = Vec::new();
        let flush = |loose: &mut Vec<Inline>, blocks: &mut Vec<Block>| {
            trim(loose);
            if !loose.is_empty() {
                let inlines = std::mem::take(loose);
                blocks.push(Block::Paragraph(Paragraph { role, align, keep_next: false, inlines, line: line_of(node) }));
            }
        };
        for child in node.children() {
            if child.is_text() {
                self.push_text(node, child.text().unwrap_or_default(), PLAIN, &mut loose);
                continue;
            }
            match child.tag_name().name() {
                "p" | "foot" | "lines" | "note" | "picture" => flush(&mut loose, &mut cell.blocks),
                _ if child.is_element() => {
                    self.push_inline_element(child, PLAIN, &mut loose);
                    continue;
                }
                _ => continue,
            }
            match child.tag_name().name() {
                "lines" => {
                    let count = self.number(child, "n", 1);
                    cell.blocks.push(Block::Lines(RuledLines { count, line: line_of(child) }));
                }
                "picture" => {
                    let picture = self.picture(child, role);
                    cell.blocks.push(picture);
                }
                "foot" => {
                    let foot = self.paragraph(child, Role::CellSign, PLAIN);
                    cell.foot.push(foot);
                }
                _ => {
                    let mut paragraph = self.paragraph(child, role, PLAIN);
                    paragraph.align = paragraph.align.or(align);
                    if yes(child, "indent") {
                        paragraph.inlines.insert(0, Inline::Blank(Blank { em: 2.0, ruled: false }));
                    }
                    cell.blocks.push(Block::Paragraph(paragraph));
                }
            }
        }
        flush(&mut loose, &mut cell.blocks);
        if cell.blocks.is_empty() && cell.foot.is_empty() {
            self.fault(node, "格子里没有内容（要留空白请写 <blank w=\"4\" rule=\"no\"/>，不需要填写请写 <struck/>）");
        }
        cell
    }
}
