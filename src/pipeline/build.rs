//! Drafted case → writs with pages and states. The catalogue is built last: it counts the pages of the others.

use super::approved::{self, Standings};
use super::built::{Built, BuiltWrit, State};
use super::catalogue;
use super::draft::{Drafted, Selection, case_templates, draft, render};
use super::faults::{gaps, missing_glyphs, once, unprintable};
use super::load::{Library, LoadedCase};
use crate::case::events::Event;
use crate::case::{Agency, Case};
use crate::diag::{Diagnostic, Rank, refused};
use crate::document::{Document, Meta};
use crate::dossier::PlannedWrit;
use crate::dossier::agenda::{self, Lawful};
use crate::fonts::Fonts;
use crate::layout;
use crate::rules::{self, waiver};
use crate::style::Profile;
use crate::template::Templates;
use crate::writ::Audience;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// All findings about a case, without laying out pages: what `check` says. The catalogue of a case that is not laid out is
/// not looked at.
pub fn check(library: &Library, loaded: &LoadedCase, today: Option<NaiveDate>) -> Vec<Diagnostic> {
    let templates = match case_templates(library, loaded) {
        Ok(templates) => templates,
        Err(findings) => return findings,
    };
    let drafted = match draft(library, loaded, &templates, &Selection::default()) {
        Ok(drafted) => drafted,
        Err(findings) => return findings,
    };
    match drafted.papers() {
        Ok(papers) => {
            let unprintable = once(papers.iter().flat_map(unprintable).collect());
            let complete = papers.iter().filter(|paper| gaps(&paper.document).is_empty()).map(|paper| paper.planned);
            let unapproved = approved::check(library, loaded, &templates, complete);
            [drafted.findings(&papers, today), unprintable, unapproved].concat()
        }
        Err(faults) => [drafted.findings, faults].concat(),
    }
}

/// Builds the writs of a loaded case. `Err` when the case is refused: all findings, nothing to write.
pub fn build(library: &Library, loaded: &LoadedCase, selection: &Selection) -> Result<Built, Vec<Diagnostic>> {
    let templates = case_templates(library, loaded)?;
    let drafted = draft(library, loaded, &templates, selection)?;
    build_drafted(library, loaded, &templates, drafted)
}

/// Builds the writs of a case whose dossier is derived already (`draft`, with the same templates). `Err` when the case is
/// refused.
pub fn build_drafted(
    library: &Library,
    loaded: &LoadedCase,
    templates: &Arc<Templates>,
    drafted: Drafted,
) -> Result<Built, Vec<Diagnostic>> {
    let papers = match drafted.papers() {
        Ok(papers) => papers,
        Err(faults) => return Err([drafted.findings, faults].concat()),
    };
    let mut findings = drafted.findings(&papers, None);
    if refused(&findings) {
        return Err(findings);
    }
    let dossier = &drafted.dossier;
    let unapproved = approved::unapproved(library, loaded, templates).map_err(|faults| [findings.clone(), faults].concat())?;
    let mut verdict = Verdict::of(dossier.case, &findings);
    if !waives(dossier.case, approved::CODE) {
        verdict.unapproved = unapproved.clone();
    }
    let profile = profile(dossier.agency);
    let mut papers: HashMap<*const PlannedWrit, Document> =
        papers.into_iter().map(|paper| (std::ptr::from_ref(paper.planned), paper.document)).collect();
    // a writ keeps its place in the whole set, whichever are asked for
    let wanted: Vec<(usize, &PlannedWrit, Option<Document>)> = dossier
        .writs
        .iter()
        .enumerate()
        .filter(|(_, planned)| is_wanted(planned, &drafted.selection))
        .map(|(index, planned)| (index + 1, planned, papers.remove(&std::ptr::from_ref(planned))))
        .collect();
    let results: Vec<(usize, &PlannedWrit, Option<Outcome>)> = wanted
        .into_par_iter()
        .map(|(position, planned, document)| {
            (position, planned, document.map(|document| finish(planned, document, position, &verdict, profile)))
        })
        .collect();
    let counted: Vec<(&PlannedWrit, Option<usize>)> = results.iter().map(|(_, planned, outcome)| (*planned, pages_of(outcome))).collect();
    findings.extend(catalogue::miscounted(dossier, &counted));
    let entries = catalogue::entries(dossier, &counted);
    let mut writs = Vec::new();
    let mut faults: Vec<Diagnostic> = Vec::new();
    for (position, planned, outcome) in results {
        let outcome = outcome.unwrap_or_else(|| {
            let document = render(drafted.templates, dossier, planned, &entries)?;
            finish(planned, document, position, &verdict, profile)
        });
        match outcome {
            Ok(mut writ) => {
                writ.lawful = agenda::lawful(dossier, &dossier.agenda, planned);
                writs.push(*writ);
            }
            Err(said) => faults.extend(said),
        }
    }
    if !faults.is_empty() {
        findings.extend(once(faults));
        return Err(findings);
    }
    let meta = Meta {
        title: format!("{} 全部文书", dossier.id),
        author: dossier.agency.acting_name().text().to_string(),
        subject: dossier.id.clone(),
        date: dossier.reference_day(),
    };
    let complete = writs.iter().filter(|writ| writ.gaps.is_empty()).map(|writ| (writ.id.as_str(), writ.title.as_str()));
    findings.extend(approved::findings(loaded, &unapproved, complete));
    let (id, agenda) = (dossier.id.clone(), dossier.agenda.clone());
    Ok(Built { id, writs, agenda, findings, profile, meta, templates: templates.clone() })
}

