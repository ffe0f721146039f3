//! One line of atoms → glyph runs and rules: justification, squeezing, underlines that run on without gaps.

use super::breaker::Line;
use super::pages::{GlyphRun, Item, PlacedGlyph};
use super::shape::{Atom, Kind};
use crate::document::Align;
use crate::style;

/// How a line is set.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Left edge of the line, indent included.
    pub x: f32,
    /// Baseline.
    pub y: f32,
    /// Room between the indents.
    pub measure: f32,
    /// Alignment.
    pub align: Align,
    /// Size of the type.
    pub size: f32,
    /// Text block of `document::text_blocks`.
    pub block: u32,
}

/// Widest gap justification may add, in em; a line that needs more stays ragged.
const WIDEST_GAP: f32 = 0.15;

/// Places the atoms of a line.
pub fn set(atoms: &[Atom], line: &Line, setting: Setting, items: &mut Vec<Item>) {
    let visible = &atoms[line.start..line.end];
    let squeezed = line.squeeze_end + line.squeeze * inner_glue(visible);
    let slack = setting.measure - (line.width - squeezed);
    let gaps = visible.iter().skip(1).filter(|atom| atom.stretch).count();
    let mut gap = 0.0;
    let mut x = setting.x;
    match setting.align {
        Align::Justify if !line.last && gaps > 0 && slack / gaps as f32 <= WIDEST_GAP * setting.size => gap = slack / gaps as f32,
        Align::Justify | Align::Left => {}
        Align::Center => x += slack.max(0.0) / 2.0,
        Align::Right => x += slack.max(0.0),
    }
    let mut pen = Pen { setting, items, run: None, rule: None };
    for (index, atom) in atoms[line.start..line.next].iter().enumerate() {
        let at = line.start + index;
        if at >= line.end {
            // Hanging spaces keep their place in the text but take no room.
            pen.glyph(atom, x);
            continue;
        }
        if index > 0 {
            x += atom.gap + if atom.stretch { gap } else { 0.0 };
        }
        let cut_left = if index == 0 { line.trim } else { line.squeeze * atom.glue_left };
        let cut_right = if at + 1 == line.end { line.squeeze_end } else { line.squeeze * atom.glue_right };
        let width = atom.advance - cut_left - cut_right;
        pen.glyph(atom, x - cut_left - atom.shift);
        pen.underline(atom.underline, x, x + width);
        x += width;
    }
    pen.finish();
}

/// Room between the marks of a line, its two ends apart.
fn inner_glue(visible: &[Atom]) -> f32 {
    let all: f32 = visible.iter().map(|atom| atom.glue_left + atom.glue_right).sum();
    all - visible.first().map_or(0.0, |atom| atom.glue_left) - visible.last().map_or(0.0, |atom| atom.glue_right)
}

struct Pen<'a> {
    setting: Setting,
    items: &'a mut Vec<Item>,
    run: Option<GlyphRun>,
    rule: Option<(f32, f32)>,
}

impl Pen<'_> {
    fn glyph(&mut self, atom: &Atom, x: f32) {
        let Kind::Glyph { ch, face, gid } = atom.kind else {
            self.end_run();
            return;
        };
        if self.run.as_ref().is_some_and(|run| run.face != face) {
            self.end_run();
        }
        let setting = self.setting;
        let run = self.run.get_or_insert_with(|| GlyphRun {
            face,
            size: setting.size,
            grey: 0.0,
            x,
            y: setting.y,
            block: setting.block,
            glyphs: Vec::with_capacity(16),
        });
        run.glyphs.push(PlacedGlyph { gid, ch, dx: x - run.x });
    }

    fn underline(&mut self, on: bool, from: f32, to: f32) {
        match (&mut self.rule, on) {
            (Some((_, end)), true) => *end = to,
            (None, true) => self.rule = Some((from, to)),
            (Some(_), false) => self.end_rule(),
            (None, false) => {}
        }
    }

    fn end_run(&mut self) {
        self.items.extend(self.run.take().map(Item::Glyphs));
    }

    fn end_rule(&mut self) {
        if let Some((x1, x2)) = self.rule.take() {
            let y = self.setting.y + style::UNDERLINE_DEPTH * self.setting.size;
            self.items.push(Item::Line { x1, y1: y, x2, y2: y, width: style::RULE_WIDTH });
        }
    }

    fn finish(mut self) {
        self.end_run();
        self.end_rule();
    }
}
