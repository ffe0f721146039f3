//! Rows of tricky input that show only after a form is read: what is printed, what is refused for want of a glyph, what
//! the review says. Rows decided by reading alone are in `src/case/tests.rs`, those of files and commands in
//! `tests/command_line.rs`; `tests/tricky-rows.txt` says for every row where it is tested.

#[path = "support/docx_reader.rs"]
mod docx_reader;
#[path = "support/pdf_reader.rs"]
mod pdf_reader;
#[path = "support/sides.rs"]
mod sides;

use sides::{differences, sides, squeeze};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use wenshu::diag::{Diagnostic, Rank};
use wenshu::document::{inline_text, text_blocks};
use wenshu::export::docx;
use wenshu::export::pdf::{PdfOptions, PdfSink, PrintPdf};
use wenshu::layout::pages::{GlyphRun, Item};
use wenshu::pipeline::{self, Built, BuiltWrit, Library, Selection, Sources, State};
use wenshu::style;

fn root(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| Library::load(&Sources::default()).unwrap_or_else(|faults| panic!("{faults:#?}")))
}

/// Builds a form with the agency file of a sample.
fn build_with(source: &str, agency: &Path) -> Result<Built, Vec<Diagnostic>> {
    let sources = Sources { agency: Some(agency.to_path_buf()), ..Sources::default() };
    let loaded = pipeline::case_text(source, "案件.yaml", "案件", Path::new("."), &sources);
    pipeline::build(library(), &loaded, &Selection::default())
}

fn build(source: &str) -> Result<Built, Vec<Diagnostic>> {
    build_with(source, &root("cases/agencies/太仓.yaml"))
}

fn sample(name: &str) -> String {
    std::fs::read_to_string(root("cases").join(name)).expect("a sample")
}

/// A sample with one text replaced; the text must be there.
fn replaced(source: &str, from: &str, to: &str) -> String {
    assert!(source.contains(from), "{from}");
    source.replacen(from, to, 1)
}

/// The minimal form with a line (by its key) replaced.
fn minimal(key: &str, line: &str) -> String {
    let source = sample("minimal.yaml");
    let lines: Vec<&str> = source.lines().map(|l| if l.trim_start().starts_with(key) { line } else { l }).collect();
    assert!(lines.contains(&line), "{key}");
    lines.join("\n") + "\n"
}

fn facts(text: &str) -> String {
    minimal("违法事实", &format!("违法事实: '{text}'"))
}

fn built(row: &str, source: &str) -> Built {
    build(source).unwrap_or_else(|found| panic!("{row}: {found:#?}"))
}

fn rendered(findings: &[Diagnostic]) -> String {
    findings.iter().map(|finding| wenshu::diag::render(finding, None)).collect()
}

/// Whether a finding of a rank says all the words, at a place and a field.
fn assert_said(row: &str, findings: &[Diagnostic], rank: Rank, code: &str, words: &[&str]) {
    let said = |f: &Diagnostic| words.iter().all(|word| wenshu::diag::render(f, None).contains(word));
    let found = findings.iter().find(|f| f.rank == rank && f.code == code && said(f));
    let found = found.unwrap_or_else(|| panic!("{row}: 应有{} {code} {words:?}\n{}", rank.word(), rendered(findings)));
    assert!(found.place.is_some() && found.field.is_some(), "{row}: {found:?}");
}

fn runs(writ: &BuiltWrit) -> impl Iterator<Item = &GlyphRun> {
    let pages = writ.pages.pages.iter().flat_map(|page| page.body.iter().chain(&page.furniture));
    pages.filter_map(|item| match item {
        Item::Glyphs(run) => Some(run),
        Item::Line { .. } | Item::Picture { .. } | Item::SealPlace { .. } => None,
    })
}

fn model_text(built: &Built) -> String {
    built.writs.iter().flat_map(|writ| text_blocks(&writ.document)).map(|block| block.text + "\n").collect()
}

fn pdf(writ: &BuiltWrit) -> Vec<u8> {
    PrintPdf::default().render(&writ.pages, PdfOptions::default()).expect("a PDF")
}

