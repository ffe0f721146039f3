//! Pages for a browser: one self-contained file each, read from disk, without scripts and without network. What they say
//! is made elsewhere.

mod body;
pub mod diff;
pub mod escape;
mod finding;
mod frame;
mod index;
mod link;
mod notes;
mod origins;
mod picture;
mod writ;

pub use index::index;
pub use writ::page;

use crate::document::{Document, Inline, inline_rows};
use chrono::NaiveDate;

/// A writ with what its page and the index say of it.
#[derive(Debug, Clone, Copy)]
pub struct Writ<'a> {
    /// Its name, as findings name it.
    pub name: &'a str,
    /// Name of its files without extension.
    pub stem: &'a str,
    /// 定稿, 稿 or 未到.
    pub state: &'a str,
    /// Its number.
    pub number: Option<&'a str>,
    /// Day of its step.
    pub date: Option<NaiveDate>,
    /// Why the case has it.
    pub reason: &'a str,
    /// What it says.
    pub document: &'a Document,
}

/// What a document lacks, furniture included, each field once, in reading order.
fn gaps(document: &Document) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    for inline in inline_rows(document).into_iter().flat_map(|(inlines, _)| inlines) {
        match inline {
            Inline::Gap(field) if !out.contains(&field.as_str()) => out.push(field),
            Inline::Gap(_) | Inline::Text(_) | Inline::Blank(_) | Inline::Struck | Inline::Break | Inline::Check(_) => {}
        }
    }
    out
}
