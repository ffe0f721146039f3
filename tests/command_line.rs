//! The program at its edges: files that are none, folders it may not write, locales, wrong calls, repeated runs. Rows H13
//! to H21 of the list of tricky input. A refusal leaves nothing behind.
#![cfg(unix)]

#[path = "support/command.rs"]
mod command;

use command::{Ran, Scratch, run, tree, wenshu, wenshu_unprivileged};
use std::fs;
use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

fn case(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(name).display().to_string()
}

fn form(name: &str) -> String {
    std::fs::read_to_string(case(name)).expect("a sample")
}

fn agency() -> String {
    case("agencies/太仓.yaml")
}

fn check(ran: &Ran, code: i32, words: &[&str]) {
    assert_eq!(ran.code, code, "{ran:?}");
    for word in words {
        assert!(ran.said().contains(word), "“{word}” in {ran:?}");
    }
    assert_chinese(&ran.said());
}

/// Words of a command line that was not translated, and of a program that fell over.
fn assert_chinese(said: &str) {
    for word in [
        "Usage",
        "Options",
        "Commands",
        "Arguments",
        "error:",
        "possible values",
        "default:",
        "Print ",
        "panicked",
        "RUST_BACKTRACE",
        "os error",
    ] {
        assert!(!said.contains(word), "“{word}” in {said}");
    }
}

// ---- H13 ----

#[test]
fn what_is_no_file_is_refused_in_time_and_leaves_nothing() {
    let scratch = Scratch::new("h13");
    std::fs::create_dir(scratch.0.join("夹")).expect("a folder");
    assert!(std::process::Command::new("mkfifo").arg(scratch.0.join("p.yaml")).status().expect("mkfifo").success());
    symlink("/nonexistent", scratch.0.join("l.yaml")).expect("a link");
    scratch.file("n.yaml", "案由: x\n");
    std::fs::set_permissions(scratch.0.join("n.yaml"), Permissions::from_mode(0o000)).expect("no rights");
    for (input, word) in [
        (scratch.path("夹"), "是文件夹"),
        (scratch.path("p.yaml"), "管道或者设备"),
        ("/dev/zero".to_string(), "管道或者设备"),
        ("/dev/null".to_string(), "管道或者设备"),
        (scratch.path("l.yaml"), "断开的链接"),
        (scratch.path("没有.yaml"), "没有"),
        (scratch.path("n.yaml"), "没有权限"),
    ] {
        let out = scratch.path("出");
        check(&run(wenshu_unprivileged(["render", &input, "-o", &out]), ""), 1, &[word, "没有生成文书"]);
        check(&run(wenshu_unprivileged(["check", &input]), ""), 1, &[word]);
        assert!(!Path::new(&out).exists(), "{input}");
    }
    let ran = run(wenshu(["render", &case("minimal.yaml"), "-o", &scratch.path("出"), "--agency", &scratch.path("l.yaml")]), "");
    check(&ran, 1, &["断开的链接"]);
}

// ---- H15 ----

fn only_decision(input: &str, out: &str) -> Vec<String> {
    let words = ["render", input, "-o", out, "--agency", &agency(), "--only", "询问通知书", "--format", "docx"];
    words.iter().map(|word| word.to_string()).collect()
}

#[test]
fn places_that_cannot_take_the_folder_stay_as_they_were() {
    let scratch = Scratch::new("h15");
    let input = scratch.file("甲.yaml", &form("minimal.yaml"));
    let fresh = scratch.path("深/处/出");
    check(&run(wenshu_unprivileged(only_decision(&input, &fresh)), ""), 0, &["稿"]);
    assert!(tree(Path::new(&fresh)).contains_key("甲/manifest.json"));

    let shut = scratch.path("只读");
    std::fs::create_dir(&shut).expect("a folder");
    std::fs::set_permissions(&shut, Permissions::from_mode(0o555)).expect("read only");
    check(&run(wenshu_unprivileged(only_decision(&input, &shut)), ""), 2, &["没有权限"]);
    check(&run(wenshu_unprivileged(only_decision(&input, &scratch.path("只读/下层"))), ""), 2, &["没有权限"]);
    assert!(std::fs::read_dir(&shut).expect("a folder").next().is_none());

    let foreign = scratch.path("别人");
    std::fs::create_dir_all(scratch.0.join("别人/甲")).expect("a folder");
    scratch.file("别人/甲/私人.txt", "x");
    let before = tree(Path::new(&foreign));
    check(&run(wenshu(only_decision(&input, &foreign)), ""), 1, &["不是本程序生成的"]);
    assert_eq!(tree(Path::new(&foreign)), before);

    let elsewhere = scratch.path("外面");
    std::fs::create_dir(&elsewhere).expect("a folder");
    std::fs::create_dir(scratch.0.join("链")).expect("a folder");
    symlink(&elsewhere, scratch.0.join("链/甲")).expect("a link");
    check(&run(wenshu(only_decision(&input, &scratch.path("链"))), ""), 1, &["是一个链接"]);
    assert!(std::fs::read_dir(&elsewhere).expect("a folder").next().is_none());

    std::fs::create_dir(scratch.0.join("同名")).expect("a folder");
    scratch.file("同名/甲", "原文");
    check(&run(wenshu(only_decision(&input, &scratch.path("同名"))), ""), 1, &["已有同名文件"]);
    check(&run(wenshu(only_decision(&input, &scratch.path("同名/甲"))), ""), 2, &[]);
    assert_eq!(std::fs::read_to_string(scratch.0.join("同名/甲")).expect("kept"), "原文");
}

