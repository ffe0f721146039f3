//! Giving out writ numbers: to each writ whose step has happened and that has none, case after case in the order of the
//! batch, so that the same cases get the same numbers whatever the number of threads. A number stands on the disk before
//! any file shows it.

use crate::diag::{Diagnostic, refused};
use crate::dossier::number::{self, Lack, Number};
use crate::dossier::{Dossier, PlannedWrit, planned_year};
use crate::output::locked::Shared;
use crate::pipeline::{Library, LoadedCase};
use crate::register::{HEADER, Refusal, Register, Request};
use crate::text::writ_number::Fault;
use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

/// Lets the cases of a batch pass one after the other.
#[derive(Debug, Default)]
struct Turnstile {
    next: Mutex<Queue>,
    moved: Condvar,
}

#[derive(Debug, Default)]
struct Queue {
    next: usize,
    /// Cases that passed before their turn: they wanted nothing.
    passed: HashSet<usize>,
}

impl Turnstile {
    /// Waits until every case before this one has passed.
    fn wait(&self, index: usize) {
        let queue = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let _queue = self.moved.wait_while(queue, |queue| queue.next < index).unwrap_or_else(PoisonError::into_inner);
    }
    /// Lets the next one pass.
    fn pass(&self, index: usize) {
        let mut queue = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        queue.passed.insert(index);
        while let Some(next) = Some(queue.next).filter(|next| queue.passed.remove(next)) {
            queue.next = next + 1;
        }
        self.moved.notify_all();
    }
}

/// A case's turn; it passes when this is dropped, whatever became of the case.
#[derive(Debug)]
pub struct Turn<'i> {
    issuer: &'i Issuer,
    index: usize,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.issuer.turns.pass(self.index);
    }
}

/// Gives out the numbers of a batch.
#[derive(Debug)]
pub struct Issuer {
    turns: Turnstile,
    /// Hashes of the numbers that stand in forms.
    reserved: HashSet<u64>,
    /// How much of each register's file is known.
    known: Mutex<BTreeMap<PathBuf, u64>>,
    /// Nothing is written: a dry run.
    dry: bool,
    given: AtomicUsize,
}

impl Issuer {
    /// An issuer; `reserved` are numbers the forms of the batch name themselves.
    pub fn new(reserved: HashSet<u64>, dry: bool) -> Issuer {
        Issuer { turns: Turnstile::default(), reserved, known: Mutex::default(), dry, given: AtomicUsize::new(0) }
    }

    /// How many numbers were given out.
    pub fn given(&self) -> usize {
        self.given.load(Ordering::Relaxed)
    }

    /// The turn of a case. Every case of the batch takes one, in any order.
    pub fn turn(&self, index: usize) -> Turn<'_> {
        Turn { issuer: self, index }
    }
}

