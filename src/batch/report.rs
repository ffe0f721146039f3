//! What became of the cases of a run, one by one and counted.

use crate::diag::Diagnostic;
use crate::output::findings;
use crate::pipeline::{Built, State};
use serde_json::Value;

/// The writs of a case by their states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Writs {
    /// 定稿
    pub finals: usize,
    /// 稿
    pub drafts: usize,
    /// 未到
    pub coming: usize,
}

impl Writs {
    /// Counts them.
    pub fn of(built: &Built) -> Writs {
        let count = |state: State| built.writs.iter().filter(|writ| writ.state == state).count();
        Writs { finals: count(State::Final), drafts: count(State::Draft), coming: count(State::Coming) }
    }

    /// Adds those of another case.
    pub fn add(&mut self, other: Writs) {
        self.finals += other.finals;
        self.drafts += other.drafts;
        self.coming += other.coming;
    }
}

/// What became of a case.
#[derive(Debug)]
pub enum Outcome {
    /// Its folder is in place (in a dry run: it could be made).
    Made {
        /// Its writs; none when only numbers were given out.
        writs: Writs,
        /// A veto nobody answered for keeps some of them drafts.
        vetoed: bool,
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
    /// The writs of the cases made.
    pub writs: Writs,
    /// Cases made with vetoes nobody answered for.
    pub vetoed: usize,
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
