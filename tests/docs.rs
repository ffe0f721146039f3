//! Pages that are made from the program stay as it is. `UPDATE=1 cargo test --test docs` writes them anew.

use std::path::Path;
use wenshu::case;
use wenshu::pipeline::{Library, Sources};
use wenshu::template::docs::fields_page;

/// The pages and what they must say.
fn pages() -> [(&'static str, String); 5] {
    let library = Library::load(&Sources::default()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let json = |schema: serde_json::Value| serde_json::to_string_pretty(&schema).expect("JSON") + "\n";
    [
        ("docs/fields.md", fields_page(&library.templates)),
        ("docs/glossary.md", case::glossary()),
        ("docs/case.schema.json", json(case::schema())),
        ("docs/agency.schema.json", json(case::agency_schema())),
        ("docs/action.schema.json", json(case::action_schema())),
    ]
}

#[test]
fn generated_pages_are_current() {
    let mut stale = Vec::new();
    for (name, text) in pages() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, &text).expect("a page");
        } else if std::fs::read_to_string(&file).unwrap_or_default() != text {
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "{stale:?} 已过时：UPDATE=1 cargo test --test docs");
}

#[test]
fn every_word_of_the_vocabulary_says_what_it_means() {
    let [(_, page), ..] = pages();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    assert!(rows.len() > 100, "{}", rows.len());
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        assert!(!cells[3].is_empty(), "{row}");
    }
}
