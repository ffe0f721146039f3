//! Which faces are asked for a character, in order.

use crate::style::Face;

/// The faces to try for a character of text set in `face`; the first that has it wins. Empty for characters that must
/// not be printed although a face has a glyph for them.
pub(super) fn order(face: Face, ch: char) -> [Option<Face>; 4] {
    // A soft hyphen pasted from a browser would print as a hyphen nobody wrote.
    if ch == '\u{ad}' {
        return [None; 4];
    }
    let first = if is_box(ch) {
        Face::Kai
    } else {
        match face {
            Face::Body | Face::Kai if is_from_song(ch) => Face::Song,
            Face::Title | Face::Body | Face::Kai | Face::Hei | Face::Song => face,
        }
    };
    [Some(first), Some(face), Some(Face::Song), Some(Face::Kai)]
}

/// Boxes to tick: ticked and empty ones must have the same size.
fn is_box(ch: char) -> bool {
    matches!(ch, '☐' | '☑' | '□')
}

/// Characters whose glyphs in 仿宋 and 楷体 are narrow, old-style or uneven.
fn is_from_song(ch: char) -> bool {
    match ch {
        // — and … join seamlessly only in the text's own face; · stands between the parts of a name.
        '—' | '…' | '·' => false,
        '\u{20}'..='\u{7e}' | '\u{a0}'..='\u{24f}' => true,
        '“' | '”' | '‘' | '’' => true,
        // General punctuation, letterlike signs, number forms, arrows, mathematics, geometric shapes. ℃ is full width everywhere.
        '℃' => false,
        '\u{2000}'..='\u{2bff}' => true,
        _ => false,
    }
}
