//! No number and no sentence of the law in Rust: the sources are scanned for citations, periods, amounts and shares in
//! texts, and for numbers in the rooms that apply the law. What has another reason is named in
//! `tests/legal-numbers-allowed.txt`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// `path：text or number → reason`
const ALLOWED: &str = "tests/legal-numbers-allowed.txt";

/// Rooms that apply the law: a number there is a number of the law unless its reason is given.
const APPLYING: &[&str] = &["rules", "dossier", "pipeline", "explain"];

/// Numbers that count things of the program: none, one, the pair.
const COUNTING: &[&str] = &["0", "1", "2"];

/// What makes a number in a text one of the law.
const UNITS: &[&str] = &["日", "天", "个工作日", "工作日", "个月", "年", "小时", "元", "万元", "倍", "%", "％", "人次"];

/// A piece of a source file.
#[derive(Debug, PartialEq)]
enum Piece {
    Text(String),
    Number(String),
}

/// Texts and whole numbers of Rust source outside comments and tests.
fn pieces(source: &str) -> Vec<Piece> {
    let chars: Vec<char> = source.split("#[cfg(test)]").next().unwrap_or_default().chars().collect();
    let (mut out, mut at) = (Vec::new(), 0);
    let is = |at: usize, ch: char| chars.get(at) == Some(&ch);
    while at < chars.len() {
        match chars[at] {
            '/' if is(at + 1, '/') => at += chars[at..].iter().take_while(|c| **c != '\n').count(),
            '"' => {
                let mut text = String::new();
                at += 1;
                while at < chars.len() && chars[at] != '"' {
                    if chars[at] == '\\' {
                        at += 1;
                    }
                    text.extend(chars.get(at));
                    at += 1;
                }
                at += 1;
                out.push(Piece::Text(text));
            }
            // a character, or a lifetime
            '\'' if is(at + 2, '\'') => at += 3,
            '\'' if is(at + 1, '\\') => at += 2 + chars[at + 2..].iter().take_while(|c| **c != '\'').count() + 1,
            // the place in a tuple
            c if c.is_ascii_digit() && at.checked_sub(1).is_some_and(|before| is(before, '.')) => at += 1,
            c if c.is_ascii_digit() => {
                let mut end = at;
                let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
                while digit(end) || is(end, '_') || (is(end, '.') && digit(end + 1)) {
                    end += 1;
                }
                out.push(Piece::Number(chars[at..end].iter().collect()));
                // a suffix, as in 1usize
                at = end + chars[end..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').count();
            }
            c if c.is_alphanumeric() || c == '_' => at += chars[at..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').count(),
            _ => at += 1,
        }
    }
    out
}

/// Why a text says a number of the law; `None` when it does not.
fn said(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let numeral = |c: &char| c.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十百千万两".contains(*c);
    let mut at = 0;
    while at < chars.len() {
        if !numeral(&chars[at]) {
            at += 1;
            continue;
        }
        let length = chars[at..].iter().take_while(|c| numeral(c)).count();
        let number: String = chars[at..at + length].iter().collect();
        let rest: String = chars[at + length..].iter().collect();
        let before = at.checked_sub(1).map(|before| chars[before]);
        if before == Some('第') && ["条", "款", "项"].iter().any(|unit| rest.starts_with(unit)) {
            return Some(format!("第{number}{}", rest.chars().next().unwrap_or_default()));
        }
        // 第一日, 2026年3月5日 as an example of how a date is written, are not periods
        let date = rest.starts_with("年") && number.chars().count() == 4;
        if before != Some('第')
            && !date
            && before != Some('月')
            && let Some(unit) = UNITS.iter().find(|unit| rest.starts_with(**unit))
        {
            return Some(format!("{number}{unit}"));
        }
        at += length;
    }
    None
}

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).expect("folder").flatten().map(|entry| entry.path()) {
        match path.is_dir() {
            true if path.file_name().is_some_and(|name| name == "tests") => {}
            true => sources(&path, out),
            false if path.extension().is_some_and(|end| end == "rs") && path.file_name().is_some_and(|name| name != "tests.rs") => {
                out.push(path)
            }
            false => {}
        }
    }
}

/// `path：what` of everything in a source that looks like the law.
fn found(path: &str, source: &str) -> Vec<String> {
    let applying = APPLYING.iter().any(|room| path.starts_with(&format!("{room}/")));
    let pieces = pieces(source).into_iter();
    pieces
        .filter_map(|piece| match piece {
            Piece::Text(text) => said(&text),
            Piece::Number(number) => (applying && !COUNTING.contains(&number.as_str())).then_some(number),
        })
        .map(|what| format!("{path}：{what}"))
        .collect()
}

#[test]
fn the_law_stands_in_data_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = fs::read_to_string(root.join(ALLOWED)).expect(ALLOWED);
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let allowed: Vec<(&str, &str)> = lines.map(|line| line.split_once(" → ").unwrap_or_else(|| panic!("没有理由：{line}"))).collect();
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    files.sort();
    let mut all: BTreeSet<String> = BTreeSet::new();
    for file in files {
        let path = file.strip_prefix(root.join("src")).expect("below src").to_string_lossy().replace('\\', "/");
        all.extend(found(&path, &fs::read_to_string(&file).expect("UTF-8")));
    }
    let unknown: Vec<&String> = all.iter().filter(|one| !allowed.iter().any(|(known, _)| known == one)).collect();
    assert!(
        unknown.is_empty(),
        "法律的数和条款应当写在 law/ 里：\n{}",
        unknown.iter().map(|one| one.as_str()).collect::<Vec<_>>().join("\n")
    );
    let stale: Vec<&str> = allowed.iter().map(|(known, _)| *known).filter(|known| !all.contains(*known)).collect();
    assert!(stale.is_empty(), "名单里多余的：{stale:?}");
}

#[test]
fn planted_numbers_are_found() {
    let check = |source: &str, expected: &[&str]| assert_eq!(found("rules/time/a.rs", source), expected, "{source}");
    check(r#"let m = "应当在15日内告知";"#, &["rules/time/a.rs：15日"]);
    check(r#"let m = "应当在五个工作日内告知";"#, &["rules/time/a.rs：五个工作日"]);
    check(r#"let m = "《行政处罚法》第四十四条";"#, &["rules/time/a.rs：第四十四条"]);
    check(r#"let m = format!("每日按3%加处");"#, &["rules/time/a.rs：3%"]);
    check("let last = day + Duration::days(15);", &["rules/time/a.rs：15"]);
    check("// 《行政处罚法》第四十四条, 15 days\nlet none = (0, 1, items[2]);", &[]);
    check(r#"let m = "如 2026年3月5日，第一项"; let c = '5'; let l: &'static str = "a5b";"#, &["rules/time/a.rs：第一项"]);
    assert_eq!(found("layout/a.rs", "let width = 15;"), Vec::<String>::new(), "sizes of pages are no law");
}
