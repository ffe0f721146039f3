//! Pages: what stays together, what is repeated, where signatures and seals stand, and that nothing is lost.

mod layout_support;

use layout_support::samples;
use layout_support::*;
use proptest::prelude::*;
use wenshu::document::{Document, LayoutKind};
use wenshu::layout::pages::{Item, Page, Pages};
use wenshu::style::{self, Profile};

fn letter(body: &str) -> Document {
    document(LayoutKind::Letter, true, body)
}

fn form(body: &str) -> Document {
    document(LayoutKind::Form, true, body)
}

const DATE: &str = r#"<foot><blank w="3" rule="no"/>年<blank w="2" rule="no"/>月<blank w="2" rule="no"/>日</foot>"#;

fn contains(page: &Page, words: &str) -> bool {
    text(&page.body).contains(words)
}

/// Everything stands inside the margins; the foot inside the sheet.
fn assert_inside(pages: &Pages) {
    let geometry = style::page(Profile::Form);
    let (left, right) = (geometry.left - 0.5, geometry.width - geometry.right + 0.5);
    for page in &pages.pages {
        for (x1, y1, x2, y2) in rules(&page.body) {
            assert!(x1 >= left && x2 <= right && y1 >= geometry.top - 0.5, "{x1} {y1} {x2} {y2}");
            assert!(y1 <= y2 && y2 <= geometry.height - geometry.bottom + 0.5, "{y2}");
        }
        for run in runs(&page.body) {
            let below = run.y + 0.1 * run.size;
            assert!(run.y >= geometry.top && below <= geometry.height - geometry.bottom, "{} at {}", run_text(run), run.y);
        }
    }
}

/// No two lines of a page lie on one another.
fn assert_no_doubled_lines(page: &Page) {
    let mut all = rules(&page.body);
    all.extend(rules(&page.furniture));
    for (index, a) in all.iter().enumerate() {
        for b in &all[index + 1..] {
            let horizontal = a.1 == a.3 && b.1 == b.3 && (a.1 - b.1).abs() < 1.0;
            let vertical = a.0 == a.2 && b.0 == b.2 && (a.0 - b.0).abs() < 1.0;
            let overlap = if horizontal { a.2.min(b.2) - a.0.max(b.0) } else { a.3.min(b.3) - a.1.max(b.1) };
            assert!(!(horizontal || vertical) || overlap < 1.0, "{a:?} {b:?}");
        }
    }
}

/// The lines of three samples, as files a reader can judge; `UPDATE=1` writes them anew.
#[test]
fn samples_look_as_agreed() {
    for (name, kind, markup) in [
        ("letter", LayoutKind::Letter, samples::LETTER),
        ("form", LayoutKind::Form, samples::FORM),
        ("record", LayoutKind::Record, samples::RECORD),
    ] {
        let document = document(kind, true, markup);
        let pages = pages(&document);
        assert_same_text(&document, &pages);
        assert_inside(&pages);
        let path = format!("{}/tests/layout_goldens/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        let dump = wenshu::layout::dump(&pages);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &dump).expect("golden written");
        }
        assert_eq!(dump, std::fs::read_to_string(&path).unwrap_or_default(), "{name}");
    }
}

#[test]
fn a_cell_of_six_thousand_characters_flows_over_pages() {
    let body = format!(
        r#"<title>案件处理呈批表</title><number>（苏太）应急呈〔2026〕18号</number>
        <table cols="7 14 6 14"><tr h="12"><th>案　　由</th><td colspan="3">无证上岗</td></tr>
        <tr split="yes"><th>违法事实</th><td colspan="3"><p indent="yes">{}</p><foot>承办人（签名）：<blank w="8" rule="no"/></foot>{DATE}</td></tr>
        <tr h="30"><th>审批意见</th><td colspan="3">{DATE}</td></tr></table>"#,
        facts(6000)
    );
    let document = form(&body);
    let pages = pages(&document);
    assert_same_text(&document, &pages);
    assert_inside(&pages);
    assert!((4..=7).contains(&pages.pages.len()), "{}", pages.pages.len());
    assert!(contains(&pages.pages[0], "违法事实2026年"), "the row starts on the first page");
    for page in &pages.pages[..pages.pages.len() - 2] {
        let lowest = rules(&page.body).iter().map(|rule| rule.3).fold(0.0, f32::max);
        assert!(lowest > 720.0, "a split row fills its page: {lowest}");
    }
    pages.pages.iter().for_each(assert_no_doubled_lines);
}

