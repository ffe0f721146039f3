//! The XMP packet: the document properties as XML, saying the same as the information dictionary, and the PDF/A-2b claim.

use crate::document::Meta;

/// Program named in the properties.
pub(super) const PRODUCER: &str = concat!("wenshu ", env!("CARGO_PKG_VERSION"));

/// The claim as it stands in the packet.
pub(super) const CLAIM: &str = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>";

/// The packet; `archival` when the file may claim PDF/A-2b.
pub(super) fn packet(meta: &Meta, archival: bool) -> String {
    let mut body = String::new();
    if archival {
        body += CLAIM;
    }
    body += "<dc:format>application/pdf</dc:format>";
    body += &format!("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>", escape(&meta.title));
    if !meta.author.is_empty() {
        body += &format!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", escape(&meta.author));
    }
    if !meta.subject.is_empty() {
        body += &format!(
            "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:description>",
            escape(&meta.subject)
        );
    }
    body += &format!("<pdf:Producer>{PRODUCER}</pdf:Producer><xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>");
    if let Some(date) = meta.date {
        // A writ is dated by day; the whole country keeps one time.
        let date = date.format("%Y-%m-%dT00:00:00+08:00");
        body += &format!("<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>");
    }
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">{body}</rdf:Description>\
         </rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>"
    )
}

/// Properties as they stand in the file: without control characters, which XML cannot carry.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_control() && !matches!(ch, '\u{fffe}' | '\u{ffff}')).collect()
}

fn escape(text: &str) -> String {
    clean(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
