//! The text of a DOCX, read by docx-rs, is the text of the document, block by block; and the bytes never change.

#[path = "support/docx_reader.rs"]
mod docx_reader;
#[path = "support/docx_samples.rs"]
mod samples;

use proptest::prelude::*;
use samples::*;
use wenshu::document::*;
use wenshu::export::docx::{Error, write};
use wenshu::style::Profile;

/// Blanks are spaces in a DOCX and nothing in the model, so spaces do not count.
fn squeeze(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace()).collect()
}

fn expected(document: &Document) -> Vec<String> {
    text_blocks(document).iter().map(|block| squeeze(&block.text)).collect()
}

fn printed(document: &Document, profile: Profile) -> Vec<String> {
    let bytes = write(document, profile).expect("sample can be written");
    let paragraphs = docx_reader::body_text(&bytes).expect("docx-rs reads it");
    paragraphs.iter().map(|text| squeeze(text)).filter(|text| !text.is_empty()).collect()
}

fn of(blocks: Vec<Block>) -> Document {
    Document { blocks, ..cover() }
}

#[test]
fn samples_read_back_block_by_block() {
    for (name, document) in all() {
        for profile in [Profile::Form, Profile::Gongwen] {
            assert_eq!(printed(&document, profile), expected(&document), "{name} {profile:?}");
        }
    }
}

#[test]
fn a_changed_character_is_noticed() {
    let document = letter();
    let mut changed = document.clone();
    let Some(Block::Paragraph(Paragraph { inlines, .. })) = changed.blocks.get_mut(4) else { panic!("a paragraph") };
    let Some(Inline::Text(text)) = inlines.last_mut() else { panic!("a text") };
    text.text = text.text.replace("公司", "公同");
    assert_ne!(printed(&changed, Profile::Form), expected(&document));
}

#[test]
fn a_moved_cell_is_noticed() {
    let document = form();
    let mut changed = document.clone();
    let Some(Block::Table(table)) = changed.blocks.last_mut() else { panic!("a table") };
    let cells = &mut table.rows[1].cells;
    let blocks = std::mem::take(&mut cells[1].blocks);
    cells[1].blocks = std::mem::replace(&mut cells[3].blocks, blocks);
    assert_ne!(printed(&changed, Profile::Form), expected(&document));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for (name, document) in all() {
        let first = write(&document, Profile::Form).unwrap();
        let others: Vec<_> = (0..4)
            .map(|_| {
                let document = document.clone();
                std::thread::spawn(move || write(&document, Profile::Form).unwrap())
            })
            .collect();
        for other in others {
            assert!(other.join().unwrap() == first, "{name}");
        }
    }
}

#[test]
fn characters_that_cannot_stand_in_a_file_are_refused_by_place() {
    for ch in ['\u{b}', '\0', '\t', '\n', '\u{2028}', '\u{ffff}', '\u{f0001}'] {
        let text = format!("甲{ch}乙");
        let paragraph = p(Role::Body, vec![t(&text)]);
        let refused = Err(Error::Character { ch, line: paragraph.line });
        assert_eq!(write(&of(vec![Block::Paragraph(paragraph.clone())]), Profile::Form), refused, "{ch:?} in a paragraph");
        let gap = p(Role::Body, vec![Inline::Gap(text.clone())]);
        assert_eq!(write(&of(vec![Block::Paragraph(gap)]), Profile::Form), refused, "{ch:?} in a gap");
        let mut document = cover();
        document.meta.title = text.clone();
        assert_eq!(write(&document, Profile::Form), Err(Error::Character { ch, line: 0 }), "{ch:?} in the title");
        let mut document = letter();
        document.furniture.copies = vec![t(&text)];
        assert_eq!(write(&document, Profile::Form), Err(Error::Character { ch, line: 0 }), "{ch:?} in the foot");
    }
}

