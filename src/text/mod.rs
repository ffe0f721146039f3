//! Words for numbers, money, dates, identity numbers and writ numbers. Pure functions on text; nothing here knows a case
//! or a law.

pub mod date;
pub mod diff;
pub mod hash;
pub mod id;
pub mod leading;
pub mod money;
pub mod natural;
pub mod numeral;
pub mod width;
pub mod writ_number;
