//! The zip package: part names, content types, relationships. Parts that are the same for every writ of one look are
//! compressed once. Every entry carries the same fixed time and system, so that bytes depend on nothing but content.

use super::xml::PROLOG;
use super::{Sheet, picture, properties, styles};
use crate::document::LayoutKind;
use crate::photo::Photo;
use crate::style::Profile;
use std::io::{Cursor, Write};
use std::sync::{Arc, OnceLock};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

/// The parts that differ from writ to writ.
pub(super) struct Parts {
    pub document: String,
    pub header: String,
    pub footer: String,
    /// Head of the first page, where it differs.
    pub first_header: Option<String>,
    pub core: String,
}

/// Puts the package together.
pub(super) fn pack(sheet: &Sheet, parts: &Parts) -> ZipResult<Vec<u8>> {
    let first = parts.first_header.is_some();
    let shared = shared(sheet, first)?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(shared.len() + 16 * 1024)));
    zip.merge_archive(ZipArchive::new(Cursor::new(shared))?)?;
    put(&mut zip, "docProps/core.xml", &parts.core)?;
    put(&mut zip, "word/document.xml", &parts.document)?;
    put(&mut zip, "word/header1.xml", &parts.header)?;
    put(&mut zip, "word/footer1.xml", &parts.footer)?;
    if let Some(header) = &parts.first_header {
        put(&mut zip, "word/header2.xml", header)?;
        put(&mut zip, "word/footer2.xml", &parts.footer)?;
    }
    if !sheet.media.is_empty() {
        put(&mut zip, RELATIONSHIPS, &document_relationships(first, &sheet.media))?;
    }
    for photo in &sheet.media {
        // pictures are packed already
        zip.start_file(format!("word/{}", picture::target(photo)), options(CompressionMethod::Stored))?;
        zip.write_all(&photo.file)?;
    }
    Ok(zip.finish()?.into_inner())
}

const RELATIONSHIPS: &str = "word/_rels/document.xml.rels";

fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644)
}

fn put<W: Write + std::io::Seek>(zip: &mut ZipWriter<W>, name: &str, content: &str) -> ZipResult<()> {
    zip.start_file(name, options(CompressionMethod::Deflated).compression_level(Some(6)))?;
    zip.write_all(content.as_bytes())?;
    Ok(())
}

/// The parts common to all writs of a look, as a finished archive. `[Content_Types].xml` comes first, where programs that
/// sniff the kind of a file look for it.
fn shared(sheet: &Sheet, first: bool) -> ZipResult<&'static [u8]> {
    static ARCHIVES: [OnceLock<Vec<u8>>; 40] = [const { OnceLock::new() }; 40];
    let profile = match sheet.profile {
        Profile::Form => 0,
        Profile::Gongwen => 1,
    };
    let kind = match sheet.kind {
        LayoutKind::Letter => 0,
        LayoutKind::Form => 1,
        LayoutKind::Record => 2,
        LayoutKind::List => 3,
        LayoutKind::Cover => 4,
    };
    let pictured = !sheet.media.is_empty();
    let slot = &ARCHIVES[((profile * 5 + kind) * 2 + usize::from(first)) * 2 + usize::from(pictured)];
    if let Some(archive) = slot.get() {
        return Ok(archive);
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    put(&mut zip, "[Content_Types].xml", &content_types(first, pictured))?;
    put(&mut zip, "_rels/.rels", &package_relationships())?;
    if !pictured {
        put(&mut zip, RELATIONSHIPS, &document_relationships(first, &[]))?;
    }
    put(&mut zip, "word/styles.xml", &styles::part(sheet))?;
    put(&mut zip, "word/settings.xml", &styles::settings())?;
    put(&mut zip, "word/fontTable.xml", &styles::font_table())?;
    put(&mut zip, "docProps/app.xml", &properties::app())?;
    let archive = zip.finish()?.into_inner();
    Ok(slot.get_or_init(|| archive))
}

fn content_types(first: bool, pictured: bool) -> String {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    let mut overrides: Vec<(&str, String)> = vec![
        ("/word/document.xml", format!("{WORD}document.main+xml")),
        ("/word/styles.xml", format!("{WORD}styles+xml")),
        ("/word/settings.xml", format!("{WORD}settings+xml")),
        ("/word/fontTable.xml", format!("{WORD}fontTable+xml")),
        ("/word/header1.xml", format!("{WORD}header+xml")),
        ("/word/footer1.xml", format!("{WORD}footer+xml")),
    ];
    if first {
        overrides.push(("/word/header2.xml", format!("{WORD}header+xml")));
        overrides.push(("/word/footer2.xml", format!("{WORD}footer+xml")));
    }
    overrides.push(("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".into()));
    overrides.push(("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml".into()));
    let overrides: String = overrides.iter().map(|(part, kind)| format!(r#"<Override PartName="{part}" ContentType="{kind}"/>"#)).collect();
    let media = if pictured {
        r#"<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="png" ContentType="image/png"/>"#
    } else {
        ""
    };
    format!(
        r#"{PROLOG}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{media}{overrides}</Types>"#
    )
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn package_relationships() -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relationships(&[
        (format!("{OFFICE}/officeDocument"), "word/document.xml"),
        (core.to_string(), "docProps/core.xml"),
        (format!("{OFFICE}/extended-properties"), "docProps/app.xml"),
    ])
}

/// The ids follow from the order; the section refers to rId4 and following.
fn document_relationships(first: bool, media: &[Arc<Photo>]) -> String {
    let mut targets = vec![
        (format!("{OFFICE}/styles"), "styles.xml"),
        (format!("{OFFICE}/settings"), "settings.xml"),
        (format!("{OFFICE}/fontTable"), "fontTable.xml"),
        (format!("{OFFICE}/header"), "header1.xml"),
        (format!("{OFFICE}/footer"), "footer1.xml"),
    ];
    if first {
        targets.push((format!("{OFFICE}/header"), "header2.xml"));
        targets.push((format!("{OFFICE}/footer"), "footer2.xml"));
    }
    let pictures: String = media
        .iter()
        .enumerate()
        .map(|(index, photo)| {
            let (id, target) = (picture::relationship(index), picture::target(photo));
            format!(r#"<Relationship Id="{id}" Type="{OFFICE}/image" Target="{target}"/>"#)
        })
        .collect();
    relationships(&targets).replace("</Relationships>", &format!("{pictures}</Relationships>"))
}

fn relationships(targets: &[(String, &str)]) -> String {
    let entries: String =
        (1..).zip(targets).map(|(id, (kind, target))| format!(r#"<Relationship Id="rId{id}" Type="{kind}" Target="{target}"/>"#)).collect();
    format!(r#"{PROLOG}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>"#)
}
