//! What a finished PDF holds, read back with lopdf: fonts, text, properties, bookmarks; and that it never changes.

mod pdf_samples;

use lopdf::{Dictionary, Document, Object, ObjectId};
use pdf_samples::{Sheet, decision, meta};
use std::collections::BTreeMap;
use wenshu::export::pdf::{Part, PdfError, PdfOptions, PdfSink, PrintPdf};
use wenshu::fonts::Fonts;
use wenshu::layout::pages::{Bookmark, Item, Page, Pages};
use wenshu::style::Face;

fn render(pages: &Pages) -> Vec<u8> {
    PrintPdf::default().render(pages, PdfOptions::default()).expect("a PDF")
}

fn read(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).expect("a readable PDF")
}

fn catalog(document: &Document) -> &Dictionary {
    document.catalog().expect("a catalog")
}

/// What an entry refers to.
fn follow<'a>(document: &'a Document, dictionary: &Dictionary, key: &str) -> &'a Object {
    let id = dictionary.get(key.as_bytes()).and_then(Object::as_reference).expect(key);
    document.get_object(id).expect(key)
}

/// A string of the information dictionary or an outline, decoded from UTF-16.
fn words(object: &Object) -> String {
    let bytes = object.as_str().expect("a string");
    let units: Vec<u16> = bytes.chunks_exact(2).skip(1).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).expect("UTF-16")
}

/// The fonts of the first page by resource name.
fn fonts(document: &Document) -> BTreeMap<String, &Dictionary> {
    let fonts = document.get_page_fonts(document.get_pages()[&1]).expect("fonts");
    fonts.into_iter().map(|(name, font)| (String::from_utf8_lossy(&name).into_owned(), font)).collect()
}

#[test]
fn every_font_is_embedded_as_a_small_subset() {
    let document = read(&render(&decision()));
    let fonts = fonts(&document);
    assert_eq!(fonts.keys().collect::<Vec<_>>(), ["Fa", "Fb", "Fc", "Fd", "Fe"]);
    for (name, font) in fonts {
        let base = font.get(b"BaseFont").and_then(Object::as_name).expect("a name");
        assert!(base[..6].iter().all(u8::is_ascii_uppercase) && base[6] == b'+', "{name} carries a subset tag");
        let descendant = font.get(b"DescendantFonts").and_then(Object::as_array).expect("descendants")[0].as_dict().expect("a font");
        let descriptor = follow(&document, descendant, "FontDescriptor").as_dict().expect("a descriptor");
        let file = if descriptor.has(b"FontFile2") { "FontFile2" } else { "FontFile3" };
        let program = follow(&document, descriptor, file).as_stream().and_then(lopdf::Stream::decompressed_content).expect("deflated");
        assert!((500..200_000).contains(&program.len()), "{name}: {} bytes are no subset", program.len());
    }
}

#[test]
fn text_reads_back_character_for_character() {
    let pages = decision();
    let document = read(&render(&pages));
    for (number, page) in (1..).zip(&pages.pages) {
        assert_eq!(shown(&document, number), placed(page), "page {number}");
    }
}

/// The characters placed on a page, in order.
fn placed(page: &Page) -> String {
    let items = page.body.iter().chain(&page.furniture);
    let runs = items.filter_map(|item| match item {
        Item::Glyphs(run) => Some(run),
        Item::Line { .. } | Item::Picture { .. } | Item::SealPlace { .. } => None,
    });
    runs.flat_map(|run| &run.glyphs).map(|glyph| glyph.ch).collect()
}

/// The text a page shows, in content order.
fn shown(document: &Document, page: u32) -> String {
    drawn(document, page).into_iter().map(|(_, _, text)| text).collect()
}

/// The `<code> <UTF-16>` pairs of a ToUnicode table.
fn to_unicode(document: &Document, font: &Dictionary) -> BTreeMap<u16, String> {
    let stream = follow(document, font, "ToUnicode").as_stream().expect("a stream");
    let table = String::from_utf8(stream.decompressed_content().expect("deflated")).expect("ASCII");
    assert!(!table.contains("beginbfrange"), "this reader knows single entries only");
    let units = |hex: &str| -> Vec<u16> {
        (0..hex.len() / 4).map(|index| u16::from_str_radix(&hex[4 * index..4 * index + 4], 16).expect("hex")).collect()
    };
    let mut out = BTreeMap::new();
    for section in table.split("beginbfchar").skip(1) {
        let section = section.split("endbfchar").next().unwrap_or_default();
        let values: Vec<&str> = section.split(['<', '>']).map(str::trim).filter(|value| !value.is_empty()).collect();
        for pair in values.chunks_exact(2) {
            out.insert(units(pair[0])[0], String::from_utf16(&units(pair[1])).expect("UTF-16"));
        }
    }
    out
}

