//! The catalogue of writs: what the front matter of each template says. Which writs a case has is decided by `dossier`
//! from the predicates named here; a new writ seldom needs Rust.

use crate::document::LayoutKind;
use crate::yaml::record::{Decode, wrong_kind};
use crate::yaml::{Kind, Node, Reader};
use crate::{record, words};
use serde_json::{Map, Value, json};

words! {
    /// Who a writ is for.
    pub enum Audience "用途" {
        /// 内部审批、记录
        Internal => "内部" | "internal",
        /// 送达当事人
        Served => "送达" | "served",
        /// 当事人签字的笔录
        Signed => "当事人签字" | "signed",
        /// 发送有关单位（不是当事人），收件人在文书上签收
        Sent => "发送" | "sent",
        /// 案卷材料
        File => "案卷" | "file",
    }
}
words! {
    /// Which seal the agency puts on it.
    pub enum SealKind "印章" {
        /// 公章
        Official => "公章" | "official",
        /// 执法专用章
        Enforcement => "专用章" | "enforcement",
        /// 不盖章
        None => "无" | "none",
    }
}
words! {
    /// The look of the page.
    pub enum Look "版式" {
        /// 书信式
        Letter => "书信式" | "letter",
        /// 表格式
        Form => "表格式" | "form",
        /// 笔录
        Record => "笔录" | "record",
        /// 清单
        List => "清单" | "list",
        /// 封面
        Cover => "封面" | "cover",
    }
}
words! {
    /// For whom a copy of the writ is made.
    pub enum Per "对象" {
        /// 全案一份
        Case => "全案" | "case",
        /// 每个当事人一份
        Party => "当事人" | "party",
        /// 每个单位当事人一份
        Unit => "单位当事人" | "unit",
        /// 被检查、被责令的单位只有一个的全案一份，有几个的每个一份
        EachUnit => "各单位" | "each_unit",
        /// 每个个人当事人一份
        Person => "个人当事人" | "person",
        /// 每次询问一份
        Inquiry => "被询问人" | "inquiry",
        /// 步骤的事件每发生一次一份（催告、加处罚款、延期分期、强制执行、约谈）
        Event => "每次" | "event",
        /// 延期（分期）缴纳的每一期一份；延期的一份
        Instalment => "每期" | "instalment",
    }
}
words! {
    /// A statement about the case that `dossier` computes with a reason; a writ is made when all its predicates hold.
    pub enum Predicate "条件" {
        /// 有现场检查
        Inspected => "inspected" | "有现场检查",
        /// 应当责令改正（每个处罚都附改正；事故后处罚除外）
        Ordering => "ordering" | "责令改正",
        /// 采取了现场处理措施
        Measured => "measured" | "现场处理",
        /// 有整改期限或者处理措施要复查
        Rechecking => "rechecking" | "整改复查",
        /// 发出询问通知
        Summoned => "summoned" | "询问通知",
        /// 有询问
        Inquired => "inquired" | "询问",
        /// 有证据
        HasEvidence => "has_evidence" | "有证据",
        /// 立案（普通程序）
        Filed => "filed" | "立案",
        /// 有罚款
        Fined => "fined" | "罚款",
        /// 达到听证标准，须告知听证权
        HearingOffered => "hearing_offered" | "应告知听证",
        /// 未达到听证标准
        HearingNotOffered => "hearing_not_offered" | "不告知听证",
        /// 须经集体讨论
        DiscussionNeeded => "discussion_needed" | "集体讨论",
        /// 对象是单位
        UnitParty => "unit_party" | "单位",
        /// 对象是个人
        PersonParty => "person_party" | "个人",
        /// 有违法行为要处理（不是只有检查）
        Charged => "charged" | "有违法行为",
        /// 经过检查审批
        InspectionApproved => "inspection_approved" | "检查审批",
        /// 发出检查通知
        InspectionNotified => "inspection_notified" | "检查通知",
        /// 告知检查结果
        ResultTold => "result_told" | "检查结果告知",
        /// 报批行政强制（查封扣押及其延长、处理，停止供电）
        Compelled => "compelled" | "行政强制",
        /// 查封、扣押
        Seized => "seized" | "查封扣押",
        /// 延长查封、扣押期限
        SeizureExtended => "seizure_extended" | "延长查封扣押",
        /// 停止供电、停止供应民用爆炸物品
        PowerCut => "power_cut" | "停止供电",
        /// 恢复供电、恢复供应民用爆炸物品
        PowerRestored => "power_restored" | "恢复供电",
        /// 勘验
        SceneExamined => "scene_examined" | "勘验",
        /// 抽样取证
        Sampled => "sampled" | "抽样",
        /// 先行登记保存证据
        EvidencePreserved => "evidence_preserved" | "先行登记",
        /// 委托鉴定
        Appraised => "appraised" | "鉴定",
        /// 移交非职责范围的安全问题
        HandedOver => "handed_over" | "问题移交",
        /// 申请延长整改期限
        ExtensionRequested => "extension_requested" | "整改延期申请",
        /// 证据或者隐患附有照片
        Photographed => "photographed" | "照片",
        /// 作出处罚决定
        Decided => "decided" | "处罚决定",
        /// 要告知拟作出的处罚（拟处罚，或者已经告知）
        Noticed => "noticed" | "处罚告知",
        /// 报请处理：既未撤销也未终止
        Disposing => "disposing" | "案件处理",
        /// 决定不予行政处罚
        Spared => "spared" | "不予处罚",
        /// 调查终结
        InvestigationEnded => "investigation_ended" | "调查终结",
        /// 须经或者经过法制审核
        LegallyReviewed => "legally_reviewed" | "法制审核",
        /// 当事人口头陈述、申辩
        Stated => "stated" | "陈述申辩",
        /// 当事人要求听证
        HearingRequested => "hearing_requested" | "要求听证",
        /// 书面放弃陈述、申辩、听证
        WaivedInWriting => "waived_in_writing" | "书面放弃",
        /// 案件办理期限延长
        Extended => "extended" | "案件延期",
        /// 案件撤销
        Withdrawn => "withdrawn" | "撤销",
        /// 案件终止
        Terminated => "terminated" | "终止",
        /// 更正（补正）文书
        Corrected => "corrected" | "更正",
        /// 当事人同意电子送达
        ElectronicService => "electronic_service" | "电子送达",
        /// 当事人委托代理人
        Represented => "represented" | "委托代理人",
        /// 有复制、提取的证据，写明原件存放处
        Copied => "copied" | "证据复制",
        /// 适用简易程序，当场处罚
        Summary => "summary" | "简易程序",
        /// 案件没有整案移送其他机关
        Kept => "kept" | "未移送",
        /// 案件移送其他机关
        Transferred => "transferred" | "移送",
        /// 催告缴纳罚款
        PaymentDemanded => "payment_demanded" | "缴款催告",
        /// 决定加处罚款
        Surcharged => "surcharged" | "加处罚款",
        /// 申请延期、分期缴纳罚款
        DeferralRequested => "deferral_requested" | "申请延期分期",
        /// 批准延期、分期缴纳罚款
        Deferred => "deferred" | "批准延期分期",
        /// 申请强制执行前的催告
        ExecutionDemanded => "execution_demanded" | "执行催告",
        /// 申请人民法院强制执行
        Enforced => "enforced" | "强制执行",
        /// 警示约谈
        Interviewed => "interviewed" | "约谈",
        /// 记分
        Scored => "scored" | "记分",
        /// 要列隐患清单
        HazardsListed => "hazards_listed" | "隐患清单",
    }
}

