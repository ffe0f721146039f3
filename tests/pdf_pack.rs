//! Finished PDF files joined into one: pages, copies, what is shared, bookmarks, claims; damaged ones leave no trace.

#[path = "support/pdf_reader.rs"]
mod pdf_reader;
#[allow(dead_code)] // shared with the tests of the writer
mod pdf_samples;

use lopdf::{Document, Object};
use pdf_samples::{Sheet, decision, meta};
use wenshu::export::pdf::pack::{Finished, PackError, PackWriter, Placed};
use wenshu::export::pdf::{PdfOptions, PdfSink, PrintPdf};
use wenshu::style::Face;

/// A writ of two pages.
fn two_pages() -> Vec<u8> {
    PrintPdf::default().render(&decision(), PdfOptions::default()).expect("a PDF")
}

/// A writ of one page.
fn one_page(words: &str) -> Vec<u8> {
    let mut sheet = Sheet::default();
    sheet.line(Face::Body, 12.0, words);
    let mut pages = sheet.finish(meta());
    pages.outline.clear();
    PrintPdf::default().render(&pages, PdfOptions::default()).expect("a PDF")
}

fn pack(parts: &[(&[u8], usize, usize)], front: Option<&[u8]>) -> Finished<Vec<u8>> {
    let mut writer = PackWriter::new(Vec::new()).expect("begun");
    for (pdf, pages, copies) in parts {
        writer.add(pdf, *pages, *copies, &["机关", "单位", "文书"]).expect("added");
    }
    writer.finish(front.map(|front| (front, "目录")), &meta()).expect("finished")
}

fn texts(pdf: &[u8]) -> Vec<String> {
    pdf_reader::page_texts(pdf).into_iter().map(|page| page.into_iter().collect()).collect()
}

#[test]
fn copies_follow_each_other_on_fresh_sheets_and_the_front_comes_first() {
    let (one, two, front) = (one_page("一"), two_pages(), one_page("目录"));
    let mut writer = PackWriter::new(Vec::new()).expect("begun");
    let placed = |before, pages, sides| Placed { before, pages, sides };
    assert_eq!(writer.add(&one, 1, 2, &["甲"]).expect("added"), placed(0, 1, 4));
    assert_eq!(writer.add(&two, 2, 2, &["乙"]).expect("added"), placed(4, 2, 4));
    assert_eq!(writer.sides(), 8);
    let done = writer.finish(Some((&front, "目录")), &meta()).expect("finished");
    assert_eq!((done.sides, done.bytes as usize), (10, done.out.len()));
    let pages = texts(&two);
    let expected = ["目录", "", "一", "", "一", "", &pages[0], &pages[1], &pages[0], &pages[1]];
    assert_eq!(texts(&done.out), expected);
}

#[test]
fn what_is_the_same_is_written_once() {
    let two = two_pages();
    let once = pack(&[(&two, 2, 1)], None);
    let often = pack(&[(&two, 2, 50)], None);
    assert!(often.bytes < once.bytes + 50 * 2 * 200, "{} {}", once.bytes, often.bytes);
    let again = pack(&[(&two, 2, 1), (&two, 2, 1)], None);
    assert!(again.bytes < once.bytes + 1500, "the same file twice adds its pages only: {} {}", once.bytes, again.bytes);
    let streams = |pdf: &[u8]| Document::load_mem(pdf).expect("readable").objects.values().filter(|o| o.as_stream().is_ok()).count();
    assert_eq!(streams(&once.out), streams(&often.out));
}

#[test]
fn a_pack_of_archival_files_is_archival_and_any_other_makes_it_none() {
    let two = two_pages();
    let claims = |done: &Finished<Vec<u8>>| {
        let text = String::from_utf8_lossy(&done.out).into_owned();
        assert_eq!(text.contains("<pdfaid:part>2</pdfaid:part>"), done.archival);
        done.archival
    };
    assert!(claims(&pack(&[(&two, 2, 1)], None)));
    let mut plain = Document::load_mem(&two).expect("readable");
    plain.catalog_mut().expect("a catalog").remove(b"Metadata");
    let mut foreign = Vec::new();
    plain.save_to(&mut foreign).expect("saved");
    assert!(!claims(&pack(&[(&two, 2, 1), (&foreign, 2, 1)], None)), "what does not claim it keeps the pack from it");
}

#[test]
fn same_sources_same_bytes_and_another_id_for_others() {
    let (one, two) = (one_page("一"), two_pages());
    let of = |parts: &[(&[u8], usize, usize)]| pack(parts, None).out;
    let id =
        |pdf: &[u8]| Document::load_mem(pdf).expect("readable").trailer.get(b"ID").and_then(Object::as_array).expect("an id")[0].clone();
    let first = of(&[(&one, 1, 1), (&two, 2, 2)]);
    assert_eq!(first, of(&[(&one, 1, 1), (&two, 2, 2)]));
    assert_ne!(id(&first), id(&of(&[(&one, 1, 2), (&two, 2, 2)])), "copies");
    assert_ne!(id(&first), id(&of(&[(&two, 2, 2), (&one, 1, 1)])), "order");
}

