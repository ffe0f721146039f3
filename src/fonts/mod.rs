//! The bundled faces: character → glyph and advance, with fallback to 宋体 for Latin letters, digits and rare
//! characters. A character no face has is `None`: callers refuse it by name, it is never drawn as a box.

use crate::style::Face;

/// A glyph found for a character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// The face that has it (maybe the fallback).
    pub face: Face,
    /// Glyph id in that face's file.
    pub gid: u16,
    /// Advance in em.
    pub advance: f32,
}

/// The faces.
#[derive(Debug)]
pub struct Fonts {
    _private: (),
}

impl Fonts {
    /// The faces embedded in the program; parsed once per process.
    pub fn bundled() -> &'static Fonts {
        static FONTS: Fonts = Fonts { _private: () };
        &FONTS
    }
    /// The glyph for a character when text of `face` is set. Digits, Latin letters and “ ” ‘ ’ come from 宋体, except in
    /// 小标宋 and 黑体, which have good ones.
    pub fn glyph(&self, _face: Face, _ch: char) -> Option<Glyph> {
        unimplemented!("fonts helper")
    }
    /// The font file of a face.
    pub fn data(&self, _face: Face) -> &[u8] {
        unimplemented!("fonts helper")
    }
}
