//! R76: questions that hand over the answer. Only forms that lead nearly everywhere are known, so silence proves nothing.

use crate::case::events::Event;
use crate::diag::Diagnostic;
use crate::rules::Review;
use crate::text::leading::leading;

/// Findings about questions of records of inquiry.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let inquiries = review.case().inquiries.iter().filter(|inquiry| !inquiry.is_abandoned());
    let questions = inquiries.flat_map(|inquiry| inquiry.questions.iter());
    questions
        .filter_map(|asked| {
            let found = leading(asked.question.text())?;
            let finding = Diagnostic::remind("R76", format!("这一问有诱导：{}", found.kind.reason())).found(found.words.clone());
            Some(asked.question.at.finding(finding.expected("由被询问人自己陈述").remedy(found.kind.remedy())))
        })
        .collect()
}
