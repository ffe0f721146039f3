//! From files to a `LawBook`. Embedded files and overlay folders take one path: a list of (name, text).
//!
//! Overlay: a file of the same name replaces the built-in file whole; a file of a new name adds to it. The same id in
//! two files is an error that names both, never "the last wins".

use super::calendar::{Calendar, CalendarYear};
use super::cause::{Cause, CauseFile};
use super::discretion::{AccidentTable, Standard};
use super::evidence::EvidenceBook;
use super::file_order::FileOrder;
use super::hazard::HazardBook;
use super::inquiry::{Inquiry, Unread};
use super::limit::{BasisFile, LimitFile};
use super::names::normal;
use super::region::Region;
use super::review::ReviewStandard;
use super::scalar::Word;
use super::statute::Statute;
use super::wording::{Wording, WordingFile};
use super::{LawBook, Sourced};
use crate::diag::{Diagnostic, Place, Pos, Rank};
use crate::files::{self, Room};
use crate::yaml::record::Decode;
use crate::yaml::{self, Kind, Node, Reader};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// A file of law data: its name relative to the `law` folder (`causes/a-….yaml`, `/` between folders) and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawFile {
    /// Name.
    pub name: String,
    /// Text.
    pub text: String,
}

/// The embedded files.
pub fn embedded() -> Vec<LawFile> {
    files::embedded_names(Room::Law)
        .into_iter()
        .filter_map(|name| files::embedded_text(Room::Law, &name).map(|text| LawFile { name, text }))
        .collect()
}

/// Lays `over` upon `base`: the same name replaces, a new name adds. The result is in order of names.
pub fn overlay(base: Vec<LawFile>, over: Vec<LawFile>) -> Vec<LawFile> {
    let mut out: Vec<LawFile> = base.into_iter().filter(|file| over.iter().all(|new| new.name != file.name)).collect();
    out.extend(over);
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out
}

/// What a file holds.
enum Part {
    Statute(Statute),
    Limits(LimitFile),
    Bases(BasisFile),
    Calendar(CalendarYear),
    Causes(CauseFile),
    Evidence(EvidenceBook),
    Region(Box<Region>),
    Hazards(HazardBook),
    Standard(Box<Standard>),
    Accidents(Box<AccidentTable>),
    Inquiry(Unread),
    Wording(Vec<Wording>),
    FileOrder(FileOrder),
    Review(ReviewStandard),
    Nothing,
}

impl LawBook {
    /// Reads files into a book. Findings say what could not be read; `check` looks deeper. Outlines of inquiries are read
    /// when asked for; `read_inquiries` tells their findings.
    pub fn load(files: &[LawFile]) -> (LawBook, Vec<Diagnostic>) {
        let parts: Vec<(Arc<str>, Part, Vec<Diagnostic>)> = files
            .par_iter()
            .map(|file| {
                let name: Arc<str> = Arc::from(file.name.as_str());
                let mut reader = Reader::new(name.clone());
                let part = read(file, &mut reader).unwrap_or(Part::Nothing);
                (name, part, reader.findings)
            })
            .collect();
        let mut book = LawBook::default();
        let mut findings = Vec::new();
        let mut years: Vec<Sourced<CalendarYear>> = Vec::new();
        for (file, part, found) in parts {
            findings.extend(found);
            book.take(file, part, &mut years);
        }
        unique("年历", &years, |year| year.year.0.to_string(), |year| year.pos, &mut findings);
        book.calendar = Calendar::new(years.iter().map(|year| &year.value));
        book.years = years;
        book.index(&mut findings);
        (book, findings)
    }

    /// Reads all outlines of inquiries and says what is wrong with them. Needed where files of a user are among them.
    pub fn read_inquiries(&self) -> Vec<Diagnostic> {
        let read: Vec<_> = self.inquiries.par_iter().map(|unread| (unread, unread.read())).collect();
        let mut findings: Vec<Diagnostic> = read.iter().flat_map(|(_, (_, found))| found.iter().cloned()).collect();
        let outlines = read.into_iter().filter_map(|(unread, (inquiry, _))| Some((unread.file.clone(), inquiry.as_ref()?)));
        let outlines: Vec<Sourced<&Inquiry>> = outlines.map(|(file, value)| Sourced { file, value }).collect();
        unique("案由询问提纲", &outlines, |i| i.cause.0.clone(), |i| i.pos, &mut findings);
        findings
    }

    /// The embedded law, not checked deeply (a test does that).
    pub fn embedded() -> (LawBook, Vec<Diagnostic>) {
        LawBook::load(&embedded())
    }

