//! The README and the pages on batches are true: their commands run and print what is shown, the README's form is the
//! sample's, its list of commands and options is that of `--help`, links lead somewhere. `UPDATE=1` writes the printed
//! examples anew.
#![cfg(unix)] // the examples are lines of a shell

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Pages whose links must lead somewhere.
const PAGES: &[&str] = &[
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "law/README.md",
    "templates/README.md",
    "fonts/README.md",
    "benches/README.md",
    "docs/batch.md",
    "docs/scale.md",
];

/// Pages whose examples are run, each in a folder of its own.
const WITH_EXAMPLES: &[&str] = &["README.md", "docs/batch.md"];

fn read(page: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(page)).unwrap_or_else(|error| panic!("{page}: {error}"))
}

/// A folder to run examples in, with the samples of the repository; removed when done.
struct Sandbox(PathBuf);

impl Sandbox {
    fn new(name: &str) -> Sandbox {
        let folder = std::env::temp_dir().join(format!("wenshu-readme-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        copy(&Path::new(ROOT).join("cases"), &folder.join("cases"));
        Sandbox(folder)
    }

    /// Runs a line as a reader would type it, with the program that the tests were built with. What it printed, standard
    /// output first.
    fn run(&self, line: &str) -> (String, i32) {
        let line = line.strip_prefix("cargo run --release -- ").map_or(line.to_string(), |rest| format!("wenshu {rest}"));
        let program = Path::new(env!("CARGO_BIN_EXE_wenshu"));
        let path = format!("{}:{}", program.parent().expect("folder").display(), std::env::var("PATH").expect("PATH"));
        let done = Command::new("sh").args(["-c", &line]).current_dir(&self.0).env("PATH", path).output().expect("a shell");
        let printed = [done.stdout, done.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8")).concat();
        (printed, done.status.code().expect("no signal"))
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folder");
    for entry in fs::read_dir(from).expect("folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copy");
        }
    }
}

/// The fenced blocks of a language: (line of the fence, lines inside).
fn blocks<'t>(text: &'t str, language: &str) -> Vec<(usize, Vec<&'t str>)> {
    let mut out: Vec<(usize, Vec<&str>)> = Vec::new();
    let mut inside: Option<bool> = None;
    for (number, line) in text.lines().enumerate() {
        match (inside, line.strip_prefix("```")) {
            (None, Some(tag)) => {
                inside = Some(tag == language);
                if tag == language {
                    out.push((number, Vec::new()));
                }
            }
            (Some(_), Some(_)) => inside = None,
            (Some(true), None) => out.last_mut().expect("an open block").1.push(line),
            (Some(false) | None, None) => {}
        }
    }
    out
}

/// An example: the line typed and the lines shown, where `…` alone stands for any lines.
fn examples(block: &[&str]) -> Vec<(String, Vec<String>)> {
    let mut out: Vec<(String, Vec<String>)> = Vec::new();
    for line in block {
        match line.strip_prefix("$ ") {
            Some(typed) => out.push((typed.to_string(), Vec::new())),
            None => out.last_mut().expect("a console block starts with `$ `").1.push(line.to_string()),
        }
    }
    out
}

/// What a page should show of `printed`, cut where `shown` was cut.
fn cut(shown: &[String], printed: &str) -> Vec<String> {
    let printed: Vec<String> = printed.lines().map(|line| line.trim_end().to_string()).collect();
    let Some(at) = shown.iter().position(|line| line == "…") else { return printed };
    let tail = shown.len() - at - 1;
    if printed.len() <= at + tail {
        return printed;
    }
    [&printed[..at], &["…".to_string()], &printed[printed.len() - tail..]].concat()
}

#[test]
fn examples_print_what_is_shown() {
    let faults: Vec<String> = WITH_EXAMPLES.iter().flat_map(|name| untrue(name)).collect();
    assert!(faults.is_empty(), "\n{}\n（UPDATE=1 cargo test --test readme 重写）\n", faults.join("\n\n"));
}

/// The examples of a page that print something else than it shows; with `UPDATE` the page is written anew instead.
fn untrue(name: &str) -> Vec<String> {
    let page = read(name);
    let sandbox = Sandbox::new(&format!("examples-{}", name.replace('/', "-")));
    let (mut text, mut faults) = (String::new(), Vec::new());
    let mut lines = page.lines().enumerate();
    let blocks = blocks(&page, "console");
    assert!(blocks.len() > 5, "{name}: the examples were not found");
    while let Some((number, line)) = lines.next() {
        text.push_str(&format!("{line}\n"));
        let Some((_, block)) = blocks.iter().find(|(at, _)| *at == number) else { continue };
        for (typed, shown) in examples(block) {
            let (printed, _) = sandbox.run(&typed);
            let now = cut(&shown, &printed);
            if now != shown {
                faults.push(format!("$ {typed}\n--- {name}\n{}\n--- 实际\n{}", shown.join("\n"), now.join("\n")));
            }
            text.push_str(&format!("$ {typed}\n"));
            now.iter().for_each(|line| text.push_str(&format!("{line}\n")));
        }
        block.iter().for_each(|_| {
            lines.next();
        });
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(Path::new(ROOT).join(name), text).expect("a page");
        return Vec::new();
    }
    faults
}

/// The two commands, and what the first of them promises.
#[test]
fn the_two_commands_are_runnable() {
    let page = read("README.md");
    let two = blocks(&page, "sh");
    assert_eq!(two.len(), 2, "once in Chinese, once in English");
    assert_eq!(two[0].1, two[1].1);
    let [render, test] = two[0].1[..] else { panic!("two commands") };
    assert_eq!(test, "cargo test");
    let sandbox = Sandbox::new("two");
    let (printed, status) = sandbox.run(render);
    assert_eq!(status, 0, "{printed}");
    let folder = sandbox.0.join("out/welder-company");
    for suffix in ["pdf", "docx"] {
        assert!(folder.join(format!("03-行政处罚决定书（单位）.{suffix}")).is_file(), "{printed}");
    }
    assert!(folder.join("whole.pdf").is_file());
    let (printed, status) = sandbox.run("wenshu verify out/welder-company");
    assert_eq!(status, 0, "{printed}");
}

/// The way of a newcomer: empty forms, filled in, checked, rendered.
#[test]
fn empty_forms_lead_to_writs_when_filled_in() {
    let sandbox = Sandbox::new("newcomer");
    for typed in ["wenshu new --agency > agency.yaml", "wenshu new --cause 特种作业 > x.yaml"] {
        assert_eq!(sandbox.run(typed).1, 0, "{typed}");
    }
    assert_eq!(sandbox.run("wenshu check x.yaml").1, 1, "blanks are found");
    assert_eq!(sandbox.run("wenshu render x.yaml -o out").1, 1);
    assert!(!sandbox.0.join("out").exists(), "nothing is written of a form with blanks");
    let fill = |file: &str, values: &[(&str, &str)]| {
        let path = sandbox.0.join(file);
        let mut text = fs::read_to_string(&path).expect("form");
        for (key, value) in values {
            let blank = format!("{key}: «必填»");
            assert!(text.contains(&blank), "{file}: {blank}");
            text = text.replace(&blank, &format!("{key}: {value}"));
        }
        let text = text.replace("现场照片 «必填»张", "现场照片 3张").replace("[«必填», «必填»]", "[李卫东, 王晓明]");
        fs::write(path, text.replace("\"«必填»\"", "\"320585\"").replace("«必填»", "某某")).expect("form");
    };
    fill("agency.yaml", &[("有效期至", "2028-12-31"), ("层级", "县")]);
    fill("x.yaml", &[("检查时间", "2026-03-05 09:30"), ("统一社会信用代码", "91320585MA1N2K3L4T")]);
    let agency = sandbox.0.join("agency.yaml");
    let named =
        fs::read_to_string(&agency).expect("agency").replacen("姓名: 某某", "姓名: 李卫东", 1).replacen("姓名: 某某", "姓名: 王晓明", 1);
    fs::write(agency, named).expect("agency");
    for typed in ["wenshu agency check agency.yaml", "wenshu check x.yaml", "wenshu render x.yaml -o out", "wenshu plan x.yaml"] {
        let (printed, status) = sandbox.run(typed);
        assert_eq!(status, 0, "{typed}\n{printed}");
    }
    assert!(fs::read_dir(sandbox.0.join("out/x")).expect("folder").count() > 20);
}

#[test]
fn the_smallest_form_is_the_sample() {
    let page = read("README.md");
    let shown = blocks(&page, "yaml")[0].1.join("\n");
    let sample = read("cases/minimal.yaml");
    let sample: Vec<&str> = sample.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(shown, sample.join("\n"));
}

/// The way to give numbers, as shown, laid upon the smallest form.
#[test]
fn numbers_are_given_as_shown() {
    let page = read("README.md");
    let shown = blocks(&page, "yaml").into_iter().map(|(_, lines)| lines.join("\n")).find(|text| text.starts_with("文号:")).expect("文号");
    let sandbox = Sandbox::new("numbers");
    let form = sandbox.0.join("cases/x.yaml");
    fs::write(&form, format!("{}\n{shown}\n", read("cases/minimal.yaml"))).expect("form");
    fs::write(sandbox.0.join("cases/x.events.yaml"), "告知: 2026-03-20\n").expect("events");
    let (printed, status) = sandbox.run("wenshu plan cases/x.yaml");
    assert_eq!(status, 0, "{printed}");
    for expected in ["行政处罚告知书　（苏太）应急罚告〔2026〕18号　2026年3月20日", "立案审批表　（苏太）应急立〔2026〕18号"]
    {
        assert!(printed.contains(expected), "{expected}\n{printed}");
    }
}

/// Long options in a text: `--only` of “  -o, --only <文书>”.
fn options(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    words
        .filter(|word| word.starts_with("--") && word[2..].starts_with(|c: char| c.is_ascii_alphabetic()) && *word != "--help")
        .map(str::to_string)
        .collect()
}

/// The commands a help text lists.
fn listed(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "命令：").skip(1);
    lines.take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next()).map(str::to_string).collect()
}

