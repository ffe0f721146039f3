//! The standard clause of a hazard: read as a provision where it is one, and whether it is an item of
//! 工贸企业重大事故隐患判定标准, which makes the hazard a major one.

use super::{Dossier, step};
use crate::case::{Case, Hazard};
use crate::diag::{Diagnostic, Rank};
use crate::law::Resolved;
use chrono::NaiveDate;

/// All hazards of a case: those of the inspection, then those of the violations. Their order numbers them everywhere.
pub fn all(case: &Case) -> Vec<&Hazard> {
    let own = case.inspection.iter().flat_map(|i| i.hazards.iter());
    own.chain(case.violations.iter().flat_map(|v| v.hazards.iter())).collect()
}

/// The provisions a hazard's 标准条款 names; `None` when it is no provision of a statute we know (a GB standard, say).
pub fn provisions(dossier: &Dossier, hazard: &Hazard) -> Option<String> {
    let resolved = resolve(dossier, hazard)?;
    let sound = resolved.faults.is_empty() && !resolved.cited.is_empty();
    sound.then(|| dossier.law.cite(&resolved.citations()))
}

/// Whether a hazard is a major one: the form says so, or its clause is an item of the criteria.
pub fn is_major(dossier: &Dossier, hazard: &Hazard) -> bool {
    hazard.major.as_ref().map_or_else(|| names_criterion(dossier, hazard), |flag| flag.value)
}

fn names_criterion(dossier: &Dossier, hazard: &Hazard) -> bool {
    let Some(resolved) = resolve(dossier, hazard) else { return false };
    resolved.cited.iter().any(|cited| {
        let item = cited.citation.item.is_some_and(|item| dossier.law.major_hazard(cited.citation.article, item).is_some());
        item && dossier.law.hazard_books().any(|book| book.statute == cited.citation.statute.as_str())
    })
}

fn resolve(dossier: &Dossier, hazard: &Hazard) -> Option<Resolved> {
    let text = hazard.standard.as_ref()?;
    Some(dossier.law.resolve(text.text(), found_on(dossier)))
}

fn found_on(dossier: &Dossier) -> NaiveDate {
    let inspected = dossier.case.inspection.as_ref().and_then(step::day_of).map(|d| d.date);
    inspected.or_else(|| dossier.reference_day()).unwrap_or(NaiveDate::MAX)
}

/// Clauses of the criteria that do not exist, and major hazards the form denies.
pub fn faults(dossier: &Dossier) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for hazard in all(dossier.case) {
        let Some(text) = hazard.standard.as_ref().filter(|text| text.text().contains("判定标准")) else { continue };
        for fault in resolve(dossier, hazard).into_iter().flat_map(|r| r.faults) {
            let finding = Diagnostic::new(Rank::Veto, "R51", fault.message()).found(text.text()).expected("判定标准第几条第几项");
            out.push(text.at.finding(finding.remedy(fault.remedy())));
        }
        if let Some(flag) = hazard.major.as_ref().filter(|flag| !flag.value && names_criterion(dossier, hazard)) {
            let finding = Diagnostic::new(Rank::Remind, "R51", "标准条款是重大事故隐患判定标准的一项，却写明不是重大事故隐患");
            out.push(flag.at.finding(finding.found(text.text()).remedy("核对：够不上判定标准的，改写所依据的标准条款")));
        }
    }
    out
}
