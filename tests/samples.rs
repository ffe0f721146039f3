//! Every sample in `cases/`: its text as goldens, the same text on all sides, no trace of machinery, states, bytes, pages.
//! `UPDATE=1 cargo test --test samples` writes the goldens anew.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/docx_reader.rs"]
mod docx_reader;
#[path = "support/pdf_reader.rs"]
mod pdf_reader;
#[path = "support/readable.rs"]
mod readable;
#[path = "support/sides.rs"]
mod sides;

use cases::Sample;
use rayon::prelude::*;
use sides::{differences, sides};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::sync::OnceLock;
use wenshu::diag::{Diagnostic, Rank};
use wenshu::document::*;
use wenshu::export::docx;
use wenshu::export::pdf::{PdfOptions, PdfSink, PrintPdf};
use wenshu::layout::pages::{Item, Pages};
use wenshu::pipeline::{BuiltWrit, Formats, Made, State, make};
use wenshu::rules::waiver;
use wenshu::style::Profile;
use wenshu::template::value::is_reserved;

fn samples() -> &'static [Sample] {
    static SAMPLES: OnceLock<Vec<Sample>> = OnceLock::new();
    SAMPLES.get_or_init(|| cases::of_folder("cases"))
}

fn writs() -> impl Iterator<Item = (&'static Sample, &'static BuiltWrit)> {
    samples().iter().flat_map(|sample| sample.built.writs.iter().map(move |writ| (sample, writ)))
}

/// The samples and the cases that fill what no sample has.
fn all_writs() -> impl Iterator<Item = (&'static Sample, &'static BuiltWrit)> {
    static MORE: OnceLock<Vec<Sample>> = OnceLock::new();
    let more = MORE.get_or_init(|| ["tests/cases", "tests/published"].into_iter().flat_map(cases::of_folder).collect());
    writs().chain(more.iter().flat_map(|sample| sample.built.writs.iter().map(move |writ| (sample, writ))))
}

