//! Template sources before tera sees them: front matter is cut off, and every start tag is stamped with its line, so
//! that each rendered element still knows where it came from after loops and includes.

use super::syntax;

/// The attribute that carries the line.
pub const LINE_ATTRIBUTE: &str = "l";

/// Splits a template into front matter and body. The body keeps its line numbers (the front matter is replaced by as
/// many empty lines). `None` when the file has no front matter.
pub fn split_front_matter(source: &str) -> Option<(&str, String)> {
    let rest = source.strip_prefix("---\n").or_else(|| source.strip_prefix("---\r\n"))?;
    let end = rest.find("\n---")?;
    let front = &rest[..end + 1];
    let after = &rest[end + 4..];
    let body_start = after.find('\n').map_or(after.len(), |i| i + 1);
    let lines = source[..source.len() - after.len() + body_start].matches('\n').count();
    Some((front, "\n".repeat(lines) + &after[body_start..]))
}

/// Puts ` l="line"` into each start tag outside tera's own brackets. Adds no line breaks.
pub fn stamp(source: &str, prefix: &str) -> String {
    let mut out = String::with_capacity(source.len() * 5 / 4);
    let mut line = 1;
    let mut rest = source;
    while !rest.is_empty() {
        let (start, closer) = syntax::opening(rest).unwrap_or((rest.len(), ""));
        let mut text = &rest[..start];
        while let Some(tag) = text.find('<') {
            let named = text[tag + 1..].starts_with(|c: char| c.is_ascii_alphabetic());
            let length = text[tag + 1..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len() - tag - 1);
            let end = if named { tag + 1 + length } else { tag + 1 };
            line += text[..end].matches('\n').count();
            out.push_str(&text[..end]);
            if named {
                out.push_str(&format!(" {LINE_ATTRIBUTE}=\"{prefix}{line}\""));
            }
            text = &text[end..];
        }
        let end = if closer.is_empty() { start } else { rest[start..].find(closer).map_or(rest.len(), |at| start + at + 2) };
        line += rest[start - text.len()..end].matches('\n').count();
        out.push_str(&rest[start - text.len()..end]);
        rest = &rest[end..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_cut_and_lines_stay() {
        let (front, body) = split_front_matter("---\n题名: 甲\n---\n<doc>\n</doc>\n").expect("front matter");
        assert_eq!(front, "题名: 甲\n");
        assert_eq!(body, "\n\n\n<doc>\n</doc>\n");
        assert_eq!(split_front_matter("<doc/>"), None);
    }

    #[test]
    fn tags_know_their_line_and_tera_brackets_are_left_alone() {
        let out = stamp("<doc>\n{% if a %}<p align=\"left\">{{ \"<x>\" }}</p>{% endif %}\n</doc>", "");
        assert_eq!(out, "<doc l=\"1\">\n{% if a %}<p l=\"2\" align=\"left\">{{ \"<x>\" }}</p>{% endif %}\n</doc>");
    }
}
