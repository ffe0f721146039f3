//! Where the words of a writ come from: each origin gets a number in order of its first use and a line in the list at the
//! end of the page.

use super::escape::text;
use crate::document::Origin;
use std::collections::HashMap;
use std::fmt::Write;

/// Kinds of origin that are marked: class, word, what the legend says.
pub const KINDS: [(&str, &str, &str); 5] = [
    ("form", "表单", "表单里填写的，实线"),
    ("agency", "机关档案", "机关档案里的，虚线"),
    ("law", "法律数据", "按日期查到的条款、案由、数额，双线"),
    ("computed", "计算", "由程序算出的，点线"),
    ("wording", "固定用语", "随法律变化的固定用语，细点线"),
];

/// Class of a marked origin; `None` for the fixed words of the template.
pub fn class(origin: &Origin) -> Option<&'static str> {
    match origin {
        Origin::Template => None,
        Origin::Form { .. } => Some("form"),
        Origin::Agency { .. } => Some("agency"),
        Origin::Law { .. } => Some("law"),
        Origin::Computed { .. } => Some("computed"),
        Origin::Wording { .. } => Some("wording"),
    }
}

/// The origin in words.
pub fn describe(origin: &Origin) -> String {
    match origin {
        Origin::Template => "模板".to_string(),
        Origin::Form { path, file, line, column } => format!("表单：{path}（{} 第{line}行第{column}列）", base_name(file)),
        Origin::Agency { path } => format!("机关档案：{}", path.strip_prefix("机关档案.").unwrap_or(path)),
        Origin::Law { source } => format!("法律数据：{source}"),
        Origin::Wording { id } => format!("固定用语：{id}"),
        Origin::Computed { how } => format!("计算：{how}"),
    }
}

/// The last part of a path: a page names no folder, so that the same case makes the same bytes anywhere.
pub fn base_name(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}

/// The origins of a page.
#[derive(Debug, Default)]
pub struct Origins<'d> {
    numbers: HashMap<&'d Origin, usize>,
    list: Vec<Listed<'d>>,
    values: usize,
}

#[derive(Debug)]
struct Listed<'d> {
    origin: &'d Origin,
    sample: &'d str,
    uses: Vec<usize>,
}

/// Characters of a value repeated in the list.
const SAMPLE: usize = 24;
/// Links from an origin back to its uses.
const BACK: usize = 12;

impl<'d> Origins<'d> {
    /// Notes a use: (number of the value, number of its origin), both from 1.
    pub fn using(&mut self, origin: &'d Origin, words: &'d str) -> (usize, usize) {
        self.values += 1;
        let next = self.list.len();
        let at = *self.numbers.entry(origin).or_insert(next);
        if at == next {
            self.list.push(Listed { origin, sample: words, uses: Vec::new() });
        }
        self.list[at].uses.push(self.values);
        (self.values, at + 1)
    }

    /// How many origins there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The numbered list.
    pub fn list(&self) -> String {
        let mut out = String::from("<ol class=\"origins\">\n");
        for (index, listed) in self.list.iter().enumerate() {
            let mut sample: String = listed.sample.chars().take(SAMPLE).collect();
            if listed.sample.chars().nth(SAMPLE).is_some() {
                sample.push('…');
            }
            let class = class(listed.origin).unwrap_or_default();
            let _ = write!(
                out,
                "<li id=\"o{}\"><span class=\"from\">{}</span> <span class=\"k {class}\">{}</span> <span class=\"back\">",
                index + 1,
                text(&describe(listed.origin)),
                text(&sample),
            );
            for (count, value) in listed.uses.iter().take(BACK).enumerate() {
                let _ = write!(out, "<a href=\"#v{value}\" aria-label=\"回到文中第{0}处\">↑{0}</a> ", count + 1);
            }
            if listed.uses.len() > BACK {
                let _ = write!(out, "等{}处", listed.uses.len());
            }
            out.push_str("</span></li>\n");
        }
        out.push_str("</ol>\n");
        out
    }
}

/// The legend: a sample of each kind, told apart by its line as well as by its colour.
pub fn legend() -> String {
    let mut out = String::from("<section class=\"legend\" aria-labelledby=\"legend\">\n<h2 id=\"legend\">图例</h2>\n<ul>\n");
    for (class, word, says) in KINDS {
        let _ = writeln!(out, "<li><span class=\"k {class}\">{word}</span> {says}</li>");
    }
    out.push_str("<li><mark class=\"gap\">【缺：…】</mark> 文书需要而案件还没有的</li>\n");
    out.push_str("<li>不带线的字是模板的固定文字；<span class=\"struck\">／</span> 为不需要填写；空线留给手写</li>\n</ul>\n");
    out.push_str("<p>指着或者用 Tab 键移到带线的字，页面底部写出它的来处；按回车到来处的清单，那里有回来的链接。</p>\n</section>\n");
    out
}
