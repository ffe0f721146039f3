//! Law as data: statutes' structure, limits, calendars, causes, evidence, regions, discretion, wording. Every number and
//! date comes from `law/`; Rust holds none. A `LawBook` is read once (`load`), can be proved (`check`), and answers
//! questions about a date. It knows nothing of a case.

pub mod applicable;
pub mod calendar;
pub mod cause;
mod check;
pub mod citation;
pub mod coverage;
pub mod deadline;
pub mod discretion;
pub mod evidence;
pub mod file_order;
mod fine;
pub mod hazard;
pub mod inquiry;
pub mod limit;
pub mod load;
pub mod names;
pub mod region;
pub mod resolve;
pub mod review;
pub mod scalar;
pub mod statute;
mod typed;
pub mod wording;

pub use applicable::{Applicable, Weight};
pub use calendar::{Calendar, MissingYear};
pub use cause::{Cause, CauseRow, Fine, When, Who};
pub use citation::Citation;
pub use deadline::{Due, DueError, DueHours};
pub use limit::{Basis, Limit, Unit};
pub use load::LawFile;
pub use region::{HearingRule, widening};
pub use resolve::{CitationFault, Cited, Resolved};
pub use scalar::Dated;
pub use statute::{Coverage, Statute};
pub use wording::Wording;

use crate::text::money;
use calendar::CalendarYear;
use chrono::NaiveDate;
use discretion::{AccidentTable, Entry, Standard};
use evidence::{EvidenceBook, EvidenceItem};
use file_order::FileOrder;
use hazard::{HazardBook, HazardItem};
use inquiry::{Inquiry, Role};
use limit::CountingRule;
use region::{HearingKinds, Region};
use review::ReviewStandard;
use scalar::Word;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;

/// A value with the file it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Sourced<T> {
    /// The file.
    pub file: Arc<str>,
    /// The value.
    pub value: T,
}

impl<T> Deref for Sourced<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// The law as read from the files.
#[derive(Debug, Clone, Default)]
pub struct LawBook {
    statutes: Vec<Sourced<Statute>>,
    statute_by_id: HashMap<String, usize>,
    statute_by_title: HashMap<String, Vec<usize>>,
    counting: Vec<Sourced<CountingRule>>,
    limits: Vec<Sourced<Limit>>,
    limit_rows: HashMap<String, Vec<usize>>,
    bases: Vec<Sourced<Basis>>,
    years: Vec<Sourced<CalendarYear>>,
    calendar: Calendar,
    groups: Vec<(Word, Vec<Word>)>,
    causes: Vec<Sourced<Cause>>,
    cause_by_id: HashMap<String, usize>,
    cause_by_name: HashMap<String, usize>,
    evidence: Vec<Sourced<EvidenceBook>>,
    regions: Vec<Sourced<Region>>,
    hazards: Vec<Sourced<HazardBook>>,
    standards: Vec<Sourced<Standard>>,
    accident_tables: Vec<Sourced<AccidentTable>>,
    inquiries: Vec<inquiry::Unread>,
    wording: Vec<Sourced<Wording>>,
    file_orders: Vec<Sourced<FileOrder>>,
    reviews: Vec<Sourced<ReviewStandard>>,
}

/// No cause of that name; the nearest ones, best first.
#[derive(Debug, Clone)]
pub struct UnknownCause<'l> {
    /// What was typed.
    pub typed: String,
    /// At most five causes it may mean.
    pub near: Vec<&'l Cause>,
}

impl UnknownCause<'_> {
    /// The suggestions in words: “特种作业人员无证上岗”“……”.
    pub fn suggestions(&self) -> String {
        self.near.iter().map(|cause| format!("“{}”", cause.short)).collect()
    }
}

/// 加处罚款 (行政处罚法 第七十二条第一款第一项).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surcharge {
    /// Days after the due date up to the day of payment.
    pub days_late: i64,
    /// In 分, never above the cap.
    pub fen: i64,
    /// Whether the cap was reached.
    pub capped: bool,
}

impl LawBook {
    // ---- statutes and citations ----