#[test]
fn commands_and_options_are_those_of_the_help() {
    let sandbox = Sandbox::new("help");
    let mut helped = BTreeSet::new();
    for command in listed(&sandbox.run("wenshu --help").0) {
        let help = sandbox.run(&format!("wenshu {command} --help")).0;
        let below = listed(&help);
        helped.extend(below.iter().map(|name| format!("{command} {name}")));
        // a group of commands takes nothing itself
        if below.is_empty() || help.contains("\n参数：\n") {
            helped.insert(command);
        }
    }
    let page = read("README.md");
    let mut told = BTreeSet::new();
    for section in page.split("\n### `wenshu ").skip(1) {
        let (command, rest) = section.split_once('`').expect("a heading");
        let section = rest.split("\n#").next().unwrap_or_default();
        let table: String =
            section.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next()).map(|cell| format!("{cell}\n")).collect();
        let help = sandbox.run(&format!("wenshu {command} --help")).0;
        let help: String = help
            .lines()
            .filter(|line| line.trim_start().starts_with('-'))
            .map(|line| line.split("  ").find(|p| !p.is_empty()).unwrap_or_default().to_string() + "\n")
            .collect();
        assert_eq!(options(&table), options(&help), "wenshu {command}");
        told.insert(command.to_string());
    }
    assert_eq!(told, helped, "commands of README.md and of --help");
    let (chinese, english) = page.split_once("# wenshu (English)").expect("an English half");
    assert!(chinese.starts_with("# 文书"));
    for command in &helped {
        assert!(english.contains(&format!("`{command}`")), "{command} is missing in the English half");
    }
}

