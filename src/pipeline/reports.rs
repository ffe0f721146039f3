//! The findings of a case as files of its folder. They name files without folders, so that the same case makes the same
//! bytes anywhere.

use super::built::Built;
use super::load::LoadedCase;
use crate::output::findings;

/// `findings.txt` and `findings.json`.
pub fn reports(built: &Built, loaded: &LoadedCase) -> Vec<(String, String)> {
    let found = findings::without_folders(&loaded.origin.located(built.findings.clone()));
    let name = findings::own_name(&loaded.shown);
    let mut page = format!("{name}：{}\n\n", findings::summary(&found));
    page.push_str(&findings::text(&found, name, &loaded.source));
    page.push_str(&drafts(built));
    vec![("findings.txt".to_string(), page), ("findings.json".to_string(), findings::to_json(&found))]
}

/// Every writ with its state, and all that a draft lacks.
fn drafts(built: &Built) -> String {
    let mut out = String::new();
    for writ in &built.writs {
        out.push_str(&format!("\n{} {}", writ.state.word(), writ.file_stem));
        if !writ.gaps.is_empty() {
            let fields: Vec<&str> = writ.gaps.iter().map(|g| g.field.as_str()).collect();
            out.push_str(&format!("\n    缺：{}", fields.join("、")));
        }
    }
    out.push('\n');
    out
}
