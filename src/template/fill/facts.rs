//! Violations, their law, and the evidence.

use super::super::value::{Piece, Value};
use super::super::view::{EvidenceView, ItemView, LawChoiceView, NonEmpty, ViolationView};
use super::decision::sentence_gap;
use super::kit;
use crate::case::Evidence;
use crate::case::values::{Count, Reference, Text};
use crate::document::Origin;
use crate::dossier::{ChoiceOfLaw, Cited, Dossier, Violation, paths};
use crate::law::{CauseRow, Weight};
use crate::text::{date, numeral};

/// The paragraphs of a text as values of that field.
pub fn paragraphs(text: &Text) -> Vec<Value> {
    text.paragraphs().into_iter().map(|line| kit::given(line, &text.at)).collect()
}

/// A citation group: from the form, or from the cause's row.
pub fn cited(cited: &Cited, field: &str) -> Value {
    match (&cited.text, &cited.at) {
        (None, _) => Value::gap(field),
        (Some(text), Some(at)) => kit::given(text, at),
        (Some(text), None) => Value::text(text.clone(), Origin::Law { source: cited.source.clone() }),
    }
}

/// 案由 in its legal words.
pub fn cause(violation: &Violation) -> Value {
    match (&violation.cause, &violation.form.cause) {
        (Some(cause), _) => Value::text(cause.wording.clone(), Origin::Law { source: format!("案由 {}", cause.id) }),
        (None, Some(given)) => kit::text(given),
        (None, None) => Value::gap("案由"),
    }
}

/// The violations that concern a party.
pub fn violations(dossier: &Dossier, party: Option<usize>) -> NonEmpty<ViolationView> {
    let views = dossier.violations_of(party).into_iter().enumerate().map(|(index, v)| violation(dossier, v, index, party));
    NonEmpty::or_gap(views.collect(), "违法行为")
}

fn violation(dossier: &Dossier, violation: &Violation, index: usize, party: Option<usize>) -> ViolationView {
    let form = violation.form;
    let items: Vec<Value> = match party {
        Some(party) => penalty_value(violation, party).into_iter().collect(),
        None => violation.parties.iter().filter_map(|party| penalty_value(violation, *party)).collect(),
    };
    let evidence = evidence_refs(&form.evidence);
    let discretion = discretion(violation);
    let concerned = party.map_or_else(|| violation.parties.clone(), |party| vec![party]);
    ViolationView {
        index: kit::fixed(numeral::chinese(index as u32 + 1)),
        cause: cause(violation),
        facts: NonEmpty::or_gap(form.facts.as_ref().map(paragraphs).unwrap_or_default(), "违法事实"),
        date: match form.conduct.as_ref().and_then(|c| c.from.as_ref()) {
            Some(from) => kit::dated(from.date, &from.at),
            None => Value::gap("行为日期"),
        },
        violated: cited(&violation.violated, "违反"),
        basis: cited(&violation.basis, "依据"),
        penalty: if items.is_empty() { Value::gap("处罚") } else { Value::join(items, "；") },
        has_evidence: evidence.is_some(),
        has_own_evidence: evidence.is_some()
            && (dossier.violations_of(party).len() > 1 || form.evidence.len() < dossier.case.evidence.len()),
        evidence: evidence.unwrap_or_else(|| Value::gap("违法行为.证据")),
        is_fixed: discretion.is_none() && violation.is_without_range(dossier.case, &concerned),
        has_discretion: discretion.is_some(),
        discretion: discretion.unwrap_or_else(|| Value::gap("裁量")),
        is_spared: paths::is_without_penalty(dossier.case)
            || (!concerned.is_empty() && concerned.iter().all(|party| paths::is_spared(dossier.case, Some(*party)))),
        is_established: concerned.iter().all(|party| paths::is_established(dossier.case, *party)),
        has_law_choice: violation.choice.is_some(),
        law_choice: violation.choice.as_ref().map_or_else(LawChoiceView::default, |choice| law_choice(dossier, violation, choice)),
    }
}

