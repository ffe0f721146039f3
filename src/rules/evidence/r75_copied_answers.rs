//! R75: the answers of two records nearly the same: a sign that one was copied.

use crate::case::events::{Event, Inquiry};
use crate::case::values::Name;
use crate::diag::Diagnostic;
use crate::rules::Review;
use std::collections::HashMap;

/// Share of pairs of characters in common from which answers are taken to be copied.
const LIKENESS: f64 = 0.9;
/// Fewer characters are too few to judge.
const ENOUGH: usize = 40;

/// The pairs of characters of a person's answers, counted.
struct Answers<'a> {
    name: &'a Name,
    pairs: HashMap<(char, char), usize>,
    total: usize,
}

impl<'a> Answers<'a> {
    fn of(inquiry: &'a Inquiry) -> Option<Self> {
        let name = &inquiry.respondent.as_ref()?.name;
        let answers = inquiry.questions.iter().filter_map(|question| question.answer.as_ref());
        let text: Vec<char> = answers.flat_map(|answer| answer.text().chars()).filter(|c| c.is_alphanumeric()).collect();
        let mut pairs = HashMap::new();
        text.windows(2).for_each(|pair| *pairs.entry((pair[0], pair[1])).or_insert(0) += 1);
        (text.len() >= ENOUGH).then(|| Answers { name, pairs, total: text.len() - 1 })
    }
    fn likeness(&self, other: &Answers) -> f64 {
        let shared: usize = self.pairs.iter().map(|(pair, count)| (*count).min(other.pairs.get(pair).copied().unwrap_or(0))).sum();
        2.0 * shared as f64 / (self.total + other.total) as f64
    }
}

/// Findings about answers of different persons that are alike.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let answers: Vec<Answers> = review.case().inquiries.iter().filter(|inquiry| !inquiry.is_abandoned()).filter_map(Answers::of).collect();
    let mut out = Vec::new();
    for (index, second) in answers.iter().enumerate() {
        let alike = answers[..index].iter().find(|first| first.name.text() != second.name.text() && first.likeness(second) >= LIKENESS);
        let Some(first) = alike else { continue };
        let finding = Diagnostic::remind("R75", format!("{}和{}的回答几乎一样，像是复制的", first.name.text(), second.name.text()));
        let finding = finding.found(format!("相同的文字约{:.2}", first.likeness(second))).expected("各人用自己的话回答");
        out.push(second.name.at.finding(finding.related(first.name.at.place(), "另一份在这里").remedy("照各人当时的原话记录；确是照抄的，重新询问")));
    }
    out
}
