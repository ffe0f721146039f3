//! 文号登记 (`register.csv`): which writ number was given to which writ of which case, and from which ranges numbers are
//! given out. Rows are only ever added: a number that was given is never given again, and a second run finds the same.
//! Pure: text in, rows out; who may write the file, and when, is decided by `output::locked` and the batch.

mod gaps;
mod rows;

pub use gaps::{Gap, gaps_of};
pub use rows::{COLUMNS, HEADER, Row, Status, is_row};

use crate::diag::{Diagnostic, Pos};
use crate::text::writ_number::Fault;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// A piece of the store of texts.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: u32,
    length: u16,
}

/// A number given to a writ of a case. Kept small: a batch holds those of all its cases.
#[derive(Debug, Clone, Copy)]
struct Issued {
    number: Piece,
    subject: Piece,
    line: u32,
    /// Index of the writ's title.
    writ: u16,
}

/// A number a case was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given<'r> {
    /// The number.
    pub number: &'r str,
    /// Title of the writ.
    pub writ: &'r str,
    /// Which copy of it.
    pub subject: &'r str,
    /// The line of the register.
    pub line: u32,
}

/// What numbers are counted by: organ, word, year.
pub type Series = (String, String, i32);

/// A range of serials kept for a team, a word or a year.
#[derive(Debug, Clone)]
struct Range {
    agency: String,
    team: String,
    word: String,
    year: Option<i32>,
    serials: RangeInclusive<u32>,
}

impl Range {
    fn covers(&self, agency: &str, word: &str, year: i32) -> bool {
        let fits = |own: &str, asked: &str| own.is_empty() || own == asked;
        fits(&self.agency, agency) && fits(&self.word, word) && self.year.is_none_or(|own| own == year)
    }
}

/// The register.
#[derive(Debug, Default)]
pub struct Register {
    name: Arc<str>,
    ranges: Vec<Range>,
    /// By organ and case.
    cases: HashMap<u64, Vec<Issued>>,
    texts: String,
    titles: Vec<String>,
    /// By organ and number: the case that has it.
    owners: HashMap<u64, u64>,
    /// Used serials of each series, in order.
    series: BTreeMap<Series, Vec<u32>>,
    lines: u32,
}

/// A number that is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The organ, as its writs name it.
    pub agency: &'a str,
    /// The case.
    pub case: &'a str,
    /// 小组
    pub team: Option<&'a str>,
    /// Title of the writ.
    pub writ: &'a str,
    /// For whom: see `dossier::Subject::key`.
    pub subject: &'a str,
    /// 字
    pub word: &'a str,
    /// 年
    pub year: i32,
}

/// Why no number could be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// All serials of the ranges are used up; says which ranges.
    Exhausted(String),
    /// The office's pattern makes no number.
    Pattern(Fault),
    /// The writ of the case has a number already.
    Taken(String),
}

