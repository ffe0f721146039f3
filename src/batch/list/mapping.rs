//! Which column fills which field: proposed from the headings, kept in `mapping.yaml` beside the list, settled against a
//! list before any case is made. What is unknown, ambiguous or filled twice stops there.

use super::columns::{self, clean, numbered};
use super::fields::{self, Field};
use super::rows::nameless;
use super::table::{Heading, Table};
use crate::case::values::Text;
use crate::diag::{Diagnostic, Pos, refused};
use crate::import::sheet::column_name;
use crate::record;
use crate::yaml::record::Decode;
use crate::yaml::{Reader, parse};
use std::sync::Arc;
use unicode_width::UnicodeWidthStr;

/// The word for a column that fills nothing.
pub const UNUSED: &str = "不用";
/// What stands in a mapping that a person must complete.
pub const OPEN: &str = "待定";

/// The columns of a list and what they fill.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    /// The file it was read from; none for a proposal.
    pub file: Option<Arc<str>>,
    /// Its lines, in the order of the columns.
    pub lines: Vec<Line>,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its heading.
    pub heading: String,
    /// A path of the form, [`UNUSED`] or [`OPEN`].
    pub target: String,
    /// For [`OPEN`]: why nothing was proposed, and what might be meant.
    pub why: String,
    /// Where it stands in its file.
    pub pos: Pos,
}

/// A column that is used.
#[derive(Debug, Clone, PartialEq)]
pub struct Used {
    /// 0-based column.
    pub column: u16,
    /// Its heading.
    pub heading: String,
    /// What it fills.
    pub field: Field,
}

record! {
    /// 名单的一列和它填入的项
    struct LineForm "列" {
        /// 列名，与名单里的一样
        heading: Text => "列名" | "heading",
        /// 填入表单的哪一项；或者 不用
        target: Text => "填入" | "target",
    }
}

record! {
    /// 名单的列填入表单的哪一项
    struct MappingForm "列的对应" {
        /// 各列
        columns: Vec<LineForm> => "列" | "columns",
    }
}

impl Mapping {
    /// Proposes a mapping from the headings of a table.
    pub fn propose(table: &Table) -> Mapping {
        let lines = table.headings.iter().map(|heading| {
            let (target, why) = proposal(heading);
            Line { heading: heading.text.clone(), target, why, pos: Pos::default() }
        });
        Mapping { file: None, lines: lines.collect() }
    }

    /// Reads a kept mapping. `file` is its name in messages. It is there unless a finding refuses it.
    pub fn read(text: &str, file: &str) -> (Option<Mapping>, Vec<Diagnostic>) {
        let mut reader = Reader::new(file);
        let form = parse(text, &mut reader).and_then(|node| MappingForm::decode(&node, &mut reader));
        let name = reader.file.clone();
        let mut findings = reader.findings;
        if form.is_none() && !refused(&findings) {
            let finding = Diagnostic::refuse("S16", format!("“{file}”里没有列的对应")).expected("“列:”，下面每列一行");
            let finding = finding.remedy("删去这个文件，重新运行，程序会照列名写一份");
            findings.push(finding.at(&name, Pos { line: 1, column: 1 }));
        }
        let lines = |form: MappingForm| {
            let line = |line: LineForm| Line {
                heading: line.heading.text().to_string(),
                target: line.target.text().to_string(),
                why: String::new(),
                pos: line.pos,
            };
            form.columns.into_iter().map(line).collect()
        };
        let mapping = form.filter(|_| !refused(&findings)).map(|form| Mapping { file: Some(name), lines: lines(form) });
        (mapping, findings)
    }

