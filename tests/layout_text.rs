//! Lines: what may start and end them, how wide they are, what happens to marks, numbers, underlines and blanks.

mod layout_support;

use layout_support::*;
use proptest::prelude::*;
use std::collections::HashMap;
use unicode_linebreak::{BreakOpportunity, linebreaks};
use wenshu::document::*;

/// Width of the live area and the size of body text: 35 characters a line.
const MEASURE: f32 = 420.0;
const EM: f32 = 12.0;

fn text_inline(text: &str) -> Inline {
    Inline::Text(Text { text: text.into(), origin: Origin::Template, underline: false })
}

fn of_inlines(role: Role, inlines: Vec<Inline>) -> Document {
    let paragraph = Paragraph { role, align: None, keep_next: false, inlines, line: 1 };
    Document {
        writ: "sample".into(),
        meta: Meta::default(),
        kind: LayoutKind::Letter,
        draft: false,
        blocks: vec![Block::Paragraph(paragraph)],
        furniture: Furniture::default(),
    }
}

fn of_text(text: &str) -> Document {
    of_inlines(Role::Flush, vec![text_inline(text)])
}

/// The lines of an unindented paragraph on all pages.
fn lines_of(document: &Document) -> Vec<TypeLine> {
    pages(document).pages.iter().flat_map(type_lines).collect()
}

fn broken(text: &str) -> Vec<String> {
    lines_of(&of_text(text)).into_iter().map(|line| line.text).collect()
}

const NEVER_FIRST: &str = "，。、；：？！）》】〕”’」』%‰℃…·～—,.;:?!)]}";
const NEVER_LAST: &str = "（《【〔“‘「『¥￥№□☑([{";

/// Pieces of official prose; every one starts with a character a line may start with, so there is always a legal place.
const PIECES: &[&str] = &[
    "中",
    "应急管理",
    "（张三）",
    "《安全生产法》",
    "“三同时”",
    "经查，",
    "整改。",
    "单位、",
    "张三·李四",
    "金额12,480.50元",
    "电话0571-8888",
    "〔2026〕",
    "占35%",
    "第三十条",
    "第（七）项",
    "2026年3月5日",
    "8:00～17:30",
    "等……",
    "即——",
    "ABC",
    "是 ",
    "与　",
    "□是☑否",
    "¥20000.00",
    "2万元",
    "温度25℃",
    "Q235B钢",
    "他说：“好。”",
    "（见《办法》）；",
];

