//! Payment and what follows when it does not come: dunning, surcharge, deferral, application to the court.

use super::*;

view! {
    /// What a party owes on the day of the writ.
    ArrearsView {
        /// 处罚决定书的日期
        decided_on: Value,
        /// 处罚决定书的题名
        decision_title: Value,
        /// 处罚决定书的文号
        decision_number: Value,
        /// 处罚决定书的送达日期
        served_on: Value,
        /// 罚款数额（大写和小写）
        fine: Value,
        /// 缴款期限届满日
        due_on: Value,
        /// 尚未缴纳的罚款（大写和小写）
        unpaid: Value,
        /// 已经缴纳的罚款（大写和小写）
        paid: Value,
        /// 罚款没有缴清
        has_unpaid: bool,
        /// 缴纳过一部分罚款
        is_partly_paid: bool,
        /// 尚未缴纳的加处罚款（大写和小写）
        surcharge: Value,
        /// 已经决定加处罚款，尚未缴清
        has_surcharge: bool,
        /// 加处罚款决定书的日期
        surcharge_decided_on: Value,
        /// 加处罚款决定书的文号
        surcharge_number: Value,
        /// 加处罚款决定书的送达日期
        surcharge_served_on: Value,
        /// 对加处罚款决定申请复议、提起诉讼的法定期限届满日
        surcharge_challenge_ended_on: Value,
        /// 尚未缴纳的罚款和加处罚款合计（大写和小写）
        total: Value,
        /// 有要缴纳的款项
        is_money_due: bool,
        /// 罚款以外要履行的义务，如“责令停产停业整顿”
        duty: Value,
        /// 有罚款以外要履行的义务
        has_duty: bool,
        /// 催告的履行期限
        pay_by: Value,
        /// 复议、起诉的法定期限已经届满
        is_challenge_over: bool,
        /// 复议、起诉的法定期限届满日
        challenge_ended_on: Value,
    }
}

view! {
    /// A surcharge.
    SurchargeView {
        /// 计算加处罚款的数额（大写和小写）
        base: Value,
        /// 缴款期限届满日
        due_on: Value,
        /// 计算到哪一日
        until: Value,
        /// 逾期日数
        days: Value,
        /// 行政复议、行政诉讼期间不计算的日数
        suspended: Value,
        /// 有不计算的日数
        has_suspended: bool,
        /// 每日的比率，如“每日百分之三”
        rate: Value,
        /// 加处罚款的数额（大写和小写）
        amount: Value,
        /// 已经达到上限
        is_capped: bool,
    }
}

view! {
    /// Payment later or by instalments.
    DeferralView {
        /// 申请日期
        requested_on: Value,
        /// 申请的理由（不带句末标点）
        reason: Value,
        /// 分期缴纳
        is_instalments: bool,
        /// 延期至（日期大写）
        until_capitals: Value,
        /// 延期至
        until: Value,
        /// 尚未缴纳的罚款（大写和小写）
        unpaid: Value,
        /// 各期
        instalments: NonEmpty<InstalmentView>,
        /// 本批准书的一期
        instalment: InstalmentView,
    }
}

view! {
    /// An instalment.
    InstalmentView {
        /// 第几期，如“第一期”
        name: Value,
        /// 缴款截止日
        until: Value,
        /// 缴款截止日（大写）
        until_capitals: Value,
        /// 金额（大写和小写）
        amount: Value,
        /// 缴清本期后尚未缴纳的罚款（大写和小写）
        rest: Value,
        /// 缴清本期后还有尚未缴纳的罚款
        has_rest: bool,
    }
}

view! {
    /// An application to the court.
    EnforcementView {
        /// 人民法院
        court: Value,
        /// 催告书的题名
        demand_title: Value,
        /// 催告书的文号
        demand_number: Value,
        /// 催告书的送达日期
        demand_served_on: Value,
        /// 当事人收到催告后的意见（不带句末标点）
        opinion: Value,
        /// 当事人提出了意见
        has_opinion: bool,
        /// 申请强制执行标的情况（不带句末标点）
        target: Value,
        /// 提交的材料
        materials: NonEmpty<ItemView>,
    }
}
