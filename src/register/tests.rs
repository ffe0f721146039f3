use super::*;
use proptest::prelude::*;

fn request<'a>(case: &'a str, team: Option<&'a str>, writ: &'a str) -> Request<'a> {
    Request { agency: "甲局", case, team, writ, subject: "", word: "罚", year: 2026 }
}

fn make(serial: u32) -> Result<String, Fault> {
    Ok(format!("（甲）应急罚〔2026〕{serial}号"))
}

fn read(rows: &str) -> Register {
    let (register, findings) = Register::read(&format!("{HEADER}{rows}"), "register.csv");
    assert_eq!(findings, [], "{rows}");
    register
}

fn issue(register: &mut Register, case: &str, team: Option<&str>) -> u32 {
    register.issue(&request(case, team, "决定书"), make, |_| false).expect("a number").serial.expect("a serial")
}

#[test]
fn numbers_follow_one_another_and_are_found_again() {
    let mut register = read("");
    let mut file = HEADER.to_string();
    for (case, serial) in [("案1", 1), ("案2", 2), ("案3", 3)] {
        let row = register.issue(&request(case, None, "决定书"), make, |_| false).expect("a number");
        assert_eq!(row.serial, Some(serial));
        file += &row.line();
    }
    let (again, findings) = Register::read(&file, "register.csv");
    assert_eq!(findings, []);
    for register in [&register, &again] {
        let given = register.of_case("甲局", "案2");
        let [given] = given.as_slice() else { panic!("{given:?}") };
        assert_eq!((given.number, given.line), ("（甲）应急罚〔2026〕2号", 3));
        assert_eq!((given.writ, given.subject), ("决定书", ""));
        assert!(register.of_case("乙局", "案2").is_empty());
        assert!(register.is_of_another("甲局", "案1", "（甲）应急罚〔2026〕2号"));
        assert!(!register.is_of_another("甲局", "案2", "（甲）应急罚〔2026〕2号"));
    }
}

#[test]
fn teams_take_from_their_ranges_and_nobody_else_does() {
    let rows =
        "号段,,一组,罚,2026,1,2\n号段,,二组,,,10,11\n停用,甲局,,罚,2026,10\n已发,甲局,,罚,2026,5,,（甲）应急罚〔2026〕5号,旧案,决定书,\n";
    let mut register = read(rows);
    assert_eq!(issue(&mut register, "a", Some("一组")), 1);
    assert_eq!(issue(&mut register, "b", Some("二组")), 11);
    assert_eq!(issue(&mut register, "c", Some("三组")), 6);
    assert_eq!(issue(&mut register, "d", None), 7);
    assert_eq!(issue(&mut register, "e", Some("一组")), 2);
    let refused = register.issue(&request("f", Some("一组"), "决定书"), make, |_| false);
    assert_eq!(refused, Err(Refusal::Exhausted("1至2".into())));
    for case in ["g", "h"] {
        let serial = issue(&mut register, case, None);
        assert!(serial == 8 || serial == 9, "{serial}");
    }
    assert_eq!(issue(&mut register, "i", None), 12);
}

#[test]
fn numbers_named_in_forms_are_left_to_them() {
    let mut register = read("");
    let row = register.issue(&request("a", None, "决定书"), make, |number| number.contains("〕1号")).expect("a number");
    assert_eq!(row.serial, Some(2));
    let by_hand = register.enter(&request("b", None, "决定书"), "（甲）应急罚〔2026〕3号", Some(3)).expect("new");
    assert_eq!((by_hand.status, by_hand.serial), (Status::ByHand, Some(3)));
    assert_eq!(register.enter(&request("b", None, "决定书"), "（甲）应急罚〔2026〕3号", Some(3)), None);
    assert_eq!(issue(&mut register, "c", None), 4);
}

#[test]
fn what_is_wrong_in_a_register_is_said_by_line() {
    for (rows, line, part) in [
        ("发了,甲局,,罚,2026,1,,x,y,z,\n", 2, "不认识"),
        ("已发,甲局,,罚,2026,一,,x,y,z,\n", 2, "不是整数"),
        ("已发,甲局,,罚,2026,1,,,y,z,\n", 2, "缺文号"),
        ("号段,,一组,罚,2026,9,3\n", 2, "9至3"),
        ("号段,,一组,罚,2026\n", 2, "没有写起"),
        ("已发,甲局,,罚,2026,1,,x,\"y,z,\n", 2, "引号"),
        ("\n已发,甲局,,罚,2026,1,,x,案1,决定书,\n已发,甲局,,罚,2026,1,,x,案2,决定书,\n", 4, "登记了两次"),
        ("已发,甲局,,罚,2026,1,,x,案1,决定书,\n已发,甲局,,罚,2026,2,,y,案1,决定书,\n", 3, "两个文号"),
    ] {
        let (_, findings) = Register::read(&format!("{HEADER}{rows}"), "register.csv");
        let [finding] = findings.as_slice() else { panic!("{rows}: {findings:?}") };
        assert!(finding.message.contains(part), "{}", finding.message);
        assert_eq!(finding.place.as_ref().map(|place| place.pos.line), Some(line), "{rows}");
    }
    let (_, findings) = Register::read("案件,文号\n", "register.csv");
    assert!(findings[0].message.contains("表头"));
}

#[test]
fn a_line_cut_off_by_a_crash_is_passed_over() {
    let whole = "已发,甲局,,罚,2026,1,,x,案1,决定书,\n";
    for (torn, count) in [("已发,甲局,,罚,20", 1), ("已", 1), ("已发,甲局,,罚,2026,2,,y,案2,决定", 2)] {
        let register = read(&format!("{whole}{torn}"));
        assert_eq!(register.of_case("甲局", "案1").len() + register.of_case("甲局", "案2").len(), count, "{torn}");
    }
}

