//! One row made into a form: its cells read, what belongs together put together, what contradicts itself refused by cell.

mod items;
mod party;

use super::fields::{Field, Kind};
use super::form::{RowForm, Source};
use super::mapping::Used;
use super::read::{self, Fault, Said, shown};
use super::rows::Settings;
use super::split::split;
use super::tree::{self, Tree};
use super::{columns, moments};
use crate::batch::digest::ListRow;
use crate::case::values::parse_amount;
use crate::diag::Diagnostic;
use crate::import::sheet::{Cell, Row, When};
use crate::output::names;
use std::sync::Arc;

/// What the cells of a row give for one field.
#[derive(Debug, Clone)]
pub struct Given {
    /// The field.
    pub field: Field,
    /// The first column that gives it.
    pub column: u16,
    /// Its heading.
    pub heading: String,
    /// What it says.
    pub content: Content,
}

/// Texts with their columns, or a day.
#[derive(Debug, Clone)]
pub enum Content {
    /// One text, or several.
    Texts(Vec<(String, u16)>),
    /// A day, a time, or both.
    When(When),
}

impl Given {
    fn texts(&self) -> &[(String, u16)] {
        match &self.content {
            Content::Texts(texts) => texts,
            Content::When(_) => &[],
        }
    }
    fn whole(&self) -> String {
        self.texts().iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// A form being put together.
pub struct Draft<'a> {
    source: &'a Arc<Source>,
    row: &'a Row,
    /// What the cells give and nobody has used yet.
    pub given: Vec<Given>,
    /// The form so far.
    pub tree: Tree,
    faults: Vec<Diagnostic>,
}

/// What paths a name of a photograph may mean.
pub type Photos<'a> = &'a dyn Fn(&str) -> Vec<String>;

/// The form of a row, or everything that is wrong with it.
pub fn form(source: &Arc<Source>, row: &Row, from_1904: bool, settings: &Settings, photos: Photos) -> Result<RowForm, Vec<Diagnostic>> {
    let mut draft = Draft { source, row, given: Vec::new(), tree: Tree::new(), faults: Vec::new() };
    draft.read(from_1904);
    draft.drop_nothings();
    draft.party();
    let clean = draft.nothing_found();
    draft.handover();
    moments::join(&mut draft, settings.day);
    draft.nested(photos);
    draft.rest();
    if !draft.faults.is_empty() {
        return Err(draft.faults);
    }
    draft.shorten();
    draft.tree.sort(&mut Vec::new());
    let stem = draft.stem(settings.row_digits);
    let at = &source.at;
    let written = tree::write(&draft.tree, &format!("由 {} 第{}行生成，改名单，不改这里", at.name(), row.number));
    let mut cells = written.lines;
    cells.shrink_to_fit();
    Ok(RowForm {
        stem,
        row: ListRow { file: at.file.to_string(), sheet: at.sheet.to_string(), row: row.number },
        text: written.text,
        clean,
        team: draft.text(&["小组"]),
        cells,
        source: source.clone(),
    })
}

impl Draft<'_> {
    /// Reads every cell in use.
    fn read(&mut self, from_1904: bool) {
        let source = self.source;
        for used in &source.used {
            let cell = self.row.cell(used.column);
            let field = &used.field;
            let column = read::Column {
                kind: field.kind,
                ten_thousands: field.kind == Kind::Amount && columns::in_ten_thousands(&used.heading),
                from_1904,
                birthday: field.keys.last().is_some_and(|key| key == "出生日期"),
            };
            match read::read(cell, &column) {
                Ok(Said::Nothing) => {}
                Ok(Said::Text(text)) => {
                    let texts = match (field.many, takes_lines(field)) {
                        (true, _) => split(&text, field),
                        (false, true) => vec![text],
                        (false, false) => vec![one_line(&text)],
                    };
                    self.give(field, used, texts.into_iter().map(|text| (text, used.column)).collect());
                }
                Ok(Said::When(when)) => {
                    let (heading, column) = (used.heading.clone(), used.column);
                    self.given.push(Given { field: field.clone(), column, heading, content: Content::When(when) });
                }
                Err(fault) => self.fault(used.column, Some(field), &used.heading, fault),
            }
        }
    }

    /// Adds texts; columns of one series (隐患1, 隐患2) go to one field.
    fn give(&mut self, field: &Field, used: &Used, texts: Vec<(String, u16)>) {
        if let Some(Given { content: Content::Texts(held), .. }) = self.given.iter_mut().find(|given| given.field.keys == field.keys) {
            held.extend(texts);
        } else if !texts.is_empty() {
            let (heading, column) = (used.heading.clone(), used.column);
            self.given.push(Given { field: field.clone(), column, heading, content: Content::Texts(texts) });
        }
    }

    fn fault(&mut self, column: u16, field: Option<&Field>, heading: &str, fault: Fault) {
        let place = self.source.at.cell(self.row.number, column);
        let path = field.map(|field| format!("{}（“{heading}”一列）", field.path())).unwrap_or_else(|| format!("“{heading}”一列"));
        let finding = Diagnostic::refuse(fault.code, fault.message).at(&place.file, place.pos).field(path).expected(fault.expected);
        let found = shown(self.row.cell(column));
        let finding = if found.is_empty() { finding } else { finding.found(found) };
        self.faults.push(if fault.remedy.is_empty() { finding } else { finding.remedy(fault.remedy) });
    }