#[test]
fn a_final_writ_is_replaced_only_by_force() {
    let scratch = Scratch::new("force");
    let out = scratch.path("出");
    let input = scratch.file("沅.yaml", &form("welder-company.yaml"));
    let words = |more: &[&str]| {
        let base = ["render", &input, "-o", &out, "--agency", &case("agencies/沅陵.yaml"), "--only", "行政处罚决定书（单位）", "--final"];
        base.iter().chain(more).map(|word| word.to_string()).collect::<Vec<_>>()
    };
    check(&run(wenshu(words(&[])), ""), 0, &["定稿1份"]);
    let before = tree(Path::new(&out));
    check(&run(wenshu(words(&[])), ""), 0, &[]);
    assert_eq!(tree(Path::new(&out)), before);
    scratch.file("沅.yaml", &form("welder-company.yaml").replace("罚款: 18000", "罚款: 19000"));
    check(&run(wenshu(words(&[])), ""), 1, &["已有定稿", "--force"]);
    assert_eq!(tree(Path::new(&out)), before, "nothing half-written");
    check(&run(wenshu(words(&["--force"])), ""), 0, &[]);
    assert_ne!(tree(Path::new(&out)), before);
}

#[test]
fn every_refusal_leaves_the_former_folder_whole() {
    let scratch = Scratch::new("whole");
    let out = scratch.path("出");
    let input = scratch.file("甲.yaml", &form("minimal.yaml"));
    check(&run(wenshu(only_decision(&input, &out)), ""), 0, &[]);
    let before = tree(Path::new(&out));
    let base = form("minimal.yaml");
    for (damage, word) in [
        (base.replace("2026-03-05 09:30", "2026-13-45"), "没有13月"),
        (base.replace("案由: ", "案由："), "全角冒号"),
        (base.replace("法定代表人: 张三", "法定代表人: 张\u{2A6A5}"), "U+2A6A5"),
        (format!("{base}fadingdaibiaoren: 张三\n"), "fadingdaibiaoren"),
        (base.replace("案由: 特种作业人员无证上岗", "案由: 没有这种案由"), "案由目录里没有"),
    ] {
        scratch.file("甲.yaml", &damage);
        check(&run(wenshu(only_decision(&input, &out)), ""), 1, &[word, "没有生成文书"]);
        assert_eq!(tree(Path::new(&out)), before, "{word}");
    }
    scratch.file("甲.yaml", &base);
    let mut words = only_decision(&input, &out);
    words.push("--final".into());
    check(&run(wenshu(words), ""), 1, &["还是稿"]);
    assert_eq!(tree(Path::new(&out)), before);
}

// ---- H17, H21 ----

