//! Reading citations as people type them: titles in or out of 《》, 第九十七条第七项, 97条7项, 第（一）项至第（三）项, later
//! ones leaning on earlier ones (第三十条第一款、第二款). No knowledge of which statutes exist.

use crate::text::numeral;
use std::fmt;

/// A provision within a statute, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct TypedProvision {
    pub article: u32,
    pub sub: Option<u32>,
    pub paragraph: Option<u32>,
    pub item: Option<u32>,
    pub item_to: Option<u32>,
    pub subitem: Option<u32>,
}

impl fmt::Display for TypedProvision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&numeral::article(self.article, self.sub))?;
        self.paragraph.map_or(Ok(()), |n| f.write_str(&numeral::paragraph(n)))?;
        self.item.map_or(Ok(()), |n| f.write_str(&numeral::item(n)))
    }
}

/// A provision with the title it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    /// The title without marks; `None` when there was none.
    pub title: Option<String>,
    /// The year of a version: 《安全生产法》（2021年修正）.
    pub year: Option<i32>,
    /// The provision.
    pub provision: TypedProvision,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Article,
    Paragraph,
    Item,
    Subitem,
}

#[derive(Default)]
struct Reading {
    out: Vec<Typed>,
    unread: Vec<String>,
    title: Option<String>,
    /// A provision of the title was read.
    used: bool,
    year: Option<i32>,
    current: Option<TypedProvision>,
    range: bool,
}

/// Reads all provisions of a text; beside them the words nothing was made of, as typed.
pub(super) fn read(text: &str) -> (Vec<Typed>, Vec<String>) {
    let chars: Vec<char> = text.chars().collect();
    let mut reading = Reading::default();
    let mut word = String::new();
    // the number before was one of several that share a mark: 第一、二款
    let mut listed = false;
    let mut at = 0;
    while at < chars.len() {
        if chars[at] == '《' {
            let end = chars[at..].iter().position(|c| *c == '》').map(|n| at + n);
            let title: String = chars[at + 1..end.unwrap_or(chars.len())].iter().collect();
            reading.left(&mut word);
            at = end.map_or(chars.len(), |end| end + 1);
            let (year, next) = version_year(&chars, at);
            reading.statute(title.trim().to_string(), year);
            at = next;
            continue;
        }
        match numbered(&chars, at, listed) {
            Some((number, mark, next)) => {
                listed = !MARKS.contains(&chars[next - 1]);
                match bare_title(&word).filter(|_| mark == Mark::Article) {
                    Some(title) => reading.statute(title, None),
                    None => reading.left(&mut word),
                }
                word.clear();
                at = next;
                match mark {
                    Mark::Article => {
                        let (sub, next) = sub_number(&chars, at);
                        at = next;
                        reading.article(number, sub);
                    }
                    Mark::Paragraph => reading.paragraph(number),
                    Mark::Item => reading.item(number),
                    Mark::Subitem => reading.subitem(number),
                }
            }
            None => {
                match chars[at] {
                    '至' | '到' | '-' | '－' | '—' | '~' | '～' => reading.range = true,
                    '、' | '，' | ',' | '；' | ';' | '。' | '\n' => reading.left(&mut word),
                    c if c.is_whitespace() => {}
                    c => word.push(c),
                }
                at += 1;
            }
        }
    }
    reading.left(&mut word);
    reading.statute(String::new(), None);
    (reading.out, reading.unread)
}

/// What a number counts.
const MARKS: [char; 4] = ['条', '款', '项', '目'];
/// A range of more articles or 款 is no range.
const LONGEST_RANGE: u32 = 40;

