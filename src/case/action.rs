//! The action file (`action.yaml`): what the cases of one action (集中整治、联合执法) have in common. Its values are merged
//! into a form before the form is decoded, each keeping its place in the action file; what the form says itself wins.

use super::values::{Date, Text};
use super::{Case, events, schema};
use crate::diag::{Diagnostic, refused};
use crate::record;
use crate::yaml::record::{Decode, KeySet};
use crate::yaml::{self, Key, Kind, Node, Reader};
use serde_json::{Map, Value, json};
use std::sync::Arc;

record! {
    /// 行动
    pub struct ActionName "行动" short "名称" {
        /// 名称，如 2026年春季有限空间集中整治
        pub name: Text => "名称" | "name",
        /// 编号
        pub id: Option<Text> => "编号" | "id",
        /// 日期
        pub date: Option<Date> => "日期" | "date",
    }
}

/// Part of a form, kept as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct FormPart(Node);

impl Decode for FormPart {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        // a slip is said once here, not for each case; the values are read again in their form
        let sound = Case::decode(node, reader).is_some();
        let Kind::Map(map) = &node.kind else { return None };
        let mut shareable = true;
        for (key, _) in map {
            if let Some((own, why)) = OWN.iter().find(|(own, _)| spec_of(&key.text) == Some(*own)) {
                let finding = Diagnostic::refuse("F72", format!("“{own}”不能写在共同的内容里：{why}")).found(&key.text);
                reader.report(key.pos, finding.remedy("写在各案的表单里"));
                shareable = false;
            }
        }
        (sound && shareable).then(|| FormPart(node.clone()))
    }
    fn schema(defs: &mut Map<String, Value>) -> Value {
        Case::schema(defs)
    }
    fn keys(keys: &mut KeySet) {
        Case::keys(keys);
    }
    fn absent() -> Option<Self> {
        Some(FormPart(Node { pos: Default::default(), kind: Kind::Map(Vec::new()) }))
    }
}

/// The teams of an action: name → what the forms of the team have in common.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Teams(Vec<(Key, FormPart)>);

impl Decode for Teams {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Kind::Map(map) = &node.kind else {
            yaml::record::wrong_kind(node, reader, "一组键值，如“一组: {执法人员: [李卫东, 王晓明]}”");
            return None;
        };
        let parts: Vec<Option<FormPart>> =
            map.iter().map(|(key, part)| reader.within(&key.text, |reader| FormPart::decode(part, reader))).collect();
        let parts: Option<Vec<FormPart>> = parts.into_iter().collect();
        Some(Teams(map.iter().map(|(key, _)| key.clone()).zip(parts?).collect()))
    }
    fn schema(defs: &mut Map<String, Value>) -> Value {
        json!({"type": "object", "additionalProperties": Case::schema(defs)})
    }
    fn absent() -> Option<Self> {
        Some(Teams::default())
    }
}

record! {
    /// 行动文件
    pub struct ActionFile "行动文件" {
        /// 行动的名称、编号、日期
        pub action: Option<ActionName> => "行动" | "action",
        /// 各案表单没有写的，用这里的：表单的任何一项，编号、当事人、违法事实、证据、文号等除外
        pub shared: FormPart => "共同" | "shared",
        /// 各小组的表单没有写的，先用这里的，如 一组: {执法人员: [李卫东, 王晓明]}
        pub teams: Teams => "小组" | "teams",
    }
}

/// Keys every form must give itself.
const OWN: &[(&str, &str)] = &[
    ("编号", "一案一号"),
    ("当事人", "每案各有当事人"),
    ("发现日期", "每案各有发现的日期"),
    ("违法事实", "每案的事实各不相同"),
    ("违法行为", "每案的违法行为各不相同"),
    ("证据", "每案各有证据"),
    ("文号", "一件文书一个文号"),
    ("豁免", "豁免逐案审查"),
    ("罚款合计", "每案各有合计"),
    ("小组", "由各案写明属于哪个小组"),
];

/// Keys that every form of an action may take over. All others speak of a violation, and are for forms that state one:
/// a firm where nothing was found must not be charged because others are.
const OF_ANY_FORM: &[&str] = &["机关", "执法人员", "案件来源", "备注", "检查时间", "检查地点", "审批", "检查通知", "检查"];

