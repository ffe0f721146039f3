//! Dated wording (`law/wording/*.yaml`): formulae whose content the law changed (remedies, statement period …). The row
//! in force on the day of the step is printed. The text is a template snippet in which 〔依据1〕 stands for the
//! first basis; this room puts the citations in and does not render the rest.

use super::citation::Citation;
use super::scalar::{Day, Word, Yes, dated};
use crate::record;

record! {
    /// 固定用语在一个时期的写法
    pub struct Wording "固定用语" {
        /// 编号，如 remedy_decision
        pub id: Word => "编号" | "id",
        /// 自（含当日）
        pub from: Day => "自" | "effective_from",
        /// 至（含当日）；没有即至今
        pub to: Option<Day> => "至" | "effective_to",
        /// 依据
        pub basis: Vec<Citation> => "依据" | "basis",
        /// 正文（模板片段；〔依据1〕代表第一条依据）
        pub text: Word => "正文" | "text",
        /// 说明
        pub note: Option<Word> => "说明" | "note",
        /// 依据是否已核
        pub verified: Yes => "已核" | "verified",
    }
}
dated!(Wording);

record! {
    /// 固定用语文件
    pub(super) struct WordingFile "固定用语文件" {
        /// 用语
        pub(super) rows: Vec<Wording> => "用语" | "rows",
    }
}
