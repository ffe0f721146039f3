//! How far a batch is, for people: a bar on a terminal, plain lines elsewhere. The only user of the progress crate.

use crate::batch::report::Tally;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Lines are written no more often where there is no terminal.
const BETWEEN: Duration = Duration::from_secs(5);

/// Shows progress.
pub enum Progress {
    /// Nothing.
    Silent,
    /// A bar.
    Bar(ProgressBar),
    /// Lines: when it began, and when the last one was written.
    Lines(Instant, Mutex<Instant>),
}

impl Progress {
    /// A bar on a terminal, lines elsewhere, nothing when `quiet`.
    pub fn new(total: usize, quiet: bool) -> Progress {
        if quiet {
            return Progress::Silent;
        }
        if !std::io::stderr().is_terminal() {
            let now = Instant::now();
            return Progress::Lines(now, Mutex::new(now));
        }
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len}案　每秒{msg}　剩余{eta}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("█▉░"));
        Progress::Bar(bar)
    }

    /// A case is done.
    pub fn show(&self, tally: &Tally) {
        match self {
            Progress::Silent => {}
            Progress::Bar(bar) => {
                let failures = if tally.refused > 0 { format!("　拒绝{}案", tally.refused) } else { String::new() };
                bar.set_message(format!("{:.1}案{failures}", bar.per_sec()));
                bar.set_position(tally.done() as u64);
            }
            Progress::Lines(begun, last) => {
                let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
                if last.elapsed() >= BETWEEN {
                    *last = Instant::now();
                    super::say::line(&line(tally, begun.elapsed()));
                }
            }
        }
    }

    /// Writes a line above the bar.
    pub fn line(&self, text: &str) {
        match self {
            Progress::Bar(bar) => bar.suspend(|| super::say::line(text)),
            Progress::Silent | Progress::Lines(..) => super::say::line(text),
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        if let Progress::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

/// `120/1000案　每秒8.3案　剩余1分46秒　拒绝3案`.
fn line(tally: &Tally, spent: Duration) -> String {
    let rate = tally.done() as f64 / spent.as_secs_f64().max(0.001);
    let left = ((tally.total - tally.done()) as f64 / rate.max(0.001)).round() as u64;
    let left = if left >= 60 { format!("{}分{}秒", left / 60, left % 60) } else { format!("{left}秒") };
    let failures = if tally.refused > 0 { format!("　拒绝{}案", tally.refused) } else { String::new() };
    format!("{}/{}案　每秒{rate:.1}案　剩余{left}{failures}", tally.done(), tally.total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_count_rate_time_left_and_failures() {
        let tally = Tally { total: 1000, made: 110, unchanged: 7, refused: 3, ..Tally::default() };
        assert_eq!(line(&tally, Duration::from_secs(10)), "120/1000案　每秒12.0案　剩余1分13秒　拒绝3案");
    }
}
