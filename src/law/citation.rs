//! A reference to a provision, structured: statute, 条 (之一), 款, 项, 目. Printing it needs the statute's structure
//! (款 is left out where the article has only one), so `LawBook::cite` does that.

use super::scalar::{Word, article_key, scalar};
use crate::record;
use crate::text::numeral;
use crate::yaml::record::Decode;
use crate::yaml::{Node, Reader};
use serde_json::{Map, Value, json};

/// One provision, or a run of 项 of one provision.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Citation {
    /// Id of the statute version, e.g. `aqscf-2021`.
    pub statute: String,
    /// 第几条.
    pub article: u32,
    /// 之几.
    pub sub: Option<u32>,
    /// 第几款.
    pub paragraph: Option<u32>,
    /// 第几项.
    pub item: Option<u32>,
    /// Last 项 of a run.
    pub item_to: Option<u32>,
    /// 第几目.
    pub subitem: Option<u32>,
}

impl Citation {
    /// A whole article; add the rest with the fields.
    pub fn article(statute: impl Into<String>, article: u32) -> Self {
        Citation { statute: statute.into(), article, sub: None, paragraph: None, item: None, item_to: None, subitem: None }
    }
    /// Whether it names a run of 项, out of which the facts must pick.
    pub fn is_range(&self) -> bool {
        self.item_to.is_some()
    }
    fn same_article(&self, other: &Citation) -> bool {
        self.statute == other.statute && self.article == other.article && self.sub == other.sub
    }
}

/// Prints citations in order, each statute's title once: 《…》第三十条第一款、第四十一条第二款. `title` gives the title
/// with its marks, `single` says whether an article has only one 款 (then 款 is left out).
pub fn print(citations: &[Citation], title: impl Fn(&str) -> String, single: impl Fn(&Citation) -> bool) -> String {
    let mut out = String::new();
    let mut before: Option<&Citation> = None;
    for citation in citations {
        if before.is_some() {
            out.push('、');
        }
        let same_statute = before.is_some_and(|b| b.statute == citation.statute);
        if !same_statute {
            out.push_str(&title(&citation.statute));
        }
        let shown = |c: &Citation| c.paragraph.filter(|_| !single(c));
        let paragraph = shown(citation);
        let inherit_article = before.is_some_and(|b| {
            b.same_article(citation) && (paragraph.is_some() || (shown(b).is_none() && citation.item.is_some())) && !is_whole(b)
        });
        let inherit_paragraph =
            inherit_article && citation.item.is_some() && before.is_some_and(|b| shown(b) == paragraph && b.item.is_some());
        if !inherit_article {
            out.push_str(&numeral::article(citation.article, citation.sub));
        }
        if let Some(paragraph) = paragraph.filter(|_| !inherit_paragraph) {
            out.push_str(&numeral::paragraph(paragraph));
        }
        if let Some(item) = citation.item {
            out.push_str(&numeral::item(item));
        }
        if let Some(last) = citation.item_to {
            out.push('至');
            out.push_str(&numeral::item(last));
        }
        if let Some(subitem) = citation.subitem {
            out.push_str(&format!("第{}目", numeral::chinese(subitem)));
        }
        before = Some(citation);
    }
    out
}

fn is_whole(citation: &Citation) -> bool {
    citation.paragraph.is_none() && citation.item.is_none()
}

/// 第几条 in a law file: `97` or `134之1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct ArticleNumber(u32, Option<u32>);

impl Decode for ArticleNumber {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        scalar(node, reader, "条号（如 97，或者 134之1）", |text| {
            article_key(text).map(|(number, sub)| ArticleNumber(number, sub))
        })
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": ["integer", "string"]})
    }
}

/// 款、项、目 of a law file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ordinal(u32);

impl Decode for Ordinal {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        scalar(node, reader, "从1开始的序数", |text| numeral::parse(text).filter(|n| *n > 0).map(Ordinal))
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "integer", "minimum": 1})
    }
}

record! {
    /// 引用的条款
    struct CitationRow "条款引用" {
        /// 法律文件编号
        statute: Word => "法" | "statute",
        /// 条
        article: ArticleNumber => "条" | "article",
        /// 款；该条只有一款的不写
        paragraph: Option<Ordinal> => "款" | "paragraph",
        /// 项
        item: Option<Ordinal> => "项" | "item",
        /// 连续数项的最后一项
        item_to: Option<Ordinal> => "至项" | "item_to",
        /// 目
        subitem: Option<Ordinal> => "目" | "subitem",
    }
}

impl Decode for Citation {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let row = CitationRow::decode(node, reader)?;
        let number = |ordinal: Option<Ordinal>| ordinal.map(|o| o.0);
        Some(Citation {
            statute: row.statute.0,
            article: row.article.0,
            sub: row.article.1,
            paragraph: number(row.paragraph),
            item: number(row.item),
            item_to: number(row.item_to),
            subitem: number(row.subitem),
        })
    }
    fn schema(defs: &mut Map<String, Value>) -> Value {
        CitationRow::schema(defs)
    }
}
