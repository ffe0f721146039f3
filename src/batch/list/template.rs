//! The empty list to be filled in: the headings that are known, a look for each column, lists to choose from, a page of
//! guidance. Read back, it maps without a question.

use super::columns::{KnownColumn, Look, known};
use crate::export::xlsx::{Cell, Choices, Column, Error, Kind, Sheet, Tone, Workbook};
use crate::law::LawBook;
use chrono::NaiveDate;

/// Rows that have the lists to choose from and the formats.
const ROOM: u32 = 2000;
/// Name of the sheet with the causes.
const CAUSES: &str = "案由";

/// The columns of the empty list.
fn shown() -> impl Iterator<Item = &'static KnownColumn> {
    known().columns.iter().filter(|column| column.group.is_some())
}

/// The empty list as a workbook: 案件 to fill in, 说明 to read, 案由 to choose from.
pub fn xlsx(law: &LawBook) -> Result<Vec<u8>, Error> {
    // The day in the file's properties must not be the day it was made.
    let created = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
    let mut book = Workbook::new("案件名单", created)?;
    let causes: Vec<Vec<Cell>> = law
        .causes()
        .map(|cause| {
            let group = law.group_of(cause).unwrap_or_default();
            [cause.short.0.as_str(), cause.wording.0.as_str(), group].into_iter().map(Cell::text).collect()
        })
        .collect();
    let columns = shown().map(|known| column(known, causes.len() as u32)).collect();
    let cases = Sheet { frozen: 0, filter: true, room: ROOM, pages_wide: 2, ..Sheet::new("案件", columns) };
    book.sheet(&cases, std::iter::empty())?;
    let guide =
        vec![Column::new("列名", 20.0), Column::new("格式", 8.0), Column::new("怎样填", 90.0).wrap(), Column::new("例", 50.0).wrap()];
    book.sheet(&Sheet { filter: false, ..Sheet::new("说明", guide) }, guidance())?;
    let columns = vec![Column::new("案由（简称，填这个）", 36.0), Column::new("法定名称", 70.0).wrap(), Column::new("类", 30.0)];
    book.sheet(&Sheet::new(CAUSES, columns), causes)?;
    book.bytes()
}

/// The empty list as text: the headings in one row, with a mark that spreadsheet programs know UTF-8 by.
pub fn csv() -> String {
    let headings: Vec<&str> = shown().map(|column| column.heading.text()).collect();
    format!("\u{FEFF}{}\r\n", headings.join(","))
}

fn column(known: &KnownColumn, causes: u32) -> Column {
    let text = |text: &Option<crate::case::values::Text>| text.as_ref().map_or(String::new(), |text| text.text().to_string());
    let width = known.width.as_ref().and_then(|width| width.value).unwrap_or(12);
    let (kind, wrap) = match known.look {
        Some(Look::Date) => (Kind::Date, false),
        Some(Look::Amount) => (Kind::Amount, false),
        Some(Look::Whole) => (Kind::Whole, false),
        Some(Look::Long) => (Kind::Text, true),
        Some(Look::Text) | None => (Kind::Text, false),
    };
    let note = format!("{}\n例：{}", text(&known.hint), text(&known.example));
    let mut column = Column::new(known.heading.text(), f64::from(width)).kind(kind).group(text(&known.group)).note(note);
    column.wrap = wrap;
    let choices: Vec<String> = known.choices.iter().map(|choice| choice.text().to_string()).collect();
    match choices.as_slice() {
        [] => column,
        [one] if one == CAUSES => {
            column.suggestions(Choices::Range { sheet: CAUSES.to_string(), column: 0, first: 1, last: causes.max(1) })
        }
        _ => column.suggestions(Choices::Inline(choices)),
    }
}

/// The rows of the page of guidance: what holds for the whole list, then each column.
fn guidance() -> Vec<Vec<Cell>> {
    let whole = known().guide.iter().map(|line| vec![Cell::empty(), Cell::empty(), Cell::text(line.text())]);
    let columns = shown().map(|column| {
        let text = |text: &Option<crate::case::values::Text>| Cell::text(text.as_ref().map_or("", |text| text.text()));
        let look = Cell::text(column.look.map_or("", Look::word));
        vec![Cell::text(column.heading.text()).tone(Tone::Strong), look, text(&column.hint), text(&column.example)]
    });
    whole.chain(columns).collect()
}