#[test]
fn a_long_pack_has_all_its_pages() {
    let one = one_page("一");
    let done = pack(&[(&one, 1, 300)], None);
    let document = Document::load_mem(&done.out).expect("readable");
    assert_eq!((document.get_pages().len(), done.sides), (600, 600));
    assert!(texts(&done.out).chunks(2).all(|sheet| sheet == ["一", ""]));
}

#[test]
fn scripts_notes_and_forms_are_left_behind() {
    let mut source = Document::load_mem(&two_pages()).expect("readable");
    let note =
        source.add_object(lopdf::dictionary! { "Type" => "Annot", "Subtype" => "Text", "Contents" => Object::string_literal("SECRET") });
    let page = source.get_pages()[&1];
    source.get_dictionary_mut(page).expect("a page").set("Annots", vec![note.into()]);
    source
        .catalog_mut()
        .expect("a catalog")
        .set("OpenAction", lopdf::dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("SECRET") });
    let mut bytes = Vec::new();
    source.save_to(&mut bytes).expect("saved");
    let done = pack(&[(&bytes, 2, 1)], None);
    for word in ["Annots", "JavaScript", "OpenAction", "SECRET"] {
        assert!(!String::from_utf8_lossy(&done.out).contains(word), "{word}");
    }
}

#[test]
fn a_damaged_source_leaves_the_pack_as_it_was() {
    let (one, two) = (one_page("一"), two_pages());
    let sound = pack(&[(&one, 1, 1), (&one, 1, 1)], None).out;
    let mut writer = PackWriter::new(Vec::new()).expect("begun");
    writer.add(&one, 1, 1, &["机关", "单位", "文书"]).expect("added");
    let mut refused = 0;
    let step = two.len() / 60;
    for cut in (0..two.len() - 40).step_by(step) {
        let before = (writer.sides(), writer.bytes());
        match writer.add(&two[..cut], 2, 1, &["坏"]) {
            Err(PackError::Source(why)) => {
                refused += 1;
                assert!(!why.is_empty());
            }
            other => panic!("cut at {cut}: {other:?}"),
        }
        assert_eq!((writer.sides(), writer.bytes()), before);
    }
    assert!(refused > 50);
    match writer.add(&two, 3, 1, &["坏"]) {
        Err(PackError::Source(why)) => assert_eq!(why, "有2页，应为3页"),
        other => panic!("{other:?}"),
    }
    writer.add(&one, 1, 1, &["机关", "单位", "文书"]).expect("added");
    assert_eq!(writer.finish(None, &meta()).expect("finished").out, sound);
}

#[test]
fn bytes_turned_anywhere_never_stop_the_program() {
    let two = two_pages();
    let mut writer = PackWriter::new(std::io::sink()).expect("begun");
    for place in (0..two.len()).step_by(two.len() / 400) {
        let mut bytes = two.clone();
        bytes[place] = bytes[place].wrapping_add(1 + (place % 200) as u8);
        // what is still a PDF of two pages may be printed; everything else is refused in words
        match writer.add(&bytes, 2, 1, &["改"]) {
            Ok(_) | Err(PackError::Source(_)) => {}
            Err(PackError::Write(error)) => panic!("{error}"),
        }
    }
}

#[test]
fn a_missing_object_and_a_circle_are_found() {
    let check = |change: &dyn Fn(&mut Document), words: &str| {
        let mut source = Document::load_mem(&two_pages()).expect("readable");
        change(&mut source);
        let mut bytes = Vec::new();
        source.save_to(&mut bytes).expect("saved");
        let mut writer = PackWriter::new(Vec::new()).expect("begun");
        match writer.add(&bytes, 2, 1, &["坏"]) {
            Err(PackError::Source(why)) => assert!(why.contains(words), "{why}"),
            other => panic!("{words}: {other:?}"),
        }
    };
    let resources = |document: &Document| {
        let page = document.get_pages()[&1];
        document.get_dictionary(page).and_then(|page| page.get(b"Resources")).and_then(Object::as_reference).expect("resources")
    };
    check(&|document| drop(document.objects.remove(&resources(document))), "缺第");
    check(
        &|document| {
            let id = resources(document);
            document.get_dictionary_mut(id).expect("resources").set("Circle", id);
        },
        "引用成环",
    );
    check(
        &|document| {
            for page in document.get_pages().into_values() {
                document.get_dictionary_mut(page).expect("a page").remove(b"MediaBox");
            }
        },
        "纸张大小",
    );
}

#[test]
fn an_empty_pack_is_none() {
    let writer = PackWriter::new(Vec::new()).expect("begun");
    assert!(matches!(writer.finish(None, &meta()), Err(PackError::Source(_))));
}

#[test]
fn a_full_disk_is_said() {
    struct Full(usize);
    impl std::io::Write for Full {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut writer = PackWriter::new(Full(1000)).expect("begun");
    match writer.add(&two_pages(), 2, 1, &["文书"]) {
        Err(PackError::Write(error)) => assert_eq!(error.kind(), std::io::ErrorKind::StorageFull),
        other => panic!("{other:?}"),
    }
}
