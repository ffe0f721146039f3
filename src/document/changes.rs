//! What differs between two states of a case's writs, sentence by sentence.

use super::{Document, inline_text, text_blocks};
use crate::text::diff::{Row, rows, sentences};

/// The writs of a case that differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseChange {
    /// How the case is called.
    pub case: String,
    /// In file order; only writs that differ.
    pub writs: Vec<WritChange>,
}

/// A writ that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WritChange {
    /// Title, with the person it is for.
    pub title: String,
    /// What became of it.
    pub fate: Fate,
    /// All its sentences side by side.
    pub rows: Vec<Row>,
}

impl WritChange {
    /// How many sentences differ.
    pub fn count(&self) -> usize {
        self.rows.iter().filter(|row| row.differs()).count()
    }
    /// Its heading in words: `行政处罚告知书：2处不同`.
    pub fn heading(&self) -> String {
        match self.fate {
            Fate::Changed => format!("{}：{}处不同", self.title, self.count()),
            Fate::Removed => format!("{}：新的一方没有这份文书", self.title),
            Fate::Added => format!("{}：新的一方多了这份文书", self.title),
        }
    }
}

/// What became of a writ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Both sides have it.
    Changed,
    /// Only the old side has it.
    Removed,
    /// Only the new side has it.
    Added,
}

/// The sentences of a document, what repeats on its pages included.
pub fn document_sentences(document: &Document) -> Vec<String> {
    let furniture = &document.furniture;
    let repeated = [inline_text(&furniture.copies), inline_text(&furniture.running_head)]
        .into_iter()
        .chain(furniture.page_signatures.iter().map(|paragraph| inline_text(&paragraph.inlines)));
    text_blocks(document).into_iter().map(|block| block.text).chain(repeated).flat_map(|text| sentences(&text)).collect()
}

/// The change of a writ from sentences to sentences; `None` for no side, and when they say the same.
pub fn writ_change(title: String, old: Option<Vec<String>>, new: Option<Vec<String>>) -> Option<WritChange> {
    let fate = match (&old, &new) {
        (None, None) => return None,
        (Some(_), None) => Fate::Removed,
        (None, Some(_)) => Fate::Added,
        (Some(old), Some(new)) if old == new => return None,
        (Some(_), Some(_)) => Fate::Changed,
    };
    let rows = rows(&old.unwrap_or_default(), &new.unwrap_or_default());
    Some(WritChange { title, fate, rows })
}
