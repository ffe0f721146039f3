//! Before and after an inspection: its approval and notice, its result, extensions, what is handed over, photographs.

use super::*;

view! {
    /// What was approved before an inspection and told to the unit.
    TaskView {
        /// 检查类别：日常检查、专项检查、个案检查
        category: Value,
        /// 检查方式
        method: Value,
        /// 任务编号、任务来源
        task: Value,
        /// 检查内容各项
        items: NonEmpty<ItemView>,
        /// 写明了检查内容
        has_items: bool,
        /// 本年度检查频次
        frequency: Value,
        /// 被检查单位所属行业
        industry: Value,
        /// 被检查单位联系人
        contact: Value,
        /// 检查时间
        time: Value,
        /// 检查场所
        place: Value,
        /// 协助检查的人员
        assistants: Value,
        /// 有协助检查的人员
        has_assistants: bool,
        /// 检查的依据
        basis: Value,
    }
}

view! {
    /// The result of an inspection as told to the unit.
    ResultView {
        /// 检查结果
        result: Value,
        /// 写明了检查结果
        has_result: bool,
        /// 意见、建议
        opinion: Value,
        /// 写明了意见、建议
        has_opinion: bool,
        /// 检查通知书文号
        notice_number: Value,
        /// 出具了检查通知书
        has_notice: bool,
    }
}

view! {
    /// A request for a later deadline of correction, and the answer.
    ExtensionView {
        /// 申请日期
        applied_on: Value,
        /// 申请理由
        reason: Value,
        /// 已经决定是否准予
        is_decided: bool,
        /// 准予延期
        is_granted: bool,
        /// 答复的理由
        reply: Value,
        /// 写明了答复的理由
        has_reply: bool,
        /// 延期至
        until: Value,
        /// 申请延期的各项
        problems: NonEmpty<ItemView>,
        /// 申请延期的各项原来的整改期限
        deadline: Value,
        /// 只是其中几项延期
        is_partial: bool,
        /// 申请延期的是第几项
        items: Value,
        /// 提出申请的期限，如“整改期限届满前十个工作日内”
        request_limit: Value,
        /// 答复的期限，如“五个工作日”
        reply_limit: Value,
        /// 依据
        basis: Value,
    }
}

view! {
    /// Safety problems another authority must deal with.
    HandoverView {
        /// 受移交机关
        body: Value,
        /// 问题各项
        problems: NonEmpty<ItemView>,
        /// 随附材料
        materials: Value,
        /// 依据
        basis: Value,
    }
}

view! {
    /// A photograph.
    PhotoView {
        /// 序号
        index: Value,
        /// 照片文件名
        file: Value,
        /// 照片本身，只能单独放在 `picture` 标签里
        picture: Value,
        /// 照片内容
        caption: Value,
        /// 证明内容
        proves: Value,
        /// 拍摄时间
        taken_on: Value,
        /// 拍摄地点
        place: Value,
        /// 拍摄人
        taken_by: Value,
    }
}
