//! The dossier: what the case's facts and the law mean for its papers. Which writs the case has, for whom, in which
//! order, with which number and date, and why; what each party is punished with; whether a hearing must be offered.
//! It reads, it never prints; the clock is unknown here.

pub mod agenda;
mod choice_of_law;
mod compulsion;
pub mod discovery;
pub mod follow_up;
pub mod hazard;
pub mod hearing;
pub mod ledger;
pub mod number;
pub mod order;
pub mod paths;
pub mod penalty;
pub mod period;
mod plan;
pub mod receipt;
pub mod scoring;
pub mod site;
mod standing;
pub mod step;
mod tier;
mod violation;

use crate::case::events::Respondent;
use crate::case::{Agency, Case};
use crate::diag::Diagnostic;
use crate::law::LawBook;
use crate::photo::Photos;
use crate::writ::{Predicate, Writ};
use agenda::Agenda;
use chrono::NaiveDate;
use number::{Number, Registered};
use step::Day;

pub use choice_of_law::ChoiceOfLaw;
pub use compulsion::Compulsion;
pub use standing::Standing;
pub use violation::{CauseView, Cited, Violation};

/// For whom or what one copy of a writ is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subject {
    /// The party (index in the case); `None` for writs of the whole case.
    pub party: Option<usize>,
    /// The inquiry event.
    pub inquiry: Option<usize>,
    /// The notice of inquiry event.
    pub notice: Option<usize>,
    /// The person asked.
    pub person: Option<String>,
    /// The re-check event.
    pub recheck: Option<usize>,
    /// Which of the events of a kind that can recur: hearing, review, extension, erratum, 抽样, 鉴定, 催告, 加处罚款, 延期分期, 强制执行, 约谈.
    pub event: Option<usize>,
    /// The instalment of that event.
    pub instalment: Option<usize>,
    /// The act of compulsion an approval is for.
    pub compulsion: Option<Compulsion>,
}

impl Subject {
    /// What tells this copy from the others of its writ, whatever else is added to the form: the person or the party by
    /// name, the act of compulsion, which time it happened. Who is asked once is told by the name alone.
    pub fn key(&self, case: &Case) -> String {
        let party = || self.party.and_then(|index| case.parties.get(index)).map(|party| party.name().text().to_string());
        let again = || self.asked_before(case).filter(|before| *before > 0);
        let time = self.recheck.or(self.event).or_else(again).map(|index| format!("第{}次", index + 1));
        let parts = [
            self.person.clone().or_else(party),
            self.compulsion.map(|compulsion| compulsion.word().to_string()),
            time,
            self.instalment.map(instalment_name),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("·")
    }
}

impl Subject {
    /// How often the person of a notice or an inquiry had been called or asked before.
    fn asked_before(&self, case: &Case) -> Option<usize> {
        let name = self.person.as_deref()?;
        let is_same = |respondent: Option<&Respondent>| respondent.is_some_and(|respondent| respondent.name.text() == name);
        let notices = || case.inquiry_notices.iter().take(self.notice.unwrap_or(0)).filter(|notice| is_same(notice.respondent.as_ref()));
        let inquiries = || case.inquiries.iter().take(self.inquiry.unwrap_or(0)).filter(|inquiry| is_same(inquiry.respondent.as_ref()));
        match (self.notice, self.inquiry) {
            (Some(_), _) => Some(notices().count()),
            (None, Some(_)) => Some(inquiries().count()),
            (None, None) => None,
        }
    }
}

/// The year of a writ's number: that of its step, else of the filing or the inspection.
pub fn planned_year(dossier: &Dossier, planned: &PlannedWrit) -> Option<i32> {
    plan::year(dossier, &planned.day)
}

/// 第一期, 第二期 …: what an instalment is called in labels and as a key of 文号.
pub fn instalment_name(index: usize) -> String {
    format!("第{}期", crate::text::numeral::chinese(index as u32 + 1))
}

/// A writ the case has.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedWrit<'a> {
    /// The writ.
    pub writ: &'a Writ,
    /// For whom.
    pub subject: Subject,
    /// Name after the title in file names and lists: a party or person, when there can be several.
    pub label: Option<String>,
    /// Number.
    pub number: Number,
    /// Date of the step.
    pub day: Option<Day>,
    /// Whether the step has happened.
    pub happened: bool,
    /// Why the case has it.
    pub reason: String,
    /// The volume of the file it lies in, when the file has volumes.
    pub volume: Option<String>,
}