words! {
    /// The step of a case a writ belongs to; which event of the form gives its date is settled by `dossier`.
    pub enum Step "步骤" {
        /// 行政检查审批
        InspectionApproval => "审批" | "inspection_approval",
        /// 检查通知
        InspectionNotice => "检查通知" | "inspection_notice",
        /// 现场检查
        Inspection => "检查" | "inspection",
        /// 告知检查结果
        InspectionResult => "检查结果告知" | "inspection_result",
        /// 移交非职责范围的安全问题
        Handover => "问题移交" | "handover",
        /// 申请延长整改期限
        ExtensionRequest => "延期申请" | "extension_request",
        /// 答复延长整改期限的申请
        ExtensionReply => "延期答复" | "extension_reply",
        /// 报批行政强制
        CompulsionApproval => "行政强制审批" | "compulsion_approval",
        /// 查封、扣押
        Seizure => "查封扣押" | "seizure",
        /// 延长查封、扣押期限
        SeizureProlongation => "查封扣押延长" | "seizure_prolongation",
        /// 处理查封、扣押的物品
        SeizureDisposal => "查封扣押处理" | "seizure_disposal",
        /// 停止供电
        PowerCut => "停止供电" | "power_cut",
        /// 恢复供电
        PowerRestore => "恢复供电" | "power_restore",
        /// 勘验
        SceneExamination => "勘验" | "scene_examination",
        /// 抽样取证
        Sampling => "抽样" | "sampling",
        /// 委托鉴定
        Appraisal => "鉴定" | "appraisal",
        /// 报批先行登记保存
        PreservationApproval => "先行登记审批" | "preservation_approval",
        /// 先行登记保存证据
        Preservation => "先行登记" | "preservation",
        /// 处理先行登记保存的证据
        PreservationDisposal => "先行登记处理" | "preservation_disposal",
        /// 现场处理措施
        Measures => "现场处理" | "measures",
        /// 责令限期整改
        Correction => "责令改正" | "correction",
        /// 整改复查
        Recheck => "复查" | "recheck",
        /// 立案
        Filing => "立案" | "filing",
        /// 通知询问
        InquiryNotice => "询问通知" | "inquiry_notice",
        /// 询问
        Inquiry => "询问" | "inquiry",
        /// 调查终结
        InvestigationEnd => "调查终结" | "investigation_end",
        /// 法制审核
        LegalReview => "法制审核" | "legal_review",
        /// 集体讨论
        Discussion => "集体讨论" | "discussion",
        /// 处罚告知、听证告知
        Notice => "告知" | "notice",
        /// 处罚决定
        Decision => "决定" | "decision",
        /// 陈述、申辩
        Statement => "陈述申辩" | "statement",
        /// 书面放弃陈述、申辩、听证
        WrittenWaiver => "书面放弃" | "written_waiver",
        /// 通知举行听证
        HearingNotice => "听证通知" | "hearing_notice",
        /// 举行听证
        HearingSession => "听证举行" | "hearing_session",
        /// 听证报告
        HearingReport => "听证报告" | "hearing_report",
        /// 延长案件办理期限
        CaseExtension => "案件延期" | "case_extension",
        /// 撤销案件
        Withdrawal => "撤销" | "withdrawal",
        /// 终止调查
        Termination => "终止" | "termination",
        /// 决定不予处罚
        NoPenalty => "不予处罚" | "no_penalty",
        /// 报请处理：决定，或者不予处罚
        Disposal => "处理" | "disposal",
        /// 更正文书
        Erratum => "更正" | "erratum",
        /// 确认送达地址
        ServiceAddress => "送达地址确认" | "service_address",
        /// 送达（最后一次）
        Service => "送达" | "service",
        /// 结案
        Closing => "结案" | "closing",
        /// 归档
        Archiving => "归档" | "archiving",
        /// 催告缴纳罚款
        PaymentDemand => "缴款催告" | "payment_demand",
        /// 申请强制执行前的催告
        ExecutionDemand => "执行催告" | "execution_demand",
        /// 加处罚款
        Surcharge => "加处罚款" | "surcharge",
        /// 延期、分期缴纳罚款
        Deferral => "延期分期" | "deferral",
        /// 申请强制执行
        Enforcement => "强制执行" | "enforcement",
        /// 约谈
        Interview => "约谈" | "interview",
        /// 移送
        Transfer => "移送" | "transfer",
        /// 记分
        Scoring => "记分" | "scoring",
    }
}

