//! Case → writs as documents, before pages: the dossier with the numbers of the office's register, every template filled in,
//! everything found on the way.

use super::faults::{once, unread_wording};
use super::load::{Library, LoadedCase};
use super::registers;
use crate::case::{Agency, Case};
use crate::diag::{Diagnostic, refused};
use crate::document::{Document, Meta};
use crate::dossier::{Dossier, PlannedWrit};
use crate::law::LawBook;
use crate::rules::{self, Paper, Review, waiver};
use crate::template::fill::closing::Entry;
use crate::template::{Templates, Wording, fill};
use chrono::NaiveDate;
use rayon::prelude::*;
use std::sync::{Arc, PoisonError};

/// Which writs are wanted.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Ids or titles; empty for all.
    pub only: Vec<String>,
    /// Leave out writs whose step has not happened.
    pub due: bool,
}

/// A case's writs as documents, before rules are asked and pages laid out. The catalogue is not among them.
#[derive(Debug)]
pub struct Drafted<'a> {
    /// What the case comes to.
    pub dossier: Dossier<'a>,
    /// Findings of form, law and templates.
    pub findings: Vec<Diagnostic>,
    pub(super) selection: Selection,
    pub(super) templates: &'a Templates,
}

/// The templates of a case's agency.
///
/// # Errors
/// Everything known of the case when they are faulty.
pub fn case_templates(library: &Library, loaded: &LoadedCase) -> Result<Arc<Templates>, Vec<Diagnostic>> {
    library.templates_of(loaded).map_err(|faults| [loaded.findings.clone(), faults].concat())
}

/// Derives the dossier of a loaded case with the templates of its agency (`Library::templates_of`). `Err` when the case is
/// refused.
pub fn draft<'a>(
    library: &'a Library,
    loaded: &'a LoadedCase,
    templates: &'a Templates,
    selection: &Selection,
) -> Result<Drafted<'a>, Vec<Diagnostic>> {
    let (Some(case), Some(agency)) = (&loaded.case, &loaded.agency) else { return Err(loaded.findings.clone()) };
    let mut findings = loaded.findings.clone();
    let mut dossier = with_numbers(library, loaded, case, agency, templates).map_err(|faults| [findings.clone(), faults].concat())?;
    dossier.photos = loaded.photos.clone();
    findings.extend(dossier.findings.iter().cloned());
    findings.extend(unknown_selection(templates, selection));
    if refused(&findings) {
        return Err(findings);
    }
    Ok(Drafted { dossier, findings, selection: selection.clone(), templates })
}

/// The dossier with the numbers of the office's register, and what stands against them.
fn with_numbers<'a>(
    library: &'a Library,
    loaded: &LoadedCase,
    case: &'a Case,
    agency: &'a Agency,
    templates: &'a Templates,
) -> Result<Dossier<'a>, Vec<Diagnostic>> {
    let register = library.register_of(loaded)?;
    // held no longer than it is looked at: the cases of a batch share it
    let open = || register.lock().unwrap_or_else(PoisonError::into_inner);
    let id = case.id.as_ref().map_or(loaded.stem.as_str(), |id| id.text());
    let registered = registers::of_case(&open(), agency.acting_name().text(), id);
    let mut dossier = Dossier::with_numbers(case, agency, &library.law, templates.writs(), &loaded.stem, &registered);
    let clashes = registers::clashes(&open(), &dossier);
    dossier.findings.extend(clashes);
    Ok(dossier)
}

