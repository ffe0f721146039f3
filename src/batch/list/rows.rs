//! All rows of a list: which are cases, which are passed over, which two are the same; everything wrong with any of them
//! said together.

use super::form::{RowForm, Source};
use super::mapping::Used;
use super::read::shown;
use super::row::{Photos, form, is_empty};
use super::table::Table;
use crate::diag::{Diagnostic, Pos};
use crate::import::sheet::{Cell, Row, column_name};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the action says for all rows.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Day of the inspections, for rows that give a time only.
    pub day: Option<NaiveDate>,
    /// Digits of a row number in a name; more are used when a row needs them.
    pub row_digits: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { day: None, row_digits: 4 }
    }
}

/// A list whose columns are settled.
#[derive(Debug)]
pub struct List {
    table: Table,
    source: Arc<Source>,
    settings: Settings,
}

/// A sound row, before its form is made (or made again).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowKey {
    /// 1-based row.
    pub row: u32,
    /// Name of the form's files.
    pub stem: Box<str>,
}

/// What came of the rows, without the forms: for lists too long to keep them all.
#[derive(Debug, Default)]
pub struct Survey {
    /// The sound rows, in the order of the list.
    pub cases: Vec<RowKey>,
    /// What is wrong with the others, in the order of the list.
    pub findings: Vec<Diagnostic>,
    /// Rows that were passed over, and what should be known about the list.
    pub notes: Vec<Diagnostic>,
}

/// What came of the rows.
#[derive(Debug, Default)]
pub struct Rows {
    /// The forms of the sound rows, in the order of the list.
    pub forms: Vec<RowForm>,
    /// What is wrong with the others, in the order of the list.
    pub findings: Vec<Diagnostic>,
    /// Rows that were passed over, and what should be known about the list.
    pub notes: Vec<Diagnostic>,
}

/// More findings are counted, not listed: nobody reads them, and memory must not grow with them.
const MAX_FINDINGS: usize = 2000;

/// Which rows of a list are cases.
struct Cases<'a> {
    rows: Vec<&'a Row>,
    notes: Vec<Diagnostic>,
    findings: Vec<Diagnostic>,
}

impl List {
    /// A list with the columns a mapping settled.
    pub fn new(table: Table, used: Vec<Used>, settings: Settings) -> List {
        let source = Arc::new(Source { at: table.at.clone(), used });
        List { table, source, settings }
    }

    /// Makes the forms of all rows and keeps them. `photos` says which paths below the list's folder a name of a file may
    /// mean.
    pub fn rows(&self, photos: Photos) -> Rows {
        let mut forms = Vec::new();
        let Survey { cases, findings, notes } = self.pass(photos, |form| forms.push(form));
        let mut sound = cases.iter().map(|key| key.row).peekable();
        forms.retain(|form| sound.next_if_eq(&form.row.row).is_some());
        Rows { forms, findings, notes }
    }

    /// Looks through all rows without keeping their forms; [`List::form`] makes those one by one.
    pub fn survey(&self, photos: Photos) -> Survey {
        self.pass(photos, drop)
    }

    /// The form of a row that a survey found sound.
    pub fn form(&self, key: &RowKey, photos: Photos) -> Option<RowForm> {
        let at = self.table.rows.binary_search_by_key(&key.row, |row| row.number).ok()?;
        self.make(&self.table.rows[at], photos).ok()
    }

