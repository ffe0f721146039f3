//! `deadlines.ics`: the open limits of a case as a calendar (RFC 5545) that any calendar program reads; its parts also make
//! the calendar of many cases. A writer of our own: it needs no clock and no random ids, so that the same case makes the same bytes.

use super::sha256_hex;
use crate::dossier::agenda::{Accrual, Agenda, Entry, Mark};
use crate::text::{date, money};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Lines are folded at this many octets (RFC 5545 §3.1).
const FOLD: usize = 75;
/// An alarm goes off so many days before.
const ALARM_DAYS: u32 = 2;

/// One entry of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What makes it one and the same entry each time the calendar of a case is made.
    pub key: String,
    /// Its day.
    pub day: NaiveDate,
    /// Hour and minute, for limits counted in hours.
    pub time: Option<(u32, u32)>,
    /// One line.
    pub summary: String,
    /// Lines.
    pub description: String,
}

/// The key of a limit's last day: the row of the law, the party it concerns and which of several events it belongs to. The
/// calendar of one case and that of an action give it the same id.
pub fn deadline_key(limit: &str, party: Option<usize>, event: Option<usize>) -> String {
    format!("{limit}\u{0}{party:?}\u{0}{event:?}\u{0}last")
}

/// The calendar of what is open on `from` or later: last days of limits not met, first days of steps that wait, and when
/// a surcharge begins and reaches its cap. `stamp` is the last day of the case, never the clock's.
pub fn calendar(case: &str, agenda: &Agenda, stamp: NaiveDate, from: NaiveDate) -> String {
    let mut open: Vec<Event> = agenda.entries.iter().filter_map(|entry| last_day(case, agenda, entry)).collect();
    open.extend(first_days(case, agenda));
    open.extend(agenda.accruals.iter().flat_map(|accrual| surcharge(case, accrual)));
    open.retain(|event| event.day >= from);
    head(&format!("{case} 期限")) + &events(case, open, stamp) + TAIL
}

/// How a calendar ends.
pub const TAIL: &str = "END:VCALENDAR\r\n";

/// How a calendar begins.
pub fn head(name: &str) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//wenshu//deadlines//ZH");
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("X-WR-CALNAME", &escape(name));
    // also what makes a calendar without events a lawful one: it must hold a component
    for (name, value) in [
        ("BEGIN", "VTIMEZONE"),
        ("TZID", "Asia/Shanghai"),
        ("BEGIN", "STANDARD"),
        ("DTSTART", "19920101T000000"),
        ("TZOFFSETFROM", "+0800"),
        ("TZOFFSETTO", "+0800"),
        ("TZNAME", "CST"),
        ("END", "STANDARD"),
        ("END", "VTIMEZONE"),
    ] {
        line(name, value);
    }
    out
}

/// The entries of a case, by day; `case` is what their ids are made of.
pub fn events(case: &str, mut events: Vec<Event>, stamp: NaiveDate) -> String {
    events.sort_by(|a, b| (a.day, a.time, &a.key).cmp(&(b.day, b.time, &b.key)));
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold(&mut out, &format!("{name}:{value}"));
    let mut seen = BTreeSet::new();
    for event in &events {
        let again = (0..).map(|n| format!("{case}\u{0}{}\u{0}{n}", event.key)).find(|key| seen.insert(key.clone()));
        line("BEGIN", "VEVENT");
        line("UID", &format!("{}@wenshu", &sha256_hex(again.unwrap_or_default().as_bytes())[..32]));
        line("DTSTAMP", &format!("{}T000000Z", stamp.format("%Y%m%d")));
        match event.time {
            Some((hour, minute)) => {
                line("DTSTART;TZID=Asia/Shanghai", &format!("{}T{hour:02}{minute:02}00", event.day.format("%Y%m%d")));
                line("DURATION", "PT15M");
            }
            None => {
                line("DTSTART;VALUE=DATE", &event.day.format("%Y%m%d").to_string());
                line("DTEND;VALUE=DATE", &event.day.succ_opt().unwrap_or(event.day).format("%Y%m%d").to_string());
            }
        }
        line("SUMMARY", &escape(&event.summary));
        line("DESCRIPTION", &escape(&event.description));
        line("TRANSP", "TRANSPARENT");
        line("BEGIN", "VALARM");
        line("ACTION", "DISPLAY");
        line("TRIGGER", &format!("-P{ALARM_DAYS}D"));
        line("DESCRIPTION", &escape(&event.summary));
        line("END", "VALARM");
        line("END", "VEVENT");
    }
    out
}

/// How many entries a calendar has.
pub fn count(calendar: &str) -> usize {
    calendar.matches("BEGIN:VEVENT\r\n").count()
}

fn named(name: &str, whom: &Option<String>) -> String {
    match whom {
        Some(whom) => format!("{name}（{whom}）"),
        None => name.to_string(),
    }
}

