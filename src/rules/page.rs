//! The page of a rule, `<code>_<fault>.md` beside its check: what it looks at, on which law, with examples that are tests.
//! `explain` prints it; its front matter gives the basis of findings and says whether the rule can be waived.

use crate::law::LawBook;
use crate::record;
use crate::words;
use crate::writ::Word;
use crate::yaml::record::Decode;
use crate::yaml::{self, Reader};
use chrono::NaiveDate;

words! {
    /// What findings of a rule do to the case.
    pub enum PageRank "级别" {
        /// 否决
        Veto => "否决" | "veto",
        /// 扣分
        Deduct => "扣分" | "deduct",
        /// 提醒
        Remind => "提醒" | "remind",
    }
}

words! {
    /// Whether a person may answer for going on in spite of it.
    pub enum Waivable "豁免" {
        /// 可以写明理由和批准人后豁免
        Yes => "可" | "yes",
        /// 不可豁免
        No => "不可" | "no",
    }
}

record! {
    /// 规则页的说明（front matter）
    pub struct PageHead "规则页的说明" {
        /// 编号，如 R23
        pub code: Word => "编号" | "code",
        /// 名称
        pub name: Word => "名称" | "name",
        /// 级别，一种或者几种
        pub ranks: Vec<PageRank> => "级别" | "ranks",
        /// 能否豁免
        pub waivable: Waivable => "豁免" | "waivable",
        /// 依据：《…》第…条，按日期核对
        pub basis: Vec<Word> => "依据" | "basis",
        /// 见于哪些评查标准
        pub standards: Vec<Word> => "评查标准" | "standards",
        /// 只有看原件、扫描件才能知道的：签发前由人核对的话
        pub by_hand: Vec<Word> => "签前核对" | "by_hand",
    }
}

/// A page, read.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its front matter.
    pub head: PageHead,
    /// Its text below the front matter.
    pub body: &'static str,
}

/// Headings every page has, in order.
pub const HEADINGS: [&str; 5] = ["检查什么", "反例", "正例", "改正", "不检查什么"];

impl Page {
    /// Reads a page; `Err` says what is wrong with it. Pages are part of the program, their faults are found by tests.
    pub fn read(name: &str, source: &'static str) -> Result<Page, String> {
        let rest = source.strip_prefix("---\n").ok_or("开头没有“---”")?;
        let (front, body) = rest.split_once("\n---\n").ok_or("说明没有以“---”结束")?;
        let mut reader = Reader::new(name);
        let head = yaml::parse(front, &mut reader).and_then(|node| PageHead::decode(&node, &mut reader));
        match head {
            Some(head) if reader.findings.is_empty() => Ok(Page { head, body }),
            Some(_) | None => Err(reader.findings.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>().join("；")),
        }
    }
    /// The provisions of the page in force on a day, as printed.
    pub fn basis(&self, law: &LawBook, on: NaiveDate) -> Option<String> {
        let cited: Vec<String> = self
            .head
            .basis
            .iter()
            .map(|words| law.resolve(&words.0, on))
            .filter(|resolved| resolved.faults.is_empty())
            .map(|resolved| law.cite(&resolved.citations()))
            .collect();
        (!cited.is_empty()).then(|| cited.join("、"))
    }
    /// The text of a section, without its heading.
    pub fn section(&self, heading: &str) -> Option<&'static str> {
        let (_, rest) = self.body.split_once(&format!("## {heading}\n"))?;
        Some(rest.split("\n## ").next().unwrap_or(rest).trim())
    }
}
