//! Case → documents with their states. The catalogue is built last: it counts the pages of the others.

use super::approved::{self, Standings};
use super::load::{Library, LoadedCase};
use crate::case::{Agency, Case};
use crate::diag::{Diagnostic, Rank, refused};
use crate::document::{Block, Document, Inline, Meta, Origin, Paragraph};
use crate::dossier::{Dossier, PlannedWrit};
use crate::fonts::Fonts;
use crate::law::LawBook;
use crate::layout::pages::Pages;
use crate::layout::{self, MissingGlyph};
use crate::rules;
use crate::style::Profile;
use crate::template::fill::closing::Entry;
use crate::template::{Templates, Wording, fill};
use crate::text::date;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::sync::Arc;

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
    /// The templates of the case's agency.
    pub templates: Arc<Templates>,
}

/// Builds the writs of a loaded case. `Err` when the case is refused: all findings, nothing to write.
pub fn build(library: &Library, loaded: &LoadedCase, selection: &Selection) -> Result<Built, Vec<Diagnostic>> {
    let (Some(case), Some(agency)) = (&loaded.case, &loaded.agency) else { return Err(loaded.findings.clone()) };
    let mut findings = loaded.findings.clone();
    let templates = library.templates_of(loaded).map_err(|faults| findings.iter().cloned().chain(faults).collect::<Vec<_>>())?;
    let dossier = Dossier::build(case, agency, &library.law, templates.writs(), &loaded.stem);
    findings.extend(dossier.findings.iter().cloned());
    findings.extend(rules::review(&dossier));
    findings.extend(unknown_selection(&templates, selection));
    if refused(&findings) {
        return Err(findings);
    }
    let profile = profile(agency);
    let vetoed = findings.iter().any(|f| f.rank == Rank::Veto && !is_waived(case, f));
    // a writ keeps its place in the whole set, whichever are asked for
    let wanted: Vec<(usize, &PlannedWrit)> =
        dossier.writs.iter().enumerate().filter(|(_, w)| is_wanted(w, selection)).map(|(i, w)| (i + 1, w)).collect();
    let is_catalogue = |w: &PlannedWrit| templates.usage(&w.writ.id).paths.contains("entries");
    let unapproved = approved::unapproved(library, &templates, agency, loaded)
        .map_err(|faults| findings.iter().cloned().chain(faults).collect::<Vec<_>>())?;
    let held = if waives(case, approved::CODE) { Standings::new() } else { unapproved.clone() };
    let bench = Bench { law: &library.law, templates: &templates, dossier: &dossier, vetoed, profile, unapproved: &held };
    let one = |position: usize, planned: &PlannedWrit, entries: &[Entry]| finish(&bench, planned, position, entries);
    let results: Vec<(usize, &PlannedWrit, Option<Outcome>)> = wanted
        .par_iter()
        .map(|(position, planned)| (*position, *planned, (!is_catalogue(planned)).then(|| one(*position, planned, &[]))))
        .collect();
    let entries = entries(&dossier, &results);
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
    findings.extend(approved::findings(agency, loaded, &unapproved, &writs));
    let id = dossier.id.clone();
    Ok(Built { id, writs, findings, profile, meta, templates })
}

type Outcome = Result<Box<BuiltWrit>, Vec<Diagnostic>>;

fn profile(agency: &Agency) -> Profile {
    match agency.layout.as_ref().map(|l| l.text()) {
        Some("gongwen" | "公文") => Profile::Gongwen,
        _ => Profile::Form,
    }
}

fn is_waived(case: &Case, finding: &Diagnostic) -> bool {
    waives(case, finding.code)
}

fn waives(case: &Case, code: &str) -> bool {
    case.waivers.iter().any(|waiver| waiver.rule.text() == code)
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

/// What all writs of a case are made with.
struct Bench<'b> {
    law: &'b LawBook,
    templates: &'b Templates,
    dossier: &'b Dossier<'b>,
    vetoed: bool,
    profile: Profile,
    unapproved: &'b Standings,
}

fn finish(bench: &Bench, planned: &PlannedWrit, position: usize, entries: &[Entry]) -> Outcome {
    let dossier = bench.dossier;
    let on = planned.day.as_ref().map(|d| d.date).or_else(|| dossier.reference_day());
    let root = fill::root(dossier, planned, entries);
    let wording = wording(bench, &planned.writ.id, on);
    let meta = Meta {
        title: planned.writ.title().to_string(),
        author: dossier.agency.acting_name().text().to_string(),
        subject: match planned.number.text() {
            Some(number) => format!("{} {number}", dossier.id),
            None => dossier.id.clone(),
        },
        date: on,
    };
    let mut document = bench.templates.render(planned.writ, &root, &wording, meta)?;
    let gaps = gaps(&document);
    document.draft = bench.vetoed || !gaps.is_empty() || bench.unapproved.contains_key(&planned.writ.id);
    let pages = layout::lay_out(&document, bench.profile, Fonts::bundled()).map_err(|missing| missing_glyphs(planned, &missing))?;
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
        date: planned.day.as_ref().map(|d| d.date),
        file_stem,
        state,
        gaps,
        document,
        pages,
    }))
}

/// The wording rows a template uses, in force on the day of its step. A row that is missing leaves a gap of its name.
fn wording<'l>(bench: &Bench<'l>, id: &str, on: Option<NaiveDate>) -> Vec<Wording<'l>> {
    let Some(on) = on.or(Some(NaiveDate::MAX)) else { return Vec::new() };
    let usage = bench.templates.usage(id);
    let used = usage.paths.iter().filter_map(|path| path.strip_prefix("wording."));
    used.filter_map(|name| bench.law.wording(name, on))
        .map(|row| Wording { id: &row.id.0, text: &row.text.0, marks: bench.law.wording_marks(row) })
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

/// The rows of the catalogue: the writs in file order with their pages, then papers of evidence that are not writs.
fn entries(dossier: &Dossier, results: &[(usize, &PlannedWrit, Option<Outcome>)]) -> Vec<Entry> {
    let mut next = Some(1usize);
    let mut take = |pages: Option<usize>| {
        let first = next?;
        next = pages.map(|count| first + count);
        pages.map(|count| (first, first + count - 1))
    };
    let mut out = Vec::new();
    for (_, planned, outcome) in results {
        // 封面、目录不编页号；证据清单、送达回执同其他文书一样编入
        if planned.writ.front.step.as_ref().is_some_and(|step| step.0 == "归档") {
            continue;
        }
        let built = outcome.as_ref().and_then(|o| o.as_ref().ok());
        let title = match &planned.label {
            Some(label) => format!("{}（{label}）", planned.writ.title().trim_end_matches("（单位）").trim_end_matches("（个人）")),
            None => planned.writ.title().to_string(),
        };
        out.push(Entry {
            title,
            number: planned.number.text().map(str::to_string),
            date: planned.day.as_ref().map(|d| date::print(d.date)),
            pages: take(built.map(|b| b.pages.pages.len())),
            remark: None,
        });
    }
    for item in dossier.case.evidence.iter().filter(|item| item.number.is_none() && !is_a_writ(dossier, item.name.text())) {
        out.push(Entry {
            title: item.name.text().to_string(),
            number: None,
            date: item.obtained_on.as_ref().map(|d| date::print(d.date)),
            pages: take(item.pages.as_ref().and_then(|p| p.value).map(|p| p as usize)),
            remark: item.original_at.as_ref().map(|place| format!("原件存放：{}", place.text())),
        });
    }
    out
}

fn is_a_writ(dossier: &Dossier, name: &str) -> bool {
    dossier.writs.iter().any(|w| name.contains(w.writ.title()))
}
