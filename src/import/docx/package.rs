//! The zip package: which parts there are, each read with a bound, and nothing else unpacked.

use super::recognise;
use crate::diag::Diagnostic;
use roxmltree::{Document, ParsingOptions};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// A part of the text takes a few hundred kilobytes; more than this is no writ.
const MAX_PART_BYTES: u64 = 12 * 1024 * 1024;
/// All parts that are read.
const MAX_TOTAL_BYTES: u64 = 32 * 1024 * 1024;
/// Entries of the archive.
const MAX_ENTRIES: usize = 4096;
/// Nodes of one part.
const MAX_NODES: u32 = 600_000;
/// Elements within elements. Tables within tables within text boxes come to some sixty.
pub const MAX_DEPTH: usize = 160;

/// A part with its name in messages.
#[derive(Debug)]
pub struct Part {
    /// Name in the package.
    pub name: String,
    /// Its text.
    pub xml: String,
}

/// The parts that hold words.
#[derive(Debug)]
pub struct Package {
    /// The main part.
    pub document: Part,
    /// Relationships of the main part: (id, type, target).
    pub relations: Vec<Relation>,
    /// Styles, comments, notes, heads and feet.
    pub parts: Vec<Part>,
}

/// A relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Id.
    pub id: String,
    /// Last word of its type: `header`, `comments`, …
    pub kind: String,
    /// Part name in the package.
    pub target: String,
    /// Points out of the package.
    pub external: bool,
}

impl Package {
    /// The part a relationship leads to, when it was read.
    pub fn part(&self, relation: &Relation) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == relation.target)
    }
    /// The one part of a kind.
    pub fn of_kind(&self, kind: &str) -> Option<&Part> {
        self.relations.iter().find(|relation| relation.kind == kind).and_then(|relation| self.part(relation))
    }
}

/// Kinds of parts that hold words or say how words look.
const KINDS: [&str; 8] = ["styles", "numbering", "settings", "header", "footer", "comments", "footnotes", "endnotes"];

/// Opens the package.
pub fn open(bytes: &[u8], name: &str) -> Result<Package, Diagnostic> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(recognise::refuse(bytes, name));
    }
    let damaged = |what: &str| {
        Diagnostic::refuse("C02", format!("“{name}”已损坏：{what}")).remedy("用 Word 或者 WPS 打开修复，另存一份；或者重新取得这个文件")
    };
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged("压缩包的目录读不出来，文件可能没有传完"))?;
    if zip.len() > MAX_ENTRIES {
        return Err(too_large(name, &format!("压缩包里有{}个文件", zip.len())));
    }
    if declared_entries(bytes).is_some_and(|count| count != zip.len()) {
        return Err(damaged("压缩包里有同名的文件，不同的软件会读到不同的内容"));
    }
    let mut budget = MAX_TOTAL_BYTES;
    let mut take = |part: &str| read_part(&mut zip, part, name, &mut budget);
    let Some(types) = take("[Content_Types].xml")? else {
        let other = ["mimetype", "META-INF/manifest.xml", "content.xml"].iter().any(|part| bytes_name(bytes, part));
        let what = if other { "像是 ODT（OpenDocument）或者别的压缩文件" } else { "像是普通的压缩文件" };
        return Err(Diagnostic::refuse("C01", format!("“{name}”不是 DOCX，{what}"))
            .expected("Word、WPS 保存的 .docx 文件")
            .remedy("选 .docx 文件；压缩文件先解压"));
    };
    let main = main_part(take("_rels/.rels")?, name)?;
    check_type(&types, &main, name)?;
    let Some(xml) = take(&main)? else {
        return Err(Diagnostic::refuse("C04", format!("“{name}”里没有正文（{main}）")).remedy("重新保存或者重新取得这个文件"));
    };
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main.as_str()));
    let relations = match take(&join(folder, &format!("_rels/{file}.rels")))? {
        Some(rels) => relations(&rels, folder, name)?,
        None => Vec::new(),
    };
    let mut parts: Vec<Part> = Vec::new();
    for relation in relations.iter().filter(|relation| KINDS.contains(&relation.kind.as_str()) && !relation.external) {
        if parts.iter().any(|part| part.name == relation.target) {
            continue;
        }
        if let Some(part) = take(&relation.target)? {
            parts.push(part);
        }
    }
    Ok(Package { document: xml, relations, parts })
}

