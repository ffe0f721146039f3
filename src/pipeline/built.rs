//! What comes of a case: its writs with their pages, states and gaps.

use crate::diag::Diagnostic;
use crate::document::{Document, Meta};
use crate::dossier::agenda::{Agenda, Lawful};
use crate::layout::pages::Pages;
use crate::style::Profile;
use crate::template::Templates;
use chrono::NaiveDate;
use std::sync::Arc;

/// What became of a writ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// 定稿
    Final,
    /// 稿
    Draft,
    /// 未到：its step has not happened (and it is a draft).
    Coming,
}

impl State {
    /// The word in lists.
    pub fn word(self) -> &'static str {
        match self {
            State::Final => "定稿",
            State::Draft => "稿",
            State::Coming => "未到",
        }
    }
}

/// A missing value of a writ.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// Field name as printed.
    pub field: String,
    /// Template line.
    pub line: u32,
}

/// A finished document with its pages.
#[derive(Debug)]
pub struct BuiltWrit {
    /// Writ id.
    pub id: String,
    /// Official title.
    pub title: String,
    /// Party or person in the file name.
    pub label: Option<String>,
    /// Number, when it has one.
    pub number: Option<String>,
    /// Why the case has it.
    pub reason: String,
    /// Volume of the file it lies in, when the file has volumes.
    pub volume: Option<String>,
    /// Date of its step.
    pub date: Option<NaiveDate>,
    /// Name of its files without extension.
    pub file_stem: String,
    /// State.
    pub state: State,
    /// A paper of the file that grows with the case until it is filed away: its text may change without anything final being
    /// changed.
    pub grows: bool,
    /// What it lacks.
    pub gaps: Vec<Gap>,
    /// Between which days it can lawfully be made.
    pub lawful: Lawful,
    /// The document.
    pub document: Document,
    /// Its pages.
    pub pages: Pages,
}

impl BuiltWrit {
    /// Its title, with the person it is for when there can be several: how findings name it.
    pub fn name(&self) -> String {
        match &self.label {
            Some(label) => format!("{}（{label}）", self.title),
            None => self.title.clone(),
        }
    }
}

/// A case's writs and everything found on the way.
#[derive(Debug)]
pub struct Built {
    /// Case id.
    pub id: String,
    /// In file order.
    pub writs: Vec<BuiltWrit>,
    /// Every limit the case has started.
    pub agenda: Agenda,
    /// Findings of form, law and templates.
    pub findings: Vec<Diagnostic>,
    /// Layout profile of the agency.
    pub profile: Profile,
    /// Properties of the whole case.
    pub meta: Meta,
    /// The templates of the case's agency.
    pub templates: Arc<Templates>,
}