/// Widths by code, as a viewer reads them.
fn widths(font: &Dictionary) -> BTreeMap<u16, f32> {
    let descendant = font.get(b"DescendantFonts").and_then(Object::as_array).expect("descendants")[0].as_dict().expect("a font");
    assert_eq!(descendant.get(b"DW").and_then(Object::as_i64).expect("a default width"), 1000);
    let Ok(list) = descendant.get(b"W").and_then(Object::as_array) else { return BTreeMap::new() };
    let pairs = list.chunks_exact(2).map(|pair| (pair[0].as_i64().expect("a code"), pair[1].as_array().expect("widths")));
    pairs.flat_map(|(first, list)| (first as u16..).zip(list.iter().map(|width| width.as_float().expect("a number")))).collect()
}

/// Position and text of every glyph of a page, as a viewer finds them through widths and ToUnicode tables.
fn drawn(document: &Document, page: u32) -> Vec<(f32, f32, String)> {
    let page = document.get_pages()[&page];
    let fonts = document.get_page_fonts(page).expect("fonts");
    let tables: BTreeMap<Vec<u8>, _> = fonts.into_iter().map(|(name, font)| (name, (to_unicode(document, font), widths(font)))).collect();
    let content = lopdf::content::Content::decode(&document.get_page_content(page)).expect("operations");
    let (mut font, mut size, mut x, mut y) = (None, 0.0, 0.0, 0.0);
    let mut out = Vec::new();
    for operation in &content.operations {
        let number = |index: usize| operation.operands[index].as_float().expect("a number");
        match operation.operator.as_str() {
            "Tf" => (font, size) = (tables.get(operation.operands[0].as_name().expect("a name")), number(1)),
            "Tm" => (x, y) = (number(4), number(5)),
            "Tj" | "TJ" => {
                let (characters, widths) = font.expect("a font is set");
                let single = std::slice::from_ref(&operation.operands[0]);
                for item in operation.operands[0].as_array().map_or(single, Vec::as_slice) {
                    let Ok(bytes) = item.as_str() else {
                        x -= item.as_float().expect("a shift") * size / 1000.0;
                        continue;
                    };
                    for code in bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])) {
                        assert_ne!(code, 0, ".notdef is shown");
                        out.push((x, y, characters[&code].clone()));
                        x += widths.get(&code).copied().unwrap_or(1000.0) * size / 1000.0;
                    }
                }
            }
            _ => {}
        }
    }
    out
}

#[test]
fn glyphs_stand_where_they_were_placed() {
    let pages = decision();
    let document = read(&render(&pages));
    for (number, page) in (1..).zip(&pages.pages) {
        let items = page.body.iter().chain(&page.furniture);
        let expected = items.flat_map(|item| match item {
            Item::Glyphs(run) => run.glyphs.iter().map(|glyph| (run.x + glyph.dx, pages.height - run.y, glyph.ch)).collect(),
            Item::Line { .. } | Item::Picture { .. } | Item::SealPlace { .. } => Vec::new(),
        });
        for ((x, y, ch), (expected_x, expected_y, expected_ch)) in drawn(&document, number).into_iter().zip(expected) {
            assert_eq!(ch, expected_ch.to_string());
            let near = (x - expected_x).abs() < 0.03 && (y - expected_y).abs() < 0.01;
            assert!(near, "page {number}: {ch} at {x},{y}, placed at {expected_x},{expected_y}");
        }
    }
}

#[test]
fn rules_and_seal_place_are_drawn_upside_up() {
    let document = read(&render(&decision()));
    let operators = |page: u32| {
        let content = lopdf::content::Content::decode(&document.get_page_content(document.get_pages()[&page])).expect("operations");
        content.operations
    };
    let first = operators(1);
    let numbers = |index: usize| -> Vec<f32> { first[index].operands.iter().map(|value| value.as_float().expect("a number")).collect() };
    let moves: Vec<usize> = (0..first.len()).filter(|&index| first[index].operator == "m").collect();
    assert_eq!(moves.len(), 2);
    let (from, to) = (numbers(moves[1]), numbers(moves[1] + 1));
    assert_eq!(from[0], to[0]);
    assert!((from[1] - to[1] - 60.0).abs() < 0.02, "a rule going down the sheet goes down: {from:?} {to:?}");
    let second = operators(2);
    assert_eq!(second.iter().filter(|operation| operation.operator == "c").count(), 4, "the seal place is a circle");
    assert!(second.iter().any(|operation| operation.operator == "d"), "of dots");
}

