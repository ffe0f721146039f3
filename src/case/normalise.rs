//! One shape for every case: short keys moved to their long places, references resolved to parties and evidence.

use super::events::{COMPULSIONS, Handover, Inspection};
use super::values::{At, Date, OneOrMany, Reference, Text};
use super::{Case, Citation, Penalties, Penalty, Violation};
use crate::diag::{Diagnostic, Place, Pos};
use crate::yaml::record::Decode;
use crate::yaml::{Kind, Node, Reader};

/// Moves the short keys and resolves every reference.
pub(super) fn normalise(case: &mut Case, reader: &mut Reader) {
    short_violation(case, reader);
    short_inspection(case, reader);
    hand_over(case, reader);
    let cause = case.cause.clone();
    for violation in &mut case.violations.items {
        violation.cause = violation.cause.take().or_else(|| cause.clone());
    }
    resolve(case, reader);
}

/// A record with nothing in it, standing at `pos`; only for records without required keys.
fn empty<T: Decode>(pos: Pos) -> Option<T> {
    T::decode(&Node { pos, kind: Kind::Map(Vec::new()) }, &mut Reader::new(""))
}

/// Reports a field given both in its short and its long place.
fn both(key: &str, short: &At, long: (&str, Pos), reader: &mut Reader) {
    let place = Place { file: reader.file.clone(), pos: long.1 };
    let finding = Diagnostic::refuse("F18", format!("“{key}”写了两处：第{}行和第{}行（{}）", short.pos.line, long.1.line, long.0))
        .found(key)
        .field(&*short.path)
        .remedy("保留一处，删去另一处")
        .related(place, "另一处在这里");
    reader.findings.push(finding.at(&short.file, short.pos));
}

/// Puts the short value into an empty place, or reports that both are given.
fn fill<T>(key: &str, short: Option<(T, At)>, place: &mut Option<T>, long: (&str, Pos), reader: &mut Reader) {
    match (short, place.is_some()) {
        (None, _) => {}
        (Some((value, _)), false) => *place = Some(value),
        (Some((_, at)), true) => both(key, &at, long, reader),
    }
}

fn short_violation(case: &mut Case, reader: &mut Reader) {
    let facts = case.facts.take().map(|facts| (facts.clone(), facts.at));
    let conduct = case.conduct.take().map(|range| {
        let at = range.from.as_ref().or(range.to.as_ref()).map(|date| date.at.clone()).unwrap_or_default();
        (range, at)
    });
    let fine = case.fine.take();
    let cited = |list: &mut OneOrMany<Citation>| {
        let list = std::mem::take(list);
        let at = list.first().map(|first| first.text.as_ref().or(first.statute.as_ref()).map(|t| t.at.clone()).unwrap_or_default());
        at.map(|at| (list, at))
    };
    let (violated, basis) = (cited(&mut case.violated), cited(&mut case.basis));
    let given: Vec<(&str, At)> = [
        facts.as_ref().map(|(_, at)| ("违法事实", at.clone())),
        conduct.as_ref().map(|(_, at)| ("行为日期", at.clone())),
        violated.as_ref().map(|(_, at)| ("违反", at.clone())),
        basis.as_ref().map(|(_, at)| ("依据", at.clone())),
        fine.as_ref().map(|fine| ("罚款", fine.at.clone())),
    ]
    .into_iter()
    .flatten()
    .collect();
    if case.violations.len() > 1 {
        for (key, at) in &given {
            let finding = Diagnostic::refuse("F18", format!("有{}项违法行为时，“{key}”要写在各项里", case.violations.len()))
                .field(&**key)
                .remedy(format!("把“{key}”移到“违法行为”的各项里"));
            reader.findings.push(finding.at(&at.file, at.pos));
        }
        return;
    }
    if case.violations.is_empty() {
        let first = case.cause.as_ref().map(|cause| cause.at.pos).or(given.first().map(|(_, at)| at.pos));
        if first.is_none() && is_inspection_only(case) {
            return;
        }
        let Some(pos) = first else {
            let finding = Diagnostic::refuse("F04", "案件缺少必填项“案由”").expected("案由目录编号、法定名称或者通用叫法");
            reader.report(case.pos, finding.remedy("补上一行“案由: …”"));
            return;
        };
        case.violations.items.extend(empty::<Violation>(pos));
    }
    let Some(violation) = case.violations.items.first_mut() else { return };
    let long = |key: &'static str| (key, violation.pos);
    let (facts_at, conduct_at, penalty_at) = (long("违法行为.事实"), long("违法行为.行为日期"), long("违法行为.处罚"));
    let (violated_at, basis_at) = (long("违法行为.违反"), long("违法行为.依据"));
    let pos_of_facts = violation.facts.as_ref().map_or(facts_at, |text| (facts_at.0, text.at.pos));
    fill("违法事实", facts, &mut violation.facts, pos_of_facts, reader);
    fill("行为日期", conduct, &mut violation.conduct, conduct_at, reader);
    for (key, short, place, long) in
        [("违反", violated, &mut violation.violated, violated_at), ("依据", basis, &mut violation.basis, basis_at)]
    {
        match short {
            None => {}
            Some((list, _)) if place.is_empty() => *place = list,
            Some((_, at)) => both(key, &at, long, reader),
        }
    }
    if let Some(fine) = fine {
        let at = fine.at.clone();
        let penalty = empty::<Penalty>(at.pos).map(|penalty| Penalty { fine: Some(fine), ..penalty });
        match &mut violation.penalty {
            None => violation.penalty = Some(Penalties { all: penalty, by_party: Vec::new(), at }),
            Some(held) => {
                let place = held.all.as_ref().and_then(|all| all.fine.as_ref()).map_or(held.at.pos, |amount| amount.at.pos);
                both("罚款", &at, (penalty_at.0, place), reader);
            }
        }
    }
}

