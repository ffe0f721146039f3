//! The form: what an officer says about a case, and what an office says about itself — facts only, no law. From the
//! text of a file to typed values that know where they were written, with everything wrong told at once.

mod action;
mod agency;
mod checks;
pub mod events;
mod evidence;
mod form;
mod load;
mod normalise;
mod party;
mod schema;
mod skeleton;
pub mod values;
mod violation;

pub use action::{Action, action_skeleton, load_action};
pub use agency::*;
pub use evidence::*;
pub use form::*;
pub use load::{Beside, load, load_agency, load_with};
pub use party::*;
pub use schema::{action_schema, agency_schema, glossary, schema};
pub use skeleton::{BLANK, agency_skeleton, skeleton};
pub use violation::*;

#[cfg(test)]
mod tests;