#[test]
fn gaps_are_told_within_their_ranges() {
    let series = ("甲局".to_string(), "罚".to_string(), 2026);
    let of = |used: &[u32], ranges: &[RangeInclusive<u32>]| -> Vec<RangeInclusive<u32>> {
        gaps_of(&series, used, ranges).into_iter().map(|gap| gap.serials).collect()
    };
    assert_eq!(of(&[3, 4, 7, 9], &[]), [5..=6, 8..=8]);
    assert_eq!(of(&[2, 12, 13, 20], &[1..=9, 10..=19]), [1..=1, 10..=11]);
    assert_eq!(of(&[1, 30], &[10..=19]), [2..=9, 20..=29]);
    assert_eq!(of(&[], &[1..=9]), []);
}

proptest! {
    #[test]
    fn a_line_comes_back_as_it_was(case in "\\PC{1,12}", subject in "[a\",，、\u{4e00}-\u{4e20}]{0,8}", serial in 1u32..99999) {
        prop_assume!(!case.trim().is_empty());
        let request = Request { agency: "甲,\"局\"", case: case.trim(), team: Some("一组"), writ: "决定书", subject: subject.trim(), word: "罚", year: 2026 };
        let row = row(&request, Status::Issued, Some(serial), make(serial).unwrap());
        let mut findings = Vec::new();
        let (rows, _) = rows::parse(&format!("{HEADER}{}", row.line()), &"r".into(), 0, &mut findings);
        prop_assert!(findings.is_empty(), "{findings:?}");
        prop_assert_eq!(&rows[0].1, &row);
    }

    #[test]
    fn no_serial_is_given_twice(teams in proptest::collection::vec(0usize..3, 1..40), cut in 5u32..30) {
        let rows = format!("号段,,一组,罚,,1,{cut}\n号段,,二组,罚,,{},{}\n", cut + 1, cut + 20);
        let mut register = read(&rows);
        let mut seen = std::collections::BTreeSet::new();
        for (index, team) in teams.iter().enumerate() {
            let (case, team) = (format!("案{index}"), ["一组", "二组", "三组"][*team]);
            match register.issue(&request(&case, Some(team), "决定书"), make, |_| false) {
                Ok(row) => {
                    let serial = row.serial.unwrap();
                    prop_assert!(seen.insert(serial));
                    prop_assert_eq!(team == "一组", serial <= cut);
                }
                Err(refusal) => prop_assert!(matches!(refusal, Refusal::Exhausted(_)) && team != "三组"),
            }
        }
    }
}

#[test]
fn a_serial_far_above_all_others_is_a_number_outside_the_series() {
    let mut register = read("");
    assert_eq!(issue(&mut register, "a", None), 1);
    let typed = register.enter(&request("b", None, "决定书"), "（甲）应急罚〔2026〕2026031501号", Some(2_026_031_501)).expect("a row");
    assert_eq!(typed.serial, None);
    assert_eq!(issue(&mut register, "c", None), 2);
    assert_eq!(register.gaps(), []);
    // and one that stands in the file ends the series, but neither runs over nor costs memory
    let mut last =
        read("已发,甲局,,罚,2026,4294967295,,（甲）应急罚〔2026〕4294967295号,旧案,决定书,\n已发,甲局,,罚,2026,1,,x,案1,决定书,\n");
    let refused = last.issue(&request("d", None, "决定书"), make, |_| false);
    assert!(matches!(refused, Err(Refusal::Exhausted(_))), "{refused:?}");
    assert_eq!(last.gaps().iter().map(|gap| gap.serials.clone()).collect::<Vec<_>>(), [2..=4_294_967_294]);
}

#[test]
fn a_copy_that_has_a_number_gets_no_second_one() {
    let mut register = read("");
    assert_eq!(issue(&mut register, "a", None), 1);
    let refused = register.issue(&request("a", None, "决定书"), make, |_| false);
    assert!(matches!(&refused, Err(Refusal::Taken(why)) if why.contains("两个文号")), "{refused:?}");
    assert_eq!(issue(&mut register, "b", None), 2);
}

proptest! {
    #[test]
    fn gaps_are_the_serials_nobody_used(used in proptest::collection::btree_set(1u32..60, 0..20), starts in proptest::collection::vec((1u32..60, 0u32..20), 0..4)) {
        let series = ("甲局".to_string(), "罚".to_string(), 2026);
        let ranges: Vec<RangeInclusive<u32>> = starts.iter().map(|(start, length)| *start..=start + length).collect();
        let used: Vec<u32> = used.into_iter().collect();
        let found: Vec<u32> = gaps_of(&series, &used, &ranges).into_iter().flat_map(|gap| gap.serials).collect();
        // serial by serial: one is missing when it lies between two used ones of its range that follow each other, or
        // between the start of the range and the first used one after another range's
        let range_of = |serial: u32| ranges.iter().position(|range| range.contains(&serial));
        let mut expected = Vec::new();
        let mut last: Option<u32> = None;
        for serial in &used {
            let range = range_of(*serial);
            match last.filter(|last| range_of(*last) == range) {
                Some(before) => expected.extend((before + 1..*serial).filter(|serial| range_of(*serial) == range)),
                None => expected.extend(range.map(|at| *ranges[at].start()..*serial).into_iter().flatten()),
            }
            last = Some(*serial);
        }
        prop_assert_eq!(found, expected);
    }
}