/// A form of an inspection that led to no case: nothing of a penalty stands in it, so it needs no cause.
fn is_inspection_only(case: &Case) -> bool {
    let inspected = case.inspection.is_some() || case.inspected_at.is_some();
    let planned = case.inspection_approval.is_some() || case.inspection_notice.is_some();
    let opened = case.filing.is_some() || case.investigation_end.is_some() || case.accident.is_some() || case.procedure.is_some();
    let punished = !case.notices.is_empty() || !case.decisions.is_empty() || !case.no_penalty.is_empty() || !case.payments.is_empty();
    let asked = !case.inquiries.is_empty() || !case.inquiry_notices.is_empty();
    (inspected || planned) && !opened && !punished && !asked
}

fn short_inspection(case: &mut Case, reader: &mut Reader) {
    let time = case.inspected_at.take().map(|period| {
        let at = period.start.as_ref().or(period.end.as_ref()).map(|moment| moment.at.clone()).unwrap_or_default();
        (period, at)
    });
    let place = case.inspected_place.take().map(|text| (text.clone(), text.at));
    let Some(pos) = time.as_ref().map(|(_, at)| at.pos).or(place.as_ref().map(|(_, at)| at.pos)) else { return };
    if case.inspection.is_none() {
        case.inspection = empty::<Inspection>(pos);
    }
    let Some(inspection) = &mut case.inspection else { return };
    match (&time, &inspection.date) {
        (Some((_, at)), Some(date)) => both("检查时间", at, ("检查.日期", date.at.pos), reader),
        (Some(_), None) | (None, _) => {
            let held = inspection.time.as_ref().and_then(|period| period.start.as_ref()).map_or(inspection.pos, |start| start.at.pos);
            fill("检查时间", time, &mut inspection.time, ("检查.时间", held), reader);
        }
    }
    let held = inspection.place.as_ref().map_or(inspection.pos, |text| text.at.pos);
    fill("检查地点", place, &mut inspection.place, ("检查.地点", held), reader);
}

/// Problems of the inspection that are another authority's to deal with become what is handed over to it.
fn hand_over(case: &mut Case, reader: &mut Reader) {
    for hazard in case.violations.iter().flat_map(|violation| violation.hazards.iter()) {
        if let Some(authority) = &hazard.authority {
            let finding = Diagnostic::refuse("F75", "违法行为里的隐患不能写“主管机关”：本机关处罚的违法行为，由本机关处理");
            let finding = finding.found(authority.text()).remedy("不归本机关管的问题，写在“检查.隐患”里");
            reader.findings.push(authority.at.finding(finding));
        }
    }
    let Some(inspection) = &mut case.inspection else { return };
    let (others, own): (Vec<_>, Vec<_>) =
        std::mem::take(&mut inspection.hazards.items).into_iter().partition(|hazard| hazard.authority.is_some());
    inspection.hazards.items = own;
    let date = inspection.date.clone().or_else(|| {
        let start = inspection.time.as_ref()?.start.as_ref()?;
        Some(Date { date: start.date?, at: start.at.clone() })
    });
    for hazard in others {
        let Some(authority) = hazard.authority else { continue };
        let problem = match &hazard.place {
            Some(place) => Text::new(format!("{}：{}", place.text(), hazard.description.text()), hazard.description.at.clone()),
            None => hazard.description.clone(),
        };
        let same = |known: &&mut Handover| known.body.as_ref().is_some_and(|body| body.text() == authority.text());
        if let Some(known) = case.handovers.items.iter_mut().find(same) {
            known.problems.items.push(problem);
        } else if let Some(handover) = empty::<Handover>(hazard.pos) {
            let problems = OneOrMany { items: vec![problem] };
            case.handovers.items.push(Handover { body: Some(authority), date: date.clone(), problems, ..handover });
        }
    }
}

