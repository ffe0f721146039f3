//! `wenshu explain` and the lists of the law, through the program.
#![cfg(unix)]

#[path = "support/command.rs"]
#[allow(dead_code)] // shared with tests that also look at folders
mod command;

use command::{run, wenshu};

/// What is typed, the day, the exit status, words that must be said, words that must not.
type Row = (&'static str, &'static str, i32, &'static [&'static str], &'static [&'static str]);

const ROWS: &[Row] = &[
    // a cause by alias, id and legal name
    (
        "无证电焊",
        "2026-03-05",
        0,
        &[
            "special-op-cert",
            "组：A ",
            "违反：《中华人民共和国安全生产法》第三十条第一款",
            "处罚依据：《中华人民共和国安全生产法》第九十七条第（七）项",
            "首次·单位：罚款100000元以下",
            "逾期未改正·个人：罚款20000元以上50000元以下",
            "2026年3月5日适用",
            "营业执照",
            "询问提纲　主要负责人",
            "（证明：",
            "第三条第（二）项",
            "裁量　",
            "已核",
        ],
        &["选引"],
    ),
    ("special-op-cert", "2026-03-05", 0, &["特种作业人员无证上岗"], &[]),
    // the row of the day is marked, not the other one
    ("hazchem-license", "2026-04-30", 0, &["2013年12月7日至2026年4月30日（2026年4月30日适用）", "2026年5月1日起　"], &[]),
    ("hazchem-license", "2026-05-01", 0, &["2026年5月1日起（2026年5月1日适用）", "至2026年4月30日　"], &[]),
    // a run of 项 must be chosen from; fines by the grade of an accident
    ("accident-unit", "2026-03-05", 0, &["选引：按案情选定", "一般事故300000元以上1000000元以下"], &[]),
    // writs by title, id and 序号
    (
        "行政处罚告知书",
        "2026-03-05",
        0,
        &["penalty_notice", "序号：24", "hearing_not_offered　不告知听证", "notice.penalties", "表单的键“告知”"],
        &[],
    ),
    ("penalty_notice", "2026-03-05", 0, &["行政处罚告知书"], &[]),
    ("24", "2026-03-05", 0, &["行政处罚告知书"], &["行政处罚听证告知书"]),
    ("h4", "2026-03-05", 0, &["证据清单"], &[]),
    ("缴纳罚款催告书", "2026-03-05", 0, &["日期取自：缴款催告"], &["表单的键“缴款”"]),
    // statutes and provisions
    ("安全生产法", "2026-03-05", 0, &["aqscf-2014", "aqscf-2021", "结构：收录全部条文，共119条", "special-op-cert"], &[]),
    ("安全生产法", "2001-01-01", 0, &["2001年1月1日没有有效的版本"], &["适用）"]),
    ("aqscf-2021", "2026-03-05", 0, &["主席令第八十八号"], &[]),
    ("安全生产法第九十七条第七项", "2026-03-05", 0, &["有这一条款", "一款，七项", "用到它的", "special-op-cert"], &["hazard-log"]),
    ("《安全生产法》97条", "2026-03-05", 0, &["special-op-cert", "hazard-log"], &[]),
    ("安全生产法第九十七条第七项", "2020-01-01", 1, &["第九十七条不分项，没有第（七）项"], &["有这一条款"]),
    ("安全生产法第九十七条第九项", "2026-03-05", 1, &["只有七项"], &["有这一条款"]),
    ("安全生产法第九百条", "2026-03-05", 1, &["没有第九百条"], &["有这一条款"]),
    // a version listed in part does not tell what else it holds
    ("《生产经营单位安全培训规定》第五条", "2026-03-05", 0, &["这一条没有收录，有没有要查原文", "核对：未核"], &["有这一条款"]),
    // limits
    ("statement-period", "2026-03-05", 0, &["数值：五个工作日", "未定数（工作日）", "第十八条第二款", "2026年3月5日适用"], &[]),
    ("陈述、申辩期限", "2026-03-05", 0, &["statement-period"], &[]),
    // nothing of that name
    ("特种作页", "2026-03-05", 2, &["没有叫“特种作页”的", "“特种作业人员无证上岗”"], &[]),
    ("安全产生法第三条", "2026-03-05", 2, &["“安全生产法”"], &["有这一条款"]),
    ("statement-perod", "2026-03-05", 2, &["“statement-period”"], &[]),
    ("z", "2026-03-05", 2, &["没有叫“z”的"], &["是不是"]),
    ("", "2026-03-05", 2, &["没有叫“”的"], &["是不是"]),
];

#[test]
fn names_are_explained() {
    for (name, on, code, said, unsaid) in ROWS {
        let ran = run(wenshu(["explain", name, "--on", on]), "");
        assert_eq!(ran.code, *code, "{name} {on}: {ran:?}");
        assert_eq!(ran.out.is_empty(), *code == 2, "{name} {on}: {ran:?}");
        for word in *said {
            assert!(ran.said().contains(word), "{name} {on}: “{word}” is missing\n{}", ran.said());
        }
        for word in *unsaid {
            assert!(!ran.said().contains(word), "{name} {on}: “{word}” is said\n{}", ran.said());
        }
    }
}

#[test]
fn a_wrong_day_is_a_wrong_call() {
    let ran = run(wenshu(["explain", "安全生产法", "--on", "2026-13-01"]), "");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("应当是日期"), "{ran:?}");
}

#[test]
fn limits_and_hazards_are_listed_row_by_row() {
    let columns = |what: &str, count: usize| -> Vec<Vec<String>> {
        let ran = run(wenshu(["list", what]), "");
        assert_eq!(ran.code, 0, "{ran:?}");
        let rows: Vec<Vec<String>> = ran.out.lines().map(|line| line.split('\t').map(str::to_string).collect()).collect();
        assert!(rows.len() > 20 && rows.iter().all(|row| row.len() == count && row.iter().all(|cell| !cell.is_empty())), "{rows:#?}");
        rows
    };
    let limits = columns("limits", 6);
    let new = limits.iter().find(|row| row[0] == "statement-period" && row[4].starts_with("2026年2月1日")).expect("the row of 2026");
    assert_eq!(new[2..], ["五个工作日", "《安全生产违法行为行政处罚办法》第十八条第二款", "2026年2月1日起", "已核"]);
    assert!(limits.iter().any(|row| row[5] == "未核"));
    let hazards = columns("hazards", 3);
    let welder = hazards.iter().find(|row| row[0] == "第三条第（二）项").expect("the item");
    assert_eq!(welder[1..], ["特种作业人员无证上岗", "特种作业人员无证上岗"]);
}

/// Whatever a list names can be explained.
#[test]
fn listed_names_are_known() {
    for (what, column) in [("writs", 1), ("statutes", 0), ("limits", 0), ("causes", 1)] {
        let listed = run(wenshu(["list", what]), "").out;
        for name in listed.lines().step_by(9).filter_map(|line| line.split('\t').nth(column)) {
            let ran = run(wenshu(["explain", name, "--on", "2026-03-05"]), "");
            assert_eq!(ran.code, 0, "{what} {name}: {ran:?}");
            assert!(ran.out.contains(name), "{what} {name}: {ran:?}");
        }
    }
}
