//! Numbers, officers and photographs of several cases; what is written of them; what is kept in memory.

use super::*;
use crate::batch::digest::{Photo, Slot, TextPrint, Writ};
use chrono::{NaiveDate, NaiveDateTime};

fn at(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 3, day).and_then(|day| day.and_hms_opt(hour, minute, 0)).expect("a time")
}

fn case(name: &str) -> Digest {
    Digest {
        folder: name.into(), case: name.into(), form: format!("{name}.yaml"), agency: "太仓市应急管理局".into(), ..Digest::default()
    }
}

fn numbered(name: &str, numbers: &[&str]) -> Digest {
    let writ = |number: &&str| Writ {
        title: "行政处罚决定书".into(),
        number: Some((*number).to_string()),
        spot: Spot { field: "文号.序号".into(), line: 12 },
        ..Writ::default()
    };
    Digest { writs: numbers.iter().map(writ).collect(), ..case(name) }
}

/// A time: what was done, place, from and until as (hour, minute) on the fifth of March.
type Time = (&'static str, &'static str, (u32, u32), (u32, u32));

fn timed(name: &str, officers: &[(&str, &str)], times: &[Time]) -> Digest {
    let mut out = case(name);
    for (line, (step, place, start, end)) in (10..).zip(times) {
        for (officer, certificate) in officers {
            out.slots.push(Slot {
                officer: (*officer).into(),
                certificate: (*certificate).into(),
                step: (*step).into(),
                start: at(5, start.0, start.1),
                end: at(5, end.0, end.1),
                place: (*place).into(),
                spot: Spot { field: format!("{step}.时间"), line },
            });
        }
    }
    out
}

fn found(cases: &[Digest]) -> Vec<Clash> {
    let mut clashes = Clashes::new();
    cases.iter().for_each(|case| clashes.add(case));
    clashes.finish(&|index| cases.get(index).cloned())
}

/// Name and certificate.
type Officer = (&'static str, &'static str);

const LI: Officer = ("李卫东", "苏E0001");
const WANG: Officer = ("王晓明", "苏E0002");

#[test]
fn a_number_of_two_cases_of_one_organ_is_a_clash() {
    let number = "（苏太）应急罚〔2026〕18号";
    let other_organ = Digest { agency: "昆山市应急管理局".into(), ..numbered("乙", &[number]) };
    let rows: Vec<(Vec<Digest>, usize)> = vec![
        (vec![numbered("甲", &[number]), numbered("乙", &[number])], 1),
        (vec![numbered("甲", &[number]), numbered("乙", &["(苏太)应急罚[2026]018号"])], 1),
        (vec![numbered("甲", &[number]), numbered("乙", &["（苏太）应急罚〔2026〕19号"])], 0),
        (vec![numbered("甲", &[number]), other_organ], 0),
        (vec![numbered("甲", &[number, number])], 0),
    ];
    for (cases, count) in rows {
        let found = found(&cases);
        assert_eq!(found.len(), count, "{found:#?}");
        assert!(found.iter().all(|clash| clash.rank == Rank::Veto && clash.kind == Kind::Number && clash.places.len() == 2));
    }
    let said = &found(&[numbered("甲", &[number]), numbered("乙", &[number])])[0];
    assert_eq!(said.message, "太仓市应急管理局的文号“（苏太）应急罚〔2026〕18号”用在2个案件里：“乙”、“甲”");
}

#[test]
fn the_numbers_that_the_same_cases_share_are_one_finding() {
    let numbers = ["罚〔2026〕1号", "告〔2026〕1号", "立〔2026〕1号"];
    let mut cases: Vec<Digest> = (0..60).map(|n| numbered(&format!("案{n:02}"), &numbers)).collect();
    cases.push(numbered("案60", &["罚〔2026〕9号", "告〔2026〕2号"]));
    cases.push(numbered("案61", &["罚〔2026〕9号"]));
    let found = found(&cases);
    assert_eq!(found.iter().map(|clash| clash.places.len()).collect::<Vec<_>>(), [180, 2]);
    assert!(found[0].message.starts_with("太仓市应急管理局的“告〔2026〕1号”等3个文号用在60个案件里：“案00”、“案01”、“案02”等60个案件"));
}

