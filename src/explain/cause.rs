//! A cause: its names, its dated rows with articles and amounts, what proves it, what to ask, how it is graded.

use super::law::in_force;
use super::{checked, joined};
use crate::law::discretion::{Band, Entry, Standard, Tier};
use crate::law::inquiry::Role;
use crate::law::{Cause, CauseRow, Citation, Dated, LawBook, When, Who};
use crate::text::money;
use crate::yaml::words::Word;
use chrono::NaiveDate;
use std::fmt::Write;

/// The page of a cause.
pub fn page(law: &LawBook, cause: &Cause, on: NaiveDate) -> String {
    let mut out = format!("案由　{}（{}）\n法定名称：{}\n", cause.short, cause.id, cause.wording);
    let _ = writeln!(out, "又称：{}", joined(cause.aliases.iter().map(|word| word.0.as_str())));
    let _ = writeln!(out, "组：{}", law.group_of(cause).unwrap_or("—"));
    if let Some(note) = &cause.note {
        let _ = writeln!(out, "说明：{note}");
    }
    for row in &cause.rows {
        out += &row_text(law, row, on);
    }
    let _ = writeln!(out, "\n证据");
    for item in law.evidence_for(cause) {
        let _ = writeln!(out, "  {}", item.name);
    }
    for (role, _) in Role::WORDS {
        let mut questions = law.questions(&cause.id, *role).peekable();
        if questions.peek().is_none() {
            continue;
        }
        let _ = writeln!(out, "\n询问提纲　{}", role.word());
        for (number, question) in (1..).zip(questions) {
            let proves = question.proves.as_ref().map_or_else(String::new, |word| format!("（证明：{word}）"));
            let _ = writeln!(out, "  {number}. {}{proves}", question.question);
        }
    }
    let hazards = law.hazards_for(&cause.id);
    if !hazards.is_empty() {
        let _ = writeln!(out, "\n相应的重大事故隐患");
        for (article, item) in hazards {
            let _ = writeln!(out, "  {}　{}", super::lists::place(article.into(), item.item.0), item.label);
        }
    }
    for standard in law.standards() {
        for entry in standard.entries.iter().filter(|entry| entry.cause == cause.id) {
            out += &entry_text(law, standard, entry, on);
        }
    }
    out
}

fn row_text(law: &LawBook, row: &CauseRow, on: NaiveDate) -> String {
    let mut out = format!("\n规定　{}{}　{}\n", row.life(), in_force(row, on), checked(row.verified.0));
    let cited = |list: &[Citation], choose: bool| {
        let printed = if list.is_empty() { "—".to_string() } else { law.cite(list) };
        format!("{printed}{}", if choose { "（选引：按案情选定）" } else { "" })
    };
    let _ = writeln!(out, "  违反：{}", cited(&row.violated, row.must_choose_violated()));
    let _ = writeln!(out, "  处罚依据：{}", cited(&row.penalty, row.must_choose_penalty()));
    let overdue = row.overdue_trigger.as_ref().map_or("逾期", |word| word.0.as_str());
    for (when, stage, said) in [(When::First, &row.first, "首次"), (When::Overdue, &row.overdue, overdue)] {
        for (who, party) in [(Who::Unit, "单位"), (Who::Person, "个人")] {
            if let Some(fine) = row.fine(who, when) {
                let _ = writeln!(out, "  {said}·{party}：{}", fine.words());
            }
        }
        if let Some(stage) = stage.as_ref().filter(|stage| !stage.also.is_empty()) {
            let _ = writeln!(out, "  {said}·并处：{}", joined(stage.also.iter().map(|word| word.0.as_str())));
        }
    }
    if let Some(who) = &row.who {
        let _ = writeln!(out, "  责任人员：{who}");
    }
    let _ = writeln!(out, "  处罚种类：{}", joined(row.kinds.iter().map(|word| word.0.as_str())));
    let _ = writeln!(out, "  责令：{}", joined(row.orders.iter().map(|word| word.0.as_str())));
    if let Some(note) = &row.note {
        let _ = writeln!(out, "  说明：{note}");
    }
    out
}

fn entry_text(law: &LawBook, standard: &Standard, entry: &Entry, on: NaiveDate) -> String {
    let usable = if standard.usable(on) && entry.verified.0 { "" } else { "，只供参考" };
    let number = entry.number.as_ref().map_or_else(String::new, |number| format!("　序号{number}"));
    let mut out = format!("\n裁量　{}{number}（{}，{}{usable}）\n", standard.title, standard.standing.word(), checked(entry.verified.0));
    if !entry.basis.is_empty() {
        let _ = writeln!(out, "  依据：{}", law.cite(&entry.basis));
    }
    for tier in &entry.tiers {
        let _ = writeln!(out, "  {}", tier_text(tier));
    }
    if let Some(note) = &entry.note {
        let _ = writeln!(out, "  说明：{note}");
    }
    out
}

fn tier_text(tier: &Tier) -> String {
    let band = |name: &str, band: &Option<Band>| {
        let range = band.as_ref().and_then(|band| money::range(Some(band.min.0), Some(band.max.0)));
        range.map(|range| format!("；{name}{range}")).unwrap_or_default()
    };
    let also =
        if tier.also.is_empty() { String::new() } else { format!("；并处{}", joined(tier.also.iter().map(|word| word.0.as_str()))) };
    let unread = if tier.unread.is_empty() {
        String::new()
    } else {
        format!("；未读到{}", joined(tier.unread.iter().map(|word| word.0.as_str())))
    };
    format!(
        "{}　{}{}{}{}{}{also}{unread}（{}）",
        tier.tier,
        tier.condition.as_ref().map_or("条件未收录", |word| word.0.as_str()),
        band("单位", &tier.unit),
        band("个人", &tier.person),
        band("逾期单位", &tier.overdue_unit),
        band("逾期个人", &tier.overdue_person),
        checked(tier.verified.0)
    )
}
