//! Rows of tricky input that are decided when a form is loaded: the row, the form, and what must be said. The three
//! outcomes: 拒绝 refuses the case, 否决 and 提醒 load it. A row with several findings expects each of them.

use super::events::Event;
use super::*;
use crate::diag::{Diagnostic, Rank};

/// A form that loads without any finding; rows add to it or replace a line.
const BASE: &str = "\
案由: 特种作业人员无证上岗
检查时间: 2026-03-05 09:30
当事人:
  名称: 太仓市某某精密机械有限公司
  统一社会信用代码: 91340100MA0000000G
  法定代表人: 张三
  地址: 江苏省太仓市城厢镇某某路8号
执法人员: [李卫东, 王晓明]
违法事实: 电焊工周某未取得特种作业操作证，在一车间从事焊接作业。
证据:
  - 现场照片 3张
  - {名称: 营业执照复印件, 份数: 1, 证明: 当事人主体资格}
罚款: 20000
";

/// A sidecar as it stands beside a form.
fn events(text: &str) -> Beside<'_> {
    Beside { events: Some((text, "a.events.yaml")), action: None }
}

/// BASE with the line that starts with `key` (at its indentation) replaced by `line`.
fn with(key: &str, line: &str) -> String {
    assert!(BASE.lines().any(|l| l.starts_with(key)), "{key}");
    BASE.lines().map(|l| if l.starts_with(key) { line } else { l }).collect::<Vec<_>>().join("\n") + "\n"
}

fn plus(lines: &str) -> String {
    format!("{BASE}{lines}\n")
}

const PASS: &[(Rank, &str)] = &[];