impl Reading {
    fn flush(&mut self) {
        if let Some(provision) = self.current.take() {
            self.out.push(Typed { title: self.title.clone(), year: self.year, provision });
        }
        self.range = false;
    }
    /// A word nothing was made of.
    fn left(&mut self, word: &mut String) {
        self.unread.extend(bare_title(word));
        word.clear();
    }
    fn statute(&mut self, title: String, year: Option<i32>) {
        self.flush();
        if let Some(unused) = self.title.take().filter(|_| !self.used) {
            self.unread.push(format!("《{unused}》"));
        }
        (self.title, self.used, self.year) = ((!title.is_empty()).then_some(title), false, year);
    }
    /// The numbers between two that are parted by 至.
    fn between(&self, first: Option<u32>, last: u32) -> std::ops::Range<u32> {
        match first.filter(|first| self.range && *first < last && last - first <= LONGEST_RANGE) {
            Some(first) => first + 1..last,
            None => last..last,
        }
    }
    fn article(&mut self, article: u32, sub: Option<u32>) {
        let whole = self.current.filter(|before| (before.sub, before.paragraph, before.item) == (None, None, None)).map(|p| p.article);
        for article in self.between(whole.filter(|_| sub.is_none()), article) {
            self.flush();
            self.current = Some(TypedProvision { article, ..TypedProvision::default() });
        }
        self.flush();
        self.used = true;
        self.current = Some(TypedProvision { article, sub, ..TypedProvision::default() });
    }
    fn paragraph(&mut self, number: u32) {
        let Some(before) = self.current else {
            self.unread.push(numeral::paragraph(number));
            return;
        };
        let of = |paragraph| TypedProvision {
            article: before.article,
            sub: before.sub,
            paragraph: Some(paragraph),
            ..TypedProvision::default()
        };
        let first = before.paragraph.filter(|_| before.item.is_none());
        for paragraph in self.between(first, number) {
            self.flush();
            self.current = Some(of(paragraph));
        }
        if before.paragraph.is_some() || before.item.is_some() {
            self.flush();
        }
        self.range = false;
        self.current = Some(of(number));
    }
    fn item(&mut self, number: u32) {
        let Some(before) = self.current else {
            self.unread.push(numeral::item(number));
            return;
        };
        match before.item {
            None => self.current = Some(TypedProvision { item: Some(number), ..before }),
            Some(first) if self.range && number > first => {
                self.current = Some(TypedProvision { item_to: Some(number), ..before });
            }
            Some(_) => {
                self.flush();
                self.current = Some(TypedProvision { item: Some(number), item_to: None, subitem: None, ..before });
            }
        }
        self.range = false;
    }
    fn subitem(&mut self, number: u32) {
        if let Some(current) = &mut self.current {
            current.subitem = Some(number);
        }
    }
}

/// `第`? `（`? number `）`? 条/款/项/目 at `at`: the number, what it counts, and where the text goes on. Of several numbers that
/// share a mark (第一至第三项, 第一、二款, 第（一）（七）项) each counts the same; `listed`: the number before was such a one.
fn numbered(chars: &[char], at: usize, listed: bool) -> Option<(u32, Mark, usize)> {
    let mut next = at;
    if chars.get(next) == Some(&'第') {
        next += 1;
    }
    let open = matches!(chars.get(next), Some('（' | '('));
    next += usize::from(open);
    let start = next;
    while chars.get(next).is_some_and(|c| numeral::is_numeral(*c)) {
        next += 1;
    }
    let number = numeral::parse(&chars[start..next].iter().collect::<String>()).filter(|n| (1..10_000).contains(n))?;
    if open {
        matches!(chars.get(next), Some('）' | ')')).then_some(())?;
        next += 1;
    }
    let mark = match chars.get(next) {
        // 条例 is a word, not an article.
        Some('条') if chars.get(next + 1) != Some(&'例') && !open => Mark::Article,
        Some('款') if !open => Mark::Paragraph,
        Some('项') => Mark::Item,
        Some('目') if !open => Mark::Subitem,
        Some('至' | '到' | '-' | '－' | '—' | '~' | '～' | '、' | '，' | ',' | '和' | '及' | '与') if at < start || listed => {
            let (_, mark, _) = numbered(chars, next + 1, true)?;
            return Some((number, mark, next));
        }
        Some('（' | '(') if open => {
            let (_, mark, _) = numbered(chars, next, true)?;
            return Some((number, mark, next));
        }
        _ => return None,
    };
    Some((number, mark, next + 1))
}

