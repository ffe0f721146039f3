//! The closed vocabulary of tags and attributes, and how a template's source is held to it.

use super::super::stamp::LINE_ATTRIBUTE;
use crate::diag::{Diagnostic, Pos};
use roxmltree::Node;
use std::sync::Arc;

/// Tags with the attributes each may have.
const VOCABULARY: &[(&str, &[&str])] = &[
    ("doc", &[]),
    ("title", &[]),
    ("number", &[]),
    ("p", &["flush", "align", "keep", "plain", "indent"]),
    ("note", &["align"]),
    ("sign", &["align"]),
    ("lines", &["n"]),
    ("picture", &["h"]),
    ("seal", &[]),
    ("org", &[]),
    ("date", &[]),
    ("qa", &[]),
    ("q", &[]),
    ("a", &["lines"]),
    ("table", &["cols", "ruled"]),
    ("tr", &["h", "head", "split"]),
    ("th", &["colspan", "rowspan", "align"]),
    ("td", &["colspan", "rowspan", "align", "valign"]),
    ("foot", &["align"]),
    ("keep", &[]),
    ("pagebreak", &[]),
    ("copies", &[]),
    ("pagesigns", &[]),
    ("running", &[]),
    ("coveragency", &[]),
    ("covertitle", &[]),
    ("u", &[]),
    ("blank", &["w", "rule"]),
    ("br", &[]),
    ("struck", &[]),
    ("check", &["on"]),
];

/// Checks a template source (brackets removed) for well-formedness and vocabulary. Places are in the template.
pub fn check_source(file: &Arc<str>, source: &str) -> Vec<Diagnostic> {
    let parsed = match roxmltree::Document::parse(source.trim_end()) {
        Ok(parsed) => parsed,
        Err(error) => {
            let at = error.pos();
            let finding = Diagnostic::refuse("T20", format!("标签没有写对：{}", xml_fault(&error)));
            return vec![finding.at(file, Pos { line: at.row, column: at.col })];
        }
    };
    let mut findings = Vec::new();
    for node in parsed.descendants().filter(Node::is_element) {
        let at = parsed.text_pos_at(node.range().start);
        let pos = Pos { line: at.row, column: at.col };
        if let Err(message) = check_element(&node) {
            findings.push(Diagnostic::refuse("T21", message).at(file, pos));
        }
    }
    findings
}

fn check_element(node: &Node) -> Result<(), String> {
    let tag = node.tag_name().name();
    let Some((_, attributes)) = VOCABULARY.iter().find(|(name, _)| *name == tag) else {
        let near = VOCABULARY.iter().map(|(n, _)| (strsim::jaro_winkler(tag, n), n)).max_by(|a, b| a.0.total_cmp(&b.0));
        return Err(format!("不认识的标签 <{tag}>{}", near.map(|(_, n)| format!("；是不是想写 <{n}>")).unwrap_or_default()));
    };
    match node.attributes().find(|a| a.name() != LINE_ATTRIBUTE && !attributes.contains(&a.name())) {
        Some(a) => Err(format!("<{tag}> 没有属性“{}”；可用的：{}", a.name(), attributes.join("、"))),
        None => Ok(()),
    }
}

/// What is wrong with tags that are no XML.
pub fn xml_fault(error: &roxmltree::Error) -> String {
    use roxmltree::Error::*;
    match error {
        UnexpectedCloseTag(expected, actual, _) => format!("<{expected}> 还没有结束，遇到了 </{actual}>"),
        UnclosedRootNode => "<doc> 没有结束".into(),
        DuplicatedAttribute(name, _) => format!("属性“{name}”写了两次"),
        UnknownEntityReference(name, _) => format!("不认识的字符引用“&{name};”"),
        MalformedEntityReference(_) => "单独的“&”要写成“&amp;”".into(),
        NoRootNode => "没有 <doc>".into(),
        InvalidChar2(_, _, _) | InvalidChar(_, _, _) | InvalidString(_, _) => "标签或者属性的写法不对（属性值要用英文双引号）".into(),
        InvalidName(_) => "标签名不对；文字里的“<”要写成“&lt;”".into(),
        UnexpectedEndOfStream => "文件没有写完".into(),
        other => format!("不是正确的标签写法（{other}）"),
    }
}
