//! A form as a tree of keys whose values know their columns, and its text: readable YAML that says the values exactly, and
//! which line comes from which column.

use super::fields;
use std::fmt::Write;

/// A value or a group of keys.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    /// A value.
    Value(Value),
    /// Several.
    List(Vec<Tree>),
    /// Keys in the order they are written.
    Keys(Vec<(String, Tree)>),
}

/// A value with the column it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Its text.
    pub text: String,
    /// 0-based column.
    pub column: u16,
}

impl Tree {
    /// A group without keys.
    pub fn new() -> Tree {
        Tree::Keys(Vec::new())
    }

    /// A value.
    pub fn value(text: impl Into<String>, column: u16) -> Tree {
        Tree::Value(Value { text: text.into(), column })
    }

    /// Puts a tree at a path, making the groups on the way. What stands there already is kept and `false` returned.
    pub fn put(&mut self, path: &[String], tree: Tree) -> bool {
        let (Tree::Keys(keys), [first, rest @ ..]) = (self, path) else { return false };
        let at = keys.iter().position(|(key, _)| key == first);
        match (at, rest) {
            (Some(_), []) => false,
            (Some(at), rest) => keys[at].1.put(rest, tree),
            (None, []) => {
                keys.push((first.clone(), tree));
                true
            }
            (None, rest) => {
                let mut below = Tree::new();
                let put = below.put(rest, tree);
                keys.push((first.clone(), below));
                put
            }
        }
    }

    /// What stands at a path.
    pub fn at(&self, path: &[&str]) -> Option<&Tree> {
        match (path, self) {
            ([], _) => Some(self),
            ([first, rest @ ..], Tree::Keys(keys)) => keys.iter().find(|(key, _)| key == first)?.1.at(rest),
            (_, Tree::Value(_) | Tree::List(_)) => None,
        }
    }

    /// Takes what stands at a path away, with groups that become empty.
    pub fn take(&mut self, path: &[&str]) -> Option<Tree> {
        let (Tree::Keys(keys), [first, rest @ ..]) = (self, path) else { return None };
        let at = keys.iter().position(|(key, _)| key == first)?;
        if rest.is_empty() {
            return Some(keys.remove(at).1);
        }
        let taken = keys[at].1.take(rest);
        if matches!(&keys[at].1, Tree::Keys(below) if below.is_empty()) {
            keys.remove(at);
        }
        taken
    }

    /// The first column in reading order.
    fn column(&self) -> Option<u16> {
        match self {
            Tree::Value(value) => Some(value.column),
            Tree::List(items) => items.iter().find_map(Tree::column),
            Tree::Keys(keys) => keys.iter().find_map(|(_, tree)| tree.column()),
        }
    }

    /// Brings the keys of every group into the order of the form.
    pub fn sort(&mut self, parents: &mut Vec<String>) {
        match self {
            Tree::Value(_) => {}
            Tree::List(items) => items.iter_mut().for_each(|item| item.sort(parents)),
            Tree::Keys(keys) => {
                keys.sort_by_cached_key(|(key, _)| {
                    if key == "编号" && parents.is_empty() { 0 } else { fields::order(parents, key).saturating_add(1) }
                });
                for (key, tree) in keys {
                    parents.push(key.clone());
                    tree.sort(parents);
                    parents.pop();
                }
            }
        }
    }
}

/// A text and where its lines come from: (1-based line, 0-based column), in order; a line belongs to the last entry at or
/// before it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// YAML.
    pub text: String,
    /// Lines.
    pub lines: Vec<(u32, u16)>,
}

/// Writes a tree below a comment of one line.
pub fn write(tree: &Tree, comment: &str) -> Written {
    let mut out = Written { text: format!("# {}\n", comment.replace(char::is_control, " ")), lines: Vec::new() };
    out.keys(tree, 0);
    out
}

impl Written {
    fn mark(&mut self, tree: &Tree) {
        if let Some(column) = tree.column() {
            let line = self.text.matches('\n').count() as u32 + 1;
            self.lines.push((line, column));
        }
    }

    fn keys(&mut self, tree: &Tree, indent: usize) {
        let Tree::Keys(keys) = tree else { return };
        for (key, tree) in keys {
            self.mark(tree);
            let _ = write!(self.text, "{:indent$}{}:", "", scalar_in_line(key));
            self.after_key(tree, indent);
        }
    }

