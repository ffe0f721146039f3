//! R98: names the public copy would not mask. It masks whoever the form names; a person who is only mentioned in a text is
//! known by what stands after the name. The decision is masked here as `--public` masks it, and what is left is read.

use super::printed;
use crate::diag::Diagnostic;
use crate::document::text_blocks;
use crate::redact::{People, redact};
use crate::rules::{Paper, Review};

/// What stands after the name of a natural person.
const AFTER: &[&str] = &["（身份证", "（公民身份", "（男", "（女", "，男，", "，女，"];
/// Who complained or reported is not published at all.
const INFORMERS: &[&str] = &["举报人", "投诉人", "报案人", "信访人"];
/// A masked name has one of these.
const MASKS: [char; 3] = ['某', '*', '×'];
/// Shortest and longest name.
const SHORTEST: usize = 2;
const LONGEST: usize = 3;

/// Findings about what stays readable.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let public: Vec<&Paper> = review.papers.iter().filter(|paper| paper.planned.happened && paper.planned.writ.is_public()).collect();
    if public.is_empty() {
        return Vec::new();
    }
    let people = People::of(review.case(), review.dossier.agency);
    let mut out = Vec::new();
    for paper in public {
        let masked = text_blocks(&redact(&paper.document, &people).0);
        // block by block the same, but for photographs, which decisions do not have
        for (block, masked) in paper.text.iter().zip(&masked) {
            let faults = [
                (unmasked(&masked.text), "公开版不会遮盖这个人名：表单没有单列这个人"),
                (informer(&masked.text), "公开的文书提到举报人、投诉人"),
            ];
            for (found, message) in faults {
                let Some(found) = found else { continue };
                let finding = Diagnostic::remind("R98", message).remedy("公开以前由人遮盖，或者改写这句话，不写姓名");
                printed::add(&mut out, printed::placed(paper, block, |text| text.contains(&found).then(|| found.clone()), finding));
            }
        }
    }
    out
}

/// A name before words that only follow a person's.
fn unmasked(text: &str) -> Option<String> {
    AFTER.iter().find_map(|after| {
        let (before, _) = text.split_once(after)?;
        let tail: Vec<char> = before.chars().rev().take_while(|c| ('\u{4E00}'..='\u{9FFF}').contains(c) || MASKS.contains(c)).collect();
        let name: String = tail.iter().take(LONGEST).rev().collect();
        (tail.len() >= SHORTEST && !name.contains(MASKS)).then_some(name)
    })
}

/// 举报人 with a name after it.
fn informer(text: &str) -> Option<String> {
    let at = INFORMERS.iter().find_map(|word| text.find(word))?;
    Some(text[at..].chars().take_while(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).take(INFORMER_SHOWN).collect())
}

/// So much of a mention is shown.
const INFORMER_SHOWN: usize = 6;