    fn fault_at(&mut self, given: &Given, fault: Fault) {
        self.fault(given.column, Some(&given.field), &given.heading, fault);
    }

    fn find(&self, path: &str) -> Option<&Given> {
        self.given.iter().find(|given| given.field.is(path))
    }

    /// Takes what is given for a field.
    pub fn take(&mut self, keys: &[String]) -> Option<Given> {
        let at = self.given.iter().position(|given| given.field.keys == keys)?;
        Some(self.given.remove(at))
    }

    fn take_path(&mut self, path: &str) -> Option<Given> {
        let at = self.given.iter().position(|given| given.field.is(path))?;
        Some(self.given.remove(at))
    }

    /// 无 under a heading that asks for violations, evidence or things to hand over says that there are none; so does a
    /// fine of 0.
    fn drop_nothings(&mut self) {
        self.given.retain(|given| {
            let keys = &given.field.keys;
            let asked =
                matches!(keys[0].as_str(), "违法行为" | "问题移交" | "证据" | "责令改正" | "复查") || given.field.kind == Kind::Name;
            let none = matches!(given.whole().as_str(), "无" | "没有" | "暂无" | "不处罚");
            let zero = keys.last().is_some_and(|key| key == "罚款") && parse_amount(&given.whole()) == Ok(0);
            !(zero || asked && none)
        });
    }

    /// Everything that stands for itself.
    fn rest(&mut self) {
        for given in std::mem::take(&mut self.given) {
            let tree = match (&given.content, given.field.kind) {
                (Content::When(_), _) | (Content::Texts(_), Kind::Range) => match moments::alone(&given) {
                    Ok(tree) => tree,
                    Err(said) => {
                        let message = format!("这一列只要日期，这一格还有时间（{said}）");
                        self.fault_at(&given, Fault::new("S22", message, "日期，如 2026-03-05", "删去时间"));
                        continue;
                    }
                },
                (Content::Texts(texts), _) => match texts.as_slice() {
                    [(text, column)] => Tree::value(text.clone(), *column),
                    texts => Tree::List(texts.iter().map(|(text, column)| Tree::value(text.clone(), *column)).collect()),
                },
            };
            if !self.tree.put(&given.field.keys, tree) {
                let message = format!("“{}”填入的“{}”已经由别的列填了", given.heading, given.field.path());
                self.fault_at(&given, Fault::new("S27", message, "一项由一列填", "在 mapping.yaml 里把其中一列改成“不用”，或者改填别的项"));
            }
        }
    }

    /// The value at a path of the form.
    fn text(&self, path: &[&str]) -> Option<String> {
        match self.tree.at(path) {
            Some(Tree::Value(value)) => Some(value.text.clone()),
            Some(Tree::List(_) | Tree::Keys(_)) | None => None,
        }
    }

    /// The violation in the short keys of the small form, when they can say all of it: an action then can add to it.
    fn shorten(&mut self) {
        let all_short = match self.tree.at(&["违法行为"]) {
            Some(Tree::Keys(keys)) => keys.iter().all(|(key, tree)| match key.as_str() {
                "案由" | "事实" | "行为日期" | "违反" | "依据" => true,
                "处罚" => matches!(tree, Tree::Keys(penalty) if penalty.len() == 1 && penalty[0].0 == "罚款"),
                _ => false,
            }),
            Some(Tree::Value(_) | Tree::List(_)) | None => false,
        };
        if !all_short {
            return;
        }
        let longs = [("案由", "案由"), ("事实", "违法事实"), ("行为日期", "行为日期"), ("违反", "违反"), ("依据", "依据")];
        for (long, short) in longs {
            if let Some(tree) = self.tree.take(&["违法行为", long]) {
                self.tree.put(&[short.to_string()], tree);
            }
        }
        if let Some(tree) = self.tree.take(&["违法行为", "处罚", "罚款"]) {
            self.tree.put(&["罚款".to_string()], tree);
        }
    }

    /// The name of the form's files.
    fn stem(&self, digits: usize) -> String {
        let party = ["名称", "姓名", "经营者"].into_iter().find_map(|key| self.text(&["当事人", key]));
        let stem = self.text(&["编号"]).unwrap_or_else(|| format!("{:0digits$}-{}", self.row.number, party.unwrap_or_default()));
        names::component(&stem, MAX_STEM_BYTES)
    }
}

/// Room is left for what is put before and after a stem.
const MAX_STEM_BYTES: usize = names::MAX_COMPONENT_BYTES - 32;

/// Whether line breaks in a field are the officer's paragraphs, and not a name or number wrapped to fit its cell.
fn takes_lines(field: &Field) -> bool {
    let key = field.keys.last().map_or("", String::as_str);
    field.kind == Kind::Text && PARAGRAPHS.iter().any(|end| key.ends_with(end))
}

const PARAGRAPHS: &[&str] =
    &["事实", "情况", "备注", "意见", "理由", "内容", "说明", "计算", "摘要", "结论", "教育", "描述", "建议", "证明"];

/// A text that was wrapped by hand, on one line: nothing between Chinese characters, else a space.
fn one_line(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
        if joins(out.chars().next_back()) && joins(line.chars().next()) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// Whether a row has anything in the columns in use.
pub fn is_empty(row: &Row, used: &[Used]) -> bool {
    used.iter().all(|used| matches!(row.cell(used.column), Cell::Empty))
}
