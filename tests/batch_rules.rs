//! The pages of the rules across cases (R99, R100) are their tests: blocks of ```几案 below 反例 (something is found) and 正例
//! (nothing of it is) make several cases from one sample, and what is found across them must be what the block says. One
//! named test an example: `cargo test --test batch_rules R100`.
//!
//! A block: `样例：minimal.yaml`; `几案：6` (two when not said); edits to all cases (`改 甲 ⇒ 乙` …, see `support/edits.rs`), edits to
//! one (`案2 改 甲 ⇒ 乙`); then every finding of the rule, `发现：扣分 照片 words of its message`, or `发现：无`.

#[path = "support/cases.rs"]
#[allow(dead_code)]
mod cases;
#[path = "support/edits.rs"]
#[allow(dead_code)]
mod edits;

use libtest_mimic::{Arguments, Failed, Trial};
use std::fs;
use wenshu::batch::clashes::{Clash, Clashes};
use wenshu::batch::digest::{Digest, Writ};
use wenshu::batch::fairness::Fairness;
use wenshu::batch::record;
use wenshu::pipeline::{self, Selection, Sources};
use wenshu::rules::{self, Check, Rule};

/// What a rule finds across cases.
type Compare = fn(&[Digest]) -> Vec<Clash>;

/// What compares the cases, by code.
const ACROSS: &[(&str, Compare)] = &[("R99", fairness), ("R100", clashes)];

fn fairness(cases: &[Digest]) -> Vec<Clash> {
    let mut fairness = Fairness::new();
    cases.iter().for_each(|case| fairness.add(case));
    fairness.finish(&|index| cases.get(index).cloned()).clashes()
}

fn clashes(cases: &[Digest]) -> Vec<Clash> {
    let mut clashes = Clashes::new();
    cases.iter().for_each(|case| clashes.add(case));
    clashes.finish(&|index| cases.get(index).cloned())
}

/// What is found across cases, one rule switched off.
fn found(cases: &[Digest], without: &str) -> Vec<Clash> {
    ACROSS.iter().filter(|(code, _)| *code != without).flat_map(|(_, compare)| compare(cases)).collect()
}

#[derive(Default)]
struct Example {
    name: String,
    hit: bool,
    sample: String,
    count: usize,
    /// The case an edit is for, from 1; 0 for all.
    edits: Vec<(usize, String)>,
    /// Rank, kind and words of each finding.
    expected: Vec<(String, String, String)>,
}

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = vec![Trial::test("every_rule_across_cases_has_examples", every_rule_has_examples)];
    for rule in of_batches() {
        for example in examples(rule) {
            trials.push(Trial::test(example.name.clone(), move || run(rule, &example)));
        }
        trials.push(Trial::test(format!("{}::关闭后不再发现", rule.code), move || switched_off(rule)));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn of_batches() -> impl Iterator<Item = &'static Rule> {
    rules::all().into_iter().filter(|rule| matches!(rule.check, Check::Batch))
}

fn check(condition: bool, said: impl Into<String>) -> Result<(), Failed> {
    if condition { Ok(()) } else { Err(said.into().into()) }
}

fn every_rule_has_examples() -> Result<(), Failed> {
    for rule in of_batches() {
        let all = examples(rule);
        check(all.iter().any(|example| example.hit) && all.iter().any(|example| !example.hit), format!("{}：反例和正例都要有", rule.code))?;
        check(ACROSS.iter().any(|(code, _)| *code == rule.code), format!("{}：没有比较", rule.code))?;
    }
    Ok(())
}

fn examples(rule: &Rule) -> Vec<Example> {
    let page = rule.read_page().unwrap_or_else(|fault| panic!("{}：{fault}", rule.stem));
    let mut out = Vec::new();
    for (heading, hit) in [("反例", true), ("正例", false)] {
        let section = page.section(heading).unwrap_or_default();
        for (index, block) in section.split("```几案\n").skip(1).enumerate() {
            let name = format!("{}::{heading}{}", rule.code, index + 1);
            out.push(read(name, hit, block.split("```").next().unwrap_or_default()));
        }
    }
    out
}

