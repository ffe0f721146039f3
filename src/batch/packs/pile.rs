//! One pile of writs → its pack, or the parts of it.

use super::index::{Index, LeftOut, MOST_LEFT, Row};
use super::kind::Kind;
use super::plan::{Fate, Group, GroupName, Item, Plan};
use super::{MOST_FINDINGS, OfKind, Options, Pack, Reader, Sum};
use crate::diag::Diagnostic;
use crate::document::Meta;
use crate::export::pdf::pack::{PackError, PackWriter};
use crate::output::names::component;
use crate::output::pending::{PendingFile, PendingFolder, failed};
use crate::output::sha256_hex;
use std::collections::BTreeMap;

/// Room in a file name for number and extension.
const NAME_BYTES: usize = 170;

/// Names of packs without extension, in the order of the groups: the piles of an organ are numbered, and so are its
/// parties. Numbers count all of them, also those with nothing to print: a later run keeps them.
pub(super) fn named(plan: &Plan, groups: Vec<Group>) -> Vec<(String, Group)> {
    let count = |organ: u16| groups.iter().filter(|group| group.organ == organ && matches!(group.name, GroupName::Party(_))).count();
    let mut out = Vec::with_capacity(groups.len());
    let (mut organ, mut width, mut piles, mut parties) = (None, 2, 0, 0);
    let names: Vec<String> = groups
        .iter()
        .map(|group| {
            if organ != Some(group.organ) {
                (organ, piles, parties) = (Some(group.organ), 0, 0);
                width = count(group.organ).to_string().len().max(2);
            }
            let own = match &group.name {
                GroupName::Party(name) => {
                    parties += 1;
                    return format!("{}/当事人/{parties:0width$}-{}", folder(plan, group), component(name, NAME_BYTES));
                }
                GroupName::Signed(role) => format!("签批（{role}）"),
                GroupName::Sent => "发出（用印）".to_string(),
                GroupName::Filed => "归档".to_string(),
            };
            piles += 1;
            format!("{}/{piles:02}-{}", folder(plan, group), component(&own, NAME_BYTES))
        })
        .collect();
    out.extend(names.into_iter().zip(groups));
    out
}

fn folder(plan: &Plan, group: &Group) -> String {
    component(plan.organ(group.organ), NAME_BYTES)
}

/// What making a pile needs.
#[derive(Clone, Copy)]
pub(super) struct Task<'a> {
    pub plan: &'a Plan,
    pub folder: &'a PendingFolder,
    pub action: &'a str,
    pub read: &'a Reader<'a>,
}

/// What became of a pile.
#[derive(Default)]
pub(super) struct Made {
    pub packs: Vec<Pack>,
    /// Writs whose PDF could not be used, and why.
    pub faults: BTreeMap<u32, Box<str>>,
    /// The first findings about them.
    pub findings: Vec<Diagnostic>,
}

impl Made {
    fn fault(&mut self, at: u32, finding: Diagnostic) {
        self.faults.insert(at, finding.message.as_str().into());
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        }
    }
}

/// A part being written.
struct Part {
    path: String,
    writer: PackWriter<PendingFile>,
    rows: Vec<Row>,
    sum: Sum,
    kinds: Vec<OfKind>,
}