/// A statement about the case with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Which.
    pub predicate: Predicate,
    /// Whether it holds.
    pub holds: bool,
    /// Why, in Chinese.
    pub reason: String,
}

/// Everything derived from one case.
#[derive(Debug)]
pub struct Dossier<'a> {
    /// The facts.
    pub case: &'a Case,
    /// The office.
    pub agency: &'a Agency,
    /// The law.
    pub law: &'a LawBook,
    /// Case id (编号, else the file stem).
    pub id: String,
    /// Violations with their law.
    pub violations: Vec<Violation<'a>>,
    /// Each party's penalties and hearing position, by party index.
    pub standings: Vec<Standing>,
    /// The set in file order.
    pub writs: Vec<PlannedWrit<'a>>,
    /// Every limit the case has started.
    pub agenda: Agenda,
    /// What was found on the way.
    pub findings: Vec<Diagnostic>,
    /// The photographs that were read; none are when a dossier is only looked at.
    pub photos: Photos,
}

impl<'a> Dossier<'a> {
    /// Derives the dossier. `stem` names the case when it has no 编号.
    pub fn build(case: &'a Case, agency: &'a Agency, law: &'a LawBook, catalogue: &'a [Writ], stem: &str) -> Dossier<'a> {
        Dossier::with_numbers(case, agency, law, catalogue, stem, &[])
    }

    /// The same, with the numbers the office's register gave the case.
    pub fn with_numbers(
        case: &'a Case,
        agency: &'a Agency,
        law: &'a LawBook,
        catalogue: &'a [Writ],
        stem: &str,
        registered: &[Registered],
    ) -> Dossier<'a> {
        let id = case.id.as_ref().map_or_else(|| stem.to_string(), |id| id.text().to_string());
        let mut dossier = Dossier {
            case,
            agency,
            law,
            id,
            violations: Vec::new(),
            standings: Vec::new(),
            writs: Vec::new(),
            agenda: Agenda::default(),
            findings: Vec::new(),
            photos: Photos::new(),
        };
        dossier.violations = violation::resolve_all(case, law, &mut dossier.findings);
        dossier.standings = standing::all(&dossier);
        let (mut writs, findings) = plan::plan(&dossier, catalogue);
        dossier.findings.extend(number::from_register(&dossier, &mut writs, registered));
        dossier.findings.extend(order::arrange(&dossier, catalogue, &mut writs));
        dossier.writs = writs;
        dossier.agenda = agenda::agenda(&dossier);
        dossier.findings.extend(findings);
        let windows = hearing::findings(&dossier);
        dossier.findings.extend(windows);
        let faults = [follow_up::faults(&dossier), hazard::faults(&dossier)].concat();
        dossier.findings.extend(faults);
        dossier
    }

    /// The standing of a party.
    pub fn standing(&self, party: usize) -> Option<&Standing> {
        self.standings.get(party)
    }

    /// Violations that concern a party; all for a writ of the whole case.
    pub fn violations_of(&self, party: Option<usize>) -> Vec<&Violation<'a>> {
        self.violations.iter().filter(|v| party.is_none_or(|p| v.parties.contains(&p))).collect()
    }

    /// A statement about the case or one of its parties.
    pub fn statement(&self, predicate: Predicate, party: Option<usize>) -> Statement {
        plan::statement(self, predicate, party)
    }

    /// The date that governs a step when the writ itself has none yet: the last day the form speaks of.
    pub fn reference_day(&self) -> Option<NaiveDate> {
        self.case.last_day()
    }
}
