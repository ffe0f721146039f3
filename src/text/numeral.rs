//! Chinese numerals: 第三十条, 第（七）项, 一、二、三, 二〇二六; and back.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A number in Chinese numerals as laws write it: 10 → 十, 30 → 三十, 114 → 一百一十四, 1005 → 一千零五.
pub fn chinese(number: u32) -> String {
    if number == 0 {
        return "零".to_string();
    }
    let mut out = String::new();
    let mut pending_zero = false;
    for (size, word) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let group = number / size % 10_000;
        if group == 0 {
            pending_zero = !out.is_empty();
            continue;
        }
        if !out.is_empty() && (pending_zero || group < 1000) {
            out.push('零');
        }
        pending_zero = false;
        out.push_str(&below_ten_thousand(group));
        out.push_str(word);
    }
    match out.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => out,
    }
}

fn below_ten_thousand(number: u32) -> String {
    let mut out = String::new();
    let mut pending_zero = false;
    for (size, word) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = (number / size % 10) as usize;
        if digit == 0 {
            pending_zero = !out.is_empty();
            continue;
        }
        if pending_zero {
            out.push('零');
        }
        pending_zero = false;
        out.push(DIGITS[digit]);
        out.push_str(word);
    }
    out
}

/// Digit by digit, as years are written: 2026 → 二〇二六.
pub fn digit_by_digit(number: u32) -> String {
    number.to_string().bytes().map(|byte| if byte == b'0' { '〇' } else { DIGITS[(byte - b'0') as usize] }).collect()
}

/// The value of one digit: ASCII, full-width or Chinese (〇 and 两 too).
pub fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        '〇' => Some(0),
        '两' => Some(2),
        _ => DIGITS.iter().position(|d| *d == c).map(|value| value as u32),
    }
}

/// Whether a character can be part of a number in any of the scripts `parse` reads.
pub fn is_numeral(c: char) -> bool {
    digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿')
}

/// Reads a number: 97, ９７, 九十七, 一百一十四, 十, 二〇二六. Anything else is `None`.
pub fn parse(text: &str) -> Option<u32> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 20 {
        return None;
    }
    if text.chars().all(|c| digit(c).is_some()) {
        let plain = text.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
        // 〇 strings of Chinese digits are years; a lone Chinese digit is a number; 三五 is neither.
        if !plain && text.chars().count() > 1 && text.chars().count() != 4 {
            return None;
        }
        return text.chars().try_fold(0u32, |value, c| value.checked_mul(10)?.checked_add(digit(c)?));
    }
    let value = units(text)?;
    Some(value)
}

fn units(text: &str) -> Option<u32> {
    let (mut total, mut group, mut current): (u32, u32, Option<u32>) = (0, 0, None);
    let (mut last_size, mut last_big) = (u32::MAX, u32::MAX);
    let mut after_zero = false;
    for c in text.chars() {
        let size = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' => 10_000,
            '亿' => 100_000_000,
            '零' | '〇' if current.is_none() && !after_zero => {
                after_zero = true;
                continue;
            }
            _ if current.is_none() => {
                current = Some(digit(c).filter(|value| *value > 0)?);
                after_zero = false;
                continue;
            }
            _ => return None,
        };
        if size >= 10_000 {
            if size >= last_big || (group == 0 && current.is_none()) {
                return None;
            }
            total = total.checked_add((group + current.take().unwrap_or(0)).checked_mul(size)?)?;
            (group, last_size, last_big) = (0, u32::MAX, size);
        } else {
            // 十 alone means 一十: 十五, 一百十四.
            let digit = match current.take() {
                Some(digit) => digit,
                None if size == 10 => 1,
                None => return None,
            };
            if size >= last_size {
                return None;
            }
            group += digit * size;
            last_size = size;
        }
        after_zero = false;
    }
    if after_zero {
        return None;
    }
    total.checked_add(group + current.unwrap_or(0))
}

/// 第三十条, with 之一 when `sub` is given: 第一百三十四条之一.
pub fn article(number: u32, sub: Option<u32>) -> String {
    match sub {
        None => format!("第{}条", chinese(number)),
        Some(sub) => format!("第{}条之{}", chinese(number), chinese(sub)),
    }
}

/// 第一款.
pub fn paragraph(number: u32) -> String {
    format!("第{}款", chinese(number))
}

/// 第（七）项.
pub fn item(number: u32) -> String {
    format!("第（{}）项", chinese(number))
}

/// 序号 with its mark: 一、.
pub fn ordinal(number: u32) -> String {
    format!("{}、", chinese(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn laws_write_numbers_like_this() {
        let cases = [
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (30, "三十"),
            (97, "九十七"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (114, "一百一十四"),
            (452, "四百五十二"),
            (1005, "一千零五"),
            (1050, "一千零五十"),
            (10_000, "一万"),
            (10_010, "一万零一十"),
            (100_000, "十万"),
            (110_001, "十一万零一"),
        ];
        for (number, text) in cases {
            assert_eq!(chinese(number), text);
            assert_eq!(parse(text), Some(number));
        }
        assert_eq!(article(134, Some(1)), "第一百三十四条之一");
        assert_eq!(item(7), "第（七）项");
        assert_eq!(ordinal(2), "二、");
        assert_eq!(digit_by_digit(2026), "二〇二六");
    }

    #[test]
    fn reads_what_people_type() {
        for (text, number) in [("97", 97), ("９７", 97), ("一百一十四", 114), ("一百十四", 114), ("二〇二六", 2026), ("十", 10), ("两", 2)]
        {
            assert_eq!(parse(text), Some(number), "{text}");
        }
        for text in ["", "条", "百", "三五", "十十", "一百百", "九十七条", "-1", "1.5", "99999999999", "一亿亿", "零零"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_number_reads_back(number in 0u32..4_000_000_000) {
            prop_assert_eq!(parse(&chinese(number)), if number == 0 { Some(0) } else { Some(number) });
        }
        #[test]
        fn no_input_panics(text in "[一二三四五六七八九十百千万亿零〇两0-9０-９条]{0,12}") {
            let _ = parse(&text);
        }
    }
}
