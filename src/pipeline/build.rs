//! Case → documents with their states. The catalogue is built last: it counts the pages of the others.

use super::catalogue;
use super::load::{Library, LoadedCase};
use crate::case::{Agency, Case};
use crate::diag::{Diagnostic, Rank, refused};
use crate::document::{Block, Document, Inline, Meta, Origin, Paragraph};
use crate::dossier::{Dossier, PlannedWrit};
use crate::fonts::Fonts;
use crate::layout::pages::Pages;
use crate::layout::{self, MissingGlyph};
use crate::rules;
use crate::style::Profile;
use crate::template::fill::closing::Entry;
use crate::template::{Wording, fill};
use crate::writ::Writ;
use chrono::NaiveDate;
use rayon::prelude::*;

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
    /// What it lacks.
    pub gaps: Vec<Gap>,
    /// The document.
    pub document: Document,
    /// Its pages.
    pub pages: Pages,
}

/// A case's writs and everything found on the way.
#[derive(Debug)]
pub struct Built {
    /// Case id.
    pub id: String,
    /// In file order.
    pub writs: Vec<BuiltWrit>,
    /// Findings of form, law and templates.
    pub findings: Vec<Diagnostic>,
    /// Layout profile of the agency.
    pub profile: Profile,
    /// Properties of the whole case.
    pub meta: Meta,
}

/// Builds the writs of a loaded case. `Err` when the case is refused: all findings, nothing to write.
pub fn build(library: &Library, loaded: &LoadedCase, selection: &Selection) -> Result<Built, Vec<Diagnostic>> {
    let (Some(case), Some(agency)) = (&loaded.case, &loaded.agency) else { return Err(loaded.findings.clone()) };
    let mut findings = loaded.findings.clone();
    let dossier = Dossier::build(case, agency, &library.law, library.templates.writs(), &loaded.stem);
    findings.extend(dossier.findings.iter().cloned());
    findings.extend(rules::review(&dossier));
    findings.extend(unknown_selection(library, selection));
    if refused(&findings) {
        return Err(findings);
    }
    let profile = profile(agency);
    let vetoed = findings.iter().any(|f| f.rank == Rank::Veto && !is_waived(case, f));
    // a writ keeps its place in the whole set, whichever are asked for
    let wanted: Vec<(usize, &PlannedWrit)> =
        dossier.writs.iter().enumerate().filter(|(_, w)| is_wanted(w, selection)).map(|(i, w)| (i + 1, w)).collect();
    let is_catalogue = |w: &PlannedWrit| library.templates.usage(&w.writ.id).paths.contains("entries");
    let one =
        |position: usize, planned: &PlannedWrit, entries: &[Entry]| finish(library, &dossier, planned, position, entries, vetoed, profile);
    let results: Vec<(usize, &PlannedWrit, Option<Outcome>)> = wanted
        .par_iter()
        .map(|(position, planned)| (*position, *planned, (!is_catalogue(planned)).then(|| one(*position, planned, &[]))))
        .collect();
    let papers: Vec<(&PlannedWrit, Option<usize>)> = results.iter().map(|(_, planned, outcome)| (*planned, pages_of(outcome))).collect();
    let entries = catalogue::entries(&dossier, &papers);
    let mut writs = Vec::new();
    let mut faults: Vec<Diagnostic> = Vec::new();
    for (position, planned, outcome) in results {
        match outcome.unwrap_or_else(|| one(position, planned, &entries)) {
            Ok(writ) => writs.push(*writ),
            Err(said) => faults.extend(said),
        }
    }
    if !faults.is_empty() {
        let mut seen: Vec<Diagnostic> = Vec::new();
        for fault in faults {
            if !seen.contains(&fault) {
                seen.push(fault);
            }
        }
        findings.extend(seen);
        return Err(findings);
    }
    let meta = Meta {
        title: format!("{} 全部文书", dossier.id),
        author: agency.acting_name().text().to_string(),
        subject: dossier.id.clone(),
        date: dossier.reference_day(),
    };
    Ok(Built { id: dossier.id, writs, findings, profile, meta })
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

fn is_waived(case: &Case, finding: &Diagnostic) -> bool {
    case.waivers.iter().any(|waiver| waiver.rule.text() == finding.code)
}

fn unknown_selection(library: &Library, selection: &Selection) -> Vec<Diagnostic> {
    let unknown = selection.only.iter().filter(|name| !library.templates.writs().iter().any(|writ| means(name, writ)));
    unknown
        .map(|name| {
            let titles = || library.templates.writs().iter().map(|w| w.title());
            let holding: Vec<&str> = titles().filter(|title| title.contains(name.as_str())).collect();
            let nearest = titles().map(|title| (strsim::jaro_winkler(name, title), title)).max_by(|a, b| a.0.total_cmp(&b.0));
            let near =
                if holding.is_empty() { nearest.map(|(_, title)| title.to_string()).unwrap_or_default() } else { holding.join("”“") };
            Diagnostic::refuse("O10", format!("没有“{name}”这种文书")).remedy(format!("是不是想写“{near}”？wenshu list writs 列出全部"))
        })
        .collect()
}

/// Whether a user's word names this writ: its id, its title, or the title without what stands in brackets after it
/// (行政处罚决定书 is the one for units and the one for persons).
fn means(name: &str, writ: &Writ) -> bool {
    name == writ.id || name == writ.title() || writ.title().split_once('（').is_some_and(|(head, _)| head == name)
}

fn is_wanted(planned: &PlannedWrit, selection: &Selection) -> bool {
    let named = |name: &String| means(name, planned.writ);
    (selection.only.is_empty() || selection.only.iter().any(named))
        && (!selection.due || planned.happened || planned.writ.front.step.is_none())
}

fn finish(
    library: &Library,
    dossier: &Dossier,
    planned: &PlannedWrit,
    position: usize,
    entries: &[Entry],
    vetoed: bool,
    profile: Profile,
) -> Outcome {
    let on = planned.day.as_ref().map(|d| d.date).or_else(|| dossier.reference_day());
    let root = fill::root(dossier, planned, entries);
    let wording = wording(library, &planned.writ.id, on);
    let meta = Meta {
        title: planned.writ.title().to_string(),
        author: dossier.agency.acting_name().text().to_string(),
        subject: match planned.number.text() {
            Some(number) => format!("{} {number}", dossier.id),
            None => dossier.id.clone(),
        },
        date: on,
    };
    let mut document = library.templates.render(planned.writ, &root, &wording, meta)?;
    let gaps = gaps(&document);
    document.draft = vetoed || !gaps.is_empty();
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
        gaps,
        document,
        pages,
    }))
}

