//! What a rule may read: the dossier, the papers made from it, and the day it is read on. Rules get nothing else, so they
//! cannot depend on clock, disk or one another.

use crate::case::Case;
use crate::diag::Diagnostic;
use crate::document::{Document, TextBlock, text_blocks};
use crate::dossier::{Dossier, PlannedWrit};
use crate::law::LawBook;
use chrono::NaiveDate;

/// How findings name a writ: its title, with the party or person when there are several.
pub fn name_of(planned: &PlannedWrit) -> String {
    match &planned.label {
        Some(label) => format!("{}（{label}）", planned.writ.title()),
        None => planned.writ.title().to_string(),
    }
}

/// A writ as it will be printed, with its text at hand.
#[derive(Debug)]
pub struct Paper<'a> {
    /// What the dossier says of it: title, party, number, day.
    pub planned: &'a PlannedWrit<'a>,
    /// The document.
    pub document: Document,
    /// Its text, block by block.
    pub text: Vec<TextBlock>,
}

impl<'a> Paper<'a> {
    /// A document with its text read.
    pub fn new(planned: &'a PlannedWrit<'a>, document: Document) -> Self {
        let text = text_blocks(&document);
        Paper { planned, document, text }
    }
    /// Reads the text again after the document was changed.
    pub fn reread(&mut self) {
        self.text = text_blocks(&self.document);
    }
    /// How findings name the writ.
    pub fn name(&self) -> String {
        name_of(self.planned)
    }
    /// Whether some block holds these words.
    pub fn says(&self, words: &str) -> bool {
        self.text.iter().any(|block| block.text.contains(words))
    }
    /// A finding about this writ.
    pub fn finding(&self, finding: Diagnostic) -> Diagnostic {
        finding.writ(self.name())
    }
}

/// Everything a rule reads.
#[derive(Debug, Clone, Copy)]
pub struct Review<'a> {
    /// Facts, law, set of writs.
    pub dossier: &'a Dossier<'a>,
    /// The writs as they will be printed, in file order; without the catalogue, which counts their pages.
    pub papers: &'a [Paper<'a>],
    /// The day of the review where one is given; rules that compare with it say nothing without.
    pub today: Option<NaiveDate>,
}

impl<'a> Review<'a> {
    /// The form.
    pub fn case(&self) -> &'a Case {
        self.dossier.case
    }
    /// The law.
    pub fn law(&self) -> &'a LawBook {
        self.dossier.law
    }
    /// The papers of a writ, by its English id.
    pub fn papers_of(&self, id: &'a str) -> impl Iterator<Item = &'a Paper<'a>> {
        self.papers.iter().filter(move |paper| paper.planned.writ.id == id)
    }
}
