//! What is compared with what, what is far off, what is said of it.

use super::*;
use crate::batch::digest::{Party, Spot};
use crate::export::xlsx::Workbook;
use crate::import::sheet::{self, Cell};
use chrono::NaiveDate;

/// A case of the usual group with a fine in 元.
fn case(number: usize, yuan: i64) -> Digest {
    let charge = Charge {
        cause: "special-op-cert".into(),
        cause_name: "特种作业人员无证上岗".into(),
        basis: "《中华人民共和国安全生产法》第九十七条第（七）项".into(),
        benchmark: "应急管理行政处罚裁量权基准（26）".into(),
        tier: "A".into(),
        fine: Some(yuan * 100),
        spot: Spot { field: "违法行为.处罚.罚款".into(), line: 20 },
        ..Charge::default()
    };
    Digest {
        folder: format!("案{number:03}"),
        case: format!("案{number:03}"),
        form: format!("案{number:03}.yaml"),
        agency: "太仓市应急管理局".into(),
        parties: vec![Party { name: format!("公司{number}"), ..Party::default() }],
        charges: vec![charge],
        ..Digest::default()
    }
}

fn cases(yuan: &[i64]) -> Vec<Digest> {
    yuan.iter().enumerate().map(|(number, yuan)| case(number, *yuan)).collect()
}

fn report(cases: &[Digest]) -> Report {
    let mut fairness = Fairness::new();
    cases.iter().for_each(|case| fairness.add(case));
    fairness.finish(&|index| cases.get(index).cloned())
}

/// Each finding: kind and the cases it names.
fn found(cases: &[Digest]) -> Vec<(Kind, Vec<String>)> {
    report(cases).clashes().into_iter().map(|clash| (clash.kind, clash.places.into_iter().map(|at| at.case).collect())).collect()
}

fn named(kind: Kind, cases: &[&str]) -> (Kind, Vec<String>) {
    (kind, cases.iter().map(|case| (*case).to_string()).collect())
}

const USUAL: [i64; 7] = [18_000, 20_000, 20_000, 20_000, 20_000, 21_000, 22_000];

#[test]
fn an_amount_far_off_needs_a_reason_or_circumstances_with_evidence() {
    let with = |change: &dyn Fn(&mut Charge)| {
        let mut all = cases(&USUAL);
        all.push(case(7, 50_000));
        change(&mut all[7].charges[0]);
        all
    };
    let outlier = vec![named(Kind::Outlier, &["案007"])];
    assert_eq!(found(&with(&|_| {})), outlier);
    assert_eq!(found(&with(&|charge| charge.circumstances = vec![("拒不停止作业".into(), false)])), outlier);
    for explained in
        [with(&|charge| charge.circumstances = vec![("一年内第二次".into(), true)]), with(&|charge| charge.reason = "一年内第二次".into())]
    {
        assert_eq!(found(&explained), vec![]);
        let report = report(&explained);
        assert_eq!((report.unusual.len(), report.unusual[0].kind), (2, Kind::Outlier), "listed all the same");
    }
    let said = &report(&with(&|_| {})).clashes()[0];
    assert_eq!(said.message, "“案007”对公司7的罚款是50000元，比同类8件的中位数20000元重得多，没有写理由");
    assert!(said.found.ends_with("阶次A，单位，普通程序；同类一半在20000元至22000元之间"), "{}", said.found);
    let mut light = cases(&USUAL);
    light.push(case(7, 3_000));
    assert!(report(&light).clashes()[0].message.contains("轻得多"));
}

#[test]
fn few_cases_are_listed_and_small_differences_pass() {
    assert_eq!(found(&cases(&[20_000, 20_000, 20_000, 24_000])), vec![], "few, and little apart");
    assert_eq!(found(&cases(&[20_000; 30])), vec![]);
    assert_eq!(found(&cases(&[20_000, 20_000, 20_000, 20_000, 20_000, 20_000, 24_000])), vec![], "a fifth more is not far");
    let few = report(&cases(&[20_000, 20_000, 20_000, 21_000]));
    assert_eq!((few.groups.len(), few.groups[0].outliers, few.groups[0].spread.count), (1, 0, 4));
}

#[test]
fn equal_circumstances_and_other_amounts_are_one_line_a_set() {
    let two = cases(&[5_000, 28_000]);
    assert_eq!(found(&two), vec![named(Kind::Unequal, &["案000", "案001"])]);
    let said = &report(&two).clashes()[0].message;
    assert_eq!(said, "2件都没有写情节，罚得不同：“案000”5000元，“案001”28000元，没有写理由");
    let mut reasoned = two.clone();
    reasoned[1].charges[0].reason = "拒不停止作业".into();
    assert_eq!(found(&reasoned), vec![]);
    let mut apart = two.clone();
    apart[1].charges[0].circumstances = vec![("一年内第二次".into(), true)];
    assert_eq!(found(&apart), vec![], "other circumstances");
    let mut many = cases(&(0..100).map(|step| 10_000 + step * 100).collect::<Vec<_>>());
    for (number, case) in many.iter_mut().enumerate() {
        let factors = [("当场停止作业".to_string(), true), ("按期改正".to_string(), false)];
        case.charges[0].circumstances = if number % 2 == 0 { factors.to_vec() } else { factors.iter().rev().cloned().collect() };
    }
    let set = report(&many).clashes();
    assert_eq!(set.len(), 1, "one line for the set, not a line for each pair");
    assert!(set[0].message.starts_with("100件情节都是“当场停止作业（有证据）、按期改正”，罚得不同："), "{}", set[0].message);
}

