//! Lists whose items have keys in columns of their own: photographs of evidence, places of hazards.

use super::super::fields::{Field, Kind, field};
use super::super::read::Fault;
use super::super::split::split;
use super::super::tree::{Tree, Value};
use super::{Draft, Given, Photos};
use crate::case::split_quantities;
use std::collections::HashSet;

impl Draft<'_> {
    /// Lists whose items have keys in other columns: places and photographs of hazards, photographs of evidence.
    pub(super) fn nested(&mut self, photos: Photos) {
        let inner: Vec<Given> = {
            let of_columns = self.source.used.iter().map(|used| &used.field);
            let outer = of_columns.chain(self.given.iter().map(|given| &given.field)).filter(|field| field.short.is_some());
            let outer: HashSet<Vec<String>> = outer.map(|field| field.keys.clone()).collect();
            let (inner, given) = std::mem::take(&mut self.given).into_iter().partition(|given: &Given| {
                given.field.kind == Kind::Photos || outer.contains(&given.field.keys[..given.field.keys.len() - 1])
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
        let outer = self.source.used.iter().map(|used| &used.field).find(|field| field.keys == parent).cloned();
        let outer = outer.or_else(|| field(&parent.join(".")).ok());
        let short = outer.as_ref().and_then(|outer| outer.short);
        let count = match self.tree.at(&path) {
            Some(Tree::List(items)) => items.len(),
            Some(Tree::Value(_) | Tree::Keys(_)) => 1,
            None => 0,
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
        let items = match self.tree.take(&path) {
            Some(Tree::List(items)) => items,
            Some(one) => vec![one],
            None => {
                self.tree.put(&given.field.keys, per_item.into_iter().next().unwrap_or_else(Tree::new));
                return;
            }
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
        let mut items: Vec<Tree> = items.collect();
        let tree = match outer {
            // one person with a name and a telephone, not a list of them
            Some(Field { many: false, .. }) if items.len() == 1 => items.remove(0),
            Some(_) | None => Tree::List(items),
        };
        self.tree.put(parent, tree);
    }
}
