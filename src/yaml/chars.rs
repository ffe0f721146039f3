//! Characters that may not stand in a value, or that nobody can see.

use super::Reader;
use crate::diag::{Diagnostic, Pos};

/// Whether a character is reserved for marks inside the program (private-use planes 15 and 16; the same range as the
/// marks of templates) and must not occur in input.
pub fn is_reserved(ch: char) -> bool {
    (0xF0000..=0x10FFFF).contains(&(ch as u32))
}

/// White space in the eyes of an officer: also 全角空格, the no-break space and the line and paragraph separators.
pub fn is_space(ch: char) -> bool {
    ch.is_whitespace() || ch == '\u{3000}' || is_invisible(ch)
}

/// Format characters that print nothing but can hide or reorder text.
pub fn is_invisible(ch: char) -> bool {
    matches!(ch, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        || matches!(ch, '\u{E0001}' | '\u{E0020}'..='\u{E007F}')
}

/// Variation selectors: they choose a form of the character before and are kept.
pub fn is_variation(ch: char) -> bool {
    matches!(ch, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{180B}'..='\u{180D}')
}

/// The Chinese name of an invisible character.
fn name(ch: char) -> &'static str {
    match ch {
        '\u{AD}' => "软连字符",
        '\u{200B}' => "零宽空格",
        '\u{200C}' | '\u{200D}' => "零宽连接符",
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}' => "书写方向控制符",
        '\u{2028}' | '\u{2029}' => "行或者段分隔符",
        '\u{FEFF}' => "字节顺序标记",
        _ => "不可见的格式字符",
    }
}

/// The text without invisible characters and outer white space. Removals and variation selectors are reminded of; a
/// control, private or unassigned character refuses the value.
pub fn clean(text: &str, pos: Pos, reader: &mut Reader) -> Option<String> {
    if text.chars().all(|c| !c.is_control() && !is_invisible(c) && !is_variation(c) && !is_odd(c)) {
        return Some(text.trim_matches(is_space).to_string());
    }
    let mut out = String::with_capacity(text.len());
    let (mut removed, mut selectors, mut bad): (Vec<char>, Vec<char>, Vec<char>) = Default::default();
    let mut tabs = false;
    for ch in text.chars() {
        match ch {
            '\n' => out.push('\n'),
            '\r' => {}
            '\t' => {
                tabs = true;
                out.push(' ');
            }
            // Between the letters of Arabic, Mongolian and other joining scripts these two belong to the spelling.
            '\u{200C}' | '\u{200D}' if out.chars().next_back().is_some_and(joins) => out.push(ch),
            ch if is_invisible(ch) => removed.push(ch),
            ch if is_variation(ch) => {
                selectors.push(ch);
                out.push(ch);
            }
            ch if ch.is_control() || is_odd(ch) => bad.push(ch),
            ch => out.push(ch),
        }
    }
    let list = |chars: &[char]| {
        let mut seen: Vec<char> = chars.to_vec();
        seen.sort_unstable();
        seen.dedup();
        seen.iter().map(|c| format!("U+{:04X}", *c as u32)).collect::<Vec<_>>().join("、")
    };
    if let Some(first) = bad.first() {
        let what = if is_reserved(*first) { "程序内部保留的私用区字符" } else { "控制字符或者非字符" };
        let finding = Diagnostic::refuse("F30", format!("这里有{what}（{}），不能打印", list(&bad)))
            .found(list(&bad))
            .remedy("删去后重新输入这几个字；生僻字请改用 Unicode 正式编码");
        reader.report(pos, finding);
        return None;
    }
    if let Some(first) = removed.first() {
        let finding = Diagnostic::remind("F30", format!("已删去看不见的字符：{}（{}）", name(*first), list(&removed)))
            .found(list(&removed))
            .remedy("核对这一处的文字、数字是否与原意一致");
        reader.report(pos, finding);
    }
    if !selectors.is_empty() {
        let finding =
            Diagnostic::remind("F30", format!("文字带有异体字选择符（{}），予以保留", list(&selectors))).remedy("核对打印出的字形");
        reader.report(pos, finding);
    }
    if tabs {
        reader.report(pos, Diagnostic::remind("F30", "文字里的制表符（Tab）已换成空格").remedy("需要对齐的内容，分成几条来写"));
    }
    let out = out.trim_matches(is_space).to_string();
    if out.is_empty() {
        reader.report(pos, Diagnostic::refuse("F04", "这里只有看不见的字符，没有内容").found(list(&removed)));
        return None;
    }
    Some(out)
}

/// Letters of scripts in which U+200C and U+200D shape the word.
fn joins(ch: char) -> bool {
    matches!(ch, '\u{600}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{F00}'..='\u{FFF}' | '\u{1800}'..='\u{18AF}')
}

/// Reserved, non-characters, the replacement character.
fn is_odd(ch: char) -> bool {
    let code = ch as u32;
    is_reserved(ch) || (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE || ch == '\u{FFFD}'
}
