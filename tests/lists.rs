//! Lists: one row a case. What a spreadsheet did to the values comes back or is refused by cell; every form that comes out
//! loads, and what is found in it later is said at its cell.

#[path = "support/sheets.rs"]
mod sheets;

use chrono::NaiveDate;
use proptest::prelude::*;
use sheets::{Put, archive, bare, bare_parts, rows, rows_with, said, table, workbook};
use wenshu::batch::list::{self, Mapping, PhotoIndex, RowForm, Settings, template};
use wenshu::case::{Case, load};
use wenshu::diag::{Diagnostic, Rank, refused};
use wenshu::import::sheet;

const CRACKDOWN: &str = include_str!("lists/crackdown.csv");

/// The case of a row; its form must load.
fn case(form: &RowForm) -> Case {
    let (case, findings) = load(&form.text, &form.file());
    case.unwrap_or_else(|| panic!("{findings:#?}\n{}", form.text))
}

fn csv(text: &str) -> list::Table {
    table(text.as_bytes(), "名单.csv")
}

fn targets(text: &str) -> Vec<String> {
    Mapping::propose(&csv(text)).lines.into_iter().map(|line| line.target).collect()
}

#[test]
fn a_list_of_an_office_becomes_forms() {
    let rows = rows(CRACKDOWN.as_bytes(), "汇总表.csv");
    assert!(rows.findings.is_empty(), "{:#?}", rows.findings);
    let expected = "# 由 汇总表.csv 第5行生成，改名单，不改这里
编号: 太仓-2026-101
案由: 特种作业人员无证上岗
当事人:
  名称: 太仓市某某精密机械有限公司
  统一社会信用代码: 91320585MA1N2K3L4T
  地址: 江苏省太仓市城厢镇某某路8号
  电话: 0512-00000610
  法定代表人: 张三
执法人员: [李卫东, 王晓明]
违法事实: |-
  2026年3月5日检查时，电焊工周某在一车间从事焊接作业。
  周某未取得特种作业操作证。
罚款: '20,000'
检查:
  时间: 2026-03-05 09:30至10:40
  隐患:
    - 一车间配电箱没有接地
    - '二车间消火栓被遮挡、缺少水带。'
";
    assert_eq!(rows.forms[0].text, expected);
    assert_eq!(rows.forms.iter().map(|form| form.stem.as_str()).collect::<Vec<_>>(), ["太仓-2026-101", "太仓-2026-102"]);
    let first = case(&rows.forms[0]);
    assert_eq!(first.fine_of(0), Some(2_000_000));
    assert_eq!(first.hazards().count(), 2);
    assert_eq!(first.last_day(), NaiveDate::from_ymd_opt(2026, 3, 5));
    // the second found nothing: an inspection and no case
    assert!(!rows.forms[0].clean && rows.forms[1].clean);
    let second = case(&rows.forms[1]);
    assert!(second.violations.is_empty());
    assert_eq!(second.inspection.as_ref().map(|i| i.findings[0].text().to_string()).as_deref(), Some("未发现问题"));
    assert_eq!(
        said(&rows.notes),
        [
            "S40 汇总表.csv：第7行没有案件的内容（只有序号、小计或者不用的列），没有读",
            "S40 汇总表.csv：第8行是合计，没有读，它下面的第9行也没有读",
        ]
    );
}

