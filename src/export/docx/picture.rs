//! Photographs: `w:drawing` in the line, and the media parts behind it. The file is embedded as it is; a picture that the
//! camera held sideways is turned by its frame, as Word itself does.

use super::body::Frame;
use super::paragraph::Properties;
use super::styles::PICTURE;
use super::xml::escape;
use super::{Error, Sheet};
use crate::document::{Document, Picture, pictures};
use crate::photo::{Format, Photo};
use crate::style;
use std::fmt::Write;
use std::sync::Arc;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const WORD_DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const DRAWING_PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// English metric units in a point.
const EMU: f32 = 12_700.0;
/// A quarter turn in sixtieths of a thousandth of a degree.
const QUARTER: u32 = 90 * 60_000;

/// The photographs of a document, each once.
pub(super) fn media(document: &Document) -> Vec<Arc<Photo>> {
    let mut out: Vec<Arc<Photo>> = Vec::new();
    for (_, picture) in pictures(document) {
        if !out.iter().any(|known| known.sha256 == picture.photo.sha256) {
            out.push(picture.photo.clone());
        }
    }
    out
}

/// Part name below `word/`, by content.
pub(super) fn target(photo: &Photo) -> String {
    let extension = match photo.format {
        Format::Jpeg => "jpeg",
        Format::Png => "png",
    };
    format!("media/{}.{extension}", photo.sha256.get(..16).unwrap_or(&photo.sha256))
}

/// Relationship id of the nth of the media; no other relationship of the document is called so.
pub(super) fn relationship(index: usize) -> String {
    format!("rIdPicture{}", index + 1)
}

/// Appends a picture in a paragraph of its own.
pub(super) fn paragraph(out: &mut String, sheet: &Sheet, picture: &Picture, frame: &Frame, properties: Properties) -> Result<(), Error> {
    let missing = || Error::Package(format!("照片{}没有收进文件", picture.number));
    let index = sheet.media.iter().position(|photo| photo.sha256 == picture.photo.sha256).ok_or_else(missing)?;
    let (width, height) = style::picture_size(picture, frame.width);
    let orientation = picture.photo.orientation;
    // the frame is stated as it is before it is turned; what it covers more after that is its effect
    let (own_width, own_height) = if orientation.swaps_sides() { (height, width) } else { (width, height) };
    let (cx, cy) = (emu(own_width), emu(own_height));
    let (over_x, over_y) = (emu((width - own_width).max(0.0) / 2.0), emu((height - own_height).max(0.0) / 2.0));
    let mut alt = String::new();
    escape(&mut alt, &picture.alt).map_err(|ch| Error::Character { ch, line: picture.line })?;
    let mut turn = String::new();
    if orientation.quarters > 0 {
        let _ = write!(turn, r#" rot="{}""#, u32::from(orientation.quarters) * QUARTER);
    }
    if orientation.mirrored {
        turn.push_str(r#" flipH="1""#);
    }
    let (number, embed) = (picture.number, relationship(index));
    out.push_str("<w:p>");
    Properties { style: PICTURE, ..properties }.write(out);
    let _ = write!(
        out,
        r#"<w:r><w:drawing><wp:inline xmlns:wp="{WORD_DRAWING}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="{over_x}" t="{over_y}" r="{over_x}" b="{over_y}"/><wp:docPr id="{number}" name="照片{number}" descr="{alt}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{DRAWING}" noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic xmlns:a="{DRAWING}"><a:graphicData uri="{DRAWING_PICTURE}"><pic:pic xmlns:pic="{DRAWING_PICTURE}"><pic:nvPicPr><pic:cNvPr id="{number}" name="照片{number}" descr="{alt}"/><pic:cNvPicPr><a:picLocks noChangeAspect="1"/></pic:cNvPicPr></pic:nvPicPr><pic:blipFill><a:blip r:embed="{embed}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm{turn}><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#
    );
    out.push_str("</w:p>");
    Ok(())
}

fn emu(points: f32) -> i64 {
    (points * EMU).round() as i64
}
