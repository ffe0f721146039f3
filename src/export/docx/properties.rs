//! `docProps`: what a file says of itself. Dates come from the case, never from the clock.

use super::Error;
use super::xml::{PROLOG, escape};
use crate::document::Meta;
use std::fmt::Write;

/// The part `docProps/core.xml`.
pub(super) fn core(meta: &Meta) -> Result<String, Error> {
    let mut out = format!(
        r#"{PROLOG}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#
    );
    for (tag, text) in [("dc:title", &meta.title), ("dc:subject", &meta.subject), ("dc:creator", &meta.author)] {
        if !text.is_empty() {
            let _ = write!(out, "<{tag}>");
            escape(&mut out, text).map_err(|ch| Error::Character { ch, line: 0 })?;
            let _ = write!(out, "</{tag}>");
        }
    }
    if let Some(date) = meta.date {
        for tag in ["created", "modified"] {
            let _ = write!(out, r#"<dcterms:{tag} xsi:type="dcterms:W3CDTF">{}T00:00:00Z</dcterms:{tag}>"#, date.format("%Y-%m-%d"));
        }
    }
    out.push_str("<dc:language>zh-CN</dc:language></cp:coreProperties>");
    Ok(out)
}

/// The part `docProps/app.xml`.
pub(super) fn app() -> String {
    format!(
        r#"{PROLOG}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>文书</Application></Properties>"#
    )
}
