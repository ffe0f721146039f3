//! Which elements hold words, and the words below one.

use super::super::looks::attribute;
use roxmltree::Node;

/// The text of an element, also when comments part it.
pub fn text_of(node: Node) -> String {
    node.children().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// All words below a node, whatever they are.
pub fn words(node: Node) -> String {
    let text = |n: Node| match n.tag_name().name() {
        "t" | "delText" => text_of(n),
        "textpath" => attribute(n, "string").unwrap_or_default().to_string(),
        "p" => " ".to_string(),
        _ => String::new(),
    };
    node.descendants().map(text).collect::<String>().trim().to_string()
}

/// The vocabularies that hold words.
#[derive(PartialEq, Eq)]
pub enum Space {
    Word,
    Drawing,
    Shape,
    Math,
    Other,
}

impl Space {
    /// The vocabulary of a node.
    pub fn of(node: &Node) -> Space {
        match node.tag_name().namespace().unwrap_or_default() {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main" | "http://purl.oclc.org/ooxml/wordprocessingml/main" => {
                Space::Word
            }
            "http://schemas.openxmlformats.org/drawingml/2006/main" | "http://purl.oclc.org/ooxml/drawingml/main" => Space::Drawing,
            "http://schemas.openxmlformats.org/officeDocument/2006/math" | "http://purl.oclc.org/ooxml/officeDocument/math" => Space::Math,
            "urn:schemas-microsoft-com:vml" => Space::Shape,
            _ => Space::Other,
        }
    }
}
