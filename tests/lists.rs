//! Lists: one row a case. What a spreadsheet did to the values comes back or is refused by cell; every form that comes out
//! loads, and what is found in it later is said at its cell.

#[path = "lists/cells.rs"]
mod cells;
#[path = "lists/columns.rs"]
mod columns;
#[path = "lists/damage.rs"]
mod damage;
#[path = "lists/empty.rs"]
mod empty;
#[path = "support/sheets.rs"]
mod sheets;

use chrono::NaiveDate;
use sheets::{rows, rows_with, said, table};
use wenshu::batch::list::{self, Mapping, PhotoIndex, RowForm, Settings};
use wenshu::case::{Case, load};
use wenshu::diag::{Diagnostic, refused};
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

/// A workbook that another program made: LibreOffice Calc opened the text and saved it. Its days and amounts are numbers.
#[test]
fn the_same_list_saved_by_a_spreadsheet_program_gives_the_same_cases() {
    let saved = rows(include_bytes!("lists/crackdown.xlsx"), "汇总表.xlsx");
    assert!(saved.findings.is_empty(), "{:#?}", saved.findings);
    let typed = rows(CRACKDOWN.as_bytes(), "汇总表.csv");
    let bare = |form: &RowForm| form.text.lines().skip(1).collect::<Vec<_>>().join("\n").replace("'20,000'", "20000");
    assert_eq!(saved.forms.iter().map(bare).collect::<Vec<_>>(), typed.forms.iter().map(bare).collect::<Vec<_>>());
    assert_eq!(saved.forms[0].row.row, 5);
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
    let found = |book: &sheet::Book, name: Option<&str>| {
        list::find(book, name, None).map(|table| table.at.sheet.to_string()).map_err(|f| f.message)
    };
    assert_eq!(found(&parts(&[("说明", "怎样填"), ("名单", head), ("隐藏", head)]), None), Ok("名单".to_string()));
    let two = parts(&[("一组", head), ("二组", head)]);
    assert!(found(&two, None).is_err_and(|message| message.contains("2张表都像是名单")));
    assert_eq!(found(&two, Some("二组")), Ok("二组".to_string()));
    assert!(found(&two, Some("三组")).is_err());
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
