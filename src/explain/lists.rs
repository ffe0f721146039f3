//! The lists of limits and of major hazards, one row a line, columns parted by tabs.

use super::{checked, law::quantity};
use crate::law::{Dated, LawBook};
use crate::text::numeral;

/// 期限与数额: id, name, value, basis, life, whether it was read.
pub fn limits(law: &LawBook) -> String {
    let row = |limit: &crate::law::Limit| {
        let basis = super::law::basis_of(law, limit);
        format!("{}\t{}\t{}\t{basis}\t{}\t{}\n", limit.id, limit.name, quantity(limit), limit.life(), checked(limit.verified.0))
    };
    law.limits().map(row).collect()
}

/// 重大事故隐患: article and item, label, fitting causes by their short names.
pub fn hazards(law: &LawBook) -> String {
    let mut out = String::new();
    for article in law.hazard_books().flat_map(|book| &book.articles) {
        for item in &article.items {
            let causes: Vec<&str> =
                item.causes.iter().map(|id| law.cause(id).map_or(id.0.as_str(), |cause| cause.short.0.as_str())).collect();
            out.push_str(&format!("{}\t{}\t{}\n", place(article.article.0, item.item.0), item.label, super::joined(causes)));
        }
    }
    out
}

/// 第四条第（一）项.
pub fn place(article: i64, item: i64) -> String {
    let number = |n: i64| u32::try_from(n).unwrap_or_default();
    format!("{}{}", numeral::article(number(article), None), numeral::item(number(item)))
}
