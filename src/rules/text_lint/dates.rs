//! Dates in printed text: the day a writ was made, and every day it names.

use crate::text::date;
use chrono::NaiveDate;

/// The day of the writ: the last block that is a date and nothing else; without one, the latest day it names.
pub fn of_writ<T: AsRef<str>>(blocks: &[T]) -> Option<NaiveDate> {
    let alone = |block: &T| {
        let plain: String = block.as_ref().chars().filter(|c| !c.is_whitespace()).collect();
        date::parse(plain.rsplit('：').next().unwrap_or_default())
    };
    blocks.iter().rev().find_map(alone).or_else(|| all(blocks).into_iter().max())
}

/// Every day named, each once, in order.
pub fn all<T: AsRef<str>>(blocks: &[T]) -> Vec<NaiveDate> {
    let mut out: Vec<NaiveDate> = blocks.iter().flat_map(|block| in_text(block.as_ref())).collect();
    out.sort();
    out.dedup();
    out
}

fn in_text(text: &str) -> Vec<NaiveDate> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let years = chars.iter().enumerate().filter(|(at, c)| **c == '年' && *at >= 4).map(|(at, _)| at);
    years
        .filter_map(|at| {
            let end = chars[at..].iter().take(8).position(|c| matches!(c, '日' | '号'))?;
            date::parse(&chars[at - 4..=at + end].iter().collect::<String>())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_writ() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        for (blocks, expected) in [
            (vec!["2026年3月5日检查", "太仓市应急管理局", "二〇二六年三月二十日"], day(2026, 3, 20)),
            (vec!["检查时间：2026年3月5日9时30分", "于2026年 3 月12日立案"], day(2026, 3, 12)),
            (vec!["填表日期：2026年4月1日", "2025年"], day(2026, 4, 1)),
            (vec!["年月日", "1234年"], None),
        ] {
            assert_eq!(of_writ(&blocks), expected, "{blocks:?}");
        }
    }
}
