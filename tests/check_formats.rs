//! The forms `check` answers in besides plain text: SARIF that editors can read, points by a review standard that add up,
//! and the checklist signed by hand.

#[path = "support/command.rs"]
#[allow(dead_code)]
mod command;
#[path = "support/edits.rs"]
#[allow(dead_code)]
mod edits;

use command::{Ran, Scratch, run, wenshu};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// After every sample.
const TODAY: &str = "2027-12-30";

/// A sample, edited, in a folder of its own under a name with a space and ideographs.
fn sample(scratch: &Scratch, name: &str, changes: &[&str]) -> PathBuf {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let form = fs::read_to_string(cases.join(name)).expect("sample");
    let form = changes.iter().fold(form, |form, edit| edits::edit_once(&form, edit));
    fs::create_dir_all(scratch.0.join("agencies")).expect("folder");
    for agency in fs::read_dir(cases.join("agencies")).expect("agencies").flatten() {
        fs::copy(agency.path(), scratch.0.join("agencies").join(agency.file_name())).expect("copy");
    }
    let file = scratch.0.join("案 件.yaml");
    fs::write(&file, form).expect("form");
    file
}

fn check(file: &Path, more: &[&str]) -> Ran {
    let file = file.to_string_lossy().into_owned();
    run(wenshu(["check", &file, "--today", TODAY].into_iter().chain(more.iter().copied())), "")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Two values of the form that nobody filled in.
const BLANKS: [&str; 2] =
    ["改 场所: 选矿厂压滤机旁空地、氧气瓶和乙炔瓶存放点 ⇒ 场所: 选矿厂____", "改 方式: 现场查看、查阅资料、平台查询 ⇒ 方式: 现场查看XX"];

#[test]
fn sarif_is_whole_and_points_into_the_form() {
    let scratch = Scratch::new("sarif");
    let file = sample(&scratch, "welder-company.yaml", &BLANKS);
    let ran = check(&file, &["--format", "sarif"]);
    assert_eq!(ran.code, 1, "a veto: {}", ran.said());
    let log = json(&ran.out);
    assert_eq!(log["version"], "2.1.0");
    let runs = log["runs"].as_array().expect("runs");
    assert_eq!(runs.len(), 1);
    let rules = runs[0]["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = runs[0]["results"].as_array().expect("results");
    assert!(!results.is_empty());
    let ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().expect("id")).collect();
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "each rule once: {ids:?}");
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("ruleIndex") as usize;
        assert_eq!(result["ruleId"].as_str(), ids.get(index).copied(), "{result}");
        assert!(!result["message"]["text"].as_str().expect("text").is_empty());
        let level = match result["properties"]["rank"].as_str().expect("rank") {
            "拒绝" | "否决" => "error",
            "扣分" => "warning",
            _ => "note",
        };
        assert_eq!(result["level"], level, "{result}");
        let places = ["locations", "relatedLocations"].iter().filter_map(|key| result[key].as_array()).flatten();
        for place in places {
            let physical = &place["physicalLocation"];
            let uri = physical["artifactLocation"]["uri"].as_str().expect("uri");
            assert!(uri.is_ascii() && !uri.contains([' ', '\\']), "{uri}");
            let region = &physical["region"];
            assert!(region["startLine"].as_u64() >= Some(1) && region["startColumn"].as_u64() >= Some(1), "{region}");
        }
    }
    let left: Vec<&Value> = results.iter().filter(|result| result["ruleId"] == "R88").collect();
    assert_eq!(left.len(), 2, "one a value, not one a writ");
    let form = fs::read_to_string(&file).expect("form");
    for result in left {
        let physical = &result["locations"][0]["physicalLocation"];
        let uri = physical["artifactLocation"]["uri"].as_str().expect("uri");
        assert!(uri.ends_with("/%E6%A1%88%20%E4%BB%B6.yaml"), "{uri}");
        let at = |key: &str| physical["region"][key].as_u64().expect("number") as usize - 1;
        let from: String = form.lines().nth(at("startLine")).expect("line").chars().skip(at("startColumn")).collect();
        assert!(from.starts_with("选矿厂____") || from.starts_with("现场查看XX"), "{from}");
    }
    let text = rules.iter().find(|rule| rule["id"] == "R88").expect("R88")["shortDescription"]["text"].as_str();
    assert!(text.is_some_and(|text| !text.is_empty()), "its page says its name");
}