#[test]
fn an_officer_is_in_one_place_at_a_time() {
    let inspection = |place, start, end| ("检查", place, start, end);
    let inquiry = |step, start, end| (step, "本局询问室", start, end);
    // two cases, and the rank of what is found
    let rows: Vec<(&str, Time, Time, Option<Rank>)> = vec![
        ("two places", inspection("甲厂", (9, 0), (10, 0)), inspection("乙厂", (9, 30), (11, 0)), Some(Rank::Veto)),
        ("touching ends", inspection("甲厂", (9, 0), (10, 0)), inspection("乙厂", (10, 0), (11, 0)), None),
        ("a minute over", inspection("甲厂", (9, 0), (10, 1)), inspection("乙厂", (10, 0), (11, 0)), Some(Rank::Veto)),
        ("one inspection", inspection("某园区 1号", (9, 0), (10, 0)), inspection("某园区1号", (9, 0), (10, 0)), Some(Rank::Remind)),
        ("one place, other times", inspection("某园区", (9, 0), (10, 0)), inspection("某园区", (9, 30), (10, 0)), Some(Rank::Deduct)),
        ("place not said", inspection("", (9, 0), (10, 0)), inspection("", (9, 0), (10, 0)), Some(Rank::Deduct)),
        ("two inquiries", inquiry("询问张三", (9, 0), (10, 0)), inquiry("询问李四", (9, 30), (10, 0)), Some(Rank::Veto)),
        ("one inquiry", inquiry("询问张三", (9, 0), (10, 0)), inquiry("询问张三", (9, 0), (10, 0)), Some(Rank::Remind)),
        ("inquiries of persons not named", inquiry("询问", (9, 0), (10, 0)), inquiry("询问", (9, 0), (10, 0)), Some(Rank::Deduct)),
        ("inquiry and inspection", inquiry("询问张三", (9, 0), (10, 0)), inspection("乙厂", (9, 30), (11, 0)), Some(Rank::Veto)),
        ("no end, same minute", inspection("甲厂", (9, 0), (9, 0)), inspection("乙厂", (9, 0), (9, 0)), Some(Rank::Veto)),
        ("no end, within", inspection("甲厂", (9, 0), (10, 0)), inspection("乙厂", (9, 30), (9, 30)), Some(Rank::Veto)),
        ("no end, after", inspection("甲厂", (9, 0), (10, 0)), inspection("乙厂", (10, 0), (10, 0)), None),
    ];
    for (what, one, other, rank) in rows {
        let found = found(&[timed("甲", &[LI], &[one]), timed("乙", &[LI], &[other])]);
        assert_eq!(found.iter().map(|clash| clash.rank).collect::<Vec<_>>(), rank.into_iter().collect::<Vec<_>>(), "{what}: {found:#?}");
    }
}

#[test]
fn sampling_at_an_inspection_of_two_firms_is_the_same_occasion() {
    let inspection = ("现场检查", "某园区", (9, 0), (11, 0));
    let one = timed("甲", &[LI], &[inspection]);
    let rows = [
        (("抽样取证", "某园区", (9, 30), (10, 0)), Rank::Remind),
        (("抽样取证", "乙厂", (9, 30), (10, 0)), Rank::Veto),
        (("询问张三", "某园区", (9, 30), (10, 0)), Rank::Deduct),
    ];
    for (other, rank) in rows {
        let found = found(&[one.clone(), timed("乙", &[LI], &[inspection, other])]);
        assert_eq!(found.iter().map(|clash| clash.rank).collect::<Vec<_>>(), [rank], "{found:#?}");
    }
}

#[test]
fn officers_are_known_by_certificate_then_by_name_within_the_organ() {
    let first = ("检查", "甲厂", (9, 0), (10, 0));
    let second = ("检查", "乙厂", (9, 30), (10, 30));
    let rows: [(Officer, Officer, &str, usize); 6] = [
        (("李卫东", "苏E0001"), ("李卫东", "苏E 0001"), "太仓市应急管理局", 1),
        (("李卫东", "苏E0001"), ("李伟东", "苏E0001"), "太仓市应急管理局", 1),
        (("李卫东", "苏E0001"), ("李卫东", "苏E0009"), "太仓市应急管理局", 0),
        (("李卫东", ""), ("李卫东", ""), "太仓市应急管理局", 1),
        (("李卫东", ""), ("李卫东", ""), "昆山市应急管理局", 0),
        (("李卫东", "苏E****"), ("王晓明", "苏E****"), "太仓市应急管理局", 0),
    ];
    for (one, other, agency, count) in rows {
        let second = Digest { agency: agency.into(), ..timed("乙", &[other], &[second]) };
        assert_eq!(found(&[timed("甲", &[one], &[first]), second]).len(), count, "{one:?} {other:?} {agency}");
    }
}

#[test]
fn a_team_is_one_finding_and_says_where_and_when() {
    let cases = [
        timed("甲", &[LI, WANG], &[("检查", "甲厂", (9, 0), (10, 0))]),
        timed("乙", &[WANG, LI], &[("检查", "乙厂", (9, 30), (11, 0))]),
        timed("丙", &[LI], &[("询问张三", "本局", (14, 0), (15, 0))]),
    ];
    let found = found(&cases);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].message, "李卫东（证号苏E0001）、王晓明（证号苏E0002）在2个案件里的时间有重叠：“乙”、“甲”");
    assert_eq!(found[0].found, "甲：检查，2026年3月5日9时00分至10时00分，甲厂；乙：检查，2026年3月5日9时30分至11时00分，乙厂");
}