/// 之一 after 条.
fn sub_number(chars: &[char], at: usize) -> (Option<u32>, usize) {
    if chars.get(at) != Some(&'之') {
        return (None, at);
    }
    let end = chars[at + 1..].iter().position(|c| !numeral::is_numeral(*c)).map_or(chars.len(), |n| at + 1 + n);
    match numeral::parse(&chars[at + 1..end].iter().collect::<String>()) {
        Some(sub) if sub > 0 => (Some(sub), end),
        Some(_) | None => (None, at),
    }
}

/// （2021年修正） after a title.
fn version_year(chars: &[char], at: usize) -> (Option<i32>, usize) {
    if !matches!(chars.get(at), Some('（' | '(')) {
        return (None, at);
    }
    let Some(end) = chars[at..].iter().position(|c| matches!(c, '）' | ')')).map(|n| at + n) else { return (None, at) };
    let inside: String = chars[at + 1..end].iter().collect();
    let year = inside.split_once('年').map_or(inside.as_str(), |(year, _)| year);
    match numeral::parse(year).and_then(|n| i32::try_from(n).ok()) {
        Some(year) if (1949..2200).contains(&year) => (Some(year), end + 1),
        // 国务院令第591号, 以下简称…
        Some(_) | None if ["令", "公布", "以下简称"].iter().any(|note| inside.contains(note)) => (None, end + 1),
        Some(_) | None => (None, at),
    }
}

/// Words after which a title begins.
const LEADS: [&str; 7] = ["违反了", "违反", "根据", "依据", "依照", "按照", "参照"];
/// Words between one title and the next.
const LINKS: [&str; 6] = ["以及", "和", "及", "与", "了", "同时"];
/// Words after a title.
const TAILS: [&str; 5] = ["的规定", "之规定", "规定", "的", "中"];

