//! A look at the layout of a file before it is parsed: everything an officer's keyboard does to YAML (Tab, full-width
//! space and colon, a value that needs quotes) is told at once, line by line. The text is mended as it was probably
//! meant, so that parsing can go on and tell what else is wrong; a mended file is still refused.

use super::{Keys, Reader};
use crate::diag::{Diagnostic, Pos};
use std::collections::HashSet;

/// At most this many findings of layout are listed.
const MAX_FINDINGS: usize = 60;

/// What the lines being read are part of.
enum Inside {
    /// Ordinary lines.
    Nothing,
    /// The text below `|` or `>`, indented deeper than this.
    Block(usize),
    /// A quoted value that did not end on its line: the quote, the indentation of its key, where it opened.
    Quote(char, usize, Pos),
    /// `[ … ]` or `{ … }` open over several lines.
    Flow(usize),
}

/// The key before: where it stands and whether an unquoted value follows that deeper lines would continue.
struct Last {
    indent: usize,
    plain: bool,
}

struct Scan<'a> {
    reader: &'a mut Reader,
    known: &'a Keys,
    anchors: HashSet<String>,
    inside: Inside,
    last: Option<Last>,
    line: u32,
    findings: usize,
}

/// Looks at `source` (line ends already `\n`) and returns it mended. `known` are keys of the form in any section.
pub(super) fn scan(source: &str, known: &Keys, reader: &mut Reader) -> String {
    let anchors = source
        .split_whitespace()
        .filter_map(|word| word.strip_prefix('&'))
        .map(|word| word.trim_end_matches([',', ']', '}']).to_string())
        .collect();
    let mut scan = Scan { reader, known, anchors, inside: Inside::Nothing, last: None, line: 0, findings: 0 };
    let mut out = String::with_capacity(source.len() + 64);
    for line in source.split('\n') {
        scan.line += 1;
        if let Inside::Quote(quote, indent, opened) = scan.inside
            && split_key(line.trim_start()).is_some()
            && line.len() - line.trim_start_matches(' ').len() <= indent
        {
            scan.unclosed(quote, opened, &mut out);
        }
        let mended = scan.line(line);
        out.push_str(&mended);
        out.push('\n');
    }
    if let Inside::Quote(quote, _, opened) = scan.inside {
        scan.unclosed(quote, opened, &mut out);
    }
    out
}

/// White space that is not an indentation in YAML.
fn is_wide_space(c: char) -> bool {
    c != ' ' && c != '\t' && (c.is_whitespace() || c == '\u{3000}' || c == '\u{FEFF}')
}

/// Whether a text could be meant as a key: short, without spaces and sentence marks.
fn looks_like_key(text: &str) -> bool {
    let count = text.chars().count();
    let word = |c: char| c.is_alphanumeric() || matches!(c, '（' | '）' | '(' | ')' | '_' | '-' | '/');
    (1..=20).contains(&count) && text.chars().all(word) && text.chars().any(char::is_alphabetic)
}

