//! Sources → templates: front matter is read, bodies are linted, stamped and given to tera. All faults of all files are
//! reported at once, each with the file as the user knows it.

use super::coverage::Probe;
use super::source::{self, Layer, Placed, Source};
use super::{Templates, hand, lint, stamp, strike};
use crate::diag::{Diagnostic, Place, Pos};
use crate::writ::{FrontMatter, Writ};
use crate::yaml::record::Decode;
use crate::yaml::{self, Reader};
use std::collections::HashMap;
use tera::Tera;

const START: Pos = Pos { line: 1, column: 1 };

/// Which files are linted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lints {
    /// All.
    All,
    /// Those that are no part of the program. Of its own files, which the tests lint, only the brackets are read.
    Users,
}

/// Compiles a chain of sources.
pub(super) fn compile(sources: impl IntoIterator<Item = Source>, mut probe: Option<Probe>, lints: Lints) -> (Templates, Vec<Diagnostic>) {
    let mut tera = Tera::default();
    tera.autoescape_on(vec![".xml"]);
    tera.register_filter("hand", hand);
    tera.register_filter("strike", strike);
    let files = source::resolve(sources);
    let mut templates = Templates { tera, writs: Vec::new(), files: Vec::new(), usage: HashMap::new(), probe: None };
    let mut findings = Vec::new();
    let mut stamped = Vec::new();
    for Placed { source, .. } in &files {
        let Some(stem) = source.name.strip_suffix(".xml") else { continue };
        let part = source.name.starts_with("parts/");
        let (front, body) = match (part, stamp::split_front_matter(&source.text)) {
            (true, _) => (None, source.text.clone()),
            (false, Some((front, body))) => (Some(front), body),
            (false, None) => {
                let remedy = "第一行写“---”，下面写题名、序号等，再以“---”结束";
                let finding = Diagnostic::refuse("T01", "模板开头没有说明（front matter）").remedy(remedy);
                findings.push(finding.at(&source.shown, START));
                continue;
            }
        };
        let (usage, faults) = match (lints, &source.layer, part) {
            (Lints::Users, Layer::BuiltIn, _) => lint::names(&source.shown, &body),
            (Lints::All | Lints::Users, _, true) => lint::lint(&source.shown, &format!("<doc>{body}</doc>")),
            (Lints::All | Lints::Users, _, false) => lint::lint(&source.shown, &body),
        };
        let sound = faults.is_empty();
        findings.extend(faults);
        if let Some(front) = front {
            let (front, said) = front_matter(source, front);
            findings.extend(said);
            templates.writs.extend(front.map(|front| Writ { id: stem.to_string(), front }));
        }
        templates.usage.insert(stem.to_string(), usage);
        if sound {
            let prefix = if part { format!("{}:", source.name) } else { String::new() };
            let text = stamp::stamp(&body, &prefix);
            let text = probe.as_mut().map(|probe| probe.instrument(&source.name, &text)).unwrap_or(text);
            stamped.push((source.name.clone(), text));
        }
    }
    templates.files = files;
    findings.extend(includes(&templates));
    findings.extend(same_titles(&templates));
    let whole = !crate::diag::refused(&findings);
    match templates.tera.add_raw_templates(stamped) {
        // a file with a fault was left out, so that others cannot include it
        Err(error) if whole => findings.push(Diagnostic::refuse("T15", format!("模板不能编译：{error}"))),
        Err(_) | Ok(()) => {}
    }
    templates.probe = probe;
    templates.writs.sort_by(|a, b| (a.front.order.0, &a.id).cmp(&(b.front.order.0, &b.id)));
    (templates, findings)
}

fn front_matter(source: &Source, front: &str) -> (Option<FrontMatter>, Vec<Diagnostic>) {
    let mut reader = Reader::new(source.shown.clone());
    let front = yaml::parse_own(front, &mut reader).and_then(|node| FrontMatter::decode(&node, &mut reader));
    let findings = reader.findings.into_iter().map(|mut finding| {
        // the YAML starts after the line of dashes
        if let Some(place) = &mut finding.place {
            place.pos.line += 1;
        }
        finding
    });
    (front, findings.collect())
}

/// Includes of files that are not there, that are no part, or that lead back to themselves.
fn includes(templates: &Templates) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for Placed { source, .. } in &templates.files {
        let Some(usage) = source.name.strip_suffix(".xml").and_then(|stem| templates.usage.get(stem)) else { continue };
        for include in &usage.includes {
            let at = usage.include_places.get(include).copied().unwrap_or(START);
            let refuse = |message: String| Diagnostic::refuse("T14", message).at(&source.shown, at).found(include);
            if templates.file(include).is_none() {
                findings.push(refuse(format!("找不到要引入的“{include}”")).remedy("核对文件名；共用段落放在 parts/ 里"));
            } else if !include.starts_with("parts/") {
                findings.push(refuse(format!("“{include}”是整份文书，不能引入")).expected("parts/ 里的文件"));
            } else if include == &source.name || templates.parts_of(include).contains(&source.name) {
                findings.push(refuse(format!("“{include}”又引入本文件，没有尽头")).remedy("去掉其中一处引入"));
            }
        }
    }
    findings
}

