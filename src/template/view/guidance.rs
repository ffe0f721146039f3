//! Guidance: talks, points, the list of hazards.

use super::*;

view! {
    /// A talk.
    InterviewView {
        /// 被约谈人，以顿号相连
        respondents: Value,
        /// 约谈时间（年月日时分）
        time: Value,
        /// 约谈地点
        place: Value,
        /// 约谈事项（不带句末标点）
        matter: Value,
        /// 约谈所依据的规定
        basis: Value,
        /// 写明了所依据的规定
        has_basis: bool,
        /// 携带的材料，以分号相连
        bring: Value,
        /// 有要携带的材料
        has_bring: bool,
    }
}

view! {
    /// Points.
    ScoringView {
        /// 各项记分
        items: NonEmpty<ScoreView>,
        /// 记分年度的起日
        from: Value,
        /// 记分年度的止日
        to: Value,
        /// 记分日期
        date: Value,
        /// 上一记分年度结转的分
        carried: Value,
        /// 有结转的分
        has_carried: bool,
        /// 本记分年度累计的分
        sum: Value,
        /// 一个记分年度的满分
        full: Value,
        /// 累计达到的分数线
        line: Value,
        /// 达到了分数线
        has_line: bool,
        /// 累计的分所对应的措施
        measure: Value,
        /// 记分所依据的规定
        basis: Value,
    }
}

view! {
    /// One act with its points.
    ScoreView {
        /// 序号
        index: Value,
        /// 行为
        conduct: Value,
        /// 发现日期
        date: Value,
        /// 分
        points: Value,
    }
}

view! {
    /// The list of hazards.
    HazardListView {
        /// 各处隐患
        items: NonEmpty<HazardView>,
        /// 隐患的处数
        count: Value,
        /// 属于重大事故隐患的项，如“第1项”
        major: Value,
        /// 有重大事故隐患
        has_major: bool,
    }
}

view! {
    /// A hazard.
    HazardView {
        /// 序号
        index: Value,
        /// 地点、部位
        place: Value,
        /// 问题描述
        description: Value,
        /// 所依据的标准条款
        standard: Value,
        /// 整改建议
        advice: Value,
        /// 整改期限：日期，或者“立即”
        due: Value,
        /// 属于重大事故隐患
        is_major: bool,
        /// 复查结论
        verdict: Value,
    }
}
