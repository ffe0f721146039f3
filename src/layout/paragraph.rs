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
        let is_struck = paragraph.role == Role::Cell && paragraph.inlines == [Inline::Struck];
        let align = paragraph.align.unwrap_or(if is_struck { Align::Center } else { style.align });
        self.inlines(&paragraph.inlines, paragraph.role, ParagraphStyle { align, ..style }, width, block)
    }

    /// Lays out inlines in a style.
    pub fn inlines(&mut self, inlines: &[Inline], role: Role, style: ParagraphStyle, full_width: f32, block: u32) -> Vec<LineBox> {
        let ParagraphStyle { size, align, .. } = style;
        let width = full_width;
        let indented = matches!(align, Align::Justify | Align::Left);
        let first_indent = if indented { style.first_indent * size } else { 0.0 };
        let hang = if indented { style.hang * size } else { 0.0 };
        let measure = Measure { first: width - first_indent, rest: width - hang, trim: indented };
        let font = Type { face: style.face, size, tracking: style.tracking, widest: width - first_indent.max(hang) };
        shape::shape(inlines, font, self.fonts, &mut self.atoms, &mut self.missing);
        let room_to_write = role == Role::Answer && reach_to_edge(&mut self.atoms, measure.first);
        if matches!(role, Role::Flush | Role::Signature | Role::CellSign) {
            shrink_blanks(&mut self.atoms, measure.first);
            shape::keep_labels(&mut self.atoms);
        }
        breaker::lines(&self.atoms, measure, &mut self.lines);
        let width = match evening(role, align, &self.lines, &self.atoms, size) {
            Evening::None => width,
            Evening::Equal => breaker::balanced(&self.atoms, measure, &mut self.lines).rest + hang,
            Evening::Tail => breaker::longer_tail(&self.atoms, measure, size, &mut self.lines).rest + hang,
        };
        // Centred and right-aligned lines keep the whole column as their field.
        let width = if indented { width } else { full_width };
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
        shape::width(&self.atoms)
    }
}

/// Baseline of a line: the ideographic em box stands in the middle of the pitch.
pub fn baseline(pitch: f32, size: f32) -> f32 {
    (pitch - size) / 2.0 + 0.88 * size
}

/// An answer that ends in ruled room for the hand gets the whole rest of the line.
fn reach_to_edge(atoms: &mut [Atom], measure: f32) -> bool {
    let used = shape::width(atoms);
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

/// A signature line that is a little too long gets shorter blanks rather than a second line.
fn shrink_blanks(atoms: &mut [Atom], measure: f32) {
    const SHORTEST: f32 = 0.6;
    let over = shape::width(atoms) - measure;
    let blanks: f32 = atoms.iter().filter(|atom| atom.kind == Kind::Blank).map(|atom| atom.advance).sum();
    if over <= 0.0 || over > blanks * (1.0 - SHORTEST) {
        return;
    }
    let factor = 1.0 - (over + breaker::EPS) / blanks;
    atoms.iter_mut().filter(|atom| atom.kind == Kind::Blank).for_each(|atom| atom.advance *= factor);
}

/// How the lines of a short paragraph are evened out.
enum Evening {
    /// As they fall.
    None,
    /// All equally long.
    Equal,
    /// The last one gets a few more characters.
    Tail,
}

/// Titles, labels and centred lines are broken into equal lines, a name in a cell too; a short cell text does not leave
/// one or two characters alone on its last line.
fn evening(role: Role, align: Align, lines: &[Line], atoms: &[Atom], size: f32) -> Evening {
    const NAME_LENGTH: usize = 30;
    let Some(tail) = lines.last().filter(|_| lines.len() > 1) else { return Evening::None };
    if atoms.iter().any(|atom| atom.kind == Kind::NewLine) {
        return Evening::None;
    }
    match role {
        Role::Heading | Role::Title | Role::Number | Role::CoverAgency | Role::CoverTitle | Role::Label => Evening::Equal,
        Role::Cell if align == Align::Center => Evening::Equal,
        Role::Cell if lines.len() <= 3 && tail.width < 2.5 * size => {
            if lines.len() == 2 && atoms.len() <= NAME_LENGTH {
                Evening::Equal
            } else {
                Evening::Tail
            }
        }
        Role::Cell => Evening::None,
        Role::Body | Role::Flush | Role::Question | Role::Answer | Role::Signature | Role::Note | Role::CellSign => {
            if align == Align::Center { Evening::Equal } else { Evening::None }
        }
    }
}
