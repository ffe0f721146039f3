//! Seizure, its extension and disposal, the cutting of power, and the approval all of them need.

use super::super::value::Value;
use super::super::view::{CompulsionView, NonEmpty, PowerCutView, SeizureView, ThingView};
use super::inspection::number_of;
use super::{facts, kit};
use crate::case::Citation;
use crate::case::Thing;
use crate::case::events::{Event, Seizure};
use crate::case::values::{Date, Text};
use crate::document::Origin;
use crate::dossier::{Compulsion, Dossier, Subject, step};
use chrono::NaiveDate;

/// Rows of a list form.
const LIST_ROWS: usize = 10;

/// The rows of a list of things; one row of gaps when there is none.
pub fn things(list: &[Thing], field: &str) -> NonEmpty<ThingView> {
    let rows = list.iter().enumerate().map(|(index, thing)| {
        let or_gap = |value: Option<&Text>, key: &str| kit::or_gap(value, &format!("{field}.物品[{}].{key}", index + 1));
        ThingView {
            index: kit::index(index + 1),
            name: kit::text(&thing.name),
            model: or_gap(thing.model.as_ref(), "规格"),
            unit: or_gap(thing.unit.as_ref(), "单位"),
            quantity: or_gap(thing.quantity.as_ref(), "数量"),
            amount: amount(thing).unwrap_or_else(|| Value::gap(format!("{field}.物品[{}].数量", index + 1))),
            origin: or_gap(thing.origin.as_ref(), "产地"),
            grade: or_gap(thing.grade.as_ref(), "成色"),
            price: match &thing.price {
                Some(price) => kit::given(&price.raw, &price.at),
                None => Value::gap(format!("{field}.物品[{}].价格", index + 1)),
            },
            remark: or_gap(thing.note.as_ref(), "备注"),
        }
    });
    NonEmpty::or_gap(rows.collect(), &format!("{field}.物品"))
}

/// Quantity and unit together, `14桶`; a quantity that already says its unit stays as it is.
pub fn amount(thing: &Thing) -> Option<Value> {
    let quantity = thing.quantity.as_ref()?;
    let unit = thing.unit.as_ref().map_or("", |u| u.text());
    let unit = if quantity.text().ends_with(unit) { "" } else { unit };
    Some(kit::given(&format!("{}{unit}", quantity.text()), &quantity.at))
}

/// The names of things in one phrase, each once.
pub fn names(list: &[Thing], field: &str) -> Value {
    let mut once: Vec<&Thing> = Vec::new();
    for thing in list {
        if !once.iter().any(|known| known.name.text() == thing.name.text()) {
            once.push(thing);
        }
    }
    if once.is_empty() { Value::gap(format!("{field}.物品")) } else { Value::join(once.iter().map(|t| kit::text(&t.name)), "、") }
}

/// Empty rows up to a full form, one of them taken by （以下空白）.
pub fn rest(wanted: usize, have: usize) -> Vec<Value> {
    (have + 1..wanted).map(|_| Value::struck()).collect()
}

/// Provisions of the form, else the row of `bases` in force on the day.
pub fn basis(dossier: &Dossier, given: &[Citation], id: &str, on: Option<NaiveDate>, field: &str) -> Value {
    let on = on.or_else(|| dossier.reference_day());
    if given.is_empty()
        && let Some(row) = dossier.law.basis(id, on.unwrap_or(NaiveDate::MAX))
    {
        return Value::text(dossier.law.cite(&row.basis), Origin::Law { source: format!("bases/{id}") });
    }
    facts::cited(&dossier.cite_form(given, on), field)
}

/// A limit in words: 三十日.
pub fn limit(dossier: &Dossier, id: &str, on: Option<NaiveDate>) -> Value {
    let on = on.or_else(|| dossier.reference_day()).unwrap_or(NaiveDate::MAX);
    match dossier.law.limit(id, on).and_then(|row| row.in_words()) {
        Some(words) => Value::text(words, Origin::Law { source: format!("limits/{id}") }),
        None => Value::gap(format!("期限 {id}")),
    }
}

/// A text without the full stop the template prints, or a gap.
pub fn phrase(value: Option<&Text>, field: &str) -> Value {
    value.map_or_else(|| Value::gap(field), |text| kit::given(text.text().trim_end_matches(['。', '；']), &text.at))
}

/// A date, or a gap.
pub fn date_or_gap(value: Option<&Date>, field: &str) -> Value {
    value.map_or_else(|| Value::gap(field), |date| kit::dated(date.date, &date.at))
}

/// The last day of a seizure: as given, else counted from its day by the number of days the form gives.
fn until(event: &Seizure) -> Value {
    let counted = || {
        let days = event.days.as_ref()?.value?;
        let last = event.day()?.checked_add_days(chrono::Days::new(u64::from(days)))?;
        Some(Value::computed(crate::text::date::print(last), "由查封、扣押之日和天数推算，当日不计入"))
    };
    match &event.due {
        Some(due) => kit::dated(due.date, &due.at),
        None => counted().unwrap_or_else(|| Value::gap("查封扣押.期限")),
    }
}

