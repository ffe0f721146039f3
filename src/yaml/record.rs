//! Types read from YAML: one declaration gives the struct, its decoder with Chinese findings, and its JSON Schema.
//!
//! ```text
//! record! {
//!     /// 当事人
//!     pub struct Party "当事人" {
//!         /// 单位全称或者个人姓名
//!         pub name: Text => "名称" | "name",           // required: a missing key is a refusal
//!         /// 联系电话
//!         pub phone: Option<Text> => "电话" | "phone", // optional
//!     }
//! }
//! ```

use super::{Key, Kind, Node, Reader};
use crate::diag::{Diagnostic, Pos};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// A type that can be read from a node. On failure findings were reported and `None` is returned.
pub trait Decode: Sized {
    /// Reads the node.
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self>;
    /// Its JSON Schema; named types put themselves into `defs` and return a `$ref`.
    fn schema(defs: &mut Map<String, Value>) -> Value;
    /// Gathers the keys of the records in it.
    fn keys(_: &mut KeySet) {}
    /// The value when the key is absent (or empty); `None` makes the key required.
    fn absent() -> Option<Self> {
        None
    }
}

/// Keys, Chinese and English, that may occur in a document.
#[derive(Debug, Default)]
pub struct KeySet {
    /// The keys.
    pub keys: HashSet<&'static str>,
    records: HashSet<&'static str>,
}

impl KeySet {
    /// Adds the keys of a record; `false` when they are there already.
    pub fn add(&mut self, record: &'static str, keys: &[KeySpec]) -> bool {
        let new = self.records.insert(record);
        if new {
            self.keys.extend(keys.iter().flat_map(|spec| [spec.key, spec.alias]));
        }
        new
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        T::decode(node, reader).map(Some)
    }
    fn keys(keys: &mut KeySet) {
        T::keys(keys);
    }
    fn schema(defs: &mut Map<String, Value>) -> Value {
        T::schema(defs)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
}

/// A list; a single value is not accepted in its place (use `OneOrMany` in `case` for that).
impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.kind {
            Kind::Seq(items) => {
                let mut out = Vec::with_capacity(items.len());
                let mut sound = true;
                for (index, item) in items.iter().enumerate() {
                    match reader.within_item(index, |r| T::decode(item, r)) {
                        Some(value) => out.push(value),
                        None => sound = false,
                    }
                }
                sound.then_some(out)
            }
            _ => {
                wrong_kind(node, reader, "列表（每项一行，以“- ”开头）");
                None
            }
        }
    }
    fn schema(defs: &mut Map<String, Value>) -> Value {
        json!({"type": "array", "items": T::schema(defs)})
    }
    fn keys(keys: &mut KeySet) {
        T::keys(keys);
    }
    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
}

/// Reports that a node is of the wrong kind.
pub fn wrong_kind(node: &Node, reader: &mut Reader, expected: &str) {
    let found = match &node.kind {
        Kind::Scalar { text, .. } => format!("{}“{}”", node.describe(), shorten(text)),
        _ => node.describe().to_string(),
    };
    let finding = Diagnostic::refuse("F02", format!("这里应当是{expected}，写的却是{}", node.describe())).found(found).expected(expected);
    reader.report(node.pos, finding);
}

/// At most 24 characters of a text, for messages.
pub fn shorten(text: &str) -> String {
    let mut chars = text.chars();
    let head: String = chars.by_ref().take(24).collect();
    if chars.next().is_some() { format!("{head}…") } else { head }
}

/// One key of a record, for decoding, schema, skeletons and documentation.
#[derive(Debug, Clone, Copy)]
pub struct KeySpec {
    /// The Chinese key.
    pub key: &'static str,
    /// The English alias.
    pub alias: &'static str,
    /// What it means (the doc comment).
    pub doc: &'static str,
}

/// Unknown keys of one mapping that are told of; a file with more is something else than a form.
const MAX_UNKNOWN: usize = 60;

/// The entry of each key of a record, in the order of its keys, and whether all keys of the mapping were sound.
pub type Entries<'n> = (Vec<Option<&'n (Key, Node)>>, bool);

