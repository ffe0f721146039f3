//! What is made for the action as a whole, from the records of its finished cases: clashes, comparison of penalties, calendar,
//! ledger, print packs. Each is made by itself, one after the other, so that what they keep of the cases is never kept at once.

use super::calendar::{ActionCalendar, Since};
use super::clashes::{self, Clash, Clashes};
use super::digest::Digest;
use super::fairness::{self, Fairness};
use super::ledger;
use super::packs::{self, Packs};
use super::work::Work;
use crate::diag::{Diagnostic, Rank};
use crate::export::xlsx::{Error, Workbook};
use crate::files;
use crate::output::file::Pieces;
use crate::output::folder::{self, write_file};
use crate::output::{locked, sha256_hex};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::io;
use std::path::Path;

/// The files.
pub const LEDGER: &str = "ledger.xlsx";
/// The ledger, when the one that is there was filled in and has not come back yet.
pub const LEDGER_BESIDE: &str = "ledger-new.xlsx";

/// What came of it.
#[derive(Debug)]
pub struct Whole {
    /// How many findings across cases there are at each rank, waived ones not counted: the gravest first.
    pub across: [(Rank, usize); 3],
    /// Writs in packs, sheets of paper, writs left out; `None` when no packs were wanted or nothing changed.
    pub packs: Option<(usize, usize, usize)>,
    /// What else is to be said.
    pub findings: Vec<Diagnostic>,
}

/// The finished cases of a batch in its order.
struct Cases<'w> {
    work: &'w Work,
    places: Vec<usize>,
    /// The first record that could not be read.
    fault: RefCell<Option<Diagnostic>>,
}

impl Cases<'_> {
    fn read(&self, index: usize) -> Option<Digest> {
        match self.work.record(*self.places.get(index)?) {
            Ok(digest) => digest,
            Err(fault) => {
                self.fault.borrow_mut().get_or_insert(fault);
                None
            }
        }
    }
    fn all(&self) -> impl Iterator<Item = Digest> {
        (0..self.places.len()).filter_map(|index| self.read(index))
    }
    fn sound<T>(&self, value: T) -> Result<T, Diagnostic> {
        self.fault.borrow_mut().take().map_or(Ok(value), Err)
    }
}

/// Makes the files of the action. `gaps` are the serials its registers lack; `printed`: with packs for the printer.
///
/// # Errors
/// A file cannot be written, or a record cannot be read.
pub fn make(
    work: &Work,
    out: &Path,
    action: &str,
    places: Vec<usize>,
    gaps: Vec<Clash>,
    printed: Option<packs::Options>,
) -> Result<Whole, Diagnostic> {
    let cases = Cases { work, places, fault: RefCell::new(None) };
    let day = cases.all().filter_map(|digest| digest.last_day()).max().unwrap_or_default();
    // the findings themselves are in their files: where every case clashes they are many
    let across = counts(&compare(&cases, out, day, gaps)?);
    let mut whole = Whole { across, packs: None, findings: Vec::new() };
    calendar(&cases, out, action, day)?;
    whole.findings.extend(the_ledger(&cases, work, out, action, day)?);
    if let Some(options) = printed {
        whole.packs = print(&cases, work, out, action, options, &mut whole.findings)?;
    }
    cases.sound(whole)
}

/// R99 and R100: `clashes.txt`, `clashes.json`, `fairness.xlsx`.
fn compare(cases: &Cases, out: &Path, day: NaiveDate, gaps: Vec<Clash>) -> Result<Vec<Clash>, Diagnostic> {
    let (mut shared, mut penalties) = (Clashes::new(), Fairness::new());
    for digest in cases.all() {
        shared.add(&digest);
        penalties.add(&digest);
    }
    let read = |index: usize| cases.read(index);
    let mut found = shared.finish(&read);
    found.extend(gaps);
    let report = penalties.finish(&read);
    found.extend(report.clashes());
    clashes::sort(&mut found);
    let count = cases.places.len();
    write_in_pieces(&out.join("clashes.txt"), |file| clashes::text(file, &found, count))?;
    write_in_pieces(&out.join("clashes.json"), |file| clashes::json(file, &found, count))?;
    let path = out.join("fairness.xlsx");
    let mut file = Pieces::begin(&path)?;
    let written = Workbook::streaming("同类案件处罚比较", day, &cases.work.scratch()).and_then(|mut book| {
        fairness::sheets(&mut book, &report, &read)?;
        book.write(&mut file)
    });
    written.map_err(|error| fault(&path, &error))?;
    file.place()?;
    cases.sound(found)
}

fn write_in_pieces(path: &Path, write: impl FnOnce(&mut Pieces) -> io::Result<()>) -> Result<(), Diagnostic> {
    let mut file = Pieces::begin(path)?;
    write(&mut file).map_err(|error| file.fault(&error))?;
    file.place()
}

fn calendar(cases: &Cases, out: &Path, action: &str, day: NaiveDate) -> Result<(), Diagnostic> {
    let mut file = Pieces::begin(&out.join("deadlines.ics"))?;
    let written = ActionCalendar::begin(&mut file, action, day, Since::EndOfCase).and_then(|mut calendar| {
        cases.all().try_for_each(|digest| calendar.add(&digest))?;
        calendar.end().map(|_| ())
    });
    written.map_err(|error| file.fault(&error))?;
    file.place()
}

