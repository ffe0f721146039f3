//! Amounts of money in running text: 18000元, 1.8万元, 人民币壹万捌仟元整.

use crate::text::money;

const CAPITALS: &str = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿";

/// The amounts a text names, in 分, each once, in order.
pub fn amounts(text: &str) -> Vec<i64> {
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<i64> = Vec::new();
    for end in (0..chars.len()).filter(|at| matches!(chars[*at], '元' | '圆')) {
        let before = |is: &dyn Fn(char) -> bool| {
            let start = chars[..end].iter().rposition(|c| !is(*c)).map_or(0, |at| at + 1);
            chars[start..end].iter().collect::<String>()
        };
        let capitals = before(&|c| CAPITALS.contains(c));
        let digits = before(&|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '，' | '万'));
        let found =
            if capitals.trim_matches('万').is_empty() { plain(&digits) } else { money::parse_capitals(&format!("{capitals}元整")) };
        out.extend(found.filter(|fen| !out.contains(fen)));
    }
    out
}

/// `18000`, `18,000.50`, `1.8万`.
fn plain(digits: &str) -> Option<i64> {
    let digits = digits.trim_start_matches([',', '，', '.']);
    let (number, unit) = match digits.strip_suffix('万') {
        Some(number) => (number, 1_000_000),
        None => (digits, 100),
    };
    let number = number.replace([',', '，'], "");
    let (whole, part) = number.split_once('.').unwrap_or((&number, ""));
    let scale = 10_i64.checked_pow(u32::try_from(part.len()).ok()?)?;
    let value = whole.parse::<i64>().ok()?.checked_mul(scale)?.checked_add(if part.is_empty() { 0 } else { part.parse().ok()? })?;
    money::portion(value, unit, scale)
}

#[cfg(test)]
mod tests {
    use super::amounts;

    #[test]
    fn amounts_are_read_from_sentences() {
        for (text, fen) in [
            ("对公司罚款合计105000元，对陈景泰罚款45000元", vec![10_500_000, 4_500_000]),
            ("罚款人民币壹万捌仟元的行政处罚", vec![1_800_000]),
            ("罚款1.85万元，没收20,000.50元", vec![1_850_000, 2_000_050]),
            ("同意拟处理意见", vec![]),
            ("罚款若干元", vec![]),
        ] {
            assert_eq!(amounts(text), fen, "{text}");
        }
    }
}
