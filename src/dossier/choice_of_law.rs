//! Which row of a cause governs when its law changed between act and decision (从旧兼从轻:
//! 《中华人民共和国行政处罚法》第三十七条): the old one, the new one where it is lighter, or what the officer chose in 法规.

use crate::case::values::{At, Text};
use crate::case::{self, Case, LawChoice, LawVersion};
use crate::diag::{Diagnostic, Rank};
use crate::law::{Applicable, Cause, CauseRow, LawBook, Weight, Who};
use crate::text::date;
use chrono::NaiveDate;

/// Both rows, and the one that governs.
#[derive(Debug, Clone)]
pub struct ChoiceOfLaw<'a> {
    /// The day of the act.
    pub act: NaiveDate,
    /// The row of the day of the act.
    pub old: &'a CauseRow,
    /// The row of the day of the decision.
    pub new: &'a CauseRow,
    /// How the new one compares.
    pub weight: Weight,
    /// Who is punished.
    pub who: Vec<Who>,
    /// Whether the new one governs.
    pub is_new: bool,
    /// What the officer wrote.
    pub given: Option<&'a LawChoice>,
}

impl<'a> ChoiceOfLaw<'a> {
    /// Which one governs, in words.
    pub fn governing(&self) -> &'static str {
        if self.is_new { "新的规定" } else { "行为发生时的规定" }
    }
    /// The officer's reason.
    pub fn reason(&self) -> Option<&'a Text> {
        self.given.and_then(|given| given.reason.as_ref())
    }
}

/// A violation while its law is being found.
pub struct Asked<'a> {
    /// The case.
    pub case: &'a Case,
    /// The violation.
    pub form: &'a case::Violation,
    /// Its place among the violations.
    pub index: usize,
    /// The day of the act.
    pub act: NaiveDate,
    /// The day of the decision, or the last the form knows.
    pub decided: NaiveDate,
}

impl<'a> Asked<'a> {
    fn at(&self) -> At {
        self.form.cause.as_ref().map(|cause| cause.at.clone()).unwrap_or_default()
    }
    /// The kinds of those punished.
    fn who(&self) -> Vec<Who> {
        let parties = self.case.parties_of(self.form);
        let is_person = |index: &usize| self.case.parties.get(*index).is_some_and(|party| party.is_person());
        let mut who = Vec::new();
        if parties.iter().any(|index| !is_person(index)) {
            who.push(Who::Unit);
        }
        if parties.iter().any(is_person) {
            who.push(Who::Person);
        }
        who
    }
    /// The officer's choice for this violation: one that names it, else one for all.
    fn given(&self) -> Option<&'a LawChoice> {
        let number = |choice: &LawChoice| choice.violation.as_ref().and_then(|n| n.value);
        let own = self.case.law_choices.iter().find(|choice| number(choice) == Some(self.index as u32 + 1));
        own.or_else(|| self.case.law_choices.iter().find(|choice| choice.violation.is_none()))
    }
}

/// The row that governs, and the choice when there was one.
pub fn governing<'a>(
    law: &LawBook,
    cause: &'a Cause,
    asked: &Asked<'a>,
    findings: &mut Vec<Diagnostic>,
) -> (Option<&'a CauseRow>, Option<ChoiceOfLaw<'a>>) {
    let who = asked.who();
    let Some(applicable) = cause.applicable(asked.act, asked.decided, &who) else {
        findings.extend(unforeseen(cause, asked));
        return (cause.rows.iter().find(|row| *row.from > asked.act), None);
    };
    let given = asked.given();
    if applicable.lapsed {
        findings.push(lapsed(cause, asked));
    }
    let Some((new, weight)) = applicable.newer else {
        findings.extend(given.filter(|choice| choice.violation.is_some()).map(|choice| needless(choice, cause)));
        return (Some(applicable.old), None);
    };
    let is_new = match given.map(|choice| choice.version.value) {
        Some(LawVersion::New) => true,
        Some(LawVersion::Old) => false,
        None => std::ptr::eq(applicable.default_row(), new),
    };
    let choice = ChoiceOfLaw { act: asked.act, old: applicable.old, new, weight, who, is_new, given };
    findings.extend(judge(law, cause, asked, &choice, &applicable));
    (Some(if is_new { new } else { applicable.old }), Some(choice))
}

