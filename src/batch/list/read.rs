//! What a cell says for the field its column fills. A spreadsheet turns days, amounts and long digits into numbers; here
//! they come back as they were typed, or are refused because nobody can know any more what that was.

use super::fields::Kind;
use crate::import::sheet::{Cell, Number, When, serial};
use chrono::{Datelike, NaiveDate};

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// Nothing: empty, or a mark for it (／, —, 无 where no text is asked for).
    Nothing,
    /// A text for the form.
    Text(String),
    /// A day, a time, or both.
    When(When),
}

/// Why a cell cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Code.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
    /// What is expected.
    pub expected: &'static str,
    /// How to mend it.
    pub remedy: &'static str,
}

impl Fault {
    /// A fault.
    pub fn new(code: &'static str, message: impl Into<String>, expected: &'static str, remedy: &'static str) -> Self {
        Fault { code, message: message.into(), expected, remedy }
    }
}

/// What matters besides the cell.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// What the field holds.
    pub kind: Kind,
    /// Amounts are in 万元.
    pub ten_thousands: bool,
    /// The workbook counts days from 1904.
    pub from_1904: bool,
    /// The field is the birthday of somebody: days of the last century are meant.
    pub birthday: bool,
}

/// Reads a cell.
pub fn read(cell: &Cell, column: &Column) -> Result<Said, Fault> {
    match cell {
        Cell::Empty => Ok(Said::Nothing),
        Cell::Error(what) => Err(error_value(what)),
        Cell::Bool(value) => match column.kind {
            Kind::Flag => Ok(Said::Text(if *value { "是" } else { "否" }.to_string())),
            _ => Err(boolean(if *value { "TRUE" } else { "FALSE" })),
        },
        Cell::When(when) => day(*when, column),
        Cell::Number(value) => number(*value, column),
        Cell::Text(text) => written(text, column),
    }
}

/// What an officer would see in the cell, for messages.
pub fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => crate::yaml::record::shorten(text),
        Cell::Number(value) => value.text(),
        Cell::When(when) => print(*when),
        Cell::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_string(),
        Cell::Error(what) => (*what).to_string(),
    }
}

/// A day and time as the form takes them: `2026-03-05 09:30`.
pub fn print(when: When) -> String {
    let day = when.day.map(|day| day.format("%Y-%m-%d").to_string());
    let time = when.time.map(|(hour, minute)| format!("{hour:02}:{minute:02}"));
    [day, time].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn error_value(what: &str) -> Fault {
    Fault::new("S24", format!("这一格是错误值“{what}”，公式没有算出结果"), "内容本身", "改正公式，或者直接写内容")
}

fn boolean(what: &str) -> Fault {
    Fault::new("S25", format!("这一格是逻辑值“{what}”，看不出原来写的是什么"), "内容本身", "把单元格设成文字格式，重新写")
}

const LOST: &str = "把这一列设成文字格式，重新写全部号码（只改格式，丢掉的位数不会回来）";

fn digits_lost(shown: &str) -> Fault {
    let message = format!("这一格的长号码被表格当成了数（{shown}），第15位以后的数字已经丢失");
    Fault::new("S20", message, "文字格式的完整号码", LOST)
}

fn zero_lost(what: &str, shown: &str, expected: &'static str) -> Fault {
    Fault::new("S21", format!("{what}“{shown}”开头的0像是被表格去掉了"), expected, "把这一列设成文字格式，重新写")
}

fn day(when: When, column: &Column) -> Result<Said, Fault> {
    let shown = print(when);
    match (column.kind, when.day, when.time) {
        (Kind::Day, None, _) => {
            Err(Fault::new("S23", format!("这一格只有时间（{shown}），没有日期"), "年月日齐全的日期，如 2026-03-05", "补上日期"))
        }
        (Kind::Day | Kind::Moment | Kind::Period | Kind::Range, _, _) => Ok(Said::When(when)),
        (Kind::TextOrDay, Some(day), None) => Ok(Said::Text(format!("{}年{}月{}日", day.year(), day.month(), day.day()))),
        (
            Kind::Text
            | Kind::TextOrDay
            | Kind::Name
            | Kind::Code
            | Kind::IdNumber
            | Kind::Phone
            | Kind::Postcode
            | Kind::Amount
            | Kind::Count
            | Kind::Flag
            | Kind::Photos,
            _,
            _,
        ) => {
            let message = format!("这一格是日期或者时间（{shown}），这一列要的是{}", asked(column.kind));
            Err(Fault::new("S22", message, asked(column.kind), "像“3-5”“1/2”这样的内容会被表格变成日期：设成文字格式，重新写"))
        }
    }
}

fn asked(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::TextOrDay => "文字",
        Kind::Name => "姓名",
        Kind::Code => "统一社会信用代码",
        Kind::IdNumber => "身份证号",
        Kind::Phone => "电话号码",
        Kind::Postcode => "邮政编码",
        Kind::Amount => "金额",
        Kind::Count => "整数",
        Kind::Flag => "是或者否",
        Kind::Day | Kind::Moment | Kind::Period | Kind::Range => "日期",
        Kind::Photos => "照片的文件名",
    }
}