/// The names references may use, with what they name.
struct Names {
    what: &'static str,
    names: Vec<String>,
    /// Two of the same name cannot be told apart (parties); for evidence the first is meant.
    unique: bool,
}

impl Names {
    fn resolve(&self, reference: &mut Reference, hint: &str, reader: &mut Reader) {
        let text = reference.text.trim();
        let digits = text.trim_start_matches(self.what).trim_start_matches('第').trim_end_matches(['项', '号']).trim();
        let exact: Vec<usize> = (0..self.names.len()).filter(|index| self.names[*index] == text).collect();
        let number = digits.parse::<usize>().ok();
        reference.index = match (exact.as_slice(), number) {
            ([one], _) => Some(*one),
            ([first, ..], _) if !self.unique => Some(*first),
            ([], Some(number)) if (1..=self.names.len()).contains(&number) => Some(number - 1),
            ([..], _) => None,
        };
        if reference.index.is_some() {
            return;
        }
        let near = self
            .names
            .iter()
            .map(|name| (strsim::jaro_winkler(text, name), name))
            .filter(|(score, _)| *score > 0.6)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let all: Vec<String> = self.names.iter().take(12).enumerate().map(|(index, name)| format!("{} {name}", index + 1)).collect();
        let message = match (number, exact.len()) {
            (_, 2..) => format!("有{}个{}都叫“{text}”，分不清是哪一个", exact.len(), self.what),
            (Some(number), _) => format!("没有第{number}项{}，一共{}项", self.what, self.names.len()),
            (None, _) => format!("{}里没有“{text}”", self.what),
        };
        let mut finding =
            Diagnostic::refuse("F20", message).found(text).expected(format!("{}的序号或者名称：{}", self.what, all.join("、")));
        finding = match near {
            _ if exact.len() > 1 => finding.remedy("写序号，如 1"),
            Some((_, name)) => finding.remedy(format!("是不是想写“{name}”？{hint}")),
            None if !hint.is_empty() => finding.remedy(hint),
            None => finding,
        };
        let (file, pos, path) = (reference.at.file.clone(), reference.at.pos, reference.at.path.clone());
        reader.findings.push(finding.field(&*path).at(&file, pos));
    }
}

