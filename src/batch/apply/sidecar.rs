//! Adding, replacing and taking out single lines of a sidecar, without touching any other.

use super::line::{HEADER, is_ours};

/// A text by lines, whose own line ends and byte order mark are kept.
pub struct Sidecar {
    mark: &'static str,
    end: &'static str,
    lines: Vec<String>,
}

/// A change of lines that cannot be made without touching what a person wrote.
pub struct Unfit {
    /// 1-based line.
    pub line: u32,
    /// The key.
    pub key: String,
}

impl Sidecar {
    /// From its text; `None` for a sidecar that is not there yet.
    pub fn new(text: Option<&str>) -> Self {
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
            return Sidecar { mark: "", end: "\n", lines: vec![HEADER.trim_end().to_string()] };
        };
        let (mark, body) = match text.strip_prefix('\u{FEFF}') {
            Some(body) => ("\u{FEFF}", body),
            None => ("", text),
        };
        let end = if body.contains("\r\n") { "\r\n" } else { "\n" };
        let lines = body.strip_suffix('\n').unwrap_or(body).split('\n');
        Sidecar { mark, end, lines: lines.map(|line| line.strip_suffix('\r').unwrap_or(line).to_string()).collect() }
    }

    /// Whether a 1-based line is one of ours, untouched.
    pub fn is_ours(&self, line: u32) -> bool {
        self.at(line).is_some_and(|line| is_ours(line))
    }

    fn at(&self, line: u32) -> Option<&String> {
        self.lines.get((line as usize).checked_sub(1)?)
    }

    /// Puts another item in the place of a line of ours; `None` empties the line, to be dropped by [`Sidecar::text`], so
    /// that the numbers of other lines stay.
    pub fn replace(&mut self, line: u32, item: Option<&str>) {
        if let Some(held) = (line as usize).checked_sub(1).and_then(|index| self.lines.get_mut(index)) {
            let indent: String = held.chars().take_while(|c| *c == ' ').collect();
            *held = item.map_or_else(|| DROPPED.to_string(), |item| format!("{indent}{item}"));
        }
    }

    /// Adds items at the end of the list under a key, or a list of them at the end of the file.
    pub fn append(&mut self, (key, alias): (&str, &str), items: &[String]) -> Result<(), Unfit> {
        if items.is_empty() {
            return Ok(());
        }
        let Some((at, rest)) = self.lines.iter().enumerate().find_map(|(at, line)| Some((at, value_of(line, key, alias)?.to_string())))
        else {
            self.lines.push(format!("{key}:"));
            self.lines.extend(items.iter().map(|item| format!("  {item}")));
            return Ok(());
        };
        let unfit = || Unfit { line: at as u32 + 1, key: key.to_string() };
        let end = (at + 1..self.lines.len()).find(|&i| ends_block(&self.lines[i])).unwrap_or(self.lines.len());
        let body: Vec<usize> = (at + 1..end).filter(|&i| says_something(&self.lines[i])).collect();
        let indent = if rest.is_empty() {
            // a list, or nothing yet
            match body.first().map(|&first| &self.lines[first]) {
                Some(first) if first.trim_start().starts_with("- ") || first.trim() == "-" => first.len() - first.trim_start().len(),
                Some(_) => return Err(unfit()),
                None => 2,
            }
        } else if body.is_empty() && is_single(&rest) {
            // one event on the line of the key becomes the first of a list, its words untouched
            let key_end = self.lines[at].len() - self.lines[at].trim_start_matches(|c| c != ':').len() + 1;
            let head = self.lines[at][..key_end].to_string();
            self.lines[at] = head;
            self.lines.insert(at + 1, format!("  - {rest}"));
            2
        } else {
            return Err(unfit());
        };
        let block = (at + 1..self.lines.len()).take_while(|&i| !ends_block(&self.lines[i]));
        let last = block.filter(|&i| says_something(&self.lines[i])).last().unwrap_or(at);
        for (offset, item) in items.iter().enumerate() {
            self.lines.insert(last + 1 + offset, format!("{}{item}", " ".repeat(indent)));
        }
        Ok(())
    }

    /// The text; `None` when nothing is left but what an apply began it with.
    pub fn text(mut self) -> Option<String> {
        self.drop_empty_lists();
        let nothing = self.lines.iter().all(|line| line.trim().is_empty() || line.trim() == HEADER.trim());
        if nothing {
            return None;
        }
        Some(format!("{}{}{}", self.mark, self.lines.join(self.end), self.end))
    }

    /// Takes out the lines that were emptied, and keys that have nothing left below them because of it.
    fn drop_empty_lists(&mut self) {
        let mut index = 0;
        while index < self.lines.len() {
            let is_key = !self.lines[index].starts_with([' ', '#', '-']) && self.lines[index].trim_end().ends_with(':');
            if is_key {
                let end = (index + 1..self.lines.len()).find(|&i| ends_block(&self.lines[i])).unwrap_or(self.lines.len());
                let block = &self.lines[index + 1..end];
                if block.iter().any(|line| line == DROPPED) && !block.iter().any(|line| says_something(line)) {
                    self.lines[index] = DROPPED.to_string();
                }
            }
            index += 1;
        }
        self.lines.retain(|line| line != DROPPED);
    }
}

