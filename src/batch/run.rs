//! The run: every case of the batch on one of several threads, each case by itself from its form to its folder. A case that
//! fails stops no other; a machine that fails stops the run between two cases.

use super::entry::{Entry, Shard};
use super::forms::Forms;
use super::numbers::{Issuer, Turn};
use super::record;
use super::report::{Outcome, Refused, Report, Tally, Writs};
use super::state::State;
use crate::diag::{Diagnostic, Pos};
use crate::output::{folder, sha256_hex};
use crate::pipeline::{self, Built, Failure, Library, LoadedCase, Selection, Sources, Wanted};
use crate::template::Templates;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// How a batch is to be run.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the folders of the cases go.
    pub out: PathBuf,
    /// What is made of each case.
    pub wanted: Wanted,
    /// Leave out writs whose step has not happened.
    pub due: bool,
    /// Threads.
    pub jobs: usize,
    /// The part of the cases done here.
    pub shard: Option<Shard>,
    /// What is done.
    pub mode: Mode,
}

/// What a run does with each case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Makes its folder.
    Make,
    /// Says what would come of it; nothing is written.
    Dry,
    /// Gives out its numbers.
    Numbers,
    /// Looks whether another machine has made its folder.
    Collect,
}

/// Is told of each case when it is done, by one thread at a time.
pub trait Watch: Sync {
    /// A case is done.
    fn done(&self, entry: &Entry, source: &str, outcome: &Outcome, tally: &Tally);
}

/// What a batch is run with.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'p> {
    /// Law and templates.
    pub library: &'p Library,
    /// Where further inputs come from.
    pub sources: &'p Sources,
    /// The cases.
    pub entries: &'p [Entry],
    /// Their forms.
    pub forms: &'p Forms,
    /// Gives out numbers.
    pub issuer: &'p Issuer,
}

/// Runs a batch. `state` is missing in a dry run; `stop` ends it between two cases.
pub fn run(options: &Options, parts: &Parts, state: Option<&Mutex<State>>, watch: &dyn Watch, stop: &AtomicBool) -> Report {
    let Parts { library, sources, entries, forms, issuer } = *parts;
    let unsaved = Mutex::new(State::unsaved(entries.len()));
    let state = state.unwrap_or(&unsaved);
    let mine: Vec<usize> = (0..entries.len()).filter(|place| options.shard.is_none_or(|shard| shard.has(*place))).collect();
    let report = Mutex::new(Report { tally: Tally { total: mine.len(), ..Tally::default() }, ..Report::default() });
    let next = AtomicUsize::new(0);
    let end = AtomicBool::new(false);
    let run = Run { options, library, sources, forms, state, chains: Mutex::default(), base: base_key(options, library) };
    let work = || {
        while !stop.load(Ordering::Relaxed) && !end.load(Ordering::Relaxed) {
            let turn = next.fetch_add(1, Ordering::Relaxed);
            let Some(place) = mine.get(turn).copied() else { return };
            // a fault of the program in one case is no reason to lose the others; the program has said where it is
            let one = AssertUnwindSafe(|| run.one(place, &entries[place], issuer, turn));
            let (source, outcome) = catch_unwind(one).unwrap_or_else(|_| (String::new(), Outcome::Refused(vec![broken(&entries[place])])));
            let mut report = report.lock().unwrap_or_else(PoisonError::into_inner);
            match &outcome {
                Outcome::Made { writs, vetoed, .. } => {
                    report.tally.made += 1;
                    report.tally.writs.add(*writs);
                    report.tally.vetoed += usize::from(*vetoed);
                }
                Outcome::Unchanged => report.tally.unchanged += 1,
                Outcome::Refused(findings) => {
                    report.tally.refused += 1;
                    report.refused.push(Refused::of(place, findings));
                }
                Outcome::Failed(findings) => {
                    end.store(true, Ordering::Relaxed);
                    report.failure.extend(findings.iter().cloned());
                }
            }
            watch.done(&entries[place], &source, &outcome, &report.tally);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..options.jobs.max(1) {
            // a case stays on its thread: the next one is not begun while one waits for parts of another
            scope.spawn(|| match rayon::ThreadPoolBuilder::new().num_threads(1).build() {
                Ok(pool) => pool.install(work),
                Err(_) => work(),
            });
        }
    });
    let mut report = report.into_inner().unwrap_or_else(PoisonError::into_inner);
    report.refused.sort_by_key(|refused| refused.place);
    report.numbers = issuer.given();
    report.interrupted = report.tally.done() < report.tally.total;
    report
}

