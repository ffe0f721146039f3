//! Names, the atomic case folder, folders of streamed files, the manifest, and the calendar of limits. What is in the
//! files is decided elsewhere.

pub mod by_hand;
pub mod file;
pub mod findings;
pub mod folder;
pub mod ics;
pub mod journal;
pub mod locked;
pub mod manifest;
pub mod names;
pub mod pending;

pub use crate::text::hash::sha256_hex;
