//! Print packs: the finished writs of an action as a few PDF files for the printer, and `打印清单.txt`, which says what is
//! printed, signed, sealed, and what is not and why. Made from digests; the writs' PDF files are read one by one.
//!
//! What an office at a printer wants, and what is done for it:
//!
//! * **Every sheet comes out of exactly one pack.** A decision printed twice is two originals. So a writ has one place:
//!   - `packs/机关/NN-签批（末位签名人）.pdf`: what is signed in the office, a pile for each *last* signer. The approver, whose
//!     time is scarcest, gets one pile; it passes those who sign before him on its way. Within: the order of the procedure,
//!     kind by kind, then case by case, so that he reads sixty papers of one kind in a row.
//!   - `NN-发出（用印）.pdf`: what is sent to others than the parties.
//!   - `NN-归档.pdf`: cover and catalogue, of cases that have no draft left: before that the catalogue still changes.
//!   - `packs/机关/当事人/NNN-名称.pdf`: all that one firm receives or signs, in all its cases with this organ: served writs, the
//!     receipt they are served against, records. They carry their seals before they leave, but stay together: sorting
//!     sealed sheets back into firms is where cases get mixed up. The list says how many seals of each kind are needed.
//!   - Papers that name no party: those of the site, up to the inquiries, go to the unit when the case has one; the others
//!     of a case of several parties lie in a pack of the case, `NNN-案件（全案）.pdf`, for a person to say whom they are for.
//! * **Copies** are in the file already, each beginning on a fresh sheet; every pack is printed once, on both sides.
//! * **Drafts** are not printed unless asked for, and then said to be drafts on the index and in the list.
//! * **What has been served** (表单“送达”) is not printed again: a second wave prints its own writs. A day can be given before
//!   which nothing is printed. A receipt is printed with something to serve.
//! * **An index** stands in front of each pack. Its pages do not count against the size of a pack: 1,000 sides are a ream
//!   printed on both sides, 100 MB what printers take. A writ is never split; one larger than a pack is a pack of its own.
//! * **What is printed is what was made**: a PDF whose hash is not the digest's, that is missing, damaged or of another
//!   length is left out, said to be so in pack, list and findings, and never torn: it is read whole before it is added.
//! * Packs of a former run are replaced as a whole, so that no stale one is printed.

mod index;
mod kind;
mod list;
mod pile;
mod plan;

use super::digest::Digest;
use crate::diag::Diagnostic;
use crate::output::pending::{PendingFolder, failed};
use chrono::NaiveDate;
use plan::Plan;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The folder of the packs.
pub const FOLDER: &str = "packs";
/// The list in it.
pub const LIST: &str = "打印清单.txt";

/// What is printed, and in what size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// At most so many sides a pack, blank backs included, index not.
    pub pages: usize,
    /// At most so many bytes a pack, index not included.
    pub bytes: u64,
    /// Print drafts too, said to be such.
    pub drafts: bool,
    /// Print also what the form says has been served.
    pub served: bool,
    /// Print only writs whose step is on this day or later, or has no day yet.
    pub from: Option<NaiveDate>,
}

impl Default for Options {
    fn default() -> Self {
        Options { pages: 1000, bytes: 100 * 1000 * 1000, drafts: false, served: false, from: None }
    }
}

/// Reads a file of a case folder: folder as in the digest, file name.
pub type Reader<'a> = dyn Fn(&str, &str) -> Result<Vec<u8>, Diagnostic> + Sync + 'a;

/// A pack that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Its place below the folder of the packs, with `/`.
    pub path: Box<str>,
    /// The organ.
    pub organ: Arc<str>,
    /// How much is in it.
    pub sum: Sum,
    /// Bytes.
    pub bytes: u64,
    /// It claims PDF/A-2b.
    pub archival: bool,
    /// By kind of writ.
    kinds: Box<[OfKind]>,
}

/// How many of a kind are in a pack. There are as many packs as firms: a few bytes each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct OfKind {
    /// Place in the plan.
    kind: u16,
    writs: u32,
    copies: u32,
    drafts: u32,
}

