//! A writ: its front matter, why a case has it, what it prints, where its facts stand in the form.

use super::joined;
use crate::case;
use crate::template::Templates;
use crate::template::lint::vocabulary;
use crate::template::source::{Layer, Placed};
use crate::writ::{Predicate, Step, Writ};
use crate::yaml::words::Word;
use serde_json::{Map, Value};
use std::fmt::Write;

/// The page of a writ.
pub fn page(templates: &Templates, writ: &Writ) -> String {
    let front = &writ.front;
    let mut out = format!("文书　{}（{}）\n", writ.title(), writ.id);
    let word = front.number_word.as_ref().map_or("不编号", |word| word.0.as_str());
    let _ = writeln!(out, "序号：{}　字：{word}　卷内顺序：{}", front.national.0, front.order.0);
    let _ = writeln!(
        out,
        "用途：{}　对象：{}　版式：{}　印章：{}　份数：{}",
        front.audience.word(),
        front.per.word(),
        front.look.word(),
        front.seal.word(),
        front.copies.0
    );
    let _ = writeln!(out, "签名：{}", joined(front.signatures.iter().map(|word| word.0.as_str())));
    let _ = writeln!(out, "日期取自：{}", front.step.map_or("—", Step::word));
    let _ = writeln!(out, "来源：{}", front.source.0);
    let _ = writeln!(out, "模板：{}", template_of(templates, writ));
    let _ = writeln!(out, "\n条件{}", if writ.is_optional() { "（可选文书：机关档案列出的总要制作）" } else { "" });
    for predicate in &front.when {
        let _ = writeln!(out, "  {}　{}", predicate.word(), meaning(*predicate));
    }
    if front.when.is_empty() {
        let _ = writeln!(out, "  {}", if writ.is_optional() { "只在列出时制作" } else { "每案应有" });
    }
    let used = templates.usage(&writ.id).paths;
    let _ = writeln!(out, "\n用到的内容（模板名称　含义）");
    for (path, field) in vocabulary().into_iter().filter(|(path, _)| used.contains(path)) {
        let _ = writeln!(out, "  {path}　{}", field.doc.trim());
    }
    if let Some(step) = front.step {
        out.push_str(&keys(step.word()));
    }
    out
}

/// Where a writ's template comes from, and which of its parts do not come from the program:
/// `机关（替换内置），共用段落 parts/contact.xml：地区320000（替换内置）`.
pub fn template_of(templates: &Templates, writ: &Writ) -> String {
    let layer = |placed: &Placed| match &placed.replaces {
        Some(hidden) => format!("{}（替换{}）", placed.source.layer.word(), hidden.word()),
        None => placed.source.layer.word(),
    };
    let mut files = templates.files_of(&writ.id).into_iter();
    let mut out = files.next().map(layer).unwrap_or_default();
    for part in files.filter(|part| part.source.layer != Layer::BuiltIn) {
        let _ = write!(out, "，共用段落 {}：{}", part.source.name, layer(part));
    }
    out
}

/// The Chinese word of a predicate beside its name in front matter.
fn meaning(predicate: Predicate) -> &'static str {
    let words = Predicate::WORDS.iter().find(|(known, _)| *known == predicate).map_or(&[][..], |(_, words)| words);
    words.get(1).copied().unwrap_or_default()
}

/// Parts of a step that stand under the step's own key: 查封扣押延长 is told under 查封扣押.
const PARTS: &[&str] = &["", "审批", "处理", "延长", "通知", "举行", "报告"];

/// The keys of the form under which a step is told; nothing when the step has no key of its own.
fn keys(step: &str) -> String {
    let schema = case::schema();
    let form = properties(&schema, schema["$ref"].as_str().unwrap_or_default());
    let known = |key: &&String| step.strip_prefix(key.as_str()).is_some_and(|part| PARTS.contains(&part));
    let Some(key) = form.and_then(|form| form.keys().find(known)) else { return String::new() };
    let mut out = format!("\n表单的键“{key}”\n");
    let group = form.and_then(|form| reference(&form[key])).and_then(|reference| properties(&schema, reference));
    // each key is followed by its English name
    let pairs: Vec<(&String, &Value)> = group.into_iter().flatten().collect();
    for pair in pairs.chunks(2) {
        let [(key, property), _] = pair else { continue };
        let _ = writeln!(out, "  {key}　{}", property["description"].as_str().unwrap_or_default());
    }
    out
}

fn properties<'s>(schema: &'s Value, reference: &str) -> Option<&'s Map<String, Value>> {
    schema["$defs"][reference.strip_prefix("#/$defs/")?]["properties"].as_object()
}

/// The first record a property may be.
fn reference(property: &Value) -> Option<&str> {
    match property["$ref"].as_str() {
        Some(reference) => Some(reference),
        None => property["anyOf"].as_array()?.iter().find_map(reference),
    }
}
