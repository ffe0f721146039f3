//! What a batch must not lose or give twice: numbers, filled-in ledgers, packs, files of people.

use crate::command;
use crate::{action, batch, check, form, register, three};
use std::collections::BTreeSet;
use std::fs;

/// Two notices to one person and one to another: each has a number of its own, and a second run finds the same.
#[test]
fn a_person_who_is_called_twice_gets_two_numbers() {
    let notice = |name: &str, day: &str| {
        format!("{{日期: {day}, 被询问人: {{姓名: {name}, 职务: 操作工}}, 时间: {day} 09:00, 地点: 太仓市应急管理局}}")
    };
    let twice = format!("询问通知: [{}, {}]\n", notice("张三丰", "2026-03-11"), notice("张三丰", "2026-03-16"));
    let once = format!("询问通知: [{}]\n", notice("李四", "2026-03-12"));
    let forms = [("1.yaml", form(1, "一组", "2026-03-10") + &twice), ("2.yaml", form(2, "一组", "2026-03-10") + &once)];
    let scratch = action("batch-called-twice", &forms);
    check(&batch(&scratch, &[]), 0, &["生成2案"]);
    let rows: Vec<String> = register(&scratch).into_iter().filter(|row| row.contains("询问通知书")).collect();
    let numbers: BTreeSet<&str> = rows.iter().filter_map(|row| row.split(',').nth(7)).collect();
    assert_eq!((rows.len(), numbers.len()), (3, 3), "{rows:#?}");
    assert!(rows.iter().any(|row| row.ends_with("张三丰")) && rows.iter().any(|row| row.ends_with("张三丰·第2次")), "{rows:#?}");
    check(&batch(&scratch, &[]), 0, &["没有变化2案"]);
    assert_eq!(register(&scratch).iter().filter(|row| row.contains("询问通知书")).count(), 3);
    let names: Vec<String> =
        fs::read_dir(scratch.0.join("out/1")).expect("a folder").flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    assert!(names.iter().any(|name| name.contains("询问通知书-张三丰-第2次")), "{names:?}");
}

#[test]
fn a_register_that_was_emptied_gives_no_number_a_second_time() {
    let scratch = three("batch-emptied");
    check(&batch(&scratch, &[]), 0, &["生成3案"]);
    let path = scratch.0.join("in/agencies/register.csv");
    fs::write(&path, "").expect("emptied");
    let ran = batch(&scratch, &["--force"]);
    check(&ran, 2, &["N01", "文号登记是空的", "从备份恢复"]);
    assert_eq!(fs::read_to_string(&path).expect("the register"), "");
}

#[test]
fn a_fault_of_the_register_is_said_once_and_not_for_each_case() {
    let scratch = three("batch-register-fault");
    let path = scratch.0.join("in/agencies/register.csv");
    let rows: String = (1..200).map(|n| format!("已发,太仓市应急管理局,,立,2026.0,{n},,号{n},旧案{n},立案审批表,\n")).collect();
    fs::write(&path, format!("状态,机关,小组,字,年,序号,至,文号,案件,文书,对象\n{rows}")).expect("a register");
    let ran = batch(&scratch, &["--jobs", "1"]);
    check(&ran, 2, &["第2行", "还有174处"]);
    assert_eq!(ran.said().matches("“2026.0”不是整数").count(), 25, "{}", ran.said());
}

#[test]
fn collecting_gives_out_no_numbers() {
    let scratch = three("batch-collect");
    check(&batch(&scratch, &["--collect"]), 1, &["B20", "拒绝3案"]);
    assert!(!scratch.0.join("in/agencies/register.csv").exists());
}

#[test]
fn a_pack_that_was_deleted_or_cut_off_is_made_again() {
    let scratch = three("batch-packs-again");
    check(&batch(&scratch, &[]), 0, &["打印包"]);
    let packs = || -> Vec<(std::path::PathBuf, u64)> {
        let mut found = Vec::new();
        let mut open = vec![scratch.0.join("out/packs")];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("a folder").flatten() {
                if entry.path().is_dir() {
                    open.push(entry.path())
                } else {
                    found.push((entry.path(), entry.metadata().expect("a file").len()))
                }
            }
        }
        found.sort();
        found
    };
    let made = packs();
    let pdf = made.iter().map(|(path, _)| path).find(|path| path.extension().is_some_and(|e| e == "pdf")).expect("a pack");
    let quiet = batch(&scratch, &[]);
    assert!(!quiet.said().contains("打印包"), "{}", quiet.said());
    fs::remove_file(pdf).expect("deleted");
    check(&batch(&scratch, &[]), 0, &["没有变化3案", "打印包"]);
    assert_eq!(packs(), made);
    fs::write(pdf, "").expect("cut off");
    check(&batch(&scratch, &[]), 0, &["没有变化3案", "打印包"]);
    assert_eq!(packs(), made);
}

