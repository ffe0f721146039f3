//! From the end of the investigation to the end of the case: report, approval of the notice, legal review, extension,
//! decision not to punish, withdrawal, termination, correction of slips.

use super::*;

view! {
    /// The end of the investigation and what is proposed.
    InvestigationView {
        /// 调查终结的日期
        ended_on: Value,
        /// 调查经过，每步一项
        course: NonEmpty<Value>,
        /// 承办人的处理意见（不带句末标点）；表中没有时由各当事人的拟处罚得出
        opinion: Value,
        /// 拟作出的处理，各当事人连写（不带句末标点）
        proposal: Value,
        /// 各当事人如何告知
        notices: NonEmpty<NoticePlanView>,
        /// 整改复查情况（不带句末标点）
        rectification: Value,
        /// 有整改复查情况
        has_rectification: bool,
    }
}

view! {
    /// How a party is to be told.
    NoticePlanView {
        /// 当事人
        party: Value,
        /// 拟作出的处理（不带句末标点）
        proposal: Value,
        /// 要作处罚告知
        has_writ: bool,
        /// 告知所用文书的题名
        writ: Value,
        /// 选用的理由（不带句末标点）
        reason: Value,
    }
}

view! {
    /// Legal review.
    ReviewView {
        /// 审核日期
        date: Value,
        /// 审核意见（不带句末标点）
        opinion: Value,
        /// 有审核意见
        has_opinion: bool,
        /// 审核结论
        conclusion: Value,
        /// 有审核结论
        has_conclusion: bool,
        /// 依法必须审核（经过听证）
        is_required: bool,
        /// 经过听证：听证的结论（不带句末标点）
        hearing_outcome: Value,
        /// 本次审核前举行了听证
        has_hearing: bool,
    }
}

view! {
    /// An extension of the period for the decision.
    PeriodExtensionView {
        /// 原期限届满日
        original_due: Value,
        /// 原期限，如“九十日”
        original_period: Value,
        /// 延长后的期限，如“一百二十日”
        period: Value,
        /// 延期至
        until: Value,
        /// 延期的理由（不带句末标点）
        reason: Value,
        /// 依据
        basis: Value,
        /// 须报上一级应急管理部门批准
        is_superior: bool,
    }
}

view! {
    /// An end of the case without a penalty.
    EndingView {
        /// 本当事人不予行政处罚；全案文书为全体当事人不予行政处罚
        is_spared: bool,
        /// 没有告知过拟作出的处罚，也不作处罚
        is_untold: bool,
        /// 违法事实成立（不予处罚的其他情形）
        is_established: bool,
        /// 不予处罚的情形，如“初次违法且危害后果轻微并及时改正”
        ground: Value,
        /// 不予处罚的依据
        basis: Value,
        /// 不予处罚的理由（不带句末标点）
        reason: Value,
        /// 写明了理由
        has_reason: bool,
        /// 改正情况（不带句末标点）
        corrected: Value,
        /// 写明了改正情况
        has_corrected: bool,
        /// 教育情况（不带句末标点）
        education: Value,
        /// 不予处罚决定书的文号
        number: Value,
        /// 撤销、终止的日期
        ended_on: Value,
        /// 撤销、终止的理由（不带句末标点）
        end_reason: Value,
        /// 撤销、终止的依据
        end_basis: Value,
        /// 写明了撤销、终止的依据
        has_end_basis: bool,
        /// 承办人对撤销、终止的意见（不带句末标点）
        end_opinion: Value,
        /// 写明了承办人的意见
        has_end_opinion: bool,
    }
}

view! {
    /// A slip in a writ put right.
    ErratumView {
        /// 收件的当事人，连写
        addressees: Value,
        /// 要更正的文书的题名
        writ: Value,
        /// 要更正的文书的文号
        number: Value,
        /// 该文书有文号
        has_number: bool,
        /// 原文
        original: Value,
        /// 更正为
        corrected: Value,
        /// 理由（不带句末标点）
        reason: Value,
        /// 写明了理由
        has_reason: bool,
    }
}