fn assert_none(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

// ---- goldens ----

#[test]
fn every_writ_reads_as_its_golden() {
    let root = cases::path("tests/golden");
    let made: BTreeMap<String, String> =
        writs().map(|(sample, writ)| (format!("{}/{}.txt", sample.name(), writ.file_stem), readable::readable(writ))).collect();
    if std::env::var_os("UPDATE").is_some() {
        let _ = std::fs::remove_dir_all(&root);
        for (name, text) in &made {
            let file = root.join(name);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("folder of goldens");
            std::fs::write(file, text).expect("golden");
        }
        return;
    }
    let mut kept: BTreeMap<String, String> = BTreeMap::new();
    for folder in std::fs::read_dir(&root).expect("tests/golden").flatten() {
        for file in std::fs::read_dir(folder.path()).expect("folder").flatten() {
            let name = format!("{}/{}", folder.file_name().to_string_lossy(), file.file_name().to_string_lossy());
            kept.insert(name, std::fs::read_to_string(file.path()).expect("UTF-8"));
        }
    }
    let mut problems = golden_problems(&made, &kept);
    if !problems.is_empty() {
        problems.push("确认是有意的改动后：UPDATE=1 cargo test --test samples".into());
    }
    assert_none(problems);
}

fn golden_problems(made: &BTreeMap<String, String>, kept: &BTreeMap<String, String>) -> Vec<String> {
    let mut out: Vec<String> = kept.keys().filter(|name| !made.contains_key(*name)).map(|name| format!("{name}：已没有这份文书")).collect();
    for (name, text) in made {
        let Some(old) = kept.get(name) else {
            out.push(format!("{name}：没有底稿"));
            continue;
        };
        if old != text {
            let (mut news, mut olds) = (text.lines(), old.lines());
            let (line, new, old) = (1..)
                .map(|line| (line, news.next(), olds.next()))
                .find(|(_, new, old)| new != old || new.is_none())
                .expect("an endless list of lines");
            out.push(format!("{name} 第{line}行\n  底稿 {old:?}\n  现在 {new:?}"));
        }
    }
    out
}

#[test]
fn a_changed_missing_or_stale_golden_is_noticed() {
    let of = |list: &[(&str, &str)]| list.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect::<BTreeMap<_, _>>();
    let made = of(&[("a", "甲\n乙\n"), ("b", "丙\n")]);
    assert!(golden_problems(&made, &made).is_empty());
    assert_eq!(golden_problems(&made, &of(&[("a", "甲\n丁\n"), ("b", "丙\n")])).len(), 1);
    assert_eq!(golden_problems(&made, &of(&[("a", "甲\n乙"), ("b", "丙\n"), ("c", "")])).len(), 2);
    assert_eq!(golden_problems(&made, &of(&[("a", "甲\n乙\n")])).len(), 1);
}

// ---- one text on four sides ----

fn files_of(document: &Document, pages: &Pages) -> (Vec<u8>, Vec<u8>) {
    let docx = docx::write(document, Profile::Form).expect("a DOCX");
    let pdf = PrintPdf::default().render(pages, PdfOptions::default()).expect("a PDF");
    (docx, pdf)
}

#[test]
fn text_is_the_same_in_model_pages_docx_and_pdf() {
    let all: Vec<_> = all_writs().collect();
    let problems: Vec<String> = all
        .par_iter()
        .flat_map_iter(|(sample, writ)| {
            let (docx, pdf) = files_of(&writ.document, &writ.pages);
            let found = differences(&sides(&writ.document, &writ.pages, &docx, &pdf));
            found.into_iter().map(move |found| format!("{} {} {found}", sample.name(), writ.file_stem))
        })
        .collect();
    assert_none(problems);
}

/// The first longer text of a document, by way of every list of inlines.
fn first_text(blocks: &mut [Block]) -> Option<&mut Text> {
    fn of(inlines: &mut [Inline]) -> Option<&mut Text> {
        inlines.iter_mut().find_map(|inline| match inline {
            Inline::Text(text) if text.text.chars().count() > 3 => Some(text),
            _ => None,
        })
    }
    blocks.iter_mut().find_map(|block| match block {
        Block::Paragraph(paragraph) => of(&mut paragraph.inlines),
        Block::Keep(blocks) => first_text(blocks),
        Block::Table(table) => table.rows.iter_mut().flat_map(|row| &mut row.cells).find_map(|cell| first_text(&mut cell.blocks)),
        Block::Seal(seal) => of(&mut seal.agency),
        Block::Lines(_) | Block::Picture(_) | Block::Rule(_) | Block::PageBreak => None,
    })
}

fn one_character_else(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    chars[1] = if chars[1] == '同' { '司' } else { '同' };
    chars.into_iter().collect()
}

/// The DOCX with one character of its body changed.
fn planted_docx(docx: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).expect("a zip");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a part");
        let (name, mut bytes) = (file.name().expect("a name").to_string(), Vec::new());
        file.read_to_end(&mut bytes).expect("bytes");
        if name == "word/document.xml" {
            let text = String::from_utf8(bytes).expect("UTF-8");
            assert!(text.contains("处罚"), "the planted word");
            bytes = text.replacen("处罚", "处罪", 1).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(&bytes).expect("written");
    }
    out.finish().expect("a zip").into_inner()
}

