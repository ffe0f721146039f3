//! One page → its content stream. PDF's origin is the lower left corner, the page list's the upper left.
//!
//! The stream is written at once: as operations of printpdf each word, number and name would be a value of its own first,
//! which takes longer than all other steps of a page together.

use super::subset::{Spot, Subsets};
use super::{Sheet, picture};
use crate::layout::pages::{GlyphRun, Item};
use crate::photo::Photo;
use std::io::Write;

/// Name of the graphics state in which grey marks are multiplied with what they cover: 稿 never hides a word.
pub(super) const MULTIPLY: &str = "Gm";

/// Control-point distance of a quarter circle drawn as one curve.
const QUARTER: f32 = 0.552_284_8;
const SEAL_GREY: f32 = 0.55;
const SEAL_WIDTH: f32 = 1.0;
const SEAL_GAP: f32 = 3.0;

/// The page's operations: body in reading order, then furniture, which is marked so that readers can leave it out.
pub(super) fn page(sheet: &Sheet<'_>, subsets: &Subsets) -> Vec<u8> {
    let out = Operations { bytes: Vec::with_capacity(16 * 1024) };
    let mut pen = Pen { height: sheet.height, subsets, out, font: None, width: None, in_text: false };
    pen.items(&sheet.page.body);
    if !sheet.page.furniture.is_empty() {
        pen.out.named("Artifact", "BMC");
        pen.items(&sheet.page.furniture);
        pen.out.bare("EMC");
    }
    pen.out.bytes
}

/// Whether the page needs the multiplying graphics state.
pub(super) fn has_grey(sheet: &Sheet<'_>) -> bool {
    let mut items = sheet.page.body.iter().chain(&sheet.page.furniture);
    items.any(|item| matches!(item, Item::Glyphs(run) if run.grey > 0.0))
}

/// A content stream: one operation a line, operands before the operator.
struct Operations {
    bytes: Vec<u8>,
}

impl Operations {
    fn begin(&mut self) {
        if !self.bytes.is_empty() {
            self.bytes.push(b'\n');
        }
    }
    fn bare(&mut self, operator: &str) {
        self.begin();
        self.bytes.extend_from_slice(operator.as_bytes());
    }
    /// Names are letters and digits: nothing in them needs an escape.
    fn named(&mut self, name: &str, operator: &str) {
        self.begin();
        for part in ["/", name, " ", operator] {
            self.bytes.extend_from_slice(part.as_bytes());
        }
    }
    fn numbers(&mut self, numbers: &[f32], operator: &str) {
        self.begin();
        for value in numbers {
            number(&mut self.bytes, *value);
            self.bytes.push(b' ');
        }
        self.bytes.extend_from_slice(operator.as_bytes());
    }
}

/// Writes a number as short as it reads back the same. Nearly all are hundredths below ten thousand; six digits tell such
/// numbers apart, so that their own digits are the shortest.
fn number(out: &mut Vec<u8>, value: f32) {
    let hundredths = (value * 100.0).round();
    let plain = hundredths.abs() < 1_000_000.0 && hundredths / 100.0 == value && (value != 0.0 || value.is_sign_positive());
    if !plain {
        // writing into memory does not fail
        let _ = write!(out, "{value}");
        return;
    }
    if value < 0.0 {
        out.push(b'-');
    }
    let whole = hundredths.abs() as u32;
    let mut digits = [0; 10];
    let mut at = digits.len();
    let mut rest = whole / 100;
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
    let (tenths, last) = ((whole / 10 % 10) as u8, (whole % 10) as u8);
    match (tenths, last) {
        (0, 0) => {}
        (_, 0) => out.extend_from_slice(&[b'.', b'0' + tenths]),
        (_, _) => out.extend_from_slice(&[b'.', b'0' + tenths, b'0' + last]),
    }
}

