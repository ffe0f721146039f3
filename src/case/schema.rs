//! JSON Schema of the form, the agency file and the action file, for editors that complete and red-line YAML; and the glossary made from
//! the same declarations.

use super::action::ActionFile;
use super::{AgencyFile, Case};
use crate::yaml::Keys;
use crate::yaml::record::{Decode, KeySet};
use serde_json::{Map, Value, json};
use std::collections::HashSet;
use std::sync::LazyLock;

fn document<T: Decode>(title: &str) -> Value {
    let mut defs = Map::new();
    let root = T::schema(&mut defs);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "$ref": root["$ref"],
        "$defs": defs,
    })
}

/// The schema of a case form (`case.yaml`, and the sidecar of later events).
pub fn schema() -> Value {
    document::<Case>("案件表单")
}

/// The schema of an agency file.
pub fn agency_schema() -> Value {
    document::<AgencyFile>("机关档案")
}

/// The schema of an action file.
pub fn action_schema() -> Value {
    document::<ActionFile>("行动文件")
}

fn keys<T: Decode>() -> HashSet<&'static str> {
    let mut found = KeySet::default();
    T::keys(&mut found);
    found.keys
}

/// The keys of a case form at any depth.
pub(super) fn case_keys() -> &'static Keys {
    static KEYS: Keys = Keys::new(keys::<Case>);
    &KEYS
}

/// The keys of an action file at any depth.
pub(super) fn action_keys() -> &'static Keys {
    static KEYS: Keys = Keys::new(keys::<ActionFile>);
    &KEYS
}

/// Whether two keys are names of one field somewhere in the form: `时间` and `time`.
pub(super) fn is_same_key(a: &str, b: &str) -> bool {
    static NAMES: LazyLock<HashSet<(String, String)>> = LazyLock::new(|| {
        let schema = schema();
        let records = schema["$defs"].as_object().into_iter().flat_map(|defs| defs.values());
        let fields = records.filter_map(|def| def["properties"].as_object()).flatten();
        let named = fields.filter_map(|(alias, field)| Some((alias.clone(), field["$ref"].as_str()?.rsplit('/').next()?.to_string())));
        named.collect()
    });
    let named = |alias: &str, key: &str| NAMES.contains(&(alias.to_string(), key.to_string()));
    a == b || (a.is_ascii() != b.is_ascii() && (named(a, b) || named(b, a)))
}

/// The keys of an agency file at any depth.
pub(super) fn agency_keys() -> &'static Keys {
    static KEYS: Keys = Keys::new(keys::<AgencyFile>);
    &KEYS
}

/// The glossary page: for each record of the three, key, English name and meaning.
pub fn glossary() -> String {
    let mut out = String::from(
        "# 词汇表\n\n表单、机关档案、行动文件里每一组键的中文名、英文名（别名、程序中的标识）和含义。由程序生成，请勿手改：`cargo test` 比对，`UPDATE=1 cargo test` 更新。\n",
    );
    let mut seen = HashSet::new();
    for document in [schema(), agency_schema(), action_schema()] {
        for (title, def) in document["$defs"].as_object().into_iter().flatten() {
            let Some(properties) = def["properties"].as_object().filter(|_| seen.insert(title.clone())) else { continue };
            let doc = def["description"].as_str().unwrap_or_default();
            out.push_str(&format!("\n## {title}\n\n{doc}\n\n| 键 | English | 含义 |\n| --- | --- | --- |\n"));
            let names: Vec<(&String, &Value)> = properties.iter().collect();
            for pair in names.chunks(2) {
                let [(key, property), (alias, _)] = pair else { continue };
                out.push_str(&format!("| {key} | `{alias}` | {} |\n", property["description"].as_str().unwrap_or_default()));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_are_those_of_the_schema() {
        let of = |schema: Value| -> HashSet<String> {
            let defs = schema["$defs"].as_object().into_iter().flat_map(|defs| defs.values());
            defs.filter_map(|def| def["properties"].as_object()).flat_map(|properties| properties.keys().cloned()).collect()
        };
        let gathered = |keys: &Keys| keys.iter().map(ToString::to_string).collect::<HashSet<String>>();
        assert_eq!(gathered(case_keys()), of(schema()));
        assert_eq!(gathered(agency_keys()), of(agency_schema()));
        assert_eq!(gathered(action_keys()), of(action_schema()));
    }

    /// Compares a generated file with the one in the repository; `UPDATE=1` writes it.
    fn current(path: &str, text: &str) {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, text).unwrap();
        }
        let held = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(held == text, "{} 不是最新的：运行 UPDATE=1 cargo test", path.display());
    }

    #[test]
    fn generated_files_are_current() {
        let json = |value| serde_json::to_string_pretty(&value).unwrap() + "\n";
        current("docs/case.schema.json", &json(super::schema()));
        current("docs/agency.schema.json", &json(super::agency_schema()));
        current("docs/action.schema.json", &json(super::action_schema()));
        current("docs/glossary.md", &super::glossary());
    }

    #[test]
    fn every_reference_of_a_schema_leads_somewhere() {
        for schema in [super::schema(), super::agency_schema(), super::action_schema()] {
            let text = schema.to_string();
            for part in text.split("\"$ref\":\"#/$defs/").skip(1) {
                let pointer = format!("/$defs/{}", part.split('"').next().unwrap());
                assert!(schema.pointer(&pointer).is_some_and(|found| found.is_object()), "{pointer}");
            }
        }
    }
}
