//! The deep check: silent on the embedded data, loud on each planted fault.

use super::book;
use crate::diag::Diagnostic;
use crate::law::LawBook;
use crate::law::load::{self, LawFile};

#[test]
fn the_embedded_law_is_sound() {
    let findings = book().check();
    assert!(findings.is_empty(), "{findings:#?}");
}

/// The findings after `from` was replaced by `to` in one embedded file.
fn planted(name: &str, from: &str, to: &str) -> Vec<Diagnostic> {
    let mut files = load::embedded();
    let file = files.iter_mut().find(|file| file.name == name).expect("the file");
    assert!(file.text.contains(from), "{name} no longer contains {from}");
    file.text = file.text.replacen(from, to, 1);
    all(&files)
}

fn all(files: &[LawFile]) -> Vec<Diagnostic> {
    let (book, mut findings) = LawBook::load(files);
    findings.extend(book.check());
    findings
}

fn heard(findings: &[Diagnostic], file: &str, line: Option<u32>, words: &str) -> bool {
    findings.iter().any(|finding| {
        let place = finding.place.as_ref();
        finding.message.contains(words) && place.is_some_and(|place| &*place.file == file && line.is_none_or(|line| place.pos.line == line))
    })
}

#[test]
fn each_planted_fault_is_found_at_its_place() {
    let (a, limits, calendar) = ("causes/a-personnel-training.yaml", "limits.yaml", "calendar/2026.yaml");
    let cases: [(&str, &str, &str, Option<u32>, &str); 23] = [
        // A bad article, paragraph, item, statute.
        (a, "处罚依据: [{法: aqscf-2021, 条: 97, 项: 7}]", "处罚依据: [{法: aqscf-2021, 条: 120}]", Some(13), "没有第一百二十条"),
        (a, "违反: [{法: aqscf-2021, 条: 30, 款: 1}]", "违反: [{法: aqscf-2021, 条: 30, 款: 3}]", Some(13), "第三十条没有第三款"),
        (a, "违反: [{法: aqscf-2021, 条: 30, 款: 1}]", "违反: [{法: aqscf-2021, 条: 30}]", Some(13), "要写明是第几款"),
        (a, "处罚依据: [{法: aqscf-2021, 条: 97, 项: 7}]", "处罚依据: [{法: aqscf-2021, 条: 97, 项: 8}]", Some(13), "没有第（八）项"),
        (
            a,
            "处罚依据: [{法: aqscf-2021, 条: 97, 项: 7}]",
            "处罚依据: [{法: aqscf-2012, 条: 97, 项: 7}]",
            Some(13),
            "法律数据里没有《aqscf-2012》",
        ),
        // Rows that overlap, and rows outside the statute's life.
        (a, "至: 2026-05-31", "至: 2026-06-01", None, "两行同时有效"),
        (a, "- 自: 2021-09-01", "- 自: 2021-08-31", Some(13), "超出了《中华人民共和国安全生产法》"),
        (
            limits,
            "自: 2021-07-15, 至: 2026-01-31",
            "自: 2021-07-15, 至: 2026-02-01",
            None,
            "期限“statement-period”在2026年2月1日有两行同时有效",
        ),
        (limits, "至: 2026-01-31, 已核: 否", "至: 2026-02-01, 已核: 否", Some(14), "计算规则“inclusive-old”的时期"),
        (limits, "自: 2026-02-01, 适用: 程序", "自: 2026-01-31, 适用: 程序", None, "超出了《安全生产违法行为行政处罚办法》"),
        // Unknown names.
        (a, "证据: [cert-query,", "证据: [cert-qeury,", Some(6), "证据“cert-qeury”不在 evidence.yaml 里"),
        ("major-hazards.yaml", "案由: [special-op-cert]", "案由: [special-op]", None, "没有编号是“special-op”的案由"),
        ("discretion/ministry-2024.yaml", "案由: special-op-cert", "案由: special-op", None, "没有编号是“special-op”的案由"),
        // Ids and aliases that occur twice.
        (a, "编号: special-op-file", "编号: special-op-cert", None, "案由“special-op-cert”写了两次"),
        (a, "又称: [特种作业人员档案不健全]", "又称: [无证电焊]", None, "案由的叫法“无证电焊”属于两个案由"),
        // Amounts.
        (a, "下限: 100000, 上限: 200000", "下限: 300000, 上限: 200000", Some(13), "下限高于上限"),
        // Calendars.
        (calendar, "2026-02-14, 2026-02-28", "2026-02-13, 2026-02-28", None, "2026年2月13日不是周末"),
        (calendar, "2026-01-04, ", "2026-01-03, ", None, "2026年1月3日写了两次"),
        (calendar, "日: [2026-01-01", "日: [2025-01-01", None, "2026年年历里有别的年份的2025年1月1日"),
        // Regions, hazards.
        ("regions/360000.yaml", "单位: 20000, ", "", None, "标为已核，却没有数额"),
        ("major-hazards.yaml", "项数: 64", "项数: 65", None, "各条合计64项"),
        ("statutes/aqscf-2014.yaml", "至: 2021-08-31", "至: 2021-09-01", None, "两行同时有效"),
        // A question that takes for granted what it is to prove.
        ("inquiry/ppe.yaml", "发放台账由谁登记，签收人是哪些？", "为什么没有登记发放台账？", Some(12), "把“没有、缺少”当作已经查明"),
    ];
    for (file, from, to, line, words) in cases {
        let findings = planted(file, from, to);
        // Where two rows clash, the later one is named; the place of the other is attached.
        let elsewhere = findings.iter().any(|f| f.message.contains(words) && f.related.iter().any(|(place, _)| &*place.file == file));
        assert!(heard(&findings, file, line, words) || elsewhere, "{file}: {from} → {to}\n{findings:#?}");
    }
}

