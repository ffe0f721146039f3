//! One case built with two libraries: the writs whose text differs.

use super::built::{Built, BuiltWrit};
use crate::document::changes::{CaseChange, document_sentences, writ_change};

/// The writs of `old` and `new` that say something else, in the order of the new file. A writ is the same when template
/// and person are, the second of two such is the second of the other side.
pub fn changes(case: String, old: &Built, new: &Built) -> CaseChange {
    let keys = |built: &Built| -> Vec<(String, Option<String>, usize)> {
        let mut out: Vec<(String, Option<String>, usize)> = Vec::new();
        for writ in &built.writs {
            let before = out.iter().filter(|(id, label, _)| *id == writ.id && *label == writ.label).count();
            out.push((writ.id.clone(), writ.label.clone(), before));
        }
        out
    };
    let (old_keys, new_keys) = (keys(old), keys(new));
    let title = |writ: &BuiltWrit| match &writ.label {
        Some(label) => format!("{}（{label}）", writ.title),
        None => writ.title.clone(),
    };
    let mut writs = Vec::new();
    for (key, writ) in new_keys.iter().zip(&new.writs) {
        let before = old_keys.iter().position(|known| known == key).map(|at| document_sentences(&old.writs[at].document));
        writs.extend(writ_change(title(writ), before, Some(document_sentences(&writ.document))));
    }
    for (key, writ) in old_keys.iter().zip(&old.writs) {
        if !new_keys.contains(key) {
            writs.extend(writ_change(title(writ), Some(document_sentences(&writ.document)), None));
        }
    }
    CaseChange { case, writs }
}
