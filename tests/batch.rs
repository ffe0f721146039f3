//! `wenshu batch` as a user runs it: forms of an action, what is shared, numbers, resuming, several organs, refusals. What
//! happens to a batch that is killed or has no room is tried by `tests/validate/batch.py`.
#![cfg(unix)]

#[path = "support/command.rs"]
#[allow(dead_code)]
mod command;
#[path = "batch/kept.rs"]
mod kept;

use command::{Ran, Scratch, run, tree, wenshu};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const ACTION: &str = "\
行动: {名称: 春季集中检查, 编号: JZ-1}
共同:
  机关: 太仓
  案件来源: 集中检查
  案由: warning-signs
  检查: {类别: 专项检查, 场所: 冲压车间}
小组:
  一组: {执法人员: [李卫东, 王晓明]}
  二组: {执法人员: [顾文琴, 周敏]}
";

/// A form of the action: an inspection with a finding, its filing on `filed`.
fn form(number: u32, team: &str, filed: &str) -> String {
    format!(
        "小组: {team}\n当事人: {{名称: 太仓某某{number}厂, 统一社会信用代码: 91320585****{number:04}, 法定代表人: 张三, 地址: 太仓市虚构路{number}号}}\n\
         检查时间: 2026-03-05 {:02}:00\n违法事实: 2026年3月5日检查时，太仓某某{number}厂冲压车间{number}台冲床没有设置安全警示标志。\n\
         证据: [现场照片 3张]\n罚款: 5000\n立案: {filed}\n",
        8 + number
    )
}

/// A folder with the agency, the action and forms.
fn action(name: &str, forms: &[(&str, String)]) -> Scratch {
    let scratch = Scratch::new(name);
    fs::create_dir_all(scratch.0.join("in/agencies")).expect("folder");
    let agency = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/agencies/太仓.yaml");
    fs::copy(agency, scratch.0.join("in/agencies/太仓.yaml")).expect("agency");
    fs::write(scratch.0.join("in/action.yaml"), ACTION).expect("action");
    for (name, text) in forms {
        let path = scratch.0.join("in").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folder");
        fs::write(path, text).expect("form");
    }
    scratch
}

fn three(name: &str) -> Scratch {
    let forms = [(1, "一组"), (2, "二组"), (3, "一组")].map(|(n, team)| (format!("{n}.yaml"), form(n, team, "2026-03-10")));
    action(name, &forms.each_ref().map(|(name, text)| (name.as_str(), text.clone())))
}

fn batch(scratch: &Scratch, options: &[&str]) -> Ran {
    let (folder, out) = (scratch.path("in"), scratch.path("out"));
    run(wenshu(["batch", &folder, "-o", &out, "--quiet"].iter().chain(options)), "")
}

fn check(ran: &Ran, code: i32, words: &[&str]) {
    assert_eq!(ran.code, code, "{}", ran.said());
    for word in words {
        assert!(ran.said().contains(word), "“{word}” in {}", ran.said());
    }
}

fn register(scratch: &Scratch) -> Vec<String> {
    let text = fs::read_to_string(scratch.0.join("in/agencies/register.csv")).expect("a register");
    text.lines().skip(1).map(str::to_string).collect()
}

/// The number of a writ of each case, from the summary.
fn numbers(scratch: &Scratch, writ: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(scratch.0.join("out/batch-summary.json")).expect("a summary");
    let summary: Value = serde_json::from_str(&text).expect("JSON");
    let mut out = BTreeMap::new();
    for case in summary["case"].as_array().expect("cases") {
        for row in case["numbers"].as_array().into_iter().flatten().filter(|row| row["writ"] == writ) {
            out.insert(case["folder"].as_str().expect("a folder").into(), row["number"].as_str().expect("a number").into());
        }
    }
    out
}

