//! Text and numbers as they stand in the parts.

/// Opens every part.
pub(super) const PROLOG: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The namespaces of the WordprocessingML parts.
pub(super) const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// Whether a character may stand in a text. XML 1.0 forbids most controls and U+FFFE/FFFF; tabs, line ends and separators
/// would be read back as something else than they are; the private planes are the template's own marks.
fn is_writable(ch: char) -> bool {
    !(ch.is_control() || matches!(ch, '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}') || ch >= '\u{F0000}')
}

/// Appends text, escaped for element content and attribute values; a character that must not be written is handed back.
pub(super) fn escape(out: &mut String, text: &str) -> Result<(), char> {
    let mut clean = 0;
    for (at, ch) in text.char_indices() {
        let entity = match ch {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&apos;",
            ch if is_writable(ch) => continue,
            ch => return Err(ch),
        };
        out.push_str(&text[clean..at]);
        out.push_str(entity);
        clean = at + 1;
    }
    out.push_str(&text[clean..]);
    Ok(())
}

/// Points to twentieths of a point, the unit of most measures.
pub(super) fn twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}

/// Points to half-points, the unit of font sizes.
pub(super) fn half_points(points: f32) -> i32 {
    (points * 2.0).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_stays_text() {
        let cases = [
            ("</w:t>&amp;]]>\"'", "&lt;/w:t&gt;&amp;amp;]]&gt;&quot;&apos;"),
            ("𬭎<䶮", "𬭎&lt;䶮"),
            ("", ""),
            ("甲\u{3000}乙 丙", "甲\u{3000}乙 丙"),
        ];
        for (input, expected) in cases {
            let mut out = String::new();
            assert_eq!(escape(&mut out, input), Ok(()));
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn unwritable_characters_are_handed_back() {
        for ch in ['\0', '\u{b}', '\t', '\n', '\r', '\u{7f}', '\u{85}', '\u{2028}', '\u{fffe}', '\u{ffff}', '\u{f0003}', '\u{10fffd}'] {
            assert_eq!(escape(&mut String::new(), &format!("甲{ch}乙")), Err(ch), "{ch:?}");
        }
    }
}