impl Scan<'_> {
    fn report(&mut self, column: usize, finding: Diagnostic) {
        self.findings += 1;
        if self.findings <= MAX_FINDINGS {
            self.reader.report(Pos { line: self.line, column: column as u32 + 1 }, finding);
        }
    }

    /// Reports a quote that never closes and closes it at the end of `out`.
    fn unclosed(&mut self, quote: char, opened: Pos, out: &mut String) {
        let finding = Diagnostic::refuse("Y16", "引号没有配对：有开始没有结束").found(quote.to_string());
        self.reader.report(opened, finding.remedy(format!("在这段文字的末尾补上半角的 {quote}")));
        out.truncate(out.trim_end().len());
        out.push(quote);
        out.push('\n');
        self.inside = Inside::Nothing;
    }

    fn line(&mut self, line: &str) -> String {
        let mut line = line.to_string();
        if let Some(at) = line.chars().position(|c| c == '\u{FEFF}') {
            self.report(at, Diagnostic::remind("F30", "已删去看不见的字符：字节顺序标记（U+FEFF）").found("U+FEFF"));
            line.retain(|c| c != '\u{FEFF}');
        }
        let lead: String = line.chars().take_while(|c| c.is_whitespace() || is_wide_space(*c)).collect();
        let content = line[lead.len()..].trim_end().to_string();
        if content.is_empty() {
            return String::new();
        }
        let spaces = lead.chars().take_while(|c| *c == ' ').count();
        match self.inside {
            Inside::Block(indent) if spaces > indent => return line,
            Inside::Quote(quote, _, _) => {
                if closing(&content, quote).is_some() {
                    self.inside = Inside::Nothing;
                }
                return line;
            }
            Inside::Flow(depth) => {
                let depth = self.flow(&content, lead.chars().count(), depth);
                self.inside = if depth == 0 { Inside::Nothing } else { Inside::Flow(depth) };
                return line;
            }
            Inside::Block(_) | Inside::Nothing => {}
        }
        let lead = self.lead(&lead, content.starts_with('#'));
        if let Inside::Block(indent) = self.inside {
            if lead.len() > indent {
                return lead + &content;
            }
            self.inside = Inside::Nothing;
        }
        if content.starts_with(['#', '%']) || content.starts_with("---") || content.starts_with("...") {
            return lead + &content;
        }
        let indent = lead.len();
        if self.last.as_ref().is_some_and(|last| last.plain && indent > last.indent) {
            return lead + &content;
        }
        let mut mended = lead;
        self.content(&content, indent, false, &mut mended);
        mended
    }

    /// Reports Tab and wide spaces at the head of a line and returns spaces for them.
    fn lead(&mut self, lead: &str, comment: bool) -> String {
        if let Some(at) = lead.chars().position(|c| c == '\t')
            && !comment
        {
            let finding = Diagnostic::refuse("Y10", "缩进用了 Tab 键").found("Tab").expected("空格");
            self.report(at, finding.remedy("把行首的 Tab 换成两个空格"));
        }
        if let Some((at, wide)) = lead.chars().enumerate().find(|(_, c)| is_wide_space(*c))
            && !comment
        {
            let (name, code) = match wide {
                '\u{3000}' => ("全角空格", wide as u32),
                '\u{A0}' => ("不换行空格", wide as u32),
                other => ("特殊空格", other as u32),
            };
            let finding = Diagnostic::refuse("Y11", format!("缩进用了{name}（U+{code:04X}）")).found(name).expected("半角空格");
            self.report(at, finding.remedy("删去行首的空白，用半角空格重新缩进"));
        }
        lead.chars().map(|c| if c == ' ' { " " } else { "  " }).collect()
    }

    /// A line's content from column `column` on: list dashes, key, value. `item` = after a dash.
    fn content(&mut self, content: &str, column: usize, item: bool, out: &mut String) {
        if let Some(rest) = content.strip_prefix('-') {
            let inner = rest.trim_start();
            if rest.is_empty() || rest.starts_with([' ', '\t']) {
                let gap = rest.chars().count() - inner.chars().count();
                out.push('-');
                out.push_str(&" ".repeat(gap));
                self.last = Some(Last { indent: column, plain: false });
                if !inner.is_empty() && !inner.starts_with('#') {
                    self.content(inner, column + 1 + gap, true, out);
                }
                return;
            }
            if rest.starts_with(|c: char| !c.is_ascii()) || rest.starts_with(['{', '[']) {
                let finding = Diagnostic::refuse("Y14", "“-”后面没有空格").found(content.chars().take(12).collect::<String>());
                self.report(column, finding.remedy("“-”后面空一格"));
                out.push_str("- ");
                return self.content(rest, column + 1, true, out);
            }
        }
        let Some((key, value)) = split_key(content) else {
            return self.keyless(content, column, item, out);
        };
        let value_column = column + content.chars().count() - value.chars().count();
        let head = &content[..content.len() - value.len()];
        let value = value.trim_end();
        let plain = !value.is_empty() && !value.starts_with(['#', '|', '>', '"', '\'', '[', '{', '&', '*']);
        self.last = Some(Last { indent: column, plain });
        let _ = key;
        out.push_str(head);
        self.value(value, value_column, column, out);
    }

    /// Content without `: `: a slip of the colon, or an item of a list.
    fn keyless(&mut self, content: &str, column: usize, item: bool, out: &mut String) {
        let meant = |known: &Keys, colon: char| {
            let (key, rest) = content.split_once(colon)?;
            let key = key.trim();
            let quoted = content.starts_with(['"', '\'', '[', '{']);
            let sure = || !item || known.contains(key);
            (!quoted && looks_like_key(key) && !rest.starts_with("//") && sure()).then_some((key, rest))
        };
        if let Some((key, rest)) = meant(self.known, '：') {
            let at = column + content.chars().position(|c| c == '：').unwrap_or(0);
            let finding = Diagnostic::refuse("Y12", format!("“{key}”后面用了全角冒号“：”")).found("：").expected("半角冒号“:”加一个空格");
            self.report(at, finding.remedy(format!("改成“{key}: {}”", rest.trim())));
            return self.mended_key(key, rest.trim(), column, out);
        }
        if let Some((key, rest)) = meant(self.known, ':') {
            let at = column + content.chars().position(|c| c == ':').unwrap_or(0);
            let finding = Diagnostic::refuse("Y12", format!("“{key}”的冒号后面没有空格")).found(content).expected("冒号后面空一格");
            self.report(at, finding.remedy(format!("改成“{key}: {}”", rest.trim())));
            return self.mended_key(key, rest.trim(), column, out);
        }
        if item {
            let plain = !content.starts_with(['|', '>', '"', '\'', '[', '{', '&', '*']);
            self.last = Some(Last { indent: column.saturating_sub(2), plain });
            return self.value(content, column, column.saturating_sub(2), out);
        }
        out.push_str(content);
    }

    fn mended_key(&mut self, key: &str, value: &str, column: usize, out: &mut String) {
        self.last = Some(Last { indent: column, plain: !value.is_empty() });
        out.push_str(key);
        out.push_str(": ");
        self.value(value, column + key.chars().count() + 1, column, out);
    }

    /// A value: what starts with a sign of YAML must be meant so, else it needs quotes.
    fn value(&mut self, value: &str, column: usize, indent: usize, out: &mut String) {
        let Some(first) = value.chars().next() else { return };
        let why = match first {
            '#' => {
                if !value[1..].starts_with([' ', '#', '\u{3000}']) && value.len() > 1 {
                    self.cut(value, column);
                }
                None
            }
            '"' | '\'' => match closing(&value[1..], first) {
                None => {
                    self.inside = Inside::Quote(first, indent, Pos { line: self.line, column: column as u32 + 1 });
                    None
                }
                Some(end) => {
                    let rest = value[1 + end..].trim();
                    (!rest.is_empty() && !rest.starts_with('#')).then_some("引号后面还有文字".to_string())
                }
            },
            '{' if ["{{", "{%", "{#"].iter().any(|head| value.starts_with(head)) => Some("值以“{”开头".to_string()),
            '[' | '{' => match flow_end(value) {
                Some(end) if !matches!(value[end..].trim().chars().next(), None | Some('#')) => Some(format!("值以“{first}”开头")),
                Some(_) | None => {
                    let depth = self.flow(value, column, 0);
                    if depth > 0 {
                        self.inside = Inside::Flow(depth);
                    }
                    None
                }
            },
            '|' | '>' => {
                let head = value.split('#').next().unwrap_or_default().trim();
                if head.len() <= 3 && head[1..].chars().all(|c| matches!(c, '+' | '-') || c.is_ascii_digit()) {
                    self.inside = Inside::Block(indent);
                    None
                } else {
                    Some(format!("值以“{first}”开头"))
                }
            }
            '*' => {
                let name = value[1..].split_whitespace().next().unwrap_or_default();
                (!self.anchors.contains(name)).then_some("值以“*”开头".to_string())
            }
            '&' => {
                let name = value[1..].split_whitespace().next().unwrap_or_default();
                (name.is_empty() || !name.is_ascii()).then_some("值以“&”开头".to_string())
            }
            '@' | '`' | '%' | '!' | ',' | ']' | '}' => Some(format!("值以“{first}”开头")),
            '-' | '?' if value[1..].starts_with(' ') => Some(format!("值以“{first} ”开头")),
            _ => {
                let body = value.find(" #").map_or(value, |at| &value[..at]);
                if let Some(at) = value.find(" #")
                    && value[at + 2..].starts_with(|c: char| c != ' ' && c != '#' && c != '\u{3000}')
                {
                    self.cut(&value[at + 1..], column + value[..at].chars().count() + 1);
                }
                let colon = body.contains(": ") || body.trim_end().ends_with(':');
                colon.then_some("值里有半角冒号加空格“: ”".to_string())
            }
        };
        match why {
            None => out.push_str(value),
            Some(why) => {
                let shown: String = value.chars().take(24).collect();
                let finding = Diagnostic::refuse("Y13", format!("{why}，会被当作 YAML 记号")).found(shown);
                self.report(column, finding.remedy(format!("请加引号：'{}'", value.replace('\'', "''"))));
                out.push('\'');
                out.push_str(&value.replace('\'', "''"));
                out.push('\'');
            }
        }
    }

    /// Reminds that `#` cut a value.
    fn cut(&mut self, from: &str, column: usize) {
        let shown: String = from.chars().take(24).collect();
        let finding = Diagnostic::remind("Y15", format!("“{shown}”从“#”起被当作注释，没有读入")).found(shown);
        self.report(column, finding.remedy("“#”是内容的一部分时，给整个值加引号"));
    }

    /// Walks through flow content; returns the depth after it. Colon slips after known keys are reported.
    fn flow(&mut self, text: &str, column: usize, depth: usize) -> usize {
        let mut depth = depth;
        let mut quote = None;
        let mut word = String::new();
        let chars: Vec<char> = text.chars().collect();
        for (index, &c) in chars.iter().enumerate() {
            if let Some(open) = quote {
                if c == open {
                    quote = None;
                }
                continue;
            }
            match c {
                '"' | '\'' if word.trim().is_empty() => quote = Some(c),
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                '#' if index > 0 && chars[index - 1] == ' ' => break,
                _ => {}
            }
            let tight = c == ':' && chars.get(index + 1).is_some_and(|next| !matches!(next, ' ' | '\'' | '"' | ',' | '}' | ']'));
            if (c == '：' || tight) && self.known.contains(word.trim()) {
                let key = word.trim().to_string();
                let finding = Diagnostic::refuse("Y12", format!("花括号里“{key}”的冒号要用半角“:”，后面空一格")).found(format!("{key}{c}"));
                self.report(column + index, finding.remedy(format!("改成“{key}: …”")));
            }
            if matches!(c, '[' | '{' | ',' | '：' | ':') { word.clear() } else { word.push(c) }
        }
        depth
    }
}

