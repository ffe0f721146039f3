//! PNG: decoded to 8-bit samples and flattened on white; the rows are deflated again, once, for all files they go into.

use super::{Fault, Format, Orientation, Photo, Raster, checked_size, exif, sha256_hex};
use png::{ColorType, DecodingError, Transformations};
use std::io::{Cursor, ErrorKind};

/// Bytes the decoder may take beside the picture itself.
const WORKING_BYTES: usize = 64 * 1024 * 1024;

/// Reads a PNG file.
pub fn read(bytes: &[u8]) -> Result<Photo, Fault> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: WORKING_BYTES });
    // palettes and small samples to eight bits, sixteen bits down to eight, transparency to an alpha sample
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(fault)?;
    let (columns, rows) = reader.info().size();
    checked_size(columns, rows)?;
    let orientation = reader.info().exif_metadata.as_ref().map_or_else(Orientation::default, |tiff| exif::orientation(tiff));
    let size = reader.output_buffer_size().ok_or(Fault::TooManyPixels(columns, rows))?;
    let mut samples = vec![0; size];
    let frame = reader.next_frame(&mut samples).map_err(fault)?;
    // a file cut off after its last row is no whole file either
    reader.finish().map_err(fault)?;
    samples.truncate(frame.buffer_size());
    let (grey, samples) = match frame.color_type {
        ColorType::Grayscale => (true, samples),
        ColorType::Rgb => (false, samples),
        ColorType::GrayscaleAlpha => (true, flattened(&samples, 1)),
        ColorType::Rgba => (false, flattened(&samples, 3)),
        ColorType::Indexed => return Err(Fault::Unusual("没有展开调色板的 PNG")),
    };
    Ok(Photo {
        sha256: sha256_hex(bytes),
        format: Format::Png,
        file: bytes.to_vec(),
        columns,
        rows,
        orientation,
        raster: Raster::Rows { grey, deflated: deflated(&samples, columns, rows, grey)? },
    })
}

fn fault(error: DecodingError) -> Fault {
    match error {
        DecodingError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => Fault::Truncated(Format::Png),
        other => Fault::Damaged(Format::Png, other.to_string()),
    }
}

/// Samples with an alpha sample after every `colours` of them, laid on white paper.
fn flattened(samples: &[u8], colours: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(samples.len() / (colours + 1) * colours);
    for pixel in samples.chunks_exact(colours + 1) {
        let alpha = u32::from(pixel[colours]);
        out.extend(pixel[..colours].iter().map(|&colour| ((u32::from(colour) * alpha + 255 * (255 - alpha) + 127) / 255) as u8));
    }
    out
}

/// The rows as PDF's FlateDecode with PNG predictors wants them: the image data of a PNG file made of them.
fn deflated(samples: &[u8], columns: u32, rows: u32, grey: bool) -> Result<Vec<u8>, Fault> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, columns, rows);
    encoder.set_color(if grey { ColorType::Grayscale } else { ColorType::Rgb });
    encoder.set_depth(png::BitDepth::Eight);
    let damaged = |error: png::EncodingError| Fault::Damaged(Format::Png, error.to_string());
    let mut writer = encoder.write_header().map_err(damaged)?;
    writer.write_image_data(samples).map_err(damaged)?;
    writer.finish().map_err(damaged)?;
    Ok(image_data(&file))
}

/// The contents of all IDAT chunks.
fn image_data(file: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(file.len());
    let mut rest = file.get(8..).unwrap_or_default();
    while let Some((head, tail)) = rest.split_at_checked(8) {
        let length = head[..4].iter().fold(0, |sum: usize, byte| sum << 8 | usize::from(*byte));
        let Some(content) = tail.get(..length) else { break };
        if &head[4..] == b"IDAT" {
            out.extend_from_slice(content);
        }
        rest = tail.get(length + 4..).unwrap_or_default();
    }
    out
}
