//! Marked text (see `value`) → inlines: the way back from what tera printed to pieces with origins.

use super::value::{BLANK, BREAK, CLOSE, GAP, Origins, PICTURE, SPACE, STRUCK, is_reserved};
use crate::document::{Blank, Inline, Origin, Text};
use crate::photo::Photo;
use std::sync::Arc;

/// Reads one text node. A run of white space with a line break in it vanishes (Chinese needs no space there).
/// `Err` says in Chinese which mark does not pair; it cannot happen with values made by `Origins::encode`.
pub fn inlines_of_text(text: &str, origins: &Origins) -> Result<Vec<Inline>, String> {
    let mut out: Vec<Inline> = Vec::new();
    let mut stack: Vec<Origin> = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            GAP => out.push(Inline::Gap(until_close(&mut chars)?)),
            STRUCK => out.push(Inline::Struck),
            BREAK => out.push(Inline::Break),
            PICTURE => return Err("照片只能放在 <picture> 里，并且单独放".into()),
            BLANK | SPACE => {
                let width = until_close(&mut chars)?;
                let em = width.parse::<f32>().map_err(|_| "空白的宽度不是数字".to_string())? / 10.0;
                out.push(Inline::Blank(Blank { em, ruled: ch == BLANK }));
            }
            CLOSE => {
                stack.pop().ok_or("值的标记不成对")?;
            }
            mark if is_reserved(mark) => match origins.origin(mark) {
                Some(origin) => stack.push(origin.clone()),
                None => return Err("遇到了未登记的内部标记字符".into()),
            },
            white if white.is_ascii_whitespace() && stack.is_empty() => {
                let mut run = String::from(white);
                while let Some(next) = chars.next_if(|c| c.is_ascii_whitespace()) {
                    run.push(next);
                }
                if !run.contains('\n') {
                    push(&mut out, &run, &Origin::Template);
                }
            }
            other => push(&mut out, other.encode_utf8(&mut [0; 4]), stack.last().unwrap_or(&Origin::Template)),
        }
    }
    if stack.is_empty() { Ok(out) } else { Err("值的标记不成对".into()) }
}

/// The picture a text node consists of; `None` when it is anything else.
pub fn picture_of_text<'o>(text: &str, origins: &'o Origins) -> Option<(&'o Arc<Photo>, &'o str)> {
    origins.picture(text.trim().strip_prefix(PICTURE)?.strip_suffix(CLOSE)?.parse().ok()?)
}

fn until_close(chars: &mut impl Iterator<Item = char>) -> Result<String, String> {
    let mut out = String::new();
    for ch in chars {
        if ch == CLOSE {
            return Ok(out);
        }
        out.push(ch);
    }
    Err("值的标记没有结束".into())
}

fn push(out: &mut Vec<Inline>, text: &str, origin: &Origin) {
    match out.last_mut() {
        Some(Inline::Text(run)) if run.origin == *origin => run.text.push_str(text),
        _ => out.push(Inline::Text(Text { text: text.to_string(), origin: origin.clone(), underline: false })),
    }
}

#[cfg(test)]
mod tests {
    use super::super::value::{Piece, Value};
    use super::*;

    #[test]
    fn values_come_back_with_their_origins() {
        let mut origins = Origins::default();
        let form = Origin::Form { path: "当事人.名称".into(), file: "a.yaml".into(), line: 3, column: 7 };
        let value = Value {
            pieces: vec![Piece::Text("甲公司".into(), form.clone()), Piece::Gap("电话".into()), Piece::Struck, Piece::Blank(6.0)],
        };
        let marked = origins.encode(&value);
        let inlines = inlines_of_text(&format!("名称：\n   {marked}。"), &origins).expect("paired");
        let text = |t: &str, origin: Origin| Inline::Text(Text { text: t.into(), origin, underline: false });
        assert_eq!(
            inlines,
            vec![
                text("名称：", Origin::Template),
                text("甲公司", form),
                Inline::Gap("电话".into()),
                Inline::Struck,
                Inline::Blank(Blank { em: 6.0, ruled: true }),
                text("。", Origin::Template),
            ]
        );
    }

    #[test]
    fn unpaired_marks_are_refused() {
        let origins = Origins::default();
        assert!(inlines_of_text("甲\u{F0000}乙", &origins).is_err());
        assert!(inlines_of_text("甲\u{10FFFD}", &origins).is_err());
        assert!(inlines_of_text("\u{10FFF0}名称", &origins).is_err());
    }
}
