//! The check value of a writ's template: what a reviewer approves. It covers every word a template can put on paper of
//! its own: the template file whole (front matter, fixed text, conditions), every part it includes, and every dated row
//! of each wording it uses with the citations printed in it, past and future rows too. It does not cover values of case,
//! agency and causes, nor the program. Line ends do not count.

use super::Templates;
use crate::law::{Dated, LawBook};
use crate::text::hash::sha256_hex;
use std::fmt::Write;

/// The check value of a writ.
pub fn fingerprint(templates: &Templates, law: &LawBook, id: &str) -> String {
    let mut all = String::new();
    for placed in templates.files_of(id) {
        let _ = writeln!(all, "模板\0{}\0{}", placed.source.name, placed.sha256());
    }
    for row in wordings(templates, law, id) {
        let _ = writeln!(all, "用语\0{}\0{:?}\0{:?}\0{}", row.id, row.first_day(), row.last_day(), row.text);
        for (mark, printed) in law.wording_marks(row) {
            let _ = writeln!(all, "依据\0{mark}\0{printed}");
        }
    }
    sha256_hex(all.as_bytes())
}

/// The rows of wording a writ can print, by id and first day.
pub fn wordings<'l>(templates: &Templates, law: &'l LawBook, id: &str) -> Vec<&'l crate::law::Wording> {
    let paths = templates.usage(id).paths;
    let used = |row: &&crate::law::Wording| paths.contains(&format!("wording.{}", row.id));
    let mut rows: Vec<_> = law.wordings().map(|row| &row.value).filter(used).collect();
    rows.sort_by(|a, b| (&a.id.0, a.first_day()).cmp(&(&b.id.0, b.first_day())));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Room, embedded_names, embedded_text};
    use crate::law::load::{LawFile, embedded, overlay};

    fn marks(change: impl Fn(&str, String) -> String, law: &LawBook) -> [String; 2] {
        let names = embedded_names(Room::Templates).into_iter().filter(|name| name.ends_with(".xml"));
        let texts = names.filter_map(|name| embedded_text(Room::Templates, &name).map(|text| (name.clone(), change(&name, text))));
        let (templates, findings) = Templates::load(texts);
        assert_eq!(findings, vec![]);
        ["penalty_decision_unit", "case_catalogue"].map(|id| fingerprint(&templates, law, id))
    }

    #[test]
    fn everything_a_template_prints_of_its_own_counts_and_nothing_else() {
        let (law, _) = LawBook::embedded();
        let held = marks(|_, text| text, &law);
        assert_ne!(held[0], held[1]);
        let changes = |file: &'static str| marks(move |name, text| if name == file { text + "{# 说明 #}" } else { text }, &law);
        for (file, expected) in [
            ("penalty_decision_unit.xml", [true, false]),
            ("parts/decision_body.xml", [true, false]),
            ("case_catalogue.xml", [false, true]),
            ("penalty_notice.xml", [false, false]),
        ] {
            let now = changes(file);
            assert_eq!([now[0] != held[0], now[1] != held[1]], expected, "{file}");
        }
    }

    #[test]
    fn a_row_of_wording_counts_though_it_is_not_in_force() {
        let text = embedded_text(Room::Law, "wording/remedy_decision.yaml").expect("a wording");
        let over =
            |text: String| LawBook::load(&overlay(embedded(), vec![LawFile { name: "wording/remedy_decision.yaml".into(), text }])).0;
        let (law, _) = LawBook::embedded();
        let held = marks(|_, text| text, &law);
        let old_row = marks(|_, text| text, &over(text.replacen("六十日内", "六十天内", 1)));
        assert_eq!([old_row[0] != held[0], old_row[1] != held[1]], [true, false]);
        let note = marks(|_, text| text, &over(text.replace("说明: 只写", "说明: 一律只写")));
        assert_eq!(note, held, "a note is not printed");
    }
}
