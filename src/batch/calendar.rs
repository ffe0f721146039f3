//! `deadlines.ics` of an action: the open limits of all its cases in one calendar, written case by case as their digests
//! come. An entry has the id it has in the calendar of its own case, so that a program that knows both keeps one of them.
//! What only the case's own calendar has: first days of steps that wait, surcharges, the place of the start in the form.

use super::digest::{Digest, Limit};
use crate::output::ics::{self, Event};
use crate::text::date;
use chrono::NaiveDate;
use std::collections::HashSet;
use std::io::{self, Write};

/// Which of the open limits go into the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// Those that end on the last day of their case or later, as in the calendar of one case.
    EndOfCase,
    /// Those that end on this day or later.
    Day(NaiveDate),
    /// All, also those that have passed.
    Ever,
}

/// The calendar of an action, written to `out`.
pub struct ActionCalendar<W: Write> {
    out: W,
    stamp: NaiveDate,
    since: Since,
    /// Case ids so far: two organs may each have a case of one name.
    cases: HashSet<Box<str>>,
    entries: usize,
}

impl<W: Write> ActionCalendar<W> {
    /// Begins a calendar. `stamp` is a day of the action, never the clock's.
    ///
    /// # Errors
    /// What the target says.
    pub fn begin(mut out: W, action: &str, stamp: NaiveDate, since: Since) -> io::Result<Self> {
        out.write_all(ics::head(&format!("{action} 期限")).as_bytes())?;
        Ok(ActionCalendar { out, stamp, since, cases: HashSet::new(), entries: 0 })
    }

    /// Adds the limits of a case that are open and whose last day is known.
    ///
    /// # Errors
    /// What the target says.
    pub fn add(&mut self, case: &Digest) -> io::Result<()> {
        let from = match self.since {
            Since::EndOfCase => case.last_day(),
            Since::Day(day) => Some(day),
            Since::Ever => None,
        };
        let events: Vec<Event> =
            case.limits.iter().filter_map(|limit| event(case, limit)).filter(|e| from.is_none_or(|from| e.day >= from)).collect();
        self.entries += events.len();
        // the folder parts cases of one id
        let key = if self.cases.insert(case.case.as_str().into()) { &case.case } else { &case.folder };
        self.out.write_all(ics::events(key, events, self.stamp).as_bytes())
    }

    /// Ends the calendar: what it was written to, and how many entries it has.
    ///
    /// # Errors
    /// What the target says.
    pub fn end(mut self) -> io::Result<(W, usize)> {
        self.out.write_all(ics::TAIL.as_bytes())?;
        Ok((self.out, self.entries))
    }
}

fn event(case: &Digest, limit: &Limit) -> Option<Event> {
    if limit.done.is_some() {
        return None;
    }
    let day = limit.last?;
    let only = || case.parties.first().filter(|_| case.parties.len() == 1).map(|party| &party.name);
    let name = match limit.whom.as_ref().or_else(only) {
        Some(whom) => format!("{}（{whom}）", limit.name),
        None => limit.name.clone(),
    };
    let mut said = vec![limit.why.clone()];
    if !limit.why.contains(&date::print(day)) {
        said.push(format!("最后一日{}", date::print(day)));
    }
    said.push(format!("由谁：{}", limit.binds));
    said.push(format!("机关：{}；案卷：{}", case.agency, case.folder));
    said.retain(|line| !line.is_empty());
    Some(Event {
        key: ics::deadline_key(&limit.id, limit.party, limit.event),
        day,
        time: limit.time,
        summary: format!("最后一日：{name}　{}", case.case),
        description: said.join("\n"),
    })
}

#[cfg(test)]
mod tests {
    use super::super::digest::Step;
    use super::super::track::CORRECTION_DUE;
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn case(name: &str, folder: &str) -> Digest {
        let limit = |id: &str, last: Option<&str>, done: Option<&str>| Limit {
            id: id.into(),
            name: format!("期限{id}"),
            binds: "本机关".into(),
            last: last.map(day),
            done: done.map(day),
            why: "自立案次日起算".into(),
            ..Limit::default()
        };
        let limits = vec![
            limit("passed", Some("2026-03-01"), None),
            limit("met", Some("2026-04-01"), Some("2026-03-20")),
            limit("open", Some("2026-04-02"), None),
            limit("unknown", None, None),
        ];
        let steps = vec![Step { step: "检查".into(), day: day("2026-03-05"), ..Step::default() }];
        Digest { folder: folder.into(), case: name.into(), agency: "甲局".into(), limits, steps, ..Digest::default() }
    }

    fn written(cases: &[Digest], since: Since) -> (String, usize) {
        let mut calendar = ActionCalendar::begin(Vec::new(), "专项行动", day("2026-03-31"), since).expect("begun");
        cases.iter().for_each(|case| calendar.add(case).expect("added"));
        let (bytes, entries) = calendar.end().expect("ended");
        (String::from_utf8(bytes).expect("UTF-8").replace("\r\n ", ""), entries)
    }

    #[test]
    fn only_what_is_open_is_announced() {
        let check = |since: Since, expected: &[&str]| {
            let (text, entries) = written(&[case("案1", "案1")], since);
            let named: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("SUMMARY:最后一日：期限")).collect();
            assert_eq!((named, entries), (expected.to_vec(), expected.len()));
            assert_eq!(ics::count(&text), entries);
        };
        check(Since::EndOfCase, &["open　案1"]);
        check(Since::Ever, &["passed　案1", "open　案1"]);
        check(Since::Day(day("2026-04-03")), &[]);
    }

    /// What a party must do until a day to come is the most urgent of all, whatever later day it is ordered for.
    #[test]
    fn a_day_ordered_for_a_correction_has_not_happened() {
        let mut ordered = case("案1", "案1");
        ordered.steps.push(Step { step: CORRECTION_DUE.into(), day: day("2026-04-10"), ..Step::default() });
        assert_eq!(ordered.last_day(), Some(day("2026-03-05")));
        let (text, _) = written(&[ordered], Since::EndOfCase);
        assert!(text.contains("期限open"), "{text}");
    }

    #[test]
    fn two_cases_of_one_name_keep_apart() {
        let cases = [case("案1", "甲局/案1"), case("案1", "乙局/案1"), case("案2", "甲局/案2")];
        let (text, _) = written(&cases, Since::EndOfCase);
        let ids: HashSet<&str> = text.lines().filter(|line| line.starts_with("UID:")).collect();
        assert_eq!(ids.len(), 3);
        assert_eq!(written(&cases, Since::EndOfCase).0, text);
    }
}
