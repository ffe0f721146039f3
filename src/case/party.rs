//! Parties, the persons who head or represent them, officers.

use super::values::{Amount, Chosen, Code, Count, Date, Flag, IdNumber, Name, Text};
use crate::{record, words};

words! {
    /// What a party is.
    pub enum PartyKind "当事人类型" {
        /// 企业
        Company => "企业" | "company" | "公司" | "法人" | "单位" | "合作社" | "农民专业合作社" | "合伙企业" | "个人独资企业",
        /// 个体工商户
        SoleTrader => "个体工商户" | "sole_trader" | "个体户",
        /// 事业单位
        Institution => "事业单位" | "institution",
        /// 分支机构
        Branch => "分支机构" | "branch" | "分公司",
        /// 个人
        Person => "个人" | "person" | "自然人" | "公民",
        /// 其他组织
        Other => "其他" | "other" | "其他组织" | "村民委员会" | "社会团体",
    }
}

record! {
    /// 证件（居民身份证以外的，或者单位的其他证照）
    pub struct Identity "证件" {
        /// 证件类型，如 护照、港澳居民来往内地通行证
        pub kind: Option<Text> => "类型" | "kind",
        /// 证件号码，照原样
        pub number: Text => "号码" | "number",
    }
}

record! {
    /// 法定代表人、负责人、经营者、投资人、代理人
    pub struct Head "负责人" short "姓名" {
        /// 姓名
        pub name: Name => "姓名" | "name",
        /// 职务
        pub post: Option<Text> => "职务" | "post",
        /// 联系电话
        pub phone: Option<Text> => "电话" | "phone",
        /// 身份证号
        pub id_number: Option<IdNumber> => "身份证号" | "id_number",
        /// 居民身份证以外的证件
        pub identity: Option<Identity> => "证件" | "identity",
    }
}

record! {
    /// 委托代理人
    pub struct Agent "委托代理人" short "姓名" {
        /// 姓名
        pub name: Name => "姓名" | "name",
        /// 所在单位
        pub workplace: Option<Text> => "单位" | "workplace",
        /// 职务
        pub post: Option<Text> => "职务" | "post",
        /// 联系电话
        pub phone: Option<Text> => "电话" | "phone",
        /// 身份证号
        pub id_number: Option<IdNumber> => "身份证号" | "id_number",
        /// 委托权限
        pub power: Option<Text> => "权限" | "power",
    }
}

record! {
    /// 电子送达的同意
    pub struct ElectronicService "电子送达" {
        /// 签署确认书的日期
        pub agreed_on: Option<Date> => "同意日期" | "agreed_on",
        /// 电子邮箱等接收地址
        pub mailbox: Option<Text> => "邮箱" | "mailbox",
    }
}

record! {
    /// 送达地址
    pub struct ServiceAddress "送达地址" short "地址" {
        /// 地址
        pub address: Option<Text> => "地址" | "address",
        /// 收件人
        pub recipient: Option<Name> => "收件人" | "recipient",
        /// 电话
        pub phone: Option<Text> => "电话" | "phone",
        /// 电子送达
        pub electronic: Option<ElectronicService> => "电子送达" | "electronic",
    }
}

