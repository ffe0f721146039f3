//! How runs look, as far as it decides whether words can be seen: hidden, white on white, tiny, struck; from the run
//! itself, its styles and the defaults of the document.

use roxmltree::{Document, Node};
use std::collections::HashMap;

/// Half-points; smaller letters cannot be read on paper.
const TINY: u32 = 6;
/// Styles based on styles; a longer chain is a ring.
const LONGEST_CHAIN: usize = 24;

/// What is said about a run, when anything is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Hidden font.
    pub hidden: Option<bool>,
    /// White letters.
    pub white: Option<bool>,
    /// On a coloured ground, where white can be read.
    pub shaded: Option<bool>,
    /// Too small to read.
    pub tiny: Option<bool>,
    /// Struck through.
    pub struck: Option<bool>,
    /// Numbered by the word processor.
    pub numbered: Option<bool>,
}

impl Look {
    /// The look of `w:rPr`.
    pub fn of_run(properties: Node) -> Look {
        let toggle = |name: &str| child(properties, name).map(is_on);
        Look {
            hidden: toggle("vanish"),
            white: child(properties, "color").and_then(value).map(|color| color.eq_ignore_ascii_case("FFFFFF")),
            shaded: child(properties, "shd").map(is_shade).or_else(|| child(properties, "highlight").map(|h| value(h) != Some("white"))),
            tiny: child(properties, "sz").and_then(value).and_then(|size| size.parse::<f32>().ok()).map(|size| size < TINY as f32),
            struck: match (toggle("strike"), toggle("dstrike")) {
                (None, None) => None,
                (one, two) => Some(one == Some(true) || two == Some(true)),
            },
            numbered: None,
        }
    }
    /// This look where it says something, else the one below.
    pub fn over(self, below: Look) -> Look {
        Look {
            hidden: self.hidden.or(below.hidden),
            white: self.white.or(below.white),
            shaded: self.shaded.or(below.shaded),
            tiny: self.tiny.or(below.tiny),
            struck: self.struck.or(below.struck),
            numbered: self.numbered.or(below.numbered),
        }
    }
    /// Whether nobody can see it on paper.
    pub fn is_unseen(&self) -> bool {
        let on = |flag: Option<bool>| flag == Some(true);
        on(self.hidden) || on(self.tiny) || (on(self.white) && !on(self.shaded))
    }
}

/// Whether `w:shd` colours the ground.
pub fn is_shade(shade: Node) -> bool {
    let fill = attribute(shade, "fill").unwrap_or("auto");
    !fill.eq_ignore_ascii_case("auto") && !fill.eq_ignore_ascii_case("FFFFFF")
}

/// Whether `w:numPr` gives a number; number 0 takes it away.
pub fn is_numbered(properties: Node) -> Option<bool> {
    let number = child(properties, "numPr")?;
    Some(child(number, "numId").and_then(value).is_none_or(|id| id != "0"))
}

/// An element child by local name.
pub fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.is_element() && child.tag_name().name() == name)
}

/// An attribute by local name, whatever its namespace.
pub fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// `w:val`.
pub fn value<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    attribute(node, "val")
}

/// An on-off property: there and not switched off.
pub fn is_on(node: Node) -> bool {
    !matches!(value(node), Some("0" | "false" | "off" | "none"))
}

/// The looks of all styles, chains resolved.
#[derive(Debug, Default)]
pub struct Styles {
    looks: HashMap<String, Look>,
    defaults: Look,
    /// The style of paragraphs that name none.
    paragraph: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(document: &Document) -> Styles {
        let mut own: HashMap<String, (Look, Option<String>)> = HashMap::new();
        let mut styles = Styles::default();
        for style in document.root_element().children().filter(Node::is_element) {
            match style.tag_name().name() {
                "docDefaults" => {
                    let run = child(style, "rPrDefault").and_then(|d| child(d, "rPr"));
                    styles.defaults = run.map(Look::of_run).unwrap_or_default();
                }
                "style" => {
                    let Some(id) = attribute(style, "styleId") else { continue };
                    let run = child(style, "rPr").map(Look::of_run).unwrap_or_default();
                    let numbered = child(style, "pPr").and_then(is_numbered);
                    let based = child(style, "basedOn").and_then(value).map(str::to_string);
                    own.insert(id.to_string(), (Look { numbered, ..run }, based));
                    let default = attribute(style, "default").is_some_and(|d| matches!(d, "1" | "true" | "on"));
                    if default && attribute(style, "type") == Some("paragraph") {
                        styles.paragraph = Some(id.to_string());
                    }
                }
                _ => {}
            }
        }
        for id in own.keys() {
            let mut look = Look::default();
            let mut next = Some(id);
            for _ in 0..LONGEST_CHAIN {
                let Some((here, based)) = next.and_then(|id| own.get(id)) else { break };
                look = look.over(*here);
                next = based.as_ref();
            }
            styles.looks.insert(id.clone(), look);
        }
        styles
    }
    /// What a style says.
    pub fn look(&self, id: &str) -> Look {
        self.looks.get(id).copied().unwrap_or_default()
    }
    /// What holds in a paragraph of a style (or of none).
    pub fn paragraph(&self, id: Option<&str>) -> Look {
        let style = id.or(self.paragraph.as_deref()).map(|id| self.look(id)).unwrap_or_default();
        style.over(self.defaults)
    }
}