    /// The embedded law with overlay files laid upon it, checked deeply.
    pub fn with_overlay(over: Vec<LawFile>) -> (LawBook, Vec<Diagnostic>) {
        let (book, mut findings) = LawBook::load(&overlay(embedded(), over));
        findings.extend(book.read_inquiries());
        findings.extend(book.check());
        (book, findings)
    }

    fn take(&mut self, file: Arc<str>, part: Part, years: &mut Vec<Sourced<CalendarYear>>) {
        match part {
            Part::Statute(value) => self.statutes.push(Sourced { file, value }),
            Part::Limits(LimitFile { counting, limits, .. }) => {
                push_all(&mut self.counting, &file, counting);
                push_all(&mut self.limits, &file, limits);
            }
            Part::Bases(BasisFile { bases, .. }) => push_all(&mut self.bases, &file, bases),
            Part::Calendar(value) => years.push(Sourced { file, value }),
            Part::Causes(CauseFile { group, causes, .. }) => {
                self.groups.push((group, causes.iter().map(|cause| cause.id.clone()).collect()));
                push_all(&mut self.causes, &file, causes);
            }
            Part::Evidence(value) => self.evidence.push(Sourced { file, value }),
            Part::Region(value) => self.regions.push(Sourced { file, value: *value }),
            Part::Hazards(value) => self.hazards.push(Sourced { file, value }),
            Part::Standard(value) => self.standards.push(Sourced { file, value: *value }),
            Part::Accidents(value) => self.accident_tables.push(Sourced { file, value: *value }),
            Part::Inquiry(value) => self.inquiries.push(value),
            Part::Wording(rows) => push_all(&mut self.wording, &file, rows),
            Part::FileOrder(value) => self.file_orders.push(Sourced { file, value }),
            Part::Review(value) => self.reviews.push(Sourced { file, value }),
            Part::Nothing => {}
        }
    }

    fn index(&mut self, findings: &mut Vec<Diagnostic>) {
        self.statute_by_id = unique("法律文件", &self.statutes, |s| s.id.0.clone(), |s| s.pos, findings);
        unique("地区", &self.regions, |r| r.code.0.clone(), |r| r.pos, findings);
        unique("案卷顺序", &self.file_orders, |o| o.id.0.clone(), |o| o.pos, findings);
        unique("评查标准", &self.reviews, |r| r.id.0.clone(), |r| r.pos, findings);
        unique("裁量权基准", &self.standards, |s| s.id.0.clone(), |s| s.pos, findings);
        self.cause_by_id = unique("案由", &self.causes, |c| c.id.0.clone(), |c| c.pos, findings);
        for (at, statute) in self.statutes.iter().enumerate() {
            let names = [&statute.full_title, &statute.short_title].into_iter().chain(&statute.aliases);
            for name in names {
                let versions = self.statute_by_title.entry(normal(name)).or_default();
                if !versions.contains(&at) {
                    versions.push(at);
                }
            }
        }
        let mut by_name: HashMap<String, usize> = HashMap::new();
        for (at, cause) in self.causes.iter().enumerate() {
            for name in cause.names() {
                match by_name.insert(normal(name), at) {
                    Some(other) if other != at => {
                        let first = &self.causes[other];
                        let place = Place { file: first.file.clone(), pos: first.pos };
                        findings.push(
                            Diagnostic::refuse("L03", format!("案由的叫法“{name}”属于两个案由：{}和{}", first.id, cause.id))
                                .at(&cause.file, cause.pos)
                                .related(place, "另一个案由")
                                .remedy("从其中一个案由的“又称”里删去"),
                        );
                    }
                    Some(_) | None => {}
                }
            }
        }
        self.cause_by_name = by_name;
        for (at, limit) in self.limits.iter().enumerate() {
            self.limit_rows.entry(limit.id.0.clone()).or_default().push(at);
        }
    }
}

fn push_all<T>(into: &mut Vec<Sourced<T>>, file: &Arc<str>, values: Vec<T>) {
    into.extend(values.into_iter().map(|value| Sourced { file: file.clone(), value }));
}

/// Index by id; an id that occurs twice is reported with both places.
fn unique<T>(
    what: &str,
    rows: &[Sourced<T>],
    id: impl Fn(&T) -> String,
    pos: impl Fn(&T) -> Pos,
    findings: &mut Vec<Diagnostic>,
) -> HashMap<String, usize> {
    let mut by_id = HashMap::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let key = id(&row.value);
        if let Some(first) = by_id.get(&key).map(|first: &usize| &rows[*first]) {
            let place = Place { file: first.file.clone(), pos: pos(&first.value) };
            findings.push(
                Diagnostic::refuse("L03", format!("{what}“{key}”写了两次"))
                    .at(&row.file, pos(&row.value))
                    .related(place, "另一处在这里")
                    .remedy("保留一处；要替换自带的内容，用同名文件整个替换"),
            );
        } else {
            by_id.insert(key, at);
        }
    }
    by_id
}

