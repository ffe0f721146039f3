//! `template approve`, `template approvals`.

use super::check::{library, sources};
use super::template::agency_templates;
use super::template_args::ApproveArgs;
use super::{Exit, say};
use crate::approval::{Approval, Standing};
use crate::output::file;
use crate::pipeline::{self, Sources};
use crate::template::Templates;
use crate::template::fingerprint::fingerprint;
use crate::writ::Writ;
use chrono::NaiveDate;
use std::path::PathBuf;

/// `wenshu template approve`
pub fn approve(arguments: &ApproveArgs, today: NaiveDate) -> Exit {
    let reviewer = arguments.reviewer.trim();
    if reviewer.is_empty() {
        say::error("“--reviewer”后面要写审核人姓名");
        return Exit::Failed;
    }
    let sources = at_hand(sources(&arguments.sources));
    let Some(library) = library(&sources) else { return Exit::Failed };
    let (templates, home) = match agency_templates(&library, &sources) {
        Ok(found) => found,
        Err(findings) => return failed(&findings),
    };
    let Some(writs) = chosen(&templates, arguments) else { return Exit::Failed };
    let path = pipeline::beside_agency(sources.approvals.as_deref(), home.as_deref(), pipeline::APPROVALS);
    let held = match pipeline::read_approvals(&path) {
        Ok(held) => held,
        Err(findings) => return failed(&findings),
    };
    let on = arguments.date.unwrap_or(today);
    let note = arguments.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    let mut new = Vec::new();
    for writ in writs {
        let mark = fingerprint(&templates, &library.law, &writ.id);
        match held.standing(&writ.id, &mark) {
            Standing::Approved(known) => say::line(&format!("{}：已批准（{}），没有变", writ.title(), known.signature())),
            Standing::Changed(known) => {
                say::line(&format!("{}：重新批准；上次批准（{}）以后改过", writ.title(), known.signature()));
                new.push(Approval::new(&writ.id, writ.title(), &mark, reviewer, on, note));
            }
            Standing::Unapproved => {
                say::line(&format!("{}：批准", writ.title()));
                new.push(Approval::new(&writ.id, writ.title(), &mark, reviewer, on, note));
            }
        }
    }
    if !new.is_empty()
        && let Err(fault) = file::write(&path, &held.with(&new))
    {
        return failed(&[fault]);
    }
    say::line(&format!("{}：写入{}份批准", path.display(), new.len()));
    Exit::Done
}

/// `wenshu template approvals`
pub fn approvals(arguments: &super::args::Sources) -> Exit {
    let sources = at_hand(sources(arguments));
    let Some(library) = library(&sources) else { return Exit::Failed };
    let (templates, home) = match agency_templates(&library, &sources) {
        Ok(found) => found,
        Err(findings) => return failed(&findings),
    };
    let path = pipeline::beside_agency(sources.approvals.as_deref(), home.as_deref(), pipeline::APPROVALS);
    let (held, standings) = match (pipeline::read_approvals(&path), library.standings(&templates, &path)) {
        (Ok(held), Ok(standings)) => (held, standings),
        (Err(findings), _) | (_, Err(findings)) => return failed(&findings),
    };
    let mut counts = [0usize; 3];
    for writ in templates.writs() {
        let standing = standings.get(&writ.id).unwrap_or(&Standing::Unapproved);
        let (place, approval) = match standing {
            Standing::Approved(approval) => (0, Some(approval)),
            Standing::Changed(approval) => (1, Some(approval)),
            Standing::Unapproved => (2, None),
        };
        counts[place] += 1;
        let (reviewer, day) = approval.map_or(("—", "—"), |approval| (&approval.reviewer.0, &approval.date.0));
        say::out(&format!("{}\t{}\t{}\t{reviewer}\t{day}\n", standing.word(), writ.title(), writ.id));
    }
    for row in held.rows().iter().filter(|row| !templates.writs().iter().any(|writ| writ.id == row.template.0)) {
        say::line(&format!("{}：批准记录里有，现在没有这份模板", row.template.0));
    }
    say::line(&format!("{}：已批准{}份，已变更{}份，未批准{}份", path.display(), counts[0], counts[1], counts[2]));
    Exit::Done
}

/// The agency file at hand, unless another is named.
fn at_hand(mut sources: Sources) -> Sources {
    let beside = PathBuf::from("agency.yaml");
    sources.agency = sources.agency.or_else(|| beside.is_file().then_some(beside));
    sources
}

/// The writs named, or all; a name nobody knows is said.
fn chosen<'t>(templates: &'t Templates, arguments: &ApproveArgs) -> Option<Vec<&'t Writ>> {
    if arguments.all {
        return Some(templates.writs().iter().collect());
    }
    let mut out: Vec<&Writ> = Vec::new();
    for name in &arguments.names {
        let found: Vec<&Writ> = templates.writs().iter().filter(|writ| writ.is_called(name)).collect();
        if found.is_empty() {
            say::error(&format!("没有“{name}”这种文书（wenshu list writs 列出全部）"));
            return None;
        }
        out.extend(found);
    }
    Some(out)
}

fn failed(findings: &[crate::diag::Diagnostic]) -> Exit {
    say::findings(findings, "", "");
    Exit::Failed
}
