//! The architecture of ARCHITECTURE.md and the house rules that a reader of text can check, held by a test: who imports
//! whom, which room names which outside crate, who touches disk, clock and terminal, how long a file is.
//! Each checker is a function over text and is itself tested with a planted fault.

use std::fs;
use std::path::Path;

/// Rooms from the lowest row to the highest. A room imports only from rows below its own.
const ROWS: &[&[&str]] = &[
    &["diag", "text", "photo"],
    &["yaml", "files"],
    &["law", "case", "document", "import::docx", "import::sheet"],
    // The catalogue of writs says which look of `document` each has.
    &["writ"],
    &["dossier", "style", "redact"],
    // The faces are named by `style` and measured by `fonts`.
    &["fonts"],
    &["rules", "template", "layout", "export::docx", "export::xlsx"],
    &["export::pdf", "export::html"],
    // Names, manifest and folders; the pipeline fills them. Words about law and writs, said by the commands.
    &["output", "explain", "approval", "register"],
    &["pipeline"],
    &["batch", "compare"],
    &["cli", "web"],
];

/// Files that hold no room of their own: the crate root, the program, the list of the exporters.
const ROOTS: &[&str] = &["lib.rs", "main.rs", "export/mod.rs", "export.rs", "import/mod.rs"];

/// Outside crates with an opinion, and the only rooms that may name them.
const OWNERS: &[(&str, &[&str])] = &[
    ("tera", &["template"]),
    // `import::docx` reads the words docx-rs does not see.
    ("roxmltree", &["template", "import::docx"]),
    ("saphyr_parser", &["yaml"]),
    ("rust_embed", &["files"]),
    ("ttf_parser", &["fonts"]),
    ("subsetter", &["export::pdf"]),
    ("printpdf", &["export::pdf"]),
    ("lopdf", &["export::pdf"]),
    ("png", &["photo"]),
    ("zune_jpeg", &["photo"]),
    // `import::sheet` measures what an archive unpacks to before calamine does.
    ("zip", &["export::docx", "import::docx", "import::sheet"]),
    ("quick_xml", &["export::docx"]),
    // It reads and never writes: no file of its making passes a validator.
    ("docx_rs", &["import::docx"]),
    ("similar", &["text", "compare", "import::docx"]),
    ("rust_xlsxwriter", &["export::xlsx"]),
    ("calamine", &["import::sheet"]),
    ("csv", &["import::sheet"]),
    ("encoding_rs", &["import::sheet"]),
    ("indicatif", &["cli"]),
    ("ctrlc", &["cli"]),
    ("clap", &["cli"]),
];

/// Words that reach outside the program, and the only rooms that may say them. Everything else is a pure function.
const WORLD: &[(&str, &[&str])] = &[
    ("std::fs", &["files", "output", "cli"]),
    ("std::net", &["web"]),
    ("std::process", &["output", "cli"]),
    ("std::env", &["cli"]),
    ("stdout()", &["cli"]),
    ("stderr()", &["cli"]),
    ("print!", &["cli"]),
    ("println!", &["cli"]),
    ("eprint!", &["cli"]),
    ("eprintln!", &["cli"]),
    ("SystemTime::now", &["cli"]),
    ("Instant::now", &["cli"]),
    ("Local::now", &["cli"]),
    ("Utc::now", &["cli"]),
];

/// A file longer than this holds a second concept.
const LONGEST: usize = 600;

/// A source file: path below `src/` with `/`, and its text.
struct Source {
    path: String,
    text: String,
}

#[test]
fn rooms_import_only_from_lower_rows() {
    let sources = sources();
    let macros = exported_macros(&sources);
    assert_clean(sources.iter().flat_map(|source| imports_upward(source, &macros)).collect());
}

#[test]
fn outside_crates_are_named_in_their_rooms_only() {
    assert_clean(sources().iter().flat_map(foreign_crates).collect());
}

#[test]
fn only_the_edges_touch_disk_clock_and_terminal() {
    assert_clean(sources().iter().flat_map(world).collect());
}

#[test]
fn files_are_short_introduced_and_finished() {
    assert_clean(sources().iter().flat_map(|source| [length(source), introduction(source), unfinished(source)].concat()).collect());
}

#[test]
fn every_crate_comes_from_the_public_registry() {
    let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).expect("Cargo.lock");
    assert_clean(foreign_sources(&lock));
}

