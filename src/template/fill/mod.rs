//! Fills the vocabulary from the dossier: one view for one planned writ. Nothing is invented here: what the case does
//! not have becomes a gap, and the template decides whether a gap may be left to the hand or struck out.

mod checking;
pub mod closing;
mod compulsion;
mod decision;
mod ending;
mod facts;
mod guidance;
mod hearing;
mod inquiry;
mod inspection;
mod kit;
mod papers;
mod people;
mod performance;
mod securing;
mod transfer;

use super::value::{Piece, Value};
use super::view::{NonEmpty, PartyView, Root, ServiceView, ViolationView, WordingView, WritView};
use super::wanted::Wanted;
use crate::dossier::number::Number;
use crate::dossier::{Dossier, PlannedWrit, receipt, site};
use crate::writ::{Per, Predicate, Step};
use chrono::NaiveDate;
use closing::Entry;

/// Rows a receipt has at least, and the lines that fit into the least height of one.
const RECEIPT_ROWS: usize = 5;
const RECEIPT_LINES: usize = 3;
/// Half widths that a line of its first column and of its place holds.
const RECEIPT_WRIT: usize = 24;
const RECEIPT_PLACE: usize = 12;
/// Rows a catalogue page has at least.
const CATALOGUE_ROWS: usize = 14;

/// A group of which only the wanted fields are filled in; nothing prints the others.
macro_rules! filled {
    ($wanted:expr, $group:ident { $($field:ident: $value:expr,)* }) => {
        $group { $($field: if $wanted.has(stringify!($field)) { $value } else { Default::default() },)* }
    };
}

