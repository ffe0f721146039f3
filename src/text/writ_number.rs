//! Numbers of writs: （苏太）应急罚〔2026〕18号. The agency's pattern decides the look; the serial is text, since some
//! agencies number by squad (执法二中队-9). A number can never carry a path or a control character.

use std::fmt;

/// The national pattern.
pub const NATIONAL: &str = "（{地区简称}）应急{字}〔{年}〕{序号}号";

const LONGEST: usize = 80;

/// What is wrong with a number or a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nothing there.
    Empty,
    /// Longer than a number may be.
    TooLong,
    /// A character that could leave the folder or upset the page.
    Forbidden(char),
    /// Two dots in a row.
    Dots,
    /// A place in braces that does not exist.
    UnknownPlace(String),
    /// A brace without its partner.
    Brace,
    /// The pattern has no place for the serial.
    NoSerial,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Empty => f.write_str("文号是空的"),
            Fault::TooLong => write!(f, "文号超过{LONGEST}个字"),
            Fault::Forbidden(c) if c.is_control() || !is_visible(*c) => write!(f, "文号里有看不见的控制字符（U+{:04X}）", *c as u32),
            Fault::Forbidden(c) => write!(f, "文号里不能有“{c}”"),
            Fault::Dots => f.write_str("文号里不能有“..”"),
            Fault::UnknownPlace(name) => write!(f, "文号样式里没有“{{{name}}}”这一项，可用：{{地区简称}} {{字}} {{年}} {{序号}}"),
            Fault::Brace => f.write_str("文号样式里的花括号没有配对"),
            Fault::NoSerial => f.write_str("文号样式里没有“{序号}”"),
        }
    }
}

/// The parts a number is made of.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// 地区简称, e.g. 苏太.
    pub region: &'a str,
    /// 字, e.g. 罚.
    pub word: &'a str,
    /// 年, four digits.
    pub year: i32,
    /// 序号, as text.
    pub serial: &'a str,
}

/// Fills a pattern and checks the result.
pub fn format(pattern: &str, parts: &Parts) -> Result<String, Fault> {
    let out = fill(pattern, |place| match place {
        "地区简称" => Some(parts.region.to_string()),
        "字" => Some(parts.word.to_string()),
        "年" => Some(parts.year.to_string()),
        "序号" => Some(parts.serial.to_string()),
        _ => None,
    })?;
    check(&out)?;
    Ok(out)
}

/// The text of a serial: pattern `{序号}` → 9, `执法二中队-{序号}` → 执法二中队-9, `{序号:3}` → 009.
pub fn serial(pattern: &str, number: u32) -> Result<String, Fault> {
    let out = fill(pattern, |place| {
        if place == "序号" {
            return Some(number.to_string());
        }
        let width: usize = place.strip_prefix("序号:")?.parse().ok().filter(|width| (1..=8).contains(width))?;
        Some(format!("{number:0width$}"))
    })?;
    check(&out)?;
    Ok(out)
}

/// Whether a pattern for numbers is sound (every place known, a serial in it, nothing forbidden).
pub fn check_pattern(pattern: &str) -> Result<(), Fault> {
    let sample = Parts { region: "某", word: "罚", year: 2026, serial: "\u{E000}" };
    let text = fill(pattern, |place| match place {
        "地区简称" => Some(sample.region.to_string()),
        "字" => Some(sample.word.to_string()),
        "年" => Some(sample.year.to_string()),
        "序号" => Some("1".to_string()),
        _ => None,
    })?;
    check(&text)?;
    if pattern.contains("{序号}") { Ok(()) } else { Err(Fault::NoSerial) }
}

/// Whether a number (computed or given in the form) may be printed and used in a file name.
pub fn check(number: &str) -> Result<(), Fault> {
    if number.trim().is_empty() {
        return Err(Fault::Empty);
    }
    if number.chars().count() > LONGEST {
        return Err(Fault::TooLong);
    }
    if let Some(c) = number.chars().find(|c| matches!(c, '/' | '\\' | '{' | '}') || c.is_control() || !is_visible(*c)) {
        return Err(Fault::Forbidden(c));
    }
    if number.contains("..") { Err(Fault::Dots) } else { Ok(()) }
}

/// Format and private-use characters have no place in a number: they change how it reads without being seen.
fn is_visible(c: char) -> bool {
    !matches!(c as u32, 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xE000..=0xF8FF | 0xFEFF | 0xFFF9..=0xFFFF | 0xE0000..=0x10FFFF)
}

fn fill(pattern: &str, value: impl Fn(&str) -> Option<String>) -> Result<String, Fault> {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(open) = rest.find(['{', '}']) {
        out.push_str(&rest[..open]);
        let inside = rest[open..].strip_prefix('{').ok_or(Fault::Brace)?;
        let (place, after) = inside.split_once('}').ok_or(Fault::Brace)?;
        out.push_str(&value(place).ok_or_else(|| Fault::UnknownPlace(place.to_string()))?);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(serial: &str) -> Parts<'_> {
        Parts { region: "苏太", word: "罚", year: 2026, serial }
    }

    #[test]
    fn numbers_follow_the_agency_pattern() {
        assert_eq!(format(NATIONAL, &parts("18")).as_deref(), Ok("（苏太）应急罚〔2026〕18号"));
        assert_eq!(format(NATIONAL, &parts("执法二中队-9")).as_deref(), Ok("（苏太）应急罚〔2026〕执法二中队-9号"));
        assert_eq!(format("{地区简称}应急{字}字[{年}]第{序号}号", &parts("3")).as_deref(), Ok("苏太应急罚字[2026]第3号"));
        assert_eq!(serial("执法二中队-{序号}", 9).as_deref(), Ok("执法二中队-9"));
        assert_eq!(serial("{序号:3}", 9).as_deref(), Ok("009"));
        assert_eq!(check_pattern(NATIONAL), Ok(()));
    }

    #[test]
    fn refuses_what_could_leave_the_folder() {
        let cases = [
            ("../../etc", Fault::Forbidden('/')),
            ("a\\b", Fault::Forbidden('\\')),
            ("1..2", Fault::Dots),
            ("1\n2", Fault::Forbidden('\n')),
            ("1\u{202E}2", Fault::Forbidden('\u{202E}')),
            (" ", Fault::Empty),
        ];
        for (serial, fault) in cases {
            assert_eq!(check(serial), Err(fault), "{serial:?}");
        }
        assert_eq!(format("{局}{序号}", &parts("1")), Err(Fault::UnknownPlace("局".into())));
        assert_eq!(format("{序号", &parts("1")), Err(Fault::Brace));
        assert_eq!(check_pattern("应急{字}〔{年}〕号"), Err(Fault::NoSerial));
        assert_eq!(check(&"1".repeat(81)), Err(Fault::TooLong));
    }

    proptest! {
        #[test]
        fn a_number_that_passes_is_a_safe_name(serial in "\\PC{0,12}", pattern in "[{}年号序字/.〔〕一1]{0,12}") {
            for number in [format(NATIONAL, &parts(&serial)), format(&pattern, &parts(&serial))].into_iter().flatten() {
                prop_assert!(!number.contains('/') && !number.contains("..") && !number.chars().any(char::is_control));
            }
        }
    }
}
