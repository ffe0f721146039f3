//! What people type for a provision → structured citations on a day.

use super::{Citation, LawBook, Statute};
use chrono::NaiveDate;

/// A citation read from text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// The provision.
    pub citation: Citation,
    /// Nobody has read this provision in full: it needs a waiver to print in a final.
    pub unverified: bool,
    /// The article has several 款 and none was named.
    pub lacks_paragraph: bool,
}

/// Why a citation cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CitationFault {
    /// No 条 was found.
    Unreadable(String),
}

impl LawBook {
    /// Reads citations.
    pub fn resolve(&self, text: &str, _on: NaiveDate) -> Result<Vec<Cited>, Vec<CitationFault>> {
        let _: Option<&Statute> = None;
        Err(vec![CitationFault::Unreadable(text.to_string())])
    }
}