/// Both rows of a cause whose law changed between act and decision.
fn law_choice(dossier: &Dossier, violation: &Violation, choice: &ChoiceOfLaw) -> LawChoiceView {
    let source =
        || Origin::Law { source: violation.cause.as_ref().map_or_else(|| "案由".to_string(), |cause| format!("案由 {}", cause.id)) };
    let law = |row: &CauseRow| {
        let number = row.penalty.first().and_then(|c| dossier.law.statute(&c.statute)).and_then(|s| s.document_number.as_ref());
        let number = number.map(|number| format!("（{number}）")).unwrap_or_default();
        Value::text(format!("{}{number}", dossier.law.cite(&row.penalty)), source())
    };
    let measure = |row: &CauseRow| Value::text(row.measure(&choice.who), source());
    let conduct = violation.form.conduct.as_ref().and_then(|c| c.to.as_ref().or(c.from.as_ref()));
    LawChoiceView {
        act_on: match conduct {
            Some(day) => kit::dated(day.date, &day.at),
            None => Value::computed(date::print(choice.act), "没有写行为日期，按检查日期"),
        },
        old_law: law(choice.old),
        old_measure: measure(choice.old),
        new_from: Value::text(date::print(*choice.new.from), source()),
        new_law: law(choice.new),
        new_measure: measure(choice.new),
        compared: Value::computed(choice.weight.words(), "两个规定的处罚种类和幅度"),
        governing: match choice.given {
            Some(given) => kit::given(choice.governing(), &given.version.at),
            None => Value::computed(choice.governing(), "从旧兼从轻"),
        },
        has_reason: choice.reason().is_some() || choice.weight == Weight::Unclear,
        reason: sentence_gap(choice.reason(), "法规.理由"),
    }
}

/// What a party is told it is to be punished with for one violation.
pub fn intended(violation: &Violation, party: usize) -> Value {
    let items: Vec<Value> = violation.intended_of(party).iter().map(|item| kit::given(&item.text, &item.at)).collect();
    if items.is_empty() { Value::gap("违法行为.拟处罚") } else { Value::join(items, "、") }
}

fn penalty_value(violation: &Violation, party: usize) -> Option<Value> {
    let items: Vec<Value> = violation.items_of(party).iter().map(|item| kit::given(&item.text, &item.at)).collect();
    if items.is_empty() { None } else { Some(Value::join(items, "、")) }
}

/// `证据1、证据3`; `None` when the violation names none.
fn evidence_refs(references: &[Reference]) -> Option<Value> {
    let numbers: Vec<Value> =
        references.iter().filter_map(|reference| Some(kit::given(&format!("证据{}", reference.index? + 1), &reference.at))).collect();
    if numbers.is_empty() { None } else { Some(Value::join(numbers, "、")) }
}

/// 基准、序号、阶次、情节和证据 in one sentence; `None` when the form says nothing of discretion.
fn discretion(violation: &Violation) -> Option<Value> {
    let given = violation.form.discretion.as_ref()?;
    // 先说情节，再说情节对应的基准和阶次
    let mut parts: Vec<Value> = Vec::new();
    let mut standard: Option<Value> = None;
    if let Some(named) = &given.standard {
        let mut value = kit::fixed("参照《").then(kit::given(named.text().trim_matches(['《', '》']), &named.at)).then(kit::fixed("》"));
        if let Some(number) = &given.number {
            value = value.then(kit::fixed("序号")).then(kit::text(number));
        }
        if let Some(tier) = &given.tier {
            value = value.then(kit::fixed("，适用裁量阶次")).then(kit::text(tier));
        }
        standard = Some(value);
    }
    let circumstances: Vec<Value> = given
        .circumstances
        .iter()
        .map(|circumstance| {
            let fact = kit::text(&circumstance.factor);
            match evidence_refs(&circumstance.evidence) {
                Some(refs) => fact.then(kit::fixed("（")).then(refs).then(kit::fixed("）")),
                None => fact,
            }
        })
        .collect();
    if !circumstances.is_empty() {
        parts.push(Value::join(circumstances, "；"));
    }
    parts.extend(standard);
    if let Some(ratio) = &given.ratio {
        parts.push(kit::fixed("裁量比例").then(kit::text(ratio)));
    }
    if let Some(reason) = &given.reason {
        parts.push(kit::given(reason.text().trim_end_matches('。'), &reason.at));
    }
    if parts.is_empty() { None } else { Some(Value::join(parts, "；")) }
}

/// All facts of the violations of a party, paragraph by paragraph.
pub fn all_facts(dossier: &Dossier, party: Option<usize>) -> NonEmpty<Value> {
    let out = dossier.violations_of(party).iter().filter_map(|v| v.form.facts.as_ref()).flat_map(paragraphs).collect();
    NonEmpty::or_gap(out, "违法事实")
}

