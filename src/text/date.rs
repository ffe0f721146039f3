//! Dates and times as officers type them and as writs print them.

use super::numeral;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// 2026年3月5日.
pub fn print(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// 9时30分; whole hours are written 9时00分, as the national forms want minutes.
pub fn print_time(time: NaiveTime) -> String {
    format!("{}时{:02}分", time.hour(), time.minute())
}

/// 2026年3月5日9时30分.
pub fn print_moment(moment: NaiveDateTime) -> String {
    format!("{}{}", print(moment.date()), print_time(moment.time()))
}

/// 二〇二六年三月五日.
pub fn print_chinese(date: NaiveDate) -> String {
    let year = numeral::digit_by_digit(date.year().unsigned_abs());
    format!("{year}年{}月{}日", numeral::chinese(date.month()), numeral::chinese(date.day()))
}

/// 贰零贰陆年叁月零伍日: as on cheques, so that nothing can be written before a figure (中国人民银行《支付结算办法》附一).
pub fn print_capitals(date: NaiveDate) -> String {
    const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
    let digit = |n: u32| DIGITS[(n % 10) as usize];
    let spoken = |n: u32| match (n / 10, n % 10) {
        (0, ones) => digit(ones).to_string(),
        (tens, 0) => format!("{}拾", digit(tens)),
        (tens, ones) => format!("{}拾{}", digit(tens), digit(ones)),
    };
    let year: String = format!("{:04}", date.year()).chars().filter_map(|c| c.to_digit(10)).map(digit).collect();
    let (month, day) = (date.month(), date.day());
    let before_month = if matches!(month, 1 | 2 | 10) { "零" } else { "" };
    let before_day = if day < 10 || day.is_multiple_of(10) { "零" } else { "" };
    format!("{year}年{before_month}{}月{before_day}{}日", spoken(month), spoken(day))
}

/// Reads 2026-03-05, 2026-3-5, 2026/3/5, 2026.3.5, 2026年3月5日, 二〇二六年三月五日, full-width digits too. A date that
/// does not exist, or a year of other than four digits, is `None`.
pub fn parse(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let parts: Vec<&str> = if let Some(rest) = text.strip_suffix(['日', '号']) {
        let (year, rest) = rest.split_once('年')?;
        let (month, day) = rest.split_once('月')?;
        vec![year, month, day]
    } else {
        let mark = text.chars().find(|c| matches!(c, '-' | '/' | '.' | '－' | '／'))?;
        text.split(mark).collect()
    };
    let [year, month, day] = parts[..] else { return None };
    if year.trim().chars().count() != 4 {
        return None;
    }
    let number = |part: &str| numeral::parse(part.trim());
    NaiveDate::from_ymd_opt(i32::try_from(number(year)?).ok()?, number(month)?, number(day)?)
}

/// Reads 09:30, 9:30, 9：30, 9时30分, 9时, 9点30分.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let (hour, minute) = match text.split_once([':', '：']) {
        Some((hour, minute)) => (hour, minute),
        None => {
            let (hour, rest) = text.split_once(['时', '点'])?;
            let minute = rest.strip_suffix('分').unwrap_or(rest);
            (hour, if minute.is_empty() { "0" } else { minute })
        }
    };
    // 09:30:00 is what spreadsheets write.
    let minute = minute.strip_suffix(":00").unwrap_or(minute);
    NaiveTime::from_hms_opt(numeral::parse(hour)?, numeral::parse(minute)?, 0)
}

/// Reads a date and a time parted by a space, `T` or nothing (2026年3月5日9时30分).
pub fn parse_moment(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    let cut = text.find(['日', '号']).map(|at| at + '日'.len_utf8()).or_else(|| text.find([' ', 'T', '\u{3000}']))?;
    let (date, time) = text.split_at(cut);
    Some(parse(date)?.and_time(parse_time(time.trim_start_matches([' ', 'T', '\u{3000}']))?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a real date")
    }

    #[test]
    fn capitals_leave_no_room_before_a_figure() {
        for (y, m, d, expected) in [
            (2026, 3, 5, "贰零贰陆年叁月零伍日"),
            (2026, 1, 15, "贰零贰陆年零壹月壹拾伍日"),
            (2026, 10, 20, "贰零贰陆年零壹拾月零贰拾日"),
            (2026, 12, 31, "贰零贰陆年壹拾贰月叁拾壹日"),
        ] {
            let date = NaiveDate::from_ymd_opt(y, m, d).expect("a date");
            assert_eq!(print_capitals(date), expected);
        }
    }

    #[test]
    fn prints_as_writs_do() {
        let time = NaiveTime::from_hms_opt(9, 5, 0).expect("a real time");
        assert_eq!(print(day(2026, 3, 5)), "2026年3月5日");
        assert_eq!(print_time(time), "9时05分");
        assert_eq!(print_moment(day(2026, 3, 5).and_time(time)), "2026年3月5日9时05分");
        assert_eq!(print_chinese(day(2026, 11, 20)), "二〇二六年十一月二十日");
    }

    #[test]
    fn reads_what_people_type_and_nothing_impossible() {
        for text in [
            "2026-03-05",
            "2026-3-5",
            "2026/3/5",
            "2026.3.5",
            "2026年3月5日",
            "２０２６年３月５日",
            "二〇二六年三月五日",
            " 2026年03月05号 ",
        ] {
            assert_eq!(parse(text), Some(day(2026, 3, 5)), "{text}");
        }
        for text in ["2026-02-30", "2026-13-01", "26-3-5", "2026-3", "2026年3月", "20260305", "昨天", "", "2026-03-05-01", "02026-3-5"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
        for (text, printed) in
            [("09:30", "9时30分"), ("9：30", "9时30分"), ("9时", "9时00分"), ("14点05分", "14时05分"), ("9:30:00", "9时30分")]
        {
            assert_eq!(parse_time(text).map(print_time).as_deref(), Some(printed), "{text}");
        }
        for text in ["25:00", "9:60", "9", "上午", ":"] {
            assert_eq!(parse_time(text), None, "{text}");
        }
        for text in ["2026-03-05 09:30", "2026年3月5日9时30分", "2026-03-05T09:30", "2026年3月5日 9:30"] {
            assert_eq!(parse_moment(text).map(print_moment).as_deref(), Some("2026年3月5日9时30分"), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_date_reads_back(offset in 0i64..80_000) {
            let date = day(1900, 1, 1) + chrono::Duration::days(offset);
            prop_assert_eq!(parse(&print(date)), Some(date));
            prop_assert_eq!(parse(&print_chinese(date)), Some(date));
            prop_assert_eq!(parse(&date.to_string()), Some(date));
        }
    }
}