fn number(value: Number, column: &Column) -> Result<Said, Fault> {
    let shown = value.text();
    let text = Ok(Said::Text(shown.clone()));
    match column.kind {
        Kind::Day | Kind::Moment | Kind::Period | Kind::Range => serial_day(value, &shown, column),
        _ if !value.keeps_digits() => Err(digits_lost(&format!("{:E}", value.0))),
        Kind::Amount if column.ten_thousands => Ok(Said::Text(format!("{shown}万"))),
        Kind::Phone => phone(&shown).map_or(text, Err),
        Kind::Postcode => postcode(&shown).map_or(text, Err),
        Kind::Name => Err(Fault::new("S22", format!("这一格是数（{shown}），这一列要的是姓名"), "姓名", "核对这一行的内容是不是错了列")),
        Kind::Code | Kind::IdNumber | Kind::Text | Kind::TextOrDay | Kind::Amount | Kind::Count | Kind::Flag | Kind::Photos => text,
    }
}

/// Bare numbers are taken for days between these: a fine in the column of days must not become one.
const FIRST_YEAR: i32 = 2010;
const LAST_YEAR: i32 = 2049;

/// A number in a column of days: the serial number of a day whose format was lost, or eight digits.
fn serial_day(value: Number, shown: &str, column: &Column) -> Result<Said, Fault> {
    if shown.len() == 8 && value.0.fract() == 0.0 && value.0 > 19_000_000.0 {
        return Ok(Said::Text(shown.to_string()));
    }
    let first = if column.birthday { 1900 } else { FIRST_YEAR };
    match serial(value.0, column.from_1904) {
        Some(when) if when.day.is_some_and(|day| (first..=LAST_YEAR).contains(&day.year())) => day(when, column),
        Some(when) if when.day.is_none() && value.0 > 0.0 => day(when, column),
        Some(_) | None => {
            let message = format!("这一格是数（{shown}），不是{FIRST_YEAR}年到{LAST_YEAR}年间的日期");
            Err(Fault::new("S23", message, "日期，如 2026-03-05", "核对这一行的内容是不是错了列；是日期的，设成日期格式重新写"))
        }
    }
}

/// What is wrong with a telephone number of digits only.
fn phone(digits: &str) -> Option<Fault> {
    let mobile = digits.len() == 11 && digits.starts_with('1');
    let known = digits.starts_with('0') || digits.starts_with("400") || digits.starts_with("800") || digits.starts_with("86");
    let lost = (9..=12).contains(&digits.len()) && !mobile && !known;
    lost.then(|| zero_lost("电话", digits, "带区号的电话，如 0512-53521234"))
}

/// What is wrong with a postcode of digits only.
fn postcode(digits: &str) -> Option<Fault> {
    (digits.len() < 6).then(|| zero_lost("邮编", digits, "六位邮政编码"))
}

/// Marks that say “nothing here” in any column.
const NOTHING: &[&str] = &["/", "／", "\\", "-", "－", "—", "——", "--", "无"];

