//! The pass that makes printpdf's document a PDF/A-2b: properties, colour profile, bookmarks, one resource dictionary,
//! compression, and an id made from the content. Clauses in comments are of ISO 19005-2.

use super::kept::Kept;
use super::subset::Programs;
use super::{Job, PdfError, PdfOptions, Target, content, huffman, icc, picture, xmp};
use crate::document::Meta;
use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Completes and writes the document.
pub(super) fn finish(
    mut document: Document,
    contents: Vec<Vec<u8>>,
    programs: Programs,
    job: &Job<'_>,
    options: PdfOptions,
) -> Result<Vec<u8>, PdfError> {
    let problem = |err: lopdf::Error| PdfError::Writer(err.to_string());
    document.version = "1.7".to_string();
    // 6.1.2: a comment of four bytes above 127 after the header.
    document.binary_mark = vec![0xE2, 0xE3, 0xCF, 0xD3];
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    if pages.len() != job.sheets.len() {
        return Err(PdfError::Writer("页数不符".to_string()));
    }
    tidy_pages(&mut document, job, &pages).map_err(problem)?;
    fill_pages(&mut document, &pages, contents).map_err(problem)?;
    tidy_fonts(&mut document);
    redeem(&mut document, programs);
    let info = information(job.meta);
    let info_id = document.trailer.get(b"Info").and_then(Object::as_reference).map_err(problem)?;
    document.set_object(info_id, info);
    let catalog = catalog(&mut document, job, &pages)?;
    let root = document.trailer.get(b"Root").and_then(Object::as_reference).map_err(problem)?;
    let old = document.get_dictionary(root).map_err(problem)?;
    let mut dictionary = dictionary! { "Type" => "Catalog", "Pages" => old.get(b"Pages").map_err(problem)?.clone() };
    dictionary.extend(&catalog);
    document.set_object(root, dictionary);
    document.prune_objects();
    document.renumber_objects();
    compress(&mut document, options.level)?;
    identify(&mut document);
    let mut out = Vec::with_capacity(128 * 1024);
    document.save_to(&mut out).map_err(|err| PdfError::Writer(err.to_string()))?;
    Ok(out)
}

/// Exact sheet sizes, one resource dictionary for all pages, none of the empty entries printpdf writes.
fn tidy_pages(document: &mut Document, job: &Job<'_>, pages: &[ObjectId]) -> lopdf::Result<()> {
    let Some(first) = pages.first() else { return Ok(()) };
    let resources = document.get_dictionary(*first)?.get(b"Resources")?.as_reference()?;
    let fonts = document.get_dictionary(resources)?.get(b"Font")?.clone();
    let mut shared = dictionary! { "Font" => fonts };
    if job.sheets.iter().any(content::has_grey) {
        let state = dictionary! { "Type" => "ExtGState", "BM" => "Multiply" };
        shared.set("ExtGState", dictionary! { content::MULTIPLY => state });
    }
    if let Some(pictures) = picture::resources(document, &job.sheets) {
        shared.set("XObject", pictures);
    }
    document.set_object(resources, shared);
    for (id, sheet) in pages.iter().zip(&job.sheets) {
        let page = document.get_object_mut(*id)?.as_dict_mut()?;
        for key in [&b"TrimBox"[..], b"CropBox", b"Annots"] {
            page.remove(key);
        }
        page.set("Resources", resources);
        page.set("MediaBox", vec![0.into(), 0.into(), sheet.width.into(), sheet.height.into()]);
    }
    Ok(())
}

/// Puts the pages' contents where printpdf has written what shows their characters.
fn fill_pages(document: &mut Document, pages: &[ObjectId], contents: Vec<Vec<u8>>) -> lopdf::Result<()> {
    for (id, content) in pages.iter().zip(contents) {
        let stream = document.get_dictionary(*id)?.get(b"Contents")?.as_reference()?;
        document.get_object_mut(stream)?.as_stream_mut()?.set_content(content);
    }
    Ok(())
}

/// Leaves out of the width lists what the default width (1000) already says: nearly every Chinese character.
fn tidy_fonts(document: &mut Document) {
    for object in document.objects.values_mut() {
        let Object::Dictionary(font) = object else { continue };
        let Ok(descendants) = font.get_mut(b"DescendantFonts").and_then(Object::as_array_mut) else { continue };
        for descendant in descendants {
            let Ok(descendant) = descendant.as_dict_mut() else { continue };
            let Ok(widths) = descendant.get(b"W").and_then(Object::as_array) else { continue };
            let widths = uncommon_widths(widths);
            match widths.is_empty() {
                true => drop(descendant.remove(b"W")),
                false => descendant.set("W", widths),
            }
        }
    }
}

/// Puts the font programs where their tickets stand.
fn redeem(document: &mut Document, mut programs: Programs) {
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        if let Some(program) = programs.remove(&stream.content) {
            stream.dict.set("Length1", program.len() as i64);
            stream.set_content(program);
        }
    }
}

