//! The heads and feet that sections show.

use super::super::Region;
use super::super::looks::{attribute, child, is_on};
use super::super::package::{self, Package};
use super::Walker;
use crate::diag::Diagnostic;
use roxmltree::Node;

/// The heads and feet that sections show.
pub fn heads_and_feet(package: &Package, root: Node, walker: &mut Walker, name: &str) -> Result<(), Diagnostic> {
    let even = match package.of_kind("settings") {
        Some(part) => package::parse(part, name)?.root_element().children().any(|n| n.tag_name().name() == "evenAndOddHeaders" && is_on(n)),
        None => false,
    };
    let mut seen: Vec<&str> = Vec::new();
    for section in root.descendants().filter(|node| node.tag_name().name() == "sectPr" && !is_old(*node)) {
        let title_page = child(section, "titlePg").is_some_and(is_on);
        for (tag, region, word) in [("headerReference", Region::Head, "页眉"), ("footerReference", Region::Foot, "页脚")] {
            for reference in section.children().filter(|node| node.tag_name().name() == tag) {
                let place = match attribute(reference, "type") {
                    Some("first") if title_page => format!("{word}（首页）"),
                    Some("even") if even => format!("{word}（偶数页）"),
                    Some("first" | "even") => continue,
                    Some(_) | None => word.to_string(),
                };
                let Some(relation) = attribute(reference, "id").and_then(|id| package.relations.iter().find(|r| r.id == id)) else {
                    continue;
                };
                let Some(part) = package.part(relation).filter(|part| !seen.contains(&part.name.as_str())) else { continue };
                seen.push(&part.name);
                walker.part(package::parse(part, name)?.root_element(), region, &place);
            }
        }
    }
    Ok(())
}

/// A section before a tracked change of its properties.
fn is_old(section: Node) -> bool {
    section.ancestors().any(|node| node.tag_name().name() == "sectPrChange")
}
