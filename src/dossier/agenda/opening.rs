//! Limits from the finding of a violation to the filing of the case: filing, limitation, orders and re-checks.

use super::count::{Start, entry};
use super::{Binds, Entry, Mark};
use crate::case::events::{CorrectionItem, CorrectionOrder, Event, Recheck, RecheckResult};
use crate::case::values::Date;
use crate::dossier::{Dossier, discovery, paths, plan};
use crate::text::date;
use chrono::NaiveDate;

pub(super) fn entries(dossier: &Dossier) -> Vec<Entry> {
    let mut out = Vec::new();
    out.extend(filing(dossier));
    out.extend(accident(dossier));
    limitation(dossier, &mut out);
    correction(dossier, &mut out);
    out.extend(suspension(dossier));
    out
}

/// When the office learned of the violation.
fn found(dossier: &Dossier) -> Option<Mark> {
    let day = discovery::found(dossier.case)?;
    let inspected = dossier.case.inspection.as_ref().and_then(|inspection| Mark::event("检查发现", inspection));
    let on_the_spot = inspected.filter(|mark| mark.at == day.at);
    let what = if dossier.case.discovered.is_some() { "发现违法行为" } else { "复查发现" };
    on_the_spot.or_else(|| Mark::day(what, Some(day)))
}

fn filed(dossier: &Dossier) -> Option<Mark> {
    dossier.case.filing.as_ref().filter(|filing| !filing.is_abandoned()).and_then(|filing| Mark::event("立案", filing))
}

fn filing(dossier: &Dossier) -> Option<Entry> {
    let case = dossier.case;
    if case.violations.is_empty() || plan::is_summary(dossier) {
        return None;
    }
    if let Some(accident) = &case.accident {
        let replied = Mark::date("事故调查报告批复", accident.reply.as_ref().and_then(|reply| reply.date.as_ref()));
        let start = replied.ok_or_else(|| "表单没有写事故调查报告批复的日期（事故.批复.日期）".to_string());
        return Some(entry(dossier, "accident-case-filing", Binds::Agency, start)?.met_by("立案", filed(dossier)));
    }
    let start: Start = found(dossier).ok_or_else(|| match case.inspection.as_ref().and_then(|inspection| inspection.day()) {
        Some(_) => "违法行为都在检查以后，其后没有复查，发现的日子不知道（表单没有写发现日期）".into(),
        None => "表单没有检查的日期，发现线索的日子不知道".into(),
    });
    // an inspection after the filing of the case is a step of the investigation
    if let (Ok(found), Some(filed)) = (&start, filed(dossier))
        && filed.day < found.day
    {
        return None;
    }
    let own = entry(dossier, "filing-decision", Binds::Agency, start)?.met_by("立案", filed(dossier));
    let last = own.last_day();
    let note = last.and_then(|last| extended_filing(dossier, last)).unwrap_or_default();
    Some(own.noting(note))
}

/// 情况复杂的延长, as words.
fn extended_filing(dossier: &Dossier, last: NaiveDate) -> Option<String> {
    let (row, due) = dossier.law.due("filing-decision-extension", last)?;
    let note = row.note.as_ref().map(|note| format!("（{}）", note.0)).unwrap_or_default();
    Some(match due {
        Ok(due) => format!("{}{note}：到{}", row.name, date::print(due.raw)),
        Err(error) => format!("{}{note}：{error}", row.name),
    })
}

fn accident(dossier: &Dossier) -> Option<Entry> {
    let reply = dossier.case.accident.as_ref()?.reply.as_ref()?;
    let start = Mark::date("事故调查报告批复", reply.date.as_ref())?;
    entry(dossier, "accident-followup", Binds::Government, Ok(start))
}