fn prose() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 1..120).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lines_of_prose_keep_the_measure_and_the_rules(text in prose()) {
        let document = of_text(&text);
        let lines = lines_of(&document);
        for (index, line) in lines.iter().enumerate() {
            let visible = line.text.trim_end_matches([' ', '　']);
            let last = index + 1 == lines.len();
            prop_assert!(line.right - line.left <= MEASURE + EM + 0.1 || !visible.is_empty());
            let spaces = line.text.chars().rev().take_while(|ch| matches!(ch, ' ' | '　')).count();
            if spaces == 0 {
                prop_assert!(line.right <= right_edge() + EM / 2.0 + 0.05, "{line:?}");
            }
            if index > 0 {
                prop_assert!(!line.text.starts_with(|ch| NEVER_FIRST.contains(ch)), "{line:?}");
            }
            if !last {
                prop_assert!(!visible.ends_with(|ch| NEVER_LAST.contains(ch)), "{line:?}");
                let next = &lines[index + 1].text;
                let split_number = visible.ends_with(|ch: char| ch.is_ascii_digit()) && line.text == visible
                    && next.starts_with(|ch: char| ch.is_ascii_digit() || "年月日元万".contains(ch));
                prop_assert!(!split_number, "{} | {next}", line.text);
                prop_assert!(!(visible.ends_with('第') && next.starts_with(['三', '（'])), "{visible} | {next}");
            }
        }
        assert_same_text(&document, &pages(&document));
    }

    #[test]
    fn lines_break_only_where_unicode_allows_or_a_listed_tailoring_does(text in prose()) {
        let allowed: HashMap<usize, BreakOpportunity> = linebreaks(&text).collect();
        let lines = broken(&text);
        let mut at = 0;
        for pair in lines.windows(2) {
            at += pair[0].len();
            let before = pair[0].trim_end_matches([' ', '　']).chars().next_back();
            let after = pair[1].chars().next();
            prop_assert!(allowed.contains_key(&at) || is_tailored(before, after), "{} | {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn no_string_stops_the_breaker_or_loses_a_character(text in "\\PC{0,200}|[，。（“—…a-z0-9 　]{0,400}|.{0,80}") {
        let document = of_text(&text);
        let missing = missing(&document);
        if missing.is_empty() {
            assert_same_text(&document, &pages(&document));
        } else {
            for glyph in missing {
                prop_assert!(text.contains(glyph.ch));
            }
        }
    }
}

/// Where 标点符号用法 and our setting differ from UAX 14.
fn is_tailored(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    // It never breaks at quotation marks, whose side it cannot know; we break before an opening and after a closing one.
    let quotes = "“‘".contains(after) || "”’".contains(before);
    // It takes □ for a letter; to us it begins an option to tick.
    let option = "□☑".contains(after);
    // It ties brackets and currency signs to neighbouring letters and marks; full-width ones stand apart.
    let bracket = before.is_ascii_alphanumeric() && "（《【〔".contains(after);
    let currency = after == '¥' && !before.is_ascii();
    quotes || option || bracket || currency
}

#[test]
fn words_numbers_and_their_units_stay_whole() {
    // Each piece is moved over the line's end one character at a time; it is never cut.
    for piece in
        ["12,480.50", "0571-8888", "〔2026〕", "35%", "2026年", "20万元", "8:30", "第三十条", "第（七）项", "25℃", "Q235B", "——", "……"]
    {
        for lead in 20..36 {
            let text = format!("{}{piece}{}", "中".repeat(lead), "文".repeat(20));
            let lines = broken(&text);
            assert!(lines.iter().any(|line| line.contains(piece)), "{piece} after {lead}: {lines:?}");
        }
    }
}

#[test]
fn runs_longer_than_a_line_are_cut_rather_than_overflow() {
    let url = format!("网址：https://example.invalid/{}", "a1".repeat(120));
    for text in ["x".repeat(60), "x".repeat(300), url, "。".repeat(200), "（".repeat(100), "—".repeat(90), "1".repeat(500)] {
        let document = of_text(&text);
        for line in lines_of(&document) {
            assert!(line.right <= right_edge() + EM / 2.0 + 0.05, "{line:?}");
        }
        assert_same_text(&document, &pages(&document));
    }
    assert!(broken("x".repeat(300).as_str()).len() <= 6, "a cut run fills its lines");
    let lines = broken(&format!("网址：https://example.invalid/{}", "a1".repeat(120)));
    assert!(lines[0].chars().count() > 30, "a run that no line can hold starts where it stands: {lines:?}");
}

#[test]
fn plain_text_stands_on_the_grid() {
    let document = of_text(&"国".repeat(100));
    for page in &pages(&document).pages {
        for run in runs(&page.body) {
            for (index, glyph) in run.glyphs.iter().enumerate() {
                assert!((glyph.dx - index as f32 * EM).abs() < 0.01, "{index}: {}", glyph.dx);
            }
        }
    }
    let counts: Vec<usize> = broken(&"国".repeat(100)).iter().map(|line| line.chars().count()).collect();
    assert_eq!(counts, [35, 35, 30]);
}

#[test]
fn marks_are_squeezed_or_pushed_back() {
    // Two marks in a row take one and a half em, not two.
    let width = |text: &str| lines_of(&of_text(text)).iter().map(|line| line.right - line.left).sum::<f32>() / EM;
    assert!((width("甲）。乙") - 3.5).abs() < 0.01);
    assert!((width("甲：“乙") - 3.5).abs() < 0.01);
    assert!((width("甲）（乙") - 3.5).abs() < 0.01);
    assert!((width("（《甲") - 2.5).abs() < 0.01);
    // With marks earlier in the line there is room to pull the 36th in; without, the 35th character goes with it.
    let pulled = format!("{}，二，二，二，{}，{}", "一".repeat(10), "二".repeat(18), "三".repeat(40));
    assert!(broken(&pulled)[0].ends_with('，') && broken(&pulled)[0].chars().count() == 36, "{:?}", broken(&pulled));
    let pushed = format!("{}，{}", "一".repeat(35), "三".repeat(40));
    assert_eq!(broken(&pushed)[0].chars().count(), 34);
    assert!(broken(&pushed)[1].starts_with("一，"));
}

#[test]
fn full_lines_reach_both_edges() {
    let lines = lines_of(&of_text(&facts(400)));
    for line in &lines[..lines.len() - 1] {
        let stop = line.text.ends_with(|ch| "，。、；：）”".contains(ch));
        let room = if stop { EM / 2.0 } else { 0.0 };
        assert!((line.right - right_edge()) >= -0.05 - EM * 0.2 && line.right - right_edge() <= room + 0.05, "{line:?}");
    }
}

#[test]
fn an_underline_runs_on_through_a_line_piece() {
    let text = Text { text: facts(60), origin: Origin::Template, underline: true };
    let document = of_inlines(Role::Flush, vec![text_inline("事实："), Inline::Text(text), text_inline("以上。")]);
    let pages = pages(&document);
    let rules = rules(&pages.pages[0].body);
    let lines = type_lines(&pages.pages[0]);
    assert_eq!(lines.len(), 2);
    assert_eq!(rules.len(), 2, "one rule a line, however many faces and marks the text has: {rules:?}");
    assert!((rules[0].0 - (lines[0].left + 3.0 * EM)).abs() < 2.0, "begins with the filled text");
    assert!((rules[0].2 - right_edge()).abs() < EM * 0.6 && (rules[1].0 - lines[1].left).abs() < 0.01);
    assert!(rules[1].2 < lines[1].right - 2.5 * EM, "ends before the fixed words");
    assert!(rules.iter().zip(&lines).all(|(rule, line)| (rule.1 - line.y - 0.2 * EM).abs() < 0.01));
}

#[test]
fn a_blank_is_kept_whole_and_ruled_when_asked() {
    let blank = |ruled| Inline::Blank(Blank { em: 8.0, ruled });
    let document =
        of_inlines(Role::Body, vec![text_inline(&"中".repeat(28)), blank(true), text_inline("，"), blank(false), text_inline("止。")]);
    let pages = pages(&document);
    let rules = rules(&pages.pages[0].body);
    let lines = type_lines(&pages.pages[0]);
    assert_eq!(lines[0].text.chars().count(), 28, "the blank does not fit and goes to the next line");
    assert_eq!(rules.len(), 1);
    assert!((rules[0].2 - rules[0].0 - 8.0 * EM).abs() < 0.01);
    assert!(rules[0].1 > lines[1].y);
    let widest = of_inlines(Role::Body, vec![Inline::Blank(Blank { em: 900.0, ruled: true }), text_inline("完")]);
    let rules = layout_support::rules(&layout_support::pages(&widest).pages[0].body);
    assert!(rules[0].2 <= right_edge() + 0.01, "a blank wider than the page is cut to it");
}

#[test]
fn a_label_stays_with_its_value() {
    for lead in 5..34 {
        let fill = Inline::Text(Text { text: "320585198001011234".into(), origin: Origin::Template, underline: true });
        let document = of_inlines(Role::Flush, vec![text_inline(&format!("{}　身份证号：", "中".repeat(lead))), fill]);
        let lines = lines_of(&document);
        assert!(lines.iter().any(|line| line.text.contains("身份证号：320585198001011234")), "{lead}: {lines:?}");
    }
}

#[test]
fn a_long_title_is_set_in_two_equal_lines() {
    let document = of_inlines(Role::Title, vec![text_inline(&format!("{}行政处罚决定书", "某某".repeat(12)))]);
    let lines = lines_of(&document);
    assert_eq!(lines.len(), 2);
    let widths: Vec<f32> = lines.iter().map(|line| line.right - line.left).collect();
    assert!((widths[0] - widths[1]).abs() <= 2.0 * 18.0, "{widths:?}");
    let centre = right_edge() - MEASURE / 2.0;
    assert!(lines.iter().all(|line| ((line.left + line.right) / 2.0 - centre).abs() < 0.1));
}

#[test]
fn special_places_print_their_signs() {
    let inlines =
        vec![Inline::Struck, Inline::Gap("法定代表人".into()), Inline::Check(true), Inline::Check(false), Inline::Break, text_inline("完")];
    let document = of_inlines(Role::Flush, inlines);
    let lines: Vec<String> = lines_of(&document).into_iter().map(|line| line.text).collect();
    assert_eq!(lines, ["／【缺：法定代表人】☑□", "完"]);
    assert_same_text(&document, &pages(&document));
}

#[test]
fn every_character_no_face_has_is_named_with_its_origin() {
    let form = Origin::Form { path: "当事人.名称".into(), file: "case.yaml".into(), line: 3, column: 5 };
    let value = |text: &str| Inline::Text(Text { text: text.into(), origin: form.clone(), underline: true });
    let mut document = of_inlines(Role::Flush, vec![text_inline("单位\u{1f600}："), value("张\u{10ffff}三\u{1f600}\u{1f600}")]);
    document.furniture.copies = vec![text_inline("一式\u{e000}份")];
    let found: Vec<(char, Origin)> = missing(&document).into_iter().map(|glyph| (glyph.ch, glyph.origin)).collect();
    assert_eq!(found, [('\u{e000}', Origin::Template), ('\u{1f600}', Origin::Template), ('\u{10ffff}', form.clone()), ('\u{1f600}', form)]);
}

#[test]
fn rare_characters_are_printed() {
    let document = of_text("𬭎䶮㛃㼆买买提·吐尔逊");
    assert_eq!(broken("𬭎䶮㛃㼆买买提·吐尔逊").concat(), "𬭎䶮㛃㼆买买提·吐尔逊");
    assert!(missing(&document).is_empty());
}
