//! The sRGB colour profile (IEC 61966-2-1), built here: ICC version 4, matrix and tone curve, about 600 bytes.

use std::sync::OnceLock;

/// Primaries of sRGB adapted to the D50 white of the profile connection space.
const RED: [f64; 3] = [0.436_066, 0.222_488, 0.013_916];
const GREEN: [f64; 3] = [0.385_147, 0.716_873, 0.097_076];
const BLUE: [f64; 3] = [0.143_066, 0.060_608, 0.714_096];
const D50: [f64; 3] = [0.964_2, 1.0, 0.824_9];
/// Adaptation from D65 to D50 (Bradford).
const ADAPTATION: [f64; 9] = [1.047_882, 0.022_919, -0.050_201, 0.029_587, 0.990_479, -0.017_059, -0.009_232, 0.015_076, 0.751_678];
/// The tone curve: gamma, a, b, c, d.
const CURVE: [f64; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];

/// The profile's bytes.
pub(super) fn srgb() -> &'static [u8] {
    static PROFILE: OnceLock<Vec<u8>> = OnceLock::new();
    PROFILE.get_or_init(build)
}

fn build() -> Vec<u8> {
    let curve = curve();
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", text("sRGB")),
        (b"cprt", text("CC0")),
        (b"wtpt", xyz(&D50)),
        (b"chad", adaptation()),
        (b"rXYZ", xyz(&RED)),
        (b"gXYZ", xyz(&GREEN)),
        (b"bXYZ", xyz(&BLUE)),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data: Vec<u8> = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    let mut last: (&[u8], usize) = (&[], 0);
    for (name, bytes) in &tags {
        // Equal neighbours (the three curves) share their data, as the standard allows.
        if last.0 != bytes.as_slice() {
            last = (bytes, start + data.len());
            data.extend_from_slice(bytes);
        }
        table.extend_from_slice(*name);
        table.extend_from_slice(&(last.1 as u32).to_be_bytes());
        table.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
    }
    let mut profile = header((start + data.len()) as u32);
    profile.append(&mut table);
    profile.append(&mut data);
    profile
}

fn header(size: u32) -> Vec<u8> {
    let mut header = vec![0; 128];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &size.to_be_bytes());
    put(8, &[4, 0x20, 0, 0]);
    put(12, b"mntrRGB XYZ ");
    // A fixed creation date: the profile never changes.
    put(24, &[0x07, 0xEA, 0, 1, 0, 1]);
    put(36, b"acsp");
    for (index, value) in D50.iter().enumerate() {
        put(68 + 4 * index, &fixed(*value));
    }
    header
}

/// s15Fixed16Number.
fn fixed(value: f64) -> [u8; 4] {
    ((value * 65536.0).round() as i32).to_be_bytes()
}

fn xyz(values: &[f64; 3]) -> Vec<u8> {
    tagged(b"XYZ ", values)
}

fn adaptation() -> Vec<u8> {
    tagged(b"sf32", &ADAPTATION)
}

fn curve() -> Vec<u8> {
    let mut bytes = b"para\0\0\0\0\0\x03\0\0".to_vec();
    bytes.extend(CURVE.iter().flat_map(|value| fixed(*value)));
    bytes
}

fn tagged(kind: &[u8; 4], values: &[f64]) -> Vec<u8> {
    let mut bytes = kind.to_vec();
    bytes.extend([0; 4]);
    bytes.extend(values.iter().flat_map(|value| fixed(*value)));
    bytes
}

/// multiLocalizedUnicodeType with one American English record, padded to four bytes.
fn text(words: &str) -> Vec<u8> {
    let words: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut bytes = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS".to_vec();
    bytes.extend((words.len() as u32).to_be_bytes());
    bytes.extend(28u32.to_be_bytes());
    bytes.extend(words);
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(bytes: &[u8], at: usize) -> usize {
        bytes[at..at + 4].iter().fold(0, |value, byte| value << 8 | usize::from(*byte))
    }

    #[test]
    fn the_profile_is_whole() {
        let profile = srgb();
        assert_eq!(number(profile, 0), profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        for tag in 0..number(profile, 128) {
            let entry = 132 + 12 * tag;
            let (offset, length) = (number(profile, entry + 4), number(profile, entry + 8));
            assert!(offset % 4 == 0 && offset + length <= profile.len());
            let kind: &[u8] = match &profile[entry..entry + 4] {
                b"desc" | b"cprt" => b"mluc",
                b"chad" => b"sf32",
                b"rTRC" | b"gTRC" | b"bTRC" => b"para",
                _ => b"XYZ ",
            };
            assert_eq!(&profile[offset..offset + 4], kind);
        }
    }

    #[test]
    fn full_red_green_and_blue_make_white() {
        for axis in 0..3 {
            assert!((RED[axis] + GREEN[axis] + BLUE[axis] - D50[axis]).abs() < 1e-3);
        }
    }
}
