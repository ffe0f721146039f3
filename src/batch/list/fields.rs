//! The fields of the form that a column can fill: which key paths exist, what each holds, whether it takes several values.
//! All of it is read off the schema of the form, so that a new key can be mapped the day it exists.

use crate::case::schema;
use serde_json::Value;
use std::sync::LazyLock;

/// What a field holds, as far as a cell of a spreadsheet must be read for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A text in which a day may stand (期限 in words).
    TextOrDay,
    /// Name of a person.
    Name,
    /// 统一社会信用代码
    Code,
    /// 身份证号
    IdNumber,
    /// 电话
    Phone,
    /// 邮编
    Postcode,
    /// Amount of money.
    Amount,
    /// A whole number.
    Count,
    /// 是 or 否.
    Flag,
    /// A day.
    Day,
    /// A day with or without a time of day.
    Moment,
    /// A begin and an end.
    Period,
    /// A first and a last day.
    Range,
    /// File names of photographs.
    Photos,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The keys from the top of the form, in their long places: 违法行为, 处罚, 罚款 for `罚款`.
    pub keys: Vec<String>,
    /// What it holds.
    pub kind: Kind,
    /// Takes several values.
    pub many: bool,
    /// The key a text stands for when the field is a group of keys with a short form (隐患 → 描述).
    pub short: Option<&'static str>,
}

impl Field {
    /// The keys as one path, for comparing and messages.
    pub fn path(&self) -> String {
        self.keys.join(".")
    }
}

/// The schema of the form.
static SCHEMA: LazyLock<Value> = LazyLock::new(schema);

/// Keys of the small form and their long places.
const SHORTS: &[(&str, &[&str])] = &[
    ("检查时间", &["检查", "时间"]),
    ("检查地点", &["检查", "地点"]),
    ("案由", &["违法行为", "案由"]),
    ("违法事实", &["违法行为", "事实"]),
    ("行为日期", &["违法行为", "行为日期"]),
    ("违反", &["违法行为", "违反"]),
    ("依据", &["违法行为", "依据"]),
    ("罚款", &["违法行为", "处罚", "罚款"]),
];

/// Groups of keys with the key a bare text stands for.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("隐患", "描述"),
    ("证据", "名称"),
    ("执法人员", "姓名"),
    ("措施", "内容"),
    ("问题", "描述"),
    ("责令项", "隐患"),
    ("复查结果", "结论"),
    ("负责人", "姓名"),
    ("委托代理人", "姓名"),
    ("送达地址", "地址"),
    ("法规条文", "原文"),
    ("物品", "名称"),
    ("裁量情节", "因素"),
    ("出席人员", "姓名"),
    ("被询问人", "姓名"),
    ("证照处罚", "证照"),
    ("违法所得", "金额"),
    ("停产停业整顿", "期限"),
    ("处罚", "罚款"),
];

/// One of the things a schema allows.
#[derive(Debug, Clone, Copy)]
struct Allowed<'s> {
    schema: &'s Value,
    many: bool,
}

/// The alternatives of a schema, references followed, lists opened.
fn alternatives<'s>(schema: &'s Value, many: bool, out: &mut Vec<Allowed<'s>>) {
    if let Some(reference) = schema["$ref"].as_str() {
        if let Some(target) = SCHEMA.pointer(reference.trim_start_matches('#')) {
            alternatives(target, many, out);
        }
    } else if let Some(any) = schema["anyOf"].as_array() {
        any.iter().for_each(|one| alternatives(one, many, out));
    } else if let Some(all) = schema["allOf"].as_array().filter(|_| schema.get("properties").is_none()) {
        all.iter().for_each(|one| alternatives(one, many, out));
    } else if schema["type"] == "array" {
        alternatives(&schema["items"], true, out);
    } else {
        out.push(Allowed { schema, many });
    }
}

fn record<'s>(options: &[Allowed<'s>]) -> Option<&'s Value> {
    options.iter().map(|option| option.schema).find(|schema| schema["properties"].is_object())
}

/// The Chinese key of a record for a key or its English alias.
fn chinese<'s>(record: &'s Value, key: &'s str) -> Option<&'s str> {
    let property = record["properties"].get(key)?;
    match property["$ref"].as_str().and_then(|reference| reference.rsplit_once("/properties/")) {
        Some((_, chinese)) => Some(chinese),
        None => Some(key),
    }
}

/// The Chinese keys of a record in their order.
fn keys_of(record: &Value) -> Vec<&str> {
    let all = record["properties"].as_object().into_iter().flatten();
    all.step_by(2).map(|(key, _)| key.as_str()).collect()
}

/// Why a path names no field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoField {
    /// What is wrong, in Chinese.
    pub why: String,
    /// Paths that were probably meant.
    pub near: Vec<String>,
}

