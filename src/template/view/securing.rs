//! Securing evidence: examination of the scene, sampling, prior registration, appraisal.

use super::*;

view! {
    /// An examination of the scene.
    ExaminationView {
        /// 开始（年月日时分）
        start: Value,
        /// 结束（时分）
        end: Value,
        /// 有结束时间
        has_end: bool,
        /// 勘验场所
        place: Value,
        /// 天气情况
        weather: Value,
        /// 勘验人
        officers: NonEmpty<OfficerView>,
        /// 到场的当事人
        present: Value,
        /// 当事人到场
        has_present: bool,
        /// 被邀请人、见证人
        witness: Value,
        /// 有被邀请人、见证人
        has_witness: bool,
        /// 记录人
        recorder: Value,
        /// 记录人单位及职务
        recorder_post: Value,
        /// 勘验情况，每段一项
        findings: NonEmpty<Value>,
    }
}

view! {
    /// Taking samples.
    SamplingView {
        /// 开始（年月日时分）
        start: Value,
        /// 结束（时分）
        end: Value,
        /// 有结束时间
        has_end: bool,
        /// 抽样地点
        place: Value,
        /// 现场负责人
        present: Value,
        /// 被邀请人、见证人
        witness: Value,
        /// 有被邀请人、见证人
        has_witness: bool,
        /// 检验机构
        body: Value,
        /// 样品各行
        things: NonEmpty<ThingView>,
        /// 补足六行的空行，第一行已由“（以下空白）”占去（每项为一个空行，值不印）
        things_rest: Vec<Value>,
        /// 依据
        basis: Value,
    }
}

view! {
    /// Prior registration and preservation of evidence.
    PreservationView {
        /// 登记日期
        date: Value,
        /// 先行登记保存证据通知书文号
        number: Value,
        /// 物品名称，以顿号相连
        object: Value,
        /// 证据名称和数量，以顿号相连
        object_with_quantity: Value,
        /// 保存方式
        keeping: Value,
        /// 理由
        reason: Value,
        /// 依据
        basis: Value,
        /// 作出处理决定的期限，如“七个工作日”
        limit: Value,
        /// 作出处理决定的最后日期；年历缺失时为缺项
        due: Value,
        /// 推算得出最后日期
        has_due: bool,
        /// 情况紧急，当场采取措施后补办批准
        is_urgent: bool,
        /// 补办批准的时限，如“二十四小时”
        urgent_limit: Value,
        /// 被邀请人、见证人
        witness: Value,
        /// 有被邀请人、见证人
        has_witness: bool,
        /// 清单各行
        things: NonEmpty<ThingView>,
        /// 清单补足十行的空行，第一行已由“（以下空白）”占去（每项为一个空行，值不印）
        things_rest: Vec<Value>,
        /// 处理决定
        disposal: Value,
        /// 处理的理由
        disposal_reason: Value,
        /// 写明了处理的理由
        has_disposal_reason: bool,
        /// 处理的依据
        disposal_basis: Value,
    }
}

view! {
    /// A request for an expert's appraisal.
    AppraisalView {
        /// 鉴定机构
        body: Value,
        /// 鉴定要求
        request: Value,
        /// 提交期限
        due: Value,
        /// 送鉴物品各行
        things: NonEmpty<ThingView>,
        /// 补足三行的空行（每项为一个空行，值不印）
        things_rest: Vec<Value>,
        /// 依据
        basis: Value,
    }
}
