//! The one way from files to writs: load a library (law, templates) and a case, build the documents, judge their state,
//! make the files. Commands, batches and tests all go through here. It prints nothing and never reads the clock.

mod build;
mod catalogue;
mod dump;
mod load;
mod make;
mod photos;
mod print_list;
mod public;
mod web;

pub use build::{Built, BuiltWrit, Drafted, Gap, Selection, State, build, check, draft};
pub use dump::dump;
pub use load::{Library, LoadedCase, Sources, agency_file, case_file, case_text};
pub use make::{Formats, Made, make};
pub use public::{PublicCopy, public_copy};
