//! Amounts of money, exact in 分 (fen): capitals as on cheques (票据), digits, and the way writs print both.

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

/// The amount in capitals without the word 人民币: 2000000 → 贰万元整, 18134246 → 壹拾捌万壹仟叁佰肆拾贰元肆角陆分.
/// After 角 stands 整, after 分 nothing (中国人民银行《支付结算办法》附一《正确填写票据和结算凭证的基本规定》).
pub fn capitals(fen: i64) -> String {
    let amount = fen.unsigned_abs();
    let (yuan, jiao, cents) = (amount / 100, (amount / 10 % 10) as usize, (amount % 10) as usize);
    let mut out = String::new();
    if fen < 0 {
        out.push('负');
    }
    if yuan > 0 || amount == 0 {
        out.push_str(&whole(yuan));
        out.push('元');
    }
    if jiao > 0 {
        out.push(DIGITS[jiao]);
        out.push('角');
    } else if cents > 0 && yuan > 0 {
        out.push('零');
    }
    if cents > 0 {
        out.push(DIGITS[cents]);
        out.push('分');
    } else {
        out.push('整');
    }
    out
}

fn whole(number: u64) -> String {
    const SIZES: [(u64, char); 2] = [(100_000_000, '亿'), (10_000, '万')];
    for (size, word) in SIZES {
        if number >= size {
            let (high, low) = (number / size, number % size);
            let mut out = format!("{}{word}", whole(high));
            if low > 0 {
                if low < size / 10 {
                    out.push('零');
                }
                out.push_str(&whole(low));
            }
            return out;
        }
    }
    let mut out = String::new();
    let mut pending_zero = false;
    for (size, word) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
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
    if out.is_empty() { "零".to_string() } else { out }
}

