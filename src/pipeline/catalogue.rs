//! The rows of the catalogue (卷内目录): the writs in file order, then papers of evidence that are not writs, with the
//! pages each takes. Each volume of a file is bound on its own, so its pages are counted from 1.

use crate::diag::Diagnostic;
use crate::dossier::{Dossier, PlannedWrit, order};
use crate::template::fill::closing::Entry;
use crate::text::date;
use crate::writ::{Step, bare_title};

/// The rows for planned writs with the count of their pages (`None`: not made).
pub fn entries(dossier: &Dossier, papers: &[(&PlannedWrit, Option<usize>)]) -> Vec<Entry> {
    let mut rows: Vec<(Entry, Room)> = Vec::new();
    for (planned, pages) in papers {
        // 封面、目录不编页号；证据清单、送达回执同其他文书一样编入
        if planned.writ.is_of(Step::Archiving) {
            continue;
        }
        let title = match &planned.label {
            Some(label) => format!("{}（{label}）", bare_title(planned.writ.title())),
            None => planned.writ.title().to_string(),
        };
        let entry = Entry {
            title,
            number: planned.number.text().map(str::to_string),
            date: planned.day.as_ref().map(|d| date::print(d.date)),
            volume: planned.volume.clone(),
            pages: None,
            remark: None,
        };
        rows.push((entry, Room::Own(*pages)));
    }
    let volume = order::volume_of_papers(dossier);
    for item in order::papers_of_evidence(dossier) {
        let entry = Entry {
            title: item.name.text().to_string(),
            number: None,
            date: item.obtained_on.as_ref().map(|d| date::print(d.date)),
            volume: volume.clone(),
            pages: None,
            remark: item.original_at.as_ref().map(|place| format!("原件存放：{}", place.text())),
        };
        match order::sheet_of(dossier, item) {
            Some(sheet) => {
                let remark = format!("照片在{}", sheet.writ.title());
                rows.push((Entry { remark: Some(remark), ..entry }, Room::In(sheet.writ.title().to_string())));
            }
            None => rows.push((entry, Room::Own(item.pages.as_ref().and_then(|p| p.value).map(|p| p as usize)))),
        }
    }
    let mut volumes: Vec<Option<String>> = Vec::new();
    for (entry, _) in &rows {
        if !volumes.contains(&entry.volume) {
            volumes.push(entry.volume.clone());
        }
    }
    // stable: the papers of evidence come last in their own volume
    rows.sort_by_key(|(entry, _)| volumes.iter().position(|known| *known == entry.volume));
    number(rows)
}

/// Evidence that is a writ of this case, with another number of pages in the form than it has in print: the list of evidence
/// and the catalogue would contradict each other.
pub fn miscounted(dossier: &Dossier, papers: &[(&PlannedWrit, Option<usize>)]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for item in &dossier.case.evidence {
        // 现场检查记录和照片 is more than the record, 指令书和决定书 more than either
        let name = item.name.text().trim_matches(['《', '》']);
        let is_it = |planned: &PlannedWrit| {
            let before = name.strip_suffix(planned.writ.title());
            before.is_some_and(|before| !before.contains(['和', '及', '、']))
                && planned.subject.person.as_ref().is_none_or(|person| name.contains(person.as_str()))
        };
        let mut own = papers.iter().filter(|(planned, _)| is_it(planned));
        let (Some((_, Some(printed))), None) = (own.next(), own.next()) else { continue };
        let Some((given, at)) = item.pages.as_ref().and_then(|pages| Some((pages.value?, &pages.at))) else { continue };
        if given as usize != *printed {
            let finding =
                Diagnostic::remind("O41", format!("证据“{name}”写的是{given}页，印出来是{printed}页")).found(format!("{given}页"));
            out.push(at.finding(finding.expected(format!("{printed}页")).remedy("改证据的“页数”，证据清单和卷内目录才对得上")));
        }
    }
    out
}

/// Where a row lies.
enum Room {
    /// On pages of its own; `None` where nobody counted them.
    Own(Option<usize>),
    /// On those of another row.
    In(String),
}

/// Gives each row its pages; after a paper whose pages nobody counted, the rest of the volume has none.
fn number(rows: Vec<(Entry, Room)>) -> Vec<Entry> {
    let mut next = Some(1);
    let mut volume: Option<String> = None;
    let mut out: Vec<Entry> = Vec::new();
    for (mut entry, room) in rows {
        if entry.volume != volume {
            next = Some(1);
            volume = entry.volume.clone();
        }
        match room {
            Room::Own(count) => {
                entry.pages = next.zip(count).map(|(first, count)| (first, first + count - 1));
                next = entry.pages.map(|(_, last)| last + 1);
            }
            Room::In(title) => entry.pages = out.iter().find(|row| row.title == title).and_then(|row| row.pages),
        }
        out.push(entry);
    }
    out
}
