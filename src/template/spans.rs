//! Tables that do not add up, found in the source: rows whose cells make more or fewer columns than the table has. Rows
//! whose cells depend on the case, and tables that join rows around conditions, are left to the check of the rendered
//! markup.

use super::syntax::{self, Tag};
use crate::diag::{Diagnostic, Pos};
use roxmltree::Node;
use std::sync::Arc;

/// Findings with their places in the source.
pub fn check(file: &Arc<str>, body: &str) -> Vec<Diagnostic> {
    let marked = with_marks(body);
    // faults of the markup itself are told by `markup::check_source`
    let Ok(parsed) = roxmltree::Document::parse(marked.trim_end()) else { return Vec::new() };
    let mut findings = Vec::new();
    for table in parsed.descendants().filter(|node| node.has_tag_name("table")) {
        let place = |node: Node| {
            let at = parsed.text_pos_at(node.range().start);
            Pos { line: at.row, column: 1 }
        };
        let width = table.attribute("cols").map_or(0, |cols| cols.split_whitespace().count());
        if width == 0 {
            findings.push(Diagnostic::refuse("T22", "<table> 要有 cols=\"列宽 列宽 …\"").at(file, place(table)));
            continue;
        }
        findings.extend(rows(table, width).into_iter().map(|(row, message)| Diagnostic::refuse("T22", message).at(file, place(row))));
    }
    findings
}

fn rows<'n>(table: Node<'n, 'n>, width: usize) -> Vec<(Node<'n, 'n>, String)> {
    let rows = || table.children().filter(|node| node.has_tag_name("tr"));
    let joined = rows().flat_map(|row| row.children()).any(|cell| span(cell, "rowspan") > 1);
    let certain = !table.children().any(|node| node.is_pi()) && rows().all(is_certain);
    let mut faults = Vec::new();
    let mut covered = vec![0usize; width];
    for row in rows() {
        if joined && !certain {
            break;
        }
        if !is_certain(row) {
            continue;
        }
        let taken = covered.iter().filter(|rows| **rows > 0).count();
        let own: usize = row.children().filter(Node::is_element).map(|cell| span(cell, "colspan")).sum();
        if own + taken != width {
            faults.push((row, format!("这一行合计{}列，表格是{width}列", own + taken)));
            if joined {
                break;
            }
            continue;
        }
        let mut column = 0;
        let mut next: Vec<usize> = covered.iter().map(|rows| rows.saturating_sub(1)).collect();
        for cell in row.children().filter(Node::is_element) {
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let end = (column + span(cell, "colspan")).min(width);
            next[column.min(end)..end].fill(span(cell, "rowspan") - 1);
            column = end;
        }
        covered = next;
    }
    if faults.is_empty() && certain && covered.iter().any(|rows| *rows > 0) {
        faults.push((table, "最后一行的 rowspan 超出了表格".to_string()));
    }
    faults
}

/// A row whose cells are the same in every case.
fn is_certain(row: Node) -> bool {
    !row.children().any(|node| node.is_pi())
}

fn span(cell: Node, attribute: &str) -> usize {
    cell.attribute(attribute).and_then(|number| number.parse().ok()).filter(|number| *number > 0).unwrap_or(1)
}

/// The source with conditions, loops and includes as processing instructions, outputs and comments gone, line breaks kept.
fn with_marks(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(start) = rest.find("{%") {
        out.push_str(&syntax::without_tags(&rest[..start]));
        let end = rest[start..].find("%}").map_or(rest.len(), |at| start + at + 2);
        let bracket = &rest[start..end];
        let attribute = out.rfind(['<', '>']).is_some_and(|at| out[at..].starts_with('<'));
        let (tags, _) = syntax::read(bracket);
        match tags.first().map(|placed| &placed.tag) {
            Some(Tag::Output { .. }) | None => {}
            Some(_) if attribute => {}
            Some(_) => out.push_str("<?t?>"),
        }
        out.extend(bracket.chars().filter(|c| *c == '\n'));
        rest = &rest[end..];
    }
    out.push_str(&syntax::without_tags(rest));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_must_fill_the_table() {
        for (rows, expected) in [
            ("<tr><td>1</td><td>2</td></tr>", 0),
            ("<tr><td colspan=\"2\">1</td></tr>", 0),
            ("<tr><td>1</td></tr>", 1),
            ("<tr><td colspan=\"2\">1</td><td>2</td></tr>", 1),
            ("<tr><td rowspan=\"2\">1</td><td>2</td></tr><tr><td>3</td></tr>", 0),
            ("<tr><td rowspan=\"2\">1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>", 1),
            ("<tr><td>1</td><td rowspan=\"2\">2</td></tr>", 1),
            ("{% for v in violations %}<tr><td>1</td></tr>{% endfor %}", 1),
            ("<tr>{% if has_evidence %}<td>1</td>{% else %}<td>2</td>{% endif %}<td>3</td></tr>", 0),
            ("<tr><td>{% if has_evidence %}1{% else %}2{% endif %}</td></tr>", 1),
        ] {
            let body = format!("<doc>\n<table cols=\"1 1\">{rows}</table></doc>");
            let found = check(&"甲.xml".into(), &body);
            assert_eq!(found.len(), expected, "{rows}: {found:?}");
            assert!(found.iter().all(|f| f.code == "T22" && f.place.as_ref().is_some_and(|p| p.pos.line == 2)));
        }
        assert_eq!(check(&"甲.xml".into(), "<doc><table><tr><td>1</td></tr></table></doc>").len(), 1);
    }
}
