//! Standards of discretion (裁量权基准, `law/discretion/*.yaml`): tiers of fines per cause, and the tables of fines for
//! accidents. Only rows that are 已核 in a standard that is 现行 may be proposed; everything else is a hint.

use super::cause::AccidentLevel;
use super::citation::Citation;
use super::scalar::{Day, Fen, Pair, Whole, Word, Yes};
use crate::{record, words};
use chrono::NaiveDate;

words! {
    /// Whether a standard is in force.
    pub enum Standing "效力" {
        /// 现行
        InForce => "现行" | "in_force",
        /// 失效
        Repealed => "失效" | "repealed",
        /// 不明
        Unknown => "不明" | "unknown",
    }
}

words! {
    /// How many of an entry's tiers were read.
    pub enum TierCoverage "收录" {
        /// 全部
        Full => "全部" | "full",
        /// 部分
        Partial => "部分" | "partial",
    }
}

record! {
    /// 一档的罚款幅度，两端都含
    pub struct Band "幅度" {
        /// 下限（元）
        pub min: Fen => "下限" | "min",
        /// 上限（元）
        pub max: Fen => "上限" | "max",
    }
}

record! {
    /// 一个裁量阶次
    pub struct Tier "裁量阶次" {
        /// 阶次，如 A
        pub tier: Word => "阶次" | "tier",
        /// 适用条件
        pub condition: Option<Word> => "条件" | "condition",
        /// 单位首次
        pub unit: Option<Band> => "单位" | "unit",
        /// 个人首次
        pub person: Option<Band> => "个人" | "person",
        /// 单位逾期
        pub overdue_unit: Option<Band> => "逾期单位" | "overdue_unit",
        /// 个人逾期
        pub overdue_person: Option<Band> => "逾期个人" | "overdue_person",
        /// 存在而没有读到的栏
        pub unread: Vec<Word> => "未读" | "unknown",
        /// 并处
        pub also: Vec<Word> => "并处" | "also",
        /// 是否已核
        pub verified: Yes => "已核" | "verified",
    }
}

record! {
    /// 一个案由的裁量条目
    pub struct Entry "裁量条目" {
        /// 案由编号
        pub cause: Word => "案由" | "cause",
        /// 依据
        pub basis: Vec<Citation> => "依据" | "basis",
        /// 基准里的序号
        pub number: Option<Word> => "序号" | "entry",
        /// 读到全部阶次还是部分
        pub coverage: TierCoverage => "收录" | "status",
        /// 是否已核
        pub verified: Yes => "已核" | "verified",
        /// 说明
        pub note: Option<Word> => "说明" | "note",
        /// 各阶次
        pub tiers: Vec<Tier> => "阶次" | "tiers",
    }
}

record! {
    /// 一部裁量权基准
    pub struct Standard "裁量权基准" {
        /// 编号
        pub id: Word => "编号" | "id",
        /// 名称
        pub title: Word => "名称" | "title",
        /// 文号
        pub number: Option<Word> => "文号" | "number",
        /// 发布机关
        pub issuer: Option<Word> => "发布机关" | "issuer",
        /// 地区
        pub region: Option<Word> => "地区" | "region",
        /// 自（含当日）；不详的不写
        pub from: Option<Day> => "自" | "effective_from",
        /// 至（含当日）
        pub to: Option<Day> => "至" | "effective_to",
        /// 是否现行
        pub standing: Standing => "效力" | "in_force",
        /// 它废止的文件
        pub repeals: Vec<Word> => "废止" | "repeals",
        /// 制定依据
        pub basis_text: Option<Word> => "依据文件" | "basis_text",
        /// 适用范围
        pub scope: Option<Word> => "适用范围" | "scope",
        /// 文书里怎样引用
        pub cite_as: Option<Word> => "引用方式" | "cite_as",
        /// 来源
        pub source: Word => "来源" | "source",
        /// 说明
        pub note: Option<Word> => "说明" | "note",
        /// 条目
        pub entries: Vec<Entry> => "条目" | "entries",
    }
}

impl Standard {
    /// Whether a tier of it may be proposed for a decision on a day.
    pub fn usable(&self, on: NaiveDate) -> bool {
        self.standing == Standing::InForce && self.from.is_none_or(|day| day.0 <= on) && self.to.is_none_or(|day| on <= day.0)
    }
}

record! {
    /// 自（含）至（不含）
    pub struct Span "范围" {
        /// 自（含）
        pub from: Whole => "自" | "from",
        /// 至（不含）
        pub to: Whole => "至" | "to",
    }
}

record! {
    /// 事故单位的一档罚款
    pub struct AccidentTier "事故罚款档" {
        /// 事故等级
        pub level: AccidentLevel => "等级" | "level",
        /// 条
        pub article: Option<Whole> => "条" | "article",
        /// 项
        pub item: Option<Whole> => "项" | "item",
        /// 死亡人数
        pub deaths: Option<Span> => "死亡" | "deaths",
        /// 重伤人数
        pub injured: Option<Span> => "重伤" | "injured",
        /// 直接经济损失（元）
        pub loss: Option<Span> => "损失" | "loss",
        /// 罚款
        pub fine: Band => "罚款" | "unit",
        /// 谎报、瞒报的罚款（元）
        pub concealed: Option<Fen> => "瞒报谎报" | "concealed",
        /// 是否已核
        pub verified: Yes => "已核" | "verified",
    }
}

record! {
    /// 主要负责人的一档
    pub struct PrincipalTier "主要负责人档" {
        /// 条
        pub article: Whole => "条" | "article",
        /// 项
        pub item: Whole => "项" | "item",
        /// 行为
        pub act: Word => "行为" | "act",
        /// 上一年年收入的百分比
        pub income_percent: Pair => "上年收入百分比" | "percent_of_last_year_income",
        /// 是否已核
        pub verified: Yes => "已核" | "verified",
    }
}

record! {
    /// 收入无法核实时的算法
    pub struct IncomeUnknown "收入不明" {
        /// 条
        pub article: Whole => "条" | "article",
        /// 款
        pub paragraph: Option<Whole> => "款" | "paragraph",
        /// 主要负责人的倍数
        pub principal: Pair => "主要负责人倍数" | "principal",
        /// 其他人员的倍数
        pub others: Pair => "其他人员倍数" | "others",
        /// 基数
        pub of: Word => "基数" | "of",
        /// 是否已核
        pub verified: Yes => "已核" | "verified",
        /// 说明
        pub note: Option<Word> => "说明" | "note",
    }
}

record! {
    /// 事故罚款分档表
    pub struct AccidentTable "事故罚款分档" {
        /// 编号
        pub id: Word => "编号" | "id",
        /// 名称
        pub title: Word => "名称" | "title",
        /// 自（含当日）
        pub from: Day => "自" | "effective_from",
        /// 至（含当日）
        pub to: Option<Day> => "至" | "effective_to",
        /// 案由编号
        pub cause: Word => "案由" | "cause",
        /// 是否已核
        pub verified: Yes => "已核" | "verified",
        /// 来源
        pub source: Word => "来源" | "source",
        /// 说明
        pub note: Option<Word> => "说明" | "note",
        /// 单位各档
        pub units: Vec<AccidentTier> => "单位档" | "rows",
        /// 主要负责人各档
        pub principals: Vec<PrincipalTier> => "主要负责人档" | "principal",
        /// 收入无法核实时的算法
        pub income_unknown: Option<IncomeUnknown> => "收入不明" | "income_unknown",
    }
}
super::scalar::dated!(AccidentTable);
