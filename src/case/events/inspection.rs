//! Inspection, measures on the spot, orders to correct, re-checks.

use super::event;
use crate::case::values::{Chosen, Count, Date, Flag, Name, OneOrMany, Reference, Text};
use crate::case::violation::{Citation, Hazard};
use crate::{record, words};

event! {
    /// 行政检查审批
    pub struct InspectionApproval "审批" {
        /// 检查类别：日常检查、专项检查、个案检查
        pub category: Option<Text> => "类别" | "category",
        /// 检查方式
        pub method: Option<Text> => "方式" | "method",
        /// 任务编号、任务来源
        pub task: Option<Text> => "任务编号" | "task",
        /// 检查项
        pub items: OneOrMany<Text> => "检查项" | "items",
        /// 意见
        pub opinion: Option<Text> => "意见" | "opinion",
        /// 被检查单位所属行业
        pub industry: Option<Text> => "行业" | "industry",
        /// 本年度对该单位的检查频次：已检查次数和上限
        pub frequency: Option<Text> => "频次" | "frequency",
        /// 协助检查的人员（专家、技术人员）
        pub assistants: OneOrMany<Name> => "协助人员" | "assistants",
    }
}

event! {
    /// 检查通知
    pub struct InspectionNotice "检查通知" {
        /// 检查类别
        pub category: Option<Text> => "类别" | "category",
        /// 检查方式
        pub method: Option<Text> => "方式" | "method",
        /// 任务编号
        pub task: Option<Text> => "任务编号" | "task",
        /// 检查项
        pub items: OneOrMany<Text> => "检查项" | "items",
        /// 本年度对该单位的检查频次：已检查次数和上限
        pub frequency: Option<Text> => "频次" | "frequency",
    }
}

event! {
    /// 检查结果告知
    pub struct InspectionResult "检查结果告知" {
        /// 检查结果；不写时用检查情况
        pub result: Option<Text> => "结果" | "result",
        /// 意见、建议
        pub opinion: Option<Text> => "意见" | "opinion",
    }
}

event! {
    /// 非职责范围安全问题的移交
    pub struct Handover "问题移交" {
        /// 受移交机关
        pub body: Option<Text> => "受移交机关" | "body" ,
        /// 问题，一项或者几项
        pub problems: OneOrMany<Text> => "问题" | "problems",
        /// 随附材料
        pub materials: OneOrMany<Text> => "材料" | "materials",
        /// 依据
        pub basis: OneOrMany<Citation> => "依据" | "basis",
    }
}

event! {
    /// 现场检查
    pub struct Inspection "检查" {
        /// 检查类别：日常检查、专项检查、个案检查
        pub category: Option<Text> => "类别" | "category",
        /// 检查方式
        pub method: Option<Text> => "方式" | "method",
        /// 任务编号
        pub task: Option<Text> => "任务编号" | "task",
        /// 检查项
        pub items: OneOrMany<Text> => "检查项" | "items",
        /// 检查情况：一段话，或者逐条发现
        pub findings: OneOrMany<Text> => "情况" | "findings",
        /// 检查场所
        pub scene: Option<Text> => "场所" | "scene",
        /// 现场负责人
        pub unit_contact: Option<Name> => "现场负责人" | "unit_contact",
        /// 其职务
        pub unit_contact_post: Option<Text> => "现场负责人职务" | "unit_contact_post",
        /// 发现的隐患
        pub hazards: OneOrMany<Hazard> => "隐患" | "hazards",
    }
}

record! {
    /// 一项现场处理措施
    pub struct Measure "措施" short "内容" {
        /// 内容
        pub content: Text => "内容" | "content",
        /// 期限
        pub due: Option<Text> => "期限" | "due",
        /// 对哪个当事人采取（几家单位的案件）；不写是各单位
        pub parties: OneOrMany<Reference> => "当事人" | "parties",
    }
}

/// Words of a measure that suspends something, and what may go on when it is lifted.
const SUSPENDED: [(&[&str], &str); 3] =
    [(&["撤出", "撤离", "停产", "停业"], "生产经营"), (&["停止建设", "停止施工"], "施工"), (&["停止使用"], "使用")];

impl Measure {
    /// What it suspends: 生产经营, 施工, 使用; nothing for a measure that is done with when it is obeyed.
    pub fn suspends(&self) -> Vec<&'static str> {
        let says = |words: &[&str]| words.iter().any(|word| self.content.text().contains(word));
        SUSPENDED.iter().filter(|(words, _)| says(words)).map(|(_, suspended)| *suspended).collect()
    }
}

record! {
    /// 现场处理针对的一项问题
    pub struct MeasuredProblem "问题" short "描述" {
        /// 描述
        pub description: Text => "描述" | "description",
        /// 是哪个当事人的（几家单位的案件）；不写是各单位共同的
        pub parties: OneOrMany<Reference> => "当事人" | "parties",
    }
}

