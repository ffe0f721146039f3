//! Reads the text of a DOCX body with docx-rs: nothing here knows how our writer writes.
//! docx-rs 0.4 unescapes twice: a text that itself reads `&amp;` comes back as `&`; `docx_structure.rs` covers such texts.

use docx_rs::{
    Document, DocumentChild, InsertChild, Paragraph, ParagraphChild, Run, RunChild, StructuredDataTag, StructuredDataTagChild, Table,
    TableCellContent, TableChild, TableRowChild, read_docx,
};

/// The text of every paragraph of the body in reading order: tables row by row, cell by cell; cells that continue a cell
/// above are skipped. Heads and feet are not read. An error names what docx-rs could not read.
pub fn body_text(docx: &[u8]) -> Result<Vec<String>, String> {
    let docx = read_docx(docx).map_err(|error| error.to_string())?;
    let mut out = Vec::new();
    document(&docx.document, &mut out)?;
    Ok(out)
}

fn document(document: &Document, out: &mut Vec<String>) -> Result<(), String> {
    for child in &document.children {
        match child {
            DocumentChild::Paragraph(paragraph) => out.push(text(paragraph)),
            DocumentChild::Table(content) => table(content, out)?,
            DocumentChild::StructuredDataTag(tag) => structured(tag, out)?,
            DocumentChild::BookmarkStart(_)
            | DocumentChild::BookmarkEnd(_)
            | DocumentChild::CommentStart(_)
            | DocumentChild::CommentEnd(_)
            | DocumentChild::Section(_) => {}
            DocumentChild::TableOfContents(_) => return Err("a table of contents is not expected".into()),
        }
    }
    Ok(())
}

fn table(content: &Table, out: &mut Vec<String>) -> Result<(), String> {
    for TableChild::TableRow(row) in &content.rows {
        for TableRowChild::TableCell(cell) in &row.cells {
            let property = serde_json::to_value(&cell.property).map_err(|error| error.to_string())?;
            if property["verticalMerge"] == "continue" {
                continue;
            }
            for content in &cell.children {
                match content {
                    TableCellContent::Paragraph(paragraph) => out.push(text(paragraph)),
                    TableCellContent::Table(inner) => table(inner, out)?,
                    TableCellContent::StructuredDataTag(tag) => structured(tag, out)?,
                    TableCellContent::TableOfContents(_) => return Err("a table of contents is not expected".into()),
                }
            }
        }
    }
    Ok(())
}

fn structured(tag: &StructuredDataTag, out: &mut Vec<String>) -> Result<(), String> {
    for child in &tag.children {
        match child {
            StructuredDataTagChild::Paragraph(paragraph) => out.push(text(paragraph)),
            StructuredDataTagChild::Table(content) => table(content, out)?,
            other => return Err(format!("content control with {other:?}")),
        }
    }
    Ok(())
}

fn text(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    for child in &paragraph.children {
        match child {
            ParagraphChild::Run(run) => run_text(run, &mut out),
            // Text inserted under change tracking is text; deleted text is not.
            ParagraphChild::Insert(insert) => {
                for child in &insert.children {
                    if let InsertChild::Run(run) = child {
                        run_text(run, &mut out);
                    }
                }
            }
            ParagraphChild::Hyperlink(link) => {
                for child in &link.children {
                    if let ParagraphChild::Run(run) = child {
                        run_text(run, &mut out);
                    }
                }
            }
            _ => {}
        }
    }
    out
}

fn run_text(run: &Run, out: &mut String) {
    for child in &run.children {
        match child {
            RunChild::Text(text) => out.push_str(&text.text),
            RunChild::Tab(_) | RunChild::PTab(_) => out.push('\t'),
            RunChild::Break(_) | RunChild::CarriageReturn(_) => out.push('\n'),
            _ => {}
        }
    }
}
