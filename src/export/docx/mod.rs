//! The DOCX writer: document model and style sheet in, a WordprocessingML package out. Word does the layout; nothing here
//! breaks lines or pages.
//!
//! The XML is written by hand into a string (`xml.rs`): the vocabulary is small and fixed, the order of children is part
//! of the format, and one function escapes or refuses every piece of text, so a general event writer would add nothing.

mod body;
mod furniture;
mod inline;
mod measure;
mod package;
mod paragraph;
mod picture;
mod properties;
mod styles;
mod table;
mod xml;

use crate::document::{Document, LayoutKind};
use crate::photo::Photo;
use crate::style::{self, PageGeometry, Profile};
use std::fmt;
use std::sync::Arc;

/// Why a document cannot be written as DOCX.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// A character that must not stand in the file: a control character, a line separator inside a text, a code point that
    /// XML 1.0 forbids or one of the private planes.
    Character {
        /// The character.
        ch: char,
        /// Template line of the paragraph; 0 for page furniture and file properties.
        line: u32,
    },
    /// A table whose cells do not fill its grid, or a cell with content it cannot hold.
    Table {
        /// Template line.
        line: u32,
        /// What is wrong, in Chinese.
        reason: String,
    },
    /// The package could not be put together.
    Package(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Character { ch, line: 0 } => write!(f, "页眉、页脚或文件属性里有不能写入文书的字符 U+{:04X}", *ch as u32),
            Error::Character { ch, line } => write!(f, "模板第{line}行：文字里有不能写入文书的字符 U+{:04X}", *ch as u32),
            Error::Table { line, reason } => write!(f, "模板第{line}行：{reason}"),
            Error::Package(reason) => write!(f, "DOCX 文件无法打包：{reason}"),
        }
    }
}

impl std::error::Error for Error {}

/// Writes a document as a DOCX file. The same document and profile always give the same bytes.
pub fn write(document: &Document, profile: Profile) -> Result<Vec<u8>, Error> {
    let sheet = Sheet { profile, kind: document.kind, page: style::page(profile), media: picture::media(document) };
    let parts = package::Parts {
        document: body::part(&sheet, document)?,
        header: furniture::header(document, false)?,
        footer: furniture::footer(&sheet, document)?,
        first_header: if furniture::first_page_differs(&document.furniture) { Some(furniture::header(document, true)?) } else { None },
        core: properties::core(&document.meta)?,
    };
    package::pack(&sheet, &parts).map_err(|error| Error::Package(error.to_string()))
}

/// What every part needs to know of the page.
struct Sheet {
    profile: Profile,
    kind: LayoutKind,
    page: PageGeometry,
    /// The photographs of the document, each once.
    media: Vec<Arc<Photo>>,
}

impl Sheet {
    fn style(&self, role: crate::document::Role) -> style::ParagraphStyle {
        style::paragraph(self.profile, self.kind, role)
    }

    /// Whether lines stand on a document grid, from which cells and small text must be taken out.
    fn has_grid(&self) -> bool {
        self.page.grid.is_some()
    }
}
