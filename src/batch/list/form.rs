//! The form of one row, and the way back from a place in its text to a cell.

use super::mapping::Used;
use super::table::Where;
use crate::batch::digest::ListRow;
use crate::diag::{Diagnostic, Place, Pos};
use std::sync::Arc;

/// What all forms of a list share.
#[derive(Debug)]
pub struct Source {
    /// File and sheet.
    pub at: Arc<Where>,
    /// The columns in use.
    pub used: Vec<Used>,
}

/// The form of a row.
#[derive(Debug, Clone)]
pub struct RowForm {
    /// Name of its files: the 编号, else row number and party; a safe path component.
    pub stem: String,
    /// Where it comes from.
    pub row: ListRow,
    /// The form as YAML.
    pub text: String,
    /// The row says that nothing was found and has nothing of a violation: the shared cause of an action must not be
    /// added to it.
    pub clean: bool,
    /// 小组
    pub team: Option<String>,
    /// (line of the text, column), in order; a line belongs to the last entry at or before it.
    pub(super) cells: Vec<(u32, u16)>,
    pub(super) source: Arc<Source>,
}

/// The first line with a key: the comment stands before it.
const FIRST_LINE: u32 = 2;

impl RowForm {
    /// The name under which the text should be loaded, so that its findings can be told from those of other files.
    pub fn file(&self) -> String {
        format!("{} 第{}行", self.source.at.name(), self.row.row)
    }

    /// Whether the row itself gives a top-level key of the form (in its text: 违法行为, 检查, 执法人员 …).
    pub fn gives(&self, key: &str) -> bool {
        self.text.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')))
    }

    /// Moves a finding on the text to the cell it comes from, and names the heading. Findings on other files stay.
    pub fn at_cell(&self, mut finding: Diagnostic) -> Diagnostic {
        let file = self.file();
        let field = finding.field.clone();
        if let Some(place) = finding.place.take() {
            if *place.file == *file {
                let used = self.column(place.pos, field.as_deref());
                finding.place = Some(self.place(used));
                if let Some(used) = used {
                    finding.field = Some(match field {
                        Some(field) => format!("{field}（“{}”一列）", used.heading),
                        None => format!("“{}”一列", used.heading),
                    });
                }
            } else {
                finding.place = Some(place);
            }
        }
        for (place, _) in &mut finding.related {
            if *place.file == *file {
                *place = self.place(self.column(place.pos, None));
            }
        }
        finding
    }

    fn place(&self, used: Option<&Used>) -> Place {
        used.map_or_else(|| self.source.at.row(self.row.row), |used| self.source.at.cell(self.row.row, used.column))
    }

    /// The column a place belongs to: by its line, and by its field when the line says nothing (the form as a whole, or
    /// a field that the row left empty).
    fn column(&self, pos: Pos, field: Option<&str>) -> Option<&Used> {
        let whole = pos.line < FIRST_LINE || (pos.line == FIRST_LINE && pos.column <= 1);
        if !whole {
            let at = self.cells.partition_point(|(line, _)| *line <= pos.line).checked_sub(1)?;
            let column = self.cells[at].1;
            return self.source.used.iter().find(|used| used.column == column);
        }
        let field = bare(field?);
        let path = |used: &Used| used.field.path();
        let within = |outer: &str, inner: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let used = &self.source.used;
        used.iter().find(|used| path(used) == field).or_else(|| used.iter().find(|used| within(&field, &path(used))))
    }
}

/// A path without the numbers of list items: `证据[3].份数` → `证据.份数`.
fn bare(path: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}
