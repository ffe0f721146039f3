//! Outlines of inquiries (`law/inquiry/<cause id>.yaml`): a cause's own questions per role, with the element each proves.
//! What every inquiry opens and closes with stands in its template.

use super::scalar::{Word, words};
use crate::record;

words! {
    /// Who is asked.
    Role "角色" {
        /// 主要负责人
        Principal => "主要负责人" | "principal",
        /// 安全管理人员
        SafetyManager => "安全管理人员" | "safety_manager",
        /// 作业人员
        Worker => "作业人员" | "worker",
        /// 现场负责人
        SiteLead => "现场负责人" | "site_lead",
    }
}

record! {
    /// 一个问题
    pub struct Question "问题" {
        /// 问什么
        pub question: Word => "问" | "question",
        /// 证明哪个要件
        pub proves: Option<Word> => "证明" | "proves",
    }
}

record! {
    /// 对一种人的提纲
    pub struct Outline "询问提纲" {
        /// 角色
        pub role: Role => "角色" | "role",
        /// 问题
        pub questions: Vec<Question> => "问题" | "questions",
    }
}

record! {
    /// 一个案由的询问提纲
    pub struct Inquiry "案由询问提纲" {
        /// 案由编号
        pub cause: Word => "案由" | "cause",
        /// 提纲
        pub outlines: Vec<Outline> => "提纲" | "outlines",
    }
}
