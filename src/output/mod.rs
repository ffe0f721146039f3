//! Names, the atomic case folder, the manifest, and the calendar of limits. What is in the files is decided elsewhere.

pub mod folder;
pub mod ics;
pub mod manifest;
pub mod names;

use sha2::{Digest, Sha256};

/// SHA-256 as lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
