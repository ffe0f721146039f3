//! A violation: cause, facts, articles, discretion, penalty.

use super::evidence::EvidenceRefs;
use super::values::{Amount, At, Count, Date, DateRange, Flag, OneOrMany, Reference, Text};
use crate::diag::Diagnostic;
use crate::record;
use crate::yaml::record::{Decode, wrong_kind};
use crate::yaml::{Kind, Node, Reader};
use serde_json::{Map, Value, json};

record! {
    /// 法规条文：一段文字（如 《中华人民共和国安全生产法》第三十条第一款），或者分项写
    pub struct Citation "法规条文" short "原文" {
        /// 条文的一般写法，如 《安全生产法》第九十七条第七项
        pub text: Option<Text> => "原文" | "text",
        /// 法规名称
        pub statute: Option<Text> => "法规" | "statute",
        /// 条（数字）
        pub article: Option<Text> => "条" | "article",
        /// 款（数字）
        pub paragraph: Option<Text> => "款" | "paragraph",
        /// 项（数字）
        pub item: Option<Text> => "项" | "item",
        /// 目（数字）
        pub subitem: Option<Text> => "目" | "subitem",
    }
}

record! {
    /// 一处隐患
    pub struct Hazard "隐患" short "描述" {
        /// 地点、部位
        pub place: Option<Text> => "地点" | "place",
        /// 问题描述
        pub description: Text => "描述" | "description",
        /// 照片文件（一个或者几个），写相对于表单所在文件夹的路径
        pub photos: OneOrMany<Text> => "照片" | "photos",
        /// 依据的标准条款
        pub standard: Option<Text> => "标准条款" | "standard",
        /// 整改建议
        pub advice: Option<Text> => "建议" | "advice",
        /// 是重大事故隐患
        pub major: Option<Flag> => "重大" | "major",
        /// 有权处理的机关，不是本机关时写：检查中的这项问题移交给它（问题移交），不列入责令整改
        pub authority: Option<Text> => "主管机关" | "authority",
        /// 是哪个当事人的（几家单位的案件）；不写时，违法行为中的隐患是该项违法行为的当事人的，检查中的隐患是各单位共同的
        pub parties: OneOrMany<Reference> => "当事人" | "parties",
    }
}

record! {
    /// 违法所得
    pub struct IllegalGains "违法所得" short "金额" {
        /// 金额
        pub amount: Option<Amount> => "金额" | "amount",
        /// 计算方法
        pub calculation: Option<Text> => "计算" | "calculation",
        /// 证据（序号或者名称）
        pub evidence: EvidenceRefs => "证据" | "evidence",
    }
}

record! {
    /// 处罚以前的责令改正
    pub struct PriorOrder "前次责令" {
        /// 文书名称
        pub writ: Option<Text> => "文书" | "writ",
        /// 文号
        pub number: Option<Text> => "文号" | "number",
        /// 日期
        pub date: Option<Date> => "日期" | "date",
        /// 改正期限
        pub due: Option<Date> => "期限" | "due",
        /// 复查日期
        pub rechecked_on: Option<Date> => "复查日期" | "rechecked_on",
        /// 复查结果
        pub result: Option<Text> => "结果" | "result",
    }
}

record! {
    /// 一个裁量情节
    pub struct Circumstance "裁量情节" short "因素" {
        /// 因素
        pub factor: Text => "因素" | "factor",
        /// 证据（序号或者名称）
        pub evidence: EvidenceRefs => "证据" | "evidence",
    }
}

record! {
    /// 自由裁量
    pub struct Discretion "裁量" {
        /// 裁量基准名称
        pub standard: Option<Text> => "基准" | "standard",
        /// 基准中的序号
        pub number: Option<Text> => "序号" | "number",
        /// 阶次
        pub tier: Option<Text> => "阶次" | "tier",
        /// 比例
        pub ratio: Option<Text> => "比例" | "ratio",
        /// 情节
        pub circumstances: OneOrMany<Circumstance> => "情节" | "circumstances",
        /// 裁量理由
        pub reason: Option<Text> => "理由" | "reason",
    }
}

