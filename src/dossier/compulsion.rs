//! The acts of compulsion of a case: each is approved on a form of its own (《中华人民共和国行政强制法》第十八条第一项).

use super::step::{self, Day};
use crate::case::Case;
use crate::case::events::{COMPULSIONS, Event};
use crate::case::values::Date;

/// An act that needs the approval of the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compulsion {
    /// 查封、扣押
    Seizure,
    /// 延长查封、扣押期限
    Prolongation,
    /// 对查封、扣押物品的处理
    Disposal,
    /// 停止供电、停止供应民用爆炸物品
    PowerCut,
}

impl Compulsion {
    /// The word in file names and in the 文号 of a form.
    pub fn word(self) -> &'static str {
        let [seizure, prolongation, disposal, power_cut] = COMPULSIONS;
        match self {
            Compulsion::Seizure => seizure,
            Compulsion::Prolongation => prolongation,
            Compulsion::Disposal => disposal,
            Compulsion::PowerCut => power_cut,
        }
    }

    /// The acts of a case, in the order they come.
    pub fn all(case: &Case) -> Vec<Compulsion> {
        let mut out = Vec::new();
        if let Some(seizure) = case.seizure.as_ref().filter(|s| !s.is_abandoned()) {
            out.push(Compulsion::Seizure);
            if seizure.prolongation.is_some() {
                out.push(Compulsion::Prolongation);
            }
            if seizure.disposal.is_some() {
                out.push(Compulsion::Disposal);
            }
        }
        if case.power_cut.as_ref().is_some_and(|cut| !cut.is_abandoned()) {
            out.push(Compulsion::PowerCut);
        }
        out
    }

    /// The day of its approval: as given, else the day of the act.
    pub fn approval_day(self, case: &Case) -> Option<Day> {
        let seizure = case.seizure.as_ref();
        let own = |date: Option<&Date>| date.map(|d| Day { date: d.date, at: d.at.clone() });
        match self {
            Compulsion::Seizure => own(seizure.and_then(|s| s.approved_on.as_ref())).or_else(|| seizure.and_then(step::day_of)),
            Compulsion::Prolongation => own(seizure.and_then(|s| s.prolongation.as_ref()).and_then(|p| p.date.as_ref())),
            Compulsion::Disposal => own(seizure.and_then(|s| s.disposal.as_ref()).and_then(|d| d.date.as_ref())),
            Compulsion::PowerCut => {
                let cut = case.power_cut.as_ref();
                own(cut.and_then(|c| c.approved_on.as_ref())).or_else(|| cut.and_then(step::day_of))
            }
        }
    }
}