    fn pass(&self, photos: Photos, mut keep: impl FnMut(RowForm)) -> Survey {
        let Cases { rows, notes, findings } = self.cases();
        let mut out = Survey { cases: Vec::with_capacity(rows.len()), findings, notes };
        let mut left_out = 0;
        for row in rows {
            match self.make(row, photos) {
                Ok(form) => {
                    out.cases.push(RowKey { row: form.row.row, stem: form.stem.as_str().into() });
                    keep(form);
                }
                Err(faults) => {
                    let room = MAX_FINDINGS.saturating_sub(out.findings.len());
                    left_out += faults.len().saturating_sub(room);
                    out.findings.extend(faults.into_iter().take(room));
                }
            }
        }
        self.same(&mut out);
        out.findings.sort_by_key(|finding| finding.place.as_ref().map_or(Pos::default(), |place| place.pos));
        if left_out > 0 {
            let finding = Diagnostic::refuse("S31", format!("还有{left_out}处没有列出")).remedy("先改上面列出的，再运行一次");
            out.findings.push(finding.at(&self.table.at.name().into(), Pos { line: 1, column: 1 }));
        }
        if !self.has("编号") {
            let finding = Diagnostic::remind("S41", "名单没有“编号”一列：输出文件夹按行号和名称起名，文号也按它登记");
            let finding = finding.remedy("以后要插行、排序的，先加上“编号”一列");
            out.notes.push(finding.at(&self.table.at.name().into(), Pos { line: self.table.head_row, column: 1 }));
        }
        out
    }

    fn make(&self, row: &Row, photos: Photos) -> Result<RowForm, Vec<Diagnostic>> {
        form(&self.source, row, self.table.from_1904, &self.settings, photos)
    }

    fn has(&self, path: &str) -> bool {
        self.source.used.iter().any(|used| used.field.is(path))
    }

    /// Rows that are cases; the others are told in notes.
    fn cases(&self) -> Cases<'_> {
        let mut out = Cases { rows: Vec::new(), notes: Vec::new(), findings: Vec::new() };
        let (mut empty, mut below, mut total): (Vec<u32>, Vec<u32>, Option<u32>) = Default::default();
        for row in &self.table.rows {
            match sum_word(row) {
                _ if total.is_some() => {
                    if self.is_like_a_case(row) {
                        let place = self.table.at.row(row.number);
                        let message = format!("第{}行在“合计”下面，却像是一个案件", row.number);
                        let finding = Diagnostic::refuse("S30", message).at(&place.file, place.pos);
                        out.findings.push(finding.remedy("移到合计上面；不是案件的，删去"));
                    } else {
                        below.push(row.number);
                    }
                }
                Some(Sum::Total) => total = Some(row.number),
                Some(Sum::Part) => empty.push(row.number),
                None if is_empty(row, &self.source.used) => empty.push(row.number),
                None => out.rows.push(row),
            }
        }
        let place = |line: u32| (self.table.at.name(), Pos { line, column: 1 });
        if let Some(first) = empty.first() {
            let message = format!("第{}行没有案件的内容（只有序号、小计或者不用的列），没有读", numbers(&empty));
            let (file, pos) = place(*first);
            out.notes.push(Diagnostic::remind("S40", message).at(&file.as_str().into(), pos));
        }
        if let Some(total) = total {
            let rest = if below.is_empty() { String::new() } else { format!("，它下面的第{}行也没有读", numbers(&below)) };
            let (file, pos) = place(total);
            out.notes.push(Diagnostic::remind("S40", format!("第{total}行是合计，没有读{rest}")).at(&file.as_str().into(), pos));
        }
        out
    }

    /// A row below the total with a name and something more in the columns in use.
    fn is_like_a_case(&self, row: &Row) -> bool {
        let filled = |used: &&Used| !matches!(row.cell(used.column), Cell::Empty);
        let named =
            self.source.used.iter().filter(filled).any(|used| ["当事人.名称", "当事人.姓名"].iter().any(|path| used.field.is(path)));
        named && self.source.used.iter().filter(filled).count() >= 3
    }

    /// Refuses rows of one name; every one of them is said, none is made.
    fn same(&self, out: &mut Survey) {
        let mut by_stem: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, key) in out.cases.iter().enumerate() {
            by_stem.entry(key.stem.to_lowercase()).or_default().push(index);
        }
        let number = self.source.used.iter().find(|used| used.field.is("编号"));
        let cell = |row: u32| number.map_or_else(|| self.table.at.row(row), |used| self.table.at.cell(row, used.column));
        let mut dropped = vec![false; out.cases.len()];
        for rows in by_stem.into_values().filter(|rows| rows.len() > 1) {
            let all: Vec<u32> = rows.iter().map(|index| out.cases[*index].row).collect();
            for index in rows {
                dropped[index] = true;
                let RowKey { row, stem } = &out.cases[index];
                let message = format!("第{}行的编号（或者由它得出的文件名）相同：{stem}", numbers(&all));
                let place = cell(*row);
                let mut finding = Diagnostic::refuse("S29", message).found(&**stem).at(&place.file, place.pos);
                for other in all.iter().filter(|other| *other != row).take(3) {
                    finding = finding.related(cell(*other), format!("第{other}行也是"));
                }
                let finding = finding.field("编号").expected("各行不同的编号");
                out.findings.push(finding.remedy("改正编号；是同一个案件的，合成一行"));
            }
        }
        let mut keep = dropped.iter().map(|dropped| !dropped);
        out.cases.retain(|_| keep.next().unwrap_or(true));
    }
}

