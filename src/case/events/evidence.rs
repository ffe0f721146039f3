//! Taking and securing evidence, seizure, cutting power.

use super::event;
use crate::case::values::{Chosen, Count, Date, Flag, Moment, Name, OneOrMany, Text};
use crate::case::violation::{Citation, Thing};
use crate::{record, words};

event! {
    /// 勘验
    pub struct SceneExamination "勘验" {
        /// 当事人
        pub party_present: OneOrMany<Name> => "当事人" | "party_present",
        /// 见证人
        pub witness: OneOrMany<Name> => "见证人" | "witness",
        /// 记录人
        pub recorder: Option<Name> => "记录人" | "recorder",
        /// 天气
        pub weather: Option<Text> => "天气" | "weather",
        /// 勘验情况
        pub findings: OneOrMany<Text> => "情况" | "findings",
    }
}

event! {
    /// 抽样取证
    pub struct Sampling "抽样" {
        /// 当事人现场负责人
        pub party_present: OneOrMany<Name> => "当事人" | "party_present",
        /// 见证人
        pub witness: OneOrMany<Name> => "见证人" | "witness",
        /// 样品
        pub things: OneOrMany<Thing> => "物品" | "things",
        /// 检验机构
        pub body: Option<Text> => "机构" | "body",
    }
}

event! {
    /// 鉴定委托
    pub struct Appraisal "鉴定" {
        /// 鉴定机构
        pub body: Option<Text> => "机构" | "body",
        /// 物品
        pub things: OneOrMany<Thing> => "物品" | "things",
        /// 鉴定要求
        pub request: Option<Text> => "要求" | "request",
        /// 提交期限
        pub due: Option<Date> => "期限" | "due",
        /// 鉴定结论
        pub result: Option<Text> => "结论" | "result",
        /// 取得鉴定意见的日期；委托次日至这一天不计入办案期限
        pub concluded_on: Option<Date> => "结论日期" | "concluded_on",
    }
}

record! {
    /// 期限的延长
    pub struct Prolongation "延长" short "至" {
        /// 日期
        pub date: Option<Date> => "日期" | "date",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
        /// 延长至
        pub until: Option<Date> => "至" | "until",
    }
}

record! {
    /// 对物品的处理
    pub struct Disposal "处理" short "决定" {
        /// 日期
        pub date: Option<Date> => "日期" | "date",
        /// 处理决定
        pub decision: Option<Text> => "决定" | "decision",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
        /// 依据
        pub basis: OneOrMany<Citation> => "依据" | "basis",
    }
}

event! {
    /// 先行登记保存
    pub struct EvidencePreservation "先行登记" {
        /// 当事人
        pub party_present: OneOrMany<Name> => "当事人" | "party_present",
        /// 见证人
        pub witness: OneOrMany<Name> => "见证人" | "witness",
        /// 物品
        pub things: OneOrMany<Thing> => "物品" | "things",
        /// 保存方式
        pub keeping: Option<Text> => "保存方式" | "keeping",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
        /// 期限
        pub due: Option<Date> => "期限" | "due",
        /// 经负责人批准的日期；不写时用登记之日
        pub approved_on: Option<Date> => "批准日期" | "approved_on",
        /// 情况紧急，当场采取措施后补办批准
        pub urgent: Option<Flag> => "紧急" | "urgent",
        /// 处理
        pub disposal: Option<Disposal> => "处理" | "disposal",
    }
}

words! {
    /// Whether things are sealed where they stand or taken away.
    pub enum SeizureMode "强制措施方式" {
        /// 查封
        Seal => "查封" | "seal",
        /// 扣押
        Detain => "扣押" | "detain",
        /// 查封、扣押
        Both => "查封、扣押" | "both" | "查封扣押",
    }
}

event! {
    /// 查封扣押
    pub struct Seizure "查封扣押" {
        /// 当事人
        pub party_present: OneOrMany<Name> => "当事人" | "party_present",
        /// 见证人
        pub witness: OneOrMany<Name> => "见证人" | "witness",
        /// 方式：查封、扣押
        pub mode: Option<Chosen<SeizureMode>> => "方式" | "mode",
        /// 场所、设施、财物
        pub things: OneOrMany<Thing> => "物品" | "things",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
        /// 依据
        pub basis: OneOrMany<Citation> => "依据" | "basis",
        /// 期限（天数）
        pub days: Option<Count> => "天数" | "days",
        /// 期限（至）
        pub due: Option<Date> => "期限" | "due",
        /// 保管地点
        pub kept_at: Option<Text> => "保管地点" | "kept_at",
        /// 当事人当场的陈述、申辩；不写时在检查记录里留给手写
        pub statement: Option<Text> => "陈述" | "statement",
        /// 经负责人批准的日期；不写时用决定之日
        pub approved_on: Option<Date> => "批准日期" | "approved_on",
        /// 情况紧急，当场实施后补办批准
        pub urgent: Option<Flag> => "紧急" | "urgent",
        /// 延长
        pub prolongation: Option<Prolongation> => "延长" | "prolongation",
        /// 处理
        pub disposal: Option<Disposal> => "处理" | "disposal",
    }
}

record! {
    /// 当事人拒不执行的决定
    pub struct UnheededDecision "原决定" short "内容" {
        /// 文书；不写是现场处理措施决定书
        pub writ: Option<Text> => "文书" | "writ",
        /// 文号
        pub number: Option<Text> => "文号" | "number",
        /// 日期
        pub date: Option<Date> => "日期" | "date",
        /// 内容；不写时用现场处理的措施
        pub content: Option<Text> => "内容" | "content",
    }
}

event! {
    /// 停止供电（供应民用爆炸物品）
    pub struct PowerCut "停止供电" {
        /// 供应单位
        pub supplier: Option<Text> => "供应单位" | "supplier",
        /// 起始时间
        pub from: Option<Moment> => "起始时间" | "from",
        /// 事项
        pub matter: Option<Text> => "事项" | "matter",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
        /// 措施；不写是停止供电
        pub measure: Option<Text> => "措施" | "measure",
        /// 当事人拒不执行的决定
        pub decision: Option<UnheededDecision> => "原决定" | "decision",
        /// 经本部门主要负责人批准的日期；不写时用决定之日
        pub approved_on: Option<Date> => "批准日期" | "approved_on",
        /// 有危及生产安全的紧急情形，不提前通知
        pub urgent: Option<Flag> => "紧急" | "urgent",
    }
}

event! {
    /// 恢复供电（供应民用爆炸物品）
    pub struct PowerRestore "恢复供电" {
        /// 供应单位
        pub supplier: Option<Text> => "供应单位" | "supplier",
        /// 起始时间
        pub from: Option<Moment> => "起始时间" | "from",
        /// 事项
        pub matter: Option<Text> => "事项" | "matter",
        /// 当事人履行决定、消除隐患的日期
        pub performed_on: Option<Date> => "履行日期" | "performed_on",
        /// 履行和复查的情况
        pub reason: Option<Text> => "理由" | "reason",
    }
}

/// The acts of compulsion that need an approval of their own, by the word that tells their writ numbers apart.
pub const COMPULSIONS: [&str; 4] = ["查封扣押", "延长", "处理", "停止供电"];
