//! The reader that is not ours: docx-rs. It sees the running text of the body and little else, and knows nothing of how
//! `walk` reads; words that it finds and `walk` does not would be a hole in `walk`, and are said.

use super::package::Part;
use super::{Veil, Veiled};
use docx_rs::{
    DocumentChild, InsertChild, Paragraph, ParagraphChild, Run, RunChild, StructuredDataTag, StructuredDataTagChild, Table,
    TableCellContent, TableChild, TableRowChild, read_docx,
};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// docx-rs recurses with large frames.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// What docx-rs reads that is not among `known`, the words of the body as `walk` read them, hidden ones included.
pub fn disputed(document: &Part, known: &str) -> Option<Veiled> {
    let said = |text: String| Veiled { veil: Veil::Disputed, place: "正文".to_string(), text, author: None };
    match read(&document.xml) {
        Err(why) => Some(said(format!("另一个读取程序（docx-rs）读不了正文：{why}"))),
        Ok(paragraphs) => {
            let theirs = plain(&paragraphs.concat());
            let ours = plain(known);
            let found = more(&ours, &theirs);
            (!found.is_empty()).then(|| said(found))
        }
    }
}

/// Text without what the two readers write in their own ways: spaces, and entities, which docx-rs resolves twice.
fn plain(text: &str) -> Vec<char> {
    let mut text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    for _ in 0..2 {
        for (entity, plain) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")] {
            text = text.replace(entity, plain);
        }
    }
    text.chars().collect()
}

/// The pieces of `theirs` that are not in `ours`, in order.
fn more(ours: &[char], theirs: &[char]) -> String {
    if ours == theirs {
        return String::new();
    }
    let pieces = capture_diff_slices(Algorithm::Myers, ours, theirs).into_iter().filter_map(|op| match op {
        DiffOp::Equal { .. } | DiffOp::Delete { .. } => None,
        DiffOp::Insert { new_index, new_len, .. } | DiffOp::Replace { new_index, new_len, .. } => {
            Some(theirs[new_index..new_index + new_len].iter().collect::<String>())
        }
    });
    pieces.collect::<Vec<_>>().join("…")
}

/// The text of every paragraph of a main part (`word/document.xml`) as docx-rs reads it.
pub fn read(document: &str) -> Result<Vec<String>, String> {
    let bytes = repack(document).ok_or("不能重新打包")?;
    let job = move || -> Result<Vec<String>, String> {
        let docx = read_docx(&bytes).map_err(|error| error.to_string())?;
        let mut out = Vec::new();
        for child in &docx.document.children {
            match child {
                DocumentChild::Paragraph(paragraph) => out.push(text(paragraph)),
                DocumentChild::Table(content) => table(content, &mut out),
                DocumentChild::StructuredDataTag(tag) => structured(tag, &mut out),
                DocumentChild::BookmarkStart(_)
                | DocumentChild::BookmarkEnd(_)
                | DocumentChild::CommentStart(_)
                | DocumentChild::CommentEnd(_)
                | DocumentChild::TableOfContents(_)
                | DocumentChild::Section(_) => {}
            }
        }
        Ok(out)
    };
    // A panic of docx-rs ends its thread, not the program.
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(job).map_err(|_| "不能建立线程".to_string())?;
    thread.join().unwrap_or_else(|_| Err("读取程序中途停止".to_string()))
}

/// A package of the main part alone: docx-rs would unpack and keep every picture, without a bound.
fn repack(document: &str) -> Option<Vec<u8>> {
    const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    const NONE: &str =
        r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>"#;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in
        [("[Content_Types].xml", TYPES), ("_rels/.rels", ROOT), ("word/_rels/document.xml.rels", NONE), ("word/document.xml", document)]
    {
        zip.start_file(name, options).ok()?;
        zip.write_all(content.as_bytes()).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

fn table(content: &Table, out: &mut Vec<String>) {
    for TableChild::TableRow(row) in &content.rows {
        for TableRowChild::TableCell(cell) in &row.cells {
            for content in &cell.children {
                match content {
                    TableCellContent::Paragraph(paragraph) => out.push(text(paragraph)),
                    TableCellContent::Table(inner) => table(inner, out),
                    TableCellContent::StructuredDataTag(tag) => structured(tag, out),
                    TableCellContent::TableOfContents(_) => {}
                }
            }
        }
    }
}

fn structured(tag: &StructuredDataTag, out: &mut Vec<String>) {
    for child in &tag.children {
        match child {
            StructuredDataTagChild::Paragraph(paragraph) => out.push(text(paragraph)),
            StructuredDataTagChild::Table(content) => table(content, out),
            StructuredDataTagChild::Run(run) => {
                let mut words = String::new();
                run_text(run, &mut words);
                out.push(words);
            }
            StructuredDataTagChild::StructuredDataTag(inner) => structured(inner, out),
            _ => {}
        }
    }
}

fn text(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    for child in &paragraph.children {
        match child {
            ParagraphChild::Run(run) => run_text(run, &mut out),
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
        if let RunChild::Text(text) = child {
            out.push_str(&text.text);
        }
    }
}
