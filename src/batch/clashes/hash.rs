//! Hashes that are the same on every machine and in every run.

/// Spreads the bits of a number (the last step of SplitMix64).
pub fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// FNV-1a over the parts, a mark between them, spread.
pub fn of(parts: &[&str]) -> u64 {
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    let mut take = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    for part in parts {
        part.bytes().for_each(&mut take);
        take(0xFF);
    }
    mix(hash)
}

/// Adds to a list that may grow with the number of cases: by an eighth, not to the double.
pub fn push<T>(list: &mut Vec<T>, item: T) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len() / 8 + 16);
    }
    list.push(item);
}

/// Letters and digits only, full-width ones folded, brackets of one kind: how texts are compared that people type.
pub fn folded(text: &str) -> String {
    text.chars().filter_map(fold).collect()
}

/// A character as it is compared; `None` for spaces and other marks that carry nothing.
pub fn fold(c: char) -> Option<char> {
    let c = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    match c {
        '〔' | '[' | '【' | '(' | '〖' => Some('('),
        '〕' | ']' | '】' | ')' | '〗' => Some(')'),
        '-' | '－' | '—' | '–' => Some('-'),
        c if c.is_alphanumeric() => Some(c.to_ascii_lowercase()),
        _ => None,
    }
}