event! {
    /// 现场处理
    pub struct OnSiteMeasures "现场处理" {
        /// 措施
        pub measures: OneOrMany<Measure> => "措施" | "measures",
        /// 问题和隐患；不写时用检查发现
        pub problems: OneOrMany<MeasuredProblem> => "问题" | "problems",
        /// 依据
        pub basis: OneOrMany<Citation> => "依据" | "basis",
        /// 当事人（几家单位的案件）；不写是各单位
        pub parties: OneOrMany<Reference> => "当事人" | "parties",
    }
}

words! {
    /// How an item is to be corrected.
    pub enum CorrectionMode "整改方式" {
        /// 立即
        Immediately => "立即" | "immediately" | "立即整改",
        /// 限期
        ByDate => "限期" | "by_date" | "限期整改",
    }
}

record! {
    /// 一项责令改正
    pub struct CorrectionItem "责令项" short "隐患" {
        /// 隐患：描述，或者违法行为中隐患的序号
        pub hazard: Text => "隐患" | "hazard",
        /// 方式：立即、限期
        pub mode: Option<Chosen<CorrectionMode>> => "方式" | "mode",
        /// 期限（日期）
        pub due: Option<Date> => "期限" | "due",
        /// 责令哪个当事人（几家单位的案件，隐患写描述时）；写序号的是该隐患的当事人，不写是各单位
        pub parties: OneOrMany<Reference> => "当事人" | "parties",
    }
}

impl CorrectionItem {
    /// The index of the hazard it names by its number.
    pub fn number(&self) -> Option<usize> {
        self.hazard.text().parse::<usize>().ok()?.checked_sub(1)
    }
}

record! {
    /// 整改延期申请
    pub struct Extension "延期申请" short "日期" {
        /// 申请日期
        pub date: Option<Date> => "日期" | "date",
        /// 申请延期的各项的序号（责令改正各项的次序）；不写是全部
        pub items: OneOrMany<Count> => "项" | "items",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
        /// 答复
        pub reply: Option<Text> => "答复" | "reply",
        /// 延期至
        pub until: Option<Date> => "延期至" | "until",
        /// 准予延期；不写时，写明延期至的是准予
        pub granted: Option<Flag> => "准予" | "granted",
        /// 答复日期
        pub replied_on: Option<Date> => "答复日期" | "replied_on",
    }
}

impl Extension {
    /// Whether it is for an item of the order, counted from 1.
    pub fn is_for(&self, number: usize) -> bool {
        self.items.is_empty() || self.items.iter().filter_map(|item| item.value).any(|own| own as usize == number)
    }
}

event! {
    /// 责令限期整改
    pub struct CorrectionOrder "责令改正" {
        /// 各项；不写时用检查发现
        pub items: OneOrMany<CorrectionItem> => "项" | "items",
        /// 各项共同的期限（日期）
        pub due: Option<Date> => "期限" | "due",
        /// 延期申请
        pub extension: Option<Extension> => "延期申请" | "extension",
        /// 当事人；不写是有问题要改正的单位
        pub parties: OneOrMany<Reference> => "当事人" | "parties",
    }
}

words! {
    /// What a re-check found.
    pub enum Verdict "复查结论" {
        /// 已整改
        Corrected => "已整改" | "corrected" | "整改完毕",
        /// 未整改
        NotCorrected => "未整改" | "not_corrected",
        /// 部分整改
        PartlyCorrected => "部分整改" | "partly_corrected",
    }
}

record! {
    /// 一项复查结果
    pub struct RecheckResult "复查结果" short "结论" {
        /// 第几项（全案统一的序号）；不写是全部
        pub item: Option<Count> => "项" | "item",
        /// 结论：已整改、未整改、部分整改
        pub verdict: Chosen<Verdict> => "结论" | "verdict",
        /// 说明
        pub remark: Option<Text> => "说明" | "remark",
    }
}

event! {
    /// 整改复查
    pub struct Recheck "复查" {
        /// 结果
        pub results: OneOrMany<RecheckResult> => "结果" | "results",
        /// 复查的是哪份文书；不写是责令限期整改指令书，作出了现场处理措施决定的连同决定书
        pub order: Option<Text> => "文书" | "order",
        /// 意见
        pub opinion: Option<Text> => "意见" | "opinion",
        /// 是否同意恢复现场处理暂停的生产经营、施工、使用；不写时，全部整改的同意，其余不同意
        pub resumption: Option<Flag> => "同意恢复" | "resumption",
        /// 复查的当事人（几家单位的案件）；不写是各单位
        pub parties: OneOrMany<Reference> => "当事人" | "parties",
    }
}

impl Recheck {
    /// Whether it may be of measures on the spot: it names them, or names no writ.
    pub fn may_be_of_measures(&self) -> bool {
        self.order.as_ref().is_none_or(|order| order.text().contains("现场处理"))
    }

    /// Whether it agrees that what was suspended may go on: as the form says, else when all is corrected.
    pub fn is_resumed(&self) -> bool {
        let corrected = !self.results.is_empty() && self.results.iter().all(|result| result.verdict.value == Verdict::Corrected);
        self.resumption.as_ref().map_or(corrected, |flag| flag.value)
    }
}