impl Task<'_> {
    /// Writes the parts of a pile.
    pub fn make(&self, name: &str, group: &Group) -> Result<Made, Diagnostic> {
        let mut made = Made::default();
        let mut part: Option<Part> = None;
        for at in &group.items {
            let Some((item, kind)) = self.plan.items.get(*at as usize).and_then(|item| Some((item, self.plan.kind(item)?))) else {
                continue;
            };
            if !item.fate.is_printed() {
                continue;
            }
            let pdf = match self.load(*at, item) {
                Ok(pdf) => pdf,
                Err(finding) => {
                    made.fault(*at, finding);
                    continue;
                }
            };
            let pages = usize::from(item.pages);
            let sides = kind.copies * pages.next_multiple_of(2);
            if let Some(full) = part.take_if(|part| part.is_full(sides, pdf.len() as u64, &self.plan.options)) {
                let number = made.packs.len() + 1;
                made.packs.extend(self.close(full, group, number, &LeftOut::default())?);
            }
            if part.is_none() {
                part = Some(self.open(format!("{name}-{}.pdf", made.packs.len() + 1))?);
            }
            if let Some(part) = &mut part
                && let Err(finding) = self.add(part, group, *at, item, kind, &pdf)?
            {
                made.fault(*at, finding);
            }
        }
        if let Some(last) = part {
            let left = self.left_out(group, &made);
            let number = made.packs.len() + 1;
            made.packs.extend(self.close(last, group, number, &left)?);
        }
        if let [only] = made.packs.as_mut_slice() {
            let path = format!("{name}.pdf");
            self.folder.rename(&only.path, &path)?;
            only.path = path.into();
        }
        made.packs.shrink_to_fit();
        Ok(made)
    }

    /// The PDF of a writ, as it was made.
    fn load(&self, at: u32, item: &Item) -> Result<Vec<u8>, Diagnostic> {
        let folder = self.plan.case(item).map_or("", |case| &*case.folder);
        let pdf = (self.read)(folder, &format!("{}.pdf", self.plan.stem(at)))?;
        let hash = sha256_hex(&pdf);
        let expected: String = item.check.iter().map(|byte| format!("{byte:02x}")).collect();
        if item.check != [0; 8] && !hash.starts_with(&expected) {
            return Err(self.fault(at, item, "与生成时不同".to_string()));
        }
        Ok(pdf)
    }

    fn fault(&self, at: u32, item: &Item, why: String) -> Diagnostic {
        let folder = self.plan.case(item).map_or("", |case| &*case.folder);
        let file = format!("{folder}/{}.pdf", self.plan.stem(at));
        Diagnostic::refuse("O71", format!("“{file}”{why}，没有打印"))
            .writ(self.title(item))
            .found(file)
            .remedy("重新生成这个案件，再做打印包；不要改动案卷文件夹里的文件")
    }

    /// Title with the person or party it is for.
    fn title(&self, item: &Item) -> String {
        super::list::title(self.plan, item)
    }

    fn open(&self, path: String) -> Result<Part, Diagnostic> {
        let writer = PackWriter::new(self.folder.create(&path)?).map_err(|error| torn(&path, error))?;
        Ok(Part { path, writer, rows: Vec::new(), sum: Sum::default(), kinds: Vec::new() })
    }

    /// Adds a writ; the inner error leaves the part as it was.
    fn add(
        &self,
        part: &mut Part,
        group: &Group,
        at: u32,
        item: &Item,
        kind: &Kind,
        pdf: &[u8],
    ) -> Result<Result<(), Diagnostic>, Diagnostic> {
        let Some(case) = self.plan.case(item) else { return Ok(Ok(())) };
        let organ = self.plan.organ(group.organ);
        let drafts = usize::from(item.fate == Fate::PrintedDraft);
        let mark = if drafts > 0 { "（稿）" } else { "" };
        let title = format!("{}{mark}", self.title(item));
        let whose = format!("{}　{}", case.id, self.plan.label(item).unwrap_or(&case.parties));
        let of_case = if case.parties.is_empty() { case.id.to_string() } else { format!("{}　{}", case.id, case.parties) };
        // organ → firm → writ; a pile of the office by its kinds
        let (above, own) = match &group.name {
            GroupName::Party(party) => (party.clone(), title.clone()),
            GroupName::Signed(_) | GroupName::Sent | GroupName::Filed => (kind.title.clone(), whose.clone()),
        };
        let pages = usize::from(item.pages);
        let placed = match part.writer.add(pdf, pages, kind.copies, &[organ, &above, &own]) {
            Ok(placed) => placed,
            Err(PackError::Source(why)) => return Ok(Err(self.fault(at, item, format!("不能用：{why}")))),
            Err(error) => return Err(torn(&part.path, error)),
        };
        let sum = Sum { writs: 1, copies: kind.copies, pages: kind.copies * placed.pages, sides: placed.sides, drafts };
        part.sum.add(&sum);
        let own = OfKind { kind: item.kind, writs: 1, copies: kind.copies as u32, drafts: drafts as u32 };
        match part.kinds.iter_mut().find(|known| known.kind == own.kind) {
            Some(known) => known.add(&own),
            None => part.kinds.push(own),
        }
        part.rows.push(Row {
            kind: item.kind,
            case: of_case,
            whose,
            title,
            copies: kind.copies,
            pages: placed.pages,
            before: placed.before,
        });
        Ok(Ok(()))
    }

    /// Ends a part; a part into which nothing went is none.
    fn close(&self, part: Part, group: &Group, number: usize, left: &LeftOut) -> Result<Option<Pack>, Diagnostic> {
        let Part { path, writer, rows, mut sum, kinds } = part;
        if rows.is_empty() {
            drop(writer);
            self.folder.remove(&path);
            return Ok(None);
        }
        let organ = self.plan.organ(group.organ);
        let index = Index { plan: self.plan, organ, action: self.action, name: &group.name, number, rows: &rows, sum, left };
        let front = index.pdf()?;
        let meta =
            Meta { title: format!("{organ}　{}", index.title()), author: organ.to_string(), subject: self.action.to_string(), date: None };
        let written = writer.finish(Some((&front, "目录")), &meta).map_err(|error| torn(&path, error))?;
        written.out.close()?;
        sum.sides = written.sides;
        let organ = self.plan.organs.get(usize::from(group.organ)).cloned().unwrap_or_default();
        Ok(Some(Pack { path: path.into(), organ, sum, bytes: written.bytes, archival: written.archival, kinds: kinds.into() }))
    }

    /// What the pile lacks, for its index: the first lines, and how many writs there are.
    fn left_out(&self, group: &Group, made: &Made) -> LeftOut {
        let mut left = LeftOut::default();
        for at in &group.items {
            let Some(item) = self.plan.items.get(*at as usize) else { continue };
            let faulty = made.faults.get(at).map(|why| why.to_string());
            if item.fate.is_printed() && faulty.is_none() {
                continue;
            }
            left.count += 1;
            if left.lines.len() < MOST_LEFT {
                let case = self.plan.case(item).map_or("", |case| &*case.id);
                let why = faulty.or_else(|| super::list::why(self.plan, item)).unwrap_or_default();
                left.lines.push(format!("{case}　{}：{why}", self.title(item)));
            }
        }
        left
    }
}

impl Part {
    /// Whether so many sides and bytes more are too many.
    fn is_full(&self, sides: usize, bytes: u64, options: &Options) -> bool {
        let too_many = self.writer.sides() + sides > options.pages || self.writer.bytes() + bytes > options.bytes;
        !self.rows.is_empty() && too_many
    }
}

fn torn(path: &str, error: PackError) -> Diagnostic {
    match error {
        PackError::Write(error) => failed(path, &error),
        PackError::Source(why) => Diagnostic::refuse("O72", format!("打印包“{path}”不能写出：{why}")),
    }
}
