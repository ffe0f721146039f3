//! Changes finished DOCX files as a word processor, or someone with bad intent, would.
#![allow(dead_code)] // each test uses its part

use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The parts of a package: (name, bytes).
pub type Parts = Vec<(String, Vec<u8>)>;

/// Takes a package apart.
pub fn parts(docx: &[u8]) -> Parts {
    let mut zip = ZipArchive::new(Cursor::new(docx)).expect("a package");
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).expect("an entry");
            let name = file.name().expect("a name").into_owned();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("its bytes");
            (name, bytes)
        })
        .collect()
}

/// Puts parts together.
pub fn pack(parts: &Parts) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).expect("an entry");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a package").into_inner()
}

/// The package with one part rewritten.
pub fn with_part(docx: &[u8], part: &str, edit: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut all = parts(docx);
    let found = all.iter_mut().find(|(name, _)| name == part).unwrap_or_else(|| panic!("no {part}"));
    let text = String::from_utf8(found.1.clone()).expect("UTF-8");
    found.1 = edit(text).into_bytes();
    pack(&all)
}

/// The package with words of the body replaced, once; they must be there.
pub fn replaced(docx: &[u8], from: &str, to: &str) -> Vec<u8> {
    with_part(docx, "word/document.xml", |text| {
        assert!(text.contains(from), "“{from}” is not in one run of the body");
        text.replacen(from, to, 1)
    })
}

/// The package with XML put at the head of the body.
pub fn with_head(docx: &[u8], xml: &str) -> Vec<u8> {
    with_part(docx, "word/document.xml", |text| text.replacen("<w:body>", &format!("<w:body>{xml}"), 1))
}

/// The package with a further part, related to the main part.
pub fn with_relation(docx: &[u8], kind: &str, name: &str, content: &str) -> Vec<u8> {
    let docx = with_part(docx, "word/_rels/document.xml.rels", |text| {
        let relation = format!(
            r#"<Relationship Id="rIdNew" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{name}"/></Relationships>"#
        );
        text.replace("</Relationships>", &relation)
    });
    let mut all = parts(&docx);
    all.push((format!("word/{name}"), content.as_bytes().to_vec()));
    pack(&all)
}

/// A package of one body.
pub fn minimal(body: &str) -> Vec<u8> {
    let types = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let root = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let none = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>"#;
    let document = format!("{OPEN}{body}</w:body></w:document>");
    let parts = [
        ("[Content_Types].xml", types),
        ("_rels/.rels", root),
        ("word/_rels/document.xml.rels", none),
        ("word/document.xml", document.as_str()),
    ];
    pack(&parts.map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).into())
}

/// A package of paragraphs.
pub fn of_lines(lines: &[&str]) -> Vec<u8> {
    minimal(&lines.iter().map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>")).collect::<String>())
}

/// Opens a main part, with every vocabulary the tests use.
pub const OPEN: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:body>"#;
