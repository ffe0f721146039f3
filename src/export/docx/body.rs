//! `word/document.xml`: the blocks of a document as paragraphs and tables, and what keeps them together on a page.

use super::furniture;
use super::inline::{Tail, ruled_tab, runs};
use super::measure;
use super::paragraph::Properties;
use super::picture;
use super::styles::{self, RULE, SEAL, SPACER, WRITING_LINE};
use super::table;
use super::xml::{NAMESPACES, PROLOG};
use super::{Error, Sheet};
use crate::document::{Align, Block, Document, Inline, Paragraph, Picture, Role, RuleKind, RuledLines, Seal, Table};
use crate::style::{ParagraphStyle, SEAL_DIAMETER, SEAL_INDENT, TABLE_GAP};

/// So many lines of text stay on the page of a 落款 or of signature lines.
const LINES_BEFORE_SIGNATURE: u32 = 2;

/// The room a paragraph stands in.
pub(super) struct Frame {
    /// Width in points.
    pub width: f32,
    /// In a table cell, where no document grid applies.
    pub cell: bool,
}

impl Frame {
    /// The text area of the page.
    pub fn page(sheet: &Sheet) -> Self {
        Frame { width: sheet.page.live_width(), cell: false }
    }
}

/// A block that is written by itself, with what its neighbours ask of it.
struct Item<'a> {
    content: Content<'a>,
    /// Stays on the page of the next item.
    keep_next: bool,
    /// Stays in one piece.
    keep_whole: bool,
    /// Starts a page.
    page_break: bool,
    /// Rule below.
    rule: Option<RuleKind>,
    /// Stands right above or below a ruled table, which cannot keep distance itself.
    above_table: bool,
    below_table: bool,
}

