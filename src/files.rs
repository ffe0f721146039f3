//! The only reader of embedded assets and of the disk.

use rust_embed::RustEmbed;
use std::borrow::Cow;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/law"]
struct Law;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/templates"]
struct Templates;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/fonts"]
struct FontFiles;

/// The rooms of embedded assets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// `law/`
    Law,
    /// `templates/`
    Templates,
    /// `fonts/`
    Fonts,
}

/// Names of all embedded files of a room, sorted, with `/` between folders.
pub fn embedded_names(room: Room) -> Vec<String> {
    let mut names: Vec<String> = match room {
        Room::Law => Law::iter().map(Cow::into_owned).collect(),
        Room::Templates => Templates::iter().map(Cow::into_owned).collect(),
        Room::Fonts => FontFiles::iter().map(Cow::into_owned).collect(),
    };
    names.sort();
    names
}

/// The bytes of an embedded file.
pub fn embedded(room: Room, name: &str) -> Option<Cow<'static, [u8]>> {
    match room {
        Room::Law => Law::get(name),
        Room::Templates => Templates::get(name),
        Room::Fonts => FontFiles::get(name),
    }
    .map(|file| file.data)
}

/// The text of an embedded file; these files are UTF-8 by construction.
pub fn embedded_text(room: Room, name: &str) -> Option<String> {
    embedded(room, name).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
