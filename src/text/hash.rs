//! Check values of bytes and texts.

use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// SHA-256 as lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The same of all that is left to read, however much it is.
///
/// # Errors
/// What the source says.
pub fn sha256_of(mut source: impl Read) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut piece = [0; 16 * 1024];
    loop {
        match source.read(&mut piece) {
            Ok(0) => return Ok(hex(&hasher.finalize())),
            Ok(length) => hasher.update(&piece[..length]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_in_pieces_or_at_once_is_the_same() {
        for length in [0, 1, 16 * 1024 - 1, 16 * 1024, 50_000] {
            let bytes = vec![7; length];
            assert_eq!(sha256_of(&bytes[..]).expect("memory"), sha256_hex(&bytes), "{length}");
        }
    }
}
