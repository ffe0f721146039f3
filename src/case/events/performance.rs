//! Service, payment, enforcement, transfer, closing and what follows.

use super::event;
use crate::case::values::{Amount, Chosen, Date, DateRange, Flag, Moment, Name, OneOrMany, Reference, Tally, Text};
use crate::case::violation::Citation;
use crate::{record, words};

words! {
    /// Ways of service.
    pub enum ServiceMethod "送达方式" {
        /// 直接送达
        Direct => "直接" | "direct" | "直接送达",
        /// 留置送达
        Left => "留置" | "left" | "留置送达",
        /// 邮寄送达
        Mail => "邮寄" | "mail" | "邮寄送达",
        /// 委托送达
        Entrusted => "委托" | "entrusted" | "委托送达",
        /// 公告送达
        PublicNotice => "公告" | "public_notice" | "公告送达",
        /// 电子送达
        Electronic => "电子" | "electronic" | "电子送达",
    }
}

event! {
    /// 送达
    pub struct Service "送达" {
        /// 文书题名
        pub writs: OneOrMany<Text> => "文书" | "writs",
        /// 收件人：姓名、名称，或者 全体当事人
        pub recipients: OneOrMany<Name> => "收件人" | "recipients",
        /// 收件人与受送达人关系
        pub relation: Option<Text> => "与受送达人关系" | "relation",
        /// 受送达的当事人；不写时按文书
        pub parties: OneOrMany<Reference> => "当事人" | "parties",
        /// 方式：直接、留置、邮寄、委托、公告、电子
        pub method: Option<Chosen<ServiceMethod>> => "方式" | "method",
        /// 送达人；不写时用执法人员
        pub servers: OneOrMany<Name> => "送达人" | "servers",
        /// 见证人
        pub witness: OneOrMany<Name> => "见证人" | "witness",
        /// 邮寄单号
        pub tracking: Option<Text> => "单号" | "tracking",
        /// 公告日期
        pub published_on: Option<Date> => "公告日期" | "published_on",
    }
}

words! {
    /// What is paid.
    pub enum PaymentItem "缴款项目" {
        /// 罚款
        Fine => "罚款" | "fine",
        /// 没收款
        Confiscation => "没收" | "confiscation" | "没收违法所得",
        /// 加处罚款
        Surcharge => "加处" | "surcharge" | "加处罚款",
    }
}

event! {
    /// 缴款
    pub struct Payment "缴款" {
        /// 当事人；只有一个当事人时不写
        pub party: Option<Reference> => "当事人" | "party",
        /// 金额
        pub amount: Option<Amount> => "金额" | "amount",
        /// 项目：罚款、没收、加处
        pub item: Option<Chosen<PaymentItem>> => "项目" | "item",
        /// 凭证号
        pub voucher: Option<Text> => "凭证号" | "voucher",
    }
}

record! {
    /// 一期缴款
    pub struct Instalment "分期" {
        /// 缴款截止日
        pub until: Date => "至" | "until",
        /// 金额
        pub amount: Amount => "金额" | "amount",
    }
}

record! {
    /// 一步及其日期
    pub struct Step "步骤" short "日期" {
        /// 日期
        pub date: Option<Date> => "日期" | "date",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
    }
}

event! {
    /// 延期（分期）缴纳罚款
    pub struct PaymentDeferral "延期分期" {
        /// 当事人
        pub party: Option<Reference> => "当事人" | "party",
        /// 申请
        pub request: Option<Step> => "申请" | "request",
        /// 批准
        pub approval: Option<Step> => "批准" | "approval",
        /// 延期至
        pub until: Option<Date> => "延期至" | "until",
        /// 期数
        pub instalments: OneOrMany<Instalment> => "期数" | "instalments",
    }
}

words! {
    /// What is demanded.
    pub enum DemandKind "催告种类" {
        /// 缴纳罚款催告
        Payment => "缴款" | "payment",
        /// 强制执行事先催告
        Execution => "强制执行" | "execution",
    }
}

event! {
    /// 催告
    pub struct Demand "催告" {
        /// 当事人
        pub party: Option<Reference> => "当事人" | "party",
        /// 种类：缴款、强制执行
        pub kind: Option<Chosen<DemandKind>> => "种类" | "kind",
        /// 期限
        pub due: Option<Date> => "期限" | "due",
        /// 未缴金额
        pub unpaid: Option<Amount> => "未缴" | "unpaid",
    }
}

