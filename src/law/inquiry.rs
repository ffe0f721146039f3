//! Outlines of inquiries (`law/inquiry/<cause id>.yaml`): a cause's own questions per role, with the element each proves.
//! What every inquiry opens and closes with stands in its template.

use super::scalar::Word;
use crate::diag::Diagnostic;
use crate::yaml::record::Decode;
use crate::yaml::{self, Reader};
use crate::{record, words};
use std::sync::{Arc, OnceLock};

words! {
    /// Who is asked.
    pub enum Role "角色" {
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

/// An outline as it stands in its file, read when it is first asked for: a case needs one of more than a hundred.
#[derive(Debug, Clone)]
pub(super) struct Unread {
    /// Its file.
    pub(super) file: Arc<str>,
    text: String,
    read: OnceLock<(Option<Inquiry>, Vec<Diagnostic>)>,
}

impl Unread {
    pub(super) fn new(file: Arc<str>, text: &str) -> Self {
        Unread { file, text: text.to_string(), read: OnceLock::new() }
    }
    /// The outline, and what is wrong with its file.
    pub(super) fn read(&self) -> &(Option<Inquiry>, Vec<Diagnostic>) {
        self.read.get_or_init(|| {
            let mut reader = Reader::new(self.file.clone());
            let node = yaml::parse_own(self.text.strip_prefix('\u{FEFF}').unwrap_or(&self.text), &mut reader);
            (node.and_then(|node| Inquiry::decode(&node, &mut reader)), reader.findings)
        })
    }
    /// Whether it can be the outline of a cause: it is known to be, or its file is named so.
    pub(super) fn may_be_of(&self, cause: &str) -> bool {
        let stem = self.file.rsplit('/').next().and_then(|name| name.strip_suffix(".yaml"));
        self.read.get().map_or(stem == Some(cause), |(read, _)| read.as_ref().is_some_and(|inquiry| inquiry.cause == cause))
    }
}
