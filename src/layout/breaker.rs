//! Atoms → lines: greedy fill that squeezes punctuation to pull a mark in, or else pushes the word to the next line.

use super::kinsoku::{Break, Class};
use super::shape::{Atom, Kind};

/// Tolerance of width comparisons, in points.
pub const EPS: f32 = 0.01;

/// Room of the lines of a paragraph, in points.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// First line.
    pub first: f32,
    /// Following lines.
    pub rest: f32,
    /// An opening mark at the start of a following line loses its empty left half.
    pub trim: bool,
}

/// One line: a range of atoms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// First atom.
    pub start: usize,
    /// One past the last visible atom; spaces between it and `next` hang over the edge.
    pub end: usize,
    /// First atom of the next line.
    pub next: usize,
    /// Natural width of `start..end`, after `trim`.
    pub width: f32,
    /// Taken off the left of the first atom.
    pub trim: f32,
    /// Share of the inner glue to take off, 0–1.
    pub squeeze: f32,
    /// Taken off the right of the last atom.
    pub squeeze_end: f32,
    /// Last line of the paragraph, or before a forced break: never justified.
    pub last: bool,
}

/// A place where the line could end.
#[derive(Clone, Copy)]
struct Candidate {
    end: usize,
    next: usize,
    width: f32,
    /// Glue of all atoms but the last.
    inner: f32,
    /// Right glue of the last atom.
    outer: f32,
    last: bool,
}

/// Breaks atoms into lines. Every atom but the forced breaks belongs to exactly one line; always ends.
pub fn lines(atoms: &[Atom], measure: Measure, out: &mut Vec<Line>) {
    out.clear();
    let mut start = 0;
    while start < atoms.len() {
        let first = out.is_empty();
        let width = if first { measure.first } else { measure.rest };
        let trim = if measure.trim && !first { atoms[start].glue_left } else { 0.0 };
        let line = line(atoms, start, width, measure.rest, trim);
        start = line.next;
        out.push(line);
    }
}

fn line(atoms: &[Atom], start: usize, measure: f32, full: f32, trim: f32) -> Line {
    let mut fits: Option<Candidate> = None;
    let mut squeezed: Option<Candidate> = None;
    let mut inside: Option<Candidate> = None;
    let mut anywhere: Option<Candidate> = None;
    // Up to and with the last atom that is not a space, and with everything.
    // The left of the first mark is trimmed or stays; it is no glue of this line.
    let (mut width, mut glue) = (-trim, -atoms[start].glue_left);
    let (mut seen, mut seen_glue, mut seen_end) = (width, glue, start);
    let mut index = start;
    loop {
        let atom = atoms.get(index);
        let forced = atom.is_none_or(|atom| atom.kind == Kind::NewLine);
        if forced {
            // Spaces at the end of a paragraph are meant (they move a right-aligned date inwards) unless they do not fit.
            if width <= measure + EPS {
                (seen, seen_glue, seen_end) = (width, glue, index);
            }
        }
        if index > start || forced {
            let outer = if seen_end > start { atoms[seen_end - 1].glue_right } else { 0.0 };
            let next = if atom.is_some() && forced { index + 1 } else { index };
            let here = Candidate { end: seen_end, next, width: seen, inner: seen_glue.max(0.0) - outer, outer, last: forced };
            let before = atom.filter(|_| !forced).map_or(Break::Allowed, |atom| atom.before);
            if seen <= measure + EPS {
                match before {
                    Break::Allowed => fits = Some(here),
                    Break::Emergency => inside = Some(here),
                    Break::Never => anywhere = Some(here),
                }
                if forced {
                    return finish(here, start, measure, trim);
                }
            } else if before == Break::Allowed && squeezed.is_none() && seen - here.inner - here.outer <= measure + EPS {
                squeezed = Some(here);
            }
            if seen - seen_glue.max(0.0) > measure + EPS || squeezed.is_some() || forced {
                break;
            }
        }
        let Some(atom) = atom else { break };
        width += atom.advance + if index > start { atom.gap } else { 0.0 };
        glue += atom.glue_left + atom.glue_right;
        index += 1;
        if atom.class != Class::Space {
            (seen, seen_glue, seen_end) = (width, glue, index);
        }
    }
    let chosen = match (fits, squeezed) {
        (Some(fits), Some(squeezed)) if pulls_in(atoms, start, &fits, &squeezed, measure) => squeezed,
        (Some(fits), _) => match inside {
            Some(inside) if inside.end > fits.end && run_width(atoms, fits.next) > full => inside,
            _ => fits,
        },
        (None, Some(squeezed)) => squeezed,
        (None, None) => inside.or(anywhere).unwrap_or_else(|| one(atoms, start, trim)),
    };
    finish(chosen, start, measure, trim)
}

