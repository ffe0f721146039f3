//! Inlines → atoms: each character with its glyph, its advance, its squeezable room and whether a line may break before
//! it. Marks that stand together are squeezed here, since that does not depend on the line.

use super::MissingGlyph;
use super::kinsoku::{self, Break, Class};
use crate::document::{Inline, Origin};
use crate::fonts::Fonts;
use crate::style::{self, Face};

/// What an atom draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A glyph of a face.
    Glyph { ch: char, face: Face, gid: u16 },
    /// Room for the hand.
    Blank,
    /// A forced line break.
    NewLine,
}

/// A character or a blank, measured in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Atom {
    /// What it draws.
    pub kind: Kind,
    /// Class for breaking.
    pub class: Class,
    /// Whether a line may end before it.
    pub before: Break,
    /// With a rule below.
    pub underline: bool,
    /// The gap before it may grow when a line is justified.
    pub stretch: bool,
    /// Width, squeezing by neighbours already taken off.
    pub advance: f32,
    /// Space before it, unless it starts a line.
    pub gap: f32,
    /// Distance the glyph is moved left because its empty left half was taken off.
    pub shift: f32,
    /// Room on its left that a tight line may still take.
    pub glue_left: f32,
    /// Room on its right that a tight line may still take.
    pub glue_right: f32,
}

/// The type a run of inlines is set in.
#[derive(Debug, Clone, Copy)]
pub struct Type {
    /// Face of the Chinese text.
    pub face: Face,
    /// Size in points.
    pub size: f32,
    /// Added to each full-width advance.
    pub tracking: f32,
    /// Widest possible blank.
    pub widest: f32,
}

/// Turns inlines into atoms; `atoms` is cleared first so that one buffer serves all paragraphs. Characters no face has
/// are added to `missing` and left out.
pub fn shape(inlines: &[Inline], font: Type, fonts: &Fonts, atoms: &mut Vec<Atom>, missing: &mut Vec<MissingGlyph>) {
    atoms.clear();
    let mut shaper = Shaper { font, fonts, atoms, missing };
    for inline in inlines {
        match inline {
            Inline::Text(text) => shaper.text(&text.text, &text.origin, text.underline),
            Inline::Blank(blank) => shaper.blank(blank.em, blank.ruled),
            Inline::Struck => shaper.text("／", &Origin::Template, false),
            Inline::Gap(field) => {
                shaper.text("【缺：", &Origin::Template, false);
                shaper.text(field, &Origin::Template, false);
                shaper.text("】", &Origin::Template, false);
            }
            Inline::Break => shaper.new_line(),
            Inline::Check(true) => shaper.text("☑", &Origin::Template, false),
            Inline::Check(false) => shaper.text("□", &Origin::Template, false),
        }
    }
    join(atoms, font.size);
}

struct Shaper<'a> {
    font: Type,
    fonts: &'a Fonts,
    atoms: &'a mut Vec<Atom>,
    missing: &'a mut Vec<MissingGlyph>,
}

impl Shaper<'_> {
    fn text(&mut self, text: &str, origin: &Origin, underline: bool) {
        let size = self.font.size;
        for ch in text.chars() {
            let Some(glyph) = self.fonts.glyph(self.font.face, ch) else {
                if !self.missing.iter().any(|known| known.ch == ch && known.origin == *origin) {
                    self.missing.push(MissingGlyph { ch, origin: origin.clone() });
                }
                continue;
            };
            let class = kinsoku::class(ch);
            let full = glyph.advance > 0.9;
            let glue = if full && kinsoku::has_glue(class) { size / 2.0 } else { 0.0 };
            self.atoms.push(Atom {
                kind: Kind::Glyph { ch, face: glyph.face, gid: glyph.gid },
                class,
                before: Break::Never,
                underline,
                stretch: false,
                advance: glyph.advance * size + if full { self.font.tracking } else { 0.0 },
                gap: 0.0,
                shift: 0.0,
                glue_left: if class == Class::Open { glue } else { 0.0 },
                glue_right: if class == Class::Open { 0.0 } else { glue },
            });
        }
    }

    fn blank(&mut self, em: f32, ruled: bool) {
        let width = if em.is_finite() { (em * self.font.size).clamp(0.0, self.font.widest) } else { 0.0 };
        self.push_empty(Kind::Blank, width, ruled);
    }

    fn new_line(&mut self) {
        self.push_empty(Kind::NewLine, 0.0, false);
    }

    fn push_empty(&mut self, kind: Kind, advance: f32, underline: bool) {
        self.atoms.push(Atom {
            kind,
            class: Class::Blank,
            before: Break::Never,
            underline,
            stretch: false,
            advance,
            gap: 0.0,
            shift: 0.0,
            glue_left: 0.0,
            glue_right: 0.0,
        });
    }
}