fn written(text: &str, column: &Column) -> Result<Said, Fault> {
    // Office systems write ="0123" or a leading ' so that the digits survive.
    let text = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    let text = match text.strip_prefix(['\'', '\u{2018}', '\u{2019}']) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        Some(_) | None => text,
    }
    .trim();
    let says_text = matches!(column.kind, Kind::Text | Kind::TextOrDay);
    if text.is_empty() || (NOTHING.contains(&text) && !(says_text && text == "无")) {
        return Ok(Said::Nothing);
    }
    if is_scientific(text) {
        return Err(digits_lost(text));
    }
    if text.starts_with('#') && (text.chars().all(|c| c == '#') || ERRORS.contains(&text)) {
        return Err(error_value(text));
    }
    if matches!(text, "TRUE" | "FALSE") && column.kind != Kind::Flag {
        return Err(boolean(text));
    }
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let fault = match column.kind {
        Kind::Phone if digits => phone(text),
        Kind::Postcode if digits => postcode(text),
        Kind::Amount if column.ten_thousands && is_number(text) => return Ok(Said::Text(format!("{text}万"))),
        Kind::Amount if looks_like_day(text) => {
            Some(Fault::new("S22", format!("这一格像是日期（{text}），这一列要的是金额"), "金额", "核对这一行的内容是不是错了列"))
        }
        Kind::Day | Kind::Moment | Kind::Period | Kind::Range if digits && text.len() != 8 => Some(Fault::new(
            "S23",
            format!("这一格是数（{text}），不是日期"),
            "日期，如 2026-03-05",
            "核对这一行的内容是不是错了列；是日期的，把这一列设成日期格式，再另存一次",
        )),
        Kind::Period | Kind::Moment => return Ok(Said::Text(spans(text))),
        _ => None,
    };
    fault.map_or_else(|| Ok(Said::Text(text.to_string())), Err)
}

const ERRORS: &[&str] = &["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"];

/// `9.1320585E+17`: a long number as a narrow column shows it.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let exponent = exponent.strip_prefix('+').unwrap_or_default();
    !exponent.is_empty()
        && exponent.bytes().all(|b| b.is_ascii_digit())
        && mantissa.starts_with(|c: char| c.is_ascii_digit())
        && mantissa.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')) && text.starts_with(|c: char| c.is_ascii_digit())
}

fn looks_like_day(text: &str) -> bool {
    text.contains(['-', '/', '年']) && crate::case::values::parse_date(text).is_ok()
}

/// `09:30-10:40` as the form takes it: 至 between the two.
fn spans(text: &str) -> String {
    let Some(colon) = text.find([':', '：', '时', '点']) else { return text.to_string() };
    match text[colon..].find(['-', '－', '–', '—', '～', '~']) {
        Some(at) => {
            let (start, end) = text.split_at(colon + at);
            let end = end.trim_start_matches(['-', '－', '–', '—', '～', '~']);
            format!("{}至{}", start.trim(), end.trim())
        }
        None => text.to_string(),
    }
}

/// Whether a text is a time of day without a day.
pub fn is_time_only(text: &str) -> bool {
    let start = text.split('至').next().unwrap_or(text);
    start.contains([':', '：', '时', '点']) && !start.contains(['年', '月', '-', '/', '.', '日'])
}

/// The day a text says, when it says one and nothing else.
pub fn day_of(text: &str) -> Option<NaiveDate> {
    crate::case::values::parse_date(text).ok()
}

