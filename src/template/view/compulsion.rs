//! Acts of compulsion: their approval, seizure with its extension and disposal, the cutting of power.

use super::*;

view! {
    /// A thing of a list: seized, preserved, sampled, appraised.
    ThingView {
        /// 序号
        index: Value,
        /// 名称
        name: Value,
        /// 规格（型号）、批号或者地址
        model: Value,
        /// 单位
        unit: Value,
        /// 数量或者面积
        quantity: Value,
        /// 数量连同单位，如“14桶”
        amount: Value,
        /// 产地
        origin: Value,
        /// 成色（品级）
        grade: Value,
        /// 价格
        price: Value,
        /// 备注
        remark: Value,
    }
}

view! {
    /// What is laid before the head for approval.
    CompulsionView {
        /// 报请审批的事项，如“对……予以扣押”
        matter: Value,
        /// 理由
        reason: Value,
        /// 依据
        basis: Value,
        /// 期限，如“自2026年6月2日至2026年7月1日”；停止供电为起始时间
        term: Value,
        /// 应当经谁批准的规定
        approval_basis: Value,
        /// 情况紧急，当场实施后补办批准
        is_urgent: bool,
        /// 补办批准的时限，如“二十四小时”
        urgent_limit: Value,
        /// 是停止供电一类的措施
        is_power_cut: bool,
    }
}

view! {
    /// A seizure.
    SeizureView {
        /// 方式：查封、扣押
        mode: Value,
        /// 查封、扣押的对象（各物品名称，以顿号相连）
        object: Value,
        /// 理由
        reason: Value,
        /// 依据
        basis: Value,
        /// 决定日期，也是期限的起日
        date: Value,
        /// 查封扣押决定书文号
        number: Value,
        /// 期限的止日
        until: Value,
        /// 法定最长期限，如“三十日”
        limit: Value,
        /// 保管地点
        kept_at: Value,
        /// 写明了保管地点
        has_kept_at: bool,
        /// 当事人当场的陈述、申辩
        statement: Value,
        /// 当事人不到场，由见证人到场
        is_party_absent: bool,
        /// 见证人
        witness: Value,
        /// 清单的序号
        list_number: Value,
        /// 清单各行
        things: NonEmpty<ThingView>,
        /// 清单补足十行的空行，第一行已由“（以下空白）”占去（每项为一个空行，值不印）
        things_rest: Vec<Value>,
        /// 延长的理由
        extension_reason: Value,
        /// 延长的依据
        extension_basis: Value,
        /// 延长至
        extended_until: Value,
        /// 延长的法定最长期限，如“三十日”
        extension_limit: Value,
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
    /// Cutting and restoring the supply of power or of civil explosives.
    PowerCutView {
        /// 措施，如“停止供电”
        measure: Value,
        /// 供应单位
        supplier: Value,
        /// 拒不执行的决定：日期
        decided_on: Value,
        /// 拒不执行的决定：题名
        decided_title: Value,
        /// 拒不执行的决定：文号
        decided_number: Value,
        /// 拒不执行的决定：内容
        decided: Value,
        /// 拒不执行和现实危险的情况
        reason: Value,
        /// 依据
        basis: Value,
        /// 提前通知的依据
        notice_basis: Value,
        /// 提前通知的时间，如“二十四小时”
        notice_limit: Value,
        /// 有危及生产安全的紧急情形，不提前通知
        is_urgent: bool,
        /// 决定日期
        date: Value,
        /// 决定书文号
        number: Value,
        /// 起始时间
        from: Value,
        /// 需要配合的事项
        matter: Value,
        /// 写明了需要配合的事项
        has_matter: bool,
        /// 恢复供应的单位
        restore_supplier: Value,
        /// 恢复时间
        restore_from: Value,
        /// 恢复的依据
        restore_basis: Value,
        /// 当事人履行决定的日期
        performed_on: Value,
        /// 履行和复查的情况
        performance: Value,
        /// 写明了履行和复查的情况
        has_performance: bool,
        /// 恢复时需要配合的事项
        restore_matter: Value,
        /// 写明了恢复时需要配合的事项
        has_restore_matter: bool,
    }
}
