//! Due dates against a table made by other means, and against a slow walk day by day.

use super::{book, day};
use crate::law::limit::{Direction, Governs, LimitKind};
use crate::law::scalar::{Day, Whole, Word, Yes};
use crate::law::{Due, DueError, Limit, MissingYear, Unit};
use crate::record;
use crate::yaml::record::Decode;
use crate::yaml::{self, Reader};
use chrono::{Datelike, NaiveDate, Weekday};
use proptest::prelude::*;

record! {
    /// 一个期间
    struct Vector "期间" {
        /// 序号
        n: Whole => "序号" | "n",
        /// 期限
        limit: Word => "期限" | "limit",
        /// 起
        start: Day => "起" | "start",
        /// 数值
        value: Whole => "数值" | "value",
        /// 单位
        unit: Unit => "单位" | "unit",
        /// 倒数
        backward: Option<Yes> => "倒数" | "backward",
        /// 届满
        raw: Option<Day> => "届满" | "expected",
        /// 顺延
        rolled: Option<Day> => "顺延" | "rolled",
        /// 拒绝
        refuse: Option<Yes> => "拒绝" | "refuse",
        /// 说明
        note: Option<Word> => "说明" | "note",
    }
}

record! {
    /// 一笔加处罚款
    struct Late "加处" {
        /// 罚款（元）
        fine: Whole => "罚款" | "fine",
        /// 届满
        due: Day => "届满" | "due",
        /// 缴款
        paid: Day => "缴款" | "paid",
        /// 逾期日数
        days: Whole => "逾期日数" | "days",
        /// 加处（分）
        fen: Whole => "加处分" | "fen",
    }
}

record! {
    /// 核对表
    struct Table "核对表" {
        /// 期间
        vectors: Vec<Vector> => "期间" | "vectors",
        /// 加处罚款
        late: Vec<Late> => "加处罚款" | "late",
    }
}

fn table() -> Table {
    let mut reader = Reader::new("due-dates.yaml");
    let node = yaml::parse(include_str!("../../../tests/data/due-dates.yaml"), &mut reader).expect("YAML");
    let table = Table::decode(&node, &mut reader);
    assert_eq!(reader.findings, Vec::new());
    table.expect("a table")
}

#[test]
fn every_vector_of_the_table() {
    let vectors = table().vectors;
    assert_eq!(vectors.len(), 66);
    for vector in vectors {
        let n = vector.n.0;
        let (limit, due) = book().due(&vector.limit, vector.start.0).expect("a row in force");
        assert_eq!((limit.value, limit.unit), (Some(vector.value), vector.unit), "{n}");
        assert_eq!(limit.is_backward(), vector.backward == Some(Yes(true)), "{n}");
        let refused = vector.refuse == Some(Yes(true));
        match (due, vector.raw) {
            (Ok(due), Some(raw)) => {
                assert_eq!(due.raw, raw.0, "{n}: {}", due.explanation);
                match vector.rolled {
                    Some(rolled) => assert_eq!(due.last, Ok(rolled.0), "{n}"),
                    None if refused => assert_eq!(due.last, Err(MissingYear { year: 2027 }), "{n}"),
                    None => assert_eq!(due.last, Ok(raw.0), "{n}: must not roll"),
                }
            }
            (Err(error), None) if refused => assert_eq!(error, DueError::MissingYear(MissingYear { year: 2027 }), "{n}"),
            (due, raw) => panic!("{n}: {due:?}, expected {raw:?}"),
        }
    }
}

#[test]
fn every_surcharge_of_the_table() {
    let late = table().late;
    assert_eq!(late.len(), 6);
    for row in late {
        let surcharge = book().surcharge(row.fine.0 * 100, row.due.0, row.paid.0).expect("rows for the rate and the cap");
        assert_eq!((surcharge.days_late, surcharge.fen), (row.days.0, row.fen.0), "{}", row.paid.0);
    }
}

#[test]
fn a_result_says_how_it_was_counted() {
    let explained = |id: &str, start: &str| book().due(id, day(start)).expect("a row").1.expect("a date").explanation;
    assert_eq!(
        explained("statement-period", "2026-09-24"),
        "自2026年9月24日次日起算5个工作日（其间9月25日至27日中秋节、10月1日至7日国庆节放假），届满日2026年10月9日"
    );
    assert_eq!(explained("statement-period", "2026-09-18"), "自2026年9月18日次日起算5个工作日（其间9月20日调休上班），届满日2026年9月24日");
    assert_eq!(explained("payment", "2026-09-17"), "自2026年9月17日次日起算15日，届满日2026年10月2日是国庆节放假日，顺延至2026年10月8日");
    assert_eq!(explained("payment", "2026-03-06"), "自2026年3月6日次日起算15日，届满日2026年3月21日是休息日，顺延至2026年3月23日");
    assert_eq!(explained("suspend-max", "2026-05-31"), "自2026年5月31日起6个月，届满日2026年11月30日");
    assert_eq!(
        explained("decision-period", "2026-11-21"),
        "自2026年11月21日次日起算90日，届满日2027年2月19日；是否顺延要看2027年的放假安排，尚未收录"
    );
}

