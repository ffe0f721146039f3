//! Cases with several companies: each has its own order to correct, measures on the spot and re-check, which name only
//! what is its own. A case with one unit (or none) has one of each, and nothing here applies to it.

use super::{Subject, step};
use crate::case::events::Event;
use crate::case::values::Reference;
use crate::case::{Case, Hazard};
use crate::writ::Step;

/// The units of the case when there are several; empty otherwise.
pub fn units(case: &Case) -> Vec<usize> {
    let units: Vec<usize> = (0..case.parties.len()).filter(|index| !case.parties[*index].is_person()).collect();
    if units.len() > 1 { units } else { Vec::new() }
}

/// The unit a party stands for: a unit itself, a person the unit it works for. `None` when there is only one unit, when
/// the person works elsewhere, and for the whole case; such a writ speaks of all units.
pub fn of(case: &Case, party: Option<usize>) -> Option<usize> {
    let units = units(case);
    let index = party?;
    let party = case.parties.get(index)?;
    if units.contains(&index) || units.is_empty() || orders(case, index) {
        return Some(index).filter(|_| !units.is_empty());
    }
    let workplace = party.workplace.as_ref()?;
    units.into_iter().find(|unit| case.parties.get(*unit).is_some_and(|unit| unit.name().text() == workplace.text()))
}

/// Whether the order to correct expressly names a person.
fn orders(case: &Case, party: usize) -> bool {
    let named = |reference: &Reference| reference.index == Some(party);
    case.parties.get(party).is_some_and(|p| p.is_person()) && case.correction.as_ref().is_some_and(|order| order.parties.iter().any(named))
}

/// Whether what names these parties (none: all) concerns a site; a person named stands for its unit.
pub fn concerns(case: &Case, references: &[Reference], site: Option<usize>) -> bool {
    let Some(site) = site else { return true };
    let means = |reference: &Reference| {
        let named = reference.index;
        // a person whose unit is unknown may stand for any
        named == Some(site) || named.is_none_or(|index| of(case, Some(index)).is_none_or(|unit| unit == site))
    };
    references.is_empty() || references.iter().any(means)
}

/// Every hazard of the case, in its order, with whether it is the site's.
pub fn hazards(case: &Case, site: Option<usize>) -> Vec<(&Hazard, bool)> {
    let inspected = case.inspection.iter().flat_map(|i| i.hazards.iter()).map(|hazard| (hazard, &[][..]));
    let charged = case.violations.iter().flat_map(|v| v.hazards.iter().map(|hazard| (hazard, v.parties.items.as_slice())));
    let owned = |(hazard, parties): (&'_ Hazard, &[Reference])| match hazard.parties.is_empty() {
        true => concerns(case, parties, site),
        false => concerns(case, &hazard.parties, site),
    };
    inspected.chain(charged).map(|found| (found.0, owned(found))).collect()
}

/// One subject for each unit a writ of several units is made for, and for each re-check.
pub fn subjects(case: &Case, step: Option<Step>) -> Vec<Subject> {
    let rechecks = if step == Some(Step::Recheck) { (0..case.rechecks.len().max(1)).map(Some).collect() } else { vec![None] };
    let of_case = |recheck: &Option<usize>| Subject { recheck: *recheck, ..Subject::default() };
    let mut sites = units(case);
    if sites.is_empty() {
        return rechecks.iter().map(of_case).collect();
    }
    if matches!(step, Some(Step::Correction | Step::Recheck)) {
        sites.extend((0..case.parties.len()).filter(|party| orders(case, *party)));
    }
    let mut out = Vec::new();
    for site in sites {
        for recheck in rechecks.iter().filter(|recheck| has(case, step, site, **recheck)) {
            out.push(Subject { party: Some(site), recheck: *recheck, ..Subject::default() });
        }
    }
    out
}

/// Whether a step has anything to say to a site.
fn has(case: &Case, step: Option<Step>, site: usize, recheck: Option<usize>) -> bool {
    match step {
        Some(Step::Correction) => is_ordered(case, site),
        Some(Step::Measures) => is_measured(case, site),
        Some(Step::Recheck) => match recheck.and_then(|index| case.rechecks.get(index)) {
            None => is_ordered(case, site) || is_measured(case, site),
            Some(event) => {
                let of_measures = event.order.as_ref().is_some_and(|order| order.text().contains("现场处理"));
                let due = if of_measures { is_measured(case, site) } else { is_ordered(case, site) };
                due && concerns(case, &event.parties, Some(site))
            }
        },
        Some(_) | None => true,
    }
}

/// Whether a site is ordered to correct something: the order concerns it, and there is something of its own to correct.
pub fn is_ordered(case: &Case, site: usize) -> bool {
    let order = case.correction.as_ref();
    let hazards = hazards(case, Some(site));
    let own = match order.filter(|order| !order.items.is_empty()) {
        Some(order) => order.items.iter().any(|item| match item.number().and_then(|n| hazards.get(n)) {
            Some((_, own)) => *own,
            None => concerns(case, &item.parties, Some(site)),
        }),
        None if !hazards.is_empty() => hazards.iter().any(|(_, own)| *own),
        None => case.violations.iter().any(|violation| concerns(case, &violation.parties, Some(site))),
    };
    own && order.is_none_or(|order| !order.is_abandoned() && concerns(case, &order.parties, Some(site)))
}

/// Whether a measure on the spot was taken against a site.
pub fn is_measured(case: &Case, site: usize) -> bool {
    let measures = case.measures.as_ref().filter(|measures| !measures.is_abandoned());
    measures.is_some_and(|event| {
        step::concerns(&event.parties, Some(site)) && event.measures.iter().any(|measure| concerns(case, &measure.parties, Some(site)))
    })
}
