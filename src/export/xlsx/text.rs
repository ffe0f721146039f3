//! Text that a cell can hold.

/// Characters of a cell, counted as spreadsheets do (UTF-16).
const MAX_UNITS: usize = 32_767;

/// What stands at the end of a text that was cut.
pub const CUT_MARK: &str = "…〔截断〕";

/// The text as a cell holds it: characters that XML forbids are replaced by their number in 〔〕, line ends are made one
/// kind, and what is longer than a cell ends in [`CUT_MARK`].
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\t' | '\n' => out.push(c),
            c if c < ' ' || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push_str(&format!("〔U+{:04X}〕", c as u32)),
            c => out.push(c),
        }
    }
    cut(out)
}

fn cut(mut text: String) -> String {
    // A character takes no more units than bytes.
    if text.len() <= MAX_UNITS || text.encode_utf16().count() <= MAX_UNITS {
        return text;
    }
    let room = MAX_UNITS - CUT_MARK.encode_utf16().count();
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > room
    });
    if let Some((at, _)) = end {
        text.truncate(at);
    }
    text.push_str(CUT_MARK);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_cell_cannot_hold_is_shown_as_removed() {
        let rows = [
            ("=1+1", "=1+1"),
            ("a\u{7}b", "a〔U+0007〕b"),
            ("\u{0}\u{FFFF}", "〔U+0000〕〔U+FFFF〕"),
            ("一\r\n二\r三\n四\t五", "一\n二\n三\n四\t五"),
            ("_x0041_", "_x0041_"),
            ("𬭎", "𬭎"),
        ];
        for (text, expected) in rows {
            assert_eq!(clean(text), expected);
        }
    }

    #[test]
    fn a_long_text_is_cut_visibly_and_a_full_cell_is_not() {
        let full = "字".repeat(MAX_UNITS);
        assert_eq!(clean(&full), full);
        let cut = clean(&format!("{full}尾"));
        assert_eq!(cut.encode_utf16().count(), MAX_UNITS);
        assert!(cut.ends_with(CUT_MARK));
        // a character of two units is not split
        let wide = clean(&"𬭎".repeat(20_000));
        assert!(wide.encode_utf16().count() <= MAX_UNITS && wide.ends_with("𬭎…〔截断〕"));
    }

    proptest! {
        #[test]
        fn any_text_fits_and_is_lawful(text in "\\PC{0,60}|[\\x00-\\x1f]{0,40}") {
            let cleaned = clean(&text);
            prop_assert!(cleaned.chars().all(|c| c >= ' ' || c == '\t' || c == '\n'));
            prop_assert_eq!(clean(&cleaned), cleaned);
        }
    }
}
