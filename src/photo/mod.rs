//! Photographs: the bytes of a file → a picture both writers can embed, or why they are none. What a file is called says
//! nothing; its content does. A JPEG is embedded as it is, after it has been decoded once to prove that it is whole; a PNG
//! goes into DOCX as it is and into PDF as pixels, flattened on white. No disk here: `files` reads, `pipeline` brings both
//! together.

mod exif;
mod jpeg;
mod png;

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

pub use exif::Orientation;

/// Bytes of a megabyte, as limits are told.
pub const MEGABYTE: u64 = 1024 * 1024;

/// 万: pixels are told in ten thousands.
pub const TEN_THOUSAND: u64 = 10_000;

/// Largest file of one photograph. Telephones write 3–12 MB; what is larger is a scan or a raw file.
pub const MAX_BYTES: u64 = 20 * MEGABYTE;

/// Most pixels of one photograph. A camera of 50 megapixels passes; a small file that unfolds to gigabytes does not.
pub const MAX_PIXELS: u64 = 52_000_000;

/// Most photographs of one case.
pub const MAX_COUNT: usize = 200;

/// Most bytes of all photographs of one case: `whole.pdf` holds them all and must still be sent about.
pub const MAX_CASE_BYTES: u64 = 120 * MEGABYTE;

/// The photographs of a case, by their names as the form writes them.
pub type Photos = BTreeMap<String, Arc<Photo>>;

/// A photograph that has been decoded once and can be embedded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// SHA-256 of the file, lower-case hex.
    pub sha256: String,
    /// Kind of `file`.
    pub format: Format,
    /// The picture file; what a camera hangs behind the picture (a film, a second picture) is cut off.
    pub file: Vec<u8>,
    /// Stored columns.
    pub columns: u32,
    /// Stored rows.
    pub rows: u32,
    /// How the stored picture is turned to stand upright.
    pub orientation: Orientation,
    /// What the PDF holds.
    pub raster: Raster,
}

/// Kind of a picture file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG, baseline or progressive.
    Jpeg,
    /// PNG.
    Png,
}

/// What a PDF image object holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Raster {
    /// `Photo::file` itself.
    Jpeg {
        /// One component instead of three.
        grey: bool,
        /// Three components that are red, green and blue, not luminance and colour differences.
        plain_rgb: bool,
    },
    /// Deflated rows of 8-bit samples with PNG predictors.
    Rows {
        /// One sample a pixel instead of three.
        grey: bool,
        /// The deflated rows.
        deflated: Vec<u8>,
    },
}

/// Why a file is no photograph that can be embedded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No bytes.
    Empty,
    /// Another kind of file; the word for it.
    Foreign(&'static str),
    /// The file ends before the picture does.
    Truncated(Format),
    /// It does not decode; what the decoder said.
    Damaged(Format, String),
    /// Too many pixels: columns, rows.
    TooManyPixels(u32, u32),
    /// A way of storing a picture that printers and word processors do not all read; the word for it.
    Unusual(&'static str),
}

impl Photo {
    /// Reads a photograph. The whole picture is decoded once.
    ///
    /// # Errors
    /// Why the bytes are no photograph that can be embedded.
    pub fn read(bytes: &[u8]) -> Result<Photo, Fault> {
        match kind(bytes)? {
            Format::Jpeg => jpeg::read(bytes),
            Format::Png => png::read(bytes),
        }
    }

    /// Width and height in pixels as the picture is looked at.
    pub fn upright(&self) -> (u32, u32) {
        if self.orientation.swaps_sides() { (self.rows, self.columns) } else { (self.columns, self.rows) }
    }
}

impl Format {
    /// The word in findings.
    pub fn word(self) -> &'static str {
        match self {
            Format::Jpeg => "JPEG",
            Format::Png => "PNG",
        }
    }
}

/// The kind of a file by its first bytes.
fn kind(bytes: &[u8]) -> Result<Format, Fault> {
    let brand = |names: &[&[u8]]| bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(|b| names.contains(&b));
    if bytes.is_empty() {
        Err(Fault::Empty)
    } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Ok(Format::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok(Format::Png)
    } else if brand(&[b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"]) {
        Err(Fault::Foreign("HEIC 照片（苹果手机的“高效”格式）"))
    } else if brand(&[b"avif", b"avis"]) {
        Err(Fault::Foreign("AVIF 图片"))
    } else if bytes.get(4..8) == Some(b"ftyp") {
        Err(Fault::Foreign("视频"))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Err(Fault::Foreign("WebP 图片"))
    } else if bytes.starts_with(b"GIF8") {
        Err(Fault::Foreign("GIF 图片"))
    } else if bytes.starts_with(b"BM") {
        Err(Fault::Foreign("BMP 图片"))
    } else if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        Err(Fault::Foreign("TIFF 或者相机原始格式的图片"))
    } else if bytes.starts_with(b"%PDF") {
        Err(Fault::Foreign("PDF 文件"))
    } else if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        Err(Fault::Foreign("Word、Excel 或者压缩文件"))
    } else if bytes.iter().all(|byte| *byte == 0) {
        Err(Fault::Foreign("内容全是零的文件（多半没有传完）"))
    } else {
        Err(Fault::Foreign("其他文件"))
    }
}

fn checked_size(columns: u32, rows: u32) -> Result<(), Fault> {
    if u64::from(columns) * u64::from(rows) > MAX_PIXELS { Err(Fault::TooManyPixels(columns, rows)) } else { Ok(()) }
}

fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
