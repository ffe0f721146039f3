//! The tier of discretion (裁量阶次) the officer names, beside what law data knows of it. No tier is ever put into a writ
//! that the officer did not write; one whose figures nobody read in the standard itself is said to be such.

use crate::case;
use crate::diag::Diagnostic;
use crate::law::LawBook;

/// A reminder when the named tier stands in law data as inferred or unread.
pub fn unread(law: &LawBook, form: &case::Violation) -> Option<Diagnostic> {
    let given = form.discretion.as_ref()?;
    let (title, tier) = (given.standard.as_ref()?, given.tier.as_ref()?);
    let cause = law.cause(form.cause.as_ref()?.text()).ok()?;
    let named = title.text().trim_matches(['《', '》']);
    let standard = law.standards().find(|standard| standard.title == named)?;
    let entry = standard.entries.iter().find(|entry| entry.cause == cause.id.0.as_str())?;
    let known = entry.tiers.iter().find(|known| known.tier == tier.text())?;
    if entry.verified.0 && known.verified.0 {
        return None;
    }
    let message = format!("《{named}》阶次{}的条件和幅度是推定的，没有人对照原文核对过", tier.text());
    Some(tier.at.finding(Diagnostic::remind("L32", message).found(tier.text()).remedy("对照基准原文核对阶次、条件和幅度")))
}