/// The wording rows a template uses, in force on the day of its step. A row that is missing leaves a gap of its name.
fn wording<'l>(library: &'l Library, id: &str, on: Option<NaiveDate>) -> Vec<Wording<'l>> {
    let Some(on) = on.or(Some(NaiveDate::MAX)) else { return Vec::new() };
    let usage = library.templates.usage(id);
    let used = usage.paths.iter().filter_map(|path| path.strip_prefix("wording."));
    used.filter_map(|name| library.law.wording(name, on))
        .map(|row| Wording { id: &row.id.0, text: &row.text.0, marks: library.law.wording_marks(row) })
        .collect()
}

/// Every gap of a document, furniture included, each field once.
fn gaps(document: &Document) -> Vec<Gap> {
    fn inlines(list: &[Inline], line: u32, out: &mut Vec<Gap>) {
        for inline in list {
            if let Inline::Gap(field) = inline
                && !out.iter().any(|gap| gap.field == *field)
            {
                out.push(Gap { field: field.clone(), line });
            }
        }
    }
    fn paragraph(p: &Paragraph, out: &mut Vec<Gap>) {
        inlines(&p.inlines, p.line, out);
    }
    fn block(b: &Block, out: &mut Vec<Gap>) {
        match b {
            Block::Paragraph(p) => paragraph(p, out),
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    cell.blocks.iter().for_each(|b| block(b, out));
                    cell.foot.iter().for_each(|p| paragraph(p, out));
                }
            }
            Block::Seal(seal) => {
                inlines(&seal.agency, seal.line, out);
                inlines(&seal.date, seal.line, out);
            }
            Block::Keep(blocks) => blocks.iter().for_each(|b| block(b, out)),
            Block::Lines(_) | Block::Rule(_) | Block::PageBreak => {}
        }
    }
    let mut out = Vec::new();
    document.blocks.iter().for_each(|b| block(b, &mut out));
    inlines(&document.furniture.copies, 0, &mut out);
    inlines(&document.furniture.running_head, 0, &mut out);
    document.furniture.page_signatures.iter().for_each(|p| paragraph(p, &mut out));
    out
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