impl From<Look> for LayoutKind {
    fn from(look: Look) -> Self {
        match look {
            Look::Letter => LayoutKind::Letter,
            Look::Form => LayoutKind::Form,
            Look::Record => LayoutKind::Record,
            Look::List => LayoutKind::List,
            Look::Cover => LayoutKind::Cover,
        }
    }
}

/// A plain string or number of front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word(pub String);

impl Decode for Word {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.kind {
            Kind::Scalar { text, .. } => Some(Word(text.clone())),
            Kind::Null | Kind::Seq(_) | Kind::Map(_) => {
                wrong_kind(node, reader, "文字");
                None
            }
        }
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string"})
    }
}

/// A whole number of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole(pub u32);

impl Decode for Whole {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let Kind::Scalar { text, .. } = &node.kind
            && let Ok(number) = text.parse()
        {
            return Some(Whole(number));
        }
        wrong_kind(node, reader, "整数");
        None
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "integer"})
    }
}

record! {
    /// 文书模板的说明（front matter）
    pub struct FrontMatter "文书说明" {
        /// 文书题名
        pub title: Word => "题名" | "title",
        /// 文号中的字，如“罚”；没有的不编号
        pub number_word: Option<Word> => "字" | "number_word",
        /// 国家式样序号 1–48，或补充文书代号
        pub national: Word => "序号" | "national",
        /// 卷内顺序
        pub order: Whole => "卷内顺序" | "order",
        /// 用途
        pub audience: Audience => "用途" | "audience",
        /// 印章
        pub seal: SealKind => "印章" | "seal",
        /// 份数
        pub copies: Whole => "份数" | "copies",
        /// 版式
        pub look: Look => "版式" | "layout",
        /// 对象
        pub per: Per => "对象" | "per",
        /// 哪个事件的日期是文书日期
        pub step: Option<Step> => "步骤" | "step",
        /// 条件
        pub when: Vec<Predicate> => "条件" | "when",
        /// 可选文书：写“是”的，机关档案“可选文书”列出它的题名或者代号时总要制作；条件为空的只在列出时制作
        pub optional: Option<Word> => "可选" | "optional",
        /// 由谁签名
        pub signatures: Vec<Word> => "签名" | "signatures",
        /// 式样来源
        pub source: Word => "来源" | "source",
        /// 打印眉题“安全生产行政执法文书”，默认打印
        pub letterhead: Option<Word> => "眉题" | "letterhead",
        /// 公开：写“是”的，公开版（--public）里有它
        pub public: Option<Word> => "公开" | "public",
    }
}

