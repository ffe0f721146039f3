//! Photographs from the form to the page: what is refused and where, what PDF and DOCX hold, where a picture stands.

#[path = "support/cases.rs"]
#[allow(dead_code)] // shared with tests of whole folders
mod cases;
#[path = "support/command.rs"]
#[allow(dead_code)] // shared with the test of the command line
mod command;

use cases::{library, path};
use command::{Scratch, run, wenshu};
use lopdf::Object;
use std::collections::BTreeSet;
use std::io::Read;
use std::sync::Arc;
use wenshu::document::*;
use wenshu::export::docx;
use wenshu::export::pdf::{PdfOptions, PdfSink, PrintPdf};
use wenshu::fonts::Fonts;
use wenshu::layout::lay_out;
use wenshu::layout::pages::{Item, Pages};
use wenshu::output::sha256_hex;
use wenshu::photo::{self, Format, Orientation, Photo, Raster};
use wenshu::pipeline::{self, Formats, LoadedCase, Made, Selection, Sources};
use wenshu::redact::{People, redact};
use wenshu::style::{self, Profile};

const FILES: [&str; 3] = ["20260317-01.jpg", "20260317-02.png", "20260317-03.jpg"];

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(path("tests/data/photos").join(name)).expect("a fixture")
}

/// The form with these photographs of evidence and of a hazard, beside the files of the scratch folder.
fn form(scratch: &Scratch, evidence: &str, hazard: &str) -> LoadedCase {
    let text = std::fs::read_to_string(path("cases/minimal.yaml")).expect("the minimal form");
    let text = text.replace("  - 现场照片 3张\n", &format!("  - {{名称: 现场照片, 照片: {evidence}}}\n"));
    let text = format!("{text}检查:\n  隐患:\n    - {{地点: 一车间, 描述: 无证焊接, 照片: {hazard}}}\n");
    std::fs::create_dir_all(scratch.0.join("照片")).expect("a folder");
    let file = scratch.file("案件.yaml", &text);
    pipeline::case_file(file.as_ref(), &Sources { agency: Some(path("cases/agencies/太仓.yaml")), ..Sources::default() })
}

fn sample() -> LoadedCase {
    pipeline::case_file(&path("cases/preservation-sampling.yaml"), &Sources::default())
}

fn made(loaded: &LoadedCase) -> Made {
    let built = pipeline::build(library(), loaded, &Selection::default()).unwrap_or_else(|found| panic!("{found:#?}"));
    pipeline::make(library(), loaded, &built, Formats { pdf: true, docx: true, html: false, whole: true }).expect("files")
}

fn file<'m>(made: &'m Made, end: &str) -> &'m [u8] {
    let found = made.files.iter().find(|file| file.name.ends_with(end));
    &found.unwrap_or_else(|| panic!("{end}")).bytes
}

#[test]
fn every_bad_photograph_is_named_at_its_place_all_at_once() {
    let scratch = Scratch::new("photographs-bad");
    std::fs::create_dir_all(scratch.0.join("照片/夹")).expect("a folder");
    let whole = fixture("baseline.jpg");
    for (name, bytes) in [
        ("好.jpg", whole.clone()),
        ("空.jpg", Vec::new()),
        ("断.jpg", whole[..whole.len() - 40].to_vec()),
        ("改名.png", b"%PDF-1.7".to_vec()),
        ("四色.jpg", fixture("cmyk.jpg")),
        // the extension lies, the picture is sound
        ("其实是.png", whole.clone()),
    ] {
        std::fs::write(scratch.0.join("照片").join(name), bytes).expect("a file");
    }
    std::os::unix::fs::symlink("/etc/hostname", scratch.0.join("照片/链接.jpg")).expect("a link");
    std::fs::File::create(scratch.0.join("照片/大.jpg")).expect("a file").set_len(photo::MAX_BYTES + 1).expect("a length");
    let rows = [
        ("照片/没有.jpg", "F62", "没有"),
        ("照片/空.jpg", "F63", "空文件"),
        ("照片/断.jpg", "F63", "不完整"),
        ("照片/改名.png", "F63", "PDF"),
        ("照片/四色.jpg", "F63", "CMYK"),
        ("照片/链接.jpg", "F61", "以外"),
        ("照片/大.jpg", "F64", "兆字节"),
        ("照片/夹", "F62", "文件夹"),
        ("/etc/hostname", "F61", "绝对路径"),
        ("../好.jpg", "F61", ".."),
    ];
    let names: Vec<&str> = rows.iter().map(|(name, ..)| *name).collect();
    let list = format!("[照片/好.jpg, 照片/其实是.png, {}]", names.join(", "));
    let loaded = form(&scratch, &list, "照片/没有也.jpg");
    let found: Vec<_> = loaded.findings.iter().filter(|f| f.code.starts_with("F6") && f.code != "F60").collect();
    assert_eq!(found.len(), rows.len() + 1, "{found:#?}");
    for (finding, (name, code, part)) in found.iter().zip(rows) {
        assert_eq!((finding.code, finding.found.as_deref()), (code, Some(name)));
        assert!(finding.message.contains(part) && finding.remedy.is_some() && finding.expected.is_some(), "{finding:?}");
        let place = finding.place.as_ref().expect("a place");
        assert!(finding.field.as_deref().is_some_and(|field| field.starts_with("证据[1].照片[")), "{finding:?}");
        let line = loaded.source.lines().nth(place.pos.line as usize - 1).expect("the line");
        assert!(line.chars().skip(place.pos.column as usize - 1).collect::<String>().starts_with(name), "{finding:?}");
    }
    assert!(found[rows.len()].field.as_deref().is_some_and(|field| field.contains("隐患")), "{:?}", found[rows.len()]);
    assert!(pipeline::build(library(), &loaded, &Selection::default()).is_err(), "nothing of a refused case is written");
    let agency = path("cases/agencies/太仓.yaml").display().to_string();
    let ran = run(wenshu(["check", "--agency", &agency, &scratch.path("案件.yaml")]), "");
    assert_eq!((ran.code, ran.said().matches("错误 F6").count()), (1, rows.len() + 1), "{}", ran.said());
}

