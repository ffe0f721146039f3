//! Major hazards (`law/major-hazards.yaml`): what each item of 工贸企业重大事故隐患判定标准 is about, for pick lists. The
//! labels are ours; a writ cites the item, never the label.

use super::scalar::{Day, Whole, Word, Yes};
use crate::record;

record! {
    /// 判定标准的一项
    pub struct HazardItem "重大隐患项" {
        /// 项
        pub item: Whole => "项" | "item",
        /// 内容提示
        pub label: Word => "名目" | "label",
        /// 相应的案由（编号）
        pub causes: Vec<Word> => "案由" | "causes",
        /// 认定时要核对的限制
        pub note: Option<Word> => "说明" | "note",
        /// 是否已读
        pub verified: Yes => "已核" | "verified",
    }
}

record! {
    /// 判定标准的一条
    pub struct HazardArticle "重大隐患条" {
        /// 条
        pub article: Whole => "条" | "article",
        /// 管理类、行业类、专项类
        pub class: Word => "类" | "kind",
        /// 行业
        pub industries: Vec<Word> => "行业" | "industries",
        /// 各项
        pub items: Vec<HazardItem> => "各项" | "items",
    }
}

record! {
    /// 范围或者通则
    pub struct HazardRule "判定通则" {
        /// 条
        pub article: Whole => "条" | "article",
        /// 名目
        pub label: Option<Word> => "名目" | "label",
        /// 说明
        pub note: Word => "说明" | "note",
    }
}

record! {
    /// 跨行业适用
    pub struct CrossIndustry "跨行业适用" {
        /// 对象
        pub to: Word => "对象" | "to",
        /// 情形
        pub when: Word => "情形" | "when",
        /// 适用的条
        pub article: Whole => "条" | "article",
        /// 适用的项
        pub items: Vec<Whole> => "项" | "items",
        /// 来源
        pub source: Word => "来源" | "source",
        /// 是否已核
        pub verified: Yes => "已核" | "verified",
    }
}

record! {
    /// 重大事故隐患判定标准
    pub struct HazardBook "重大隐患文件" {
        /// 法律文件编号
        pub statute: Word => "法" | "statute",
        /// 自（含当日）
        pub from: Day => "自" | "effective_from",
        /// 来源
        pub source: Word => "来源" | "source",
        /// 是否已核
        pub verified: Yes => "已核" | "verified",
        /// 各条合计的项数
        pub total: Whole => "项数" | "item_total",
        /// 适用范围
        pub scope: HazardRule => "范围" | "scope",
        /// 通则
        pub general: HazardRule => "通则" | "general_rule",
        /// 跨行业适用
        pub cross: Vec<CrossIndustry> => "跨行业" | "cross_industry",
        /// 各条
        pub articles: Vec<HazardArticle> => "条文" | "articles",
    }
}