#[test]
fn times_copied_into_five_hundred_cases_are_one_finding() {
    let cases: Vec<Digest> = (0..500)
        .map(|n| {
            let mut case = timed(&format!("案{n:03}"), &[LI, WANG], &[("检查", "", (9, 0), (10, 0))]);
            case.slots.iter_mut().for_each(|slot| slot.place = format!("第{n}家"));
            case
        })
        .collect();
    let found = found(&cases);
    assert_eq!((found.len(), found[0].places.len(), found[0].rank), (1, 500, Rank::Veto));
    assert!(found[0].found.ends_with("……共500处"), "{}", found[0].found);
}

fn with_photos(name: &str, hashes: &[&str]) -> Digest {
    let photo =
        |hash: &&str| Photo {
            name: format!("photos/{hash}.jpg"), sha256: hash.repeat(16), spot: Spot { field: "证据".into(), line: 30 }
        };
    Digest { photos: hashes.iter().map(photo).collect(), ..case(name) }
}

#[test]
fn a_photograph_of_two_cases_is_a_clash_unless_they_are_of_one_inspection() {
    let rows: Vec<(Vec<Digest>, usize)> = vec![
        (vec![with_photos("甲", &["abcd", "ef01"]), with_photos("乙", &["ef01"])], 1),
        (vec![with_photos("甲", &["abcd", "ef01"]), with_photos("乙", &["abcd", "ef01"])], 1),
        (vec![with_photos("甲", &["abcd"]), with_photos("乙", &["ef01"])], 0),
        (vec![with_photos("甲", &["abcd", "abcd"])], 0),
    ];
    for (cases, count) in rows {
        let found = found(&cases);
        assert_eq!(found.len(), count, "{found:#?}");
        assert!(found.iter().all(|clash| (clash.rank, clash.kind) == (Rank::Deduct, Kind::Photograph)));
    }
    let both = found(&[with_photos("甲", &["abcd", "ef01"]), with_photos("乙", &["abcd", "ef01"])]);
    assert_eq!(both[0].message, "2个案件用了2张相同的照片：“乙”、“甲”");
    let together =
        |name| Digest { photos: with_photos("", &["abcd"]).photos, ..timed(name, &[LI], &[("检查", "某园区", (9, 0), (10, 0))]) };
    let ranks: Vec<(Kind, Rank)> = found(&[together("甲"), together("乙")]).iter().map(|clash| (clash.kind, clash.rank)).collect();
    assert_eq!(ranks, [(Kind::Officer, Rank::Remind), (Kind::Photograph, Rank::Remind)]);
}

#[test]
fn a_clash_is_waived_when_each_of_its_cases_waives_the_rule() {
    let waived = |name, codes: &[&str]| Digest { waived: codes.iter().map(ToString::to_string).collect(), ..with_photos(name, &["abcd"]) };
    let rows = [(&["R100"][..], &["R100"][..], true), (&["R100"], &[], false), (&["R99"], &["R100"], false)];
    for (one, other, expected) in rows {
        assert_eq!(found(&[waived("甲", one), waived("乙", other)])[0].waived, expected, "{one:?} {other:?}");
    }
}

#[test]
fn the_order_of_cases_does_not_matter() {
    let mut cases = vec![
        numbered("甲", &["罚〔2026〕1号"]),
        numbered("乙", &["罚〔2026〕1号"]),
        with_photos("丙", &["abcd"]),
        with_photos("丁", &["abcd"]),
        timed("戊", &[LI, WANG], &[("检查", "甲厂", (9, 0), (10, 0))]),
        timed("己", &[LI, WANG], &[("检查", "乙厂", (9, 30), (10, 0))]),
        timed("庚", &[LI], &[("检查", "丙厂", (9, 50), (12, 0))]),
    ];
    let plain = found(&cases);
    cases.reverse();
    assert_eq!(found(&cases), plain);
    cases.rotate_left(3);
    assert_eq!(found(&cases), plain);
    assert_eq!(plain.len(), 4, "{plain:#?}");
}

#[test]
fn a_case_that_cannot_be_read_again_is_left_out() {
    let cases = [numbered("甲", &["罚〔2026〕1号"]), numbered("乙", &["罚〔2026〕1号"]), numbered("丙", &["罚〔2026〕1号"])];
    for (lost, places) in [(vec![1], 2), (vec![1, 2], 0), (vec![0, 1, 2], 0)] {
        let mut clashes = Clashes::new();
        cases.iter().for_each(|case| clashes.add(case));
        let found = clashes.finish(&|index| if lost.contains(&index) { None } else { cases.get(index).cloned() });
        assert_eq!(found.iter().map(|clash| clash.places.len()).sum::<usize>(), places, "{lost:?}");
    }
}