/// Which writs stay drafts because of a veto nobody answered for.
struct Verdict {
    /// The case is filed away: nothing grows any more.
    filed_away: bool,
    all: bool,
    named: Vec<String>,
    unapproved: Standings,
}

impl Verdict {
    fn of(case: &Case, findings: &[Diagnostic]) -> Verdict {
        let vetoes = findings.iter().filter(|finding| finding.rank == Rank::Veto && !waiver::is_waived(case, finding));
        let (named, all): (Vec<_>, Vec<_>) = vetoes.map(|finding| finding.writ.clone()).partition(Option::is_some);
        let filed_away = case.archiving.as_ref().is_some_and(|event| event.day().is_some());
        Verdict { filed_away, all: !all.is_empty(), named: named.into_iter().flatten().collect(), unapproved: Standings::new() }
    }
    fn holds(&self, planned: &PlannedWrit) -> bool {
        let name = rules::name_of(planned);
        self.all || self.named.contains(&name) || self.unapproved.contains_key(&planned.writ.id)
    }
}

fn waives(case: &Case, code: &str) -> bool {
    case.waivers.iter().any(|waiver| waiver.rule.text() == code)
}

/// The pages of a writ that was made.
fn pages_of(outcome: &Option<Outcome>) -> Option<usize> {
    outcome.as_ref().and_then(|made| made.as_ref().ok()).map(|built| built.pages.pages.len())
}

type Outcome = Result<Box<BuiltWrit>, Vec<Diagnostic>>;

fn profile(agency: &Agency) -> Profile {
    match agency.layout.as_ref().map(|l| l.text()) {
        Some("gongwen" | "公文") => Profile::Gongwen,
        _ => Profile::Form,
    }
}

fn is_wanted(planned: &PlannedWrit, selection: &Selection) -> bool {
    let named = |name: &String| planned.writ.is_called(name);
    (selection.only.is_empty() || selection.only.iter().any(named))
        && (!selection.due || planned.happened || planned.writ.front.step.is_none())
}

/// Judges a document and lays it out.
fn finish(planned: &PlannedWrit, mut document: Document, position: usize, verdict: &Verdict, profile: Profile) -> Outcome {
    let gaps = gaps(&document);
    document.draft = verdict.holds(planned) || !gaps.is_empty();
    let pages = layout::lay_out(&document, profile, Fonts::bundled()).map_err(|missing| missing_glyphs(planned, &missing))?;
    let state = match (document.draft, planned.happened || planned.writ.front.step.is_none()) {
        (false, _) => State::Final,
        (true, true) => State::Draft,
        (true, false) => State::Coming,
    };
    let file_stem = crate::output::names::writ_stem(position, planned.writ.title(), planned.label.as_deref(), document.draft);
    Ok(Box::new(BuiltWrit {
        id: planned.writ.id.clone(),
        title: planned.writ.title().to_string(),
        label: planned.label.clone(),
        number: planned.number.text().map(str::to_string),
        reason: planned.reason.clone(),
        volume: planned.volume.clone(),
        date: planned.day.as_ref().map(|d| d.date),
        file_stem,
        state,
        grows: planned.writ.front.audience == Audience::File && !verdict.filed_away,
        gaps,
        // `build` knows the agenda
        lawful: Lawful::default(),
        document,
        pages,
    }))
}
