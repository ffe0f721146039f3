//! `plan`: the set of writs with states, reasons, lawful days and gaps, then every limit of the case, as text, JSON and a
//! calendar.

use super::args::{PlanArgs, PlanFormat};
use super::check::{library, load, shown, sources};
use super::{Exit, say};
use crate::dossier::agenda::{Entry, Mark, State};
use crate::output::{folder, ics};
use crate::pipeline::{self, Built, BuiltWrit, Selection};
use crate::text::date;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// `wenshu plan`
pub fn plan(arguments: &PlanArgs, clock: NaiveDate) -> Exit {
    let today = arguments.today.unwrap_or(clock);
    let sources = sources(&arguments.sources);
    let Some(library) = library(&sources) else { return Exit::Failed };
    let loaded = load(&arguments.file, &sources);
    let shown = shown(&arguments.file);
    let built = match pipeline::build(&library, &loaded, &Selection::default()) {
        Ok(built) => built,
        Err(findings) => {
            say::findings(&findings, &shown, &loaded.source);
            return Exit::Refused;
        }
    };
    if let Some(path) = &arguments.ics {
        let calendar = ics::calendar(&built.id, &built.agenda, built.meta.date.unwrap_or_default(), today);
        if path.as_os_str() == "-" {
            say::out(&calendar);
            return Exit::Done;
        }
        if let Err(fault) = folder::write_asked(path, "ics", &calendar) {
            say::findings(&[fault], "", "");
            return Exit::Failed;
        }
        say::line(&format!("{}：{}项", path.display(), ics::count(&calendar)));
    }
    match arguments.format {
        PlanFormat::Text => say::out(&text(&built, today)),
        PlanFormat::Json => say::out(&(serde_json::to_string_pretty(&json(&built, today)).unwrap_or_default() + "\n")),
    }
    Exit::Done
}

fn text(built: &Built, today: NaiveDate) -> String {
    let mut out = String::new();
    for (index, writ) in built.writs.iter().enumerate() {
        let name = writ.name();
        let day = writ.date.map(date::print).unwrap_or_else(|| "日期未定".into());
        let number = writ.number.clone().unwrap_or_default();
        out.push_str(&format!("{:02} {}　{name}　{number}　{day}\n     理由：{}\n", index + 1, writ.state.word(), writ.reason));
        lawful(&mut out, writ);
        if !writ.gaps.is_empty() {
            let fields: Vec<&str> = writ.gaps.iter().map(|g| g.field.as_str()).collect();
            out.push_str(&format!("     缺：{}\n", fields.join("、")));
        }
    }
    limits(&mut out, built, today);
    out
}

fn lawful(out: &mut String, writ: &BuiltWrit) {
    for (word, bound) in [("最早", &writ.lawful.earliest), ("最迟", &writ.lawful.latest)] {
        if let Some(bound) = bound {
            out.push_str(&format!("     {word}：{}　{}\n", date::print(bound.day), bound.why));
        }
    }
    for unknown in &writ.lawful.unknown {
        out.push_str(&format!("     {unknown}\n"));
    }
    if let Some(why) = &writ.lawful.impossible {
        out.push_str(&format!("     不可能：{why}\n"));
    }
}

/// The groups of the table, in this order.
const GROUPS: [&str; 5] = ["进行中", "已过", "尚未开始", "推算不出", "已完成"];

fn group(state: &State) -> usize {
    match state {
        State::Running(_) => 0,
        State::Over(_) => 1,
        State::Waiting(_) => 2,
        State::Unknown(_) => 3,
        State::Done | State::DoneWithinRoll(_) | State::DoneLate(_) | State::DoneEarly(_) => 4,
    }
}

fn limits(out: &mut String, built: &Built, today: NaiveDate) {
    let agenda = &built.agenda;
    if agenda.entries.is_empty() {
        return;
    }
    out.push_str(&format!("\n期限（今天{}）\n", date::print(today)));
    for conflict in &agenda.conflicts {
        out.push_str(&format!("  不可能：{}\n", conflict.message));
    }
    for (index, title) in GROUPS.iter().enumerate() {
        let mut own: Vec<&Entry> = agenda.entries.iter().filter(|entry| group(&entry.state(today)) == index).collect();
        if own.is_empty() {
            continue;
        }
        own.sort_by_key(|entry| entry.last_day().unwrap_or(NaiveDate::MAX));
        out.push_str(&format!("  {title}\n"));
        own.into_iter().for_each(|entry| limit(out, entry, today));
    }
    for accrual in &agenda.accruals {
        let whom = accrual.whom.as_ref().map(|whom| format!("（{whom}）")).unwrap_or_default();
        out.push_str(&format!("  加处罚款{whom}：{}\n", accrual.words(today)));
    }
}

/// 表单的哪一处.
fn place(mark: &Mark) -> String {
    if mark.at.path.is_empty() { String::new() } else { format!("（{}，第{}行）", mark.at.path, mark.at.pos.line) }
}

