//! Two states of templates side by side: for every case and writ that differs a table of sentences, old left, new right,
//! with removed and added words marked by element, line and colour. Long runs of equal sentences are folded.

use super::escape::text;
use crate::document::changes::{CaseChange, Fate, WritChange};
use crate::text::diff::{Piece, Row};
use std::fmt::Write;

/// Equal sentences shown before and after a change.
const CONTEXT: usize = 2;

const STYLE: &str = "\
:root{color-scheme:light}
body{font:16px/1.7 'Noto Serif CJK SC','Source Han Serif SC','Songti SC',SimSun,serif;margin:0 auto;max-width:78rem;padding:0 1.5rem 3rem;color:#1a1a1a;background:#fff}
h1{font-size:1.5rem;margin:1.5rem 0 .5rem}h2{font-size:1.25rem;margin:2.5rem 0 .5rem;border-bottom:2px solid #333}h3{font-size:1.05rem;margin:1.75rem 0 .5rem}
a{color:#0b4f9c}a:focus,summary:focus{outline:3px solid #0b4f9c;outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:#fff;padding:.25rem .5rem}
nav ul{margin:.25rem 0;padding-left:1.5rem}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid #999;padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere;white-space:pre-wrap}
thead th{background:#eee}
tr.same td{color:#555}
td.none{background:#f4f4f4}
td.fold{color:#555;background:#fafafa;padding:.1rem .6rem}
details table{margin:.3rem 0}
del{background:#fbdada;color:#7a0d0d;text-decoration:line-through;text-decoration-thickness:2px}
ins{background:#d6f0d8;color:#0c4a14;text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:3px}
@media print{body{font-size:10.5pt;max-width:none;padding:0}nav,.skip{display:none}h2,h3{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}del,ins{background:none}}
";

/// The page. `old` and `new` name the two sides; `notes` are sentences about the comparison as a whole.
pub fn page(old: &str, new: &str, cases: &[CaseChange], notes: &[String]) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>模板比较</title>\n");
    let _ = write!(
        out,
        "<style>\n{STYLE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">跳到内容</a>\n<header>\n<h1>模板比较</h1>\n"
    );
    let _ = writeln!(out, "<p>旧：{}<br>新：{}</p>", text(old), text(new));
    let differing: Vec<&CaseChange> = cases.iter().filter(|case| !case.writs.is_empty()).collect();
    let writs: usize = differing.iter().map(|case| case.writs.len()).sum();
    let summary = match writs {
        0 => format!("{}个案件的文书文字全部相同。", cases.len()),
        _ => format!("{}个案件中{}个有变化，共{writs}份文书。", cases.len(), differing.len()),
    };
    let _ = writeln!(out, "<p><strong>{summary}</strong></p>");
    for note in notes {
        let _ = writeln!(out, "<p>{}</p>", text(note));
    }
    out.push_str("<p>左边是旧的，右边是新的：<del>删去的字</del>、<ins>增加的字</ins>。相同的句子只列变化前后各两句，其余折叠，可以展开。</p>\n</header>\n");
    contents(&differing, &mut out);
    out.push_str("<main id=\"main\">\n");
    for (number, case) in differing.iter().enumerate() {
        let _ = writeln!(out, "<section aria-labelledby=\"c{number}\">\n<h2 id=\"c{number}\">{}</h2>", text(&case.case));
        for (index, writ) in case.writs.iter().enumerate() {
            writ_table(writ, &format!("c{number}w{index}"), &mut out);
        }
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn contents(cases: &[&CaseChange], out: &mut String) {
    if cases.is_empty() {
        return;
    }
    out.push_str("<nav aria-label=\"目录\">\n<ul>\n");
    for (number, case) in cases.iter().enumerate() {
        let _ = writeln!(out, "<li><a href=\"#c{number}\">{}</a>\n<ul>", text(&case.case));
        for (index, writ) in case.writs.iter().enumerate() {
            let _ = writeln!(out, "<li><a href=\"#c{number}w{index}\">{}</a></li>", text(&writ.heading()));
        }
        out.push_str("</ul></li>\n");
    }
    out.push_str("</ul>\n</nav>\n");
}

fn writ_table(writ: &WritChange, id: &str, out: &mut String) {
    let _ = writeln!(out, "<h3 id=\"{id}\">{}</h3>", text(&writ.heading()));
    let _ = writeln!(
        out,
        "<table aria-labelledby=\"{id}\">\n<thead><tr><th scope=\"col\">旧</th><th scope=\"col\">新</th></tr></thead>\n<tbody>"
    );
    match writ.fate {
        Fate::Changed => folded(&writ.rows, out),
        Fate::Removed | Fate::Added => writ.rows.iter().for_each(|row| line(row, out)),
    }
    out.push_str("</tbody>\n</table>\n");
}

/// Rows with long runs of equal sentences folded.
fn folded(rows: &[Row], out: &mut String) {
    let near = |at: usize| {
        let from = at.saturating_sub(CONTEXT);
        rows[from..(at + CONTEXT + 1).min(rows.len())].iter().any(Row::differs)
    };
    let mut at = 0;
    while at < rows.len() {
        let run = (at..rows.len()).take_while(|at| !near(*at)).count();
        if run > 1 {
            let _ = writeln!(
                out,
                "<tr class=\"same\"><td class=\"fold\" colspan=\"2\"><details><summary>相同的{run}句</summary>\n<table><tbody>"
            );
            rows[at..at + run].iter().for_each(|row| line(row, out));
            out.push_str("</tbody></table></details></td></tr>\n");
            at += run;
        } else {
            line(&rows[at], out);
            at += 1;
        }
    }
}

fn line(row: &Row, out: &mut String) {
    let marked = |pieces: &[Piece], tag: &str| -> String {
        let piece = |piece: &Piece| match piece.changed {
            true => format!("<{tag}>{}</{tag}>", text(&piece.text)),
            false => text(&piece.text),
        };
        pieces.iter().map(piece).collect()
    };
    let none = "<td class=\"none\"></td>";
    let _ = match row {
        Row::Same(said) => writeln!(out, "<tr class=\"same\"><td>{0}</td><td>{0}</td></tr>", text(said)),
        Row::Changed { old, new } => writeln!(out, "<tr><td>{}</td><td>{}</td></tr>", marked(old, "del"), marked(new, "ins")),
        Row::Removed(said) => writeln!(out, "<tr><td><del>{}</del></td>{none}</tr>", text(said)),
        Row::Added(said) => writeln!(out, "<tr>{none}<td><ins>{}</ins></td></tr>", text(said)),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::changes::writ_change;

    fn sample() -> Vec<CaseChange> {
        let list = |text: &str| text.split('|').map(str::to_string).collect::<Vec<_>>();
        let writ = writ_change("告知书".into(), Some(list("甲|乙|丙|丁|戊|罚款20元<b>|己")), Some(list("甲|乙|丙|丁|戊|罚款25元<b>|己")));
        vec![CaseChange { case: "a&b.yaml".into(), writs: writ.into_iter().collect() }]
    }

    #[test]
    fn the_page_is_sound_markup_with_landmarks_and_no_way_out() {
        let page = page("内置", "某局/<templates>", &sample(), &["说明".into()]);
        let body = page.replace("<!DOCTYPE html>\n", "").replace("<br>", "<br/>");
        let metas: String =
            body.lines().map(|line| if line.starts_with("<meta") { line.replacen('>', "/>", 1) } else { line.into() }).collect();
        every_element_closes(&metas);
        for part in [
            "<header>",
            "<nav aria-label",
            "<main id=\"main\">",
            "<h1>",
            "<h2 id=",
            "<h3 id=",
            "lang=\"zh-CN\"",
            "a&amp;b.yaml",
            "<del>20</del>",
            "<ins>25</ins>",
            "元&lt;b&gt;",
            "<summary>相同的3句</summary>",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
        for part in ["<script", "http://", "https://", "src=", "url(", "<templates>"] {
            assert!(!page.contains(part), "{part}");
        }
    }

    /// Every element that is opened is closed, in order.
    fn every_element_closes(page: &str) {
        let mut open: Vec<String> = Vec::new();
        for tag in page.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            match (tag.strip_prefix('/'), tag.ends_with('/')) {
                (Some(name), _) => assert_eq!(open.pop().as_deref(), Some(name)),
                (None, true) => {}
                (None, false) => open.push(tag.split_whitespace().next().unwrap_or_default().to_string()),
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }

    #[test]
    fn no_difference_is_said() {
        let page = page("内置", "内置", &[CaseChange { case: "a".into(), writs: Vec::new() }], &[]);
        assert!(page.contains("1个案件的文书文字全部相同") && !page.contains("<nav"));
    }
}
