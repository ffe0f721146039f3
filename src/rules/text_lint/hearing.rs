//! A notice of punishment that should tell of the right to a hearing and does not (《中华人民共和国行政处罚法》第六十三条).

use super::{amounts, sentences, title};
use crate::law::LawBook;
use crate::text::money;
use chrono::NaiveDate;

/// Why a hearing should have been told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// The title promises it, the text does not tell it.
    TitleOnly {
        /// The title.
        title: String,
    },
    /// The fine reaches the threshold.
    Amount {
        /// Index of the block with the fine.
        block: usize,
        /// The fine.
        fine: String,
        /// The threshold and where it comes from.
        line: String,
        /// Whether the threshold was read in a rule known to be current, for the region.
        sure: bool,
    },
    /// The kind of punishment always needs one.
    Kind {
        /// Index of the block.
        block: usize,
        /// The kind.
        kind: String,
    },
}

/// Words that say the addressee is no natural person.
const UNITS: &[&str] =
    &["公司", "厂", "店", "经营部", "加工部", "站", "中心", "合作社", "医院", "学校", "企业", "集团", "统一社会信用代码", "商行"];

/// What a notice of punishment lacks; nothing for other writs. `region` is a code of `law/regions`; without one the
/// national figures are used.
pub fn check<T: AsRef<str>>(blocks: &[T], law: &LawBook, region: Option<&str>, on: NaiveDate) -> Vec<Missing> {
    let Some(title) = title(blocks).filter(|title| title.contains("告知书") && (title.contains("处罚") || title.contains("听证")))
    else {
        return Vec::new();
    };
    let told = blocks.iter().flat_map(|block| sentences(block.as_ref())).any(tells);
    if told {
        return Vec::new();
    }
    if title.contains("听证") {
        return vec![Missing::TitleOnly { title }];
    }
    let is_unit = blocks.iter().any(|block| UNITS.iter().any(|word| block.as_ref().contains(word)));
    let mut out = Vec::new();
    for (block, text) in blocks.iter().enumerate() {
        for sentence in sentences(text.as_ref()) {
            if sentence.contains("罚款") && sentence.contains('拟') {
                let fine = amounts::all(sentence).into_iter().max();
                let rule = law.hearing_rule(region.unwrap_or("000000"), on);
                if let (Some(fine), Some(rule)) = (fine, rule)
                    && rule.reached(!is_unit, fine)
                {
                    let line = if is_unit { rule.unit } else { rule.person };
                    let line = format!("{}（{}）", money::print(line), rule.basis);
                    out.push(Missing::Amount { block, fine: money::print(fine), line, sure: rule.verified && region.is_some() });
                }
            }
            let kinds = law.hearing_kinds(on).map(|kinds| kinds.always.as_slice()).unwrap_or_default();
            if let Some(kind) = kinds.iter().find(|kind| sentence.contains('拟') && sentence.contains(&kind.0)) {
                out.push(Missing::Kind { block, kind: kind.0.clone() });
            }
        }
    }
    out.truncate(1);
    out
}

/// Whether a sentence tells of the right.
fn tells(sentence: &str) -> bool {
    let claim = ["要求", "申请", "权利", "有权"].iter().any(|word| sentence.contains(word));
    let denied = ["不属于", "不符合", "不适用"].iter().any(|word| sentence.contains(word));
    sentence.contains("听证") && claim && !denied
}
