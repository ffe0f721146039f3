//! Writ numbers: a number given in the form wins; else the agency's pattern with a given serial; else it is missing and
//! the writ stays a draft. Serials are text (执法二中队-9).

use super::{Dossier, PlannedWrit, Subject};
use crate::case::values::At;
use crate::case::{Agency, Case, NumberEntry};
use crate::diag::{Diagnostic, Rank};
use crate::text::writ_number;
use crate::writ::Writ;

/// The number of a writ.
#[derive(Debug, Clone, PartialEq)]
pub enum Number {
    /// Writs of this kind carry no number.
    None,
    /// As the officer wrote it.
    Given(String, At),
    /// Made from pattern, word, year and a given serial.
    Computed(String, At),
    /// Not known yet; says what is missing.
    Missing(String),
}

impl Number {
    /// The number when there is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Number::Given(text, _) | Number::Computed(text, _) => Some(text),
            Number::None | Number::Missing(_) => None,
        }
    }
}

/// The key of 文号 that gives the serial of all writs of the case.
pub const SERIAL_OF_CASE: &str = "序号";

/// The number of a writ for its subject. `year` is the year of the writ's date or of the case.
pub fn number(case: &Case, agency: &Agency, writ: &Writ, subject: &Subject, year: Option<i32>) -> (Number, Option<Diagnostic>) {
    if writ.front.number_word.is_none() {
        return (Number::None, None);
    }
    let Some(entry) = entry_for(case, writ, subject) else { return (Number::Missing(WANTED.into()), None) };
    let given = entry.number.text();
    let at = &entry.number.at;
    if given.contains(['〔', '[', '［', '【']) {
        if let Some(serial) = serial_of(given).filter(|serial| !is_serial(serial)) {
            let finding = Diagnostic::refuse("F41", format!("文号“{given}”的序号“{serial}”不是序号")).found(serial);
            let finding = finding.expected("大于零的整数，或者以数字结尾的序号").at(&at.file, at.pos).field(&*at.path);
            return (Number::Given(given.to_string(), at.clone()), Some(finding.remedy("核对登记的文号")));
        }
        let fault = writ_number::check(given).err().map(|fault| {
            Diagnostic::new(Rank::Refuse, "F41", format!("文号“{given}”不能用：{fault}")).at(&at.file, at.pos).field(&*at.path)
        });
        return (Number::Given(given.to_string(), at.clone()), fault);
    }
    if !is_serial(given) {
        let finding = Diagnostic::refuse("F41", format!("“{given}”不是文号的序号")).found(given);
        let finding =
            finding.expected("大于零的整数，如 9；或者本机关自编、以数字结尾的序号，如 执法二中队-9").at(&at.file, at.pos).field(&*at.path);
        return (Number::Missing(WANTED.into()), Some(finding.remedy("核对登记的序号；要写整个文号的，写全“〔年份〕”")));
    }
    match made(agency, writ, year, given) {
        Ok(text) => (Number::Computed(text, at.clone()), None),
        Err(Lack::Missing(what)) => (Number::Missing(what.into()), None),
        Err(Lack::Pattern(fault)) => {
            let finding = Diagnostic::refuse("F41", format!("不能按机关的样式编出文号：{fault}")).at(&at.file, at.pos).field(&*at.path);
            (Number::Missing(WANTED.into()), Some(finding.found(given)))
        }
    }
}

/// What stands for the serial in a whole number: 9 in （苏太）应急罚〔2026〕9号.
fn serial_of(number: &str) -> Option<&str> {
    let (_, tail) = number.rsplit_once(['〕', ']', '］', '】'])?;
    let serial = tail.trim().trim_end_matches('号').trim_start_matches('第').trim();
    (!serial.is_empty()).then_some(serial)
}

/// Whether a text can be the serial of a number: it has a figure, is not 0 and not negative.
fn is_serial(text: &str) -> bool {
    let text = text.trim();
    let figure = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let counted = !text.is_empty() && text.chars().all(|c| "零〇一二三四五六七八九十百".contains(c));
    let negative = text.strip_prefix(['-', '－', '−']).is_some_and(|rest| rest.starts_with(figure));
    (counted || text.contains(figure)) && !negative && text.parse::<u64>() != Ok(0)
}

/// What a writ without a number lacks when only the number itself is missing.
const WANTED: &str = "文号";

/// Why no number can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// What the agency file or the case does not say.
    Missing(&'static str),
    /// The pattern.
    Pattern(writ_number::Fault),
}

/// The number of a writ in the office's pattern with a serial as text (`9`, `执法二中队-9`).
///
/// # Errors
/// What is missing, or what is wrong with the pattern.
pub fn made(agency: &Agency, writ: &Writ, year: Option<i32>, serial: &str) -> Result<String, Lack> {
    let numbering = agency.numbering.as_ref();
    let pattern = numbering.and_then(|n| n.pattern.as_ref()).map_or(DEFAULT_PATTERN, |p| p.text());
    let region = agency.region_short.as_ref().ok_or(Lack::Missing("文号（机关档案没有地区简称）"))?.text();
    let year = year.ok_or(Lack::Missing("文号（年份未定）"))?;
    let serial = match (serial.parse::<u32>(), numbering.and_then(|n| n.serial_pattern.as_ref())) {
        (Ok(number), Some(pattern)) => writ_number::serial(pattern.text(), number).map_err(Lack::Pattern)?,
        _ => serial.to_string(),
    };
    let word = word(agency, writ).unwrap_or_default();
    writ_number::format(pattern, &writ_number::Parts { region, word, year, serial: &serial }).map_err(Lack::Pattern)
}