/// Writes the codes of glyphs as a string.
fn codes(out: &mut Vec<u8>, codes: &[u16]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push(b'<');
    for code in codes {
        out.extend([12, 8, 4, 0].map(|shift| DIGITS[usize::from(code >> shift & 15)]));
    }
    out.push(b'>');
}

/// What has been drawn so far, and the state of the page that need not be set again.
struct Pen<'a> {
    height: f32,
    subsets: &'a Subsets,
    out: Operations,
    font: Option<(Spot, f32)>,
    width: Option<f32>,
    in_text: bool,
}

/// Glyphs that are shown together, and how far the pen moves between them.
#[derive(Default)]
struct Shown {
    /// The pieces that are finished: strings and moves.
    pieces: Vec<u8>,
    moves: bool,
    codes: Vec<u16>,
}

impl Pen<'_> {
    /// Rules first: they lie under the words and do not interrupt the text.
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Glyphs(_) => {}
                &Item::Line { x1, y1, x2, y2, width } => self.line((x1, y1), (x2, y2), width),
                &Item::SealPlace { x, y, radius } => self.circle(x, y, radius),
                Item::Picture { x, y, width, height, photo } => self.picture((*x, *y), (*width, *height), photo),
            }
        }
        for item in items {
            match item {
                Item::Glyphs(run) if run.grey > 0.0 => self.grey_run(run),
                Item::Glyphs(run) => self.glyphs(run),
                Item::Line { .. } | Item::Picture { .. } | Item::SealPlace { .. } => {}
            }
        }
        self.close_text();
    }

    fn grey_run(&mut self, run: &GlyphRun) {
        self.close_text();
        self.out.bare("q");
        self.out.named(MULTIPLY, "gs");
        self.out.numbers(&[run.grey.clamp(0.0, 1.0)], "g");
        self.font = None;
        self.glyphs(run);
        self.close_text();
        self.out.bare("Q");
        self.font = None;
    }

    fn close_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.out.bare("ET");
        }
    }

    /// Shows a run; glyphs that are not where the pen stands after the one before are moved there.
    fn glyphs(&mut self, run: &GlyphRun) {
        let mut shown = Shown::default();
        let mut pen = 0.0;
        let mut current: Option<Spot> = None;
        for glyph in &run.glyphs {
            let Some(spot) = self.subsets.spot(run.face, glyph.ch) else { continue };
            if !current.is_some_and(|before| Subsets::same_font(before, spot)) {
                self.show(&mut shown);
                if !std::mem::replace(&mut self.in_text, true) {
                    self.out.bare("BT");
                }
                self.font(spot, run.size);
                self.out.numbers(&[1.0, 0.0, 0.0, 1.0, hundredth(run.x + glyph.dx), hundredth(self.height - run.y)], "Tm");
                pen = glyph.dx;
            }
            current = Some(spot);
            // Thousandths of an em, to a tenth: far below what a printer resolves, and short to write.
            let shift = ((pen - glyph.dx) * 10_000.0 / run.size).round() / 10.0;
            if shift.abs() >= 0.5 {
                if !shown.codes.is_empty() {
                    codes(&mut shown.pieces, &shown.codes);
                    shown.codes.clear();
                }
                if !shown.pieces.is_empty() {
                    shown.pieces.push(b' ');
                }
                number(&mut shown.pieces, shift);
                shown.moves = true;
                pen -= shift * run.size / 1000.0;
            }
            shown.codes.push(spot.code);
            pen += spot.advance * run.size / 1000.0;
        }
        self.show(&mut shown);
    }

    fn show(&mut self, shown: &mut Shown) {
        if shown.codes.is_empty() {
            return;
        }
        self.out.begin();
        if !shown.moves {
            codes(&mut self.out.bytes, &shown.codes);
            self.out.bytes.extend_from_slice(b" Tj");
        } else {
            self.out.bytes.push(b'[');
            self.out.bytes.append(&mut shown.pieces);
            codes(&mut self.out.bytes, &shown.codes);
            self.out.bytes.extend_from_slice(b"] TJ");
        }
        shown.codes.clear();
        shown.moves = false;
    }

    fn font(&mut self, spot: Spot, size: f32) {
        if !self.font.is_some_and(|(before, at)| Subsets::same_font(before, spot) && at == size) {
            self.out.begin();
            for part in ["/", &self.subsets.font_name(spot), " "] {
                self.out.bytes.extend_from_slice(part.as_bytes());
            }
            number(&mut self.out.bytes, size);
            self.out.bytes.extend_from_slice(b" Tf");
            self.font = Some((spot, size));
        }
    }

    fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32) {
        if self.width != Some(width) {
            self.out.numbers(&[width], "w");
            self.width = Some(width);
        }
        self.out.numbers(&self.point(from), "m");
        self.out.numbers(&self.point(to), "l");
        self.out.bare("S");
    }

    /// A dotted circle: round dots of the line's width, evenly apart.
    fn circle(&mut self, x: f32, y: f32, radius: f32) {
        let k = radius * QUARTER;
        self.out.bare("q");
        self.out.numbers(&[SEAL_GREY], "G");
        self.out.numbers(&[SEAL_WIDTH], "w");
        self.out.bare("1 J");
        self.out.begin();
        self.out.bytes.extend_from_slice(b"[0 ");
        number(&mut self.out.bytes, SEAL_GAP);
        self.out.bytes.extend_from_slice(b"] 0 d");
        self.out.numbers(&self.point((x + radius, y)), "m");
        // Quarter by quarter: two control points, then the end.
        for (dx, dy) in [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)] {
            let (ex, ey) = (-dy, dx);
            let [x1, y1] = self.point((x + dx * radius + ex * k, y + dy * radius + ey * k));
            let [x2, y2] = self.point((x + ex * radius + dx * k, y + ey * radius + dy * k));
            let [x3, y3] = self.point((x + ex * radius, y + ey * radius));
            self.out.numbers(&[x1, y1, x2, y2, x3, y3], "c");
        }
        for operator in ["h", "S", "Q"] {
            self.out.bare(operator);
        }
    }

    /// A photograph, turned upright by its placement.
    fn picture(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), photo: &Photo) {
        let [a, b, c, d, e, f] = photo.orientation.matrix();
        let lower = self.height - y - height;
        let matrix = [a * width, b * height, c * width, d * height, x + e * width, lower + f * height].map(hundredth);
        self.out.bare("q");
        self.out.numbers(&matrix, "cm");
        self.out.bare("q");
        self.out.bare("1 0 0 1 0 0 cm");
        self.out.named(&picture::name(photo), "Do");
        self.out.bare("Q");
        self.out.bare("Q");
    }

    fn point(&self, (x, y): (f32, f32)) -> [f32; 2] {
        [hundredth(x), hundredth(self.height - y)]
    }
}

fn hundredth(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(value: f32) -> String {
        let mut out = Vec::new();
        number(&mut out, value);
        String::from_utf8(out).unwrap_or_default()
    }

    #[test]
    fn numbers_are_written_as_the_language_writes_them() {
        let odd = [0.0, -0.0, 0.005, -0.01, 0.1, 1.0, -12.3, 595.28, 841.89, 9999.99, 10000.0, 123456.78, 0.333_333, 1e-9, -0.004, 72.25];
        let hundredths = (-1_100_000..1_100_000).step_by(7).map(|n| n as f32 / 100.0);
        let tenths = (-60_000..60_000).map(|n| (n as f32).round() / 10.0);
        for value in odd.into_iter().chain(hundredths).chain(tenths) {
            assert_eq!(printed(value), value.to_string());
        }
    }

    #[test]
    fn codes_are_written_as_four_digits() {
        let mut out = Vec::new();
        codes(&mut out, &[1, 0xAB, 0x1234]);
        assert_eq!(out, b"<000100AB1234>");
    }
}
