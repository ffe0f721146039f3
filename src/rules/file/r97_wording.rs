//! R97: words and marks. Facts are stated, not guessed; a party is addressed in one way, and only where it alone reads;
//! marks are full-width; letters do not stand for digits.

use super::printed;
use crate::case::Case;
use crate::case::values::Text;
use crate::diag::Diagnostic;
use crate::document::LayoutKind;
use crate::rules::text_lint::sentences;
use crate::rules::{Paper, Review};

/// Words of guessing.
const GUESSES: &[&str] = &["大概", "估计", "好像", "也许", "差不多", "据说", "听说", "可能是", "可能有", "可能没", "应该是", "似乎"];
/// Words that say a sentence reports what somebody said.
const REPORTED: &[&str] = &["称", "说", "陈述", "反映", "承认", "交代", "回答"];
/// Half-width marks with a full-width form.
const MARKS: [char; 5] = [',', ';', '?', '!', ':'];
/// Letters that look like digits.
const LIKE_DIGITS: [char; 4] = ['O', 'o', 'l', 'I'];

/// A fault of printed text: how it is found, what is said of it.
type InPrint = (fn(&str) -> Option<String>, fn() -> Diagnostic);

const IN_PRINT: [InPrint; 2] = [
    (half_width, || Diagnostic::remind("R97", "中文里用了半角标点").remedy("改用全角标点")),
    (letter_for_digit, || Diagnostic::deduct("R97", "数字里夹着字母").remedy("改成数字；字母O和数字0、字母l和数字1容易混")),
];

/// Findings about words and marks.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = guessed(review);
    out.extend(addressed(review.case()));
    for paper in review.papers {
        for block in &paper.text {
            for (fault, finding) in IN_PRINT {
                if fault(&block.text).is_some() {
                    printed::add(&mut out, printed::placed(paper, block, fault, finding()));
                }
            }
        }
        out.extend(two_ways_of_address(paper));
    }
    out
}

/// Guesses in the facts. What an officer quotes or reports is another's word.
fn guessed(review: &Review) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for facts in review.case().violations.iter().filter_map(|violation| violation.facts.as_ref()) {
        let own = without_quotes(facts.text());
        let stated = sentences(&own).filter(|sentence| !REPORTED.iter().any(|word| sentence.contains(word)));
        let guesses = stated.flat_map(|sentence| GUESSES.iter().filter(move |word| sentence.contains(**word)));
        for word in guesses {
            let finding = Diagnostic::deduct("R97", format!("违法事实里有推测的话“{word}”")).found(*word);
            let finding = facts.at.finding(finding.expected("查明的事实").remedy("写查明的情况；查不明的不写进违法事实"));
            printed::add(&mut out, finding);
        }
    }
    out
}

/// What the form says of acts and reasons, which is printed to the party, to a court and on forms of the agency alike.
fn shared_texts(case: &Case) -> Vec<&Text> {
    let mut out: Vec<&Text> = case.violations.iter().filter_map(|violation| violation.facts.as_ref()).collect();
    let hazards = case.violations.iter().flat_map(|v| v.hazards.iter()).chain(case.inspection.iter().flat_map(|i| i.hazards.iter()));
    out.extend(hazards.map(|hazard| &hazard.description));
    out.extend(case.inspection.iter().flat_map(|inspection| inspection.findings.iter()));
    out.extend(case.no_penalty.iter().filter_map(|spared| spared.reason.as_ref()));
    let disposals = [case.seizure.as_ref().and_then(|e| e.disposal.as_ref()), case.preservation.as_ref().and_then(|e| e.disposal.as_ref())];
    out.extend(disposals.into_iter().flatten().flat_map(|disposal| [&disposal.reason, &disposal.decision].into_iter().flatten()));
    let reasons = [
        case.seizure.as_ref().and_then(|e| e.reason.as_ref()),
        case.seizure.as_ref().and_then(|e| e.prolongation.as_ref()).and_then(|longer| longer.reason.as_ref()),
        case.preservation.as_ref().and_then(|e| e.reason.as_ref()),
        case.power_cut.as_ref().and_then(|e| e.reason.as_ref()),
        case.power_restore.as_ref().and_then(|e| e.reason.as_ref()),
        case.transfer.as_ref().and_then(|e| e.reason.as_ref()),
    ];
    out.extend(reasons.into_iter().flatten());
    out
}