    /// The mapping as a file, one line a column; reads back as the same mapping.
    pub fn write(&self) -> String {
        let mut out = String::from(
            "# 名单的列填入表单的哪一项。下次的名单列名相同，就照这里填。\n\
             # “填入”写表单里的项，如 当事人.名称、检查.隐患、罚款（docs/glossary.md 里的都可以）；\n\
             # 不填的写 不用。“待定”的要改成上面的一种。\n列:\n",
        );
        for line in &self.lines {
            let comment = if line.why.is_empty() { String::new() } else { format!("  # {}", line.why.replace('\n', " ")) };
            out.push_str(&format!("  - {{列名: {}, 填入: {}}}{comment}\n", quoted(&line.heading), quoted(&line.target)));
        }
        out
    }

    /// The mapping as an aligned table for the eye.
    pub fn describe(&self, table: &Table) -> String {
        let mut rows = vec![["列".to_string(), "列名".to_string(), "填入".to_string()]];
        for (line, column) in self.lines.iter().zip(self.place(table)) {
            let letters = column.map_or("没有".to_string(), |at| column_name(at.into()));
            let target = if line.why.is_empty() { line.target.clone() } else { format!("{}（{}）", line.target, line.why) };
            rows.push([letters, line.heading.clone(), target]);
        }
        let width = |index: usize| rows.iter().map(|row| row[index].width()).max().unwrap_or(0);
        let (first, second) = (width(0), width(1));
        let pad = |text: &str, width: usize| format!("{text}{}", " ".repeat(width.saturating_sub(text.width())));
        rows.iter().map(|[a, b, c]| format!("{}  {}  {c}\n", pad(a, first), pad(b, second))).collect()
    }

    /// What a heading fills by this mapping.
    pub(super) fn target_of(&self, heading: &str) -> Option<&str> {
        let own = compare(heading);
        self.lines.iter().find(|line| compare(&line.heading) == own).map(|line| line.target.as_str())
    }

    /// The column of each line: the same heading, the first line the first of that name.
    fn place(&self, table: &Table) -> Vec<Option<u16>> {
        let mut taken: Vec<u16> = Vec::new();
        let place = |line: &Line| {
            let same = |heading: &&Heading| heading.text == line.heading && !taken.contains(&heading.column);
            let alike = |heading: &&Heading| compare(&heading.text) == compare(&line.heading) && !taken.contains(&heading.column);
            let found = table.headings.iter().find(same).or_else(|| table.headings.iter().find(alike))?.column;
            taken.push(found);
            Some(found)
        };
        self.lines.iter().map(place).collect()
    }

    /// Settles the mapping against a table: the columns that are used, and everything that is wrong. A refusal among the
    /// findings means that no row may be read.
    pub fn settle(&self, table: &Table) -> (Vec<Used>, Vec<Diagnostic>) {
        let places = self.place(table);
        let mut findings = Vec::new();
        let mut used: Vec<Used> = Vec::new();
        for (line, column) in self.lines.iter().zip(&places) {
            let Some(column) = *column else {
                findings.extend(self.vanished(line, table));
                continue;
            };
            let at = |finding: Diagnostic| self.placed(finding, line, table, column);
            let field = match line.target.as_str() {
                UNUSED => continue,
                OPEN => {
                    let finding = Diagnostic::refuse("S10", format!("“{}”一列不知道填到哪里：{}", line.heading, open_why(line)));
                    findings.push(at(finding.found(&line.heading).remedy("在 mapping.yaml 里写明填入哪一项；不用的写“不用”")));
                    continue;
                }
                path => match fields::field(path) {
                    Ok(field) => field,
                    Err(no) => {
                        let mut finding = Diagnostic::refuse("S13", format!("“{}”一列填入“{path}”：{}", line.heading, no.why));
                        finding = finding.found(path).expected("表单里的项（见 docs/glossary.md），或者 不用");
                        if !no.near.is_empty() {
                            finding = finding.remedy(format!("是不是想写“{}”？", no.near.join("”“")));
                        }
                        findings.push(at(finding));
                        continue;
                    }
                },
            };
            used.push(Used { column, heading: line.heading.clone(), field });
        }
        for heading in &table.headings {
            if !places.contains(&Some(heading.column)) {
                findings.push(appeared(heading, table));
            }
        }
        findings.extend(doubles(&used, table));
        findings.extend(nameless(table, &used));
        if !refused(&findings) && !used.iter().any(|column| names_party(&column.field)) {
            let finding = Diagnostic::refuse("S15", "没有一列是当事人的名称或者姓名").expected("当事人.名称 或者 当事人.姓名");
            let finding = finding.remedy("补上这一列，或者在 mapping.yaml 里写明哪一列是");
            findings.push(finding.at(&table.at.name().into(), Pos { line: 1, column: 1 }));
        }
        (used, findings)
    }