#[derive(Clone, Copy)]
enum Content<'a> {
    Paragraph(&'a Paragraph),
    Table(&'a Table),
    Lines(RuledLines),
    Picture(&'a Picture),
    Rule,
    Seal(&'a Seal),
}

/// The part `word/document.xml`.
pub(super) fn part(sheet: &Sheet, document: &Document) -> Result<String, Error> {
    let mut out = String::with_capacity(32 * 1024);
    out.push_str(PROLOG);
    out.push_str("<w:document ");
    out.push_str(NAMESPACES);
    out.push_str("><w:body>");
    let mut items = Vec::with_capacity(document.blocks.len());
    flatten(&document.blocks, false, &mut false, &mut items);
    hold_signatures(sheet, &mut items);
    part_from_tables(&mut items);
    let mut after_table = false;
    for item in &items {
        let is_table = matches!(item.content, Content::Table(_));
        // Word would join two tables that touch, and a table cannot start a page by itself.
        if is_table && (after_table || item.page_break) {
            spacer(&mut out, item.page_break);
        }
        write_item(&mut out, sheet, item)?;
        after_table = is_table;
    }
    // A body must not end with a table.
    if after_table || items.is_empty() {
        spacer(&mut out, false);
    }
    furniture::section(&mut out, sheet, document);
    out.push_str("</w:body></w:document>");
    Ok(out)
}

/// Dissolves keep groups and turns page breaks and rules into properties of their neighbours.
fn flatten<'a>(blocks: &'a [Block], whole: bool, page_break: &mut bool, items: &mut Vec<Item<'a>>) {
    for (at, block) in blocks.iter().enumerate() {
        let keep_next = whole && at + 1 < blocks.len();
        let (content, rule) = match block {
            Block::Paragraph(paragraph) => (Content::Paragraph(paragraph), None),
            Block::Table(table) => (Content::Table(table), None),
            Block::Lines(lines) => (Content::Lines(*lines), None),
            Block::Picture(picture) => (Content::Picture(picture), None),
            Block::Seal(seal) => (Content::Seal(seal), None),
            Block::Rule(kind) => match items.last_mut() {
                // The rule of a heading is the heading's lower border: it can never be torn from it.
                Some(Item { content: Content::Paragraph(_), rule: rule @ None, .. }) if !*page_break => {
                    *rule = Some(*kind);
                    continue;
                }
                Some(_) | None => (Content::Rule, Some(*kind)),
            },
            Block::Keep(blocks) => {
                // what signs a table is not torn from its last row
                if blocks.iter().any(Block::signs)
                    && let Some(Item { content: Content::Table(_), keep_next, .. }) = items.last_mut().filter(|_| !*page_break)
                {
                    *keep_next = true;
                }
                flatten(blocks, true, page_break, items);
                if keep_next && let Some(last) = items.last_mut() {
                    last.keep_next = true;
                }
                continue;
            }
            Block::PageBreak => {
                *page_break = true;
                continue;
            }
        };
        items.push(Item {
            content,
            // what is said of a picture stands below it
            keep_next: keep_next || matches!(block, Block::Picture(_)),
            keep_whole: whole,
            page_break: std::mem::take(page_break),
            rule,
            above_table: false,
            below_table: false,
        });
    }
}

/// Marks the neighbours of ruled tables.
fn part_from_tables(items: &mut [Item]) {
    for at in 1..items.len() {
        let is_ruled = |item: &Item| matches!(item.content, Content::Table(Table { ruled: true, .. }));
        items[at - 1].above_table = is_ruled(&items[at]) && !items[at].page_break;
        items[at].below_table = is_ruled(&items[at - 1]) && !items[at].page_break;
    }
}

/// A 落款 and signature lines never stand alone on a page: the text before them is held to them.
fn hold_signatures(sheet: &Sheet, items: &mut [Item]) {
    let is_signature = |item: &Item| matches!(item.content, Content::Paragraph(Paragraph { role: Role::Signature, .. }));
    for at in 1..items.len() {
        if is_signature(&items[at]) && is_signature(&items[at - 1]) && !items[at].page_break {
            items[at - 1].keep_next = true;
        } else if is_signature(&items[at]) || matches!(items[at].content, Content::Seal(_)) {
            hold(sheet, items, at);
        }
    }
}

fn hold(sheet: &Sheet, items: &mut [Item], at: usize) {
    let mut lines = 0;
    for before in (0..at).rev() {
        if lines >= LINES_BEFORE_SIGNATURE || items[before + 1].page_break {
            return;
        }
        let item = &mut items[before];
        item.keep_next = true;
        lines += match item.content {
            Content::Paragraph(paragraph) => measure::lines(paragraph, &sheet.style(paragraph.role), sheet.page.live_width()).count,
            Content::Lines(ruled) => ruled.count,
            Content::Table(_) | Content::Picture(_) | Content::Seal(_) => LINES_BEFORE_SIGNATURE,
            Content::Rule => 0,
        };
    }
}

fn write_item(out: &mut String, sheet: &Sheet, item: &Item) -> Result<(), Error> {
    let frame = Frame::page(sheet);
    let properties = Properties {
        keep_next: item.keep_next,
        keep_lines: item.keep_whole,
        page_break: item.page_break,
        rule: item.rule,
        ..Properties::default()
    };
    match item.content {
        Content::Paragraph(content) => {
            let style = sheet.style(content.role);
            let before = item.below_table.then_some(style.before + TABLE_GAP);
            let after = item.above_table.then_some(style.after + TABLE_GAP);
            paragraph(out, sheet, content, &frame, Properties { before, after, ..properties })
        }
        Content::Table(content) => table::table(out, sheet, content, item.keep_whole, item.keep_next),
        Content::Lines(lines) => {
            writing_lines(out, lines, &frame, &properties);
            Ok(())
        }
        Content::Picture(content) => picture::paragraph(out, sheet, content, &frame, properties),
        Content::Rule => {
            out.push_str("<w:p>");
            Properties { style: RULE, ..properties }.write(out);
            out.push_str("</w:p>");
            Ok(())
        }
        Content::Seal(content) => seal(out, sheet, content, properties),
    }
}

/// Appends a paragraph of the model. `properties` holds what its place asks for; style and alignment are set here.
pub(super) fn paragraph(
    out: &mut String,
    sheet: &Sheet,
    paragraph: &Paragraph,
    frame: &Frame,
    properties: Properties,
) -> Result<(), Error> {
    let style = sheet.style(paragraph.role);
    let align = paragraph.align.filter(|align| *align != style.align);
    let tail = tail(paragraph, &style, frame.width);
    let properties = Properties {
        style: styles::id(paragraph.role),
        keep_next: properties.keep_next || paragraph.keep_next,
        align,
        no_indent: style.first_indent > 0.0 && matches!(align, Some(Align::Center | Align::Right)),
        tab: (tail == Tail::FillLine).then_some(frame.width),
        off_grid: frame.cell && sheet.has_grid() && styles::on_grid(paragraph.role),
        ..properties
    };
    out.push_str("<w:p>");
    properties.write(out);
    runs(out, &paragraph.inlines, tail, paragraph.line)?;
    out.push_str("</w:p>");
    Ok(())
}

/// A ruled blank that reaches the end of its line becomes a rule to the margin: spaces would wrap or fall short, since
/// each program sets the text before them a little differently.
fn tail(paragraph: &Paragraph, style: &ParagraphStyle, width: f32) -> Tail {
    let Some((Inline::Blank(blank), before)) = paragraph.inlines.split_last() else { return Tail::Plain };
    let left = match paragraph.align.unwrap_or(style.align) {
        Align::Justify | Align::Left => true,
        Align::Center | Align::Right => false,
    };
    if !blank.ruled || !left {
        return Tail::Plain;
    }
    let measure = (width / (style.size + style.tracking)).max(1.0);
    let last_line = before.rsplit(|inline| matches!(inline, Inline::Break)).next().unwrap_or_default();
    let indent = if last_line.len() == before.len() { style.first_indent } else { style.hang };
    let start = (indent + measure::inlines_em(last_line)) % measure;
    let end = start + blank.em;
    // A long one, e.g. of an answer, is meant to be the rest of the line.
    let long = blank.em > measure / 2.0 || end > measure - 1.0;
    if long && end < measure * 1.5 { Tail::FillLine } else { Tail::Plain }
}

/// Appends lines for handwriting, each a tab with a rule below it.
pub(super) fn writing_lines(out: &mut String, lines: RuledLines, frame: &Frame, properties: &Properties) {
    for at in 0..lines.count {
        let last = at + 1 == lines.count;
        out.push_str("<w:p>");
        Properties {
            style: WRITING_LINE,
            tab: Some(frame.width),
            page_break: properties.page_break && at == 0,
            keep_next: properties.keep_next && (last || properties.keep_lines),
            before: properties.before.filter(|_| at == 0),
            rule: None,
            ..properties.clone()
        }
        .write(out);
        ruled_tab(out);
        out.push_str("</w:p>");
    }
}

/// Appends agency and date: the shorter centred under the longer, with the height of a seal free around them.
fn seal(out: &mut String, sheet: &Sheet, seal: &Seal, properties: Properties) -> Result<(), Error> {
    let style = sheet.style(Role::Flush);
    let size = style.size + style.tracking;
    let (agency, date) = (measure::inlines_em(&seal.agency), measure::inlines_em(&seal.date));
    let widest = agency.max(date);
    let room = (sheet.page.live_width() / size - widest).max(0.0);
    let right = |em: f32| (SEAL_INDENT.min(room) + (widest - em) / 2.0) * size;
    // The seal sits on the date (骑年盖月): more of it is below than above the two lines.
    let text = 2.0 * style.line;
    let free = (SEAL_DIAMETER - text).max(0.0);
    let above = (SEAL_DIAMETER / 2.0 - text + style.line / 2.0).clamp(style.line, free.max(style.line));
    let below = (free - above).max(0.0);
    let lines = [
        (&seal.agency, Properties { keep_next: true, before: Some(above), right: Some(right(agency)), ..properties.clone() }),
        (&seal.date, Properties { page_break: false, after: Some(below), right: Some(right(date)), ..properties }),
    ];
    for (inlines, properties) in lines {
        out.push_str("<w:p>");
        Properties { style: SEAL, keep_lines: true, ..properties }.write(out);
        runs(out, inlines, Tail::Plain, seal.line)?;
        out.push_str("</w:p>");
    }
    Ok(())
}

fn spacer(out: &mut String, page_break: bool) {
    out.push_str("<w:p>");
    Properties { page_break, ..Properties::of(SPACER) }.write(out);
    out.push_str("</w:p>");
}