#[test]
fn a_refused_form_has_a_run_too() {
    let scratch = Scratch::new("sarif-refused");
    let file = sample(&scratch, "welder-company.yaml", &["改 案件来源: ⇒ 案件来远:"]);
    let log = json(&check(&file, &["--format", "sarif"]).out);
    assert_eq!(log["runs"][0]["results"][0]["level"], "error", "a form that is refused has a run too");
}

/// 合计（部分）扣2分，得98分，满分100分
fn numbers(line: &str) -> Vec<i64> {
    line.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
}

#[test]
fn points_add_up_and_are_said_to_be_a_part() {
    let scratch = Scratch::new("score");
    let file = sample(&scratch, "welder-company.yaml", &BLANKS);
    let found = json(&check(&file, &["--format", "json"]).out);
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for finding in found.as_array().expect("findings") {
        *counts.entry(finding["code"].as_str().expect("code")).or_default() += 1;
    }
    for standard in ["beijing-2016", "北京2016"] {
        let said = check(&file, &["--score", standard]).out;
        let lines: Vec<&str> = said.lines().skip_while(|line| !line.starts_with("按“")).collect();
        assert_eq!(lines.first(), Some(&"按“北京2016”（只有读到的一部分）"), "{said}");
        assert!(lines.contains(&"  R88（第30.20项）　2处　扣2分"), "each place costs a point: {said}");
        let items: Vec<&&str> = lines.iter().filter(|line| line.starts_with("  R")).collect();
        for item in &items {
            let code = item.trim().split(['（', '　']).next().expect("code");
            let count = item.split('　').nth(1).map(numbers).expect("count");
            assert_eq!(count, [counts[code]], "{item}");
        }
        let deducted: i64 = items.iter().filter_map(|item| item.split('　').nth(2)).flat_map(numbers).sum();
        let total = lines.iter().find(|line| line.contains("合计（部分）")).expect("a total");
        assert_eq!(numbers(total), [deducted, 100 - deducted, 100], "{total}");
    }
}

#[test]
fn one_veto_leaves_no_points() {
    let scratch = Scratch::new("score-fatal");
    let file = sample(&scratch, "welder-company.yaml", &["改 决定: {日期: 2026-04-07 ⇒ 决定: {日期: 2026-03-24"]);
    let said = check(&file, &["--score", "composite"]).out;
    assert!(said.lines().any(|line| line.starts_with("  R23") && line.ends_with("一票否决")), "{said}");
    let total = said.lines().find(|line| line.contains("合计（部分）")).expect("a total");
    assert!(total.contains("得0分") && total.ends_with("有一票否决"), "{total}");
}

#[test]
fn an_unknown_standard_is_a_wrong_call() {
    let scratch = Scratch::new("score-unknown");
    let file = sample(&scratch, "welder-company.yaml", &[]);
    let ran = check(&file, &["--score", "没有这份"]);
    assert_eq!(ran.code, 2, "{}", ran.said());
    assert!(ran.err.contains("没有评查标准“没有这份”") && ran.err.contains("wenshu list reviews"), "{}", ran.said());
    assert!(ran.out.is_empty(), "{}", ran.out);
}

#[test]
fn the_checklist_follows_the_findings() {
    let scratch = Scratch::new("checklist");
    let file = sample(&scratch, "welder-company.yaml", &[]);
    let plain = check(&file, &[]).out;
    let with = check(&file, &["--checklist"]).out;
    let list = with.strip_prefix(&plain).expect("the findings as before");
    let mut lines = list.lines();
    assert_eq!(lines.next(), Some("签发前由人核对"));
    let lines: Vec<&str> = lines.collect();
    assert!(!lines.is_empty() && lines.iter().all(|line| line.starts_with("  □ ") && line.ends_with('）')), "{list}");
    assert!(lines.iter().any(|line| line.ends_with("（R88）")), "{list}");
}
