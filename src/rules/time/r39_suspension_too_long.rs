//! R39: a stop of production ordered on the spot is for a time; neither its own period nor its re-check may run over it.

use super::limits;
use crate::diag::Diagnostic;
use crate::rules::Review;
use crate::rules::text_lint::dates;
use crate::text::date;

/// Findings about stops of production that last too long.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let mut out = limits::check("R39", review);
    let Some(entry) = review.dossier.agenda.get("suspend-max", None) else { return out };
    let (Some(last), Some(ordered)) = (entry.last_day(), review.case().measures.as_ref()) else { return out };
    for due in ordered.measures.iter().filter(|measure| measure.content.text().contains('停')).filter_map(|measure| measure.due.as_ref()) {
        let named = date::parse(due.text()).into_iter().chain(dates::all(&[due.text()])).max();
        let Some(named) = named.filter(|named| *named > last) else { continue };
        let message = format!("责令暂时停产停业、停止使用的期限写到{}，超过一般的最长期限：{}", date::print(named), entry.why());
        let finding = Diagnostic::deduct("R39", message).found(due.text()).expected(format!("不晚于{}", date::print(last)));
        out.push(due.at.finding(finding.basis(entry.basis.clone()).remedy("缩短期限；法律、行政法规另有规定的，写明依据")));
    }
    out
}
