//! Full-width letters, digits and signs, as Chinese input methods give them, made half-width.

/// A character; those that have no half-width form stay.
pub fn half(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' => ' ',
        other => other,
    }
}

/// A text.
pub fn half_width(text: &str) -> String {
    text.chars().map(half).collect()
}
