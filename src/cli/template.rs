//! `template check`, and what the `template` commands share.

use super::check::{library, sources};
use super::template_args::TemplateCommand;
use super::{Exit, coverage, say, template_approve, template_diff, template_golden};
use crate::diag::{Diagnostic, refused};
use crate::files;
use crate::output::findings;
use crate::pipeline::{self, Library, Sources};
use crate::template::source::Source;
use crate::template::{Templates, review};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Runs a `template` command.
pub fn run(command: &TemplateCommand, today: NaiveDate) -> Exit {
    match command {
        TemplateCommand::Check { folder, sources } => check(folder.as_deref(), sources),
        TemplateCommand::Coverage { files, sources } => coverage::templates(files, sources),
        TemplateCommand::Approve(arguments) => template_approve::approve(arguments, today),
        TemplateCommand::Approvals { sources } => template_approve::approvals(sources),
        TemplateCommand::Diff(arguments) => template_diff::diff(arguments),
        TemplateCommand::Accept { files, sources } => template_golden::accept(files, sources),
        TemplateCommand::Verify { files, sources } => template_golden::verify(files, sources),
    }
}

/// `wenshu template check`
fn check(folder: Option<&Path>, arguments: &super::args::LibrarySources) -> Exit {
    let sources = sources(&arguments.into());
    let Some(library) = library(&sources) else { return Exit::Failed };
    let own = folder.map(|folder| files::asked_texts(folder, "xml", "模板").map_err(|fault| vec![fault]));
    let (count, findings) = match folder {
        Some(folder) => match own.transpose().and_then(|_| pipeline::folder_templates(folder)) {
            Ok(own) => {
                let built_in = pipeline::built_in_templates().into_iter().map(|(name, text)| Source::built_in(name, text));
                let (templates, findings) = Templates::of(built_in.chain(own));
                reviewed(&templates, findings, &library)
            }
            Err(faults) => {
                say::findings(&faults, "", "");
                return Exit::Failed;
            }
        },
        None => match agency_templates(&library, &sources) {
            Ok((templates, _)) => {
                // a run takes the program's own files as they are; here all are linted
                let (templates, findings) = Templates::of(templates.files().iter().map(|placed| placed.source.clone()));
                reviewed(&templates, findings, &library)
            }
            Err(findings) => (library.templates.writs().len(), findings),
        },
    };
    if !findings.is_empty() {
        say::out(&findings::text(&findings, "", ""));
    }
    say::line(&format!("{count}份模板：{}", findings::summary(&findings)));
    if refused(&findings) { Exit::Refused } else { Exit::Done }
}

/// How many writs there are, and what is wrong; templates that do not load are not looked at further.
fn reviewed(templates: &Templates, mut findings: Vec<Diagnostic>, library: &Library) -> (usize, Vec<Diagnostic>) {
    if !refused(&findings) {
        findings.extend(review::review(templates, &library.law));
    }
    (templates.writs().len(), findings)
}

type AgencyTemplates = (Arc<Templates>, Option<PathBuf>);

/// The templates of the agency named in a command, with the folder of its file; those of the program when none is named.
///
/// # Errors
/// What is wrong in the agency file or its templates.
pub fn agency_templates(library: &Library, sources: &Sources) -> Result<AgencyTemplates, Vec<Diagnostic>> {
    let Some(path) = &sources.agency else { return Ok((library.templates.clone(), None)) };
    let (agency, _, findings) = pipeline::agency_file(path);
    let Some(agency) = agency else { return Err(findings) };
    let home = path.parent().map(Path::to_path_buf);
    let templates = library.templates_of_agency(&agency, home.as_deref())?;
    Ok((templates, home))
}
