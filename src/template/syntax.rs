//! The closed subset of tera that templates may use, read from source: outputs, loops, conditions, includes.
//! Whatever is not in the subset is a finding, so that nothing tera would silently print as nothing gets through.

use crate::diag::Pos;

/// A bracket of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tag {
    /// `{{ path | filter }}`
    Output { path: String, filter: Option<String> },
    /// `{% for name in path %}`
    For { name: String, path: String },
    /// `{% endfor %}`
    EndFor,
    /// `{% if path and not path %}`
    If { condition: Condition },
    /// `{% elif … %}`
    Elif { condition: Condition },
    /// `{% else %}`
    Else,
    /// `{% endif %}`
    EndIf,
    /// `{% include "name" %}`
    Include { name: String },
}

/// A condition: it holds when all names of one of the ways are as wanted (`and` binds closer than `or`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The ways, each a list of names with what they must be.
    pub ways: Vec<Vec<(String, bool)>>,
}

impl Condition {
    /// The names, in order of writing.
    pub fn paths(&self) -> impl Iterator<Item = &String> {
        self.ways.iter().flatten().map(|(path, _)| path)
    }
}

/// A bracket with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The bracket.
    pub tag: Tag,
    /// Where it opens.
    pub pos: Pos,
}

/// Something outside the subset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub pos: Pos,
    /// What, in Chinese.
    pub message: String,
}

/// Filters a template may use.
pub const FILTERS: &[&str] = &["hand", "strike"];

/// Reads all brackets of a source; comments are skipped.
pub fn read(source: &str) -> (Vec<Placed>, Vec<Fault>) {
    let mut tags = Vec::new();
    let mut faults = Vec::new();
    let mut pos = Pos { line: 1, column: 1 };
    let mut rest = source;
    while let Some((start, closer)) = opening(rest) {
        advance(&mut pos, &rest[..start]);
        rest = &rest[start..];
        let Some(end) = rest.find(closer) else {
            faults.push(Fault { pos, message: format!("“{}”没有配对的“{closer}”", &rest[..2]) });
            break;
        };
        let inner = rest[2..end].trim_matches('-').trim();
        match closer {
            "#}" => {}
            "}}" => match output(inner) {
                Ok(tag) => tags.push(Placed { tag, pos }),
                Err(message) => faults.push(Fault { pos, message }),
            },
            _ => match statement(inner) {
                Ok(tag) => tags.push(Placed { tag, pos }),
                Err(message) => faults.push(Fault { pos, message }),
            },
        }
        advance(&mut pos, &rest[..end + 2]);
        rest = &rest[end + 2..];
    }
    (tags, faults)
}

