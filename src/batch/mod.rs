//! Many cases: a folder of forms or a list (one row a case) → the folder of each case as `render` makes it, and what
//! holds for the action as a whole: ledger, clashes, comparison of penalties, packs for the printer, calendar, summary.
//! What is done with one case is done by `pipeline`; nothing here knows a writ or a law.

pub mod apply;
pub mod calendar;
pub mod clashes;
pub mod digest;
pub mod entry;
pub mod fairness;
pub mod forms;
pub mod key;
pub mod ledger;
pub mod list;
pub mod numbers;
pub mod packs;
pub mod record;
pub mod report;
pub mod run;
pub mod state;
pub mod summary;
pub mod track;
pub mod whole;
pub mod work;