fn read(name: String, hit: bool, block: &str) -> Example {
    let mut out = Example { name, hit, count: 2, ..Example::default() };
    let mut said = false;
    for line in block.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        if let Some(sample) = line.strip_prefix("样例：") {
            out.sample = sample.to_string();
        } else if let Some(count) = line.strip_prefix("几案：") {
            out.count = count.parse().unwrap_or_else(|_| panic!("{}：{line}", out.name));
        } else if let Some(found) = line.strip_prefix("发现：") {
            said = true;
            let mut words = found.splitn(3, ' ').map(str::to_string);
            if let (Some(rank), Some(kind)) = (words.next(), words.next()) {
                out.expected.push((rank, kind, words.next().unwrap_or_default()));
            } else {
                assert_eq!(found, "无", "{}", out.name);
            }
        } else if let Some((case, edit)) = line.strip_prefix('案').and_then(|rest| rest.split_once(' ')) {
            let case = case.parse().unwrap_or_else(|_| panic!("{}：{line}", out.name));
            out.edits.push((case, edit.to_string()));
        } else {
            out.edits.push((0, line.to_string()));
        }
    }
    assert!(said && !out.sample.is_empty(), "{}：要写“样例：”和“发现：”", out.name);
    out
}

/// The cases of an example, as a batch would keep them.
fn digests(example: &Example) -> Result<Vec<Digest>, Failed> {
    let folder = cases::path("cases");
    let form = fs::read_to_string(folder.join(&example.sample))?;
    let library = cases::library();
    (1..=example.count)
        .map(|number| {
            let own = example.edits.iter().filter(|(case, _)| *case == 0 || *case == number);
            let text = own.fold(form.clone(), |text, (_, edit)| edits::edit_once(&text, edit));
            let name = format!("案{number}");
            let loaded = pipeline::case_text(&text, &format!("{name}.yaml"), &name, &folder, &Sources::default());
            let templates = pipeline::case_templates(library, &loaded).map_err(|faults| format!("{faults:#?}"))?;
            let drafted = pipeline::draft(library, &loaded, &templates, &Selection::default()).map_err(|faults| format!("{faults:#?}"))?;
            let mut digest = record::of_dossier(&loaded, &drafted.dossier);
            (digest.folder, digest.form) = (name.clone(), format!("{name}.yaml"));
            let numbered = drafted.dossier.writs.iter().zip(record::number_spots(&drafted.dossier));
            let writ = |(planned, (_, spot)): (&wenshu::dossier::PlannedWrit, _)| Writ {
                title: planned.writ.title().to_string(),
                number: planned.number.text().map(str::to_string),
                spot,
                ..Writ::default()
            };
            digest.writs = numbered.map(writ).collect();
            Ok(digest)
        })
        .collect()
}

fn run(rule: &Rule, example: &Example) -> Result<(), Failed> {
    let found = found(&digests(example)?, "");
    let own: Vec<&Clash> = found.iter().filter(|clash| clash.code == rule.code).collect();
    let said = |clash: &&Clash| format!("  {} {} {}｜{}", clash.rank.word(), clash.kind.word(), clash.message, clash.found);
    let all = own.iter().map(said).collect::<Vec<_>>().join("\n");
    check(own.len() == example.expected.len(), format!("应当有{}处\n{all}", example.expected.len()))?;
    for (rank, kind, words) in &example.expected {
        let is = |clash: &&&Clash| clash.rank.word() == rank && clash.kind.word() == kind && said(clash).contains(words.as_str());
        check(own.iter().any(|clash| is(&clash)), format!("没有“{rank} {kind} {words}”\n{all}"))?;
    }
    let ranks = &rule.read_page()?.head.ranks;
    let on_page = |clash: &&&Clash| ranks.iter().any(|rank| format!("{rank:?}") == format!("{:?}", clash.rank));
    check(own.iter().all(|clash| on_page(&clash)), format!("页上没有写这一级别\n{all}"))?;
    // reminders are also what is in order and only said
    check(!example.hit || own.iter().any(|clash| clash.rank > wenshu::diag::Rank::Remind), format!("反例没有扣分或者否决\n{all}"))?;
    check(example.hit || own.iter().all(|clash| clash.rank == wenshu::diag::Rank::Remind), format!("正例只能有提醒\n{all}"))
}

fn switched_off(rule: &Rule) -> Result<(), Failed> {
    for example in examples(rule).iter().filter(|example| example.hit) {
        let cases = digests(example)?;
        let count = |without: &str| found(&cases, without).iter().filter(|clash| clash.code == rule.code).count();
        check(count("") > 0 && count(rule.code) == 0, format!("{}：开{}处，关{}处", example.name, count(""), count(rule.code)))?;
    }
    Ok(())
}