    /// What follows a key and its colon.
    fn after_key(&mut self, tree: &Tree, indent: usize) {
        match tree {
            Tree::Value(value) => self.value(&value.text, indent),
            Tree::Keys(_) => {
                self.text.push('\n');
                self.keys(tree, indent + 2);
            }
            Tree::List(items) => {
                let short: Option<Vec<String>> = items.iter().map(short).collect();
                if let Some(short) = short.filter(|short| short.iter().map(|item| item.chars().count()).sum::<usize>() <= 40) {
                    let _ = writeln!(self.text, " [{}]", short.join(", "));
                    return;
                }
                self.text.push('\n');
                for item in items {
                    self.mark(item);
                    let _ = write!(self.text, "{:indent$}  -", "");
                    match item {
                        Tree::Value(value) => self.value(&value.text, indent + 2),
                        Tree::Keys(keys) => self.item(keys, indent + 4),
                        Tree::List(_) => self.text.push('\n'),
                    }
                }
            }
        }
    }

    /// The keys of a list item: the first on the line of its dash.
    fn item(&mut self, keys: &[(String, Tree)], indent: usize) {
        for (index, (key, tree)) in keys.iter().enumerate() {
            if index == 0 {
                self.text.push(' ');
            } else {
                self.mark(tree);
                let _ = write!(self.text, "{:indent$}", "");
            }
            let _ = write!(self.text, "{}:", scalar_in_line(key));
            self.after_key(tree, indent);
        }
    }

    fn value(&mut self, text: &str, indent: usize) {
        if text.contains('\n') && text.chars().all(|c| c == '\n' || !is_special(c)) {
            self.text.push_str(" |-\n");
            for line in text.lines() {
                // YAML would take leading spaces for indentation; the form cuts them anyway.
                let line = line.trim();
                let _ = if line.is_empty() { writeln!(self.text) } else { writeln!(self.text, "{:indent$}  {line}", "") };
            }
        } else {
            let _ = writeln!(self.text, " {}", scalar_in_line(text));
        }
    }
}

/// An item short and plain enough to stand in `[ ]`.
fn short(tree: &Tree) -> Option<String> {
    match tree {
        Tree::Value(value) if is_plain(&value.text) => Some(value.text.clone()),
        Tree::Value(_) | Tree::List(_) | Tree::Keys(_) => None,
    }
}

/// Characters that a plain or single-quoted text of one line cannot hold without losing them.
fn is_special(c: char) -> bool {
    c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Whether a text can stand without quotes and is read as itself.
fn is_plain(text: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '（' | '）' | '《' | '》' | '〔' | '〕' | '-' | '.');
    let reserved = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    text.starts_with(|c: char| c.is_alphanumeric() || c == '《')
        && text.chars().all(word)
        && !reserved.contains(&text.to_ascii_lowercase().as_str())
        && !text.contains(super::OPEN_MARK)
}

/// A text as a YAML scalar of one line that is read back as itself.
fn scalar_in_line(text: &str) -> String {
    if is_plain(text) || is_day(text) {
        text.to_string()
    } else if !text.chars().any(is_special) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        let mut out = String::from("\"");
        for c in text.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                c if is_special(c) => {
                    let _ = write!(out, "\\u{:04X}", c as u32);
                }
                c => out.push(c),
            }
        }
        out.push('"');
        out
    }
}

