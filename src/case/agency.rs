//! The agency file (机关档案): what never changes from case to case.

use super::party::Officer;
use super::values::{Amount, At, Count, Date, Flag, Name, OneOrMany, Text};
use crate::record;
use crate::yaml::record::{Decode, wrong_kind};
use crate::yaml::{Kind, Node, Reader};
use serde_json::{Map, Value, json};

/// A mapping whose keys are chosen by the user, e.g. writ title → number word.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Words {
    /// Key and value, in order of writing.
    pub entries: Vec<(Text, Text)>,
}

impl Words {
    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<&Text> {
        self.entries.iter().find(|(k, _)| k.text() == key).map(|(_, value)| value)
    }
}

impl Decode for Words {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Kind::Map(map) = &node.kind else {
            wrong_kind(node, reader, "一组键值，如“行政处罚决定书: 罚”");
            return None;
        };
        let mut entries = Vec::new();
        let mut sound = true;
        for (key, value) in map {
            let at = At { pos: key.pos, ..At::of(node, reader) };
            match reader.within(&key.text, |reader| Text::decode(value, reader)) {
                Some(value) => entries.push((Text::new(key.text.clone(), at), value)),
                None => sound = false,
            }
        }
        sound.then_some(Words { entries })
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "object", "additionalProperties": {"type": ["string", "number"]}})
    }
    fn absent() -> Option<Self> {
        Some(Words::default())
    }
}

record! {
    /// 文号样式
    pub struct Numbering "文号样式" {
        /// 样式，如 （{地区简称}）应急{字}〔{年}〕{序号}号
        pub pattern: Option<Text> => "样式" | "pattern",
        /// 序号样式，如 执法二中队-{序号}
        pub serial_pattern: Option<Text> => "序号样式" | "serial_pattern",
        /// 各文书的字，如 行政处罚决定书: 罚
        pub words: Words => "字" | "words",
    }
}

record! {
    /// 罚款账户
    pub struct BankAccount "罚款账户" {
        /// 户名
        pub holder: Option<Text> => "户名" | "holder",
        /// 开户行（代收银行）
        pub bank: Option<Text> => "开户行" | "bank",
        /// 账号，照原样
        pub account: Option<Text> => "账号" | "account",
    }
}

record! {
    /// 本地的听证标准（较大数额）
    pub struct HearingThreshold "听证标准" {
        /// 对单位（元）
        pub unit: Option<Amount> => "单位" | "unit",
        /// 对个人（元）
        pub person: Option<Amount> => "个人" | "person",
        /// 依据
        pub basis: Option<Text> => "依据" | "basis",
    }
}

record! {
    /// 受委托执法
    pub struct Delegation "委托" {
        /// 委托机关
        pub principal: Text => "委托机关" | "principal",
        /// 委托书（名称、编号或者日期）
        pub instrument: Option<Text> => "委托书" | "instrument",
        /// 受委托组织
        pub delegate: Option<Text> => "受委托组织" | "delegate",
        /// 委托期限至
        pub until: Option<Date> => "期限" | "until",
    }
}

record! {
    /// 镇街赋权
    pub struct Empowerment "赋权" short "依据" {
        /// 依据
        pub basis: Text => "依据" | "basis",
    }
}

record! {
    /// 机关档案
    pub struct Agency "机关档案" {
        /// 机关全称
        pub name: Text => "全称" | "name",
        /// 文书眉题；不写是“安全生产行政执法文书”
        pub letterhead: Option<Text> => "眉题" | "letterhead",
        /// 地区代码（六位行政区划代码）
        pub region: Option<Text> => "地区" | "region",
        /// 地区简称，用在文号里，如 苏太
        pub region_short: Option<Text> => "地区简称" | "region_short",
        /// 层级：省、市、县、镇街
        pub level: Option<Text> => "层级" | "level",
        /// 文号
        pub numbering: Option<Numbering> => "文号" | "numbering",
        /// 执法人员
        pub officers: OneOrMany<Officer> => "执法人员" | "officers",
        /// 地址
        pub address: Option<Text> => "地址" | "address",
        /// 邮政编码
        pub postcode: Option<Text> => "邮编" | "postcode",
        /// 联系人
        pub contact: Option<Name> => "联系人" | "contact",
        /// 联系电话
        pub phone: Option<Text> => "电话" | "phone",
        /// 罚款账户
        pub bank_account: Option<BankAccount> => "罚款账户" | "bank_account",
        /// 行政复议机关；不写时按层级推出
        pub reconsideration_body: Option<Text> => "复议机关" | "reconsideration_body",
        /// 有管辖权的人民法院
        pub court: Option<Text> => "法院" | "court",
        /// 本地听证标准
        pub hearing: Option<HearingThreshold> => "听证标准" | "hearing",
        /// 陈述申辩期限（工作日）
        pub statement_days: Option<Count> => "陈述申辩期限" | "statement_days",
        /// 版式：form（国家式样）或者 gongwen（公文格式）
        pub layout: Option<Text> => "版式" | "layout",
        /// 案卷保存期限
        pub retention: Option<Text> => "保存期限" | "retention",
        /// 案卷内文书的顺序：tianjin-2009（默认）、chronological 或者正副卷
        pub file_order: Option<Text> => "案卷顺序" | "file_order",
        /// 使用哪些可选文书
        pub optional_writs: OneOrMany<Text> => "可选文书" | "optional_writs",
        /// 受委托执法
        pub delegation: Option<Delegation> => "委托" | "delegation",
        /// 镇街赋权
        pub empowerment: Option<Empowerment> => "赋权" | "empowerment",
        /// 定稿只用已批准的模板
        pub approved_templates_only: Option<Flag> => "须批准模板" | "approved_templates_only",
    }
}

/// The tiers of government an agency belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// 省、自治区、直辖市
    Province,
    /// 设区的市
    City,
    /// 县、县级市、市辖区
    County,
    /// 乡镇、街道
    Township,
}

impl Tier {
    /// The tier a word such as 县级, 设区的市, 区, 自治区 means.
    pub fn of(word: &str) -> Option<Tier> {
        if word.starts_with(['镇', '乡', '街']) {
            return Some(Tier::Township);
        }
        // the wider word holds the narrower: 自治区 is no 区, 设区的市 neither, 县级市 is no 设区的市
        let words: [(&[&str], Tier); 5] = [
            (&["省", "自治区", "直辖市"], Tier::Province),
            (&["县", "旗"], Tier::County),
            (&["设区", "地级", "州"], Tier::City),
            (&["区"], Tier::County),
            (&["市"], Tier::City),
        ];
        words.into_iter().find(|(own, _)| own.iter().any(|own| word.contains(own))).map(|(_, tier)| tier)
    }
}

impl Agency {
    /// The name writs are made in: the delegating agency's for a delegate, else its own.
    pub fn acting_name(&self) -> &Text {
        self.delegation.as_ref().map_or(&self.name, |delegation| &delegation.principal)
    }
    /// Whether it is a township or a street office.
    pub fn is_township(&self) -> bool {
        self.tier() == Some(Tier::Township)
    }
    /// Its tier, by what the file says of it or by its name; `None` when neither tells.
    pub fn tier(&self) -> Option<Tier> {
        if ["镇人民政府", "乡人民政府", "街道办事处"].iter().any(|tail| self.name.text().ends_with(tail)) {
            return Some(Tier::Township);
        }
        Tier::of(self.level.as_ref()?.text())
    }
}

record! {
    /// 机关档案文件
    pub struct AgencyFile "机关档案文件" {
        /// 机关档案
        pub agency: Agency => "机关档案" | "agency",
    }
}
