//! The columns of the ledger: one list for the writer and the reader of what comes back.

use crate::case::events::{ServiceMethod, Verdict};
use crate::export::xlsx::{Choices, Column, Kind};

/// Name of the sheet.
pub const SHEET: &str = "台账";
/// So many columns stay in sight: up to the name of the party.
pub const FROZEN: u16 = 3;

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// 序号
    Serial,
    /// 案件编号
    CaseId,
    /// 当事人
    Party,
    /// 机关
    Agency,
    /// 小组
    Team,
    /// 代码
    Code,
    /// 法定代表人（负责人）
    Head,
    /// 地址
    Address,
    /// 案由
    Cause,
    /// 处罚
    Penalty,
    /// 罚款（元）
    Fine,
    /// 立案文号
    FilingNumber,
    /// 责令整改文号
    OrderNumber,
    /// 告知文号
    NoticeNumber,
    /// 决定文号
    DecisionNumber,
    /// 检查日期
    Inspected,
    /// 整改期限
    CorrectionDue,
    /// 复查日期
    RecheckDay,
    /// 复查结果
    RecheckResult,
    /// 立案日期
    Filed,
    /// 告知送达日期
    NoticeServed,
    /// 告知送达方式
    NoticeMethod,
    /// 决定日期
    Decided,
    /// 决定送达日期
    DecisionServed,
    /// 决定送达方式
    DecisionMethod,
    /// 缴款期限
    PaymentDue,
    /// 已缴（元）
    Paid,
    /// 缴款日期
    PaymentDay,
    /// 缴款金额（元）
    PaymentAmount,
    /// 缴款凭证号
    PaymentVoucher,
    /// 最近期限
    NextLimit,
    /// 届满日
    NextDay,
    /// 状态
    State,
    /// 文书
    Writs,
    /// 下一步
    NextStep,
    /// 否决
    Vetoes,
    /// 扣分
    Deductions,
    /// 提醒
    Reminders,
    /// 案卷文件夹
    Folder,
    /// 键
    Key,
}

/// All columns from the left.
pub const FIELDS: [Field; 40] = {
    use Field::*;
    [
        Serial,
        CaseId,
        Party,
        Agency,
        Team,
        Code,
        Head,
        Address,
        Cause,
        Penalty,
        Fine,
        FilingNumber,
        OrderNumber,
        NoticeNumber,
        DecisionNumber,
        Inspected,
        CorrectionDue,
        RecheckDay,
        RecheckResult,
        Filed,
        NoticeServed,
        NoticeMethod,
        Decided,
        DecisionServed,
        DecisionMethod,
        PaymentDue,
        Paid,
        PaymentDay,
        PaymentAmount,
        PaymentVoucher,
        NextLimit,
        NextDay,
        State,
        Writs,
        NextStep,
        Vetoes,
        Deductions,
        Reminders,
        Folder,
        Key,
    ]
};

