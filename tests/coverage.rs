//! What the samples reach of the templates, and what the data reaches of the law. `tests/coverage-exceptions.txt` names
//! every branch that no sample takes, with the reason; `docs/coverage/` names the articles.
//! `UPDATE=1 cargo test --test coverage` writes the pages anew.

#[path = "support/cases.rs"]
#[allow(dead_code)]
mod cases;
#[path = "support/edits.rs"]
mod edits;

use edits::edited;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use wenshu::law;
use wenshu::pipeline::{self, Library, Selection, Sources};
use wenshu::template::coverage::{Point, count};

/// Folders of cases that count.
const FOLDERS: &[&str] = &["cases", "tests/cases", "tests/pending", "tests/published", "tests/branches"];

/// Samples with something taken away or changed, one a line: `minimal.yaml：删 电话；改 甲 ⇒ 乙`. 删 drops every value of a
/// key, 改 replaces a text wherever it stands (`\n` is a line break).
const VARIANTS: &str = "tests/coverage-variants.txt";

/// How much of what can be reached must be reached, in percent. The aim is 98; it may only rise.
const AT_LEAST: usize = 87;

/// Reasons that start so name a branch that no lawful form can take; it is not counted.
const UNREACHABLE: &str = "到不了：";

/// Every branch of the templates, passed or not by the cases that are built.
fn points() -> Vec<Point> {
    let library = Library::probed(&Sources::default()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let mut built = 0;
    for folder in FOLDERS {
        // cases without agencies of their own use those of the samples
        let own = cases::path(folder).join("agencies").is_dir();
        let home = if own { cases::path(folder) } else { cases::path("cases") };
        for entry in fs::read_dir(cases::path(folder)).expect("folder of cases").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".yaml") && !name.ends_with(".events.yaml") {
                let loaded = match own {
                    true => pipeline::case_file(&entry.path(), &Sources::default()),
                    false => {
                        let text = fs::read_to_string(entry.path()).expect("UTF-8");
                        pipeline::case_text(&text, &name, &name, &home, &Sources::default())
                    }
                };
                let found = pipeline::build(&library, &loaded, &Selection::default()).err();
                assert!(found.is_none(), "{folder}/{name}: {found:#?}");
                built += 1;
            }
        }
    }
    assert!(built > 40, "{built}");
    let home = cases::path("cases");
    for line in fs::read_to_string(cases::path(VARIANTS)).expect(VARIANTS).lines().filter(|line| !line.starts_with('#')) {
        let (sample, edits) = line.split_once('：').unwrap_or_else(|| panic!("{line}"));
        let text = fs::read_to_string(home.join(sample)).unwrap_or_else(|error| panic!("{line}: {error}"));
        let loaded = pipeline::case_text(&edited(&text, edits), "variant", line, &home, &Sources::default());
        let found = pipeline::build(&library, &loaded, &Selection::default()).err();
        assert!(found.is_none(), "{line}: {found:#?}");
    }
    library.templates.coverage()
}

/// `key → reason` lines; a line without a reason, or a key given twice, is a fault.
fn exceptions(text: &str) -> (BTreeMap<&str, &str>, Vec<String>) {
    let (mut out, mut faults) = (BTreeMap::new(), Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.split_once(" → ").map(|(key, reason)| (key.trim(), reason.trim())) {
            Some((key, reason)) if !reason.is_empty() => {
                if out.insert(key, reason).is_some() {
                    faults.push(format!("写了两次：{key}"));
                }
            }
            _ => faults.push(format!("没有理由：{line}")),
        }
    }
    (out, faults)
}

/// Branches without a reason, reasons without a branch, and a share that is too small.
fn problems(points: &[Point], text: &str) -> Vec<String> {
    let (named, mut problems) = exceptions(text);
    let open: BTreeSet<String> = points.iter().filter(|point| !point.covered).map(Point::key).collect();
    let known: BTreeSet<&str> = open.iter().map(String::as_str).collect();
    problems.extend(open.iter().filter(|key| !named.contains_key(key.as_str())).map(|key| format!("没有样案走到，也没有理由：{key}")));
    problems.extend(named.keys().filter(|key| !known.contains(*key)).map(|key| format!("已经走到或者不存在，应当删去：{key}")));
    let (covered, total) = count(points);
    let countable = total - named.values().filter(|reason| reason.starts_with(UNREACHABLE)).count().min(total);
    if covered * 100 < countable * AT_LEAST {
        problems.push(format!("走到{covered}处，可能走到的有{countable}处，不到{AT_LEAST}%"));
    }
    problems
}

