//! `render`, `dump`.

use super::args::{DumpArgs, OutputFormat, RenderArgs};
use super::check::{library, load, shown, sources};
use super::{Exit, say};
use crate::diag::{Diagnostic, Pos};
use crate::output::by_hand;
use crate::output::findings;
use crate::output::folder::{self, OutputFile};
use crate::output::names;
use crate::pipeline::{self, BuiltWrit, Failure, Formats, Library, LoadedCase, Selection, State, Wanted};
use std::collections::HashMap;

/// Runs `work` with the wanted number of threads.
fn with_jobs(jobs: Option<usize>, work: impl FnOnce() -> Exit + Send) -> Exit {
    match jobs {
        None => work(),
        Some(jobs) => match rayon::ThreadPoolBuilder::new().num_threads(jobs).build() {
            Ok(pool) => pool.install(work),
            Err(_) => {
                say::error("不能建立线程");
                Exit::Failed
            }
        },
    }
}

/// `wenshu render`
pub fn render(arguments: &RenderArgs) -> Exit {
    with_jobs(arguments.jobs, || {
        let sources = sources(&arguments.sources);
        let Some(library) = library(&sources) else { return Exit::Failed };
        let mut exit = Exit::Done;
        let mut taken = Taken::default();
        for file in &arguments.files {
            let loaded = load(file, &sources);
            let shown = shown(file);
            if taken.refuses(&loaded, &shown) {
                exit = exit.and(Exit::Refused);
                continue;
            }
            if let Err(failure) = render_one(arguments, &library, &loaded, &shown) {
                say::findings(&failure.findings, &shown, &loaded.source);
                say::line(&format!("{shown}：没有生成文书（{}）", findings::summary(&failure.findings)));
                exit = exit.and(if failure.machine { Exit::Failed } else { Exit::Refused });
            }
        }
        exit
    })
}

/// The folders the forms of one call go to: two forms of one name in two places are two cases.
#[derive(Default)]
struct Taken(HashMap<String, String>);

impl Taken {
    /// Whether an earlier form has the folder of this one, which is said.
    fn refuses(&mut self, loaded: &LoadedCase, shown: &str) -> bool {
        // file systems that ignore case exist
        let name = names::component(&loaded.stem, names::MAX_COMPONENT_BYTES);
        let Some(first) = self.0.insert(name.to_lowercase(), shown.to_string()) else { return false };
        let finding = Diagnostic::refuse("B01", format!("“{shown}”和“{first}”会写进同一个文件夹“{name}”"));
        let finding =
            finding.at(&shown.into(), Pos { line: 1, column: 1 }).remedy("给表单换一个文件名，或者分两次运行，写到两个输出文件夹");
        say::findings(&[finding], shown, &loaded.source);
        true
    }
}

fn render_one(arguments: &RenderArgs, library: &Library, loaded: &LoadedCase, shown: &str) -> Result<(), Failure> {
    let templates = pipeline::case_templates(library, loaded)?;
    let selection = Selection { only: arguments.only.clone(), due: arguments.due };
    let drafted = pipeline::draft(library, loaded, &templates, &selection)?;
    let wanted =
        Wanted { formats: formats(&arguments.format), public: arguments.public, final_only: arguments.final_only, force: arguments.force };
    let left = folder::restore(&arguments.out, &names::component(&loaded.stem, names::MAX_COMPONENT_BYTES));
    if !left.is_empty() {
        return Err(Failure { findings: left, machine: true });
    }
    let made = pipeline::produce(library, loaded, &templates, drafted, wanted, (&arguments.out, &loaded.stem))?;
    let drafts: Vec<&BuiltWrit> = made.built.writs.iter().filter(|w| w.state != State::Final).collect();
    let all = made.built.writs.len();
    say::line(&format!("{}：{all}份文书，定稿{}份，稿{}份", made.folder.display(), all - drafts.len(), drafts.len()));
    if !made.built.findings.is_empty() {
        say::line(&format!("  检查：{}（见 findings.txt）", findings::summary(&made.built.findings)));
    }
    for draft in drafts.iter().take(6) {
        say::line(&format!("  稿 {}：{}", draft.name(), lacks(draft)));
    }
    if drafts.len() > 6 {
        say::line(&format!("  其余{}份稿见 findings.txt", drafts.len() - 6));
    }
    match made.public {
        Some((copy, folder)) => {
            say::line(&format!("{}：{}份文书", folder.display(), copy.built.writs.len()));
            say::findings(&copy.built.findings, shown, "");
        }
        None if arguments.public => say::line("  没有可以公开的处罚决定，没有公开版"),
        None => {}
    }
    Ok(())
}

/// The files the user asked for, and the papers of the whole file.
pub fn formats(asked: &[OutputFormat]) -> Formats {
    let wanted = |format: OutputFormat| asked.contains(&format);
    Formats { pdf: wanted(OutputFormat::Pdf), docx: wanted(OutputFormat::Docx), html: wanted(OutputFormat::Html), whole: true }
}

fn lacks(writ: &BuiltWrit) -> String {
    if writ.gaps.is_empty() {
        return "有否决项".to_string();
    }
    let shown: Vec<&str> = writ.gaps.iter().take(5).map(|g| g.field.as_str()).collect();
    let more = if writ.gaps.len() > 5 { format!("等{}项", writ.gaps.len()) } else { String::new() };
    format!("缺{}{more}", shown.join("、"))
}

/// `wenshu dump`
pub fn dump(arguments: &DumpArgs) -> Exit {
    let sources = sources(&arguments.sources);
    let Some(library) = library(&sources) else { return Exit::Failed };
    let selection = Selection { only: arguments.only.clone(), due: arguments.due };
    let mut exit = Exit::Done;
    let mut taken = Taken::default();
    for file in &arguments.files {
        let loaded = load(file, &sources);
        let shown = shown(file);
        if taken.refuses(&loaded, &shown) {
            exit = exit.and(Exit::Refused);
            continue;
        }
        let built = match pipeline::build(&library, &loaded, &selection) {
            Ok(built) => built,
            Err(findings) => {
                say::findings(&findings, &shown, &loaded.source);
                exit = exit.and(Exit::Refused);
                continue;
            }
        };
        let text = |writ: &BuiltWrit| OutputFile {
            name: format!("{}.txt", writ.file_stem),
            bytes: pipeline::dump(writ).into_bytes(),
            is_final: false,
        };
        let mut files: Vec<OutputFile> = built.writs.iter().map(text).collect();
        files.push(by_hand::manifest(&files));
        let name = names::component(&loaded.stem, names::MAX_COMPONENT_BYTES);
        if let Err(fault) = folder::write(&arguments.out, &name, &files, false) {
            say::findings(&[fault], &shown, &loaded.source);
            exit = exit.and(Exit::Failed);
        }
    }
    exit
}
