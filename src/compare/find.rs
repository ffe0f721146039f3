//! Which writ of the case an edited file is: by its title, its number, and the words they share.

use super::expected::{self, squeeze};
use crate::diag::Diagnostic;
use crate::document::{Block, Document, Role, inline_text};
use crate::import::docx::{Docx, Region};
use crate::pipeline::{Built, BuiltWrit};
use crate::writ::bare_title;

/// Paragraphs at the head of a file among which its title stands.
const HEAD: usize = 12;
/// The best of several must share this many paragraphs more than the next.
const LEAD: usize = 2;
/// A file without the title of any writ must share this part of its paragraphs.
const SHARED: f64 = 0.5;

/// The index of the writ, or why it is not known (code C07).
pub fn writ(built: &Built, docx: &Docx, wanted: Option<&str>) -> Result<usize, Diagnostic> {
    let found: Vec<Vec<char>> = docx.paragraphs.iter().filter(|p| p.region == Region::Body).map(|p| squeeze(&p.text)).collect();
    let all: Vec<usize> = (0..built.writs.len()).collect();
    let named = match wanted {
        Some(name) => {
            let named = keep(&all, |at| is_called(&built.writs[*at], name));
            if named.is_empty() {
                return Err(unknown(built, &format!("本案没有“{name}”这份文书")));
            }
            named
        }
        None => {
            let head: Vec<&Vec<char>> = found.iter().take(HEAD).collect();
            let titled = keep(&all, |at| printed_title(&built.writs[*at].document).is_some_and(|title| head.contains(&&title)));
            let shares = |at: &usize| share(&built.writs[*at].document, &found) >= SHARED;
            let first = |some: Vec<usize>, next: &dyn Fn() -> Vec<usize>| if some.is_empty() { next() } else { some };
            let numbered = || keep(&all, |at| has_number(&built.writs[*at], &found));
            first(first(titled, &numbered), &|| keep(&all, shares))
        }
    };
    let candidates = match keep(&named, |at| has_number(&built.writs[*at], &found)) {
        none if none.is_empty() => named,
        some => some,
    };
    match candidates.as_slice() {
        [] => Err(unknown(built, "认不出这是本案的哪一份文书：题名、文号都对不上")),
        [one] => Ok(*one),
        several => nearest(built, several, &found),
    }
}

fn keep(all: &[usize], test: impl Fn(&usize) -> bool) -> Vec<usize> {
    all.iter().filter(|at| test(at)).copied().collect()
}

/// The one that clearly shares most paragraphs.
fn nearest(built: &Built, several: &[usize], found: &[Vec<char>]) -> Result<usize, Diagnostic> {
    let texts = |at: usize| expected::body(&built.writs[at].document).into_iter().map(|e| e.text).collect::<Vec<_>>();
    let mut measured: Vec<(usize, usize)> = several.iter().map(|at| (common(&texts(*at), found), *at)).collect();
    measured.sort_by_key(|(shared, at)| (std::cmp::Reverse(*shared), *at));
    let (best, second) = (measured[0], measured[1]);
    // Untouched, or printed alike for two: then it is the same.
    if best.0 >= second.0 + LEAD || texts(best.1) == found || texts(best.1) == texts(second.1) {
        return Ok(best.1);
    }
    let names: Vec<String> = several.iter().map(|at| called(&built.writs[*at])).collect();
    Err(Diagnostic::refuse("C07", format!("本案有{}份文书都对得上：{}", several.len(), names.join("、")))
        .remedy("用 --writ 写明是哪一份（题名后面的括号里写姓名，或者写文号）"))
}

fn unknown(built: &Built, message: &str) -> Diagnostic {
    let names: Vec<String> = built.writs.iter().map(called).collect();
    Diagnostic::refuse("C07", message)
        .expected(format!("本案的文书：{}", names.join("、")))
        .remedy("用 --writ 写明是哪一份；别的案件的文书，用那个案件的表单")
}

/// How a writ is called: its title, with the person it is for.
pub fn called(writ: &BuiltWrit) -> String {
    match &writ.label {
        Some(label) => format!("{}（{label}）", writ.title),
        None => writ.title.clone(),
    }
}

/// Whether a user's word means this writ: id, title with or without brackets, with the person, number, or file name.
fn is_called(writ: &BuiltWrit, name: &str) -> bool {
    let head = bare_title(&writ.title);
    let labelled = writ.label.as_ref().map(|label| format!("{head}（{label}）"));
    let names =
        [Some(writ.id.clone()), Some(writ.title.clone()), Some(head.to_string()), Some(called(writ)), labelled, writ.number.clone()];
    names.into_iter().flatten().any(|own| own == name) || writ.file_stem == name
}

/// The title as it is printed.
fn printed_title(document: &Document) -> Option<Vec<char>> {
    let title = document.blocks.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) if paragraph.role == Role::Title => Some(inline_text(&paragraph.inlines)),
        _ => None,
    });
    title.map(|title| squeeze(&title)).filter(|title| !title.is_empty())
}

fn has_number(writ: &BuiltWrit, found: &[Vec<char>]) -> bool {
    let Some(number) = &writ.number else { return false };
    let number: String = squeeze(number).into_iter().collect();
    // Other writs quote a number within a sentence; its own writ has it on a line by itself.
    found.iter().any(|text| text.iter().collect::<String>() == number)
}

fn share(document: &Document, found: &[Vec<char>]) -> f64 {
    let expected: Vec<Vec<char>> = expected::body(document).into_iter().map(|e| e.text).collect();
    2.0 * common(&expected, found) as f64 / (expected.len() + found.len()).max(1) as f64
}

fn common(a: &[Vec<char>], b: &[Vec<char>]) -> usize {
    let mut left: Vec<&Vec<char>> = b.iter().collect();
    left.sort();
    let mut a: Vec<&Vec<char>> = a.iter().collect();
    a.sort();
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < left.len() {
        match a[i].cmp(left[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, count) = (i + 1, j + 1, count + 1),
        }
    }
    count
}
