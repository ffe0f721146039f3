//! Load-time lint of a template: every name must be in the vocabulary, used for what it is, brackets must pair, and the
//! tags must be well-formed XML of the closed vocabulary. It closes tera's silent holes (null, misspelt `if`, `~`).

use super::syntax::{self, Tag};
use super::view::{FieldDoc, Least, Root, Shape, View};
use super::{markup, spans};
use crate::diag::{Diagnostic, Pos};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a template uses.
#[derive(Debug, Default, Clone)]
pub struct Usage {
    /// Vocabulary paths printed or tested, loop variables resolved: `evidence[].name`.
    pub paths: BTreeSet<String>,
    /// Included parts.
    pub includes: BTreeSet<String>,
    /// Where each part is included first.
    pub include_places: BTreeMap<String, Pos>,
}

/// The vocabulary as a list of (path, shape), lists marked with `[]`.
pub fn vocabulary() -> Vec<(String, FieldDoc)> {
    fn walk(prefix: &str, fields: &[FieldDoc], out: &mut Vec<(String, FieldDoc)>) {
        for field in fields {
            let path = if prefix.is_empty() { field.name.to_string() } else { format!("{prefix}.{}", field.name) };
            out.push((path.clone(), field.clone()));
            match &field.shape {
                Shape::Group(inner) => walk(&path, inner, out),
                Shape::Groups(inner, _) => walk(&format!("{path}[]"), inner, out),
                Shape::Value | Shape::Flag | Shape::Values(_) => {}
            }
        }
    }
    let mut out = Vec::new();
    if let Shape::Group(fields) = Root::shape() {
        walk("", &fields, &mut out);
    }
    out
}

/// Lints one template body (front matter already replaced by empty lines).
pub fn lint(file: &str, body: &str) -> (Usage, Vec<Diagnostic>) {
    let name: Arc<str> = file.into();
    let (usage, mut findings) = names(&name, body);
    findings.extend(markup::check_source(&name, &syntax::without_tags(body)));
    findings.extend(spans::check(&name, body));
    (usage, findings)
}

/// What a text uses, when it is sound: every bracket in the subset, every name in the vocabulary.
pub(super) fn usage_of(text: &str) -> Option<Usage> {
    let (usage, findings) = names(&"".into(), text);
    findings.is_empty().then_some(usage)
}