record! {
    /// 当事人：单位或者个人
    pub struct Party "当事人" {
        /// 当事人类型；不写时，有“姓名”的是个人，有“名称”的是企业
        pub given_kind: Option<Chosen<PartyKind>> => "类型" | "kind",
        /// 单位名称，与营业执照一致
        pub unit_name: Option<Text> => "名称" | "name",
        /// 统一社会信用代码
        pub uscc: Option<Code> => "统一社会信用代码" | "uscc",
        /// 其他证件、证照
        pub identity: Option<Identity> => "证件" | "identity",
        /// 单位地址
        pub address: Option<Text> => "地址" | "address",
        /// 邮政编码
        pub postcode: Option<Text> => "邮编" | "postcode",
        /// 联系电话
        pub phone: Option<Text> => "电话" | "phone",
        /// 法定代表人
        pub legal_representative: Option<Head> => "法定代表人" | "legal_representative",
        /// 负责人（无法定代表人的单位、分支机构）
        pub principal: Option<Head> => "负责人" | "principal",
        /// 经营者（个体工商户）
        pub operator: Option<Head> => "经营者" | "operator",
        /// 投资人（个人独资企业）
        pub investor: Option<Head> => "投资人" | "investor",
        /// 从业人员人数（用于裁量）
        pub staff: Option<Count> => "从业人数" | "staff",
        /// 个人姓名
        pub person_name: Option<Name> => "姓名" | "person_name",
        /// 性别
        pub sex: Option<Text> => "性别" | "sex",
        /// 年龄；有出生日期或者身份证号时自动计算
        pub age: Option<Text> => "年龄" | "age",
        /// 出生日期
        pub birth: Option<Date> => "出生日期" | "birth",
        /// 身份证号
        pub id_number: Option<IdNumber> => "身份证号" | "id_number",
        /// 家庭住址
        pub home: Option<Text> => "住址" | "home",
        /// 所在单位
        pub workplace: Option<Text> => "所在单位" | "workplace",
        /// 所在单位地址
        pub workplace_address: Option<Text> => "单位地址" | "workplace_address",
        /// 所在单位的法定代表人或者负责人
        pub workplace_head: Option<Head> => "单位负责人" | "workplace_head",
        /// 职务
        pub post: Option<Text> => "职务" | "post",
        /// 以何种身份承担责任：主要负责人、直接负责的主管人员、其他直接责任人员、实际控制人
        pub liable_as: Option<Text> => "责任" | "liable_as",
        /// 上一年年收入
        pub income: Option<Amount> => "上年收入" | "income",
        /// 委托代理人
        pub agent: Option<Agent> => "委托代理人" | "agent",
        /// 送达地址
        pub service_address: Option<ServiceAddress> => "送达地址" | "service_address",
        /// 属于小微企业
        pub small: Option<Flag> => "小微企业" | "small",
    }
}

impl Party {
    /// The name: of the unit, or of the person. A loaded party always has one.
    pub fn name(&self) -> &Text {
        static NONE: std::sync::LazyLock<Text> = std::sync::LazyLock::new(Text::default);
        let person = self.person_name.as_deref();
        match self.kind() {
            PartyKind::Person => person.or(self.unit_name.as_ref()),
            PartyKind::SoleTrader => self.unit_name.as_ref().or(person).or(self.operator.as_ref().map(|head| &*head.name)),
            PartyKind::Company | PartyKind::Institution | PartyKind::Branch | PartyKind::Other => self.unit_name.as_ref().or(person),
        }
        .unwrap_or(&NONE)
    }
    /// What the party is: as given, else a person when only a person's name is given, else a company.
    pub fn kind(&self) -> PartyKind {
        match &self.given_kind {
            Some(kind) => kind.value,
            None if self.unit_name.is_none() && self.person_name.is_some() => PartyKind::Person,
            None if self.unit_name.is_none() && self.operator.is_some() => PartyKind::SoleTrader,
            None => PartyKind::Company,
        }
    }
    /// Whether it takes a person's forms and limits: a person, or a sole trader without a trade name.
    pub fn is_person(&self) -> bool {
        match self.kind() {
            PartyKind::Person => true,
            PartyKind::SoleTrader => self.unit_name.is_none(),
            PartyKind::Company | PartyKind::Institution | PartyKind::Branch | PartyKind::Other => false,
        }
    }
    /// The one who heads a unit, under whichever title was given.
    pub fn head(&self) -> Option<&Head> {
        self.legal_representative.as_ref().or(self.principal.as_ref()).or(self.operator.as_ref()).or(self.investor.as_ref())
    }
    /// 法定代表人, 负责人, 经营者 or 投资人: as given, else what the kind of party has.
    pub fn head_label(&self) -> &'static str {
        if self.legal_representative.is_some() {
            "法定代表人"
        } else if self.principal.is_some() {
            "负责人"
        } else if self.operator.is_some() {
            "经营者"
        } else if self.investor.is_some() {
            "投资人"
        } else {
            match self.kind() {
                PartyKind::Company | PartyKind::Institution => "法定代表人",
                PartyKind::SoleTrader => "经营者",
                PartyKind::Branch | PartyKind::Other | PartyKind::Person => "负责人",
            }
        }
    }
}

record! {
    /// 执法人员
    pub struct Officer "执法人员" short "姓名" {
        /// 姓名
        pub name: Name => "姓名" | "name",
        /// 执法证号；不写时从机关档案查
        pub certificate: Option<Text> => "证号" | "certificate",
        /// 执法证有效期至
        pub valid_until: Option<Date> => "有效期至" | "valid_until",
        /// 单位
        pub unit: Option<Text> => "单位" | "unit",
        /// 职务
        pub post: Option<Text> => "职务" | "post",
    }
}