/// The source with brackets and comments removed, line breaks kept.
pub fn without_tags(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((start, closer)) = opening(rest) {
        out.push_str(&rest[..start]);
        let end = rest[start..].find(closer).map_or(rest.len(), |i| start + i + 2);
        out.extend(rest[start..end].chars().filter(|c| *c == '\n'));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// The source with brackets and comments blanked out: every other character keeps its line and column.
pub fn blanked(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((start, closer)) = opening(rest) {
        out.push_str(&rest[..start]);
        let end = rest[start..].find(closer).map_or(rest.len(), |i| start + i + 2);
        out.extend(rest[start..end].chars().map(|c| if c == '\n' { c } else { ' ' }));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Where the next bracket opens, and what closes it.
pub(super) fn opening(text: &str) -> Option<(usize, &'static str)> {
    let closer = |at: usize| match text.as_bytes().get(at + 1)? {
        b'{' => Some("}}"),
        b'%' => Some("%}"),
        b'#' => Some("#}"),
        _ => None,
    };
    text.match_indices('{').find_map(|(at, _)| Some((at, closer(at)?)))
}

fn advance(pos: &mut Pos, text: &str) {
    let (lines, last) = text.rsplit_once('\n').map_or((None, text), |(before, last)| (Some(before), last));
    if let Some(before) = lines {
        *pos = Pos { line: pos.line + 1 + before.matches('\n').count() as u32, column: 1 };
    }
    pos.column += last.chars().count() as u32;
}

fn is_path(text: &str) -> bool {
    !text.is_empty()
        && text.split('.').all(|part| {
            part.starts_with(|c: char| c.is_ascii_lowercase())
                && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        })
}

fn output(inner: &str) -> Result<Tag, String> {
    let (path, filter) = match inner.split_once('|') {
        None => (inner, None),
        Some((path, filter)) => (path.trim(), Some(filter.trim())),
    };
    if !is_path(path) {
        return Err(format!("“{{{{ {inner} }}}}”只能是一个名称，最多带一个过滤器；不能有运算、引号或者中文"));
    }
    let Some(filter) = filter else {
        return Ok(Tag::Output { path: path.into(), filter: None });
    };
    let name = filter.split('(').next().unwrap_or(filter).trim();
    if !FILTERS.contains(&name) {
        return Err(format!("不能用过滤器“{name}”；可用的是 {}", FILTERS.join("、")));
    }
    let arguments = filter[name.len()..].trim();
    let sound = match name {
        "hand" => arguments
            .strip_prefix("(w=")
            .and_then(|a| a.strip_suffix(')'))
            .is_some_and(|w| w.parse::<f32>().is_ok_and(|w| (0.5..=40.0).contains(&w))),
        _ => arguments.is_empty(),
    };
    if !sound {
        return Err(format!("过滤器写法应为 {}", if name == "hand" { "hand(w=宽度)，宽度以字计" } else { name }));
    }
    Ok(Tag::Output { path: path.into(), filter: Some(name.into()) })
}

fn statement(inner: &str) -> Result<Tag, String> {
    let words: Vec<&str> = inner.split_whitespace().collect();
    match words.as_slice() {
        ["for", name, "in", path] if is_path(name) && is_path(path) => Ok(Tag::For { name: (*name).into(), path: (*path).into() }),
        ["endfor"] => Ok(Tag::EndFor),
        ["else"] => Ok(Tag::Else),
        ["endif"] => Ok(Tag::EndIf),
        ["include", name] => match name.strip_prefix('"').and_then(|n| n.strip_suffix('"')) {
            Some(name) => Ok(Tag::Include { name: name.into() }),
            None => Err("include 后面写带引号的文件名，如 {% include \"parts/remedy.xml\" %}".into()),
        },
        ["if", rest @ ..] => condition(rest).map(|condition| Tag::If { condition }),
        ["elif", rest @ ..] => condition(rest).map(|condition| Tag::Elif { condition }),
        _ => Err(format!("模板里不能用“{{% {inner} %}}”；可用的只有 for、if、elif、else、include")),
    }
}

fn condition(words: &[&str]) -> Result<Condition, String> {
    let mut ways: Vec<Vec<(String, bool)>> = vec![Vec::new()];
    let mut want_path = true;
    let mut wanted = true;
    for word in words {
        match (*word, want_path) {
            ("not", true) => wanted = !wanted,
            ("and", false) => want_path = true,
            ("or", false) => {
                ways.push(Vec::new());
                want_path = true;
            }
            (path, true) if is_path(path) => {
                let last = path.rsplit('.').next().unwrap_or(path);
                if !(last.starts_with("has_") || last.starts_with("is_") || matches!(path, "loop.first" | "loop.last")) {
                    return Err(format!("条件里只能用 has_…、is_… 开头的名称，写的是“{path}”"));
                }
                if let Some(way) = ways.last_mut() {
                    way.push((path.to_string(), wanted));
                }
                want_path = false;
                wanted = true;
            }
            _ => return Err(format!("条件里只能用名称和 not、and、or，写的是“{}”", words.join(" "))),
        }
    }
    if want_path { Err("条件没有写完".into()) } else { Ok(Condition { ways }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(source: &str) -> Result<Tag, String> {
        let (tags, faults) = read(source);
        match (tags.into_iter().next(), faults.into_iter().next()) {
            (Some(tag), None) => Ok(tag.tag),
            (_, Some(fault)) => Err(fault.message),
            (None, None) => Err("nothing".into()),
        }
    }

    #[test]
    fn the_subset_is_read() {
        assert_eq!(one("{{ party.name }}"), Ok(Tag::Output { path: "party.name".into(), filter: None }));
        assert_eq!(one("{{ a.b | hand(w=6) }}"), Ok(Tag::Output { path: "a.b".into(), filter: Some("hand".into()) }));
        assert_eq!(one("{% for e in evidence %}"), Ok(Tag::For { name: "e".into(), path: "evidence".into() }));
        let both = Condition { ways: vec![vec![("has_a".into(), false), ("b.is_c".into(), true)]] };
        assert_eq!(one("{% if not has_a and b.is_c %}"), Ok(Tag::If { condition: both }));
        assert_eq!(one("{% include \"parts/a.xml\" %}"), Ok(Tag::Include { name: "parts/a.xml".into() }));
    }

    #[test]
    fn everything_else_is_a_fault() {
        for bad in [
            "{{ a ~ b }}",
            "{{ 1 + 1 }}",
            "{{ a | default(value=1) }}",
            "{{ a | safe }}",
            "{{ a | hand }}",
            "{{ a | strike | hand(w=2) }}",
            "{{ 当事人 }}",
            "{{ a",
            "{% set a = 1 %}",
            "{% if party.name %}",
            "{% if has_a == 1 %}",
            "{% if has_a and %}",
            "{% raw %}",
        ] {
            assert!(one(bad).is_err(), "{bad} should be refused");
        }
    }

    #[test]
    fn places_count_characters() {
        let (tags, _) = read("甲乙\n丙{{ a }}");
        assert_eq!(tags[0].pos, Pos { line: 2, column: 2 });
        assert_eq!(without_tags("甲{# x\ny #}乙{{ a }}"), "甲\n乙");
        assert_eq!(blanked("甲{# x\ny #}乙{{ a }}丙"), "甲    \n    乙       丙");
    }
}