#[test]
fn every_form_becomes_a_folder_as_when_made_alone() {
    let scratch = three("batch-alone");
    check(&batch(&scratch, &[]), 0, &["共3案：生成3案"]);
    for number in ["1", "2", "3"] {
        let form = scratch.path(&format!("in/{number}.yaml"));
        let ran = run(wenshu(["render", &form, "-o", &scratch.path("alone")]), "");
        assert_eq!(ran.code, 0, "{}", ran.said());
        assert!(tree(&scratch.0.join("out").join(number)) == tree(&scratch.0.join("alone").join(number)), "{number}");
    }
    let filed = numbers(&scratch, "立案审批表");
    let expected = ["1", "2", "3"].map(|n| (n.to_string(), format!("（苏太）应急立〔2026〕{n}号")));
    assert_eq!(filed, BTreeMap::from(expected));
    let record = fs::read_to_string(scratch.0.join("out/1/findings.txt")).expect("findings");
    assert!(record.starts_with("1.yaml："), "{record}");
}

#[test]
fn a_second_run_makes_only_what_changed() {
    let scratch = three("batch-again");
    check(&batch(&scratch, &[]), 0, &["生成3案"]);
    let before = tree(&scratch.0.join("out/1"));
    check(&batch(&scratch, &[]), 0, &["生成0案，没有变化3案"]);
    fs::write(scratch.0.join("in/2.yaml"), form(2, "二组", "2026-03-11")).expect("form");
    check(&batch(&scratch, &[]), 1, &["O03", "立案审批表", "没有变化2案", "拒绝1案"]);
    check(&batch(&scratch, &["--force"]), 0, &["生成1案", "没有变化2案"]);
    fs::write(scratch.0.join("in/3.events.yaml"), "调查终结: 2026-03-20\n").expect("sidecar");
    check(&batch(&scratch, &[]), 0, &["生成1案", "没有变化2案"]);
    fs::remove_file(scratch.0.join("out/1/whole.pdf")).expect("removed");
    check(&batch(&scratch, &[]), 0, &["生成1案", "没有变化2案"]);
    assert!(tree(&scratch.0.join("out/1")) == before);
    let agency = scratch.0.join("in/agencies/太仓.yaml");
    let text = fs::read_to_string(&agency).expect("agency").replace("联系人: 顾文琴", "联系人: 周敏");
    fs::write(&agency, text).expect("agency");
    check(&batch(&scratch, &["--force"]), 0, &["生成3案"]);
    check(&batch(&scratch, &["--format", "pdf", "--force"]), 0, &["生成3案"]);
    assert_eq!(register(&scratch).iter().filter(|row| row.contains(",立,")).count(), 3);
}

#[test]
fn numbers_come_from_the_ranges_of_the_teams_and_are_never_given_again() {
    let scratch = three("batch-ranges");
    let head = "\u{FEFF}状态,机关,小组,字,年,序号,至,文号,案件,文书,对象\n";
    let rows = "号段,,一组,立,2026,10,10\n号段,,二组,立,2026,20,29\n已发,太仓市应急管理局,,立,2026,20,,（苏太）应急立〔2026〕20号,撤了的案,立案审批表,\n";
    fs::write(scratch.0.join("in/agencies/register.csv"), format!("{head}{rows}")).expect("register");
    let ran = batch(&scratch, &[]);
    check(&ran, 0, &["生成3案"]);
    let filed = numbers(&scratch, "立案审批表");
    assert_eq!(filed.get("1").map(String::as_str), Some("（苏太）应急立〔2026〕10号"));
    assert_eq!(filed.get("2").map(String::as_str), Some("（苏太）应急立〔2026〕21号"));
    assert_eq!(filed.get("3"), None);
    let findings = fs::read_to_string(scratch.0.join("out/3/findings.txt")).expect("findings");
    assert!(findings.contains("号段") && findings.contains("用完"), "{findings}");
    let path = scratch.0.join("in/agencies/register.csv");
    let text = fs::read_to_string(&path).expect("register") + "号段,,一组,立,2026,50,59\n";
    fs::write(&path, text).expect("register");
    check(&batch(&scratch, &[]), 0, &["生成1案", "没有变化2案"]);
    assert_eq!(numbers(&scratch, "立案审批表").get("3").map(String::as_str), Some("（苏太）应急立〔2026〕50号"));
}

