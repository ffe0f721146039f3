//! Pure work on text: money, dates, identity numbers. Knows neither the form nor the law.

pub mod id;