#[test]
fn too_many_photographs_are_one_finding() {
    let scratch = Scratch::new("photographs-many");
    let names: Vec<String> = (0..=photo::MAX_COUNT).map(|number| format!("照片/{number}.jpg")).collect();
    let loaded = form(&scratch, &format!("[{}]", names.join(", ")), "照片/0.jpg");
    let found: Vec<_> = loaded.findings.iter().filter(|f| f.code == "F64").collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].found.as_deref(), names.last().map(String::as_str));
}

#[test]
fn one_file_shown_twice_is_read_once_and_hashed_once() {
    let scratch = Scratch::new("photographs-twice");
    std::fs::create_dir_all(scratch.0.join("照片")).expect("a folder");
    std::fs::write(scratch.0.join("照片/a.jpg"), fixture("baseline.jpg")).expect("a file");
    let loaded = form(&scratch, "照片/a.jpg", "[照片/a.jpg]");
    assert_eq!(loaded.inputs.iter().filter(|input| input.kind == "照片").count(), 1, "{:?}", loaded.findings);
    let made = made(&loaded);
    assert_eq!(images(file(&made, "图片文书.pdf")).len(), 1);
    assert_eq!(file(&made, "图片文书.pdf"), file(&self::made(&loaded), "图片文书.pdf"));
}

/// Width, height, filter and content of every image of a PDF.
fn images(pdf: &[u8]) -> Vec<(i64, i64, Vec<u8>, Vec<u8>)> {
    let document = lopdf::Document::load_mem(pdf).expect("a readable PDF");
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let images = streams.filter(|stream| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image"));
    let mut out: Vec<_> = images
        .map(|stream| {
            let number = |key: &[u8]| stream.dict.get(key).and_then(Object::as_i64).expect("a number");
            let filter = stream.dict.get(b"Filter").and_then(Object::as_name).expect("one filter").to_vec();
            (number(b"Width"), number(b"Height"), filter, stream.content.clone())
        })
        .collect();
    out.sort();
    out
}

#[test]
fn the_pdf_holds_each_photograph_once_and_a_jpeg_byte_for_byte() {
    let made = made(&sample());
    let bytes = FILES.map(|name| std::fs::read(path("cases/photos").join(name)).expect("a photograph"));
    for name in ["图片文书.pdf", "whole.pdf"] {
        let images = images(file(&made, name));
        let kinds: Vec<_> = images.iter().map(|(width, height, filter, _)| (*width, *height, filter.as_slice())).collect();
        assert_eq!(kinds, [(720, 960, &b"FlateDecode"[..]), (1200, 900, b"DCTDecode"), (1200, 900, b"DCTDecode")], "{name}");
        let held: BTreeSet<&[u8]> = images.iter().map(|image| image.3.as_slice()).collect();
        assert!(held.contains(bytes[0].as_slice()) && held.contains(bytes[2].as_slice()), "{name}");
    }
    let others = made.files.iter().filter(|file| file.name.ends_with(".pdf") && !file.name.contains("图片") && file.name != "whole.pdf");
    assert!(others.into_iter().all(|file| images(&file.bytes).is_empty()));
}

#[test]
fn the_manifest_names_each_photograph_with_its_hash() {
    let made = made(&sample());
    let manifest = String::from_utf8(file(&made, "manifest.json").to_vec()).expect("UTF-8");
    for name in FILES {
        let hash = sha256_hex(&std::fs::read(path("cases/photos").join(name)).expect("a photograph"));
        assert!(manifest.contains(&hash) && manifest.contains(&format!("photos/{name}")), "{name}");
    }
}

fn part(docx: &[u8], name: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(docx)).expect("a zip file");
    let mut out = Vec::new();
    zip.by_name(name).unwrap_or_else(|error| panic!("{name}: {error}")).read_to_end(&mut out).expect("bytes");
    out
}

