//! Items of evidence; a string such as “现场照片 3张” is name and quantity.

use super::values::{Chosen, Count, Date, Name, OneOrMany, Reference, Text};
use crate::yaml::{Key, Kind, Node, Reader};
use crate::{record, words};

words! {
    /// The eight kinds of evidence (《中华人民共和国行政处罚法》第四十六条).
    pub enum EvidenceKind "证据种类" {
        /// 书证
        Document => "书证" | "document",
        /// 物证
        Object => "物证" | "object",
        /// 视听资料
        Recording => "视听资料" | "recording",
        /// 电子数据
        ElectronicData => "电子数据" | "electronic_data",
        /// 证人证言
        Testimony => "证人证言" | "testimony",
        /// 当事人的陈述
        PartyStatement => "当事人的陈述" | "party_statement" | "当事人陈述",
        /// 鉴定意见
        Appraisal => "鉴定意见" | "appraisal",
        /// 勘验笔录、现场笔录
        SceneRecord => "勘验笔录、现场笔录" | "scene_record" | "勘验笔录" | "现场笔录",
    }
}

record! {
    /// 一项证据
    pub struct Evidence "证据" via from_string {
        /// 证据名称
        pub name: Text => "名称" | "name",
        /// 种类（八种之一）
        pub kind: Option<Chosen<EvidenceKind>> => "种类" | "kind",
        /// 份数
        pub copies: Option<Count> => "份数" | "copies",
        /// 页数
        pub pages: Option<Count> => "页数" | "pages",
        /// 张数（照片等）
        pub sheets: Option<Count> => "张数" | "sheets",
        /// 件数（物证等）
        pub pieces: Option<Count> => "件数" | "pieces",
        /// 来源
        pub source: Option<Text> => "来源" | "source",
        /// 取得时间
        pub obtained_on: Option<Date> => "取得时间" | "obtained_on",
        /// 取证人
        pub obtained_by: OneOrMany<Name> => "取证人" | "obtained_by",
        /// 证明什么
        pub proves: Option<Text> => "证明" | "proves",
        /// 文号
        pub number: Option<Text> => "文号" | "number",
        /// 照片文件（一个或者几个），写相对于表单所在文件夹的路径
        pub photos: OneOrMany<Text> => "照片" | "photo",
        /// 原件存放处
        pub original_at: Option<Text> => "原件存放" | "original_at",
    }
}

/// “营业执照复印件1份2页” → name 营业执照复印件, 份数 1, 页数 2. Quantities are taken off the end only; what is left is the name.
fn from_string(node: &Node, _: &mut Reader) -> Node {
    let Kind::Scalar { text, quoted } = &node.kind else { return node.clone() };
    let entry = |key: &str, text: &str| {
        let key = Key { text: key.to_string(), pos: node.pos };
        (key, Node { pos: node.pos, kind: Kind::Scalar { text: text.to_string(), quoted: *quoted } })
    };
    let (name, quantities) = split_quantities(text);
    let mut map = vec![entry("名称", name)];
    map.extend(quantities.iter().map(|(key, value)| entry(key, value)));
    Node { pos: node.pos, kind: Kind::Map(map) }
}

/// Splits trailing quantities off a text: `(name, [(key, number)])`, each key once, in order of writing.
pub fn split_quantities(text: &str) -> (&str, Vec<(&'static str, &str)>) {
    let mut rest = text.trim();
    let mut found: Vec<(&'static str, &str)> = Vec::new();
    loop {
        let (key, unit) = match rest.chars().next_back() {
            Some('份') => ("份数", '份'),
            Some('页') => ("页数", '页'),
            Some('张') => ("张数", '张'),
            Some('件') => ("件数", '件'),
            _ => break,
        };
        let body = &rest[..rest.len() - unit.len_utf8()];
        let head = body.trim_end().trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let (head, number) = if head.len() < body.trim_end().len() {
            (head, body[head.len()..].trim())
        } else {
            let head = body.trim_end().trim_end_matches(|c| "一二三四五六七八九十两若干各".contains(c));
            (head, body[head.len()..].trim())
        };
        let number = number.strip_prefix('各').unwrap_or(number);
        let decimal = head.ends_with(['.', '-', '—', '/', '第']);
        if number.is_empty() || head.trim().is_empty() || decimal || found.iter().any(|(k, _)| *k == key) {
            break;
        }
        found.insert(0, (key, number));
        rest = head.trim_end_matches(|c: char| c.is_whitespace() || c == '\u{3000}' || c == '，' || c == ',');
    }
    (rest, found)
}

/// A number that is none before a unit at the end of a name: negative, with a fraction, or zero.
pub fn no_quantity(name: &str) -> Option<&str> {
    let body = name.strip_suffix(['份', '页', '张', '件'])?.trim_end();
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let head = body.trim_end_matches(|c: char| digit(c) || matches!(c, '.' | '．' | '-' | '－' | '−'));
    let number = &name[head.len()..];
    let figures = &body[head.len()..];
    // 合同第3-5页, A-3张 and the like are words, no quantities
    let fraction = figures.contains(['.', '．']) && figures.starts_with(digit);
    let negative = figures.starts_with(['-', '－', '−']) && head.ends_with(char::is_whitespace);
    (figures.contains(digit) && (fraction || negative)).then_some(number)
}

/// References to items of evidence.
pub type EvidenceRefs = OneOrMany<Reference>;

#[cfg(test)]
mod tests {
    use super::{no_quantity, split_quantities};

    #[test]
    fn what_is_no_quantity_is_told_from_a_name() {
        for (name, number) in [
            ("现场照片 -3张", Some("-3张")),
            ("现场照片 3.5张", Some("3.5张")),
            ("现场照片3.5张", Some("3.5张")),
            ("现场照片 －3 张", Some("－3 张")),
            ("合同第3-5页", None),
            ("现场照片", None),
            ("图纸A-3张", None),
            ("3份", None),
            ("文件", None),
        ] {
            assert_eq!(no_quantity(name), number, "{name}");
        }
    }

    #[test]
    fn quantities_come_off_the_end() {
        for (text, name, quantities) in [
            ("现场照片 3张", "现场照片", vec![("张数", "3")]),
            ("营业执照复印件1份", "营业执照复印件", vec![("份数", "1")]),
            ("租赁合同1份5页", "租赁合同", vec![("份数", "1"), ("页数", "5")]),
            ("询问笔录两份", "询问笔录", vec![("份数", "两")]),
            ("现场照片若干张", "现场照片", vec![("张数", "若干")]),
            ("身份证复印件", "身份证复印件", vec![]),
            ("合同第3页", "合同第3页", vec![]),
            ("3份", "3份", vec![]),
            ("文件", "文件", vec![]),
        ] {
            assert_eq!(split_quantities(text), (name, quantities), "{text}");
        }
    }
}