fn read(file: &LawFile, reader: &mut Reader) -> Option<Part> {
    let stem = file.name.strip_suffix(".yaml").or_else(|| file.name.strip_suffix(".yml"));
    let Some(stem) = stem else {
        // README.md and the like live beside the data.
        return None;
    };
    let (room, rest) = stem.split_once('/').unwrap_or((stem, ""));
    if rest.contains("/templates/") {
        return None;
    }
    let known = matches!(
        room,
        "statutes"
            | "limits"
            | "bases"
            | "calendar"
            | "causes"
            | "evidence"
            | "regions"
            | "major-hazards"
            | "discretion"
            | "inquiry"
            | "wording"
            | "file-orders"
            | "review"
    );
    if !known {
        let finding = Diagnostic::new(Rank::Remind, "L02", format!("法律数据里不认识“{}”，没有读取", file.name))
            .remedy("放进 statutes、calendar、causes、regions、discretion、inquiry、wording、file-orders、review 文件夹，或者命名为 limits.yaml、bases.yaml、evidence.yaml、major-hazards.yaml");
        reader.report(Pos { line: 1, column: 1 }, finding);
        return None;
    }
    if room == "inquiry" {
        return Some(Part::Inquiry(Unread::new(reader.file.clone(), &file.text)));
    }
    let node = yaml::parse_own(file.text.strip_prefix('\u{FEFF}').unwrap_or(&file.text), reader)?;
    match room {
        "statutes" => Statute::decode(&node, reader).map(Part::Statute),
        "limits" => LimitFile::decode(&node, reader).map(Part::Limits),
        "bases" => BasisFile::decode(&node, reader).map(Part::Bases),
        "calendar" => CalendarYear::decode(&node, reader).map(Part::Calendar),
        "causes" => CauseFile::decode(&node, reader).map(Part::Causes),
        "evidence" => EvidenceBook::decode(&node, reader).map(Part::Evidence),
        "regions" => Region::decode(&node, reader).map(|region| Part::Region(Box::new(region))),
        "major-hazards" => HazardBook::decode(&node, reader).map(Part::Hazards),
        "file-orders" => FileOrder::decode(&node, reader).map(Part::FileOrder),
        "review" => ReviewStandard::decode(&node, reader).map(Part::Review),
        "discretion" if rest.starts_with("accidents") => AccidentTable::decode(&node, reader).map(|table| Part::Accidents(Box::new(table))),
        "discretion" => Standard::decode(&node, reader).map(|standard| Part::Standard(Box::new(standard))),
        _ => wording(&node, reader).map(Part::Wording),
    }
}

/// A wording file is a list of rows, or `用语:` with such a list.
fn wording(node: &Node, reader: &mut Reader) -> Option<Vec<Wording>> {
    match &node.kind {
        Kind::Seq(_) => Vec::<Wording>::decode(node, reader),
        Kind::Null | Kind::Scalar { .. } | Kind::Map(_) => WordingFile::decode(node, reader).map(|file| file.rows),
    }
}

/// The ids a book knows, for messages.
pub(super) fn group_of<'b>(groups: &'b [(Word, Vec<Word>)], cause: &Cause) -> Option<&'b str> {
    groups.iter().find(|(_, ids)| ids.contains(&cause.id)).map(|(name, _)| name.0.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_law_reads_without_a_word() {
        let (book, mut findings) = LawBook::embedded();
        findings.extend(book.read_inquiries());
        assert_eq!(findings, Vec::new());
        // more may be added; a file that is no longer read must not go unnoticed
        let counts = [book.statutes.len(), book.limits.len(), book.causes.len(), book.years.len()];
        assert!(counts.iter().zip([32, 129, 124, 3]).all(|(count, least)| *count >= least), "{counts:?}");
    }

    #[test]
    fn an_outline_of_a_user_is_read_at_once() {
        let file = |name: &str, text: &str| LawFile { name: name.into(), text: text.into() };
        let findings = |file: LawFile| LawBook::load(&overlay(embedded(), vec![file])).0.read_inquiries();
        let broken = findings(file("inquiry/special-op-cert.yaml", "案由: special-op-cert\n题纲: []\n"));
        assert!(broken.iter().any(|f| f.code == "F01"), "{broken:?}");
        let twice = findings(file("inquiry/own.yaml", "案由: special-op-cert\n提纲: []\n"));
        assert!(twice.iter().any(|f| f.code == "L03"), "{twice:?}");
    }
}
