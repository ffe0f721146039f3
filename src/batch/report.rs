//! What became of the cases of a run, one by one and counted.

use crate::diag::Diagnostic;
use crate::output::findings;
use serde_json::Value;

/// What became of a case.
#[derive(Debug)]
pub enum Outcome {
    /// Its folder is in place (in a dry run: it could be made).
    Made {
        /// Writs that are final.
        finals: usize,
        /// Writs that are drafts.
        drafts: usize,
        /// Everything found; the case is not refused.
        findings: Vec<Diagnostic>,
    },
    /// Nothing it is made from has changed.
    Unchanged,
    /// It was not made.
    Refused(Vec<Diagnostic>),
    /// The machine failed: the run ends.
    Failed(Vec<Diagnostic>),
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Cases to do.
    pub total: usize,
    /// Folders made.
    pub made: usize,
    /// Cases passed over because nothing changed.
    pub unchanged: usize,
    /// Cases refused.
    pub refused: usize,
    /// Writs that are final, of the cases made.
    pub finals: usize,
    /// Writs that are drafts.
    pub drafts: usize,
}

impl Tally {
    /// Cases dealt with.
    pub fn done(&self) -> usize {
        self.made + self.unchanged + self.refused
    }
}

/// What a run came to.
#[derive(Debug, Default)]
pub struct Report {
    /// Counts.
    pub tally: Tally,
    /// It was stopped before every case was done.
    pub interrupted: bool,
    /// Why the machine failed, if it did.
    pub failure: Vec<Diagnostic>,
    /// Writ numbers given out.
    pub numbers: usize,
    /// The cases that were refused, in the order of the batch.
    pub refused: Vec<Refused>,
}

/// Findings of a refused case that are kept; a file with more is something else than a form.
const KEPT: usize = 20;

/// A case that was refused, with what was said of it as JSON.
#[derive(Debug, Clone)]
pub struct Refused {
    /// Its place in the list.
    pub place: usize,
    /// The findings.
    pub findings: String,
}

impl Refused {
    /// What is kept of a refusal.
    pub fn of(place: usize, all: &[Diagnostic]) -> Refused {
        let kept: Vec<Value> = all.iter().take(KEPT).map(findings::value).collect();
        Refused { place, findings: Value::Array(kept).to_string() }
    }
}
