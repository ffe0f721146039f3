//! Filing of the case and its ends, summons and inquiries.

use super::event;
use crate::case::party::{Identity, Officer};
use crate::case::values::{Count, Date, IdNumber, Name, OneOrMany, Text};
use crate::case::violation::Citation;
use crate::record;

event! {
    /// 立案
    pub struct Filing "立案" {
        /// 案件基本情况；不写时用违法事实
        pub summary: Option<Text> => "基本情况" | "summary",
        /// 意见
        pub opinion: Option<Text> => "意见" | "opinion",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
    }
}

event! {
    /// 案件延期
    pub struct CaseExtension "案件延期" {
        /// 意见
        pub opinion: Option<Text> => "意见" | "opinion",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
        /// 延期至
        pub until: Option<Date> => "延期至" | "until",
    }
}

event! {
    /// 调查终结
    pub struct InvestigationEnd "调查终结" {
        /// 意见
        pub opinion: Option<Text> => "意见" | "opinion",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
    }
}

event! {
    /// 撤销案件
    pub struct Withdrawal "撤销" {
        /// 依据
        pub basis: OneOrMany<Citation> => "依据" | "basis",
        /// 意见
        pub opinion: Option<Text> => "意见" | "opinion",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
    }
}

event! {
    /// 终止
    pub struct Termination "终止" {
        /// 依据
        pub basis: OneOrMany<Citation> => "依据" | "basis",
        /// 意见
        pub opinion: Option<Text> => "意见" | "opinion",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
    }
}

record! {
    /// 被询问人
    pub struct Respondent "被询问人" short "姓名" {
        /// 姓名
        pub name: Name => "姓名" | "name",
        /// 性别
        pub sex: Option<Text> => "性别" | "sex",
        /// 年龄；有身份证号时自动计算
        pub age: Option<Text> => "年龄" | "age",
        /// 身份证号
        pub id_number: Option<IdNumber> => "身份证号" | "id_number",
        /// 居民身份证以外的证件
        pub identity: Option<Identity> => "证件" | "identity",
        /// 工作单位
        pub workplace: Option<Text> => "单位" | "workplace",
        /// 职务
        pub post: Option<Text> => "职务" | "post",
        /// 住址
        pub home: Option<Text> => "住址" | "home",
        /// 电话
        pub phone: Option<Text> => "电话" | "phone",
        /// 在本案中的角色：当事人、法定代表人、证人……
        pub role: Option<Text> => "角色" | "role",
    }
}

event! {
    /// 询问通知
    pub struct InquiryNotice "询问通知" {
        /// 被询问人
        pub respondent: Option<Respondent> => "被询问人" | "respondent",
        /// 要求到场的时间
        pub appointment: Option<crate::case::values::Moment> => "询问时间" | "appointment",
        /// 需携带的材料：身份证、营业执照、法定代表人身份证明或者委托书、其他
        pub bring: OneOrMany<Text> => "携带材料" | "bring",
    }
}

record! {
    /// 一问一答
    pub struct Question "问答" short "问" {
        /// 问
        pub question: Text => "问" | "question",
        /// 答；不写时留出书写的行
        pub answer: Option<Text> => "答" | "answer",
    }
}

event! {
    /// 询问
    pub struct Inquiry "询问" {
        /// 被询问人
        pub respondent: Option<Respondent> => "被询问人" | "respondent",
        /// 询问人；不写时用执法人员
        pub inquirers: OneOrMany<Officer> => "询问人" | "inquirers",
        /// 记录人
        pub recorder: Option<Officer> => "记录人" | "recorder",
        /// 在场人
        pub present: Option<Name> => "在场人" | "present",
        /// 第几次询问
        pub round: Option<Count> => "次" | "round",
        /// 问答
        pub questions: OneOrMany<Question> => "问答" | "questions",
    }
}
