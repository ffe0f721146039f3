//! The bundled faces: character → glyph and advance, with fallback to 宋体 for Latin letters, digits and rare
//! characters. A character no face has is `None`: callers refuse it by name, it is never drawn as a box.
//! Which face a character comes from is decided in `route`; reading a font file is in `file`.

mod file;
mod route;

use crate::style::Face;
use file::FaceFile;
use std::sync::OnceLock;

pub use file::Metrics;

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

/// All faces, in the order of `Face`.
pub const FACES: [Face; 5] = [Face::Title, Face::Body, Face::Kai, Face::Hei, Face::Song];

/// The faces. A face's file is opened at its first use, so a start that needs no font costs nothing.
#[derive(Debug)]
pub struct Fonts {
    files: [OnceLock<Option<FaceFile>>; 5],
}

impl Fonts {
    /// The faces embedded in the program; parsed once per process.
    pub fn bundled() -> &'static Fonts {
        static FONTS: Fonts = Fonts { files: [const { OnceLock::new() }; 5] };
        &FONTS
    }

    /// The glyph for a character when text of `face` is set; `None` when no face has it.
    ///
    /// In 仿宋 and 楷体, Latin letters, digits, “ ” ‘ ’ and signs like × √ ≥ № come from 宋体 (their own are narrow or
    /// old-style); 小标宋 and 黑体 keep their own. Full-width punctuation, — and … always stay in the text's face. ☑ and □
    /// come from 楷体 in every face, because only it has a matching pair. What the face lacks comes from 宋体.
    pub fn glyph(&self, face: Face, ch: char) -> Option<Glyph> {
        route::order(face, ch).into_iter().flatten().find_map(|face| {
            let file = self.file(face)?;
            let (gid, units) = file.lookup(ch)?;
            Some(Glyph { face, gid, advance: f32::from(units) / f32::from(file.metrics().units_per_em) })
        })
    }

    /// The characters of `text` that cannot be printed in `face` or any fallback, each once, in order.
    pub fn missing(&self, face: Face, text: &str) -> Vec<char> {
        let mut out: Vec<char> = Vec::new();
        for ch in text.chars() {
            if !out.contains(&ch) && self.glyph(face, ch).is_none() {
                out.push(ch);
            }
        }
        out
    }

    /// The font file of a face.
    pub fn data(&self, face: Face) -> &'static [u8] {
        self.file(face).map_or(&[], FaceFile::data)
    }

    /// Sizes and names a writer needs to embed a face; `None` when its file cannot be read.
    pub fn metrics(&self, face: Face) -> Option<&Metrics> {
        self.file(face).map(FaceFile::metrics)
    }

    /// Height of the ideographic em box above the baseline, in em.
    pub fn ascent(&self, face: Face) -> f32 {
        self.metrics(face).map_or(0.88, |metrics| metrics.em_above)
    }

    /// Depth of the ideographic em box below the baseline, in em (positive).
    pub fn descent(&self, face: Face) -> f32 {
        self.metrics(face).map_or(0.12, |metrics| metrics.em_below)
    }

    /// The glyph id and advance (font units) `face`'s own file has for a character, without any fallback.
    pub fn own(&self, face: Face, ch: char) -> Option<(u16, u16)> {
        self.file(face)?.lookup(ch)
    }

    fn file(&self, face: Face) -> Option<&FaceFile> {
        self.files[face as usize].get_or_init(|| FaceFile::open(face)).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face_of(face: Face, ch: char) -> Option<Face> {
        Fonts::bundled().glyph(face, ch).map(|glyph| glyph.face)
    }

    #[test]
    fn every_rare_character_is_found_in_every_face() {
        for face in FACES {
            assert_eq!(Fonts::bundled().missing(face, "䶮𬭎㛃𠅤堃喆犇㼆䲟𣲗𬇙𫖯𬤊𫍽"), Vec::<char>::new(), "{face:?}");
        }
        assert_eq!(face_of(Face::Body, '𬭎'), Some(Face::Body));
        assert_eq!(face_of(Face::Body, '㼆'), Some(Face::Song), "the one character only the fallback has");
    }

    #[test]
    fn signs_of_writs_are_found_in_every_face() {
        for face in FACES {
            let signs = "☑□☐√№℃㎡m³²①⑳⒈㈠ⅠⅫ—…“”‘’·※／％0aA~～￥¥€°±×÷≥≤′″〇〔〕「」『』【】《》（），。、；：？！　-_à";
            assert_eq!(Fonts::bundled().missing(face, signs), Vec::<char>::new(), "{face:?}");
        }
    }

    #[test]
    fn a_character_no_face_has_is_named_once() {
        assert_eq!(Fonts::bundled().missing(Face::Body, "张😀三😀\u{200b}，\u{ad}。"), vec!['😀', '\u{200b}', '\u{ad}']);
    }

    #[test]
    fn faces_share_out_the_characters() {
        let check = |face, text: &str, expected| {
            for ch in text.chars() {
                assert_eq!(face_of(face, ch), Some(expected), "{face:?} {ch}");
            }
        };
        check(Face::Body, "2026AzÀ ,.“”‘’×√≥№①Ⅰ㎡", Face::Song);
        check(Face::Body, "行政处罚—…·，。（）〔〕《》【】：％～　", Face::Body);
        check(Face::Kai, "2026Az“”", Face::Song);
        check(Face::Kai, "询问—…，。", Face::Kai);
        check(Face::Title, "2026A“”决定书（）", Face::Title);
        check(Face::Hei, "2026A“”一、", Face::Hei);
        for face in FACES {
            check(face, "☑□☐", Face::Kai);
        }
    }

    #[test]
    fn full_width_characters_are_one_em_wide() {
        for face in FACES {
            for ch in "国，。（）“”　□☑①㎡×".chars() {
                assert_eq!(Fonts::bundled().glyph(face, ch).map(|glyph| glyph.advance), Some(1.0), "{face:?} {ch}");
            }
        }
        for ch in '0'..='9' {
            let advance = Fonts::bundled().glyph(Face::Body, ch).map_or(0.0, |glyph| glyph.advance);
            assert!((0.45..0.6).contains(&advance), "{ch} {advance}");
        }
    }

    #[test]
    fn lookups_agree_with_the_files_from_every_thread() {
        let parsed = ttf_parser::Face::parse(Fonts::bundled().data(Face::Song), 0).expect("a font file");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for ch in ('\u{3400}'..'\u{a000}').chain('\u{20000}'..'\u{20400}').step_by(7) {
                        let expected = parsed.glyph_index(ch).map(|gid| gid.0);
                        assert_eq!(Fonts::bundled().own(Face::Song, ch).map(|(gid, _)| gid), expected, "{ch}");
                    }
                });
            }
        });
    }
}
