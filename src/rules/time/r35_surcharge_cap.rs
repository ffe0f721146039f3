//! R35 加处罚款不得超过罚款本数（《中华人民共和国行政处罚法》第七十二条第一款第（一）项）.

use crate::case::events::Event;
use crate::diag::Diagnostic;
use crate::rules::Review;
use crate::text::money;

/// Findings about surcharges above the cap in force on their day.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let dossier = review.dossier;
    let mut out = Vec::new();
    for surcharge in &dossier.case.surcharges {
        let Some(amount) = &surcharge.amount else { continue };
        let party = surcharge.party.as_ref().and_then(|reference| reference.index).or(Some(0));
        let fines = party.and_then(|party| dossier.standing(party)).map(|standing| standing.fines);
        let Some(base) = surcharge.base.as_ref().map(|base| base.fen).or(fines) else { continue };
        let on = surcharge.until.as_ref().map(|until| until.date).or_else(|| surcharge.day()).or_else(|| dossier.reference_day());
        let percent = on.and_then(|on| dossier.law.limit("surcharge-cap", on)).and_then(|limit| limit.value);
        let Some(cap) = percent.and_then(|percent| money::portion(base, percent.0, 100)) else { continue };
        if amount.fen > cap {
            let finding = Diagnostic::veto("R35", "加处罚款超过了上限".to_string())
                .found(money::print(amount.fen))
                .expected(format!("不超过{}", money::print(cap)))
                .remedy("加处罚款到上限为止，不再增加");
            out.push(amount.at.finding(finding));
        }
    }
    out
}
