//! Inspection, orders to correct, measures on the spot, re-checks.

use super::*;

view! {
    /// An inspection.
    InspectionView {
        /// 检查日期
        date: Value,
        /// 开始时间（年月日时分）
        start: Value,
        /// 结束时间（时分）；没有时由模板留白
        end: Value,
        /// 有结束时间
        has_end: bool,
        /// 检查场所
        place: Value,
        /// 检查人员
        officers: NonEmpty<OfficerView>,
        /// 检查情况：逐条发现
        findings: NonEmpty<ItemView>,
        /// 发现了问题
        has_findings: bool,
        /// 检查时看到、移交给其他部门的问题
        handed_over: NonEmpty<ItemView>,
        /// 检查时看到的问题移交给了其他部门
        has_handed_over: bool,
        /// 检查情况的概述
        summary: Value,
        /// 写明了概述
        has_summary: bool,
        /// 检查当日下达了责令限期整改指令书
        has_order: bool,
        /// 检查当日作出了现场处理措施决定书
        has_measure: bool,
        /// 检查当日查封、扣押
        has_seizure: bool,
        /// 检查当日抽样取证
        has_sampling: bool,
        /// 检查当日抽样取证凭证的文号
        sampling_number: Value,
        /// 检查当日先行登记保存证据
        has_preservation: bool,
        /// 检查当日下达、作出了上述文书之一
        has_handling: bool,
    }
}

view! {
    /// An order to correct.
    CorrectionView {
        /// 责令限期整改指令书的日期
        date: Value,
        /// 责令限期整改指令书的文号
        number: Value,
        /// 存在的问题
        problems: NonEmpty<ItemView>,
        /// 立即整改的项，如“第1、2项”
        immediate: Value,
        /// 有立即整改的项
        has_immediate: bool,
        /// 限期整改的分组（同一期限一组）：text 为“第3项”，due 为期限
        limited: Vec<ItemView>,
        /// 最迟的整改期限；一项期限也没有写明时为缺项
        deadline: Value,
        /// 属于重大事故隐患的项，如“第1项”
        major: Value,
        /// 有重大事故隐患
        has_major: bool,
    }
}

view! {
    /// On-site measures.
    MeasureView {
        /// 现场处理措施决定书的文号
        number: Value,
        /// 属于重大事故隐患的项，如“第1项”
        major: Value,
        /// 有重大事故隐患
        has_major: bool,
        /// 含有撤出人员、暂时停产停业、停止建设、停止施工或者停止使用
        is_suspending: bool,
        /// 检查日期
        inspected_on: Value,
        /// 问题
        problems: NonEmpty<ItemView>,
        /// 处理决定各项
        actions: NonEmpty<ItemView>,
        /// 依据
        basis: Value,
    }
}

view! {
    /// A re-check.
    RecheckView {
        /// 复查日期
        date: Value,
        /// 原文书题名
        order_title: Value,
        /// 原文书文号
        order_number: Value,
        /// 原文书日期
        order_date: Value,
        /// 逐项复查意见：index 序号，text 问题，due 不用
        results: NonEmpty<RecheckItemView>,
        /// 每一项都有了结论
        has_verdicts: bool,
        /// 全部整改完毕
        is_all_corrected: bool,
        /// 复查的是责令限期整改指令书，也是现场处理措施决定书
        is_of_both: bool,
        /// 现场处理措施决定书的日期
        measure_date: Value,
        /// 现场处理措施有暂停的生产经营、施工或者使用，这次复查要说是否同意恢复
        has_suspension: bool,
        /// 同意恢复
        is_resumed: bool,
        /// 恢复什么：生产经营、施工、使用
        resumed: Value,
        /// 有的项准予延期，还没有到期，本次没有查
        is_put_off: bool,
    }
}

view! {
    /// One item of a re-check.
    RecheckItemView {
        /// 序号
        index: Value,
        /// 原问题
        text: Value,
        /// 结论：已整改、未整改、部分整改
        verdict: Value,
        /// 说明
        remark: Value,
        /// 有说明
        has_remark: bool,
    }
}
