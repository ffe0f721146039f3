//! Case → documents with their states. The catalogue is built last: it counts the pages of the others.

use super::approved::{self, Standings};
use super::catalogue;
use super::load::{Library, LoadedCase};
use super::registers;
use crate::case::events::Event;
use crate::case::{Agency, Case};
use crate::diag::{Diagnostic, Rank, refused};
use crate::document::{Document, Inline, Meta, Origin, Text, inline_rows};
use crate::dossier::agenda::{self, Agenda, Lawful};
use crate::dossier::{Dossier, PlannedWrit};
use crate::fonts::Fonts;
use crate::law::LawBook;
use crate::layout::pages::Pages;
use crate::layout::{self, MissingGlyph};
use crate::rules::{self, Paper, Review, waiver};
use crate::style::{Face, Profile};
use crate::template::fill::closing::Entry;
use crate::template::{Templates, Wording, fill};
use crate::writ::Audience;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

/// Which writs are wanted.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Ids or titles; empty for all.
    pub only: Vec<String>,
    /// Leave out writs whose step has not happened.
    pub due: bool,
}

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

/// A case's writs as documents, before rules are asked and pages laid out. The catalogue is not among them.
#[derive(Debug)]
pub struct Drafted<'a> {
    /// What the case comes to.
    pub dossier: Dossier<'a>,
    /// Findings of form, law and templates.
    pub findings: Vec<Diagnostic>,
    selection: Selection,
    templates: &'a Templates,
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

/// The same finding about several writs is said once.
fn once(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        if !seen.contains(&fault) {
            seen.push(fault);
        }
    }
    seen
}

fn is_catalogue(templates: &Templates, planned: &PlannedWrit) -> bool {
    templates.usage(&planned.writ.id).paths.contains("entries")
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

fn is_wanted(planned: &PlannedWrit, selection: &Selection) -> bool {
    let named = |name: &String| planned.writ.is_called(name);
    (selection.only.is_empty() || selection.only.iter().any(named))
        && (!selection.due || planned.happened || planned.writ.front.step.is_none())
}

/// Fills in a writ. `entries` are the rows of the catalogue, empty for every other writ.
fn render(templates: &Templates, dossier: &Dossier, planned: &PlannedWrit, entries: &[Entry]) -> Result<Document, Vec<Diagnostic>> {
    let on = planned.day.as_ref().map(|d| d.date).or_else(|| dossier.reference_day());
    let root = fill::root(dossier, planned, entries);
    let wording = wording(templates, dossier.law, &planned.writ.id, on);
    let meta = Meta {
        title: planned.writ.title().to_string(),
        author: dossier.agency.acting_name().text().to_string(),
        subject: match planned.number.text() {
            Some(number) => format!("{} {number}", dossier.id),
            None => dossier.id.clone(),
        },
        date: on,
    };
    templates.render(planned.writ, &root, &wording, meta)
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

/// Words of the law that nobody has compared with their source, printed in a writ.
fn unread_wording(dossier: &Dossier, paper: &Paper) -> Vec<Diagnostic> {
    let on = paper.planned.day.as_ref().map(|d| d.date).or_else(|| dossier.reference_day()).unwrap_or(NaiveDate::MAX);
    let mut ids: Vec<&str> = Vec::new();
    for text in texts(&paper.document) {
        match &text.origin {
            Origin::Wording { id } if !ids.contains(&id.as_str()) => ids.push(id),
            Origin::Wording { .. } | Origin::Template | Origin::Form { .. } | Origin::Agency { .. } => {}
            Origin::Law { .. } | Origin::Computed { .. } => {}
        }
    }
    let unread = ids.into_iter().filter(|id| dossier.law.wording(id, on).is_some_and(|row| dossier.law.is_wording_unverified(row)));
    unread
        .map(|id| {
            let message = format!("固定用语“{id}”还没有人对照原文核对过");
            let finding = Diagnostic::veto("L31", message).remedy("核对原文后，在“豁免”里写明规则 L31、理由和批准人");
            paper.finding(finding)
        })
        .collect()
}

/// The wording rows a template uses, in force on the day of its step. A row that is missing leaves a gap of its name.
fn wording<'l>(templates: &Templates, law: &'l LawBook, id: &str, on: Option<NaiveDate>) -> Vec<Wording<'l>> {
    let Some(on) = on.or(Some(NaiveDate::MAX)) else { return Vec::new() };
    let usage = templates.usage(id);
    let used = usage.paths.iter().filter_map(|path| path.strip_prefix("wording."));
    used.filter_map(|name| law.wording(name, on))
        .map(|row| Wording { id: &row.id.0, text: &row.text.0, marks: law.wording_marks(row) })
        .collect()
}

/// Every gap of a document, furniture included, each field once.
fn gaps(document: &Document) -> Vec<Gap> {
    let mut out: Vec<Gap> = Vec::new();
    for (inlines, line) in inline_rows(document) {
        for inline in inlines {
            if let Inline::Gap(field) = inline
                && !out.iter().any(|gap| gap.field == *field)
            {
                out.push(Gap { field: field.clone(), line });
            }
        }
    }
    out
}

/// Characters no face has, without laying out: text is set in the body's face, titles fall back on the same ones.
fn unprintable(paper: &Paper) -> Vec<Diagnostic> {
    let mut missing: Vec<MissingGlyph> = Vec::new();
    for text in texts(&paper.document) {
        for ch in Fonts::bundled().missing(Face::Body, &text.text) {
            let found = MissingGlyph { ch, origin: text.origin.clone() };
            if !missing.contains(&found) {
                missing.push(found);
            }
        }
    }
    missing_glyphs(paper.planned, &missing)
}

fn texts(document: &Document) -> impl Iterator<Item = &Text> {
    inline_rows(document).into_iter().flat_map(|(inlines, _)| inlines).filter_map(|inline| match inline {
        Inline::Text(text) => Some(text),
        Inline::Blank(_) | Inline::Struck | Inline::Gap(_) | Inline::Break | Inline::Check(_) => None,
    })
}

fn missing_glyphs(planned: &PlannedWrit, missing: &[MissingGlyph]) -> Vec<Diagnostic> {
    missing
        .iter()
        .map(|found| {
            let shown = format!("“{}”（U+{:04X}）", found.ch, found.ch as u32);
            let finding = Diagnostic::refuse("O20", format!("内置字体没有字符{shown}，不能印成方框"))
                .found(shown)
                .remedy("核对这个字；确需使用的，请联系维护人增补字体");
            match &found.origin {
                Origin::Form { path, file, line, column } => {
                    let pos = crate::diag::Pos { line: *line, column: *column };
                    finding.at(&file.as_str().into(), pos).field(path)
                }
                Origin::Agency { path } => finding.field(path),
                Origin::Template | Origin::Law { .. } | Origin::Wording { .. } | Origin::Computed { .. } => {
                    finding.field(planned.writ.title())
                }
            }
        })
        .collect()
}
