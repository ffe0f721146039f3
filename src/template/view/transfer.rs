//! The summary decision's own places; transfer to another body.

use super::*;

view! {
    /// A decision on the spot.
    OnSpotView {
        /// 作出处罚决定的时间（年月日时分）
        time: Value,
        /// 作出处罚决定的地点
        place: Value,
        /// 当场收缴罚款
        is_collected: bool,
    }
}

view! {
    /// A transfer.
    TransferView {
        /// 受移送机关
        to: Value,
        /// 涉嫌犯罪
        is_crime: bool,
        /// 涉嫌的罪名，如“危险作业罪”
        offence: Value,
        /// 表单写明的移送依据
        basis: Value,
        /// 表单写明了移送依据
        has_basis: bool,
        /// 移送理由（不带句末标点）
        reason: Value,
        /// 附送的材料
        materials: NonEmpty<ItemView>,
        /// 材料的份数
        count: Value,
    }
}