/// The PDF with the first character shown on its first page changed to the second.
fn planted_pdf(pdf: &[u8]) -> Vec<u8> {
    use lopdf::{Object, content::Content};
    let mut document = lopdf::Document::load_mem(pdf).expect("a PDF");
    let page = document.get_pages()[&1];
    let mut content = Content::decode(&document.get_page_content(page)).expect("operations");
    let strings = content.operations.iter_mut().filter(|operation| matches!(operation.operator.as_str(), "Tj" | "TJ"));
    let bytes = strings
        .flat_map(|operation| &mut operation.operands)
        .flat_map(|operand| match operand {
            Object::Array(items) => items.iter_mut().collect::<Vec<_>>(),
            other => vec![other],
        })
        .find_map(|object| match object {
            Object::String(bytes, _) if bytes.len() >= 4 && bytes[..2] != bytes[2..4] => Some(bytes),
            _ => None,
        });
    let bytes = bytes.expect("a string of two characters");
    let second = [bytes[2], bytes[3]];
    bytes[..2].copy_from_slice(&second);
    document.change_page_content(page, content.encode().expect("content")).expect("changed");
    let mut out = Vec::new();
    document.save_to(&mut out).expect("a PDF");
    out
}

#[test]
fn one_changed_character_on_any_side_is_noticed() {
    let (_, writ) = writs().find(|(_, writ)| writ.id == "penalty_decision_unit").expect("a decision");
    let (docx, pdf) = files_of(&writ.document, &writ.pages);
    let check = |what: &str, document: &Document, pages: &Pages, docx: &[u8], pdf: &[u8], expected: usize| {
        assert_eq!(differences(&sides(document, pages, docx, pdf)).len(), expected, "{what}");
    };
    check("nothing", &writ.document, &writ.pages, &docx, &pdf, 0);
    let mut document = writ.document.clone();
    let text = first_text(&mut document.blocks).expect("a text");
    text.text = one_character_else(&text.text);
    check("model", &document, &writ.pages, &docx, &pdf, 3);
    let mut pages = writ.pages.clone();
    let glyph = pages.pages[0].body.iter_mut().find_map(|item| match item {
        Item::Glyphs(run) => run.glyphs.first_mut(),
        Item::Line { .. } | Item::Picture { .. } | Item::SealPlace { .. } => None,
    });
    glyph.expect("a glyph").ch = '错';
    check("pages", &writ.document, &pages, &docx, &pdf, 1);
    check("DOCX", &writ.document, &writ.pages, &planted_docx(&docx), &pdf, 1);
    check("PDF", &writ.document, &writ.pages, &docx, &planted_pdf(&pdf), 1);
}

// ---- no trace of machinery, no empty place ----

/// Words of programs that no writ of ours prints.
const MACHINERY: &[&str] = &["{{", "}}", "{%", "%}", "null", "undefined", "None", "NaN", "Some(", "()", "，，", "。。", "、、"];

fn text_problems(document: &Document) -> Vec<String> {
    fn inlines(list: &[Inline], out: &mut Vec<String>) {
        if list.is_empty() {
            out.push("空的段落".into());
        }
        for inline in list {
            if let Inline::Text(text) = inline
                && text.text.is_empty()
            {
                out.push(format!("空的文字（{:?}）", text.origin));
            }
        }
        let text = inline_text(list);
        out.extend(MACHINERY.iter().filter(|word| text.contains(**word)).map(|word| format!("“{word}”：{text}")));
        out.extend(text.chars().filter(|ch| is_reserved(*ch) || ch.is_control()).map(|ch| format!("U+{:04X}：{text}", ch as u32)));
    }
    fn block(b: &Block, out: &mut Vec<String>) {
        match b {
            Block::Paragraph(paragraph) => {
                inlines(&paragraph.inlines, out);
                let text = inline_text(&paragraph.inlines);
                let ends = matches!(paragraph.inlines.last(), Some(Inline::Text(_)))
                    && text.ends_with(|ch: char| !"。；：，、！？）”".contains(ch));
                if paragraph.role == Role::Body && !text.starts_with("（") && text.chars().count() > 24 && ends {
                    out.push(format!("段落没有结束的标点：{text}"));
                }
            }
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    if cell.blocks.is_empty() && cell.foot.is_empty() {
                        out.push(format!("空的单元格（模板第{}行）", cell.line));
                    }
                    cell.blocks.iter().for_each(|b| block(b, out));
                    cell.foot.iter().for_each(|paragraph| inlines(&paragraph.inlines, out));
                }
            }
            Block::Seal(seal) => [&seal.agency, &seal.date].into_iter().for_each(|line| inlines(line, out)),
            Block::Keep(blocks) => blocks.iter().for_each(|b| block(b, out)),
            Block::Lines(_) | Block::Picture(_) | Block::Rule(_) | Block::PageBreak => {}
        }
    }
    let mut out = Vec::new();
    document.blocks.iter().for_each(|b| block(b, &mut out));
    let furniture = &document.furniture;
    furniture.page_signatures.iter().for_each(|paragraph| inlines(&paragraph.inlines, &mut out));
    for line in [&furniture.copies, &furniture.running_head] {
        if !line.is_empty() {
            inlines(line, &mut out);
        }
    }
    out
}