/// The field a path of keys names, Chinese or English, short or long.
pub fn field(path: &str) -> Result<Field, NoField> {
    let written: Vec<&str> = path.split('.').map(str::trim).collect();
    let mut keys: Vec<String> = Vec::new();
    let mut options = Vec::new();
    alternatives(&SCHEMA, false, &mut options);
    let mut title = String::new();
    for key in &written {
        if let Some(record) = record(&options) {
            let Some(chinese) = chinese(record, key) else {
                let within = if keys.is_empty() { "表单".to_string() } else { format!("“{}”", keys.join(".")) };
                return Err(NoField { why: format!("{within}里没有“{key}”这一项"), near: near(&keys, key, record, path) });
            };
            keys.push(chinese.to_string());
            let schema = &record["properties"][chinese];
            options.clear();
            alternatives(schema, false, &mut options);
        } else if let Some(free) = options.iter().map(|o| &o.schema["additionalProperties"]).find(|more| more.is_object()) {
            keys.push((*key).to_string());
            options.clear();
            alternatives(free, false, &mut options);
        } else {
            return Err(NoField { why: format!("“{}”下面没有别的项", keys.join(".")), near: vec![keys.join(".")] });
        }
        title = record(&options).and_then(|record| record["title"].as_str()).unwrap_or_default().to_string();
    }
    let short = SHORT_FORMS.iter().find(|(name, _)| *name == title).map(|(_, key)| *key);
    let scalar = options.iter().find(|option| record(&[**option]).is_none() && !option.schema["additionalProperties"].is_object());
    let Some(scalar) = scalar else {
        let below = record(&options).map(keys_of).unwrap_or_default();
        let near = below.iter().take(6).map(|key| format!("{}.{key}", keys.join("."))).collect();
        return Err(NoField { why: format!("“{}”是一组内容，要写到其中的哪一项", keys.join(".")), near });
    };
    let many = options.iter().any(|option| option.many);
    if let Some(of) = record(&options)
        && of["properties"]["日期"].is_object()
        && of["properties"]["时间"].is_object()
        && short.is_none()
    {
        keys.push("日期".to_string());
        return Ok(Field { keys, kind: Kind::Day, many: false, short: None });
    }
    let kind = kind(&keys, &options, scalar.schema, short, &title);
    if let [one] = keys.as_slice()
        && let Some((_, long)) = SHORTS.iter().find(|(short, _)| short == one)
    {
        keys = long.iter().map(|key| (*key).to_string()).collect();
    }
    Ok(Field { keys, kind, many, short })
}

/// What a field holds, by what its schema allows and, where two kinds look alike in a schema, by its key.
fn kind(keys: &[String], options: &[Allowed], scalar: &Value, short: Option<&str>, title: &str) -> Kind {
    let key = keys.last().map_or("", String::as_str);
    let types: Vec<&str> = options.iter().filter_map(|option| option.schema["type"].as_str()).collect();
    match title {
        "起止时间" => return Kind::Period,
        "起止日期" => return Kind::Range,
        "处罚" | "违法所得" => return Kind::Amount,
        _ => {}
    }
    if short == Some("姓名") {
        return Kind::Name;
    }
    if types.contains(&"boolean") {
        return Kind::Flag;
    }
    if types.contains(&"integer") {
        return Kind::Count;
    }
    if types.contains(&"number") {
        return Kind::Amount;
    }
    if scalar["type"] == "string" {
        return Kind::Name;
    }
    if scalar["type"] == serde_json::json!(["string", "integer"]) {
        return match key {
            "统一社会信用代码" => Kind::Code,
            "身份证号" => Kind::IdNumber,
            "当事人" | "证据" => Kind::Text,
            _ if key.ends_with("时间") || matches!(key, "开始" | "结束") => Kind::Moment,
            _ => Kind::Day,
        };
    }
    match key {
        "照片" => Kind::Photos,
        "电话" => Kind::Phone,
        "邮编" => Kind::Postcode,
        _ if key.ends_with("期限") => Kind::TextOrDay,
        _ => Kind::Text,
    }
}

/// The place of a key among its sisters in the form, for an order that reads well.
pub fn order(parents: &[String], key: &str) -> usize {
    let mut options = Vec::new();
    alternatives(&SCHEMA, false, &mut options);
    for parent in parents {
        let Some(record) = record(&options) else { return 0 };
        let schema = &record["properties"][parent.as_str()];
        options.clear();
        alternatives(schema, false, &mut options);
    }
    record(&options).and_then(|record| keys_of(record).iter().position(|known| *known == key)).unwrap_or(usize::MAX)
}

/// Every path of one or two keys that a column can fill, in the order of the form.
pub fn paths() -> &'static [String] {
    static PATHS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let mut options = Vec::new();
        alternatives(&SCHEMA, false, &mut options);
        let mut out = Vec::new();
        for key in record(&options).map(keys_of).unwrap_or_default() {
            if field(key).is_ok() {
                out.push(key.to_string());
            }
            let mut below = Vec::new();
            if let Some(root) = record(&options) {
                alternatives(&root["properties"][key], false, &mut below);
            }
            for inner in record(&below).map(keys_of).unwrap_or_default() {
                let path = format!("{key}.{inner}");
                if field(&path).is_ok() {
                    out.push(path);
                }
            }
        }
        out
    });
    &PATHS
}

