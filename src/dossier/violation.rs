//! Each violation with its law: the cause, the provisions violated and those that punish it, on the right date
//! (从旧兼从轻: 《中华人民共和国行政处罚法》第三十七条).

use super::Dossier;
use super::choice_of_law::{self, Asked, ChoiceOfLaw};
use super::penalty::{self, Item};
use super::{step, tier};
use crate::case::values::{At, Reference};
use crate::case::{self, Case};
use crate::diag::{Diagnostic, Rank};
use crate::law::{self, Cause, CauseRow, LawBook, When, Who};
use chrono::NaiveDate;

/// What is printed of a cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CauseView {
    /// Id in law data.
    pub id: String,
    /// Legal words.
    pub wording: String,
    /// Short name, for case names.
    pub short: String,
}

/// Provisions as printed, and where they come from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cited {
    /// Printed text; `None` when nothing is known.
    pub text: Option<String>,
    /// Place in the form, when the officer gave them.
    pub at: Option<At>,
    /// Otherwise the row of law data.
    pub source: String,
    /// Structured provisions, when they could be read.
    pub citations: Vec<law::Citation>,
}

/// A violation of the case.
#[derive(Debug, Clone)]
pub struct Violation<'a> {
    /// What the form says.
    pub form: &'a case::Violation,
    /// The cause found in law data.
    pub cause: Option<CauseView>,
    /// The row that governs.
    pub row: Option<&'a CauseRow>,
    /// Both rows, when the law changed between act and decision.
    pub choice: Option<ChoiceOfLaw<'a>>,
    /// Provisions violated.
    pub violated: Cited,
    /// Provisions that punish.
    pub basis: Cited,
    /// Indices of the parties it concerns.
    pub parties: Vec<usize>,
    /// Penalty items by party index.
    items: Vec<(usize, Vec<Item>)>,
    /// Penalty items of the notice by party index.
    intended: Vec<(usize, Vec<Item>)>,
}

impl Violation<'_> {
    /// The penalty items of a party.
    pub fn items_of(&self, party: usize) -> &[Item] {
        self.items.iter().find(|(index, _)| *index == party).map(|(_, items)| items.as_slice()).unwrap_or_default()
    }
    /// What a party is told it is to be punished with: 拟处罚, else the penalty.
    pub fn intended_of(&self, party: usize) -> &[Item] {
        let told = self.intended.iter().find(|(index, items)| *index == party && !items.is_empty());
        told.map_or_else(|| self.items_of(party), |(_, items)| items)
    }

    /// Whether the rule leaves no choice of amount for any of these parties, so that there is no discretion to explain
    /// (《中华人民共和国安全生产法》第九十五条 names one share of last year's income for each grade of accident).
    pub fn is_without_range(&self, case: &Case, parties: &[usize]) -> bool {
        let Some(row) = self.row else { return false };
        let who = |party: &case::Party| if party.is_person() { Who::Person } else { Who::Unit };
        let concerned = parties.iter().filter_map(|party| case.parties.get(*party)).map(who);
        let mut fines = concerned.flat_map(|who| [When::First, When::Overdue].map(|when| row.fine(who, when))).flatten().peekable();
        fines.peek().is_some() && fines.all(law::Fine::is_without_range)
    }
}

/// Resolves every violation of a case.
pub fn resolve_all<'a>(case: &'a Case, law: &'a LawBook, findings: &mut Vec<Diagnostic>) -> Vec<Violation<'a>> {
    findings.extend(choice_of_law::strays(case));
    case.violations.iter().enumerate().map(|(index, violation)| resolve(case, law, violation, index, findings)).collect()
}

