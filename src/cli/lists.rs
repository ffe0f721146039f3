//! `new`, `list`, `explain`, `schema`.

use super::args::{ExplainArgs, ListArgs, Listing, NewArgs};
use super::check::{library, sources};
use super::template::agency_templates;
use super::{Exit, say};
use crate::case;
use crate::explain::{self, Answer};
use crate::pipeline::{Library, Sources};
use crate::template::Templates;
use crate::text::date;
use chrono::NaiveDate;
use std::sync::Arc;

/// `wenshu new`
pub fn new(arguments: &NewArgs) -> Exit {
    if arguments.agency {
        say::out(&case::agency_skeleton());
        return Exit::Done;
    }
    if arguments.action {
        say::out(case::action_skeleton());
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

/// The templates of the agency at hand, or what is wrong with them, said.
fn templates(library: &Library, sources: &Sources) -> Option<Arc<Templates>> {
    match agency_templates(library, sources) {
        Ok((templates, _)) => Some(templates),
        Err(findings) => {
            say::findings(&findings, "", "");
            None
        }
    }
}

/// `wenshu list`
pub fn list(arguments: &ListArgs) -> Exit {
    let sources = sources(&(&arguments.sources).into());
    let Some(library) = library(&sources) else { return Exit::Failed };
    match arguments.what {
        Listing::Writs => {
            let Some(templates) = templates(&library, &sources) else { return Exit::Failed };
            for writ in templates.writs() {
                let front = &writ.front;
                let word = front.number_word.as_ref().map_or("—", |w| w.0.as_str());
                say::out(&format!(
                    "{}\t{}\t字：{word}\t{}\t印章：{}\t{}份\t{}\t模板：{}\n",
                    front.national.0,
                    writ.title(),
                    front.audience.word(),
                    front.seal.word(),
                    front.copies.0,
                    writ.id,
                    explain::template_of(&templates, writ)
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
        Listing::Rules => say::out(&explain::rule::list()),
        Listing::Reviews => {
            for standard in library.law.reviews() {
                let whole = if standard.verified.0 { "已核" } else { "未核，只有一部分" };
                say::out(&format!(
                    "{}\t{}\t满分{}\t读到{}项\t{whole}\t{}\n",
                    standard.id,
                    standard.name,
                    standard.full.0,
                    standard.items.len(),
                    standard.source
                ));
            }
        }
        Listing::Limits => say::out(&explain::limits(&library.law)),
        Listing::Hazards => say::out(&explain::hazards(&library.law)),
    }
    Exit::Done
}

/// `wenshu explain`
pub fn explain(arguments: &ExplainArgs, today: NaiveDate) -> Exit {
    let sources = sources(&(&arguments.sources).into());
    let Some(library) = library(&sources) else { return Exit::Failed };
    let Some(templates) = templates(&library, &sources) else { return Exit::Failed };
    match explain::explain(&library.law, &templates, &arguments.name, arguments.on.unwrap_or(today)) {
        Answer::Known(text) => {
            say::out(&text);
            Exit::Done
        }
        Answer::Absent(text) => {
            say::out(&text);
            Exit::Refused
        }
        Answer::Unknown(near) => {
            let near: String = near.iter().map(|name| format!("“{name}”")).collect();
            let near = if near.is_empty() { String::new() } else { format!("；是不是想写{near}？") };
            say::error(&format!("没有叫“{}”的规则、文书、案由、法规、条款或者期限{near}", arguments.name));
            Exit::Failed
        }
    }
}

/// `wenshu schema`
pub fn schema(agency: bool, action: bool) -> Exit {
    let schema = match (agency, action) {
        (true, _) => case::agency_schema(),
        (false, true) => case::action_schema(),
        (false, false) => case::schema(),
    };
    say::out(&(serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"));
    Exit::Done
}
