//! The one way from files to writs: load a library (law, templates) and a case, build the documents, judge their state,
//! make the files. Commands, batches and tests all go through here. It prints nothing and never reads the clock.

mod approved;
mod build;
mod built;
mod catalogue;
mod changes;
mod draft;
mod dump;
mod faults;
mod load;
mod make;
mod photos;
mod print_list;
mod produce;
mod public;
mod registers;
mod reports;
mod shelf;
mod templates;
mod web;

pub use approved::Standings;
pub use build::{build, build_drafted, check};
pub use built::{Built, BuiltWrit, Gap, State};
pub use changes::changes;
pub use draft::{Drafted, Selection, case_templates, draft};
pub use dump::dump;
pub use load::{Library, LoadedCase, Origin, REGISTER, Sources, agency_file, case_at, case_file, case_text, example, named_agency};
pub use make::{Formats, Made, make, public_files};
pub use produce::{Failure, Produced, Wanted, produce, public_name, rehearse, vetoes};
pub use public::{PublicCopy, public_copy};
pub use registers::Shared as SharedRegister;
pub use shelf::{ACTION, Shelf, find_action, forms_of_a_list};
pub use templates::{APPROVALS, beside_agency, built_in_templates, folder_templates, read_approvals};