#[test]
fn the_same_list_in_another_encoding_gives_the_same_forms() {
    let texts = |bytes: &[u8]| rows(bytes, "a.csv").forms.into_iter().map(|form| form.text).collect::<Vec<_>>();
    let (gb, _, _) = encoding_rs::GB18030.encode(CRACKDOWN);
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(CRACKDOWN.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let expected = texts(CRACKDOWN.as_bytes());
    assert_eq!(texts(&gb), expected);
    assert_eq!(texts(&utf16), expected);
    assert_eq!(texts(CRACKDOWN.replace('\n', "\r\n").as_bytes()), expected);
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
    let none = sheet::read("甲,乙\n1,2\n".as_bytes(), "a.csv").and_then(|book| list::find(&book, None).map(|_| ()));
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

/// Heading, cell, and what the form says or the refusal.
fn one_cell(heading: &'static str, put: Put) -> String {
    let head = vec![Put::Text("单位名称"), Put::Text(heading)];
    let rows = rows(&workbook(&[head, vec![Put::Text("甲公司"), put]]), "名单.xlsx");
    match rows.forms.first() {
        Some(form) => form.text.lines().skip(3).map(str::trim).collect::<Vec<_>>().join("|"),
        None => {
            let finding = &rows.findings[0];
            assert!(finding.rank == Rank::Refuse && finding.expected.is_some() && finding.remedy.is_some(), "{finding:#?}");
            assert!(finding.field.as_ref().is_some_and(|field| field.contains(heading)), "{finding:#?}");
            assert_eq!(finding.place.as_ref().map(|p| (&*p.file, p.pos.line, p.pos.column)), Some(("名单.xlsx 表“案件” 单元格B2", 2, 2)));
            finding.code.to_string()
        }
    }
}

#[test]
fn every_kind_of_cell_comes_back_or_is_refused() {
    for (heading, put, expected) in [
        ("检查日期", Put::Day(2026, 3, 5), "检查:|日期: 2026-03-05"),
        ("检查日期", Put::Number(46086.0), "检查:|日期: 2026-03-05"),
        ("检查日期", Put::Formatted(46086.395833333336, "yyyy/m/d h:mm"), "检查:|时间: 2026-03-05 09:30"),
        ("检查日期", Put::Formatted(46086.0, "[$-804]yyyy\"年\"m\"月\"d\"日\""), "检查:|日期: 2026-03-05"),
        ("检查日期", Put::Text("2026年3月5日"), "检查:|日期: 2026年3月5日"),
        ("检查日期", Put::Number(20000.0), "S23"),
        ("整改期限", Put::Formatted(46101.5, "yyyy-mm-dd hh:mm"), "S22"),
        ("罚款", Put::Number(20000.0), "罚款: 20000"),
        ("罚款", Put::Number(20000.5), "罚款: 20000.5"),
        ("罚款", Put::Formatted(20000.0, "\"¥\"#,##0.00"), "罚款: 20000"),
        ("罚款", Put::Day(2026, 3, 5), "S22"),
        ("罚款", Put::Number(0.0), ""),
        ("罚款（万元）", Put::Number(4.5), "罚款: 4.5万"),
        ("统一社会信用代码", Put::Number(9.1320585123456e17), "S20"),
        ("统一社会信用代码", Put::Text("9.13206E+17"), "S20"),
        ("统一社会信用代码", Put::Text("91320585MA1X6C5D27"), "统一社会信用代码: 91320585MA1X6C5D27"),
        ("电话", Put::Number(13812345678.0), "电话: 13812345678"),
        ("电话", Put::Number(51253521234.0), "S21"),
        ("邮编", Put::Number(41000.0), "S21"),
        ("邮编", Put::Formatted(41000.0, "000000"), "邮编: 041000"),
        ("违法行为.裁量.比例", Put::Formatted(0.3, "0%"), "违法行为:|裁量:|比例: '30%'"),
        ("编号", Put::Day(2026, 3, 5), "S22"),
        ("备注", Put::Text("#N/A"), "S24"),
        ("备注", Put::Bool(true), "S25"),
        ("备注", Put::Text("=1+1"), "备注: '=1+1'"),
        ("备注", Put::Text("{{ 7*7 }} # : [a] '"), "备注: '{{ 7*7 }} # : [a] '''"),
        ("现场负责人", Put::Number(12.0), "S22"),
        ("当事人.小微企业", Put::Bool(true), "小微企业: 是"),
        ("当事人.从业人数", Put::Number(35.0), "从业人数: 35"),
    ] {
        assert_eq!(one_cell(heading, put), expected, "{heading}");
    }
}

#[test]
fn errors_formulas_old_epochs_and_locale_formats_are_read() {
    let head = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>单位名称</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>检查日期</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>罚款</t></is></c></row>";
    let row = |day: &str, fine: &str| format!("{head}<row r=\"2\"><c r=\"A2\" t=\"str\"><f>B9</f><v>甲公司</v></c>{day}{fine}</row>");
    // 1904: the same serial number is another day
    let cells = row("<c r=\"B2\"><v>44624</v></c>", "<c r=\"C2\" t=\"e\"><v>#REF!</v></c>");
    let book = bare("<workbookPr date1904=\"1\"/>", &cells);
    let found = rows(&book, "a.xlsx");
    assert_eq!(said(&found.findings), ["S24 a.xlsx 表“案件” 单元格C2：这一格是错误值“#REF!”，公式没有算出结果"]);
    let book = bare("<workbookPr date1904=\"true\"/>", &row("<c r=\"B2\"><v>44624</v></c>", ""));
    assert!(rows(&book, "a.xlsx").forms[0].text.contains("日期: 2026-03-05"));
    // a cell that nobody can read refuses the sheet, and says where
    let finding = sheet::read(&bare("", &row("", "<c r=\"C2\" t=\"zz\"><v>1</v></c>")), "a.xlsx").expect_err("refused");
    assert!(finding.code == "S02" && finding.message.contains("表“案件”单元格A2以后"), "{finding:?}");
}

#[test]
fn what_belongs_together_is_put_together() {
    let text = "单位名称,类型,法定代表人,检查时间,证据,照片,隐患,隐患地点,隐患照片,移交问题,移交机关,行为日期\n\
        甲服装店,个体工商户,邱某,2026-03-05 9:30,现场照片 2张；询问笔录1份,\"IMG_01，img_02\",甲；乙,一层；二层,\"03\n04\",燃气报警器缺失；消防通道堵塞,住建局,2026-03-01至2026-03-05\n";
    let photos = PhotoIndex::new(["a/IMG_01.jpg", "a/IMG_02.JPG", "03.png", "04.png"].map(str::to_string));
    let rows = rows_with(text.as_bytes(), "a.csv", &|name| photos.find(name), Settings::default());
    assert!(rows.findings.is_empty(), "{:#?}", rows.findings);
    let expected = "# 由 a.csv 第2行生成，改名单，不改这里
当事人:
  类型: 个体工商户
  名称: 甲服装店
  经营者: 邱某
行为日期:
  起: 2026-03-01
  止: 2026-03-05
证据:
  - 名称: 现场照片
    张数: 2
    照片:
      - 'a/IMG_01.jpg'
      - 'a/IMG_02.JPG'
  - 询问笔录1份
检查:
  时间: 2026-03-05 9:30
  隐患:
    - 地点: 一层
      描述: 甲
      照片: [03.png]
    - 地点: 二层
      描述: 乙
      照片: [04.png]
问题移交:
  受移交机关: 住建局
  问题: [燃气报警器缺失, 消防通道堵塞]
";
    assert_eq!(rows.forms[0].text, expected);
    let (_, findings) = load(&format!("{}案由: 特种作业人员无证上岗\n", rows.forms[0].text), "x");
    assert!(!refused(&findings), "{findings:#?}");
}

#[test]
fn persons_and_shared_days() {
    let text = "姓名,性别,身份证号,所在单位,职务,地址,检查时间\n周某,男,110105194912310021,甲公司,电焊工,某镇某村,09:30-10:00\n";
    let day = NaiveDate::from_ymd_opt(2026, 3, 5);
    let rows = rows_with(text.as_bytes(), "a.csv", &|_| Vec::new(), Settings { day, ..Settings::default() });
    let form = &rows.forms[0];
    assert!(form.text.contains("  住址: 某镇某村\n") && form.text.contains("时间: 2026-03-05 09:30至10:00\n"), "{}", form.text);
    assert_eq!(form.stem, "0002-周某");
    let case = case(form);
    assert!(case.parties[0].is_person());
}

#[test]
fn contradictions_and_gaps_of_a_row_are_refused_by_cell() {
    for (text, expected) in [
        ("单位名称,地址\n,某路1号\n", "S28 a.csv 单元格A2：这一行没有当事人的名称或者姓名"),
        ("单位名称,姓名,地址\n甲公司,张三,x\n", "S27 a.csv 单元格B2：这一行既有单位（甲公司）又有个人（张三），不知道当事人是哪一个"),
        (
            "单位名称,检查情况,隐患\n甲公司,未发现问题,配电箱没有接地\n",
            "S27 a.csv 单元格B2：“检查情况”写的是没有发现问题，“隐患”却写了内容",
        ),
        ("单位名称,检查情况,罚款\n甲公司,未发现问题。,5000\n", "S27 a.csv 单元格B2：“检查情况”写的是没有发现问题，“罚款”却写了内容"),
        ("单位名称,移交机关\n甲公司,住建局\n", "S27 a.csv 单元格B2：写了“移交机关”，没有写移交什么问题"),
        ("单位名称,照片\n甲公司,没有.jpg\n", "S26 a.csv 单元格B2：没有找到照片“没有.jpg”"),
        ("单位名称,照片\n甲公司,两张\n", "S26 a.csv 单元格B2：有2张照片都叫“两张”：a/两张.jpg、b/两张.jpg"),
        ("单位名称,隐患,隐患地点\n甲公司,甲；乙；丙,一层；二层\n", "S27 a.csv 单元格C2：“隐患地点”有2项，它说明的内容有3项，对不上"),
        ("单位名称,隐患,隐患照片\n甲公司,,两张\n", "S26 a.csv 单元格C2：有2张照片都叫“两张”：a/两张.jpg、b/两张.jpg"),
        ("单位名称,检查日期\n甲公司,09:30\n", ""),
    ] {
        let photos = |name: &str| if name == "两张" { vec!["a/两张.jpg".to_string(), "b/两张.jpg".to_string()] } else { Vec::new() };
        let found = said(&rows_with(text.as_bytes(), "a.csv", &photos, Settings::default()).findings);
        assert_eq!(found.first().map_or("", String::as_str), expected, "{text}\n{found:#?}");
    }
}

#[test]
fn a_bad_row_never_stops_the_others_and_all_faults_come_together() {
    let mut text = String::from("单位名称,电话,邮编,罚款\n");
    for index in 0..200 {
        let row = if index % 4 == 0 { format!("甲公司{index},51253521234,41000,1E+17\n") } else { format!("甲公司{index},,,100\n") };
        text.push_str(&row);
    }
    let rows = rows(text.as_bytes(), "a.csv");
    assert_eq!((rows.forms.len(), rows.findings.len()), (150, 150));
    let places: Vec<_> = rows.findings.iter().filter_map(|finding| finding.place.as_ref().map(|place| place.pos)).collect();
    assert!(places.is_sorted() && places.len() == 150);
}

#[test]
fn two_rows_of_one_number_are_refused_both() {
    let text = "编号,单位名称\nA-1,甲\nA-2,乙\na-1,丙\nA-3,丁\nA/3,戊\nA／3,己\n";
    let rows = rows(text.as_bytes(), "a.csv");
    assert_eq!(rows.forms.iter().map(|form| form.stem.as_str()).collect::<Vec<_>>(), ["A-2", "A-3"]);
    assert_eq!(
        said(&rows.findings),
        [
            "S29 a.csv 单元格A2：第2、4行的编号（或者由它得出的文件名）相同：A-1",
            "S29 a.csv 单元格A4：第2、4行的编号（或者由它得出的文件名）相同：a-1",
            "S29 a.csv 单元格A6：第6、7行的编号（或者由它得出的文件名）相同：A／3",
            "S29 a.csv 单元格A7：第6、7行的编号（或者由它得出的文件名）相同：A／3",
        ]
    );
    assert!(rows.findings.iter().all(|finding| finding.related.len() == 1));
}

#[test]
fn what_stands_below_the_total_is_not_lost_in_silence() {
    let text = "序号,单位名称,地址,案由\n1,甲,x,y\n,小计,,1\n合　计,,,2\n,制表人：某某,,\n2,乙,x,y\n";
    let rows = rows(text.as_bytes(), "a.csv");
    assert_eq!(rows.forms.len(), 1);
    assert_eq!(said(&rows.findings), ["S30 a.csv：第6行在“合计”下面，却像是一个案件"]);
    assert!(said(&rows.notes).iter().any(|note| note.contains("第4行是合计，没有读，它下面的第5行也没有读")), "{:?}", rows.notes);
}

#[test]
fn what_is_found_in_the_form_later_is_said_at_the_cell() {
    let text = "编号,单位名称,信用代码,法定代表人,执法人员,罚款,隐患,整改期限,案由\n\
        A-1,甲公司,91320585MA1X6C5D28,,,2oo00,\"1.甲\n2.乙\u{202E}\",15日内,x\n";
    let rows = rows(text.as_bytes(), "名单.csv");
    let form = &rows.forms[0];
    let (case, findings) = load(&form.text, &form.file());
    assert!(case.is_none());
    let findings: Vec<Diagnostic> = findings.into_iter().map(|finding| form.at_cell(finding)).collect();
    let found = said(&findings);
    for expected in [
        "R03 名单.csv 单元格C2：统一社会信用代码的校验位不对",
        "F12 名单.csv 单元格F2：金额“2oo00”",
        "F10 名单.csv 单元格H2：日期或者时间“15日内”",
        "F30 名单.csv 单元格G2：",
    ] {
        assert!(found.iter().any(|line| line.starts_with(expected)), "{expected}\n{found:#?}\n{}", form.text);
    }
    let fine = findings.iter().find(|finding| finding.code == "F12").expect("the fine");
    assert_eq!(fine.field.as_deref(), Some("罚款（“罚款”一列）"));
    assert_eq!(fine.place.as_ref().map(|place| (place.pos.line, place.pos.column)), Some((2, 6)));
    // a field the row left empty leads to its empty cell; other files stay where they are
    let (_, findings) = load("编号: x\n案由: y\n", &form.file());
    let found: Vec<String> = said(&findings.into_iter().map(|finding| form.at_cell(finding)).collect::<Vec<_>>());
    assert!(found.iter().any(|line| line.starts_with("F21 名单.csv 单元格E2：没有写执法人员")), "{found:#?}");
    let other = Diagnostic::remind("X01", "x").at(&"agency.yaml".into(), wenshu::diag::Pos { line: 3, column: 1 });
    assert_eq!(form.at_cell(other.clone()), other);
}

#[test]
fn the_empty_list_maps_without_a_question_and_a_filled_row_loads() {
    let law = wenshu::law::LawBook::embedded().0;
    let bytes = template::xlsx(&law).expect("workbook");
    assert_eq!(bytes, template::xlsx(&law).expect("workbook"), "the same bytes each time");
    let empty = table(&bytes, "空表.xlsx");
    let mapping = Mapping::propose(&empty);
    let (used, findings) = mapping.settle(&empty);
    assert!(findings.is_empty() && used.len() > 30, "{findings:#?}");
    assert!(!mapping.lines.iter().any(|line| line.target == list::OPEN));
    assert_eq!(empty.rows.len(), 0);
    assert_eq!(&*empty.at.sheet, "案件");
    let from_text = csv(&template::csv());
    assert_eq!(from_text.headings.iter().map(|h| &h.text).collect::<Vec<_>>(), empty.headings.iter().map(|h| &h.text).collect::<Vec<_>>());

    // fill in the examples of the page of guidance, for a unit and for a person
    let book = sheet::read(&bytes, "空表.xlsx").expect("read");
    let guide = book.sheets.iter().find(|sheet| &*sheet.name == "说明").expect("guidance");
    let shown = |cell: &sheet::Cell| match cell {
        sheet::Cell::Text(text) => text.to_string(),
        _ => String::new(),
    };
    let example = |heading: &str| {
        let row = guide.rows.iter().find(|row| shown(row.cell(0)) == heading).unwrap_or_else(|| panic!("no guidance for {heading}"));
        shown(row.cell(3))
    };
    let personal = ["姓名", "性别", "身份证号", "所在单位", "职务"];
    let unit = ["类型", "单位名称", "统一社会信用代码", "法定代表人", "地址", "邮编", "电话"];
    let clean = ["检查情况"];
    let line = |left_out: &[&str]| {
        let cells = empty.headings.iter().map(|heading| {
            let text = if left_out.contains(&heading.text.as_str()) || clean.contains(&heading.text.as_str()) {
                String::new()
            } else {
                example(&heading.text)
            };
            format!("\"{}\"", text.replace('"', "\"\""))
        });
        cells.collect::<Vec<_>>().join(",")
    };
    let text = format!("{}{}\n{}\n", template::csv(), line(&personal), line(&unit).replace("2026-101", "2026-102"));
    let rows = rows_with(text.as_bytes(), "填好.csv", &|name| vec![format!("照片/{name}")], Settings::default());
    assert!(rows.findings.is_empty(), "{:#?}", rows.findings);
    assert_eq!(rows.forms.len(), 2);
    for form in &rows.forms {
        let (case, findings) = load(&form.text, &form.file());
        assert!(case.is_some(), "{findings:#?}\n{}", form.text);
        assert!(findings.iter().all(|finding| matches!(finding.rank, Rank::Remind)), "{findings:#?}\n{}", form.text);
        let cause = case.and_then(|case| Some(case.violations.first()?.cause.as_ref()?.text().to_string())).unwrap_or_default();
        assert!(law.cause(&cause).is_ok(), "{cause}");
    }
}

/// A second reader of the workbook: its own XML.
#[test]
fn the_empty_list_keeps_digits_and_offers_the_causes() {
    let law = wenshu::law::LawBook::embedded().0;
    let bytes = template::xlsx(&law).expect("workbook");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("archive");
    let mut part = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut zip.by_name(name).expect("part"), &mut text).expect("text");
        text
    };
    let (sheet, styles) = (part("xl/worksheets/sheet1.xml"), part("xl/styles.xml"));
    let sheet = roxmltree::Document::parse(&sheet).expect("XML");
    let styles = roxmltree::Document::parse(&styles).expect("XML");
    let tagged = |document: &roxmltree::Document, tag: &str| {
        document.descendants().filter(|node| node.has_tag_name(("http://schemas.openxmlformats.org/spreadsheetml/2006/main", tag))).count()
    };
    assert!(tagged(&sheet, "pane") == 1 && tagged(&sheet, "autoFilter") == 1);
    let lists: Vec<String> = sheet
        .descendants()
        .filter(|node| node.tag_name().name() == "formula1")
        .filter_map(|node| node.text())
        .map(str::to_string)
        .collect();
    let causes = law.causes().count();
    assert!(
        lists.contains(&format!("'案由'!$A$2:$A${}", causes + 1)) || lists.contains(&format!("案由!$A$2:$A${}", causes + 1)),
        "{lists:?}"
    );
    assert!(lists.iter().any(|list| list.contains("男,女")));
    // the columns of codes, telephones and postcodes are text
    let formats: Vec<&str> = {
        let xfs = styles.descendants().find(|node| node.tag_name().name() == "cellXfs").expect("formats");
        xfs.children().filter(|node| node.is_element()).map(|xf| xf.attribute("numFmtId").unwrap_or_default()).collect()
    };
    let table = table(&bytes, "空表.xlsx");
    for heading in table.headings.iter().filter(|h| ["统一社会信用代码", "电话", "邮编", "身份证号"].contains(&h.text.as_str()))
    {
        let number = (heading.column + 1).to_string();
        let column = sheet.descendants().find(|node| {
            let edge = |key: &str| node.attribute(key).and_then(|at| at.parse::<u32>().ok()).unwrap_or(0);
            let own: u32 = number.parse().unwrap_or(0);
            node.tag_name().name() == "col" && edge("min") <= own && own <= edge("max")
        });
        let style: usize = column.and_then(|node| node.attribute("style")).and_then(|style| style.parse().ok()).expect("a style");
        let own =
            styles.descendants().find(|node| node.attribute("numFmtId") == Some(formats[style]) && node.attribute("formatCode").is_some());
        let code = own.and_then(|node| node.attribute("formatCode"));
        assert!(formats[style] == "49" || code == Some("@"), "{} is not text", heading.text);
    }
    // every cause that is offered is found again by its name
    let book = wenshu::import::sheet::read(&bytes, "空表.xlsx").expect("read");
    let offered = book.sheets.iter().find(|sheet| &*sheet.name == "案由").expect("causes");
    for row in offered.rows.iter().skip(1) {
        let wenshu::import::sheet::Cell::Text(name) = row.cell(0) else { panic!("row {}", row.number) };
        assert!(law.cause(name).is_ok(), "{name}");
    }
    assert_eq!(offered.rows.len(), causes + 1);
}

