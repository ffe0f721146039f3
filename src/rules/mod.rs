//! Review of the case as a whole: what an examiner of files (案卷评查) would say about it. One page and one check a code,
//! by family. A check reads a `Review` and returns findings; nothing here changes a writ, prints, or knows the clock.
//! Faults of a single value are found where it is read (`case`, `dossier`); their rules have a page here and no check.

pub mod page;
pub mod progress;
mod review;
pub mod score;
pub mod sign_off;
pub mod steps;
pub mod waiver;

mod evidence;
mod file;
mod law;
mod officers;
mod order;
mod procedure;
mod subject;
pub mod text_lint;
mod time;

use crate::diag::Diagnostic;
use crate::law::LawBook;
use chrono::NaiveDate;
use page::Page;

pub use officers::acts::{Act, acts};
pub use review::{Paper, Review, name_of};

/// How a rule is checked.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// By a function over case, dossier and papers.
    Review(fn(&Review) -> Vec<Diagnostic>),
    /// Where the value is read or derived.
    Reading,
    /// Over the cases of a batch.
    Batch,
    /// By a person: the page's 签前核对 says what to look at.
    Person,
}

/// A rule: its code, how it is checked, the source of its page.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// `R01` to `R103`; a code never changes its meaning.
    pub code: &'static str,
    /// How it is checked.
    pub check: Check,
    /// File stem of the page.
    pub stem: &'static str,
    source: &'static str,
}

impl Rule {
    /// Its page; `None` only for a page that cannot be read, which the tests do not let pass.
    pub fn page(&self) -> Option<Page> {
        self.read_page().ok()
    }
    /// Its page, or what is wrong with it.
    pub fn read_page(&self) -> Result<Page, String> {
        Page::read(self.stem, self.source)
    }
}

/// Rules of a family: `checked` have a module with `check`, `limit` rows in the family's table of limits, the others only
/// a page.
macro_rules! family {
    ($($kind:ident { $($code:literal $module:ident),* $(,)? })*) => {
        $($($crate::rules::family!(@module $kind $module);)*)*
        /// The rules of this family.
        pub const RULES: &[$crate::rules::Rule] = &[$($(
            $crate::rules::Rule {
                code: $code,
                check: $crate::rules::family!(@check $kind $code $module),
                stem: stringify!($module),
                source: include_str!(concat!(stringify!($module), ".md")),
            },
        )*)*];
    };
    (@module checked $module:ident) => { mod $module; };
    (@module $kind:ident $module:ident) => {};
    (@check checked $code:literal $module:ident) => { $crate::rules::Check::Review($module::check) };
    (@check limit $code:literal $module:ident) => { $crate::rules::Check::Review(|review| limits::check($code, review)) };
    (@check reading $code:literal $module:ident) => { $crate::rules::Check::Reading };
    (@check batch $code:literal $module:ident) => { $crate::rules::Check::Batch };
    (@check person $code:literal $module:ident) => { $crate::rules::Check::Person };
}
use family;

/// The families with their names.
const FAMILIES: &[(&str, &[Rule])] = &[
    ("主体", subject::RULES),
    ("执法人员和签名", officers::RULES),
    ("次序", order::RULES),
    ("期限和日期", time::RULES),
    ("法律适用和裁量", law::RULES),
    ("事实和证据", evidence::RULES),
    ("程序文书", procedure::RULES),
    ("格式、文号和案卷", file::RULES),
];

/// All rules, in order of codes.
pub fn all() -> Vec<&'static Rule> {
    let mut rules: Vec<&Rule> = FAMILIES.iter().flat_map(|(_, rules)| rules.iter()).collect();
    rules.sort_by_key(|rule| rule.code[1..].parse::<u32>().unwrap_or_default());
    rules
}

/// The family of a rule.
pub fn family_of(code: &str) -> Option<&'static str> {
    FAMILIES.iter().find(|(_, rules)| rules.iter().any(|rule| rule.code == code)).map(|(name, _)| *name)
}

/// A rule by its code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    FAMILIES.iter().flat_map(|(_, rules)| rules.iter()).find(|rule| rule.code == code)
}

/// All findings of all checked rules, in order of codes.
pub fn review(review: &Review) -> Vec<Diagnostic> {
    review_without(review, "")
}

/// The same with one rule switched off.
pub fn review_without(review: &Review, code: &str) -> Vec<Diagnostic> {
    let checks = all().into_iter().filter(|rule| rule.code != code).filter_map(|rule| match rule.check {
        Check::Review(check) => Some(check),
        Check::Reading | Check::Batch | Check::Person => None,
    });
    checks.flat_map(|check| check(review)).collect()
}

/// Gives each finding that names no provision those of its rule's page, as in force on a day.
pub fn add_basis(findings: &mut [Diagnostic], law: &LawBook, on: NaiveDate) {
    for finding in findings.iter_mut().filter(|finding| finding.basis.is_none()) {
        finding.basis = rule(finding.code).and_then(Rule::page).and_then(|page| page.basis(law, on));
    }
}
