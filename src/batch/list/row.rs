//! One row made into a form: its cells read, what belongs together put together, what contradicts itself refused by cell.

use super::fields::{Field, Kind};
use super::form::{RowForm, Source};
use super::mapping::Used;
use super::read::{self, Fault, Said, says_nothing_found, shown};
use super::rows::Settings;
use super::split::split;
use super::tree::{self, Tree, Value};
use super::{columns, moments};
use crate::batch::digest::ListRow;
use crate::case::split_quantities;
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
                    let texts = if field.many { split(&text, field) } else { vec![text] };
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
        self.given.iter().find(|given| given.field.path() == path)
    }

    /// Takes what is given for a field.
    pub fn take(&mut self, keys: &[String]) -> Option<Given> {
        let at = self.given.iter().position(|given| given.field.keys == keys)?;
        Some(self.given.remove(at))
    }

    fn take_path(&mut self, path: &str) -> Option<Given> {
        let at = self.given.iter().position(|given| given.field.path() == path)?;
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
            !(asked && none) && !zero
        });
    }

    /// The party: a unit or a person, its head under the title its kind has.
    fn party(&mut self) {
        let (unit, person) = (self.find("当事人.名称").cloned(), self.find("当事人.姓名").cloned());
        let kind = self.find("当事人.类型").map(Given::whole).unwrap_or_default();
        let trader = kind.contains("个体");
        match (&unit, &person) {
            (None, None) if trader && self.find("当事人.经营者").is_some() => {}
            (None, None) => {
                let used = ["当事人.名称", "当事人.姓名"]
                    .into_iter()
                    .find_map(|path| self.source.used.iter().find(|used| used.field.path() == path));
                if let Some(used) = used.cloned()
                    && !self.faults.iter().any(|fault| fault.place.as_ref().is_some_and(|p| p.pos.column == u32::from(used.column) + 1))
                {
                    let remedy = "一行写一个案件。一家有几项隐患的，写在同一格里，分行；名称的单元格合并过的，先取消合并";
                    let fault = Fault::new("S28", "这一行没有当事人的名称或者姓名", "单位名称，或者个人的姓名", remedy);
                    self.fault(used.column, None, &used.heading, fault);
                }
            }
            (Some(unit), Some(person)) if !trader => {
                let message = format!("这一行既有单位（{}）又有个人（{}），不知道当事人是哪一个", unit.whole(), person.whole());
                let remedy = "一行写一个当事人；当事人是个人的，单位写在“所在单位”一列；姓名是现场负责人、法定代表人的，改列名";
                self.fault_at(person, Fault::new("S27", message, "单位名称和姓名只写一个", remedy));
            }
            (Some(_), _) | (_, Some(_)) => {}
        }
        if unit.is_none() && person.is_some() && self.find("当事人.住址").is_none() {
            self.rename("当事人.地址", "住址");
        }
        let head = if trader {
            Some("经营者")
        } else if kind.contains("分支") || kind.contains("分公司") {
            Some("负责人")
        } else {
            None
        };
        if let Some(head) = head.filter(|head| self.find(&format!("当事人.{head}")).is_none()) {
            self.rename("当事人.法定代表人", head);
        }
    }

    fn rename(&mut self, path: &str, key: &str) {
        if let Some(given) = self.given.iter_mut().find(|given| given.field.path() == path)
            && let Some(last) = given.field.keys.last_mut()
        {
            *last = key.to_string();
        }
    }

    /// Whether the row is an inspection that found nothing.
    fn nothing_found(&mut self) -> bool {
        let mut denied = false;
        for path in ["检查.隐患", "违法行为.隐患", "违法行为.事实"] {
            if !self.find(path).is_some_and(|given| says_nothing_found(&given.whole())) {
                continue;
            }
            let Some(given) = self.take_path(path) else { continue };
            denied = true;
            let whole = given.whole();
            let said = if whole.chars().count() <= 3 { format!("{}：{whole}", given.heading) } else { whole };
            if self.find("检查.情况").is_none() {
                self.tree.put(&["检查".to_string(), "情况".to_string()], Tree::value(said, given.column));
            }
        }
        let account = self.find("检查.情况").cloned();
        let clean = account.as_ref().map_or(denied, |account| says_nothing_found(&account.whole()));
        let violation = self.given.iter().find(|given| given.field.keys[0] == "违法行为" || given.field.path() == "检查.隐患").cloned();
        match (&violation, account.filter(|_| clean)) {
            (Some(violation), Some(account)) => {
                let other = self.source.at.cell(self.row.number, violation.column);
                let message = format!("“{}”写的是没有发现问题，“{}”却写了内容", account.heading, violation.heading);
                let remedy = "有问题的，把检查情况写成检查时看到的情况；没有问题的，删去案由、违法事实、隐患和罚款";
                self.fault_at(&account, Fault::new("S27", message, "两处一致", remedy));
                if let Some(fault) = self.faults.last_mut() {
                    fault.related.push((other, format!("“{}”在这里", violation.heading)));
                }
                false
            }
            (Some(_), None) => false,
            (None, _) => clean || denied,
        }
    }

    fn handover(&mut self) {
        if self.find("问题移交.问题").is_none()
            && let Some(body) = self.find("问题移交.受移交机关").cloned()
        {
            let remedy = "写明移交什么问题；没有要移交的，删去移交机关";
            self.fault_at(&body, Fault::new("S27", format!("写了“{}”，没有写移交什么问题", body.heading), "移交的问题", remedy));
        }
    }

    /// Lists whose items have keys in other columns: places and photographs of hazards, photographs of evidence.
    fn nested(&mut self, photos: Photos) {
        let inner: Vec<Given> = {
            let outer = self.source.used.iter().filter(|used| used.field.short.is_some()).map(|used| &used.field.keys);
            let outer: Vec<&Vec<String>> = outer.collect();
            let (inner, given) = std::mem::take(&mut self.given).into_iter().partition(|given: &Given| {
                let parent = &given.field.keys[..given.field.keys.len() - 1];
                given.field.kind == Kind::Photos || outer.iter().any(|keys| keys.as_slice() == parent)
            });
            self.given = given;
            inner
        };
        for given in inner {
            let keys = given.field.keys.clone();
            let Some((key, parent)) = keys.split_last() else { continue };
            self.open_items(parent);
            match given.field.kind {
                Kind::Photos => {
                    let Some(paths) = self.resolve(&given, photos) else { continue };
                    if parent == ["证据"] { self.evidence_photos(&given, paths) } else { self.spread(parent, key, &given, paths) }
                }
                _ => {
                    let texts = given.texts().to_vec();
                    self.spread(parent, key, &given, texts);
                }
            }
        }
    }

    /// Puts the items of a list into the tree, so that keys can be added to them.
    fn open_items(&mut self, parent: &[String]) {
        if let Some(items) = self.take(parent) {
            let items = items.texts().iter().map(|(text, column)| Tree::value(text.clone(), *column)).collect();
            self.tree.put(parent, Tree::List(items));
        }
    }

    /// The paths of the files a cell names; each name must mean exactly one.
    fn resolve(&mut self, given: &Given, photos: Photos) -> Option<Vec<(String, u16)>> {
        let mut out = Vec::new();
        let mut sound = true;
        for (name, column) in given.texts() {
            let found = photos(name);
            let message = match found.as_slice() {
                [one] => {
                    out.push((one.clone(), *column));
                    continue;
                }
                [] => format!("没有找到照片“{name}”"),
                _ => format!("有{}张照片都叫“{name}”：{}", found.len(), found.iter().take(4).cloned().collect::<Vec<_>>().join("、")),
            };
            let remedy = if found.is_empty() {
                "核对文件名；照片放在名单所在的文件夹或者里面的文件夹"
            } else {
                "连文件夹一起写，如 第一组/IMG_01.jpg"
            };
            self.fault(*column, Some(&given.field), &given.heading, Fault::new("S26", message, "名单所在文件夹里的一张照片", remedy));
            sound = false;
        }
        sound.then_some(out)
    }

    /// Photographs of the case: they belong to the item of evidence that is photographs, or make one.
    fn evidence_photos(&mut self, given: &Given, paths: Vec<(String, u16)>) {
        let count = paths.len();
        let photos = Tree::List(paths.into_iter().map(|(path, column)| Tree::value(path, column)).collect());
        let mut items = match self.tree.take(&["证据"]) {
            Some(Tree::List(items)) => items,
            Some(one) => vec![one],
            None => Vec::new(),
        };
        let is_photo = |tree: &Tree| match tree {
            Tree::Value(value) => value.text.contains("照片"),
            Tree::List(_) | Tree::Keys(_) => false,
        };
        let own: Vec<usize> = items.iter().enumerate().filter(|(_, item)| is_photo(item)).map(|(at, _)| at).collect();
        match own.as_slice() {
            [at] => {
                if let Tree::Value(Value { text, column }) = &items[*at] {
                    let (name, quantities) = split_quantities(text);
                    let mut keys = vec![("名称".to_string(), Tree::value(name, *column))];
                    keys.extend(quantities.into_iter().map(|(key, number)| (key.to_string(), Tree::value(number, *column))));
                    keys.push(("照片".to_string(), photos));
                    items[*at] = Tree::Keys(keys);
                }
            }
            [] => items.push(Tree::Keys(vec![
                ("名称".to_string(), Tree::value("现场照片", given.column)),
                ("张数".to_string(), Tree::value(count.to_string(), given.column)),
                ("照片".to_string(), photos),
            ])),
            _ => {
                let remedy = "证据里只留一项照片，或者在表单里分开写";
                let message = format!("证据里有{}项照片，不知道这些文件属于哪一项", own.len());
                self.fault_at(given, Fault::new("S27", message, "一项照片", remedy));
            }
        }
        self.tree.put(&["证据".to_string()], Tree::List(items));
    }

    /// Gives a key to the items of a list: all values to the only item, or one value to each.
    fn spread(&mut self, parent: &[String], key: &str, given: &Given, texts: Vec<(String, u16)>) {
        let path: Vec<&str> = parent.iter().map(String::as_str).collect();
        let short = super::fields::field(&parent.join(".")).ok().and_then(|field| field.short);
        let count = match self.tree.at(&path) {
            Some(Tree::List(items)) => items.len(),
            Some(Tree::Value(_) | Tree::Keys(_)) | None => 0,
        };
        let value = |text: &(String, u16)| Tree::value(text.0.clone(), text.1);
        let all = |texts: &[(String, u16)]| if given.field.many { Tree::List(texts.iter().map(value).collect()) } else { value(&texts[0]) };
        let per_item: Vec<Tree> = match (count, short) {
            (0, Some(_)) => {
                let message = format!("有“{}”，没有它说明的内容（{}）", given.heading, parent.join("."));
                self.fault_at(given, Fault::new("S27", message, "两列都写，或者都不写", "补上内容，或者删去这一格"));
                return;
            }
            (0 | 1, _) => vec![all(&texts)],
            (count, _) => {
                let parts: Vec<(String, u16)> = if given.field.many {
                    texts.clone()
                } else {
                    let list = Field { many: true, keys: vec!["项".to_string()], ..given.field.clone() };
                    split(&texts[0].0, &list).into_iter().map(|text| (text, texts[0].1)).collect()
                };
                if parts.len() == count {
                    parts.iter().map(|part| all(std::slice::from_ref(part))).collect()
                } else if parts.len() == 1 && key == "地点" {
                    vec![value(&parts[0]); count]
                } else {
                    let message = format!("“{}”有{}项，它说明的内容有{count}项，对不上", given.heading, parts.len());
                    self.fault_at(given, Fault::new("S27", message, "项数相同，次序相同", "一项一行，两列的行数相同"));
                    return;
                }
            }
        };
        let Some(Tree::List(items)) = self.tree.take(&path) else {
            self.tree.put(&given.field.keys, per_item.into_iter().next().unwrap_or_else(Tree::new));
            return;
        };
        let items = items.into_iter().zip(per_item).map(|(item, tree)| {
            let mut keys = match (item, short) {
                (Tree::Keys(keys), _) => keys,
                (item, Some(short)) => vec![(short.to_string(), item)],
                (item, None) => vec![(key.to_string(), item)],
            };
            keys.push((key.to_string(), tree));
            Tree::Keys(keys)
        });
        self.tree.put(parent, Tree::List(items.collect()));
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
            self.tree.put(&given.field.keys, tree);
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

/// Whether a row has anything in the columns in use.
pub fn is_empty(row: &Row, used: &[Used]) -> bool {
    used.iter().all(|used| matches!(row.cell(used.column), Cell::Empty))
}
