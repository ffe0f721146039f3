//! What only a person who looks after templates wants to know (`template check`): parts nothing includes, branches no
//! case can take, wording no template prints, provisions and placeholders typed into the text. None of it keeps a writ
//! from being made; what does is found when templates are loaded.

use super::source::Layer;
use super::stamp;
use super::syntax;
use super::{Templates, reach};
use crate::diag::{Diagnostic, Pos};
use crate::law::LawBook;
use std::collections::BTreeSet;

/// All findings, in order of files.
pub fn review(templates: &Templates, law: &LawBook) -> Vec<Diagnostic> {
    let mut findings = unused_parts(templates);
    findings.extend(reach::unreachable(templates));
    findings.extend(templates.files().iter().flat_map(|placed| typed_in(&placed.source.shown, &placed.source.name, &placed.source.text)));
    findings.extend(unused_wording(templates, law));
    findings.extend(wording_without_rows(templates, law));
    findings.sort_by_key(|f| f.place.as_ref().map(|place| (place.file.clone(), place.pos)));
    findings
}

/// Parts that no writ includes, directly or through another part.
fn unused_parts(templates: &Templates) -> Vec<Diagnostic> {
    let used: BTreeSet<&str> =
        templates.writs().iter().flat_map(|writ| templates.files_of(&writ.id)).map(|placed| placed.source.name.as_str()).collect();
    let parts = templates.files().iter().map(|placed| &placed.source).filter(|source| source.name.starts_with("parts/"));
    parts
        .filter(|source| !used.contains(source.name.as_str()))
        .map(|source| {
            let remedy = match source.layer {
                Layer::BuiltIn => "删去，或者在文书里引入",
                Layer::Region(_) | Layer::Agency => "核对文件名：要替换内置的共用段落，名称要与它相同",
            };
            let finding = Diagnostic::remind("T16", format!("共用段落“{}”没有文书引入", source.name)).remedy(remedy);
            finding.at(&source.shown, Pos { line: 1, column: 1 })
        })
        .collect()
}

/// Rows of wording that no template prints.
fn unused_wording(templates: &Templates, law: &LawBook) -> Vec<Diagnostic> {
    let used: BTreeSet<String> = templates.writs().iter().flat_map(|writ| templates.usage(&writ.id).paths).collect();
    let mut said: BTreeSet<&str> = BTreeSet::new();
    law.wordings()
        .filter(|row| !used.contains(&format!("wording.{}", row.id)) && said.insert(&row.id.0))
        .map(|row| {
            let finding = Diagnostic::remind("T16", format!("固定用语“{}”没有文书用到", row.id));
            finding.at(&row.file, row.pos).remedy("删去，或者在文书里用 {{ wording.编号 }} 打印")
        })
        .collect()
}

/// Wording a template prints that has no row at all: it would be a gap in every case.
fn wording_without_rows(templates: &Templates, law: &LawBook) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for writ in templates.writs() {
        for path in templates.usage(&writ.id).paths {
            let Some(id) = path.strip_prefix("wording.") else { continue };
            if law.wordings().any(|row| row.id.0 == id) {
                continue;
            }
            let shown = templates.file(&format!("{}.xml", writ.id)).map(|placed| placed.source.shown.clone());
            let finding = Diagnostic::remind("T16", format!("文书“{}”用到的固定用语“{id}”没有数据，总印成缺项", writ.title()));
            findings.push(match shown {
                Some(shown) => finding.at(&shown, Pos { line: 1, column: 1 }),
                None => finding,
            });
        }
    }
    findings
}

