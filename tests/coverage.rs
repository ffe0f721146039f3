//! What the samples reach of the templates, and what the data reaches of the law. `tests/coverage-exceptions.txt` names
//! every branch that no sample takes, with the reason; `docs/coverage/` names the articles.
//! `UPDATE=1 cargo test --test coverage` writes the pages anew.

#[path = "support/cases.rs"]
#[allow(dead_code)]
mod cases;
#[path = "support/edits.rs"]
mod edits;

use edits::{edit_once, edited};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use wenshu::law;
use wenshu::pipeline::{self, Library, Selection, Sources};
use wenshu::template::coverage::{Point, count};

/// Folders of cases that count.
const FOLDERS: &[&str] = &["cases", "tests/cases", "tests/pending", "tests/published", "tests/branches"];

/// Samples with edits made (`edits.rs`), one a line: `minimal.yaml：删 电话；改 甲 ⇒ 乙`. `机关 文件` takes another agency
/// file.
const VARIANTS: &str = "tests/coverage-variants.txt";

/// How much of all branches must be taken, in percent; an exception does not count as taken. It may only rise.
const AT_LEAST: usize = 98;

/// A form to build: what it is called, its text, where its agency file is looked for, and another agency file if named.
struct Form {
    name: String,
    text: String,
    home: PathBuf,
    agency: Option<PathBuf>,
}

/// The cases of the folders, and the variants.
fn forms() -> Vec<Form> {
    let mut forms = Vec::new();
    for folder in FOLDERS {
        // cases without agencies of their own use those of the samples
        let own = cases::path(folder).join("agencies").is_dir();
        let home = if own { cases::path(folder) } else { cases::path("cases") };
        for entry in fs::read_dir(cases::path(folder)).expect("folder of cases").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".yaml") && !name.ends_with(".events.yaml") {
                let text = fs::read_to_string(entry.path()).expect("UTF-8");
                forms.push(Form { name, text, home: home.clone(), agency: None });
            }
        }
    }
    assert!(forms.len() > 40, "{}", forms.len());
    let home = cases::path("cases");
    for line in fs::read_to_string(cases::path(VARIANTS)).expect(VARIANTS).lines().filter(|line| !line.starts_with('#')) {
        let (sample, edits) = line.split_once('：').unwrap_or_else(|| panic!("{line}"));
        let (agencies, edits): (Vec<&str>, Vec<&str>) = edits.split('；').partition(|edit| edit.starts_with("机关 "));
        let agency = agencies.first().map(|edit| cases::path(edit.trim_start_matches("机关 ")));
        // samples of other folders are named with theirs: tests/branches/summary-two.yaml
        let file = if sample.contains('/') { cases::path(sample) } else { home.join(sample) };
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{line}: {error}"));
        let text = edits.iter().fold(text, |text, edit| edit_once(&text, edit));
        forms.push(Form { name: line.to_string(), text, home: home.clone(), agency });
    }
    forms
}

/// Every branch of the templates, passed or not by the cases that are built.
fn points() -> Vec<Point> {
    let library = Library::probed(&Sources::default()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let fault = |form: &Form| {
        let sources = Sources { agency: form.agency.clone(), ..Sources::default() };
        let loaded = pipeline::case_text(&form.text, "variant", &form.name, &form.home, &sources);
        let found = pipeline::build(&library, &loaded, &Selection::default()).err()?;
        Some(format!("{}: {found:#?}", form.name))
    };
    let faults: Vec<String> = forms().par_iter().filter_map(fault).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
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
    if covered * 100 < total * AT_LEAST {
        problems.push(format!("共{total}处，走到{covered}处，不到{AT_LEAST}%"));
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
    let mut points: Vec<Point> = (0..99).map(|number| point(&number.to_string(), true)).collect();
    points.push(point("乙", false));
    assert_eq!(problems(&points, "t.xml：乙：成立 → 某某\n"), Vec::<String>::new());
    assert_eq!(problems(&points, "t.xml：乙：成立 → 某某\nt.xml：7：成立 → 某某\n").len(), 1, "taken after all");
    assert_eq!(problems(&points, "").len(), 1, "no reason");
    assert_eq!(problems(&points, "t.xml：乙：成立 →\n").len(), 2, "an empty reason");
    points[7].covered = false;
    points[8].covered = false;
    let named = "t.xml：乙：成立 → 某某\nt.xml：7：成立 → 某某\nt.xml：8：成立 → 某某\n";
    assert_eq!(problems(&points, named).len(), 1, "97 of 100: a reason does not count as taken");
}

#[test]
fn variants_are_made_as_written() {
    let form = "甲: 一\n乙:\n  丙: 二\n丁: {乙: [三, 四], 戊: 五, 己: {乙: 六}}\n";
    assert_eq!(edited(form, "删 乙；改 五 ⇒ 七"), "甲: 一\n丁: {戊: 七, 己: {}}\n");
    assert_eq!(edited(form, "删 戊"), "甲: 一\n乙:\n  丙: 二\n丁: {乙: [三, 四], 己: {乙: 六}}\n");
    assert_eq!(edited("甲: 一\n", "加 乙:\\n  丙: 二"), "甲: 一\n乙:\n  丙: 二\n");
    assert_eq!(edited("甲: 一\n乙: 二\n", "重 2 一；去 二"), "甲: 一\n甲: 一\n甲: 一\n");
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