fn too_large(name: &str, what: &str) -> Diagnostic {
    Diagnostic::refuse("C03", format!("“{name}”大得不像一份文书：{what}")).remedy("核对是不是选错了文件")
}

/// Parses a part. External entities and document types are refused, whatever they say.
pub fn parse<'p>(part: &'p Part, name: &str) -> Result<Document<'p>, Diagnostic> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&part.xml, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => {
            Diagnostic::refuse("C05", format!("“{name}”的 {} 里有文档类型声明（可以带外部实体），不读", part.name))
                .remedy("Word、WPS 保存的文件没有这种声明，这个文件可能被动过手脚；请发件人重新保存")
        }
        roxmltree::Error::NodesLimitReached => too_large(name, &format!("{} 的内容过多", part.name)),
        other => {
            let at = other.pos();
            let message = format!("“{name}”已损坏：{} 第{}行第{}列不是合格的 XML", part.name, at.row, at.col);
            Diagnostic::refuse("C05", message).remedy("用 Word 或者 WPS 打开修复，另存一份")
        }
    })?;
    let mut depth = 0usize;
    let mut open = Some(document.root_element());
    // A walk without recursion: what is too deep for the readers is found before they start.
    while let Some(node) = open {
        if depth > MAX_DEPTH {
            return Err(too_large(name, &format!("{} 的标签套得太深", part.name)));
        }
        open = match node.first_element_child() {
            Some(child) => {
                depth += 1;
                Some(child)
            }
            None => {
                let mut at = node;
                loop {
                    if let Some(next) = at.next_sibling_element() {
                        break Some(next);
                    }
                    match at.parent_element() {
                        Some(parent) => {
                            depth = depth.saturating_sub(1);
                            at = parent;
                        }
                        None => break None,
                    }
                }
            }
        };
    }
    Ok(document)
}

/// A part's text within the budget; `None` when the package has no such part.
fn read_part(zip: &mut ZipArchive<Cursor<&[u8]>>, part: &str, name: &str, budget: &mut u64) -> Result<Option<Part>, Diagnostic> {
    let damaged = |what: &str| {
        Diagnostic::refuse("C02", format!("“{name}”已损坏：{part} {what}"))
            .remedy("用 Word 或者 WPS 打开修复，另存一份；或者重新取得这个文件")
    };
    // Part names are compared without case (ECMA-376 part 2); writers differ.
    let same = |found: &str| found.trim_start_matches('/').eq_ignore_ascii_case(part);
    let mut found = (0..zip.len()).filter(|at| zip.by_index_raw(*at).ok().and_then(|f| f.name().ok().map(|n| same(&n))).unwrap_or(false));
    let (first, second) = (found.next(), found.next());
    let Some(at) = first else { return Ok(None) };
    if second.is_some() {
        return Err(damaged("有两份，不同的软件会读到不同的内容"));
    }
    let file = zip.by_index(at).map_err(|error| match error {
        ZipError::UnsupportedArchive(what) if what.to_lowercase().contains("password") => {
            Diagnostic::refuse("C02", format!("“{name}”加了密码，读不出来")).remedy("打开后取消密码，再保存")
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => damaged("的压缩方式不是 DOCX 用的"),
        _ => damaged("读不出来"),
    })?;
    let limit = MAX_PART_BYTES.min(*budget);
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|_| damaged("解压出错"))?;
    if bytes.len() as u64 > limit {
        return Err(too_large(name, &format!("{part} 解压后超过{}兆字节", limit / 1024 / 1024)));
    }
    *budget -= bytes.len() as u64;
    let text = String::from_utf8(bytes)
        .map_err(|_| Diagnostic::refuse("C05", format!("“{name}”的 {part} 不是 UTF-8 编码")).remedy("用 Word 或者 WPS 打开，另存一份"))?;
    let xml = text.strip_prefix('\u{FEFF}').map(str::to_string).unwrap_or(text);
    Ok(Some(Part { name: part.to_string(), xml }))
}