impl OfKind {
    fn add(&mut self, other: &OfKind) {
        self.writs += other.writs;
        self.copies += other.copies;
        self.drafts += other.drafts;
    }
}

/// How much is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// Writs.
    pub writs: usize,
    /// Copies.
    pub copies: usize,
    /// Written pages of all copies, without index.
    pub pages: usize,
    /// Sides: with blank backs, for a whole pack also with its index.
    pub sides: usize,
    /// Drafts among the writs.
    pub drafts: usize,
}

impl Sum {
    /// Sheets of paper: every copy begins a fresh one, so the sides are even.
    pub fn sheets(&self) -> usize {
        self.sides / 2
    }
    fn add(&mut self, other: &Sum) {
        self.writs += other.writs;
        self.copies += other.copies;
        self.pages += other.pages;
        self.sides += other.sides;
        self.drafts += other.drafts;
    }
    fn words(&self) -> String {
        let drafts = if self.drafts > 0 { format!("（其中稿{}件）", self.drafts) } else { String::new() };
        format!("文书{}件{drafts}，{}份，{}页，用纸{}张", self.writs, self.copies, self.pages, self.sheets())
    }
}

/// What became of an action's packs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// The packs in the order of the list.
    pub packs: Vec<Pack>,
    /// Sums of all packs.
    pub sum: Sum,
    /// Writs that are not printed, for whatever reason.
    pub left_out: usize,
    /// Those among them whose PDF is missing or damaged.
    pub faulty: usize,
    /// What was wrong with them, the first [`MOST_FINDINGS`].
    pub findings: Vec<Diagnostic>,
}

/// Findings that are kept; all are in the list.
pub const MOST_FINDINGS: usize = 100;

/// Collects what is to be printed.
#[derive(Debug)]
pub struct Packs {
    plan: Plan,
}

impl Packs {
    /// Nothing yet.
    pub fn new(options: Options) -> Packs {
        Packs { plan: Plan::new(options) }
    }

    /// Adds a finished case; about a kilobyte is kept of one of twenty writs.
    pub fn add(&mut self, case: &Digest) {
        self.plan.add(case);
    }

    /// Makes the folder of the packs under `out`, in the place of a former one; packs are made in parallel. The result does
    /// not depend on the order in which cases were added, nor on the number of threads.
    ///
    /// # Errors
    /// What keeps the folder from being written, in words; nothing is left behind then. Writs that cannot be printed are
    /// no error: see [`Report::faulty`].
    pub fn make(self, action: &str, out: &Path, read: &Reader<'_>) -> Result<Report, Diagnostic> {
        let mut plan = self.plan;
        let folder = PendingFolder::new(out, FOLDER, LIST)?;
        let named = pile::named(&plan, plan.groups());
        plan.forget_recipients();
        let plan = &plan;
        let task = pile::Task { plan, folder: &folder, action, read };
        // a pile is forgotten when it is made: of many firms there are as many piles
        let made: Vec<pile::Made> = named.into_par_iter().map(|(name, group)| task.make(&name, &group)).collect::<Result<_, _>>()?;
        let mut report = Report { left_out: plan.items.iter().filter(|item| !item.fate.is_printed()).count(), ..Report::default() };
        let mut faults = BTreeMap::new();
        report.packs.reserve_exact(made.iter().map(|pile| pile.packs.len()).sum());
        for pile in made {
            report.packs.extend(pile.packs);
            report.faulty += pile.faults.len();
            faults.extend(pile.faults);
            let room = MOST_FINDINGS.saturating_sub(report.findings.len());
            report.findings.extend(pile.findings.into_iter().take(room));
        }
        report.left_out += report.faulty;
        report.packs.iter().for_each(|pack| report.sum.add(&pack.sum));
        let mut file = folder.create(LIST)?;
        list::write(&mut file, plan, action, &report, &faults).map_err(|error| failed(LIST, &error))?;
        file.close()?;
        folder.place()?;
        Ok(report)
    }
}
