//! A cell, and the numbers and days a spreadsheet program makes of what was typed.

use chrono::{Days, NaiveDate};
use std::sync::Arc;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing, or white space only.
    Empty,
    /// A text, trimmed, lines ended by `\n`. Also a number whose format shows more than the number (percent, leading
    /// zeros): it is what the officer sees.
    Text(Arc<str>),
    /// A number.
    Number(Number),
    /// A number that is shown as a day, a time of day, or both.
    When(When),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error value, as shown: `#N/A`.
    Error(&'static str),
}

/// A number of a spreadsheet: a double.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number(pub f64);

/// Spreadsheet programs keep and show fifteen significant digits; what was typed beyond them is lost.
const DIGITS: usize = 15;

impl Number {
    /// Whether every digit that can have been typed is still there: a whole number of at most fifteen digits. Fractions
    /// count as whole, since their digits beyond the fifteenth were never shown.
    pub fn keeps_digits(self) -> bool {
        self.0.is_finite() && self.0.abs() < 1e15
    }

    /// The number in plain digits with at most fifteen significant ones, as the program shows it in a wide column: `20000`,
    /// `4.5`, never an exponent.
    pub fn text(self) -> String {
        if !self.0.is_finite() {
            return self.0.to_string();
        }
        let scientific = format!("{:.*e}", DIGITS - 1, self.0);
        let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
        let exponent: i32 = exponent.parse().unwrap_or_default();
        let negative = mantissa.starts_with('-');
        let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        let point = exponent + 1;
        let (whole, fraction) = if point <= 0 {
            ("0".to_string(), format!("{}{digits}", "0".repeat(point.unsigned_abs() as usize)))
        } else if point as usize >= digits.len() {
            (format!("{digits}{}", "0".repeat(point as usize - digits.len())), String::new())
        } else {
            (digits[..point as usize].to_string(), digits[point as usize..].to_string())
        };
        let fraction = fraction.trim_end_matches('0');
        let sign = if negative && (whole.bytes().any(|b| b != b'0') || !fraction.is_empty()) { "-" } else { "" };
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }
}

/// A day, a time of day, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The day; none when only a time was typed.
    pub day: Option<NaiveDate>,
    /// Hour and minute; none when only a day was typed.
    pub time: Option<(u8, u8)>,
}

const SECONDS: f64 = 86_400.0;

/// The day and time of a serial number: days since the end of 1899 (or since 1904), the time as a fraction. `None` for
/// what is no day a spreadsheet program can show, and for 29 February 1900, which never was.
pub fn serial(value: f64, from_1904: bool) -> Option<When> {
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    let (mut days, mut seconds) = (value.trunc() as u64, (value.fract() * SECONDS).round() as u32);
    if seconds == SECONDS as u32 {
        (days, seconds) = (days + 1, 0);
    }
    let time = (seconds > 0).then_some(((seconds / 3600) as u8, (seconds % 3600 / 60) as u8));
    if value < 1.0 && days == 0 {
        return Some(When { day: None, time: time.or(Some((0, 0))) });
    }
    let (year, month, date) = match (from_1904, days) {
        (true, _) => (1904, 1, 1),
        (false, 60) => return None,
        (false, ..60) => (1899, 12, 31),
        (false, _) => (1899, 12, 30),
    };
    let day = NaiveDate::from_ymd_opt(year, month, date)?.checked_add_days(Days::new(days))?;
    Some(When { day: Some(day), time })
}

/// The letters of a 0-based column: A, B … Z, AA.
pub fn column_name(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}
