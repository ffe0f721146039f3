//! What is read, and why the rest is refused.

use super::*;
use ::png::{BitDepth, ColorType, Encoder};

const BASELINE: &[u8] = include_bytes!("../../tests/data/photos/baseline.jpg");
const PROGRESSIVE: &[u8] = include_bytes!("../../tests/data/photos/progressive.jpg");
const GREY: &[u8] = include_bytes!("../../tests/data/photos/grey.jpg");
const CMYK: &[u8] = include_bytes!("../../tests/data/photos/cmyk.jpg");
const PLAIN_RGB: &[u8] = include_bytes!("../../tests/data/photos/rgb.jpg");
const INTERLACED: &[u8] = include_bytes!("../../tests/data/photos/interlaced.png");

const SAMPLE: &[u8] = include_bytes!("../../cases/photos/20260317-01.jpg");

/// A PNG file of given samples, with chunks before its data.
fn png_file(size: (u32, u32), color: ColorType, depth: BitDepth, palette: Option<(&[u8], &[u8])>, samples: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, size.0, size.1);
    encoder.set_color(color);
    encoder.set_depth(depth);
    if let Some((colours, alphas)) = palette {
        encoder.set_palette(colours.to_vec());
        encoder.set_trns(alphas.to_vec());
    }
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(samples).unwrap();
    writer.finish().unwrap();
    file
}

/// The samples a PDF reader gets out of a photograph's rows.
fn samples(photo: &Photo) -> Vec<u8> {
    let Raster::Rows { grey, deflated } = &photo.raster else { panic!("rows") };
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, photo.columns, photo.rows);
    encoder.set_color(if *grey { ColorType::Grayscale } else { ColorType::Rgb });
    let mut writer = encoder.write_header().unwrap();
    writer.write_chunk(::png::chunk::IDAT, deflated).unwrap();
    writer.finish().unwrap();
    let mut reader = ::png::Decoder::new(std::io::Cursor::new(&file)).read_info().unwrap();
    let mut out = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut out).unwrap();
    out
}

/// A JPEG whose Exif block names an orientation, in either byte order.
fn turned(number: u8, little: bool) -> Vec<u8> {
    let tiff: Vec<u8> = match little {
        true => [&b"II*\0\x08\0\0\0\x01\0"[..], &[0x12, 0x01, 3, 0, 1, 0, 0, 0, number, 0, 0, 0], &[0; 4]].concat(),
        false => [&b"MM\0*\0\0\0\x08\0\x01"[..], &[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, number, 0, 0], &[0; 4]].concat(),
    };
    let body = [&b"Exif\0\0"[..], &tiff].concat();
    let length = (body.len() as u16 + 2).to_be_bytes();
    [&BASELINE[..2], &[0xFF, 0xE1], &length, &body, &BASELINE[2..]].concat()
}

#[test]
fn jpeg_files_are_kept_as_they_are() {
    for (file, grey, plain_rgb) in [(BASELINE, false, false), (PROGRESSIVE, false, false), (GREY, true, false), (PLAIN_RGB, false, true)] {
        let photo = Photo::read(file).unwrap();
        assert_eq!((photo.file.as_slice(), photo.columns, photo.rows), (file, 48, 32));
        assert_eq!(photo.raster, Raster::Jpeg { grey, plain_rgb });
        assert_eq!(photo.orientation, Orientation::default());
    }
}

#[test]
fn what_hangs_behind_a_jpeg_is_cut_off_and_hashed() {
    let motion = [BASELINE, b"MotionPhoto_Data ... a film"].concat();
    let photo = Photo::read(&motion).unwrap();
    assert_eq!(photo.file, BASELINE);
    assert_ne!(photo.sha256, Photo::read(BASELINE).unwrap().sha256);
}

#[test]
fn a_file_that_ends_too_early_is_refused_wherever_it_ends() {
    for file in [BASELINE, PROGRESSIVE, GREY, INTERLACED] {
        for end in 12..file.len() {
            let fault = Photo::read(&file[..end]).expect_err("an end is missing");
            assert!(matches!(fault, Fault::Truncated(_) | Fault::Damaged(..)), "{end}: {fault:?}");
        }
    }
}

#[test]
fn data_that_does_not_decode_is_refused() {
    // a piece of the data is lost, the end is there: what is left decodes to something, but not to the whole picture
    for (file, lost) in [(SAMPLE, 3_000), (SAMPLE, 20_000)] {
        let middle = file.len() / 3;
        let jpeg = [&file[..middle], &file[middle + lost..]].concat();
        let fault = Photo::read(&jpeg).expect_err("it is not whole");
        assert!(matches!(fault, Fault::Damaged(Format::Jpeg, _)), "{lost} bytes lost: {fault:?}");
    }
    let scan = BASELINE.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap() + 14;
    let mut zeros = BASELINE.to_vec();
    zeros[scan + 20..].fill(0);
    assert_eq!(Photo::read(&zeros), Err(Fault::Truncated(Format::Jpeg)));
    let mut png = INTERLACED.to_vec();
    let middle = png.len() / 2;
    png[middle] ^= 0x55;
    assert!(matches!(Photo::read(&png), Err(Fault::Damaged(Format::Png, _))));
}