/// One writ: its id and what its front matter says.
#[derive(Debug, Clone, PartialEq)]
pub struct Writ {
    /// English id, the template's file stem.
    pub id: String,
    /// The front matter.
    pub front: FrontMatter,
}

/// A title without the bracket at its end, which tells the form for units from the one for persons: 行政处罚决定书（单位）→
/// 行政处罚决定书; 行政（当场）处罚决定书（单位）→ 行政（当场）处罚决定书.
pub fn bare_title(title: &str) -> &str {
    title.strip_suffix('）').and_then(|rest| rest.rsplit_once('（')).map_or(title, |(head, _)| head)
}

impl Writ {
    /// Official title.
    pub fn title(&self) -> &str {
        &self.front.title.0
    }
    /// Whether a user's word names this writ: its id, its title, or the title without what stands in brackets after it
    /// (行政处罚决定书 is the one for units and the one for persons).
    pub fn is_called(&self, name: &str) -> bool {
        name == self.id || name == self.title() || name == bare_title(self.title())
    }
    /// Whether it belongs to a step.
    pub fn is_of(&self, step: Step) -> bool {
        self.front.step == Some(step)
    }
    /// Whether an agency may ask for it in its 可选文书.
    pub fn is_optional(&self) -> bool {
        matches!(self.front.optional.as_ref().map(|w| w.0.as_str()), Some("true" | "是"))
    }
    /// Whether it is published: the public copy of a case holds it.
    pub fn is_public(&self) -> bool {
        matches!(self.front.public.as_ref().map(|w| w.0.as_str()), Some("true" | "是"))
    }
    /// Whether the letterhead line is printed above the title.
    pub fn has_letterhead(&self) -> bool {
        !matches!(self.front.letterhead.as_ref().map(|w| w.0.as_str()), Some("false" | "否"))
    }
}

#[cfg(test)]
mod tests {
    use super::bare_title;

    #[test]
    fn only_the_bracket_at_the_end_of_a_title_is_left_out() {
        for (title, bare) in [
            ("行政处罚决定书（单位）", "行政处罚决定书"),
            ("行政（当场）处罚决定书（个人）", "行政（当场）处罚决定书"),
            ("查封扣押（场所、设施、财物）清单", "查封扣押（场所、设施、财物）清单"),
            ("立案审批表", "立案审批表"),
        ] {
            assert_eq!(bare_title(title), bare);
        }
    }
}