/// The provisions of all violations of a party, each once.
pub fn all_cited<'d>(dossier: &'d Dossier, party: Option<usize>, pick: impl Fn(&'d Violation<'d>) -> &'d Cited, field: &str) -> Value {
    let mut values: Vec<Value> = Vec::new();
    for violation in dossier.violations.iter().filter(|v| party.is_none_or(|p| v.parties.contains(&p))) {
        let value = cited(pick(violation), field);
        if !values.iter().any(|known| known.plain() == value.plain()) {
            values.push(value);
        }
    }
    let plains: Vec<String> = values.iter().map(Value::plain).collect();
    for (value, before) in values.iter_mut().skip(1).zip(&plains) {
        drop_title(value, before);
    }
    if values.is_empty() { Value::gap(field) } else { Value::join(values, "、") }
}

/// Leaves out a statute's title that the citation before has just named: 《……法》第三十条、第四十一条.
fn drop_title(value: &mut Value, before: &str) {
    let Some(Piece::Text(text, _)) = value.pieces.first_mut() else { return };
    let Some(end) = text.find('》').filter(|_| text.starts_with('《')) else { return };
    let title = &text[..end + '》'.len_utf8()];
    if before.rfind('《').is_some_and(|at| before[at..].starts_with(title)) {
        *text = text[end + '》'.len_utf8()..].to_string();
    }
}

/// The evidence list of the case.
pub fn evidence(dossier: &Dossier) -> NonEmpty<EvidenceView> {
    NonEmpty::or_gap(dossier.case.evidence.iter().enumerate().map(|(index, item)| evidence_item(item, index)).collect(), "证据")
}

fn count(value: Option<&Count>, unit: &str) -> Option<Value> {
    value.map(|count| kit::given(&format!("{}{unit}", count.text.trim_end_matches(unit)), &count.at))
}

fn evidence_item(item: &Evidence, index: usize) -> EvidenceView {
    let counted: Vec<Value> = [
        count(item.copies.as_ref(), "份"),
        count(item.sheets.as_ref(), "张"),
        count(item.pieces.as_ref(), "件"),
        count(item.pages.as_ref(), "页"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let name = match &item.number {
        Some(number) if !item.name.text().contains(number.text()) => {
            kit::fixed("《").then(kit::text(&item.name)).then(kit::fixed("》")).then(kit::text(number))
        }
        _ => kit::text(&item.name),
    };
    // 页数是案卷所需，行文只说份数、张数
    let spoken: Vec<Value> = [count(item.copies.as_ref(), "份"), count(item.sheets.as_ref(), "张"), count(item.pieces.as_ref(), "件")]
        .into_iter()
        .flatten()
        .collect();
    let quantity = if counted.is_empty() { Value::gap(format!("证据[{}].份数", index + 1)) } else { Value::join(counted, "") };
    EvidenceView {
        index: kit::index(index + 1),
        kind: match &item.kind {
            Some(kind) => kit::given(kind.value.word(), &kind.at),
            None => Value::gap(format!("证据[{}].种类", index + 1)),
        },
        source: kit::or_gap(item.source.as_ref(), &format!("证据[{}].来源", index + 1)),
        text: if spoken.is_empty() { name.clone() } else { name.clone().then(kit::fixed(pause(&name))).then(Value::join(spoken, "")) },
        name,
        quantity,
        proves: kit::or_gap(item.proves.as_ref(), &format!("证据[{}].证明", index + 1)),
        obtained_on: match &item.obtained_on {
            Some(day) => kit::given(&date::print(day.date), &day.at),
            None => Value::gap(format!("证据[{}].取得时间", index + 1)),
        },
        obtained_by: match item.obtained_by.is_empty() {
            true => Value::gap(format!("证据[{}].取证人", index + 1)),
            false => Value::join(item.obtained_by.iter().map(|name| kit::text(name)), "、"),
        },
        has_proves: item.proves.is_some(),
    }
}

/// What stands between a name and its count: a comma after a number or a date (…〔2026〕4号，1份), else nothing (现场照片3张).
fn pause(name: &Value) -> &'static str {
    let ends_in_figure = |c: char| c.is_ascii_digit() || matches!(c, '号' | '年' | '月' | '日' | '》' | '）');
    if name.plain().ends_with(ends_in_figure) { "，" } else { "" }
}

/// 证据名称与数量 joined by ；.
pub fn evidence_names(list: &[EvidenceView]) -> Value {
    Value::join(list.iter().map(|item| item.text.clone()), "；")
}

/// A numbered item without a due date.
pub fn item(index: usize, text: Value) -> ItemView {
    ItemView { index: kit::index(index), text, due: Value::gap("期限"), has_due: false }
}
