//! The order of the papers in the file: the profile of `law/file-orders` the agency names.

use super::{Dossier, PlannedWrit};
use crate::case::Evidence;
use crate::diag::Diagnostic;
use crate::law::Sourced;
use crate::law::file_order::{FileOrder, Sorting};
use crate::writ::{Predicate, Step, Writ};
use chrono::NaiveDate;

/// Puts the writs, which come in the order of their templates, into the order the agency chose. An unknown order, and a
/// condition of the chosen one that no template can meet, are refusals.
pub fn arrange(dossier: &Dossier, catalogue: &[Writ], writs: &mut [PlannedWrit]) -> Vec<Diagnostic> {
    let named = dossier.agency.file_order.as_ref();
    let Some(order) = dossier.law.file_order(named.map(|name| name.text())) else {
        return named.map(|name| name.at.finding(unknown(dossier, name.text()))).into_iter().collect();
    };
    // stable: what the key leaves undecided stays in the order of the templates
    writs.sort_by_key(|planned| key(order, planned));
    for planned in writs.iter_mut() {
        let group = order.groups.get(group_of(order, planned));
        planned.volume = group.and_then(|group| group.volume.as_ref()).map(|word| word.0.clone());
    }
    faults(order, catalogue)
}

/// The volume of papers that are no writs (收集的证据), when the file has volumes.
pub fn volume_of_papers(dossier: &Dossier) -> Option<String> {
    let order = dossier.law.file_order(dossier.agency.file_order.as_ref().map(|name| name.text()))?;
    order.rest_volume().map(str::to_string)
}

/// The papers of evidence that lie in the file beside the writs: those that are no writ of the case.
pub fn papers_of_evidence<'d>(dossier: &'d Dossier) -> impl Iterator<Item = &'d Evidence> {
    let is_a_writ = |name: &str| dossier.writs.iter().any(|planned| name.contains(planned.writ.title()));
    dossier.case.evidence.iter().filter(move |item| item.number.is_none() && !is_a_writ(item.name.text()))
}

/// The writ that holds the photographs of an item of evidence that is no paper of its own.
pub fn sheet_of<'d, 'a>(dossier: &'d Dossier<'a>, item: &Evidence) -> Option<&'d PlannedWrit<'a>> {
    let holds = |planned: &&PlannedWrit| planned.happened && planned.writ.front.when.contains(&Predicate::Photographed);
    dossier.writs.iter().find(holds).filter(|_| !item.photos.is_empty() && item.pages.is_none())
}

fn group_of(order: &FileOrder, planned: &PlannedWrit) -> usize {
    let front = &planned.writ.front;
    order.group(&planned.writ.id, front.audience.word(), front.step.map_or("", Step::word))
}

fn key(order: &FileOrder, planned: &PlannedWrit) -> (usize, NaiveDate) {
    let group = group_of(order, planned);
    let day = match order.groups.get(group).map(|group| group.sorting) {
        Some(Sorting::Dated) => planned.day.as_ref().map_or(NaiveDate::MAX, |day| day.date),
        Some(Sorting::Listed) | None => NaiveDate::MIN,
    };
    (group, day)
}

fn unknown(dossier: &Dossier, name: &str) -> Diagnostic {
    let known: Vec<&str> = dossier.law.file_orders().map(|order| &*order.id.0).collect();
    Diagnostic::refuse("F52", format!("没有“{name}”这种案卷顺序"))
        .field("机关档案.案卷顺序")
        .found(name)
        .expected(known.join("、"))
        .remedy("写其中一种；不写就用默认的顺序")
}

/// Conditions that name a writ, audience or step no template has.
fn faults(order: &Sourced<FileOrder>, catalogue: &[Writ]) -> Vec<Diagnostic> {
    let is_writ = |name: &str| catalogue.iter().any(|writ| writ.id == name);
    let is_audience = |name: &str| catalogue.iter().any(|writ| writ.front.audience.word() == name);
    let is_step = |name: &str| catalogue.iter().any(|writ| writ.front.step.is_some_and(|step| step.word() == name));
    let mut out = Vec::new();
    for group in &order.groups {
        let bad = (group.writs.iter().filter(|name| !is_writ(name)))
            .chain(group.audiences.iter().filter(|name| !is_audience(name)))
            .chain(group.steps.iter().filter(|name| !is_step(name)));
        out.extend(bad.map(|name| {
            Diagnostic::refuse("L14", format!("案卷顺序“{}”的“{}”一组写了“{name}”，没有模板有它", order.id, group.label))
                .at(&order.file, group.pos)
                .found(name.to_string())
                .remedy("文书写模板代号，用途、步骤写模板说明里的字样")
        }));
    }
    out
}
