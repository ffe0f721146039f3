//! The lines that an apply writes: one event in braces, and a mark that says who wrote it.

use crate::batch::track::{Record, Slot, sites};
use crate::case::Case;
use crate::text::hash::sha256_hex;

/// What stands at the end of each line of ours, before its check value.
const MARK: &str = "  # 台账 ";
/// The comment at the head of a sidecar that an apply began.
pub const HEADER: &str = "# 由台账写回。行尾有“台账”的各行，改台账再写回就更新；这里改过的行，程序不再动。\n";

/// The event of a record without the indentation of its list.
pub fn item(slot: Slot, record: &Record, writ: &str, party: usize, case: &Case) -> String {
    let mut fields: Vec<(&str, String)> = Vec::new();
    let name = case.parties.get(party).map_or("", |party| party.name().text());
    let several = match slot {
        Slot::Recheck => sites(&case.parties.iter().map(|party| party.is_person()).collect::<Vec<_>>()).len() > 1,
        Slot::Notice | Slot::Decision | Slot::Payment => case.parties.len() > 1,
    };
    if several {
        fields.push(("当事人", reference(case, party)));
    }
    match slot {
        Slot::Notice | Slot::Decision => {
            fields.push(("文书", scalar(writ)));
            fields.push(("收件人", scalar(name)));
            if !record.word.is_empty() {
                fields.push(("方式", scalar(&record.word)));
            }
            fields.extend(record.day.map(|day| ("日期", day.to_string())));
        }
        Slot::Recheck => {
            fields.extend(record.day.map(|day| ("日期", day.to_string())));
            if !record.word.is_empty() {
                fields.push(("结果", format!("[{{结论: {}}}]", scalar(&record.word))));
            }
        }
        Slot::Payment => {
            fields.extend(record.day.map(|day| ("日期", day.to_string())));
            fields.extend(record.amount.map(|fen| ("金额", yuan(fen))));
            fields.push(("项目", "罚款".into()));
            if !record.voucher.is_empty() {
                fields.push(("凭证号", scalar(&record.voucher)));
            }
        }
    }
    let fields: Vec<String> = fields.into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
    let item = format!("- {{{}}}", fields.join(", "));
    let check = check(&item);
    format!("{item}{MARK}{check}")
}

/// Whether a line was written by an apply and not touched since.
pub fn is_ours(line: &str) -> bool {
    let line = line.trim();
    line.rsplit_once(MARK).is_some_and(|(item, end)| end == check(item))
}

fn check(item: &str) -> String {
    sha256_hex(item.as_bytes())[..6].to_string()
}

/// How a party is named in an event: by name, or by number when names cannot tell.
fn reference(case: &Case, party: usize) -> String {
    let name = |index: usize| case.parties.get(index).map_or("", |party| party.name().text());
    let own = name(party);
    let alone = (0..case.parties.len()).filter(|index| name(*index) == own).count() == 1;
    if alone && !own.chars().all(|c| c.is_ascii_digit()) { scalar(own) } else { (party + 1).to_string() }
}

/// 元, with 分 only where there are any.
pub fn yuan(fen: i64) -> String {
    if fen % 100 == 0 { (fen / 100).to_string() } else { format!("{}.{:02}", fen / 100, fen % 100) }
}

/// A scalar inside braces: as it is when nothing in it can be taken for YAML, else quoted.
fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '（' | '）' | '〔' | '〕' | '-' | '.' | '·' | '_' | '/');
    let safe = text.chars().all(plain) && text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '（' | '〔'));
    let word = matches!(text.to_ascii_lowercase().as_str(), "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n");
    if safe && !word && !text.is_empty() {
        return text.to_string();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_yaml_could_mistake_is_quoted() {
        let rows = [
            ("苏财通字（2026）0001号", "苏财通字（2026）0001号"),
            ("0001", "0001"),
            ("a: b", "\"a: b\""),
            ("甲, 乙", "\"甲, 乙\""),
            ("#1", "\"#1\""),
            ("-3", "\"-3\""),
            ("no", "\"no\""),
            ("“甲”", "\"“甲”\""),
            ("say \"a\\b\"", "\"say \\\"a\\\\b\\\"\""),
        ];
        for (text, expected) in rows {
            assert_eq!(scalar(text), expected);
        }
    }

    #[test]
    fn a_line_touched_by_hand_is_not_ours() {
        let item = "- {日期: 2026-03-05}";
        let line = format!("  {item}{MARK}{}", check(item));
        assert!(is_ours(&line));
        assert!(!is_ours(&line.replace("03-05", "03-06")));
        assert!(!is_ours("  - {日期: 2026-03-05}"));
        assert!(!is_ours(&line.replace(MARK, "  # ")));
    }
}