#[test]
fn samples_take_the_branches_of_the_templates() {
    let points = points();
    let text = fs::read_to_string(cases::path("tests/coverage-exceptions.txt")).expect("tests/coverage-exceptions.txt");
    let problems = problems(&points, &text);
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn probed_templates_render_the_same_writs() {
    let file = cases::path("cases/welder-company.yaml");
    let probed = Library::probed(&Sources::default()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let loaded = pipeline::case_file(&file, &Sources::default());
    let documents = |library: &Library| {
        let built = pipeline::build(library, &loaded, &Selection::default()).unwrap_or_else(|faults| panic!("{faults:#?}"));
        built.writs.into_iter().map(|writ| format!("{:?}", writ.document)).collect::<Vec<_>>()
    };
    assert_eq!(documents(cases::library()), documents(&probed));
    assert!(cases::library().templates.coverage().is_empty(), "templates as loaded normally hold no marks");
    let (covered, total) = count(&probed.templates.coverage());
    assert!(covered > 100 && covered < total, "{covered}/{total}");
}

#[test]
fn open_branches_stale_reasons_and_small_shares_are_noticed() {
    use wenshu::template::coverage::Outcome;
    let point =
        |bracket: &str, covered| Point { template: "t.xml".into(), line: 1, bracket: bracket.into(), outcome: Outcome::Holds, covered };
    let points = [point("甲", true), point("乙", false)];
    assert_eq!(problems(&points, "t.xml：乙：成立 → 到不了：某某\n"), Vec::<String>::new());
    assert_eq!(problems(&points, "t.xml：乙：成立 → 没有样案：某某\n").len(), 1, "one of two is too small a share");
    assert_eq!(problems(&points, "t.xml：乙：成立 → 到不了：某某\nt.xml：甲：成立 → 到不了：某某\n").len(), 1, "stale");
    assert_eq!(problems(&points, "").len(), 2);
    assert_eq!(problems(&points, "t.xml：乙：成立 →\n").len(), 3, "no reason");
}

#[test]
fn variants_are_made_as_written() {
    let form = "甲: 一\n乙:\n  丙: 二\n丁: {乙: [三, 四], 戊: 五, 己: {乙: 六}}\n";
    assert_eq!(edited(form, "删 乙；改 五 ⇒ 七"), "甲: 一\n丁: {戊: 七, 己: {}}\n");
    assert_eq!(edited(form, "删 戊"), "甲: 一\n乙:\n  丙: 二\n丁: {乙: [三, 四], 己: {乙: 六}}\n");
}

#[test]
fn pages_of_statutes_are_current() {
    let library = cases::library();
    let printing = |wording: &str| -> Vec<String> {
        let path = format!("wording.{wording}");
        let writs = library.templates.writs().iter().filter(|writ| library.templates.usage(&writ.id).paths.contains(&path));
        writs.map(|writ| writ.title().to_string()).collect()
    };
    let pages = law::coverage::pages(&library.law, printing);
    assert!(pages.len() > 15, "{}", pages.len());
    let folder = cases::path("docs/coverage");
    let wanted: BTreeMap<String, String> = pages.into_iter().map(|(id, page)| (format!("{id}.md"), page)).collect();
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(&folder).expect("folder");
        for (name, page) in &wanted {
            fs::write(folder.join(name), page).expect("page");
        }
    }
    let held = fs::read_dir(&folder).expect("docs/coverage").flatten().map(|entry| {
        let text = fs::read_to_string(entry.path()).expect("UTF-8");
        (entry.file_name().to_string_lossy().into_owned(), text)
    });
    let held: BTreeMap<String, String> = held.collect();
    let stale = |name: &&String| held.get(*name) != wanted.get(*name);
    let names: BTreeSet<&String> = held.keys().chain(wanted.keys()).collect();
    let stale: Vec<&String> = names.into_iter().filter(stale).collect();
    assert!(stale.is_empty(), "{stale:?} 已过时：UPDATE=1 cargo test --test coverage");
}
