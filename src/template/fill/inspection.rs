//! Inspection, orders to correct, measures on the spot, re-checks.

use super::super::value::Value;
use super::super::view::{CorrectionView, InspectionView, ItemView, MeasureView, NonEmpty, RecheckItemView, RecheckView};
use super::{facts, kit, people};
use crate::case::events::{CorrectionItem, CorrectionMode, Event, OnSiteMeasures, Recheck, RecheckResult, Verdict};
use crate::case::values::{At, Date, Text};
use crate::case::{Case, Hazard};
use crate::document::Origin;
use crate::dossier::step::{self, Day};
use crate::dossier::{Dossier, PlannedWrit, Subject, hazard, site};
use chrono::NaiveDate;

/// A problem to be corrected, with what the order says of it.
struct Problem {
    /// Its place among the problems of the case, from 1.
    place: usize,
    text: Value,
    major: bool,
    immediate: bool,
    due: Option<Due>,
}

impl Problem {
    fn plain(text: Value, major: bool, due: Option<Due>) -> Problem {
        Problem { place: 1, text, major, immediate: false, due }
    }
}

/// A deadline and where it was written.
type Due = (NaiveDate, At);

/// A text without its final stop: templates end the item themselves.
fn unstopped(text: &Text) -> Value {
    kit::given(text.text().trim_end_matches(['。', '；', ';', '.']), &text.at)
}

fn hazard_text(hazard: &Hazard) -> Value {
    match &hazard.place {
        Some(place) => kit::text(place).then(kit::fixed("：")).then(unstopped(&hazard.description)),
        None => unstopped(&hazard.description),
    }
}

/// The problems of the case in the order of the correction order: its items, else the hazards, else the facts. For one of
/// several units only its own, each with its place among those of the case.
fn problems(dossier: &Dossier, site: Option<usize>) -> Vec<Problem> {
    let all = all_problems(dossier, site).into_iter().enumerate();
    let own: Vec<Problem> = all.filter(|(_, (_, own))| *own).map(|(place, (problem, _))| Problem { place: place + 1, ..problem }).collect();
    if own.is_empty() { vec![Problem::plain(Value::gap("违法事实"), false, None)] } else { own }
}

/// Every problem of the case, and whether it is the site's.
fn all_problems(dossier: &Dossier, site: Option<usize>) -> Vec<(Problem, bool)> {
    let case = dossier.case;
    let is_major = |hazard: &Hazard| hazard::is_major(dossier, hazard);
    let common = case.correction.as_ref().and_then(|c| c.due.as_ref());
    let due_of = |own: Option<&Date>| own.or(common).map(|d| (d.date, d.at.clone()));
    let hazards = site::hazards(case, site);
    if let Some(order) = case.correction.as_ref().filter(|order| !order.items.is_empty()) {
        let problem = |item: &CorrectionItem| {
            let named = item.number().and_then(|n| hazards.get(n).copied());
            let immediate = item.mode.as_ref().is_some_and(|mode| mode.value == CorrectionMode::Immediately);
            let due = if immediate { item.due.as_ref().map(|d| (d.date, d.at.clone())) } else { due_of(item.due.as_ref()) };
            let text = named.map_or_else(|| unstopped(&item.hazard), |(hazard, _)| hazard_text(hazard));
            let problem = Problem { immediate, ..Problem::plain(text, named.is_some_and(|(hazard, _)| is_major(hazard)), due) };
            (problem, named.map_or_else(|| site::concerns(case, &item.parties, site), |(_, own)| own))
        };
        return order.items.iter().map(problem).collect();
    }
    if !hazards.is_empty() {
        return hazards.into_iter().map(|(h, own)| (Problem::plain(hazard_text(h), is_major(h), due_of(None)), own)).collect();
    }
    let stated = case.violations.iter().filter_map(|v| Some((v, v.facts.as_ref()?)));
    stated.map(|(v, text)| (Problem::plain(join_paragraphs(text), false, due_of(None)), site::concerns(case, &v.parties, site))).collect()
}