/// Two writs of one title: numbers, receipts and `--only` could not tell them apart.
fn same_titles(templates: &Templates) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let shown =
        |writ: &Writ| templates.file(&format!("{}.xml", writ.id)).map_or_else(|| writ.id.as_str().into(), |f| f.source.shown.clone());
    let built_in = |writ: &Writ| templates.file(&format!("{}.xml", writ.id)).is_some_and(|f| f.source.layer == Layer::BuiltIn);
    for (index, writ) in templates.writs.iter().enumerate() {
        let Some(other) = templates.writs[..index].iter().find(|other| other.title() == writ.title()) else { continue };
        let (own, other) = if built_in(writ) && !built_in(other) { (other, writ) } else { (writ, other) };
        let place = Place { file: shown(other), pos: START };
        let finding =
            Diagnostic::refuse("T05", format!("题名“{}”和另一份模板相同", own.title())).remedy("改题名；要替换那份模板，用同样的文件名");
        findings.push(finding.at(&shown(own), START).related(place, "另一份在这里"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(name: &str, text: &str) -> Source {
        Source { name: name.into(), shown: format!("某局/templates/{name}").into(), layer: Layer::Agency, text: text.into() }
    }

    fn built_in() -> Vec<Source> {
        use crate::files::{Room, embedded_names, embedded_text};
        let names = embedded_names(Room::Templates).into_iter().filter(|name| name.ends_with(".xml"));
        names.filter_map(|name| embedded_text(Room::Templates, &name).map(|text| Source::built_in(name, text))).collect()
    }

    fn faults(over: Vec<Source>) -> Vec<String> {
        let (_, findings) = Templates::of(built_in().into_iter().chain(over));
        let place = |f: &Diagnostic| f.place.as_ref().map(|p| format!("{}:{}", p.file, p.pos.line)).unwrap_or_default();
        findings.iter().map(|f| format!("{} {}", f.code, place(f))).collect()
    }

    #[test]
    fn a_run_that_takes_the_own_files_as_they_are_lints_those_of_users_and_knows_as_much() {
        let (all, findings) = Templates::of(built_in());
        let (run, said) = compile(built_in(), None, Lints::Users);
        assert_eq!((&findings, &said), (&vec![], &vec![]));
        assert_eq!(run.writs().len(), all.writs().len());
        assert!(all.writs().iter().all(|writ| all.usage(&writ.id).paths == run.usage(&writ.id).paths));
        let broken = || built_in().into_iter().chain([own("parts/contact.xml", "<p>甲</pp>")]);
        let (_, said) = compile(broken(), None, Lints::Users);
        assert!(!said.is_empty());
        assert_eq!(said, compile(broken(), None, Lints::All).1);
    }

    #[test]
    fn faults_of_an_override_name_its_own_file() {
        let sound = built_in().into_iter().find(|s| s.name == "penalty_notice.xml").expect("a template").text;
        assert_eq!(faults(vec![own("penalty_notice.xml", &sound)]), Vec::<String>::new());
        let line = sound.lines().position(|line| line.contains("{{ wording.")).expect("wording") + 1;
        let broken = sound.replace("{{ wording.", "{{ wroding.");
        assert!(faults(vec![own("penalty_notice.xml", &broken)]).contains(&format!("T11 某局/templates/penalty_notice.xml:{line}")));
        let lost = sound.replace("步骤: 告知", "步骤: 告之");
        assert_eq!(faults(vec![own("penalty_notice.xml", &lost)]), ["F15 某局/templates/penalty_notice.xml:11"]);
        assert_eq!(faults(vec![own("own.xml", "<doc/>")]), ["T01 某局/templates/own.xml:1"]);
        assert_eq!(faults(vec![own("own.xml", &sound)]), ["T05 某局/templates/own.xml:1"]);
    }

    #[test]
    fn includes_must_be_parts_that_end() {
        let part = |text: &str| own("parts/contact.xml", text);
        assert_eq!(faults(vec![part("<p>甲</p>\n{% include \"parts/none.xml\" %}")]), ["T14 某局/templates/parts/contact.xml:2"]);
        assert_eq!(faults(vec![part("{% include \"parts/contact.xml\" %}")]), ["T14 某局/templates/parts/contact.xml:1"]);
        let whole = faults(vec![part("{% include \"penalty_notice.xml\" %}")]);
        assert!(whole.contains(&"T14 某局/templates/parts/contact.xml:1".to_string()), "{whole:?}");
        let ring = vec![part("{% include \"parts/own.xml\" %}"), own("parts/own.xml", "{% include \"parts/contact.xml\" %}")];
        assert_eq!(faults(ring).len(), 2);
    }
}
