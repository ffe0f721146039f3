//! Small edits to the text of a form, so that one sample serves many tests: 改, 首, 删, 去, 重, 加.

/// A form with edits made, one after the other, parted by `；`. An edit that changes nothing is a fault.
pub fn edited(form: &str, edits: &str) -> String {
    edits.split('；').fold(form.to_string(), |text, edit| edit_once(&text, edit))
}

/// One edit: `改 甲 ⇒ 乙` wherever 甲 stands, `首 甲 ⇒ 乙` only where it stands first, `删 键` every value of a key, `去 文` the lines
/// with a text, `重 几 文` writes them so many times more, `加 行` a line at the end. `\n` is a line break.
pub fn edit_once(text: &str, edit: &str) -> String {
    let said = |words: &str| words.replace("\\n", "\n");
    let pair = |lead: &str| edit.strip_prefix(lead).and_then(|rest| rest.split_once(" ⇒ ")).map(|(from, to)| (said(from), said(to)));
    let now = if let Some((from, to)) = pair("改 ") {
        text.replace(&from, &to)
    } else if let Some((from, to)) = pair("首 ") {
        text.replacen(&from, &to, 1)
    } else if let Some(key) = edit.strip_prefix("删 ") {
        without(text, key)
    } else if let Some(part) = edit.strip_prefix("去 ") {
        text.split_inclusive('\n').filter(|line| !line.contains(part)).collect()
    } else if let Some((times, part)) = edit.strip_prefix("重 ").and_then(|rest| rest.split_once(' ')) {
        let times: usize = times.parse().unwrap_or_else(|_| panic!("不懂的写法：{edit}"));
        let copies = |line: &str| line.repeat(if line.contains(part) { times + 1 } else { 1 });
        text.split_inclusive('\n').map(copies).collect()
    } else if let Some(line) = edit.strip_prefix("加 ") {
        format!("{}\n{}\n", text.trim_end(), said(line))
    } else {
        panic!("不懂的写法：{edit}")
    };
    assert!(now != text, "{edit} 没有改变什么");
    now
}

/// A form without a key: lines that start with it and what is indented below, and its values inside braces.
fn without(form: &str, key: &str) -> String {
    let (own, mut out, mut below) = (format!("{key}:"), String::new(), None);
    for line in form.lines() {
        let depth = line.len() - line.trim_start().len();
        if below.is_some_and(|above| line.trim().is_empty() || depth > above) {
            continue;
        }
        below = line.trim_start().starts_with(&own).then_some(depth);
        if below.is_none() {
            out.push_str(&without_inside(line, key));
            out.push('\n');
        }
    }
    out
}

/// A line without a key's values inside braces.
fn without_inside(line: &str, key: &str) -> String {
    let mut line = line.to_string();
    loop {
        let places = [format!(", {key}: "), format!("{{{key}: ")].map(|lead| line.find(&lead).map(|at| (at, at + lead.len())));
        let Some((start, value)) = places.into_iter().flatten().min() else { return line };
        let mut depth = 0;
        let ends = |(at, ch): (usize, char)| {
            let end = depth == 0 && (matches!(ch, ']' | '}') || line[value + at..].starts_with(", "));
            depth += i32::from(matches!(ch, '[' | '{')) - i32::from(matches!(ch, ']' | '}'));
            end.then_some(value + at)
        };
        let end = line[value..].char_indices().find_map(ends).unwrap_or(line.len());
        let (keep, end) = match line[start..].starts_with('{') {
            true => (start + 1, end + if line[end..].starts_with(", ") { 2 } else { 0 }),
            false => (start, end),
        };
        line.replace_range(keep..end, "");
    }
}