record! {
    /// 暂扣、吊销的证照
    pub struct Licence "证照处罚" short "证照" {
        /// 证照名称
        pub licence: Text => "证照" | "licence",
        /// 证号
        pub number: Option<Text> => "证号" | "number",
        /// 期限
        pub term: Option<Text> => "期限" | "term",
        /// 起算日
        pub from: Option<Date> => "起算" | "from",
    }
}

record! {
    /// 停产停业整顿
    pub struct Shutdown "停产停业整顿" via shutdown_short {
        /// 期限
        pub term: Option<Text> => "期限" | "term",
        /// 范围（设备、场所）
        pub scope: Option<Text> => "范围" | "scope",
        /// 起算日
        pub from: Option<Date> => "起算" | "from",
    }
}

/// `停产停业整顿: 是` is a shutdown without a term.
fn shutdown_short(node: &Node, _: &mut Reader) -> Node {
    match &node.kind {
        Kind::Scalar { text, .. } if matches!(text.as_str(), "是" | "true") => Node { pos: node.pos, kind: Kind::Map(Vec::new()) },
        Kind::Null | Kind::Scalar { .. } | Kind::Seq(_) | Kind::Map(_) => crate::yaml::record::short_for(node, "期限"),
    }
}

record! {
    /// 没收的物品
    pub struct Thing "物品" short "名称" {
        /// 名称
        pub name: Text => "名称" | "name",
        /// 规格型号
        pub model: Option<Text> => "规格" | "model",
        /// 单位
        pub unit: Option<Text> => "单位" | "unit",
        /// 数量
        pub quantity: Option<Text> => "数量" | "quantity",
        /// 产地
        pub origin: Option<Text> => "产地" | "origin",
        /// 成色（品级）
        pub grade: Option<Text> => "成色" | "grade",
        /// 价格
        pub price: Option<Amount> => "价格" | "price",
        /// 备注
        pub note: Option<Text> => "备注" | "note",
    }
}

record! {
    /// 处罚
    pub struct Penalty "处罚" short "罚款" {
        /// 警告
        pub warning: Option<Flag> => "警告" | "warning",
        /// 通报批评
        pub criticism: Option<Flag> => "通报批评" | "criticism",
        /// 罚款（元）
        pub fine: Option<Amount> => "罚款" | "fine",
        /// 没收违法所得（元）
        pub confiscated_gains: Option<Amount> => "没收违法所得" | "confiscated_gains",
        /// 没收物品
        pub confiscated_goods: OneOrMany<Thing> => "没收物品" | "confiscated_goods",
        /// 责令停产停业整顿
        pub shutdown: Option<Shutdown> => "停产停业整顿" | "shutdown",
        /// 责令停止建设、停止施工、停止使用等
        pub stop: Option<Text> => "责令停止" | "stop",
        /// 暂扣证照
        pub suspended: OneOrMany<Licence> => "暂扣" | "suspended",
        /// 吊销证照
        pub revoked: OneOrMany<Licence> => "吊销" | "revoked",
        /// 降低资质等级
        pub downgraded: OneOrMany<Licence> => "降低资质" | "downgraded",
        /// 限制从业
        pub barred: Option<Text> => "限制从业" | "barred",
        /// 责令关闭
        pub closure: Option<Flag> => "责令关闭" | "closure",
        /// 其他处罚，照原文
        pub other: OneOrMany<Text> => "其他" | "other",
        /// 罚款以外的处罚如何履行、何时履行，如 自收到本决定书之日起十五日内到本机关办理吊销手续
        pub performance: Option<Text> => "履行" | "performance",
        /// 罚款合计，用于核对
        pub total: Option<Amount> => "合计" | "total",
    }
}

/// Penalties of one violation or of a notice: one for all its parties, or one for each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Penalties {
    /// The same for every party of the violation.
    pub all: Option<Penalty>,
    /// By party.
    pub by_party: Vec<(Reference, Penalty)>,
    /// Where.
    pub at: At,
}

impl Penalties {
    /// The penalty of the party with this index, if one is given.
    pub fn of(&self, party: usize) -> Option<&Penalty> {
        self.by_party.iter().find(|(reference, _)| reference.index == Some(party)).map(|(_, penalty)| penalty).or(self.all.as_ref())
    }
}

fn is_penalty_key(key: &str) -> bool {
    Penalty::KEYS.iter().any(|spec| spec.key == key || spec.alias == key)
}

