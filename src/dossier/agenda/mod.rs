//! The agenda of a case: every limit of `law/limits.yaml` that an event of the form starts — from which event and day,
//! to which last day and why that day, met on which day, or why it cannot be said. One truth for `plan`,
//! `deadlines.ics`, and the rules. Pure: the day on which one looks is a parameter of [`Entry::state`]; nothing here
//! knows the clock, and nothing is guessed.
//!
//! A rule asks in three lines:
//!
//! ```ignore
//! let Some(entry) = dossier.agenda.get("service-decision", Some(party)) else { return };  // the case has no such limit
//! let Some(late) = entry.late() else { return };           // open, met in time, or not computable
//! late.on.at.finding(Diagnostic::new(rank, "R33", entry.why()).found(date::print(late.on.day)))
//! ```
//!
//! * `entry.last_day()`: the day by which the one bound must act (an agency to the arithmetic day, a party to the day
//!   rolled to a working day); `entry.span` has both; `entry.why()` says how it was counted.
//! * `entry.start`: the event with its day and place in the form, or what is missing.
//! * `entry.done`: the day it was met, with its place. `entry.late()`: met after the last day (`within_roll`: only the
//!   roll to a working day saves it; a reminder rather than a veto).
//! * `entry.bars`: the steps that must wait for it, each with its first lawful day; `entry.early()`: those taken sooner
//!   (a decision within the time for a statement, an application to the court before the dunning has run).
//! * `agenda.of("recheck")`: all entries of a row, where a case has several. `agenda.conflicts`: limits that exclude
//!   each other.

mod accrual;
mod count;
mod deciding;
mod hearing;
mod lawful;
mod opening;
mod performing;
mod securing;
mod state;

use super::Dossier;
use crate::case::values::{At, Clock};
use crate::law::MissingYear;
use chrono::NaiveDate;

pub use accrual::{Accrual, Accrued};
pub use lawful::{Bound, Lawful, lawful};
pub use state::{Late, State};

/// Who must keep a limit, or may use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binds {
    /// 本机关
    Agency,
    /// 当事人: a duty.
    Party,
    /// 当事人: a right that ends.
    Right,
    /// 人民法院
    Court,
    /// 人民政府及有关部门
    Government,
}

impl Binds {
    /// The word in lists.
    pub fn word(self) -> &'static str {
        match self {
            Binds::Agency => "本机关",
            Binds::Party => "当事人",
            Binds::Right => "当事人的权利",
            Binds::Court => "人民法院",
            Binds::Government => "人民政府",
        }
    }
    /// Whether the last day moves to a working day in favour of the one bound. An agency keeps to the earlier day
    /// (`law/limits.yaml` 计算规则 last-day-holiday-rolls).
    fn rolls(self) -> bool {
        match self {
            Binds::Party | Binds::Right => true,
            Binds::Agency | Binds::Court | Binds::Government => false,
        }
    }
}

/// An event that starts or meets a limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What happened, e.g. 告知书送达.
    pub what: String,
    /// The day.
    pub day: NaiveDate,
    /// The time of day, where the form gives one.
    pub time: Option<Clock>,
    /// Its place in the form.
    pub at: At,
}

/// Where a limit ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// For a window: the first day it is open.
    pub opens: Option<NaiveDate>,
    /// The arithmetic last day.
    pub last: NaiveDate,
    /// The time of the last day, for limits counted in hours.
    pub time: Option<Clock>,
    /// The last day moved to a working day where the law moves it; equal to `last` where it does not.
    pub rolled: Result<NaiveDate, MissingYear>,
    /// Why this day, one Chinese sentence without a full stop.
    pub why: String,
}

/// A step that must wait for a limit to run.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// The step (步骤 of a template).
    pub step: &'static str,
    /// Which of the events of a step that can recur.
    pub event: Option<usize>,
    /// Its first lawful day, or why that cannot be said.
    pub first: Result<NaiveDate, String>,
    /// Why not sooner.
    pub why: String,
    /// When it was taken.
    pub taken: Option<Mark>,
}

/// A limit of the case.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The row of `law/limits.yaml`.
    pub limit: &'static str,
    /// What is to be done, in the words of the row.
    pub name: String,
    /// Who is bound.
    pub binds: Binds,
    /// The party it concerns; `None` for the whole case.
    pub party: Option<usize>,
    /// That party's name, where a case has several.
    pub whom: Option<String>,
    /// Which of the events of a kind that can recur (hearing, violation, instalment …).
    pub event: Option<usize>,
    /// The step (步骤 of a template) that must be taken by the last day; empty when no writ belongs to it.
    pub step: &'static str,
    /// From where it is counted, or what is missing.
    pub start: Result<Mark, String>,
    /// Where it ends, or why that cannot be said.
    pub span: Result<Span, String>,
    /// 《…》第…条
    pub basis: String,
    /// The row or its provision was never read in full.
    pub unverified: bool,
    /// What meets it.
    pub done: Option<Mark>,
    /// Steps that wait for it.
    pub bars: Vec<Bar>,
    /// What a person must weigh besides (possible extensions, time left out …).
    pub note: Option<String>,
}

/// Limits that exclude each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The rows.
    pub limits: Vec<&'static str>,
    /// The step for which no day is left.
    pub step: &'static str,
    /// Which of the events of that step.
    pub event: Option<usize>,
    /// In words, with both days.
    pub message: String,
    /// The event that starts them.
    pub at: At,
}

/// All limits of a case.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Agenda {
    /// In the order of the procedure.
    pub entries: Vec<Entry>,
    /// Limits that exclude each other.
    pub conflicts: Vec<Conflict>,
    /// Surcharges that run when a fine is not paid in time.
    pub accruals: Vec<Accrual>,
}

impl Agenda {
    /// All entries of a row.
    pub fn of<'s>(&'s self, limit: &'s str) -> impl Iterator<Item = &'s Entry> {
        self.entries.iter().filter(move |entry| entry.limit == limit)
    }
    /// The first entry of a row that concerns a party; entries of the whole case concern every party.
    pub fn get(&self, limit: &str, party: Option<usize>) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.limit == limit && entry.concerns(party))
    }
}

impl Entry {
    /// Whether it concerns a party: its own, or the whole case.
    pub fn concerns(&self, party: Option<usize>) -> bool {
        self.party.is_none() || party.is_none() || self.party == party
    }
    /// The day by which the one bound must act; `None` when it cannot be said.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let span = self.span.as_ref().ok()?;
        if self.binds.rolls() { span.rolled.ok() } else { Some(span.last) }
    }
    /// Why this day, or why none.
    pub fn why(&self) -> &str {
        match &self.span {
            Ok(span) => &span.why,
            Err(reason) => reason,
        }
    }
    /// Steps taken before their first lawful day.
    pub fn early(&self) -> impl Iterator<Item = (&Bar, &Mark)> {
        let early = |bar: &Bar, taken: &Mark| bar.first.as_ref().is_ok_and(|first| taken.day < *first);
        self.bars.iter().filter_map(move |bar| bar.taken.as_ref().filter(|taken| early(bar, taken)).map(|taken| (bar, taken)))
    }
}

/// The agenda of a case whose writs and standings are known.
pub fn agenda(dossier: &Dossier) -> Agenda {
    let (heard, conflicts) = hearing::entries(dossier);
    let entries = [
        opening::entries(dossier),
        securing::entries(dossier),
        deciding::before(dossier),
        heard,
        deciding::after(dossier),
        performing::entries(dossier),
    ];
    Agenda { entries: entries.concat(), conflicts, accruals: accrual::all(dossier) }
}
