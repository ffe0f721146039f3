//! Days and times of a row: a time of day joined to its day, begin and end made one.

use super::fields::{self, Kind};
use super::read::{day_of, is_time_only, print};
use super::row::{Content, Draft, Given};
use super::tree::Tree;
use crate::import::sheet::When;
use chrono::NaiveDate;

/// The text of a day or time for the form.
fn text(given: &Given) -> String {
    match &given.content {
        Content::When(when) => print(*when),
        Content::Texts(texts) => texts.first().map(|(text, _)| text.clone()).unwrap_or_default(),
    }
}

fn day(given: &Given) -> Option<NaiveDate> {
    match &given.content {
        Content::When(when) => when.day,
        Content::Texts(_) => day_of(&text(given)).or_else(|| day_of(text(given).split([' ', 'T']).next().unwrap_or_default())),
    }
}

fn has_time(given: &Given) -> bool {
    matches!(&given.content, Content::When(When { time: Some(_), .. }))
}

/// Joins 日期 and 时间 of every event of the row. `shared` is the day of the whole action, for an inspection of which the
/// row gives the time only.
pub fn join(draft: &mut Draft, shared: Option<NaiveDate>) {
    let mut events: Vec<Vec<String>> = Vec::new();
    for given in &draft.given {
        let keys = &given.field.keys;
        let event = match keys.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [event @ .., "日期" | "时间"] | [event @ .., "时间", "开始" | "结束"] => event.len(),
            _ => continue,
        };
        let event = keys[..event].to_vec();
        let timed = fields::field(&format!("{}.时间", event.join("."))).is_ok();
        if timed && !events.contains(&event) {
            events.push(event);
        }
    }
    for event in events {
        one(draft, &event, shared.filter(|_| event.as_slice() == ["检查"]));
    }
}

fn one(draft: &mut Draft, event: &[String], shared: Option<NaiveDate>) {
    let path = |below: &[&str]| event.iter().cloned().chain(below.iter().map(|key| (*key).to_string())).collect::<Vec<_>>();
    let date = draft.take(&path(&["日期"]));
    let begin = draft.take(&path(&["时间"])).or_else(|| draft.take(&path(&["时间", "开始"])));
    let end = draft.take(&path(&["时间", "结束"]));
    let mut begun: Option<(String, u16)> = None;
    match (begin, date) {
        (Some(begin), date) => {
            let mut said = text(&begin);
            let timed_only = match &begin.content {
                Content::When(when) => when.day.is_none(),
                Content::Texts(_) => is_time_only(&said),
            };
            let own = date.as_ref().map(|date| (day(date), text(date)));
            match (timed_only, own) {
                (true, Some((day, written))) => {
                    let day = day.map_or(written, |day| day.format("%Y-%m-%d").to_string());
                    said = format!("{day} {said}");
                }
                (true, None) => {
                    if let Some(shared) = shared {
                        said = format!("{} {said}", shared.format("%Y-%m-%d"));
                    }
                }
                // The form compares the two days when both are given.
                (false, Some((named, written))) => {
                    if (named.is_none() || named != day(&begin))
                        && let Some(date) = &date
                    {
                        draft.tree.put(&path(&["日期"]), Tree::value(written, date.column));
                    }
                }
                (false, None) => {}
            }
            begun = Some((said, begin.column));
        }
        (None, Some(date)) if has_time(&date) || end.is_some() => begun = Some((text(&date), date.column)),
        (None, Some(date)) => {
            draft.tree.put(&path(&["日期"]), Tree::value(text(&date), date.column));
        }
        (None, None) => {}
    }
    match (begun, end) {
        (Some((begin, column)), Some(end)) => {
            draft.tree.put(&path(&["时间", "开始"]), Tree::value(begin, column));
            draft.tree.put(&path(&["时间", "结束"]), Tree::value(text(&end), end.column));
        }
        (Some((begin, column)), None) => {
            draft.tree.put(&path(&["时间"]), Tree::value(begin, column));
        }
        (None, Some(end)) => {
            draft.tree.put(&path(&["时间", "结束"]), Tree::value(text(&end), end.column));
        }
        (None, None) => {}
    }
}

/// The tree of a day or time outside events; a time in a column that asks for a day alone is said.
pub fn alone(given: &Given) -> Result<Tree, String> {
    if given.field.kind == Kind::Day && has_time(given) {
        return Err(text(given));
    }
    let said = text(given);
    let span = (given.field.kind == Kind::Range).then(|| said.split_once(['至', '到', '～', '~'])).flatten();
    Ok(match span {
        Some((from, to)) => Tree::Keys(vec![
            ("起".to_string(), Tree::value(from.trim(), given.column)),
            ("止".to_string(), Tree::value(to.trim(), given.column)),
        ]),
        None => Tree::value(said, given.column),
    })
}
