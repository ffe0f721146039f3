//! Links to files of the same folder.

use std::fmt::Write;

/// A file name as a relative address: everything that could mean something in an address or an attribute is encoded.
pub fn file(name: &str) -> String {
    let mut out = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(byte as char);
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The page of a writ.
pub fn page(stem: &str) -> String {
    file(&format!("{stem}.html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_an_address_in_its_folder() {
        assert_eq!(file("01-a#b?c%d\" 甲.html"), "01-a%23b%3Fc%25d%22%20%E7%94%B2.html");
        assert_eq!(page("javascript:x"), "javascript%3Ax.html");
    }
}