fn assert_clean(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// All Rust files below `src/`, sorted by path.
fn sources() -> Vec<Source> {
    fn walk(folder: &Path, root: &Path, out: &mut Vec<Source>) {
        for entry in fs::read_dir(folder).expect("folder of src/").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, root, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let below = path.strip_prefix(root).expect("below src/").to_string_lossy().replace('\\', "/");
                out.push(Source { path: below, text: fs::read_to_string(&path).expect("UTF-8 source") });
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut out = Vec::new();
    walk(&root, &root, &mut out);
    out.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(out.len() > 10, "src/ was not found");
    out
}

/// The room a path of modules belongs to: `export::docx::xml` → `export::docx`, `layout::lines` → `layout`. Writers and
/// readers of foreign formats have a room for each format.
fn room_of(path: &str) -> String {
    let mut parts = path.split("::");
    match (parts.next().unwrap_or(""), parts.next()) {
        (both @ ("export" | "import"), Some(format)) => format!("{both}::{format}"),
        (first, _) => first.to_string(),
    }
}

fn room_of_file(path: &str) -> String {
    room_of(&path.trim_end_matches(".rs").replace('/', "::"))
}

fn row_of(room: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&room))
}

/// Exported macros stand at the crate root; their room is the one of the file that writes them: (name, room).
fn exported_macros(sources: &[Source]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for source in sources {
        for piece in source.text.split("#[macro_export]\nmacro_rules! ").skip(1) {
            let name = piece.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            out.push((name, room_of_file(&source.path)));
        }
    }
    out
}

/// Paths that start at the crate root or step out of the own room, against the table.
fn imports_upward(source: &Source, macros: &[(String, String)]) -> Vec<String> {
    if ROOTS.contains(&source.path.as_str()) {
        return Vec::new();
    }
    let room = room_of_file(&source.path);
    let Some(own) = row_of(&room) else {
        return vec![format!("src/{}: the room {room} is not in the table of rows", source.path)];
    };
    let mut problems = Vec::new();
    for (number, line) in statements(&code_of(&source.text)) {
        for path in rooted_paths(&line).into_iter().chain(sideways_paths(&line, &room)) {
            let of_macro = macros.iter().find(|(name, _)| path.trim_end_matches('!') == name.as_str());
            let target = of_macro.map_or_else(|| room_of(&path), |(_, room)| room.clone());
            let allowed = target == room || row_of(&target).is_some_and(|row| row < own);
            if !allowed {
                problems.push(format!("src/{}:{number}: {room} (row {own}) imports {path}, which is not in a lower row", source.path));
            }
        }
    }
    problems
}

/// The paths written after `crate::` (or `wenshu::`), use trees spread out.
fn rooted_paths(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    for root in ["crate::", "wenshu::"] {
        for (at, _) in line.match_indices(root) {
            if !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$' || c == ':') {
                out.extend(spread(&line[at + root.len()..]));
            }
        }
    }
    out
}

/// From an exporter, `super::…` reaches its neighbours when it names one of them.
fn sideways_paths(line: &str, room: &str) -> Vec<String> {
    if !room.starts_with("export::") {
        return Vec::new();
    }
    let exporters = ROWS.iter().flat_map(|row| row.iter()).filter_map(|room| room.strip_prefix("export::"));
    exporters.filter(|name| line.contains(&format!("super::{name}::"))).map(|name| format!("export::{name}")).collect()
}

/// Spreads a use tree: `a::{b, c::d}` → `a::b`, `a::c::d`.
fn spread(tree: &str) -> Vec<String> {
    let tree = tree.trim_start();
    if let Some(inside) = tree.strip_prefix('{') {
        let mut depth = 0usize;
        let mut items = vec![String::new()];
        for c in inside.chars() {
            match c {
                '}' if depth == 0 => break,
                ',' if depth == 0 => items.push(String::new()),
                _ => {
                    depth = if c == '{' { depth + 1 } else { depth - usize::from(c == '}') };
                    items.last_mut().expect("never empty").push(c);
                }
            }
        }
        return items.iter().filter(|item| !item.trim().is_empty()).flat_map(|item| spread(item)).collect();
    }
    let end = tree.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(tree.len());
    let (name, rest) = tree.split_at(end);
    match rest.strip_prefix("::") {
        Some(rest) if !rest.starts_with('<') => spread(rest).into_iter().map(|below| format!("{name}::{below}")).collect(),
        _ if rest.starts_with('!') => vec![format!("{name}!")],
        _ => vec![name.to_string()],
    }
}

/// Outside crates named outside their rooms.
fn foreign_crates(source: &Source) -> Vec<String> {
    let room = room_of_file(&source.path);
    let mut problems = Vec::new();
    for (number, line) in statements(&code_of(&source.text)) {
        for (name, rooms) in OWNERS {
            if !rooms.contains(&room.as_str()) && names_crate(&line, name) {
                problems.push(format!("src/{}:{number}: {name} is named in {room}; only {rooms:?} may", source.path));
            }
        }
    }
    problems
}

fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = &line[..at];
        let after = &line[at + name.len()..];
        let begins = !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '$'));
        let imported = before.trim_end().ends_with("use") && after.starts_with([';', ' ', '\n']);
        begins && (after.starts_with("::") || imported)
    })
}

