//! Tables: each cell with its place, tracked and hidden rows.

use super::super::Region;
use super::super::Veil;
use super::super::looks::{self, Look, attribute, child, is_on, value};
use super::{Around, Walker};
use roxmltree::Node;

impl Walker<'_> {
    /// A table, cell by cell.
    pub fn table(&mut self, node: Node, around: Around) {
        self.tables += usize::from(self.cell.is_none());
        let outer = self.cell.take();
        let table = match &outer {
            Some(cell) => format!("{cell}内的表格"),
            None if self.region == Region::Body => format!("第{}个表格", self.tables),
            None => format!("{}的表格", self.part),
        };
        let mut rows = 0;
        for row in node.descendants().filter(|n| n.tag_name().name() == "tr" && nearest_table(*n) == Some(node)) {
            rows += 1;
            let inner = self::row(row, around);
            let mut cells = 0;
            for cell in row.descendants().filter(|n| n.tag_name().name() == "tc" && nearest_table(*n) == Some(node)) {
                let properties = child(cell, "tcPr");
                let continues = properties.and_then(|p| child(p, "vMerge")).is_some_and(|merge| value(merge) != Some("restart"));
                cells += usize::from(!continues);
                self.cell = Some(format!("{table}第{rows}行第{}格", cells.max(1)));
                let shaded = properties.and_then(|p| child(p, "shd")).map(looks::is_shade).or(inner.look.shaded);
                let mut inner = Around { hidden: inner.hidden || continues, look: Look { shaded, ..inner.look }, ..inner };
                for (mark, veil) in [("cellIns", Veil::Inserted), ("cellDel", Veil::Deleted)] {
                    if let Some(change) = properties.and_then(|p| child(p, mark)) {
                        inner.tracked = inner.tracked.or(Some((veil, attribute(change, "author"))));
                    }
                }
                self.children(cell, inner);
            }
        }
        self.cell = outer;
    }
}

/// What holds in a row: tracked and hidden rows are marked in their properties.
pub fn row<'x>(node: Node<'x, '_>, around: Around<'x>) -> Around<'x> {
    let Some(properties) = child(node, "trPr") else { return around };
    let change = |mark: &str, veil: Veil| child(properties, mark).map(|change| (veil, attribute(change, "author")));
    let tracked = around.tracked.or_else(|| change("del", Veil::Deleted)).or_else(|| change("ins", Veil::Inserted));
    Around { tracked, hidden: around.hidden || child(properties, "hidden").is_some_and(is_on), ..around }
}

fn nearest_table<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    node.ancestors().skip(1).find(|n| n.tag_name().name() == "tbl")
}
