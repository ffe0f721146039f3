//! Small tools for filling views: values of the form, of the agency, computed ones, dates and times.

use super::super::value::{Piece, Value};
use crate::case::events::Event;
use crate::case::values::{At, Clock, Moment, Text};
use crate::document::Origin;
use crate::dossier::step::Day;
use crate::text::date;
use chrono::{NaiveDate, NaiveTime};

/// The origin of a value of the form.
pub fn origin(at: &At) -> Origin {
    Origin::Form { path: at.path.to_string(), file: at.file.to_string(), line: at.pos.line, column: at.pos.column }
}

/// A text as the form has it; line breaks within are kept.
pub fn given(text: &str, at: &At) -> Value {
    Value::text(text, origin(at))
}

/// A text of the form.
pub fn text(text: &Text) -> Value {
    given(text.text(), &text.at)
}

/// A text of the form, or a gap named `field`.
pub fn or_gap(value: Option<&Text>, field: &str) -> Value {
    value.map_or_else(|| Value::gap(field), text)
}

/// A text of the agency file, or a gap named `field`.
pub fn agency(value: Option<&Text>, field: &str) -> Value {
    value.map_or_else(
        || Value::gap(format!("机关档案.{field}")),
        |found| Value::text(found.text(), Origin::Agency { path: format!("机关档案.{field}") }),
    )
}

/// A day printed as 2026年3月5日, or a gap.
pub fn day(found: Option<&Day>, field: &str) -> Value {
    found.map_or_else(|| Value::gap(field), |day| given(&date::print(day.date), &day.at))
}

/// The day of an event, or a gap.
pub fn event_day<E: Event>(event: Option<&E>, field: &str) -> Value {
    day(event.and_then(crate::dossier::step::day_of).as_ref(), field)
}

/// A calendar date with its place.
pub fn dated(found: NaiveDate, at: &At) -> Value {
    given(&date::print(found), at)
}

fn naive(clock: Clock) -> NaiveTime {
    NaiveTime::from_hms_opt(clock.hour, clock.minute, 0).unwrap_or_default()
}

/// A moment with whatever is missing left to the hand: 2026年3月5日9时30分.
pub fn moment(found: Option<&Moment>, fallback: Option<&Day>, field: &str) -> Value {
    let at = found.map(|m| &m.at).or(fallback.map(|d| &d.at));
    let (Some(at), Some(day)) = (at, found.and_then(|m| m.date).or(fallback.map(|d| d.date))) else { return Value::gap(field) };
    let mut value = given(&date::print(day), at);
    value.pieces.extend(match found.and_then(|m| m.time) {
        Some(clock) => given(&date::print_time(naive(clock)), at).pieces,
        None => hand_time(),
    });
    value
}

/// The time of day of an end; the day is printed only when it differs from the day of the beginning.
pub fn end(found: Option<&Moment>, begun: Option<NaiveDate>, field: &str) -> Value {
    let Some(end) = found else { return Value::gap(field) };
    let Some(clock) = end.time else { return Value::gap(field) };
    let time = date::print_time(naive(clock));
    match end.date.filter(|day| Some(*day) != begun && begun.is_some()) {
        Some(day) => given(&format!("{}{time}", date::print(day)), &end.at),
        None => given(&time, &end.at),
    }
}

/// Room for hour and minute.
fn hand_time() -> Vec<Piece> {
    let word = |text: &str| Piece::Text(text.to_string(), Origin::Template);
    vec![Piece::Blank(2.0), word("时"), Piece::Blank(2.0), word("分")]
}

/// A serial number of a list; not a filled-in value, so never underlined.
pub fn index(number: usize) -> Value {
    Value::text(number.to_string(), Origin::Template)
}

/// Fixed words chosen by the program (not underlined).
pub fn fixed(words: impl Into<String>) -> Value {
    Value::text(words, Origin::Template)
}

/// `第1、3项`, long runs as `第1至5、8项`, with an origin that says so.
pub fn item_list(numbers: &[usize]) -> Value {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let words = |(first, last): (usize, usize)| match last - first {
        0..=2 => (first..=last).map(|n| n.to_string()).collect::<Vec<_>>().join("、"),
        _ => format!("{first}至{last}"),
    };
    let joined = runs.into_iter().map(words).collect::<Vec<_>>().join("、");
    Value::computed(format!("第{joined}项"), "各项的序号")
}

/// The day of a moment, or a gap.
pub fn moment_day(found: &Moment, field: &str) -> Value {
    found.date.map_or_else(|| Value::gap(field), |day| dated(day, &found.at))
}

#[cfg(test)]
mod tests {
    use super::item_list;

    #[test]
    fn long_runs_are_named_by_their_ends() {
        assert_eq!(item_list(&[2]).plain(), "第2项");
        assert_eq!(item_list(&[1, 2, 3]).plain(), "第1、2、3项");
        assert_eq!(item_list(&[1, 2, 3, 4, 6, 8, 9]).plain(), "第1至4、6、8、9项");
    }
}