/// The view of one writ with its wanted names. `entries` are the rows of the catalogue (empty for all other writs).
pub fn root(dossier: &Dossier, planned: &PlannedWrit, entries: &[Entry], wanted: &Wanted) -> Root {
    let case = dossier.case;
    let subject = &planned.subject;
    let party = subject.party;
    let on = planned.day.as_ref().map(|d| d.date).or_else(|| dossier.reference_day());
    let own = party.or(if case.parties.is_empty() { None } else { Some(0) });
    // 呈批、告知、决定等只说本当事人；全案文书说全部
    let scope = if planned.writ.front.per == Per::Inquiry { None } else { party };
    // 几家单位的案件，整改、检查的文书各说各的
    let site = site::of(case, party);
    let officers = || people::officers(dossier, event_officers(dossier, planned));
    filled!(
        wanted,
        Root {
            writ: WritView {
                title: kit::fixed(planned.writ.title()),
                number: number(&planned.number),
                date: planned.day.as_ref().map_or_else(Value::hand_date, |d| kit::dated(d.date, &d.at)),
            },
            agency: people::agency(dossier),
            case: closing::case(dossier),
            party: own.and_then(|i| case.parties.get(i)).map_or_else(PartyView::default, |p| people::party(p, on)),
            parties: NonEmpty::or_gap(case.parties.iter().map(|p| people::party(p, on)).collect(), "当事人"),
            party_names: Value::join(case.parties.iter().map(|p| kit::text(p.name())), "、"),
            unit: people::unit(case, on, site),
            has_several_parties: case.parties.len() > 1,
            officer_names: people::names(officers().iter().map(|o| &o.name), "执法人员"),
            officers: officers(),
            has_several_violations: dossier.violations_of(scope).len() > 1,
            violations: violations(dossier, planned, scope, own, on),
            facts: facts::all_facts(dossier, scope),
            violated: facts::all_cited(dossier, scope, |v| &v.violated, "违反"),
            basis: facts::all_cited(dossier, scope, |v| &v.basis, "依据"),
            has_evidence: !case.evidence.is_empty(),
            evidence_names: facts::evidence_names(&facts::evidence(dossier)),
            evidence: facts::evidence(dossier),
            inspection: inspection::inspection(dossier, site),
            task: checking::task(dossier),
            result: checking::result(dossier, site),
            correction: inspection::correction(dossier, site),
            extension: checking::extension(dossier),
            handover: checking::handover(dossier, subject.event),
            photos: checking::photos(dossier),
            compulsion: compulsion::approval(dossier, subject),
            seizure: compulsion::seizure(dossier),
            power_cut: compulsion::power_cut(dossier),
            examination: securing::examination(dossier),
            sampling: securing::sampling(dossier, subject),
            preservation: securing::preservation(dossier),
            appraisal: securing::appraisal(dossier, subject),
            is_inspected: case.inspection.is_some(),
            is_charged: dossier.statement(Predicate::Charged, None).holds,
            is_ordering: dossier.statement(Predicate::Ordering, party).holds,
            has_correction: party.map_or_else(|| inspection::has_order(case, site), |party| receipt::is_ordered(case, party)),
            measure: inspection::measure(dossier, site),
            has_measure: inspection::has_measure(case, site),
            recheck: inspection::recheck(dossier, subject),
            inquiry_notice: inquiry::notice(dossier, subject),
            inquiry: inquiry::inquiry(dossier, subject),
            notice: decision::notice(dossier, own, on),
            discussion: decision::discussion(dossier),
            penalty: decision::penalty(dossier, own, on),
            decision: decision::decision(dossier, party),
            statement: hearing::statement(dossier, subject, on),
            hearing: hearing::hearing(dossier, subject, on),
            investigation: ending::investigation(dossier),
            review: ending::review(dossier, subject),
            period_extension: ending::extension(dossier, subject),
            ending: ending::ending(dossier, planned, on),
            erratum: ending::erratum(dossier, subject),
            papers: papers::papers(dossier, subject),
            services_rest: receipt_rest(&closing::services(dossier, subject)),
            receiver: closing::receiver(dossier, subject),
            services: closing::services(dossier, subject),
            closing: closing::closing(dossier),
            entries_rest: rest(CATALOGUE_ROWS, entries.len() + 1),
            entries: closing::entries(entries),
            on_spot: performance::on_spot(dossier, own),
            arrears: performance::arrears(dossier, subject, on),
            surcharge: performance::surcharge(dossier, subject),
            deferral: performance::deferral(dossier, subject),
            enforcement: performance::enforcement(dossier, subject),
            transfer: transfer::transfer(dossier),
            interview: guidance::interview(dossier, subject),
            scoring: guidance::scoring(dossier),
            has_scoring: case.scoring.is_some(),
            hazards: guidance::hazards(dossier, site),
            wording: WordingView::default(),
        }
    )
}

/// The violations; a notice says of each what is intended.
fn violations(
    dossier: &Dossier,
    planned: &PlannedWrit,
    scope: Option<usize>,
    own: Option<usize>,
    on: Option<NaiveDate>,
) -> NonEmpty<ViolationView> {
    let mut views = facts::violations(dossier, scope);
    if planned.writ.is_of(Step::Notice) {
        match (&mut *views, own) {
            ([only], _) => only.penalty = decision::notice(dossier, own, on).text,
            (several, Some(party)) => {
                for (view, violation) in several.iter_mut().zip(dossier.violations_of(scope)) {
                    view.penalty = facts::intended(violation, party);
                }
            }
            (_, None) => {}
        }
    }
    views
}

/// The number of a writ as a value.
pub(crate) fn number(number: &Number) -> Value {
    match number {
        Number::None => Value::struck(),
        Number::Given(text, at) | Number::Computed(text, at) => kit::given(text, at),
        Number::Missing(what) => Value::gap(what.clone()),
    }
}

fn rest(wanted: usize, have: usize) -> Vec<Value> {
    (have..wanted).map(|_| Value::struck()).collect()
}