#[test]
fn the_content_decides_what_a_file_is() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    let film = b"\0\0\0\x18ftypisom\0\0\0\0";
    for (bytes, part) in [
        (&heic[..], "HEIC"),
        (film, "视频"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "WebP"),
        (b"GIF89a", "GIF"),
        (b"BM\0\0", "BMP"),
        (b"II*\0\x08\0", "TIFF"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "Word"),
        (b"\0\0\0\0\0\0\0\0", "零"),
        (b"hello", "其他"),
    ] {
        let Err(Fault::Foreign(word)) = Photo::read(bytes) else { panic!("{part}: {:?}", Photo::read(bytes)) };
        assert!(word.contains(part), "{word}");
    }
    assert_eq!(Photo::read(b""), Err(Fault::Empty));
}

#[test]
fn colours_and_codings_that_print_differently_are_refused() {
    assert!(matches!(Photo::read(CMYK), Err(Fault::Unusual(word)) if word.contains("CMYK")));
    let frame = BASELINE.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    for (at, byte, part) in [(1, 0xC3, "无损"), (1, 0xC9, "算术"), (4, 12, "8位")] {
        let mut file = BASELINE.to_vec();
        file[frame + at] = byte;
        assert!(matches!(Photo::read(&file), Err(Fault::Unusual(word)) if word.contains(part)), "{part}: {:?}", Photo::read(&file));
    }
}

#[test]
fn a_small_file_of_a_huge_picture_is_never_unfolded() {
    let mut jpeg = BASELINE.to_vec();
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xFD, 0xE8, 0xFD, 0xE8]);
    assert_eq!(Photo::read(&jpeg), Err(Fault::TooManyPixels(65_000, 65_000)));
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 60_000, 60_000);
    encoder.set_color(ColorType::Rgba);
    encoder.write_header().unwrap().write_chunk(::png::chunk::IDAT, &[0x78, 0x9C]).unwrap();
    assert_eq!(Photo::read(&file), Err(Fault::TooManyPixels(60_000, 60_000)));
}

#[test]
fn png_files_of_every_kind_come_down_to_eight_bits_on_white() {
    let check = |file: Vec<u8>, grey: bool, expected: &[u8]| {
        let photo = Photo::read(&file).unwrap();
        assert!(matches!(&photo.raster, Raster::Rows { grey: found, .. } if *found == grey));
        assert_eq!(samples(&photo), expected);
        assert_eq!(photo.file, file);
    };
    check(png_file((2, 1), ColorType::Rgb, BitDepth::Eight, None, &[1, 2, 3, 4, 5, 6]), false, &[1, 2, 3, 4, 5, 6]);
    check(png_file((2, 1), ColorType::Rgba, BitDepth::Eight, None, &[10, 20, 30, 255, 10, 20, 30, 0]), false, &[10, 20, 30, 255, 255, 255]);
    check(png_file((1, 1), ColorType::GrayscaleAlpha, BitDepth::Eight, None, &[0, 128]), true, &[127]);
    check(png_file((4, 1), ColorType::Grayscale, BitDepth::One, None, &[0b1010_0000]), true, &[255, 0, 255, 0]);
    check(png_file((1, 1), ColorType::Rgb, BitDepth::Sixteen, None, &[0x12, 0xFF, 0x80, 0, 0xFF, 0xFF]), false, &[0x12, 0x80, 0xFF]);
    let palette: (&[u8], &[u8]) = (&[9, 8, 7, 200, 100, 50], &[255, 0]);
    check(png_file((2, 1), ColorType::Indexed, BitDepth::Eight, Some(palette), &[0, 1]), false, &[9, 8, 7, 255, 255, 255]);
    let photo = Photo::read(INTERLACED).unwrap();
    let found = samples(&photo);
    assert_eq!((&found[..3], &found[(20 * 48 + 40) * 3..][..3]), (&[255, 255, 255][..], &[16, 16, 200][..]));
}

#[test]
fn the_camera_s_turn_is_read_and_undone() {
    // which stored corner (u to the right, v upwards) is seen at the upper left and at the upper right, by the standard
    let seen = [
        ((0., 1.), (1., 1.)),
        ((1., 1.), (0., 1.)),
        ((1., 0.), (0., 0.)),
        ((0., 0.), (1., 0.)),
        ((0., 1.), (0., 0.)),
        ((0., 0.), (0., 1.)),
        ((1., 0.), (1., 1.)),
        ((1., 1.), (1., 0.)),
    ];
    for (number, (left, right)) in (1..=8).zip(seen) {
        for little in [true, false] {
            let photo = Photo::read(&turned(number, little)).unwrap();
            assert_eq!(photo.upright(), if number > 4 { (32, 48) } else { (48, 32) }, "{number}");
            let [a, b, c, d, e, f] = photo.orientation.matrix();
            let put = |(u, v): (f32, f32)| (a * u + c * v + e, b * u + d * v + f);
            assert_eq!((put(left), put(right)), ((0., 1.), (1., 1.)), "{number}");
        }
    }
    assert_eq!(Photo::read(&turned(9, true)).unwrap().orientation, Orientation::default());
    for end in 0..26 {
        exif::orientation(&b"II*\0\x08\0\0\0\xFF\xFF\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"[..end]);
    }
}