impl Field {
    /// The head of its column.
    pub fn heading(self) -> &'static str {
        match self {
            Field::Serial => "序号",
            Field::CaseId => "案件编号",
            Field::Party => "当事人",
            Field::Agency => "机关",
            Field::Team => "小组",
            Field::Code => "代码",
            Field::Head => "法定代表人（负责人）",
            Field::Address => "地址",
            Field::Cause => "案由",
            Field::Penalty => "处罚",
            Field::Fine => "罚款（元）",
            Field::FilingNumber => "立案文号",
            Field::OrderNumber => "责令整改文号",
            Field::NoticeNumber => "告知文号",
            Field::DecisionNumber => "决定文号",
            Field::Inspected => "检查日期",
            Field::CorrectionDue => "整改期限",
            Field::RecheckDay => "复查日期",
            Field::RecheckResult => "复查结果",
            Field::Filed => "立案日期",
            Field::NoticeServed => "告知送达日期",
            Field::NoticeMethod => "告知送达方式",
            Field::Decided => "决定日期",
            Field::DecisionServed => "决定送达日期",
            Field::DecisionMethod => "决定送达方式",
            Field::PaymentDue => "缴款期限",
            Field::Paid => "已缴（元）",
            Field::PaymentDay => "缴款日期",
            Field::PaymentAmount => "缴款金额（元）",
            Field::PaymentVoucher => "缴款凭证号",
            Field::NextLimit => "最近期限",
            Field::NextDay => "届满日",
            Field::State => "状态",
            Field::Writs => "文书",
            Field::NextStep => "下一步",
            Field::Vetoes => "否决",
            Field::Deductions => "扣分",
            Field::Reminders => "提醒",
            Field::Folder => "案卷文件夹",
            Field::Key => "键",
        }
    }
    /// Whether what is typed into it comes back.
    pub fn is_editable(self) -> bool {
        match self {
            Field::RecheckDay
            | Field::RecheckResult
            | Field::NoticeServed
            | Field::NoticeMethod
            | Field::DecisionServed
            | Field::DecisionMethod
            | Field::PaymentDay
            | Field::PaymentAmount
            | Field::PaymentVoucher => true,
            Field::Serial
            | Field::CaseId
            | Field::Party
            | Field::Agency
            | Field::Team
            | Field::Code
            | Field::Head
            | Field::Address
            | Field::Cause
            | Field::Penalty
            | Field::Fine
            | Field::FilingNumber
            | Field::OrderNumber
            | Field::NoticeNumber
            | Field::DecisionNumber
            | Field::Inspected
            | Field::CorrectionDue
            | Field::Filed
            | Field::Decided
            | Field::PaymentDue
            | Field::Paid
            | Field::NextLimit
            | Field::NextDay
            | Field::State
            | Field::Writs
            | Field::NextStep
            | Field::Vetoes
            | Field::Deductions
            | Field::Reminders
            | Field::Folder
            | Field::Key => false,
        }
    }
    fn column(self) -> Column {
        let text = |group: &str, width: f64| Column::new(self.heading(), width).group(group);
        let day = |group: &str| text(group, 11.5).kind(Kind::Date);
        let count = |group: &str| text(group, 6.5).kind(Kind::Whole);
        let amount = |group: &str| text(group, 13.0).kind(Kind::Amount);
        match self {
            Field::Serial => text("案件", 6.0).kind(Kind::Whole),
            Field::CaseId => text("案件", 17.0).wrap(),
            Field::Party => text("案件", 26.0).wrap(),
            Field::Agency => text("机关和当事人", 18.0).wrap(),
            Field::Team => text("机关和当事人", 9.0).wrap(),
            Field::Code => text("机关和当事人", 21.0),
            Field::Head => text("机关和当事人", 11.0).wrap(),
            Field::Address => text("机关和当事人", 30.0).wrap(),
            Field::Cause => text("处罚", 26.0).wrap(),
            Field::Penalty => text("处罚", 22.0).wrap(),
            Field::Fine => amount("处罚"),
            Field::FilingNumber | Field::OrderNumber | Field::NoticeNumber | Field::DecisionNumber => text("文号", 28.0).wrap(),
            Field::Inspected | Field::CorrectionDue => day("检查和整改"),
            Field::RecheckDay => day("检查和整改").editable().note(DAY_NOTE),
            Field::RecheckResult => {
                text("检查和整改", 10.0).editable().choices(verdicts()).note("从列表里选。只写复查的结论，说明写在表单里")
            }
            Field::Filed | Field::Decided => day("告知和决定"),
            Field::NoticeServed | Field::DecisionServed => day("告知和决定").editable().note(DAY_NOTE),
            Field::NoticeMethod | Field::DecisionMethod => {
                text("告知和决定", 9.0).editable().choices(methods()).note("从列表里选：直接、留置、邮寄、委托、公告、电子")
            }
            Field::PaymentDue => day("缴款"),
            Field::Paid => amount("缴款"),
            Field::PaymentDay => day("缴款").editable().note(DAY_NOTE),
            Field::PaymentAmount => {
                amount("缴款").editable().note("以元为单位，如 20000。一笔一行：第二笔起，复制这一行，在下一行改缴款三栏")
            }
            Field::PaymentVoucher => text("缴款", 27.0).editable().wrap().note("票据或者凭证的号码，照原样写"),
            Field::NextLimit => text("期限和状态", 20.0).wrap(),
            Field::NextDay => day("期限和状态").due().note("最近一项还没有办的期限的最后一天；过了的显示红色，三天以内的显示黄色"),
            Field::State => text("期限和状态", 9.0),
            Field::Writs => text("期限和状态", 16.0).wrap(),
            Field::NextStep => text("期限和状态", 28.0).wrap(),
            Field::Vetoes | Field::Deductions | Field::Reminders => count("检查结果"),
            Field::Folder => text("案卷", 20.0).wrap(),
            Field::Key => text("案卷", 10.0).hidden(),
        }
    }
}

const DAY_NOTE: &str = "写日期，如 2026-03-05";
fn verdicts() -> Choices {
    let all = [Verdict::Corrected, Verdict::PartlyCorrected, Verdict::NotCorrected];
    Choices::Inline(all.iter().map(|verdict| verdict.word().to_string()).collect())
}

fn methods() -> Choices {
    use ServiceMethod::*;
    Choices::Inline([Direct, Left, Mail, Entrusted, PublicNotice, Electronic].iter().map(|method| method.word().to_string()).collect())
}

/// The columns that begin a page when printed: groups stay together.
pub fn breaks() -> Vec<u16> {
    let starts = [Field::Cause, Field::FilingNumber, Field::Inspected, Field::PaymentDue, Field::NextLimit];
    (0..).zip(FIELDS).filter(|(_, field)| starts.contains(field)).map(|(column, _)| column).collect()
}

/// The columns as the workbook wants them.
pub fn columns() -> Vec<Column> {
    FIELDS.iter().map(|field| field.column()).collect()
}
