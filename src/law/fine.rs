//! A range of fines in words, measure after measure, and the ranges of a row for those it concerns.

use super::cause::{CauseRow, Fine, When, Who};
use super::scalar::{Fen, Pair};
use crate::text::money;

impl Fine {
    /// Every measure, in the order of the law data.
    pub fn words(&self) -> String {
        let amount = |fen: Option<Fen>| fen.map(|fen| fen.0);
        let reached = |fen: Option<Fen>| amount(fen).map_or_else(String::new, |fen| format!("（达到{}的）", money::short(fen)));
        let mut parts: Vec<String> =
            money::range(amount(self.min), amount(self.max)).map(|range| format!("罚款{range}")).into_iter().collect();
        if let Some(times) = self.gain_multiple {
            parts.push(format!("违法所得{}{}倍以上{}倍以下", reached(self.gain_at_least), times.low, times.high));
        }
        if let Some(times) = self.value_multiple {
            parts.push(format!("货值{}{}倍以上{}倍以下", reached(self.value_at_least), times.low, times.high));
        }
        if let Some(cap) = amount(self.cap) {
            parts.push(format!("封顶{}", money::short(cap)));
        }
        for level in &self.by_level {
            let range = money::range(Some(level.min.0), Some(level.max.0)).unwrap_or_default();
            parts.push(format!("{}事故{range}", level.level.word()));
        }
        let percent = |pair: Pair| match pair.low == pair.high {
            true => format!("{}%", pair.low),
            false => format!("{}%至{}%", pair.low, pair.high),
        };
        if let Some(pair) = self.income_percent {
            parts.push(format!("上一年年收入{}", percent(pair)));
        }
        for level in &self.income_by_level {
            parts.push(format!("{}事故上一年年收入{}%", level.level.word(), level.percent.0));
        }
        if let Some(pair) = self.income_percent_if_accident {
            parts.push(format!("导致事故的，上一年年收入{}", percent(pair)));
        }
        if let Some(note) = &self.note {
            parts.push(note.0.clone());
        }
        let said = if parts.is_empty() { "罚款，数额未收录".to_string() } else { parts.join("；") };
        if self.is_optional() { format!("可以处{said}") } else { said }
    }
}

impl CauseRow {
    /// Kinds of penalty and ranges for those concerned: 警告、罚款，对单位可以处罚款10000元以上30000元以下.
    pub fn measure(&self, concerned: &[Who]) -> String {
        let mut parts = vec![self.kinds.iter().map(|kind| kind.0.as_str()).collect::<Vec<_>>().join("、")];
        let overdue = self.overdue_trigger.as_ref().map_or("逾期的", |word| word.0.as_str());
        for (when, said) in [(When::First, ""), (When::Overdue, overdue)] {
            for (who, party) in [(Who::Unit, "单位"), (Who::Person, "个人")] {
                if let Some(fine) = self.fine(who, when).filter(|_| concerned.is_empty() || concerned.contains(&who)) {
                    parts.push(format!("{said}对{party}{}", fine.words()));
                }
            }
        }
        parts.retain(|part| !part.is_empty());
        parts.join("，")
    }
}
