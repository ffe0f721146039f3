//! JPEG: its markers are walked to know what it is and where it ends, then it is decoded once to know that it is whole.

use super::exif::{self, Orientation};
use super::{Fault, Format, Photo, Raster, checked_size, sha256_hex};
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::options::DecoderOptions;

/// What the markers say.
#[derive(Debug, Default)]
struct Heads {
    columns: u32,
    rows: u32,
    /// Ids of the components.
    components: Vec<u8>,
    /// Colour transform named by Adobe's marker.
    adobe: Option<u8>,
    /// A JFIF marker stands at the head: three components are luminance and colour differences.
    jfif: bool,
    orientation: Orientation,
    /// Coded in several passes over the picture.
    progressive: bool,
    /// The data has restart markers, by which a decoder notices by itself that some of it is missing.
    restarts: bool,
    scans: usize,
    /// One past the end-of-image marker.
    end: usize,
}

/// Reads a JPEG file.
pub fn read(bytes: &[u8]) -> Result<Photo, Fault> {
    let heads = heads(bytes)?;
    checked_size(heads.columns, heads.rows)?;
    if heads.columns == 0 || heads.rows == 0 {
        return Err(Fault::Damaged(Format::Jpeg, "宽或者高是零".into()));
    }
    let grey = match heads.components.len() {
        1 => true,
        3 => false,
        4 => return Err(Fault::Unusual("印刷用四色（CMYK）JPEG，各种软件显示的颜色不一样")),
        _ => return Err(Fault::Unusual("颜色分量数不常见的 JPEG")),
    };
    let file = &bytes[..heads.end];
    decode(file, &heads)?;
    Ok(Photo {
        sha256: sha256_hex(bytes),
        format: Format::Jpeg,
        file: file.to_vec(),
        columns: heads.columns,
        rows: heads.rows,
        orientation: heads.orientation,
        raster: Raster::Jpeg { grey, plain_rgb: !grey && is_plain_rgb(&heads) },
    })
}

/// Three components without a colour transform: Adobe says so, or nobody says anything and they are called R, G and B.
fn is_plain_rgb(heads: &Heads) -> bool {
    match heads.adobe {
        Some(transform) => transform == 0,
        None => !heads.jfif && heads.components == b"RGB",
    }
}

/// Bytes of padding in the place of the end marker: more than a decoder reads ahead.
const PADDING: usize = 16;

fn decode(file: &[u8], heads: &Heads) -> Result<(), Fault> {
    let (widest, highest) = (heads.columns as usize, heads.rows as usize);
    let options = DecoderOptions::default().set_strict_mode(true).set_max_width(widest).set_max_height(highest);
    let decoded = |bytes: &[u8]| zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(bytes), options).decode();
    let result = if heads.scans == 1 && !heads.progressive && !heads.restarts {
        // At an end marker every decoder makes up what is missing before it. Without the marker it runs out of bytes, and
        // says so.
        let mut bytes = Vec::with_capacity(file.len() + PADDING);
        bytes.extend_from_slice(file.get(..file.len().saturating_sub(2)).unwrap_or_default());
        bytes.resize(bytes.len() + PADDING, 0);
        decoded(&bytes)
    } else {
        decoded(file)
    };
    match result {
        Ok(_) => Ok(()),
        Err(error) => Err(Fault::Damaged(Format::Jpeg, error.to_string())),
    }
}

/// Walks the markers from the start to the end of the image.
fn heads(bytes: &[u8]) -> Result<Heads, Fault> {
    const TRUNCATED: Fault = Fault::Truncated(Format::Jpeg);
    let mut heads = Heads::default();
    let mut at = 2;
    let mut exif_seen = false;
    loop {
        // any number of fill bytes may stand before a marker
        let start = at;
        while bytes.get(at) == Some(&0xFF) {
            at += 1;
        }
        let marker = *bytes.get(at).ok_or(TRUNCATED)?;
        if at == start {
            return Err(Fault::Damaged(Format::Jpeg, format!("第{start}字节应当是标记")));
        }
        at += 1;
        match marker {
            0xD9 => {
                heads.end = at;
                return if heads.components.is_empty() { Err(Fault::Damaged(Format::Jpeg, "没有画面".into())) } else { Ok(heads) };
            }
            0x01 | 0xD0..=0xD8 => continue,
            _ => {}
        }
        let length = bytes.get(at..at + 2).map(|pair| usize::from(pair[0]) << 8 | usize::from(pair[1])).ok_or(TRUNCATED)?;
        let body = bytes.get(at + 2..at + length.max(2)).ok_or(TRUNCATED)?;
        at += length.max(2);
        match marker {
            0xC0..=0xC2 => {
                heads.progressive = marker == 0xC2;
                frame(body, &mut heads)?;
            }
            0xDD => heads.restarts = body.iter().any(|byte| *byte != 0),
            0xC3 | 0xC5..=0xC7 => return Err(Fault::Unusual("无损或者分级的 JPEG")),
            0xC9..=0xCB | 0xCD..=0xCF => return Err(Fault::Unusual("算术编码的 JPEG")),
            0xE0 if body.starts_with(b"JFIF\0") => heads.jfif = true,
            0xE1 if !exif_seen && body.starts_with(b"Exif\0\0") => {
                exif_seen = true;
                heads.orientation = exif::orientation(&body[6..]);
            }
            0xEE if body.starts_with(b"Adobe") => heads.adobe = body.get(11).copied(),
            0xDA => {
                heads.scans += 1;
                at = after_scan(bytes, at).ok_or(TRUNCATED)?;
            }
            _ => {}
        }
    }
}

/// Reads a frame header.
fn frame(body: &[u8], heads: &mut Heads) -> Result<(), Fault> {
    let (Some(&precision), Some(size), Some(&count)) = (body.first(), body.get(1..5), body.get(5)) else {
        return Err(Fault::Truncated(Format::Jpeg));
    };
    if precision != 8 {
        return Err(Fault::Unusual("每色不是8位的 JPEG"));
    }
    heads.rows = u32::from(size[0]) << 8 | u32::from(size[1]);
    heads.columns = u32::from(size[2]) << 8 | u32::from(size[3]);
    heads.components = body.get(6..).unwrap_or_default().chunks_exact(3).take(usize::from(count)).map(|part| part[0]).collect();
    Ok(())
}

/// Where the marker after a scan's data stands.
fn after_scan(bytes: &[u8], from: usize) -> Option<usize> {
    let data = bytes.get(from..)?;
    let found = data.windows(2).position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xFF | 0xD0..=0xD7))?;
    Some(from + found)
}