/// What is changed in a case, and how.
type Change<'a> = (&'a str, &'a dyn Fn(&mut Digest));

#[test]
fn only_like_is_compared_with_like() {
    let changes: [Change; 9] = [
        ("organ", &|case| case.agency = "昆山市应急管理局".into()),
        ("cause", &|case| case.charges[0].cause = "other".into()),
        ("provision", &|case| case.charges[0].basis = "《江苏省安全生产条例》第五十条".into()),
        ("tier", &|case| case.charges[0].tier = "C".into()),
        ("benchmark", &|case| case.charges[0].benchmark = "新基准".into()),
        ("person", &|case| case.parties[0].person = true),
        ("summary", &|case| case.charges[0].summary = true),
        ("share", &|case| case.charges[0].base = Some(10_000_000)),
        ("no fine", &|case| case.charges[0].fine = None),
    ];
    for (what, change) in changes {
        let mut all = cases(&USUAL);
        all.push(case(7, 50_000));
        change(&mut all[7]);
        assert_eq!(found(&all), vec![], "{what}");
    }
}

#[test]
fn shares_are_compared_and_not_amounts() {
    let mut all = cases(&[40_000, 80_000, 400_000, 120_000, 60_000, 90_000]);
    for case in &mut all {
        let fine = case.charges[0].fine.expect("a fine");
        case.charges[0].base = Some(fine / 40 * 100);
    }
    assert_eq!(found(&all), vec![], "all are 40%");
    all[2].charges[0].base = all[2].charges[0].fine.map(|fine| fine / 80 * 100);
    let said = report(&all).clashes();
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].message, "“案002”对公司2的罚款比例是80%，比同类6件的中位数40%重得多，没有写理由");
    for (millionths, words) in [(400_000, "40%"), (123_456, "12.34%"), (5_000, "0.5%"), (0, "0%"), (1_500_000, "150%")] {
        assert_eq!(percent(millionths), words);
    }
}

#[test]
fn a_waiver_of_the_rule_is_told() {
    let mut all = cases(&USUAL);
    all.push(case(7, 50_000));
    all[7].waived = vec!["R99".into()];
    assert!(report(&all).clashes()[0].waived);
}

#[test]
fn the_order_of_cases_does_not_matter() {
    let mut all = cases(&(0..60).map(|n| 10_000 + (n * 7919) % 13_000).collect::<Vec<_>>());
    all.push(case(60, 90_000));
    all.push(case(61, 90_000));
    let turned: Vec<Digest> = all.iter().rev().cloned().collect();
    let (plain, reversed) = (report(&all), report(&turned));
    assert_eq!(plain.clashes(), reversed.clashes());
    assert_eq!(plain.clashes().len(), 3);
    assert!(plain.groups.iter().map(|group| &group.spread).eq(reversed.groups.iter().map(|group| &group.spread)));
}

#[test]
fn a_charge_keeps_few_bytes() {
    let mut fairness = Fairness::new();
    for number in 0..20_000 {
        fairness.add(&case(number, 20_000));
    }
    assert!(fairness.bytes() <= 20_000 * 40, "{}", fairness.bytes());
    assert_eq!(fairness.groups.len(), 1);
}

#[test]
fn the_workbook_has_its_sheets() {
    let mut all = cases(&USUAL);
    all.push(case(7, 50_000));
    all[3].parties[0].name = "=1+1".into();
    let report = report(&all);
    let make = || {
        let created = NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day");
        let mut book = Workbook::new("处罚数额比较", created).expect("a workbook");
        sheets(&mut book, &report, &|index| all.get(index).cloned()).expect("sheets");
        book.bytes().expect("bytes")
    };
    let bytes = make();
    assert_eq!(bytes, make(), "the same bytes each time");
    let book = sheet::read(&bytes, "fairness.xlsx").expect("the reader of lists opens it");
    assert_eq!(book.sheets.iter().map(|sheet| &*sheet.name).collect::<Vec<_>>(), ["同类比较", "需说明理由", "逐件", "说明"]);
    let shown = |cell: &Cell| match cell {
        Cell::Text(text) => text.to_string(),
        Cell::Number(number) => number.text(),
        Cell::Empty | Cell::When(_) | Cell::Bool(_) | Cell::Error(_) => String::new(),
    };
    let cells = |name: &str| {
        let found = book.sheets.iter().find(|sheet| &*sheet.name == name).expect("a sheet");
        let row = |row: &sheet::Row| (0..20).map(|column| shown(row.cell(column))).collect::<Vec<_>>();
        found.rows.iter().map(row).collect::<Vec<_>>()
    };
    let groups = cells("同类比较");
    assert_eq!(groups.len(), 2);
    assert_eq!(groups[1][9..15], ["8", "18000", "20000", "20000", "22000", "50000"]);
    let unusual = cells("需说明理由");
    assert_eq!((&*unusual[1][0], &*unusual[1][3], &*unusual[1][5]), ("扣分", "案007", "50000"));
    assert_eq!((unusual.len(), &*unusual[2][0]), (4, "列出"), "the least and the most of those without circumstances");
    let charges = cells("逐件");
    assert_eq!(charges.len(), 9);
    assert!(charges.iter().any(|row| row[2] == "=1+1"), "text stays text");
}