/// Every help page and every kind of wrong call is Chinese, but for names of commands, options and files.
#[test]
fn help_and_wrong_calls_have_no_english_left() {
    let sandbox = Sandbox::new("words");
    let known = [
        "wenshu",
        "help",
        "version",
        "yaml",
        "pdf",
        "docx",
        "html",
        "json",
        "text",
        "schema",
        "manifest",
        "Schema",
        "case",
        "UTF",
        "agency",
        "sarif",
        "rules",
        "reviews",
        "writs",
        "causes",
        "statutes",
        "limits",
        "hazards",
        "render",
        "approvals",
        "approve",
        "expected",
        "cases",
        "xlsx",
        "csv",
        "register",
        "events",
        "action",
    ];
    let mut commands: Vec<String> = vec!["".into()];
    for command in listed(&sandbox.run("wenshu --help").0) {
        commands.extend(listed(&sandbox.run(&format!("wenshu {command} --help")).0).iter().map(|name| format!("{command} {name}")));
        commands.push(command);
    }
    let mut calls: Vec<(String, i32)> = commands.iter().map(|command| (format!("wenshu {command} --help"), 0)).collect();
    let wrong = [
        "",
        "help",
        "rendr x",
        "render",
        "render x",
        "render x -o",
        "render x -o o --out p",
        "render x -o o --jobs 0",
        "render x -o o --format png",
    ];
    let more = [
        "check --onyl x",
        "check x --today 2026",
        "plan a b",
        "list foo",
        "list",
        "new --cause a --agency",
        "agency",
        "template chekc",
        "verify",
        "batch",
        "batch x",
        "batch x -o o --shard 3",
        "batch x -o o --shard 2/4 --collect",
        "batch --template ods",
        "batch apply",
    ];
    calls.extend(wrong.iter().chain(&more).map(|words| (format!("wenshu {words}"), 2)));
    for (call, expected) in calls {
        let (printed, status) = sandbox.run(&call);
        assert_eq!(status, expected, "{call}\n{printed}");
        assert!(!printed.contains(":\n"), "{call}: a half-width colon\n{printed}");
        let typed: BTreeSet<&str> = call.split_whitespace().flat_map(|word| word.split('-')).collect();
        for word in
            printed.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2 && word.chars().any(|c| c.is_ascii_lowercase()))
        {
            let named = printed.contains(&format!("-{word}")) || commands.iter().any(|c| c.split(' ').any(|c| c == word));
            let asked = call == "wenshu check --onyl x" || typed.contains(word);
            assert!(named || asked || known.contains(&word), "{call}: “{word}”\n{printed}");
        }
    }
    assert!(sandbox.run("wenshu").0.contains("命令："), "no argument: the list of commands");
}

