//! Supporting papers: address for service, proof of the head, proxy, copied evidence, vouchers.

use super::*;

view! {
    /// What the supporting papers need.
    PapersView {
        /// 送达地址
        service_address: Value,
        /// 送达收件人
        service_recipient: Value,
        /// 送达收件人的电话
        service_phone: Value,
        /// 电子送达的接收地址
        mailbox: Value,
        /// 同意电子送达
        is_electronic: bool,
        /// 法定代表人（负责人）的身份证号
        head_id: Value,
        /// 法定代表人（负责人）的电话
        head_phone: Value,
        /// 委托代理人
        agent: AgentView,
        /// 复制、提取的证据
        copies: NonEmpty<CopyView>,
        /// 缴款凭证
        vouchers: NonEmpty<VoucherView>,
        /// 有缴款凭证
        has_vouchers: bool,
        /// 缴款依据的决定书的文号
        decision_number: Value,
        /// 应缴罚款；几笔的为合计
        fine: Value,
    }
}

view! {
    /// A copied item of evidence.
    CopyView {
        /// 序号
        index: Value,
        /// 名称
        name: Value,
        /// 数量
        quantity: Value,
        /// 原件存放处
        original_at: Value,
        /// 复制、提取的时间
        obtained_on: Value,
        /// 提供者、来源
        source: Value,
    }
}

view! {
    /// A voucher of a payment.
    VoucherView {
        /// 缴款日期
        date: Value,
        /// 项目
        item: Value,
        /// 金额
        amount: Value,
        /// 凭证号
        voucher: Value,
    }
}
