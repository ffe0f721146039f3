//! R10: a delegate that acts in its own name, without a written mandate, or after it has run out.

use crate::case::Delegation;
use crate::diag::Diagnostic;
use crate::document::{Block, Document, inline_text};
use crate::rules::{Paper, Review};
use crate::text::date;

/// Findings about delegated enforcement.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let agency = review.dossier.agency;
    let Some(delegation) = &agency.delegation else { return Vec::new() };
    let mut out = Vec::new();
    if delegation.principal.text() == agency.name.text() {
        let finding = Diagnostic::veto("R10", "委托机关和机关全称相同，受委托的组织会以自己的名义执法").found(delegation.principal.text());
        let finding = finding.expected("委托机关写委托的应急管理部门");
        out.push(delegation.principal.at.finding(finding.remedy("“全称”写受委托的组织，“委托机关”写委托的应急管理部门")));
    }
    if delegation.instrument.is_none() {
        let finding = Diagnostic::deduct("R10", "没有写委托书，行政处罚应当书面委托").expected("委托书的名称、编号或者日期");
        out.push(delegation.principal.at.finding(finding.remedy("在机关档案“委托”里补上“委托书”")));
    }
    out.extend(expired(review, delegation));
    out.extend(review.papers.iter().filter_map(|paper| own_name(paper, review)));
    out
}

/// Steps after the end of the mandate: the first of them.
fn expired(review: &Review, delegation: &Delegation) -> Option<Diagnostic> {
    let until = delegation.until.as_ref()?;
    let days = review.papers.iter().filter(|paper| paper.planned.happened).filter_map(|paper| Some((paper, paper.planned.day.as_ref()?)));
    let (paper, day) = days.filter(|(_, day)| day.date > until.date).min_by_key(|(_, day)| day.date)?;
    let message = format!("{}（{}）时，委托期限已过", paper.name(), date::print(day.date));
    let finding = Diagnostic::veto("R10", message)
        .found(date::print(day.date))
        .expected(format!("不晚于{}", date::print(until.date)))
        .related(until.at.place(), "委托期限写在这里");
    Some(day.at.finding(finding.remedy("续签了委托书的，改正机关档案的期限；没有续签的，由委托机关实施")))
}

/// A seal of the delegate.
fn own_name(paper: &Paper, review: &Review) -> Option<Diagnostic> {
    let (own, acting) = (review.dossier.agency.name.text(), review.dossier.agency.acting_name().text());
    let sealed = seals(&paper.document).into_iter().find(|seal| own != acting && seal.starts_with(own))?;
    let finding = Diagnostic::veto("R10", format!("落款是受委托组织“{own}”，应当以委托机关的名义")).found(sealed).expected(acting);
    Some(paper.finding(finding.remedy("落款和印章用委托机关的")))
}

/// What stands at the seals of a writ.
pub fn seals(document: &Document) -> Vec<String> {
    fn find(block: &Block, out: &mut Vec<String>) {
        match block {
            Block::Seal(seal) => out.push(inline_text(&seal.agency)),
            Block::Keep(blocks) => blocks.iter().for_each(|inner| find(inner, out)),
            Block::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.blocks).for_each(|inner| find(inner, out));
            }
            Block::Paragraph(_) | Block::Lines(_) | Block::Picture(_) | Block::Rule(_) | Block::PageBreak => {}
        }
    }
    let mut out = Vec::new();
    document.blocks.iter().for_each(|block| find(block, &mut out));
    out
}