/// The text of `word/document.xml` by an XML reader: docx-rs unescapes twice.
fn docx_text(writ: &BuiltWrit) -> String {
    let bytes = docx::write(&writ.document, style::Profile::Form).expect("a DOCX");
    let mut xml = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    archive.by_name("word/document.xml").expect("the part").read_to_string(&mut xml).expect("UTF-8");
    let tree = roxmltree::Document::parse(&xml).expect("well-formed");
    tree.descendants()
        .filter(|node| node.has_tag_name(("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "t")))
        .filter_map(|node| node.text())
        .collect()
}

fn pdf_text(writ: &BuiltWrit) -> String {
    pdf_reader::page_texts(&pdf(writ)).concat().into_iter().collect()
}

/// The text stands in some writ, in its model, its PDF and its DOCX.
fn assert_printed(row: &str, built: &Built, text: &str) {
    let text = squeeze(text);
    let holds = |writ: &&BuiltWrit| text_blocks(&writ.document).iter().any(|block| squeeze(&block.text).contains(&text));
    let writ = built.writs.iter().find(holds).unwrap_or_else(|| panic!("{row}: “{text}” is in no writ"));
    assert!(squeeze(&docx_text(writ)).contains(&text), "{row}: DOCX {}", writ.title);
    assert!(squeeze(&pdf_text(writ)).contains(&text), "{row}: PDF {}", writ.title);
}

fn assert_same_on_all_sides(row: &str, built: &Built) {
    for writ in &built.writs {
        let docx = docx::write(&writ.document, built.profile).expect("a DOCX");
        let found = differences(&sides(&writ.document, &writ.pages, &docx, &pdf(writ)));
        assert!(found.is_empty(), "{row} {}: {found:?}", writ.file_stem);
    }
}

/// Every glyph and rule is on the paper, body text within the margins (a hanging mark of half a character excepted).
fn assert_within_margins(row: &str, built: &Built) {
    let page = style::page(built.profile);
    for writ in &built.writs {
        for item in writ.pages.pages.iter().flat_map(|page| &page.body) {
            let Item::Glyphs(run) = item else { continue };
            let last = run.glyphs.iter().rev().find(|glyph| !glyph.ch.is_whitespace()).map_or(0.0, |glyph| glyph.dx + run.size);
            let text: String = run.glyphs.iter().map(|glyph| glyph.ch).collect();
            let right = writ.pages.width - page.right + run.size / 2.0 + 0.5;
            assert!(
                run.x >= page.left - run.size / 2.0 && run.x + last <= right,
                "{row} {}: “{text}” at {}–{}",
                writ.title,
                run.x,
                run.x + last
            );
            assert!(run.y > page.top - 0.5 && run.y < writ.pages.height, "{row} {}: “{text}” at height {}", writ.title, run.y);
        }
    }
}

// ---- A, B: names ----

#[test]
fn rare_characters_print_on_paper_and_in_both_files() {
    for (row, name) in [("A01", "龚䶮"), ("A01", "陈㛃"), ("A01", "刘𬭎"), ("A03", "犇堃喆淼赟祎"), ("A05", "买买提·吐尔逊")]
    {
        assert_printed(row, &built(row, &minimal("法定代表人", &format!("  法定代表人: {name}"))), name);
    }
}

#[test]
fn a_character_no_font_has_is_refused_by_name_and_place() {
    for (row, name, code) in [
        ("A01", "张𪚥", "U+2A6A5"),
        ("A01", "张😀", "U+1F600"),
        ("F15", "ئۇيغۇر", "U+0626"),
        ("F15", "བོད", "U+0F56"),
        ("F15", "ᠮᠣ", "U+182E"),
    ] {
        let findings = build(&minimal("法定代表人", &format!("  法定代表人: {name}"))).expect_err("refused");
        assert_said(row, &findings, Rank::Refuse, "O20", &[code, "当事人.法定代表人", "第"]);
    }
    let findings = build(&facts("甲😀乙𪚥丙")).expect_err("refused");
    for code in ["U+1F600", "U+2A6A5"] {
        assert_said("A01", &findings, Rank::Refuse, "O20", &[code, "违法事实"]);
    }
}

#[test]
fn one_person_written_with_other_dots_is_one_person() {
    let notice = "询问通知: {日期: 2026-03-06, 询问时间: 2026-03-08 09:00, 被询问人: {姓名: 买买提·吐尔逊}}\n";
    for dot in ["·", "•", "・", "‧", "．"] {
        let asked = format!("询问: {{时间: 2026-03-08 09:00, 被询问人: {{姓名: 买买提{dot}吐尔逊}}}}\n");
        let built = built("A05", &format!("{}{notice}{asked}", sample("minimal.yaml")));
        let people: Vec<_> = built.writs.iter().filter(|writ| writ.id == "inquiry_record").map(|writ| writ.label.as_deref()).collect();
        assert_eq!(people, [Some("买买提·吐尔逊")], "{dot}");
    }
}

#[test]
fn foreign_names_and_papers_print_as_written() {
    for (name, paper, number) in [("JOHN SMITH", "护照", "E12345678"), ("山田 太郎", "外国人永久居留身份证", "JPN310000000001")]
    {
        let source = sample("minimal.yaml");
        let start = source.find("当事人:").expect("a party");
        let end = source.find("执法人员:").expect("officers");
        let party = format!("当事人: {{类型: 个人, 姓名: {name}, 证件: {{类型: {paper}, 号码: {number}}}, 住址: 太仓市某某路8号}}\n");
        let built = built("A07", &format!("{}{party}{}", &source[..start], &source[end..]));
        assert_printed("A07", &built, name);
        assert_printed("A07", &built, number);
        assert!(built.findings.iter().all(|f| f.rank < Rank::Veto), "{}", rendered(&built.findings));
        let words: Vec<&str> = name.split(' ').collect();
        for writ in &built.writs {
            for run in runs(writ).filter(|run| run.block != wenshu::layout::pages::NO_BLOCK) {
                let text: String = run.glyphs.iter().map(|glyph| glyph.ch).collect();
                let alone = words.iter().any(|word| word.is_ascii() && text.trim().chars().count() == 1 && word.contains(text.trim()));
                assert!(!alone || text.trim().is_empty(), "{}: a single letter “{text}” on a line", writ.title);
            }
        }
        assert_same_on_all_sides("A07", &built);
    }
}

#[test]
fn namesakes_stay_two_people() {
    let both = "当事人: [{姓名: 周某, 证件: {类型: 护照, 号码: E1}}, {姓名: 周某, 证件: {类型: 护照, 号码: E2}}]\n";
    let source = sample("minimal.yaml");
    let (start, end) = (source.find("当事人:").expect("a party"), source.find("执法人员:").expect("officers"));
    let built = built("A11", &format!("{}{both}{}", &source[..start], &source[end..]));
    let decisions: Vec<_> = built.writs.iter().filter(|writ| writ.id == "penalty_decision_person").collect();
    assert_eq!(decisions.len(), 2);
    let mut names: Vec<_> = built.writs.iter().map(|writ| writ.file_stem.clone()).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), built.writs.len(), "no two files share a name");
}

#[test]
fn long_names_addresses_and_agencies_wrap_within_the_margins() {
    let name = "苏州××（中国）精密机械有限公司ABB TCL科技3M中国广X木业"
        .chars()
        .chain("长江三角洲一体化示范区高端装备制造".chars().cycle())
        .take(60)
        .collect::<String>()
        + "太仓分公司";
    let address = "江苏省苏州市太仓市浮桥镇浏家港街道".to_string()
        + &"滨江大道与沿江高速公路交叉口东北侧".repeat(3)
        + "（原太仓市第三化工厂院内）3号楼B座2层东侧第5间（与某某公司共用）";
    let source = minimal("名称", &format!("  名称: {name}"));
    let source = source
        .lines()
        .map(|l| if l.trim_start().starts_with("地址") { format!("  地址: {address}\n") } else { format!("{l}\n") })
        .collect::<String>();
    let folder = std::env::temp_dir().join(format!("wenshu-agency-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    for agency in ["新疆生产建设兵团第六师应急管理局", "围场满族蒙古族自治县应急管理局", "双江拉祜族佤族布朗族傣族自治县应急管理局"]
    {
        let text = std::fs::read_to_string(root("cases/agencies/太仓.yaml")).expect("an agency file");
        let file = folder.join("agency.yaml");
        std::fs::write(&file, text.replace("太仓市应急管理局", agency)).expect("an agency file");
        let built = build_with(&source, &file).unwrap_or_else(|found| panic!("{found:#?}"));
        for text in [name.as_str(), &address, agency] {
            assert_printed("B01 B03 B05", &built, text);
        }
        assert_within_margins("B01 B03 B05", &built);
        assert_same_on_all_sides("B01 B03 B05", &built);
    }
    std::fs::remove_dir_all(folder).expect("clean");
}

#[test]
fn thirty_six_parties_each_have_their_own_writs() {
    let source = sample("minimal.yaml");
    let (start, end) = (source.find("当事人:").expect("a party"), source.find("执法人员:").expect("officers"));
    let list: String = (1..=36).map(|n| format!("  - {{名称: 太仓市第{n}号虚构公司, 法定代表人: 张{n}, 地址: 某某路{n}号}}\n")).collect();
    let begun = std::time::Instant::now();
    let built = built("B19", &format!("{}当事人:\n{list}{}", &source[..start], &source[end..]));
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    for id in ["penalty_decision_unit", "service_receipt"] {
        let writs: Vec<_> = built.writs.iter().filter(|writ| writ.id == id).collect();
        assert_eq!(writs.len(), 36, "{id}");
        for (index, writ) in writs.iter().enumerate() {
            let own = format!("太仓市第{}号虚构公司", index + 1);
            assert_eq!(writ.label.as_deref(), Some(own.as_str()));
            assert!(text_blocks(&writ.document).iter().any(|block| block.text.contains(&own)), "{id} {own}");
        }
    }
    let text = model_text(&built);
    assert!((1..=36).all(|n| text.contains(&format!("太仓市第{n}号虚构公司"))));
    let mut names: Vec<_> = built.writs.iter().map(|writ| writ.file_stem.to_lowercase()).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), built.writs.len());
    assert_within_margins("B19", &built);
}

// ---- D: dates ----

fn welder(from: &str, to: &str) -> Vec<Diagnostic> {
    welder_built(from, to).findings
}

fn welder_built(from: &str, to: &str) -> Built {
    let source = replaced(&sample("welder-company.yaml"), from, to);
    build_with(&source, &root("cases/agencies/沅陵.yaml")).unwrap_or_else(|found| panic!("{from}: {found:#?}"))
}

#[test]
fn a_serial_that_counts_nothing_is_refused_once() {
    for serial in ["张三", "-5", "0"] {
        let findings =
            build(&(minimal("检查时间", "检查时间: 2026-03-05 09:30") + &format!("文号: {{序号: {serial}}}\n"))).err().unwrap_or_default();
        let said: Vec<&Diagnostic> = findings.iter().filter(|finding| finding.code == "F41").collect();
        assert_eq!(said.len(), 1, "{serial}: {}", rendered(&findings));
        assert!(said[0].message.contains(serial) && said[0].field.as_deref() == Some("文号.序号"), "{}", rendered(&findings));
    }
}

#[test]
fn numbers_take_the_year_of_their_own_date() {
    let extra = "文号: {序号: 9}\n立案: 2025-12-30\n告知: 2026-01-05\n决定: 2026-01-16\n";
    let built = built("D07", &(minimal("检查时间", "检查时间: 2025-12-28 09:30") + extra));
    let number = |id: &str| built.writs.iter().find(|writ| writ.id == id).and_then(|writ| writ.number.clone()).unwrap_or_default();
    assert!(number("inspection_record").contains("〔2025〕"), "{}", number("inspection_record"));
    assert!(number("filing_approval").contains("〔2025〕"), "{}", number("filing_approval"));
    assert!(number("penalty_decision_unit").contains("〔2026〕"), "{}", number("penalty_decision_unit"));
    let given = built_with_number("（沅）应急罚〔2025〕9号");
    assert_eq!(given.as_deref(), Some("（沅）应急罚〔2025〕9号"), "a given number wins");
}

fn built_with_number(number: &str) -> Option<String> {
    let source = sample("minimal.yaml") + &format!("文号: {{行政处罚决定书: {number}}}\n决定: 2026-01-06\n");
    let built = built("D07", &source);
    built.writs.iter().find(|writ| writ.id == "penalty_decision_unit").and_then(|writ| writ.number.clone())
}

#[test]
fn steps_in_the_wrong_order_are_a_veto_naming_both() {
    for (from, to, words) in [
        (
            "决定: {日期: 2026-04-07",
            "决定: {日期: 2026-03-20",
            ["决定（2026年3月20日）早于告知（2026年3月26日）", "决定.日期", "（告知.日期）"],
        ),
        (
            "立案:\n  日期: 2026-03-12",
            "立案:\n  日期: 2026-04-10",
            ["决定（2026年4月7日）早于立案（2026年4月10日）", "决定.日期", "（立案.日期）"],
        ),
        (
            "复查:\n  - 日期: 2026-03-18",
            "复查:\n  - 日期: 2026-03-01",
            ["复查（2026年3月1日）早于责令改正（2026年3月9日）", "复查[1].日期", "（责令改正.日期）"],
        ),
        (
            "方式: 直接, 日期: 2026-04-09",
            "方式: 直接, 日期: 2026-04-01",
            ["决定书送达（2026年4月1日）早于决定（2026年4月7日）", "送达[", "（决定.日期）"],
        ),
        (
            "- {日期: 2026-04-17, 金额",
            "- {日期: 2026-04-01, 金额",
            ["缴款（2026年4月1日）早于决定（2026年4月7日）", "缴款[1].日期", "（决定.日期）"],
        ),
        (
            "结案: {日期: 2026-04-22",
            "结案: {日期: 2026-04-02",
            ["结案（2026年4月2日）早于决定（2026年4月7日）", "结案.日期", "（决定.日期）"],
        ),
    ] {
        let built = welder_built(from, to);
        assert_said("D09", &built.findings, Rank::Veto, "R23", &words);
        assert!(built.writs.iter().all(|writ| writ.state != State::Final), "D09: a veto makes drafts of all");
    }
    let findings = welder("决定: {日期: 2026-04-07", "决定: {日期: 2026-03-26");
    assert_said("D09", &findings, Rank::Remind, "R47", &["告知和决定在同一天", "2026年3月26日", "决定.日期"]);
    assert_said("D09", &findings, Rank::Veto, "R23", &["告知当日（2026年3月26日）就作出决定", "决定.日期"]);
    assert_said("D09", &findings, Rank::Veto, "R28", &["最早2026年4月3日", "决定.日期"]);
    let sample = welder("备注: 据公开", "备注: 据公开");
    assert!(sample.iter().all(|f| f.rank == Rank::Remind && f.code != "R23"), "the sample itself is in order: {}", rendered(&sample));
}

#[test]
fn a_veto_can_be_waived_only_by_its_own_rule() {
    let agency = root("cases/agencies/沅陵.yaml");
    let finals = |source: &str| {
        let built = build_with(source, &agency).unwrap_or_else(|found| panic!("{found:#?}"));
        (built.writs.iter().filter(|writ| writ.state == State::Final).count(), built.findings)
    };
    // a provision nobody has read in full
    let unread =
        replaced(&sample("welder-company.yaml"), "违反: 《安全生产法》第三十条第一款", "违反: 《安全生产事故隐患排查治理暂行规定》第八条");
    let with = |source: &str, code: &str| finals(&format!("{source}豁免: [{{规则: {code}, 理由: 已经核对, 批准人: 石昌明}}]\n"));
    let (none, found) = finals(&unread);
    assert!(none == 0 && found.iter().any(|f| f.code == "L30"), "{}", rendered(&found));
    let (none, found) = with(&unread, "R32");
    assert!(none == 0 && found.iter().any(|f| f.code == "F73"), "a waiver of what was not found: {}", rendered(&found));
    assert!(with(&unread, "L30").0 > 15);
    let late = replaced(&sample("welder-company.yaml"), "结案: {日期: 2026-04-22", "结案: {日期: 2026-03-02");
    let (none, found) = with(&late, "R23");
    assert!(none == 0 && found.iter().any(|f| f.code == "F72"), "a rule that cannot be waived: {}", rendered(&found));
}

#[test]
fn rest_days_and_years_without_calendar_are_said() {
    let findings = welder("决定: {日期: 2026-04-07", "决定: {日期: 2026-04-06");
    assert_said("D11", &findings, Rank::Remind, "R46", &["2026年4月6日", "清明节", "决定.日期"]);
    let findings = welder("方式: 限期, 期限: 2026-03-16", "方式: 限期, 期限: 2026-03-15");
    assert_said("D11", &findings, Rank::Remind, "R46", &["整改期限的末日2026年3月15日是休息日", "顺延到2026年3月16日"]);
    // 2026-02-14 is a Saturday worked instead of a holiday; the order must be earlier than its term
    let earlier = replaced(&sample("welder-company.yaml"), "责令改正:\n  日期: 2026-03-09", "责令改正:\n  日期: 2026-02-09");
    let earlier = replaced(&earlier, "方式: 限期, 期限: 2026-03-16", "方式: 限期, 期限: 2026-02-14");
    let built = build_with(&earlier, &root("cases/agencies/沅陵.yaml")).unwrap_or_else(|found| panic!("{found:#?}"));
    let findings = built.findings;
    assert!(!findings.iter().any(|f| f.code == "R46"), "a Saturday worked instead of a holiday: {}", rendered(&findings));
    let findings = welder("归档: {日期: 2026-04-28", "归档: {日期: 2031-04-28");
    assert!(!findings.iter().any(|f| f.code == "R46"), "no period is computed from it: {}", rendered(&findings));
    let findings = welder("方式: 限期, 期限: 2026-03-16", "方式: 限期, 期限: 2031-03-15");
    assert_said("D11", &findings, Rank::Remind, "R46", &["没有2031年的放假安排", "calendar/2031.yaml"]);
}

#[test]
fn months_end_where_the_month_does() {
    let calendar = library().law.calendar();
    let day = |text: &str| text.parse::<chrono::NaiveDate>().expect("a date");
    for (start, months, end) in [
        ("2024-02-29", 6, "2024-08-29"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
    ] {
        assert_eq!(calendar.add_months(day(start), months, false).expect("a due date").raw, day(end), "D13 {start} {months}");
    }
}

#[test]
fn periods_that_have_run_out_remind_and_hold_nothing_up() {
    let late = |from: &str, to: &str, rest: &[(&str, &str)]| {
        let source = rest.iter().fold(replaced(&sample("welder-company.yaml"), from, to), |source, (a, b)| replaced(&source, a, b));
        let built = build_with(&source, &root("cases/agencies/沅陵.yaml")).unwrap_or_else(|found| panic!("{found:#?}"));
        (rendered(&built.findings), built)
    };
    let moved = [
        ("方式: 直接, 日期: 2026-04-09", "方式: 直接, 日期: 2026-06-30"),
        ("公示: {日期: 2026-04-14", "公示: {日期: 2026-07-02"),
        ("- {日期: 2026-04-17, 金额", "- {日期: 2026-07-03, 金额"),
        ("结案: {日期: 2026-04-22", "结案: {日期: 2026-07-06"),
        ("归档: {日期: 2026-04-28", "归档: {日期: 2026-07-08"),
    ];
    let (_, built) = late("决定: {日期: 2026-04-07", "决定: {日期: 2026-06-29", &moved);
    assert_said("D17", &built.findings, Rank::Remind, "R32", &["自立案到决定109日，超过办案期限90日", "2026年6月10日", "决定.日期"]);
    assert!(built.writs.iter().any(|writ| writ.state == State::Final), "D17: nothing is held up");
    let extended = [&moved[..], &[("告知: {日期", "案件延期: {日期: 2026-06-01, 延期至: 2026-07-10}\n告知: {日期")]].concat();
    let (said, _) = late("决定: {日期: 2026-04-07", "决定: {日期: 2026-06-29", &extended);
    assert!(!said.contains("R32"), "{said}");
    let (_, built) = late("行为日期: 2026-03-09", "行为日期: 2024-03-01", &[]);
    assert_said("D17", &built.findings, Rank::Remind, "R45", &["已过追责时效2年", "2026年3月1日", "行为日期"]);
    let (said, _) = late("行为日期: 2026-03-09", "行为日期: 2024-03-20", &[]);
    assert!(!said.contains("R45"), "{said}");
    let (_, built) = late("行为日期: 2026-03-09", "行为日期: 2020-09-01", &[]);
    assert_said("D17", &built.findings, Rank::Remind, "R45", &["已过追责时效5年", "行为日期"]);
}

#[test]
fn provisions_are_read_in_the_version_of_the_act() {
    let findings = welder("行为日期: 2026-03-09", "行为日期: 2021-08-10");
    assert_said("D19", &findings, Rank::Veto, "R51", &["第九十七条不分项", "其他时期的条号", "依据"]);
    assert_said("D19", &findings, Rank::Veto, "R49", &["2021年8月10日", "2021年9月1日起施行", "案由"]);
    let findings = welder("违反: 《安全生产法》第三十条第一款", "违反: 《安全生产法》第一百五十条");
    assert_said("F19", &findings, Rank::Veto, "R51", &["没有第一百五十条", "全文到第一百一十九条", "违反"]);
    let findings = welder("违反: 《安全生产法》第三十条第一款", "违反: 《安全生产条例法》第三十条");
    assert_said("F19", &findings, Rank::Veto, "R51", &["没有《安全生产条例法》"]);
}

// ---- E: amounts ----

#[test]
fn a_surcharge_above_the_fine_is_a_veto_saying_the_cap() {
    let source = sample("welder-company.yaml") + "加处罚款: [{基数: 18000, 截至: 2026-06-30, 金额: 18000.01}]\n";
    let agency = root("cases/agencies/沅陵.yaml");
    let found = build_with(&source, &agency).expect("built").findings;
    assert_said("E13", &found, Rank::Veto, "R35", &["加处罚款超过了上限", "（¥18000.00）", "加处罚款[1].金额"]);
    let found = build_with(&source.replace("18000.01", "18000"), &agency).expect("built").findings;
    assert!(!found.iter().any(|f| f.code == "R35"), "{}", rendered(&found));
    let found = build_with(&source.replace("基数: 18000, ", "").replace("18000.01", "20000"), &agency).expect("built").findings;
    assert_said("E13", &found, Rank::Veto, "R35", &["（¥20000.00）"]);
}

// ---- F: texts ----

#[test]
fn texts_print_as_written_in_both_files() {
    for (row, text) in [
        ("F01", "经查{{ 7*7 }}{% for x in y %}{{ config }}{# x #}{%raw%}"),
        ("F03", "<b>甲</b><script>&&lt;&#x4e2d;<w:p>]]><!--乙--></p></doc>"),
        ("F03", "&amp;amp;\"引号\"</w:t></w:r>"),
        ("F11", "……——~～—①②㊿ⅠⅫm³㎡℃‰×≥≤№±÷°"),
        ("F13", "23# 晒坪"),
        ("F15", "繁體字違反規定，ひらがなカタカナ、Русский Ж，ÀÉü"),
        ("F17", "类(gòng)锟斤拷"),
        ("F21", "第三人周某，身份证号11010519491231002X，电话13800000000"),
    ] {
        let built = built(row, &facts(text));
        assert_printed(row, &built, text);
        assert!(row != "F01" || !model_text(&built).contains("49"), "nothing is computed");
    }
}

#[test]
fn invisible_characters_are_taken_out_and_said() {
    for (given, printed, said) in [
        ("罚款00005\u{202E}元整", "罚款00005元整", "U+202E"),
        ("甲\u{200B}乙丙丁", "甲乙丙丁", "零宽空格"),
        ("甲\u{FEFF}乙丙丁", "甲乙丙丁", "U+FEFF"),
        ("甲\u{AD}乙丙丁", "甲乙丙丁", "软连字符"),
        ("甲\u{2028}乙丙丁", "甲乙丙丁", "U+2028"),
    ] {
        let built = built("F05", &facts(given));
        assert_printed("F05", &built, printed);
        assert!(rendered(&built.findings).contains(said), "{}", rendered(&built.findings));
        for writ in &built.writs {
            let all =
                text_blocks(&writ.document).into_iter().map(|block| block.text).collect::<String>() + &pdf_text(writ) + &docx_text(writ);
            let hidden = all.chars().find(|ch| matches!(ch, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{FEFF}'));
            assert_eq!(hidden, None, "{}", writ.title);
        }
    }
}

#[test]
fn tables_typed_with_spaces_keep_their_text() {
    let built = built("F07", &minimal("违法事实", "违法事实: \"设备\\t数量\\t状态\""));
    assert_printed("F07", &built, "设备 数量 状态");
    assert!(rendered(&built.findings).contains("制表符"));
}

#[test]
fn empty_facts_leave_a_gap() {
    for value in ["", "\"　\"", "~"] {
        let built = built("F09", &minimal("违法事实", &format!("违法事实: {value}")));
        let notice = built.writs.iter().find(|writ| writ.id == "penalty_notice").expect("a notice");
        assert!(notice.gaps.iter().any(|gap| gap.field.contains("事实")), "{:?}", notice.gaps);
    }
}

#[test]
fn furniture_and_names_of_files_take_any_text() {
    let built = built("F03", &minimal("名称", "  名称: '../../etc/<甲>&\"乙\":|?*公司'"));
    assert_same_names(&built);
    assert_printed("F03", &built, "../../etc/<甲>&\"乙\":|?*公司");
    for writ in &built.writs {
        assert!(!inline_text(&writ.document.furniture.copies).contains("{{"));
    }
}

fn assert_same_names(built: &Built) {
    for writ in &built.writs {
        assert!(!writ.file_stem.contains(['/', '\\', '<', '>', '"', ':', '|', '?', '*']), "{}", writ.file_stem);
    }
}

// ---- the list of rows ----

/// Rows of groups A to F and H of the list.
const ROWS: &str = "A01 A03 A05 A07 A09 A11 B01 B03 B05 B07 B09 B11 B13 B15 B17 B19 C01 C03 C05 C07 C09 D01 D03 D05 D07 D09 D11 D13 D15 \
    D17 D19 E01 E03 E05 E07 E09 E11 E13 F01 F03 F05 F07 F09 F11 F13 F15 F17 F19 F21 H01 H03 H05 H07 H09 H11 H13 H15 H17 H19 H21";

/// What is wrong with a list of rows: a row missing, or a test that is not where the list says.
fn row_problems(list: &str, read: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    let lines: Vec<Vec<&str>> =
        list.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).map(|line| line.split('\t').collect()).collect();
    let mut out: Vec<String> =
        ROWS.split_whitespace().filter(|row| !lines.iter().any(|line| line[0] == *row)).map(|row| format!("{row}：没有测试")).collect();
    for line in &lines {
        let [row, outcome, places] = line.as_slice() else {
            out.push(format!("{line:?}：应当是三栏"));
            continue;
        };
        if !["拒绝", "否决", "提醒", "照录", "拒绝、提醒", "照录、拒绝", "照录、提醒", "否决、提醒", "照录、否决"].contains(outcome)
        {
            out.push(format!("{row}：“{outcome}”不是结果"));
        }
        for place in places.split_whitespace() {
            let (file, wanted) = match place.split_once("::") {
                Some((file, test)) => (file, format!("fn {test}()")),
                None => (place, format!("\"{row}\"")),
            };
            if !read(file).is_some_and(|text| text.contains(&wanted)) {
                out.push(format!("{row}：{file} 里没有 {wanted}"));
            }
        }
        if places.trim().is_empty() {
            out.push(format!("{row}：没有写在哪里测试"));
        }
    }
    out
}

#[test]
fn every_row_of_the_list_is_tested_where_it_says() {
    let list = std::fs::read_to_string(root("tests/tricky-rows.txt")).expect("the list");
    let problems = row_problems(&list, &|file| std::fs::read_to_string(root(file)).ok());
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn a_row_without_a_test_is_noticed() {
    let all = |file: &str| {
        (file == "a.rs").then(|| "fn x() {} ".to_string() + &ROWS.split_whitespace().map(|row| format!("\"{row}\" ")).collect::<String>())
    };
    let list: String = ROWS.split_whitespace().map(|row| format!("{row}\t拒绝\ta.rs\n")).collect();
    assert_eq!(row_problems(&list, &all), Vec::<String>::new());
    assert_eq!(row_problems(&list.replace("D09\t拒绝\ta.rs\n", ""), &all).len(), 1);
    assert_eq!(row_problems(&list.replace("D09\t拒绝\ta.rs", "D09\t拒绝\ta.rs::x"), &all).len(), 0);
    assert_eq!(row_problems(&list.replace("D09\t拒绝\ta.rs", "D09\t拒绝\ta.rs::y"), &all).len(), 1);
    assert_eq!(row_problems(&list.replace("D09\t拒绝\ta.rs", "D09\t拒绝\tb.rs"), &all).len(), 1);
    assert_eq!(row_problems(&list.replace("D09\t拒绝\ta.rs", "D09\t放行\ta.rs"), &all).len(), 1);
}
