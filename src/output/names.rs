//! File names: safe on every system, never leaving their folder, never longer than a file system takes.

/// Longest component in bytes (most file systems take 255; room is left for a suffix).
pub const MAX_COMPONENT_BYTES: usize = 200;

/// Names Windows keeps for devices.
const DEVICES: &[&str] = &[
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4",
    "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// A text as one path component of at most `max` bytes: characters that some system forbids become their full-width
/// sisters, control characters vanish, leading and trailing dots and spaces are cut. A text that had to be shortened
/// ends in `~` and six hex digits of its hash, so that two long names never meet. Never empty.
pub fn component(text: &str, max: usize) -> String {
    let mut out: String = text.chars().filter_map(safe_char).collect();
    out = out.trim_matches(|c: char| c == '.' || c.is_whitespace()).to_string();
    let stem = out.split('.').next().unwrap_or_default().to_ascii_uppercase();
    if DEVICES.contains(&stem.as_str()) {
        out.insert(0, '_');
    }
    if out.is_empty() {
        out.push('_');
    }
    if out.len() > max {
        let tail = format!("~{}", &super::sha256_hex(text.as_bytes())[..6]);
        let mut cut = max.saturating_sub(tail.len());
        while !out.is_char_boundary(cut) {
            cut -= 1;
        }
        out.truncate(cut);
        out.push_str(&tail);
    }
    out
}

fn safe_char(ch: char) -> Option<char> {
    match ch {
        '/' => Some('／'),
        '\\' => Some('＼'),
        ':' => Some('：'),
        '*' => Some('＊'),
        '?' => Some('？'),
        '"' => Some('”'),
        '<' => Some('＜'),
        '>' => Some('＞'),
        '|' => Some('｜'),
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => None,
        ch if ch.is_control() => None,
        ch => Some(ch),
    }
}

/// `NN-题名[-当事人][（稿）]` without extension, within [`MAX_COMPONENT_BYTES`] less room for `.docx`.
pub fn writ_stem(position: usize, title: &str, party: Option<&str>, draft: bool) -> String {
    let mark = if draft { "（稿）" } else { "" };
    let room = MAX_COMPONENT_BYTES - ".docx".len() - mark.len();
    let head = match party {
        Some(party) => format!("{position:02}-{title}-{party}"),
        None => format!("{position:02}-{title}"),
    };
    component(&head, room) + mark
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_readable() {
        assert_eq!(writ_stem(7, "询问笔录", Some("张三"), true), "07-询问笔录-张三（稿）");
        assert_eq!(component("../../etc/passwd", 200), "／..／etc／passwd");
        assert_eq!(component("con.yaml", 200), "_con.yaml");
        assert_eq!(component("\u{202E}..", 200), "_");
    }

    #[test]
    fn two_long_names_do_not_meet() {
        let a = writ_stem(1, "行政处罚决定书（单位）", Some(&("甲".repeat(90) + "一")), true);
        let b = writ_stem(1, "行政处罚决定书（单位）", Some(&("甲".repeat(90) + "二")), true);
        assert_ne!(a, b);
        assert!(a.len() + ".docx".len() <= MAX_COMPONENT_BYTES, "{}", a.len());
    }

    proptest! {
        #[test]
        fn any_text_is_one_safe_component(text in "\\PC*|[\\x00-\\x7f]*") {
            let name = component(&text, MAX_COMPONENT_BYTES);
            prop_assert!(!name.is_empty() && name.len() <= MAX_COMPONENT_BYTES);
            prop_assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0', '\n']));
            prop_assert!(name != "." && name != ".." && !name.ends_with(['.', ' ']));
        }
    }
}