/// Empty rows of a receipt: as many as its written rows leave room for, so that they push nothing to another page.
fn receipt_rest(rows: &[ServiceView]) -> Vec<Value> {
    let lines = |value: &Value, column: usize| {
        let width: usize = value.plain().chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        if matches!(value.pieces.first(), Some(Piece::Gap(_))) { 1 } else { width.div_ceil(column) }
    };
    let high =
        |row: &ServiceView| (lines(&row.writ, RECEIPT_WRIT) + lines(&row.number, RECEIPT_WRIT)).max(lines(&row.place, RECEIPT_PLACE));
    let used: usize = rows.iter().map(|row| high(row).max(RECEIPT_LINES)).sum();
    rest(RECEIPT_ROWS, used.div_ceil(RECEIPT_LINES))
}

/// The officers named by the event of the writ's step, if any.
fn event_officers<'c>(dossier: &Dossier<'c>, planned: &PlannedWrit) -> Option<&'c Officers> {
    use crate::case::events::Event;
    let case = dossier.case;
    match planned.writ.front.step? {
        Step::InspectionApproval => {
            first(case.inspection_approval.as_ref().map(|e| e.officers()), case.inspection.as_ref().map(|e| e.officers()))
        }
        Step::InspectionNotice => {
            first(case.inspection_notice.as_ref().map(|e| e.officers()), case.inspection.as_ref().map(|e| e.officers()))
        }
        Step::Inspection => case.inspection.as_ref().map(|e| e.officers()),
        Step::CompulsionApproval if planned.subject.compulsion == Some(crate::dossier::Compulsion::PowerCut) => {
            case.power_cut.as_ref().map(|e| e.officers())
        }
        Step::CompulsionApproval | Step::Seizure | Step::SeizureProlongation | Step::SeizureDisposal => {
            case.seizure.as_ref().map(|e| e.officers())
        }
        Step::PowerCut => case.power_cut.as_ref().map(|e| e.officers()),
        Step::SceneExamination => case.scene_examination.as_ref().map(|e| e.officers()),
        Step::Sampling => case.sampling.get(planned.subject.event.unwrap_or(0)).map(|e| e.officers()),
        Step::PreservationApproval | Step::Preservation | Step::PreservationDisposal => case.preservation.as_ref().map(|e| e.officers()),
        Step::Measures => case.measures.as_ref().map(|e| e.officers()),
        Step::Correction => case.correction.as_ref().map(|e| e.officers()),
        Step::Recheck => case.rechecks.get(planned.subject.recheck.unwrap_or(0)).map(|e| e.officers()),
        Step::Filing => case.filing.as_ref().map(|e| e.officers()),
        Step::Transfer => case.transfer.as_ref().map(|e| e.officers()),
        Step::Interview => planned.subject.event.and_then(|i| case.interview.get(i)).map(|e| e.officers()),
        Step::Scoring => case.scoring.as_ref().map(|e| e.officers()),
        Step::InspectionResult
        | Step::Handover
        | Step::ExtensionRequest
        | Step::ExtensionReply
        | Step::PowerRestore
        | Step::Appraisal
        | Step::InquiryNotice
        | Step::Inquiry
        | Step::InvestigationEnd
        | Step::LegalReview
        | Step::Discussion
        | Step::Notice
        | Step::Decision
        | Step::Statement
        | Step::WrittenWaiver
        | Step::HearingNotice
        | Step::HearingSession
        | Step::HearingReport
        | Step::CaseExtension
        | Step::Withdrawal
        | Step::Termination
        | Step::NoPenalty
        | Step::Disposal
        | Step::Erratum
        | Step::ServiceAddress
        | Step::Service
        | Step::Closing
        | Step::Archiving
        | Step::PaymentDemand
        | Step::ExecutionDemand
        | Step::Surcharge
        | Step::Deferral
        | Step::Enforcement => None,
    }
}

type Officers = crate::case::values::OneOrMany<crate::case::Officer>;

/// The first list that names somebody.
fn first<'c>(own: Option<&'c Officers>, other: Option<&'c Officers>) -> Option<&'c Officers> {
    own.filter(|list| !list.is_empty()).or(other)
}