#[test]
fn numbers_of_forms_are_kept_free_and_a_number_of_another_case_is_a_veto() {
    let own = |n: u32, number: &str| form(n, "一组", "2026-03-10") + &format!("文号: {{立案审批表: {number}}}\n");
    let forms = [
        ("1.yaml", form(1, "一组", "2026-03-10")),
        ("2.yaml", own(2, "（苏太）应急立〔2026〕1号")),
        ("3.yaml", own(3, "（苏太）应急立〔2026〕1号")),
    ];
    let scratch = action("batch-given", &forms);
    check(&batch(&scratch, &[]), 0, &["生成3案"]);
    let filed = numbers(&scratch, "立案审批表");
    assert_eq!(filed["1"], "（苏太）应急立〔2026〕2号");
    assert_eq!((filed["2"].as_str(), filed["3"].as_str()), ("（苏太）应急立〔2026〕1号", "（苏太）应急立〔2026〕1号"));
    let said = |n: u32| fs::read_to_string(scratch.0.join(format!("out/{n}/findings.txt"))).expect("findings");
    assert!(said(3).contains("否决 R100") && !said(2).contains("R100"), "{}", said(3));
}

#[test]
fn bad_forms_are_reported_by_place_and_stop_no_other() {
    let mut forms = vec![
        ("1.yaml", form(1, "一组", "2026-03-10")),
        ("2.yaml", form(2, "一组", "2026-02-30")),
        ("3.yaml", form(3, "三组", "2026-03-10")),
    ];
    forms.push(("4.yaml", "\t坏".to_string()));
    let scratch = action("batch-bad", &forms);
    let ran = batch(&scratch, &[]);
    check(&ran, 1, &["共4案：生成1案", "拒绝3案", "in/2.yaml 第7行", "三组", "in/4.yaml 第1行"]);
    let names: Vec<String> =
        fs::read_dir(scratch.0.join("out")).expect("out").flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    assert!(!names.iter().any(|name| ["2", "3", "4"].contains(&name.as_str())), "{names:?}");
    let summary: Value =
        serde_json::from_str(&fs::read_to_string(scratch.0.join("out/batch-summary.json")).expect("summary")).expect("JSON");
    assert_eq!(summary["refused"], 3);
    assert_eq!(summary["case"][1]["findings"][0]["place"]["line"], 7);
    let json = batch(&scratch, &["--json"]);
    let lines: Vec<Value> = json.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 5, "{}", json.out);
    assert_eq!(lines[4]["refused"], 3);
    // a case that is as it was has the writs it had
    let same = lines.iter().find(|line| line["outcome"] == "没有变化").expect("a case");
    assert_eq!(&same["final"], &summary["case"][0]["writs"]["定稿"], "{same}");
    assert!(same["final"].as_u64() > Some(0) && same["coming"].as_u64() > Some(0), "{same}");
}

#[test]
fn an_action_file_that_is_wrong_stops_everything_at_once() {
    let scratch = three("batch-action");
    fs::write(scratch.0.join("in/action.yaml"), "行动: 甲\n共同: {案油: x}\n").expect("action");
    let ran = batch(&scratch, &[]);
    check(&ran, 1, &["F01", "action.yaml 第2行", "案由"]);
    assert_eq!(ran.said().matches("F01").count(), 1, "{}", ran.said());
    assert!(!scratch.0.join("out").exists());
}

#[test]
fn a_dry_run_tells_everything_and_writes_nothing() {
    let forms = [("1.yaml", form(1, "一组", "2026-03-10")), ("2.yaml", form(2, "一组", "2026-02-30"))];
    let scratch = action("batch-dry", &forms);
    let before = tree(&scratch.0);
    let ran = run(wenshu(["batch", &scratch.path("in"), "--dry-run", "--quiet"]), "");
    check(&ran, 1, &["可以生成1案", "没有写出任何文件", "拒绝1案", "2.yaml 第7行"]);
    assert!(tree(&scratch.0) == before);
}