fn join_paragraphs(text: &Text) -> Value {
    let mut paragraphs: Vec<Value> = text.paragraphs().into_iter().map(|line| kit::given(line, &text.at)).collect();
    if let Some(last) = text.paragraphs().last()
        && let Some(value) = paragraphs.last_mut()
    {
        *value = kit::given(last.trim_end_matches(['。', '；']), &text.at);
    }
    Value::join(paragraphs, "")
}

fn items(problems: &[Problem]) -> NonEmpty<ItemView> {
    NonEmpty::or_gap(problems.iter().enumerate().map(|(i, p)| facts::item(i + 1, p.text.clone())).collect(), "违法事实")
}

fn numbers(problems: &[Problem], pick: impl Fn(&Problem) -> bool) -> Vec<usize> {
    problems.iter().enumerate().filter(|(_, p)| pick(p)).map(|(i, _)| i + 1).collect()
}

/// The inspection.
pub fn inspection(dossier: &Dossier, site: Option<usize>) -> InspectionView {
    let case = dossier.case;
    let event = case.inspection.as_ref();
    let day = event.and_then(step::day_of);
    let start = event.and_then(|e| e.time.as_ref()).and_then(|t| t.start.as_ref());
    let stated = event.map(|e| e.findings.items.as_slice()).unwrap_or_default();
    let hazards: Vec<&Hazard> = site::hazards(case, site).into_iter().filter(|(_, own)| *own).map(|(hazard, _)| hazard).collect();
    // 一段话是概述，几项是逐条发现
    let mut texts: Vec<Value> = if stated.len() > 1 { stated.iter().map(unstopped).collect() } else { Vec::new() };
    texts.extend(hazards.iter().map(|h| hazard_text(h)));
    let summary = if stated.len() == 1 { stated.first().map(kit::text) } else { None };
    if texts.is_empty() && summary.is_none() {
        let own = case.violations.iter().filter(|v| site::concerns(case, &v.parties, site));
        texts = own.filter_map(|v| v.facts.as_ref()).map(join_paragraphs).collect();
    }
    // 记录当日签字，不能写以后才下达的文书
    let on_the_day = |other: Option<NaiveDate>| other.is_some() && other == day.as_ref().map(|d| d.date);
    // 移交可以在以后，问题是检查时看到的；移交在检查以前的不是
    let seen = |other: Option<NaiveDate>| day.as_ref().is_none_or(|day| other.is_none_or(|other| other >= day.date));
    let told = |problem: &Text| stated.iter().any(|item| item.text().contains(problem.text().trim_end_matches(['。', '；'])));
    let handed = case.handovers.iter().filter(|handover| seen(handover.day())).flat_map(|handover| handover.problems.iter());
    let others: Vec<Value> = handed.filter(|problem| !told(problem)).map(unstopped).collect();
    // 查封扣押、抽样、先行登记全案一份，写在第一家单位的记录里
    let first = site.is_none() || site == site::units(case).first().copied();
    let sampled = sampled_on(dossier, day.as_ref().map(|d| d.date));
    let has_order = has_order(case, site) && on_the_day(case.correction.as_ref().and_then(|c| c.day()));
    let has_measure = has_measure(case, site) && on_the_day(case.measures.as_ref().and_then(|m| m.day()));
    let has_seizure = first && on_the_day(case.seizure.as_ref().and_then(|s| s.day()));
    let has_sampling = first && !sampled.is_empty();
    let has_preservation = first && on_the_day(case.preservation.as_ref().and_then(|p| p.day()));
    let place = event.and_then(|e| e.scene.as_ref().or(e.place.as_ref()));
    InspectionView {
        date: kit::day(day.as_ref(), "检查.日期"),
        start: kit::moment(start, day.as_ref(), "检查.时间"),
        end: kit::end(event.and_then(|e| e.end()), day.as_ref().map(|d| d.date), "检查.时间.结束"),
        has_end: event.and_then(|e| e.end()).is_some_and(|end| end.time.is_some()),
        place: kit::or_gap(place, "检查.场所"),
        officers: people::officers(dossier, event.map(|e| e.officers())),
        has_findings: !texts.is_empty(),
        findings: NonEmpty::or_gap(texts.into_iter().enumerate().map(|(i, t)| facts::item(i + 1, t)).collect(), "检查.情况"),
        has_handed_over: !others.is_empty(),
        handed_over: NonEmpty::or_gap(others.into_iter().enumerate().map(|(i, t)| facts::item(i + 1, t)).collect(), "问题移交.问题"),
        has_handling: has_order || has_measure || has_seizure || has_sampling || has_preservation,
        has_order,
        has_measure,
        has_seizure,
        has_sampling,
        sampling_number: if has_sampling { Value::join(sampled, "、") } else { Value::struck() },
        has_preservation,
        has_summary: summary.is_some(),
        summary: summary.unwrap_or_else(|| Value::gap("检查.情况")),
    }
}

