//! The form: what an officer says about a case, and what an office says about itself — facts only, no law. From the
//! text of a file to typed values that know where they were written, with everything wrong told at once.

mod agency;
pub mod events;
mod evidence;
mod form;
mod party;
pub mod values;
mod violation;

pub use agency::*;
pub use evidence::*;
pub use form::*;
pub use party::*;
pub use violation::*;

use crate::diag::Diagnostic;

/// Reads a case form. `file` is its name as the user gave it. The case is there unless a finding refuses it.
pub fn load(source: &str, file: &str) -> (Option<Case>, Vec<Diagnostic>) {
    load_with_events(source, file, None)
}

/// Reads a case form together with its sidecar `<stem>.events.yaml` (text and name).
pub fn load_with_events(source: &str, file: &str, events: Option<(&str, &str)>) -> (Option<Case>, Vec<Diagnostic>) {
    let _ = (source, file, events);
    (None, Vec::new())
}

/// Reads an agency file.
pub fn load_agency(source: &str, file: &str) -> (Option<Agency>, Vec<Diagnostic>) {
    let _ = (source, file);
    (None, Vec::new())
}
