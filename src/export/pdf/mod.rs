//! Laid-out pages → PDF/A-2b. The only room that names printpdf, lopdf and the subsetter.
//!
//! printpdf writes the page tree and font dictionaries; its own subsetting, ids, dates and PDF/A claims are not used:
//! - `subset` cuts each face down to the characters that occur and gives printpdf the small font,
//! - `content` writes positioned glyphs and rules as content streams,
//! - `archive` completes the file: metadata, colour profile, bookmarks, compression, an id made from the content.
//!
//! Finished files are joined for the printer by `pack`, which knows nothing of pages but their dictionaries.
//!
//! Same pages, same bytes: no clock, no random ids, no state between calls.

mod archive;
mod content;
mod huffman;
mod icc;
mod kept;
pub mod pack;
mod picture;
mod subset;
mod xmp;

use crate::document::Meta;
use crate::fonts::Fonts;
use crate::layout::pages::{Page, Pages};
use crate::style::Face;
use printpdf::{Mm, PdfPage, Pt};
use std::fmt;

/// Deflate level of a writ's pages; TrueType outlines have a way of their own (`archive`).
pub const DEFAULT_LEVEL: u32 = 6;

/// How a PDF is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PdfOptions {
    /// Deflate level 0–9; TrueType outlines only know 0 and not 0.
    pub level: u32,
}

impl Default for PdfOptions {
    fn default() -> Self {
        PdfOptions { level: DEFAULT_LEVEL }
    }
}

/// One writ of a file that holds several.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Words of its bookmark.
    pub bookmark: &'a str,
    /// The bookmark it stands under, shared with its neighbours: a volume of the file.
    pub volume: Option<&'a str>,
    /// Its pages.
    pub pages: &'a Pages,
}

/// Why a PDF could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfError {
    /// A placed glyph is not the glyph of its character in its face: it would print as a box or as another character.
    Glyph {
        /// The character.
        ch: char,
        /// The face it was set in.
        face: Face,
        /// Page from 1.
        page: usize,
    },
    /// A bundled face cannot be read or cut.
    Font {
        /// The face.
        face: Face,
        /// What the font library said.
        reason: String,
    },
    /// There is no page.
    NoPages,
    /// A bookmark points at a page that does not exist.
    Bookmark {
        /// Its words.
        title: String,
    },
    /// The PDF library refused.
    Writer(String),
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PdfError::Glyph { ch, face, page } => {
                write!(f, "第{page}页的“{ch}”（U+{:04X}）没有可用的字形（{face:?}），不能印成方框", *ch as u32)
            }
            PdfError::Font { face, reason } => write!(f, "内置字体{face:?}无法使用：{reason}"),
            PdfError::NoPages => write!(f, "没有可写入 PDF 的页"),
            PdfError::Bookmark { title } => write!(f, "书签“{title}”指向不存在的页"),
            PdfError::Writer(reason) => write!(f, "PDF 写出失败：{reason}"),
        }
    }
}

impl std::error::Error for PdfError {}

/// A PDF writer: swapping the library means writing another one.
pub trait PdfSink {
    /// One writ as a PDF with its own bookmarks.
    fn render(&self, pages: &Pages, options: PdfOptions) -> Result<Vec<u8>, PdfError>;
    /// Several writs as one PDF with one bookmark each, under their volumes where there are any; the fonts are cut once for all of them.
    fn whole(&self, parts: &[Part<'_>], meta: &Meta, options: PdfOptions) -> Result<Vec<u8>, PdfError>;
}

/// The writer on printpdf.
#[derive(Debug, Clone, Copy)]
pub struct PrintPdf {
    fonts: &'static Fonts,
}

impl Default for PrintPdf {
    fn default() -> Self {
        PrintPdf { fonts: Fonts::bundled() }
    }
}

impl PdfSink for PrintPdf {
    fn render(&self, pages: &Pages, options: PdfOptions) -> Result<Vec<u8>, PdfError> {
        let targets = pages.outline.iter().map(|mark| Target { title: &mark.title, volume: None, sheet: mark.page, y: mark.y }).collect();
        self.write(&Job { sheets: sheets(pages).collect(), targets, meta: &pages.meta }, options)
    }

    fn whole(&self, parts: &[Part<'_>], meta: &Meta, options: PdfOptions) -> Result<Vec<u8>, PdfError> {
        let mut job = Job { sheets: Vec::new(), targets: Vec::new(), meta };
        for part in parts.iter().filter(|part| !part.pages.pages.is_empty()) {
            job.targets.push(Target { title: part.bookmark, volume: part.volume, sheet: job.sheets.len(), y: 0.0 });
            job.sheets.extend(sheets(part.pages));
        }
        self.write(&job, options)
    }
}

impl PrintPdf {
    fn write(&self, job: &Job<'_>, options: PdfOptions) -> Result<Vec<u8>, PdfError> {
        if job.sheets.is_empty() {
            return Err(PdfError::NoPages);
        }
        let subsets = subset::Subsets::collect(self.fonts, &job.sheets)?;
        let mut document = printpdf::PdfDocument::new("");
        let programs = subsets.install(&mut document)?;
        let contents = job.sheets.iter().map(|sheet| content::page(sheet, &subsets)).collect();
        let size = |sheet: &Sheet| (Mm::from(Pt(sheet.width)), Mm::from(Pt(sheet.height)));
        let shown = std::iter::once(subsets.all_shown()).chain(std::iter::repeat_with(Vec::new));
        let pages = job.sheets.iter().zip(shown).map(|(sheet, shown)| PdfPage::new(size(sheet).0, size(sheet).1, shown));
        document.with_pages(pages.collect());
        let mut warnings = Vec::new();
        let settings = printpdf::PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
        let document = document.to_lopdf_document(&settings, &mut warnings);
        match warnings.first() {
            Some(warning) => Err(PdfError::Writer(format!("{warning:?}"))),
            None => archive::finish(document, contents, programs, job, options),
        }
    }
}

/// A page with the size of its sheet.
struct Sheet<'a> {
    width: f32,
    height: f32,
    page: &'a Page,
}

/// A bookmark's target.
struct Target<'a> {
    title: &'a str,
    volume: Option<&'a str>,
    sheet: usize,
    y: f32,
}

/// All that goes into one file.
struct Job<'a> {
    sheets: Vec<Sheet<'a>>,
    targets: Vec<Target<'a>>,
    meta: &'a Meta,
}

fn sheets(pages: &Pages) -> impl Iterator<Item = Sheet<'_>> {
    pages.pages.iter().map(|page| Sheet { width: pages.width, height: pages.height, page })
}
