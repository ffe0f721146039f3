//! R43: the summary procedure: fines up to its limit, and the decision reported in time.

use super::limits;
use crate::case::Procedure;
use crate::diag::Diagnostic;
use crate::dossier::follow_up;
use crate::rules::Review;
use crate::text::money;

/// Findings about decisions on the spot.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = limits::check("R43", review);
    let dossier = review.dossier;
    let Some(procedure) = dossier.case.procedure.as_ref().filter(|chosen| chosen.value == Procedure::Summary) else { return out };
    for (party, standing) in dossier.standings.iter().enumerate() {
        let over = follow_up::on_spot_limit(dossier, party).filter(|(limit, _)| standing.fines > *limit);
        let Some((limit, basis)) = over else { continue };
        let (found, most) = (money::print(standing.fines), money::print(limit));
        let finding = Diagnostic::veto("R43", "罚款超过简易程序的限额").found(found).expected(format!("不超过{most}")).basis(basis);
        out.push(procedure.at.finding(finding.remedy("改用普通程序：程序写“普通”，立案调查")));
    }
    out
}
