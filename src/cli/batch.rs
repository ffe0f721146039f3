//! `batch`: many cases at once.

use super::batch_args::{BatchArgs, BatchCommand};
use super::check::{library, sources};
use super::progress::Progress;
use super::render::formats;
use super::{Exit, say};
use crate::batch::entry::{self, Entries, Entry};
use crate::batch::numbers::Issuer;
use crate::batch::run::{self, Mode, Options, Outcome, Tally, Watch};
use crate::batch::work::Work;
use crate::case;
use crate::diag::{Diagnostic, refused};
use crate::output::findings;
use crate::pipeline::{self, Sources, Wanted};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// Asked to end: after the case at hand.
static STOP: AtomicBool = AtomicBool::new(false);

/// `wenshu batch`
pub fn batch(arguments: &BatchArgs) -> Exit {
    match &arguments.command {
        Some(BatchCommand::Apply(_)) => Exit::Failed,
        None => run(arguments),
    }
}

fn run(arguments: &BatchArgs) -> Exit {
    let Some(folder) = arguments.input.as_deref() else { return Exit::Failed };
    let sources = sources(&arguments.sources);
    let Ok(action) = action(folder, &sources) else { return Exit::Refused };
    let (action, organ) = action.unwrap_or_default();
    let Some(entries) = entries(folder, organ.as_deref()) else { return Exit::Failed };
    let Some(library) = library(&sources) else { return Exit::Failed };
    let options = options(arguments, folder);
    let work = match options.mode {
        Mode::Dry => None,
        Mode::Make | Mode::Numbers | Mode::Collect => match Work::open(&options, &entries.list) {
            Ok(work) => Some(work),
            Err(fault) => return failed(&[fault]),
        },
    };
    work.iter().for_each(|work| say::findings(&work.findings, "", ""));
    say::findings(&entries.findings, "", "");
    if ctrlc::set_handler(ask_to_stop).is_err() {
        say::line("提醒：不能接收中断信号，中途按 Ctrl-C 会立即结束");
    }
    let issuer = Issuer::new(entries.reserved, options.mode == Mode::Dry);
    let shown = Shown { progress: Progress::new(entries.list.len(), arguments.quiet || arguments.json), folder, json: arguments.json };
    let parts = run::Parts { library: &library, sources: &sources, entries: &entries.list, issuer: &issuer };
    let report = run::run(&options, &parts, work.as_ref().map(|work| &work.state), &shown, &STOP);
    shown.progress.end();
    if !report.failure.is_empty() {
        say::findings(&report.failure, "", "");
    }
    let closed = match work.as_ref().filter(|_| options.mode != Mode::Numbers) {
        Some(work) => work.close(action.as_deref(), &entries.list, &report).map(Some),
        None => Ok(None),
    };
    say::line(&said(&report.tally, options.mode));
    let mut exit = Exit::Done;
    if report.tally.refused > 0 || !entries.findings.is_empty() {
        exit = Exit::Refused;
    }
    match closed {
        Ok(Some(path)) => say::line(&format!("汇总：{}", path.display())),
        Ok(None) => {}
        Err(fault) => exit = failed(&[fault]),
    }
    if arguments.json {
        say::out(&(totals(&report.tally).to_string() + "\n"));
    }
    if !report.failure.is_empty() {
        return Exit::Failed;
    }
    if report.interrupted {
        say::line("已中断：做完的案件都是完整的；再运行一次，接着做没有做的");
        return Exit::Interrupted;
    }
    exit
}

fn failed(findings: &[Diagnostic]) -> Exit {
    say::findings(findings, "", "");
    Exit::Failed
}

/// The first signal ends the run after the cases at hand, the second at once.
fn ask_to_stop() {
    if STOP.swap(true, Ordering::Relaxed) {
        std::process::exit(Exit::Interrupted.code().into());
    }
    say::line("正在停下：做完手上的案件（再按一次立即结束）");
}

fn entries(folder: &Path, organ: Option<&str>) -> Option<Entries> {
    if !folder.is_dir() {
        say::error(&format!("没有“{}”这个文件夹", folder.display()));
        return None;
    }
    match entry::in_folder(folder, organ) {
        Ok(entries) if entries.list.is_empty() && entries.findings.is_empty() => {
            say::error(&format!("“{}”里没有案件表单（.yaml）", folder.display()));
            None
        }
        Ok(entries) => Some(entries),
        Err(fault) => {
            say::findings(&[fault], "", "");
            None
        }
    }
}