#[test]
fn neither_locale_nor_zone_nor_threads_nor_a_second_run_change_a_byte() {
    let scratch = Scratch::new("h21");
    let input = case("confined-space.yaml");
    let render = |name: &str, variables: &[(&str, &str)], more: &[&str]| {
        let out = scratch.path(name);
        let mut command = wenshu(["render", input.as_str(), "-o", &out].iter().chain(more));
        command.env_clear().envs(variables.iter().copied());
        check(&run(command, ""), 0, &["定稿"]);
        tree(Path::new(&out))
    };
    let first = render("甲", &[("LANG", "zh_CN.UTF-8"), ("TZ", "Asia/Shanghai")], &[]);
    assert!(first.len() > 40, "{}", first.len());
    for (name, variables, more) in [
        ("乙", &[("LANG", "C"), ("LC_ALL", "C")][..], &[][..]),
        ("丙", &[][..], &["--jobs", "1"][..]),
        ("丁", &[("TZ", "America/New_York"), ("LC_ALL", "tr_TR.UTF-8")][..], &["--jobs", "8"][..]),
    ] {
        let other = render(name, variables, more);
        assert_eq!(first.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        for (file, bytes) in &first {
            assert!(other[file] == *bytes, "{name} {file}");
        }
    }
    assert_eq!(render("甲", &[("LANG", "C")], &[]), first, "over the first");
}

#[test]
fn messages_are_chinese_utf8_in_any_locale() {
    let scratch = Scratch::new("h17");
    let input = scratch.file("坏.yaml", "案由：x\n");
    for variables in [&[("LANG", "C")][..], &[("LC_ALL", "zh_CN.GBK")], &[]] {
        let mut command = wenshu(["check", &input]);
        command.env_clear().envs(variables.iter().copied());
        check(&run(command, ""), 1, &["全角冒号", "坏.yaml"]);
    }
}

// ---- H19 ----

#[test]
fn wrong_calls_are_said_in_chinese() {
    let minimal = case("minimal.yaml");
    for (arguments, word) in [
        (&[][..], "用法：wenshu <命令>"),
        (&["rendr"][..], "是不是想写“render”"),
        (&["render"][..], "还缺少"),
        (&["render", &minimal][..], "还缺少"),
        (&["render", &minimal, "-o"][..], "要写内容"),
        (&["render", &minimal, "-o", "x", "--nolog"][..], "没有“--nolog”"),
        (&["render", &minimal, "-o", "x", "--format", "doc"][..], "不能写“doc”"),
        (&["render", &minimal, "-o", "x", "--jobs", "many"][..], "不能写“many”"),
        (&["render", &minimal, "-o", "x", "--jobs", "0"][..], "不能写“0”"),
        (&["render", &minimal, "-o", "x", "--jobs", "70000"][..], "1 至 512"),
        (&["batch", &minimal, "-o", "x"][..], "一份表单用 wenshu render"),
        (&["list", "laws"][..], "不能写“laws”"),
        (&["new", "--agency", "--cause", "x"][..], "不能同时用"),
        (&["verify", "/nonexistent"][..], "manifest.json"),
        (&["batch", "a", "b", "-o", "out"][..], "错误：只能写一个文件夹或者名单，多写了“b”。"),
        (&["batch", "-o", "out", "--sheet", "甲", "a", "b", "c"][..], "错误：只能写一个文件夹或者名单，多写了“b”。"),
    ] {
        let ran = run(wenshu(arguments), "");
        check(&ran, 2, &[word]);
        assert!(ran.out.is_empty(), "{ran:?}");
    }
}

/// What is printed onto a full disk is lost; a reader that has seen enough is no fault.
#[test]
fn output_that_is_lost_is_a_failure() {
    for arguments in [&["batch", "--template", "csv"][..], &["list", "causes"], &["--help"]] {
        let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full disk");
        let said = wenshu(arguments).stdout(full()).output().expect("the program starts");
        let err = String::from_utf8_lossy(&said.stderr).into_owned();
        assert_eq!((said.status.code(), err.matches("标准输出写不出去，内容不全：磁盘已满").count()), (Some(2), 1), "{arguments:?}: {err}");
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let said = wenshu(arguments).stdout(writer).output().expect("the program starts");
        assert_eq!((said.status.code(), said.stderr.is_empty()), (Some(0), true), "{arguments:?}: {said:?}");
    }
}

#[test]
fn a_disk_that_fails_is_not_hidden_by_a_later_refusal() {
    let scratch = Scratch::new("worse");
    let bad = scratch.file("坏.yaml", "案由：x\n");
    let no_folder = scratch.file("out", "");
    for command in ["render", "dump"] {
        let ran = run(wenshu([command, &case("minimal.yaml"), &bad, "-o", &no_folder]), "");
        check(&ran, 2, &["全角冒号", "O01"]);
    }
}

#[test]
fn help_is_chinese_everywhere() {
    for arguments in [
        &["--help"][..],
        &["-h"],
        &["new", "--help"],
        &["check", "-h"],
        &["render", "--help"],
        &["plan", "--help"],
        &["agency", "--help"],
        &["agency", "check", "--help"],
        &["template", "--help"],
        &["template", "check", "--help"],
        &["list", "--help"],
        &["verify", "--help"],
        &["dump", "--help"],
        &["schema", "--help"],
    ] {
        let ran = run(wenshu(arguments), "");
        check(&ran, 0, &["用法：wenshu", "选项"]);
        for line in ran.out.lines().filter(|line| line.starts_with("  ")) {
            let mut parts = line.trim().splitn(2, "  ");
            let about = (parts.next(), parts.next());
            if let (Some(_), Some(about)) = about {
                assert!(about.chars().any(|ch| ('\u{4e00}'..='\u{9fff}').contains(&ch)), "{arguments:?}: {line}");
            }
        }
    }
    check(&run(wenshu(["--version"]), ""), 0, &[env!("CARGO_PKG_VERSION")]);
}

#[test]
fn a_form_on_standard_input_is_a_form() {
    let scratch = Scratch::new("stdin");
    let out = scratch.path("出");
    check(&run(wenshu(["check", "-", "--agency", &agency()]), &form("minimal.yaml")), 0, &["标准输入："]);
    check(&run(wenshu(["check", "--agency", &agency(), "-"]), ""), 1, &["没有内容"]);
    check(&run(wenshu(["--", "check"]), ""), 2, &[]);
    let ran = run(wenshu(["render", "--agency", &agency(), "--only", "询问通知书", "-o", &out, "-"]), &form("minimal.yaml"));
    check(&ran, 0, &[]);
    assert!(tree(Path::new(&out)).keys().any(|name| name.ends_with(".docx")));
}

#[test]
fn exit_codes_say_what_happened() {
    let scratch = Scratch::new("codes");
    let sound = case("minimal.yaml");
    let vetoed = scratch.file("倒置.yaml", &form("welder-company.yaml").replace("决定: {日期: 2026-04-07", "决定: {日期: 2026-03-20"));
    let (out, agency) = (scratch.path("出"), case("agencies/沅陵.yaml"));
    check(&run(wenshu(["check", &sound]), ""), 0, &[]);
    check(&run(wenshu(["check", &vetoed, "--agency", &agency]), ""), 1, &["否决", "程序倒置"]);
    let render = |more: &[&str]| {
        let words = ["render", vetoed.as_str(), "-o", &out, "--agency", &agency, "--only", "行政处罚决定书（单位）"];
        run(wenshu(words.iter().chain(more)), "")
    };
    check(&render(&["--final"]), 1, &["还是稿"]);
    assert!(!Path::new(&out).exists());
    check(&render(&[]), 0, &["稿1份", "有否决项"]);
    assert!(tree(Path::new(&out)).keys().any(|name| name.ends_with("（稿）.pdf")));
    check(&run(wenshu(["verify", &scratch.path("出/倒置")]), ""), 0, &["全部一致"]);
    scratch.file("出/倒置/findings.txt", "x");
    check(&run(wenshu(["verify", &scratch.path("出/倒置")]), ""), 1, &["内容已改变"]);
}

#[test]
fn a_slip_of_the_hand_costs_no_form() {
    let scratch = Scratch::new("slip");
    scratch.file("案.yaml", &form("minimal.yaml"));
    fs::create_dir(scratch.0.join("空")).expect("a folder");
    let (path, agency) = (scratch.path("案.yaml"), agency());
    for arguments in [
        &["plan", &path, "--agency", &agency, "--ics", &path][..],
        &["template", "diff", "内置", "内置", &path, "--agency", &agency, "--html", &path],
    ] {
        check(&run(wenshu(arguments), ""), 2, &["O02", "已经有了", "不覆盖"]);
        assert_eq!(fs::read_to_string(&path).expect("the form"), form("minimal.yaml"), "{arguments:?}");
    }
    let calendar = scratch.path("期限.ics");
    for _ in 0..2 {
        check(&run(wenshu(["plan", &path, "--agency", &agency, "--ics", &calendar]), ""), 0, &["期限.ics"]);
    }
    let empty = scratch.path("空");
    check(&run(wenshu(["template", "check", &empty]), ""), 2, &["Y20", "里没有模板"]);
    check(&run(wenshu(["check", &path, "--agency", &agency, "--law", &empty]), ""), 2, &["Y20", "里没有法律数据"]);
}

/// Wording has dates: before the first of them there is none, which is said and is not a blank.
#[test]
fn a_day_without_wording_leaves_a_gap() {
    let scratch = Scratch::new("old-day");
    scratch.file("案.yaml", &form("minimal.yaml").replace("2026-", "2016-"));
    let (path, out) = (scratch.path("案.yaml"), scratch.path("out"));
    let ran = run(wenshu(["render", &path, "--agency", &agency(), "-o", &out]), "");
    assert!(!ran.said().contains("T22") && !ran.said().contains(".xml"), "{}", ran.said());
    let found = fs::read_to_string(scratch.0.join("out/案/findings.txt")).expect("findings");
    assert!(found.contains("固定用语 order_consequence（办理日期的没有收录）"), "{found}");
}

#[test]
fn two_forms_of_one_name_are_not_written_over_each_other() {
    let scratch = Scratch::new("one-name");
    for folder in ["甲", "乙"] {
        fs::create_dir(scratch.0.join(folder)).expect("a folder");
        scratch.file(&format!("{folder}/案.yaml"), &form("minimal.yaml"));
    }
    let (first, second, out) = (scratch.path("甲/案.yaml"), scratch.path("乙/案.yaml"), scratch.path("out"));
    for command in ["render", "dump"] {
        let ran = run(wenshu([command, &first, &second, "--agency", &agency(), "-o", &format!("{out}-{command}")]), "");
        check(&ran, 1, &["B01", "甲/案.yaml", "同一个文件夹“案”"]);
        assert!(scratch.0.join(format!("out-{command}/案")).is_dir());
    }
}
