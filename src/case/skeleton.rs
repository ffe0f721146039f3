//! Empty forms to start from. Their words are in `templates/new/`; here only the blanks known beforehand are filled.

use crate::files::{Room, embedded_text};
use chrono::NaiveDate;

/// What must be filled in before a form from `skeleton` loads.
pub const BLANK: &str = "«必填»";

/// A commented case form for a cause. `evidence` are the items the cause asks for: each stands as a comment, since the form
/// must not claim evidence nobody has yet. `today` stands for the day of inspection when given, else it is a blank too.
pub fn skeleton(cause: &str, evidence: &[String], today: Option<NaiveDate>) -> String {
    let items: String = evidence.iter().map(|item| format!("  # - {}\n", quoted(item))).collect();
    let day = today.map_or(BLANK.to_string(), |day| day.format("%Y-%m-%d").to_string());
    let text = embedded_text(Room::Templates, "new/case.yaml").unwrap_or_default();
    let cause = if cause.is_empty() { BLANK.to_string() } else { quoted(cause) };
    text.replace("«案由»", &cause).replace("«日期»", &day).replace("«证据»\n", &items)
}

/// A commented agency file.
pub fn agency_skeleton() -> String {
    embedded_text(Room::Templates, "new/agency.yaml").unwrap_or_default()
}

/// A text as a YAML scalar: quoted when a sign of YAML could be read out of it.
fn quoted(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_alphanumeric() || c == '《') && !text.contains([':', '#', '\'', '"', '\n']);
    if plain { text.to_string() } else { format!("'{}'", text.replace(['\n', '\r'], " ").replace('\'', "''")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{load, load_agency};

    #[test]
    fn a_filled_skeleton_loads() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5);
        for (cause, evidence) in [("特种作业人员无证上岗", vec!["询问笔录 2份".to_string(), "[甲]: #1".to_string()]), ("", vec![])]
        {
            let text = skeleton(cause, &evidence, day);
            let text = text.replace("统一社会信用代码: «必填»", "统一社会信用代码: 91340100MA0000000G").replace("«必填»张", "3张");
            let text = text.replace(BLANK, "某某");
            let (case, findings) = load(&text, "case.yaml");
            assert!(findings.is_empty(), "{findings:#?}");
            assert_eq!(case.map(|c| c.evidence.len()), Some(1), "nothing is claimed that nobody has");
            let gathered =
                evidence.iter().fold(text, |text, item| text.replace(&format!("# - {}", quoted(item)), &format!("- {}", quoted(item))));
            let (case, findings) = load(&gathered, "case.yaml");
            assert_eq!(case.map(|c| c.evidence.len()), Some(1 + evidence.len()), "{findings:#?}");
        }
        let text = agency_skeleton()
            .replace("\"«必填»\"", "\"320585\"")
            .replace("有效期至: «必填»", "有效期至: 2028-12-31")
            .replace(BLANK, "某某");
        let (agency, findings) = load_agency(&text, "agency.yaml");
        assert!(agency.is_some(), "{findings:#?}");
    }

    #[test]
    fn an_unfilled_skeleton_is_refused_at_each_blank() {
        let text = skeleton("特种作业人员无证上岗", &[], None);
        let (case, findings) = load(&text, "case.yaml");
        assert!(case.is_none());
        assert_eq!(findings.iter().filter(|f| f.message.contains(BLANK)).count(), text.matches(BLANK).count(), "{findings:#?}");
    }

    /// Each commented step of the skeleton must itself be a known key, or an officer who uncomments it meets an error.
    #[test]
    fn later_steps_are_known_when_uncommented() {
        let text = skeleton("特种作业人员无证上岗", &[], NaiveDate::from_ymd_opt(2026, 3, 5));
        let keys =
            |line: &str| line.strip_prefix("# ").and_then(|l| l.split_once(": ").or(l.split_once(':'))).map(|(key, _)| key.to_string());
        let known: Vec<&str> = crate::case::Case::KEYS.iter().map(|spec| spec.key).collect();
        let steps = text.lines().filter_map(keys).filter(|key| !key.contains([' ', '；', '。', '“', '·', '─']) && key.chars().count() < 8);
        let steps: Vec<String> = steps.filter(|key| !key.contains('：')).collect();
        assert!(steps.len() > 15, "{steps:?}");
        for step in steps {
            assert!(known.contains(&step.as_str()), "{step}");
        }
    }
}
