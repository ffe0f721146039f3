//! `batch`: many cases at once.

use super::batch_apply;
use super::batch_args::{BatchArgs, BatchCommand, SheetFormat};
use super::batch_list::{self, Asked, Read};
use super::check::{library, sources};
use super::progress::Progress;
use super::render::formats;
use super::{Exit, say};
use crate::batch::entry::{self, Entries, Entry};
use crate::batch::forms::Forms;
use crate::batch::numbers::Issuer;
use crate::batch::report::{Outcome, Report, Tally, Writs};
use crate::batch::run::{self, Mode, Options, Watch};
use crate::batch::work::Work;
use crate::batch::{clashes, list, packs, whole};
use crate::case;
use crate::diag::{Diagnostic, Place, Rank, refused};
use crate::files;
use crate::output::findings;
use crate::output::folder::write_file;
use crate::pipeline::{self, Library, Sources, State, Wanted};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// Asked to end: after the case at hand.
static STOP: AtomicBool = AtomicBool::new(false);

/// `wenshu batch`
pub fn batch(arguments: &BatchArgs) -> Exit {
    match &arguments.command {
        Some(BatchCommand::Apply(arguments)) => batch_apply::apply(arguments),
        None => run(arguments),
    }
}

fn run(arguments: &BatchArgs) -> Exit {
    if let Some(format) = arguments.template {
        return template(arguments, format);
    }
    let Some(input) = arguments.input.as_deref() else { return Exit::Failed };
    if input.is_file() && input.extension().is_some_and(|extension| files::YAML.iter().any(|own| extension.eq_ignore_ascii_case(own))) {
        say::error(&format!("“{}”是一份表单，不是文件夹或者名单。一份表单用 wenshu render", input.display()));
        return Exit::Failed;
    }
    let sources = sources(&arguments.sources);
    let is_list = batch_list::is_list(input);
    let home = if is_list { input.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")) } else { input };
    let Ok(action) = action(home, &sources) else { return Exit::Refused };
    let options = options(arguments);
    let read = if is_list { list(arguments, &options, &action) } else { folder(input, action.organ.as_deref()) };
    let read = match read {
        Ok(read) => read,
        Err(exit) => return exit,
    };
    let Some(library) = library(&sources) else { return Exit::Failed };
    let work = match options.mode {
        Mode::Dry => None,
        Mode::Make | Mode::Numbers | Mode::Collect => match Work::open(&options, &read.entries.list, read.forms.folder()) {
            Ok(work) => Some(work),
            Err(fault) => return failed(&[fault]),
        },
    };
    if ctrlc::set_handler(ask_to_stop).is_err() {
        say::line("提醒：不能接收中断信号，中途按 Ctrl-C 会立即结束");
    }
    let Read { entries, forms, faults, notes } = read;
    let Entries { list: entries, reserved, findings: collisions } = entries;
    // of a list it is said with the rows
    let gone = work.as_ref().filter(|_| !is_list && options.shard.is_none()).and_then(Work::gone);
    let before = work.iter().flat_map(|work| work.findings.iter()).chain(&gone).chain(&notes).chain(&collisions).chain(&faults);
    let before: Vec<Diagnostic> = before.cloned().collect();
    if !before.is_empty() {
        say::findings(&before, "", "");
    }
    let issuer = Issuer::new(reserved, options.mode == Mode::Dry);
    let total = entries.iter().enumerate().filter(|(place, _)| options.shard.is_none_or(|shard| shard.has(*place))).count();
    let shown = Shown {
        progress: Progress::new(total, arguments.quiet || arguments.json),
        forms: &forms,
        json: arguments.json,
        dry: options.mode == Mode::Dry,
        records: work.as_ref().filter(|_| arguments.json).map(|work| Records::new(work, &entries)),
    };
    let parts = run::Parts { library: &library, sources: &sources, entries: &entries, forms: &forms, issuer: &issuer };
    let report = run::run(&options, &parts, work.as_ref().map(|work| &work.state), &shown, &STOP);
    shown.progress.end();
    if !report.failure.is_empty() {
        say::findings(&report.failure, "", "");
    }
    let whole = Whole { arguments, options: &options, entries: &entries, library: &library, action: &action };
    let closed = match work.as_ref().filter(|_| options.mode != Mode::Numbers) {
        Some(work) => whole.close(work, &report, &[collisions.as_slice(), faults.as_slice()].concat()),
        None => Ok(()),
    };
    say::line(&format!("{}{}", said(&report, options.mode), unread(&faults)));
    if arguments.json {
        say::out(&(totals(&report.tally).to_string() + "\n"));
    }
    if let Err(fault) = closed {
        return failed(&[fault]);
    }
    if !report.failure.is_empty() {
        return Exit::Failed;
    }
    if report.interrupted {
        say::line("已中断：做完的案件都是完整的；再运行一次，接着做没有做的");
        return Exit::Interrupted;
    }
    let bad = report.tally.refused > 0 || refused(&collisions) || refused(&faults);
    if bad { Exit::Refused } else { Exit::Done }
}

/// What is made for the action as a whole.
struct Whole<'a> {
    arguments: &'a BatchArgs,
    options: &'a Options,
    entries: &'a [Entry],
    library: &'a Library,
    action: &'a ActionName,
}

