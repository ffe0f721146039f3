//! R01: the name of a unit written with other characters elsewhere: in the form, then in the printed writs.

use crate::case::Case;
use crate::case::values::Text;
use crate::diag::Diagnostic;
use crate::rules::Review;

/// Findings about names that differ from a party's in a character or two, or only in width and spaces.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    let names: Vec<Name> = case.parties.iter().filter(|party| !party.is_person()).filter_map(|party| Name::new(party.name())).collect();
    let mut out = Vec::new();
    let mut told: Vec<String> = Vec::new();
    for text in mentions(case) {
        for name in &names {
            let Some(found) = name.variant(text.text(), &names) else { continue };
            out.push(text.at.finding(name.finding(&found).related(name.given.at.place(), "当事人的名称在这里")));
            told.push(found);
        }
    }
    for paper in review.papers {
        let found = paper.text.iter().find_map(|block| {
            let mut variants = names.iter().filter_map(|name| Some((name, name.variant(&block.text, &names)?)));
            variants.find(|(_, found)| !told.contains(found))
        });
        out.extend(found.map(|(name, found)| paper.finding(name.finding(&found))));
    }
    out
}

/// Values of the form in which a party's name is written out.
fn mentions(case: &Case) -> Vec<&Text> {
    let mut out: Vec<&Text> = Vec::new();
    out.extend(case.violations.iter().filter_map(|violation| violation.facts.as_ref()));
    out.extend(case.services.iter().flat_map(|service| service.recipients.iter().map(|name| &**name)));
    let asked = case.inquiries.iter().filter_map(|inquiry| inquiry.respondent.as_ref());
    let called = case.inquiry_notices.iter().filter_map(|notice| notice.respondent.as_ref());
    out.extend(asked.chain(called).filter_map(|respondent| respondent.workplace.as_ref()));
    out.extend(case.parties.iter().filter_map(|party| party.workplace.as_ref()));
    out
}

/// The name of a unit, ready to be looked for.
struct Name<'c> {
    given: &'c Text,
    chars: Vec<char>,
}

/// A text of this many characters is a name long enough to be told from other words.
const LONG: usize = 6;

/// How many characters may differ.
const DIFFERENT: usize = 2;

impl<'c> Name<'c> {
    fn new(given: &'c Text) -> Option<Self> {
        let chars: Vec<char> = given.text().chars().collect();
        (chars.len() >= LONG).then_some(Name { given, chars })
    }
    fn finding(&self, found: &str) -> Diagnostic {
        Diagnostic::deduct("R01", format!("当事人的名称前后不一：这里写的是“{found}”"))
            .found(found)
            .expected(self.given.text())
            .remedy("对照营业执照改成一致；确是另一家单位的，不用改")
    }
    /// A stretch of a text that is nearly the name and no name of a party.
    fn variant(&self, text: &str, all: &[Name]) -> Option<String> {
        let chars: Vec<char> = text.chars().collect();
        let size = self.chars.len();
        let near = |window: &[char]| {
            let mut differ = 0;
            for (one, other) in window.iter().zip(&self.chars) {
                differ += usize::from(one != other);
                if differ > DIFFERENT {
                    return false;
                }
            }
            differ > 0
        };
        chars.windows(size).enumerate().filter(|(_, window)| near(window)).find_map(|(at, window)| {
            // another party's name is no slip
            let within = |name: &Name| {
                let from = at.saturating_sub(name.chars.len());
                let to = (at + size + name.chars.len()).min(chars.len());
                chars[from..to].windows(name.chars.len()).any(|window| window == name.chars)
            };
            let first_and_last = window[0] == self.chars[0] || window[size - 1] == self.chars[size - 1];
            (first_and_last && !all.iter().filter(|name| name.chars != self.chars).any(within)).then(|| window.iter().collect())
        })
    }
}
