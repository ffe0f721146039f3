//! Reads the text of a PDF with lopdf through its ToUnicode tables: nothing here knows how our writer writes.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeMap;

/// The characters each page shows, in content order.
pub fn page_texts(pdf: &[u8]) -> Vec<Vec<char>> {
    let document = Document::load_mem(pdf).expect("a readable PDF");
    document.get_pages().into_values().map(|page| page_text(&document, page)).collect()
}

fn page_text(document: &Document, page: lopdf::ObjectId) -> Vec<char> {
    let fonts = document.get_page_fonts(page).expect("fonts");
    let tables: BTreeMap<Vec<u8>, _> = fonts.into_iter().map(|(name, font)| (name, to_unicode(document, font))).collect();
    let content = Content::decode(&document.get_page_content(page)).expect("operations");
    let mut table = None;
    let mut out = Vec::new();
    for operation in &content.operations {
        match operation.operator.as_str() {
            "Tf" => table = tables.get(operation.operands[0].as_name().expect("a name")),
            "Tj" | "TJ" => {
                let table = table.expect("a font is set");
                let single = std::slice::from_ref(&operation.operands[0]);
                for bytes in operation.operands[0].as_array().map_or(single, Vec::as_slice).iter().filter_map(|item| item.as_str().ok()) {
                    for code in bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])) {
                        assert_ne!(code, 0, ".notdef is shown");
                        out.extend(table[&code].chars());
                    }
                }
            }
            _ => {}
        }
    }
    out
}

/// The `<code> <UTF-16>` pairs of a ToUnicode table.
fn to_unicode(document: &Document, font: &Dictionary) -> BTreeMap<u16, String> {
    let id = font.get(b"ToUnicode").and_then(Object::as_reference).expect("a table");
    let stream = document.get_object(id).and_then(Object::as_stream).expect("a stream");
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
