//! Commands: each reads its arguments, calls the pipeline, and says what came of it. Data for programs goes to standard
//! output, words for people to standard error. Exit status: 0 done, 1 refused (or vetoed, for `check`), 2 wrong call or
//! failing machine.

mod args;
mod batch;
mod batch_apply;
mod batch_args;
mod batch_list;
mod check;
mod compare;
mod coverage;
mod lists;
mod plan;
mod progress;
mod render;
mod report;
mod sarif;
mod say;
mod template;
mod template_approve;
mod template_args;
mod template_diff;
mod template_golden;

use crate::export::xlsx::is_guarded;
use crate::import::sheet::READER;
use args::{AgencyCommand, Cli, Command};
use chrono::NaiveDate;
use clap::{CommandFactory, FromArgMatches};
use std::ffi::OsString;

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Refused.
    Refused,
    /// A wrong call, or the machine failed.
    Failed,
    /// Ended by the user before it was done.
    Interrupted,
}

impl Exit {
    /// The process status.
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Refused => 1,
            Exit::Failed => 2,
            // as the shell says of a program that a signal ended
            Exit::Interrupted => 130,
        }
    }

    /// What two files of one command came to: the worse.
    fn and(self, other: Exit) -> Exit {
        if other.code() > self.code() { other } else { self }
    }
}

/// A fault of the program itself is said in Chinese; one that is caught is said by whoever catches it.
fn tell_of_panics() {
    std::panic::set_hook(Box::new(|fault| {
        if is_guarded() || std::thread::current().name() == Some(READER) {
            return;
        }
        let place = fault.location().map(|at| format!("（{} 第{}行）", at.file(), at.line())).unwrap_or_default();
        let why = fault.payload();
        let why = why.downcast_ref::<&str>().copied().or(why.downcast_ref::<String>().map(String::as_str)).unwrap_or_default();
        say::error(&format!("程序出了内部错误{place}：{why}。请把这一行和用到的文件交给维护人"));
    }));
}

/// Runs one command line. `today` is the clock's day, used only where the user gives none.
pub fn run(arguments: impl IntoIterator<Item = OsString>, today: NaiveDate) -> Exit {
    tell_of_panics();
    let exit = command(arguments, today);
    // a command whose output is lost has failed, whatever else it did
    if say::is_lost() { exit.and(Exit::Failed) } else { exit }
}

fn command(arguments: impl IntoIterator<Item = OsString>, today: NaiveDate) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let matches = Cli::command().try_get_matches_from(&arguments);
    let cli = match matches.and_then(|m| Cli::from_arg_matches(&m)) {
        Ok(cli) => cli,
        Err(error) => return answer(&args::answer(&error, &arguments)),
    };
    match cli.command {
        Command::New(arguments) => lists::new(&arguments),
        Command::Check(arguments) => check::check(&arguments, today),
        Command::Render(arguments) => render::render(&arguments),
        Command::Batch(arguments) => batch::batch(&arguments),
        Command::Dump(arguments) => render::dump(&arguments),
        Command::Plan(arguments) => plan::plan(&arguments, today),
        Command::Agency { command: AgencyCommand::Check { files } } => check::agency(&files),
        Command::Template { command } => template::run(&command, today),
        Command::List(arguments) => lists::list(&arguments),
        Command::Explain(arguments) => lists::explain(&arguments, today),
        Command::Compare(arguments) => compare::compare(&arguments),
        Command::Verify { folder } => check::verify(&folder),
        Command::Schema { agency, action } => lists::schema(agency, action),
    }
}

/// Help that was asked for is data; help because nothing was asked comes of a wrong call.
fn answer(answer: &args::Answer) -> Exit {
    match answer {
        args::Answer::Asked(text) => {
            say::out(text);
            Exit::Done
        }
        args::Answer::Nothing(text) => {
            say::line(text.trim_end());
            Exit::Failed
        }
        args::Answer::Wrong(said) => {
            say::error(said);
            Exit::Failed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Exit::{self, Done, Failed, Interrupted, Refused};

    #[test]
    fn of_several_files_the_worst_counts() {
        for (all, expected) in [
            (vec![Done, Done], Done),
            (vec![Refused, Done], Refused),
            (vec![Failed, Refused, Done], Failed),
            (vec![Done, Failed], Failed),
            (vec![Interrupted, Failed], Interrupted),
        ] {
            assert_eq!(all.iter().fold(Done, |exit: Exit, other| exit.and(*other)), expected, "{all:?}");
        }
    }
}
