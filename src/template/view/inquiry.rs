//! Notices of inquiry and inquiries.

use super::*;

view! {
    /// A summons to an inquiry.
    InquiryNoticeView {
        /// 被通知人
        addressee: Value,
        /// 询问时间
        time: Value,
        /// 询问地点
        place: Value,
        /// 携带身份证
        is_bring_id: bool,
        /// 携带营业执照
        is_bring_licence: bool,
        /// 携带法定代表人身份证明或者委托书
        is_bring_proxy: bool,
        /// 其他材料
        other: Value,
        /// 有其他材料
        has_other: bool,
    }
}

view! {
    /// An inquiry.
    InquiryView {
        /// 开始（年月日时分）
        start: Value,
        /// 结束（时分）
        end: Value,
        /// 有结束时间
        has_end: bool,
        /// 第几次
        round: Value,
        /// 地点
        place: Value,
        /// 被询问人
        name: Value,
        /// 性别
        sex: Value,
        /// 年龄（按询问日计算）
        age: Value,
        /// 证件名目
        id_label: Value,
        /// 证件号码
        id_number: Value,
        /// 工作单位
        workplace: Value,
        /// 职务
        post: Value,
        /// 住址
        home: Value,
        /// 电话
        phone: Value,
        /// 询问人
        inquirers: NonEmpty<OfficerView>,
        /// 询问人姓名
        inquirer_names: Value,
        /// 记录人
        recorder: Value,
        /// 记录人单位及职务
        recorder_post: Value,
        /// 在场人
        present: Value,
        /// 问答
        questions: Vec<QuestionView>,
        /// 问题取自案由的询问提纲（表中没有写问答）；模板加印首尾的固定问题
        is_outline: bool,
    }
}

view! {
    /// A question and its answer.
    QuestionView {
        /// 问
        question: Value,
        /// 答
        answer: Value,
        /// 已有回答（否则留书写行）
        has_answer: bool,
    }
}
