//! How each kind is masked.

use super::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// A number: the first six characters of an identity card (the county), three of a phone, four of an account, stars for
/// the rest.
pub fn number(number: impl Iterator<Item = char>, kind: Kind) -> String {
    let kept = match kind {
        Kind::Id => 6,
        Kind::Phone => 3,
        Kind::Account => 4,
        Kind::Name | Kind::Home | Kind::Plate | Kind::Photo => 0,
    };
    number.enumerate().map(|(index, c)| if index < kept { c } else { '*' }).collect()
}

/// A home down to the county (or the city, when it names no county), and what is masked of it. `None` when it says no
/// more than that already.
pub fn home(home: &str) -> Option<(String, String)> {
    let chars: Vec<char> = home.chars().collect();
    let (mut kept, mut levels) = (0, 0);
    for (index, c) in chars.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
        let is_level = match c {
            '省' | '州' | '盟' | '市' | '县' | '旗' => true,
            '区' => !matches!(before, '小' | '社' | '园' | '业' | '发' | '住' | '新' | '厂' | '校'),
            '镇' | '乡' | '街' | '路' | '村' | '号' | '弄' | '道' | '巷' | '社' | '园' | '苑' | '楼' | '栋' | '幢' => break,
            '小' => break,
            _ => false,
        };
        if is_level && index + 1 - kept >= 2 && levels < 4 {
            kept = index + 1;
            levels += 1;
            if *c == '县' || *c == '旗' {
                break;
            }
        }
    }
    let (head, tail) = (chars[..kept].iter().collect::<String>(), chars[kept..].iter().collect::<String>());
    (!tail.is_empty()).then_some((head, tail))
}

/// Surnames of two characters.
const COMPOUND: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "司徒", "东方", "独孤", "南宫", "端木",
    "百里", "呼延", "澹台", "轩辕", "濮阳", "淳于", "太史", "申屠", "公冶", "钟离", "闻人", "赫连",
];
/// Tell apart persons whose masks would be the same.
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];

/// What stays of a name, and the 某 after it: (张, 某某), (买买提·吐, 某).
fn parts(name: &str) -> (String, &'static str) {
    if let Some((given, father)) = name.split_once('·') {
        let initial: String = father.chars().take(1).collect();
        return (format!("{given}·{initial}"), "某");
    }
    let count = name.chars().count();
    let kept = if count > 2 && COMPOUND.iter().any(|surname| name.starts_with(surname)) { 2 } else { 1 };
    let stays: String = name.chars().take(kept).collect();
    (stays, if count - kept > 1 && !name.is_ascii() { "某某" } else { "某" })
}

/// A mask for each name: the same person has the same one, two persons never share one (张某甲, 张某乙). A name that
/// already is a mask stays.
pub fn names(names: &[String]) -> BTreeMap<String, String> {
    let mut out: BTreeMap<String, String> = BTreeMap::new();
    let mut taken: BTreeSet<String> = names.iter().filter(|name| name.contains('某')).cloned().collect();
    let open: Vec<(&String, String, &str)> = names
        .iter()
        .filter(|name| !name.contains('某'))
        .map(|name| {
            let (stays, some) = parts(name);
            (name, stays, some)
        })
        .collect();
    for (name, stays, some) in &open {
        let plain = format!("{stays}{some}");
        let shared = open.iter().filter(|(_, s, m)| s == stays && m == some).count() > 1;
        let numbered = || (1..).map(|number: usize| format!("{stays}某{number}"));
        let told = STEMS.iter().map(|stem| format!("{stays}某{stem}")).chain(numbered());
        let mask = std::iter::once(plain).skip(usize::from(shared)).chain(told).find(|mask| !taken.contains(mask)).unwrap_or_default();
        taken.insert(mask.clone());
        out.insert((*name).clone(), mask);
    }
    out
}