/// Whether squeezing one more piece into the line looks better than widening the gaps of the shorter line.
fn pulls_in(atoms: &[Atom], start: usize, fits: &Candidate, squeezed: &Candidate, measure: f32) -> bool {
    let gaps = atoms[start + 1..fits.end.max(start + 1)].iter().filter(|atom| atom.stretch).count().max(1);
    let size = atoms[start..squeezed.end].iter().map(|atom| atom.advance).fold(0.0, f32::max).max(1.0);
    let stretch = (measure - fits.width) / gaps as f32 / size;
    let need = (squeezed.width - measure - squeezed.outer).max(0.0);
    let share = if squeezed.inner > 0.0 { need / squeezed.inner } else { 0.0 };
    // A gap wider by a sixteenth of an em is as visible as marks that lose all their room.
    (stretch * 16.0).powi(2) > share.powi(2)
}

/// Width of the unbreakable run that starts at an atom.
fn run_width(atoms: &[Atom], start: usize) -> f32 {
    let mut width = 0.0;
    for (index, atom) in atoms.iter().enumerate().skip(start) {
        if index > start && (atom.before == Break::Allowed || atom.kind == Kind::NewLine) {
            break;
        }
        width += atom.advance + if index > start { atom.gap } else { 0.0 };
    }
    width
}

/// A line of one atom that is wider than the measure.
fn one(atoms: &[Atom], start: usize, trim: f32) -> Candidate {
    let last = start + 1 == atoms.len();
    Candidate { end: start + 1, next: start + 1, width: atoms[start].advance - trim, inner: 0.0, outer: 0.0, last }
}

fn finish(chosen: Candidate, start: usize, measure: f32, trim: f32) -> Line {
    let over = (chosen.width - measure).max(0.0);
    let over = if over <= EPS { 0.0 } else { over };
    let squeeze_end = over.min(chosen.outer);
    let rest = over - squeeze_end;
    let squeeze = if chosen.inner > 0.0 { (rest / chosen.inner).clamp(0.0, 1.0) } else { 0.0 };
    Line { start, end: chosen.end, next: chosen.next, width: chosen.width, trim, squeeze, squeeze_end, last: chosen.last }
}

/// Lines that end inside a word or a number.
fn torn(atoms: &[Atom], lines: &[Line]) -> usize {
    let inside = |line: &&Line| {
        line.next == line.end && atoms.get(line.next).is_some_and(|atom| atom.kind != Kind::NewLine && atom.before != Break::Allowed)
    };
    lines.iter().filter(inside).count()
}

/// The smallest measure, in points, that still gives as many lines: lines of a title become equally long.
pub fn balanced(atoms: &[Atom], measure: Measure, lines_buffer: &mut Vec<Line>) -> Measure {
    lines(atoms, measure, lines_buffer);
    let (count, inside) = (lines_buffer.len(), torn(atoms, lines_buffer));
    if count < 2 {
        return measure;
    }
    let at = |width: f32| Measure { first: width - (measure.rest - measure.first), rest: width, trim: measure.trim };
    let (mut low, mut high) = (measure.rest / 2.0, measure.rest);
    if count > 2 {
        low = measure.rest * (count - 1) as f32 / count as f32;
    }
    for _ in 0..10 {
        let middle = (low + high) / 2.0;
        lines(atoms, at(middle), lines_buffer);
        if lines_buffer.len() > count || torn(atoms, lines_buffer) > inside {
            low = middle;
        } else {
            high = middle;
        }
    }
    lines(atoms, at(high), lines_buffer);
    at(high)
}

/// A measure up to three characters smaller that gives as many lines with at least three characters on the last one; the
/// same measure if there is none.
pub fn longer_tail(atoms: &[Atom], measure: Measure, size: f32, lines_buffer: &mut Vec<Line>) -> Measure {
    let (count, inside) = (lines_buffer.len(), torn(atoms, lines_buffer));
    for characters in 1..=3 {
        let less = characters as f32 * size;
        let smaller = Measure { first: measure.first - less, rest: measure.rest - less, trim: measure.trim };
        lines(atoms, smaller, lines_buffer);
        let is_whole = torn(atoms, lines_buffer) <= inside;
        if lines_buffer.len() == count && is_whole && lines_buffer.last().is_some_and(|line| line.width >= 2.5 * size) {
            return smaller;
        }
    }
    lines(atoms, measure, lines_buffer);
    measure
}
