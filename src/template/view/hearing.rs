//! Statement and defence; the hearing.

use super::*;

view! {
    /// A statement and defence taken down.
    StatementView {
        /// 开始（年月日时分）
        start: Value,
        /// 结束（时分）
        end: Value,
        /// 有结束时间
        has_end: bool,
        /// 地点
        place: Value,
        /// 陈述申辩人
        name: Value,
        /// 性别
        sex: Value,
        /// 职务
        post: Value,
        /// 工作单位
        workplace: Value,
        /// 联系电话
        phone: Value,
        /// 联系地址
        address: Value,
        /// 邮政编码
        postcode: Value,
        /// 记录人
        recorder: Value,
        /// 陈述、申辩的内容，每段一项
        content: NonEmpty<Value>,
        /// 表中已有内容（否则留书写行）
        has_content: bool,
        /// 书面放弃权利的日期
        waived_on: Value,
        /// 放弃的权利，如“陈述、申辩和要求听证”
        waived_rights: Value,
    }
}

view! {
    /// A hearing.
    HearingView {
        /// 当事人提出听证要求的日期
        requested_on: Value,
        /// 听证会通知书的日期
        notified_on: Value,
        /// 表中已有举行听证的情况
        is_held: bool,
        /// 举行时间（年月日时分）
        start: Value,
        /// 结束（时分）
        end: Value,
        /// 有结束时间
        has_end: bool,
        /// 地点
        place: Value,
        /// 公开或者不公开
        manner: Value,
        /// 主持人
        chair: Value,
        /// 主持人职务
        chair_post: Value,
        /// 听证员
        members: NonEmpty<AttendeeView>,
        /// 有听证员
        has_members: bool,
        /// 听证员姓名，连写
        member_names: Value,
        /// 书记员
        clerk: Value,
        /// 书记员职务
        clerk_post: Value,
        /// 申请听证的当事人
        applicants: NonEmpty<PartyView>,
        /// 申请听证的当事人名称，连写
        applicant_names: Value,
        /// 委托代理人
        agents: NonEmpty<AgentView>,
        /// 有委托代理人
        has_agents: bool,
        /// 其他参加人
        participants: NonEmpty<AttendeeView>,
        /// 有其他参加人
        has_participants: bool,
        /// 听证记录，每段一项
        record: NonEmpty<Value>,
        /// 表中已有记录（否则按程序留书写行）
        has_record: bool,
        /// 听证的基本情况（不带句末标点）
        summary: Value,
        /// 写明了基本情况
        has_summary: bool,
        /// 听证主持人的意见（不带句末标点）
        opinion: Value,
        /// 有主持人的意见
        has_opinion: bool,
        /// 申请、通知、举行的日期和法定期限（整句，不带句末标点）
        timing: Value,
        /// 申请延期的次数限制，如“一次”
        postponements: Value,
    }
}

view! {
    /// Someone who acts for a party.
    AgentView {
        /// 姓名
        name: Value,
        /// 代理谁
        principal: Value,
        /// 单位
        workplace: Value,
        /// 职务
        post: Value,
        /// 联系电话
        phone: Value,
        /// 身份证号
        id_number: Value,
        /// 委托权限
        power: Value,
    }
}