#[test]
fn two_cases_of_one_id_are_not_both_made() {
    let twice = |n: u32| format!("编号: 甲-1\n{}", form(n, "一组", "2026-03-10"));
    let scratch = action("batch-twice", &[("1.yaml", twice(1)), ("2.yaml", twice(2)), ("a/3.yaml", form(3, "一组", "2026-03-10"))]);
    check(&batch(&scratch, &[]), 1, &["B02", "甲-1", "2.yaml", "生成2案", "拒绝1案"]);
    assert!(scratch.0.join("out/a/3/manifest.json").is_file());
    let clash = action("batch-clash", &[("1.yaml", form(1, "一组", "2026-03-10")), ("1.yml", form(2, "一组", "2026-03-10"))]);
    check(&batch(&clash, &[]), 1, &["B01", "1.yml"]);
}

#[test]
fn organs_that_act_together_have_their_own_folders_and_numbers() {
    let other = |n: u32| format!("机关: 双凤\n{}", form(n, "一组", "2026-03-10"));
    let scratch = action("batch-organs", &[("1.yaml", form(1, "一组", "2026-03-10")), ("2.yaml", other(2)), ("3.yaml", other(3))]);
    let path = scratch.0.join("in/agencies");
    let text = fs::read_to_string(path.join("太仓.yaml")).expect("agency");
    let town = text.replace("全称: 太仓市应急管理局", "全称: 太仓市双凤镇人民政府").replace("苏太", "苏太双");
    fs::write(path.join("双凤.yaml"), town).expect("agency");
    check(&batch(&scratch, &[]), 0, &["生成3案"]);
    let filed = numbers(&scratch, "立案审批表");
    let expected =
        [("双凤/2", "（苏太双）应急立〔2026〕1号"), ("双凤/3", "（苏太双）应急立〔2026〕2号"), ("太仓/1", "（苏太）应急立〔2026〕1号")];
    assert_eq!(filed, BTreeMap::from(expected.map(|(case, number)| (case.to_string(), number.to_string()))));
}

#[test]
fn a_wrong_call_is_told_in_chinese() {
    let scratch = three("batch-call");
    check(&run(wenshu(["batch"]), ""), 2, &["还缺少"]);
    check(&run(wenshu(["batch", &scratch.path("无"), "-o", &scratch.path("out")]), ""), 2, &["没有", "无"]);
    check(&run(wenshu(["batch", &scratch.path("in")]), ""), 2, &["还缺少"]);
    for wrong in ["0/2", "3/2", "1", "a/b"] {
        check(&batch(&scratch, &["--shard", wrong]), 2, &["i/n"]);
    }
    fs::create_dir_all(scratch.0.join("空")).expect("folder");
    check(&run(wenshu(["batch", &scratch.path("空"), "-o", &scratch.path("out")]), ""), 2, &["没有案件表单"]);
    check(&run(wenshu(["batch", "--help"]), ""), 0, &["--dry-run", "--shard", "台账"]);
}

#[test]
fn a_final_that_a_veto_makes_a_draft_says_which() {
    let scratch = three("batch-veto");
    check(&batch(&scratch, &[]), 0, &["生成3案"]);
    // no paper shows who the party is
    fs::write(scratch.0.join("in/1.events.yaml"), "告知: 2026-03-12\n").expect("sidecar");
    let ran = batch(&scratch, &[]);
    check(&ran, 1, &["否决 R06", "O03", "没有变化2案", "拒绝1案"]);
}

