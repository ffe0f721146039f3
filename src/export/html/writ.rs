//! The page of a writ: what it lacks, its text with origins and findings beside the line, then the lists of findings and
//! origins, which are what a printed page has instead of the margin.

use super::body::Body;
use super::escape::text;
use super::notes::{Note, Target};
use super::{Writ, finding, frame, link, notes, origins};
use crate::diag::Diagnostic;
use crate::document::LayoutKind;
use std::fmt::Write;

/// The page of `writs[at]`; its neighbours are linked. `findings` are those of the whole case. Empty when there is no such
/// writ.
pub fn page(case: &str, writs: &[Writ], at: usize, findings: &[Diagnostic]) -> String {
    let Some(writ) = writs.get(at) else { return String::new() };
    let notes = notes::of(writ, findings);
    let mut body = Body::new(&notes);
    let sheet = body.write(writ.document);
    let furniture = body.furniture(writ.document);
    let mut main = origins::legend();
    main.push_str(&lacks(&body));
    main.push_str(&as_a_whole(&notes));
    let _ = write!(
        main,
        "<article class=\"sheet {}\" id=\"writ\" aria-label=\"{}\">\n{sheet}</article>\n",
        look(writ.document.kind),
        text(writ.name)
    );
    if !furniture.is_empty() {
        let _ = write!(
            main,
            "<section class=\"sheet\" aria-labelledby=\"furniture\">\n<h2 id=\"furniture\">每页重复的内容（不是正文）</h2>\n{furniture}</section>\n"
        );
    }
    main.push_str(&all_notes(&notes, &body));
    let _ = write!(
        main,
        "<section aria-labelledby=\"origins\">\n<h2 id=\"origins\">来处（{}）</h2>\n{}</section>\n",
        body.origins.len(),
        body.origins.list()
    );
    let title = format!("{}（{}） {case}", writ.name, writ.state);
    frame::page(&title, "writ", &header(case, writ, &notes, &body), &navigation(writs, at, &notes, findings.len(), &body), &main)
}

fn header(case: &str, writ: &Writ, notes: &[Note], body: &Body) -> String {
    let mut out = format!("<p><a href=\"index.html\">案卷：{}</a></p>\n<h1>{}</h1>\n<p>", text(case), text(writ.name));
    let _ = write!(out, "<strong class=\"state\">{}</strong>", text(writ.state));
    if let Some(number) = writ.number {
        let _ = write!(out, "　文号：{}", text(number));
    }
    if let Some(date) = writ.date {
        let _ = write!(out, "　日期：{date}");
    }
    let found: Vec<&Diagnostic> = notes.iter().map(|note| note.finding).collect();
    let _ = writeln!(out, "　缺项：{}　问题：{}</p>", body.gaps.len(), finding::summary(&found));
    if !writ.reason.is_empty() {
        let _ = writeln!(out, "<p>理由：{}</p>", text(writ.reason));
    }
    out
}

fn navigation(writs: &[Writ], at: usize, notes: &[Note], of_case: usize, body: &Body) -> String {
    let mut out = String::from("<ul>\n<li><a href=\"#writ\">文书</a></li>\n");
    if !body.gaps.is_empty() {
        let _ = writeln!(out, "<li><a href=\"#gaps\">缺项（{}）</a></li>", body.gaps.len());
    }
    let _ = writeln!(out, "<li><a href=\"#findings\">问题（{}）</a></li>", notes.len());
    let _ = writeln!(out, "<li><a href=\"#origins\">来处（{}）</a></li>", body.origins.len());
    // a veto about the case as a whole keeps this writ a draft and stands on no line of it
    let _ = writeln!(out, "<li><a href=\"index.html#findings\">全案的问题（{of_case}）</a></li>");
    for (word, other) in [("上一份", at.checked_sub(1).and_then(|at| writs.get(at))), ("下一份", writs.get(at + 1))] {
        if let Some(other) = other {
            let _ = writeln!(out, "<li><a href=\"{}\">{word}：{}</a></li>", link::page(other.stem), text(other.name));
        }
    }
    out.push_str("</ul>\n");
    out
}

fn lacks(body: &Body) -> String {
    if body.gaps.is_empty() {
        return String::new();
    }
    let mut out = format!("<section aria-labelledby=\"gaps\">\n<h2 id=\"gaps\">缺项（{}）</h2>\n<ul class=\"gaps\">\n", body.gaps.len());
    for (field, place) in &body.gaps {
        let _ = writeln!(out, "<li><a href=\"#g{place}\">{}</a></li>", text(field));
    }
    out.push_str("</ul>\n</section>\n");
    out
}

/// Findings that stand beside no line. They are in the list as well.
fn as_a_whole(notes: &[Note]) -> String {
    let whole: Vec<&Note> = notes.iter().filter(|note| note.target == Target::Writ).collect();
    if whole.is_empty() {
        return String::new();
    }
    let mut out = String::from("<section class=\"whole\" aria-labelledby=\"whole\">\n<h2 id=\"whole\">对整份文书的问题</h2>\n<ul>\n");
    for note in whole {
        let said = note.finding;
        let _ = writeln!(
            out,
            "<li class=\"{}\"><strong class=\"rank\">{}</strong> <a href=\"#f{}\">{}</a> {}</li>",
            finding::class(said.rank),
            said.rank.word(),
            note.number,
            text(said.code),
            text(&said.message)
        );
    }
    out.push_str("</ul>\n</section>\n");
    out
}

fn all_notes(notes: &[Note], body: &Body) -> String {
    let mut out = format!("<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">问题（{}）</h2>\n", notes.len());
    if notes.is_empty() {
        out.push_str("<p>没有关于这份文书的问题。</p>\n");
    } else {
        out.push_str("<ul class=\"findings\">\n");
        for note in notes {
            let back = match body.placed.iter().find(|(number, _)| *number == note.number) {
                Some((_, id)) => format!("<p class=\"back\"><a href=\"#{id}\">文中所在</a></p>"),
                None => String::new(),
            };
            let _ = writeln!(
                out,
                "<li id=\"f{}\" class=\"{}\">{}{back}</li>",
                note.number,
                finding::class(note.finding.rank),
                finding::said(note.finding)
            );
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
    out
}

fn look(kind: LayoutKind) -> &'static str {
    match kind {
        LayoutKind::Letter => "k-letter",
        LayoutKind::Form => "k-form",
        LayoutKind::Record => "k-record",
        LayoutKind::List => "k-list",
        LayoutKind::Cover => "k-cover",
    }
}
