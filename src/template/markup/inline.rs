//! The text of one paragraph: filled values with their origins, blanks, marks.

use super::Builder;
use crate::document::{Blank, Inline, Origin};
use crate::template::marks::inlines_of_text;
use roxmltree::Node;

/// How inline content of an element is to be read.
#[derive(Clone, Copy)]
pub struct Mode {
    /// Filled values get a rule below.
    pub underline_fills: bool,
    /// Everything gets a rule below (`u`).
    pub underline_all: bool,
}

/// Text as it stands.
pub const PLAIN: Mode = Mode { underline_fills: false, underline_all: false };

impl Builder<'_> {
    /// What stands in an element.
    pub fn inlines(&mut self, node: Node, mode: Mode) -> Vec<Inline> {
        let mut out = Vec::new();
        self.push_inlines(node, node.children(), mode, &mut out);
        trim(&mut out);
        out
    }

    fn push_inlines<'n>(&mut self, parent: Node, children: impl Iterator<Item = Node<'n, 'n>>, mode: Mode, out: &mut Vec<Inline>) {
        for child in children {
            if child.is_text() {
                self.push_text(parent, child.text().unwrap_or_default(), mode, out);
            } else if child.is_element() {
                self.push_inline_element(child, mode, out);
            }
        }
    }

    /// Adds text, its filled values with their origins.
    pub fn push_text(&mut self, parent: Node, text: &str, mode: Mode, out: &mut Vec<Inline>) {
        match inlines_of_text(text, self.origins) {
            Ok(inlines) => out.extend(inlines.into_iter().map(|inline| match inline {
                Inline::Text(mut run) => {
                    run.underline = mode.underline_all || (mode.underline_fills && run.origin.is_fill());
                    Inline::Text(run)
                }
                Inline::Blank(_) | Inline::Struck | Inline::Gap(_) | Inline::Break | Inline::Check(_) => inline,
            })),
            Err(message) => self.fault(parent, message),
        }
    }

    /// Adds an element that stands within a line.
    pub fn push_inline_element(&mut self, node: Node, mode: Mode, out: &mut Vec<Inline>) {
        match node.tag_name().name() {
            "u" => {
                let before = out.len();
                self.push_inlines(node, node.children(), Mode { underline_all: true, ..mode }, out);
                if out.len() == before {
                    self.fault(node, "<u> 里没有内容（要留空白请用 <blank w=\"…\"/>）");
                }
            }
            "blank" => {
                let em = self.number(node, "w", 4.0);
                out.push(Inline::Blank(Blank { em, ruled: node.attribute("rule") != Some("no") }));
            }
            "br" => out.push(Inline::Break),
            "struck" => out.push(Inline::Struck),
            "check" => match node.attribute("on") {
                Some("yes") => out.push(Inline::Check(true)),
                Some("no") => out.push(Inline::Check(false)),
                _ => self.fault(node, "<check> 的 on 只能是 yes 或 no"),
            },
            tag => self.fault(node, format!("<{tag}> 不能放在一行文字里面")),
        }
    }
}

/// Takes the template's own white space off both ends.
pub fn trim(inlines: &mut Vec<Inline>) {
    fn trimmed(inline: &mut Inline, start: bool) -> bool {
        if let Inline::Text(run) = inline
            && run.origin == Origin::Template
        {
            let ascii = |c: char| c == ' ' || c == '\n' || c == '\r' || c == '\t';
            run.text = if start { run.text.trim_start_matches(ascii).into() } else { run.text.trim_end_matches(ascii).into() };
            return run.text.is_empty();
        }
        false
    }
    while inlines.first_mut().is_some_and(|first| trimmed(first, true)) {
        inlines.remove(0);
    }
    while inlines.last_mut().is_some_and(|last| trimmed(last, false)) {
        inlines.pop();
    }
}