#[test]
fn no_writ_shows_machinery_or_an_empty_place() {
    let problems = all_writs().flat_map(|(sample, writ)| {
        text_problems(&writ.document).into_iter().map(move |found| format!("{} {} {found}", sample.name(), writ.file_stem))
    });
    assert_none(problems.collect());
}

#[test]
fn planted_machinery_is_noticed() {
    let (_, writ) = writs().next().expect("a writ");
    for planted in ["{{ x }}", "null", "undefined", "", "\u{F0001}", "\u{10FFF0}", "，，"] {
        let mut document = writ.document.clone();
        first_text(&mut document.blocks).expect("a text").text = planted.to_string();
        assert!(!text_problems(&document).is_empty(), "{planted:?}");
    }
}

#[test]
fn final_writs_have_no_gap_and_gaps_make_drafts() {
    for (sample, writ) in writs() {
        let shown: String = text_blocks(&writ.document).iter().map(|block| block.text.clone()).collect();
        let name = format!("{} {}", sample.name(), writ.file_stem);
        assert_eq!(writ.state == State::Final, !writ.document.draft, "{name}");
        assert_eq!(writ.state == State::Final, !writ.file_stem.ends_with("（稿）"), "{name}");
        assert!(writ.state != State::Final || (writ.gaps.is_empty() && !shown.contains("【缺：")), "{name}");
        for gap in &writ.gaps {
            assert!(writ.state != State::Final, "{name} 缺 {}", gap.field);
        }
        assert!(writ.state == State::Final || !writ.gaps.is_empty() || !sample.built.findings.is_empty(), "{name}：稿而不说缘由");
    }
}

// ---- states ----

#[test]
fn full_samples_are_final_and_the_minimal_one_says_what_it_waits_for() {
    let mut drafts = Vec::new();
    for (sample, writ) in writs().filter(|(sample, writ)| sample.name() != "minimal" && writ.state != State::Final) {
        drafts.push(format!("{} {}：{:?}", sample.name(), writ.file_stem, writ.gaps));
    }
    assert_none(drafts);
    let minimal: Vec<_> = writs().filter(|(sample, _)| sample.name() == "minimal").map(|(_, writ)| writ).collect();
    let of = |state: State| minimal.iter().filter(|writ| writ.state == state).map(|writ| writ.id.as_str()).collect::<Vec<_>>();
    assert_eq!(of(State::Draft), ["inspection_record"], "happened, but lacks its number and place");
    assert_eq!(of(State::Final), ["case_catalogue"]);
    assert!(of(State::Coming).len() >= 12, "{:?}", of(State::Coming));
}

#[test]
fn samples_are_found_sound() {
    let waived = |sample: &Sample, finding: &Diagnostic| sample.loaded.case.as_ref().is_some_and(|case| waiver::is_waived(case, finding));
    let held = samples().iter().flat_map(|sample| {
        sample.built.findings.iter().filter(|found| found.rank >= Rank::Deduct && !waived(sample, found)).map(move |found| (sample, found))
    });
    let said = held.map(|(sample, found)| format!("{} {} {}", sample.name(), found.code, found.message));
    assert_none(said.collect());
}