#[test]
fn a_thousand_rows_take_well_under_a_second() {
    let (head, rest) = CRACKDOWN.split_once("\n1,太仓").expect("the first row");
    let row = format!("1,太仓{}", rest.split_once("\n2,").expect("the second").0);
    let mut text = format!("{head}\n");
    for index in 0..1000 {
        text.push_str(&row.replacen("2026-101", &format!("2026-{index}"), 1));
        text.push('\n');
    }
    let start = cpu_time::ThreadTime::now();
    let rows = rows(text.as_bytes(), "a.csv");
    let spent = start.elapsed();
    assert_eq!(rows.forms.len(), 1000);
    println!("1000 rows: {spent:?}");
    // a debug build on a slow machine is some ten times slower than a release build
    assert!(spent.as_millis() < 1000, "{spent:?}");
    let kept: usize = rows.forms.iter().map(|form| form.text.len() + form.stem.len() + form.row.file.len()).sum();
    assert!(kept / 1000 < 1600, "{} bytes a row", kept / 1000);
}

#[test]
fn archives_that_lie_or_swell_are_refused() {
    let good = bare("", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    assert!(sheet::read(&good, "a.xlsx").is_ok());
    let with = |name: &'static str, bytes: Vec<u8>| {
        let mut parts = bare_parts("", "");
        parts.retain(|(held, _)| *held != name);
        parts.push((name, bytes));
        archive(&parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect::<Vec<_>>())
    };
    let refusal = |bytes: &[u8], file: &str| sheet::read(bytes, file).map(|_| ()).expect_err("refused").message;
    // 300 MB of spaces pack into 300 KB
    let bomb = with("xl/sharedStrings.xml", vec![b' '; 300 << 20]);
    assert!(bomb.len() < 1 << 20 && refusal(&bomb, "a.xlsx").contains("解压后超过256兆字节"));
    assert!(refusal(&with("xl/styles.xml", vec![b' '; 9 << 20]), "a.xlsx").contains("styles.xml 解压后超过8兆字节"));
    // a cell in the last corner must not fill the memory
    let corner = bare("", "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>");
    assert!(refusal(&corner, "a.xlsx").contains("超过256列"));
    let backwards = bare("", "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    assert!(refusal(&backwards, "a.xlsx").contains("次序颠倒"));
    for (names, expected) in [
        (vec!["xl/workbook.bin"], "二进制工作簿"),
        (vec!["mimetype", "content.xml"], "OpenDocument"),
        (vec!["word/document.xml"], "Word 文档"),
        (vec!["a.txt"], "普通的压缩文件"),
    ] {
        let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, &b"x"[..])).collect();
        assert!(refusal(&archive(&parts), "a.xlsx").contains(expected), "{expected}");
    }
    // a workbook with macros is read, and its macros are not
    assert!(sheet::read(&with("xl/vbaProject.bin", vec![0; 64]), "a.xlsm").is_ok());
    // the same name twice in the directory
    let twice: Vec<u8> = {
        let mut parts = bare_parts("", "");
        parts.push(("xl/worksheets/sheet2.xml", b"<worksheet/>".to_vec()));
        let bytes = archive(&parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect::<Vec<_>>());
        let (from, to) = (b"xl/worksheets/sheet2.xml", b"xl/worksheets/sheet1.xml");
        let mut bytes = bytes;
        while let Some(at) = bytes.windows(from.len()).position(|window| window == from) {
            bytes[at..at + from.len()].copy_from_slice(to);
        }
        bytes
    };
    assert!(refusal(&twice, "a.xlsx").contains("同名"));
}

