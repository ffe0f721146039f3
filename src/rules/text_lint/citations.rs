//! Provisions in printed text, held against the versions in force on the day of the writ.

use crate::law::LawBook;
use crate::law::resolve::{CitationFault, Cited};
use crate::text::numeral;
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
const ENDS: &[&str] = &["法", "条例", "办法", "规定", "规则", "细则", "决定", "解释", "通则"];

/// Every citation that does not hold on the day `on`. `days` are the days the text names.
pub fn check<T: AsRef<str>>(blocks: &[T], law: &LawBook, on: NaiveDate, days: &[NaiveDate]) -> Vec<Note> {
    let mut out: Vec<Note> = Vec::new();
    for (block, text) in blocks.iter().enumerate() {
        let text = text.as_ref();
        if !text.contains('条') {
            continue;
        }
        let text = without_counts(text);
        let text = text.as_str();
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

/// The text without numbers that name no provision: counts (两项违法行为, 三条线路), and 第（一）项 that does not follow right
/// after an article (第（一）项违法行为).
fn without_counts(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    // Since the last article only parts of a citation have come.
    let mut cited = false;
    while at < chars.len() {
        let length = chars[at..].iter().take_while(|c| numeral::is_numeral(**c)).count();
        if length == 0 {
            cited &=
                matches!(chars[at], '第' | '（' | '(' | '）' | ')' | '款' | '项' | '目' | '、' | '至' | '到' | '和' | '及' | '与' | '之');
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let closed = usize::from(matches!(chars.get(at + length), Some('）' | ')')));
        let before = at.checked_sub(1).map(|i| chars[i]);
        let keep = match chars.get(at + length + closed) {
            Some('条') => {
                let names = matches!(before, Some('第' | '》' | '法' | '例' | '定' | '则' | '、' | '和' | '）'));
                cited |= names;
                names
            }
            Some('款' | '项' | '目') => cited,
            Some(_) | None => true,
        };
        if keep {
            out.extend(&chars[at..at + length]);
        }
        at += length;
        // Past 条 the citation goes on.
        if keep && chars.get(at) == Some(&'条') {
            out.push('条');
            at += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_no_provisions() {
        for (text, expected) in [
            ("《A》第三条规定，两项违法事实清楚", "《A》第三条规定，项违法事实清楚"),
            ("《A》97条7项", "《A》97条7项"),
            ("第五条第六至十项", "第五条第六至十项"),
            ("现有三条线路", "现有条线路"),
            ("《A》第三条的规定，第（一）项违法行为", "《A》第三条的规定，第（）项违法行为"),
            ("《A》第七条第（一）项、第（三）项", "《A》第七条第（一）项、第（三）项"),
            ("《A》第三十条第一款和《B》第一百三十四条之一", "《A》第三十条第一款和《B》第一百三十四条之一"),
        ] {
            assert_eq!(without_counts(text), expected);
        }
    }
}