/// Name and organ of an action.
type Action = (Option<String>, Option<String>);

/// The action of the forms; `Err` when its file is refused, which is said.
fn action(folder: &Path, sources: &Sources) -> Result<Option<Action>, ()> {
    let Some(path) = pipeline::find_action(folder) else { return Ok(None) };
    let read = sources.shelf.action(&path);
    say::findings(&read.findings, "", "");
    if refused(&read.findings) {
        return Err(());
    }
    let names = |action: &case::Action| (action.name().map(|name| name.text().to_string()), action.organ().map(str::to_string));
    Ok(read.value.as_ref().map(names))
}

fn options(arguments: &BatchArgs, folder: &Path) -> Options {
    let jobs = arguments.jobs.or_else(|| std::thread::available_parallelism().ok().map(usize::from));
    let mode = match (arguments.dry_run, arguments.numbers_only, arguments.collect) {
        (true, _, _) => Mode::Dry,
        (_, true, _) => Mode::Numbers,
        (_, _, true) => Mode::Collect,
        (false, false, false) => Mode::Make,
    };
    Options {
        folder: folder.to_path_buf(),
        out: arguments.out.clone().unwrap_or_else(|| PathBuf::from(".")),
        wanted: Wanted {
            formats: formats(&arguments.format),
            public: arguments.public,
            final_only: arguments.final_only,
            force: arguments.force,
        },
        due: arguments.due,
        jobs: jobs.unwrap_or(1),
        shard: arguments.shard,
        mode,
    }
}

/// Says what became of each case.
struct Shown<'s> {
    progress: Progress,
    folder: &'s Path,
    json: bool,
}

impl Watch for Shown<'_> {
    fn done(&self, entry: &Entry, source: &str, outcome: &Outcome, tally: &Tally) {
        let shown = entry::path(self.folder, entry).display().to_string();
        if let Outcome::Refused(all) = outcome
            && !self.json
        {
            let text = findings::text(all, &shown, source);
            self.progress.line(&format!("{}\n{shown}：没有生成文书（{}）\n", text.trim_end(), findings::summary(all)));
        }
        if self.json {
            say::out(&(event(entry, outcome).to_string() + "\n"));
        }
        self.progress.show(tally);
    }
}

fn event(entry: &Entry, outcome: &Outcome) -> Value {
    let list = |all: &[Diagnostic]| Value::Array(all.iter().map(findings::value).collect());
    let (word, finals, drafts, found) = match outcome {
        Outcome::Made { finals, drafts, findings } => ("已生成", *finals, *drafts, list(findings)),
        Outcome::Unchanged => ("没有变化", 0, 0, list(&[])),
        Outcome::Refused(findings) => ("拒绝", 0, 0, list(findings)),
        Outcome::Failed(findings) => ("失败", 0, 0, list(findings)),
    };
    json!({"form": entry.form, "folder": entry.folder, "outcome": word, "final": finals, "draft": drafts, "findings": found})
}

fn totals(tally: &Tally) -> Value {
    let Tally { total, made, unchanged, refused, finals, drafts } = *tally;
    json!({"total": total, "made": made, "unchanged": unchanged, "refused": refused, "finals": finals, "drafts": drafts})
}

fn said(tally: &Tally, mode: Mode) -> String {
    let Tally { total, made, unchanged, refused, finals, drafts } = *tally;
    let made = match mode {
        Mode::Dry => format!("可以生成{made}案（没有写出任何文件）"),
        Mode::Numbers => format!("文号已发，{made}案"),
        Mode::Collect => format!("已有{unchanged}案"),
        Mode::Make if made > 0 => format!("生成{made}案（文书定稿{finals}份，稿{drafts}份）"),
        Mode::Make => format!("生成{made}案"),
    };
    let unchanged = if unchanged > 0 && mode != Mode::Collect { format!("，没有变化{unchanged}案") } else { String::new() };
    let refused = if refused > 0 { format!("，拒绝{refused}案") } else { String::new() };
    format!("共{total}案：{made}{unchanged}{refused}")
}
