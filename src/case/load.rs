//! From the text of a file to a case: layout, tree, types, short forms, references, checks — with every problem told.

use super::{Action, Agency, AgencyFile, Case, checks, normalise, schema};
use crate::diag::{Diagnostic, Place, refused};
use crate::yaml::record::{Decode, entries};
use crate::yaml::{self, Key, Kind, Node, Reader};
use std::sync::Arc;

/// What belongs to a form and stands beside it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    /// Text and name of its sidecar `<stem>.events.yaml`. Recurring events of both files are joined, the form's first;
    /// anything else given in both is an error.
    pub events: Option<(&'a str, &'a str)>,
    /// What the cases of its action have in common.
    pub action: Option<&'a Action>,
}

/// Reads a case form. `file` is its name as the user gave it. The case is there unless a finding refuses it.
pub fn load(source: &str, file: &str) -> (Option<Case>, Vec<Diagnostic>) {
    load_with(source, file, Beside::default())
}

/// Reads a case form together with what stands beside it.
pub fn load_with(source: &str, file: &str, beside: Beside) -> (Option<Case>, Vec<Diagnostic>) {
    let mut reader = Reader::new(file);
    let mut root = yaml::read(source, "案件表单", schema::case_keys(), &mut reader);
    for (mark, what, remedy) in OTHER_FILES {
        if let Some(key) = root.as_ref().and_then(|node| key_of(node, mark)) {
            reader.report(key.pos, Diagnostic::refuse("F02", format!("这是{what}，不是案件表单")).found(*mark).remedy(*remedy));
            return (None, reader.findings);
        }
    }
    if let Some((source, file)) = beside.events {
        let mut side = Reader::new(file);
        if let Some(node) = yaml::read(source, "后续事项", schema::case_keys(), &mut side)
            && let Some(root) = &mut root
        {
            merge(root, node, &mut side, &mut reader);
        }
        reader.findings.append(&mut side.findings);
    }
    let Some(mut root) = root else { return (None, reader.findings) };
    if let Some(action) = beside.action {
        action.fill(&mut root, &mut reader);
    }
    let case = Case::decode(&root, &mut reader).map(|mut case| {
        normalise::normalise(&mut case, &mut reader);
        checks::check(&case, &mut reader);
        case
    });
    finish(case, reader.file, reader.findings)
}

/// Keys that only another kind of file has, what it is, and how it is used.
const OTHER_FILES: &[(&str, &str, &str)] = &[
    ("机关档案", "机关档案", "案件表单里用“机关: 文件名”指明机关档案"),
    ("行动", "行动文件", "行动文件放在各案表单的文件夹里，名为 action.yaml"),
];

/// Reads an agency file.
pub fn load_agency(source: &str, file: &str) -> (Option<Agency>, Vec<Diagnostic>) {
    let mut reader = Reader::new(file);
    let Some(root) = yaml::read(source, "机关档案", schema::agency_keys(), &mut reader) else { return (None, reader.findings) };
    let agency = AgencyFile::decode(&root, &mut reader).map(|file| file.agency);
    if let Some(agency) = &agency {
        checks::check_agency(agency, &mut reader);
    }
    finish(agency, reader.file, reader.findings)
}

fn finish<T>(value: Option<T>, file: Arc<str>, mut findings: Vec<Diagnostic>) -> (Option<T>, Vec<Diagnostic>) {
    findings.sort_by_key(|finding| {
        finding.place.as_ref().map_or((String::new(), Default::default()), |place| (place.file.to_string(), place.pos))
    });
    if value.is_none() && !refused(&findings) {
        // Every decoder reports before it gives up; this keeps the promise should one forget.
        findings.push(Diagnostic::refuse("F00", "表单没有读懂").at(&file, Default::default()));
    }
    let value = value.filter(|_| !refused(&findings));
    (value, findings)
}

fn key_of<'n>(node: &'n Node, key: &str) -> Option<&'n Key> {
    match &node.kind {
        Kind::Map(map) => map.iter().map(|(k, _)| k).find(|k| k.text == key),
        Kind::Null | Kind::Scalar { .. } | Kind::Seq(_) => None,
    }
}

/// Keys under which both files may give items, which are joined.
const RECURRING: &[&str] = &[
    "证据",
    "复查",
    "案件延期",
    "询问通知",
    "询问",
    "抽样",
    "鉴定",
    "法制审核",
    "告知",
    "陈述申辩",
    "听证",
    "决定",
    "不予处罚",
    "送达",
    "缴款",
    "延期分期",
    "催告",
    "加处罚款",
    "强制执行",
    "约谈",
];

fn merge(root: &mut Node, sidecar: Node, side: &mut Reader, reader: &mut Reader) {
    let sound = entries(&sidecar, Case::KEYS, "案件", side).is_some();
    let (Kind::Map(map), Kind::Map(more), true) = (&mut root.kind, sidecar.kind, sound) else { return };
    let file: Arc<str> = side.file.clone();
    for (key, value) in more {
        let Some(spec) = Case::KEYS.iter().find(|spec| spec.key == key.text || spec.alias == key.text) else { continue };
        let Some((first, held)) = map.iter_mut().find(|(k, _)| k.text == spec.key || k.text == spec.alias) else {
            reader.overlay(key.text.clone(), &file);
            map.push((key, value));
            continue;
        };
        if matches!(value.kind, Kind::Null) {
            continue;
        }
        if RECURRING.contains(&spec.key) {
            let mut items = listed(std::mem::replace(&mut held.kind, Kind::Null), held.pos);
            let added = listed(value.kind, value.pos);
            for index in items.len()..items.len() + added.len() {
                reader.overlay(format!("{}[{}]", first.text, index + 1), &file);
            }
            items.extend(added);
            held.kind = Kind::Seq(items);
            continue;
        }
        let finding = Diagnostic::refuse("F19", format!("“{}”在两个文件里都写了", spec.key))
            .found(&key.text)
            .remedy("保留一处，删去另一处")
            .related(Place { file: reader.file.clone(), pos: first.pos }, "案件表单里写在这里");
        side.report(key.pos, finding);
    }
}

fn listed(kind: Kind, pos: crate::diag::Pos) -> Vec<Node> {
    match kind {
        Kind::Seq(items) => items,
        Kind::Null => Vec::new(),
        Kind::Scalar { .. } | Kind::Map(_) => vec![Node { pos, kind }],
    }
}