fn uncommon_widths(widths: &[Object]) -> Vec<Object> {
    let mut out: Vec<Object> = Vec::new();
    for pair in widths.chunks_exact(2) {
        let (Ok(first), Ok(list)) = (pair[0].as_i64(), pair[1].as_array()) else { continue };
        let mut open = false;
        for (code, width) in (first..).zip(list) {
            let common = matches!(width, Object::Integer(1000));
            match (common, open, out.last_mut()) {
                (true, _, _) => {}
                (false, true, Some(Object::Array(run))) => run.push(width.clone()),
                (false, _, _) => out.extend([code.into(), Object::Array(vec![width.clone()])]),
            }
            open = !common;
        }
    }
    out
}

/// The information dictionary; 6.6.3: it must say the same as the XMP packet.
pub(super) fn information(meta: &Meta) -> Dictionary {
    let mut info = dictionary! { "Title" => text(&meta.title), "Creator" => text(xmp::PRODUCER), "Producer" => text(xmp::PRODUCER) };
    for (key, value) in [("Author", &meta.author), ("Subject", &meta.subject)] {
        if !value.is_empty() {
            info.set(key, text(value));
        }
    }
    if let Some(date) = meta.date {
        let date = Object::string_literal(date.format("D:%Y%m%d000000+08'00'").to_string());
        info.set("CreationDate", date.clone());
        info.set("ModDate", date);
    }
    info
}

/// The XMP packet, left readable for programs that look for it in the bytes of the file.
pub(super) fn metadata(meta: &Meta, archival: bool) -> Stream {
    let packet = xmp::packet(meta, archival).into_bytes();
    Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet).with_compression(false)
}

/// The colour profile, not yet compressed.
pub(super) fn profile() -> Stream {
    Stream::new(dictionary! { "N" => 3, "Alternate" => "DeviceRGB" }, icc::srgb().to_vec())
}

/// What every catalog says besides page tree and bookmarks.
pub(super) fn catalog_entries(metadata: ObjectId, profile: ObjectId) -> Dictionary {
    // 6.2.3: the colour space that grey is meant in.
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    dictionary! {
        "Metadata" => metadata,
        "OutputIntents" => vec![intent.into()],
        "Lang" => Object::string_literal("zh-CN"),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "PageMode" => "UseNone",
    }
}

/// What the catalog says besides the page tree.
fn catalog(document: &mut Document, job: &Job<'_>, pages: &[ObjectId]) -> Result<Dictionary, PdfError> {
    let metadata = document.add_object(metadata(job.meta, true));
    let profile = document.add_object(profile());
    let mut catalog = catalog_entries(metadata, profile);
    if let Some(outlines) = outlines(document, job, pages)? {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", "UseOutlines");
    }
    Ok(catalog)
}

/// The bookmarks in the order given; neighbours of one volume stand under its bookmark.
fn outlines(document: &mut Document, job: &Job<'_>, pages: &[ObjectId]) -> Result<Option<ObjectId>, PdfError> {
    let root = document.new_object_id();
    let mut tops: Vec<(ObjectId, Dictionary)> = Vec::new();
    for together in job.targets.chunk_by(|a, b| a.volume.is_some() && a.volume == b.volume) {
        let items = together.iter().map(|target| bookmark(target, job, pages)).collect::<Result<Vec<_>, _>>()?;
        let Some((first, volume)) = together.first().and_then(|target| Some((target, target.volume?))) else {
            tops.extend(items.into_iter().map(|item| (document.new_object_id(), item)));
            continue;
        };
        let id = document.new_object_id();
        let children: Vec<(ObjectId, Dictionary)> = items.into_iter().map(|item| (document.new_object_id(), item)).collect();
        let mut own = bookmark(&Target { title: volume, ..*first }, job, pages)?;
        own.extend(&siblings(document, id, children));
        tops.push((id, own));
    }
    if tops.is_empty() {
        return Ok(None);
    }
    let mut dictionary = dictionary! { "Type" => "Outlines" };
    dictionary.extend(&siblings(document, root, tops));
    // open volumes show their children too
    dictionary.set("Count", count(job));
    document.set_object(root, dictionary);
    Ok(Some(root))
}

/// All bookmarks: those of writs and those of volumes.
fn count(job: &Job<'_>) -> i64 {
    let volumes = job
        .targets
        .chunk_by(|a, b| a.volume.is_some() && a.volume == b.volume)
        .filter(|group| group.first().is_some_and(|target| target.volume.is_some()))
        .count();
    (job.targets.len() + volumes) as i64
}

/// One bookmark, without its neighbours.
fn bookmark(target: &Target<'_>, job: &Job<'_>, pages: &[ObjectId]) -> Result<Dictionary, PdfError> {
    let (Some(page), Some(sheet)) = (pages.get(target.sheet), job.sheets.get(target.sheet)) else {
        return Err(PdfError::Bookmark { title: target.title.to_string() });
    };
    let top = (sheet.height - target.y).clamp(0.0, sheet.height).round();
    let destination: Vec<Object> = vec![(*page).into(), "XYZ".into(), Object::Null, top.into(), Object::Null];
    Ok(dictionary! { "Title" => text(target.title), "Dest" => destination })
}

