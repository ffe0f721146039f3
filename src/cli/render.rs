//! `render`, `dump`.

use super::args::{DumpArgs, OutputFormat, RenderArgs};
use super::check::{library, load, shown, sources};
use super::{Exit, say};
use crate::diag::Diagnostic;
use crate::output::findings;
use crate::output::folder::{self, OutputFile};
use crate::output::names;
use crate::pipeline::{self, BuiltWrit, Formats, Library, LoadedCase, Selection, State};
use std::path::PathBuf;

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
        for file in &arguments.files {
            let loaded = load(file, &sources);
            let shown = shown(file);
            if let Err((findings, worse)) = render_one(arguments, &library, &loaded, &shown) {
                say::findings(&findings, &shown, &loaded.source);
                say::line(&format!("{shown}：没有生成文书（{}）", findings::summary(&findings)));
                exit = worse;
            }
        }
        exit
    })
}

type Refusal = (Vec<Diagnostic>, Exit);

fn render_one(arguments: &RenderArgs, library: &Library, loaded: &LoadedCase, shown: &str) -> Result<(), Refusal> {
    let refused = |findings| (findings, Exit::Refused);
    let built = pipeline::build(library, loaded, &Selection { only: arguments.only.clone(), due: arguments.due }).map_err(refused)?;
    let drafts: Vec<&BuiltWrit> = built.writs.iter().filter(|w| w.state != State::Final).collect();
    if arguments.final_only && !drafts.is_empty() {
        let finding = Diagnostic::refuse("O30", format!("有{}份文书还是稿，不能正式出件", drafts.len()))
            .found(drafts.iter().map(|w| w.file_stem.as_str()).collect::<Vec<_>>().join("、"))
            .remedy("补齐缺项、改正否决项；只要已齐的文书时用 --only 或者 --due");
        let mut findings = built.findings;
        findings.push(finding);
        return Err((findings, Exit::Refused));
    }
    let wanted = |format: OutputFormat| arguments.format.contains(&format);
    let formats =
        Formats { pdf: wanted(OutputFormat::Pdf), docx: wanted(OutputFormat::Docx), html: wanted(OutputFormat::Html), whole: true };
    let made = pipeline::make(library, loaded, &built, formats).map_err(refused)?;
    let copy = if arguments.public { pipeline::public_files(library, loaded, &built, formats).map_err(refused)? } else { None };
    let folder = place(arguments, &loaded.stem, &made.files)?;
    let finals = built.writs.len() - drafts.len();
    say::line(&format!("{}：{}份文书，定稿{finals}份，稿{}份", folder.display(), built.writs.len(), drafts.len()));
    if !built.findings.is_empty() {
        say::line(&format!("  检查：{}（见 findings.txt）", findings::summary(&built.findings)));
    }
    for draft in drafts.iter().take(6) {
        say::line(&format!("  稿 {}：{}", draft.name(), lacks(draft)));
    }
    if drafts.len() > 6 {
        say::line(&format!("  其余{}份稿见 findings.txt", drafts.len() - 6));
    }
    match copy {
        Some((copy, made)) => {
            let folder = place(arguments, &format!("{}-公开版", loaded.stem), &made.files)?;
            say::line(&format!("{}：{}份文书", folder.display(), copy.built.writs.len()));
            say::findings(&copy.built.findings, shown, "");
        }
        None if arguments.public => say::line("  没有可以公开的处罚决定，没有公开版"),
        None => {}
    }
    Ok(())
}

fn place(arguments: &RenderArgs, name: &str, files: &[OutputFile]) -> Result<PathBuf, Refusal> {
    let name = names::component(name, names::MAX_COMPONENT_BYTES);
    folder::write(&arguments.out, &name, files, arguments.force).map_err(|fault| {
        let exit = if fault.code == "O01" { Exit::Failed } else { Exit::Refused };
        (vec![fault], exit)
    })
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
    for file in &arguments.files {
        let loaded = load(file, &sources);
        let shown = shown(file);
        let built = match pipeline::build(&library, &loaded, &selection) {
            Ok(built) => built,
            Err(findings) => {
                say::findings(&findings, &shown, &loaded.source);
                exit = Exit::Refused;
                continue;
            }
        };
        let text = |writ: &BuiltWrit| OutputFile {
            name: format!("{}.txt", writ.file_stem),
            bytes: pipeline::dump(writ).into_bytes(),
            is_final: false,
        };
        let mut files: Vec<OutputFile> = built.writs.iter().map(text).collect();
        files.push(OutputFile { name: "manifest.json".into(), bytes: b"{}\n".to_vec(), is_final: false });
        let name = names::component(&loaded.stem, names::MAX_COMPONENT_BYTES);
        if let Err(fault) = folder::write(&arguments.out, &name, &files, false) {
            say::findings(&[fault], &shown, &loaded.source);
            exit = Exit::Failed;
        }
    }
    exit
}