/// Stands for a line that was taken out; YAML and people write no such line.
const DROPPED: &str = "\u{0}";

fn says_something(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with('#') && line != DROPPED
}

/// Whether a line begins the next key of the top level (a list may stand at the margin too).
fn ends_block(line: &str) -> bool {
    says_something(line) && !line.starts_with([' ', '\t']) && line != "-" && !line.starts_with("- ")
}

/// What stands after the key on its line, when the line is that key of the top level; comments alone are nothing.
fn value_of<'l>(line: &'l str, key: &str, alias: &str) -> Option<&'l str> {
    let names = [key.to_string(), alias.to_string(), format!("\"{key}\""), format!("'{key}'")];
    let rest = names.iter().find_map(|name| line.strip_prefix(name.as_str()))?.trim_start().strip_prefix(':')?;
    if !(rest.is_empty() || rest.starts_with(' ')) {
        return None;
    }
    let rest = rest.trim();
    Some(if rest.starts_with('#') || rest == "~" || rest == "null" { "" } else { rest })
}

/// Whether a value on the line of its key is one event: braces that close, or a bare date.
fn is_single(value: &str) -> bool {
    !value.starts_with(['[', '|', '>', '&', '*', '!'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: Option<&str>, key: (&str, &str), items: &[&str], expected: Option<&str>) {
        let mut sidecar = Sidecar::new(before);
        let items: Vec<String> = items.iter().map(|item| item.to_string()).collect();
        let done = sidecar.append(key, &items);
        assert_eq!(done.is_ok(), expected.is_some(), "{before:?}");
        if let Some(expected) = expected {
            assert_eq!(sidecar.text().as_deref(), Some(expected));
        }
    }

    #[test]
    fn items_go_to_the_end_of_their_list_and_nothing_else_moves() {
        let key = ("送达", "services");
        check(None, key, &["- a"], Some(&format!("{HEADER}送达:\n  - a\n")));
        check(Some("缴款:\n  - x # 甲\n"), key, &["- a", "- b"], Some("缴款:\n  - x # 甲\n送达:\n  - a\n  - b\n"));
        check(Some("送达:\n- x\n\n# 尾\n缴款: 1"), key, &["- a"], Some("送达:\n- x\n- a\n\n# 尾\n缴款: 1\n"));
        check(Some("送达:\n    - x\n      y: 1\n"), key, &["- a"], Some("送达:\n    - x\n      y: 1\n    - a\n"));
        check(Some("services:   # 英文\n  - x\n"), key, &["- a"], Some("services:   # 英文\n  - x\n  - a\n"));
        check(
            Some("送达: {文书: 甲}  # 注\n立案: 2026-03-05\n"),
            key,
            &["- a"],
            Some("送达:\n  - {文书: 甲}  # 注\n  - a\n立案: 2026-03-05\n"),
        );
        check(Some("\u{FEFF}送达:\r\n  - x\r\n"), key, &["- a"], Some("\u{FEFF}送达:\r\n  - x\r\n  - a\r\n"));
        check(Some("送达:\n立案: 2026-03-05\n"), key, &["- a"], Some("送达:\n  - a\n立案: 2026-03-05\n"));
        // what cannot be added to without touching what a person wrote
        check(Some("送达:\n  文书: 甲\n"), key, &["- a"], None);
        check(Some("送达: [甲, 乙]\n"), key, &["- a"], None);
    }

    #[test]
    fn a_key_with_nothing_left_goes_with_its_last_line() {
        let text = "# 我的话\n送达:\n  - a\n缴款:\n  - x\n";
        let mut sidecar = Sidecar::new(Some(text));
        sidecar.replace(3, None);
        assert_eq!(sidecar.text().as_deref(), Some("# 我的话\n缴款:\n  - x\n"));
        let mut sidecar = Sidecar::new(Some(&format!("{HEADER}送达:\n  - a\n")));
        sidecar.replace(3, None);
        assert_eq!(sidecar.text(), None);
    }
}