#[test]
fn the_files_say_what_was_found() {
    let cases = [
        numbered("甲", &["罚〔2026〕1号"]),
        numbered("乙", &["罚〔2026〕1号"]),
        Digest { waived: vec!["R100".into()], ..with_photos("丙", &["abcd"]) },
        Digest { waived: vec!["R100".into()], ..with_photos("丁\n戊", &["abcd"]) },
    ];
    let mut found = found(&cases);
    let series = ("太仓市应急管理局".to_string(), "罚".to_string(), 2026);
    found.extend(skipped(&[crate::register::Gap { series, serials: 2..=3 }]));
    sort(&mut found);
    let expected = "\
跨案比较：4个案件，否决1处，提醒1处，已豁免1处

一、否决

1. R100 太仓市应急管理局的文号“罚〔2026〕1号”用在2个案件里：“乙”、“甲”
   在：乙（乙.yaml第12行，文号.序号）：《行政处罚决定书》罚〔2026〕1号
   在：甲（甲.yaml第12行，文号.序号）：《行政处罚决定书》罚〔2026〕1号
   发现：罚〔2026〕1号
   改法：对照文号登记簿：登记在哪个案件名下的，归哪个案件；其他案件改用自己的文号，已经送达的另作更正

二、提醒

1. R100 太仓市应急管理局“罚”字2026年的文号不连续，缺2个
   发现：缺2至3号
   改法：对照文号登记：作废的、程序以外用掉的，加一行“停用”；留给别的小组的，加一行“号段”

三、已豁免
";
    let text = |found: &[Clash], cases: usize| written(|out| write::text(out, found, cases));
    let said = text(&found, cases.len());
    assert!(said.starts_with(expected), "{said}");
    assert!(said.contains("   在：丁⏎戊（丁⏎戊.yaml第30行，证据）：photos/abcd.jpg\n"), "{said}");
    let joint = Digest { folder: "昆山市应急管理局/甲".into(), ..numbered("甲", &["罚〔2026〕1号"]) };
    let said_of_joint = text(&self::found(&[numbered("乙", &["罚〔2026〕1号"]), joint]), 2);
    assert!(said_of_joint.contains("   在：甲（文件夹昆山市应急管理局/甲，甲.yaml第12行，文号.序号）"), "{said_of_joint}");
    assert_eq!(text(&[], 3), "跨案比较：3个案件，没有发现\n");
    let json: serde_json::Value = serde_json::from_str(&written(|out| write::json(out, &found, cases.len()))).expect("JSON");
    assert_eq!((&json["cases"], json["clashes"].as_array().map(Vec::len)), (&serde_json::json!(4), Some(3)));
    let first = &json["clashes"][0];
    assert_eq!(
        (&first["code"], &first["rank"], &first["kind"], &first["waived"]),
        (&"R100".into(), &"否决".into(), &"number".into(), &false.into())
    );
    assert_eq!(first["places"][1]["case"], "甲");
}

/// An ordinary case: ten numbers, two officers at six times each, four photographs, one fact, three inquiries.
fn ordinary(number: usize) -> Digest {
    let text = |what: &str| TextPrint {
        what: what.into(),
        bare: (0..300u64).filter_map(|c| char::from_u32(0x4E00 + (hash::mix(number as u64 * 300 + c) % 20_000) as u32)).collect(),
        ..TextPrint::default()
    };
    let numbers: Vec<String> = (0..10).map(|word| format!("{word}〔2026〕{number}号")).collect();
    let mut out = numbered(&format!("案{number}"), &numbers.iter().map(String::as_str).collect::<Vec<_>>());
    out.texts = [text("违法事实"), text("询问（张三）"), text("询问（李四）"), text("询问（王五）")].to_vec();
    out.photos = (0..4).map(|photo| Photo { sha256: format!("{number:032}{photo:032}"), ..Photo::default() }).collect();
    let time = |hour| ("检查", "某厂", (hour, 0), (hour, 30));
    out.slots = timed("", &[LI, WANG], &[time(8), time(9), time(10), time(11), time(14), time(15)]).slots;
    for slot in &mut out.slots {
        let day = chrono::Days::new(number as u64);
        (slot.start, slot.end) = (slot.start + day, slot.end + day);
    }
    out
}

#[test]
fn an_ordinary_case_keeps_less_than_a_kilobyte() {
    let mut clashes = Clashes::new();
    const CASES: usize = 3000;
    (0..CASES).for_each(|number| clashes.add(&ordinary(number)));
    assert!(clashes.bytes() < CASES * 1024, "{}", clashes.bytes() / CASES);
    let found = clashes.finish(&|number| Some(ordinary(number)));
    assert!(found.is_empty(), "{:#?}", found.first());
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("into memory");
    String::from_utf8(out).expect("text")
}