/// A party addressed in a text that others read too; and the reason of a cut of power, which is printed to the party and
/// to the supplier, that calls the party by a third person.
fn addressed(case: &Case) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut add = |text: &Text, word: String, remedy: &str| {
        let finding = Diagnostic::remind("R97", format!("写给当事人和别人都看的文字里用了“{word}”")).found(word);
        printed::add(&mut out, text.at.finding(finding.expected("当事人的名称").remedy(remedy)));
    };
    for text in shared_texts(case) {
        let own = without_quotes(text.text());
        if let Some(word) = address(&own) {
            add(text, word, "写当事人的名称：这段文字也印在内部文书和给法院等的文书里");
        }
    }
    if let Some(reason) = case.power_cut.as_ref().and_then(|e| e.reason.as_ref())
        && let Some(word) = THIRD.iter().find(|word| reason.text().contains(**word))
    {
        add(reason, word.to_string(), "不写称呼（如“上述决定仍未执行”）：这段文字也印在给当事人的决定书里，那里称“你单位”");
    }
    out
}

/// 你 with the word of a unit after it.
fn address(text: &str) -> Option<String> {
    let rest = &text[text.find('你')?..];
    let unit = UNITS.iter().find(|unit| rest['你'.len_utf8()..].starts_with(**unit));
    Some(format!("你{}", unit.copied().unwrap_or_default()))
}

fn without_quotes(text: &str) -> String {
    let mut depth = 0u32;
    let outside = text.chars().filter(|c| {
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    outside.collect()
}

fn is_ideograph(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// A half-width mark between two ideographs, with them.
fn half_width(text: &str) -> Option<String> {
    if !text.contains(MARKS) {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let found = chars.windows(3).find(|w| MARKS.contains(&w[1]) && is_ideograph(w[0]) && is_ideograph(w[2]))?;
    Some(found.iter().collect())
}

/// A letter between two digits that looks like one, with them.
fn letter_for_digit(text: &str) -> Option<String> {
    if !text.contains(LIKE_DIGITS) {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let found = chars.windows(3).find(|w| LIKE_DIGITS.contains(&w[1]) && w[0].is_ascii_digit() && w[2].is_ascii_digit())?;
    Some(found.iter().collect())
}

/// How a party is named by the third person.
const THIRD: &[&str] = &["该单位", "该公司", "该企业", "该厂", "该店"];
/// How a unit is addressed.
const TO_UNIT: &str = "你单位";
/// What follows 你 where a unit is meant.
const UNITS: &[&str] = &["单位", "公司", "厂", "店", "企业", "矿", "站", "社", "部", "院", "校"];

/// 你 that means a person, with the words after it.
fn to_person(text: &str) -> Option<String> {
    let mut found = text.match_indices('你').map(|(at, you)| (at, &text[at + you.len()..]));
    let (at, _) = found.find(|(_, rest)| !UNITS.iter().any(|unit| rest.starts_with(unit)))?;
    Some(text[at..].chars().take_while(|c| is_ideograph(*c)).collect())
}

/// A letter to a unit that says 你单位 and 你.
fn two_ways_of_address(paper: &Paper) -> Option<Diagnostic> {
    if paper.document.kind != LayoutKind::Letter || !paper.says(TO_UNIT) {
        return None;
    }
    let block = paper.text.iter().find(|block| to_person(&block.text).is_some())?;
    let finding = Diagnostic::deduct("R97", "同一份文书里又称“你单位”，又称“你”").expected(TO_UNIT).remedy("统一称呼");
    Some(printed::placed(paper, block, to_person, finding))
}
