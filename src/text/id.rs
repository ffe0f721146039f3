//! Check digits of the unified social credit code (GB 32100—2015) and the identity number (GB 11643—1999).

use chrono::NaiveDate;

/// Why a number cannot be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Not 18 characters.
    Length { found: usize },
    /// A character that cannot stand there (1-based).
    Character { at: usize, found: char },
    /// The day of birth does not exist.
    Birth { year: u32, month: u32, day: u32 },
    /// The check digit is wrong.
    Check { right: char },
}

/// The 31 characters of the code, in order of their values.
const USCC: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Proves a unified social credit code, upper case, without spaces.
pub fn uscc_check(code: &str) -> Result<(), Fault> {
    let values = values(code, |ch, _| USCC.chars().position(|c| c == ch))?;
    let mut weight = 1;
    let mut sum = 0;
    for value in &values[..17] {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    let right = USCC.chars().nth((31 - sum % 31) % 31).unwrap_or('0');
    if code.ends_with(right) { Ok(()) } else { Err(Fault::Check { right }) }
}

/// Proves an 18-digit identity number, upper case X: characters, day of birth, check digit.
pub fn id18_check(number: &str) -> Result<(), Fault> {
    let values = values(number, |ch, index| match ch {
        'X' if index == 17 => Some(10),
        digit => digit.to_digit(10).map(|d| d as usize),
    })?;
    let number_of = |range: std::ops::Range<usize>| values[range].iter().fold(0, |sum, d| sum * 10 + *d as u32);
    let (year, month, day) = (number_of(6..10), number_of(10..12), number_of(12..14));
    if NaiveDate::from_ymd_opt(year as i32, month, day).is_none() {
        return Err(Fault::Birth { year, month, day });
    }
    let mut sum = 0;
    for (index, value) in values[..17].iter().enumerate() {
        let weight = (0..17 - index).fold(1, |w, _| w * 2 % 11);
        sum += value * weight;
    }
    let right = "10X98765432".chars().nth(sum % 11).unwrap_or('0');
    if number.ends_with(right) { Ok(()) } else { Err(Fault::Check { right }) }
}

/// The day of birth in an 18-digit identity number, when it exists.
pub fn id18_birth(number: &str) -> Option<NaiveDate> {
    let part = |range: std::ops::Range<usize>| number.get(range).and_then(|s| s.parse::<u32>().ok());
    if number.len() != 18 {
        return None;
    }
    NaiveDate::from_ymd_opt(part(6..10)? as i32, part(10..12)?, part(12..14)?)
}

/// Whether the number is a man's (17th digit odd).
pub fn id18_male(number: &str) -> Option<bool> {
    let digit = number.chars().nth(16).and_then(|c| c.to_digit(10))?;
    (number.len() == 18).then_some(digit % 2 == 1)
}

fn values(text: &str, value: impl Fn(char, usize) -> Option<usize>) -> Result<Vec<usize>, Fault> {
    let found = text.chars().count();
    if found != 18 {
        return Err(Fault::Length { found });
    }
    text.chars().enumerate().map(|(index, ch)| value(ch, index).ok_or(Fault::Character { at: index + 1, found: ch })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credit_codes() {
        for (code, expected) in [
            ("91340100MA0000000G", Ok(())),
            ("91340100MA0000000X", Err(Fault::Check { right: 'G' })),
            ("914107216999952908", Ok(())),
            ("913401003281172451", Ok(())),
            ("91340100328117245", Err(Fault::Length { found: 17 })),
            ("91340100328117245I", Err(Fault::Character { at: 18, found: 'I' })),
        ] {
            assert_eq!(uscc_check(code), expected, "{code}");
        }
    }

    #[test]
    fn identity_numbers() {
        for (number, expected) in [
            ("11010519491231002X", Ok(())),
            ("110105194912310021", Err(Fault::Check { right: 'X' })),
            ("32058519000229001X", Err(Fault::Birth { year: 1900, month: 2, day: 29 })),
            ("320585199002290010", Err(Fault::Birth { year: 1990, month: 2, day: 29 })),
            ("320585200002290016", Ok(())),
        ] {
            assert_eq!(id18_check(number), expected, "{number}");
        }
    }
}