const LIST: &str = "\
案件编号,小组,企业名称,统一社会信用代码,法定代表人,地址,检查日期,检查时间,检查情况,违法事实,罚款,证据,立案日期
甲-1,一组,太仓某某一厂,91320585****0001,张三,太仓市虚构路1号,2026-03-05,09:00-10:00,,2026年3月5日检查时，太仓某某一厂冲压车间2台冲床没有设置安全警示标志。,5000,现场照片 3张,2026-03-10
甲-2,二组,太仓某某二厂,91320585****0002,李四,太仓市虚构路2号,2026-03-05,10:30-11:30,,2026年3月5日检查时，太仓某某二厂喷涂车间没有设置安全警示标志。,#N/A,现场照片 2张,2026-03-10
甲-3,三组,太仓某某三厂,91320585****0003,王五,太仓市虚构路3号,2026-03-05,14:00-15:00,,2026年3月5日检查时，太仓某某三厂没有设置安全警示标志。,5000,现场照片,2026-03-10
甲-4,二组,太仓某某四厂,91320585****0004,赵六,太仓市虚构路4号,2026-03-05,14:00-15:00,检查未发现问题,,,,
";

/// A list beside an action file.
fn list(name: &str, text: &str) -> (Scratch, String) {
    let scratch = action(name, &[]);
    let path = scratch.path("in/名单.csv");
    fs::write(&path, text).expect("a list");
    (scratch, path)
}

fn batch_list(scratch: &Scratch, list: &str, options: &[&str]) -> Ran {
    run(wenshu(["batch", list, "-o", &scratch.path("out")].iter().chain(options)), "")
}

#[test]
fn a_list_makes_a_case_of_each_row_and_names_bad_cells() {
    let (scratch, path) = list("batch-list", LIST);
    let dry = batch_list(&scratch, &path, &["--dry-run"]);
    check(&dry, 1, &["企业名称", "当事人.名称", "单元格K3", "#N/A", "三组", "可以生成2案"]);
    assert!(!scratch.0.join("in/mapping.yaml").exists() && !scratch.0.join("in/名单-表单").exists());
    let ran = batch_list(&scratch, &path, &[]);
    // the second row is no form, the third names a team the action does not have
    check(&ran, 1, &["单元格K3", "“罚款”一列", "单元格B4", "三组", "生成2案", "拒绝1案"]);
    let names: Vec<String> = tree(&scratch.0.join("in/名单-表单")).into_keys().collect();
    assert_eq!(names, ["甲-1.yaml", "甲-3.yaml", "甲-4.yaml"]);
    assert!(scratch.0.join("out/甲-1/manifest.json").is_file() && scratch.0.join("out/甲-4/manifest.json").is_file());
    let clean = tree(&scratch.0.join("out/甲-4")).into_keys().collect::<String>();
    assert!(clean.contains("行政检查结果告知书") && !clean.contains("立案审批表"), "{clean}");
    let alone = run(wenshu(["render", &scratch.path("in/名单-表单/甲-1.yaml"), "-o", &scratch.path("alone")]), "");
    assert_eq!(alone.code, 0, "{}", alone.said());
    let writs = |folder: &str| {
        let mut files = tree(&scratch.0.join(folder));
        let told = ["findings.txt", "findings.json", "manifest.json"].map(|name| files.remove(name).unwrap_or_default());
        (files, String::from_utf8_lossy(&told.concat()).into_owned())
    };
    let ((from_list, in_cells), (from_form, in_form)) = (writs("out/甲-1"), writs("alone/甲-1"));
    assert!(from_list == from_form);
    // what is found in the form that was made is said where it can be mended
    assert!(in_cells.contains("名单.csv 单元格H2") && !in_cells.contains("┌─ 甲-1.yaml"), "{in_cells}");
    assert!(in_form.contains("┌─ 甲-1.yaml"), "{in_form}");
    let summary: Value =
        serde_json::from_str(&fs::read_to_string(scratch.0.join("out/batch-summary.json")).expect("summary")).expect("JSON");
    assert_eq!(summary["not_cases"].as_array().map(Vec::len), Some(1), "{summary}");
    assert_eq!(summary["case"][0]["row"]["row"], 2);
    fs::write(&path, LIST.replace("#N/A", "8000").replace("三组", "一组")).expect("mended");
    check(&batch_list(&scratch, &path, &["--quiet"]), 0, &["生成2案", "没有变化2案"]);
    fs::write(&path, LIST.lines().take(2).collect::<Vec<_>>().join("\n")).expect("shorter");
    check(&batch_list(&scratch, &path, &["--quiet"]), 0, &["没有变化1案", "B31", "甲-2.yaml等3份"]);
}

