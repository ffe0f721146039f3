//! Examination of the scene, sampling, prior registration of evidence, appraisal.

use super::super::value::Value;
use super::super::view::{AppraisalView, ExaminationView, NonEmpty, PreservationView, SamplingView};
use super::compulsion::{amount, basis, date_or_gap, limit, names, phrase, rest, things};
use super::inspection::number_of;
use super::{facts, kit, people};
use crate::case::Thing;
use crate::case::events::Event;
use crate::case::values::Name;
use crate::document::Origin;
use crate::dossier::{Dossier, Subject, step};
use crate::text::date;

/// Rows the forms have at least.
const SAMPLE_ROWS: usize = 6;
const LIST_ROWS: usize = 10;
const APPRAISAL_ROWS: usize = 3;

fn joined(people: &[Name], field: &str) -> Value {
    if people.is_empty() { Value::gap(field) } else { Value::join(people.iter().map(|n| kit::text(n)), "、") }
}

fn clock_end(event: &impl Event, field: &str) -> (Value, bool) {
    let end = event.end();
    (kit::end(end, event.day(), field), end.is_some_and(|e| e.time.is_some()))
}

/// The examination of the scene.
pub fn examination(dossier: &Dossier) -> ExaminationView {
    let Some(event) = &dossier.case.scene_examination else { return ExaminationView::default() };
    let day = step::day_of(event);
    let (end, has_end) = clock_end(event, "勘验.时间.结束");
    let findings: Vec<Value> = event.findings.iter().flat_map(facts::paragraphs).collect();
    let known = |name: &Name| dossier.agency.officers.iter().find(|o| o.name.text() == name.text());
    let recorder = event.recorder.as_ref();
    ExaminationView {
        start: kit::moment(event.start().as_ref(), day.as_ref(), "勘验.时间"),
        end,
        has_end,
        place: kit::or_gap(event.place.as_ref(), "勘验.地点"),
        weather: kit::or_gap(event.weather.as_ref(), "勘验.天气"),
        officers: people::officers(dossier, Some(event.officers())),
        present: joined(&event.party_present, "勘验.当事人"),
        has_present: !event.party_present.is_empty(),
        witness: joined(&event.witness, "勘验.见证人"),
        has_witness: !event.witness.is_empty(),
        recorder: recorder.map_or_else(|| Value::gap("勘验.记录人"), |name| kit::text(name)),
        recorder_post: match recorder.and_then(known) {
            Some(officer) => people::officer(dossier, officer).post,
            None => Value::gap("勘验.记录人.职务"),
        },
        findings: NonEmpty::or_gap(findings, "勘验.情况"),
    }
}

/// The sampling of a writ's subject.
pub fn sampling(dossier: &Dossier, subject: &Subject) -> SamplingView {
    let Some(event) = dossier.case.sampling.get(subject.event.unwrap_or(0)) else { return SamplingView::default() };
    let (end, has_end) = clock_end(event, "抽样.时间.结束");
    SamplingView {
        start: kit::moment(event.start().as_ref(), step::day_of(event).as_ref(), "抽样.时间"),
        end,
        has_end,
        place: kit::or_gap(event.place.as_ref(), "抽样.地点"),
        present: joined(&event.party_present, "抽样.当事人"),
        witness: joined(&event.witness, "抽样.见证人"),
        has_witness: !event.witness.is_empty(),
        body: kit::or_gap(event.body.as_ref(), "抽样.机构"),
        things: things(&event.things, "抽样"),
        things_rest: rest(SAMPLE_ROWS, event.things.len()),
        basis: basis(dossier, &[], "sampling", event.day(), "抽样.依据"),
    }
}

fn with_quantity(list: &[Thing]) -> Value {
    let one = |thing: &Thing| match amount(thing) {
        Some(amount) => kit::text(&thing.name).then(amount),
        None => kit::text(&thing.name),
    };
    if list.is_empty() { Value::gap("先行登记.物品") } else { Value::join(list.iter().map(one), "、") }
}

/// The prior registration of evidence.
pub fn preservation(dossier: &Dossier) -> PreservationView {
    let Some(event) = &dossier.case.preservation else { return PreservationView::default() };
    let on = event.day();
    let disposal = event.disposal.as_ref();
    let disposed_on = disposal.and_then(|d| d.date.as_ref()).map(|d| d.date).or(on);
    let given = disposal.map(|d| d.basis.items.as_slice()).unwrap_or_default();
    // 处理决定的最后日期由法定期限推算；没有那一年的年历就只说期限
    let last = on.and_then(|day| dossier.law.due("registered-evidence", day)).and_then(|(_, due)| due.ok()).map(|due| due.raw);
    let due = match (&event.due, last) {
        (Some(due), _) => Some(kit::dated(due.date, &due.at)),
        (None, Some(day)) => Some(Value::text(date::print(day), Origin::Law { source: "limits/registered-evidence".into() })),
        (None, None) => None,
    };
    PreservationView {
        date: kit::event_day(Some(event), "先行登记.日期"),
        number: number_of(dossier, "preservation_notice"),
        object: names(&event.things, "先行登记"),
        object_with_quantity: with_quantity(&event.things),
        keeping: phrase(event.keeping.as_ref(), "先行登记.保存方式"),
        reason: phrase(event.reason.as_ref(), "先行登记.理由"),
        basis: basis(dossier, &[], "preservation", on, "先行登记.依据"),
        limit: limit(dossier, "registered-evidence", on),
        has_due: due.is_some(),
        due: due.unwrap_or_else(|| Value::gap("先行登记.期限")),
        is_urgent: event.urgent.as_ref().is_some_and(|flag| flag.value),
        urgent_limit: limit(dossier, "registration-urgent-report", on),
        witness: joined(&event.witness, "先行登记.见证人"),
        has_witness: !event.witness.is_empty(),
        things: things(&event.things, "先行登记"),
        things_rest: rest(LIST_ROWS, event.things.len()),
        disposal: phrase(disposal.and_then(|d| d.decision.as_ref()), "先行登记.处理.决定"),
        disposal_reason: phrase(disposal.and_then(|d| d.reason.as_ref()), "先行登记.处理.理由"),
        has_disposal_reason: disposal.is_some_and(|d| d.reason.is_some()),
        disposal_basis: basis(dossier, given, "preservation-disposal", disposed_on, "先行登记.处理.依据"),
    }
}

/// The appraisal of a writ's subject.
pub fn appraisal(dossier: &Dossier, subject: &Subject) -> AppraisalView {
    let Some(event) = dossier.case.appraisal.get(subject.event.unwrap_or(0)) else { return AppraisalView::default() };
    AppraisalView {
        body: kit::or_gap(event.body.as_ref(), "鉴定.机构"),
        request: phrase(event.request.as_ref(), "鉴定.要求"),
        due: date_or_gap(event.due.as_ref(), "鉴定.期限"),
        things: things(&event.things, "鉴定"),
        things_rest: rest(APPRAISAL_ROWS, event.things.len().saturating_sub(1)),
        basis: basis(dossier, &[], "appraisal", event.day(), "鉴定.依据"),
    }
}
