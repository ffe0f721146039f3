//! The one thing wanted of Exif data: how the camera was held.

/// How a stored picture is turned to stand upright: mirrored left to right first, then turned clockwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Orientation {
    /// Mirrored left to right.
    pub mirrored: bool,
    /// Quarter turns clockwise, 0–3.
    pub quarters: u8,
}

impl Orientation {
    /// Exif's number 1–8; anything else is upright, as every viewer takes it.
    pub fn of_exif(number: u16) -> Orientation {
        let (mirrored, quarters) = match number {
            2 => (true, 0),
            3 => (false, 2),
            4 => (true, 2),
            5 => (true, 3),
            6 => (false, 1),
            7 => (true, 1),
            8 => (false, 3),
            _ => (false, 0),
        };
        Orientation { mirrored, quarters }
    }

    /// Whether what is stored wide stands high.
    pub fn swaps_sides(self) -> bool {
        self.quarters % 2 == 1
    }

    /// Where the corner (0, 0) and the unit vectors of the stored picture come to stand in the upright unit square, y
    /// upwards: the matrix `[a b c d e f]` of PDF for a picture of width and height 1.
    pub fn matrix(self) -> [f32; 6] {
        let turned = |(mut x, mut y): (f32, f32)| {
            if self.mirrored {
                x = -x;
            }
            for _ in 0..self.quarters {
                (x, y) = (y, -x);
            }
            (x, y)
        };
        let ((a, b), (c, d)) = (turned((1.0, 0.0)), turned((0.0, 1.0)));
        [a, b, c, d, (1.0 - a - c) / 2.0, (1.0 - b - d) / 2.0]
    }
}

/// Tag of the orientation in the first directory.
const ORIENTATION: u16 = 0x0112;
/// Type of a 16-bit number.
const SHORT: u16 = 3;

/// The orientation an Exif block (a TIFF file in little) names; upright when it names none or cannot be read.
pub fn orientation(tiff: &[u8]) -> Orientation {
    number(tiff).map(Orientation::of_exif).unwrap_or_default()
}

fn number(tiff: &[u8]) -> Option<u16> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let pair: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let first = tiff.get(4..8)?.try_into().ok()?;
    let directory = if little { u32::from_le_bytes(first) } else { u32::from_be_bytes(first) } as usize;
    let entries = usize::from(short(directory)?);
    (0..entries).map(|entry| directory + 2 + entry * 12).find_map(|at| {
        let wanted = short(at)? == ORIENTATION && short(at + 2)? == SHORT;
        if wanted { short(at + 8) } else { None }
    })
}