fn hash(parts: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

impl Register {
    /// Reads a register; `name` is its file in messages. Rows that cannot be read and numbers given twice are refused,
    /// each with its line.
    pub fn read(text: &str, name: &str) -> (Register, Vec<Diagnostic>) {
        let mut register = Register { name: name.into(), ..Register::default() };
        let findings = register.extend(text);
        (register, findings)
    }

    /// Takes in further lines of the file: those another program added since.
    pub fn extend(&mut self, text: &str) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        let (rows, lines) = rows::parse(text, &self.name, self.lines, &mut findings);
        self.lines += lines;
        for (line, row) in rows {
            if let Err(finding) = self.take(&row, line) {
                findings.push(finding);
            }
        }
        findings
    }

    fn take(&mut self, row: &Row, line: u32) -> Result<(), Diagnostic> {
        let refuse = |message: String| Diagnostic::refuse("N03", message).at(&self.name, Pos { line, column: 1 });
        let serials = || row.serial.map(|from| from..=row.until.unwrap_or(from));
        match row.status {
            Status::Range => {
                let Some(serials) = serials() else { return Err(refuse("号段没有写起、止".into())) };
                let (agency, team, word) = (row.agency.clone(), row.team.clone(), row.word.clone());
                self.ranges.push(Range { agency, team, word, year: row.year, serials });
            }
            Status::Void => {
                let (Some(serials), Some(year)) = (serials(), row.year) else {
                    return Err(refuse("停用的号没有写年、序号".into()));
                };
                let series = self.series.entry((row.agency.clone(), row.word.clone(), year)).or_default();
                serials.for_each(|serial| insert(series, serial));
            }
            Status::Issued | Status::ByHand => {
                let owner = hash(&[&row.agency, &row.case]);
                let key = hash(&[&row.agency, &row.number]);
                if self.of_case(&row.agency, &row.case).iter().any(|given| given.writ == row.writ && given.subject == row.subject) {
                    let whom = if row.subject.is_empty() { String::new() } else { format!("（{}）", row.subject) };
                    return Err(refuse(format!("“{}”的《{}》{whom}登记了两个文号", row.case, row.writ))
                        .found(&row.number)
                        .remedy("查明用的是哪一个，把另一行的状态改成“停用”"));
                }
                if self.owners.get(&key).is_some_and(|other| *other != owner || row.status == Status::Issued) {
                    return Err(refuse(format!("文号“{}”登记了两次", row.number)).remedy("查明属于哪一案，另一案改用别的号"));
                }
                self.owners.insert(key, owner);
                self.keep(owner, row, line);
                if let (Some(serial), Some(year)) = (row.serial, row.year) {
                    insert(self.series.entry((row.agency.clone(), row.word.clone(), year)).or_default(), serial);
                }
            }
        }
        Ok(())
    }

    fn keep(&mut self, owner: u64, row: &Row, line: u32) {
        let writ = self.titles.iter().position(|title| *title == row.writ).unwrap_or_else(|| {
            self.titles.push(row.writ.clone());
            self.titles.len() - 1
        });
        let number = self.store(&row.number);
        // the writs of a case are mostly for one party
        let before = self.cases.get(&owner).and_then(|issued| issued.last()).map(|issued| issued.subject);
        let subject = match before.filter(|piece| self.text(*piece) == row.subject) {
            Some(piece) => piece,
            None => self.store(&row.subject),
        };
        let issued = Issued { number, subject, line, writ: writ.min(u16::MAX.into()) as u16 };
        self.cases.entry(owner).or_default().push(issued);
    }

    fn store(&mut self, text: &str) -> Piece {
        let text = if text.len() > u16::MAX.into() { "" } else { text };
        let piece = Piece { start: self.texts.len() as u32, length: text.len() as u16 };
        self.texts.push_str(text);
        piece
    }

    fn text(&self, piece: Piece) -> &str {
        let start = piece.start as usize;
        &self.texts[start..start + usize::from(piece.length)]
    }

    /// The file's name in messages.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// Everything a case was given, in order of the register.
    pub fn of_case(&self, agency: &str, case: &str) -> Vec<Given<'_>> {
        let issued = self.cases.get(&hash(&[agency, case])).into_iter().flatten();
        let given = |issued: &Issued| Given {
            number: self.text(issued.number),
            writ: self.titles.get(usize::from(issued.writ)).map_or("", String::as_str),
            subject: self.text(issued.subject),
            line: issued.line,
        };
        issued.map(given).collect()
    }

    /// Whether a number belongs to another case of the organ.
    pub fn is_of_another(&self, agency: &str, case: &str, number: &str) -> bool {
        self.owners.get(&hash(&[agency, number])).is_some_and(|owner| *owner != hash(&[agency, case]))
    }

    /// Gives out the next number: `make` prints one for a serial, `is_reserved` tells a number that some form already
    /// names. The row is part of the register at once; whoever asked writes its line to the file before using it.
    ///
    /// # Errors
    /// No serial is left, the pattern makes no number, or the copy of the writ has one.
    pub fn issue(
        &mut self,
        request: &Request,
        make: impl Fn(u32) -> Result<String, Fault>,
        is_reserved: impl Fn(&str) -> bool,
    ) -> Result<Row, Refusal> {
        let mut serial = self.first_free(request, 0)?;
        loop {
            let number = make(serial).map_err(Refusal::Pattern)?;
            if self.owners.contains_key(&hash(&[request.agency, &number])) || is_reserved(&number) {
                serial = self.first_free(request, serial)?;
                continue;
            }
            let row = row(request, Status::Issued, Some(serial), number);
            let line = self.lines + 1;
            self.take(&row, line).map_err(|fault| Refusal::Taken(fault.message))?;
            self.lines = line;
            return Ok(row);
        }
    }

    /// Enters a number an officer gave in a form; `None` when it is known already. `serial` is its serial where the
    /// number is one of the office's pattern; one far above all others counts for nothing, or it would be the last one.
    pub fn enter(&mut self, request: &Request, number: &str, serial: Option<u32>) -> Option<Row> {
        if self.owners.contains_key(&hash(&[request.agency, number])) {
            return None;
        }
        let last = self.used(request).last().copied().unwrap_or(0);
        let serial = serial.filter(|serial| serial.saturating_sub(last) <= rows::LONGEST_RANGE);
        let row = row(request, Status::ByHand, serial, number.to_string());
        let line = self.lines + 1;
        self.take(&row, line).ok()?;
        self.lines = line;
        Some(row)
    }

    /// The used serials of a request's series, in order.
    fn used(&self, request: &Request) -> &[u32] {
        let series = self.series.get(&(request.agency.to_string(), request.word.to_string(), request.year));
        series.map_or(&[], Vec::as_slice)
    }

    /// The first serial after `after` that the request may have: from the ranges of its team, else of no team, else after
    /// the last that is used or kept for others.
    fn first_free(&self, request: &Request, after: u32) -> Result<u32, Refusal> {
        let used = self.used(request);
        let covering = || self.ranges.iter().filter(|range| range.covers(request.agency, request.word, request.year));
        let of_team = |range: &&Range| request.team.is_some_and(|team| range.team == team);
        let own: Vec<&Range> = match covering().any(|range| of_team(&range)) {
            true => covering().filter(of_team).collect(),
            false => covering().filter(|range| range.team.is_empty()).collect(),
        };
        for range in &own {
            let (first, last) = (*range.serials.start(), *range.serials.end());
            let before = used.partition_point(|serial| *serial <= last);
            let highest = used[..before].last().copied().filter(|serial| *serial >= first);
            let next = highest.map_or(first, |serial| serial.saturating_add(1)).max(after.saturating_add(1));
            if next <= last && highest != Some(last) && after < u32::MAX {
                return Ok(next.max(first));
            }
        }
        if !own.is_empty() {
            let words: Vec<String> = own.iter().map(|r| format!("{}至{}", r.serials.start(), r.serials.end())).collect();
            return Err(Refusal::Exhausted(words.join("、")));
        }
        let kept: Vec<&Range> = covering().collect();
        let is_kept = |serial: u32| kept.iter().find(|range| range.serials.contains(&serial));
        let highest = used.iter().rev().find(|serial| is_kept(**serial).is_none()).copied().unwrap_or(0);
        let all = || Refusal::Exhausted(format!("1至{}", u32::MAX));
        let mut next = highest.max(after).checked_add(1).ok_or_else(all)?;
        while let Some(range) = is_kept(next) {
            next = range.serials.end().checked_add(1).ok_or_else(all)?;
        }
        Ok(next)
    }

    /// The numbers that were skipped in each series.
    pub fn gaps(&self) -> Vec<Gap> {
        let starts = |series: &Series| -> Vec<RangeInclusive<u32>> {
            self.ranges.iter().filter(|range| range.covers(&series.0, &series.1, series.2)).map(|range| range.serials.clone()).collect()
        };
        self.series.iter().flat_map(|(series, used)| gaps_of(series, used, &starts(series))).collect()
    }
}

fn row(request: &Request, status: Status, serial: Option<u32>, number: String) -> Row {
    Row {
        status,
        agency: request.agency.into(),
        team: request.team.unwrap_or_default().into(),
        word: request.word.into(),
        year: Some(request.year),
        serial,
        until: None,
        number,
        case: request.case.into(),
        writ: request.writ.into(),
        subject: request.subject.into(),
    }
}

/// Keeps a list of serials in order; most are the highest yet.
fn insert(series: &mut Vec<u32>, serial: u32) {
    match series.last() {
        Some(last) if *last < serial => series.push(serial),
        None => series.push(serial),
        Some(_) => {
            if let Err(at) = series.binary_search(&serial) {
                series.insert(at, serial);
            }
        }
    }
}

#[cfg(test)]
mod tests;