impl Whole<'_> {
    /// Writes the summary and, when every case is done here, the files of the action. `faults` are rows and forms that are no
    /// cases.
    fn close(&self, work: &Work, report: &Report, faults: &[Diagnostic]) -> Result<(), Diagnostic> {
        work.tidy()?;
        let mut more = json!({"not_cases": faults.iter().map(findings::value).collect::<Vec<_>>()});
        if self.options.shard.is_none() && !report.interrupted && report.failure.is_empty() {
            let printed = (!self.arguments.no_packs).then(|| packs::Options {
                drafts: self.arguments.print_drafts,
                served: self.arguments.reprint,
                from: self.arguments.print_from,
                ..packs::Options::default()
            });
            let gaps = clashes::skipped(&self.library.register_gaps());
            let name = self.action.name.as_deref().unwrap_or_default();
            let cases = (work.finished(), report.tally.refused + unread_rows(faults));
            let whole = whole::make(work, &self.options.out, name, cases, gaps, printed)?;
            if !whole.findings.is_empty() {
                say::findings(&whole.findings, "", "");
            }
            self.say(&whole);
            more["across"] = whole::summary(&whole);
        }
        let path = work.summarise(self.action.name.as_deref(), self.entries, report, &more)?;
        say::line(&format!("汇总：{}", path.display()));
        Ok(())
    }

    fn say(&self, whole: &whole::Whole) {
        let out = &self.options.out;
        let counted = whole.across.iter().filter(|(_, count)| *count > 0);
        let counts: Vec<String> = counted.map(|(rank, count)| format!("{count}处{}", rank.word())).collect();
        let across =
            if counts.is_empty() { "没有发现问题".to_string() } else { format!("{}（见 clashes.txt）", counts.join("，")) };
        say::line(&format!("跨案比较：{across}"));
        if let Some((writs, sheets, left)) = whole.packs {
            let left = if left > 0 { format!("，另有{left}件没有印") } else { String::new() };
            say::line(&format!(
                "打印包：文书{writs}件，用纸{sheets}张{left}（见 {}）",
                out.join(packs::FOLDER).join(packs::LIST).display()
            ));
        }
    }
}

/// An empty list.
fn template(arguments: &BatchArgs, format: SheetFormat) -> Exit {
    let Some(library) = library(&sources(&arguments.sources)) else { return Exit::Failed };
    let bytes = match format {
        SheetFormat::Csv => Ok(list::template::csv().into_bytes()),
        SheetFormat::Xlsx => list::template::xlsx(&library.law),
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            say::error(&format!("不能写出空名单：{error}"));
            return Exit::Failed;
        }
    };
    match &arguments.out {
        None => {
            say::bytes(&bytes);
            Exit::Done
        }
        Some(path) if path.exists() => {
            say::error(&format!("“{}”已经有了，不覆盖", path.display()));
            Exit::Refused
        }
        Some(path) => match write_file(path, &bytes) {
            Ok(()) => Exit::Done,
            Err(fault) => failed(&[fault]),
        },
    }
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