// ---- bytes and names ----

#[test]
fn the_same_case_makes_the_same_bytes_with_any_number_of_threads() {
    let formats = Formats { pdf: true, docx: true, html: true, whole: true };
    let in_pool = |threads: usize| -> Vec<Made> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            let all = cases::of_folder("cases");
            let one = |sample: &Sample| make(cases::library(), &sample.loaded, &sample.built, formats).expect("files");
            all.iter().map(one).collect()
        })
    };
    let first = in_pool(1);
    for threads in [2, 8] {
        for ((sample, a), b) in samples().iter().zip(&first).zip(in_pool(threads)) {
            assert_eq!(a.files.len(), b.files.len());
            for (x, y) in a.files.iter().zip(&b.files) {
                assert!(x.name == y.name && x.bytes == y.bytes, "{} {} 与{threads}个线程的不同", sample.name(), x.name);
            }
        }
    }
    for made in &first {
        for file in &made.files {
            assert!(file.name.len() <= 200 && !file.name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']), "{}", file.name);
        }
        let mut names: Vec<_> = made.files.iter().map(|file| file.name.to_lowercase()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), made.files.len(), "no two files share a name");
    }
}

// ---- pages ----

/// For each text block of a document: whether it is only a seal or a signature line.
fn closings(document: &Document) -> Vec<bool> {
    fn block(b: &Block, out: &mut Vec<bool>) {
        let mut push = |inlines: &[Inline], closing: bool| {
            if !inline_text(inlines).trim().is_empty() {
                out.push(closing);
            }
        };
        match b {
            Block::Paragraph(paragraph) => push(&paragraph.inlines, paragraph.role == Role::Signature),
            Block::Seal(seal) => [&seal.agency, &seal.date].into_iter().for_each(|line| push(line, true)),
            Block::Keep(blocks) => blocks.iter().for_each(|b| block(b, out)),
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    cell.blocks.iter().for_each(|b| block(b, out));
                    cell.foot.iter().filter(|p| !inline_text(&p.inlines).trim().is_empty()).for_each(|_| out.push(true));
                }
            }
            Block::Lines(_) | Block::Picture(_) | Block::Rule(_) | Block::PageBreak => {}
        }
    }
    let mut out = Vec::new();
    document.blocks.iter().for_each(|b| block(b, &mut out));
    out
}

fn lonely_pages(document: &Document, pages: &Pages) -> Vec<usize> {
    let closing = closings(document);
    let lonely = pages.pages.iter().enumerate().filter(|(_, page)| {
        page.body.iter().all(|item| match item {
            Item::Glyphs(run) => closing.get(run.block as usize).copied().unwrap_or(false),
            Item::Line { .. } | Item::Picture { .. } | Item::SealPlace { .. } => true,
        })
    });
    lonely.map(|(index, _)| index + 1).collect()
}

#[test]
fn no_page_holds_only_a_seal_or_signatures() {
    let mut problems = Vec::new();
    for (sample, writ) in all_writs() {
        assert_eq!(closings(&writ.document).len(), text_blocks(&writ.document).len(), "{}", writ.file_stem);
        let pages = lonely_pages(&writ.document, &writ.pages);
        problems.extend(pages.iter().map(|page| format!("{} {} 第{page}页只有落款、签名", sample.name(), writ.file_stem)));
    }
    assert_none(problems);
}

#[test]
fn a_lonely_seal_is_noticed() {
    let (_, writ) = writs().find(|(_, writ)| writ.id == "penalty_decision_unit").expect("a decision");
    let closing = closings(&writ.document);
    let mut pages = writ.pages.clone();
    let last = pages.pages.last_mut().expect("a page");
    last.body.retain(|item| matches!(item, Item::Glyphs(run) if closing[run.block as usize]));
    assert!(!last.body.is_empty(), "the seal stands on the last page");
    assert_eq!(lonely_pages(&writ.document, &pages), [pages.pages.len()]);
}
