//! Fields: what a word processor reckons itself, and what stands in their place.

use super::super::Veil;
use super::super::looks::{attribute, child, is_on};
use super::{Around, Walker};
use roxmltree::Node;

/// A field whose instruction or result is being read.
#[derive(Default)]
pub struct Field {
    /// Its code, as far as it is read.
    pub instruction: String,
    /// The code has been read: what comes is the result.
    pub in_result: bool,
    /// Its result stands already as `#`, or is known otherwise.
    pub silent: bool,
}

impl Walker<'_> {
    /// The begin, middle or end of a field.
    pub fn field_mark(&mut self, node: Node, around: Around) {
        match attribute(node, "fldCharType") {
            Some("begin") => {
                let checked = child(node, "ffData").and_then(|data| child(data, "checkBox"));
                let mut field = Field::default();
                if let Some(check) = checked {
                    let on = child(check, "checked").or_else(|| child(check, "default")).is_some_and(is_on);
                    self.push(if on { "☑" } else { "□" }, around);
                    field.silent = true;
                }
                self.fields.push(field);
            }
            Some("separate") => self.result_begins(around),
            Some("end") => {
                if self.fields.last().is_some_and(|field| !field.in_result) {
                    self.result_begins(around);
                }
                self.fields.pop();
            }
            Some(_) | None => {}
        }
    }

    /// The instruction of the innermost field has been read: what follows is its result.
    pub fn result_begins(&mut self, around: Around) {
        let Some(mut field) = self.fields.pop() else { return };
        let instruction = field.instruction.split_whitespace().collect::<Vec<_>>().join(" ");
        let word = instruction.split(' ').next().unwrap_or_default().to_uppercase();
        match word.as_str() {
            // The number of a page is the word processor's business.
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" => {
                self.push("#", around);
                field.silent = true;
            }
            // Draws its own instruction: ○ around 1, a tick in a box.
            "EQ" => self.push(&format!("〔{instruction}〕"), around),
            "" | "HYPERLINK" | "FORMTEXT" | "FORMCHECKBOX" | "FORMDROPDOWN" | "TOC" => {}
            _ if matches!(around.tracked, Some((Veil::Deleted | Veil::Moved, _))) => {}
            _ => self.veil(Veil::Changing, &format!("域 {instruction}"), None),
        }
        field.in_result = true;
        self.fields.push(field);
    }
}
