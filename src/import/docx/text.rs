//! Characters: symbols of picture fonts as the characters they stand for, and characters nobody sees.

/// What `w:sym` prints. Ticks and boxes of the picture fonts become those of writs; what is not known is named.
pub fn symbol(font: &str, code: &str) -> String {
    let number = u32::from_str_radix(code.trim_start_matches("0x"), 16).unwrap_or(0);
    // Picture fonts sit at U+F000 and following; the low byte is the place in the font.
    let place = if (0xF000..=0xF0FF).contains(&number) { number - 0xF000 } else { number };
    let font = font.to_lowercase();
    let known = match (font.as_str(), place) {
        ("wingdings", 0xFE) | ("wingdings 2", 0x52..=0x54) => Some("☑"),
        ("wingdings", 0x6F | 0x71 | 0x72 | 0xA8) | ("wingdings 2", 0xA3 | 0x2A | 0x35) => Some("□"),
        ("wingdings", 0xFC) | ("wingdings 2", 0x50) => Some("√"),
        ("wingdings", 0xFB | 0xFD) | ("wingdings 2", 0x4F | 0x51) => Some("×"),
        _ => None,
    };
    match known {
        Some(known) => known.to_string(),
        None if font.contains("wingdings") || font.contains("webdings") || font == "symbol" => format!("〔符号{font} {code}〕"),
        None => char::from_u32(number).filter(|c| !c.is_control()).map_or_else(|| format!("〔符号{code}〕"), String::from),
    }
}

/// Whether a character takes no room, or turns the direction of what follows. Variation selectors are left out: names are
/// written with them.
pub fn is_invisible(c: char) -> bool {
    matches!(c as u32,
        0x00AD | 0x034F | 0x061C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E
        | 0x2060..=0x206F | 0xFEFF | 0xFFF9..=0xFFFB | 0xE0000..=0xE007F)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_and_boxes_of_picture_fonts() {
        for (font, code, expected) in [
            ("Wingdings", "F0FE", "☑"),
            ("Wingdings 2", "0052", "☑"),
            ("Wingdings", "F06F", "□"),
            ("宋体", "4E2D", "中"),
            ("Wingdings", "F04A", "〔符号wingdings F04A〕"),
            ("宋体", "zz", "〔符号zz〕"),
        ] {
            assert_eq!(symbol(font, code), expected, "{font} {code}");
        }
    }

    #[test]
    fn what_nobody_sees() {
        assert!(['\u{200B}', '\u{202E}', '\u{AD}', '\u{FEFF}'].into_iter().all(is_invisible));
        assert!(!['\u{E0100}', '\u{FE00}', ' ', '中', '\u{3000}'].into_iter().any(is_invisible));
    }
}
