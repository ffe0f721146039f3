//! Text as HTML.

/// A text for the inside of an element or of a quoted attribute.
pub fn text(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len() + raw.len() / 8);
    for ch in raw.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // characters that turn the direction of what follows
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => out.push('\u{FFFD}'),
            ch if ch.is_control() && ch != '\n' && ch != '\t' => out.push('\u{FFFD}'),
            ch => out.push(ch),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(text("<b a=\"1\" c='2'>&amp;\u{202E}\u{0}"), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;\u{FFFD}\u{FFFD}");
    }
}