fn limitation(dossier: &Dossier, out: &mut Vec<Entry>) {
    let found = [found(dossier), filed(dossier)].into_iter().flatten().min_by_key(|mark| mark.day);
    for (index, violation) in dossier.case.violations.iter().enumerate() {
        let conduct = violation.conduct.as_ref();
        let ended = conduct.and_then(|range| range.to.as_ref().or(range.from.as_ref()));
        let name = if dossier.case.violations.len() > 1 {
            format!("第{}项违法行为终了", index + 1)
        } else {
            "违法行为终了".to_string()
        };
        let start = Mark::date(name, ended).ok_or_else(|| "表单没有写行为日期".to_string());
        let known = start.is_ok();
        let Some(own) = entry(dossier, "limitation", Binds::Agency, start) else { continue };
        let longer = || {
            let row = dossier.law.limit("limitation-life", ended.map(|d| d.date)?)?;
            let due = dossier.law.calendar().due(row, ended?.date).ok()?;
            Some(format!("{}：到{}", row.name, date::print(due.raw)))
        };
        let done = found.clone().filter(|_| known);
        out.push(own.nth(index).met_by("", done).noting(longer().unwrap_or_default()));
    }
}

/// The days by which things must be corrected, each once with the numbers of its items (none: of all), and the day an
/// extension moves those it is for to.
fn dues(order: &CorrectionOrder) -> Vec<(&Date, Vec<usize>)> {
    let granted = order.extension.as_ref().filter(|extension| extension.granted.as_ref().is_none_or(|granted| granted.value));
    let moved = |number: usize| granted.filter(|extension| extension.is_for(number)).and_then(|extension| extension.until.as_ref());
    let mut out: Vec<(&Date, Vec<usize>)> = Vec::new();
    if order.items.is_empty() {
        let rest = order.due.as_ref().filter(|_| granted.is_none_or(|extension| !extension.items.is_empty() || extension.until.is_none()));
        out.extend(rest.map(|due| (due, Vec::new())));
        out.extend(granted.and_then(|extension| extension.until.as_ref()).map(|until| (until, Vec::new())));
    }
    for (index, item) in order.items.iter().enumerate() {
        let Some(due) = moved(index + 1).or(item.due.as_ref()).or(order.due.as_ref()) else { continue };
        match out.iter_mut().find(|(known, _)| known.date == due.date) {
            Some((_, numbers)) => numbers.push(index + 1),
            None => out.push((due, vec![index + 1])),
        }
    }
    out.sort_by_key(|(due, _)| due.date);
    out
}

/// Whether a re-check looked at one of these items.
fn looks_at(check: &Recheck, numbers: &[usize]) -> bool {
    let of = |result: &RecheckResult| {
        let item = result.item.as_ref().and_then(|item| item.value);
        item.is_none_or(|item| numbers.contains(&(item as usize)))
    };
    let of_measures = check.order.as_ref().is_some_and(|order| order.text().contains("现场处理"));
    of_measures || numbers.is_empty() || check.results.is_empty() || check.results.iter().any(of)
}

