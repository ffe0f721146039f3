//! A photograph inside a page. Small ones are part of it; of a large one the page shows a frame with what it is, since the
//! page is for reading words and must open at once.

use super::escape::text;
use crate::document::Picture;
use crate::photo::Format;

/// Largest file that is embedded.
const MAX_BYTES: usize = 512 * 1024;

/// Most bytes of all photographs embedded in one page.
pub const MAX_PAGE_BYTES: usize = 4 * 1024 * 1024;

/// The figure. `room` is how many bytes may still be embedded in this page; what is embedded is taken from it.
pub fn figure(picture: &Picture, room: &mut usize) -> String {
    let photo = &picture.photo;
    let (width, height) = photo.upright();
    let size = photo.file.len();
    if size > MAX_BYTES || size > *room {
        return format!(
            "<div class=\"photo frame\" role=\"img\" aria-label=\"{0}\" data-sha256=\"{1}\"><span>照片{2}：{0}（{width}×{height}像素，{3} KB；太大，没有放进这一页，见 PDF）</span></div>\n",
            text(&picture.alt),
            text(&photo.sha256),
            picture.number,
            size.div_ceil(1024),
        );
    }
    *room -= size;
    let kind = match photo.format {
        Format::Jpeg => "image/jpeg",
        Format::Png => "image/png",
    };
    format!(
        "<div class=\"photo\"><img alt=\"{}\" width=\"{width}\" height=\"{height}\" style=\"max-height:{}mm\" src=\"data:{kind};base64,{}\"></div>\n",
        text(&picture.alt),
        picture.height,
        base64(&photo.file),
    )
}

/// RFC 4648 with padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let at = |index: usize| u32::from(group.get(index).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            if place <= group.len() {
                out.push(DIGITS[(bits >> (18 - 6 * place) & 63) as usize] as char);
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::Photo;
    use std::sync::Arc;

    #[test]
    fn bytes_are_written_in_base64() {
        for (bytes, written) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), written);
        }
        assert_eq!(base64(&[0xFF, 0xFE, 0xFB]), "//77");
    }

    #[test]
    fn a_large_photograph_is_a_frame_that_says_so() {
        let photo = Photo::read(include_bytes!("../../../tests/data/photos/baseline.jpg")).expect("a photograph");
        let picture = Picture { photo: Arc::new(photo), alt: "甲\"乙".into(), height: 80.0, number: 2, line: 1 };
        let mut room = MAX_PAGE_BYTES;
        let embedded = figure(&picture, &mut room);
        assert!(embedded.contains("src=\"data:image/jpeg;base64,/9j/") && embedded.contains("alt=\"甲&quot;乙\""), "{embedded}");
        assert_eq!(room, MAX_PAGE_BYTES - picture.photo.file.len());
        let framed = figure(&picture, &mut 10);
        assert!(framed.contains("照片2：甲&quot;乙") && framed.contains("没有放进这一页") && !framed.contains("<img"), "{framed}");
    }
}