/// Looks up the entries of a mapping by key or alias; reports unknown keys (with a suggestion) and a key given
/// under both names, and says whether the keys were sound. Used by `record!`.
pub fn entries<'n>(node: &'n Node, keys: &[KeySpec], what: &str, reader: &mut Reader) -> Option<Entries<'n>> {
    let Kind::Map(map) = &node.kind else {
        let expected = format!("{what}的一组键值，如“{}: …”", keys.first().map_or("名称", |k| k.key));
        wrong_kind(node, reader, &expected);
        return None;
    };
    let mut found: Vec<Option<&(Key, Node)>> = vec![None; keys.len()];
    let (mut sound, mut unknown, mut next) = (true, 0, 0);
    for entry in map {
        // mostly in the order of the record: what follows the last key is looked at first
        let is = |k: &KeySpec| k.key == entry.0.text || k.alias == entry.0.text;
        let index = keys[next..].iter().position(is).map(|at| next + at).or_else(|| keys[..next].iter().position(is));
        next = index.map_or(next, |index| index + 1);
        match index {
            Some(index) => match found[index] {
                None => found[index] = Some(entry),
                Some(first) => {
                    let first_place = crate::diag::Place { file: reader.file.clone(), pos: first.0.pos };
                    let finding =
                        Diagnostic::refuse("F03", format!("“{}”写了两次（“{}”是它的另一种写法）", keys[index].key, keys[index].alias))
                            .found(&entry.0.text)
                            .remedy("保留一处，删去另一处")
                            .related(first_place, "第一次写在这里");
                    reader.report(entry.0.pos, finding);
                    sound = false;
                }
            },
            None => {
                unknown += 1;
                if unknown <= MAX_UNKNOWN {
                    unknown_key(&entry.0, keys, what, reader);
                }
                sound = false;
            }
        }
    }
    Some((found, sound))
}

fn unknown_key(key: &Key, keys: &[KeySpec], what: &str, reader: &mut Reader) {
    let near = keys
        .iter()
        .flat_map(|k| [k.key, k.alias])
        .map(|k| (strsim::jaro_winkler(&key.text, k), k))
        // a single letter is near to anything
        .filter(|(score, _)| *score > 0.6 && key.text.chars().nth(1).is_some())
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let all = keys.iter().map(|k| k.key).collect::<Vec<_>>().join("、");
    let mut finding =
        Diagnostic::refuse("F01", format!("{what}里没有“{}”这一项", key.text)).found(&key.text).expected(format!("可用的项：{all}"));
    finding = match near {
        Some((_, k)) => finding.remedy(format!("是不是想写“{k}”？")),
        None => finding.remedy("删去这一项，或者改成上面列出的项"),
    };
    reader.report(key.pos, finding);
}

/// Reads one field of a record; used by `record!`.
pub fn field<T: Decode>(entry: Option<&(Key, Node)>, spec: &KeySpec, what: &str, at: Pos, reader: &mut Reader) -> Option<T> {
    match entry {
        Some((key, Node { kind: Kind::Null, pos })) => match T::absent() {
            Some(value) => {
                let finding =
                    Diagnostic::remind("F05", format!("“{}”后面没有填写，按未填处理", spec.key)).remedy("填上内容；确实没有的，删去这一行");
                reader.within(&key.text, |r| r.report(*pos, finding));
                Some(value)
            }
            None => {
                let finding =
                    Diagnostic::refuse("F04", format!("“{}”是必填项，后面没有填写", spec.key)).found("空值").expected(spec.doc.trim());
                reader.within(&key.text, |r| r.report(*pos, finding));
                None
            }
        },
        Some((key, node)) => reader.within(&key.text, |r| T::decode(node, r)),
        None => T::absent().or_else(|| {
            let finding = Diagnostic::refuse("F04", format!("{what}缺少必填项“{}”", spec.key))
                .expected(spec.doc.trim())
                .remedy(format!("补上一行“{}: …”", spec.key));
            reader.report(at, finding);
            None
        }),
    }
}

