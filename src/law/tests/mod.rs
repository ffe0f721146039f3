//! What the law book promises, on the embedded data and with faults planted in it.

mod due_dates;
mod faults;
mod lookups;
mod outlines;
mod provisions;

use super::LawBook;
use chrono::NaiveDate;
use std::sync::OnceLock;

/// The embedded book, read once.
fn book() -> &'static LawBook {
    static BOOK: OnceLock<LawBook> = OnceLock::new();
    BOOK.get_or_init(|| LawBook::embedded().0)
}

/// A day written 2026-03-05.
fn day(text: &str) -> NaiveDate {
    crate::text::date::parse(text).expect("a real date")
}
