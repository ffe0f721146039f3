//! Reads an edited DOCX for comparison: every word a reader of the paper would see, with its place, and everything that
//! would hide words from him or from a program.
//!
//! Two readers work side by side. `docx-rs` is the independent one, but it drops much (the table in
//! `tests/docx_import.rs` measures it): what it does not see, `walk` reads from the XML itself. Words that only docx-rs
//! finds are reported too. docx-rs gets nothing but the one checked part, repacked: what the file holds besides can
//! neither crash it nor fill the memory.

mod independent;
mod looks;
mod package;
mod recognise;
mod text;
mod walk;

use crate::diag::Diagnostic;

pub use independent::read as independent_reading;

/// An edited file larger than this is refused; photographs fit, films do not.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Where on the paper a paragraph stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// The running text and its tables.
    Body,
    /// A text box, a shape, letters drawn as a picture.
    Box,
    /// A footnote or endnote.
    Note,
    /// The head of pages.
    Head,
    /// The foot of pages.
    Foot,
}

/// A paragraph as the reader of the paper sees it: insertions in, deletions out, hidden words left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Part of the paper.
    pub region: Region,
    /// Its place in words: 正文第7段, 第1个表格第3行第2格, 页脚.
    pub place: String,
    /// Its words. Page numbers are `#`, since they change by themselves.
    pub text: String,
}

/// What hides words, or makes them uncertain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Veil {
    /// Inserted under change tracking and not yet accepted.
    Inserted,
    /// Deleted under change tracking and still in the file.
    Deleted,
    /// Moved away under change tracking: its old place.
    Moved,
    /// Hidden by format: hidden font, white on white, too small to see, a hidden table row.
    Hidden,
    /// A comment.
    Comment,
    /// Stands in a text box or shape.
    Box,
    /// The other version of an alternative content, with other words than the one that is shown.
    Alternative,
    /// Made by a field or bound to data: it may read otherwise when the file is opened.
    Changing,
    /// Struck through.
    Struck,
    /// A number or mark that the word processor makes and the file does not hold.
    Numbered,
    /// Characters that take no room or turn the direction of writing.
    Invisible,
    /// Pictures, embedded files, charts: their words were not read.
    Unread,
    /// Words that docx-rs reads and the reader of the XML does not, or a file docx-rs cannot read.
    Disputed,
}

/// Something veiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Veiled {
    /// How.
    pub veil: Veil,
    /// Place in words.
    pub place: String,
    /// The words, or what it is.
    pub text: String,
    /// Who did it, when the file says so.
    pub author: Option<String>,
}

/// What stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Docx {
    /// Paragraphs with words, in reading order within each region.
    pub paragraphs: Vec<Paragraph>,
    /// What is veiled, in order.
    pub veiled: Vec<Veiled>,
}

/// Reads a file called `name` in messages. The error says in Chinese why it is no sound DOCX (codes C01 to C05).
pub fn read(bytes: &[u8], name: &str) -> Result<Docx, Diagnostic> {
    let package = package::open(bytes, name)?;
    let mut docx = walk::read(&package, name)?;
    let disputed = independent::disputed(&package.document, &docx.1);
    docx.0.veiled.extend(disputed);
    Ok(docx.0)
}