/// What all cases of a run are made from and with.
fn base_key(options: &Options, library: &Library) -> String {
    let Wanted { formats, public, final_only: _, force: _ } = options.wanted;
    let inputs: Vec<&str> = library.inputs().iter().map(|input| input.sha256.as_str()).collect();
    format!("{}\n{}\n{formats:?} {public} {}\n", env!("CARGO_PKG_VERSION"), inputs.join(" "), options.due)
}

/// A case on which the program broke down.
fn broken(entry: &Entry) -> Diagnostic {
    let finding = Diagnostic::refuse("B90", "程序在这个案件上出了内部错误，没有生成").at(&entry.form.as_str().into(), START);
    finding.remedy("别的案件不受影响；请把表单和上面的错误交给维护人")
}

/// Where a finding on a whole file stands.
const START: Pos = Pos { line: 1, column: 1 };

/// A case whose folder is missing when the parts are collected.
fn not_made(loaded: &LoadedCase) -> Diagnostic {
    let finding = Diagnostic::refuse("B20", "这个案件还没有做，或者做完以后改过").at(&loaded.shown.as_str().into(), START);
    finding.remedy("用同样的选项再运行它所在的那一份（--shard），或者不写 --shard 全部运行一次")
}

fn made(loaded: &LoadedCase, built: Built) -> Outcome {
    Outcome::Made { writs: Writs::of(&built), vetoed: !pipeline::vetoes(loaded, &built).is_empty(), findings: built.findings }
}

struct Run<'r> {
    options: &'r Options,
    library: &'r Library,
    sources: &'r Sources,
    forms: &'r Forms,
    state: &'r Mutex<State>,
    /// Check values of chains of templates, by address.
    chains: Mutex<BTreeMap<usize, Arc<str>>>,
    base: String,
}