#[test]
fn a_table_that_does_not_fill_its_grid_is_refused() {
    let two = |rows: Vec<Row>| of(vec![Block::Table(Table { columns: vec![1.0, 1.0], head_rows: 0, ruled: true, rows, line: 9 })]);
    let c = |column, colspan, rowspan| cell(column, colspan, rowspan, Role::Cell, "甲");
    let cases = [
        ("hole", two(vec![row(0.0, vec![c(0, 1, 1)])])),
        ("too wide", two(vec![row(0.0, vec![c(0, 1, 1), c(1, 2, 1)])])),
        ("too many", two(vec![row(0.0, vec![c(0, 2, 1), c(1, 1, 1)])])),
        ("past the last row", two(vec![row(0.0, vec![c(0, 1, 2), c(1, 1, 1)])])),
        ("over a cell from above", two(vec![row(0.0, vec![c(0, 1, 1), c(1, 1, 2)]), row(0.0, vec![c(0, 2, 1)])])),
        ("no width", two(vec![row(0.0, vec![c(0, 0, 1), c(1, 1, 1)])])),
        ("huge span", two(vec![row(0.0, vec![c(0, usize::MAX, 1)])])),
        ("huge row span", two(vec![row(0.0, vec![c(0, 1, usize::MAX), c(1, 1, 1)])])),
        ("no rows", two(vec![])),
    ];
    for (name, document) in cases {
        assert!(matches!(write(&document, Profile::Form), Err(Error::Table { .. })), "{name}");
    }
    let nested = Cell { blocks: vec![Block::PageBreak], ..c(0, 2, 1) };
    assert!(matches!(write(&two(vec![row(0.0, vec![nested])]), Profile::Form), Err(Error::Table { .. })));
}

fn any_inline() -> impl Strategy<Value = Inline> {
    prop_oneof![
        4 => "[\u{4e00}-\u{9fa5}a-zA-Z0-9<>&\"'（）《》〔〕，。；：、“”\u{3000} \\]𬭎䶮㛃·×☑□／]{1,30}".prop_map(|text| t(&text)),
        2 => "[\u{4e00}-\u{9fa5}0-9¥.]{1,12}".prop_map(|text| u(&text)),
        1 => (0.0f32..40.0).prop_map(b),
        1 => (0.0f32..9.0).prop_map(s),
        1 => Just(Inline::Struck),
        1 => "[\u{4e00}-\u{9fa5}]{1,6}".prop_map(Inline::Gap),
        1 => Just(Inline::Break),
        1 => any::<bool>().prop_map(Inline::Check),
    ]
}

fn any_paragraph() -> impl Strategy<Value = Paragraph> {
    let role =
        prop_oneof![Just(Role::Body), Just(Role::Flush), Just(Role::Answer), Just(Role::Signature), Just(Role::Cell), Just(Role::Title)];
    let align = prop_oneof![Just(None), Just(Some(Align::Center)), Just(Some(Align::Right)), Just(Some(Align::Left))];
    (role, align, any::<bool>(), prop::collection::vec(any_inline(), 0..6)).prop_map(|(role, align, keep_next, inlines)| Paragraph {
        align,
        keep_next,
        ..p(role, inlines)
    })
}

/// A table of `columns` columns whose cells have random widths, each row filled.
fn any_table() -> impl Strategy<Value = Block> {
    let drawn = (
        prop::collection::vec((1usize..4, prop::collection::vec(any_paragraph(), 0..3), prop::collection::vec(any_paragraph(), 0..2)), 6),
        0.0f32..40.0,
    );
    (1usize..6, prop::collection::vec(drawn, 1..5)).prop_map(|(columns, rows)| {
        let rows = rows.into_iter().map(|(cells, height)| {
            let mut column = 0;
            let mut out = Vec::new();
            for (wish, blocks, foot) in cells {
                if column == columns {
                    break;
                }
                let colspan = if out.len() == 5 { columns - column } else { wish.min(columns - column) };
                let blocks = blocks.into_iter().map(Block::Paragraph).collect();
                out.push(Cell { blocks, foot, ..cell(column, colspan, 1, Role::Cell, "") });
                column += colspan;
            }
            row(height, out)
        });
        Block::Table(Table { columns: vec![1.5; columns], head_rows: 1, ruled: true, rows: rows.collect(), line: 9 })
    })
}

fn any_block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        6 => any_paragraph().prop_map(Block::Paragraph),
        2 => any_table(),
        1 => (0u32..4).prop_map(lines),
        1 => Just(Block::Rule(RuleKind::Single)),
        1 => Just(Block::PageBreak),
        1 => (prop::collection::vec(any_inline(), 0..3), prop::collection::vec(any_inline(), 0..3)).prop_map(|(agency, date)| Block::Seal(Seal { agency, date, line: 3 })),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Block::Keep))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_reads_back(blocks in prop::collection::vec(any_block(), 0..8)) {
        let document = of(blocks);
        prop_assert_eq!(printed(&document, Profile::Form), expected(&document));
    }
}