fn place(mark: &Mark) -> String {
    let path =
        if mark.at.path.is_empty() { String::new() } else { format!("（表单：{}，第{}行）", mark.at.path, mark.at.pos.line) };
    format!("起算：{}，{}{path}", mark.what, date::print(mark.day))
}

fn last_day(case: &str, agenda: &Agenda, entry: &Entry) -> Option<Event> {
    if entry.done.is_some() {
        return None;
    }
    let day = entry.last_day()?;
    let span = entry.span.as_ref().ok()?;
    let name = named(&entry.name, &entry.whom);
    let mut said = vec![span.why.clone()];
    said.extend(entry.start.as_ref().ok().map(place));
    if day != span.last {
        said.push(format!("届满日{}，顺延至{}", date::print(span.last), date::print(day)));
    }
    said.push(format!("由谁：{}", entry.binds.word()));
    if !entry.basis.is_empty() {
        said.push(format!("依据：{}{}", entry.basis, if entry.unverified { "（条文未核）" } else { "" }));
    }
    said.extend(entry.note.clone());
    let conflicts = agenda.conflicts.iter().filter(|conflict| conflict.limits.contains(&entry.limit) && conflict.event == entry.event);
    said.extend(conflicts.map(|conflict| conflict.message.clone()));
    Some(Event {
        key: deadline_key(entry.limit, entry.party, entry.event),
        day,
        time: span.time.map(|time| (time.hour, time.minute)),
        summary: format!("最后一日：{name}　{case}"),
        description: said.join("\n"),
    })
}

/// The first day of each step that waits, when every limit it waits for can be computed.
fn first_days(case: &str, agenda: &Agenda) -> Vec<Event> {
    let bars = || agenda.entries.iter().flat_map(|entry| entry.bars.iter().map(move |bar| (entry, bar)));
    let one = |(step, event, party): (&'static str, Option<usize>, Option<usize>)| {
        let own: Vec<_> = bars().filter(|(entry, bar)| (bar.step, bar.event, entry.party) == (step, event, party)).collect();
        if own.iter().any(|(_, bar)| bar.taken.is_some() || bar.first.is_err()) {
            return None;
        }
        let (entry, bar) = own.into_iter().max_by_key(|(_, bar)| bar.first.as_ref().ok().copied())?;
        Some(Event {
            key: format!("{step}\u{0}{party:?}\u{0}{event:?}\u{0}first"),
            day: *bar.first.as_ref().ok()?,
            time: None,
            summary: format!("最早可以：{}　{case}", named(step, &entry.whom)),
            description: format!("{}：{}\n依据：{}", entry.name, bar.why, entry.basis),
        })
    };
    let steps: Vec<_> = bars().map(|(entry, bar)| (bar.step, bar.event, entry.party)).collect();
    let mut seen = BTreeSet::new();
    steps.into_iter().filter(|key| seen.insert(*key)).filter_map(one).collect()
}

fn surcharge(case: &str, accrual: &Accrual) -> Vec<Event> {
    if !accrual.is_open() {
        return Vec::new();
    }
    let event = |what: &str, day: NaiveDate, summary: String| Event {
        key: format!("surcharge\u{0}{}\u{0}{what}", accrual.party),
        day,
        time: None,
        summary: format!("{}　{case}", named(&summary, &accrual.whom)),
        description: accrual.words(day),
    };
    let begins = accrual.due.succ_opt().map(|day| event("begin", day, "逾期未缴的，开始加处罚款".into()));
    let cap = accrual.cap_day.map(|day| event("cap", day, format!("加处罚款达到上限{}", money::print(accrual.cap))));
    begins.into_iter().chain(cap).collect()
}

/// TEXT of RFC 5545 §3.3.11. Control characters have no place in it.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '\\' | ';' | ',' => out.extend(['\\', ch]),
            '\n' => out.push_str("\\n"),
            ch if ch.is_control() => {}
            ch => out.push(ch),
        }
    }
    out
}

/// A content line with CRLF, folded between characters.
fn fold(out: &mut String, line: &str) {
    let mut width = 0;
    for ch in line.chars() {
        if width + ch.len_utf8() > FOLD {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(ch);
        width += ch.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escape("甲,乙;丙\\丁\n戊\r\u{7}"), "甲\\,乙\\;丙\\\\丁\\n戊");
    }

    #[test]
    fn a_case_without_limits_is_still_a_calendar() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day");
        let text = calendar("甲-1", &Agenda::default(), day, day);
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VTIMEZONE\r\nEND:VCALENDAR\r\n"), "{text}");
        assert_eq!(count(&text), 0);
    }

    proptest! {
        #[test]
        fn folded_lines_are_short_and_lose_nothing(text in "[a-z，、；一-龥🀄]{0,200}") {
            let mut out = String::new();
            fold(&mut out, &text);
            prop_assert!(out.split("\r\n").all(|line| line.len() <= FOLD));
            prop_assert_eq!(unfolded(&out), format!("{text}\r\n"));
        }
    }
}