impl Turn<'_> {
    /// Waits until every case before this one has passed.
    pub fn wait(&self) {
        self.issuer.turns.wait(self.index);
    }

    /// Gives the case its numbers and enters those its form names. Whether the register gave anything: the dossier is then
    /// to be derived again. What could not be given is among the findings. Only for a case whose turn it is (`wait`).
    ///
    /// # Errors
    /// The register cannot be read or written.
    pub fn issue(&self, library: &Library, loaded: &LoadedCase, dossier: &Dossier) -> Result<(bool, Vec<Diagnostic>), Vec<Diagnostic>> {
        let wanting = dossier.writs.iter().any(PlannedWrit::wants_number);
        let naming = dossier.writs.iter().any(|planned| named(planned).is_some());
        if !wanting && !naming {
            return Ok((false, Vec::new()));
        }
        let shared = library.register_of(loaded)?;
        let mut register = shared.lock().unwrap_or_else(PoisonError::into_inner);
        if !wanting && !self.anything_new(&register, dossier) {
            return Ok((false, Vec::new()));
        }
        let mut file = match self.issuer.dry {
            true => None,
            false => Some(self.catch_up(&loaded.register, &mut register)?),
        };
        let (rows, gave, findings) = self.rows(&mut register, loaded, dossier);
        if let Some(file) = file.as_mut().filter(|_| !rows.is_empty()) {
            let added = file.add(&rows).and_then(|()| file.length());
            let length = added.map_err(|fault| vec![fault])?;
            self.known().insert(loaded.register.clone(), length);
        }
        Ok((gave, findings))
    }

    fn known(&self) -> std::sync::MutexGuard<'_, BTreeMap<PathBuf, u64>> {
        self.issuer.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn anything_new(&self, register: &Register, dossier: &Dossier) -> bool {
        let agency = dossier.agency.acting_name().text();
        let known: Vec<&str> = register.of_case(agency, &dossier.id).iter().map(|given| given.number).collect();
        dossier.writs.iter().filter_map(named).any(|number| !known.contains(&number))
    }

    /// Opens the register's file for writing and takes in what other programs added to it.
    fn catch_up(&self, path: &Path, register: &mut Register) -> Result<Shared, Vec<Diagnostic>> {
        let one = |fault: Diagnostic| vec![fault];
        let mut file = Shared::open(path, HEADER).map_err(one)?;
        let before = self.known().get(path).copied();
        let bytes = file.read_from(before.unwrap_or(0)).map_err(one)?;
        let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let findings = match before {
            Some(_) => register.extend(&text),
            // what was read before the lock was had may be out of date
            None => {
                let (read, findings) = Register::read(&text, register.name());
                *register = read;
                findings
            }
        };
        if refused(&findings) {
            return Err(findings);
        }
        if end < bytes.len() {
            // a whole row whose line end is missing is kept, a torn one was never used
            let last = String::from_utf8_lossy(&bytes[end..]);
            match crate::register::is_row(&last) {
                true => file.add("\n").map_err(one)?,
                false => file.cut(before.unwrap_or(0) + end as u64).map_err(one)?,
            }
        }
        let length = file.length().map_err(one)?;
        self.known().insert(path.to_path_buf(), length);
        Ok(file)
    }

    /// The lines to be added, whether any number was given out, and what could not be.
    fn rows(&self, register: &mut Register, loaded: &LoadedCase, dossier: &Dossier) -> (String, bool, Vec<Diagnostic>) {
        let (agency, case) = (dossier.agency, dossier.case);
        let team = case.team.as_ref().map(|team| team.text());
        let (mut lines, mut gave, mut findings) = (String::new(), false, Vec::new());
        for planned in &dossier.writs {
            let year = planned_year(dossier, planned);
            let (Some(word), Some(known_year)) = (number::word(agency, planned.writ), year) else { continue };
            let subject = planned.subject.key(case);
            let request = Request {
                agency: agency.acting_name().text(),
                case: &dossier.id,
                team,
                writ: planned.writ.title(),
                subject: &subject,
                word,
                year: known_year,
            };
            let make = |serial: u32| number::made(agency, planned.writ, year, &serial.to_string());
            if let Some(given) = named(planned) {
                let serial = serial_of(given, make);
                lines.extend(register.enter(&request, given, serial).map(|row| row.line()));
                continue;
            }
            if !planned.wants_number() || make(1).is_err_and(|lack| matches!(lack, Lack::Missing(_))) {
                continue;
            }
            let make = |serial: u32| {
                make(serial).map_err(|lack| match lack {
                    Lack::Pattern(fault) => fault,
                    Lack::Missing(_) => Fault::Empty,
                })
            };
            match register.issue(&request, make, |number| self.issuer.reserved.contains(&hash_of(number))) {
                Ok(row) => {
                    lines.push_str(&row.line());
                    gave = true;
                    self.issuer.given.fetch_add(1, Ordering::Relaxed);
                }
                Err(refusal) => findings.push(not_given(loaded, &request, &refusal)),
            }
        }
        (lines, gave, findings)
    }
}

/// The number the form names for a writ.
fn named<'p>(planned: &'p PlannedWrit) -> Option<&'p str> {
    match &planned.number {
        Number::Given(text, at) | Number::Computed(text, at) => (&*at.path != REGISTERED).then_some(text),
        Number::None | Number::Missing(_) => None,
    }
}

/// The path of numbers that come from the register.
const REGISTERED: &str = "文号登记";

