//! Service, closing, catalogue.

use super::*;

view! {
    /// A row of the receipt.
    ServiceView {
        /// 送达文书名称
        writ: Value,
        /// 文号
        number: Value,
        /// 受送达人
        recipient: Value,
        /// 送达地点
        place: Value,
        /// 送达日期
        date: Value,
        /// 送达方式
        method: Value,
        /// 备注（见证人、单号等）
        remark: Value,
        /// 有备注
        has_remark: bool,
    }
}

view! {
    /// Closing.
    ClosingView {
        /// 处理结果
        result: Value,
        /// 执行情况
        execution: Value,
        /// 整改复查情况
        rectification: Value,
        /// 有整改复查情况
        has_rectification: bool,
        /// 公示情况（平台与日期）
        publicity: Value,
        /// 有公示情况
        has_publicity: bool,
        /// 结案理由（应予结案的情形及其依据），后接“，建议结案。”
        reason: Value,
    }
}

view! {
    /// A row of the catalogue.
    EntryView {
        /// 序号
        index: Value,
        /// 文件名称及编号
        title: Value,
        /// 日期
        date: Value,
        /// 页号，如“3-5”
        pages: Value,
        /// 备注
        remark: Value,
        /// 有备注
        has_remark: bool,
        /// 分卷的案卷里，是一卷的第一件
        has_volume: bool,
        /// 属于哪一卷，如“正卷”
        volume: Value,
    }
}