#[test]
fn the_docx_holds_the_files_themselves_with_captions_and_turns() {
    let made = made(&sample());
    let docx = file(&made, "图片文书.docx");
    let text = |name| String::from_utf8(part(docx, name)).expect("UTF-8");
    let relationships = text("word/_rels/document.xml.rels");
    let types = text("[Content_Types].xml");
    assert!(types.contains(r#"Extension="jpeg" ContentType="image/jpeg""#) && types.contains(r#"Extension="png""#), "{types}");
    let xml = text("word/document.xml");
    let xml = roxmltree::Document::parse(&xml).expect("XML");
    let drawings: Vec<_> = xml.descendants().filter(|node| node.has_tag_name("inline") || node.tag_name().name() == "inline").collect();
    assert_eq!(drawings.len(), FILES.len());
    let mut ids = BTreeSet::new();
    for (inline, name) in drawings.iter().zip(FILES) {
        let children: Vec<&str> = inline.children().map(|child| child.tag_name().name()).collect();
        assert_eq!(children, ["extent", "effectExtent", "docPr", "cNvGraphicFramePr", "graphic"]);
        let inner = |wanted: &str| inline.descendants().find(|node| node.tag_name().name() == wanted).expect("an element");
        assert!(ids.insert(inner("docPr").attribute("id").expect("an id").to_string()), "ids are unique");
        assert!(inner("docPr").attribute("descr").is_some_and(|alt| alt.contains("口罩")), "the caption is the description");
        let embed = inner("blip").attributes().find(|a| a.name() == "embed").expect("a relationship").value();
        let entry = relationships.split("<Relationship ").find(|entry| entry.contains(&format!(r#"Id="{embed}""#))).expect("it is there");
        let target = entry.split("Target=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a target");
        assert_eq!(part(docx, &format!("word/{target}")), std::fs::read(path("cases/photos").join(name)).expect("a photograph"));
        let turn = inner("xfrm").attribute("rot");
        assert_eq!(turn, (name == FILES[2]).then_some("5400000"), "{name}");
    }
    assert!(part(file(&made, "证据清单.docx"), "[Content_Types].xml").windows(5).all(|word| word != b"image"));
}

/// A photograph of a size, never decoded.
fn picture(columns: u32, rows: u32, orientation: u16, number: u32) -> Picture {
    let photo = Photo {
        sha256: sha256_hex(&number.to_be_bytes()),
        format: Format::Jpeg,
        file: fixture("baseline.jpg"),
        columns,
        rows,
        orientation: Orientation::of_exif(orientation),
        raster: Raster::Jpeg { grey: false, plain_rgb: false },
    };
    Picture { photo: Arc::new(photo), alt: format!("照片{number}的<内容>&"), height: 60.0, number, line: 1 }
}

fn words(text: &str) -> Block {
    let inlines = vec![Inline::Text(Text { text: text.into(), origin: Origin::Template, underline: false })];
    Block::Paragraph(Paragraph { role: Role::Cell, align: Some(Align::Center), keep_next: false, inlines, line: 2 })
}

/// Each picture in a cell with its caption, and alone in the body with its caption after it.
fn document(pictures: &[Picture]) -> Document {
    let mut blocks = Vec::new();
    for picture in pictures {
        let cell = |column, blocks| Cell { column, colspan: 1, rowspan: 1, valign: VAlign::Middle, blocks, foot: Vec::new(), line: 3 };
        let cells = vec![cell(0, vec![Block::Picture(picture.clone()), words("格内题注")]), cell(1, vec![words("旁")])];
        let rows = vec![Row { min_height: 66.0, split: false, cells, line: 3 }];
        blocks.push(Block::Table(Table { columns: vec![3.0, 1.0], head_rows: 0, ruled: true, rows, line: 3 }));
        blocks.push(Block::Picture(Picture { number: picture.number + 1000, ..picture.clone() }));
        blocks.push(words("文中题注"));
    }
    let meta = Meta { title: "图片文书".into(), ..Meta::default() };
    Document { writ: "photograph_sheet".into(), meta, kind: LayoutKind::List, draft: false, blocks, furniture: Furniture::default() }
}

/// Sizes from a line of one pixel to a panorama, in all orientations.
fn pictures_of_all_kinds() -> Vec<Picture> {
    let sizes = [(1, 1), (1200, 900), (900, 1200), (4000, 300), (300, 4000), (1, 50_000), (50_000, 1), (64, 48), (8000, 6000)];
    let turned = sizes.iter().flat_map(|size| (1..=8).map(move |orientation| (*size, orientation)));
    (1..).zip(turned).map(|(number, ((columns, rows), orientation))| picture(columns, rows, orientation, number)).collect()
}

fn laid_out(document: &Document) -> Pages {
    lay_out(document, Profile::Form, Fonts::bundled()).expect("all characters are known")
}

#[test]
fn a_picture_stays_in_its_frame_in_its_proportions_with_its_caption() {
    let pictures = pictures_of_all_kinds();
    let document = document(&pictures);
    let pages = laid_out(&document);
    let geometry = style::page(Profile::Form);
    let mut shown = 0;
    for page in &pages.pages {
        let mut pictures_here = 0;
        for item in &page.body {
            let Item::Picture { x, y, width, height, photo } = item else { continue };
            pictures_here += 1;
            let (columns, rows) = photo.upright();
            let (wide, high) = (columns as f32, rows as f32);
            assert!((width * high - height * wide).abs() <= 0.001 * (width * high).max(1.0), "{columns}×{rows}: {width}×{height}");
            assert!(*x >= geometry.left - 0.01 && x + width <= geometry.width - geometry.right + 0.01, "{columns}×{rows} at {x}");
            assert!(*y >= geometry.top - 0.01 && y + height <= geometry.height - geometry.bottom + 0.01, "{columns}×{rows} at {y}");
            assert!(*height <= 60.0 * 72.0 / 25.4 + 0.01, "the frame is 60 mm high: {height}");
            assert!(*width <= wide * 72.0 / 96.0 + 0.01, "not blown up: {columns} pixels on {width} points");
        }
        let captions = page.body.iter().filter(|item| matches!(item, Item::Glyphs(run) if run.glyphs.iter().any(|g| g.ch == '题'))).count();
        assert_eq!(captions, pictures_here, "a caption is on the page of its picture");
        shown += pictures_here;
    }
    assert_eq!(shown, 2 * pictures.len());
}

#[test]
fn pictures_leave_texts_and_bytes_as_they_are() {
    let document = document(&pictures_of_all_kinds()[..24]);
    assert_eq!(text_blocks(&document).len(), 24 * 3, "a picture is no text block");
    assert_eq!(pictures(&document).len(), 48);
    let pages = laid_out(&document);
    let pdf = || PrintPdf::default().render(&pages, PdfOptions::default()).expect("a PDF");
    let bytes = pdf();
    assert_eq!(bytes, pdf());
    assert_eq!(images(&bytes).len(), 24);
    for profile in [Profile::Form, Profile::Gongwen] {
        let written = docx::write(&document, profile).expect("a DOCX");
        assert_eq!(written, docx::write(&document, profile).expect("a DOCX"));
        let xml = String::from_utf8(part(&written, "word/document.xml")).expect("UTF-8");
        assert!(roxmltree::Document::parse(&xml).is_ok() && xml.contains("照片1的&lt;内容&gt;&amp;"));
    }
}

#[test]
fn a_public_copy_shows_no_photograph() {
    let loaded = sample();
    let (case, agency) = loaded.case.as_ref().zip(loaded.agency.as_ref()).expect("a case");
    let (public, counts) = redact(&document(&pictures_of_all_kinds()[..2]), &People::of(case, agency));
    assert!(pictures(&public).is_empty());
    assert_eq!(text_blocks(&public).iter().filter(|block| block.text == "（照片不公开）").count(), 4);
    assert_eq!(counts.into_iter().map(|(kind, count)| (kind.word(), count)).collect::<Vec<_>>(), [("照片", 4)]);
}