    /// All statute versions.
    pub fn statutes(&self) -> impl Iterator<Item = &Statute> {
        self.statutes.iter().map(|s| &s.value)
    }
    /// A statute version by its id.
    pub fn statute(&self, id: &str) -> Option<&Statute> {
        self.statute_by_id.get(id).map(|at| &self.statutes[*at].value)
    }
    /// All versions known under a full title, short title or other name, oldest first.
    pub fn versions(&self, title: &str) -> Vec<&Statute> {
        let mut versions: Vec<&Statute> =
            self.statute_by_title.get(&names::normal(title)).into_iter().flatten().map(|at| &self.statutes[*at].value).collect();
        versions.sort_by_key(|statute| statute.from);
        versions
    }
    /// The version in force on a day under a title.
    pub fn statute_on(&self, title: &str, on: NaiveDate) -> Option<&Statute> {
        self.versions(title).into_iter().find(|statute| statute.in_force(on))
    }
    /// Prints citations as writs do: 《中华人民共和国安全生产法》第三十条第一款、第四十一条第二款. 款 is left out where the
    /// article has only one.
    pub fn cite(&self, citations: &[Citation]) -> String {
        citation::print(
            citations,
            |id| self.statute(id).map_or_else(|| format!("《{id}》"), Statute::cited_title),
            |c| self.shape(c).is_some_and(|article| article.paragraphs.len() == 1),
        )
    }
    /// The structure of the article a citation names, when it is listed.
    pub fn shape(&self, citation: &Citation) -> Option<&statute::Article> {
        self.statute(&citation.statute)?.articles.get(citation.article, citation.sub)
    }
    /// Whether a citation rests on a text nobody has read in full at that place.
    pub fn is_unverified(&self, citation: &Citation) -> bool {
        self.statute(&citation.statute).is_none_or(|statute| {
            let listed = statute.articles.get(citation.article, citation.sub).is_some();
            let remembered = statute.from_memory.iter().any(|n| n.0 == i64::from(citation.article));
            match statute.coverage {
                Coverage::Full => !statute.verified.0,
                Coverage::Partial => !listed || remembered,
            }
        })
    }

    // ---- limits ----

    /// The row of a limit in force on a day.
    pub fn limit(&self, id: &str, on: NaiveDate) -> Option<&Limit> {
        self.limit_rows(id).find(|row| row.in_force(on))
    }
    /// All rows of a limit.
    pub fn limit_rows(&self, id: &str) -> impl Iterator<Item = &Limit> {
        self.limit_rows.get(id).into_iter().flatten().map(|at| &self.limits[*at].value)
    }
    /// All limits.
    pub fn limits(&self) -> impl Iterator<Item = &Limit> {
        self.limits.iter().map(|l| &l.value)
    }
    /// The rules of counting.
    pub fn counting_rules(&self) -> impl Iterator<Item = &CountingRule> {
        self.counting.iter().map(|rule| &rule.value)
    }
    /// A standing basis (合并处罚, 现场处理措施 …) on a day.
    pub fn basis(&self, id: &str, on: NaiveDate) -> Option<&Basis> {
        self.bases.iter().map(|b| &b.value).find(|row| row.id == id && row.in_force(on))
    }
    /// The calendar.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }
    /// The end of a limit counted from `start`, by the row in force on `start`; `None` when there is no such row.
    pub fn due(&self, id: &str, start: NaiveDate) -> Option<(&Limit, Result<Due, DueError>)> {
        let limit = self.limit(id, start)?;
        Some((limit, self.calendar.due(limit, start)))
    }
    /// The surcharge on a fine of `fen` due on `due` and paid on `paid` (rows `surcharge-rate` and `surcharge-cap` of the
    /// day of payment); days under review or suit are for the caller to leave out. `None` without rows.
    pub fn surcharge(&self, fen: i64, due: NaiveDate, paid: NaiveDate) -> Option<Surcharge> {
        let rate = self.limit("surcharge-rate", paid)?.value?.0;
        let cap = money::portion(fen, self.limit("surcharge-cap", paid)?.value?.0, 100)?;
        let days_late = (paid - due).num_days().max(0);
        let plain = money::portion(fen, rate.checked_mul(days_late)?, 100)?;
        Some(Surcharge { days_late, fen: plain.min(cap), capped: plain >= cap && days_late > 0 })
    }

    // ---- causes ----