impl Drafted<'_> {
    /// The writs as documents, in file order; all of the case's, whichever were asked for, since rules compare them.
    pub fn papers(&self) -> Result<Vec<Paper<'_>>, Vec<Diagnostic>> {
        let planned: Vec<&PlannedWrit> = self.dossier.writs.iter().filter(|planned| !is_catalogue(self.templates, planned)).collect();
        let rendered: Vec<Result<Paper, Vec<Diagnostic>>> =
            planned.into_par_iter().map(|planned| Ok(Paper::new(planned, render(self.templates, &self.dossier, planned, &[])?))).collect();
        let mut faults: Vec<Diagnostic> = Vec::new();
        let papers = rendered.into_iter().filter_map(|result| result.map_err(|said| faults.extend(said)).ok()).collect();
        if faults.is_empty() { Ok(papers) } else { Err(once(faults)) }
    }

    /// Everything found: form, law, and what the rules say of these papers, with the provisions each finding rests on.
    /// `today` is the day of the review, where one is given.
    pub fn findings(&self, papers: &[Paper], today: Option<NaiveDate>) -> Vec<Diagnostic> {
        let mut findings = self.findings.clone();
        findings.extend(rules::review(&Review { dossier: &self.dossier, papers, today }));
        findings.extend(papers.iter().flat_map(|paper| unread_wording(&self.dossier, paper)));
        findings.extend(waiver::faults(self.dossier.case, &findings));
        rules::add_basis(&mut findings, self.dossier.law, self.dossier.reference_day().unwrap_or(NaiveDate::MAX));
        findings
    }
}

fn is_catalogue(templates: &Templates, planned: &PlannedWrit) -> bool {
    templates.usage(&planned.writ.id).paths.contains("entries")
}

fn unknown_selection(templates: &Templates, selection: &Selection) -> Vec<Diagnostic> {
    let unknown = selection.only.iter().filter(|name| !templates.writs().iter().any(|writ| writ.is_called(name)));
    unknown
        .map(|name| {
            let titles = || templates.writs().iter().map(|w| w.title());
            let holding: Vec<&str> = titles().filter(|title| title.contains(name.as_str())).collect();
            let nearest = titles().map(|title| (strsim::jaro_winkler(name, title), title)).max_by(|a, b| a.0.total_cmp(&b.0));
            let near =
                if holding.is_empty() { nearest.map(|(_, title)| title.to_string()).unwrap_or_default() } else { holding.join("”“") };
            Diagnostic::refuse("O10", format!("没有“{name}”这种文书")).remedy(format!("是不是想写“{near}”？wenshu list writs 列出全部"))
        })
        .collect()
}

/// Fills in a writ. `entries` are the rows of the catalogue, empty for every other writ.
pub(super) fn render(
    templates: &Templates,
    dossier: &Dossier,
    planned: &PlannedWrit,
    entries: &[Entry],
) -> Result<Document, Vec<Diagnostic>> {
    let on = planned.day.as_ref().map(|d| d.date).or_else(|| dossier.reference_day());
    let wording = wording(templates, dossier.law, &planned.writ.id, on);
    let wanted = templates.wanted(planned.writ, &wording);
    let root = fill::root(dossier, planned, entries, &wanted);
    let meta = Meta {
        title: planned.writ.title().to_string(),
        author: dossier.agency.acting_name().text().to_string(),
        subject: match planned.number.text() {
            Some(number) => format!("{} {number}", dossier.id),
            None => dossier.id.clone(),
        },
        date: on,
    };
    templates.render(planned.writ, (&root, &wanted), &wording, meta)
}

/// The wording rows a template uses, in force on the day of its step. A row that is missing leaves a gap of its name.
fn wording<'l>(templates: &Templates, law: &'l LawBook, id: &str, on: Option<NaiveDate>) -> Vec<Wording<'l>> {
    let on = on.unwrap_or(NaiveDate::MAX);
    let usage = templates.usage(id);
    let used = usage.paths.iter().filter_map(|path| path.strip_prefix("wording."));
    let row = |name: &str| match law.wording(name, on) {
        Some(row) => Wording { id: row.id.0.as_str().into(), text: Some(&row.text.0), marks: law.wording_marks(row) },
        None => Wording { id: name.to_string().into(), text: None, marks: Vec::new() },
    };
    used.map(row).collect()
}