/// Relative links of a page: the part between `](` and `)`.
fn links(text: &str) -> Vec<String> {
    let pieces = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    pieces
        .map(|(link, _)| link.split('#').next().unwrap_or_default().to_string())
        .filter(|link| !link.is_empty() && !link.contains("://"))
        .collect()
}

#[test]
fn links_and_pictures_lead_somewhere() {
    let mut faults = Vec::new();
    for page in PAGES {
        let folder = Path::new(ROOT).join(page).parent().expect("folder").to_path_buf();
        faults.extend(links(&read(page)).into_iter().filter(|link| !folder.join(link).exists()).map(|link| format!("{page}: {link}")));
    }
    assert!(faults.is_empty(), "{faults:#?}");
    let pictures: Vec<String> = links(&read("README.md")).into_iter().filter(|link| link.ends_with(".png")).collect();
    assert_eq!(pictures.len(), 2);
    for picture in pictures {
        let bytes = fs::read(Path::new(ROOT).join(&picture)).expect("picture");
        assert!(bytes.starts_with(b"\x89PNG") && bytes.len() < 150_000, "{picture}: {} bytes", bytes.len());
    }
}

/// The crates of the manifest are the crates the README gives reasons for, and each is used.
#[test]
fn every_crate_has_a_reason_and_a_use() {
    let (page, manifest) = (read("README.md"), read("Cargo.toml"));
    let mut sources = String::new();
    let mut folders = vec![Path::new(ROOT).join("src"), Path::new(ROOT).join("tests"), Path::new(ROOT).join("benches")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).expect("folder").flatten().map(|entry| entry.path()) {
            match path.extension() {
                Some(end) if end == "rs" => sources += &fs::read_to_string(path).expect("UTF-8"),
                Some(_) => {}
                None => folders.push(path),
            }
        }
    }
    let sections = manifest.split("\n[").filter(|section| section.starts_with("dependencies]") || section.starts_with("dev-dependencies]"));
    let crates: Vec<&str> =
        sections.flat_map(|section| section.lines().filter_map(|line| line.split_once(" = "))).map(|(name, _)| name).collect();
    assert!(crates.len() > 20, "{crates:?}");
    for name in crates {
        assert!(page.contains(&format!("`{name}`")), "README.md gives no reason for {name}");
        let module = name.replace('-', "_");
        assert!([format!("{module}::"), format!("use {module}")].iter().any(|used| sources.contains(used)), "{name} is not used");
    }
}

