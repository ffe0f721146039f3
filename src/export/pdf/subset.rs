//! Which characters occur in which face, and the small fonts that hold just these.

use super::kept::Kept;
use super::{PdfError, Sheet};
use crate::fonts::{FACES, Fonts, Metrics};
use crate::layout::pages::Item;
use crate::style::Face;
use printpdf::{FontId, FontMetrics, FontType, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfFontMetricsStub, Pt, TextItem};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

/// One small font. A face has several when two characters share a glyph (～ and 〜): a font's glyph can be read back as
/// only one character, so the second character gets a font of its own.
struct Slot {
    face: Face,
    layer: usize,
    /// Glyph in the whole face → the one character it stands for here.
    chars: BTreeMap<u16, char>,
}

/// Where a character is found: which small font, and its advance in thousandths of an em.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    slot: usize,
    /// Its glyph in the small font.
    pub(super) code: u16,
    pub(super) advance: f32,
}

/// Font programs by the ticket that stands for them in printpdf's document.
pub(super) type Programs = BTreeMap<Vec<u8>, Vec<u8>>;

/// The small fonts of one file.
pub(super) struct Subsets {
    fonts: &'static Fonts,
    slots: Vec<Slot>,
    spots: [BTreeMap<char, Spot>; FACES.len()],
}

impl Subsets {
    /// Goes through all pages. Every glyph must be the glyph its face has for its character.
    pub(super) fn collect(fonts: &'static Fonts, sheets: &[Sheet<'_>]) -> Result<Subsets, PdfError> {
        let mut subsets = Subsets { fonts, slots: Vec::new(), spots: Default::default() };
        for (index, sheet) in sheets.iter().enumerate() {
            for item in sheet.page.body.iter().chain(&sheet.page.furniture) {
                match item {
                    Item::Glyphs(run) => {
                        for glyph in &run.glyphs {
                            if !subsets.add(run.face, glyph.ch, glyph.gid) {
                                return Err(PdfError::Glyph { ch: glyph.ch, face: run.face, page: index + 1 });
                            }
                        }
                    }
                    Item::Line { .. } | Item::Picture { .. } | Item::SealPlace { .. } => {}
                }
            }
        }
        subsets.number();
        Ok(subsets)
    }

    /// Gives every character its glyph in its small font.
    fn number(&mut self) {
        for (index, slot) in self.slots.iter().enumerate() {
            let mut remap = GlyphRemapper::new();
            for (&gid, ch) in &slot.chars {
                let code = remap.remap(gid);
                if let Some(spot) = self.spots[slot.face as usize].get_mut(ch).filter(|spot| spot.slot == index) {
                    spot.code = code;
                }
            }
        }
    }

    /// Notes a glyph; `false` when it is not this character's glyph.
    fn add(&mut self, face: Face, ch: char, gid: u16) -> bool {
        let Some((own, units)) = self.fonts.own(face, ch) else { return false };
        if own != gid {
            return false;
        }
        if self.spots[face as usize].contains_key(&ch) {
            return true;
        }
        let mut layer = 0;
        let slot = loop {
            match self.slots.iter().position(|slot| slot.face == face && slot.layer == layer) {
                Some(slot) if self.slots[slot].chars.contains_key(&gid) => layer += 1,
                Some(slot) => break slot,
                None => {
                    self.slots.push(Slot { face, layer, chars: BTreeMap::new() });
                    break self.slots.len() - 1;
                }
            }
        };
        self.slots[slot].chars.insert(gid, ch);
        let em = self.fonts.metrics(face).map_or(1000, |metrics| metrics.units_per_em);
        // The PDF states whole thousandths, cut off; positions are reckoned with the same number.
        let advance = (f32::from(units) * 1000.0 / f32::from(em)).trunc();
        self.spots[face as usize].insert(ch, Spot { slot, code: 0, advance });
        true
    }

    /// Where a collected character is found.
    pub(super) fn spot(&self, face: Face, ch: char) -> Option<Spot> {
        self.spots[face as usize].get(&ch).copied()
    }

    /// Resource name of the font that holds a character.
    pub(super) fn font_name(&self, spot: Spot) -> String {
        id(&self.slots[spot.slot]).0
    }

    /// Whether two characters are in the same small font.
    pub(super) fn same_font(a: Spot, b: Spot) -> bool {
        a.slot == b.slot
    }

    /// Operations that show every character once: printpdf writes the fonts it sees used, with the widths and characters of
    /// what is shown in them. What the pages really show is written by `content`.
    pub(super) fn all_shown(&self) -> Vec<Op> {
        let shown = self.slots.iter().flat_map(|slot| {
            let text = TextItem::Text(slot.chars.values().collect());
            [Op::SetFont { font: PdfFontHandle::External(id(slot)), size: Pt(1.0) }, Op::ShowText { items: vec![text] }]
        });
        std::iter::once(Op::StartTextSection).chain(shown).chain([Op::EndTextSection]).collect()
    }

    /// Cuts the faces and hands the small fonts to printpdf under their resource names. TrueType programs are returned:
    /// printpdf would copy their bytes twice, so it gets a ticket that `archive` exchanges for the program.
    pub(super) fn install(&self, document: &mut PdfDocument) -> Result<Programs, PdfError> {
        let mut programs = Programs::new();
        for slot in &self.slots {
            let error = |reason: String| PdfError::Font { face: slot.face, reason };
            let metrics = self.fonts.metrics(slot.face).ok_or_else(|| error("字体文件缺失".to_string()))?;
            let mut font = cut(self.fonts, slot, metrics).map_err(|err| error(err.to_string()))?;
            if !metrics.cff {
                let ticket = id(slot).0.into_bytes();
                programs.insert(ticket.clone(), std::mem::replace(&mut font.original_bytes, ticket));
            }
            document.resources.fonts.map.insert(id(slot), PdfFont::new(font));
        }
        Ok(programs)
    }
}