/// Words of the outside world in rooms that are pure; the room's own tests may use them.
fn world(source: &Source) -> Vec<String> {
    if ROOTS.contains(&source.path.as_str()) || source.path.ends_with("/tests.rs") {
        return Vec::new();
    }
    let room = room_of_file(&source.path);
    let code = code_of(&source.text);
    let program = code.split("#[cfg(test)]\nmod ").next().unwrap_or("");
    let mut problems = Vec::new();
    for (number, line) in program.lines().enumerate() {
        for (word, rooms) in WORLD {
            let said = line.match_indices(word).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            if said && !rooms.contains(&room.as_str()) {
                problems.push(format!("src/{}:{}: {room} says {word}; only {rooms:?} may", source.path, number + 1));
            }
        }
    }
    problems
}

fn length(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    if lines > LONGEST { vec![format!("src/{}: {lines} lines; more than {LONGEST}", source.path)] } else { Vec::new() }
}

/// A `mod.rs` opens by saying what lives there.
fn introduction(source: &Source) -> Vec<String> {
    let opens = source.path == "lib.rs" || source.path.ends_with("mod.rs");
    if opens && !source.text.starts_with("//!") { vec![format!("src/{}: does not open with a //! line", source.path)] } else { Vec::new() }
}

/// Work left undone.
fn unfinished(source: &Source) -> Vec<String> {
    let code = code_of(&source.text);
    let in_code = ["todo!", "unimplemented!", "dbg!"].iter().filter(|mark| code.contains(*mark));
    let in_text = ["TODO", "FIXME", "XXX"].iter().filter(|mark| source.text.contains(*mark));
    in_code.chain(in_text).map(|mark| format!("src/{}: {mark} is left in", source.path)).collect()
}

/// Crates in the lock file that come from elsewhere than the public registry.
fn foreign_sources(lock: &str) -> Vec<String> {
    let sources = lock.lines().filter(|line| line.starts_with("source = "));
    sources.filter(|line| !line.contains("registry+https://github.com/rust-lang/crates.io-index")).map(str::to_string).collect()
}

