//! Serials the register says were left out, as findings: one for each series.

use super::{Clash, Kind};
use crate::diag::Rank;
use crate::register::Gap;

/// The findings, in the order of the series.
pub fn skipped(gaps: &[Gap]) -> Vec<Clash> {
    gaps.chunk_by(|a, b| a.series == b.series).map(of_series).collect()
}

fn of_series(gaps: &[Gap]) -> Clash {
    let (agency, word, year) = &gaps[0].series;
    let range = |gap: &Gap| match (gap.serials.start(), gap.serials.end()) {
        (from, to) if from == to => from.to_string(),
        (from, to) => format!("{from}至{to}"),
    };
    let which = gaps.iter().map(range).collect::<Vec<_>>().join("、");
    let count: u64 = gaps.iter().map(|gap| u64::from(gap.serials.end() - gap.serials.start()) + 1).sum();
    Clash {
        code: "R100",
        rank: Rank::Remind,
        kind: Kind::Gap,
        message: format!("{agency}“{word}”字{year}年的文号不连续，缺{count}个"),
        places: Vec::new(),
        found: format!("缺{which}号"),
        remedy: "对照文号登记：作废的、程序以外用掉的，加一行“停用”；留给别的小组的，加一行“号段”".into(),
        waived: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_series_lacks_is_one_finding() {
        let gap = |word: &str, from: u32, to: u32| Gap { series: ("甲局".into(), word.into(), 2026), serials: from..=to };
        let found = skipped(&[gap("罚", 2, 2), gap("罚", 4, 6), gap("立", 9, 9)]);
        let said: Vec<(&str, &str)> = found.iter().map(|clash| (clash.message.as_str(), clash.found.as_str())).collect();
        assert_eq!(said, [("甲局“罚”字2026年的文号不连续，缺4个", "缺2、4至6号"), ("甲局“立”字2026年的文号不连续，缺1个", "缺9号")]);
        assert_eq!(skipped(&[]), []);
    }
}
