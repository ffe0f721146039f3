//! What each party is punished with: the items of every violation, in words, and their money.

use crate::case::values::At;
use crate::case::{Licence, Penalty};
use crate::text::money;

/// Kinds of penalty, as far as a hearing depends on them (《安全生产违法行为行政处罚办法》第六条、第五十五条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 警告
    Warning,
    /// 通报批评
    Criticism,
    /// 罚款
    Fine,
    /// 没收违法所得
    ConfiscatedGains,
    /// 没收物品
    ConfiscatedGoods,
    /// 责令停产停业整顿
    Shutdown,
    /// 责令停止建设、施工、使用
    Stop,
    /// 暂扣许可证件
    Suspended,
    /// 吊销许可证件
    Revoked,
    /// 降低资质等级
    Downgraded,
    /// 限制从业
    Barred,
    /// 责令关闭
    Closure,
    /// 其他
    Other,
}

impl Kind {
    /// Its legal name; law data uses the same words.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Warning => "警告",
            Kind::Criticism => "通报批评",
            Kind::Fine => "罚款",
            Kind::ConfiscatedGains => "没收违法所得",
            Kind::ConfiscatedGoods => "没收非法财物",
            Kind::Shutdown => "责令停产停业整顿",
            Kind::Stop => "责令停止建设",
            Kind::Suspended => "暂扣许可证件",
            Kind::Revoked => "吊销许可证件",
            Kind::Downgraded => "降低资质等级",
            Kind::Barred => "限制从业",
            Kind::Closure => "责令关闭",
            Kind::Other => "其他处罚",
        }
    }
}

/// One item of a penalty.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Kind.
    pub kind: Kind,
    /// As printed: 罚款人民币贰万元整（¥20000.00）.
    pub text: String,
    /// Money in 分, for fines and confiscated gains.
    pub fen: Option<i64>,
    /// Where it stands in the form.
    pub at: At,
}

/// The items of one penalty in the order of the law's list.
pub fn items(penalty: &Penalty, fallback: &At) -> Vec<Item> {
    let mut out = Vec::new();
    let mut push = |kind: Kind, text: String, fen: Option<i64>, at: &At| out.push(Item { kind, text, fen, at: at.clone() });
    for (flag, kind) in [(&penalty.warning, Kind::Warning), (&penalty.criticism, Kind::Criticism)] {
        if let Some(flag) = flag.as_ref().filter(|flag| flag.value) {
            push(kind, kind.name().to_string(), None, &flag.at);
        }
    }
    for (amount, kind) in [(&penalty.fine, Kind::Fine), (&penalty.confiscated_gains, Kind::ConfiscatedGains)] {
        if let Some(amount) = amount {
            push(kind, format!("{}{}", kind.name(), money::print(amount.fen)), Some(amount.fen), &amount.at);
        }
    }
    if !penalty.confiscated_goods.is_empty() {
        let things: Vec<String> = penalty
            .confiscated_goods
            .iter()
            .map(|thing| {
                let part = |text: &Option<crate::case::values::Text>| text.as_ref().map(|t| t.text().to_string()).unwrap_or_default();
                format!("{}{}{}", thing.name.text(), part(&thing.quantity), part(&thing.unit))
            })
            .collect();
        let at = penalty.confiscated_goods.first().map_or(fallback, |thing| &thing.name.at);
        push(Kind::ConfiscatedGoods, format!("没收{}", things.join("、")), None, at);
    }
    if let Some(shutdown) = &penalty.shutdown {
        let scope = shutdown.scope.as_ref().map(|s| format!("范围：{}", s.text()));
        let term = shutdown.term.as_ref().map(|t| format!("期限：{}", t.text()));
        let said: Vec<String> = scope.into_iter().chain(term).collect();
        let said = if said.is_empty() { String::new() } else { format!("（{}）", said.join("，")) };
        let at = shutdown.term.as_ref().map_or(fallback, |t| &t.at);
        push(Kind::Shutdown, format!("责令停产停业整顿{said}"), None, at);
    }
    if let Some(stop) = &penalty.stop {
        let text = if stop.text().starts_with("责令") { stop.text().to_string() } else { format!("责令停止{}", stop.text()) };
        push(Kind::Stop, text, None, &stop.at);
    }
    for (licences, kind, verb) in [
        (&penalty.suspended, Kind::Suspended, "暂扣"),
        (&penalty.revoked, Kind::Revoked, "吊销"),
        (&penalty.downgraded, Kind::Downgraded, "降低资质等级："),
    ] {
        for licence in licences {
            push(kind, licence_words(verb, licence), None, &licence.licence.at);
        }
    }
    if let Some(barred) = &penalty.barred {
        push(Kind::Barred, format!("限制从业：{}", barred.text()), None, &barred.at);
    }
    if let Some(closure) = penalty.closure.as_ref().filter(|flag| flag.value) {
        push(Kind::Closure, Kind::Closure.name().to_string(), None, &closure.at);
    }
    for other in &penalty.other {
        push(Kind::Other, other.text().to_string(), None, &other.at);
    }
    out
}

fn licence_words(verb: &str, licence: &Licence) -> String {
    let number = licence.number.as_ref().map(|n| format!("（证号：{}）", n.text())).unwrap_or_default();
    let term = licence.term.as_ref().map(|t| t.text().to_string()).unwrap_or_default();
    format!("{verb}{}{number}{term}", licence.licence.text())
}

/// The fines among items, summed, in 分.
pub fn fines(items: &[Item]) -> i64 {
    items.iter().filter(|item| item.kind == Kind::Fine).filter_map(|item| item.fen).sum()
}