fn resolve<'a>(case: &'a Case, law: &'a LawBook, form: &'a case::Violation, index: usize, findings: &mut Vec<Diagnostic>) -> Violation<'a> {
    let act = act_day(case, form);
    let decided = case.decisions.first().and_then(step::day_of).map(|d| d.date).or_else(|| case.last_day()).unwrap_or(act);
    let cause = find_cause(law, form, findings);
    let asked = Asked { case, form, index, act, decided };
    let (row, choice) = cause.map_or((None, None), |cause| choice_of_law::governing(law, cause, &asked, findings));
    // what the officer typed is read in the version that governs
    let on = if choice.as_ref().is_some_and(|choice| choice.is_new) { decided } else { act };
    let parties: Vec<usize> = match form.parties.is_empty() {
        true => (0..case.parties.len()).collect(),
        false => form.parties.iter().filter_map(|reference: &Reference| reference.index).collect(),
    };
    let items_in = |given: Option<&case::Penalties>| {
        let of = |party: &usize| given.and_then(|p| p.of(*party).map(|own| penalty::items(own, &p.at))).unwrap_or_default();
        parties.iter().map(|party| (*party, of(party))).collect::<Vec<_>>()
    };
    let (items, intended) = (items_in(form.penalty.as_ref()), items_in(form.intended.as_ref()));
    let from_row = |pick: fn(&CauseRow) -> &Vec<law::Citation>, choose: fn(&CauseRow) -> bool, what: &str| -> Cited {
        let Some((cause, row)) = cause.zip(row) else { return Cited::default() };
        let citations = pick(row);
        if citations.is_empty() || choose(row) {
            return Cited { source: format!("案由 {}（须按案情选定{what}）", cause.id), ..Cited::default() };
        }
        Cited { text: Some(law.cite(citations)), at: None, source: format!("案由 {}", cause.id), citations: citations.clone() }
    };
    let violated = match form.violated.is_empty() {
        true => from_row(|r| &r.violated, CauseRow::must_choose_violated, "违反的规定"),
        false => cite(law, &form.violated, on, findings),
    };
    let basis = match form.basis.is_empty() {
        true => from_row(|r| &r.penalty, CauseRow::must_choose_penalty, "处罚依据"),
        false => cite(law, &form.basis, on, findings),
    };
    unverified(law, form, &violated, &basis, findings);
    findings.extend(tier::unread(law, form));
    Violation { form, cause: cause.map(view), row, choice, violated, basis, parties, items, intended }
}

fn view(cause: &Cause) -> CauseView {
    CauseView { id: cause.id.0.clone(), wording: cause.wording.0.clone(), short: cause.short.0.clone() }
}

/// The day of the act: its last day; else the inspection; else the last day the form speaks of; else the newest law.
fn act_day(case: &Case, form: &case::Violation) -> NaiveDate {
    let conduct = form.conduct.as_ref().and_then(|c| c.to.as_ref().or(c.from.as_ref())).map(|d| d.date);
    let inspected = || case.inspection.as_ref().and_then(step::day_of).map(|d| d.date);
    conduct.or_else(inspected).or_else(|| case.last_day()).unwrap_or(NaiveDate::MAX)
}

fn find_cause<'l>(law: &'l LawBook, form: &case::Violation, findings: &mut Vec<Diagnostic>) -> Option<&'l Cause> {
    let given = form.cause.as_ref()?;
    match law.cause(given.text()) {
        Ok(cause) => Some(cause),
        Err(unknown) => {
            let explicit = !form.violated.is_empty() && !form.basis.is_empty();
            let rank = if explicit { Rank::Remind } else { Rank::Refuse };
            let mut finding = Diagnostic::new(rank, "F40", format!("案由目录里没有“{}”", given.text())).found(given.text());
            finding = finding.expected("案由编号、法定名称或者常用叫法（wenshu list causes 列出全部）");
            finding = match (unknown.near.is_empty(), explicit) {
                (false, _) => finding.remedy(format!("是不是想写{}？", unknown.suggestions())),
                (true, false) => finding.remedy("目录里没有的案由，请同时写明“违反”和“依据”"),
                (true, true) => finding,
            };
            findings.push(given.at.finding(finding));
            None
        }
    }
}