fn limit(out: &mut String, entry: &Entry, today: NaiveDate) {
    let name = match &entry.whom {
        Some(whom) => format!("{}（{whom}）", entry.name),
        None => entry.name.clone(),
    };
    let last = match (entry.last_day(), &entry.span) {
        (Some(last), _) => date::print(last),
        (None, Ok(span)) => format!("{}或者其后", date::print(span.last)),
        (None, Err(_)) => "日期未定".into(),
    };
    let clock = entry.span.as_ref().ok().and_then(|span| span.time).map(|time| format!("{}时{:02}分", time.hour, time.minute));
    let last = last + &clock.unwrap_or_default();
    out.push_str(&format!("    {last}　{name}　{}：{}\n", entry.binds.word(), entry.state_words(today)));
    if let Ok(start) = &entry.start {
        out.push_str(&format!("        从{}的{}起算{}\n", start.what, date::print(start.day), place(start)));
        if let Ok(span) = &entry.span {
            out.push_str(&format!("        {}\n", span.why));
        }
    }
    if let Some(done) = &entry.done {
        out.push_str(&format!("        {}：{}{}\n", done.what, date::print(done.day), place(done)));
    }
    for bar in &entry.bars {
        let first = match &bar.first {
            Ok(first) => format!("最早{}", date::print(*first)),
            Err(_) => continue,
        };
        let taken = bar.taken.as_ref().map(|taken| format!("，已于{}办理", date::print(taken.day))).unwrap_or_default();
        out.push_str(&format!("        {}{first}{taken}\n", bar.step));
    }
    let unverified = if entry.unverified { "（条文未核）" } else { "" };
    if !entry.basis.is_empty() {
        out.push_str(&format!("        依据：{}{unverified}\n", entry.basis));
    }
    if let Some(note) = &entry.note {
        out.push_str(&format!("        说明：{note}\n"));
    }
}

fn iso(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

fn mark_json(mark: &Mark) -> Value {
    json!({
        "what": mark.what,
        "date": iso(mark.day),
        "time": mark.time.map(|time| format!("{:02}:{:02}", time.hour, time.minute)),
        "field": &*mark.at.path,
        "line": mark.at.pos.line,
    })
}

fn json(built: &Built, today: NaiveDate) -> Value {
    let bound = |bound: &Option<crate::dossier::agenda::Bound>| bound.as_ref().map(|b| json!({"date": iso(b.day), "reason": b.why}));
    let writ = |(index, writ): (usize, &BuiltWrit)| {
        json!({
            "position": index + 1,
            "id": writ.id,
            "title": writ.title,
            "label": writ.label,
            "number": writ.number,
            "date": writ.date.map(iso),
            "state": writ.state.word(),
            "reason": writ.reason,
            "earliest": bound(&writ.lawful.earliest),
            "latest": bound(&writ.lawful.latest),
            "unknown": writ.lawful.unknown,
            "impossible": writ.lawful.impossible,
            "gaps": writ.gaps.iter().map(|gap| &gap.field).collect::<Vec<_>>(),
        })
    };
    let accrual = |accrual: &crate::dossier::agenda::Accrual| {
        let now = accrual.on(today);
        json!({
            "party": accrual.party, "whom": accrual.whom, "fine_fen": accrual.fine, "due": iso(accrual.due),
            "days": now.days, "fen": now.fen, "capped": now.capped, "cap_fen": accrual.cap, "cap_date": accrual.cap_day.map(iso),
            "words": accrual.words(today), "basis": accrual.basis,
        })
    };
    json!({
        "case": built.id,
        "today": iso(today),
        "writs": built.writs.iter().enumerate().map(writ).collect::<Vec<_>>(),
        "limits": built.agenda.entries.iter().map(|entry| entry_json(entry, today)).collect::<Vec<_>>(),
        "conflicts": built.agenda.conflicts.iter().map(|c| json!({"limits": c.limits, "step": c.step, "message": c.message})).collect::<Vec<_>>(),
        "surcharges": built.agenda.accruals.iter().map(accrual).collect::<Vec<_>>(),
    })
}

fn entry_json(entry: &Entry, today: NaiveDate) -> Value {
    let span = entry.span.as_ref().ok();
    json!({
        "limit": entry.limit,
        "name": entry.name,
        "binds": entry.binds.word(),
        "party": entry.party,
        "whom": entry.whom,
        "event": entry.event,
        "step": entry.step,
        "from": entry.start.as_ref().ok().map(mark_json),
        "missing": entry.start.as_ref().err(),
        "opens": span.and_then(|span| span.opens).map(iso),
        "computed": span.map(|span| iso(span.last)),
        "last": entry.last_day().map(iso),
        "time": span.and_then(|span| span.time).map(|time| format!("{:02}:{:02}", time.hour, time.minute)),
        "reason": entry.why(),
        "basis": entry.basis,
        "verified": !entry.unverified,
        "group": GROUPS[group(&entry.state(today))],
        "state": entry.state_words(today),
        "done": entry.done.as_ref().map(mark_json),
        "bars": entry.bars.iter().map(|bar| json!({
            "step": bar.step, "first": bar.first.as_ref().ok().copied().map(iso), "unknown": bar.first.as_ref().err(), "reason": bar.why,
            "taken": bar.taken.as_ref().map(mark_json),
        })).collect::<Vec<_>>(),
        "note": entry.note,
    })
}
