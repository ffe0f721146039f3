//! An edited DOCX against what the case would print: which words differ, which of them no longer agree with the other
//! writs, what hides words, and what is wrong with the text whatever its case. Every finding has a code; `docs/compare.md`
//! lists them. Nothing here knows how a DOCX is read (`import`) or what the law says (`rules::text_lint`).

mod agreement;
mod expected;
mod find;
mod lint;
mod veils;
mod words;

use crate::diag::{Diagnostic, Place, Pos, Rank};
use crate::document::Origin;
use crate::export::docx as writer;
use crate::import::docx::{self, Docx, Region};
use crate::law::LawBook;
use crate::pipeline::{Built, Library};
use agreement::{Broken, Values};
use expected::{Expected, Piece, squeeze};
use words::{Hunk, Row, align, hunks, show};

/// What a comparison came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The writ of the case it was held against; `None` without a case.
    pub writ: Option<String>,
    /// Findings, in order of the paper.
    pub findings: Vec<Diagnostic>,
}

impl Comparison {
    /// Whether anything matters: more than a reminder.
    pub fn differs(&self) -> bool {
        self.findings.iter().any(|finding| finding.rank > Rank::Remind)
    }
}

/// A file of which no case is known: what its text and its hiding places say by themselves.
pub fn alone(docx: &Docx, law: &LawBook) -> Comparison {
    let mut findings = veils::findings(docx, None);
    findings.extend(lint::findings(&lines(docx), law, None));
    Comparison { writ: None, findings }
}

/// A file against the writ of a case. `region` is the agency's code. `Err` when the writ is not known or cannot be printed.
pub fn with_case(
    library: &Library,
    built: &Built,
    docx: &Docx,
    wanted: Option<&str>,
    region: Option<&str>,
) -> Result<Comparison, Diagnostic> {
    let at = find::writ(built, docx, wanted)?;
    let writ = &built.writs[at];
    let unprintable = |why: String| Diagnostic::refuse("C06", format!("“{}”写不成 DOCX：{why}", find::called(writ)));
    let bytes = writer::write(&writ.document, built.profile).map_err(|error| unprintable(error.to_string()))?;
    let own = docx::read(&bytes, &writ.file_stem)?;
    let (others, rooms) = (Values::of_others(built, at), expected::rooms(&writ.document));
    let mut findings = Vec::new();
    for region in [Region::Body, Region::Box, Region::Note, Region::Head, Region::Foot] {
        let expected = match region {
            Region::Body => expected::body(&writ.document),
            Region::Box | Region::Note | Region::Head | Region::Foot => plain(&own, region),
        };
        findings.extend(differences(&expected, &plain(docx, region), &others, &rooms));
    }
    findings.extend(veils::findings(docx, Some(&own)));
    // What the case itself would print so (a gap of a draft) is not the editor's doing.
    let known: Vec<(&str, Option<String>)> =
        lint::findings(&lines(&own), &library.law, region).into_iter().map(|finding| (finding.code, finding.found)).collect();
    let linted = lint::findings(&lines(docx), &library.law, region);
    findings.extend(linted.into_iter().filter(|finding| !known.contains(&(finding.code, finding.found.clone()))));
    Ok(Comparison { writ: Some(find::called(writ)), findings })
}

const WRITTEN: &str = "留给手写的空处写了字";
const BY_HAND: &str = "签名和手写的日期应当手写；其余的可以留着";

/// The paragraphs of a region as they stand in a file, without origins.
fn plain(docx: &Docx, region: Region) -> Vec<Expected> {
    let own = docx.paragraphs.iter().filter(|paragraph| paragraph.region == region);
    own.map(|p| Expected { region, place: p.place.clone(), text: squeeze(&p.text), pieces: Vec::new() })
        .filter(|e| !e.text.is_empty())
        .collect()
}

fn lines(docx: &Docx) -> lint::Lines<'_> {
    lint::Lines {
        texts: docx.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect(),
        places: docx.paragraphs.iter().map(|paragraph| paragraph.place.as_str()).collect(),
    }
}

