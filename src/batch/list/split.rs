//! Several values in one cell: lines, numbered points, semicolons; for names, files and evidence also 、 and commas.

use super::fields::{Field, Kind};

/// The values a cell holds for a field that takes several.
pub fn split(text: &str, field: &Field) -> Vec<String> {
    match field.keys.last().map_or("", String::as_str) {
        // 一段话，或者逐条发现: one account unless it is numbered.
        "情况" => numbered(text).unwrap_or_else(|| vec![text.to_string()]),
        "证据" | "检查项" | "材料" | "携带材料" => points(text, true),
        _ => match field.kind {
            Kind::Name => names(text),
            Kind::Photos => pieces(text, |c| matches!(c, '\n' | '；' | ';' | '、' | '，' | ',' | '|')),
            Kind::Text
            | Kind::TextOrDay
            | Kind::Code
            | Kind::IdNumber
            | Kind::Phone
            | Kind::Postcode
            | Kind::Amount
            | Kind::Count
            | Kind::Flag
            | Kind::Day
            | Kind::Moment
            | Kind::Period
            | Kind::Range => points(text, false),
        },
    }
}

/// Numbered points, else lines, else what stands between semicolons (and 、 when `commas`).
fn points(text: &str, commas: bool) -> Vec<String> {
    if let Some(points) = numbered(text) {
        return points;
    }
    if text.contains('\n') {
        return pieces(text, |c| c == '\n');
    }
    pieces(text, |c| matches!(c, '；' | ';') || (commas && c == '、'))
}

/// The pieces between separators outside brackets and quotes, without empty ones and without separators at their ends.
fn pieces(text: &str, separates: impl Fn(char) -> bool) -> Vec<String> {
    let (mut out, mut piece, mut depth) = (Vec::new(), String::new(), 0usize);
    let mut push = |piece: &mut String| {
        let clean = piece.trim().trim_end_matches(['；', ';', '，', ',', '、']).trim();
        if !clean.is_empty() {
            out.push(clean.to_string());
        }
        piece.clear();
    };
    for c in text.chars() {
        match c {
            '（' | '(' | '《' | '“' | '〔' | '[' => depth += 1,
            '）' | ')' | '》' | '”' | '〕' | ']' => depth = depth.saturating_sub(1),
            '\n' => depth = 0,
            _ => {}
        }
        if depth == 0 && separates(c) {
            push(&mut piece);
        } else {
            piece.push(c);
        }
    }
    push(&mut piece);
    out
}

/// The points of `1. … 2. …`, `（1）…（2）…`, `一、… 二、…`, `①…②…`: the numbers must start at one and go up by one, the
/// first at the start of the text.
fn numbered(text: &str) -> Option<Vec<String>> {
    let chars: Vec<char> = text.chars().collect();
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let free = at == 0 || chars[at - 1].is_whitespace() || matches!(chars[at - 1], '；' | ';' | '。' | '，' | ',' | '、' | '：' | ':');
        match mark(&chars[at..], starts.len() + 1).filter(|_| free) {
            Some(length) => {
                starts.push((at, at + length));
                at += length;
            }
            None => at += 1,
        }
    }
    let begins = starts.first().is_some_and(|(at, _)| chars[..*at].iter().all(|c| c.is_whitespace()));
    if !begins || starts.len() < 2 {
        // A single “1.” is still a mark, not part of the words.
        return (begins && starts.len() == 1 && !text.contains('\n')).then(|| vec![text_of(&chars[starts[0].1..])]);
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([chars.len()]);
    let points = starts.iter().zip(ends).map(|((_, from), to)| text_of(&chars[*from..to]));
    Some(points.filter(|point| !point.is_empty()).collect())
}

fn text_of(chars: &[char]) -> String {
    let text: String = chars.iter().collect();
    text.trim().trim_end_matches(['；', ';', '，', ',', '、']).trim().to_string()
}