/// The forms of a folder.
fn folder(folder: &Path, organ: Option<&str>) -> Result<Read, Exit> {
    if !folder.is_dir() {
        say::error(&format!("没有“{}”这个文件夹或者名单", folder.display()));
        return Err(Exit::Failed);
    }
    match entry::in_folder(folder, organ) {
        Ok(entries) if entries.list.is_empty() && entries.findings.is_empty() => {
            say::error(&format!("“{}”里没有案件表单（.yaml）", folder.display()));
            Err(Exit::Failed)
        }
        Ok(entries) => Ok(Read { entries, forms: Forms::Folder(folder.to_path_buf()), faults: Vec::new(), notes: Vec::new() }),
        Err(fault) => Err(failed(&[fault])),
    }
}

/// The rows of a list.
fn list(arguments: &BatchArgs, options: &Options, action: &ActionName) -> Result<Read, Exit> {
    let asked = Asked {
        path: arguments.input.as_deref().unwrap_or(Path::new("")),
        sheet: arguments.sheet.as_deref(),
        day: action.day,
        organ: action.organ.as_deref(),
        writes: options.mode != Mode::Dry,
        shows: !arguments.quiet && !arguments.json,
    };
    batch_list::read(&asked).map_err(|findings| {
        say::findings(&findings, "", "");
        say::line(&format!("没有生成：{}", findings::summary(&findings)));
        if findings.iter().any(|finding| finding.code == "O01") { Exit::Failed } else { Exit::Refused }
    })
}

/// What an action is called, and what it says for all its cases.
#[derive(Default)]
struct ActionName {
    name: Option<String>,
    organ: Option<String>,
    day: Option<NaiveDate>,
}

/// The action of the forms; `Err` when its file is refused, which is said.
fn action(folder: &Path, sources: &Sources) -> Result<ActionName, ()> {
    let Some(path) = pipeline::find_action(folder) else { return Ok(ActionName::default()) };
    let read = sources.shelf.action(&path);
    if !read.findings.is_empty() {
        say::findings(&read.findings, "", "");
    }
    if refused(&read.findings) {
        return Err(());
    }
    let names = |action: &case::Action| ActionName {
        name: action.name().map(|name| name.text().to_string()),
        organ: action.organ().map(str::to_string),
        day: action.day(),
    };
    Ok(read.value.as_ref().map(names).unwrap_or_default())
}

fn options(arguments: &BatchArgs) -> Options {
    let jobs = arguments.jobs.or_else(|| std::thread::available_parallelism().ok().map(usize::from));
    let mode = match (arguments.dry_run, arguments.numbers_only, arguments.collect) {
        (true, _, _) => Mode::Dry,
        (_, true, _) => Mode::Numbers,
        (_, _, true) => Mode::Collect,
        (false, false, false) => Mode::Make,
    };
    Options {
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
    forms: &'s Forms,
    json: bool,
    dry: bool,
    records: Option<Records<'s>>,
}

/// What is known of the cases that were finished before.
struct Records<'s> {
    work: &'s Work,
    /// By folder.
    places: HashMap<&'s str, usize>,
}

impl Records<'_> {
    fn new<'s>(work: &'s Work, entries: &'s [Entry]) -> Records<'s> {
        let places = entries.iter().enumerate().map(|(place, entry)| (entry.folder.as_str(), place));
        Records { work, places: places.collect() }
    }

    /// The writs of a finished case.
    fn counts(&self, entry: &Entry) -> Option<Writs> {
        let record = self.work.record(*self.places.get(entry.folder.as_str())?).ok()??;
        let count = |state: State| record.writs.iter().filter(|writ| writ.state == state.word()).count();
        Some(Writs { finals: count(State::Final), drafts: count(State::Draft), coming: count(State::Coming) })
    }
}

