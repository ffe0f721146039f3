//! Template sources before tera sees them: front matter is cut off, and every start tag is stamped with its line, so
//! that each rendered element still knows where it came from after loops and includes.

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
    while let Some(ch) = rest.chars().next() {
        let opener = ["{{", "{%", "{#"].iter().position(|o| rest.starts_with(o));
        if let Some(which) = opener {
            let closer = ["}}", "%}", "#}"][which];
            let end = rest.find(closer).map_or(rest.len(), |i| i + 2);
            line += rest[..end].matches('\n').count();
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        if ch == '<' && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let name_end = 1 + rest[1..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len() - 1);
            out.push_str(&rest[..name_end]);
            out.push_str(&format!(" {LINE_ATTRIBUTE}=\"{prefix}{line}\""));
            rest = &rest[name_end..];
            continue;
        }
        if ch == '\n' {
            line += 1;
        }
        out.push(ch);
        rest = &rest[ch.len_utf8()..];
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