fn correction(dossier: &Dossier, out: &mut Vec<Entry>) {
    let Some(order) = dossier.case.correction.as_ref().filter(|order| !order.is_abandoned()) else { return };
    let asked_for = |(index, item): (usize, &'_ CorrectionItem)| {
        let due = item.due.as_ref().map(|due| (index + 1, due));
        due.filter(|(number, _)| order.extension.as_ref().is_none_or(|extension| extension.is_for(*number))).map(|(_, due)| due.date)
    };
    let of_items = order.items.iter().enumerate().filter_map(asked_for).max();
    let all = || order.items.iter().filter_map(|item| item.due.as_ref()).chain(order.due.as_ref());
    let first_due = all().filter(|due| of_items.is_none_or(|last| due.date <= last)).max_by_key(|due| due.date);
    let asked = order.extension.as_ref().and_then(|extension| extension.date.as_ref());
    let over = first_due.is_some_and(|due| dossier.case.rechecks.iter().filter_map(Event::day).any(|day| day >= due.date));
    // a right that was not used says nothing once the re-check is done
    if let Some(due) = first_due.filter(|_| asked.is_some() || !over) {
        out.extend(extension_window(dossier, due).map(|own| own.met_by("延期申请", Mark::date("提出延期申请", asked))));
    }
    if let Some(extension) = &order.extension {
        let start = Mark::date("收到延期申请", asked).ok_or_else(|| "表单没有写延期申请的日期".to_string());
        let replied = Mark::date("答复", extension.replied_on.as_ref());
        out.extend(entry(dossier, "rectify-extension-reply", Binds::Agency, start).map(|own| own.met_by("延期答复", replied)));
    }
    let ordered = order.day();
    let dues = dues(order);
    let several = dues.len() > 1;
    for (index, (due, numbers)) in dues.into_iter().enumerate() {
        let own = dossier.case.rechecks.iter().filter(|check| !check.is_abandoned() && looks_at(check, &numbers));
        let checks: Vec<Mark> = own.filter_map(|check| Mark::event("复查", check)).collect();
        let start = Mark::date("整改期限届满", Some(due)).ok_or_else(String::new);
        let own = entry(dossier, "recheck", Binds::Agency, start);
        // the first check after the period; one before it answers an early request
        let after = checks.iter().filter(|check| check.day >= due.date).min_by_key(|check| check.day);
        let before = checks.iter().filter(|check| ordered.is_none_or(|ordered| check.day >= ordered)).max_by_key(|check| check.day);
        let done = after.or(before).cloned();
        let own = own.map(|own| own.met_by("复查", done).noting("当事人提前申请复查的，自收到申请之日起算"));
        out.extend(own.map(|own| if several { own.nth(index) } else { own }));
    }
}

/// The window before the end of a period in which its extension may be asked for. The last day of the period belongs to
/// it: the period has not ended before that day is over.
fn extension_window(dossier: &Dossier, due: &Date) -> Option<Entry> {
    let mark = Mark::date("整改期限届满", Some(due))?;
    let mut own = entry(dossier, "rectify-extension-request", Binds::Right, Ok(mark))?;
    if let Ok(span) = &mut own.span {
        span.opens = Some(span.last);
        span.last = due.date;
        span.rolled = Ok(due.date);
        span.why = format!("{}，到期限届满日为止", span.why);
    }
    Some(own)
}

/// A stop of production or use ordered on the spot.
fn suspension(dossier: &Dossier) -> Option<Entry> {
    let measures = dossier.case.measures.as_ref().filter(|measures| !measures.is_abandoned())?;
    let stops = |text: &str| ["停产", "停业", "停止建设", "停止施工", "停止使用"].iter().any(|word| text.contains(word));
    measures.measures.iter().find(|measure| stops(measure.content.text()))?;
    let start = Mark::event("现场处理措施决定", measures).ok_or_else(|| "表单没有写现场处理的日期".to_string());
    let begun = start.as_ref().ok().map(|mark| mark.day);
    let own = entry(dossier, "suspend-max", Binds::Agency, start)?;
    let checks = dossier.case.rechecks.iter().filter(|check| !check.is_abandoned()).filter_map(|check| Mark::event("复查", check));
    let done = checks.filter(|check| begun.is_some_and(|begun| check.day >= begun)).min_by_key(|check| check.day);
    let row_note = begun.and_then(|day| dossier.law.limit("suspend-max", day)).and_then(|row| row.note.as_ref()).map(|note| note.0.clone());
    Some(own.met_by("", done).noting(row_note.unwrap_or_default()))
}

/// Whether the case goes on towards a decision against a party.
pub(super) fn goes_on(dossier: &Dossier, party: usize) -> bool {
    !dossier.case.violations.is_empty() && !paths::is_without_penalty(dossier.case) && !paths::is_spared(dossier.case, Some(party))
}

/// The day the case was filed.
pub(super) fn filing_mark(dossier: &Dossier) -> Start {
    filed(dossier).ok_or_else(|| match dossier.case.filing {
        Some(_) => "表单没有写立案的日期".into(),
        None => "还没有立案".into(),
    })
}
