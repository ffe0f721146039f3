//! Dates and times as officers type them and as writs print them.

use super::numeral;
use super::width::{half, half_width};
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

/// `〇一二三四五六七八九` and `○` (U+25CB), `零` as digits.
fn chinese_digit(ch: char) -> Option<u32> {
    match ch {
        '〇' | '○' | '零' | '◯' => Some(0),
        '一' | '元' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        other => other.to_digit(10),
    }
}

/// A number below 100 in digits or Chinese: 5, 05, 五, 十五, 二十, 三十一.
pub fn small(text: &str) -> Option<u32> {
    if !text.is_empty() && text.len() <= 9 && text.chars().all(|c| c.is_ascii_digit()) {
        return text.parse().ok();
    }
    let chars: Vec<char> = text.chars().collect();
    match chars.iter().position(|c| *c == '十') {
        Some(at) => {
            let tens = match &chars[..at] {
                [] => 1,
                [one] => chinese_digit(*one)?,
                [..] => return None,
            };
            let ones = match &chars[at + 1..] {
                [] => 0,
                [one] => chinese_digit(*one)?,
                [..] => return None,
            };
            Some(tens * 10 + ones)
        }
        None if (1..=2).contains(&chars.len()) => chars.iter().try_fold(0, |sum, c| Some(sum * 10 + chinese_digit(*c)?)),
        None => None,
    }
}

fn year(text: &str) -> Option<i32> {
    let digits: Option<Vec<u32>> = text.chars().map(|c| if c == '元' || c == '十' { None } else { chinese_digit(c) }).collect();
    let digits = digits.filter(|d| d.len() == 4)?;
    Some(digits.iter().fold(0, |sum, d| sum * 10 + *d as i32))
}

/// Reads a day: `2026-03-05`, `2026/3/5`, `2026.3.5`, `20260305`, `2026年3月5日`, `二〇二六年三月五日`.
/// The error says in Chinese why it cannot be read. A year is one that a case or a law can have.
pub fn read(text: &str) -> Result<NaiveDate, String> {
    let text: String = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    let shape = || format!("“{text}”不是能认出的日期");
    let parts: Vec<&str> = if let Some((y, rest)) = text.split_once('年') {
        let (m, d) = rest.split_once('月').ok_or_else(shape)?;
        let d = d.strip_suffix(['日', '号']).ok_or_else(shape)?;
        vec![y, m, d]
    } else if text.contains('月') {
        return Err(format!("“{text}”没有写年份"));
    } else if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        vec![&text[..4], &text[4..6], &text[6..]]
    } else {
        let separator = ['-', '/', '.'].into_iter().find(|c| text.contains(*c)).ok_or_else(shape)?;
        let parts: Vec<&str> = text.split(separator).collect();
        match parts.len() {
            3 => parts,
            2 if parts[0].len() <= 2 => return Err(format!("“{text}”没有写年份")),
            _ => return Err(shape()),
        }
    };
    let [y, m, d] = parts[..] else { return Err(shape()) };
    let y = year(y).ok_or_else(|| if y.chars().count() < 4 { format!("“{text}”的年份不是四位") } else { shape() })?;
    let (m, d) = (small(m).ok_or_else(shape)?, small(d).ok_or_else(shape)?);
    if !(1900..=2199).contains(&y) {
        return Err(format!("“{text}”的年份{y}不合常理"));
    }
    if !(1..=12).contains(&m) {
        return Err(format!("“{text}”不存在：没有{m}月"));
    }
    NaiveDate::from_ymd_opt(y, m, d).ok_or_else(|| {
        let last = (28..=31).rev().find(|k| NaiveDate::from_ymd_opt(y, m, *k).is_some()).unwrap_or(28);
        format!("“{text}”不存在：{y}年{m}月只有{last}天")
    })
}

/// Reads a day as [`read`] does, from a text that is not known to be one: eight digits may be any number.
pub fn parse(text: &str) -> Option<NaiveDate> {
    let is_more = text.chars().map(half).any(|c| !c.is_ascii_digit() && !c.is_whitespace());
    read(text).ok().filter(|_| is_more)
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
        for text in [
            "2026-02-30",
            "2026-13-01",
            "26-3-5",
            "2026-3",
            "2026年3月",
            "20260305",
            "昨天",
            "",
            "2026-03-05-01",
            "02026-3-5",
            "２０２６０３０５",
            "1026-3-5",
        ] {
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

    #[test]
    fn a_date_that_is_asked_for_is_read_or_the_reason_said() {
        assert_eq!(read("20260305"), Ok(day(2026, 3, 5)));
        for (text, why) in [
            ("2026-02-30", "“2026-02-30”不存在：2026年2月只有28天"),
            ("3月5日", "“3月5日”没有写年份"),
            ("26-3-5", "“26-3-5”的年份不是四位"),
            ("1026-3-5", "“1026-3-5”的年份1026不合常理"),
            ("昨天", "“昨天”不是能认出的日期"),
        ] {
            assert_eq!(read(text), Err(why.to_string()));
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