/// The code with comments and the insides of literals blanked; lines keep their numbers.
fn code_of(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = literal_end(&chars, at);
        if end > at {
            out.extend(chars[at..end].iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
            at = end;
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out
}

/// Where the comment or literal that starts at `at` ends; `at` itself when none starts there.
fn literal_end(chars: &[char], at: usize) -> usize {
    let next = |offset: usize| chars.get(at + offset).copied().unwrap_or(' ');
    let until =
        |from: usize, stop: &[char]| (from..chars.len()).find(|&i| chars[i..].starts_with(stop)).map_or(chars.len(), |i| i + stop.len());
    match chars[at] {
        '/' if next(1) == '/' => until(at, &['\n']) - usize::from(chars[at..].contains(&'\n')),
        '/' if next(1) == '*' => until(at + 2, &['*', '/']),
        'r' if matches!(next(1), '"' | '#') && (at == 0 || !(chars[at - 1].is_alphanumeric() || chars[at - 1] == '_')) => {
            let hashes = chars[at + 1..].iter().take_while(|&&c| c == '#').count();
            if next(1 + hashes) != '"' {
                return at;
            }
            let stop: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
            until(at + 2 + hashes, &stop)
        }
        '"' => {
            let mut i = at + 1;
            while i < chars.len() && chars[i] != '"' {
                i += if chars[i] == '\\' { 2 } else { 1 };
            }
            (i + 1).min(chars.len())
        }
        '\'' if next(1) == '\\' => until(at + 3, &['\'']),
        '\'' if next(2) == '\'' => at + 3,
        _ => at,
    }
}

/// Lines with their numbers; a `use` that runs over lines is joined and numbered by its first.
fn statements(code: &str) -> Vec<(usize, String)> {
    let mut out: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (index, line) in code.lines().enumerate() {
        if open && let Some((_, statement)) = out.last_mut() {
            statement.push(' ');
            statement.push_str(line);
        } else {
            out.push((index + 1, line.to_string()));
            let start = line.trim_start();
            open = start.starts_with("use ") || (start.starts_with("pub") && start.contains(" use "));
        }
        open = open && !line.contains(';');
    }
    out
}

fn planted(path: &str, text: &str) -> Source {
    Source { path: path.to_string(), text: text.to_string() }
}

#[test]
fn an_import_from_a_higher_row_is_found() {
    let rows = [
        ("document/mod.rs", "use crate::layout::pages::Page;", 1),
        ("document/mod.rs", "use crate::{\n    diag::Pos,\n    layout::{self, pages},\n};", 2),
        ("document/mod.rs", "fn f() { crate::pipeline::run() }", 1),
        ("layout/lines.rs", "use crate::template::Value;", 1), // same row, another room
        ("export/docx/xml.rs", "use super::pdf::Writer;", 1),
        ("export/pdf/mod.rs", "use crate::export::html;", 1),
        ("case/party.rs", "use crate::law::Cause;", 1),
        ("nowhere/mod.rs", "", 1),
        // and what is allowed
        ("layout/lines.rs", "use crate::layout::pages::Page;\nuse crate::{fonts, style::Face};", 0),
        ("export/pdf/mod.rs", "use crate::layout::pages::Pages;\nuse super::*;", 0),
        ("document/mod.rs", "// use crate::layout::pages;\nconst A: &str = \"crate::layout\";", 0),
        ("case/party.rs", "use crate::record;\ncrate::record! { }", 0),
        ("diag.rs", "use crate::record;", 1),
        ("cli/mod.rs", "use crate::pipeline;", 0),
    ];
    let macros = exported_macros(&[planted("yaml/record.rs", "#[macro_export]\nmacro_rules! record {\n}")]);
    for (path, text, expected) in rows {
        let found = imports_upward(&planted(path, text), &macros);
        assert_eq!(found.len(), expected, "{path}: {text}\n{found:#?}");
    }
    assert!(imports_upward(&planted("diag.rs", "\n\nuse crate::yaml::Node;"), &[])[0].starts_with("src/diag.rs:3:"));
}

#[test]
fn a_crate_outside_its_room_is_found() {
    let rows = [
        ("rules/order.rs", "use tera::Tera;", 1),
        ("layout/mod.rs", "fn f(d: &lopdf::Document) {}", 1),
        ("pipeline/mod.rs", "use zip;", 1),
        ("export/docx/mod.rs", "use docx_rs::Docx;", 1),
        ("template/mod.rs", "use tera::Tera;", 0),
        ("template/mod.rs", "let pairs = a.iter().zip(b); // tera::Tera", 0),
        ("export/pdf/mod.rs", "use lopdf::{Document, Object};", 0),
        ("layout/mod.rs", "use self::zip::Pair; let x = my_tera::y();", 0),
    ];
    for (path, text, expected) in rows {
        assert_eq!(foreign_crates(&planted(path, text)).len(), expected, "{path}: {text}");
    }
}

#[test]
fn a_room_that_reads_the_clock_or_prints_is_found() {
    let rows = [
        ("rules/mod.rs", "fn f() { println!(\"x\") }", 1),
        ("dossier/mod.rs", "let today = chrono::Local::now();", 1),
        ("law/mod.rs", "use std::fs;", 1),
        ("law/mod.rs", "// println!\nlet s = \"std::fs\";", 0),
        ("law/mod.rs", "fn f() {}\n#[cfg(test)]\nmod tests { use std::fs; }", 0),
        ("cli/mod.rs", "println!(\"x\"); let t = std::time::Instant::now();", 0),
    ];
    for (path, text, expected) in rows {
        assert_eq!(world(&planted(path, text)).len(), expected, "{path}: {text}");
    }
}

#[test]
fn long_unintroduced_and_unfinished_files_are_found() {
    assert_eq!(length(&planted("a.rs", &"\n".repeat(LONGEST + 1))).len(), 1);
    assert!(length(&planted("a.rs", &"\n".repeat(LONGEST))).is_empty());
    assert_eq!(introduction(&planted("law/mod.rs", "use std::fs;")).len(), 1);
    assert!(introduction(&planted("law/mod.rs", "//! Law.")).is_empty());
    assert!(introduction(&planted("law/limit.rs", "use std::fs;")).is_empty());
    assert_eq!(unfinished(&planted("a.rs", "fn f() { todo!() } // TODO")).len(), 2);
    assert!(unfinished(&planted("a.rs", "let s = \"todo!\";")).is_empty());
}

#[test]
fn a_crate_from_elsewhere_is_found() {
    assert_eq!(foreign_sources("name = \"x\"\nsource = \"git+https://example.invalid/x\"\n").len(), 1);
    assert!(foreign_sources("source = \"registry+https://github.com/rust-lang/crates.io-index\"\n").is_empty());
}

#[test]
fn literals_and_comments_are_blanked_and_code_is_kept() {
    let rows = [
        ("a // b\nc", "a     \nc"),
        ("a /* b\n */ c", "a     \n    c"),
        (r#"f("a\"b", 'x', '\'', '"')"#, "f(      ,    ,     ,    )"),
        ("r#\"a\"b\"# + r\"c\"", "         +     "),
        ("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}"),
    ];
    for (text, expected) in rows {
        assert_eq!(code_of(text).trim_end(), expected.trim_end(), "{text}");
    }
}
