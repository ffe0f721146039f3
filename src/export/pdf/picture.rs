//! Photographs as image objects: one for each distinct picture of a file, however often it is shown.

use super::Sheet;
use crate::layout::pages::Item;
use crate::photo::{Photo, Raster};
use lopdf::{Dictionary, Document, Stream, dictionary};
use std::collections::BTreeMap;

/// Resource name of a photograph: the beginning of its hash, so that it is the same in every file.
pub(super) fn name(photo: &Photo) -> String {
    format!("P{}", photo.sha256.get(..16).unwrap_or(&photo.sha256))
}

/// Adds the photographs of all sheets; the dictionary that names them, if there are any.
pub(super) fn resources(document: &mut Document, sheets: &[Sheet<'_>]) -> Option<Dictionary> {
    let items = sheets.iter().flat_map(|sheet| sheet.page.body.iter().chain(&sheet.page.furniture));
    let photos: BTreeMap<String, &Photo> = items
        .filter_map(|item| match item {
            Item::Picture { photo, .. } => Some((name(photo), photo.as_ref())),
            Item::Glyphs(_) | Item::Line { .. } | Item::SealPlace { .. } => None,
        })
        .collect();
    let mut named = Dictionary::new();
    for (name, photo) in photos {
        named.set(name, document.add_object(object(photo)));
    }
    (!named.is_empty()).then_some(named)
}

/// The device colour spaces are meant as sRGB: the output intent of the file says so.
fn object(photo: &Photo) -> Stream {
    let (grey, content) = match &photo.raster {
        Raster::Jpeg { grey, .. } => (*grey, photo.file.clone()),
        Raster::Rows { grey, deflated } => (*grey, deflated.clone()),
    };
    let mut image = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(photo.columns),
        "Height" => i64::from(photo.rows),
        "ColorSpace" => if grey { "DeviceGray" } else { "DeviceRGB" },
        "BitsPerComponent" => 8,
    };
    match &photo.raster {
        Raster::Jpeg { plain_rgb, .. } => {
            image.set("Filter", "DCTDecode");
            if *plain_rgb {
                image.set("DecodeParms", dictionary! { "ColorTransform" => 0 });
            }
        }
        Raster::Rows { .. } => {
            image.set("Filter", "FlateDecode");
            let colours = if grey { 1 } else { 3 };
            let columns = i64::from(photo.columns);
            image.set("DecodeParms", dictionary! { "Predictor" => 15, "Colors" => colours, "Columns" => columns });
        }
    }
    Stream::new(image, content)
}