/// The length of the mark of point `number` at the start of `chars`.
fn mark(chars: &[char], number: usize) -> Option<usize> {
    let arabic = number.to_string();
    let circled = u32::try_from(number).ok().filter(|n| *n <= 20).and_then(|n| char::from_u32(0x245F + n));
    let chinese = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"].get(number - 1).copied().unwrap_or("");
    if chars.first().copied() == circled && circled.is_some() {
        return Some(1);
    }
    let after = |word: &str| -> Option<usize> {
        let length = word.chars().count();
        (length > 0 && chars.len() >= length && chars.iter().take(length).copied().eq(word.chars())).then_some(length)
    };
    let bracketed = |word: &str| -> Option<usize> {
        let open = matches!(chars.first()?, '（' | '(').then_some(1)?;
        let length = word.chars().count();
        let inside = length > 0 && chars.iter().skip(open).take(length).copied().eq(word.chars());
        (inside && matches!(chars.get(open + length)?, '）' | ')')).then_some(open + length + 1)
    };
    if let Some(length) = bracketed(&arabic).or_else(|| bracketed(chinese)) {
        return Some(length);
    }
    if let Some(length) = after(&arabic)
        && let Some(sign) = chars.get(length)
        && matches!(sign, '.' | '．' | '、' | ')' | '）')
    {
        // 1.5米 is a number, not a point.
        let decimal = *sign == '.' && chars.get(length + 1).is_some_and(char::is_ascii_digit);
        return (!decimal).then_some(length + 1);
    }
    after(chinese).filter(|length| chars.get(*length) == Some(&'、')).map(|length| length + 1)
}

/// Names between separators; also between spaces, when each part is a whole name (李卫东 王晓明, not 张 三).
fn names(text: &str) -> Vec<String> {
    let han = |c: char| ('\u{3400}'..='\u{9FFF}').contains(&c) || c as u32 >= 0x20000;
    let mut out = Vec::new();
    for piece in pieces(text, |c| matches!(c, '\n' | '；' | ';' | '、' | '，' | ',' | '/' | '|')) {
        let parts: Vec<&str> = piece.split_whitespace().collect();
        if parts.len() < 2 || !piece.chars().all(|c| han(c) || c.is_whitespace()) {
            out.push(piece);
        } else if parts.iter().all(|part| part.chars().count() >= 2) {
            out.extend(parts.iter().map(|part| (*part).to_string()));
        } else {
            out.push(parts.concat());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::fields::field;
    use super::*;

    fn check(path: &str, text: &str, expected: &[&str]) {
        let field = field(path).unwrap_or_else(|no| panic!("{path}: {no:?}"));
        assert_eq!(split(text, &field), expected, "{path}: {text}");
    }

    #[test]
    fn a_cell_holds_several_values() {
        for (text, expected) in [
            ("配电箱没有接地", &["配电箱没有接地"][..]),
            ("配电箱没有接地；消火栓被遮挡；", &["配电箱没有接地", "消火栓被遮挡"]),
            ("甲；乙\n丙", &["甲；乙", "丙"]),
            ("1.一车间配电箱没有接地；2.二车间消火栓被遮挡、缺水带。", &["一车间配电箱没有接地", "二车间消火栓被遮挡、缺水带。"]),
            ("1、甲\n2、乙；丙\n3、丁", &["甲", "乙；丙", "丁"]),
            ("（1）甲（见图）；（2）乙", &["甲（见图）", "乙"]),
            ("①甲；②乙；③丙", &["甲", "乙", "丙"]),
            ("一、甲 二、乙", &["甲", "乙"]),
            ("1. 护栏高度1.05米，不足 1.2米。 2. 通道宽 2.5 米", &["护栏高度1.05米，不足 1.2米。", "通道宽 2.5 米"]),
            ("1.只有一项", &["只有一项"]),
            ("2号车间缺少护栏；3号车间堵塞", &["2号车间缺少护栏", "3号车间堵塞"]),
            ("见《清单》（一；二）", &["见《清单》（一；二）"]),
        ] {
            check("检查.隐患", text, expected);
        }
        check("检查.隐患", &(1..=12).map(|n| format!("{n}.问题{n}；")).collect::<String>(), {
            &["问题1", "问题2", "问题3", "问题4", "问题5", "问题6", "问题7", "问题8", "问题9", "问题10", "问题11", "问题12"]
        });
    }

    #[test]
    fn names_files_and_evidence_are_split_at_their_own_signs() {
        check("执法人员", "李卫东、王晓明", &["李卫东", "王晓明"]);
        check("执法人员", "李卫东 王晓明", &["李卫东", "王晓明"]);
        check("执法人员", "张　三，李 四", &["张三", "李四"]);
        check("执法人员", "JOHN SMITH; 山田 太郎", &["JOHN SMITH", "山田", "太郎"]);
        check(
            "证据",
            "现场照片2张、询问笔录（张三、李四）2份；营业执照复印件1份",
            &["现场照片2张", "询问笔录（张三、李四）2份", "营业执照复印件1份"],
        );
        check("证据.照片", "IMG 01.jpg、a/02.png\n03", &["IMG 01.jpg", "a/02.png", "03"]);
        check("检查.情况", "甲；乙\n丙", &["甲；乙\n丙"]);
        check("检查.情况", "1.甲；\n2.乙", &["甲", "乙"]);
    }
}
