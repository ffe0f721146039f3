//! The deep check of law data.

use super::LawBook;
use crate::diag::Diagnostic;

impl LawBook {
    /// Everything that is wrong in the data, with file and line.
    pub fn check(&self) -> Vec<Diagnostic> {
        Vec::new()
    }
}