/// The numbers of the sampling records of a day.
fn sampled_on(dossier: &Dossier, day: Option<NaiveDate>) -> Vec<Value> {
    let of_day = |w: &&PlannedWrit| w.writ.id == "sampling_record" && day.is_some() && w.day.as_ref().map(|d| d.date) == day;
    dossier.writs.iter().filter(of_day).map(|planned| super::number(&planned.number)).collect()
}

/// Whether the order to correct was made, to the site when there are several units.
pub fn has_order(case: &Case, site: Option<usize>) -> bool {
    case.correction.as_ref().is_some_and(|c| !c.is_abandoned()) && site.is_none_or(|site| site::is_ordered(case, site))
}

/// Whether measures on the spot were taken, against the site when there are several units.
pub fn has_measure(case: &Case, site: Option<usize>) -> bool {
    case.measures.as_ref().is_some_and(|m| !m.is_abandoned()) && site.is_none_or(|site| site::is_measured(case, site))
}

/// The order to correct.
pub fn correction(dossier: &Dossier, site: Option<usize>) -> CorrectionView {
    let case = dossier.case;
    let problems = problems(dossier, site);
    let immediate = numbers(&problems, |p| p.immediate);
    let major = numbers(&problems, |p| p.major);
    let mut groups: Vec<(Option<Due>, Vec<usize>)> = Vec::new();
    for (index, problem) in problems.iter().enumerate().filter(|(_, p)| !p.immediate) {
        match groups.iter_mut().find(|(due, _)| due.as_ref().map(|d| d.0) == problem.due.as_ref().map(|d| d.0)) {
            Some((_, members)) => members.push(index + 1),
            None => groups.push((problem.due.clone(), vec![index + 1])),
        }
    }
    // 一个要求管全部问题的，不必逐项点数
    let named = |numbers: &[usize]| if numbers.len() == problems.len() { kit::fixed("上述") } else { kit::item_list(numbers) };
    let limited: Vec<ItemView> = groups
        .iter()
        .enumerate()
        .map(|(index, (due, members))| ItemView {
            index: kit::index(index + 1),
            text: named(members),
            due: due.as_ref().map_or_else(|| Value::gap("责令改正.期限"), |(day, at)| kit::dated(*day, at)),
            has_due: due.is_some(),
        })
        .collect();
    CorrectionView {
        date: kit::event_day(case.correction.as_ref(), "责令改正.日期"),
        number: number_at(dossier, "correction_order", site),
        problems: items(&problems),
        has_immediate: !immediate.is_empty(),
        immediate: if immediate.is_empty() { Value::struck() } else { named(&immediate) },
        limited,
        has_major: !major.is_empty(),
        major: if major.is_empty() { Value::struck() } else { kit::item_list(&major) },
        deadline: deadline(&problems),
    }
}

/// What an extension is asked for.
pub struct Extended {
    pub problems: NonEmpty<ItemView>,
    pub deadline: Value,
    pub is_partial: bool,
    pub items: Value,
}