/// The serial of a number that is one of the office's pattern: its last run of digits, if the pattern makes it again.
fn serial_of(number: &str, make: impl Fn(u32) -> Result<String, Lack>) -> Option<u32> {
    let end = number.rfind(|c: char| c.is_ascii_digit())? + 1;
    let start =
        number[..end].rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + number[at..].chars().next().map_or(1, char::len_utf8));
    let serial = number[start..end].parse().ok()?;
    (make(serial).ok()? == number).then_some(serial)
}

fn not_given(loaded: &LoadedCase, request: &Request, refusal: &Refusal) -> Diagnostic {
    let file = loaded.register.display();
    let finding = match refusal {
        Refusal::Exhausted(ranges) => {
            let whose = request.team.map_or("没有小组的".to_string(), |team| format!("“{team}”"));
            let message = format!("{whose}“{}”字{}年的号段（{ranges}）用完了，《{}》没有文号", request.word, request.year, request.writ);
            Diagnostic::remind("N10", message).remedy(format!("在 {file} 里加一行号段，再运行一次"))
        }
        Refusal::Taken(why) => {
            Diagnostic::remind("N12", format!("《{}》没有发给文号：{why}", request.writ)).remedy("查明登记里的哪一行是这一份的")
        }
        Refusal::Pattern(fault) => {
            Diagnostic::remind("N11", format!("机关档案的文号样式编不出《{}》的文号：{fault}", request.writ)).remedy("改机关档案的“文号”")
        }
    };
    finding.writ(request.writ)
}

/// A number as it is kept.
fn hash_of(number: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    hasher.finish()
}

/// The numbers that stand in a form, as they are kept.
pub fn reserved(form: &str) -> impl Iterator<Item = u64> + '_ {
    in_text(form).map(|number| hash_of(&number))
}

/// The numbers that stand in a form as text: they are given to nobody else, whichever case comes first.
fn in_text(form: &str) -> impl Iterator<Item = String> + '_ {
    form.match_indices('〔').filter_map(|(at, _)| {
        let before = form[..at]
            .rfind([':', '\n', '"', '\'', ',', '{', '[', '：', ' '])
            .map_or(0, |found| found + form[found..].chars().next().map_or(1, char::len_utf8));
        let end = form[at..].find('号').map(|found| at + found + '号'.len_utf8())?;
        let number = form[before..end].trim();
        (number.chars().count() <= LONGEST_NUMBER && !number.contains('\n')).then(|| number.to_string())
    })
}

/// A longer text between two marks is no number.
const LONGEST_NUMBER: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_a_form() {
        let form = "文号:\n  行政处罚告知书: （苏太）应急罚告〔2026〕18号   # 手编\n  询问通知书: {张三: \"（苏太）应急询〔2026〕3号\", 李四: （苏太）应急询〔2026〕4号}\n事实: 依〔2026〕没有下文\n";
        let found: Vec<String> = in_text(form).collect();
        assert_eq!(found, ["（苏太）应急罚告〔2026〕18号", "（苏太）应急询〔2026〕3号", "（苏太）应急询〔2026〕4号"]);
    }

    #[test]
    fn a_serial_is_read_only_from_a_number_of_the_pattern() {
        let make = |serial: u32| Ok(format!("（苏太）应急罚〔2026〕{serial}号"));
        assert_eq!(serial_of("（苏太）应急罚〔2026〕18号", make), Some(18));
        for number in ["（苏太）应急罚〔2026〕018号", "（苏太）应急罚〔2025〕18号", "十八号", ""] {
            assert_eq!(serial_of(number, make), None, "{number}");
        }
    }

    #[test]
    fn cases_pass_in_their_order() {
        let issuer = Issuer::new(HashSet::new(), true);
        let order = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for index in [4, 2, 0, 3, 1] {
                let (issuer, order) = (&issuer, &order);
                scope.spawn(move || {
                    let turn = issuer.turn(index);
                    if index != 3 {
                        issuer.turns.wait(index);
                        order.lock().expect("sound").push(index);
                    }
                    drop(turn);
                });
            }
        });
        assert_eq!(order.into_inner().expect("sound"), [0, 1, 2, 4]);
    }
}