    /// All causes, in order of files.
    pub fn causes(&self) -> impl Iterator<Item = &Cause> {
        self.causes.iter().map(|c| &c.value)
    }
    /// The group a cause stands in, e.g. `A 特种作业、人员、培训`.
    pub fn group_of(&self, cause: &Cause) -> Option<&str> {
        load::group_of(&self.groups, cause)
    }
    /// A cause by id, legal name, short name or alias; else the nearest ones.
    pub fn cause(&self, name: &str) -> Result<&Cause, UnknownCause<'_>> {
        let found = self.cause_by_id.get(name.trim()).or_else(|| self.cause_by_name.get(&names::normal(name)));
        match found {
            Some(at) => Ok(&self.causes[*at].value),
            None => {
                let all = self.causes.iter().enumerate().flat_map(|(at, cause)| cause.value.names().map(move |n| (n, at)));
                let near = names::nearest(name, all, 5).into_iter().map(|at| &self.causes[at].value).collect();
                Err(UnknownCause { typed: name.to_string(), near })
            }
        }
    }

    // ---- evidence, hazards, inquiries, wording ----

    /// The statutory kinds of evidence (行政处罚法 第四十六条).
    pub fn evidence_kinds(&self) -> impl Iterator<Item = &str> {
        self.evidence.iter().flat_map(|book| &book.kinds).map(|kind| kind.0.as_str())
    }
    /// All items of evidence.
    pub fn evidence_items(&self) -> impl Iterator<Item = &EvidenceItem> {
        self.evidence.iter().flat_map(|book| &book.items)
    }
    /// The name of an item of evidence.
    pub fn evidence_name(&self, id: &str) -> Option<&str> {
        self.evidence_items().find(|item| item.id == id).map(|item| item.name.0.as_str())
    }
    /// What a case of a cause usually needs: the common items, then the cause's own.
    pub fn evidence_for<'l>(&'l self, cause: &'l Cause) -> Vec<&'l EvidenceItem> {
        let ids = self.evidence.iter().flat_map(|book| &book.common).chain(&cause.evidence);
        ids.filter_map(|id| self.evidence_items().find(|item| item.id == *id)).collect()
    }
    /// The items of 重大事故隐患判定标准 that fit a cause, as (article, item).
    pub fn hazards_for(&self, cause: &str) -> Vec<(u32, &HazardItem)> {
        let articles = self.hazards.iter().flat_map(|book| &book.articles);
        articles
            .flat_map(|article| article.items.iter().map(|item| (article.article.0 as u32, item)))
            .filter(|(_, item)| item.causes.iter().any(|c| c == cause))
            .collect()
    }
    /// An item of 重大事故隐患判定标准 by article and item.
    pub fn major_hazard(&self, article: u32, item: u32) -> Option<&HazardItem> {
        let articles = self.hazards.iter().flat_map(|book| &book.articles).filter(|a| a.article.0 == i64::from(article));
        articles.flat_map(|a| &a.items).find(|i| i.item.0 == i64::from(item))
    }
    /// The books of major hazards.
    pub fn hazard_books(&self) -> impl Iterator<Item = &HazardBook> {
        self.hazards.iter().map(|book| &book.value)
    }
    /// The questions of a cause's outline for a role.
    pub fn questions<'l>(&'l self, cause: &str, role: Role) -> impl Iterator<Item = &'l inquiry::Question> {
        let outlines = self.inquiry(cause).into_iter().flat_map(|i| &i.outlines);
        outlines.filter(move |outline| outline.role == role).flat_map(|outline| &outline.questions)
    }
    /// The outline file of a cause.
    pub fn inquiry(&self, cause: &str) -> Option<&Inquiry> {
        self.inquiries.iter().filter(|i| i.may_be_of(cause)).find_map(|i| i.read().0.as_ref().filter(|found| found.cause == cause))
    }
    /// The wording in force on a day.
    pub fn wording(&self, id: &str, on: NaiveDate) -> Option<&Wording> {
        self.wording.iter().map(|w| &w.value).find(|row| row.id == id && row.in_force(on))
    }
    /// The marks of a wording's text with what they print: 〔依据1〕 is the first basis, 〔依据1、2〕 the first two joined as
    /// citations are (the title once). A mark with a number that has no basis is left out.
    pub fn wording_marks(&self, wording: &Wording) -> Vec<(String, String)> {
        let mut out: Vec<(String, String)> = Vec::new();
        for piece in wording.text.split("〔依据").skip(1) {
            let Some((numbers, _)) = piece.split_once('〕') else { continue };
            let basis = |n: &str| wording.basis.get(n.parse::<usize>().ok()?.checked_sub(1)?).cloned();
            let mark = format!("〔依据{numbers}〕");
            if let Some(named) = numbers.split('、').map(basis).collect::<Option<Vec<Citation>>>()
                && !out.iter().any(|(known, _)| *known == mark)
            {
                out.push((mark, self.cite(&named)));
            }
        }
        out
    }
    /// The template text of a wording with its citations printed. A mark without a basis stays: `check` finds it.
    pub fn wording_text(&self, wording: &Wording) -> String {
        self.wording_marks(wording).iter().fold(wording.text.0.clone(), |text, (mark, printed)| text.replace(mark, printed))
    }
    /// Whether a wording, or one of the provisions it names, was never read in full.
    pub fn is_wording_unverified(&self, wording: &Wording) -> bool {
        !wording.verified.0 || wording.basis.iter().any(|basis| self.is_unverified(basis))
    }
    /// All rows of wording.
    pub fn wordings(&self) -> impl Iterator<Item = &Sourced<Wording>> {
        self.wording.iter()
    }

    // ---- file orders ----

    /// All orders of the papers in a case file.
    pub fn file_orders(&self) -> impl Iterator<Item = &Sourced<FileOrder>> {
        self.file_orders.iter()
    }
    /// The order an agency names by id or name, or the default one; `None` when there is no such order.
    pub fn file_order(&self, named: Option<&str>) -> Option<&Sourced<FileOrder>> {
        self.file_orders.iter().find(|order| match named {
            Some(named) => order.id == named || order.name == named,
            None => order.is_default(),
        })
    }

    // ---- standards of review ----

    /// All standards of case-file review.
    pub fn reviews(&self) -> impl Iterator<Item = &ReviewStandard> {
        self.reviews.iter().map(|sourced| &sourced.value)
    }
    /// A standard of review by id or name.
    pub fn review(&self, named: &str) -> Option<&ReviewStandard> {
        self.reviews().find(|standard| standard.id == named || standard.name == named)
    }

    // ---- discretion and regions ----

    /// All standards of discretion.
    pub fn standards(&self) -> impl Iterator<Item = &Standard> {
        self.standards.iter().map(|s| &s.value)
    }
    /// The entries for a cause in standards usable on a day.
    pub fn entries(&self, cause: &str, on: NaiveDate) -> Vec<(&Standard, &Entry)> {
        let usable = self.standards().filter(|standard| standard.usable(on));
        usable.flat_map(|s| s.entries.iter().map(move |entry| (s, entry))).filter(|(_, entry)| entry.cause == cause).collect()
    }
    /// The table of fines for accidents in force on a day.
    pub fn accident_table(&self, on: NaiveDate) -> Option<&AccidentTable> {
        self.accident_tables.iter().map(|t| &t.value).find(|table| table.in_force(on))
    }
    /// The figures of a region by its own code, its city's, or its province's (the longest that exists).
    pub fn region(&self, code: &str) -> Option<&Region> {
        let head = |n: usize| code.get(..n).map(|head| format!("{head:0<6}"));
        let tries = [Some(code.to_string()), head(4), head(2)];
        tries.into_iter().flatten().find_map(|code| self.regions.iter().map(|r| &r.value).find(|r| r.code == code.as_str()))
    }
    /// The thresholds of a hearing in a region on a day (处罚办法 2025 第五十五条第二款); `None` when not even the national
    /// figure of that day is known.
    pub fn hearing_rule(&self, region_code: &str, on: NaiveDate) -> Option<HearingRule> {
        let national = self.region(NATIONAL)?.hearing.iter().find(|row| row.in_force(on))?;
        let own = self.region(region_code).filter(|region| region.code != NATIONAL);
        let row = own.and_then(|region| region.hearing.iter().find(|row| row.in_force(on)).map(|row| (region.name.0.as_str(), row)));
        region::combine(national, self.cite(&national.basis), row)
    }
    /// The kinds of penalty that need a hearing notice on a day (行政处罚法 第六十三条第一款).
    pub fn hearing_kinds(&self, on: NaiveDate) -> Option<&HearingKinds> {
        self.region(NATIONAL)?.hearing_kinds.iter().find(|row| row.in_force(on))
    }
    /// Whether a kind of penalty needs a hearing notice whatever the amount. Said shorter (停产停业整顿, 吊销许可证) or
    /// longer (责令停产停业整顿（情节严重）) it is the same kind.
    pub fn always_needs_hearing(&self, kind: &str, on: NaiveDate) -> bool {
        self.hearing_kinds(on).is_some_and(|kinds| is_among(kind, &kinds.always))
    }
    /// Whether a kind of penalty is filed upward whatever the amount (处罚办法 2025 第八十二条); no earlier law says so.
    pub fn is_always_filed(&self, kind: &str, on: NaiveDate) -> bool {
        let kinds = self.region(NATIONAL).and_then(|region| region.filing_kinds.iter().find(|row| row.in_force(on)));
        kinds.is_some_and(|kinds| is_among(kind, &kinds.always))
    }
}

/// Whether a kind of penalty is one of a list, said shorter or longer.
fn is_among(kind: &str, list: &[Word]) -> bool {
    let kind = kind.trim();
    kind.chars().count() >= 4 && list.iter().any(|word| word.contains(kind) || kind.contains(&word.0))
}

/// The code of the whole country in `law/regions`.
const NATIONAL: &str = "000000";

#[cfg(test)]
mod tests;