#[test]
fn characters_with_one_glyph_stay_apart() {
    // ～ and 〜, space and no-break space share a glyph in these faces.
    let mut sheet = Sheet::default();
    for face in [Face::Title, Face::Hei, Face::Song] {
        sheet.own_line(face, "上～下〜上～ \u{a0} ");
    }
    let document = read(&render(&sheet.finish(meta())));
    assert_eq!(shown(&document, 1), "上～下〜上～ \u{a0} ".repeat(3));
}

#[test]
fn properties_say_the_same_twice() {
    let bytes = render(&decision());
    let document = read(&bytes);
    let info = follow(&document, &document.trailer, "Info").as_dict().expect("a dictionary");
    assert_eq!(words(info.get(b"Title").expect("a title")), "行政处罚决定书（单位）<甲&乙>");
    assert_eq!(words(info.get(b"Author").expect("an author")), "沅陵县应急管理局");
    assert_eq!(info.get(b"CreationDate").and_then(Object::as_str).expect("a date"), b"D:20260520000000+08'00'");
    let mut keys: Vec<_> = info.iter().map(|(key, _)| String::from_utf8_lossy(key).into_owned()).collect();
    keys.sort();
    assert_eq!(keys, ["Author", "CreationDate", "Creator", "ModDate", "Producer", "Subject", "Title"]);

    let stream = follow(&document, catalog(&document), "Metadata").as_stream().expect("a stream");
    let packet = std::str::from_utf8(&stream.content).expect("UTF-8, not deflated");
    let xml = roxmltree::Document::parse(packet).expect("well-formed XMP");
    let value = |name: &str| {
        let node = xml.descendants().find(|node| node.tag_name().name() == name).expect(name);
        node.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect::<String>()
    };
    assert_eq!(value("title"), "行政处罚决定书（单位）<甲&乙>");
    assert_eq!(value("creator"), "沅陵县应急管理局");
    assert_eq!(value("description"), "无证上岗案 沅应急罚〔2026〕9号");
    assert_eq!(value("CreateDate"), "2026-05-20T00:00:00+08:00");
    assert_eq!((value("part").as_str(), value("conformance").as_str()), ("2", "B"));

    assert_eq!(catalog(&document).get(b"Lang").and_then(Object::as_str).expect("a language"), b"zh-CN");
    assert!(bytes.starts_with(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3"));
}

#[test]
fn without_a_date_no_date_is_written() {
    let mut pages = decision();
    pages.meta.date = None;
    let bytes = render(&pages);
    let text = String::from_utf8_lossy(&bytes);
    for word in ["CreationDate", "ModDate", "CreateDate", "ModifyDate"] {
        assert!(!text.contains(word), "{word}");
    }
}

fn bookmarks(document: &Document) -> Vec<(String, ObjectId)> {
    let root = follow(document, catalog(document), "Outlines").as_dict().expect("outlines");
    let mut next = root.get(b"First").and_then(Object::as_reference).ok();
    let mut out = Vec::new();
    while let Some(id) = next {
        let item = document.get_dictionary(id).expect("a bookmark");
        let page = item.get(b"Dest").and_then(Object::as_array).expect("a target")[0].as_reference().expect("a page");
        out.push((words(item.get(b"Title").expect("words")), page));
        next = item.get(b"Next").and_then(Object::as_reference).ok();
    }
    out
}

#[test]
fn bookmarks_keep_their_order() {
    let document = read(&render(&decision()));
    let pages = document.get_pages();
    // The second stands higher on the page than the first: the order given wins.
    let expected = [("行政处罚决定书", 1), ("附：违法事实", 1), ("履行方式", 2)].map(|(title, page)| (title.to_string(), pages[&page]));
    assert_eq!(bookmarks(&document), expected);
    assert_eq!(catalog(&document).get(b"PageMode").and_then(Object::as_name).expect("a name"), b"UseOutlines");
}

#[test]
fn a_bookmark_to_nowhere_is_refused() {
    let mut pages = decision();
    pages.outline[1].page = 9;
    let result = PrintPdf::default().render(&pages, PdfOptions::default());
    assert_eq!(result, Err(PdfError::Bookmark { title: "附：违法事实".to_string() }));
}

#[test]
fn a_whole_file_has_one_bookmark_a_writ_and_one_font_a_face() {
    let (first, second) = (decision(), decision());
    let parts = [
        Part { bookmark: "01-立案审批表", volume: None, pages: &first },
        Part { bookmark: "02-行政处罚决定书", volume: None, pages: &second },
    ];
    let whole = PrintPdf::default().whole(&parts, &meta(), PdfOptions::default()).expect("a PDF");
    let document = read(&whole);
    let pages = document.get_pages();
    assert_eq!(pages.len(), 4);
    let expected = [("01-立案审批表".to_string(), pages[&1]), ("02-行政处罚决定书".to_string(), pages[&3])];
    assert_eq!(bookmarks(&document), expected);
    assert_eq!(fonts(&document).len(), 5);
    assert_eq!(shown(&document, 1), shown(&document, 3));
    assert!(whole.len() < render(&first).len() * 11 / 10, "the second writ adds only its pages");
}

#[test]
fn same_pages_same_bytes_in_every_thread() {
    let pages = decision();
    let expected = render(&pages);
    std::thread::scope(|scope| {
        let work = || {
            let mut other = Sheet::default();
            other.line(Face::Body, 12.0, "另一份文书");
            render(&other.finish(meta()));
            render(&pages)
        };
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(work)).collect();
        for thread in threads {
            assert!(thread.join().expect("no panic") == expected, "bytes differ between threads");
        }
    });
}

#[test]
fn ids_differ_when_the_content_does() {
    let id = |pages: &Pages| read(&render(pages)).trailer.get(b"ID").and_then(Object::as_array).expect("an id")[0].clone();
    let mut titled = decision();
    titled.meta.title = "另一题名".to_string();
    assert_eq!(id(&decision()), id(&decision()));
    assert_ne!(id(&decision()), id(&titled));
}

#[test]
fn a_wrong_glyph_is_refused_by_name() {
    let check = |gid: u16, ch: char| {
        let mut pages = decision();
        match pages.pages[1].body.iter_mut().find_map(|item| match item {
            Item::Glyphs(run) if run.face == Face::Body => Some(run),
            Item::Glyphs(_) | Item::Line { .. } | Item::Picture { .. } | Item::SealPlace { .. } => None,
        }) {
            Some(run) => (run.glyphs[0].gid, run.glyphs[0].ch) = (gid, ch),
            None => panic!("the sample has body text"),
        }
        PrintPdf::default().render(&pages, PdfOptions::default())
    };
    let gid = Fonts::bundled().own(Face::Body, '国').expect("a glyph").0;
    let refused = |ch| Err(PdfError::Glyph { ch, face: Face::Body, page: 2 });
    assert!(check(gid, '国').is_ok());
    assert_eq!(check(0, '国'), refused('国'));
    assert_eq!(check(gid, '家'), refused('家'), "one character's glyph under another's name");
    assert_eq!(check(u16::MAX, '国'), refused('国'));
    let message = check(0, '😀').expect_err("no face has it").to_string();
    assert!(message.contains('😀') && message.contains("U+1F600"), "{message}");
}

#[test]
fn no_pages_are_refused() {
    let empty = Pages { pages: Vec::new(), outline: Vec::new(), ..decision() };
    assert_eq!(PrintPdf::default().render(&empty, PdfOptions::default()), Err(PdfError::NoPages));
    assert_eq!(PrintPdf::default().whole(&[], &meta(), PdfOptions::default()), Err(PdfError::NoPages));
}

/// Leaves samples for `tests/validate/pdf.sh` in the folder for temporary files of the build.
#[test]
fn samples_are_written_for_the_validators() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("pdf-samples");
    std::fs::create_dir_all(&folder).expect("a folder");
    let pages = decision();
    let part = Part { bookmark: "01-行政处罚决定书", volume: None, pages: &pages };
    let whole = PrintPdf::default().whole(&[part, part], &meta(), PdfOptions::default()).expect("a PDF");
    let mut alike = Sheet::default();
    alike.own_line(Face::Title, "上～下〜上～ \u{a0} 完");
    let mut alike = alike.finish(meta());
    alike.outline.push(Bookmark { title: "同形字".to_string(), page: 0, y: 90.0 });
    for (name, bytes) in [("decision.pdf", render(&pages)), ("whole.pdf", whole), ("alike.pdf", render(&alike))] {
        std::fs::write(folder.join(name), bytes).expect("written");
    }
}