/// The items an extension is asked for, numbered as in the order, with their own deadlines.
pub fn extended(dossier: &Dossier) -> Extended {
    let request = dossier.case.correction.as_ref().and_then(|order| order.extension.as_ref());
    let all = problems(dossier, None);
    let count = all.len();
    let own: Vec<Problem> = all.into_iter().filter(|p| request.is_none_or(|request| request.is_for(p.place))).collect();
    let mut dues: Vec<&Due> = Vec::new();
    for due in own.iter().filter_map(|p| p.due.as_ref()) {
        if !dues.iter().any(|(day, _)| *day == due.0) {
            dues.push(due);
        }
    }
    dues.sort_by_key(|(day, _)| *day);
    let places: Vec<usize> = own.iter().map(|p| p.place).collect();
    let listed = own.iter().map(|p| facts::item(p.place, p.text.clone())).collect();
    Extended {
        is_partial: !own.is_empty() && own.len() < count,
        deadline: match dues.is_empty() {
            true => Value::gap("责令改正.期限"),
            false => Value::join(dues.into_iter().map(|(day, at)| kit::dated(*day, at)), "、"),
        },
        items: if places.is_empty() { Value::gap("责令改正.延期申请.项") } else { kit::item_list(&places) },
        problems: NonEmpty::or_gap(listed, "责令改正.延期申请.项"),
    }
}

/// Whether an item that a re-check does not speak of has been given time beyond it.
fn is_put_off(case: &Case, event: &Recheck, place: usize) -> bool {
    let request = case.correction.as_ref().and_then(|order| order.extension.as_ref());
    let granted = request.filter(|request| request.granted.as_ref().is_none_or(|granted| granted.value));
    let until = granted.filter(|request| !request.items.is_empty() && request.is_for(place)).and_then(|request| request.until.as_ref());
    until.zip(event.day()).is_some_and(|(until, day)| until.date > day)
}

/// Whether an earlier re-check of the order found an item corrected, and this one does not speak of it again.
fn is_settled(case: &Case, recheck: usize, place: usize) -> bool {
    let of_order = |event: &&Recheck| event.order.as_ref().is_none_or(|order| !order.text().contains("现场处理"));
    let of_item = |r: &&RecheckResult| r.item.as_ref().and_then(|i| i.value).is_some_and(|n| n as usize == place);
    let is_silent = case
        .rechecks
        .get(recheck)
        .is_some_and(|event| !event.results.is_empty() && event.results.iter().all(|r| r.item.is_some() && !of_item(&r)));
    let before = case.rechecks.iter().take(recheck).filter(of_order);
    is_silent && before.flat_map(|event| event.results.iter()).filter(of_item).any(|r| r.verdict.value == Verdict::Corrected)
}

/// The latest deadline; a gap when no item has one.
fn deadline(problems: &[Problem]) -> Value {
    let latest = problems.iter().filter_map(|p| p.due.as_ref()).max_by_key(|(day, _)| *day);
    latest.map_or_else(|| Value::gap("责令改正.期限"), |(day, at)| kit::dated(*day, at))
}

/// The number of the first planned writ of an id.
pub fn number_of(dossier: &Dossier, id: &str) -> Value {
    number_for(dossier, id, None)
}

/// The number of the planned writ of an id for a site; for the whole case those of all its units.
pub fn number_at(dossier: &Dossier, id: &str, site: Option<usize>) -> Value {
    let own = |w: &&PlannedWrit| w.writ.id == id && (site.is_none() || w.subject.party.is_none() || w.subject.party == site);
    let mut numbers: Vec<Value> = Vec::new();
    for number in dossier.writs.iter().filter(own).map(|planned| super::number(&planned.number)) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    if numbers.is_empty() { Value::gap("文号") } else { Value::join(numbers, "、") }
}

/// The number of the planned writ of an id for a party.
pub fn number_for(dossier: &Dossier, id: &str, party: Option<usize>) -> Value {
    let found =
        dossier.writs.iter().find(|w| w.writ.id == id && (party.is_none() || w.subject.party.is_none() || w.subject.party == party));
    found.map_or_else(|| Value::gap("文号"), |planned| super::number(&planned.number))
}

/// Words that mean people leave or work stops.
const SUSPENDING: [&str; 6] = ["撤出", "停产", "停业", "停止建设", "停止施工", "停止使用"];

