//! Which column fills in what: headings, the row they stand in, the mapping that is kept.

use crate::csv;
use crate::sheets::said;
use wenshu::batch::list::{self, Mapping, Settings};
use wenshu::diag::refused;
use wenshu::import::sheet;

fn targets(text: &str) -> Vec<String> {
    Mapping::propose(&csv(text)).lines.into_iter().map(|line| line.target).collect()
}

#[test]
fn headings_are_known_in_many_spellings() {
    for (text, expected) in [
        ("被检查单位,负责人,案由\n甲,乙,丙", vec!["当事人.名称", "当事人.负责人", "案由"]),
        (
            "当事人,住所,发现的问题,整改时限,复查日期\na,b,c,d,e",
            vec!["当事人.名称", "当事人.地址", "检查.隐患", "责令改正.期限", "复查.日期"],
        ),
        (
            "姓名,性别,身份证号码,工作单位,职务\na,b,c,d,e",
            vec!["当事人.姓名", "当事人.性别", "当事人.身份证号", "当事人.所在单位", "当事人.职务"],
        ),
        ("企业名称,立案日期,决定日期,告知.日期\na,b,c,d", vec!["当事人.名称", "立案.日期", "决定.日期", "告知.日期"]),
        ("企业名称,违法行为.裁量.阶次,parties.phone\na,b,c", vec!["当事人.名称", "违法行为.裁量.阶次", "parties.phone"]),
        ("组别,企业名称,隐患1,隐患2,隐患3\na,b,c,d,e", vec!["小组", "当事人.名称", "检查.隐患", "检查.隐患", "检查.隐患"]),
        ("序号,单位,结果,特种设备数量\n1,a,b,c", vec!["不用", "当事人.名称", "待定", "待定"]),
    ] {
        assert_eq!(targets(text), expected, "{text}");
    }
}

#[test]
fn the_head_row_is_found_below_titles_and_groups() {
    // a band of groups above, merged cells as spreadsheets save them
    let text = "某市汇总表,,,,,\n单位情况,,,复查,,备注\n名称,地址,电话,日期,结果,\n甲公司,某路1号,0512-00000610,2026-03-21,已整改,好\n";
    assert_eq!(targets(text), ["当事人.名称", "当事人.地址", "当事人.电话", "复查.日期", "复查.结果", "备注"]);
    let table = csv(text);
    assert_eq!((table.head_row, table.rows.len()), (3, 1));
    // heads merged over two rows: the lower row has only those of the group
    let text = "序号,企业名称,检查,,案由\n,,日期,地点,\n1,甲公司,2026-03-05,某路,x\n";
    assert_eq!(targets(text), ["不用", "当事人.名称", "检查.日期", "检查.地点", "案由"]);
    assert_eq!(csv(text).rows.len(), 1);
    // a group merged over two columns beside heads that fill both rows
    let text = "编号,单位名称,统一社会信用代码,检查时间,检查情况,复查,,隐患\n,,,,,日期,情况,\nA1,甲公司,91320585MA00000014,2026-03-05 09:30,x,2026-03-20,已整改,y\n";
    let known = ["编号", "当事人.名称", "当事人.统一社会信用代码", "检查.时间", "检查.情况", "复查.日期", "复查.结果", "检查.隐患"];
    assert_eq!(targets(text), known);
    assert_eq!((csv(text).head_row, csv(text).rows.len()), (2, 1));
    let none = sheet::read("甲,乙\n1,2\n".as_bytes(), "a.csv").and_then(|book| list::find(&book, None, None).map(|_| ()));
    assert_eq!(none.expect_err("no head").code, "S04");
}

#[test]
fn what_is_unknown_ambiguous_or_filled_twice_stops_before_any_case() {
    let settle = |text: &str| {
        let table = csv(text);
        said(&Mapping::propose(&table).settle(&table).1)
    };
    for (text, expected) in [
        ("企业名称,法人待表\na,b", "S10 名单.csv 单元格B1：“法人待表”一列不知道填到哪里：认不出这个列名，接近的有“法定代表人"),
        (
            "企业名称,结果\na,b",
            "S10 名单.csv 单元格B1：“结果”一列不知道填到哪里：可能是检查.情况（检查情况），也可能是复查.结果（复查结果）",
        ),
        ("企业名称,单位名称\na,b", "S11 名单.csv 单元格B1：“企业名称”和“单位名称”两列都填入“当事人.名称”"),
        ("企业名称,罚款金额,罚款1\na,1,2", "S11 名单.csv 单元格C1：“罚款金额”和“罚款1”两列都填入“违法行为.处罚.罚款”"),
        (
            "企业名称,检查.时间,检查.时间.开始\na,1,2",
            "S11 名单.csv 单元格C1：“检查.时间”一列填入“检查.时间”，“检查.时间.开始”一列填入“检查.时间.开始”，一个包含另一个",
        ),
        ("统一社会信用代码,地址\na,b", "S15 名单.csv：没有一列是当事人的名称或者姓名"),
    ] {
        let found = settle(text);
        assert!(found.iter().any(|line| line.starts_with(expected)), "{text}\n{found:#?}");
    }
    assert!(settle("企业名称,隐患1,隐患2\na,b,c").is_empty());
}