/// Keys by which a form states a violation.
const STATE_A_VIOLATION: &[&str] =
    &["案由", "违法事实", "违法行为", "违反", "依据", "罚款", "立案", "告知", "决定", "事故", "程序", "询问", "调查终结"];

/// Keys of a single violation: not for a form with a list of them.
const OF_ONE_VIOLATION: &[&str] = &["行为日期", "违反", "依据", "罚款"];

/// Keys that say the same thing in two places; a form that says it in one is not told it in the other.
const SAME: &[&[&str]] = &[&["检查时间", "检查.时间", "检查.日期"], &["检查地点", "检查.地点"]];

/// An action file that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    file: Arc<str>,
    read: ActionFile,
}

/// Reads an action file.
pub fn load_action(source: &str, file: &str) -> (Option<Action>, Vec<Diagnostic>) {
    let mut reader = Reader::new(file);
    let Some(root) = yaml::read(source, "行动文件", schema::action_keys(), &mut reader) else { return (None, reader.findings) };
    let read = ActionFile::decode(&root, &mut reader);
    let action = read.map(|read| Action { file: reader.file.clone(), read });
    let sound = !refused(&reader.findings);
    (action.filter(|_| sound), reader.findings)
}

impl Action {
    /// Its name, when it has one.
    pub fn name(&self) -> Option<&Text> {
        self.read.action.as_ref().map(|action| &action.name)
    }
    /// Its day.
    pub fn day(&self) -> Option<chrono::NaiveDate> {
        self.read.action.as_ref()?.date.as_ref().map(|date| date.date)
    }
    /// The organ its forms name together.
    pub fn organ(&self) -> Option<&str> {
        match &self.read.shared.0.kind {
            Kind::Map(map) => map.iter().find(|(key, _)| spec_of(&key.text) == Some("机关")).and_then(|(_, value)| match &value.kind {
                Kind::Scalar { text, .. } => Some(text.trim()),
                Kind::Null | Kind::Seq(_) | Kind::Map(_) => None,
            }),
            Kind::Null | Kind::Scalar { .. } | Kind::Seq(_) => None,
        }
    }
    /// The teams.
    pub fn teams(&self) -> impl Iterator<Item = &str> {
        self.read.teams.0.iter().map(|(key, _)| key.text.as_str())
    }
    /// Fills into the tree of a form what it does not say itself: first from its team, then from all.
    pub(super) fn fill(&self, root: &mut Node, reader: &mut Reader) {
        let Kind::Map(map) = &root.kind else { return };
        let team = map.iter().find(|(key, _)| spec_of(&key.text) == Some("小组")).map(|(_, value)| value.clone());
        if let Some(Node { kind: Kind::Scalar { text, .. }, pos }) = &team {
            match self.read.teams.0.iter().find(|(key, _)| key.text == text.trim()) {
                Some((_, part)) => self.add(root, &part.0, reader),
                None if self.read.teams.0.is_empty() => {}
                None => {
                    let known: Vec<&str> = self.teams().collect();
                    let finding = Diagnostic::refuse("F73", format!("行动文件里没有小组“{}”", text.trim())).found(text.trim());
                    let finding = finding.expected(known.join("、")).remedy(format!("改小组的名称，或者在{}的“小组”里加上", self.file));
                    reader.within("小组", |reader| reader.report(*pos, finding));
                }
            }
        }
        self.add(root, &self.read.shared.0, reader);
    }

