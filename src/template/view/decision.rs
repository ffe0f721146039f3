//! Notice, discussion, penalty, decision.

use super::*;

view! {
    /// A notice of an intended penalty.
    NoticeView {
        /// 拟作出的处罚，各项
        penalties: NonEmpty<ItemView>,
        /// 拟作出的处罚，连写（不带句末标点）
        text: Value,
        /// 拟作出两项以上处罚
        has_several: bool,
        /// 表中另行写明了拟处罚（不逐项对应违法行为）
        is_own: bool,
        /// 拟处罚逐项列出：一项违法行为有两项以上，或者几项违法行为另行写明了拟处罚
        is_listed: bool,
        /// 拟作出的罚款合计
        total: Value,
        /// 有两笔以上拟作出的罚款（要写合计）
        has_total: bool,
        /// 陈述申辩期限，如“五个工作日”
        statement_period: Value,
        /// 听证要求期限
        hearing_period: Value,
        /// 应当告知听证权的理由，印在括号里，如“拟罚款……元，属于较大数额罚款”
        hearing_reason: Value,
    }
}

view! {
    /// A collective discussion.
    DiscussionView {
        /// 开始
        start: Value,
        /// 结束
        end: Value,
        /// 有结束时间
        has_end: bool,
        /// 地点
        place: Value,
        /// 主持人
        chair: Value,
        /// 汇报人
        reporter: Value,
        /// 记录人
        recorder: Value,
        /// 出席人员
        attendees: NonEmpty<AttendeeView>,
        /// 出席人员姓名及职务，连写
        attendee_names: Value,
        /// 承办人建议给予的处罚：告知前讨论的是拟处罚，告知后讨论的是决定的处罚
        proposal: Value,
        /// 结论性意见
        conclusion: Value,
        /// 有结论性意见
        has_conclusion: bool,
    }
}

view! {
    /// Someone attending a discussion.
    AttendeeView {
        /// 姓名
        name: Value,
        /// 职务
        post: Value,
        /// 意见
        opinion: Value,
        /// 记有意见
        has_opinion: bool,
    }
}

view! {
    /// What a party is punished with.
    PenaltyView {
        /// 各项处罚，如“罚款人民币贰万元整（¥20000.00）”
        items: NonEmpty<ItemView>,
        /// 连写（不带句末标点）
        text: Value,
        /// 两项以上处罚
        has_several: bool,
        /// 罚款以外的处罚如何履行、何时履行（整句，不带句末标点）
        performance: Value,
        /// 有罚款、警告以外需要履行的处罚
        has_performance: bool,
        /// 有罚款
        has_fine: bool,
        /// 罚款合计
        total: Value,
        /// 有两笔以上罚款（要写合计）
        has_total: bool,
        /// 分别裁量、合并处罚的依据
        merge_basis: Value,
    }
}

view! {
    /// The decision.
    DecisionView {
        /// 决定日期
        date: Value,
        /// 决定书文号
        number: Value,
        /// 告知书题名
        notice_title: Value,
        /// 告知书文号
        notice_number: Value,
        /// 告知书送达日期
        notice_served_on: Value,
        /// 已有陈述申辩或听证
        has_statement: bool,
        /// 当事人陈述、申辩的意见（不带句末标点）；是否提出尚未知道时为缺项
        statement: Value,
        /// 复核结论与理由（不带句末标点）
        statement_outcome: Value,
        /// 提出陈述、申辩的日期
        statement_on: Value,
        /// 当事人书面明确放弃
        is_waived_in_writing: bool,
        /// 书面放弃的日期
        waived_on: Value,
        /// 举行了听证
        has_hearing: bool,
        /// 听证举行日期
        hearing_on: Value,
        /// 听证中的意见与采纳情况（不带句末标点）；结果尚未知道时为缺项
        hearing_outcome: Value,
        /// 当事人未要求听证（放弃或者逾期）
        is_hearing_waived: bool,
        /// 表中写明不需要法制审核
        is_review_waived: bool,
        /// 经法制审核
        has_legal_review: bool,
        /// 法制审核日期
        legal_review_on: Value,
        /// 法制审核结论；表中没有法制审核时为缺项
        legal_review_conclusion: Value,
        /// 依法应当集体讨论
        is_discussion_needed: bool,
        /// 集体讨论的结论性意见；应讨论未讨论时为缺项
        discussion_conclusion: Value,
        /// 当事人书面放弃或者逾期未提出
        is_waived: bool,
        /// 是经听证告知的
        is_hearing_offered: bool,
        /// 经集体讨论
        is_discussed: bool,
        /// 集体讨论日期
        discussed_on: Value,
    }
}