/// Stable resource name: one letter a face, a number from the second layer on.
fn id(slot: &Slot) -> FontId {
    let letter = match slot.face {
        Face::Title => 'a',
        Face::Body => 'b',
        Face::Kai => 'c',
        Face::Hei => 'd',
        Face::Song => 'e',
    };
    FontId(match slot.layer {
        0 => format!("F{letter}"),
        layer => format!("F{letter}{}", layer + 1),
    })
}

/// The small font of a slot, in the shape printpdf takes when it does not parse fonts itself.
fn cut(fonts: &Fonts, slot: &Slot, metrics: &Metrics) -> Result<ParsedFont, subsetter::Error> {
    let mut remap = GlyphRemapper::new();
    let mut codepoint_to_glyph = BTreeMap::new();
    let mut glyph_widths = BTreeMap::from([(0, metrics.units_per_em)]);
    for (&gid, &ch) in &slot.chars {
        let new = remap.remap(gid);
        codepoint_to_glyph.insert(ch as u32, new);
        glyph_widths.insert(new, fonts.own(slot.face, ch).map_or(0, |(_, units)| units));
    }
    let subset = || subsetter::subset(fonts.data(slot.face), 0, &remap);
    // few writs have the same body, but many the same title and figures: those faces are CFF
    let original_bytes = if metrics.cff { CUT.get(&key(slot), subset)?.to_vec() } else { subset()? };
    let [x_min, y_min, x_max, y_max] = metrics.bounds;
    Ok(ParsedFont {
        font_name: Some(format!("{}+{}", tag(slot), metrics.name)),
        original_bytes,
        font_index: 0,
        codepoint_to_glyph,
        glyph_widths,
        units_per_em: metrics.units_per_em,
        font_metrics: FontMetrics { ascent: metrics.ascender, descent: metrics.descender },
        font_type: if metrics.cff { FontType::OpenTypeCFF(()) } else { FontType::TrueType },
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: metrics.units_per_em,
            x_min,
            y_min,
            x_max,
            y_max,
            us_weight_class: metrics.weight,
            ..PdfFontMetricsStub::default()
        },
    })
}

/// Programs of the CFF faces.
static CUT: Kept = Kept::new();

/// What the program of a slot is made from.
fn key(slot: &Slot) -> Vec<u8> {
    std::iter::once(slot.face as u8).chain(slot.chars.keys().flat_map(|gid| gid.to_be_bytes())).collect()
}

/// The six letters that mark a subset: different glyph sets get different ones.
fn tag(slot: &Slot) -> String {
    let mut hasher = Sha256::new();
    for (gid, ch) in &slot.chars {
        hasher.update(gid.to_be_bytes());
        hasher.update((*ch as u32).to_be_bytes());
    }
    hasher.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
