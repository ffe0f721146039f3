//! Findings as text for people and as JSON for programs; the text of one finding is in `diag`.

use crate::diag::{self, Diagnostic, Place, Rank};
use serde_json::{Value, json};

/// Findings as text, worst first; `source` gives the lines of those that stand in `file`.
pub fn text(all: &[Diagnostic], file: &str, source: &str) -> String {
    let mut sorted: Vec<&Diagnostic> = all.iter().collect();
    sorted.sort_by_key(|f| (std::cmp::Reverse(f.rank), f.place.as_ref().map(|p| (p.file.clone(), p.pos))));
    let rendered: Vec<String> = sorted
        .into_iter()
        .map(|finding| {
            let own = finding.place.as_ref().is_some_and(|p| *p.file == *file);
            // a file that could not be read has no lines to show
            diag::render(finding, (own && !source.is_empty()).then_some(source))
        })
        .collect();
    rendered.join("\n")
}

/// One finding as JSON.
pub fn value(found: &Diagnostic) -> Value {
    let place = |p: &Place| json!({"file": &*p.file, "line": p.pos.line, "column": p.pos.column});
    json!({
        "rank": found.rank.word(),
        "code": found.code,
        "message": found.message,
        "place": found.place.as_ref().map(place),
        "writ": found.writ,
        "field": found.field,
        "found": found.found,
        "expected": found.expected,
        "basis": found.basis,
        "remedy": found.remedy,
        "related": found.related.iter().map(|(p, why)| json!({"place": place(p), "message": why})).collect::<Vec<_>>(),
    })
}

/// Findings as a JSON array with a final line break.
pub fn to_json(all: &[Diagnostic]) -> String {
    let array = Value::Array(all.iter().map(value).collect());
    serde_json::to_string_pretty(&array).unwrap_or_default() + "\n"
}

/// `2处拒绝，1处提醒`.
pub fn summary(all: &[Diagnostic]) -> String {
    let counted: Vec<String> = [Rank::Refuse, Rank::Veto, Rank::Deduct, Rank::Remind]
        .into_iter()
        .map(|rank| (rank, all.iter().filter(|f| f.rank == rank).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(rank, count)| format!("{count}处{}", rank.word()))
        .collect();
    if counted.is_empty() { "没有问题".to_string() } else { counted.join("，") }
}

/// The findings with files called by their own names, as they are written into a folder: the same case makes the same
/// bytes wherever it lies and however its path was spelled.
pub fn without_folders(all: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut all = all.to_vec();
    for finding in &mut all {
        let places = finding.place.iter_mut().chain(finding.related.iter_mut().map(|(place, _)| place));
        places.for_each(|place| place.file = own_name(&place.file).into());
    }
    all
}

/// The last component of a path.
pub fn own_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Pos;

    #[test]
    fn a_folder_in_the_path_of_a_form_is_not_written() {
        let at = |file: &str| Diagnostic::remind("R65", "违法事实没有写明时间").at(&file.into(), Pos { line: 3, column: 1 });
        let [here, there] = ["a.yaml", "/案/2026/a.yaml"].map(|file| to_json(&without_folders(&[at(file)])));
        assert_eq!(here, there);
        assert!(here.contains("\"a.yaml\""), "{here}");
    }
}
