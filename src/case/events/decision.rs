//! Review, discussion, notice, statement, hearing, decision.

use super::event;
use crate::case::values::{Chosen, Date, Flag, Name, OneOrMany, Period, Reference, Text};
use crate::case::violation::Penalties;
use crate::{record, words};

event! {
    /// 法制审核
    pub struct LegalReview "法制审核" {
        /// 审核人
        pub reviewer: Option<Name> => "审核人" | "reviewer",
        /// 意见
        pub opinion: Option<Text> => "意见" | "opinion",
        /// 结论
        pub conclusion: Option<Text> => "结论" | "conclusion",
    }
}

record! {
    /// 出席人员
    pub struct Attendee "出席人员" short "姓名" {
        /// 姓名
        pub name: Name => "姓名" | "name",
        /// 职务
        pub post: Option<Text> => "职务" | "post",
        /// 意见
        pub opinion: Option<Text> => "意见" | "opinion",
    }
}

event! {
    /// 集体讨论
    pub struct Discussion "集体讨论" {
        /// 主持人
        pub chair: Option<Attendee> => "主持人" | "chair",
        /// 汇报人
        pub reporter: Option<Name> => "汇报人" | "reporter",
        /// 记录人
        pub recorder: Option<Name> => "记录人" | "recorder",
        /// 出席人员
        pub attendees: OneOrMany<Attendee> => "出席人员" | "attendees",
        /// 讨论内容
        pub matter: Option<Text> => "内容" | "matter",
        /// 结论
        pub conclusion: Option<Text> => "结论" | "conclusion",
    }
}

event! {
    /// 处罚告知、听证告知
    pub struct Notice "告知" {
        /// 当事人；不写是全体
        pub parties: OneOrMany<Reference> => "当事人" | "parties",
        /// 拟作出的处罚；不写时用各项违法行为的处罚
        pub intended: Option<Penalties> => "拟处罚" | "intended",
        /// 同时告知听证权利；不写时按数额和种类判断
        pub hearing: Option<Flag> => "听证" | "hearing",
    }
}

words! {
    /// Outcome of reviewing a statement.
    pub enum StatementOutcome "复核结论" {
        /// 采纳
        Accepted => "采纳" | "accepted",
        /// 部分采纳
        PartlyAccepted => "部分采纳" | "partly_accepted",
        /// 不予采纳
        Rejected => "不予采纳" | "rejected" | "不采纳",
    }
}

record! {
    /// 对陈述申辩的复核
    pub struct StatementReview "复核" short "结论" {
        /// 日期
        pub date: Option<Date> => "日期" | "date",
        /// 结论：采纳、部分采纳、不予采纳
        pub outcome: Option<Chosen<StatementOutcome>> => "结论" | "outcome",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
    }
}

event! {
    /// 陈述申辩
    pub struct Statement "陈述申辩" {
        /// 当事人；不写是全体
        pub parties: OneOrMany<Reference> => "当事人" | "parties",
        /// 方式：口头、书面
        pub method: Option<Text> => "方式" | "method",
        /// 陈述申辩人
        pub speaker: Option<Name> => "陈述申辩人" | "speaker",
        /// 记录人
        pub recorder: Option<Name> => "记录人" | "recorder",
        /// 内容
        pub content: Option<Text> => "内容" | "content",
        /// 复核
        pub review: Option<StatementReview> => "复核" | "review",
    }
}

record! {
    /// 听证申请
    pub struct HearingRequest "听证申请" short "日期" {
        /// 日期
        pub date: Option<Date> => "日期" | "date",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
    }
}

record! {
    /// 听证通知
    pub struct HearingNotice "听证通知" short "日期" {
        /// 日期
        pub date: Option<Date> => "日期" | "date",
    }
}

record! {
    /// 举行听证
    pub struct HearingSession "举行听证" short "时间" {
        /// 时间
        pub time: Option<Period> => "时间" | "time",
        /// 地点
        pub place: Option<Text> => "地点" | "place",
        /// 公开举行
        pub public: Option<Flag> => "公开" | "public",
        /// 主持人
        pub chair: Option<Attendee> => "主持人" | "chair",
        /// 听证员
        pub members: OneOrMany<Attendee> => "听证员" | "members",
        /// 书记员
        pub clerk: Option<Attendee> => "书记员" | "clerk",
        /// 参加人
        pub participants: OneOrMany<Attendee> => "参加人" | "participants",
        /// 记录
        pub record: OneOrMany<Text> => "记录" | "record",
    }
}

record! {
    /// 听证报告
    pub struct HearingReport "听证报告" {
        /// 日期
        pub date: Option<Date> => "日期" | "date",
        /// 听证的基本情况
        pub summary: Option<Text> => "摘要" | "summary",
        /// 结论
        pub conclusion: Option<Text> => "结论" | "conclusion",
    }
}

event! {
    /// 听证
    pub struct Hearing "听证" {
        /// 申请听证的当事人；不写是全体
        pub parties: OneOrMany<Reference> => "当事人" | "parties",
        /// 申请
        pub request: Option<HearingRequest> => "申请" | "request",
        /// 通知
        pub notice: Option<HearingNotice> => "通知" | "notice",
        /// 举行
        pub session: Option<HearingSession> => "举行" | "session",
        /// 报告
        pub report: Option<HearingReport> => "报告" | "report",
    }
}

event! {
    /// 处罚决定
    pub struct Decision "决定" {
        /// 几个当事人合并在一份决定书里
        pub joint: Option<Flag> => "合并文书" | "joint",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
        /// 当事人；不写是全体
        pub parties: OneOrMany<Reference> => "当事人" | "parties",
        /// 当场收缴罚款（简易程序，数额小或者事后难以执行）
        pub collected: Option<Flag> => "当场收缴" | "collected",
    }
}

words! {
    /// Why there is no penalty (《中华人民共和国行政处罚法》第三十三条、第五十七条).
    pub enum NoPenaltyGround "不予处罚的情形" {
        /// 违法行为轻微并及时改正，没有造成危害后果
        Minor => "轻微" | "minor" | "轻微不罚" | "违法行为轻微",
        /// 初次违法且危害后果轻微并及时改正
        FirstTime => "首违" | "first_time" | "首违不罚" | "初次违法",
        /// 有证据足以证明没有主观过错
        NoFault => "无主观过错" | "no_fault" | "没有主观过错",
        /// 违法事实不能成立
        NotEstablished => "事实不成立" | "not_established" | "违法事实不能成立",
    }
}

event! {
    /// 不予处罚
    pub struct NoPenalty "不予处罚" {
        /// 当事人；不写是全体
        pub parties: OneOrMany<Reference> => "当事人" | "parties",
        /// 情形：轻微、首违、无主观过错、事实不成立
        pub ground: Option<Chosen<NoPenaltyGround>> => "情形" | "ground",
        /// 改正情况
        pub corrected: Option<Text> => "改正情况" | "corrected",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
        /// 教育情况
        pub education: Option<Text> => "教育" | "education",
    }
}

event! {
    /// 更正（补正）已经制作的文书
    pub struct Erratum "更正" {
        /// 当事人；不写是全体
        pub parties: OneOrMany<Reference> => "当事人" | "parties",
        /// 要更正的文书（题名）
        pub writ: Option<Text> => "文书" | "writ",
        /// 该文书的文号；不写时用本案该文书的文号
        pub number: Option<Text> => "文号" | "number",
        /// 原文
        pub original: Option<Text> => "原文" | "original",
        /// 更正为
        pub corrected: Option<Text> => "更正为" | "corrected",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
    }
}