#[test]
fn sheets_are_chosen_and_hidden_ones_passed_over() {
    let parts = |names: &[(&str, &str)]| {
        let mut book = rust_xlsxwriter::Workbook::new();
        for (name, head) in names {
            let page = book.add_worksheet();
            page.set_name(*name).unwrap();
            for (column, text) in (0u16..).zip(head.split(',')) {
                page.write_string(0, column, text).unwrap();
            }
            page.set_hidden(name.starts_with('隐'));
        }
        sheet::read(&book.save_to_buffer().unwrap(), "a.xlsx").unwrap()
    };
    let head = "单位名称,地址,电话,案由";
    let found =
        |book: &sheet::Book, name: Option<&str>| list::find(book, name).map(|table| table.at.sheet.to_string()).map_err(|f| f.message);
    assert_eq!(found(&parts(&[("说明", "怎样填"), ("名单", head), ("隐藏", head)]), None), Ok("名单".to_string()));
    let two = parts(&[("一组", head), ("二组", head)]);
    assert!(found(&two, None).is_err_and(|message| message.contains("2张表都像是名单")));
    assert_eq!(found(&two, Some("二组")), Ok("二组".to_string()));
    assert!(found(&two, Some("三组")).is_err());
}

/// A good workbook for mutations.
fn good() -> Vec<u8> {
    let head = ["单位名称", "地址", "罚款", "检查日期"].map(Put::Text).to_vec();
    let row = vec![Put::Text("甲公司"), Put::Text("某路1号"), Put::Number(20000.0), Put::Day(2026, 3, 5)];
    workbook(&[head, row.clone(), vec![Put::Nothing], row])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Whatever happens to a file on its way, it is read or refused in Chinese.
    #[test]
    fn a_damaged_workbook_never_panics(cut in 0usize..20_000, flips in proptest::collection::vec((0usize..20_000, any::<u8>()), 0..6)) {
        let mut bytes = good();
        for (at, value) in flips {
            let at = at % bytes.len();
            bytes[at] = value;
        }
        let cut = if cut % 3 == 0 { cut % bytes.len() } else { bytes.len() };
        if let Err(finding) = sheet::read(&bytes[..cut], "a.xlsx") {
            prop_assert!(finding.code.starts_with('S') && finding.message.contains("a.xlsx"), "{:?}", finding);
        }
    }

    /// The same for the parts inside, where damage is not found by the archive's checksums.
    #[test]
    fn damaged_parts_never_panic(part in 0usize..5, cut in 0usize..4000, flips in proptest::collection::vec((0usize..4000, proptest::sample::select(b"<>\"/=rRA9 s&;\x00\xFF".to_vec())), 0..5)) {
        let cells = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>单位名称</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"b\"><v>1</v></c><c r=\"B2\"><v>1.5</v></c></row>";
        let mut parts = bare_parts("<workbookPr date1904=\"0\"/>", cells);
        let bytes = &mut parts[part].1;
        for (at, value) in flips {
            let at = at % bytes.len();
            bytes[at] = value;
        }
        let keep = if cut % 4 == 0 { cut % bytes.len() } else { bytes.len() };
        bytes.truncate(keep);
        let bytes = archive(&parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect::<Vec<_>>());
        if let Ok(book) = sheet::read(&bytes, "a.xlsx") {
            let _ = list::find(&book, None);
        }
    }

    /// Any text of cells becomes forms that load or are refused, and nothing but Chinese refusals.
    #[test]
    fn any_text_is_a_list_or_is_refused(cells in proptest::collection::vec("[\\PC\n\t\"]{0,12}", 0..24)) {
        let mut text = String::from("单位名称,隐患,检查日期,罚款,电话,照片\n");
        for row in cells.chunks(6) {
            let quoted: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            text.push_str(&quoted.join(","));
            text.push('\n');
        }
        if let Ok(book) = sheet::read(text.as_bytes(), "a.csv")
            && let Ok(table) = list::find(&book, None)
        {
            let (used, findings) = Mapping::propose(&table).settle(&table);
            prop_assert!(!refused(&findings), "{:?}", findings);
            let rows = list::List::new(table, used, Settings::default()).rows(&|name| vec![name.to_string()]);
            for form in &rows.forms {
                let (_, findings) = load(&form.text, &form.file());
                prop_assert!(!findings.iter().any(|f| f.code == "Y01"), "{:?}\n{}", findings, form.text);
                for finding in findings {
                    let moved = form.at_cell(finding);
                    prop_assert!(moved.place.is_some_and(|place| place.pos.line >= 2 && place.file.starts_with("a.csv")));
                }
            }
        }
    }
}

#[test]
fn a_long_list_is_looked_through_without_keeping_its_forms() {
    let text = "编号,单位名称,电话\nA-1,甲,1\nA-2,乙,51253521234\nA-3,丙,1\nA-3,丁,1\nA-4,戊,\n";
    let table = csv(text);
    let (used, _) = Mapping::propose(&table).settle(&table);
    let list = list::List::new(table, used, Settings::default());
    let (rows, survey) = (list.rows(&|_| Vec::new()), list.survey(&|_| Vec::new()));
    assert_eq!((rows.findings.len(), said(&rows.findings)), (3, said(&survey.findings)));
    let again: Vec<String> = survey.cases.iter().filter_map(|key| list.form(key, &|_| Vec::new())).map(|form| form.text).collect();
    assert_eq!(again, rows.forms.iter().map(|form| form.text.clone()).collect::<Vec<_>>());
    assert_eq!(survey.cases.iter().map(|key| &*key.stem).collect::<Vec<_>>(), ["A-1", "A-4"]);
}