#[test]
fn no_column_with_content_is_passed_over() {
    let settle = |text: &str| said(&Mapping::propose(&csv(text)).settle(&csv(text)).1);
    for (text, expected) in [
        (
            "编号,单位名称,,检查时间\nA1,甲公司,,2026-03-05\nA2,乙公司,91320585MA00000014,2026-03-05\n",
            "S10 名单.csv 单元格C3：C列有内容，没有列名，不知道填到哪里",
        ),
        ("编号,单位名称\nA1,甲公司,x\n", "S10 名单.csv 单元格C2：C列有内容，没有列名，不知道填到哪里"),
        // words of a group that mean nothing are asked for, and do not become a case
        (
            "编号,单位名称,复查,,隐患\n,,日期,满意度,\nA1,甲公司,2026-03-20,已整改,y\n",
            "S10 名单.csv 单元格D2：“满意度”一列不知道填到哪里：认不出这个列名",
        ),
    ] {
        let found = settle(text);
        assert!(found.len() == 1 && found[0].starts_with(expected), "{text}\n{found:#?}");
    }
    for sound in [
        "编号,单位名称,,检查时间\nA1,甲公司,,2026-03-05\n",
        // who made the list, below it, is no case
        "编号,单位名称\nA1,甲公司\n合计,,1\n,,制表人：张三\n",
        "编号,单位名称\nA1,甲公司\n小计,,1\nA2,乙公司\n",
        // a case without a name below the head is refused as such, not taken for a head
        "单位名称,复查日期,备注\n,2026-03-20,x\n",
    ] {
        assert!(settle(sound).is_empty(), "{sound}\n{:#?}", settle(sound));
    }
    assert_eq!(csv("单位名称,类型,备注\n,企业,无\n甲公司,企业,x\n").rows.len(), 2);
    // one column below its group
    assert_eq!(targets("单位名称,备注,复查\n,,日期\n甲公司,x,2026-03-20\n"), ["当事人.名称", "备注", "复查.日期"]);
}

#[test]
fn a_mapping_is_kept_shown_and_used_again() {
    let table = csv("序号,企业名称,罚款金额（万元）,'结果': [x],备注\n1,甲,2,好,无\n");
    let proposed = Mapping::propose(&table);
    let text = proposed.write();
    let (read, findings) = Mapping::read(&text, "mapping.yaml");
    assert!(findings.is_empty(), "{findings:#?}\n{text}");
    let read = read.expect("read");
    let pairs = |mapping: &Mapping| mapping.lines.iter().map(|line| (line.heading.clone(), line.target.clone())).collect::<Vec<_>>();
    assert_eq!(pairs(&read), pairs(&proposed));
    assert_eq!(read.write().lines().filter(|line| line.starts_with("  - ")).count(), 5, "one line a column");
    assert_eq!(
        proposed.describe(&table).lines().take(4).collect::<Vec<_>>(),
        ["列  列名              填入", "A   序号              不用", "B   企业名称          当事人.名称", "C   罚款金额（万元）  罚款"]
    );
    // completed by hand, it is settled; 万元 of the heading is the unit
    let (done, findings) = Mapping::read(&text.replace("填入: 待定", "填入: 检查.情况"), "mapping.yaml");
    assert!(findings.is_empty());
    let done = done.expect("read");
    let (used, findings) = done.settle(&table);
    assert!(findings.is_empty(), "{findings:#?}");
    let rows = list::List::new(table, used, Settings::default()).rows(&|_| Vec::new());
    assert!(rows.forms[0].text.contains("罚款: 2万\n"), "{}", rows.forms[0].text);
    // another list: a column gone, one renamed, one new
    let other = csv("企业名称,处罚数额,备注\n甲,1,无\n");
    let found = said(&done.settle(&other).1);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found.iter().any(|line| line.contains("名单里新有“处罚数额”一列")));
    assert!(found.iter().any(|line| line.contains("没有“罚款金额（万元）”一列了（上次填入“罚款”）")));
}

