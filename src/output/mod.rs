//! Names, the atomic case folder, and the manifest. What is in the files is decided elsewhere.

pub mod file;
pub mod folder;
pub mod manifest;
pub mod names;

pub use crate::text::hash::sha256_hex;
