//! What holds for all writs of a kind, and on which pile they go.

use super::super::digest;
use crate::writ::{Audience, Step, bare_title};
use crate::yaml::words::{self, Word};

/// A kind of writ. Ordered as the procedure goes: step, then 卷内顺序, then title.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind {
    step: usize,
    order: u32,
    pub title: String,
    id: String,
    pub copies: usize,
    pub signatures: Vec<String>,
    pub seal: String,
    audience: String,
}

/// Where a writ is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pile {
    /// Handed to a party, or signed by one.
    Party,
    /// Signed in the office; the last signer's role.
    Signed(String),
    /// Sent to others than the parties.
    Sent,
    /// Only filed: cover, catalogue.
    Filed,
}

/// Signers of papers for the file (案卷) who are not of the office.
const OUTSIDE: &[&str] = &["收件人", "受送达人", "当事人", "委托人", "法定代表人"];

/// A seal in words that is none.
const NO_SEAL: &str = "无";

impl Kind {
    pub fn of(writ: &digest::Writ) -> Kind {
        Kind {
            // what belongs to no step (身份证明, 授权委托书) comes first
            step: writ.step_order(),
            order: writ.order,
            title: writ.title.clone(),
            id: writ.id.clone(),
            copies: writ.copies.max(1),
            signatures: writ.signatures.clone(),
            seal: writ.seal.clone(),
            audience: writ.audience.clone(),
        }
    }

    pub fn pile(&self) -> Pile {
        let outside = || self.signatures.iter().any(|role| OUTSIDE.iter().any(|word| role.contains(word)));
        let inside = || match (self.signatures.last(), self.is_sealed()) {
            (Some(role), _) => Pile::Signed(role.clone()),
            (None, true) => Pile::Sent,
            (None, false) => Pile::Filed,
        };
        match words::choose(&self.audience) {
            Ok(Audience::Served | Audience::Signed) => Pile::Party,
            Ok(Audience::Sent) => Pile::Sent,
            Ok(Audience::File) if outside() => Pile::Party,
            // a word of a later version never goes out of the office by mistake
            Ok(Audience::Internal | Audience::File) | Err(_) => inside(),
        }
    }

    /// Handed over against a receipt.
    pub fn is_served(&self) -> bool {
        matches!(words::choose(&self.audience), Ok(Audience::Served))
    }

    /// The receipt itself (送达回执): of no use without something to serve.
    pub fn is_receipt(&self) -> bool {
        let step = self.step.checked_sub(1).and_then(|at| Step::WORDS.get(at));
        step.is_some_and(|(step, _)| *step == Step::Service) && self.pile() == Pile::Party && !self.is_served()
    }

    /// Made at or for the inspected site, up to the inquiries: it concerns the unit, not the persons held liable with it.
    pub fn is_of_the_site(&self) -> bool {
        let last = Step::WORDS.iter().position(|(step, _)| *step == Step::Inquiry);
        self.step > 0 && last.is_some_and(|last| self.step <= last + 1)
    }

    pub fn is_sealed(&self) -> bool {
        !self.seal.is_empty() && self.seal != NO_SEAL
    }

    /// Whether a user's word names it: the title, or the title without what stands in brackets after it.
    pub fn is_called(&self, name: &str) -> bool {
        name == self.title || name == bare_title(&self.title)
    }

    /// Who signs, each role once with the number of places it has: 承办人2人、审核人.
    pub fn signers(&self) -> String {
        let mut roles: Vec<(&str, usize)> = Vec::new();
        for role in &self.signatures {
            match roles.iter_mut().find(|(known, _)| known == role) {
                Some((_, count)) => *count += 1,
                None => roles.push((role, 1)),
            }
        }
        let words = roles.iter().map(|(role, count)| if *count > 1 { format!("{role}{count}人") } else { role.to_string() });
        words.collect::<Vec<_>>().join("、")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_go_where_they_are_needed() {
        let check = |audience: &str, signatures: &[&str], seal: &str, expected: Pile| {
            let signatures = signatures.iter().map(|role| role.to_string()).collect();
            let writ = digest::Writ { audience: audience.into(), signatures, seal: seal.into(), ..digest::Writ::default() };
            assert_eq!(Kind::of(&writ).pile(), expected, "{audience} {seal}");
        };
        check("内部", &["承办人", "承办人", "审核人", "审批人"], "无", Pile::Signed("审批人".into()));
        check("送达", &["承办人"], "公章", Pile::Party);
        check("当事人签字", &["被询问人"], "无", Pile::Party);
        check("发送", &["签发人（行政机关负责人）"], "公章", Pile::Sent);
        check("案卷", &["收件人", "送达人"], "专用章", Pile::Party);
        check("案卷", &["法定代表人（负责人）"], "无", Pile::Party);
        check("案卷", &["承办人", "承办人"], "无", Pile::Signed("承办人".into()));
        check("案卷", &[], "无", Pile::Filed);
        check("", &["某人"], "公章", Pile::Signed("某人".into()));
    }
}
