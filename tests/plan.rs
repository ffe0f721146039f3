//! What `wenshu plan` prints: goldens of the text, the JSON, and the calendar. `UPDATE=1 cargo test --test plan` writes
//! the goldens anew.

#[path = "support/command.rs"]
#[allow(dead_code)]
mod command;

use command::{Ran, Scratch, run, wenshu};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn plan(form: &str, more: &[&str]) -> Ran {
    let mut command = wenshu(["plan", form]);
    command.args(more).current_dir(root());
    let ran = run(command, "");
    assert_eq!(ran.code, 0, "{}", ran.said());
    ran
}

/// The pending hearing with a request before the National Day of 2026.
fn before_the_national_day(scratch: &Scratch) -> String {
    let source = std::fs::read_to_string(root().join("tests/pending/hearing-window.yaml")).expect("sample");
    let source = source.replace("  申请: {日期: 2026-02-11}", "  申请: {日期: 2026-09-24}");
    assert!(source.contains("2026-09-24"));
    scratch.file("hearing-window.yaml", &source)
}

#[test]
fn plans_read_as_their_goldens() {
    let scratch = Scratch::new("plan-goldens");
    let window = before_the_national_day(&scratch);
    let agency = root().join("cases/agencies/嘉善.yaml").display().to_string();
    let mut problems = Vec::new();
    for (name, form, today, more) in [
        ("minimal", "cases/minimal.yaml", "2026-03-09", &[][..]),
        ("unpaid-enforced", "cases/unpaid-enforced.yaml", "2026-05-01", &[]),
        ("seizure-hazchem", "cases/seizure-hazchem.yaml", "2026-06-01", &[]),
        ("hearing-over-the-national-day", &window, "2026-09-25", &["--agency", &agency]),
    ] {
        let made = plan(form, &[&["--today", today], more].concat()).out;
        let golden = root().join(format!("tests/plan/{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(root().join("tests/plan")).expect("folder");
            std::fs::write(&golden, made).expect("golden");
        } else if std::fs::read_to_string(&golden).ok().as_deref() != Some(&made) {
            problems.push(format!("tests/plan/{name}.txt"));
        }
    }
    assert!(problems.is_empty(), "{problems:?}：确认是有意的改动后：UPDATE=1 cargo test --test plan");
}

#[test]
fn an_impossible_window_is_printed() {
    let scratch = Scratch::new("plan-impossible");
    let agency = root().join("cases/agencies/嘉善.yaml").display().to_string();
    let said = plan(&before_the_national_day(&scratch), &["--today", "2026-09-25", "--agency", &agency]).out;
    assert!(said.contains("不可能：2026年9月24日收到听证申请") && said.contains("2026年10月12日"), "{said}");
    assert!(!plan("cases/hearing-held.yaml", &["--today", "2026-09-25"]).out.contains("不可能"));
}

#[test]
fn the_json_says_what_the_text_says() {
    let ran = plan("cases/unpaid-enforced.yaml", &["--today", "2026-05-01", "--format", "json"]);
    let json: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!((json["case"].as_str(), json["today"].as_str()), (Some("太仓-2026-61"), Some("2026-05-01")));
    let limit = |id: &str| json["limits"].as_array().expect("limits").iter().find(|limit| limit["limit"] == id).expect("a limit").clone();
    let suit = limit("suit-direct");
    assert_eq!((suit["computed"].as_str(), suit["last"].as_str()), (Some("2026-10-02"), Some("2026-10-08")));
    assert_eq!((suit["from"]["date"].as_str(), suit["from"]["line"].as_u64()), (Some("2026-04-02"), Some(79)));
    assert_eq!(limit("payment")["state"].as_str(), Some("已过期14日"));
    let surcharge = &json["surcharges"][0];
    assert_eq!((surcharge["fen"].as_i64(), surcharge["cap_fen"].as_i64()), (Some(840_000), Some(2_000_000)));
    assert_eq!(surcharge["cap_date"].as_str(), Some("2026-05-21"));
    let writs = json["writs"].as_array().expect("writs");
    let decision = writs.iter().find(|writ| writ["id"] == "penalty_decision_unit").expect("a decision");
    assert_eq!((decision["earliest"]["date"].as_str(), decision["latest"]["date"].as_str()), (Some("2026-03-31"), Some("2026-06-03")));
    assert!(decision["earliest"]["reason"].as_str().is_some_and(|why| why.contains("第十八条第二款")));
}

#[test]
fn the_calendar_goes_to_a_file_or_to_standard_output() {
    let scratch = Scratch::new("plan-ics");
    let file = scratch.path("期限.ics");
    let ran = plan("cases/minimal.yaml", &["--today", "2026-03-09", "--ics", &file]);
    assert!(ran.out.contains("现场检查记录") && ran.err.contains("1项"), "{}", ran.said());
    let written = std::fs::read_to_string(&file).expect("the calendar");
    let printed = plan("cases/minimal.yaml", &["--today", "2026-03-09", "--ics", "-"]).out;
    assert_eq!(written, printed);
    assert!(printed.starts_with("BEGIN:VCALENDAR\r\n") && printed.ends_with("END:VCALENDAR\r\n"), "{printed}");
    assert!(printed.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    let nowhere = run(wenshu(["plan", "cases/minimal.yaml", "--ics", "/nonexistent/a.ics"]), "");
    assert_eq!(nowhere.code, 2, "{}", nowhere.said());
}

/// The folder's calendar is counted from the case's last day, whatever day it is.
#[test]
fn the_folder_holds_the_same_calendar_on_every_day() {
    let scratch = Scratch::new("plan-folder");
    let mut command = wenshu(["render", "cases/unpaid-enforced.yaml", "-o", &scratch.path("out"), "--format", "pdf"]);
    command.current_dir(root());
    assert_eq!(run(command, "").code, 0);
    let folder = std::fs::read_to_string(scratch.0.join("out/unpaid-enforced/deadlines.ics")).expect("deadlines.ics");
    assert_eq!(folder, plan("cases/unpaid-enforced.yaml", &["--today", "2026-11-30", "--ics", "-"]).out);
    assert!(folder.contains("PRODID:-//wenshu//deadlines//ZH"));
    let manifest = std::fs::read_to_string(scratch.0.join("out/unpaid-enforced/manifest.json")).expect("manifest");
    assert_eq!(manifest.matches("\"deadlines.ics\"").count(), 1);
}
