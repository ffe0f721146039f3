//! Values that templates print. A value is never "nothing": what the case does not have is a gap, and every piece knows
//! its origin. Values travel through tera as plain strings in which private-use characters mark where a piece of one
//! origin starts and ends; `markup` turns them back into inlines. Input text never contains these characters (refused
//! when a form is read).

use crate::document::Origin;
use crate::photo::Photo;
use std::collections::HashMap;
use std::sync::Arc;

/// First code point of the origin marks: `ORIGIN_BASE + n` opens a piece of the n-th origin.
pub const ORIGIN_BASE: u32 = 0xF0000;
/// Opens a gap; its field name follows.
pub const GAP: char = '\u{10FFF0}';
/// A struck place.
pub const STRUCK: char = '\u{10FFF1}';
/// Opens a blank; its width in tenths of an em follows; ruled.
pub const BLANK: char = '\u{10FFF2}';
/// Opens a blank without a rule.
pub const SPACE: char = '\u{10FFF3}';
/// A line break inside a value.
pub const BREAK: char = '\u{10FFF4}';
/// Opens a picture; its number among the pictures of the context follows.
pub const PICTURE: char = '\u{10FFF5}';
/// Closes an origin piece, a gap, a blank or a picture.
pub const CLOSE: char = '\u{10FFFD}';

/// Whether a character is reserved for marks and must not occur in input.
pub fn is_reserved(ch: char) -> bool {
    (ORIGIN_BASE..=0x10FFFF).contains(&(ch as u32))
}

/// A piece of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Text of one origin.
    Text(String, Origin),
    /// Missing: the field's Chinese name or path.
    Gap(String),
    /// Struck out.
    Struck,
    /// For the hand: width in em, with a rule.
    Blank(f32),
    /// Room without a rule, width in em.
    Space(f32),
    /// A photograph with the words for it; stands by itself in `<picture>`.
    Picture(Arc<Photo>, String),
}

/// A printable value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Value {
    /// Its pieces, in order.
    pub pieces: Vec<Piece>,
}

impl Value {
    /// Text of an origin. Empty text is a programming error the lints would show as an empty place; callers use `gap`.
    pub fn text(text: impl Into<String>, origin: Origin) -> Self {
        Value { pieces: vec![Piece::Text(text.into(), origin)] }
    }
    /// Text computed from other data.
    pub fn computed(text: impl Into<String>, how: &str) -> Self {
        Self::text(text, Origin::Computed { how: how.to_string() })
    }
    /// A missing field.
    pub fn gap(field: impl Into<String>) -> Self {
        Value { pieces: vec![Piece::Gap(field.into())] }
    }
    /// Nothing belongs here.
    pub fn struck() -> Self {
        Value { pieces: vec![Piece::Struck] }
    }
    /// Ruled room for the hand.
    pub fn blank(em: f32) -> Self {
        Value { pieces: vec![Piece::Blank(em)] }
    }
    /// A photograph, with what it shows in words.
    pub fn picture(photo: Arc<Photo>, alt: impl Into<String>) -> Self {
        Value { pieces: vec![Piece::Picture(photo, alt.into())] }
    }
    /// 　年　月　日 for the hand.
    pub fn hand_date() -> Self {
        let word = |text: &str| Piece::Text(text.to_string(), Origin::Template);
        Value { pieces: vec![Piece::Space(3.0), word("年"), Piece::Space(2.0), word("月"), Piece::Space(2.0), word("日")] }
    }
    /// This value followed by another.
    pub fn then(mut self, other: Value) -> Self {
        self.pieces.extend(other.pieces);
        self
    }
    /// Values joined by a separator of fixed wording.
    pub fn join(values: impl IntoIterator<Item = Value>, separator: &str) -> Self {
        let mut out = Value::default();
        for (index, value) in values.into_iter().enumerate() {
            if index > 0 {
                out.pieces.push(Piece::Text(separator.to_string(), Origin::Template));
            }
            out.pieces.extend(value.pieces);
        }
        out
    }
    /// Whether something is missing in it.
    pub fn has_gap(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Gap(_)))
    }
    /// The plain text, gaps as 【缺：…】.
    pub fn plain(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text, _) => text.clone(),
                Piece::Gap(field) => format!("【缺：{field}】"),
                Piece::Struck => "／".to_string(),
                Piece::Blank(_) | Piece::Space(_) | Piece::Picture(..) => String::new(),
            })
            .collect()
    }
}

/// The origins met while a context is encoded.
#[derive(Debug, Default)]
pub struct Origins {
    list: Vec<Origin>,
    index: HashMap<Origin, u32>,
    pictures: Vec<(Arc<Photo>, String)>,
}

impl Origins {
    /// The mark that opens a piece of this origin.
    pub fn mark(&mut self, origin: &Origin) -> char {
        let known = self.index.get(origin).copied();
        let index = known.unwrap_or_else(|| {
            let next = self.list.len() as u32;
            self.list.push(origin.clone());
            self.index.insert(origin.clone(), next);
            next
        });
        char::from_u32(ORIGIN_BASE + index).unwrap_or(CLOSE)
    }
    /// The origin behind a mark.
    pub fn origin(&self, mark: char) -> Option<&Origin> {
        self.list.get((mark as u32).checked_sub(ORIGIN_BASE)? as usize)
    }
    /// The picture of a number, and the words for it.
    pub fn picture(&self, number: usize) -> Option<(&Arc<Photo>, &str)> {
        self.pictures.get(number).map(|(photo, alt)| (photo, alt.as_str()))
    }
    /// A value as a marked string.
    pub fn encode(&mut self, value: &Value) -> String {
        let mut out = String::new();
        for piece in &value.pieces {
            match piece {
                Piece::Text(text, Origin::Template) => out.push_str(text),
                Piece::Text(text, origin) => {
                    out.push(self.mark(origin));
                    for (index, line) in text.trim_end().split('\n').enumerate() {
                        if index > 0 {
                            out.push(BREAK);
                        }
                        out.push_str(line);
                    }
                    out.push(CLOSE);
                }
                Piece::Gap(field) => {
                    out.push(GAP);
                    out.push_str(field);
                    out.push(CLOSE);
                }
                Piece::Struck => out.push(STRUCK),
                Piece::Blank(em) => push_width(&mut out, BLANK, *em),
                Piece::Space(em) => push_width(&mut out, SPACE, *em),
                Piece::Picture(photo, alt) => {
                    out.push(PICTURE);
                    out.push_str(&self.pictures.len().to_string());
                    out.push(CLOSE);
                    self.pictures.push((photo.clone(), alt.clone()));
                }
            }
        }
        out
    }
}

fn push_width(out: &mut String, mark: char, em: f32) {
    out.push(mark);
    out.push_str(&format!("{:.0}", em * 10.0));
    out.push(CLOSE);
}
