//! One page → drawing operations. PDF's origin is the lower left corner, the page list's the upper left.

use super::subset::{Spot, Subsets};
use super::{Sheet, picture};
use crate::layout::pages::{GlyphRun, Item};
use crate::photo::Photo;
use printpdf::{
    Color, CurTransMat, ExtendedGraphicsStateId, Greyscale, Line, LineCapStyle, LineDashPattern, LinePoint, Mm, Op, PdfFontHandle, PdfPage,
    Point, Pt, TextItem, TextMatrix, XObjectId, XObjectTransform,
};

/// Name of the graphics state in which grey marks are multiplied with what they cover: 稿 never hides a word.
pub(super) const MULTIPLY: &str = "Gm";

/// Control-point distance of a quarter circle drawn as one curve.
const QUARTER: f32 = 0.552_284_8;
const SEAL_GREY: f32 = 0.55;
const SEAL_WIDTH: f32 = 1.0;
const SEAL_GAP: f32 = 3.0;

/// The page's operations: body in reading order, then furniture, which is marked so that readers can leave it out.
pub(super) fn page(sheet: &Sheet<'_>, subsets: &Subsets) -> PdfPage {
    let mut pen = Pen { height: sheet.height, subsets, ops: Vec::new(), font: None, width: None, in_text: false };
    pen.items(&sheet.page.body);
    if !sheet.page.furniture.is_empty() {
        pen.ops.push(Op::BeginMarkedContent { tag: "Artifact".to_string() });
        pen.items(&sheet.page.furniture);
        pen.ops.push(Op::EndMarkedContent);
    }
    PdfPage::new(Mm::from(Pt(sheet.width)), Mm::from(Pt(sheet.height)), pen.ops)
}

/// Whether the page needs the multiplying graphics state.
pub(super) fn has_grey(sheet: &Sheet<'_>) -> bool {
    let mut items = sheet.page.body.iter().chain(&sheet.page.furniture);
    items.any(|item| matches!(item, Item::Glyphs(run) if run.grey > 0.0))
}

/// What has been drawn so far, and the state of the page that need not be set again.
struct Pen<'a> {
    height: f32,
    subsets: &'a Subsets,
    ops: Vec<Op>,
    font: Option<(Spot, f32)>,
    width: Option<f32>,
    in_text: bool,
}

impl Pen<'_> {
    /// Rules first: they lie under the words and do not interrupt the text.
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Glyphs(_) => {}
                &Item::Line { x1, y1, x2, y2, width } => self.line(&[(x1, y1), (x2, y2)], width),
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
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::LoadGraphicsState { gs: ExtendedGraphicsStateId(MULTIPLY.to_string()) });
        self.ops.push(Op::SetFillColor { col: grey(run.grey) });
        self.font = None;
        self.glyphs(run);
        self.close_text();
        self.ops.push(Op::RestoreGraphicsState);
        self.font = None;
    }

    fn close_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.ops.push(Op::EndTextSection);
        }
    }

    /// Shows a run; glyphs that are not where the pen stands after the one before are moved there.
    fn glyphs(&mut self, run: &GlyphRun) {
        let mut items = Vec::new();
        let mut text = String::new();
        let mut pen = 0.0;
        let mut current: Option<Spot> = None;
        for glyph in &run.glyphs {
            let Some(spot) = self.subsets.spot(run.face, glyph.ch) else { continue };
            if !current.is_some_and(|before| Subsets::same_font(before, spot)) {
                self.show(&mut items, &mut text);
                if !std::mem::replace(&mut self.in_text, true) {
                    self.ops.push(Op::StartTextSection);
                }
                self.font(spot, run.size);
                let matrix = TextMatrix::Translate(Pt(hundredth(run.x + glyph.dx)), Pt(hundredth(self.height - run.y)));
                self.ops.push(Op::SetTextMatrix { matrix });
                pen = glyph.dx;
            }
            current = Some(spot);
            // Thousandths of an em, to a tenth: far below what a printer resolves, and short to write.
            let shift = ((pen - glyph.dx) * 10_000.0 / run.size).round() / 10.0;
            if shift.abs() >= 0.5 {
                if !text.is_empty() {
                    items.push(TextItem::Text(std::mem::take(&mut text)));
                }
                items.push(TextItem::Offset(shift));
                pen -= shift * run.size / 1000.0;
            }
            text.push(glyph.ch);
            pen += spot.advance * run.size / 1000.0;
        }
        self.show(&mut items, &mut text);
    }

    fn show(&mut self, items: &mut Vec<TextItem>, text: &mut String) {
        if !text.is_empty() {
            items.push(TextItem::Text(std::mem::take(text)));
            self.ops.push(Op::ShowText { items: std::mem::take(items) });
        }
    }

    fn font(&mut self, spot: Spot, size: f32) {
        if !self.font.is_some_and(|(before, at)| Subsets::same_font(before, spot) && at == size) {
            self.ops.push(Op::SetFont { font: PdfFontHandle::External(self.subsets.font_id(spot)), size: Pt(size) });
            self.font = Some((spot, size));
        }
    }

    fn line(&mut self, points: &[(f32, f32)], width: f32) {
        if self.width != Some(width) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(width) });
            self.width = Some(width);
        }
        let points = points.iter().map(|&(x, y)| self.point(x, y, false)).collect();
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    /// A dotted circle: round dots of the line's width, evenly apart.
    fn circle(&mut self, x: f32, y: f32, radius: f32) {
        let k = radius * QUARTER;
        let mut points = vec![self.point(x + radius, y, false)];
        // Quarter by quarter: two control points, then the end.
        for (dx, dy) in [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)] {
            let (ex, ey) = (-dy, dx);
            points.push(self.point(x + dx * radius + ex * k, y + dy * radius + ey * k, true));
            points.push(self.point(x + ex * radius + dx * k, y + ey * radius + dy * k, true));
            points.push(self.point(x + ex * radius, y + ey * radius, false));
        }
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetOutlineColor { col: grey(SEAL_GREY) });
        self.ops.push(Op::SetOutlineThickness { pt: Pt(SEAL_WIDTH) });
        self.ops.push(Op::SetLineCapStyle { cap: LineCapStyle::Round });
        self.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &[0.0, SEAL_GAP]) });
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: true } });
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// A photograph, turned upright by its placement.
    fn picture(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), photo: &Photo) {
        let [a, b, c, d, e, f] = photo.orientation.matrix();
        let lower = self.height - y - height;
        let matrix = [a * width, b * height, c * width, d * height, x + e * width, lower + f * height].map(hundredth);
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix) });
        let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
        self.ops.push(Op::UseXobject { id: XObjectId(picture::name(photo)), transform });
        self.ops.push(Op::RestoreGraphicsState);
    }

    fn point(&self, x: f32, y: f32, bezier: bool) -> LinePoint {
        LinePoint { p: Point { x: Pt(hundredth(x)), y: Pt(hundredth(self.height - y)) }, bezier }
    }
}

fn grey(level: f32) -> Color {
    Color::Greyscale(Greyscale::new(level.clamp(0.0, 1.0), None))
}

fn hundredth(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}
