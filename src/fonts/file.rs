//! One font file: its sizes, and a table from characters to glyphs that fills itself as they are asked for.

use crate::files::{self, Room};
use crate::style::Face;
use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use ttf_parser::cmap::{Format, Subtable};

/// Sizes and names of a face, in font units unless a name says otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Metrics {
    /// PostScript name.
    pub name: &'static str,
    /// Units of one em.
    pub units_per_em: u16,
    /// Number of glyphs in the file.
    pub glyphs: u16,
    /// Ascender of the line.
    pub ascender: i16,
    /// Descender of the line (negative).
    pub descender: i16,
    /// The box all glyphs fit in: left, bottom, right, top.
    pub bounds: [i16; 4],
    /// Weight, 400 is regular.
    pub weight: u16,
    /// Outlines are CFF (else TrueType).
    pub cff: bool,
    /// Ideographic em box above the baseline, in em.
    pub em_above: f32,
    /// Ideographic em box below the baseline, in em, positive.
    pub em_below: f32,
}

/// File name and PostScript name of a face.
fn source(face: Face) -> (&'static str, &'static str) {
    match face {
        Face::Title => ("NotoSerifCJKsc-Bold.otf", "NotoSerifCJKsc-Bold"),
        Face::Body => ("ZhuqueFangsong-Regular.ttf", "ZhuqueFangsong-Regular"),
        Face::Kai => ("WenshuKai-Regular.ttf", "WenshuKai-Regular"),
        Face::Hei => ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Regular"),
        Face::Song => ("NotoSerifCJKsc-Regular.otf", "NotoSerifCJKsc-Regular"),
    }
}

const BLOCK: usize = 256;
/// Blocks up to the last assigned Han character.
const BLOCKS: usize = 0x32400 / BLOCK;

/// What is known of the characters of a block: nothing yet (0), or `KNOWN` with glyph id and advance; glyph 0 means the face
/// lacks the character. Threads that look up the same character at once store the same number.
type Block = [AtomicU64; BLOCK];
const KNOWN: u64 = 1 << 32;

/// An open face.
pub(super) struct FaceFile {
    data: &'static [u8],
    face: ttf_parser::Face<'static>,
    cmap: Subtable<'static>,
    metrics: Metrics,
    blocks: Vec<OnceLock<Box<Block>>>,
}

impl FaceFile {
    /// Opens the bundled file of a face; `None` when it is absent or no font.
    pub(super) fn open(face: Face) -> Option<FaceFile> {
        let (file, name) = source(face);
        let data: &'static [u8] = match files::embedded(Room::Fonts, file)? {
            Cow::Borrowed(bytes) => bytes,
            // Debug builds read from disk; the faces live as long as the process either way.
            Cow::Owned(bytes) => Box::leak(bytes.into_boxed_slice()),
        };
        let face = ttf_parser::Face::parse(data, 0).ok()?;
        let subtables = face.tables().cmap?.subtables;
        // Format 12 holds everything, format 4 only the BMP.
        let cmap = subtables
            .into_iter()
            .filter(Subtable::is_unicode)
            .max_by_key(|subtable| matches!(subtable.format, Format::SegmentedCoverage(_)))?;
        let units_per_em = face.units_per_em();
        let em = f32::from(units_per_em);
        let bounds = face.global_bounding_box();
        let metrics = Metrics {
            name,
            units_per_em,
            glyphs: face.number_of_glyphs(),
            ascender: face.ascender(),
            descender: face.descender(),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max],
            weight: face.weight().to_number(),
            cff: face.tables().cff.is_some(),
            em_above: f32::from(face.typographic_ascender().unwrap_or(face.ascender())) / em,
            em_below: -f32::from(face.typographic_descender().unwrap_or(face.descender())) / em,
        };
        let blocks = (0..BLOCKS).map(|_| OnceLock::new()).collect();
        Some(FaceFile { data, face, cmap, metrics, blocks })
    }

    pub(super) fn data(&self) -> &'static [u8] {
        self.data
    }

    pub(super) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Glyph id and advance in font units.
    pub(super) fn lookup(&self, ch: char) -> Option<(u16, u16)> {
        let code = ch as usize;
        let block = self.blocks.get(code / BLOCK)?.get_or_init(|| Box::new([const { AtomicU64::new(0) }; BLOCK]));
        let place = &block[code % BLOCK];
        let mut found = place.load(Relaxed);
        if found == 0 {
            let gid = self.cmap.glyph_index(code as u32);
            let advance = gid.and_then(|gid| self.face.glyph_hor_advance(gid)).unwrap_or(0);
            found = KNOWN | u64::from(gid.map_or(0, |gid| gid.0)) << 16 | u64::from(advance);
            place.store(found, Relaxed);
        }
        let (gid, advance) = ((found >> 16) as u16, found as u16);
        (gid != 0).then_some((gid, advance))
    }
}

impl fmt::Debug for FaceFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FaceFile").field("metrics", &self.metrics).finish_non_exhaustive()
    }
}
