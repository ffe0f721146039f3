//! The text of a document, block by block in reading order: what PDF and DOCX must carry, character for character.

use super::{Block, Document, Inline, Paragraph, Picture};

/// One paragraph's text with the template line it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextBlock {
    /// Template line.
    pub line: u32,
    /// Text; blanks are empty, a struck place is ／, a gap 【缺：…】, boxes ☑/□, breaks nothing.
    pub text: String,
}

/// Every paragraph of the body in reading order (table cells row by row, a cell's foot after its content). Furniture is
/// not part of it. Paragraphs without any text are left out.
pub fn text_blocks(document: &Document) -> Vec<TextBlock> {
    collect_all(document).texts
}

/// Every picture of the body in reading order, each with the number of text blocks that stand before it.
pub fn pictures(document: &Document) -> Vec<(usize, &Picture)> {
    collect_all(document).pictures
}

#[derive(Default)]
struct Found<'d> {
    texts: Vec<TextBlock>,
    pictures: Vec<(usize, &'d Picture)>,
}

fn collect_all(document: &Document) -> Found<'_> {
    let mut out = Found::default();
    for block in &document.blocks {
        collect(block, &mut out);
    }
    out
}

/// Every row of inlines of a document with its template line, furniture after the body: for what looks at values and
/// their origins rather than at text.
pub fn inline_rows(document: &Document) -> Vec<(&[Inline], u32)> {
    fn block<'d>(block_: &'d Block, out: &mut Vec<(&'d [Inline], u32)>) {
        match block_ {
            Block::Paragraph(paragraph) => out.push((&paragraph.inlines, paragraph.line)),
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    cell.blocks.iter().for_each(|inner| block(inner, out));
                    out.extend(cell.foot.iter().map(|paragraph| (paragraph.inlines.as_slice(), paragraph.line)));
                }
            }
            Block::Seal(seal) => out.extend([(seal.agency.as_slice(), seal.line), (seal.date.as_slice(), seal.line)]),
            Block::Keep(blocks) => blocks.iter().for_each(|inner| block(inner, out)),
            Block::Lines(_) | Block::Picture(_) | Block::Rule(_) | Block::PageBreak => {}
        }
    }
    let mut out = Vec::new();
    document.blocks.iter().for_each(|inner| block(inner, &mut out));
    let furniture = &document.furniture;
    out.extend([(furniture.copies.as_slice(), 0), (furniture.running_head.as_slice(), 0)]);
    out.extend(furniture.page_signatures.iter().map(|paragraph| (paragraph.inlines.as_slice(), paragraph.line)));
    out
}

fn collect<'d>(block: &'d Block, out: &mut Found<'d>) {
    match block {
        Block::Paragraph(paragraph) => push(paragraph, &mut out.texts),
        Block::Table(table) => {
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                for block in &cell.blocks {
                    collect(block, out);
                }
                for paragraph in &cell.foot {
                    push(paragraph, &mut out.texts);
                }
            }
        }
        Block::Seal(seal) => {
            for inlines in [&seal.agency, &seal.date] {
                push_text(inlines, seal.line, &mut out.texts);
            }
        }
        Block::Keep(blocks) => blocks.iter().for_each(|block| collect(block, out)),
        Block::Picture(picture) => out.pictures.push((out.texts.len(), picture)),
        Block::Lines(_) | Block::Rule(_) | Block::PageBreak => {}
    }
}

fn push(paragraph: &Paragraph, out: &mut Vec<TextBlock>) {
    push_text(&paragraph.inlines, paragraph.line, out);
}

fn push_text(inlines: &[Inline], line: u32, out: &mut Vec<TextBlock>) {
    let text = inline_text(inlines);
    if !text.trim().is_empty() {
        out.push(TextBlock { line, text });
    }
}

/// The text of a row of inlines, as `text_blocks` writes it.
pub fn inline_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(&text.text),
            Inline::Blank(_) | Inline::Break => {}
            Inline::Struck => out.push('／'),
            Inline::Gap(field) => out.extend(["【缺：", field, "】"]),
            Inline::Check(true) => out.push('☑'),
            Inline::Check(false) => out.push('□'),
        }
    }
    out
}