/// The main part, as the package's own relationships name it.
fn main_part(rels: Option<Part>, name: &str) -> Result<String, Diagnostic> {
    let missing = || Diagnostic::refuse("C04", format!("“{name}”里没有正文")).remedy("重新保存或者重新取得这个文件");
    let Some(rels) = rels else { return Err(missing()) };
    let all = relations(&rels, "", name)?;
    all.into_iter()
        .find(|relation| relation.kind == "officeDocument" && !relation.external)
        .map(|relation| relation.target)
        .ok_or_else(missing)
}

/// The relationships of a part in `folder`.
fn relations(rels: &Part, folder: &str, name: &str) -> Result<Vec<Relation>, Diagnostic> {
    let document = parse(rels, name)?;
    let all = document.root_element().children().filter(|node| node.has_tag_name_in("Relationship"));
    Ok(all
        .map(|node| {
            let text = |key: &str| node.attribute(key).unwrap_or_default();
            Relation {
                id: text("Id").to_string(),
                kind: text("Type").rsplit('/').next().unwrap_or_default().to_string(),
                target: match text("Target").strip_prefix('/') {
                    Some(absolute) => absolute.to_string(),
                    None => join(folder, text("Target")),
                },
                external: text("TargetMode") == "External",
            }
        })
        .collect())
}

/// A target beside the parts of a folder; `..` leads up and never out of the package.
fn join(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/').filter(|step| !step.is_empty() && *step != ".") {
        if step == ".." {
            steps.pop();
        } else {
            steps.push(step);
        }
    }
    steps.join("/")
}

/// Whether the content types call the main part a Word document without macros.
fn check_type(types: &Part, main: &str, name: &str) -> Result<(), Diagnostic> {
    let document = parse(types, name)?;
    let part = format!("/{main}");
    let kind = document
        .descendants()
        .find(|node| node.attribute("PartName").is_some_and(|p| p.eq_ignore_ascii_case(&part)))
        .and_then(|node| node.attribute("ContentType"))
        .unwrap_or_default();
    let what = match kind {
        _ if kind.contains("wordprocessingml.document.main") || kind.is_empty() => return Ok(()),
        _ if kind.contains("macroEnabled") => "带宏的文档（.docm）",
        _ if kind.contains("wordprocessingml.template") => "模板（.dotx）",
        _ if kind.contains("spreadsheetml") => "电子表格",
        _ if kind.contains("presentationml") => "演示文稿",
        _ => "别的文件",
    };
    Err(Diagnostic::refuse("C01", format!("“{name}”不是 DOCX，是{what}"))
        .expected("Word、WPS 保存的 .docx 文件")
        .remedy("另存为 DOCX（Word 文档）"))
}

/// How many entries the end of the archive declares; `None` for the 64-bit form.
fn declared_entries(bytes: &[u8]) -> Option<usize> {
    let start = bytes.len().saturating_sub(22 + 65_535);
    let at = bytes[start..].windows(4).rposition(|window| window == b"PK\x05\x06")? + start;
    let count = u16::from_le_bytes([*bytes.get(at + 10)?, *bytes.get(at + 11)?]);
    (count != u16::MAX).then_some(usize::from(count))
}

fn bytes_name(bytes: &[u8], name: &str) -> bool {
    bytes[..bytes.len().min(4096)].windows(name.len()).any(|window| window == name.as_bytes())
}

/// Tag names without regard to the namespace, for parts that have one only.
trait Tag {
    fn has_tag_name_in(&self, name: &str) -> bool;
}

impl Tag for roxmltree::Node<'_, '_> {
    fn has_tag_name_in(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}