/// The tags and front matter a reviewer reads about are those the program knows.
#[test]
fn the_page_on_templates_names_all_tags_and_keys() {
    let page = read("templates/README.md");
    let cell = |line: &str| line.strip_prefix("| `").and_then(|rest| rest.split_once('`')).map(|(cell, _)| cell.to_string());
    let told: BTreeSet<String> = page.lines().filter_map(cell).collect();
    let markup = read("src/template/markup/vocabulary.rs");
    let table = markup.split("const VOCABULARY").nth(1).and_then(|rest| rest.split("];").next()).expect("the table of tags");
    let lines = table.lines().filter_map(|line| line.trim().strip_prefix("(\"")?.split_once("\", &["));
    let mut count = 0;
    for (tag, attributes) in lines {
        let shown = page.lines().find(|line| line.starts_with(&format!("| `<{tag}>` |"))).unwrap_or_else(|| panic!("<{tag}>"));
        let shown: BTreeSet<&str> = shown.split('|').nth(2).expect("attributes").split(['`', ' ']).filter(|a| !a.is_empty()).collect();
        let known: BTreeSet<&str> = attributes.split('"').filter(|a| a.starts_with(|c: char| c.is_ascii_lowercase())).collect();
        assert_eq!(shown, known, "<{tag}>");
        count += 1;
    }
    assert_eq!(told.iter().filter(|cell| cell.starts_with('<')).count(), count, "tags of the page and of the program");
    let writ = read("src/writ.rs");
    let front =
        writ.split("pub struct FrontMatter").nth(1).expect("front matter").split("\n    }\n").next().unwrap_or_default().to_string();
    for key in front.split("=> \"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(told.contains(key), "front matter: {key}");
    }
}

#[test]
fn the_checks_see_faults() {
    let shown = |lines: &[&str]| lines.iter().map(|line| line.to_string()).collect::<Vec<_>>();
    assert_eq!(cut(&shown(&["甲", "…", "丁"]), "甲\n乙\n丙\n丁\n"), ["甲", "…", "丁"]);
    assert_ne!(cut(&shown(&["甲", "…"]), "乙\n丙\n"), ["甲", "…"]);
    assert_eq!(cut(&shown(&["甲"]), "乙\n"), ["乙"]);
    assert_eq!(links("[a](b.md#c) ![d](e/f.png) [g](https://example.invalid) [h](#i)"), ["b.md", "e/f.png"]);
    assert_eq!(options("`-o`、`--out 文件夹` --help"), BTreeSet::from(["--out".to_string()]));
    assert_eq!(blocks("```sh\na\n```\n```console\n$ b\nc\n```\n", "console"), [(3, vec!["$ b", "c"])]);
}
