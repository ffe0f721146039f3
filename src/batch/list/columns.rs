//! The headings that are known, and how a heading is compared: `templates/new/list.yaml`.

use crate::case::values::{Count, OneOrMany, Text};
use crate::files::{Room, embedded_text};
use crate::text::width::half;
use crate::yaml::record::Decode;
use crate::yaml::{Reader, parse};
use crate::{record, words};
use std::collections::HashMap;
use std::sync::LazyLock;

words! {
    /// How the cells of a column of the empty sheet are set.
    pub enum Look "样" {
        /// 文字
        Text => "文字" | "text",
        /// 长文
        Long => "长文" | "long",
        /// 日期
        Date => "日期" | "date",
        /// 金额
        Amount => "金额" | "amount",
        /// 整数
        Whole => "整数" | "whole",
    }
}

record! {
    /// 名单里认得的一列
    pub struct KnownColumn "列" {
        /// 列名
        pub heading: Text => "列名" | "heading",
        /// 认得的别的列名
        pub aliases: OneOrMany<Text> => "又称" | "aliases",
        /// 填入表单的哪一项；或者 不用
        pub target: Text => "填入" | "target",
        /// 空表里的组；没有的不在空表里
        pub group: Option<Text> => "组" | "group",
        /// 空表里的列宽
        pub width: Option<Count> => "宽" | "width",
        /// 空表里的格式
        pub look: Option<Look> => "样" | "look",
        /// 下拉的内容；“案由”是全部案由
        pub choices: OneOrMany<Text> => "选" | "choices",
        /// 例
        pub example: Option<Text> => "例" | "example",
        /// 怎样填
        pub hint: Option<Text> => "说明" | "hint",
    }
}

record! {
    /// 名单的列
    pub struct KnownColumns "名单" {
        /// 各列
        pub columns: Vec<KnownColumn> => "列" | "columns",
        /// 空表“说明”一页
        pub guide: Vec<Text> => "说明" | "guide",
    }
}

/// The headings that are part of the program; a test reads the file without findings.
pub fn known() -> &'static KnownColumns {
    static KNOWN: LazyLock<KnownColumns> = LazyLock::new(|| {
        let none = KnownColumns { columns: Vec::new(), guide: Vec::new(), pos: Default::default() };
        read_known(&mut Reader::new("list.yaml")).unwrap_or(none)
    });
    &KNOWN
}

fn read_known(reader: &mut Reader) -> Option<KnownColumns> {
    let text = embedded_text(Room::Templates, "new/list.yaml").unwrap_or_default();
    let node = parse(&text, reader)?;
    KnownColumns::decode(&node, reader)
}

/// A heading as it is compared: half-width, without white space, marks of duty, notes in brackets and signs at its end.
pub fn clean(heading: &str) -> String {
    let mut out = String::new();
    let mut depth = 0usize;
    for c in heading.chars().map(half) {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            c if depth > 0 || c.is_whitespace() || matches!(c, '*' | ':' | '、' | '。' | '※' | '#' | '\u{200B}' | '\u{FEFF}') => {}
            c => out.push(c),
        }
    }
    out.to_lowercase()
}

/// The heading with what stands in its brackets kept, for comparing with aliases that have brackets themselves.
fn clean_whole(heading: &str) -> String {
    heading.chars().map(half).filter(|c| !c.is_whitespace() && !matches!(c, '*' | ':')).collect::<String>().to_lowercase()
}

/// The number at the end of a heading that is one of several alike (隐患1, 执法人员二), and the heading without it.
pub fn numbered(clean: &str) -> Option<&str> {
    let digits = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let stem = clean.trim_end_matches(digits);
    (stem.len() < clean.len() && !stem.is_empty()).then_some(stem)
}

/// Whether the notes of a heading say that its amounts are in 万元.
pub fn in_ten_thousands(heading: &str) -> bool {
    heading.contains("万元")
}

/// The known columns by their cleaned names.
struct Index {
    headings: HashMap<String, Vec<&'static KnownColumn>>,
    aliases: HashMap<String, Vec<&'static KnownColumn>>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index { headings: HashMap::new(), aliases: HashMap::new() };
    for column in &known().columns {
        index.headings.entry(clean(column.heading.text())).or_default().push(column);
        for alias in &column.aliases {
            index.aliases.entry(clean_whole(alias.text())).or_default().push(column);
        }
    }
    index
});

/// The columns a heading may stand for, in the order of the file; one when it is known, several when it is ambiguous.
pub fn find(heading: &str) -> Vec<&'static KnownColumn> {
    let (short, whole) = (clean(heading), clean_whole(heading));
    if short.is_empty() {
        return Vec::new();
    }
    let named = |text: &str| INDEX.headings.get(text).or_else(|| INDEX.aliases.get(text)).cloned().unwrap_or_default();
    let mut found = named(&whole);
    if found.is_empty() {
        found = named(&short);
    }
    if found.is_empty()
        && let Some(stem) = numbered(&short)
    {
        found = named(stem);
    }
    found
}

/// The known headings nearest to one, at most three.
pub fn near(heading: &str) -> Vec<&'static str> {
    let short = clean(heading);
    let score = |column: &'static KnownColumn| {
        let names = std::iter::once(&column.heading).chain(&column.aliases);
        let best = names.map(|name| strsim::jaro_winkler(&short, &clean(name.text()))).fold(0.0, f64::max);
        (best, column.heading.text())
    };
    let mut scored: Vec<(f64, &str)> = known().columns.iter().map(score).filter(|(score, _)| *score > 0.6).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::list::fields;

    #[test]
    fn the_file_of_headings_is_sound() {
        let mut reader = Reader::new("list.yaml");
        let read = read_known(&mut reader);
        assert!(reader.findings.is_empty(), "{:#?}", reader.findings);
        let columns = read.map(|read| read.columns).unwrap_or_default();
        assert!(columns.len() > 40);
        for column in &columns {
            let target = column.target.text();
            assert!(target == "不用" || fields::field(target).is_ok(), "{target}");
            assert_eq!(find(column.heading.text()).len(), 1, "{} is ambiguous", column.heading.text());
            for alias in &column.aliases {
                let found: Vec<&str> = find(alias.text()).iter().map(|column| column.heading.text()).collect();
                assert!(found.contains(&column.heading.text()), "{} is {found:?}", alias.text());
                assert!(found.len() == 1 || ["结果", "地点", "部位"].contains(&alias.text()), "{} is {found:?}", alias.text());
            }
            if column.group.is_some() {
                assert!(column.width.is_some() && column.look.is_some() && column.example.is_some() && column.hint.is_some(), "{target}");
            }
        }
    }

    #[test]
    fn headings_are_cleaned_before_they_are_compared() {
        for (heading, expected) in [
            ("企业名称（必填）", "单位名称"),
            ("*单位\n名称", "单位名称"),
            ("统一社会 信用代码＊", "统一社会信用代码"),
            ("法定代表人（负责人）", "法定代表人"),
            ("法定代表人／负责人", "法定代表人"),
            ("罚款金额（万元）", "罚款"),
            ("存在问题：", "隐患"),
            ("隐患２", "隐患"),
            ("执法人员一", "执法人员"),
            ("ＮＯ", "序号"),
            ("检查　时间", "检查时间"),
        ] {
            let found: Vec<&str> = find(heading).iter().map(|column| column.heading.text()).collect();
            assert_eq!(found, [expected], "{heading}");
        }
        assert!(find("特种设备数量").is_empty() && find("（必填）").is_empty());
        assert!(near("法定代表").contains(&"法定代表人"));
    }
}