/// `2026-03-05 09:30`, `09:30至10:40`: safe without quotes, and easier to read so.
fn is_day(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | ' ' | '至' | '年' | '月' | '日'))
        && !text.ends_with([':', ' ', '-'])
        && !text.contains(": ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{Kind, Node, Reader, parse};
    use proptest::prelude::*;

    fn sample() -> Tree {
        let mut tree = Tree::new();
        let path = |path: &str| path.split('.').map(str::to_string).collect::<Vec<_>>();
        tree.put(&path("违法行为.事实"), Tree::value("第一段：\n\n  “电焊工”周某 # 无证", 5));
        tree.put(&path("违法行为.处罚.罚款"), Tree::value("20000", 6));
        tree.put(&path("执法人员"), Tree::List(vec![Tree::value("李卫东", 3), Tree::value("王晓明", 3)]));
        tree.put(&path("检查.时间"), Tree::value("2026-03-05 09:30", 2));
        let hazard = Tree::Keys(vec![("描述".into(), Tree::value("甲: 乙", 7)), ("地点".into(), Tree::value("一车间", 8))]);
        tree.put(&path("检查.隐患"), Tree::List(vec![hazard, Tree::value("'丙", 7)]));
        tree.put(&path("编号"), Tree::value("太仓-2026-101", 0));
        tree
    }

    #[test]
    fn a_tree_is_written_for_the_eye_and_its_lines_know_their_columns() {
        let mut tree = sample();
        tree.sort(&mut Vec::new());
        let written = write(&tree, "名单.xlsx 第7行");
        let expected = "# 名单.xlsx 第7行
编号: 太仓-2026-101
执法人员: [李卫东, 王晓明]
违法行为:
  事实: |-
    第一段：

    “电焊工”周某 # 无证
  处罚:
    罚款: 20000
检查:
  时间: 2026-03-05 09:30
  隐患:
    - 地点: 一车间
      描述: '甲: 乙'
    - '''丙'
";
        assert_eq!(written.text, expected);
        let expected = [(2, 0), (3, 3), (4, 5), (5, 5), (9, 6), (10, 6), (11, 2), (12, 2), (13, 8), (14, 8), (15, 7), (16, 7)];
        assert_eq!(written.lines, expected);
    }

    #[test]
    fn what_is_taken_leaves_no_empty_groups() {
        let mut tree = sample();
        assert!(tree.take(&["违法行为", "处罚", "罚款"]).is_some());
        assert!(tree.at(&["违法行为", "处罚"]).is_none() && tree.at(&["违法行为", "事实"]).is_some());
        assert!(!tree.put(&["编号".to_string()], Tree::value("x", 1)), "kept");
    }

    /// The value of a key, as the form's reader sees it before it cleans it.
    fn back(text: &str, key: &str) -> Option<String> {
        let mut reader = Reader::new("t.yaml");
        let node: Node = parse(text, &mut reader)?;
        match &node.get(key)?.kind {
            Kind::Scalar { text, .. } => Some(text.clone()),
            Kind::Seq(items) => items.iter().find_map(|item| match &item.kind {
                Kind::Scalar { text, .. } => Some(text.clone()),
                _ => None,
            }),
            _ => None,
        }
    }

    proptest! {
        /// Any text of a cell comes back from the text of the form, alone and in a list.
        #[test]
        fn values_come_back_exactly(text in "[\\PC]{1,24}|[ -~\n\t]{1,40}|[：:#'\"\\[\\]{}|>*&!%@`?,－\\- 0-9nulyestrf]{1,12}|[\\x00-\\x1f甲\u{85}\u{2028}]{1,6}") {
            let text = text.trim().to_string();
            prop_assume!(!text.is_empty());
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            let expected = if text.contains('\n') && !text.chars().any(|c| c != '\n' && is_special(c)) { lines.join("\n") } else { text.clone() };
            let one = write(&Tree::Keys(vec![("备注".into(), Tree::value(text.clone(), 0)), ("电话".into(), Tree::value("1", 1))]), "x");
            let found = back(&one.text, "备注");
            prop_assert_eq!(found.as_deref(), Some(expected.as_str()), "{}", one.text);
            let items = vec![Tree::value(text.clone(), 0), Tree::value("乙", 0)];
            let list = write(&Tree::Keys(vec![("问题".into(), Tree::List(items))]), "x");
            let found = back(&list.text, "问题");
            prop_assert_eq!(found.as_deref(), Some(expected.as_str()), "{}", list.text);
        }

        /// The look at a form's layout, which comes before the parser, has nothing to say about such a text.
        #[test]
        fn the_layout_is_sound(text in "[\\PC]{1,24}|[ -~\n]{1,40}") {
            let text = text.trim().to_string();
            prop_assume!(!text.is_empty() && !text.chars().any(crate::yaml::chars::is_invisible));
            let tree = Tree::Keys(vec![("案由".into(), Tree::value("x", 0)), ("备注".into(), Tree::value(text, 0))]);
            let (_, findings) = crate::case::load(&write(&tree, "x").text, "t.yaml");
            let layout: Vec<_> = findings.iter().filter(|f| f.code.starts_with('Y')).collect();
            prop_assert!(layout.is_empty(), "{:?}\n{}", layout, write(&tree, "x").text);
        }
    }
}