    /// A finding about a line: in the mapping file when there is one, else at the head of the column.
    fn placed(&self, finding: Diagnostic, line: &Line, table: &Table, column: u16) -> Diagnostic {
        let head = table.head_place(column);
        match &self.file {
            Some(file) => finding.at(file, line.pos).related(head, "列名在这里"),
            None => finding.at(&head.file, head.pos),
        }
    }

    /// A kept column that the list does not have any more.
    fn vanished(&self, line: &Line, table: &Table) -> Option<Diagnostic> {
        if line.target == UNUSED {
            return None;
        }
        let finding = Diagnostic::remind("S14", format!("名单里没有“{}”一列了（上次填入“{}”）", line.heading, line.target));
        let finding = finding.found(&line.heading).remedy("列名改了的，在 mapping.yaml 里改过来；确实没有的，删去这一行");
        Some(match &self.file {
            Some(file) => finding.at(file, line.pos),
            None => finding.at(&table.at.name().into(), Pos { line: 1, column: 1 }),
        })
    }
}

/// Headings are the same when they differ in spaces and width only.
fn compare(heading: &str) -> String {
    clean(heading)
}

fn open_why(line: &Line) -> String {
    if line.why.is_empty() { "还没有写明".to_string() } else { line.why.clone() }
}

/// A heading that the kept mapping does not know.
fn appeared(heading: &Heading, table: &Table) -> Diagnostic {
    let (target, why) = proposal(heading);
    let place = table.head_place(heading.column);
    let finding = Diagnostic::refuse("S14", format!("名单里新有“{}”一列，mapping.yaml 里没有", heading.text)).found(&heading.text);
    let line = format!("  - {{列名: {}, 填入: {}}}", quoted(&heading.text), quoted(&target));
    let remedy = if why.is_empty() {
        format!("加上一行：{line}")
    } else {
        format!("{why}；加上一行写明，或者填入“不用”：{line}")
    };
    finding.remedy(remedy).at(&place.file, place.pos)
}

fn names_party(field: &Field) -> bool {
    ["当事人.名称", "当事人.姓名", "当事人.经营者"].iter().any(|path| field.is(path))
}

/// Fields filled by two columns. Columns that are numbered alike (隐患1, 隐患2) are joined when the field takes several.
fn doubles(used: &[Used], table: &Table) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let path = |used: &Used| used.field.path();
    for (index, second) in used.iter().enumerate() {
        let own = path(second);
        let clash = used.iter().take(index).find_map(|first| {
            let other = path(first);
            let same = other == own && !is_series(first, second);
            let within = prefix_clash(first, second) || prefix_clash(second, first);
            (same || within).then_some((first, same, other))
        });
        let Some((first, same, other)) = clash else { continue };
        let message = if same {
            format!("“{}”和“{}”两列都填入“{own}”", first.heading, second.heading)
        } else {
            format!("“{}”一列填入“{other}”，“{}”一列填入“{own}”，一个包含另一个", first.heading, second.heading)
        };
        let place = table.head_place(second.column);
        let finding = Diagnostic::refuse("S11", message).found(&second.heading).at(&place.file, place.pos);
        let remedy = "在 mapping.yaml 里把其中一列改成“不用”，或者改填别的项；几列都是一类的，列名后面编号，如 隐患1、隐患2";
        findings.push(finding.remedy(remedy).related(table.head_place(first.column), "另一列在这里"));
    }
    findings
}

