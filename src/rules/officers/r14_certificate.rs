//! R14: officers without a certificate, with two numbers, or with one that had run out on the day of the act.

use super::acts::acts;
use crate::case::Officer;
use crate::diag::Diagnostic;
use crate::rules::Review;
use crate::text::date;
use std::collections::BTreeMap;

/// Findings about certificates. Each officer has one finding of a kind.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let all = acts(review.case());
    let roster = &review.dossier.agency.officers;
    let known = |officer: &Officer| roster.iter().find(|known| known.name.text() == officer.name.text());
    let mut out = Vec::new();
    let mut first: BTreeMap<&str, &Officer> = BTreeMap::new();
    let mut expired: Vec<&str> = Vec::new();
    let everyone = all.iter().flat_map(|act| act.officers.iter().map(move |officer| (Some(act), officer)));
    for (act, officer) in review.case().officers.iter().map(|officer| (None, officer)).chain(everyone) {
        let (name, known) = (officer.name.text(), known(officer));
        let earlier = first.get(name).copied();
        if earlier.is_none() {
            first.insert(name, officer);
            if officer.certificate.is_none() && known.is_none_or(|known| known.certificate.is_none()) {
                let message = format!("执法人员{name}没有执法证号：表单没有写，机关档案里也没有");
                let finding = Diagnostic::veto("R14", message).found(name).expected("机关档案“执法人员”里的姓名和证号");
                out.push(officer.name.at.finding(finding.remedy("核对姓名；在机关档案里补上证号。没有执法资格的，不得参加办案")));
            }
        }
        let other = known.and_then(|known| known.certificate.as_ref()).or(earlier.and_then(|earlier| earlier.certificate.as_ref()));
        if let (Some(own), Some(other)) = (&officer.certificate, other)
            && own != other
        {
            let finding = Diagnostic::veto("R14", format!("执法人员{name}的执法证号前后不一致"))
                .found(own.text())
                .expected(other.text())
                .related(other.at.place(), "另一处写的证号");
            out.push(own.at.finding(finding.remedy("对照执法证改正；表单里可以不写证号，从机关档案取")));
        }
        let until = officer.valid_until.as_ref().or(known.and_then(|known| known.valid_until.as_ref()));
        if let (Some(until), Some(act)) = (until, act)
            && act.day > until.date
            && !expired.contains(&name)
        {
            expired.push(name);
            let message = format!("{}（{}）时，{name}的执法证已过有效期", act.name, date::print(act.day));
            let finding = Diagnostic::veto("R14", message)
                .found(format!("有效期至{}", date::print(until.date)))
                .expected(format!("不早于{}", date::print(act.day)))
                .related(until.at.place(), "有效期写在这里");
            out.push(act.at.finding(finding.remedy("已经换证的，改正有效期；没有换证的，由有执法证的人员重新实施这一步")));
        }
    }
    out
}
