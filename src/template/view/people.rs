//! Agency, parties, officers.

use super::*;

view! {
    /// The agency.
    AgencyView {
        /// 机关全称
        name: Value,
        /// 眉题（默认“安全生产行政执法文书”）
        letterhead: Value,
        /// 地址
        address: Value,
        /// 邮政编码
        postcode: Value,
        /// 联系人
        contact: Value,
        /// 联系电话
        phone: Value,
        /// 罚款账户户名
        bank_holder: Value,
        /// 罚款代收银行
        bank: Value,
        /// 罚款账号
        account: Value,
        /// 行政复议机关（本级人民政府）
        reconsideration_body: Value,
        /// 有管辖权的人民法院
        court: Value,
        /// 受委托组织（委托执法的）
        delegate: Value,
        /// 委托书
        delegation: Value,
        /// 由受委托组织以委托机关的名义执法
        is_delegated: bool,
        /// 镇街赋权的依据
        empowerment: Value,
        /// 镇街以自己的名义执法
        is_empowered: bool,
    }
}

view! {
    /// A party.
    PartyView {
        /// 名称或者姓名
        name: Value,
        /// 是个人（或无字号个体工商户）
        is_person: bool,
        /// 是单位
        is_unit: bool,
        /// 是个体工商户（有字号的按单位，没有字号的按个人）
        is_sole_trader: bool,
        /// 负责人、经营者的证件名目
        head_id_label: Value,
        /// 负责人、经营者的证件号码
        head_id: Value,
        /// 代码名目：统一社会信用代码
        code_label: Value,
        /// 统一社会信用代码
        code: Value,
        /// 地址（单位）
        address: Value,
        /// 邮政编码
        postcode: Value,
        /// 联系电话
        phone: Value,
        /// 负责人名目：法定代表人、负责人、经营者、投资人
        head_label: Value,
        /// 法定代表人（负责人）姓名
        head: Value,
        /// 其职务
        head_post: Value,
        /// 性别（个人）
        sex: Value,
        /// 年龄（个人，按文书日期计算）
        age: Value,
        /// 证件名目：身份证号、护照号……
        id_label: Value,
        /// 证件号码
        id_number: Value,
        /// 家庭住址（个人）
        home: Value,
        /// 所在单位（个人）
        workplace: Value,
        /// 单位地址（个人）
        workplace_address: Value,
        /// 职务（个人）
        post: Value,
        /// 称谓：你单位 / 你（固定用语，不作填写内容加下划线）
        you: Value,
    }
}

view! {
    /// An officer.
    OfficerView {
        /// 姓名
        name: Value,
        /// 执法证号
        certificate: Value,
        /// 单位及职务
        post: Value,
    }
}
