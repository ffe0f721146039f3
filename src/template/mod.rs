//! Templates: the vocabulary they may use, the engine, the markup they yield, and the lints that prove them.

pub mod value;
pub mod view;