/// Lints the brackets of a text: what they use and what is wrong with them, but not the markup around them.
pub(super) fn names(name: &Arc<str>, body: &str) -> (Usage, Vec<Diagnostic>) {
    let (tags, faults) = syntax::read(body);
    let mut findings: Vec<Diagnostic> =
        faults.into_iter().map(|f| Diagnostic::refuse("T10", f.message).at(name, f.pos).field("模板语句")).collect();
    let mut usage = Usage::default();
    let mut scopes: Vec<(String, Option<String>)> = Vec::new();
    let mut open: Vec<(&'static str, Pos)> = Vec::new();
    for placed in &tags {
        let mut refuse = |code, message: String| findings.push(Diagnostic::refuse(code, message).at(name, placed.pos));
        match &placed.tag {
            Tag::Output { path, .. } => match resolve(path, &scopes) {
                Ok((full, Shape::Value)) => {
                    usage.paths.insert(full);
                }
                Ok((_, Shape::Flag)) => refuse("T12", format!("“{path}”是条件，不能打印")),
                Ok((_, Shape::Group(_) | Shape::Groups(..) | Shape::Values(_))) => {
                    refuse("T12", format!("“{path}”不是一个值，不能直接打印"))
                }
                Err(message) => refuse("T11", message),
            },
            Tag::For { name: variable, path } => {
                let item = match resolve(path, &scopes) {
                    Ok((full, Shape::Groups(..) | Shape::Values(_))) => {
                        usage.paths.insert(full.clone());
                        Some(format!("{full}[]"))
                    }
                    Ok((_, Shape::Value | Shape::Flag | Shape::Group(_))) => {
                        refuse("T12", format!("“{path}”不是列表，不能用 for"));
                        None
                    }
                    Err(message) => {
                        refuse("T11", message);
                        None
                    }
                };
                scopes.push((variable.clone(), item));
                open.push(("for", placed.pos));
            }
            Tag::EndFor => {
                if open.pop().is_none_or(|(kind, _)| kind != "for") {
                    refuse("T13", "多出来的 endfor".into());
                } else {
                    scopes.pop();
                }
            }
            Tag::If { condition } | Tag::Elif { condition } => {
                for path in condition.paths().filter(|p| !p.starts_with("loop.")) {
                    match resolve(path, &scopes) {
                        Ok((full, Shape::Flag)) => {
                            usage.paths.insert(full);
                        }
                        Ok(_) => refuse("T12", format!("“{path}”不是条件")),
                        Err(message) => refuse("T11", message),
                    }
                }
                if matches!(placed.tag, Tag::If { .. }) {
                    open.push(("if", placed.pos));
                } else if open.last().is_none_or(|(kind, _)| *kind != "if") {
                    refuse("T13", "elif 不在 if 里面".into());
                }
            }
            Tag::Else => {
                if open.last().is_none_or(|(kind, _)| *kind != "if") {
                    refuse("T13", "else 不在 if 里面".into());
                }
            }
            Tag::EndIf => {
                if open.pop().is_none_or(|(kind, _)| kind != "if") {
                    refuse("T13", "多出来的 endif".into());
                }
            }
            Tag::Include { name } => {
                usage.include_places.entry(name.clone()).or_insert(placed.pos);
                usage.includes.insert(name.clone());
            }
        }
    }
    for (kind, pos) in open {
        findings.push(Diagnostic::refuse("T13", format!("{kind} 没有结束（缺 end{kind}）")).at(name, pos));
    }
    (usage, findings)
}

/// Whether a list, looked up where the loop stands, always has an item; and the path of its items.
pub(super) fn never_empty(path: &str, scopes: &[(String, Option<String>)]) -> (bool, Option<String>) {
    match resolve(path, scopes) {
        Ok((full, Shape::Groups(_, least) | Shape::Values(least))) => (least == Least::One, Some(format!("{full}[]"))),
        Ok((_, Shape::Value | Shape::Flag | Shape::Group(_))) | Err(_) => (false, None),
    }
}

fn resolve(path: &str, scopes: &[(String, Option<String>)]) -> Result<(String, Shape), String> {
    let (head, tail) = path.split_once('.').map_or((path, None), |(h, t)| (h, Some(t)));
    let full = match scopes.iter().rev().find(|(name, _)| name == head) {
        // the loop itself was already reported
        Some((_, None)) => return Ok((path.to_string(), Shape::Value)),
        Some((_, Some(base))) => match tail {
            Some(tail) => format!("{base}.{tail}"),
            None => base.clone(),
        },
        None => path.to_string(),
    };
    if let Some(base) = full.strip_suffix("[]") {
        let values = vocabulary_shape(base).is_some_and(|shape| matches!(shape, Shape::Values(_)));
        return if values {
            Ok((full, Shape::Value))
        } else {
            Err(format!("“{path}”是一组值，要写明打印哪一个，如 {path}.text"))
        };
    }
    vocabulary_shape(&full).map(|shape| (full.clone(), shape)).ok_or_else(|| {
        let near = vocabulary()
            .into_iter()
            .map(|(known, _)| (strsim::jaro_winkler(&full, &known), known))
            .filter(|(score, _)| *score > 0.8)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, known)| format!("；是不是想写 {known}"))
            .unwrap_or_default();
        format!("没有“{path}”这个名称{near}（全部名称见 docs/fields.md）")
    })
}

fn vocabulary_shape(path: &str) -> Option<Shape> {
    use std::collections::HashMap;
    use std::sync::OnceLock;
    static SHAPES: OnceLock<HashMap<String, Shape>> = OnceLock::new();
    SHAPES.get_or_init(|| vocabulary().into_iter().map(|(path, field)| (path, field.shape)).collect()).get(path).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(body: &str) -> Vec<&'static str> {
        lint("甲.xml", body).1.iter().map(|d| d.code).collect()
    }

    #[test]
    fn sound_templates_pass_and_usage_is_known() {
        let body = "<doc><p>{{ party.name }}</p>{% for e in evidence %}<p>{{ e.name }}</p>{% endfor %}{% for f in facts %}<p>{{ f }}</p>{% endfor %}</doc>";
        let (usage, findings) = lint("甲.xml", body);
        assert_eq!(findings, vec![]);
        assert!(usage.paths.contains("evidence[].name"), "{usage:?}");
    }

    #[test]
    fn faults_are_found() {
        assert_eq!(codes("<doc><p>{{ party.nmae }}</p></doc>"), ["T11"]);
        assert_eq!(codes("<doc>{% for e in evidence %}<p>{{ e.nam }}</p>{% endfor %}</doc>"), ["T11"]);
        assert_eq!(codes("<doc><p>{{ has_evidence }}</p></doc>"), ["T12"]);
        assert_eq!(codes("<doc><p>{{ evidence }}</p></doc>"), ["T12"]);
        assert_eq!(codes("<doc>{% for e in party %}{% endfor %}</doc>"), ["T12"]);
        assert_eq!(codes("<doc>{% if has_evidence %}<p>甲</p></doc>"), ["T13"]);
        assert_eq!(codes("<doc>{% if has_misspelt %}<p>甲</p>{% endif %}</doc>"), ["T11"]);
        assert_eq!(codes("<doc><table cols=\"1 1\"><tr><td>甲</td></tr></table></doc>"), ["T22"]);
        assert_eq!(codes("<doc><pp>甲</pp></doc>"), ["T21"]);
        assert_eq!(codes("<doc><p>甲</doc>"), ["T20"]);
    }
}