fn resolve(case: &mut Case, reader: &mut Reader) {
    let evidence = Names { what: "证据", names: case.evidence.iter().map(|item| item.name.text().to_string()).collect(), unique: false };
    let parties =
        Names { what: "当事人", names: case.parties.iter().map(|party| party.name().text().to_string()).collect(), unique: true };
    let mut evidence_refs: Vec<&mut Reference> = Vec::new();
    let mut party_refs: Vec<&mut Reference> = Vec::new();
    let mut penalties: Vec<&mut Penalties> = Vec::new();
    for violation in &mut case.violations.items {
        evidence_refs.extend(&mut violation.evidence.items);
        party_refs.extend(&mut violation.parties.items);
        penalties.extend(violation.penalty.iter_mut().chain(&mut violation.intended));
        party_refs.extend(violation.hazards.items.iter_mut().flat_map(|hazard| &mut hazard.parties.items));
        evidence_refs.extend(violation.gains.iter_mut().flat_map(|gains| &mut gains.evidence.items));
        let circumstances = violation.discretion.iter_mut().flat_map(|discretion| &mut discretion.circumstances.items);
        evidence_refs.extend(circumstances.flat_map(|circumstance| &mut circumstance.evidence.items));
    }
    for notice in &mut case.notices.items {
        party_refs.extend(&mut notice.parties.items);
        penalties.extend(&mut notice.intended);
    }
    party_refs.extend(case.statements.items.iter_mut().flat_map(|event| &mut event.parties.items));
    party_refs.extend(case.hearing.items.iter_mut().flat_map(|event| &mut event.parties.items));
    party_refs.extend(case.decisions.items.iter_mut().flat_map(|event| &mut event.parties.items));
    party_refs.extend(case.no_penalty.items.iter_mut().flat_map(|event| &mut event.parties.items));
    party_refs.extend(case.errata.items.iter_mut().flat_map(|event| &mut event.parties.items));
    party_refs.extend(case.services.items.iter_mut().flat_map(|event| &mut event.parties.items));
    if let Some(order) = &mut case.correction {
        party_refs.extend(&mut order.parties.items);
        party_refs.extend(order.items.items.iter_mut().flat_map(|item| &mut item.parties.items));
    }
    party_refs.extend(case.inspection.iter_mut().flat_map(|event| &mut event.hazards.items).flat_map(|hazard| &mut hazard.parties.items));
    if let Some(event) = &mut case.measures {
        party_refs.extend(&mut event.parties.items);
        party_refs.extend(event.measures.items.iter_mut().flat_map(|measure| &mut measure.parties.items));
        party_refs.extend(event.problems.items.iter_mut().flat_map(|problem| &mut problem.parties.items));
    }
    party_refs.extend(case.rechecks.items.iter_mut().flat_map(|event| &mut event.parties.items));
    party_refs.extend(case.payments.items.iter_mut().flat_map(|event| &mut event.party));
    party_refs.extend(case.deferrals.items.iter_mut().flat_map(|event| &mut event.party));
    party_refs.extend(case.demands.items.iter_mut().flat_map(|event| &mut event.party));
    party_refs.extend(case.surcharges.items.iter_mut().flat_map(|event| &mut event.party));
    party_refs.extend(case.enforcement.items.iter_mut().flat_map(|event| &mut event.party));
    let asked = case.inquiries.iter().map(|event| &event.respondent).chain(case.inquiry_notices.iter().map(|event| &event.respondent));
    let mut asked: Vec<&str> = asked.flatten().map(|respondent| respondent.name.text()).chain(COMPULSIONS).collect();
    if case.inquiries.is_empty() && case.inquiry_notices.is_empty() {
        // the heads of the units are to be asked
        asked.extend(case.parties.iter().filter_map(|party| party.head()).map(|head| head.name.text()));
    }
    let mut persons: Vec<&str> = Vec::new();
    for name in asked.iter().filter(|name| !COMPULSIONS.contains(name)) {
        if !persons.contains(name) {
            persons.push(name);
        }
    }
    // 第一期：批准书分期编号；第2次：几次复查、几次抽样各有文号；张三·第2次：同一人再次询问
    let counted = |text: &str| text.rsplit('·').next().is_some_and(|time| time.starts_with('第') && time.ends_with(['期', '次']));
    let entries = case.numbers.entries.iter_mut();
    let (asking, numbered): (Vec<_>, Vec<_>) = entries.partition(|entry| OF_PERSONS_ASKED.contains(&entry.writ.text()));
    let mut strangers = Vec::new();
    for reference in asking.into_iter().filter_map(|entry| entry.party.as_mut()) {
        let text = reference.text.as_str();
        let known = parties.names.iter().any(|name| name == text) || text.parse::<usize>().is_ok();
        if known {
            party_refs.push(reference);
        } else if !asked.contains(&named(text)) {
            strangers.push(reference.clone());
        }
    }
    let numbered = numbered.into_iter().filter_map(|entry| entry.party.as_mut());
    party_refs.extend(numbered.filter(|reference| {
        parties.names.contains(&reference.text) || !(asked.contains(&reference.text.as_str()) || counted(&reference.text))
    }));
    for stranger in strangers {
        reader.findings.push(not_asked(&stranger, &persons));
    }
    for reference in evidence_refs {
        evidence.resolve(reference, "", reader);
    }
    for reference in party_refs {
        parties.resolve(reference, "", reader);
    }
    for reference in penalties.into_iter().flat_map(|penalties| &mut penalties.by_party).map(|(reference, _)| reference) {
        parties.resolve(reference, &penalty_hint(&reference.text.clone()), reader);
    }
}

/// Writs made for each person asked, whose numbers are told apart by his name.
const OF_PERSONS_ASKED: [&str; 2] = ["询问通知书", "inquiry_notice"];

/// The name in a key of a number: 张三 in 张三·第2次.
fn named(key: &str) -> &str {
    key.rsplit_once('·').filter(|(_, time)| time.starts_with('第') && time.ends_with('次')).map_or(key, |(name, _)| name)
}

/// A number of a notice of inquiry for somebody who is not asked.
fn not_asked(reference: &Reference, persons: &[&str]) -> Diagnostic {
    let text = reference.text.as_str();
    let near = persons.iter().map(|name| (strsim::jaro_winkler(text, name), name)).filter(|(score, _)| *score > 0.6);
    let finding = Diagnostic::refuse("F20", format!("被询问人里没有“{text}”")).found(text);
    let finding = match persons {
        [] => finding.expected("被询问人的姓名；“询问通知”“询问”里还没有被询问人"),
        [_, ..] => finding.expected(format!("被询问人的姓名：{}", persons.join("、"))),
    };
    let finding = match near.max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((_, name)) => finding.remedy(format!("是不是想写“{name}”？")),
        None => finding.remedy("写“询问通知”或者“询问”里的被询问人；同一人再次询问的，写 姓名·第2次"),
    };
    reference.at.finding(finding)
}

/// A misspelt penalty key looks like a party that does not exist.
fn penalty_hint(text: &str) -> String {
    Penalty::KEYS
        .iter()
        .map(|spec| (strsim::jaro_winkler(text, spec.key), spec.key))
        .filter(|(score, _)| *score > 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map_or(String::new(), |(_, key)| format!("是不是想写“{key}”？"))
}