/// `ledger.xlsx`. One that was filled in since it was written is left alone, and the new one is put beside it.
fn the_ledger(cases: &Cases, work: &Work, out: &Path, action: &str, day: NaiveDate) -> Result<Option<Diagnostic>, Diagnostic> {
    let (path, mark) = (out.join(LEDGER), work.own("ledger"));
    let known = files::read_small(&mark).unwrap_or_default();
    let held = files::hash_of(&path);
    let filled_in = held.as_ref().is_some_and(|held| !known.lines().any(|line| line == held));
    let target = if filled_in { out.join(LEDGER_BESIDE) } else { path.clone() };
    let mut file = Pieces::begin(&target)?;
    let written = ledger::write(&ledger::Action { name: action, day, unmade: 0 }, || cases.all(), &work.scratch(), &mut file);
    written.map_err(|error| fault(&target, &error))?;
    file.place()?;
    if filled_in {
        let finding =
            Diagnostic::remind("B30", format!("“{}”填写以后还没有写回各案，没有覆盖；新的台账是 {LEDGER_BESIDE}", path.display()));
        return Ok(Some(finding.remedy(format!("先运行 wenshu batch apply {} --write，再运行一次", path.display()))));
    }
    let hash = files::hash_of(&target).unwrap_or_default();
    write_file(&mark, format!("{hash}\n").as_bytes())?;
    folder::remove(&out.join(LEDGER_BESIDE));
    Ok(None)
}

/// Notes that a filled-in ledger has come back: the next run may replace it.
///
/// # Errors
/// The note cannot be written.
pub fn ledger_applied(out: &Path) -> Result<(), Diagnostic> {
    let mark = out.join(super::work::OWN).join("ledger");
    match (mark.parent().is_some_and(Path::is_dir), files::hash_of(&out.join(LEDGER))) {
        (true, Some(hash)) => write_file(&mark, format!("{hash}\n").as_bytes()),
        _ => Ok(()),
    }
}

type Printed = Option<(usize, usize, usize)>;

/// The packs, unless they were made from the same writs already.
fn print(
    cases: &Cases,
    work: &Work,
    out: &Path,
    action: &str,
    options: packs::Options,
    findings: &mut Vec<Diagnostic>,
) -> Result<Printed, Diagnostic> {
    let mut key = format!("{} {action} {options:?}", env!("CARGO_PKG_VERSION"));
    for digest in cases.all() {
        // the packs depend on what is made and on what is served
        let steps = serde_json::to_string(&(&digest.folder, &digest.parties, &digest.steps)).unwrap_or_default();
        key = sha256_hex(format!("{key}\n{}\n{steps}", digest.manifest).as_bytes());
    }
    let mark = work.own("packs");
    let list = out.join(packs::FOLDER).join(packs::LIST);
    if list.is_file() && files::read_small(&mark).is_some_and(|known| known.trim() == key) {
        return Ok(None);
    }
    folder::remove(&mark);
    let mut packs = Packs::new(options);
    cases.all().for_each(|digest| packs.add(&digest));
    let read = |folder: &str, file: &str| files::read_file(&out.join(folder).join(file), "PDF", "O71", MAX_PDF_BYTES);
    let report = packs.make(action, out, &read)?;
    findings.extend(report.findings.iter().cloned());
    if report.faulty == 0 {
        write_file(&mark, format!("{key}\n").as_bytes())?;
    }
    Ok(Some((report.sum.writs, report.sum.sheets(), report.left_out)))
}

/// A writ with photographs may be large; a file larger than this is none of ours.
const MAX_PDF_BYTES: u64 = 1 << 30;

fn fault(path: &Path, error: &Error) -> Diagnostic {
    Diagnostic::refuse("O01", format!("“{}”不能写出：{error}", path.display())).remedy("换一个可以写入的文件夹，或者腾出空间后重试")
}

fn counts(clashes: &[Clash]) -> [(Rank, usize); 3] {
    let count = |rank: Rank| clashes.iter().filter(|clash| clash.rank == rank && !clash.waived).count();
    [Rank::Veto, Rank::Deduct, Rank::Remind].map(|rank| (rank, count(rank)))
}

/// What the summary says of the action as a whole.
pub fn summary(whole: &Whole) -> Value {
    let counts = whole.across.iter().map(|(rank, count)| (rank.word().to_string(), json!(count)));
    json!({"clashes": Value::Object(counts.collect())})
}

/// Takes the folder of a batch for this program alone, so that a batch and an apply never write it at a time; `None` when no
/// batch has worked in it.
///
/// # Errors
/// A batch is at work in it, or the system refuses.
pub fn lock(out: &Path) -> Result<Option<locked::Lock>, Diagnostic> {
    let own = out.join(super::work::OWN);
    if !own.is_dir() {
        return Ok(None);
    }
    locked::try_lock(&own.join("lock"))?.map(Some).ok_or_else(|| super::work::busy(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_worked_in_by_one_program() {
        let out = std::env::temp_dir().join(format!("wenshu-whole-lock-{}", std::process::id()));
        assert!(lock(&out).is_ok_and(|lock| lock.is_none()), "no batch was here");
        std::fs::create_dir_all(out.join(super::super::work::OWN)).expect("a folder");
        let first = lock(&out).expect("free").expect("a lock");
        assert_eq!(lock(&out).map(|_| ()).map_err(|fault| fault.code), Err("B10"));
        drop(first);
        assert!(lock(&out).is_ok_and(|lock| lock.is_some()));
        std::fs::remove_dir_all(&out).expect("clean");
    }
}