/// Whether two columns are parts of one list.
fn is_series(a: &Used, b: &Used) -> bool {
    let (a_clean, b_clean) = (clean(&a.heading), clean(&b.heading));
    a.field.many && b.field.many && numbered(&b_clean).is_some_and(|stem| Some(stem) == numbered(&a_clean) || stem == a_clean)
}

/// Whether the field of one column contains the other's, and the two cannot be put together.
fn prefix_clash(outer: &Used, inner: &Used) -> bool {
    let (outer, inner) = (&outer.field, &inner.field);
    let contains = inner.keys.len() > outer.keys.len() && inner.keys.starts_with(&outer.keys);
    let together = outer.short.is_some() && inner.keys.len() == outer.keys.len() + 1;
    let time = outer.keys.last().is_some_and(|key| key == "时间") && inner.keys.last().is_some_and(|key| key == "结束");
    contains && !together && !time
}

/// Headings that say little without what stands above them.
const GENERIC: &[&str] = &["日期", "时间", "电话", "职务", "意见", "备注", "说明", "名称", "来源"];

/// What a heading probably fills, and, when that is open, why.
fn proposal(heading: &Heading) -> (String, String) {
    let own = columns::find(&heading.text);
    if let [one] = own.as_slice() {
        // 复查 above 日期 says more than 日期 alone.
        let grouped = grouped(heading).filter(|_| GENERIC.contains(&clean(&heading.text).as_str()));
        return (grouped.unwrap_or_else(|| one.target.text().to_string()), String::new());
    }
    if own.len() > 1 {
        if let Some(path) = grouped(heading) {
            return (path, String::new());
        }
        let all: Vec<String> = own.iter().map(|column| format!("{}（{}）", column.target.text(), column.heading.text())).collect();
        return (OPEN.to_string(), format!("可能是{}", all.join("，也可能是")));
    }
    if let Some(path) = grouped(heading).or_else(|| spelled(&clean(&heading.text))) {
        return (path, String::new());
    }
    let near = columns::near(&heading.text);
    let why = if near.is_empty() {
        "认不出这个列名".to_string()
    } else {
        format!("认不出这个列名，接近的有“{}”", near.join("”“"))
    };
    (OPEN.to_string(), why)
}

/// A heading together with what stands above it.
fn grouped(heading: &Heading) -> Option<String> {
    if heading.group.is_empty() {
        return None;
    }
    let (group, own) = (clean(&heading.group), clean(&heading.text));
    if let [one] = columns::find(&format!("{group}{own}")).as_slice() {
        return Some(one.target.text().to_string());
    }
    spelled(&format!("{group}{own}")).or_else(|| fields::field(&format!("{group}.{own}")).ok().map(|_| format!("{group}.{own}")))
}

/// A path that a heading spells: `立案日期` is 立案.日期.
fn spelled(heading: &str) -> Option<String> {
    if heading.contains('.') {
        return fields::field(heading).ok().map(|_| heading.to_string());
    }
    let mut found = fields::paths().iter().filter(|path| path.replace('.', "") == heading);
    match (found.next(), found.next()) {
        (Some(path), None) => Some(path.clone()),
        (Some(_), Some(_)) | (None, _) => None,
    }
}

/// A text inside `{ }` of YAML.
fn quoted(text: &str) -> String {
    let plain = text.starts_with(char::is_alphabetic) && text.chars().all(|c| c.is_alphanumeric() || c == '.');
    let plain = plain && !["null", "true", "false", "yes", "no"].contains(&text.to_lowercase().as_str());
    if plain { text.to_string() } else { format!("'{}'", text.replace('\'', "''")) }
}
