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
    /// Cases and rows of a list that were refused.
    unmade: usize,
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

/// Makes the files of the action, of the cases at these places; so many others were refused. `gaps` are the serials its registers lack; `printed`: with packs for the printer.
///
/// # Errors
/// A file cannot be written, or a record cannot be read.
pub fn make(
    work: &Work,
    out: &Path,
    action: &str,
    (places, unmade): (Vec<usize>, usize),
    gaps: Vec<Clash>,
    printed: Option<packs::Options>,
) -> Result<Whole, Diagnostic> {
    let cases = Cases { work, places, unmade, fault: RefCell::new(None) };
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

/// `ledger.xlsx`. One that was filled in since it was written is left alone, and the new one is put beside it; one beside it
/// that was filled in too is left alone as well.
fn the_ledger(cases: &Cases, work: &Work, out: &Path, action: &str, day: NaiveDate) -> Result<Option<Diagnostic>, Diagnostic> {
    let mark = work.own(KNOWN_LEDGERS);
    let known = files::read_small(&mark).unwrap_or_default();
    let held = [LEDGER, LEDGER_BESIDE].map(|name| files::hash_of(&out.join(name)));
    let filled_in = held.each_ref().map(|held| held.as_ref().is_some_and(|held| !known.lines().any(|line| line == held)));
    let name = match filled_in {
        [false, _] => LEDGER,
        [true, false] => LEDGER_BESIDE,
        [true, true] => return Ok(Some(not_replaced(out, &[LEDGER, LEDGER_BESIDE], ""))),
    };
    let target = out.join(name);
    let mut file = Pieces::begin(&target)?;
    let written = ledger::write(&ledger::Action { name: action, day, unmade: cases.unmade }, || cases.all(), &work.scratch(), &mut file);
    written.map_err(|error| fault(&target, &error))?;
    // known before it is in its place: a program that is killed between the two takes no ledger for filled in
    let new = files::hash_of(file.written()?);
    let lines = held.iter().zip(filled_in).filter(|(_, filled_in)| !filled_in).filter_map(|(held, _)| held.clone()).chain(new);
    write_file(&mark, lines.map(|line| line + "\n").collect::<String>().as_bytes())?;
    file.place()?;
    match filled_in {
        [false, false] => folder::remove(&out.join(LEDGER_BESIDE)).map(|()| None),
        [false, true] => Ok(Some(not_replaced(out, &[LEDGER_BESIDE], ""))),
        [true, _] => Ok(Some(not_replaced(out, &[LEDGER], &format!("；新的台账是 {LEDGER_BESIDE}")))),
    }
}

/// Ledgers that were filled in and have not come back.
fn not_replaced(out: &Path, names: &[&str], more: &str) -> Diagnostic {
    let paths: Vec<String> = names.iter().map(|name| out.join(name).display().to_string()).collect();
    let finding = Diagnostic::remind("B30", format!("“{}”填写以后还没有写回各案，没有覆盖{more}", paths.join("”“")));
    finding.remedy(format!("先运行 wenshu batch apply {} --write，再运行一次", paths[0]))
}

/// The check values of ledgers nobody has filled in, or that have come back.
const KNOWN_LEDGERS: &str = "ledger";

/// Notes that a filled-in ledger with this check value has come back: the next run may replace it.
///
/// # Errors
/// The note cannot be written.
pub fn ledger_applied(out: &Path, hash: &str) -> Result<(), Diagnostic> {
    let own = out.join(super::work::OWN);
    if !own.is_dir() {
        return Ok(());
    }
    let mark = own.join(KNOWN_LEDGERS);
    let known = files::read_small(&mark).unwrap_or_default();
    write_file(&mark, format!("{known}{hash}\n").as_bytes())
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
    let folder = out.join(packs::FOLDER);
    let key = |files: &str| format!("{key}\n{files}");
    if files::read_small(&mark).is_some_and(|known| known == key(&listing(&folder))) {
        return Ok(None);
    }
    folder::remove(&mark)?;
    let mut packs = Packs::new(options);
    cases.all().for_each(|digest| packs.add(&digest));
    let read = |folder: &str, file: &str| files::read_file(&out.join(folder).join(file), "PDF", "O71", MAX_PDF_BYTES);
    let report = packs.make(action, out, &read)?;
    findings.extend(report.findings.iter().cloned());
    if report.faulty == 0 {
        write_file(&mark, key(&listing(&folder)).as_bytes())?;
    }
    Ok(Some((report.sum.writs, report.sum.sheets(), report.left_out)))
}

/// A check value of the names and lengths of the packs: one that was deleted or cut off is made again.
fn listing(folder: &Path) -> String {
    let mut lines = String::new();
    for name in files::files_below(folder, &["pdf", "txt"], &[]).unwrap_or_default() {
        let length = files::length_of(&folder.join(&name)).unwrap_or_default();
        lines.push_str(&format!("{name} {length}\n"));
    }
    sha256_hex(lines.as_bytes())
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
    locked::try_lock(&own.join(super::work::LOCK))?.map(Some).ok_or_else(|| super::work::busy(out))
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