/// Sets bookmarks side by side under a parent; what the parent says of them.
fn siblings(document: &mut Document, parent: ObjectId, items: Vec<(ObjectId, Dictionary)>) -> Dictionary {
    let ids: Vec<ObjectId> = items.iter().map(|(id, _)| *id).collect();
    for (index, (id, mut item)) in items.into_iter().enumerate() {
        item.set("Parent", parent);
        if let Some(before) = index.checked_sub(1).and_then(|before| ids.get(before)) {
            item.set("Prev", *before);
        }
        if let Some(next) = ids.get(index + 1) {
            item.set("Next", *next);
        }
        document.set_object(id, item);
    }
    let mut own = dictionary! { "Count" => ids.len() as i64 };
    if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
        own.set("First", *first);
        own.set("Last", *last);
    }
    own
}

fn compress(document: &mut Document, level: u32) -> Result<(), PdfError> {
    with_engine(level, |engine| {
        for object in document.objects.values_mut() {
            if let Object::Stream(stream) = object
                && stream.allows_compression
                && !stream.dict.has(b"Filter")
            {
                let packed = pack(stream, level, engine).map_err(PdfError::Writer)?;
                stream.dict.set("Filter", "FlateDecode");
                stream.set_content(packed);
            }
        }
        Ok(())
    })
}

/// Small fonts of titles and figures, and the colour profile, packed at the usual level.
static PACKED: Kept = Kept::new();

fn pack(stream: &Stream, level: u32, engine: &mut Compress) -> Result<Vec<u8>, String> {
    let is_truetype = stream.dict.has(b"Length1");
    let comes_again = stream.dict.has(b"Subtype") || stream.dict.has(b"Alternate");
    if is_truetype && level > 0 {
        // Outlines are most of a file, and what repeats in them is short: a search for repetitions takes several times as
        // long as Huffman codes alone, for files 7 % smaller.
        Ok(huffman::pack(&stream.content))
    } else if comes_again && level == super::DEFAULT_LEVEL {
        PACKED.get(&stream.content, || deflate(&stream.content, engine)).map(|packed| packed.to_vec())
    } else {
        deflate(&stream.content, engine)
    }
}

/// Lends the engine of this thread: setting one up costs as much as deflating a small stream.
pub(super) fn with_engine<T>(level: u32, work: impl FnOnce(&mut Compress) -> T) -> T {
    thread_local! {
        static ENGINES: RefCell<BTreeMap<u32, Compress>> = const { RefCell::new(BTreeMap::new()) };
    }
    let level = level.min(9);
    ENGINES.with_borrow_mut(|engines| work(engines.entry(level).or_insert_with(|| Compress::new(Compression::new(level), true))))
}

pub(super) fn deflate(bytes: &[u8], engine: &mut Compress) -> Result<Vec<u8>, String> {
    engine.reset();
    // Room for what does not compress at all: deflate then stores it, with 5 bytes for each block.
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 1000 + 64);
    loop {
        let rest = &bytes[engine.total_in() as usize..];
        match engine.compress_vec(rest, &mut out, FlushCompress::Finish).map_err(|err| err.to_string())? {
            Status::StreamEnd => return Ok(out),
            Status::Ok | Status::BufError => out.reserve(1024),
        }
    }
}

/// 6.1.3: every file has an id; this one is a digest of all streams and properties.
fn identify(document: &mut Document) {
    let mut hasher = Sha256::new();
    let mut said = String::new();
    for ((number, _), object) in &document.objects {
        hasher.update(number.to_be_bytes());
        match object {
            Object::Stream(stream) => hasher.update(&stream.content),
            Object::Dictionary(dictionary) => {
                said.clear();
                // writing into memory does not fail
                let _ = write!(said, "{dictionary:?}");
                hasher.update(&said);
            }
            _ => {}
        }
    }
    let id = Object::String(hasher.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
}

/// A text string: UTF-16 with byte order mark.
pub(super) fn text(words: &str) -> Object {
    let words = xmp::clean(words);
    let bytes = [0xFE, 0xFF].into_iter().chain(words.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_widths_other_than_the_default_are_listed() {
        let check = |given: &[Object], expected: &[Object]| assert_eq!(uncommon_widths(given), expected);
        let list = |widths: &[i64]| Object::Array(widths.iter().map(|width| (*width).into()).collect());
        check(&[1.into(), list(&[1000, 1000])], &[]);
        check(&[1.into(), list(&[500, 600, 1000, 1000, 300])], &[1.into(), list(&[500, 600]), 5.into(), list(&[300])]);
        check(&[1.into(), list(&[1000, 250]), 9.into(), list(&[250])], &[2.into(), list(&[250]), 9.into(), list(&[250])]);
    }

    #[test]
    fn text_beyond_the_bmp_is_utf16() {
        assert_eq!(text("𬭎"), Object::String(vec![0xFE, 0xFF, 0xD8, 0x72, 0xDF, 0x4E], StringFormat::Hexadecimal));
    }
}
