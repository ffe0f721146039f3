//! `docs/fields.md`: the vocabulary as a page, generated from the view declarations and from what templates use.

use super::Templates;
use super::lint::vocabulary;
use super::view::{Least, Shape};
use std::fmt::Write;

/// The page. A name no built-in template uses is marked, so that it is either used or removed.
pub fn fields_page(templates: &Templates) -> String {
    let mut out = String::from(
        "# 模板可用的名称\n\n本页由程序生成，不要手改：`cargo test` 比对，`UPDATE=1 cargo test` 更新。值：可以打印；条件：只能放在 `{% if %}` 里；列表：用 `{% for %}`；至少一项的，案件没有时是一项缺项。（尚无）：没有内置模板用它；固定用语（`law/wording`）里用到的不计。\n\n| 名称 | 种类 | 含义 | 使用它的文书 |\n| --- | --- | --- | --- |\n",
    );
    for (path, field) in vocabulary() {
        let kind = match field.shape {
            Shape::Value => "值",
            Shape::Flag => "条件",
            Shape::Group(_) => "组",
            Shape::Groups(_, Least::None) => "列表",
            Shape::Groups(_, Least::One) => "列表，至少一项",
            Shape::Values(Least::None) => "值的列表",
            Shape::Values(Least::One) => "值的列表，至少一项",
        };
        let users: Vec<&str> =
            templates.writs().iter().filter(|writ| templates.usage(&writ.id).paths.contains(&path)).map(|writ| writ.title()).collect();
        let users = match (&field.shape, users.is_empty()) {
            (Shape::Group(_), _) => String::new(),
            (_, true) => "（尚无）".to_string(),
            (_, false) => users.join("、"),
        };
        let _ = writeln!(out, "| `{path}` | {kind} | {} | {users} |", field.doc.trim());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Room, embedded_names, embedded_text};

    #[test]
    fn the_page_of_names_is_current() {
        let texts =
            embedded_names(Room::Templates).into_iter().filter_map(|name| embedded_text(Room::Templates, &name).map(|text| (name, text)));
        let (templates, findings) = Templates::load(texts);
        assert_eq!(findings, vec![]);
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/fields.md");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, fields_page(&templates)).expect("docs/fields.md");
        }
        let held = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(held == fields_page(&templates), "docs/fields.md 不是最新的：运行 UPDATE=1 cargo test");
    }
}