/// Row of the list of tricky input, form, what must be said.
type Row = (&'static str, String, &'static [(Rank, &'static str)]);

/// Loads and compares: exactly the expected ranks, each with its words in the message, remedy or expectation.
fn check(row: &str, source: &str, expected: &[(Rank, &str)]) -> Option<Case> {
    let (case, findings) = load(source, "case.yaml");
    let said = |finding: &Diagnostic| crate::diag::render(finding, Some(source));
    let all: String = findings.iter().map(said).collect();
    for (rank, words) in expected {
        assert!(findings.iter().any(|f| f.rank == *rank && said(f).contains(words)), "{row}: 应有{}“{words}”，实为\n{all}", rank.word());
    }
    let refusing = expected.iter().any(|(rank, _)| *rank == Rank::Refuse);
    assert_eq!(case.is_none(), refusing, "{row}:\n{all}");
    for finding in &findings {
        assert!(expected.iter().any(|(rank, _)| *rank == finding.rank), "{row}: 多出\n{}", said(finding));
        assert!(finding.place.is_some(), "{row}: 没有位置\n{}", said(finding));
        let english = ["expected", "found", "mapping", "scalar", "null", "error", "invalid"];
        assert!(!english.iter().any(|word| finding.message.contains(word)), "{row}: {}", finding.message);
    }
    case
}

#[test]
fn base_loads_clean() {
    let case = check("FORM", BASE, PASS).unwrap();
    assert_eq!(case.violations.len(), 1);
    assert_eq!(case.violations[0].facts.as_ref().unwrap().at.path.as_ref(), "违法事实");
    assert_eq!(case.fine_of(0), Some(2_000_000));
    assert_eq!(case.evidence[0].name.text(), "现场照片");
    assert_eq!(case.evidence[0].sheets.as_ref().unwrap().value, Some(3));
    assert_eq!(case.parties[0].head_label(), "法定代表人");
    assert_eq!(case.inspection.as_ref().unwrap().day().unwrap().to_string(), "2026-03-05");
    assert_eq!(case.officers_of(case.inspection.as_ref().unwrap()).len(), 2);
}

#[test]
fn names_and_codes() {
    use Rank::{Refuse, Remind, Veto};
    let uscc = |value: &str| with("  统一社会信用代码", &format!("  统一社会信用代码: {value}"));
    let head = |value: &str| with("  法定代表人", &format!("  法定代表人: {value}"));
    let person = |extra: &str| plus(&format!("询问: {{日期: 2026-03-06, 被询问人: {{姓名: 周某, {extra}}}}}"));
    let rows: Vec<Row> = vec![
        ("A01", head("䶮㛃𬭎"), PASS),
        ("A03", head("犇堃"), PASS),
        ("A05", head("买买提•吐尔逊"), &[(Remind, "买买提·吐尔逊")]),
        ("A05", head("买买提・吐尔逊"), &[(Remind, "U+30FB")]),
        ("A05", head("买买提‧吐尔逊"), &[(Remind, "U+2027")]),
        ("A05", head("买买提．吐尔逊"), &[(Remind, "U+FF0E")]),
        ("A05", head("买买提·吐尔逊"), PASS),
        ("A07", head("{姓名: JOHN SMITH, 证件: {类型: 护照, 号码: E12345678}}"), PASS),
        ("A09", head("葛\u{E0100}"), &[(Remind, "U+E0100")]),
        ("A09", head("张\u{200D}三"), &[(Remind, "零宽连接符")]),
        ("A11", plus("询问: {被询问人: 李卫东, 日期: 2026-03-06}"), PASS),
        ("B01", with("  名称", "  名称: ABB（中国）有限公司3M中国广X木业"), PASS),
        ("B03", with("  名称", &format!("  名称: {}", "长".repeat(60))), PASS),
        ("B07", uscc("91340100MA0000000X"), &[(Veto, "应为“G”")]),
        ("B09", uscc("914107216999952908"), PASS),
        ("B09", uscc("913401003281172451"), PASS),
        ("B11", uscc("91431****2400"), PASS),
        ("B11", uscc("91430281691828xxxx"), PASS),
        ("B13", uscc("913401003281172451(1-1)"), PASS),
        ("B15", with("  法定代表人", "  电话: 0512-53521234"), &[(Remind, "法定代表人")]),
        ("B15", with("  法定代表人", "  投资人: 张三"), PASS),
        ("B17", with("  法定代表人", "  类型: 村民委员会\n  负责人: 张三"), PASS),
        ("C01", person("身份证号: 110105194912310021"), &[(Veto, "应为“X”")]),
        ("C03", person("身份证号: 32058519000229001X"), &[(Veto, "1900年2月29日不存在")]),
        ("C03", person("身份证号: 320585199002290010"), &[(Veto, "1990年2月29日不存在")]),
        ("C03", person("身份证号: 320585200002290016"), PASS),
        ("C05", person("身份证号: 11010519491231002X, 性别: 男"), &[(Remind, "女")]),
        ("C05", person("身份证号: 11010519491231002X, 年龄: 70"), &[(Remind, "76岁")]),
        ("C05", person("身份证号: 11010519491231002X, 年龄: 76岁, 性别: 女"), PASS),
        ("C05", person("身份证号: 3325244************, 年龄: 5*"), PASS),
        ("C07", with("  地址", "  电话: 0512-53521234转8001"), PASS),
        ("C07", with("  地址", "  电话: +86 138 0000 0000"), PASS),
        ("H01", head("no"), &[(Remind, "加引号")]),
        ("H01", head("\"no\""), PASS),
        ("H05", with("执法人员", "执法人员: 李卫东、王晓明"), &[(Refuse, "[李卫东, 王晓明]")]),
    ];
    for (row, source, expected) in &rows {
        check(row, source, expected);
    }
}

#[test]
fn digits_stay_as_written() {
    for (row, key, written) in [
        ("C07", "电话", "05125352"),
        ("C07", "电话", "1xxxxxxxxxx"),
        ("C09", "邮编", "041000"),
        ("B09", "统一社会信用代码", "914107216999952908"),
        ("B13", "统一社会信用代码", "913401003281172451"),
    ] {
        let source = with("  统一社会信用代码", &format!("  {key}: {written}"));
        let case = check(row, &source, PASS).unwrap();
        let party = &case.parties[0];
        let text = [party.phone.as_ref(), party.postcode.as_ref()].into_iter().flatten().map(|t| t.text()).next();
        assert_eq!(text.or(party.uscc.as_ref().map(|code| code.text())), Some(written), "{row}");
    }
    let case = check("B13", &with("  统一社会信用代码", "  统一社会信用代码: 913401003281172451(1-1)"), PASS).unwrap();
    let code = case.parties[0].uscc.as_ref().unwrap();
    assert_eq!((code.text(), code.copy.as_deref()), ("913401003281172451", Some("1-1")));
}

#[test]
fn dates_and_times() {
    use Rank::Refuse;
    let date = |value: &str| plus(&format!("立案: {value}"));
    for value in
        ["2023-2-9", "2023/02/09", "2023.2.9", "20230209", "2023年2月9日", "二〇二三年二月九日", "二○二三年二月九日", "２０２３年２月９日"]
    {
        let case = check("D03", &date(value), PASS).unwrap();
        assert_eq!(case.filing.as_ref().unwrap().day().unwrap().to_string(), "2023-02-09", "{value}");
    }
    for (row, value, words) in [
        ("D01", "2023-13-45", "没有13月"),
        ("D01", "2026-06-31", "2026年6月只有30天"),
        ("D03", "二〇二三年", "不是能认出的"),
        ("D15", "9月10日", "没有写年份"),
        ("D15", "3-5", "没有写年份"),
        ("D03", "26-03-05", "年份不是四位"),
        ("D03", "下周一", "不是能认出的"),
    ] {
        check(row, &date(value), &[(Refuse, words)]);
    }
    for (row, value, hour) in [("D05", "2026-03-05 12:30", 12), ("D05", "2026年3月5日8时30分", 8), ("D05", "2026-03-05T09:30", 9)] {
        let case = check(row, &with("检查时间", &format!("检查时间: {value}")), PASS).unwrap();
        let start = case.inspection.as_ref().unwrap().start().unwrap();
        assert_eq!(start.time.unwrap(), values::Clock { hour, minute: 30 }, "{value}");
    }
    for (row, value, words) in [
        ("D05", "12:30", "没有写年月日"),
        ("D05", "2026-03-05 25:10", "一天只有"),
        ("D05", "{开始: 2026-03-05 09:30, 结束: 08:10}", "早于开始"),
    ] {
        check(row, &with("检查时间", &format!("检查时间: {value}")), &[(Refuse, words)]);
    }
    check("D15", &with("违法事实", "违法事实: 9月10日，周某无证焊接。"), PASS);
}

#[test]
fn terms_do_not_end_before_they_are_set() {
    let refused = |words| [(Rank::Refuse, words)];
    let order = |due: &str| plus(&format!("责令改正: {{日期: 2026-03-09, 期限: {due}}}"));
    check("期限", &order("2026-03-09"), PASS);
    check("期限", &order("2026-03-08"), &refused("整改期限（2026年3月8日）早于责令改正的日期（2026年3月9日）"));
    let items = plus("责令改正: {日期: 2026-03-09, 项: [{隐患: 通道堵塞, 期限: 2026-03-08}]}");
    check("期限", &items, &refused("早于责令改正的日期"));
    check("期限", &plus("催告: {日期: 2026-05-09, 种类: 缴款, 期限: 2026-05-01}"), &refused("催告的期限"));
}

#[test]
fn a_unit_has_one_head() {
    let head = |more: &str| plus("").replace("法定代表人: ", &format!("{more}\n  法定代表人: "));
    for more in ["负责人: 李四", "经营者: 李四", "投资人: {姓名: 李四}"] {
        check("负责人", &head(more), &[(Rank::Refuse, "都写了，文书上只有一个")]);
    }
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let refused = |words| [(Rank::Refuse, words)];
    check("零", &with("罚款", "罚款: 0"), &refused("罚款写的是零"));
    check("零", &with("罚款", "违法行为: {处罚: {罚款: 零元}}"), &refused("罚款"));
    check("零", &plus("告知: {日期: 2026-04-01, 拟处罚: {罚款: 0}}"), &refused("罚款写的是零"));
    check("证据", &with("  - 现场照片", "  - 现场照片 -3张"), &refused("“-3张”不是数量"));
    check("证据", &with("  - 现场照片", "  - 现场照片 3.5张"), &refused("“3.5张”不是数量"));
    check("证据", &with("  - 现场照片", "  - 合同第3-5页"), PASS);
    for grade in ["一般", "较大事故", "生产安全较大事故", "特别重大"] {
        check("等级", &plus(&format!("事故: {{等级: {grade}}}")), PASS);
    }
    for grade in ["特大事故", "一般甲"] {
        check("等级", &plus(&format!("事故: {{等级: {grade}}}")), &refused("事故等级没有"));
    }
}

#[test]
fn a_number_of_a_notice_of_inquiry_names_who_is_asked() {
    let form = |key: &str| {
        plus(&format!(
            "询问: {{时间: 2026-03-13 09:00, 被询问人: {{姓名: 周伟}}}}\n文号: {{询问通知书: {{{key}: （苏太）应急询〔2026〕3号}}}}"
        ))
    };
    check("文号", &form("周伟"), PASS);
    check("文号", &form("周伟·第2次"), PASS);
    check("文号", &form("周韦"), &[(Rank::Refuse, "被询问人里没有“周韦”")]);
    check("文号", &form("错名·第2次"), &[(Rank::Refuse, "被询问人里没有“错名·第2次”")]);
}

#[test]
fn amounts_are_exact_or_refused() {
    for (row, value, fen) in [
        ("E01", "100000.50", 10_000_050),
        ("E03", "181,342.46", 18_134_246),
        ("E03", "181342.46", 18_134_246),
        ("E05", "1010010", 101_001_000),
        ("E05", "10000000000.01", 1_000_000_000_001),
        ("E05", "1005.05", 100_505),
        ("E07", "壹拾捌万元", 18_000_000),
        ("E07", "柒拾万元整", 70_000_000),
        ("E07", "2万元", 2_000_000),
        ("E07", "4.5万", 4_500_000),
        ("E07", "20000元(貳萬元)", 2_000_000),
        ("E07", "20000元（大写：贰万元整）", 2_000_000),
        ("E07", "¥20,000.00", 2_000_000),
        ("E07", "人民币贰万元整（¥20000.00）", 2_000_000),
        ("E07", "２００００", 2_000_000),
        ("E07", "壹拾捌万壹仟叁佰肆拾贰元肆角陆分", 18_134_246),
        ("E07", "壹仟零伍元零伍分", 100_505),
        ("E07", "拾万元整", 10_000_000),
    ] {
        let case = check(row, &with("罚款", &format!("罚款: {value}")), PASS).unwrap();
        assert_eq!(case.fine_of(0), Some(fen), "{value}");
    }
    for (row, value, words) in [
        ("E07", "20000元（叁万元）", "不相等"),
        ("E01", "100.005", "分以下"),
        ("E03", "20,00", "千分位"),
        ("E07", "约2万", "认不出来"),
        ("E07", "1e4", "认不出来"),
        ("E07", "-200", "负数"),
        ("E07", "贰万伍", "认不出来"),
        ("E07", "99999999999999999999", "位数太多"),
    ] {
        check(row, &with("罚款", &format!("罚款: {value}")), &[(Rank::Refuse, words)]);
    }
    let two = "违法行为:\n  - {案由: a, 事实: x, 处罚: {罚款: 30000}}\n  - {案由: b, 事实: y, 处罚: {罚款: 20000}}\n";
    let form = |total: &str| {
        let lines = ["案由", "违法事实", "罚款"];
        let base: String = BASE.lines().filter(|l| !lines.iter().any(|key| l.starts_with(key))).map(|l| format!("{l}\n")).collect();
        format!("{base}{two}罚款合计: {total}\n")
    };
    check("E09", &form("60000"), &[(Rank::Refuse, "各项相加是50000元")]);
    check("E09", &form("5万元"), PASS);
    let case = check(
        "E11",
        &with("罚款", "违法行为: {处罚: {罚款: 20000, 没收违法所得: 150, 没收物品: [{名称: 阀门, 数量: 16件}], 合计: 20150}}"),
        PASS,
    )
    .unwrap();
    assert_eq!(case.violations[0].penalty_of(0).unwrap().confiscated_goods.len(), 1);
}

#[test]
fn texts() {
    use Rank::{Refuse, Remind};
    let facts = |value: &str| with("违法事实", &format!("违法事实: {value}"));
    let kept = [
        ("F01", "经查{{ 7*7 }}{% for %}{{ config }}"),
        ("F03", "<b>&lt;&#x4e2d;<w:p>]]><!--"),
        ("F11", "……—～①㊿Ⅰm³㎡℃‰×≥№"),
        ("F13", "23# 晒坪"),
        ("F15", "繁體 ئۇيغۇر བོད་ ᠮᠣᠩᠭᠣᠯ"),
        ("F17", "类(gòng)"),
        ("F21", "周某 11010519491231002X 13800000000"),
    ];
    for (row, text) in kept {
        let case = check(row, &facts(text), PASS).unwrap();
        assert_eq!(case.violations[0].facts.as_ref().unwrap().text(), text, "{row}");
    }
    let rows: Vec<Row> = vec![
        ("F05", facts("甲\u{200B}乙"), &[(Remind, "零宽空格")]),
        ("F05", facts("甲\u{FEFF}乙"), &[(Remind, "U+FEFF")]),
        ("F05", facts("00005\u{202E}元"), &[(Remind, "U+202E")]),
        ("F05", facts("甲\u{2028}乙\u{2029}丙"), &[(Remind, "U+2028")]),
        ("F05", facts("甲\u{AD}乙"), &[(Remind, "软连字符")]),
        ("F05", facts("甲\u{F0001}乙"), &[(Refuse, "私用区")]),
        ("F05", facts("\"甲\\u0007乙\""), &[(Refuse, "控制字符")]),
        ("F07", facts("\"甲\\t乙\""), &[(Remind, "制表符")]),
        ("F09", facts(""), &[(Remind, "没有填写")]),
        ("F09", facts("\"　\""), &[(Remind, "没有填写")]),
        ("F09", facts("无"), &[(Remind, "只写了“无”")]),
        ("F09", facts("略。"), &[(Remind, "只写了“略")]),
        ("F13", facts("晒坪 #23"), &[(Remind, "注释")]),
        ("F19", plus("违反: 安全生产法第一百五十条"), PASS),
    ];
    for (row, source, expected) in &rows {
        check(row, source, expected);
    }
    let case = load(&facts("甲\u{200B}乙"), "x").0.unwrap();
    assert_eq!(case.violations[0].facts.as_ref().unwrap().text(), "甲乙");
}

#[test]
fn structure() {
    use Rank::{Refuse, Remind};
    let evidence = |value: &str| plus("").replace("  - 现场照片 3张\n", &format!("  - {value}\n"));
    let rows: Vec<Row> = vec![
        ("G01", evidence("{名称: 照片, 份数: 0}"), &[(Refuse, "大于零")]),
        ("G01", evidence("{名称: 照片, 份数: 1.5}"), &[(Refuse, "大于零")]),
        ("G01", evidence("{名称: 照片, 份数: 若干}"), &[(Remind, "没有确切数字")]),
        ("G01", evidence("{名称: 照片, 张数: 3, 份数: 2}"), PASS),
        ("G03", evidence("营业执照复印件1份"), PASS),
        ("G09", plus("fadingdaibiaoren: 张三"), &[(Refuse, "没有“fadingdaibiaoren”")]),
        ("G09", plus("respondant: 张三"), &[(Refuse, "没有“respondant”")]),
        ("G09", with("  法定代表人", "  法人代表: 张三"), &[(Refuse, "是不是想写“法定代表人”")]),
        (
            "G11",
            with("当事人", "当事人: 某某公司")
                .replace("\n  名称", "\n备注: x #")
                .replace("  统一社会", "#")
                .replace("  法定", "#")
                .replace("  地址", "#"),
            &[(Refuse, "应当是当事人的一组键值"), (Remind, "")],
        ),
        ("G11", with("违法事实", "违法事实: [甲, 乙]"), &[(Refuse, "列表")]),
        ("G11", evidence("无"), &[(Refuse, "删去这一行")]),
        ("G13", plus("集体讨论: {日期: 2026-04-01, 主持人: 甲, 出席人员: [乙]}"), &[(Remind, "只有一名")]),
        ("FORM", plus("违法行为: {事实: 另一处}"), &[(Refuse, "“违法事实”写了两处")]),
        ("FORM", plus("检查: {日期: 2026-03-05}"), &[(Refuse, "“检查时间”写了两处")]),
        ("FORM", plus("违法行为: {证据: [1, 营业执照复印件]}"), PASS),
        ("FORM", plus("违法行为: {证据: [3]}"), &[(Refuse, "一共2项")]),
        ("FORM", plus("违法行为: {证据: [营业执照]}"), &[(Refuse, "是不是想写“营业执照复印件”")]),
        ("FORM", plus("陈述申辩: 放弃"), PASS),
        ("FORM", plus("陈述申辩: {放弃: true, 日期: 2026-03-20}"), PASS),
        ("FORM", plus("送达: {方式: 短信, 日期: 2026-03-20}"), &[(Refuse, "直接、留置")]),
        ("F03", plus("罚款: 30000"), &[(Refuse, "写了两次：第13行和第14行")]),
        ("F03", plus("fine: 30000"), &[(Refuse, "写了两次")]),
    ];
    for (row, source, expected) in &rows {
        check(row, source, expected);
    }
}

#[test]
fn parties_and_penalties() {
    let head = "案由: a\n执法人员: [李卫东, 王晓明]\n当事人:\n";
    let many: String = (1..=36).map(|n| format!("  - {{名称: 某某{n}公司, 法定代表人: 张{n}}}\n")).collect();
    let case = check("B19", &format!("{head}{many}"), PASS).unwrap();
    assert_eq!(case.parties.len(), 36);
    let three = format!(
        "{head}  - {{姓名: 吕思源, 责任: 直接负责的主管人员}}\n  - {{名称: 嘉善某公司, 法定代表人: 甲}}\n  - {{姓名: 周某}}\n违法行为:\n  事实: x\n  处罚:\n    嘉善某公司: {{罚款: 4万元}}\n    吕思源: {{罚款: 7000}}\n"
    );
    let case = check("G07", &three, PASS).unwrap();
    assert!(case.parties[0].is_person() && !case.parties[1].is_person());
    assert_eq!((0..3).map(|party| case.fine_of(party)).collect::<Vec<_>>(), [Some(700_000), Some(4_000_000), None]);
    check("G07", &three.replace("吕思源: {罚款", "吕思远: {罚款"), &[(Rank::Refuse, "是不是想写“吕思源”")]);
    check("A11", &format!("{head}  - {{姓名: 周某}}\n  - {{姓名: 周某}}\n"), PASS);
}

#[test]
fn yaml_layout() {
    use Rank::{Refuse, Remind};
    let facts = |value: &str| with("违法事实", &format!("违法事实: {value}"));
    let mut rows: Vec<Row> = vec![
        ("H03", with("  法定代表人", "  法定代表人: ~"), &[(Remind, "没有填写")]),
        ("H03", with("  名称", "  名称: null"), &[(Refuse, "名称"), (Remind, "")]),
        ("H01", plus("决定: {日期: 2026-05-01, 合并文书: yes}"), &[(Refuse, "只能写“是”或者“否”")]),
        ("H01", plus("决定: {日期: 2026-05-01, 合并文书: 是}"), PASS),
        ("H05", facts("[2023]"), &[(Refuse, "请加引号")]),
        ("H05", facts("{a}"), &[(Refuse, "请加引号")]),
        ("H09", String::new(), &[(Refuse, "没有内容")]),
        ("H09", "# 只有注释\n".into(), &[(Refuse, "没有内容")]),
        ("H09", "---\n".into(), &[(Refuse, "没有内容")]),
        ("H09", "- a\n- b\n".into(), &[(Refuse, "文件最上层是列表")]),
        ("H09", "42\n".into(), &[(Refuse, "文件最上层是文字")]),
        ("H09", format!("---\n{BASE}---\n{BASE}---\n{BASE}"), &[(Refuse, "多份")]),
        ("H11", BASE.replace("  名称", "\t名称"), &[(Refuse, "Tab")]),
        ("H11", BASE.replace("案由", "　案由"), &[(Refuse, "全角空格")]),
        ("H11", BASE.replace("  名称", "\u{A0}\u{A0}名称"), &[(Refuse, "不换行空格")]),
        ("H11", BASE.replace('\n', "\r\n"), PASS),
        ("H11", BASE.replace('\n', "\r"), PASS),
        ("H11", BASE.trim_end().to_string(), PASS),
        ("H11", format!("\u{FEFF}{BASE}"), PASS),
        ("全角冒号", BASE.replace("案由: ", "案由："), &[(Refuse, "改成“案由: 特种作业人员无证上岗”")]),
        ("全角冒号", BASE.replace("  名称: ", "  名称："), &[(Refuse, "全角冒号")]),
        ("全角冒号", BASE.replace("{名称: 营业", "{名称：营业"), &[(Refuse, "花括号里")]),
        ("无空格", BASE.replace("案由: ", "案由:"), &[(Refuse, "没有空格")]),
        ("合并键", plus("备注: &a x\n<<: *a"), &[(Refuse, "<<")]),
        ("无空格", BASE.replace("- 现场", "-现场"), &[(Refuse, "“-”后面没有空格")]),
        ("引号", facts("\"甲\"乙"), &[(Refuse, "引号后面还有文字")]),
        ("引号", facts("\"甲乙"), &[(Refuse, "引号没有配对")]),
        ("冒号", facts("检查发现: 无证"), &[(Refuse, "请加引号")]),
        ("续行", facts("甲乙\n  丙丁：戊己"), PASS),
        ("续行", facts("|\n  甲：乙\n  \t丙: @\n\n  # 丁"), &[(Remind, "制表符")]),
        ("深层", facts(&"[".repeat(2000)), &[(Refuse, "")]),
    ];
    for value in ["@x", "`x`", "%x", "- a", "{{ x }}", "[2023]18号", "*某公司", "!x", "&", "|x", ">5米", ", x", "] x"] {
        rows.push(("H05", facts(value), &[(Refuse, "请加引号")]));
    }
    for (row, source, expected) in &rows {
        check(row, source, expected);
    }
}

#[test]
fn anchors_cannot_explode() {
    let mut source = String::from("a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (name, before) in "bcdefghij".chars().zip("abcdefghi".chars()) {
        source += &format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(","));
    }
    let start = cpu_time::ThreadTime::now();
    check("H07", &source, &[(Rank::Refuse, "锚点")][..0].iter().chain(&[(Rank::Refuse, "过多")]).copied().collect::<Vec<_>>());
    assert!(start.elapsed().as_millis() < 1000);
    check("H07", "a: &a [*a]\n", &[(Rank::Refuse, "引用")]);
}

#[test]
fn all_problems_at_once() {
    let source = BASE
        .replace("案由: ", "案由：")
        .replace("2026-03-05", "2026-02-30")
        .replace("法定代表人", "法人代表")
        .replace("罚款: 20000", "罚款: 两万左右")
        .replace("91340100MA0000000G", "91340100MA0000000X");
    let (_, findings) = load(&source, "case.yaml");
    let lines: Vec<u32> = findings.iter().filter_map(|f| Some(f.place.as_ref()?.pos.line)).collect();
    assert_eq!(lines, [1, 2, 5, 6, 13], "{findings:#?}");
}

#[test]
fn a_sidecar_adds_events_and_contradicts_nothing() {
    let form = plus("送达: {文书: 行政处罚告知书, 日期: 2026-04-01}");
    let side = "送达:\n  - {文书: 行政处罚决定书, 日期: 2026-05-02}\n决定: 2026-05-01\n";
    let (case, findings) = load_with(&form, "a.yaml", events(side));
    let case = case.unwrap_or_else(|| panic!("{findings:#?}"));
    assert_eq!(case.services.len(), 2);
    assert_eq!(&*case.services[1].writs[0].at.file, "a.events.yaml");
    assert_eq!(&*case.services[0].writs[0].at.file, "a.yaml");
    assert_eq!(case.last_day().unwrap().to_string(), "2026-05-02");
    let (case, findings) = load_with(&form, "a.yaml", events("罚款: 1\n结岸: 2026-01-01\n"));
    assert!(case.is_none());
    assert!(
        findings.iter().any(|f| f.message.contains("两个文件") && &*f.place.as_ref().unwrap().file == "a.events.yaml"),
        "{findings:#?}"
    );
    let (_, findings) = load_with(&form, "a.yaml", events("结岸: 2026-01-01\n决定: 2026-13-01\n"));
    assert!(findings.iter().any(|f| f.remedy.as_deref() == Some("是不是想写“结案”？")), "{findings:#?}");
}

#[test]
fn a_mere_inspection_needs_no_cause() {
    let head = "执法人员: [李卫东, 王晓明]\n当事人: {名称: 某公司, 统一社会信用代码: 91340100MA0000000G, 法定代表人: 张三}\n";
    let rows: [Row; 6] = [
        ("检查", format!("{head}检查: {{时间: 2026-03-05 09:30, 情况: 未发现问题}}\n"), PASS),
        ("检查时间", format!("{head}检查时间: 2026-03-05 09:30\n"), PASS),
        ("审批", format!("{head}审批: 2026-03-04\n"), PASS),
        ("立案", format!("{head}检查时间: 2026-03-05 09:30\n立案: 2026-03-06\n"), &[(Rank::Refuse, "缺少必填项“案由”")]),
        ("决定", format!("{head}检查时间: 2026-03-05 09:30\n决定: 2026-03-06\n"), &[(Rank::Refuse, "缺少必填项“案由”")]),
        ("空", head.to_string(), &[(Rank::Refuse, "缺少必填项“案由”")]),
    ];
    for (row, source, expected) in rows {
        if let Some(case) = check(row, &source, expected) {
            assert!(case.violations.is_empty(), "{row}");
        }
    }
}

#[test]
fn agency_files() {
    let good = "机关档案:\n  全称: 太仓市应急管理局\n  地区: \"320585\"\n  地区简称: 苏太\n  文号: {样式: （{地区简称}）应急{字}〔{年}〕{序号}号, 字: {行政处罚决定书: 罚}}\n";
    let (agency, findings) = load_agency(good, "agency.yaml");
    assert!(agency.is_none() && findings.iter().all(|f| f.rank == Rank::Refuse), "braces inside a flow mapping need quotes");
    let good = good.replace("{样式: （{地区简称}）应急{字}〔{年}〕{序号}号, 字: {行政处罚决定书: 罚}}", "\n    样式: （{地区简称}）应急{字}〔{年}〕{序号}号\n    字:\n      行政处罚决定书: 罚\n  执法人员:\n    - {姓名: 李卫东, 证号: 01}\n  罚款账户: {户名: 太仓市财政局, 开户行: 某行, 账号: 0123456789012345678901}");
    let (agency, findings) = load_agency(&good, "agency.yaml");
    assert!(findings.is_empty(), "{findings:#?}");
    let agency = agency.unwrap();
    assert_eq!(agency.bank_account.unwrap().account.unwrap().text(), "0123456789012345678901");
    assert_eq!(agency.numbering.unwrap().words.get("行政处罚决定书").unwrap().text(), "罚");
    assert!(load_agency("全称: x\n", "a").0.is_none());
    let (_, findings) = load(&good, "agency.yaml");
    assert!(findings[0].message.contains("机关档案，不是案件表单"));
}

#[test]
fn every_sample_loads() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut said = String::new();
    let mut seen = 0;
    for path in ["", "agencies"].iter().flat_map(|sub| std::fs::read_dir(folder.join(sub)).into_iter().flatten().flatten()) {
        let path = path.path();
        if path.extension().is_none_or(|e| e != "yaml") {
            continue;
        }
        let source = crate::files::read_form(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (sound, findings) = match source.contains("机关档案:") {
            true => (load_agency(&source, &name).0.is_some(), load_agency(&source, &name).1),
            false => (load(&source, &name).0.is_some(), load(&source, &name).1),
        };
        seen += 1;
        if !sound || !findings.is_empty() {
            said.extend(findings.iter().map(|f| crate::diag::render(f, Some(&source))));
        }
    }
    assert!(seen > 0 && said.is_empty(), "{said}");
}

proptest::proptest! {
    /// However a form is damaged, loading ends, says something in Chinese, and never refuses without a place.
    #[test]
    fn no_damage_makes_loading_fail(
        cuts in proptest::collection::vec((0usize..600, 0usize..12, "[\\[\\]{}:：,，\"'#&*|>!%@`\\-\t\n 　\u{200B}甲1万年月日()<~?]{0,4}"), 0..6),
    ) {
        let mut chars: Vec<char> = BASE.chars().collect();
        for (at, length, insert) in cuts {
            let at = at.min(chars.len());
            let end = (at + length).min(chars.len());
            chars.splice(at..end, insert.chars());
        }
        let source: String = chars.into_iter().collect();
        let (case, findings) = load(&source, "case.yaml");
        proptest::prop_assert_eq!(case.is_none(), crate::diag::refused(&findings));
        for finding in &findings {
            proptest::prop_assert!(finding.place.is_some() && finding.code != "F00", "{finding:?}");
            proptest::prop_assert!(crate::diag::render(finding, Some(&source)).ends_with('\n'));
        }
    }
}

#[test]
fn large_forms_take_no_time_worth_speaking_of() {
    let long = with("违法事实", &format!("违法事实: {}", "甲".repeat(2_000_000)));
    let items: String = (0..20_000).map(|n| format!("  - 证据材料{n} 1份\n")).collect();
    let many = BASE.replace("  - 现场照片 3张\n", &items);
    let keys: String = (0..100_000).map(|n| format!("键{n}: 1\n")).collect();
    for source in [long, many, keys] {
        // time of this thread's work, whatever else the machine does
        let start = cpu_time::ThreadTime::now();
        let (_, findings) = load(&source, "case.yaml");
        assert!(findings.len() <= 301);
        assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    }
}

#[test]
fn the_tier_of_an_agency_is_told_by_its_word() {
    use super::Tier;
    for (word, tier) in [
        ("县级", Some(Tier::County)),
        ("县级市", Some(Tier::County)),
        ("市辖区", Some(Tier::County)),
        ("区", Some(Tier::County)),
        ("设区的市", Some(Tier::City)),
        ("市级", Some(Tier::City)),
        ("自治州", Some(Tier::City)),
        ("自治区", Some(Tier::Province)),
        ("省级", Some(Tier::Province)),
        ("街道", Some(Tier::Township)),
        ("其他", None),
    ] {
        assert_eq!(Tier::of(word), tier, "{word}");
    }
}