#[test]
fn a_row_without_an_organ_is_said_by_its_place() {
    let (scratch, path) = list("batch-no-organ", LIST);
    fs::write(scratch.0.join("in/action.yaml"), ACTION.replace("  机关: 太仓\n", "")).expect("action");
    let ran = batch_list(&scratch, &path, &["--dry-run", "--quiet"]);
    check(&ran, 1, &["错误 F50", "名单.csv 第2行", "字段：机关", "名单的“机关”一列"]);
    assert!(!ran.said().contains("┌─ 甲-1.yaml") && !ran.said().contains("┌─ 名单-表单"), "{}", ran.said());
    let named = LIST.lines().enumerate().map(|(at, line)| format!("{line},{}\n", if at == 0 { "机关" } else { "" }));
    fs::write(&path, named.collect::<String>()).expect("a list");
    check(&batch_list(&scratch, &path, &["--dry-run", "--quiet"]), 1, &["错误 F50", "名单.csv 单元格N2"]);
}

#[test]
fn a_list_whose_columns_are_not_clear_stops_before_any_case() {
    let (scratch, path) = list("batch-columns", &LIST.replace("罚款,证据", "那个数,证据"));
    let dry = batch_list(&scratch, &path, &["--dry-run", "--quiet"]);
    check(&dry, 1, &["S10", "试运行没有写出 mapping.yaml，不加 --dry-run 运行一次就有"]);
    let ran = batch_list(&scratch, &path, &[]);
    check(&ran, 1, &["那个数", "mapping.yaml"]);
    assert!(!ran.said().contains("试运行"), "{}", ran.said());
    assert!(!scratch.0.join("out").exists());
    let mapping = scratch.0.join("in/mapping.yaml");
    let text = fs::read_to_string(&mapping).expect("a mapping");
    let mended = text.lines().map(|line| if line.contains("那个数") { "  - {列名: 那个数, 填入: 罚款}" } else { line });
    fs::write(&mapping, mended.collect::<Vec<_>>().join("\n")).expect("mended");
    check(&batch_list(&scratch, &path, &["--quiet"]), 1, &["单元格K3", "生成2案"]);
}

#[test]
fn the_empty_list_is_read_back_without_a_question() {
    let (scratch, _) = list("batch-empty-list", "");
    for name in ["空.xlsx", "空.csv"] {
        let path = scratch.path(&format!("in/{name}"));
        let format = name.rsplit('.').next().expect("an extension");
        check(&run(wenshu(["batch", "--template", format, "-o", &path]), ""), 0, &[]);
        check(&run(wenshu(["batch", "--template", format, "-o", &path]), ""), 1, &["已经有了"]);
        let ran = batch_list(&scratch, &path, &["--dry-run"]);
        assert!(!ran.said().contains("待定") && !ran.said().contains("拒绝"), "{}", ran.said());
    }
}

#[test]
fn a_ledger_that_was_filled_in_is_not_overwritten() {
    let scratch = three("batch-ledger");
    check(&batch(&scratch, &[]), 0, &["生成3案"]);
    let ledger = scratch.0.join("out/ledger.xlsx");
    let made = fs::read(&ledger).expect("a ledger");
    check(&batch(&scratch, &[]), 0, &["没有变化3案"]);
    assert!(fs::read(&ledger).expect("a ledger") == made);
    fs::write(&ledger, b"filled in").expect("edited");
    check(&batch(&scratch, &[]), 0, &["B30", "ledger-new.xlsx"]);
    assert_eq!(fs::read(&ledger).expect("kept"), b"filled in");
    assert!(fs::read(scratch.0.join("out/ledger-new.xlsx")).expect("beside") == made);
    fs::remove_file(&ledger).expect("moved away");
    check(&batch(&scratch, &[]), 0, &["没有变化3案"]);
    assert!(ledger.is_file() && !scratch.0.join("out/ledger-new.xlsx").exists());
}