event! {
    /// 加处罚款
    pub struct Surcharge "加处罚款" {
        /// 当事人
        pub party: Option<Reference> => "当事人" | "party",
        /// 基数
        pub base: Option<Amount> => "基数" | "base",
        /// 截至
        pub until: Option<Date> => "截至" | "until",
        /// 行政复议、行政诉讼期间，不计算加处罚款
        pub suspended: OneOrMany<DateRange> => "停算" | "suspended",
        /// 金额
        pub amount: Option<Amount> => "金额" | "amount",
    }
}

event! {
    /// 申请法院强制执行
    pub struct Enforcement "强制执行" {
        /// 当事人
        pub party: Option<Reference> => "当事人" | "party",
        /// 法院
        pub court: Option<Text> => "法院" | "court",
        /// 签发人
        pub signed_by: Option<Name> => "签发人" | "signed_by",
        /// 受理
        pub accepted: Option<Step> => "受理" | "accepted",
        /// 申请强制执行标的情况
        pub target: Option<Text> => "标的情况" | "target",
        /// 当事人收到催告后的意见；不写是没有提出
        pub opinion: Option<Text> => "当事人意见" | "opinion",
        /// 提交的材料；不写时按案件的文书列出
        pub materials: OneOrMany<Text> => "材料" | "materials",
    }
}

event! {
    /// 移送
    pub struct Transfer "移送" {
        /// 受移送机关
        pub to: Option<Text> => "受移送机关" | "to",
        /// 依据
        pub basis: OneOrMany<Citation> => "依据" | "basis",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
        /// 材料
        pub materials: OneOrMany<Text> => "材料" | "materials",
        /// 涉嫌犯罪
        pub crime: Option<Flag> => "涉嫌犯罪" | "crime",
        /// 涉嫌的罪名
        pub offence: Option<Text> => "罪名" | "offence",
    }
}

event! {
    /// 公示
    pub struct Publication "公示" {
        /// 平台
        pub platform: Option<Text> => "平台" | "platform",
        /// 期限
        pub term: Option<Text> => "期限" | "term",
    }
}

event! {
    /// 备案
    pub struct Registration "备案" {
        /// 机关
        pub body: Option<Text> => "机关" | "body",
        /// 方式
        pub method: Option<Text> => "方式" | "method",
    }
}

event! {
    /// 结案
    pub struct Closing "结案" {
        /// 方式、情形
        pub manner: Option<Text> => "方式" | "manner",
        /// 执行情况
        pub execution: Option<Text> => "执行情况" | "execution",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
    }
}

event! {
    /// 归档
    pub struct Archiving "归档" {
        /// 归档号
        pub number: Option<Text> => "归档号" | "number",
        /// 保存期限
        pub term: Option<Text> => "期限" | "term",
    }
}

record! {
    /// 一项记分
    pub struct Score "记分项" {
        /// 行为
        pub conduct: Text => "行为" | "conduct",
        /// 分
        pub points: Tally => "分" | "points",
        /// 发现日期；不写时是记分的日期
        pub date: Option<Date> => "日期" | "date",
    }
}

event! {
    /// 记分
    pub struct Scoring "记分" {
        /// 项
        pub items: OneOrMany<Score> => "项" | "items",
        /// 记分所依据的规定（名称和文号）
        pub basis: Option<Text> => "依据" | "basis",
        /// 上一记分年度结转的分
        pub carried: Option<Tally> => "结转" | "carried",
    }
}

event! {
    /// 约谈
    pub struct Interview "约谈" {
        /// 约谈对象
        pub respondent: OneOrMany<Name> => "被约谈人" | "respondent",
        /// 约谈时间
        pub appointment: Option<Moment> => "约谈时间" | "appointment",
        /// 事项
        pub matter: Option<Text> => "事项" | "matter",
        /// 约谈所依据的规定（名称和文号）；记分达到约谈分数的，不写时用记分的依据
        pub basis: Option<Text> => "依据" | "basis",
        /// 携带的材料
        pub bring: OneOrMany<Text> => "携带材料" | "bring",
    }
}