impl Watch for Shown<'_> {
    fn done(&self, entry: &Entry, source: &str, outcome: &Outcome, tally: &Tally) {
        let shown = self.forms.path(entry).display().to_string();
        let said = match outcome {
            Outcome::Refused(all) => Some((all, format!("没有生成文书（{}）", findings::summary(all)))),
            // what a real run writes into the folder of the case
            Outcome::Made { findings: all, .. } if self.dry && !all.is_empty() => Some((all, findings::summary(all))),
            Outcome::Made { .. } | Outcome::Unchanged | Outcome::Failed(_) => None,
        };
        if let Some((all, close)) = said.filter(|_| !self.json) {
            let text = findings::text(all, &shown, source);
            self.progress.line(&format!("{}\n{shown}：{close}\n", text.trim_end()));
        }
        if self.json {
            let known = || self.records.as_ref().and_then(|records| records.counts(entry)).unwrap_or_default();
            say::out(&(event(entry, outcome, known).to_string() + "\n"));
        }
        self.progress.show(tally);
    }
}

/// A case as a line of `--json`; `known`: the writs it has from an earlier run.
fn event(entry: &Entry, outcome: &Outcome, known: impl Fn() -> Writs) -> Value {
    let list = |all: &[Diagnostic]| Value::Array(all.iter().map(findings::value).collect());
    let none = Writs::default();
    let (word, writs, found) = match outcome {
        Outcome::Made { writs, findings, .. } => ("已生成", *writs, list(findings)),
        Outcome::Unchanged => ("没有变化", known(), list(&[])),
        Outcome::Refused(findings) => ("拒绝", none, list(findings)),
        Outcome::Failed(findings) => ("失败", none, list(findings)),
    };
    let Writs { finals, drafts, coming } = writs;
    json!({"form": entry.form, "folder": entry.folder, "outcome": word, "final": finals, "draft": drafts, "coming": coming, "findings": found})
}

fn totals(tally: &Tally) -> Value {
    let Tally { total, made, unchanged, refused, writs: Writs { finals, drafts, coming }, vetoed } = *tally;
    json!({
        "total": total, "made": made, "unchanged": unchanged, "refused": refused,
        "finals": finals, "drafts": drafts, "coming": coming, "vetoed": vetoed,
    })
}

/// Rows of a list, and forms, that are no cases.
fn unread_rows(faults: &[Diagnostic]) -> usize {
    let refusing = faults.iter().filter(|fault| fault.rank == Rank::Refuse);
    let row = |place: &Place| (place.file.split(" 单元格").next().unwrap_or_default().to_string(), place.pos.line);
    refusing.filter_map(|fault| fault.place.as_ref()).map(row).collect::<BTreeSet<_>>().len()
}

fn unread(faults: &[Diagnostic]) -> String {
    match unread_rows(faults) {
        0 => String::new(),
        rows => format!("；名单另有{rows}行读不出，没有成为案件"),
    }
}

fn said(report: &Report, mode: Mode) -> String {
    let Tally { total, made, unchanged, refused, writs: Writs { finals, drafts, coming }, vetoed } = report.tally;
    let vetoed = if vetoed > 0 { format!("，其中{vetoed}案有否决项") } else { String::new() };
    let coming = if coming > 0 { format!("，未到{coming}份") } else { String::new() };
    let made = match mode {
        Mode::Dry => format!("可以生成{made}案{vetoed}（文书定稿{finals}份，稿{drafts}份{coming}；没有写出任何文件）"),
        Mode::Numbers => format!("看过{made}案"),
        Mode::Collect => format!("已有{unchanged}案"),
        Mode::Make if made > 0 => format!("生成{made}案{vetoed}（文书定稿{finals}份，稿{drafts}份{coming}）"),
        Mode::Make => format!("生成{made}案"),
    };
    let unchanged = if unchanged > 0 && mode != Mode::Collect { format!("，没有变化{unchanged}案") } else { String::new() };
    let refused = if refused > 0 { format!("，拒绝{refused}案") } else { String::new() };
    let numbers = match (report.numbers, mode) {
        (0, _) => String::new(),
        (count, Mode::Dry) => format!("；将发文号{count}个"),
        (count, Mode::Make | Mode::Numbers | Mode::Collect) => format!("；发文号{count}个"),
    };
    format!("共{total}案：{made}{unchanged}{refused}{numbers}")
}