/// Sets breaks and gaps between neighbours and takes the half em off that two marks in a row would leave empty.
fn join(atoms: &mut [Atom], size: f32) {
    let latin_gap = style::LATIN_GAP * size;
    let chars: Vec<Option<char>> = atoms.iter().map(Atom::ch).collect();
    for at in 1..atoms.len() {
        let (left, right) = atoms.split_at_mut(at);
        let (a, b) = (&mut left[at - 1], &mut right[0]);
        let mut allowed = kinsoku::between(chars[at - 1].unwrap_or('\0'), a.class, chars[at].unwrap_or('\0'), b.class);
        if allowed == Break::Allowed && kinsoku::refine(&chars, at) {
            allowed = Break::Emergency;
        }
        // A break after spaces is one before the spaces: what may not end a line may not be followed by them either.
        if allowed == Break::Allowed && a.class == Class::Space {
            let word = left.iter().rev().find(|atom| atom.class != Class::Space);
            if word.is_some_and(|atom| matches!(atom.class, Class::Open | Class::Glue)) {
                allowed = Break::Never;
            }
        }
        let (a, b) = (&mut left[at - 1], &mut right[0]);
        b.before = allowed;
        b.stretch = may_stretch(a, b);
        if is_latin_edge(a.class, b.class) {
            b.gap = latin_gap;
        }
        if b.glue_left + b.glue_right > 0.0 || b.class == Class::Close {
            if a.glue_right > 0.0 {
                a.advance -= a.glue_right;
                a.glue_right = 0.0;
            } else if a.class == Class::Open && b.glue_left > 0.0 {
                b.advance -= size / 2.0;
                b.shift += size / 2.0;
                b.glue_left = 0.0;
            }
        }
    }
}

/// In a line of fields (姓名：____　职务：____) a label stays whole and with the value or blank after it.
pub fn keep_labels(atoms: &mut [Atom]) {
    const LONGEST_LABEL: usize = 10;
    for at in 1..atoms.len() {
        let value = atoms[at].underline || atoms[at].kind == Kind::Blank;
        if !value || atoms[at - 1].ch() != Some('：') || atoms[at - 1].underline {
            continue;
        }
        let start = atoms[..at].iter().rposition(|atom| atom.class == Class::Space).map_or(0, |space| space + 1);
        let from = if at - start <= LONGEST_LABEL { start + 1 } else { at };
        for atom in &mut atoms[from.min(at)..=at] {
            atom.before = atom.before.min(Break::Emergency);
        }
    }
}

/// Whether a Chinese character and a letter or digit meet.
fn is_latin_edge(a: Class, b: Class) -> bool {
    matches!((a, b), (Class::Han, Class::Letter | Class::Digit) | (Class::Letter | Class::Digit, Class::Han))
}

/// Whether justification may widen the gap between two neighbours: never inside words, —— and ……, nor at a blank.
fn may_stretch(a: &Atom, b: &Atom) -> bool {
    let word = |class| matches!(class, Class::Letter | Class::Digit | Class::Glue);
    let narrow = |atom: &Atom| atom.ch().is_some_and(|ch| ch.is_ascii());
    if a.kind == Kind::Blank || b.kind == Kind::Blank || a.kind == Kind::NewLine || b.kind == Kind::NewLine {
        return false;
    }
    match (a.class, b.class) {
        (Class::Connector, Class::Connector) => false,
        (_, Class::Glue) => false,
        (left, right) if word(left) && word(right) => false,
        (left, Class::Space) if word(left) && narrow(b) => false,
        (left, right) if word(left) && right != Class::Han && narrow(b) => false,
        (left, right) if word(right) && left != Class::Han && left != Class::Space && narrow(a) => false,
        _ => true,
    }
}

/// Width of atoms on one line.
pub fn width(atoms: &[Atom]) -> f32 {
    let gaps: f32 = atoms.iter().skip(1).map(|atom| atom.gap).sum();
    gaps + atoms.iter().map(|atom| atom.advance).sum::<f32>()
}

impl Atom {
    /// Its character, if it is one.
    pub fn ch(&self) -> Option<char> {
        match self.kind {
            Kind::Glyph { ch, .. } => Some(ch),
            Kind::Blank | Kind::NewLine => None,
        }
    }
}
