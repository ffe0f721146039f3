//! A paragraph → lines with their items, positioned from the upper left corner of each line's box.

use super::MissingGlyph;
use super::breaker::{self, Line, Measure};
use super::line::{self, Setting};
use super::pages::{Item, NO_BLOCK};
use super::shape::{self, Atom, Kind, Type};
use crate::document::{Align, Inline, LayoutKind, Paragraph, Role};
use crate::fonts::Fonts;
use crate::style::{self, ParagraphStyle, Profile};

/// One laid-out line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LineBox {
    /// Height of the line.
    pub height: f32,
    /// Space above; dropped at the top of a page.
    pub before: f32,
    /// What it draws, from its upper left corner.
    pub items: Vec<Item>,
}

impl LineBox {
    /// Height with the space above.
    pub fn outer_height(&self) -> f32 {
        self.before + self.height
    }
}

/// What all parts of a layout share: style, fonts, the number of the next text block and the characters not found.
#[derive(Debug)]
pub struct Setter<'a> {
    /// Profile of the agency.
    pub profile: Profile,
    /// Look of the writ.
    pub kind: LayoutKind,
    /// Faces.
    pub fonts: &'a Fonts,
    /// Characters no face has.
    pub missing: Vec<MissingGlyph>,
    next_block: u32,
    atoms: Vec<Atom>,
    lines: Vec<Line>,
}

impl<'a> Setter<'a> {
    /// A setter at the first text block.
    pub fn new(profile: Profile, kind: LayoutKind, fonts: &'a Fonts) -> Self {
        Setter { profile, kind, fonts, missing: Vec::new(), next_block: 0, atoms: Vec::new(), lines: Vec::new() }
    }

    /// Style of a role in this writ.
    pub fn style(&self, role: Role) -> ParagraphStyle {
        style::paragraph(self.profile, self.kind, role)
    }

    /// Index the inlines have in `document::text_blocks`; must be called once per paragraph in reading order.
    pub fn take_block(&mut self, inlines: &[Inline]) -> u32 {
        let has_text = inlines.iter().any(|inline| match inline {
            Inline::Text(text) => text.text.chars().any(|ch| !ch.is_whitespace()),
            Inline::Struck | Inline::Gap(_) | Inline::Check(_) => true,
            Inline::Blank(_) | Inline::Break => false,
        });
        if !has_text {
            return NO_BLOCK;
        }
        self.next_block += 1;
        self.next_block - 1
    }

    /// Lays out a body paragraph in a column.
    pub fn paragraph(&mut self, paragraph: &Paragraph, width: f32) -> Vec<LineBox> {
        let block = self.take_block(&paragraph.inlines);
        self.set(paragraph, width, block)
    }

    /// Lays out a paragraph that is page furniture.
    pub fn furniture(&mut self, paragraph: &Paragraph, width: f32) -> Vec<LineBox> {
        self.set(paragraph, width, NO_BLOCK)
    }

    fn set(&mut self, paragraph: &Paragraph, width: f32, block: u32) -> Vec<LineBox> {
        let style = self.style(paragraph.role);
        let align = paragraph.align.unwrap_or(style.align);
        self.inlines(&paragraph.inlines, paragraph.role, ParagraphStyle { align, ..style }, width, block)
    }

    /// Lays out inlines in a style.
    pub fn inlines(&mut self, inlines: &[Inline], role: Role, style: ParagraphStyle, width: f32, block: u32) -> Vec<LineBox> {
        let ParagraphStyle { size, mut align, .. } = style;
        let indented = matches!(align, Align::Justify | Align::Left);
        let first_indent = if indented { style.first_indent * size } else { 0.0 };
        let hang = if indented { style.hang * size } else { 0.0 };
        let measure = Measure { first: width - first_indent, rest: width - hang, trim: indented };
        let font = Type { face: style.face, size, tracking: style.tracking, widest: width - first_indent.max(hang) };
        shape::shape(inlines, font, self.fonts, &mut self.atoms, &mut self.missing);
        let room_to_write = role == Role::Answer && reach_to_edge(&mut self.atoms, measure.first);
        breaker::lines(&self.atoms, measure, &mut self.lines);
        if self.lines.len() > 1 && is_balanced(role, align, &self.lines, &self.atoms, size) {
            breaker::balanced(&self.atoms, measure, &mut self.lines);
            if align == Align::Justify {
                align = Align::Left;
            }
        }
        let pitch = if room_to_write { style.line.max(style::RULED_LINE_PITCH) } else { style.line };
        let baseline = if room_to_write { pitch - style::RULED_LINE_DEPTH - style::UNDERLINE_DEPTH * size } else { baseline(pitch, size) };
        let count = self.lines.len();
        self.lines
            .iter()
            .enumerate()
            .map(|(index, broken)| {
                let indent = if index == 0 { first_indent } else { hang };
                let setting = Setting { x: indent, y: baseline, measure: width - indent, align, size, block };
                let mut items = Vec::with_capacity(6);
                line::set(&self.atoms, broken, setting, &mut items);
                let before = if index == 0 { style.before } else { 0.0 };
                let after = if index + 1 == count { style.after } else { 0.0 };
                LineBox { height: pitch + after, before, items }
            })
            .collect()
    }

    /// Natural width of inlines on one line.
    pub fn natural_width(&mut self, inlines: &[Inline], style: &ParagraphStyle) -> f32 {
        let font = Type { face: style.face, size: style.size, tracking: style.tracking, widest: f32::MAX };
        // The missing characters are reported when the same inlines are laid out.
        let mut ignored = Vec::new();
        shape::shape(inlines, font, self.fonts, &mut self.atoms, &mut ignored);
        self.atoms.iter().map(|atom| atom.advance).sum()
    }
}

/// Baseline of a line: the ideographic em box stands in the middle of the pitch.
pub fn baseline(pitch: f32, size: f32) -> f32 {
    (pitch - size) / 2.0 + 0.88 * size
}

/// An answer that ends in ruled room for the hand gets the whole rest of the line.
fn reach_to_edge(atoms: &mut [Atom], measure: f32) -> bool {
    let used: f32 = atoms.iter().map(|atom| atom.advance).sum();
    match atoms.last_mut() {
        Some(last) if last.kind == Kind::Blank && last.underline => {
            if used - last.advance < measure / 2.0 {
                last.advance += measure - used;
            }
            true
        }
        Some(_) | None => false,
    }
}

/// Titles and centred lines are broken into equal lines; a cell does not leave one or two characters alone.
fn is_balanced(role: Role, align: Align, lines: &[Line], atoms: &[Atom], size: f32) -> bool {
    if atoms.iter().any(|atom| atom.kind == Kind::NewLine) {
        return false;
    }
    let short_tail = lines.len() == 2 && lines[1].width < 2.5 * size;
    match role {
        Role::Heading | Role::Title | Role::Number | Role::CoverAgency | Role::CoverTitle | Role::Label => true,
        Role::Cell => align == Align::Center || short_tail,
        Role::Body | Role::Flush | Role::Question | Role::Answer | Role::Signature | Role::Note | Role::CellSign => align == Align::Center,
    }
}