/// 行为发生时没有规定的，不能用以后的规定处罚
fn unforeseen(cause: &Cause, asked: &Asked) -> Option<Diagnostic> {
    let given = asked.form.cause.as_ref()?;
    let newer = cause.rows.iter().find(|row| *row.from > asked.act);
    let since = newer.map(|row| format!("，现行规定自{}起施行", date::print(*row.from))).unwrap_or_default();
    let message = format!("“{}”在行为日{}还没有规定{since}", cause.short.0, date::print(asked.act));
    let finding = Diagnostic::new(Rank::Veto, "R49", message);
    Some(given.at.finding(finding.remedy("核对行为日期；依当时有效的规定另写案由和“违反”“依据”")))
}

fn lapsed(cause: &Cause, asked: &Asked) -> Diagnostic {
    let message = format!("“{}”的规定在决定时（{}）已经失效，没有收录新的规定", cause.short.0, date::print(asked.decided));
    let finding = Diagnostic::new(Rank::Veto, "R49", message).remedy("新的规定不认为是违法的，不予处罚；有新的规定的，核对法律数据");
    asked.at().finding(finding)
}

fn needless(choice: &LawChoice, cause: &Cause) -> Diagnostic {
    let message = format!("“{}”从行为到决定没有换过规定，没有新旧可选", cause.short.0);
    choice.version.at.finding(Diagnostic::remind("R49", message).found(choice.version.value.word()).remedy("删去这一项选择"))
}

/// What is to be said of the choice, with both rows.
fn judge(law: &LawBook, cause: &Cause, asked: &Asked, choice: &ChoiceOfLaw, applicable: &Applicable) -> Option<Diagnostic> {
    let default_is_new = std::ptr::eq(applicable.default_row(), choice.new);
    let (rank, said, remedy) = match (choice.given, choice.weight) {
        (Some(_), Weight::Unclear) => return None,
        (Some(_), _) if choice.is_new == default_is_new => return None,
        (Some(_), Weight::Same) => (Rank::Deduct, "轻重相同，应当适用行为时的规定，却选了从新", "改为从旧，或者删去这一项选择"),
        (Some(_), Weight::Lighter | Weight::Heavier) => {
            (Rank::Veto, "选的是较重的规定", "从旧兼从轻：适用行为时的规定，新的规定较轻的适用新的规定")
        }
        (None, Weight::Unclear) => {
            (Rank::Deduct, "新旧规定的轻重不能自动比较，暂按行为时的规定", "比较以后，在“法规”里写明选择（从旧、从新）和理由")
        }
        (None, Weight::Lighter | Weight::Heavier | Weight::Same) if choice.is_new => {
            (Rank::Remind, "行为以后换了规定，适用新的规定", "核对比较结果；无误的，在“法规”里写明选择（从新）和理由")
        }
        (None, Weight::Lighter | Weight::Heavier | Weight::Same) => {
            (Rank::Remind, "行为以后换了规定，适用行为时的规定", "核对比较结果；无误的，在“法规”里写明选择（从旧）和理由")
        }
    };
    let row = |row: &CauseRow| format!("{}起{}：{}", date::print(*row.from), law.cite(&row.penalty), row.measure(&choice.who));
    let message = format!("“{}”{said}（{}）。旧：{}。新：{}", cause.short.0, choice.weight.words(), row(choice.old), row(choice.new));
    let at = choice.given.map_or_else(|| asked.at(), |given| given.version.at.clone());
    let found = format!("行为{}，决定{}", date::print(asked.act), date::print(asked.decided));
    Some(at.finding(Diagnostic::new(rank, "R49", message).found(found).remedy(remedy)))
}

/// Choices for violations the case does not have.
pub fn strays(case: &Case) -> Vec<Diagnostic> {
    let count = case.violations.len();
    let stray = |choice: &&LawChoice| choice.violation.as_ref().and_then(|n| n.value).is_some_and(|n| n == 0 || n as usize > count);
    let said = |choice: &LawChoice| {
        let at = choice.violation.as_ref().map(|n| n.at.clone()).unwrap_or_default();
        at.finding(
            Diagnostic::new(Rank::Veto, "R49", format!("“法规”的选择指的违法行为不存在，本案共{count}项")).remedy("改正违法行为的序号"),
        )
    };
    case.law_choices.iter().filter(stray).map(said).collect()
}
