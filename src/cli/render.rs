//! `render`, `dump`.

use super::args::{DumpArgs, OutputFormat, RenderArgs};
use super::check::{library, load, shown, sources};
use super::{Exit, report, say};
use crate::diag::Diagnostic;
use crate::output::folder::{self, OutputFile};
use crate::output::names;
use crate::pipeline::{self, Built, BuiltWrit, Formats, Library, LoadedCase, PublicCopy, Selection, State};
use std::path::{Path, PathBuf};

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
                say::line(&format!("{shown}：没有生成文书（{}）", say::summary(&findings)));
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
    let said = findings_page(&built, shown, &loaded.source);
    let reports = vec![("findings.txt".to_string(), said), ("findings.json".to_string(), report::findings(&built.findings))];
    let made = pipeline::make(library, loaded, &built, formats, reports).map_err(refused)?;
    let copy = if arguments.public { public_files(library, loaded, &built, formats).map_err(refused)? } else { None };
    let folder = place(arguments, &loaded.stem, &made.files)?;
    let finals = built.writs.len() - drafts.len();
    say::line(&format!("{}：{}份文书，定稿{finals}份，稿{}份", folder.display(), built.writs.len(), drafts.len()));
    if !built.findings.is_empty() {
        say::line(&format!("  检查：{}（见 findings.txt）", say::summary(&built.findings)));
    }
    for draft in drafts.iter().take(6) {
        say::line(&format!("  稿 {}：{}", draft.name(), lacks(draft)));
    }
    if drafts.len() > 6 {
        say::line(&format!("  其余{}份稿见 findings.txt", drafts.len() - 6));
    }
    match copy {
        Some((copy, files)) => {
            let folder = place(arguments, &format!("{}-公开版", loaded.stem), &files)?;
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

type Copy = (PublicCopy, Vec<OutputFile>);

/// The files of the public copy. Its `findings.txt` says what was masked and nothing of the case itself.
fn public_files(library: &Library, loaded: &LoadedCase, built: &Built, formats: Formats) -> Result<Option<Copy>, Vec<Diagnostic>> {
    let Some(copy) = pipeline::public_copy(loaded, built)? else { return Ok(None) };
    let reports = vec![("findings.txt".to_string(), say::findings_text(&copy.built.findings, "", ""))];
    // a page shows where every word comes from: that is not for the public
    let both = !formats.pdf && !formats.docx;
    let formats = Formats { pdf: formats.pdf || both, docx: formats.docx || both, html: false, whole: false };
    let made = pipeline::make(library, &copy.loaded, &copy.built, formats, reports)?;
    Ok(Some((copy, made.files)))
}

fn lacks(writ: &BuiltWrit) -> String {
    if writ.gaps.is_empty() {
        return "有否决项".to_string();
    }
    let shown: Vec<&str> = writ.gaps.iter().take(5).map(|g| g.field.as_str()).collect();
    let more = if writ.gaps.len() > 5 { format!("等{}项", writ.gaps.len()) } else { String::new() };
    format!("缺{}{more}", shown.join("、"))
}

/// `findings.txt`: what was found, then every draft with all it lacks. It names no folder, so that the same case makes
/// the same bytes anywhere.
fn findings_page(built: &Built, shown: &str, source: &str) -> String {
    let mut out = String::new();
    let name = Path::new(shown).file_name().map_or_else(|| shown.to_string(), |n| n.to_string_lossy().into_owned());
    out.push_str(&format!("{name}：{}\n\n", say::summary(&built.findings)));
    out.push_str(&say::findings_text(&built.findings, shown, source));
    for writ in &built.writs {
        out.push_str(&format!("\n{} {}", writ.state.word(), writ.file_stem));
        if !writ.gaps.is_empty() {
            let fields: Vec<&str> = writ.gaps.iter().map(|g| g.field.as_str()).collect();
            out.push_str(&format!("\n    缺：{}", fields.join("、")));
        }
    }
    out.push('\n');
    out
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
