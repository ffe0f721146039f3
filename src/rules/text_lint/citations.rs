//! Provisions in printed text, held against the versions in force on the day of the writ.

use crate::law::LawBook;
use crate::law::resolve::{CitationFault, Cited};
use chrono::NaiveDate;

/// What is wrong with a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The statute has no version in force, or the version has no such provision. With the day, named in the text and
    /// earlier than the writ, on which it did exist: conduct of that day may be judged by it.
    Dead(CitationFault, Option<NaiveDate>),
    /// The law data do not have the statute.
    Unknown(CitationFault),
    /// The article has several 款 and none is named. The provision as printed.
    NoParagraph(String),
}

/// A citation with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Index of the block.
    pub block: usize,
    /// What is wrong.
    pub verdict: Verdict,
}

/// Words a statute's title ends with; contracts and manuals have articles too.
const ENDS: [&str; 9] = ["法", "条例", "办法", "规定", "规则", "细则", "决定", "解释", "通则"];

/// Every citation that does not hold on the day `on`. `days` are the days the text names.
pub fn check<T: AsRef<str>>(blocks: &[T], law: &LawBook, on: NaiveDate, days: &[NaiveDate]) -> Vec<Note> {
    let mut out: Vec<Note> = Vec::new();
    for (block, text) in blocks.iter().enumerate() {
        let text = text.as_ref();
        if !text.contains('条') {
            continue;
        }
        let resolved = law.resolve(text, on);
        for fault in resolved.faults.iter() {
            let verdict = match fault {
                CitationFault::Unreadable { .. } | CitationFault::NoStatute { .. } => continue,
                CitationFault::UnknownStatute { title, .. } => {
                    // Without marks it is rather some words before 第几条 than a title.
                    let is_title = text.contains(&format!("《{title}》")) && ENDS.iter().any(|end| title.ends_with(end));
                    if !is_title {
                        continue;
                    }
                    Verdict::Unknown(fault.clone())
                }
                CitationFault::NotInForce { .. }
                | CitationFault::NoSuchArticle { .. }
                | CitationFault::NoSuchParagraph { .. }
                | CitationFault::NoSuchItem { .. } => {
                    let healed = |day: &&NaiveDate| **day < on && law.resolve(text, **day).faults.len() < resolved.faults.len();
                    Verdict::Dead(fault.clone(), days.iter().find(healed).copied())
                }
            };
            out.push(Note { block, verdict });
        }
        for Cited { citation, unverified, lacks_paragraph, .. } in resolved.cited {
            if lacks_paragraph && !unverified {
                out.push(Note { block, verdict: Verdict::NoParagraph(law.cite(&[citation])) });
            }
        }
    }
    let mut said: Vec<Verdict> = Vec::new();
    out.retain(|note| {
        let new = !said.contains(&note.verdict);
        said.push(note.verdict.clone());
        new
    });
    out
}