impl Decode for Penalties {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let at = At::of(node, reader);
        let entries = match &node.kind {
            Kind::Map(entries) => entries,
            Kind::Scalar { .. } => return Some(Penalties { all: Some(Penalty::decode(node, reader)?), by_party: Vec::new(), at }),
            Kind::Null | Kind::Seq(_) => {
                wrong_kind(node, reader, "处罚的一组键值，如“罚款: 20000”");
                return None;
            }
        };
        let penalty_key = entries.iter().find(|(key, _)| is_penalty_key(&key.text));
        let looks_by_party = |value: &Node| match &value.kind {
            Kind::Map(inner) => inner.iter().any(|(key, _)| is_penalty_key(&key.text)),
            Kind::Null | Kind::Scalar { .. } | Kind::Seq(_) => false,
        };
        let named = entries.iter().find(|(_, value)| looks_by_party(value));
        match (penalty_key, named) {
            (Some((key, _)), Some((party, _))) => {
                let finding = Diagnostic::refuse("F17", format!("处罚里既有“{}”又有按当事人写的“{}”", key.text, party.text))
                    .remedy("几个当事人处罚不同的，全部按 {当事人: {罚款: …}} 分开写");
                reader.report(party.pos, finding);
                None
            }
            (Some(_), None) => Some(Penalties { all: Some(Penalty::decode(node, reader)?), by_party: Vec::new(), at }),
            // No known key at all and nothing that looks like a party: a misspelt key, reported by the record.
            (None, None) if entries.iter().all(|(_, value)| !matches!(value.kind, Kind::Scalar { .. })) => {
                Some(Penalties { all: Some(Penalty::decode(node, reader)?), by_party: Vec::new(), at })
            }
            (None, _) => {
                let mut by_party = Vec::new();
                let mut sound = true;
                for (key, value) in entries {
                    let reference = Reference { text: key.text.clone(), index: None, at: At { pos: key.pos, ..At::of(node, reader) } };
                    match reader.within(key.text.clone(), |reader| Penalty::decode(value, reader)) {
                        Some(penalty) => by_party.push((reference, penalty)),
                        None => sound = false,
                    }
                }
                sound.then_some(Penalties { all: None, by_party, at })
            }
        }
    }
    fn schema(defs: &mut Map<String, Value>) -> Value {
        let one = Penalty::schema(defs);
        json!({"anyOf": [one, {"type": "object", "additionalProperties": one}]})
    }
}

record! {
    /// 一项违法行为
    pub struct Violation "违法行为" {
        /// 案由：目录编号、法定名称或者通用叫法
        pub cause: Option<Text> => "案由" | "cause",
        /// 当事人（名称或者序号）；不写是全体
        pub parties: OneOrMany<Reference> => "当事人" | "parties",
        /// 行为日期，或者 {起, 止}
        pub conduct: Option<DateRange> => "行为日期" | "conduct",
        /// 违法事实
        pub facts: Option<Text> => "事实" | "facts",
        /// 隐患清单
        pub hazards: OneOrMany<Hazard> => "隐患" | "hazards",
        /// 证据（序号或者名称）；不写是全部
        pub evidence: EvidenceRefs => "证据" | "evidence",
        /// 违反的规定；不写时按案由
        pub violated: OneOrMany<Citation> => "违反" | "violated",
        /// 处罚依据；不写时按案由
        pub basis: OneOrMany<Citation> => "依据" | "basis",
        /// 违法所得
        pub gains: Option<IllegalGains> => "违法所得" | "gains",
        /// 前次责令
        pub prior_order: Option<PriorOrder> => "前次责令" | "prior_order",
        /// 裁量
        pub discretion: Option<Discretion> => "裁量" | "discretion",
        /// 处罚
        pub penalty: Option<Penalties> => "处罚" | "penalty",
        /// 告知时拟作出的处罚，写法同处罚；不写时与处罚相同
        pub intended: Option<Penalties> => "拟处罚" | "intended",
        /// 涉及人数、台数等（案由按数量分档时用）
        pub quantity: Option<Count> => "数量" | "quantity",
    }
}

impl Violation {
    /// What this party is punished with for this violation.
    pub fn penalty_of(&self, party: usize) -> Option<&Penalty> {
        self.penalty.as_ref()?.of(party)
    }
}