    fn add(&self, root: &mut Node, part: &Node, reader: &mut Reader) {
        let (Kind::Map(map), Kind::Map(shared)) = (&mut root.kind, &part.kind) else { return };
        let gives = |keys: &[&str]| keys.iter().any(|key| says(map, key));
        let (charged, listed) = (gives(STATE_A_VIOLATION), gives(&["违法行为"]));
        for (key, value) in shared {
            let Some(spec) = spec_of(&key.text) else { continue };
            if !(charged || OF_ANY_FORM.contains(&spec)) || (listed && OF_ONE_VIOLATION.contains(&spec)) || is_said(map, spec) {
                continue;
            }
            // an empty value is no answer; the form is reminded of it when nothing is shared
            map.retain(|(own, held)| spec_of(&own.text) != Some(spec) || !matches!(held.kind, Kind::Null));
            let mut value = value.clone();
            if let Kind::Map(fields) = &mut value.kind {
                fields.retain(|(field, _)| !is_said(map, &format!("{spec}.{}", field.text)));
            }
            match map.iter_mut().find(|(own, _)| spec_of(&own.text) == Some(spec)) {
                None => {
                    reader.overlay(key.text.clone(), &self.file);
                    map.push((key.clone(), value));
                }
                Some((own, held)) => self.deepen(&own.text, held, value, reader),
            }
        }
    }

    /// Fills the fields of a group that the form gives in part: `检查: {时间: …}` takes over `检查.类别`.
    fn deepen(&self, path: &str, held: &mut Node, shared: Node, reader: &mut Reader) {
        let Kind::Map(shared) = shared.kind else { return };
        if matches!(held.kind, Kind::Scalar { .. }) && OF_ANY_FORM.contains(&path) {
            *held = events::event_short(held, reader);
        }
        let Kind::Map(map) = &mut held.kind else { return };
        for (key, value) in shared {
            if !map.iter().any(|(own, _)| schema::is_same_key(&own.text, &key.text)) {
                reader.overlay(format!("{path}.{}", key.text), &self.file);
                map.push((key, value));
            }
        }
    }
}

/// The Chinese key of a top-level key or alias.
fn spec_of(text: &str) -> Option<&'static str> {
    Case::KEYS.iter().find(|spec| spec.key == text || spec.alias == text).map(|spec| spec.key)
}

/// Whether a form gives a value at a path of one or two keys.
fn says(map: &[(Key, Node)], path: &str) -> bool {
    let (first, second) = path.split_once('.').map_or((path, None), |(first, second)| (first, Some(second)));
    let held = map.iter().find(|(key, value)| spec_of(&key.text) == Some(first) && !matches!(value.kind, Kind::Null));
    match (held, second) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some((_, Node { kind: Kind::Map(fields), .. })), Some(second)) => {
            fields.iter().any(|(key, value)| schema::is_same_key(&key.text, second) && !matches!(value.kind, Kind::Null))
        }
        // a bare date or time of an event says both when and on which day
        (Some((_, Node { kind: Kind::Scalar { .. }, .. })), Some(second)) => ["时间", "日期"].contains(&second),
        (Some(_), Some(_)) => false,
    }
}

/// Whether a form says in another place what a shared value at this path would say.
fn is_said(map: &[(Key, Node)], path: &str) -> bool {
    let others = SAME.iter().filter(|same| same.contains(&path)).flat_map(|same| same.iter());
    others.into_iter().any(|other| says(map, other))
}

/// A commented action file to begin with.
pub fn action_skeleton() -> &'static str {
    SKELETON
}

const SKELETON: &str = "\
# 行动文件：放在各案表单的文件夹里（或者上级文件夹），名为 action.yaml。各案表单没有写的，用这里的；表单写了的，以表单为准。
行动:
  名称: «必填»                 # 例：2026年春季有限空间集中整治
  编号:                        # 例：JZ-2026-03
  日期:                        # 检查的那一天

# 表单的任何一项都可以写在这里，编号、当事人、违法事实、证据、文号等除外。
# 检查没有发现问题的单位，只用这里的机关、执法人员、案件来源、审批、检查通知、检查，不用案由和处罚。
共同:
  机关:                        # 机关档案的名称，如 太仓
  案件来源:                    # 例：有限空间集中整治
  案由:                        # 例：有限空间作业未先通风、再检测、后作业
  审批: {日期: «必填», 类别: 专项检查, 任务编号: «必填»}
  检查通知: {日期: «必填», 类别: 专项检查}
  检查: {类别: 专项检查}

# 表单写“小组: 一组”的，先用这个小组的。
小组:
  一组: {执法人员: [«必填», «必填»]}
  二组: {执法人员: [«必填», «必填»]}
";

#[cfg(test)]
mod tests;