/// Whether an account of an inspection says that nothing was found, and nothing else than that.
pub fn says_nothing_found(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = text.trim_end_matches(['。', '.', '！', '；']);
    if matches!(bare, "无" | "正常" | "合格" | "符合" | "符合要求" | "没有问题" | "无问题" | "无隐患" | "全部合格" | "没有隐患")
    {
        return true;
    }
    let (mut denied, mut open) = (false, false);
    for clause in text.split(['，', ',', '。', '；', ';', '\u{FF01}']) {
        let denies =
            ["未发现", "没有发现", "未见", "不存在", "无安全隐患", "无事故隐患", "无违法行为"].iter().any(|words| clause.contains(words));
        if denies {
            denied |= ["问题", "隐患", "违法", "违规", "异常", "违反"].iter().any(|about| clause.contains(about));
            // 未发现重大隐患 leaves the small ones open; 未发现其他问题 says that there were some.
            open |= ["重大", "其他", "其它", "除"].iter().any(|words| clause.contains(words));
        } else {
            open |= ["发现", "存在", "责令", "不符合", "不合格", "除"].iter().any(|words| clause.contains(words));
        }
    }
    denied && !open
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn column(kind: Kind) -> Column {
        Column { kind, ten_thousands: false, from_1904: false, birthday: false }
    }
    fn number(value: f64) -> Cell {
        Cell::Number(Number(value))
    }
    fn typed(text: &str) -> Cell {
        Cell::Text(text.into())
    }
    fn when(value: f64) -> Cell {
        serial(value, false).map_or(Cell::Empty, Cell::When)
    }
    fn said(cell: &Cell, kind: Kind) -> String {
        match read(cell, &column(kind)) {
            Ok(Said::Nothing) => "-".to_string(),
            Ok(Said::Text(text)) => text,
            Ok(Said::When(when)) => format!("@{}", print(when)),
            Err(fault) => fault.code.to_string(),
        }
    }

    #[test]
    fn what_a_spreadsheet_changed_comes_back_or_is_refused() {
        for (cell, kind, expected) in [
            (number(46086.0), Kind::Day, "@2026-03-05"),
            (when(46086.0), Kind::Day, "@2026-03-05"),
            (when(46086.395833333336), Kind::Period, "@2026-03-05 09:30"),
            (number(0.395833333333333), Kind::Period, "@09:30"),
            (when(0.395833333333333), Kind::Day, "S23"),
            (number(20260305.0), Kind::Day, "20260305"),
            (number(20000.0), Kind::Day, "S23"),
            (number(200_000.0), Kind::Period, "S23"),
            (number(20000.0), Kind::Amount, "20000"),
            (number(434.99999999999994), Kind::Amount, "435"),
            (number(0.1 + 0.2), Kind::Amount, "0.3"),
            (when(46086.0), Kind::Amount, "S22"),
            (typed("2026-03-05"), Kind::Amount, "S22"),
            (typed("2万"), Kind::Amount, "2万"),
            (when(46086.0), Kind::Text, "S22"),
            (when(46086.0), Kind::TextOrDay, "2026年3月5日"),
            (number(13812345678.0), Kind::Phone, "13812345678"),
            (number(51253521234.0), Kind::Phone, "S21"),
            (number(1053521234.0), Kind::Phone, "S21"),
            (number(53521234.0), Kind::Phone, "53521234"),
            (number(4008123123.0), Kind::Phone, "4008123123"),
            (typed("0512-53521234转8001"), Kind::Phone, "0512-53521234转8001"),
            (typed("51253521234"), Kind::Phone, "S21"),
            (number(41000.0), Kind::Postcode, "S21"),
            (typed("41000"), Kind::Postcode, "S21"),
            (number(215400.0), Kind::Postcode, "215400"),
            (typed("041000"), Kind::Postcode, "041000"),
            (number(9.1320585123456e17), Kind::Code, "S20"),
            (number(3.2058519900101e17), Kind::IdNumber, "S20"),
            (number(320585000012345.0), Kind::Code, "320585000012345"),
            (typed("9.1320585E+17"), Kind::Code, "S20"),
            (typed("1.23E+17"), Kind::Text, "S20"),
            (typed("='91320585MA1X6C5D27'"), Kind::Code, "='91320585MA1X6C5D27'"),
            (typed("=\"041000\""), Kind::Postcode, "041000"),
            (typed("'320585199001010011"), Kind::IdNumber, "320585199001010011"),
            (Cell::Error("#N/A"), Kind::Text, "S24"),
            (typed("#REF!"), Kind::Text, "S24"),
            (typed("########"), Kind::Amount, "S24"),
            (typed("#2车间"), Kind::Text, "#2车间"),
            (Cell::Bool(true), Kind::Text, "S25"),
            (Cell::Bool(false), Kind::Flag, "否"),
            (typed("TRUE"), Kind::Name, "S25"),
            (number(12.0), Kind::Name, "S22"),
            (number(12.0), Kind::Text, "12"),
            (typed("—"), Kind::Text, "-"),
            (typed("无"), Kind::Amount, "-"),
            (typed("无"), Kind::Text, "无"),
            (typed("46086"), Kind::Day, "S23"),
            (typed("09:30-10:40"), Kind::Period, "09:30至10:40"),
            (typed("2026-03-05 9：30～10：40"), Kind::Period, "2026-03-05 9：30至10：40"),
            (typed("2026-03-05"), Kind::Period, "2026-03-05"),
        ] {
            assert_eq!(said(&cell, kind), expected, "{cell:?} as {kind:?}");
        }
    }

    #[test]
    fn a_heading_in_ten_thousands_gives_its_unit_to_bare_numbers() {
        let column = Column { ten_thousands: true, ..column(Kind::Amount) };
        for (cell, expected) in [(number(2.0), "2万"), (number(4.5), "4.5万"), (typed("3"), "3万"), (typed("20000元"), "20000元")] {
            assert_eq!(read(&cell, &column), Ok(Said::Text(expected.to_string())));
        }
    }

    #[test]
    fn days_of_the_last_century_are_birthdays_only() {
        let birthday = Column { birthday: true, ..column(Kind::Day) };
        assert!(matches!(read(&number(29221.0), &birthday), Ok(Said::When(_))));
        assert!(read(&number(29221.0), &column(Kind::Day)).is_err());
    }

    #[test]
    fn an_account_that_nothing_was_found_is_told_from_others() {
        for text in [
            "未发现问题",
            "未发现安全隐患。",
            "无",
            "检查未发现违反安全生产法律、法规、规章和标准的问题。",
            "现场检查未发现存在安全隐患",
            "查阅记录，没有发现违法行为",
            "经检查，未见异常情况",
            "不存在安全隐患，情况正常",
        ] {
            assert!(says_nothing_found(text), "{text}");
        }
        for text in [
            "未发现重大事故隐患",
            "未发现重大隐患，发现一般隐患3处",
            "除上述问题外，未发现其他问题",
            "发现配电箱未接地",
            "检查时正在生产",
            "未发现操作证，存在问题",
            "责令整改，未发现问题",
        ] {
            assert!(!says_nothing_found(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whole_numbers_and_cents_come_back_exactly(fen in 0i64..100_000_000_000_00) {
            let typed = if fen % 100 == 0 { format!("{}", fen / 100) } else { format!("{}.{:02}", fen / 100, fen % 100) };
            let stored: f64 = typed.parse().unwrap();
            let Ok(Said::Text(back)) = read(&number(stored), &column(Kind::Amount)) else { return Err(TestCaseError::fail("refused")) };
            prop_assert_eq!(crate::case::values::parse_amount(&back), Ok(fen));
        }

        #[test]
        fn every_day_and_minute_comes_back(day in 40_200u32..54_000, minute in 0u32..1440) {
            let stored = f64::from(day) + f64::from(minute) / 1440.0;
            let Some(found) = serial(stored, false) else { return Err(TestCaseError::fail("no day")) };
            let days = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap() + chrono::Days::new(u64::from(day));
            prop_assert_eq!(found.day, Some(days));
            let time = (minute > 0).then_some(((minute / 60) as u8, (minute % 60) as u8));
            prop_assert_eq!(found.time, time);
        }

        #[test]
        fn no_cell_panics(value in proptest::num::f64::ANY, text in "\\PC{0,12}") {
            for kind in [Kind::Day, Kind::Period, Kind::Amount, Kind::Phone, Kind::Postcode, Kind::Code, Kind::Text, Kind::Name] {
                let _ = read(&number(value), &column(kind));
                let _ = read(&typed(&text), &column(kind));
            }
        }
    }
}