fn mode(event: &Seizure) -> Value {
    event.mode.as_ref().map_or_else(|| Value::gap("查封扣押.方式"), |mode| kit::given(mode.value.word(), &mode.at))
}

/// The seizure.
pub fn seizure(dossier: &Dossier) -> SeizureView {
    let Some(event) = &dossier.case.seizure else { return SeizureView::default() };
    let on = event.day();
    let extension = event.prolongation.as_ref();
    let extended_on = extension.and_then(|e| e.date.as_ref()).map(|d| d.date).or(on);
    let disposal = event.disposal.as_ref();
    let disposed_on = disposal.and_then(|d| d.date.as_ref()).map(|d| d.date).or(on);
    let given = disposal.map(|d| d.basis.items.as_slice()).unwrap_or_default();
    SeizureView {
        mode: mode(event),
        object: names(&event.things, "查封扣押"),
        reason: phrase(event.reason.as_ref(), "查封扣押.理由"),
        basis: basis(dossier, &event.basis, "seizure", on, "查封扣押.依据"),
        date: kit::event_day(Some(event), "查封扣押.日期"),
        number: number_of(dossier, "seizure_decision"),
        until: until(event),
        limit: limit(dossier, "seizure-period", on),
        kept_at: kit::or_gap(event.kept_at.as_ref(), "查封扣押.保管地点"),
        has_kept_at: event.kept_at.is_some(),
        statement: phrase(event.statement.as_ref(), "查封扣押.陈述"),
        is_party_absent: event.party_present.is_empty() && !event.witness.is_empty(),
        witness: if event.witness.is_empty() { Value::struck() } else { Value::join(event.witness.iter().map(|n| kit::text(n)), "、") },
        list_number: Value::computed("1", "一份决定书附一份清单"),
        things: things(&event.things, "查封扣押"),
        things_rest: rest(LIST_ROWS, event.things.len()),
        extension_reason: phrase(extension.and_then(|e| e.reason.as_ref()), "查封扣押.延长.理由"),
        extension_basis: basis(dossier, &[], "seizure-extension", extended_on, "查封扣押.延长.依据"),
        extended_until: date_or_gap(extension.and_then(|e| e.until.as_ref()), "查封扣押.延长.至"),
        extension_limit: limit(dossier, "seizure-extension", extended_on),
        disposal: phrase(disposal.and_then(|d| d.decision.as_ref()), "查封扣押.处理.决定"),
        disposal_reason: phrase(disposal.and_then(|d| d.reason.as_ref()), "查封扣押.处理.理由"),
        has_disposal_reason: disposal.is_some_and(|d| d.reason.is_some()),
        disposal_basis: basis(dossier, given, "seizure-disposal", disposed_on, "查封扣押.处理.依据"),
    }
}

/// What the approval form of a writ's subject says.
pub fn approval(dossier: &Dossier, subject: &Subject) -> CompulsionView {
    let case = dossier.case;
    let Some(kind) = subject.compulsion else { return CompulsionView::default() };
    let on = kind.approval_day(case).map(|d| d.date);
    let seizure = seizure(dossier);
    let urgent = match kind {
        Compulsion::Seizure => case.seizure.as_ref().and_then(|s| s.urgent.as_ref()),
        Compulsion::PowerCut => case.power_cut.as_ref().and_then(|c| c.urgent.as_ref()),
        Compulsion::Prolongation | Compulsion::Disposal => None,
    };
    let span = |from: Value, to: Value| kit::fixed("自").then(from).then(kit::fixed("起至")).then(to).then(kit::fixed("止"));
    let held = kit::fixed("对").then(seizure.object.clone());
    let (matter, reason, law, term) = match kind {
        Compulsion::Seizure => (
            held.then(kit::fixed("（名称、数量见清单）予以")).then(seizure.mode),
            seizure.reason,
            seizure.basis,
            span(seizure.date, seizure.until),
        ),
        Compulsion::Prolongation => (
            kit::fixed("延长对").then(seizure.object).then(kit::fixed("的")).then(seizure.mode).then(kit::fixed("期限")),
            seizure.extension_reason,
            seizure.extension_basis,
            kit::fixed("延长至").then(seizure.extended_until),
        ),
        Compulsion::Disposal => (
            kit::fixed("对")
                .then(seizure.mode)
                .then(kit::fixed("的"))
                .then(seizure.object)
                .then(kit::fixed("作出处理："))
                .then(seizure.disposal),
            if seizure.has_disposal_reason {
                seizure.disposal_reason
            } else {
                kit::fixed("案件事实已经查清，应当在查封、扣押期限内作出处理决定")
            },
            seizure.disposal_basis,
            Value::struck(),
        ),
        Compulsion::PowerCut => {
            let cut = power_cut(dossier);
            let asked = kit::fixed("通知").then(cut.supplier).then(kit::fixed("对当事人")).then(cut.measure);
            (asked, cut.reason, cut.basis, kit::fixed("自").then(cut.from).then(kit::fixed("起，至当事人履行决定、消除事故隐患后解除")))
        }
    };
    let approval = match kind {
        Compulsion::Seizure => "compulsion-approval",
        Compulsion::Prolongation => "seizure-extension-approval",
        Compulsion::Disposal => "seizure-disposal-approval",
        Compulsion::PowerCut => "power-cut-approval",
    };
    CompulsionView {
        matter,
        reason,
        basis: law,
        term,
        approval_basis: basis(dossier, &[], approval, on, "批准的依据"),
        is_urgent: urgent.is_some_and(|flag| flag.value),
        urgent_limit: limit(dossier, "seizure-urgent-report", on),
        is_power_cut: kind == Compulsion::PowerCut,
    }
}

