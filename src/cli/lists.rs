//! `new`, `list`, `schema`.

use super::args::{ListArgs, Listing, NewArgs};
use super::check::library;
use super::{Exit, say};
use crate::case;
use crate::pipeline::Sources;
use crate::text::date;

/// `wenshu new`
pub fn new(arguments: &NewArgs) -> Exit {
    if arguments.agency {
        say::out(&case::agency_skeleton());
        return Exit::Done;
    }
    let Some(name) = &arguments.cause else {
        say::out(&case::skeleton("", &[], None));
        return Exit::Done;
    };
    let Some(library) = library(&Sources::default()) else { return Exit::Failed };
    match library.law.cause(name) {
        Ok(cause) => {
            let evidence: Vec<String> = library.law.evidence_for(cause).iter().map(|item| item.name.0.clone()).collect();
            say::out(&case::skeleton(&cause.short.0, &evidence, None));
            Exit::Done
        }
        Err(unknown) => {
            let near = if unknown.near.is_empty() { String::new() } else { format!("；是不是想写{}？", unknown.suggestions()) };
            say::error(&format!("案由目录里没有“{name}”{near}（wenshu list causes 列出全部）"));
            Exit::Failed
        }
    }
}

/// `wenshu list`
pub fn list(arguments: &ListArgs) -> Exit {
    let Some(library) = library(&Sources::default()) else { return Exit::Failed };
    match arguments.what {
        Listing::Writs => {
            for writ in library.templates.writs() {
                let front = &writ.front;
                let word = front.number_word.as_ref().map_or("—", |w| w.0.as_str());
                say::out(&format!(
                    "{}\t{}\t字：{word}\t{}\t印章：{}\t{}份\t{}\n",
                    front.national.0,
                    writ.title(),
                    front.audience.word(),
                    front.seal.word(),
                    front.copies.0,
                    writ.id
                ));
            }
        }
        Listing::Causes => {
            for cause in library.law.causes() {
                say::out(&format!("{}\t{}\t{}\n", cause.id, cause.short, cause.wording));
            }
        }
        Listing::Statutes => {
            for statute in library.law.statutes() {
                let until = statute.to.map_or_else(|| "至今".to_string(), |day| format!("至{}", date::print(*day)));
                say::out(&format!("{}\t《{}》\t自{}{until}\n", statute.id, statute.full_title, date::print(*statute.from)));
            }
        }
    }
    Exit::Done
}

/// `wenshu schema`
pub fn schema(agency: bool) -> Exit {
    let schema = if agency { case::agency_schema() } else { case::schema() };
    say::out(&(serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"));
    Exit::Done
}