/// Measures on the spot.
pub fn measure(dossier: &Dossier, site: Option<usize>) -> MeasureView {
    let case = dossier.case;
    let event = case.measures.as_ref();
    let stated = event.iter().flat_map(|e| e.problems.iter()).filter(|problem| site::concerns(case, &problem.parties, site));
    let own: Vec<Problem> = stated.map(|problem| Problem::plain(kit::text(&problem.description), false, None)).collect();
    let found = if own.is_empty() { problems(dossier, site) } else { own };
    let major = numbers(&found, |p| p.major);
    let taken = || event.iter().flat_map(|e| e.measures.iter()).filter(|measure| site::concerns(case, &measure.parties, site));
    let actions: Vec<ItemView> = taken()
        .enumerate()
        .map(|(index, measure)| ItemView {
            index: kit::index(index + 1),
            text: kit::given(measure.content.text().trim_end_matches(['。', '；']), &measure.content.at),
            due: kit::or_gap(measure.due.as_ref(), "现场处理.措施.期限"),
            has_due: measure.due.is_some(),
        })
        .collect();
    let is_suspending = taken().any(|m| SUSPENDING.iter().any(|word| m.content.text().contains(word)));
    MeasureView {
        number: number_at(dossier, "onsite_measure_decision", site),
        has_major: !major.is_empty(),
        major: if major.is_empty() { Value::struck() } else { kit::item_list(&major) },
        is_suspending,
        inspected_on: kit::event_day(case.inspection.as_ref(), "检查.日期"),
        problems: items(&found),
        actions: NonEmpty::or_gap(actions, "现场处理.措施"),
        basis: measure_basis(dossier, !major.is_empty()),
    }
}

fn measure_basis(dossier: &Dossier, is_major: bool) -> Value {
    let event = dossier.case.measures.as_ref();
    let day = event.and_then(step::day_of).map(|d| d.date).or_else(|| dossier.reference_day());
    let given = event.map(|e| e.basis.items.as_slice()).unwrap_or_default();
    // 撤人、停产、停用只能针对重大事故隐患；一般的违法行为和隐患是当场纠正、立即排除
    let id = if is_major { "on-site-measure" } else { "on-site-correction" };
    if given.is_empty()
        && let Some(row) = day.and_then(|day| dossier.law.basis(id, day))
    {
        return Value::text(dossier.law.cite(&row.basis), Origin::Law { source: format!("bases/{id}") });
    }
    facts::cited(&dossier.cite_form(given, day), "现场处理.依据")
}

/// Whether a re-check is of the measures alone, and whether it concerns measures at all. One that names no writ is of all
/// that was made before it.
fn rechecked(case: &Case, event: Option<&Recheck>, site: Option<usize>) -> (bool, bool) {
    let order = event.and_then(|e| e.order.as_ref()).map(|order| order.text());
    let earlier = |measures: &OnSiteMeasures| measures.day().zip(event.and_then(|e| e.day())).is_none_or(|(made, checked)| made <= checked);
    let made = has_measure(case, site) && case.measures.as_ref().is_some_and(earlier);
    match order {
        Some(order) => (order.contains("现场处理") && !order.contains("责令"), order.contains("现场处理")),
        None => (made && case.correction.is_none(), made),
    }
}

/// What the measures against a site suspend, each once.
fn resumable(case: &Case, site: Option<usize>) -> Vec<&'static str> {
    let taken = case.measures.iter().flat_map(|e| e.measures.iter()).filter(|measure| site::concerns(case, &measure.parties, site));
    let mut out: Vec<&'static str> = Vec::new();
    for suspended in taken.flat_map(|measure| measure.suspends()) {
        if !out.contains(&suspended) {
            out.push(suspended);
        }
    }
    out
}