/// Reads provisions the officer typed; what cannot be read or does not exist is a veto, printed as typed.
pub fn cite(law: &LawBook, given: &[case::Citation], on: NaiveDate, findings: &mut Vec<Diagnostic>) -> Cited {
    let Some(first) = given.first() else { return Cited::default() };
    let mut citations: Vec<law::Citation> = Vec::new();
    let mut sound = true;
    let mut typed: Vec<String> = Vec::new();
    for one in given {
        let text = typed_text(one);
        let resolved = law.resolve(&text, on);
        citations.extend(resolved.citations());
        for fault in &resolved.faults {
            sound = false;
            let finding =
                Diagnostic::new(Rank::Veto, "R51", fault.message()).found(&text).expected("《法规全称或者简称》第几条第几款第（几）项");
            findings.push(place(one).finding(finding.remedy(fault.remedy())));
        }
        if resolved.faults.is_empty() && !resolved.unread.is_empty() {
            sound = false;
            let message = format!("条款里的“{}”没有读懂", resolved.unread.join("”“"));
            let finding = Diagnostic::veto("R51", message).found(&text).expected("《法规全称或者简称》第几条第几款第（几）项");
            findings.push(place(one).finding(finding.remedy("只写条款；一部法写到具体的条，别的话写进事实、理由")));
        }
        for cited in resolved.cited.iter().filter(|c| c.lacks_paragraph) {
            let printed = law.cite(std::slice::from_ref(&cited.citation));
            let finding =
                Diagnostic::new(Rank::Deduct, "R50", format!("{printed}有几款，没有写是哪一款")).found(&text).remedy("写明第几款");
            findings.push(place(one).finding(finding));
        }
        typed.push(text);
    }
    let text = if sound { law.cite(&citations) } else { typed.join("、") };
    Cited { text: Some(text), at: Some(place(first)), source: String::new(), citations }
}

fn place(citation: &case::Citation) -> At {
    let field = [&citation.text, &citation.statute, &citation.article].into_iter().flatten().next();
    field.map(|t| t.at.clone()).unwrap_or_default()
}

fn typed_text(citation: &case::Citation) -> String {
    if let Some(text) = &citation.text {
        return text.text().to_string();
    }
    let mut out = String::new();
    if let Some(statute) = &citation.statute {
        out.push_str(&format!("《{}》", statute.text().trim_matches(['《', '》'])));
    }
    for (part, unit) in [(&citation.article, "条"), (&citation.paragraph, "款"), (&citation.item, "项"), (&citation.subitem, "目")] {
        if let Some(part) = part {
            out.push_str(&format!("第{}{unit}", part.text().trim_start_matches('第').trim_end_matches(unit)));
        }
    }
    out
}

fn unverified(law: &LawBook, form: &case::Violation, violated: &Cited, basis: &Cited, findings: &mut Vec<Diagnostic>) {
    for cited in [violated, basis] {
        for citation in cited.citations.iter().filter(|c| law.is_unverified(c)) {
            let at = cited.at.clone().or_else(|| form.cause.as_ref().map(|c| c.at.clone())).unwrap_or_default();
            let printed = law.cite(std::slice::from_ref(citation));
            let finding = Diagnostic::new(Rank::Veto, "L30", format!("{printed}的原文没有人全文核对过"))
                .remedy("核对原文后，在“豁免”里写明规则 L30、理由和批准人");
            findings.push(at.finding(finding));
        }
    }
}

impl Dossier<'_> {
    /// Provisions typed in the form, read on a day. Findings of such side citations are those of `check`.
    pub fn cite_form(&self, given: &[case::Citation], on: Option<NaiveDate>) -> Cited {
        cite(self.law, given, on.unwrap_or(NaiveDate::MAX), &mut Vec::new())
    }
}