/// The word (字) of a writ's numbers in this office; `None` for writs without numbers.
pub fn word<'a>(agency: &'a Agency, writ: &'a Writ) -> Option<&'a str> {
    let own = agency.numbering.as_ref().and_then(|n| n.words.get(writ.title()).or_else(|| n.words.get(&writ.id)));
    own.map(|word| word.text()).or(writ.front.number_word.as_ref().map(|word| word.0.as_str()))
}

/// A number the office's register gave a writ of the case.
#[derive(Debug, Clone, PartialEq)]
pub struct Registered {
    /// The number.
    pub number: String,
    /// The writ's title.
    pub writ: String,
    /// `Subject::key` of the copy it was given for.
    pub subject: String,
    /// The line of the register.
    pub at: At,
}

/// Puts the register's numbers where the form gives none. A number whose copy is no longer in the case goes to the only
/// copy of its writ that has none (a name was corrected); otherwise it is said that nothing uses it.
pub fn from_register(dossier: &Dossier, writs: &mut [PlannedWrit], registered: &[Registered]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut left: Vec<&Registered> = Vec::new();
    for entry in registered {
        let mut copies = writs.iter_mut().filter(|planned| planned.writ.title() == entry.writ);
        match copies.find(|planned| planned.subject.key(dossier.case) == entry.subject) {
            Some(planned) if is_wanted(&planned.number) => planned.number = Number::Computed(entry.number.clone(), entry.at.clone()),
            Some(_) => {}
            None => left.push(entry),
        }
    }
    for entry in &left {
        let alone = left.iter().filter(|other| other.writ == entry.writ).count() == 1;
        let mut copies = writs.iter_mut().filter(|planned| planned.writ.title() == entry.writ && is_wanted(&planned.number));
        match (copies.next(), copies.next()) {
            (Some(planned), None) if alone => {
                let message = format!(
                    "文号“{}”登记给《{}》的“{}”，现在用于“{}”",
                    entry.number,
                    entry.writ,
                    entry.subject,
                    planned.subject.key(dossier.case)
                );
                let finding = Diagnostic::remind("F74", message).remedy("名称更正过的，改登记里的“对象”；换了当事人的，另发文号，原号停用");
                findings.push(entry.at.finding(finding));
                planned.number = Number::Computed(entry.number.clone(), entry.at.clone());
            }
            _ => {
                let whom = if entry.subject.is_empty() { String::new() } else { format!("（{}）", entry.subject) };
                let finding =
                    Diagnostic::remind("F74", format!("文号“{}”已发给《{}》{whom}，本案现在没有这份文书", entry.number, entry.writ));
                findings.push(entry.at.finding(finding.remedy("不再制作的，在登记里把状态改成“停用”；号不再发给别的案件")));
            }
        }
    }
    findings
}

fn is_wanted(number: &Number) -> bool {
    matches!(number, Number::Missing(what) if what == WANTED)
}

impl PlannedWrit<'_> {
    /// Whether only a number is missing: its step has happened and nobody gave it one.
    pub fn wants_number(&self) -> bool {
        self.happened && is_wanted(&self.number)
    }
}

/// The pattern of the national set.
const DEFAULT_PATTERN: &str = "（{地区简称}）应急{字}〔{年}〕{序号}号";

fn entry_for<'c>(case: &'c Case, writ: &Writ, subject: &Subject) -> Option<&'c NumberEntry> {
    let named = |entry: &NumberEntry| {
        let given = entry.writ.text();
        writ.is_called(given)
    };
    let entries = || case.numbers.entries.iter().filter(|entry| named(entry));
    let for_name = |name: &str| entries().find(|entry| entry.party.as_ref().is_some_and(|party| party.text == name));
    let by_party = entries().find(|entry| entry.party.as_ref().is_some_and(|party| party.index.is_some() && party.index == subject.party));
    // who is asked a second time has a number of its own: 张三·第2次
    let again = subject.asked_before(case).is_some_and(|before| before > 0);
    let name = || subject.person.clone().or(subject.compulsion.map(|compulsion| compulsion.word().to_string()));
    let by_person = if again { for_name(&subject.key(case)) } else { name().as_deref().and_then(for_name) };
    let by_instalment = subject.instalment.and_then(|i| for_name(&super::instalment_name(i)));
    let by_time = subject.recheck.or(subject.event.filter(|_| subject.party.is_none())).and_then(|i| for_name(&format!("第{}次", i + 1)));
    let by_party_name = subject.party.and_then(|i| case.parties.get(i)).and_then(|party| for_name(party.name().text()));
    by_person
        .or(by_instalment)
        .or(by_time)
        .or(if subject.person.is_some() { None } else { by_party.or(by_party_name) })
        .or_else(|| entries().find(|entry| entry.party.is_none()))
        .or_else(|| case.numbers.entries.iter().find(|entry| entry.writ.text() == SERIAL_OF_CASE && entry.party.is_none()))
}

#[cfg(test)]
mod tests {
    use super::{is_serial, serial_of};

    #[test]
    fn a_serial_counts() {
        for serial in ["9", "018", "执法二中队-9", "９", "十二", "9之一"] {
            assert!(is_serial(serial), "{serial}");
        }
        for serial in ["张三", "-5", "－5", "0", "00", "执法二中队", ""] {
            assert!(!is_serial(serial), "{serial}");
        }
        for (number, serial) in [
            ("（苏太）应急罚〔2026〕第18号", Some("18")),
            ("（沅）应急罚〔2026〕执法二中队-9号", Some("执法二中队-9")),
            ("应急罚〔2026", None),
        ] {
            assert_eq!(serial_of(number), serial, "{number}");
        }
    }
}