#[test]
fn what_is_not_a_number_of_days_is_refused() {
    let due = |id: &str, start: &str| book().due(id, day(start)).expect("a row").1;
    assert_eq!(due("statement-period", "2025-03-05"), Err(DueError::NoValue));
    assert_eq!(due("seizure-urgent-report", "2026-03-05"), Err(DueError::NotDays(Unit::Hours)));
    assert_eq!(due("hearing-threshold-unit", "2026-03-05"), Err(DueError::NotDays(Unit::Yuan)));
    assert!(book().due("statement-period", day("2020-01-01")).is_none(), "no row before its first day");
}

/// A rest day, told from the table of holidays alone.
fn rests(at: NaiveDate) -> Option<bool> {
    let year = book().years.iter().find(|year| year.year.0 == i64::from(at.year()))?;
    let off = year.holidays.iter().any(|holiday| holiday.days.iter().any(|day| day.0 == at));
    let weekend = matches!(at.weekday(), Weekday::Sat | Weekday::Sun);
    Some(off || (weekend && !year.make_up.iter().any(|day| day.0 == at)))
}

/// The slow way: one day after the other. `None` when a calendar is missing.
fn slow(start: NaiveDate, count: u32, unit: Unit, backward: bool, roll: bool) -> Option<(NaiveDate, Option<NaiveDate>)> {
    let step = |at: NaiveDate| if backward { at.pred_opt() } else { at.succ_opt() };
    let mut at = start;
    match unit {
        Unit::WorkingDays => {
            let mut counted = 0;
            while counted < count {
                at = step(at)?;
                counted += u32::from(!rests(at)?);
            }
            return Some((at, Some(at)));
        }
        Unit::CalendarDays => {
            for _ in 0..count {
                at = step(at)?;
            }
        }
        Unit::Months | Unit::Years => {
            // Walk to the month, then back from the wished day to one that exists.
            let count = if unit == Unit::Years { count * 12 } else { count };
            let months = start.year() * 12 + start.month0() as i32 + count as i32;
            let (year, month) = (months / 12, (months % 12 + 1) as u32);
            at = (1..=start.day()).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day))?;
        }
        Unit::Hours | Unit::Yuan | Unit::PercentPerDay | Unit::Percent | Unit::Times | Unit::Points | Unit::People => return None,
    }
    let mut last = Some(at);
    while let Some(day) = last.filter(|_| roll) {
        match rests(day) {
            Some(true) => last = day.succ_opt(),
            Some(false) => break,
            None => last = None,
        }
    }
    Some((at, last))
}

fn limit(value: u32, unit: Unit, kind: LimitKind, backward: bool) -> Limit {
    Limit {
        value: Some(Whole(value.into())),
        unit,
        kind,
        direction: Some(if backward { Direction::Backward } else { Direction::Forward }),
        governed_by: Governs::Procedure,
        ..book().limits().next().expect("a limit").clone()
    }
}

proptest! {
    #[test]
    fn the_quick_way_and_the_slow_way_agree(
        offset in 0i64..1200,
        count in 0u32..130,
        unit in prop_oneof![Just(Unit::WorkingDays), Just(Unit::CalendarDays), Just(Unit::Months), Just(Unit::Years)],
        backward: bool,
        deadline: bool,
    ) {
        let start = day("2023-11-01") + chrono::Duration::days(offset);
        let backward = backward && !matches!(unit, Unit::Months | Unit::Years);
        let kind = if deadline { LimitKind::Deadline } else { LimitKind::Maximum };
        let limit = limit(count, unit, kind, backward);
        let quick = book().calendar().due(&limit, start);
        match slow(start, count, unit, backward, limit.rolls()) {
            Some((raw, last)) => {
                let Due { raw: quick_raw, last: quick_last, .. } = quick.expect("a date");
                prop_assert_eq!(quick_raw, raw);
                prop_assert_eq!(quick_last.ok(), last);
            }
            None => prop_assert!(matches!(quick, Err(DueError::MissingYear(_)))),
        }
    }

    /// Minute by minute over nights, rest days and the ends of months.
    #[test]
    fn hours_agree_with_a_walk_of_minutes(offset in 0i64..1200, minute in 0u32..1440, count in 0u32..60, backward: bool) {
        let start = day("2023-11-01") + chrono::Duration::days(offset);
        let limit = limit(count, Unit::Hours, LimitKind::Deadline, backward);
        let (mut at, mut clock) = (start, minute);
        for _ in 0..count * 60 {
            (at, clock) = match (backward, clock) {
                (false, 1439) => (at.succ_opt().expect("a day"), 0),
                (false, _) => (at, clock + 1),
                (true, 0) => (at.pred_opt().expect("a day"), 1439),
                (true, _) => (at, clock - 1),
            };
        }
        let due = limit.due_hours(start.and_hms_opt(minute / 60, minute % 60, 0).expect("a time")).expect("hours");
        prop_assert_eq!(due.last, at.and_hms_opt(clock / 60, clock % 60, 0).expect("a time"));
        let calendar_due = book().calendar().due(&limit, start);
        prop_assert_eq!(calendar_due, Err(DueError::NotDays(Unit::Hours)));
    }

    #[test]
    fn there_and_back(offset in 0i64..900, count in 1u32..15) {
        let start = day("2024-02-01") + chrono::Duration::days(offset);
        let calendar = book().calendar();
        prop_assume!(calendar.is_working_day(start) == Ok(true));
        let there = calendar.add_working_days(start, count).expect("known years").raw;
        prop_assert_eq!(calendar.back_working_days(there, count).expect("known years").raw, start);
    }
}
