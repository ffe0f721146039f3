//! The case, its violations and evidence; numbered items.

use super::*;

view! {
    /// The case.
    CaseView {
        /// 案件名称，处罚决定前：某某公司涉嫌……案
        name: Value,
        /// 案件名称，处罚后（不写“涉嫌”）
        closed_name: Value,
        /// 案由（法定名称，多项以分号相连）
        cause: Value,
        /// 案件来源
        source: Value,
        /// 发现时间：检查的日期；没有检查的事故案件，是事故调查报告批复的日期
        found_on: Value,
        /// 立案日期
        filed_on: Value,
        /// 结案日期
        closed_on: Value,
        /// 归档日期
        archived_on: Value,
        /// 归档号
        archive_number: Value,
        /// 保存期限
        retention: Value,
        /// 立案时的案件基本情况，每段一项；没有另写的，取违法事实
        summary: NonEmpty<Value>,
        /// 立案时承办人的意见（不带句末标点）
        opinion: Value,
        /// 写明了立案时承办人的意见
        has_opinion: bool,
        /// 处理结果（各当事人的处罚）
        result: Value,
    }
}

view! {
    /// A violation.
    ViolationView {
        /// 序号：一、二
        index: Value,
        /// 案由（法定名称）
        cause: Value,
        /// 事实，每段一项
        facts: NonEmpty<Value>,
        /// 行为日期
        date: Value,
        /// 违反的规定
        violated: Value,
        /// 处罚依据
        basis: Value,
        /// 对本当事人的处罚；告知文书中为拟作出的处罚（不带句末标点）
        penalty: Value,
        /// 证据序号，如“证据1、证据2”
        evidence: Value,
        /// 裁量说明：基准、阶次、情节和证据（不带句末标点）；没有时为缺项
        discretion: Value,
        /// 有裁量说明
        has_discretion: bool,
        /// 罚则没有裁量幅度（如按上一年年收入的固定比例处罚款），表中也没有写裁量：没有裁量理由可说明
        is_fixed: bool,
        /// 写明了由哪些证据证实
        has_evidence: bool,
        /// 要写明由哪些证据证实：写明了，并且不是全案的证据都证实唯一的一项违法行为
        has_own_evidence: bool,
        /// 对这项行为的当事人都不予行政处罚
        is_spared: bool,
        /// 违法事实成立
        is_established: bool,
        /// 从行为到决定换过规定，要说明适用哪一个
        has_law_choice: bool,
        /// 新旧规定的选择
        law_choice: LawChoiceView,
    }
}

view! {
    /// Which of two rows of law governs (从旧兼从轻).
    LawChoiceView {
        /// 行为日期
        act_on: Value,
        /// 行为时的处罚依据和文号
        old_law: Value,
        /// 行为时的处罚种类和幅度（对本案当事人）
        old_measure: Value,
        /// 新的规定的施行日期
        new_from: Value,
        /// 新的处罚依据和文号
        new_law: Value,
        /// 新的处罚种类和幅度（对本案当事人）
        new_measure: Value,
        /// 轻重，如“新的规定较重”
        compared: Value,
        /// 适用哪一个，如“行为发生时的规定”
        governing: Value,
        /// 写明了选择的理由，或者轻重不能自动比较、应当写明
        has_reason: bool,
        /// 选择的理由（不带句末标点）
        reason: Value,
    }
}

view! {
    /// An item of evidence.
    EvidenceView {
        /// 序号
        index: Value,
        /// 名称
        name: Value,
        /// 种类（书证、物证……）
        kind: Value,
        /// 来源
        source: Value,
        /// 数量，如“1份2页”“3张”
        quantity: Value,
        /// 证明内容
        proves: Value,
        /// 取得时间
        obtained_on: Value,
        /// 取证人
        obtained_by: Value,
        /// 名称与数量，如“营业执照复印件1份”
        text: Value,
        /// 写明了证明内容
        has_proves: bool,
    }
}

view! {
    /// A numbered item.
    ItemView {
        /// 序号
        index: Value,
        /// 内容
        text: Value,
        /// 期限（日期）
        due: Value,
        /// 写明了期限
        has_due: bool,
    }
}
