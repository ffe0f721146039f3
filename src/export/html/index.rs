//! The index of a case: its writs with state, gaps and findings, then all findings, each with links to the pages that
//! show it.

use super::escape::text;
use super::{Writ, finding, frame, gaps, link, notes};
use crate::diag::{Diagnostic, Rank};
use std::fmt::Write;

/// Gaps named in a row; the page of the writ names all.
const NAMED_GAPS: usize = 6;

/// The page. `kinds` are the other files each writ has, as extensions.
pub fn index(case: &str, writs: &[Writ], findings: &[Diagnostic], kinds: &[&str]) -> String {
    let shown: Vec<Vec<usize>> = writs.iter().map(|writ| notes::of(writ, findings).iter().map(|note| note.number).collect()).collect();
    let all: Vec<&Diagnostic> = findings.iter().collect();
    let finals = writs.iter().filter(|writ| !writ.document.draft).count();
    let header = format!(
        "<h1>案卷：{}</h1>\n<p>{}份文书，定稿{finals}份，稿{}份；{}</p>\n",
        text(case),
        writs.len(),
        writs.len() - finals,
        finding::summary(&all),
    );
    let navigation = format!(
        "<ul>\n<li><a href=\"#writs\">文书（{}）</a></li>\n<li><a href=\"#findings\">问题（{}）</a></li>\n</ul>\n",
        writs.len(),
        findings.len()
    );
    let main = table(writs, &shown, findings, kinds) + &list(writs, &shown, findings);
    frame::page(&format!("案卷 {case}"), "index", &header, &navigation, &main)
}

fn table(writs: &[Writ], shown: &[Vec<usize>], findings: &[Diagnostic], kinds: &[&str]) -> String {
    let mut out = String::from("<section aria-labelledby=\"writs\">\n<h2 id=\"writs\">文书</h2>\n<table class=\"ruled\">\n<thead><tr>");
    for head in ["文书", "状态", "文号", "日期", "缺项", "问题"] {
        let _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (writ, numbers) in writs.iter().zip(shown) {
        let lacks = gaps(writ.document);
        let about: Vec<&Diagnostic> = numbers.iter().filter_map(|number| findings.get(number - 1)).collect();
        let _ = write!(out, "<tr><th scope=\"row\"><a href=\"{}\">{}</a>", link::page(writ.stem), text(writ.stem));
        for kind in kinds {
            let file = link::file(&format!("{}.{kind}", writ.stem));
            let word = kind.to_uppercase();
            let _ = write!(out, " <a class=\"kind\" href=\"{file}\" aria-label=\"{} {word}\">{word}</a>", text(writ.name));
        }
        if !writ.reason.is_empty() {
            let _ = write!(out, "<br><small>{}</small>", text(writ.reason));
        }
        let _ = write!(out, "</th><td class=\"state\">{}</td>", text(writ.state));
        let _ = write!(out, "<td>{}</td>", text(writ.number.unwrap_or("—")));
        let _ = write!(out, "<td class=\"day\">{}</td>", writ.date.map_or_else(|| "—".to_string(), |date| date.to_string()));
        let _ = write!(out, "<td>{}</td>", if lacks.is_empty() { "—".to_string() } else { named(&lacks) });
        let found = if about.is_empty() { "—".to_string() } else { finding::summary(&about) };
        let _ = writeln!(out, "<td>{found}</td></tr>");
    }
    out.push_str("</tbody>\n</table>\n</section>\n");
    out
}

fn named(gaps: &[&str]) -> String {
    let named: Vec<String> = gaps.iter().take(NAMED_GAPS).map(|field| text(field)).collect();
    let more = if gaps.len() > NAMED_GAPS { "等" } else { "" };
    format!("<strong>{}项</strong>：{}{more}", gaps.len(), named.join("、"))
}

/// All findings, the worst first.
fn list(writs: &[Writ], shown: &[Vec<usize>], findings: &[Diagnostic]) -> String {
    let mut out = format!("<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">问题（{}）</h2>\n", findings.len());
    if findings.is_empty() {
        out.push_str("<p>没有问题。</p>\n");
    }
    for rank in [Rank::Refuse, Rank::Veto, Rank::Deduct, Rank::Remind] {
        let of_rank: Vec<(usize, &Diagnostic)> =
            findings.iter().enumerate().filter(|(_, found)| found.rank == rank).map(|(index, found)| (index + 1, found)).collect();
        if of_rank.is_empty() {
            continue;
        }
        let _ = writeln!(out, "<h3>{}（{}）</h3>\n<ul class=\"findings\">", rank.word(), of_rank.len());
        for (number, found) in of_rank {
            let _ = write!(out, "<li id=\"f{number}\" class=\"{}\">{}", finding::class(rank), finding::said(found));
            let pages: Vec<&Writ> =
                writs.iter().zip(shown).filter(|(_, numbers)| numbers.contains(&number)).map(|(writ, _)| writ).collect();
            if !pages.is_empty() {
                out.push_str("<p>见：");
                let links: Vec<String> =
                    pages.iter().map(|writ| format!("<a href=\"{}#f{number}\">{}</a>", link::page(writ.stem), text(writ.name))).collect();
                let _ = write!(out, "{}</p>", links.join("、"));
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
    out
}