/// The title in words such as 该单位的行为违反了某某条例的: what follows the last lead, without links and tails.
fn bare_title(word: &str) -> Option<String> {
    let start = LEADS.iter().filter_map(|lead| word.rfind(lead).map(|at| at + lead.len())).max().unwrap_or(0);
    let mut rest = word[start..].trim();
    while let Some(shorter) = LINKS.iter().find_map(|w| rest.strip_prefix(w)).or_else(|| TAILS.iter().find_map(|w| rest.strip_suffix(w))) {
        rest = shorter.trim();
    }
    (!rest.is_empty()).then(|| rest.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn printed(text: &str) -> Vec<String> {
        read(text)
            .0
            .into_iter()
            .map(|t| {
                let to = t.provision.item_to.map_or(String::new(), |n| format!("至{}", numeral::item(n)));
                let year = t.year.map_or(String::new(), |year| format!("@{year}"));
                format!("{}{year}:{}{to}", t.title.unwrap_or_default(), t.provision)
            })
            .collect()
    }

    #[test]
    fn reads_the_ways_people_type() {
        let cases: &[(&str, &[&str])] = &[
            ("《安全生产法》97条7项", &["安全生产法:第九十七条第（七）项"]),
            ("安全生产法第九十七条第七项", &["安全生产法:第九十七条第（七）项"]),
            ("安全生产法九十七条（七）项", &["安全生产法:第九十七条第（七）项"]),
            ("违反了《安全生产法》第三十条第一款的规定", &["安全生产法:第三十条第一款"]),
            ("《安全生产法》第30条第1款、第41条第2款", &["安全生产法:第三十条第一款", "安全生产法:第四十一条第二款"]),
            ("《安全生产法》第二十八条第一款、第二款", &["安全生产法:第二十八条第一款", "安全生产法:第二十八条第二款"]),
            ("《A》第七条第（一）项、第(三)项", &["A:第七条第（一）项", "A:第七条第（三）项"]),
            ("《A》第五条第（六）项至第（十）项", &["A:第五条第（六）项至第（十）项"]),
            ("《A》第五条第六至十项", &["A:第五条第（六）项至第（十）项"]),
            ("《A》第一条和《B》第二条", &["A:第一条", "B:第二条"]),
            ("《刑法》第134条之一", &["刑法:第一百三十四条之一"]),
            ("《安全生产法》（2014年修正）第九十四条", &["安全生产法@2014:第九十四条"]),
            ("该单位的行为违反了某某条例的第三条", &["某某条例:第三条"]),
            ("第九十七条", &[":第九十七条"]),
            ("《A》第三十条第一、二款", &["A:第三十条第一款", "A:第三十条第二款"]),
            ("《A》第三十、四十一条", &["A:第三十条", "A:第四十一条"]),
            ("《A》第三十条、四十一条", &["A:第三十条", "A:第四十一条"]),
            ("《A》第九十七条第一、七项", &["A:第九十七条第（一）项", "A:第九十七条第（七）项"]),
            ("《A》第九十七条第(一)(七)项", &["A:第九十七条第（一）项", "A:第九十七条第（七）项"]),
            ("《A》第九十七条第（一）、（二）、（七）项", &["A:第九十七条第（一）项", "A:第九十七条第（二）项", "A:第九十七条第（七）项"]),
            ("《A》第二条第一款至第三款", &["A:第二条第一款", "A:第二条第二款", "A:第二条第三款"]),
            ("《A》第二条第一至三款", &["A:第二条第一款", "A:第二条第二款", "A:第二条第三款"]),
            ("《A》第三条至第五条", &["A:第三条", "A:第四条", "A:第五条"]),
            ("《A》（国务院令第591号）第三条", &["A:第三条"]),
        ];
        for (text, expected) in cases {
            assert_eq!(printed(text), *expected, "{text}");
            assert_eq!(read(text).1, Vec::<String>::new(), "{text}");
        }
        for text in ["", "安全生产法", "第591号", "第零条", "《安全生产法", "三条例"] {
            assert_eq!(printed(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_nothing_was_made_of_is_said() {
        for (text, unread) in [
            ("《A》第九十七条第七项和《B》", "《B》"),
            ("《A》第三十条第一款但书除外，见《B》", "但书除外|见|《B》"),
            ("《A》第三十条第一款（不适用）", "（不适用）"),
            ("不是《A》第三十条第一款", "不是"),
            ("《A》第三十条 第一款2", "2"),
            ("《A》第一款", "第一款|《A》"),
            ("该单位违反了《A》第三条的规定，依据《B》第四条", ""),
        ] {
            assert_eq!(read(text).1.join("|"), unread, "{text}");
        }
    }

    proptest! {
        /// However several numbers are put together, none is lost.
        #[test]
        fn no_number_of_a_list_is_lost(numbers in prop::collection::btree_set(1u32..40, 1..6), unit in 0usize..3, sep in 0usize..4) {
            let (mark, open, close) = [("款", "", ""), ("项", "（", "）"), ("项", "", "")][unit];
            let one = |n: &u32| format!("{open}{}{close}", numeral::chinese(*n));
            let list = numbers.iter().map(one).collect::<Vec<_>>().join(["、", "和", "，", "及"][sep]);
            let (read, unread) = read(&format!("《A》第三条第{list}{mark}"));
            let got: Vec<Option<u32>> = read.iter().map(|typed| if mark == "款" { typed.provision.paragraph } else { typed.provision.item }).collect();
            prop_assert_eq!(got, numbers.iter().copied().map(Some).collect::<Vec<_>>());
            prop_assert!(unread.is_empty(), "{:?}", unread);
        }

        #[test]
        fn no_text_panics(text in "[《》第之至（）()条款项目一二十百0-9、和安全法 ]{0,24}") {
            let _ = read(&text);
        }
    }
}