fn differences(expected: &[Expected], found: &[Expected], others: &Values, rooms: &[String]) -> Vec<Diagnostic> {
    let texts = |all: &[Expected]| all.iter().map(|e| e.text.clone()).collect::<Vec<_>>();
    let (old, new) = (texts(expected), texts(found));
    let (a, b): (Vec<&[char]>, Vec<&[char]>) = (old.iter().map(Vec::as_slice).collect(), new.iter().map(Vec::as_slice).collect());
    let mut out = Vec::new();
    for row in align(&a, &b) {
        match row {
            Row::Same(..) => {}
            Row::Changed(i, j) => changed(&expected[i], &found[j], others, &mut out),
            Row::Missing(i) => {
                let gone = &expected[i];
                let whole = Hunk { old: 0..gone.text.len(), new: 0..0 };
                let finding =
                    Diagnostic::new(Rank::Deduct, "C11", format!("少了本案应印在{}的文字", gone.place)).expected(clip(&gone.text));
                out.push(from_form(finding, first_fill(gone, std::slice::from_ref(&whole))));
                out.extend(agreement::broken(gone, &[], &[whole], others).into_iter().map(|broken| disagrees(&gone.place, broken)));
            }
            Row::Added(j) => {
                let more = &found[j];
                if rooms.contains(&more.place) {
                    out.push(Diagnostic::remind("C13", format!("{}：{WRITTEN}", more.place)).found(clip(&more.text)).remedy(BY_HAND));
                    continue;
                }
                out.push(Diagnostic::new(Rank::Deduct, "C12", format!("{}：本案没有这一段", more.place)).found(clip(&more.text)));
            }
        }
    }
    out
}

/// A paragraph with other words: blanks written in, gaps filled, punctuation, and the rest, which matters.
fn changed(expected: &Expected, found: &Expected, others: &Values, out: &mut Vec<Diagnostic>) {
    let (mut hand, mut gaps, mut width, mut hard) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for hunk in hunks(&expected.text, &found.text) {
        let touched =
            |test: fn(&Piece) -> bool| expected.pieces.iter().any(|p| test(&p.piece) && p.from <= hunk.old.end && p.to >= hunk.old.start);
        let (old, new) = (&expected.text[hunk.old.clone()], &found.text[hunk.new.clone()]);
        if old.is_empty() && touched(|piece| *piece == Piece::Room) {
            hand.push(hunk);
        } else if is_gap(expected, &hunk) {
            gaps.push(hunk);
        } else if narrow(old) == narrow(new) {
            width.push(hunk);
        } else {
            hard.push(hunk);
        }
    }
    let place = &found.place;
    let kinds = [
        (&hard, Rank::Deduct, "C10", "文字与本案应印的不同", "应当改的改表单，重新生成；不应当改的改回来"),
        (&gaps, Rank::Deduct, "C14", "缺项填在了文件里，表单里没有", "写进表单，重新生成，其他文书才一致"),
        (&hand, Rank::Remind, "C13", WRITTEN, BY_HAND),
        (&width, Rank::Remind, "C15", "标点或者全角半角不同", "改回来"),
    ];
    for (hunks, rank, code, said, remedy) in kinds {
        if hunks.is_empty() {
            continue;
        }
        let (x, y): (Vec<_>, Vec<_>) = hunks.iter().cloned().map(|h: Hunk| (h.old, h.new)).unzip();
        let finding = Diagnostic::new(rank, code, format!("{place}：{said}"))
            .found(show(&found.text, &y))
            .expected(show(&expected.text, &x))
            .remedy(remedy);
        out.push(from_form(finding, first_fill(expected, hunks)));
    }
    // Positions in the found text follow from all differences, not from those that matter alone.
    let all = words::hunks(&expected.text, &found.text);
    let touched =
        |broken: &Broken| hard.iter().any(|hunk| expected.pieces.iter().any(|p| overlaps(p, hunk) && expected.words(p) == broken.old));
    out.extend(agreement::broken(expected, &found.text, &all, others).into_iter().filter(touched).map(|broken| disagrees(place, broken)));
}

fn overlaps(placed: &expected::Placed, hunk: &Hunk) -> bool {
    hunk.old.start <= placed.to && hunk.old.end >= placed.from
}

