//! Text, names of persons, counts, references, and "one or a list".

use super::{At, scalar};
use crate::diag::Diagnostic;
use crate::yaml::record::{Decode, KeySet};
use crate::yaml::{Kind, Node, Reader};
use serde_json::{Map, Value, json};
use std::ops::Deref;

/// A text as written, without invisible characters, trimmed at both ends. Never empty.
#[derive(Debug, Clone, Default)]
pub struct Text {
    text: String,
    /// Where it was written.
    pub at: At,
}

impl Text {
    /// A text with its place.
    pub fn new(text: impl Into<String>, at: At) -> Self {
        Text { text: text.into(), at }
    }
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }
    /// Its paragraphs: the lines that are not blank, trimmed.
    pub fn paragraphs(&self) -> Vec<&str> {
        self.text.lines().map(|line| line.trim_matches(crate::yaml::chars::is_space)).filter(|line| !line.is_empty()).collect()
    }
    /// Whether digits or characters were masked with `*` or `×` (`x` counts in codes only).
    pub fn is_masked(&self) -> bool {
        self.text.contains(['*', '＊', '×'])
    }
}

/// Two texts are equal when they say the same, wherever they stand.
impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Decode for Text {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let (text, at) = scalar(node, reader, "一段文字")?;
        Some(Text { text, at })
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": ["string", "number"]})
    }
}

/// The name of a person: interpuncts are made `·`; a list written in one string is refused.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Name(Text);

impl Deref for Name {
    type Target = Text;
    fn deref(&self) -> &Text {
        &self.0
    }
}

impl Name {
    /// Takes a text as a name without checks.
    pub fn of(text: Text) -> Self {
        Name(text)
    }
}

/// The many dots typed between the parts of a name.
const DOTS: [char; 4] = ['•', '・', '‧', '．'];

impl Decode for Name {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let (mut text, at) = scalar(node, reader, "姓名")?;
        if let Some(dot) = text.chars().find(|c| DOTS.contains(c)) {
            text = text.replace(DOTS, "·");
            let finding = Diagnostic::remind("F31", format!("姓名里的间隔号“{dot}”（U+{:04X}）已统一为“·”", dot as u32))
                .found(&text)
                .expected("间隔号 ·（U+00B7）");
            reader.report(node.pos, finding);
        }
        if text.contains(['、', '，', ';', '；', ',', '\n']) {
            let finding = Diagnostic::refuse("F02", format!("这里是一个人的姓名，写的“{text}”像是几个人"))
                .found(&text)
                .expected("一个姓名；几个人写成列表")
                .remedy("几个人写成列表，如 [李卫东, 王晓明]");
            reader.report(node.pos, finding);
            return None;
        }
        if let Kind::Scalar { quoted: false, .. } = node.kind
            && ["yes", "no", "on", "off", "true", "false", "y", "n", "是", "否"].contains(&text.to_ascii_lowercase().as_str())
        {
            let finding = Diagnostic::remind("F32", format!("姓名写的是“{text}”，像是“是/否”一类的值"))
                .found(&text)
                .remedy(format!("确是姓名的，加引号写成 \"{text}\""));
            reader.report(node.pos, finding);
        }
        Some(Name(Text { text, at }))
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string"})
    }
}

/// A count of copies, pages or pictures: a whole number, or a word such as 若干 that is kept and reminded of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Count {
    /// The number; `None` for 若干.
    pub value: Option<u32>,
    /// What was written, without the unit.
    pub text: String,
    /// Where.
    pub at: At,
}

impl Decode for Count {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let (raw, at) = scalar(node, reader, "一个整数")?;
        let digits = crate::text::width::half_width(&raw);
        let digits = digits.trim_end_matches(['份', '页', '张', '件', '个', '次', '人', '项', '组', '段', '天', '日', '分']).trim();
        if ["若干", "数", "多"].contains(&digits) {
            let finding = Diagnostic::remind("F33", format!("数量写的是“{raw}”，没有确切数字")).found(&raw).remedy("清点后写明数字");
            reader.report(node.pos, finding);
            return Some(Count { value: None, text: raw, at });
        }
        let value = digits.parse::<u32>().ok().or_else(|| crate::text::date::small(digits));
        match value {
            Some(0) | None => {
                let finding = Diagnostic::refuse("F14", format!("“{raw}”不是数量"))
                    .found(&raw)
                    .expected("大于零的整数，如 1")
                    .remedy("写阿拉伯数字整数；没有的，删去这一行");
                reader.report(node.pos, finding);
                None
            }
            Some(number) => Some(Count { value: Some(number), text: number.to_string(), at }),
        }
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string"}]})
    }
}

/// A number that may be zero: deaths, injured.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tally {
    /// The number.
    pub value: u32,
    /// Where.
    pub at: At,
}

impl Decode for Tally {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let (raw, at) = scalar(node, reader, "一个整数（可以是 0）")?;
        let digits = crate::text::width::half_width(&raw);
        match digits.trim_end_matches(['人', '天', '日', '个', '分']).trim().parse::<u32>() {
            Ok(value) => Some(Tally { value, at }),
            Err(_) => {
                reader.report(node.pos, Diagnostic::refuse("F14", format!("“{raw}”不是整数")).found(&raw).expected("整数，如 0 或 2"));
                None
            }
        }
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string"}]})
    }
}

/// A reference to a party or an item of evidence by number (1-based) or name.
#[derive(Debug, Clone, Default)]
pub struct Reference {
    /// What was written.
    pub text: String,
    /// Which one it is (0-based); set when the case is loaded, and always set in a loaded case.
    pub index: Option<usize>,
    /// Where.
    pub at: At,
}

impl PartialEq for Reference {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.index == other.index
    }
}

impl Decode for Reference {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let (text, at) = scalar(node, reader, "序号或者名称")?;
        Some(Reference { text, index: None, at })
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": ["string", "integer"]})
    }
}

/// One value or a list of them.
#[derive(Debug, Clone, PartialEq)]
pub struct OneOrMany<T> {
    /// The values; empty when the key is absent.
    pub items: Vec<T>,
}

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        OneOrMany { items: Vec::new() }
    }
}

impl<T> Deref for OneOrMany<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<'a, T> IntoIterator for &'a OneOrMany<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T: Decode> Decode for OneOrMany<T> {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let items = match &node.kind {
            Kind::Seq(_) => Vec::<T>::decode(node, reader)?,
            Kind::Null | Kind::Scalar { .. } | Kind::Map(_) => vec![T::decode(node, reader)?],
        };
        Some(OneOrMany { items })
    }
    fn schema(defs: &mut Map<String, Value>) -> Value {
        let one = T::schema(defs);
        json!({"anyOf": [one, {"type": "array", "items": one}]})
    }
    fn keys(keys: &mut KeySet) {
        T::keys(keys);
    }
    fn absent() -> Option<Self> {
        Some(OneOrMany { items: Vec::new() })
    }
}
