//! Words about what the program knows: a writ, a cause, a statute or a provision, a limit, as plain Chinese text for a
//! terminal. Everything comes from the law data, the front matter and the vocabulary; nothing is stated here.

mod cause;
mod law;
mod lists;
pub mod rule;
mod writ;

pub use lists::{hazards, limits};
pub use writ::template_of;

use crate::law::{CitationFault, LawBook, names};
use crate::rules;
use crate::template::Templates;
use chrono::NaiveDate;

/// What came of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The text.
    Known(String),
    /// The statute is known, the provision or version asked for is not there; the text says so.
    Absent(String),
    /// Nothing has that name; the nearest names, best first.
    Unknown(Vec<String>),
}

/// Explains what has a name: a rule by code; a writ by id, title or 序号; a cause by any of its names; a limit by id or name; a statute by id or
/// title; a provision as people type it. `on` is the day whose law is meant.
pub fn explain(law: &LawBook, templates: &Templates, name: &str, on: NaiveDate) -> Answer {
    let name = name.trim();
    if let Some(found) = rules::rule(&name.to_ascii_uppercase()) {
        return Answer::Known(rule::page(law, found, on));
    }
    let writs: Vec<_> =
        templates.writs().iter().filter(|w| w.id == name || w.title() == name || w.front.national.0.eq_ignore_ascii_case(name)).collect();
    if !writs.is_empty() {
        let pages: Vec<String> = writs.into_iter().map(|found| writ::page(templates, found)).collect();
        return Answer::Known(pages.join("\n"));
    }
    if let Ok(found) = law.cause(name) {
        return Answer::Known(cause::page(law, found, on));
    }
    if let Some(found) = law.limits().find(|limit| limit.id == name || limit.name == name) {
        return Answer::Known(law::limit(law, &found.id, on));
    }
    if let Some(statute) = law.statute(name) {
        return Answer::Known(law::statute(law, statute));
    }
    let versions = law.versions(name);
    if let Some(current) = law.statute_on(name, on).or(versions.last().copied()) {
        return Answer::Known(law::statutes(law, &versions, current, on));
    }
    let resolved = law.resolve(name, on);
    let unreadable = |fault: &CitationFault| match fault {
        CitationFault::Unreadable { .. } | CitationFault::NoStatute { .. } | CitationFault::UnknownStatute { .. } => true,
        CitationFault::NotInForce { .. }
        | CitationFault::NoSuchArticle { .. }
        | CitationFault::NoSuchParagraph { .. }
        | CitationFault::NoSuchItem { .. } => false,
    };
    if resolved.faults.iter().any(unreadable) {
        return Answer::Unknown(near(law, templates, name, &resolved.faults));
    }
    let text = law::provisions(law, &resolved, on);
    if resolved.faults.is_empty() { Answer::Known(text) } else { Answer::Absent(text) }
}

/// The nearest names of everything that can be explained.
fn near(law: &LawBook, templates: &Templates, name: &str, faults: &[CitationFault]) -> Vec<String> {
    for fault in faults {
        if let CitationFault::UnknownStatute { near, .. } = fault {
            return near.iter().map(|title| title.trim_matches(['《', '》']).to_string()).collect();
        }
    }
    // a letter or two stand in every id
    let telling = |(known, _): &(&str, &str)| !known.is_ascii() || name.chars().count() > 2;
    let writs = templates.writs().iter().flat_map(|w| [(w.title(), w.title()), (w.id.as_str(), w.id.as_str())]);
    let causes = law.causes().flat_map(|cause| cause.names().map(|known| (known, cause.short.0.as_str())));
    let statutes = law.statutes().flat_map(|s| {
        let titles = s.aliases.iter().chain([&s.short_title, &s.full_title]);
        titles.map(|known| (known.0.as_str(), s.short_title.0.as_str())).chain([(s.id.0.as_str(), s.id.0.as_str())])
    });
    let limits = law.limits().flat_map(|l| [(l.id.0.as_str(), l.id.0.as_str()), (l.name.0.as_str(), l.id.0.as_str())]);
    names::nearest(name, writs.chain(causes).chain(statutes).chain(limits).filter(telling), 5).into_iter().map(str::to_string).collect()
}

/// `已核` or `未核`.
fn checked(verified: bool) -> &'static str {
    if verified { "已核" } else { "未核" }
}

/// Words joined with 、; `—` when there are none.
fn joined<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let all: Vec<&str> = words.into_iter().collect();
    if all.is_empty() { "—".to_string() } else { all.join("、") }
}
