//! One version of a statute: its names, its life, and the structure of its articles (how many 款, 项, 目). No text.

use super::scalar::{Day, Whole, Word, Yes, article_key, dated};
use crate::diag::Diagnostic;
use crate::yaml::record::{Decode, wrong_kind};
use crate::yaml::{Kind, Node, Reader};
use crate::{record, words};
use serde_json::{Map, Value, json};

words! {
    /// The rank of a statute.
    pub enum StatuteKind "法的种类" {
        /// 法律
        Law => "法律" | "law",
        /// 行政法规
        Regulation => "行政法规" | "regulation",
        /// 地方性法规
        LocalRegulation => "地方性法规" | "local_regulation",
        /// 部门规章
        MinistryRule => "部门规章" | "ministry_rule",
        /// 地方政府规章
        LocalRule => "地方政府规章" | "local_rule",
        /// 规范性文件
        Normative => "规范性文件" | "normative",
    }
}

words! {
    /// How much of a statute the structure lists.
    pub enum Coverage "收录范围" {
        /// Every article: one that is not listed does not exist.
        Full => "全部" | "full",
        /// Some articles: one that is not listed is unknown.
        Partial => "部分" | "partial",
    }
}

/// The shape of a 款: how many 项 it has, and which of them have 目.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paragraph {
    /// Number of 项; 0 = none.
    pub items: u32,
    /// (项, number of its 目).
    pub subitems: Vec<(u32, u32)>,
}

/// The shape of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// 第几条.
    pub number: u32,
    /// 之几.
    pub sub: Option<u32>,
    /// Its 款 in order.
    pub paragraphs: Vec<Paragraph>,
}

/// All listed articles, sorted by number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Articles(Vec<Article>);

impl Articles {
    /// The shape of an article, when it is listed.
    pub fn get(&self, number: u32, sub: Option<u32>) -> Option<&Article> {
        self.0.binary_search_by_key(&(number, sub), |article| (article.number, article.sub)).ok().map(|at| &self.0[at])
    }
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Article> {
        self.0.iter()
    }
}

record! {
    /// 一部法律、法规、规章的一个版本
    pub struct Statute "法律文件" {
        /// 编号，供引用，如 aqscf-2021
        pub id: Word => "编号" | "id",
        /// 全称，不带书名号
        pub full_title: Word => "全称" | "full_title",
        /// 简称，同一部法的各版本相同
        pub short_title: Word => "简称" | "short_title",
        /// 其他叫法，供识别
        pub aliases: Vec<Word> => "又称" | "aliases",
        /// 种类
        pub kind: StatuteKind => "种类" | "kind",
        /// 发布机关
        pub issuer: Word => "发布机关" | "issuer",
        /// 文号、令号
        pub document_number: Option<Word> => "文号" | "document_number",
        /// 首次公布日期
        pub promulgated: Day => "公布" | "promulgated",
        /// 历次修改日期
        pub amended: Vec<Day> => "修改" | "amended",
        /// 本版本施行之日
        pub from: Day => "自" | "effective_from",
        /// 本版本有效的最后一日；没有即现行
        pub to: Option<Day> => "至" | "effective_to",
        /// 替代它的版本
        pub replaced_by: Option<Word> => "被替代" | "replaced_by",
        /// 它替代的版本
        pub replaces: Vec<Word> => "替代" | "replaces",
        /// 效力方面要注意的
        pub status_note: Option<Word> => "效力说明" | "status_note",
        /// 结构从哪里得来
        pub source: Word => "来源" | "source",
        /// 是否已读全文核对
        pub verified: Yes => "已核" | "verified",
        /// 核对到什么程度
        pub verified_note: Option<Word> => "核对说明" | "verified_note",
        /// 收录了全部条文还是部分
        pub coverage: Coverage => "收录" | "coverage",
        /// 最后一条的条号
        pub last_article: Option<Whole> => "末条" | "last_article",
        /// 凭记忆列出的条
        pub from_memory: Vec<Whole> => "凭记忆的条" | "articles_from_memory",
        /// 各条的结构：条号在前，方括号里是各款的项数
        pub articles: Articles => "条文" | "articles",
    }
}
dated!(Statute);

impl Statute {
    /// The title as writs cite it: 《中华人民共和国安全生产法》.
    pub fn cited_title(&self) -> String {
        format!("《{}》", self.full_title)
    }
    /// The version in words: 《…》（2015年5月1日至2026年1月31日）.
    pub fn version(&self) -> String {
        use super::scalar::Dated;
        format!("{}（{}）", self.cited_title(), self.life())
    }
}

impl Decode for Articles {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Kind::Map(entries) = &node.kind else {
            wrong_kind(node, reader, "“条号: [各款的项数]”");
            return None;
        };
        let mut articles = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let Some((number, sub)) = article_key(&key.text) else {
                let finding = Diagnostic::refuse("L01", format!("“{}”不是条号", key.text)).expected("97，或者 134之1");
                reader.report(key.pos, finding);
                return None;
            };
            let paragraphs = Vec::<Paragraph>::decode(value, reader)?;
            if paragraphs.is_empty() {
                reader.report(value.pos, Diagnostic::refuse("L01", format!("第{}条没有写款", key.text)).expected("至少一款，如 [0]"));
                return None;
            }
            articles.push(Article { number, sub, paragraphs });
        }
        articles.sort_by_key(|article| (article.number, article.sub));
        Some(Articles(articles))
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "object", "additionalProperties": {"type": "array"}})
    }
}

impl Decode for Paragraph {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Kind::Map(_) = &node.kind {
            let items = node.get("项").and_then(|items| Whole::decode(items, reader));
            let subitems = match node.get("目").map(|node| &node.kind) {
                Some(Kind::Map(entries)) => {
                    let mut pairs = Vec::new();
                    for (key, value) in entries {
                        pairs.push((key.text.parse().ok()?, u32::try_from(Whole::decode(value, reader)?.0).ok()?));
                    }
                    pairs
                }
                _ => Vec::new(),
            };
            return Some(Paragraph { items: u32::try_from(items?.0).ok()?, subitems });
        }
        let items = Whole::decode(node, reader)?;
        Some(Paragraph { items: u32::try_from(items.0).ok()?, subitems: Vec::new() })
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({})
    }
}