/// The cutting of power and its end.
pub fn power_cut(dossier: &Dossier) -> PowerCutView {
    let case = dossier.case;
    let Some(event) = &case.power_cut else { return PowerCutView::default() };
    let on = event.day();
    let restore = case.power_restore.as_ref();
    let unheeded = event.decision.as_ref();
    let own = step::day_of(event);
    let measures: Vec<Value> = case.measures.iter().flat_map(|m| m.measures.iter()).map(|m| phrase(Some(&m.content), "")).collect();
    let title = dossier.writs.iter().find(|w| w.writ.id == "onsite_measure_decision").map(|w| w.writ.title().to_string());
    let restored_on = restore.and_then(|r| r.day()).or(on);
    PowerCutView {
        measure: event.measure.as_ref().map_or_else(|| Value::computed("停止供电", "表单的“停止供电”一项"), |m| phrase(Some(m), "")),
        supplier: kit::or_gap(event.supplier.as_ref(), "停止供电.供应单位"),
        decided_on: match unheeded.and_then(|d| d.date.as_ref()) {
            Some(date) => kit::dated(date.date, &date.at),
            None => kit::event_day(case.measures.as_ref(), "停止供电.原决定.日期"),
        },
        decided_title: match (unheeded.and_then(|d| d.writ.as_ref()), title) {
            (Some(given), _) => kit::text(given),
            (None, Some(title)) => Value::computed(title, "本案的现场处理决定"),
            (None, None) => Value::gap("停止供电.原决定.文书"),
        },
        decided_number: match unheeded.and_then(|d| d.number.as_ref()) {
            Some(given) => kit::text(given),
            None => number_of(dossier, "onsite_measure_decision"),
        },
        decided: match unheeded.and_then(|d| d.content.as_ref()) {
            Some(content) => phrase(Some(content), ""),
            None if measures.is_empty() => Value::gap("停止供电.原决定.内容"),
            None => Value::join(measures, "；"),
        },
        reason: phrase(event.reason.as_ref(), "停止供电.理由"),
        basis: basis(dossier, &[], "power-cut", on, "停止供电.依据"),
        notice_basis: basis(dossier, &[], "power-cut-notice", on, "停止供电.提前通知的依据"),
        notice_limit: limit(dossier, "power-cut-notice", on),
        is_urgent: event.urgent.as_ref().is_some_and(|flag| flag.value),
        date: kit::day(own.as_ref(), "停止供电.日期"),
        number: number_of(dossier, "power_cut_decision"),
        from: event
            .from
            .as_ref()
            .map_or_else(|| Value::gap("停止供电.起始时间"), |from| kit::moment(Some(from), None, "停止供电.起始时间")),
        matter: phrase(event.matter.as_ref(), "停止供电.事项"),
        has_matter: event.matter.is_some(),
        restore_supplier: kit::or_gap(restore.and_then(|r| r.supplier.as_ref()).or(event.supplier.as_ref()), "恢复供电.供应单位"),
        restore_from: match restore.and_then(|r| r.from.as_ref()) {
            Some(from) => kit::moment(Some(from), None, "恢复供电.起始时间"),
            None => Value::gap("恢复供电.起始时间"),
        },
        restore_basis: basis(dossier, &[], "power-restore", restored_on, "恢复供电.依据"),
        performed_on: date_or_gap(restore.and_then(|r| r.performed_on.as_ref()), "恢复供电.履行日期"),
        performance: phrase(restore.and_then(|r| r.reason.as_ref()), "恢复供电.理由"),
        has_performance: restore.is_some_and(|r| r.reason.is_some()),
        restore_matter: phrase(restore.and_then(|r| r.matter.as_ref()), "恢复供电.事项"),
        has_restore_matter: restore.is_some_and(|r| r.matter.is_some()),
    }
}