/// Fixed text that belongs in the law data, or that somebody meant to fill in later.
fn typed_in(shown: &std::sync::Arc<str>, name: &str, text: &str) -> Vec<Diagnostic> {
    let body = match name.starts_with("parts/") {
        true => text.to_string(),
        false => stamp::split_front_matter(text).map(|(_, body)| body).unwrap_or_default(),
    };
    let mut findings = Vec::new();
    for (index, line) in syntax::blanked(&body).lines().enumerate() {
        let at = |column: usize| Pos { line: index as u32 + 1, column: line[..column].chars().count() as u32 + 1 };
        if let Some((column, found)) = provision(line) {
            let finding = Diagnostic::remind("T18", "条款直接打在模板里，法律修改后不会跟着变").found(found);
            let remedy = "改用案由带出的条款（如 {{ violation.basis }}），或者 law/wording 里的固定用语";
            findings.push(finding.at(shown, at(column)).remedy(remedy));
        }
        if let Some((column, found)) = PLACEHOLDERS.iter().find_map(|mark| line.find(mark).map(|column| (column, *mark))) {
            let finding = Diagnostic::remind("T18", format!("模板里留着没有填的“{found}”")).found(found);
            findings.push(finding.at(shown, at(column)).remedy("换成名称（{{ … }}）、留空（<blank/>）或者划去（<struck/>）"));
        }
    }
    findings
}

/// Marks people leave for "to be filled in".
const PLACEHOLDERS: &[&str] = &["××", "XX", "xx", "＿＿", "____", "某某", "【缺"];

/// The first 第…条 of a line.
fn provision(line: &str) -> Option<(usize, String)> {
    line.match_indices('第').find_map(|(start, mark)| {
        let rest = &line[start + mark.len()..];
        let digits: String = rest.chars().take_while(|c| c.is_ascii_digit() || "零〇一二三四五六七八九十百千".contains(*c)).collect();
        (!digits.is_empty() && rest[digits.len()..].starts_with('条')).then(|| (start, format!("第{digits}条")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Room, embedded_names, embedded_text};
    use crate::template::source::Source;

    fn found(over: &[(&str, &str)]) -> Vec<String> {
        let names = embedded_names(Room::Templates).into_iter().filter(|name| name.ends_with(".xml"));
        let built_in = names.filter_map(|name| embedded_text(Room::Templates, &name).map(|text| Source::built_in(name, text)));
        let own = over.iter().map(|(name, text)| Source {
            name: name.to_string(),
            shown: format!("某局/{name}").into(),
            layer: Layer::Agency,
            text: text.to_string(),
        });
        let (templates, faults) = Templates::of(built_in.chain(own));
        assert_eq!(faults, vec![]);
        let (law, _) = LawBook::embedded();
        let line = |f: &Diagnostic| f.place.as_ref().map(|p| format!("{}:{}:{}", p.file, p.pos.line, p.pos.column)).unwrap_or_default();
        review(&templates, &law).iter().map(|f| format!("{} {}", f.code, line(f))).collect()
    }

    #[test]
    fn the_built_in_templates_are_clean() {
        assert_eq!(found(&[]), Vec::<String>::new());
    }

    #[test]
    fn a_part_nobody_includes_is_found() {
        assert_eq!(found(&[("parts/own.xml", "<p>甲</p>")]), ["T16 某局/parts/own.xml:1:1"]);
    }

    #[test]
    fn wording_is_found_when_its_last_user_goes() {
        let receipt = embedded_text(Room::Templates, "interview_notice.xml").expect("a template");
        let without = receipt.lines().filter(|line| !line.contains("wording.")).collect::<Vec<_>>().join("\n");
        let lost = receipt.matches("{{ wording.").count();
        assert!(found(&[("interview_notice.xml", &without)]).iter().filter(|f| f.contains("wording/")).count() <= lost);
    }

    #[test]
    fn provisions_and_placeholders_in_the_text_are_found() {
        let own = "<p>依据《甲法》第三十六条、\n{# 第一条 #}第2条办理，联系人××，第几条、第一次</p>";
        let own = format!("{{% if has_evidence %}}{own}{{% endif %}}");
        let contact = embedded_text(Room::Templates, "parts/contact.xml").expect("a part") + &own;
        let lines = contact.lines().count();
        let expected = [
            format!("T18 某局/parts/contact.xml:{}:", lines - 1),
            format!("T18 某局/parts/contact.xml:{lines}:10"),
            format!("T18 某局/parts/contact.xml:{lines}:19"),
        ];
        let found = found(&[("parts/contact.xml", &contact)]);
        assert_eq!(found.len(), 3, "{found:?}");
        for (found, expected) in found.iter().zip(&expected) {
            assert!(found.starts_with(expected.as_str()), "{found} {expected}");
        }
    }
}