/// Whether a difference replaces 【缺：…】 and nothing but it.
fn is_gap(expected: &Expected, hunk: &Hunk) -> bool {
    let gaps = expected.pieces.iter().filter(|p| p.piece == Piece::Gap);
    !hunk.old.is_empty() && gaps.into_iter().any(|gap| gap.from <= hunk.old.start && hunk.old.end <= gap.to)
}

/// Half-width forms of full-width letters and marks.
fn narrow(text: &[char]) -> Vec<char> {
    let one = |c: &char| match *c {
        '，' => ',',
        '。' | '．' => '.',
        '：' => ':',
        '；' => ';',
        '“' | '”' | '＂' => '"',
        '‘' | '’' => '\'',
        '￥' => '¥',
        '—' | '－' | '–' => '-',
        '〔' | '［' | '【' => '[',
        '〕' | '］' | '】' => ']',
        c @ '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    text.iter().map(one).collect()
}

/// The origin of the first filled value a difference touches.
fn first_fill<'e>(expected: &'e Expected, hunks: &[Hunk]) -> Option<&'e Origin> {
    let touched = expected.pieces.iter().filter(|p| hunks.iter().any(|h| h.old.start < p.to && h.old.end > p.from));
    touched
        .filter_map(|p| match &p.piece {
            Piece::Words(origin) if origin.is_fill() => Some(origin),
            Piece::Words(_) | Piece::Room | Piece::Gap | Piece::Mark => None,
        })
        .next()
}

/// The finding with the place in the form where the case has the words from.
fn from_form(mut finding: Diagnostic, origin: Option<&Origin>) -> Diagnostic {
    match origin {
        Some(Origin::Form { path, file, line, column }) => {
            finding.place = Some(Place { file: file.as_str().into(), pos: Pos { line: *line, column: *column } });
            finding.field(path)
        }
        Some(Origin::Agency { path }) => finding.field(format!("机关档案 {path}")),
        Some(Origin::Law { source }) => finding.field(format!("法律数据 {source}")),
        Some(Origin::Computed { how }) => finding.field(how),
        Some(Origin::Template | Origin::Wording { .. }) | None => finding,
    }
}

/// A finding about a value that other writs print as the case has it.
fn disagrees(place: &str, broken: Broken) -> Diagnostic {
    const NAMED: usize = 4;
    const LONG: usize = 40;
    let (code, word) = broken.kind.said();
    // The papers of the punishment come first, then those the party has in hand.
    let rank = |name: &String| match () {
        () if name.contains("处罚") && (name.contains("告知书") || name.contains("决定书")) => 0,
        () if ["告知书", "决定书", "通知书", "指令书"].iter().any(|end| name.contains(end)) => 1,
        () => 2,
    };
    let mut others = broken.others;
    others.sort_by_key(rank);
    let named: Vec<String> = others.iter().take(NAMED).map(|name| format!("《{name}》")).collect();
    let more = if others.len() > NAMED { format!("等{}份", others.len()) } else { String::new() };
    let message = format!("{place}：{word}与本案其他文书不一致（{}{more}）", named.join("、"));
    let (new, old) = if broken.new.is_empty() {
        ("（删去了）".to_string(), clip(&squeeze(&broken.old)))
    } else if broken.old.chars().count() > LONG {
        // Of a long one only what differs.
        let (new, old) = (squeeze(&broken.new), squeeze(&broken.old));
        let (x, y): (Vec<_>, Vec<_>) = hunks(&old, &new).into_iter().map(|hunk| (hunk.old, hunk.new)).unzip();
        (show(&new, &y), show(&old, &x))
    } else {
        (broken.new, broken.old)
    };
    let finding = Diagnostic::new(Rank::Veto, code, message).found(new).expected(old).remedy("改表单，重新生成全部文书；或者改回来");
    from_form(finding, Some(&broken.origin))
}

fn clip(text: &[char]) -> String {
    const SHOWN: usize = 80;
    let mut out: String = text.iter().take(SHOWN).collect();
    if text.len() > SHOWN {
        out.push('…');
    }
    out
}