#[test]
fn a_writ_that_was_cut_off_is_made_again() {
    let scratch = three("batch-cut-off");
    check(&batch(&scratch, &[]), 0, &["生成3案"]);
    let folder = scratch.0.join("out/2");
    let before = command::tree(&folder);
    for name in before.keys().filter(|name| name.ends_with(".pdf")) {
        fs::write(folder.join(name), "").expect("cut off");
    }
    check(&batch(&scratch, &[]), 0, &["生成1案", "没有变化2案"]);
    assert!(command::tree(&folder) == before);
}

#[test]
fn each_filled_in_ledger_stays_until_it_has_come_back() {
    let scratch = three("batch-two-ledgers");
    check(&batch(&scratch, &[]), 0, &["生成3案"]);
    let (ledger, beside) = (scratch.0.join("out/ledger.xlsx"), scratch.0.join("out/ledger-new.xlsx"));
    fs::write(&ledger, "填过").expect("filled in");
    check(&batch(&scratch, &[]), 0, &["B30", "ledger-new.xlsx"]);
    // the new one is taken back; the old one still waits
    let apply = command::run(command::wenshu(["batch", "apply", &scratch.path("out/ledger-new.xlsx"), "--write"]), "");
    assert_eq!(apply.code, 0, "{}", apply.said());
    check(&batch(&scratch, &[]), 0, &["B30", "ledger.xlsx"]);
    assert_eq!(fs::read_to_string(&ledger).expect("kept"), "填过");
    // filled in both: neither is touched
    fs::write(&beside, "也填过").expect("filled in");
    check(&batch(&scratch, &[]), 0, &["B30", "ledger.xlsx”“"]);
    assert_eq!((fs::read_to_string(&ledger).expect("kept"), fs::read_to_string(&beside).expect("kept")), ("填过".into(), "也填过".into()));
    // only the one beside
    fs::remove_file(&ledger).expect("moved away");
    check(&batch(&scratch, &[]), 0, &["B30", "ledger-new.xlsx"]);
    assert!(ledger.is_file() && fs::read_to_string(&beside).expect("kept") == "也填过");
}

#[test]
fn a_file_an_officer_put_into_a_case_folder_goes_with_it() {
    let scratch = three("batch-own-file");
    check(&batch(&scratch, &[]), 0, &["生成3案"]);
    let own = scratch.0.join("out/3/扫描件.txt");
    fs::write(&own, "自己的").expect("a file");
    fs::write(scratch.0.join("in/3.events.yaml"), "调查终结: 2026-03-20\n").expect("sidecar");
    check(&batch(&scratch, &[]), 0, &["生成1案", "没有变化2案"]);
    assert_eq!(fs::read_to_string(&own).expect("kept"), "自己的");
    // a DOCX that was edited is not made anew without a word
    let name = command::tree(&scratch.0.join("out/3")).into_keys().find(|name| name.ends_with(".docx")).expect("a DOCX");
    let path = scratch.0.join("out/3").join(&name);
    let mut bytes = fs::read(&path).expect("bytes");
    bytes[40] ^= 1;
    fs::write(&path, &bytes).expect("edited");
    fs::write(scratch.0.join("in/3.events.yaml"), "调查终结: 2026-03-21\n").expect("sidecar");
    check(&batch(&scratch, &[]), 1, &["O04", &name, "拒绝1案"]);
    assert!(fs::read(&path).expect("kept") == bytes);
}

#[test]
fn a_dry_run_says_what_the_run_would_say() {
    let scratch = three("batch-dry-all");
    let dry = batch(&scratch, &["--dry-run"]);
    check(&dry, 0, &["可以生成3案", "没有写出任何文件"]);
    let made = batch(&scratch, &[]);
    let counts = |said: &str| {
        said.lines()
            .find_map(|line| line.split_once("（文书").map(|(_, rest)| rest.split(['）', '；']).next().unwrap_or_default().to_string()))
    };
    assert_eq!(counts(&dry.said()), counts(&made.said()), "{}\n{}", dry.said(), made.said());
    assert!(counts(&dry.said()).is_some_and(|counts| counts.contains("未到")), "{}", dry.said());
    // finals that would change, and drafts where only finals are wanted
    fs::write(scratch.0.join("in/2.yaml"), form(2, "二组", "2026-03-11")).expect("form");
    check(&batch(&scratch, &["--dry-run"]), 1, &["O03", "拒绝1案", "可以生成2案"]);
    check(&batch(&scratch, &["--dry-run", "--final"]), 1, &["O30", "拒绝3案"]);
}

#[test]
fn a_form_that_was_renamed_is_told_to_be_another_case() {
    let scratch = three("batch-renamed");
    check(&batch(&scratch, &[]), 0, &["生成3案"]);
    fs::rename(scratch.0.join("in/3.yaml"), scratch.0.join("in/新3.yaml")).expect("renamed");
    check(&batch(&scratch, &[]), 0, &["B32", "没有它们的表单：3", "生成1案", "没有变化2案"]);
    let quiet = batch(&scratch, &[]);
    assert!(!quiet.said().contains("B32"), "{}", quiet.said());
}
