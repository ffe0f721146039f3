//! R91: the title printed on a writ is that of the set, and numbers are given for writs the case has. The order of the
//! file is made by the program from the agency's profile.

use crate::case::NumberEntry;
use crate::diag::Diagnostic;
use crate::document::{Block, Paragraph, Role, inline_text};
use crate::dossier::PlannedWrit;
use crate::dossier::number::SERIAL_OF_CASE;
use crate::rules::{Paper, Review};
use crate::writ::{Writ, bare_title};

/// Findings about titles.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let unknown = review.case().numbers.entries.iter().filter(|entry| !is_of_a_writ(entry, &review.dossier.writs));
    let unknown = unknown.map(|entry| {
        let message = format!("写了“{}”的文号，本案没有这种文书", entry.writ.text());
        let near = nearest(entry.writ.text(), &review.dossier.writs);
        entry.number.at.finding(Diagnostic::remind("R91", message).found(entry.writ.text()).remedy(near))
    });
    review.papers.iter().filter_map(misnamed).chain(unknown).collect()
}

fn is_of(writ: &Writ, name: &str) -> bool {
    writ.is_called(name)
}

fn is_of_a_writ(entry: &NumberEntry, writs: &[PlannedWrit]) -> bool {
    entry.writ.text() == SERIAL_OF_CASE || writs.iter().any(|planned| is_of(planned.writ, entry.writ.text()))
}

fn nearest(name: &str, writs: &[PlannedWrit]) -> String {
    let scored = writs.iter().map(|planned| (strsim::jaro_winkler(name, planned.writ.title()), planned.writ.title()));
    match scored.max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((_, title)) => format!("是不是想写“{title}”？wenshu plan 列出本案的文书"),
        None => "wenshu plan 列出本案的文书".to_string(),
    }
}

/// A printed title other than the writ's. A cover's is set in lines of its own.
fn misnamed(paper: &Paper) -> Option<Diagnostic> {
    let title = paper.document.blocks.iter().find_map(title_of)?;
    let printed: String = inline_text(&title.inlines).chars().filter(|c| !c.is_whitespace()).collect();
    let own = paper.planned.writ.title();
    if printed == own || printed == bare_title(own) {
        return None;
    }
    let finding = Diagnostic::deduct("R91", "印出的题名和成套文书的题名不同").found(printed).expected(bare_title(own));
    Some(paper.finding(finding.remedy("用规定的题名")))
}

fn title_of(block: &Block) -> Option<&Paragraph> {
    match block {
        Block::Paragraph(paragraph) if paragraph.role == Role::Title => Some(paragraph),
        Block::Keep(blocks) => blocks.iter().find_map(title_of),
        Block::Paragraph(_) | Block::Table(_) | Block::Lines(_) | Block::Picture(_) | Block::Rule(_) | Block::Seal(_) | Block::PageBreak => {
            None
        }
    }
}