/// Reads capitals back into 分; 人民币 in front, 圆 for 元, 正 for 整 and a freely placed 零 are accepted. Anything that
/// does not say exactly one amount is `None`.
pub fn parse_capitals(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.strip_prefix("人民币").unwrap_or(&text).replace('圆', "元").replace('正', "整");
    let (negative, body) = match text.strip_prefix('负') {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    if body.chars().count() > 60 {
        return None;
    }
    let (yuan, small) = match body.split_once('元') {
        Some(("", _)) => return None,
        Some((yuan, small)) => (parse_whole(yuan)?, small),
        None => (0, body),
    };
    let small: String = small.chars().filter(|c| *c != '零').collect();
    let mut cents: i128 = 0;
    let mut digit = None;
    for c in small.chars() {
        match (c, digit.take()) {
            ('角', Some(value)) => cents += value * 10,
            ('分', Some(value)) => cents += value,
            ('整', None) => {}
            (c, None) => digit = Some(DIGITS.iter().position(|d| *d == c)? as i128),
            _ => return None,
        }
    }
    let fen = i64::try_from(yuan.checked_mul(100)?.checked_add(cents)?).ok()?;
    let fen = if negative { -fen } else { fen };
    // Only one amount has these words; what is out of order or unfinished prints differently.
    let plain = |text: &str| text.chars().filter(|c| !matches!(c, '零' | '整')).collect::<String>();
    (digit.is_none() && plain(&capitals(fen)) == plain(&text)).then_some(fen)
}

fn parse_whole(text: &str) -> Option<i128> {
    for (size, word) in [(100_000_000, '亿'), (10_000, '万')] {
        if let Some(at) = text.rfind(word) {
            let (high, low) = (parse_whole(&text[..at])?, &text[at + word.len_utf8()..]);
            let low = if low.is_empty() { 0 } else { parse_whole(low)? };
            return high.checked_mul(size)?.checked_add(low);
        }
    }
    let mut value: i128 = 0;
    let mut digit: Option<i128> = None;
    for c in text.chars() {
        let size = match c {
            '拾' => 10,
            '佰' => 100,
            '仟' => 1000,
            _ => {
                if digit.is_some_and(|d| d > 0) {
                    return None;
                }
                digit = Some(DIGITS.iter().position(|d| *d == c)? as i128);
                continue;
            }
        };
        value += digit.take()? * size;
    }
    Some(value + digit.unwrap_or(0))
}

/// The amount in digits with two decimals: 20000.00.
pub fn digits(fen: i64) -> String {
    let amount = fen.unsigned_abs();
    format!("{}{}.{:02}", if fen < 0 { "-" } else { "" }, amount / 100, amount % 100)
}

/// The amount in yuan as one speaks of it: 50000元, 0.5元.
pub fn short(fen: i64) -> String {
    let digits = digits(fen);
    let short = match digits.strip_suffix(".00") {
        Some(whole) => whole,
        None => digits.trim_end_matches('0'),
    };
    format!("{short}元")
}

/// A range of amounts, both ends included.
pub fn range(min: Option<i64>, max: Option<i64>) -> Option<String> {
    match (min.filter(|fen| *fen > 0), max) {
        (Some(min), Some(max)) => Some(format!("{}以上{}以下", short(min), short(max))),
        (None, Some(max)) => Some(format!("{}以下", short(max))),
        (Some(min), None) => Some(format!("{}以上", short(min))),
        (None, None) => None,
    }
}

/// The way writs print an amount: 人民币贰万元整（¥20000.00）.
pub fn print(fen: i64) -> String {
    format!("人民币{}（¥{}）", capitals(fen), digits(fen))
}

/// `fen` × `numerator` / `denominator`, rounded half up to 分; `None` when it does not fit or the denominator is zero.
pub fn portion(fen: i64, numerator: i64, denominator: i64) -> Option<i64> {
    let (product, divisor) = (i128::from(fen) * i128::from(numerator), i128::from(denominator));
    if divisor <= 0 {
        return None;
    }
    i64::try_from((product * 2 + divisor).div_euclid(divisor * 2)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_and_ranges() {
        assert_eq!(short(5_000_000), "50000元");
        assert_eq!(short(50), "0.5元");
        assert_eq!(short(125), "1.25元");
        assert_eq!(range(Some(0), Some(10_000)).as_deref(), Some("100元以下"));
        assert_eq!(range(Some(100), Some(200)).as_deref(), Some("1元以上2元以下"));
        assert_eq!(range(None, None), None);
    }

    #[test]
    fn capitals_as_on_a_cheque() {
        let cases = [
            (0, "零元整"),
            (1, "壹分"),
            (50, "伍角整"),
            (100, "壹元整"),
            (105, "壹元零伍分"),
            (150, "壹元伍角整"),
            (1_000, "壹拾元整"),
            (10_050, "壹佰元伍角整"),
            (235_000, "贰仟叁佰伍拾元整"),
            (1_175_000, "壹万壹仟柒佰伍拾元整"),
            (2_000_000, "贰万元整"),
            (10_000_100, "壹拾万零壹元整"),
            (10_050_000, "壹拾万零伍佰元整"),
            (18_134_246, "壹拾捌万壹仟叁佰肆拾贰元肆角陆分"),
            (100_000_000, "壹佰万元整"),
            (1_000_000_000_000, "壹佰亿元整"),
            (1_000_100_000_000, "壹佰亿零壹佰万元整"),
            (100_000_000_000_000, "壹万亿元整"),
            (100_000_000_000_100, "壹万亿零壹元整"),
        ];
        for (fen, text) in cases {
            assert_eq!(capitals(fen), text);
            assert_eq!(parse_capitals(text), Some(fen), "{text}");
        }
        assert_eq!(print(2_000_000), "人民币贰万元整（¥20000.00）");
        assert_eq!(digits(-5), "-0.05");
    }

    #[test]
    fn reads_only_whole_amounts() {
        for (text, fen) in
            [("人民币贰万元整", 2_000_000), ("贰万圆正", 2_000_000), ("壹佰元零伍角整", 10_050), ("壹拾万元零伍分", 10_000_005)]
        {
            assert_eq!(parse_capitals(text), Some(fen), "{text}");
        }
        for text in ["", "元整", "贰万", "两万元整", "贰贰元整", "贰拾佰元整", "贰万元整整贰", "贰分叁角", "20000元整", "贰万元叁"]
        {
            assert_eq!(parse_capitals(text), None, "{text}");
        }
    }

    #[test]
    fn portions_round_half_up() {
        assert_eq!(portion(1_175_000, 21, 100), Some(246_750));
        assert_eq!(portion(5, 1, 10), Some(1));
        assert_eq!(portion(4, 1, 10), Some(0));
        assert_eq!(portion(100, 1, 0), None);
    }

    proptest! {
        #[test]
        fn every_amount_reads_back(fen in 0i64..=200_000_000_000_000_000) {
            prop_assert_eq!(parse_capitals(&capitals(fen)), Some(fen));
        }
        #[test]
        fn small_amounts_read_back(fen in 0i64..=200_000_000) {
            prop_assert_eq!(parse_capitals(&capitals(fen)), Some(fen));
        }
        #[test]
        fn two_amounts_never_share_words(a in 0i64..3_000_000, b in 0i64..3_000_000) {
            prop_assert_eq!(a == b, capitals(a) == capitals(b));
        }
        #[test]
        fn no_input_panics(text in "[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]{0,24}") {
            let _ = parse_capitals(&text);
        }
    }
}
