//! The `wenshu` command.

use chrono::{DateTime, NaiveDate};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

/// A case takes and gives back hundreds of thousands of small pieces of text, on all threads at once; the system's
/// allocator spends a fifth of a check on that, twice as much as this one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(wenshu::cli::run(std::env::args_os(), today()).code())
}

/// The clock's day in China (UTC+8). Only `check`, `plan` and the like use it; a writ never does.
fn today() -> NaiveDate {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs()) as i64;
    DateTime::from_timestamp(seconds + 8 * 3600, 0).map_or(NaiveDate::MIN, |now| now.date_naive())
}