/// The schema of a record; used by `record!`.
pub fn object_schema(
    defs: &mut Map<String, Value>,
    name: &str,
    doc: &str,
    keys: &[KeySpec],
    required: &[bool],
    fields: Vec<Value>,
) -> Value {
    let mut properties = Map::new();
    for (spec, schema) in keys.iter().zip(fields) {
        let mut schema = if schema.get("$ref").is_some() { json!({"allOf": [schema]}) } else { schema };
        if let Some(object) = schema.as_object_mut() {
            object.insert("description".into(), Value::String(spec.doc.trim().to_string()));
        }
        properties.insert(spec.key.into(), schema);
        properties.insert(spec.alias.into(), json!({"$ref": format!("#/$defs/{name}/properties/{}", spec.key)}));
    }
    debug_assert_eq!(properties.len(), 2 * keys.len(), "{name}: two keys of the same name");
    let required: Vec<Value> = keys
        .iter()
        .zip(required)
        .filter(|(_, r)| **r)
        .map(|(k, _)| json!({"anyOf": [{"required": [k.key]}, {"required": [k.alias]}]}))
        .collect();
    let mut object =
        json!({"type": "object", "title": name, "description": doc.trim(), "properties": properties, "additionalProperties": false});
    if !required.is_empty() {
        object["allOf"] = Value::Array(required);
    }
    defs.insert(name.to_string(), object);
    json!({"$ref": format!("#/$defs/{name}")})
}

/// `node` itself when it is a mapping, else the mapping `{key: node}` it is short for.
pub fn short_for(node: &Node, key: &str) -> Node {
    match &node.kind {
        Kind::Map(_) => node.clone(),
        Kind::Null | Kind::Scalar { .. } | Kind::Seq(_) => {
            Node { pos: node.pos, kind: Kind::Map(vec![(Key { text: key.to_string(), pos: node.pos }, node.clone())]) }
        }
    }
}

/// The schema of a record that may also be written in a short form.
pub fn with_short(object: Value, shorts: &[&str]) -> Value {
    if shorts.is_empty() { object } else { json!({"anyOf": [object, {"type": ["string", "number"]}]}) }
}

/// Declares a record: struct, `Decode`, and `KEYS`. See the module documentation. `short "键"` after the title lets a
/// value that is no mapping stand for that one key; `via function` rewrites the node first (`fn(&Node, &mut Reader) -> Node`).
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        $vis:vis struct $name:ident $title:literal $(short $short:literal)? $(via $via:path)? {
            $( $(#[doc = $fdoc:literal])* $fvis:vis $field:ident : $ty:ty => $key:literal | $alias:literal ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        $vis struct $name {
            $( $(#[doc = $fdoc])* $fvis $field: $ty, )*
            /// Where the record starts in its file.
            pub pos: $crate::diag::Pos,
        }
        impl $name {
            /// The keys of this record, in order.
            pub const KEYS: &'static [$crate::yaml::record::KeySpec] = &[
                $( $crate::yaml::record::KeySpec { key: $key, alias: $alias, doc: concat!($($fdoc),*) } ),*
            ];
        }
        impl $crate::yaml::record::Decode for $name {
            fn decode(node: &$crate::yaml::Node, reader: &mut $crate::yaml::Reader) -> Option<Self> {
                $( let node = &$crate::yaml::record::short_for(node, $short); )?
                $( let node = &$via(node, reader); )?
                let (found, sound) = $crate::yaml::record::entries(node, Self::KEYS, $title, reader)?;
                let mut index = 0usize;
                $(
                    let $field: Option<$ty> = $crate::yaml::record::field(found[index], &Self::KEYS[index], $title, node.pos, reader);
                    index += 1;
                )*
                let _ = index;
                sound.then_some(())?;
                Some($name { $( $field: $field?, )* pos: node.pos })
            }
            fn schema(defs: &mut serde_json::Map<String, serde_json::Value>) -> serde_json::Value {
                let this = serde_json::json!({"$ref": concat!("#/$defs/", $title)});
                if !defs.contains_key($title) {
                    defs.insert($title.to_string(), serde_json::Value::Null);
                    let required = [$( <$ty as $crate::yaml::record::Decode>::absent().is_none() ),*];
                    let fields = vec![$( <$ty as $crate::yaml::record::Decode>::schema(defs) ),*];
                    $crate::yaml::record::object_schema(defs, $title, concat!($($doc),*), Self::KEYS, &required, fields);
                }
                let shorts: &[&str] = &[$( $short, )? $( stringify!($via), )?];
                $crate::yaml::record::with_short(this, shorts)
            }
            fn keys(keys: &mut $crate::yaml::record::KeySet) {
                if keys.add($title, Self::KEYS) {
                    $( <$ty as $crate::yaml::record::Decode>::keys(keys); )*
                }
            }
        }
    };
}