/// Splits `key: value` at the first `: ` (or `:` at the end) outside quotes; the value keeps everything after the blanks.
fn split_key(content: &str) -> Option<(&str, &str)> {
    let start = match content.chars().next()? {
        quote @ ('"' | '\'') => 1 + closing(&content[1..], quote)?,
        '[' | '{' | '#' => return None,
        _ => 0,
    };
    let (mut at, mut from) = (None, start);
    while let Some(found) = content[from..].find(':') {
        let after = &content[from + found + 1..];
        if after.is_empty() || after.starts_with([' ', '\t']) {
            at = Some(from + found);
            break;
        }
        from += found + 1;
    }
    let at = at?;
    let key = &content[..at];
    if key.contains(" #") {
        return None;
    }
    Some((key, content[at + 1..].trim_start_matches([' ', '\t'])))
}

/// The byte after the closing quote in `text` (which starts inside the quotes).
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') {
                chars.next();
            } else {
                return Some(at + c.len_utf8());
            }
        }
    }
    None
}

/// The byte after the bracket that closes the one `text` starts with, when it closes on this line.
fn flow_end(text: &str) -> Option<usize> {
    let (mut depth, mut quote, mut previous) = (0usize, None, ' ');
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None => match c {
                '"' | '\'' if matches!(previous, '[' | '{' | ',' | ' ' | ':') => quote = Some(c),
                '[' | '{' => depth += 1,
                ']' | '}' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            },
        }
        previous = c;
    }
    None
}