#[test]
fn a_year_left_out_between_two_others_is_found() {
    let files: Vec<LawFile> = load::embedded().into_iter().filter(|file| file.name != "calendar/2025.yaml").collect();
    assert!(heard(&all(&files), "calendar/2026.yaml", None, "年历缺2025年"));
}

#[test]
fn what_cannot_be_read_is_said_in_chinese_with_its_line() {
    let cases = [
        ("bases.yaml", "自: 2026-02-01", "自: 2026-02-30", 3, "“2026-02-30”不是日期"),
        ("bases.yaml", "已核: 是", "已核: 对", 3, "“对”不是“是”或者“否”"),
        ("limits.yaml", "单位: 工作日", "单位: 天", 18, "单位没有“天”这一种"),
        ("evidence.yaml", "种类:", "种别:", 2, "证据文件里没有“种别”这一项"),
    ];
    for (file, from, to, line, words) in cases {
        let findings = planted(file, from, to);
        assert!(heard(&findings, file, Some(line), words), "{file}: {findings:#?}");
    }
    let mut files = load::embedded();
    files.push(LawFile { name: "tariffs.yaml".into(), text: "甲: 1".into() });
    assert!(heard(&all(&files), "tariffs.yaml", None, "不认识“tariffs.yaml”"));
}

#[test]
fn the_tiers_of_a_complete_standard_cover_the_range_once() {
    let standard = |second: &str| {
        format!(
            "编号: local\n名称: 本地基准\n效力: 现行\n来源: 测试\n条目:\n  - 案由: special-op-cert\n    依据: [{{法: aqscf-2021, 条: 97, 项: 7}}]\n    收录: 全部\n    已核: 是\n    阶次:\n      - {{阶次: A, 单位: {{下限: 0, 上限: 30000}}, 已核: 是}}\n      - {{阶次: B, 单位: {{{second}}}, 已核: 是}}\n"
        )
    };
    for (second, words) in [
        ("下限: 30000, 上限: 100000", None),
        ("下限: 40000, 上限: 100000", Some("空档或者重叠")),
        ("下限: 20000, 上限: 100000", Some("空档或者重叠")),
        ("下限: 30000, 上限: 90000", Some("没有覆盖法定幅度")),
    ] {
        let name = "discretion/local.yaml".to_string();
        let files = load::overlay(load::embedded(), vec![LawFile { name, text: standard(second) }]);
        let findings = all(&files);
        match words {
            None => assert_eq!(findings, Vec::new()),
            Some(words) => assert!(heard(&findings, "discretion/local.yaml", Some(6), words), "{second}: {findings:#?}"),
        }
    }
}