/// Row numbers for a message: `3、5—9`.
fn numbers(rows: &[u32]) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let mut end = at;
        while end + 1 < rows.len() && rows[end + 1] == rows[end] + 1 {
            end += 1;
        }
        out.push(if end > at + 1 {
            format!("{}—{}", rows[at], rows[end])
        } else {
            rows[at..=end].iter().map(u32::to_string).collect::<Vec<_>>().join("、")
        });
        at = end + 1;
    }
    let more = out.len().saturating_sub(12);
    out.truncate(12);
    if more > 0 { format!("{}等", out.join("、")) } else { out.join("、") }
}

/// Columns without a heading that say something of a case: nobody would see that they are not read. Each at the first
/// cell that is not empty; rows of sums, and what stands below the total, are no cases.
pub fn nameless(table: &Table, used: &[Used]) -> Vec<Diagnostic> {
    let mut found: BTreeMap<u16, (u32, String)> = BTreeMap::new();
    for row in &table.rows {
        match sum_word(row) {
            Some(Sum::Total) => break,
            Some(Sum::Part) => continue,
            None if is_empty(row, used) => continue,
            None => {}
        }
        let unknown = |column: u16| !table.headings.iter().any(|heading| heading.column == column);
        for (column, cell) in row.cells.iter().filter(|(column, cell)| !matches!(cell, Cell::Empty) && unknown(*column)) {
            found.entry(*column).or_insert_with(|| (row.number, shown(cell)));
        }
    }
    let refuse = |(column, (row, said)): (u16, (u32, String))| {
        let place = table.at.cell(row, column);
        let message = format!("{}列有内容，没有列名，不知道填到哪里", column_name(column.into()));
        let finding = Diagnostic::refuse("S10", message).at(&place.file, place.pos).field("列名").found(said);
        let finding = finding.expected("每个有内容的列都有列名").related(table.head_place(column), "列名应当在这里");
        finding.remedy("补上列名；是编号的写“序号”，不用的列也写一个列名，在 mapping.yaml 里填“不用”，或者清空这一列")
    };
    found.into_iter().map(refuse).collect()
}

enum Sum {
    /// 合计: the list ends here.
    Total,
    /// 小计: the list goes on.
    Part,
}

/// Whether a row is a sum, by the word its first text is.
fn sum_word(row: &Row) -> Option<Sum> {
    let first = row.cells.iter().find_map(|(_, cell)| match cell {
        Cell::Text(text) => Some(text),
        Cell::Empty | Cell::Number(_) | Cell::When(_) | Cell::Bool(_) | Cell::Error(_) => None,
    })?;
    let word: String = first.chars().filter(|c| !c.is_whitespace() && !matches!(c, '：' | ':')).collect();
    match word.as_str() {
        "合计" | "总计" | "共计" | "总合计" | "合计数" => Some(Sum::Total),
        "小计" | "本页小计" | "本页合计" => Some(Sum::Part),
        _ => None,
    }
}