/// The re-check of a writ's subject.
pub fn recheck(dossier: &Dossier, subject: &Subject) -> RecheckView {
    let case = dossier.case;
    let site = site::of(case, subject.party);
    let event = case.rechecks.get(subject.recheck.unwrap_or(0));
    let (of_measures, with_measures) = rechecked(case, event, site);
    let (id, day): (&str, Option<Day>) = if of_measures {
        ("onsite_measure_decision", case.measures.as_ref().and_then(step::day_of))
    } else {
        ("correction_order", case.correction.as_ref().and_then(step::day_of))
    };
    let title = dossier.writs.iter().find(|w| w.writ.id == id).map(|w| w.writ.title().to_string());
    // 结果里的序号是全案统一的，文书里各单位的从一编起
    let texts: Vec<(usize, Value)> = if of_measures {
        let all = case.measures.iter().flat_map(|e| e.measures.iter()).enumerate();
        let own = all.filter(|(_, measure)| site::concerns(case, &measure.parties, site)).map(|(index, _)| index + 1);
        own.zip(measure(dossier, site).actions.iter().map(|a| a.text.clone())).collect()
    } else {
        problems(dossier, site).into_iter().map(|p| (p.place, p.text)).collect()
    };
    let mut verdicts: Vec<Option<Verdict>> = Vec::new();
    let suspended = resumable(case, site);
    // 已经同意恢复的，以后的复查不再说
    let before = || case.rechecks.iter().take(subject.recheck.unwrap_or(0));
    let is_resumed_before = before().any(|e| site::concerns(case, &e.parties, site) && rechecked(case, Some(e), site).1 && e.is_resumed());
    // 准予延期、还没有到期的项，本次没有查的不列
    let is_due = |place: usize| {
        of_measures
            || event.is_none_or(|event| {
                let said = |r: &RecheckResult| r.item.as_ref().and_then(|i| i.value).is_none_or(|n| n as usize == place);
                event.results.iter().any(said) || !is_put_off(case, event, place)
            })
    };
    // several re-checks may share the items among them
    let told_before = |place: usize| !of_measures && is_settled(case, subject.recheck.unwrap_or(0), place);
    let is_put_off = texts.iter().any(|(place, _)| !is_due(*place));
    let results: Vec<RecheckItemView> = texts
        .into_iter()
        .enumerate()
        .filter(|(_, (place, _))| is_due(*place) && !told_before(*place))
        .map(|(index, (place, text))| {
            let of_item = |n: u32| n as usize == place;
            let result = event.and_then(|e| {
                let own = e.results.iter().find(|r| r.item.as_ref().and_then(|i| i.value).is_some_and(of_item));
                own.or_else(|| e.results.iter().find(|r| r.item.is_none()))
            });
            verdicts.push(result.map(|r| r.verdict.value));
            RecheckItemView {
                index: kit::index(index + 1),
                text,
                verdict: result.map_or_else(|| Value::gap("复查.结果"), |r| kit::given(r.verdict.value.word(), &r.verdict.at)),
                has_remark: result.is_some_and(|r| r.remark.is_some()),
                remark: kit::or_gap(result.and_then(|r| r.remark.as_ref()), "复查.结果.说明"),
            }
        })
        .collect();
    RecheckView {
        date: kit::event_day(event, "复查.日期"),
        order_title: title.map_or_else(|| Value::gap("复查.文书"), |t| Value::computed(t, "所复查的文书")),
        order_number: number_at(dossier, id, site),
        order_date: kit::day(day.as_ref(), if of_measures { "现场处理.日期" } else { "责令改正.日期" }),
        has_verdicts: !verdicts.is_empty() && verdicts.iter().all(|v| v.is_some()),
        is_all_corrected: !verdicts.is_empty() && verdicts.iter().all(|v| *v == Some(Verdict::Corrected)),
        is_of_both: with_measures && !of_measures,
        measure_date: kit::event_day(case.measures.as_ref(), "现场处理.日期"),
        has_suspension: with_measures && !suspended.is_empty() && !is_resumed_before && event.is_some_and(|e| !e.results.is_empty()),
        is_resumed: event.is_some_and(Recheck::is_resumed),
        resumed: if suspended.is_empty() { Value::struck() } else { Value::computed(suspended.join("、"), "现场处理的措施") },
        is_put_off,
        results: NonEmpty::or_gap(results, "复查.结果"),
    }
}
