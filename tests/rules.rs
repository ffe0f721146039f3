//! The pages of the rules are their tests: every example runs, on the program's JSON or on altered documents, and a rule
//! that is switched off no longer finds what its page says. One named test an example: `cargo test --test rules R23`.

#[path = "support/cases.rs"]
#[allow(dead_code)]
mod cases;
#[path = "support/command.rs"]
#[allow(dead_code)]
mod command;
#[path = "support/edits.rs"]
#[allow(dead_code)]
mod edits;
#[path = "support/examples.rs"]
mod examples;

use chrono::NaiveDate;
use examples::{Example, alter, judge, of_rule, tally};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::sync::{Mutex, OnceLock};
use wenshu::diag::{Diagnostic, Rank};
use wenshu::pipeline::{self, LoadedCase, Selection, Sources};
use wenshu::rules::page::{HEADINGS, PageRank};
use wenshu::rules::{self, Check, Review, Rule};

/// The day of the review unless an example names another: after every sample.
const TODAY: &str = "2027-12-30";

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = vec![
        Trial::test("every_code_has_a_page", every_code_has_a_page),
        Trial::test("pages_are_complete", pages_are_complete),
        Trial::test("good_samples_give_no_veto_and_no_deduction", good_samples),
        Trial::test("there_are_enough_faulty_samples", enough),
    ];
    for rule in rules::all() {
        for example in of_rule(rule) {
            let name = example.name.clone();
            trials.push(Trial::test(name, move || run(rule, &example)));
        }
        if matches!(rule.check, Check::Review(_)) {
            trials.push(Trial::test(format!("{}::关闭后不再发现", rule.code), || switched_off(rule)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn check(condition: bool, said: impl Into<String>) -> Result<(), Failed> {
    if condition { Ok(()) } else { Err(said.into().into()) }
}

fn every_code_has_a_page() -> Result<(), Failed> {
    let known: Vec<&str> = rules::all().iter().map(|rule| rule.code).collect();
    let missing: Vec<String> = (1..=102).map(|n| format!("R{n:02}")).filter(|code| !known.contains(&code.as_str())).collect();
    let twice: Vec<&&str> = known.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    check(twice.is_empty(), format!("{twice:?}"))?;
    check(missing.is_empty(), format!("没有页的规则：{}", missing.join(" ")))
}

fn pages_are_complete() -> Result<(), Failed> {
    let mut faults: Vec<String> = Vec::new();
    let on = NaiveDate::from_ymd_opt(2026, 6, 1).ok_or("date")?;
    for rule in rules::all() {
        let page = match rule.read_page() {
            Ok(page) => page,
            Err(fault) => {
                faults.push(format!("{}：{fault}", rule.stem));
                continue;
            }
        };
        let mut say = |what: String| faults.push(format!("{}：{what}", rule.stem));
        if page.head.code.0 != rule.code || !rule.stem.starts_with(&rule.code.to_lowercase()) {
            say("编号和登记的不同".into());
        }
        for heading in HEADINGS.iter().filter(|heading| page.section(heading).is_none_or(str::is_empty)) {
            say(format!("缺“{heading}”"));
        }
        let law = &cases::library().law;
        for basis in &page.head.basis {
            if law.resolve(&basis.0, on).citations().is_empty() || !law.resolve(&basis.0, on).faults.is_empty() {
                say(format!("依据“{}”在2026年6月1日不存在", basis.0));
            }
        }
        match rule.check {
            Check::Review(_) | Check::Reading => {
                let examples = of_rule(rule);
                if !examples.iter().any(|example| example.hit) || examples.iter().all(|example| example.hit) {
                    say("反例和正例都要有".into());
                }
            }
            Check::Person if page.head.by_hand.is_empty() => say("由人核对的，要写“签前核对”".into()),
            Check::Person | Check::Batch => {}
        }
    }
    check(faults.is_empty(), faults.join("\n"))
}

/// At least this many faulty samples go through the program.
const FAULTY_SAMPLES: usize = 110;

fn enough() -> Result<(), Failed> {
    let all = rules::all();
    let examples = all.iter().flat_map(|rule| of_rule(rule)).filter(|example| example.hit && example.papers.is_empty()).count();
    check(examples >= FAULTY_SAMPLES, format!("{examples}"))
}

fn good_samples() -> Result<(), Failed> {
    let mut faults = Vec::new();
    for entry in fs::read_dir(cases::path("cases"))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".yaml") || name.ends_with(".events.yaml") {
            continue;
        }
        let loaded = pipeline::case_file(&entry.path(), &Sources::default());
        let found = pipeline::check(cases::library(), &loaded, TODAY.parse().ok());
        let waived = |finding: &Diagnostic| loaded.case.as_ref().is_some_and(|case| rules::waiver::is_waived(case, finding));
        let bad = found.iter().filter(|finding| finding.rank >= Rank::Deduct && !waived(finding));
        faults.extend(bad.map(|finding| format!("{name}：{} {} {:?}", finding.code, finding.message, finding.writ)));
    }
    check(faults.is_empty(), faults.join("\n"))
}

/// The codes of an unedited sample, once a sample and day.
fn of_sample(sample: &str, today: &str) -> BTreeMap<String, usize> {
    type Known = Mutex<BTreeMap<(String, String), BTreeMap<String, usize>>>;
    static KNOWN: OnceLock<Known> = OnceLock::new();
    let known = KNOWN.get_or_init(Known::default);
    let key = (sample.to_string(), today.to_string());
    if let Some(found) = known.lock().expect("not poisoned").get(&key) {
        return found.clone();
    }
    let loaded = pipeline::case_file(&cases::path("cases").join(sample), &Sources::default());
    let found = tally(pipeline::check(cases::library(), &loaded, today.parse().ok()).iter().map(|finding| finding.code));
    known.lock().expect("not poisoned").insert(key, found.clone());
    found
}

fn run(rule: &Rule, example: &Example) -> Result<(), Failed> {
    let today = example.today.clone().unwrap_or_else(|| TODAY.to_string());
    let before = of_sample(&example.sample, &today);
    let found: Vec<(String, String, String)> = match example.papers.is_empty() {
        true => by_program(example, &today)?,
        false => by_documents(example, &today, "")?
            .iter()
            .map(|finding| (finding.code.into(), finding.rank.word().into(), words(finding)))
            .collect(),
    };
    let mut faults = judge(example, &before, &tally(found.iter().map(|(code, _, _)| code.as_str())));
    let own: Vec<_> = found.iter().filter(|(code, _, _)| code == example.code).collect();
    if example.hit && !own.iter().any(|(_, _, said)| said.contains(&example.words)) {
        faults.push(format!("没有说“{}”", example.words));
    }
    let ranks = rule.read_page()?.head.ranks;
    let named = |word: &str| {
        ranks.iter().any(|rank| {
            *rank
                == match word {
                    "否决" => PageRank::Veto,
                    "扣分" => PageRank::Deduct,
                    _ => PageRank::Remind,
                }
        })
    };
    faults.extend(own.iter().filter(|(_, rank, _)| !named(rank)).map(|(_, rank, _)| format!("页上没有写级别“{rank}”")));
    let said = found.iter().map(|(code, rank, words)| format!("  {code} {rank} {words}")).collect::<Vec<_>>().join("\n");
    check(faults.is_empty(), format!("{}\n{said}", faults.join("；")))
}

fn words(finding: &Diagnostic) -> String {
    let parts = [Some(&finding.message), finding.writ.as_ref(), finding.field.as_ref(), finding.found.as_ref(), finding.expected.as_ref()];
    parts.into_iter().flatten().cloned().collect::<Vec<_>>().join("｜")
}

/// Form and agency file of an example, in a folder of its own.
fn folder(example: &Example) -> Result<command::Scratch, Failed> {
    let samples = cases::path("cases");
    let text = fs::read_to_string(samples.join(&example.sample))?;
    let form = example.form.iter().fold(text.clone(), |text, edit| edits::edit_once(&text, edit));
    let scratch = command::Scratch::new(&example.name.replace("::", "-"));
    fs::create_dir_all(scratch.0.join("agencies"))?;
    fs::write(scratch.0.join(&example.sample), form)?;
    let named =
        text.lines().find_map(|line| line.strip_prefix("机关: ")).map(|name| name.split(" #").next().unwrap_or(name).trim().to_string());
    for entry in fs::read_dir(samples.join("agencies"))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let mut agency = fs::read_to_string(entry.path())?;
        if named.as_ref().is_some_and(|named| name == format!("{named}.yaml")) {
            agency = example.agency.iter().fold(agency, |text, edit| edits::edit_once(&text, edit));
        }
        fs::write(scratch.0.join("agencies").join(&name), agency)?;
    }
    Ok(scratch)
}

/// Code, rank and words of each finding, from the JSON the program prints.
fn by_program(example: &Example, today: &str) -> Result<Vec<(String, String, String)>, Failed> {
    let scratch = folder(example)?;
    let file = scratch.0.join(&example.sample);
    let ran = command::run(
        command::wenshu(["check".as_ref(), file.as_os_str(), "--format".as_ref(), "json".as_ref(), "--today".as_ref(), today.as_ref()]),
        "",
    );
    let findings: Vec<Value> = serde_json::from_str(&ran.out).map_err(|error| format!("{error}：{}", ran.said()))?;
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_string();
    Ok(findings
        .iter()
        .map(|finding| {
            let said = ["message", "writ", "field", "found", "expected"].map(|key| text(finding, key)).join("｜");
            (text(finding, "code"), text(finding, "rank"), said)
        })
        .collect())
}

/// The findings on documents whose printed text is altered, with a rule switched off.
fn by_documents(example: &Example, today: &str, without: &str) -> Result<Vec<Diagnostic>, Failed> {
    let scratch = folder(example)?;
    let loaded: LoadedCase = pipeline::case_file(&scratch.0.join(&example.sample), &Sources::default());
    let library = cases::library();
    let templates = library.templates_of(&loaded).expect("the built-in templates");
    let drafted = match pipeline::draft(library, &loaded, &templates, &Selection::default()) {
        Ok(drafted) => drafted,
        Err(findings) => return Ok(findings),
    };
    let mut papers = drafted.papers().map_err(|faults| format!("{faults:?}"))?;
    for (title, from, to) in &example.papers {
        check(alter(&mut papers, title, from, to) > 0, format!("《{title}》里没有“{from}”"))?;
    }
    if without.is_empty() {
        return Ok(drafted.findings(&papers, today.parse().ok()));
    }
    let review = Review { dossier: &drafted.dossier, papers: &papers, today: today.parse().ok() };
    Ok(rules::review_without(&review, without))
}

/// At least one example is found by the rule's own check; the others may be found where the value is read.
fn switched_off(rule: &'static Rule) -> Result<(), Failed> {
    let mut said = Vec::new();
    for example in of_rule(rule).iter().filter(|example| example.hit) {
        let today = example.today.clone().unwrap_or_else(|| TODAY.to_string());
        let count = |without: &str| -> Result<usize, Failed> {
            Ok(by_documents(example, &today, without)?.iter().filter(|finding| finding.code == rule.code).count())
        };
        let (on, off) = (count("R00")?, count(rule.code)?);
        if on > off {
            return Ok(());
        }
        said.push(format!("{}：开{on}处，关{off}处", example.name));
    }
    Err(said.join("；").into())
}