impl Run<'_> {
    fn one(&self, place: usize, entry: &Entry, issuer: &Issuer, turn: usize) -> (String, Outcome) {
        // passes whatever becomes of the case
        let turn = issuer.turn(turn);
        let loaded = self.forms.load(place, entry, self.sources);
        let outcome = match self.make(place, entry, &loaded, turn) {
            Ok(outcome) => outcome,
            Err(Failure { findings, machine: true }) => Outcome::Failed(findings),
            Err(Failure { findings, machine: false }) => Outcome::Refused(self.forms.located(place, entry, findings)),
        };
        (loaded.source, outcome)
    }

    fn make(&self, place: usize, entry: &Entry, loaded: &LoadedCase, turn: Turn) -> Result<Outcome, Failure> {
        // a register that cannot be read is no fault of the case, and would be said once for each
        if loaded.case.is_some() {
            self.library.register_of(loaded).map_err(|findings| Failure { findings, machine: true })?;
        }
        let templates = pipeline::case_templates(self.library, loaded)?;
        let selection = Selection { only: Vec::new(), due: self.options.due };
        let mut drafted = pipeline::draft(self.library, loaded, &templates, &selection)?;
        turn.wait();
        if let Some(first) = self.state().claim(place, entry, loaded) {
            return Err(vec![first].into());
        }
        let (gave, unnumbered) = match self.options.mode {
            // what is collected has its numbers
            Mode::Collect => (false, Vec::new()),
            Mode::Make | Mode::Dry | Mode::Numbers => {
                turn.issue(self.library, loaded, &drafted.dossier).map_err(|findings| Failure { findings, machine: true })?
            }
        };
        drop(turn);
        if gave {
            drafted = pipeline::draft(self.library, loaded, &templates, &selection)?;
        }
        drafted.findings.extend(unnumbered);
        let input = self.key(loaded, &templates, &drafted);
        let (above, name) = entry.place();
        let out = self.options.out.join(above);
        match self.options.mode {
            Mode::Make if self.is_in_place(place, entry, &input)? => return Ok(Outcome::Unchanged),
            Mode::Collect if self.is_in_place(place, entry, &input)? => return Ok(Outcome::Unchanged),
            Mode::Make => {}
            Mode::Collect => return Err(vec![not_made(loaded)].into()),
            Mode::Numbers => return Ok(Outcome::Made { writs: Writs::default(), vetoed: false, findings: drafted.findings }),
            Mode::Dry => {
                let built = pipeline::rehearse(self.library, loaded, &templates, drafted, self.options.wanted, (&out, name))?;
                return Ok(made(loaded, built));
            }
        }
        let mut digest = record::of_dossier(loaded, &drafted.dossier);
        let numbers = record::number_spots(&drafted.dossier);
        let made = pipeline::produce(self.library, loaded, &templates, drafted, self.options.wanted, (&out, name))?;
        if let Some(case) = &loaded.case {
            record::add_built(&mut digest, case, &made.built, &made.manifest, &numbers);
        }
        digest.folder = entry.folder.clone();
        digest.form = entry.form.clone();
        digest.row = self.forms.row(place);
        digest.input = input;
        digest.manifest = made.sha256;
        digest.public = made.public.is_some();
        self.state().finish(place, &digest).map_err(|fault| Failure { findings: vec![fault], machine: true })?;
        Ok(self::made(loaded, made.built))
    }

    /// Whether a former run made the case from the same input and its folder is whole.
    fn is_in_place(&self, place: usize, entry: &Entry, input: &str) -> Result<bool, Failure> {
        let machine = |fault| Failure { findings: vec![fault], machine: true };
        if !self.state().is_done(place, input) {
            return Ok(false);
        }
        let Some(record) = self.state().record(place).map_err(machine)? else { return Ok(false) };
        let (above, name) = entry.place();
        let copy = self.options.out.join(above).join(pipeline::public_name(name));
        Ok(folder::is_whole(&self.options.out.join(&entry.folder), &record.manifest) && (!record.public || copy.is_dir()))
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The check value of everything a case is made from.
    fn key(&self, loaded: &LoadedCase, templates: &Arc<Templates>, drafted: &pipeline::Drafted) -> String {
        let mut all = self.base.clone();
        for input in &loaded.inputs {
            all.push_str(&format!("{} {} {}\n", input.kind, input.name, input.sha256));
        }
        all.push_str(&self.chain(templates));
        for planned in &drafted.dossier.writs {
            all.push_str(planned.number.text().unwrap_or_default());
            all.push('\n');
        }
        all.push_str(&self.approvals(loaded));
        sha256_hex(all.as_bytes())
    }

    /// The check value of an agency's templates.
    fn chain(&self, templates: &Arc<Templates>) -> Arc<str> {
        let mut known = self.chains.lock().unwrap_or_else(PoisonError::into_inner);
        let of_files = || {
            let files: Vec<String> = templates.files().iter().map(|placed| format!("{} {}", placed.source.name, placed.sha256())).collect();
            sha256_hex(files.join("\n").as_bytes()).into()
        };
        known.entry(Arc::as_ptr(templates) as usize).or_insert_with(of_files).clone()
    }

    /// What the office's approvals say, where it demands them.
    fn approvals(&self, loaded: &LoadedCase) -> String {
        let demanded = loaded.agency.as_ref().and_then(|agency| agency.approved_templates_only.as_ref()).is_some_and(|flag| flag.value);
        if !demanded {
            return String::new();
        }
        let read = pipeline::read_approvals(Path::new(&loaded.approvals));
        format!("{read:?}")
    }
}
