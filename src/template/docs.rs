//! `docs/fields.md`: the vocabulary as a page, generated from the view declarations and from what templates use.

use super::Templates;
use super::lint::vocabulary;
use super::view::Shape;
use std::fmt::Write;

/// The page. A name no built-in template uses is marked, so that it is either used or removed.
pub fn fields_page(templates: &Templates) -> String {
    let mut out = String::from(
        "# 模板可用的名称\n\n本页由程序生成（`cargo test` 核对），不要手改。值：可以打印；条件：只能放在 `{% if %}` 里；列表：用 `{% for %}`。\n\n| 名称 | 种类 | 含义 | 使用它的文书 |\n| --- | --- | --- | --- |\n",
    );
    for (path, field) in vocabulary() {
        let kind = match field.shape {
            Shape::Value => "值",
            Shape::Flag => "条件",
            Shape::Group(_) => "组",
            Shape::Groups(_) => "列表",
            Shape::Values => "值的列表",
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
