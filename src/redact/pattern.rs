//! Numbers that betray a person by their shape alone, known from the form or not.

use super::{Kind, mask};

/// A character as it is compared: full-width digits and capitals are half-width, x is X, the dots of names are one dot.
pub fn fold(c: char) -> char {
    let half = match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '－' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '•' | '・' | '‧' | '．' => '·',
        '\u{00A0}' | '\u{3000}' => ' ',
        c => c,
    };
    half.to_ascii_uppercase()
}

/// A masked number or plate that begins at `at` of a folded text: its length, kind and mask.
pub fn at(text: &[char], at: usize) -> Option<(usize, Kind, String)> {
    if at > 0 && text[at - 1].is_ascii_alphanumeric() {
        return None;
    }
    number(text, at).or_else(|| plate(text, at))
}

fn number(text: &[char], at: usize) -> Option<(usize, Kind, String)> {
    let groups = groups(text, at);
    let first = *groups.first()?;
    let mut digits: Vec<char> = text[at..at + first].to_vec();
    let next = |end: usize| text.get(end).copied().unwrap_or(' ');
    let one = |length: usize, kind: Kind| Some((length, kind, mask::number(text[at..at + length].iter().copied(), kind)));
    if first == 17 && next(at + 17) == 'X' && !next(at + 18).is_ascii_alphanumeric() {
        return one(18, Kind::Id);
    }
    if !next(at + first).is_ascii_alphanumeric() {
        match first {
            11 if is_mobile(&digits) => return one(11, Kind::Phone),
            18 => return one(18, Kind::Id),
            16 | 17 | 19 => return one(first, Kind::Account),
            _ => {}
        }
    }
    // the same numbers written in groups: 138 0000 0000
    let (count, kind) = match groups.as_slice() {
        [4, 4, 4, 4, 3, ..] => (5, Kind::Account),
        [4, 4, 4, 4, ..] => (4, Kind::Account),
        [3, 4, 4, ..] if is_mobile(&digits) => (3, Kind::Phone),
        [6, 8, 4, ..] => (3, Kind::Id),
        [6, 8, 3, ..] if next(at + 19) == 'X' => (3, Kind::Id),
        _ => return None,
    };
    let mut length = groups[..count].iter().sum::<usize>() + count - 1;
    if groups[..count] == [6, 8, 3] {
        length += 1;
    }
    digits = text[at..at + length].iter().copied().filter(char::is_ascii_alphanumeric).collect();
    Some((length, kind, mask::number(digits.into_iter(), kind)))
}

fn is_mobile(digits: &[char]) -> bool {
    matches!(digits, ['1', '3'..='9', ..])
}

/// Lengths of the groups of digits from `at` on, parted by one hyphen or space each.
fn groups(text: &[char], at: usize) -> Vec<usize> {
    let mut out = Vec::new();
    let mut start = at;
    loop {
        let length = text[start.min(text.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
        if length == 0 {
            return out;
        }
        out.push(length);
        start += length;
        match text.get(start) {
            Some(' ' | '-') => start += 1,
            Some(_) | None => return out,
        }
    }
}

/// The first character of a licence plate.
const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

/// 苏E12345, 苏E·D12345: five or six capitals and digits with a digit among them.
fn plate(text: &[char], at: usize) -> Option<(usize, Kind, String)> {
    let (province, city) = (*text.get(at)?, *text.get(at + 1)?);
    if !PROVINCES.contains(province) || !city.is_ascii_uppercase() {
        return None;
    }
    let start = at + if matches!(text.get(at + 2), Some('·' | ' ' | '-')) { 3 } else { 2 };
    let tail: Vec<char> = text[start.min(text.len())..].iter().copied().take_while(char::is_ascii_alphanumeric).collect();
    let is_plate = matches!(tail.len(), 5 | 6) && tail.iter().any(char::is_ascii_digit);
    is_plate.then(|| (start + tail.len() - at, Kind::Plate, format!("{province}{city}{}", "*".repeat(tail.len()))))
}
