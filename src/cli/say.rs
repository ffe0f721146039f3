//! Printing. A closed pipe is no failure (`wenshu list causes | head`).

use crate::diag::Diagnostic;
use crate::output::findings;
use std::io::Write;

/// To standard output.
pub fn out(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// A file to standard output.
pub fn bytes(bytes: &[u8]) {
    let _ = std::io::stdout().write_all(bytes);
}

/// A line to standard error.
pub fn line(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A failure to standard error.
pub fn error(text: &str) {
    line(&format!("错误：{text}"));
}

/// Findings for people, worst first, with the source lines of `source` where they stand in `file`.
pub fn findings(all: &[Diagnostic], file: &str, source: &str) {
    line(findings::text(all, file, source).trim_end());
}
