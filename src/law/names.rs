//! Finding things by the names people type: the same name with other spaces, quotes or widths is the same name.

/// A name without spaces, quotes, book marks and punctuation, half-width, lower case.
pub fn normal(name: &str) -> String {
    name.chars()
        .filter_map(|c| match c {
            '　' | '《' | '》' | '“' | '”' | '‘' | '’' | '"' | '\'' | '、' | '，' | ',' | '。' | '；' | ';' | '：' | ':' | '·' => {
                None
            }
            '（' => Some('('),
            '）' => Some(')'),
            '！'..='～' => char::from_u32(c as u32 - 0xFEE0),
            c if c.is_whitespace() => None,
            c => Some(c),
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// How near two names are, 0 to 1: shared pairs of characters, their order, and whether one holds the other.
pub fn nearness(typed: &str, name: &str) -> f64 {
    let (typed, name) = (normal(typed), normal(name));
    if typed.is_empty() || name.is_empty() {
        return 0.0;
    }
    // Pairs of characters judge long names; short ones with a slip (安全产生法) need an eye for order.
    let order = Some(strsim::jaro(&typed, &name)).filter(|score| *score >= 0.65).unwrap_or(0.0);
    let dice = strsim::sorensen_dice(&typed, &name).max(order * 0.9);
    if name.contains(&typed) || typed.contains(&name) { dice.max(0.7) } else { dice }
}

/// The best `count` of `candidates` by nearness, best first; names too far away are left out.
pub fn nearest<'n, T: Copy + PartialEq>(typed: &str, candidates: impl Iterator<Item = (&'n str, T)>, count: usize) -> Vec<T> {
    let mut scored: Vec<(f64, T)> =
        candidates.map(|(name, value)| (nearness(typed, name), value)).filter(|(score, _)| *score >= 0.3).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut out: Vec<T> = Vec::new();
    for (_, value) in scored {
        if !out.contains(&value) {
            out.push(value);
        }
        if out.len() == count {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_in_other_clothes() {
        assert_eq!(normal("《安全生产法》"), normal(" 安全生产法 "));
        assert_eq!(normal("Ｓｐｅｃｉａｌ－op"), "special-op");
        assert!(nearness("特种作业无证", "特种作业人员无证上岗") > nearness("特种作业无证", "未设置安全警示标志"));
    }
}