#[test]
fn heads_are_repeated_as_furniture_and_rows_stay_whole() {
    let rows: String = (1..=40)
        .map(|n| format!(r#"<tr h="9"><td align="center">{n}</td><td>{}</td><td>{n}份</td></tr>"#, facts(10 + n * 7 % 60)))
        .collect();
    let body = format!(
        r#"<title>证据清单</title><table cols="2 10 3"><tr head="yes" h="9"><th>序号</th><th>证据名称</th><th>份数</th></tr>{rows}</table>
        <sign>承办人（签名）：<blank w="8"/></sign>"#
    );
    let document = document(LayoutKind::List, true, &body);
    let pages = pages(&document);
    assert_same_text(&document, &pages);
    assert_inside(&pages);
    assert!(pages.pages.len() >= 3);
    for (index, page) in pages.pages.iter().enumerate() {
        assert_eq!(text(&page.furniture).contains("序号证据名称份数"), index > 0, "page {index}");
        assert_eq!(contains(page, "序号证据名称份数"), index == 0);
        assert_no_doubled_lines(page);
    }
    // A row's number and its last cell are on the same page.
    for n in 1..=40 {
        let page = pages.pages.iter().find(|page| contains(page, &format!("{n}份"))).expect("row");
        assert!(runs(&page.body).any(|run| run_text(run) == n.to_string()), "row {n}");
    }
}

#[test]
fn an_empty_list_is_its_head_alone() {
    let body = r#"<title>证据清单</title><table cols="2 10"><tr head="yes" h="9"><th>序号</th><th>证据名称</th></tr></table>"#;
    let document = document(LayoutKind::List, true, body);
    let pages = pages(&document);
    assert_eq!(pages.pages.len(), 1);
    assert_same_text(&document, &pages);
}

#[test]
fn spanned_rows_stay_together_unless_higher_than_a_page() {
    let group = |rows: usize, height: u32| {
        let first = format!(r#"<tr h="{height}"><th rowspan="{rows}">当事人</th><th>姓名</th><td>张三</td></tr>"#);
        let rest: String = (1..rows).map(|n| format!(r#"<tr h="{height}"><th>项{n}</th><td>值{n}</td></tr>"#)).collect();
        format!(r#"<table cols="2 3 8">{first}{rest}</table>"#)
    };
    for lead in 20..34 {
        let body = format!("{}{}", "<p>中</p>".repeat(lead), group(6, 10));
        let document = letter(&body);
        let pages = pages(&document);
        let page = pages.pages.iter().find(|page| contains(page, "当事人")).expect("group");
        assert!(contains(page, "值5"), "{lead}: cut");
        assert_same_text(&document, &pages);
    }
    let document = form(&group(40, 20));
    let pages = pages(&document);
    assert!(pages.pages.len() >= 4);
    assert_same_text(&document, &pages);
    assert_inside(&pages);
    pages.pages.iter().for_each(assert_no_doubled_lines);
}

#[test]
fn a_long_text_beside_spanned_rows_is_not_lost() {
    let rest: String = (1..6).map(|n| format!(r#"<tr h="10"><th>项{n}</th></tr>"#)).collect();
    let body = format!(r#"<table cols="2 8"><tr h="10"><th>项0</th><td rowspan="6">{}</td></tr>{rest}</table>"#, facts(5000));
    let document = form(&body);
    let pages = pages(&document);
    let printed: usize = pages.pages.iter().flat_map(|page| runs(&page.body)).map(|run| run.glyphs.len()).sum();
    assert_eq!(printed, 5000 + 2 * 6, "every character once");
    assert_inside(&pages);
}

#[test]
fn a_foot_stands_at_the_bottom_of_its_cell() {
    let body = format!(r#"<table cols="1 5"><tr h="40"><th>意见</th><td>同意立案。{DATE}</td></tr></table>"#);
    let pages = pages(&form(&body));
    let body = &pages.pages[0].body;
    let bottom = rules(body).iter().map(|rule| rule.3).fold(0.0, f32::max);
    let foot = runs(body).find(|run| run_text(run) == "日").expect("date");
    let content = runs(body).find(|run| run_text(run).starts_with("同意")).expect("content");
    assert!(bottom - foot.y < 14.0, "{}", bottom - foot.y);
    assert!(foot.y - content.y > 60.0);
    assert!(foot.x > 480.0, "right-aligned");
}

#[test]
fn the_frame_is_closed_on_every_page() {
    let body = format!(r#"<table cols="1 5"><tr split="yes"><th>事实</th><td>{}</td></tr></table>"#, facts(4000));
    for page in &pages(&form(&body)).pages {
        let lines = rules(&page.body);
        let vertical: Vec<_> = lines.iter().filter(|line| line.0 == line.2).collect();
        assert_eq!(vertical.len(), 3);
        let (top, bottom) = (vertical[0].1, vertical[0].3);
        let at = |y: f32| lines.iter().filter(|line| line.1 == line.3 && (line.1 - y).abs() < 0.1 && line.2 - line.0 > 400.0).count();
        assert_eq!((at(top), at(bottom)), (1, 1));
    }
}

#[test]
fn a_seal_is_never_alone_on_a_page() {
    for lines in 1..70 {
        let body = format!(
            "<title>决定书</title>{}<seal><org>太仓市应急管理局</org><date>2026年4月20日</date></seal>",
            "<p>处罚决定。</p>".repeat(lines)
        );
        let document = letter(&body);
        let pages = pages(&document);
        let page = pages.pages.iter().find(|page| contains(page, "（印章）")).expect("seal");
        let before = type_lines(page).iter().filter(|line| line.text == "处罚决定。").count();
        assert!(before >= 2.min(lines), "{lines} lines, {before} before the seal");
        assert!(contains(page, "2026年4月20日"));
        assert_same_text(&document, &pages);
        assert_inside(&pages);
    }
}

#[test]
fn a_seal_after_a_split_row_takes_lines_along() {
    for chars in (600..2400).step_by(90) {
        let body = format!(
            r#"<table cols="1 5"><tr split="yes"><th>事实</th><td>{}</td></tr></table><seal><org>太仓市应急管理局</org><date>2026年4月20日</date></seal>"#,
            facts(chars)
        );
        let document = form(&body);
        let pages = pages(&document);
        let page = pages.pages.iter().find(|page| contains(page, "（印章）")).expect("seal");
        assert!(type_lines(page).len() >= 4, "{chars}: {}", text(&page.body));
        assert_same_text(&document, &pages);
        assert_inside(&pages);
    }
}

#[test]
fn the_seal_has_room_and_a_dotted_place_only_in_drafts() {
    let body = "<p>决定。</p><seal><org>太仓市应急管理局</org><date>2026年4月20日</date></seal>";
    let mut document = letter(body);
    let places = |pages: &Pages| {
        let all = pages.pages.iter().flat_map(|page| page.body.iter().chain(&page.furniture));
        all.filter(|item| matches!(item, Item::SealPlace { .. })).cloned().collect::<Vec<_>>()
    };
    assert_eq!(places(&pages(&document)), []);
    document.draft = true;
    let pages = pages(&document);
    let [Item::SealPlace { x, y, radius }] = places(&pages)[..] else { panic!("one place") };
    assert!((radius * 2.0 - style::SEAL_DIAMETER).abs() < 0.01);
    let text_line = type_lines(&pages.pages[0]).into_iter().find(|line| line.text == "决定。").expect("text");
    assert!(y - radius >= text_line.y - 2.0, "the seal leaves the text above it free");
    assert!(x + radius <= right_edge() + 30.0);
    let mark = runs(&pages.pages[0].furniture).find(|run| run_text(run) == "稿").expect("draft mark");
    assert!(mark.grey > 0.5 && mark.size > 30.0);
}

#[test]
fn a_long_agency_name_wraps_under_its_seal() {
    let body = format!("<p>决定。</p><seal><org>{}应急管理局</org><date>2026年4月20日</date></seal>", "某某经济技术开发区".repeat(5));
    let document = letter(&body);
    let pages = pages(&document);
    assert_same_text(&document, &pages);
    assert_inside(&pages);
    assert!(type_lines(&pages.pages[0]).iter().all(|line| line.right <= right_edge() + 0.1));
}

#[test]
fn titles_and_questions_are_never_last_on_a_page() {
    for lead in 1..45 {
        let body = format!(
            "{}<title>附件</title><number>第1号</number><p>正文。</p>{}<qa><q>问题？</q><a lines=\"2\"/></qa>",
            "<p>前文。</p>".repeat(lead),
            "<p>中文。</p>".repeat(20)
        );
        let document = document(LayoutKind::Record, false, &body);
        for page in &pages(&document).pages {
            let last = type_lines(page).last().expect("lines").text.clone();
            assert!(!["附件", "第1号", "问：问题？"].contains(&last.as_str()), "{lead}: {last}");
        }
    }
}

#[test]
fn no_single_line_of_a_paragraph_is_left_behind() {
    for lead in 20..36 {
        for length in [80, 120, 200] {
            let body = format!("{}<p>{}</p>", "<p>前文。</p>".repeat(lead), "文".repeat(length));
            let pages = pages(&letter(&body));
            for page in &pages.pages {
                let count = type_lines(page).iter().filter(|line| line.text.starts_with('文')).count();
                assert_ne!(count, 1, "{lead} {length}");
            }
        }
    }
}

#[test]
fn kept_blocks_and_page_breaks_are_honoured() {
    for lead in 20..36 {
        let body = format!("{}<keep><p>甲。</p><p>乙。</p><p>丙。</p></keep><pagebreak/><p>丁。</p>", "<p>前文。</p>".repeat(lead));
        let pages = pages(&letter(&body));
        let page = |words: &str| pages.pages.iter().position(|page| contains(page, words)).expect("words");
        assert_eq!((page("甲。"), page("乙。")), (page("丙。"), page("丙。")));
        assert_eq!(page("丁。"), page("丙。") + 1);
        assert_eq!(pages.pages.len(), page("丁。") + 1);
    }
}

#[test]
fn furniture_stands_on_every_page() {
    let body = format!(
        r#"<title>询问笔录</title>{}<pagesigns><sign>询问人（签名）：<blank w="8" rule="no"/></sign><sign>被询问人（签名）：<blank w="8" rule="no"/></sign></pagesigns>
        <running>询问笔录（续页）</running><copies>{}</copies>"#,
        "<p>问答。</p>".repeat(90),
        "本文书一式三份：一份由应急管理部门备案，一份交被处罚单位，一份交付银行，另有一份抄送人民法院存查备用。"
    );
    let mut document = document(LayoutKind::Record, true, &body);
    document.draft = true;
    let pages = pages(&document);
    let count = pages.pages.len();
    assert!(count >= 3);
    let geometry = style::page(Profile::Form);
    for (index, page) in pages.pages.iter().enumerate() {
        let furniture = text(&page.furniture);
        for words in ["询问人（签名）：", "被询问人（签名）：", "本文书一式三份：", "存查备用。", "稿"] {
            assert!(furniture.contains(words), "{words} on {index}: {furniture}");
        }
        assert!(furniture.contains(&format!("共 {count} 页　第 {} 页", index + 1)));
        assert_eq!(furniture.contains("续页"), index > 0);
        assert!(!text(&page.body).contains("续页"));
        let signs = runs(&page.furniture).find(|run| run_text(run).starts_with("询问人")).expect("signs").y;
        let lowest = runs(&page.body).map(|run| run.y).fold(0.0, f32::max);
        assert!(lowest + 10.0 < signs, "body {lowest} above signatures {signs}");
        assert!(runs(&page.furniture).all(|run| run.y < geometry.height - 20.0 && run.x > 40.0));
        let head = runs(&page.furniture).find(|run| run_text(run).contains("续页")).map_or(0.0, |run| run.y);
        let highest = runs(&page.body).map(|run| run.y).fold(f32::MAX, f32::min);
        assert!(head < highest - 12.0);
    }
}

#[test]
fn a_form_gives_in_a_little_to_stay_on_one_page() {
    let form_of = |height: u32| {
        let box_row = format!(r#"<tr h="{height}"><th>意见</th><td>{DATE}</td></tr>"#);
        form(&format!(r#"<title>审批表</title><number>第1号</number><table cols="1 5">{}</table>"#, box_row.repeat(5)))
    };
    assert_eq!(pages(&form_of(46)).pages.len(), 1, "5 × 46 mm is a little too much");
    assert_eq!(pages(&form_of(70)).pages.len(), 2, "5 × 70 mm is two pages");
}

#[test]
fn the_title_is_a_bookmark() {
    let pages = pages(&letter("<title>行政处罚决定书</title><p>决定。</p>"));
    assert_eq!(pages.outline.len(), 1);
    assert_eq!((pages.outline[0].title.as_str(), pages.outline[0].page), ("行政处罚决定书", 0));
    assert!(pages.outline[0].y > 72.0 && pages.outline[0].y < 140.0);
    let untitled = layout_support::pages(&letter("<p>决定。</p>"));
    assert_eq!(untitled.outline[0].title, "样张");
}

#[test]
fn names_of_sixty_characters_wrap_in_cells() {
    let name: String = "某某省某某市某某新材料科技股份有限公司第一分公司".chars().cycle().take(60).collect();
    let body =
        format!(r#"<table cols="7 10 6 8"><tr h="11"><th>单位名称</th><td>{name}</td><th>地　　址</th><td>{name}</td></tr></table>"#);
    let document = form(&body);
    let pages = pages(&document);
    assert_same_text(&document, &pages);
    assert_inside(&pages);
    let edges: Vec<f32> = rules(&pages.pages[0].body).iter().filter(|line| line.0 == line.2).map(|line| line.0).collect();
    for run in runs(&pages.pages[0].body).filter(|run| run.x > edges[1] && run.x < edges[2]) {
        let right = run.x + run.glyphs.last().map_or(0.0, |glyph| glyph.dx) + run.size;
        assert!(right < edges[2], "{}", run_text(run));
    }
}

#[test]
fn the_gongwen_page_holds_22_lines_of_28_characters() {
    let document = letter(&format!("<p flush=\"yes\">{}</p>", "国".repeat(28 * 40)));
    let pages = wenshu::layout::lay_out(&document, Profile::Gongwen, wenshu::fonts::Fonts::bundled()).expect("pages");
    let lines = type_lines(&pages.pages[1]);
    assert!(lines.iter().all(|line| line.text.chars().count() == 28 || line.y == lines[lines.len() - 1].y));
    let full: Vec<usize> = type_lines(&pages.pages[0]).iter().skip(1).map(|line| line.text.chars().count()).collect();
    assert!(full.iter().all(|count| *count == 28), "{full:?}");
    let body = format!("<p flush=\"yes\">{}</p>", "国".repeat(28 * 30));
    let plain =
        wenshu::layout::lay_out(&self::document(LayoutKind::Letter, false, &body), Profile::Gongwen, wenshu::fonts::Fonts::bundled());
    assert_eq!(type_lines(&plain.expect("pages").pages[0]).len(), 22);
}

#[derive(Debug, Clone)]
struct RandomRow {
    height: u32,
    split: bool,
    cells: Vec<(usize, usize)>,
    foot: bool,
}

fn random_row() -> impl Strategy<Value = RandomRow> {
    let cells = prop::collection::vec((1usize..4, 0usize..700), 1..4);
    (0u32..60, any::<bool>(), cells, any::<bool>()).prop_map(|(height, split, cells, foot)| RandomRow { height, split, cells, foot })
}

/// Markup of rows on 4 columns; every second row starts a cell over two rows.
fn table_of(rows: &[RandomRow]) -> String {
    let mut out = String::new();
    for (index, row) in rows.iter().enumerate() {
        let spanned = index % 2 == 0 && index + 1 < rows.len();
        let covered = index % 2 == 1;
        let mut left: usize = if covered || spanned { 3 } else { 4 };
        out += &format!(r#"<tr h="{}" split="{}">"#, row.height, if row.split { "yes" } else { "no" });
        if spanned {
            let long = if row.split { facts(row.height as usize * 40) } else { String::new() };
            out += &format!(r#"<th rowspan="2">跨{index}{long}</th>"#);
        }
        for (at, (span, length)) in row.cells.iter().enumerate() {
            let span = if at + 1 == row.cells.len() { left } else { (*span).min(left.saturating_sub(row.cells.len() - at - 1)).max(1) };
            if left == 0 {
                break;
            }
            let span = span.min(left);
            left -= span;
            let content = if *length == 0 { "<struck/>".to_string() } else { facts(*length) };
            let foot = if row.foot { "<foot>签名</foot>" } else { "" };
            out += &format!(r#"<td colspan="{span}">{content}{foot}</td>"#);
        }
        if left > 0 {
            out += &format!(r#"<td colspan="{left}"><struck/></td>"#);
        }
        out += "</tr>";
    }
    format!(r#"<table cols="2 3 3 4"><tr head="yes" h="8"><th>一</th><th>二</th><th>三</th><th>四</th></tr>{out}</table>"#)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_table_loses_text_or_leaves_the_page(rows in prop::collection::vec(random_row(), 1..14), lead in 0usize..40) {
        let body = format!("{}{}<sign>签名：<blank w=\"6\"/></sign>", "<p>前文。</p>".repeat(lead), table_of(&rows));
        let document = form(&body);
        let pages = pages(&document);
        let mut printed = std::collections::BTreeMap::<u32, String>::new();
        for page in &pages.pages {
            for run in runs(&page.body) {
                printed.entry(run.block).or_default().push_str(&run_text(run));
            }
        }
        let expected: Vec<String> = wenshu::document::text_blocks(&document).into_iter().map(|block| block.text).collect();
        prop_assert_eq!(printed.into_values().collect::<Vec<_>>(), expected);
        assert_inside(&pages);
        pages.pages.iter().for_each(assert_no_doubled_lines);
        prop_assert!(pages.pages.iter().all(|page| !page.body.is_empty()), "an empty page");
    }
}