/// Paths like the one that was written: same last key elsewhere, or a key of like spelling in the same place.
fn near(parents: &[String], key: &str, record: &Value, written: &str) -> Vec<String> {
    let prefix = if parents.is_empty() { String::new() } else { format!("{}.", parents.join(".")) };
    let mut scored: Vec<(f64, String)> = keys_of(record)
        .iter()
        .map(|known| (strsim::jaro_winkler(key, known), format!("{prefix}{known}")))
        .filter(|(score, _)| *score > 0.6)
        .collect();
    if parents.is_empty() {
        let last = written.rsplit('.').next().unwrap_or(written);
        let elsewhere = paths().iter().filter(|path| path.rsplit('.').next() == Some(last));
        scored.extend(elsewhere.map(|path| (0.9, path.clone())));
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().take(3).map(|(_, path)| path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_what_it_holds() {
        for (path, keys, kind, many) in [
            ("编号", "编号", Kind::Text, false),
            ("罚款", "违法行为.处罚.罚款", Kind::Amount, false),
            ("fine", "违法行为.处罚.罚款", Kind::Amount, false),
            ("违法事实", "违法行为.事实", Kind::Text, false),
            ("当事人.名称", "当事人.名称", Kind::Text, false),
            ("parties.uscc", "当事人.统一社会信用代码", Kind::Code, false),
            ("当事人.法定代表人", "当事人.法定代表人", Kind::Name, false),
            ("当事人.法定代表人.电话", "当事人.法定代表人.电话", Kind::Phone, false),
            ("当事人.身份证号", "当事人.身份证号", Kind::IdNumber, false),
            ("当事人.邮编", "当事人.邮编", Kind::Postcode, false),
            ("当事人.小微企业", "当事人.小微企业", Kind::Flag, false),
            ("当事人.从业人数", "当事人.从业人数", Kind::Count, false),
            ("检查时间", "检查.时间", Kind::Period, false),
            ("检查.时间.开始", "检查.时间.开始", Kind::Moment, false),
            ("检查.隐患", "检查.隐患", Kind::Text, true),
            ("检查.隐患.照片", "检查.隐患.照片", Kind::Photos, true),
            ("检查.现场负责人", "检查.现场负责人", Kind::Name, false),
            ("执法人员", "执法人员", Kind::Name, true),
            ("证据", "证据", Kind::Text, true),
            ("行为日期", "违法行为.行为日期", Kind::Range, false),
            ("责令改正.期限", "责令改正.期限", Kind::Day, false),
            ("立案", "立案.日期", Kind::Day, false),
            ("复查.结果", "复查.结果", Kind::Text, true),
            ("问题移交.问题", "问题移交.问题", Kind::Text, true),
            ("文号.行政处罚决定书（单位）", "文号.行政处罚决定书（单位）", Kind::Text, false),
            ("违法行为.处罚.警告", "违法行为.处罚.警告", Kind::Flag, false),
            ("违法行为.裁量.情节", "违法行为.裁量.情节", Kind::Text, true),
            ("现场处理.措施.期限", "现场处理.措施.期限", Kind::TextOrDay, false),
        ] {
            let found = field(path).unwrap_or_else(|no| panic!("{path}: {no:?}"));
            assert_eq!((found.path().as_str(), found.kind, found.many), (keys, kind, many), "{path}");
        }
    }

    #[test]
    fn a_path_that_is_none_says_why_and_what_is_near() {
        for (path, why, near) in [
            ("当事人", "一组内容", "当事人.名称"),
            ("当事人.住扯", "没有“住扯”", "当事人.住址"),
            ("整改期限", "没有“整改期限”", ""),
            ("期限", "没有“期限”", "责令改正.期限"),
            ("编号.x", "下面没有别的项", "编号"),
            ("", "没有“”", ""),
        ] {
            let no = field(path).unwrap_err();
            assert!(no.why.contains(why), "{path}: {no:?}");
            assert!(near.is_empty() || no.near.iter().any(|n| n == near), "{path}: {no:?}");
        }
    }

    /// Two kinds of value have one schema; whoever adds a key of that schema must say here which it is.
    #[test]
    fn days_and_codes_are_told_apart_by_their_keys() {
        let schema = schema();
        let mut days = std::collections::BTreeSet::new();
        for def in schema["$defs"].as_object().into_iter().flat_map(|defs| defs.values()) {
            for (key, property) in def["properties"].as_object().into_iter().flatten() {
                if property["type"] == serde_json::json!(["string", "integer"]) {
                    days.insert(key.clone());
                }
            }
        }
        let ends = ["日期", "时间", "期限", "期至"];
        let exact = ["统一社会信用代码", "身份证号", "当事人", "开始", "结束", "起", "止", "起算", "延期至", "至", "截至"];
        let unknown: Vec<&String> =
            days.iter().filter(|key| !exact.contains(&key.as_str()) && !ends.iter().any(|end| key.ends_with(end))).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn every_group_with_a_short_form_is_one_of_the_form() {
        let schema = schema();
        for (name, key) in SHORT_FORMS {
            assert!(schema["$defs"][*name]["properties"][*key].is_object(), "{name}.{key}");
        }
    }
}