#[test]
fn a_kept_mapping_is_read_with_its_faults_by_line() {
    let table = csv("企业名称,甲列,乙列\na,b,c\n");
    let text = "列:\n  - {列名: 企业名称, 填入: 当事人.名称}\n  - {列名: 甲列, 填入: 当事人.名字}\n  - {列名: 乙列, 填入: 不用}\n";
    let (mapping, findings) = Mapping::read(text, "mapping.yaml");
    assert!(findings.is_empty());
    let findings = mapping.expect("read").settle(&table).1;
    assert_eq!(said(&findings), ["S13 mapping.yaml：“甲列”一列填入“当事人.名字”：“当事人”里没有“名字”这一项"]);
    assert_eq!(findings[0].place.as_ref().map(|place| place.pos.line), Some(3));
    assert!(findings[0].remedy.as_ref().is_some_and(|remedy| remedy.contains("当事人.名称")));
    for bad in ["列:\n  - {列名: 企业名称}\n", "栏: []\n", "列: [\n", "", "列: x\n"] {
        let (mapping, findings) = Mapping::read(bad, "mapping.yaml");
        assert!(mapping.is_none() && refused(&findings), "{bad}: {findings:?}");
    }
}

#[test]
fn a_head_with_a_telephone_is_one_person() {
    let text = "单位名称,类型,法定代表人,法定代表人电话,法定代表人职务\n甲店,个体工商户,邱某,13812345678,店主\n乙公司,企业,张三,13912345678,\n丙公司,企业,,13912345678,\n";
    let kept = "列:\n  - {列名: 单位名称, 填入: 当事人.名称}\n  - {列名: 类型, 填入: 当事人.类型}\n  - {列名: 法定代表人, 填入: 当事人.法定代表人}\n  \
        - {列名: 法定代表人电话, 填入: 当事人.法定代表人.电话}\n  - {列名: 法定代表人职务, 填入: 当事人.法定代表人.职务}\n";
    let kept = Mapping::read(kept, "mapping.yaml").0.expect("read");
    let table = csv(text);
    let (used, findings) = kept.settle(&table);
    assert!(findings.is_empty(), "{findings:#?}");
    let rows = list::List::new(table, used, Settings::default()).rows(&|_| Vec::new());
    let found: Vec<String> = rows.forms.iter().map(|form| form.text.lines().skip(4).map(str::trim).collect::<Vec<_>>().join("|")).collect();
    assert_eq!(found, ["经营者:|姓名: 邱某|职务: 店主|电话: 13812345678", "法定代表人:|姓名: 张三|电话: 13912345678"]);
    assert_eq!(said(&rows.findings), ["S27 名单.csv 单元格D4：有“法定代表人电话”，没有它说明的内容（当事人.法定代表人）"]);
}

#[test]
fn a_kept_mapping_finds_a_head_that_nobody_else_knows_and_tells_equal_headings_apart() {
    let text = "汇总\n甲方,位置,联系,联系,看到的\n\"太仓市\n某某公司\",某路,0512-53521234,13812345678,甲；乙\n";
    let book = sheet::read(text.as_bytes(), "a.csv").expect("read");
    assert!(list::find(&book, None, None).is_err());
    let kept = "列:\n  - {列名: 甲方, 填入: 当事人.名称}\n  - {列名: 位置, 填入: 当事人.地址}\n  - {列名: 联系, 填入: 当事人.电话}\n  \
        - {列名: 联系, 填入: 当事人.法定代表人.电话}\n  - {列名: 看到的, 填入: 检查.隐患}\n";
    let kept = Mapping::read(kept, "mapping.yaml").0.expect("read");
    let table = list::find(&book, None, Some(&kept)).expect("found");
    assert_eq!(table.head_row, 2);
    let (used, findings) = kept.settle(&table);
    assert!(findings.is_empty(), "{findings:#?}");
    let rows = list::List::new(table, used, Settings::default()).rows(&|_| Vec::new());
    let text = &rows.forms[0].text;
    // a name wrapped in its cell is one name
    for line in ["  名称: 太仓市某某公司", "  电话: 0512-53521234", "    电话: 13812345678", "  隐患: [甲, 乙]"] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
}
