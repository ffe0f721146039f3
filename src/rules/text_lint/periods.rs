//! Periods told to the party in decisions and notices, held against the limits of the day.

use super::title;
use crate::law::LawBook;
use crate::law::limit::{Limit, Unit};
use crate::text::numeral;
use chrono::NaiveDate;

/// A period other than the law's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Index of the block.
    pub block: usize,
    /// The period as printed with what it is for.
    pub found: String,
    /// Name of the limit.
    pub name: String,
    /// The period of the law.
    pub expected: String,
    /// Its provision.
    pub basis: String,
    /// Whether the provision has been read.
    pub verified: bool,
}

/// A period in a text: where it ends, its number and unit.
struct Period {
    start: usize,
    end: usize,
    number: u32,
    unit: Unit,
}

/// Units as they are printed, longer ones first.
const UNITS: &[(&str, Unit)] = &[
    ("个工作日", Unit::WorkingDays),
    ("工作日", Unit::WorkingDays),
    ("个月", Unit::Months),
    ("小时", Unit::Hours),
    ("日", Unit::CalendarDays),
    ("天", Unit::CalendarDays),
    ("月", Unit::Months),
    ("个年", Unit::Years),
    ("年", Unit::Years),
];

/// What follows a period and the limit it is under: (words, limit, only in decisions).
const PURPOSES: &[(&[&str], &str, bool)] = &[
    (&["听证"], "hearing-request-period", false),
    (&["陈述", "申辩"], "statement-period", false),
    (&["行政复议", "申请复议"], "review-apply", true),
    (&["行政诉讼", "提起诉讼", "起诉"], "suit-direct", true),
    (&["缴纳罚款", "罚款缴", "缴至", "缴到", "缴入"], "payment", true),
];

/// Every period of a decision or notice that is not the law's of the day `on`.
pub fn check<T: AsRef<str>>(blocks: &[T], law: &LawBook, on: NaiveDate) -> Vec<Fault> {
    let Some(title) = title(blocks) else { return Vec::new() };
    let (decision, notice) = (title.contains("处罚决定书"), title.contains("告知书"));
    if !decision && !notice {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (block, text) in blocks.iter().enumerate() {
        for sentence in text.as_ref().split(['。', '；']) {
            let chars: Vec<char> = sentence.chars().filter(|c| !c.is_whitespace()).collect();
            let periods = periods(&chars);
            for (index, period) in periods.iter().enumerate() {
                let until = periods.get(index + 1).map_or(chars.len(), |next| next.start);
                let rest: String = chars[period.end..until].iter().collect();
                let before: String = chars[..period.start].iter().collect();
                let purpose = PURPOSES
                    .iter()
                    .filter_map(|(words, id, in_decision)| {
                        let at = words.iter().filter_map(|word| rest.find(word)).min()?;
                        (!in_decision || decision).then_some((at, *id))
                    })
                    .min();
                let Some((_, id)) = purpose else { continue };
                // Holding the hearing is the agency's own period, and a suit after review has its own.
                let other = ["举行", "组织", "召开"].iter().any(|word| rest.contains(word)) || before.contains("复议决定");
                let limit = law.limit(id, on).filter(|_| !other);
                if let Some(limit) = limit
                    && !agrees(limit, period)
                    && let Some(expected) = limit.in_words()
                {
                    out.push(Fault {
                        block,
                        found: chars[period.start..until].iter().collect(),
                        name: limit.name.0.clone(),
                        expected,
                        basis: limit.basis.as_ref().map_or_else(
                            || limit.basis_text.as_ref().map_or_else(String::new, |text| text.0.clone()),
                            |basis| law.cite(std::slice::from_ref(basis)),
                        ),
                        verified: limit.verified.0,
                    });
                }
            }
        }
    }
    out
}

/// Whether a printed period is the limit's. Statutes themselves write 五日 for five working days.
fn agrees(limit: &Limit, period: &Period) -> bool {
    let Some(value) = &limit.value else { return true };
    let unit = limit.unit == period.unit || (limit.unit == Unit::WorkingDays && period.unit == Unit::CalendarDays);
    unit && i64::from(period.number) == value.0
}

/// Every 〈number〉〈unit〉内 of a sentence.
fn periods(chars: &[char]) -> Vec<Period> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let length = chars[at..].iter().take_while(|c| numeral::is_numeral(**c)).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let after = at + length;
        let rest: String = chars[after..].iter().take(8).collect();
        let unit = UNITS.iter().find(|(word, _)| rest.starts_with(word));
        let number = numeral::parse(&chars[at..after].iter().collect::<String>());
        if let (Some((word, unit)), Some(number)) = (unit, number) {
            let tail = &rest[word.len()..];
            let inside = ["内", "以内", "之内"].iter().find(|end| tail.starts_with(**end));
            if let Some(inside) = inside {
                let end = after + word.chars().count() + inside.chars().count();
                out.push(Period { start: at, end, number, unit: *unit });
            }
        }
        at = after;
    }
    out
}
